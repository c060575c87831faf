//! Pictures, as pixels: taken in, turned upright, stripped of everything but their pixels, masked, made in the widths that pages use.
//!
//! **Promises.** [`prepare()`] makes a picture ready to be kept or says by name why not. What it makes is what it encoded itself: no metadata,
//! no original, no trailing bytes (S18, R1). What [`mask()`] covers is in nothing that it makes (S17).
//!
//! **Invariants.** Nothing here knows of a store, a database or a person. It is a crate of its own because what is generic in the codecs is
//! compiled where it is used: here, with optimisation even in debug builds, while all around it stays quick to compile (decision 0012).
//!
//! **Start reading at** [`prepare()`].

mod formats;
mod mask;
mod prepare;
#[cfg(test)]
mod tests;

pub use mask::mask;
pub use prepare::{PictureSize, Prepared, prepare};
