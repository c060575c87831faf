//! What every request passes, from the outside in: session → log → headers → errors as pages → panics → CSRF → limits → the page.
//!
//! **Invariants.** No page is reached without a [`app::visit::Visit`]; every answer, files and errors too, carries the security
//! headers, also when the session could not be looked up; a request that could change something and comes from elsewhere stops here, as does one that
//! comes faster than any person asks.

pub mod address;
pub mod cookies;
pub mod csrf;
pub mod headers;
pub mod limits;
pub mod log;
pub mod session;
