//! People: how they come in, who they are, and what they may be told apart by.
//!
//! **Promises.** [`begin`] and [`finish`] sign someone in with a provider (OpenID Connect, authorization code, PKCE); [`viewer`]
//! says who a session's cookie stands for; [`close_session`] ends it; [`grant`] gives a role that no provider gives.
//!
//! **Invariants.**
//! * An account's key is `(provider, subject)`, never an e-mail address; enforced by `rows::account`, tested by
//!   `the_same_address_elsewhere_is_someone_else`.
//! * A sign-in under way is used once, by the browser and the provider that it was begun with; it is deleted before anything is
//!   asked of the provider; tested by `an_answer_is_taken_once`.
//! * Pupils leave no row but an audit line that does not name them; tested by `a_pupil_leaves_nothing_behind`.
//! * The database holds hashes of session ids; codes, tokens and secrets never reach the log: [`outside::Secret`],
//!   `openidconnect`'s own types and [`Provider`] do not show them.
//! * Where others read who wrote something, they read the name that the member chose (`shown_name`), never the other; tested by
//!   `an_author_is_named_as_they_choose_everywhere`.
//! * Rights are read at each request, so that a role given or taken counts at once.
//!
//! **Start reading at** `session`, then `account`, then `sign_in`.
//!
//! [`outside::Secret`]: crate::outside::Secret

mod account;
mod audit;
mod claims;
mod demo;
mod grant;
mod http;
mod leaving;
mod name_shown;
mod people;
mod provider;
mod providers;
mod rows;
mod session;
mod sign_in;
mod sign_out;
mod token;

use crate::holdings::Part;

pub use account::{NewPerson, ensure_account};
pub use audit::record;
pub use demo::{DEMO_PROVIDER, real_people, sign_in_demo};
pub use grant::{Candidate, GrantFailure, Granted, grant, grant_to};
pub use leaving::{called, ended, is_last_admin, is_warned, purge_audit, session_began, warn_idle};
pub use name_shown::{name_shown, show_name};
pub use people::{Recipient, Reviewer, address_of, animators, reviewers};
pub use provider::{AuthMethod, Provider, Unfit};
pub use providers::Providers;
pub use session::{ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS, Swept, close_all, open_session, person, sweep, viewer, viewer_of_open_page};
pub use sign_in::{Answer, Finished, SignInFailure, begin, finish};
pub use sign_out::close_session;

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
