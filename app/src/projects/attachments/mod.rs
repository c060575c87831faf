//! `/projets/{slug}/pieces`: attaching documents, sounds and videos to a sheet; and the page of each. Everything works without JavaScript.

mod list;
mod page;
mod part;

pub(super) use list::{change, open};
pub(super) use page::{describe, show};
pub(super) use part::AttachmentsPart;
