//! SQL of accounts, sessions, sign-ins under way, who waits and who is invited, and the audit trail.

pub(super) mod account;
pub(super) mod attempt;
pub(super) mod audit;
pub(super) mod grants;
pub(super) mod holdings;
pub(super) mod identities;
pub(super) mod invitations;
pub(super) mod leaving;
pub(super) mod logout;
pub(super) mod pending;
pub(super) mod people;
pub(super) mod session;
pub(super) mod twins;
