//! Projects: the sheet, its states, and the vocabularies that describe it.
//!
//! **Start reading at** [`State`], then [`ProjectDraft`].

mod draft;
mod form;
mod state;
mod vocabularies;

pub use draft::{MAX_BODY, MAX_LINE, MAX_SUMMARY, MAX_TITLE, ProjectDraft};
pub use form::ProjectForm;
pub use state::{ForbiddenMove, Move, State};
pub use vocabularies::{Crcn, CrcnDomain, Cycle, Equipment, Level, Licence, Subject, Visibility};
