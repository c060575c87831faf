//! Projects: the sheet, its states, and the vocabularies that describe it.
//!
//! **Start reading at** [`State`], then [`ProjectDraft`].

mod attachments;
mod draft;
mod fields;
mod form;
mod link;
mod names;
mod openings;
mod partner;
mod pictures;
mod proposal;
mod regime;
mod remark;
mod state;
mod trial;
mod vocabularies;

pub use attachments::{AttachmentWords, lack_of_words, title_from_name};
pub use draft::{MAX_BODY, MAX_LINE, MAX_SUMMARY, MAX_TITLE, ProjectDraft};
pub use fields::Merged;
pub use form::ProjectForm;
pub use link::Link;
pub use names::{Told, pupil_names};
pub use openings::{Circle, Openings, OpeningsForm, Period, reaches_outside};
pub use partner::{MAX_CALL, PartnerCall, Reach};
pub use pictures::{PictureEntry, PicturesForm};
pub use proposal::{Fit, MAX_NOTE, PROPOSABLE, TextEdit};
pub use regime::{Regime, Scope};
pub use remark::{About, MAX_PASSAGE, MAX_PASSAGES, MAX_REMARK, NewRemark, RemarksForm};
pub use state::{ForbiddenMove, Move, State};
pub use trial::{MAX_ACCOUNT, Mark, TrialForm};
pub use vocabularies::{Crcn, CrcnDomain, Cycle, Equipment, Language, Level, Licence, Subject, Visibility};
