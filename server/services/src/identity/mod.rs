//! People: how they come in, who they are, and what they may be told apart by.
//!
//! **Promises.** [`begin`] and [`finish`] sign someone in with a provider (OpenID Connect, OAuth 2.0 with userinfo, CAS); [`viewer`]
//! says who a session's cookie stands for; [`close_session`] ends it, as the provider does through [`back_channel`]; [`grant`] gives
//! a role that no provider gives, [`invite_to_role`] a link to one; [`pending()`] lists whom no provider knows; [`begin_link`] gives someone a
//! second identity; [`trail()`] tells who did what; [`Providers::look`] tells an operator what is wrong with a provider.
//!
//! **Invariants.**
//! * An account's key is `(provider, subject)`, never an e-mail address; enforced by `rows::account`, tested by
//!   `the_same_address_elsewhere_is_someone_else`.
//! * A sign-in under way is used once, by the browser and the provider that it was begun with; it is deleted before anything is
//!   asked of the provider; tested by `an_answer_is_taken_once`.
//! * Who comes under a new subject with a name that the provider gave another before is nobody yet: an administrator tells
//!   ([`twins()`]); tested by `a_subject_that_changed_is_not_believed`.
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
mod back_channel;
mod cas;
mod cas_answer;
mod claims;
mod demo;
mod failed;
mod grant;
mod http;
mod invite;
mod leaving;
mod link;
mod look;
mod name_shown;
mod oauth2;
mod own_sessions;
mod pending;
mod people;
mod presets;
mod provider;
mod providers;
mod rows;
mod session;
mod sign_in;
mod sign_out;
mod token;
mod trail;
mod twins;

use crate::holdings::{Part, Words};

pub use account::{NewPerson, ensure_account};
pub use audit::{forget_trail, record, record_refusal};
pub use back_channel::{Calling, NotSignedOut, back_channel};
pub use demo::{DEMO_PROVIDER, real_people, sign_in_demo};
pub use grant::{Candidate, GrantFailure, Granted, RoleGiven, delegate, grant, grant_to, person_with, revoke, roles_given};
pub use invite::{InvitedTo, RoleInvitation, accept_role, invite_to_role, invited_to, role_invitations, take_role_invitation_back};
pub use leaving::{called, ended, is_last_admin, is_warned, lock_idle, warn_idle};
pub use link::{FRESH_MS, IdentityKey, OwnIdentity, begin_link, is_fresh, own_identities, unlink};
pub use look::{Look, Looked};
pub use name_shown::{name_shown, show_name};
pub use own_sessions::{OwnSession, SessionKey, end_other_sessions, end_session, own_sessions};
pub use pending::{Pending, PendingSchool, admit, pending, turn_down};
pub use people::{Recipient, Reviewer, address_of, addresses_of, animators, animators_of, delegates, reviewers, reviewers_of, trainers};
pub use presets::Preset;
pub use provider::{AuthMethod, Kind, KindName, LogoutKind, Provider, Unfit, Written};
pub use providers::Providers;
pub use session::{
    ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS, Recognised, Swept, close_all, open_session, person, persons, recognise, recognise_open_page, sweep,
    viewer, viewer_of_open_page,
};
pub use sign_in::{Answer, Finished, Prompt, SignInFailure, begin, finish};
pub use sign_out::close_session;
pub use trail::{Trail, TrailLine, TrailQuery, Who, trail};
pub use twins::{Side, Twin, join_twin, tell_apart, twins};

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;
