//! Discussions on both engines.

mod needs;
mod needs_list;
