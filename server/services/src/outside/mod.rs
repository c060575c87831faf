//! The outside world, as closed enums: what time it is, and chance; and where in it a request comes from.
//!
//! **Invariants.** Nothing else in the workspace asks the system for the time or for chance; enforced by `clippy.toml`.

mod address;
mod chance;
mod clock;

pub use address::Address;
pub use chance::{Ids, Secret, chance};
pub use clock::{Begun, Clock};
