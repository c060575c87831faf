//! The pictures of a sheet: placed by its authors, shown to its readers, masked.
//!
//! **Start reading at** `place`, then `open`.

mod mask;
mod open;
mod place;

pub use mask::mask_picture;
pub use open::{PicturePage, figures_in, open_picture, picture_seen, pictures_typed};
pub(super) use place::place;
