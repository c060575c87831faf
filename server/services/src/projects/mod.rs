//! Projects: a teacher's practice, from the first draft to the page that everyone reads.
//!
//! **Promises.** [`start`] and [`save`] keep what was typed; [`submit`] and the moves of `review` take a project through its states;
//! [`open`], [`cards`] and the lists give what the viewer may see and nothing else.
//!
//! **Invariants.**
//! * A row is reached in a write through `gate` only, which asks `domain::access::decide`.
//! * What is published was complete, its cover described, and is the version that the animator had read: enforced by the version
//!   that every review form carries, tested by `what_is_published_is_what_was_read`.
//! * Every saved version is kept whole; an autosave replaces the same person's autosave before it.
//! * A medium is shown once its authors have said who is in it, as far and as long as families allow, and not while it is hidden; its file is
//!   asked for by [`picture_seen`] and [`attachment_seen`] only, tested by `a_picture_is_seen_by_those_who_may_and_while_they_may` and
//!   `a_file_is_had_once_its_authors_have_said_what_stands_for_it_and_who_is_in_it`.
//! * What its authors wrote is changed by them alone: a reviewer's words are a proposal, tested by
//!   `what_is_proposed_changes_the_sheet_once_its_author_agrees`.
//! * What appears, or changes, without having been read waits on the desk to be checked (`project_unchecked`), tested by
//!   `a_regime_says_whether_a_project_appears_before_it_is_read`.
//! * A version obeys the licence of what it was made from whenever it is handed over or shown, tested by
//!   `a_version_says_the_same_and_where_it_comes_from`.
//! * Who may read a sheet or a file is decided at the instant it is asked for; the rows that lists ask are written anew at each turn of its
//!   openings, tested by `dates_open_and_close_a_project`.
//! * An address that a project once had redirects to it for good.
//!
//! **Events.** `ProjectChanged` with every write, and when a trial is taken away; `ProjectSubmitted`, `ProjectChangesAsked`, `ProjectPublished` with the moves;
//! `RemarkAnswered`, `EditsProposed`, `ReviewAssigned` and `ProjectToCheck` with reviews, `ProjectTakenOver` when a version appears,
//! `TrialReported` with another class's report, `RightsEnding` a month ahead, `DocumentRead` when search may find what a document says.
//!
//! **Start reading at** `write`, then `review`, then `read`.

mod attachments;
mod authors;
mod compare;
mod desk;
mod dialogue;
mod document;
mod found;
mod gate;
mod lineage;
mod lists;
mod media;
mod model;
mod openings;
mod partners;
mod pictures;
mod plain;
mod proposals;
mod read;
mod reading;
mod reception;
mod remarks;
mod review;
mod rows;
mod trials;
mod versions;
mod views;
mod write;

use crate::holdings::{Part, Words};

pub use attachments::{
    AttachmentPage, SeenFile, attach, attachment_seen, attachments, captions_seen, describe, detach, is_attachment, open_attachment,
    shift_attachment,
};
pub use authors::{Authors, Invitation, Invited, authors, invitation, invite, join, leave, published_by_others, take_invitation_back};
pub use compare::{FieldChange, Piece};
pub use desk::{
    Phrase, RegimeSet, add_phrase, address_of_assigned, assign, assigned, check_off, phrases, regimes, remove_phrase, reviewers,
    set_regime, unchecked,
};
pub use dialogue::{MoveMade, Remark, RemarkAnswer, Suspected};
pub use document::{all_ids, all_things, changed_by, concerned, documents, searchable_text};
pub use found::{AttachedText, ProjectFound, attached_texts, found, readable_things};
pub use lineage::{Branch, Lineage, Parent, take_over};
pub use lists::{CardsAsked, cards, counts, latest, mine, published_slugs, queue, readable, texts, with_stories};
pub use media::{
    after_request, check_medium_seen, declare_people, hide_ended, hide_until_decided, medium_ending, sweep_files, sweep_media,
    warn_of_endings, withdraw_consent,
};
pub use model::{
    Announcement, Attached, Author, FeedEntry, Figure, Place, Placed, Project, ProjectCard, ProjectSheet, QueueItem, Reviewed, Saved, Shelf,
};
pub use openings::{end_link, follow_openings, link_key, make_link, opened_by, openings, reads_by_link, set_openings};
pub use partners::{
    CallAnswer, CallCard, PartnerAnswer, PartnersSheet, answer_call_in, answer_topic, calls, is_answered, keep_answer_topic,
    last_answer_topic, partners, seek_partners,
};
pub use pictures::{PicturePage, figures_in, mask_picture, open_picture, picture_seen, pictures_typed};
pub use plain::{PlainTexts, ReadSheet};
pub use proposals::{Proposal, ProposalSheet, ShownEdit, decide_proposal, is_proposed, open_to_propose, proposal, propose};
pub use read::{Opened, announcement, cover_art, id_to_put_forward, open, open_to_edit, shown_to_all};
pub use reading::read_documents;
pub use reception::{Reception, attestation, reception};
pub use remarks::{answer_remark, maker_of_remark, settle_remark};
pub use review::{archive, ask_changes, publish, publish_due, schedule, unschedule, withdraw};
pub(crate) use rows::holdings::saying;
pub use trials::{Echoes, Trial, bookmarked, echoes, is_tried, mark, may_remove, remove_trial, report_trial};
pub use versions::{Reconciled, Version, Versions, reconcile, restore, versions};
pub use views::{Views, count_view, write_views};
pub use write::{SaveMode, save, start, start_in, submit, take_back};

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;
/// What shows something of someone, by number.
pub(crate) const TOUCHED: &[&str] = rows::holdings::TOUCHED;
