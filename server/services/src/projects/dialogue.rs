//! What its authors and its reviewers are told of a sheet: remarks, what was done with it, what looks like a pupil's name.

use super::Project;
use domain::{
    ids::RemarkId,
    projects::{Move, Told, pupil_names},
    time::Timestamp,
};

/// What a reviewer wrote, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its number.
    pub id: RemarkId,
    /// The field it is about; nothing for the whole, or a passage.
    pub field: Option<String>,
    /// The words it is about, as the sheet said them then; may be empty.
    pub passage: String,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// When it was settled, if it is.
    pub settled: Option<Timestamp>,
    /// What was answered, in the order in which it was.
    pub answers: Vec<RemarkAnswer>,
}

/// An answer to a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkAnswer {
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Words of a sheet that look like a pupil's name, and where they stand (R6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspected {
    /// The field, as problems name it.
    pub field: &'static str,
    /// The words.
    pub words: String,
}

/// What was done with a project, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveMade {
    /// What was done.
    pub made: Move,
    /// Who did it; nobody, when the portal did or the account is gone.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What looks like a pupil's name in `project`: in what readers read, and in what stands for pictures and files.
pub(super) fn suspected(project: &Project) -> Vec<Suspected> {
    let draft = &project.draft;
    let stories = [("title", &draft.title), ("summary", &draft.summary), ("body", &draft.body), ("result", &draft.result)];
    let stories = stories.into_iter().map(|(field, text)| (field, text.as_str(), Told::Story));
    let pictures = project.pictures.iter().flat_map(|placed| {
        let figure = &placed.figure;
        [("pictures", figure.alt.attribute(), Told::Label), ("pictures", figure.caption.as_str(), Told::Label)]
    });
    let files = project.attachments.iter().flat_map(|attached| {
        [("attachments", attached.title.as_str(), Told::Label), ("attachments", attached.transcript.as_str(), Told::Story)]
    });
    let all = stories.chain(pictures).chain(files);
    all.flat_map(|(field, text, told)| pupil_names(text, told).into_iter().map(move |words| Suspected { field, words })).collect()
}
