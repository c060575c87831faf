//! What the forms of projects send.

use super::{
    edit::{self, Editor, Meanwhile, Told},
    review::{self, Decision},
    words::{REMARKABLE, intent},
};
use crate::{
    outcome::Refused,
    sent::{Sent, SentFile},
    ui::{dates::hour, problems::sentence},
    visit::Visit,
};
use axum::{
    Json,
    extract::{Path, Request},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::PictureId,
    media::{Alternative, MAX_PICTURES, MediumProblem},
    paths,
    problem::{Problems, Rule},
    projects::{Move, PictureEntry, ProjectForm, RemarksForm, State},
    territory::Uai,
    time::Timestamp,
};
use services::{
    error::{Conflict, Error},
    media,
    projects::{self, Opened, SaveMode, Saved},
};

/// `POST /projets/nouveau`
pub(super) async fn create(visit: Visit, request: Request) -> Result<Response, Refused> {
    keep(visit, None, request).await
}

/// `POST /projets/{slug}/modifier`
pub(super) async fn save(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    keep(visit, Some(slug), request).await
}

/// Keeps what was typed, then does what the button said.
async fn keep(visit: Visit, slug: Option<String>, request: Request) -> Result<Response, Refused> {
    may_write(&visit, slug.as_deref()).await?;
    let for_island = wants_json(request.headers());
    let mut sent = Sent::read(request).await?;
    let mut form = ProjectForm::read(sent.borrowed());
    let typed_school = typed_school(&sent);
    let mode = if sent.value("intent") == intent::AUTOSAVE { SaveMode::Auto } else { SaveMode::Kept };
    pictures_change(&visit, &mut sent, &mut form).await?;
    let kept = match &slug {
        Some(slug) => projects::save(&visit.cx, slug, &form, mode).await,
        None => projects::start(&visit.cx, &form, mode).await,
    };
    match kept {
        Ok(saved) if for_island => Ok(told_to_island(&visit, &saved)),
        Ok(saved) => after(&visit, saved, sent.value("intent")).await,
        Err(Error::Invalid(problems)) if for_island => Ok(problems_for_island(&problems)),
        Err(Error::Invalid(problems)) => again(&visit, slug, form, typed_school, problems, Told::Nothing).await,
        Err(Error::Conflict(Conflict::StaleVersion { .. })) if for_island => Ok(overtaken_for_island()),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => overtaken(&visit, slug, form, typed_school).await,
        Err(error) => Err(error.into()),
    }
}

/// Asked before a large body is read: a stranger's upload is not even received.
async fn may_write(visit: &Visit, slug: Option<&str>) -> Result<(), Error> {
    match slug {
        Some(slug) => projects::open_to_edit(&visit.cx, slug).await.map(drop),
        None => services::access::check(&visit.cx, domain::access::PortalAction::StartProject),
    }
}

/// Whether an island asks.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

/// What was typed to look for a school and is no school's code, whole: the form keeps what it could read alone.
fn typed_school(sent: &Sent) -> String {
    let typed = sent.pairs.iter().filter(|(name, _)| name == "schools").map(|(_, value)| value.trim());
    typed.filter(|value| value.parse::<Uai>().is_err()).find(|value| !value.is_empty()).unwrap_or_default().to_owned()
}

/// Takes in the pictures that came with the form, and takes off the one whose button was pressed. A file that is refused is a problem
/// beside the field, by its name; everything else is kept.
async fn pictures_change(visit: &Visit, sent: &mut Sent, form: &mut ProjectForm) -> Result<(), Error> {
    if let Some(off) = pressed(sent, intent::REMOVE)
        && let Some(pictures) = &mut form.pictures
    {
        pictures.retain(|entry| entry.picture != off);
    }
    let files = sent.take_files("pictures");
    let held = form.pictures.as_ref().map_or(0, Vec::len);
    if held + files.len() > MAX_PICTURES {
        // None is decoded: which of them are wanted is for its author to say.
        form.problems.add("pictures", Rule::TooMany { max: MAX_PICTURES });
        return Ok(());
    }
    for SentFile { name, content, .. } in files {
        let taken = match content {
            Ok(bytes) => media::take_in(&visit.cx, bytes).await,
            Err(problem) => Err(Problems::one("pictures", Rule::Medium(problem)).into()),
        };
        match taken {
            Ok(picture) => {
                let entry = PictureEntry { picture, alt: Alternative::Missing, caption: String::new() };
                form.pictures.get_or_insert_default().push(entry);
            }
            Err(Error::Invalid(refused)) => form.problems.extend(refused.of_file(&name)),
            // What was typed must not be lost with the picture.
            Err(Error::Unavailable { cause, .. }) => {
                tracing::error!("a picture was not kept: {cause}");
                form.problems.add("pictures", Rule::File { name, problem: MediumProblem::NotKept });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The picture whose button was pressed, if it is one of this kind.
fn pressed(sent: &Sent, kind: &str) -> Option<PictureId> {
    sent.value("intent").strip_prefix(kind)?.parse().ok()
}

async fn after(visit: &Visit, saved: Saved, pressed: &str) -> Result<Response, Refused> {
    if let Some(picture) = pressed.strip_prefix(intent::PREPARE).and_then(|picture| picture.parse::<PictureId>().ok()) {
        return Ok(Redirect::to(&paths::medium_page(picture)).into_response());
    }
    if pressed.starts_with(intent::REMOVE) {
        return Ok(Redirect::to(&format!("{}#partie-images", paths::project_edit(&saved.slug))).into_response());
    }
    if pressed != intent::SUBMIT {
        return Ok(Redirect::to(&paths::project_edit(&saved.slug)).into_response());
    }
    hand_over(visit, &saved.slug, saved.version).await
}

/// Hands a sheet over; what it lacks is shown where it can be filled in.
pub(super) async fn hand_over(visit: &Visit, slug: &str, version: i64) -> Result<Response, Refused> {
    match projects::submit(&visit.cx, slug, version).await {
        Ok(sent) => Ok(Redirect::to(&paths::project(&sent.slug)).into_response()),
        Err(Error::Invalid(problems)) => {
            let (project, remarks) = projects::open_to_edit(&visit.cx, slug).await?;
            let editor = Editor { problems, ..Editor::of(project, remarks) };
            Ok(edit::show(visit, StatusCode::UNPROCESSABLE_ENTITY, editor).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// The editor again, with what was saved meanwhile brought into what was typed.
async fn overtaken(visit: &Visit, slug: Option<String>, form: ProjectForm, typed_school: String) -> Result<Response, Refused> {
    // Only what has an address has another version.
    let Some(slug) = slug else { return Err(Error::NotFound.into()) };
    let projects::Reconciled { form, other, taken, disputed } = projects::reconcile(&visit.cx, &slug, form).await?;
    let told = Told::Overtaken(Meanwhile { other, taken, disputed });
    again(visit, Some(slug), form, typed_school, Problems::new(), told).await
}

/// The editor again, with everything that was typed.
async fn again(
    visit: &Visit,
    slug: Option<String>,
    form: ProjectForm,
    typed_school: String,
    problems: Problems,
    told: Told,
) -> Result<Response, Refused> {
    let (state, remarks) = match &slug {
        Some(slug) => projects::open_to_edit(&visit.cx, slug).await.map(|(project, remarks)| (project.state, remarks))?,
        None => (State::Draft, Vec::new()),
    };
    let pictures = projects::pictures_typed(&visit.cx, slug.as_deref(), &form).await?;
    let status = if matches!(told, Told::Overtaken(_)) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let editor = Editor { slug, state, form, typed_school, pictures, problems, remarks, told };
    Ok(edit::show(visit, status, editor).await?)
}

/// What the autosave island is told.
fn told_to_island(visit: &Visit, saved: &Saved) -> Response {
    Json(serde_json::json!({
        "version": saved.version,
        "address": paths::project_edit(&saved.slug),
        "message": format!("Enregistré à {}", hour(visit.cx.now())),
    }))
    .into_response()
}

fn overtaken_for_island() -> Response {
    let message =
        "Une autre version a été enregistrée entre-temps. Appuyez sur «\u{a0}Enregistrer\u{a0}»\u{a0}: les deux vous seront montrées.";
    (StatusCode::CONFLICT, Json(serde_json::json!({ "message": message, "overtaken": true }))).into_response()
}

fn problems_for_island(problems: &Problems) -> Response {
    let said = problems.iter().map(|problem| format!("{}\u{a0}: {}", super::words::field(problem.field), sentence(&problem.rule)));
    let message = said.collect::<Vec<_>>().join(" ");
    (StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "message": message }))).into_response()
}

/// `POST /projets/{slug}/etat`: hands over, takes back, withdraws.
pub(super) async fn move_it(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let made: Option<Move> = sent.value("move").parse().ok();
    let slug = match made {
        Some(Move::Submit) => return hand_over(&visit, &slug, sent.value("version").parse().unwrap_or(-1)).await,
        Some(Move::TakeBack) => projects::take_back(&visit.cx, &slug).await?.slug,
        Some(Move::Withdraw) => projects::withdraw(&visit.cx, &slug).await?.slug,
        Some(Move::Archive) => projects::archive(&visit.cx, &slug).await?.slug,
        _ => return Err(Error::Invalid(Problems::one("move", Rule::Required)).into()),
    };
    Ok(Redirect::to(&paths::project(&slug)).into_response())
}

/// `POST /animation/projets/{slug}`: a reviewer's decision.
pub(super) async fn decide(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let version = sent.value("version").parse().unwrap_or(-1);
    let cx = &visit.cx;
    let decided = match sent.value("move").parse::<Move>() {
        Ok(Move::Publish) => projects::publish(cx, &slug, version).await,
        Ok(Move::Schedule) => match Timestamp::from_paris(sent.value("publish_at")) {
            Some(at) => projects::schedule(cx, &slug, version, at).await,
            None => Err(Problems::one("publish_at", Rule::NotAFutureDate).into()),
        },
        Ok(Move::Unschedule) => projects::unschedule(cx, &slug).await,
        Ok(Move::AskChanges) => projects::ask_changes(cx, &slug, version, &remarks(&sent)).await,
        _ => Err(Problems::one("move", Rule::Required).into()),
    };
    match decided {
        Ok(reviewed) if reviewed.state == State::Published => Ok(Redirect::to(&paths::project(&reviewed.slug)).into_response()),
        Ok(_) => Ok(Redirect::to(paths::DESK).into_response()),
        Err(Error::Invalid(problems)) => {
            let decision = Decision { problems, ..typed(&sent) };
            Ok(review::page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, decision).await?)
        }
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => decide_again(&visit, &slug, &sent).await,
        // Its title, and so its address, may have changed with it.
        Err(Error::NotFound) => match projects::open(cx, &slug).await? {
            Opened::Moved(present) => decide_again(&visit, &present, &sent).await,
            Opened::Sheet(_) => Err(Error::NotFound.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// The review of what the sheet has become, with everything that was typed about what it was.
async fn decide_again(visit: &Visit, slug: &str, sent: &Sent) -> Result<Response, Refused> {
    let decision = Decision { overtaken: true, ..typed(sent) };
    Ok(review::page(visit, slug, StatusCode::CONFLICT, decision).await?)
}

fn typed(sent: &Sent) -> Decision {
    Decision { remarks: remarks(sent), publish_at: sent.value("publish_at").to_owned(), ..Decision::default() }
}

fn remarks(sent: &Sent) -> RemarksForm {
    RemarksForm::read(sent.borrowed(), &REMARKABLE)
}
