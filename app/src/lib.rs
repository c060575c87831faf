//! What people see.
//!
//! **Promises.** A page is a handler that asks a use case, then renders what it answered; a form is a handler that does what was
//! asked and sends people on, or shows the same page again with everything that they typed. Everything works without JavaScript;
//! islands add comfort.
//!
//! **Invariants.** No SQL and no rule lives here: pages ask `domain::access::decide`, they never decide. Statuses are given by
//! `outcome` alone. Pages are compiled for the server only; `islands`, `api` and `words` modules for the browser as well, and
//! `open_page`, the island of every page of a member.
//!
//! **Start reading at** `routes`, then `visit`, then a slice: [`projects`].

// Views are deeply nested types: a page of forms goes past the compiler's default.
#![recursion_limit = "512"]

pub mod open_page;
pub mod projects;

#[cfg(feature = "ssr")]
pub mod again;
#[cfg(feature = "ssr")]
pub mod curation;
#[cfg(feature = "ssr")]
pub mod discussions;
#[cfg(feature = "ssr")]
pub mod identity;
#[cfg(feature = "ssr")]
pub mod kept;
#[cfg(feature = "ssr")]
pub mod moderation;
#[cfg(feature = "ssr")]
pub mod notifications;
#[cfg(feature = "ssr")]
pub mod outcome;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod privacy;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod sent;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod territory;
#[cfg(feature = "ssr")]
pub mod training;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod visit;
