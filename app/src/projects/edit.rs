//! The editor: one long form, sent to its own address. Everything works without JavaScript; islands add what they can.

mod form;
mod parts;
mod pictures;

pub(super) use pictures::PictureCard;

use crate::{
    outcome::Refused,
    shell::{Page, render},
    visit::Visit,
};
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    access::PortalAction,
    problem::Problems,
    projects::{ProjectForm, State},
    time::{SchoolYear, Timestamp},
};
use services::{
    access,
    error::Error,
    projects::{self, FieldChange, Placed, Project, Remark, Version},
    territory::{self, SchoolChoice},
};

/// What was saved while someone was typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meanwhile {
    /// The version that was saved.
    pub(super) other: Option<Version>,
    /// Fields taken from it, because only it had changed them.
    pub(super) taken: Vec<&'static str>,
    /// Fields that both changed.
    pub(super) disputed: Vec<FieldChange>,
}

/// What the editor shows above what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// It was kept.
    Kept(Timestamp),
    /// Another version was saved meanwhile, and brought together with what was typed.
    Overtaken(Meanwhile),
}

/// The editor with what was typed in it.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    /// The address's slug; nothing while the project was never saved.
    pub(super) slug: Option<String>,
    /// Where it stands.
    pub(super) state: State,
    /// What was typed, or kept.
    pub(super) form: ProjectForm,
    /// What was typed to look for a school and names none.
    pub(super) typed_school: String,
    /// Its pictures, with the words typed.
    pub(super) pictures: Vec<Placed>,
    /// What is wrong.
    pub(super) problems: Problems,
    /// What reviewers wrote.
    pub(super) remarks: Vec<Remark>,
    /// What is said above.
    pub(super) told: Told,
}

impl Editor {
    /// An empty one.
    fn empty() -> Self {
        Self {
            slug: None,
            state: State::Draft,
            form: ProjectForm::default(),
            typed_school: String::new(),
            pictures: Vec::new(),
            problems: Problems::new(),
            remarks: Vec::new(),
            told: Told::Nothing,
        }
    }

    /// One that shows what is kept.
    pub(super) fn of(project: Project, remarks: Vec<Remark>) -> Self {
        Self {
            slug: Some(project.slug),
            state: project.state,
            form: ProjectForm { draft: project.draft, pictures: None, version: Some(project.version), problems: Problems::new() },
            typed_school: String::new(),
            pictures: project.pictures,
            problems: Problems::new(),
            remarks,
            told: Told::Kept(project.updated),
        }
    }
}

/// `/projets/nouveau`
pub(super) async fn new(visit: Visit) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::StartProject)?;
    let mut editor = Editor::empty();
    // Who has one school only need not say which.
    let schools = territory::schools_for_choice(&visit.cx).await?;
    if let [only] = schools.as_slice() {
        editor.form.draft.schools = vec![only.uai.clone()];
    }
    show(&visit, StatusCode::OK, editor).await.map_err(Refused::from)
}

/// `/projets/{slug}/modifier`
pub(super) async fn edit(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let (project, remarks) = projects::open_to_edit(&visit.cx, &slug).await?;
    show(&visit, StatusCode::OK, Editor::of(project, remarks)).await.map_err(Refused::from)
}

/// The editor's page.
pub(super) async fn show(visit: &Visit, status: StatusCode, editor: Editor) -> Result<Response, Error> {
    let schools: Vec<SchoolChoice> = territory::schools_for_choice(&visit.cx).await?;
    let year = SchoolYear::containing(visit.cx.now());
    let writer = visit.cx.account().map(|account| account.to_string()).unwrap_or_default();
    let title = if editor.slug.is_some() { "Modifier le projet" } else { "Partager un projet" };
    let page = Page { title: title.into(), index: false, islands: true, ..Page::default() };
    Ok(render(visit, status, page, move || form::editor_page(title, editor, writer, schools, year)))
}
