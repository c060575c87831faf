//! Discussions, as people see them.
//!
//! **Start reading at** `islands`: what the page of a topic says of what comes while it is open.

pub mod islands;
