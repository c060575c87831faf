//! `/images`: taking a picture in, and preparing one: masked, declared, taken from its readers. Everything works without JavaScript.

mod page;
mod posts;
mod zones;

pub(super) use page::open;
pub(super) use posts::{prepare, take_in};
