//! SQL of accounts, sessions, sign-ins under way, and the audit trail.

pub(super) mod account;
pub(super) mod attempt;
pub(super) mod audit;
pub(super) mod holdings;
pub(super) mod leaving;
pub(super) mod people;
pub(super) mod session;
