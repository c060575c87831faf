//! `/images`: taking a picture in; and the page on which one is masked. Everything works without JavaScript.

mod page;
mod posts;
mod zones;

pub(super) use page::{open, show};
pub(super) use posts::{mask, refused, take_in};
