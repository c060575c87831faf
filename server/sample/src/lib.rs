//! The demo territory: the 28 communes of Bordeaux Métropole, 360 invented schools, an invented cast, and a school year of projects.
//!
//! **Promises.** [`fill()`] makes all of it through the same use cases as people do, at the dates at which it would have happened.
//! Nothing is real but the communes: no person, no school code, no photograph.
//!
//! **Invariants.** Filling twice gives the same addresses: ids count, pictures are drawn from seeds. A filling that was
//! interrupted is gone on with; a database that holds anything else is left alone.
//!
//! **Start reading at** [`fill()`], then [`cast`]; how well the demo can be searched is measured in [`quality`].

pub mod cast;
pub mod fill;
mod forward;
pub mod quality;
pub mod scenes;
pub mod sheets;
mod sound;
mod talks;
pub mod territory;
mod trainings;
mod trainings_held;

pub use fill::{Filled, Filling, fill};
