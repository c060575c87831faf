//! What the slice hands out.

use super::{Echoes, Lineage, MoveMade, Proposal, Remark, Suspected};
use crate::{
    identity::{Recipient, Reviewer},
    media::{self, Attachment, PictureSize},
    text::{SafeHtml, TextFigure, TextFigures, pictures_in},
};
use domain::{
    access::{Principal, ProjectAction, ProjectFacts, readers},
    ids::{AccountId, PictureId, ProjectId},
    media::{Alternative, Hidden, Lack, People, Support},
    projects::{Cycle, Language, Level, Openings, ProjectDraft, State, Subject, lack_of_words},
    territory::{Insee, Uai},
    time::Timestamp,
};

/// Someone who wrote a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Their account.
    pub id: AccountId,
    /// The name shown.
    pub name: String,
}

/// A picture as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The picture.
    pub picture: PictureId,
    /// Its width, in pixels, as taken in.
    pub width: u32,
    /// Its height, in pixels, as taken in.
    pub height: u32,
    /// What stands for it.
    pub alt: Alternative,
    /// The line beneath it; may be empty.
    pub caption: String,
    /// Whether families allow it on paper (S4).
    pub on_paper: bool,
}

impl Figure {
    /// Those that a text may show, of `figures`.
    pub fn in_texts<'a>(figures: impl IntoIterator<Item = &'a Self>) -> TextFigures {
        let shown = |figure: &Self| TextFigure {
            width: figure.width,
            height: figure.height,
            alt: figure.alt.attribute().to_owned(),
            on_paper: figure.on_paper,
        };
        TextFigures::new(figures.into_iter().map(|figure| (figure.picture, shown(figure))))
    }
}

/// A picture of a sheet, and what the ledger says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What is shown of it.
    pub figure: Figure,
    /// Who can be recognised in it.
    pub people: People,
    /// Why it is not shown; nothing when it may be.
    pub hidden: Option<Hidden>,
}

impl Placed {
    /// `picture` as it enters a sheet: nothing is said of it yet.
    pub(crate) fn new(picture: media::Picture) -> Self {
        let PictureSize { width, height } = picture.size;
        let on_paper = picture.medium.people.are_allowed(Support::Print);
        let figure = Figure { picture: picture.id, width, height, alt: Alternative::Missing, caption: String::new(), on_paper };
        Self { figure, people: picture.medium.people, hidden: picture.medium.hidden }
    }

    /// The same picture with these words.
    pub(crate) fn described(self, alt: Alternative, caption: String) -> Self {
        Self { figure: Figure { alt, caption, ..self.figure }, ..self }
    }
}

/// A file attached to a sheet, what is said of it, and what the ledger says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The file.
    pub attachment: Attachment,
    /// What it is.
    pub title: String,
    /// What one hears in it; may be empty.
    pub transcript: String,
    /// Whether captions stand over it.
    pub has_captions: bool,
}

impl Attached {
    /// What it lacks for those who do not hear it.
    pub fn lack_of_words(&self) -> Option<Lack> {
        lack_of_words(self.attachment.format.kind(), !self.transcript.is_empty(), self.has_captions)
    }

    /// Whether readers see it: its authors have said who is in it, what stands for it, and it is not hidden.
    pub fn is_shown(&self) -> bool {
        let medium = &self.attachment.medium;
        medium.hidden.is_none() && medium.people != People::Unsaid && self.lack_of_words().is_none()
    }
}

/// A school and its commune, as a sheet or a card names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub school: String,
    /// Its commune.
    pub insee: Insee,
    /// The commune's name.
    pub commune: String,
}

/// A project, whole, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// The part of its address that its title made.
    pub slug: String,
    /// What it says.
    pub draft: ProjectDraft,
    /// Where it stands.
    pub state: State,
    /// For whom it is open besides what the sheet says, and when.
    pub openings: Openings,
    /// Its pictures, in order.
    pub pictures: Vec<Placed>,
    /// What is attached to it, in order.
    pub attachments: Vec<Attached>,
    /// Its authors, the first first.
    pub authors: Vec<Author>,
    /// The communes of its schools, as it was last kept.
    pub communes: Vec<Insee>,
    /// Grows by one with every save.
    pub version: i64,
    /// When it was begun.
    pub created: Timestamp,
    /// When it was last saved.
    pub updated: Timestamp,
    /// When it was last handed over.
    pub submitted: Option<Timestamp>,
    /// When it is to be published, while it is scheduled.
    pub publish_at: Option<Timestamp>,
    /// When it was first published.
    pub published: Option<Timestamp>,
}

impl Project {
    /// The pictures that its readers see, in order. One of which its authors have not said yet who is in it is theirs alone.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.pictures.iter().filter(|placed| placed.hidden.is_none() && placed.people != People::Unsaid).map(|placed| &placed.figure)
    }

    /// The pictures that its authors see, in order.
    pub fn authors_figures(&self) -> impl Iterator<Item = &Figure> {
        self.pictures.iter().filter(|placed| placed.hidden.is_none()).map(|placed| &placed.figure)
    }

    /// What is attached to it and its readers see, in order.
    pub fn shown_attachments(&self) -> impl Iterator<Item = &Attached> {
        self.attachments.iter().filter(|attached| attached.is_shown())
    }

    /// The picture that stands for it; without one, a cover is drawn.
    pub fn cover(&self) -> Option<&Figure> {
        self.figures().next()
    }

    /// Whether everyone may read it at `at`.
    pub fn is_open_to_all(&self, at: Timestamp) -> bool {
        readers(&self.facts(at)).contains(&Principal::Public)
    }

    /// What rights on it depend on at `at`.
    pub fn facts(&self, at: Timestamp) -> ProjectFacts {
        ProjectFacts {
            state: self.state,
            open_to: self.openings.open_to(self.draft.visibility, at),
            link: self.openings.link().cloned(),
            authors: self.authors.iter().map(|author| author.id).collect(),
            schools: self.draft.schools.clone(),
            communes: self.communes.clone(),
            licence: self.draft.licence,
        }
    }
}

/// A project's page: everything shown, and what the viewer may do.
#[derive(Clone, Debug)]
pub struct ProjectSheet {
    /// The project.
    pub project: Project,
    /// Its schools and communes.
    pub places: Vec<Place>,
    /// The pictures that this viewer sees, in order.
    pub figures: Vec<Figure>,
    /// What is attached to it and this viewer sees, in order.
    pub attachments: Vec<Attached>,
    /// The story.
    pub body: SafeHtml,
    /// The result.
    pub result: SafeHtml,
    /// What the viewer may do.
    pub may: Vec<ProjectAction>,
    /// Reviewers' remarks: those that are not settled, and those made since it was last handed over; for authors and reviewers only.
    pub remarks: Vec<Remark>,
    /// Other words that reviewers propose and that wait for its authors; for them and reviewers only.
    pub proposals: Vec<Proposal>,
    /// What looks like a pupil's name in it, for its authors and reviewers.
    pub suspected: Vec<Suspected>,
    /// What was done with it so far, for its authors and reviewers.
    pub history: Vec<MoveMade>,
    /// Whether it seeks partner classes today.
    pub seeks_partners: bool,
    /// Where it comes from, and what came of it.
    pub lineage: Lineage,
    /// What readers made of it, while it is published.
    pub echoes: Echoes,
    /// Since when it is shown without having been read; for those who would.
    pub unchecked: Option<Timestamp>,
}

impl ProjectSheet {
    /// The picture that stands for it, as this viewer sees it.
    pub fn cover(&self) -> Option<&Figure> {
        self.figures.first()
    }

    /// The pictures that stand in none of its texts, but for the cover.
    pub fn gallery(&self) -> Vec<Figure> {
        let draft = &self.project.draft;
        let told: Vec<_> = [&draft.body, &draft.result].into_iter().flat_map(|text| pictures_in(text)).collect();
        self.figures.iter().skip(1).filter(|figure| !told.contains(&figure.picture)).cloned().collect()
    }

    /// Whether the viewer may do `action`.
    pub fn may(&self, action: ProjectAction) -> bool {
        self.may.contains(&action)
    }
}

/// Which projects, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Published ones, the latest first.
    Published,
    /// Those that one person wrote, the last saved first.
    By(AccountId),
    /// Those that wait for a reviewer, the oldest first.
    Desk,
    /// All that may be seen.
    All,
}

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectCard {
    /// Its id.
    pub id: ProjectId,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// In a few sentences.
    pub summary: String,
    /// Where it stands.
    pub state: State,
    /// Its picture.
    pub cover: Option<Figure>,
    /// Cycles.
    pub cycles: Vec<Cycle>,
    /// Levels.
    pub levels: Vec<Level>,
    /// Subjects.
    pub subjects: Vec<Subject>,
    /// Its schools and communes.
    pub places: Vec<Place>,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// The language in which it is written.
    pub language: Language,
    /// Grows by one with every save.
    pub version: i64,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// When it was last saved.
    pub updated: Timestamp,
}

/// A project in the feed.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// As in a list.
    pub card: ProjectCard,
    /// The story.
    pub body: SafeHtml,
    /// What others may do with it.
    pub licence: Option<domain::projects::Licence>,
}

/// A project that waits on the desk.
#[derive(Clone, Debug)]
pub struct QueueItem {
    /// As in a list.
    pub card: ProjectCard,
    /// Since when it waits.
    pub since: Timestamp,
    /// When it is to be published, if it is scheduled.
    pub publish_at: Option<Timestamp>,
    /// Who looks after it, if someone does.
    pub reviewer: Option<Reviewer>,
}

/// A save that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The project.
    pub id: ProjectId,
    /// Its address, which may be new.
    pub slug: String,
    /// The version now kept.
    pub version: i64,
}

/// A review's outcome: where to look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The project's address.
    pub slug: String,
    /// Where it stands now.
    pub state: State,
}

/// What letters about a project need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its title.
    pub title: String,
    /// Its address.
    pub slug: String,
    /// Where it stands now: a letter about a state that has passed is not sent.
    pub state: State,
    /// Its authors who have an address.
    pub authors: Vec<Recipient>,
    /// The animators; their address is empty where they have none.
    pub animators: Vec<Recipient>,
    /// How many remarks were made since it was last handed over.
    pub remarks: usize,
}
