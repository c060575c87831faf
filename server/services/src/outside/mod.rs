//! The outside world, as closed enums: what time it is, and chance.
//!
//! **Invariants.** Nothing else in the workspace asks the system for the time or for chance; enforced by `clippy.toml`.

mod chance;
mod clock;

pub use chance::{Ids, Secret, chance};
pub use clock::Clock;
