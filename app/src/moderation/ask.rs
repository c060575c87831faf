//! `/retrait-image`: asking, without an account and without JavaScript.

use super::words::field;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{Among, Choice, ChoiceField, LineField, Notes, Question, TextField},
        problems::ProblemSummary,
    },
    visit::Visit,
};
use axum::{extract::Request, http::StatusCode, response::Response};
use domain::{
    ids::{PostId, RequestId},
    moderation::{Asker, MAX_ADDRESS, RemovalForm},
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{
    error::Error,
    media::narrowest,
    moderation::{self, Reportable},
    projects::{Attached, Figure},
};

/// Where what is meant is shown.
#[derive(Clone, Debug)]
enum Place {
    /// In the project of this address.
    Project(String),
    /// In this message.
    Post(PostId),
}

impl Place {
    /// As the form says it: name and value.
    fn pair(&self) -> (&'static str, String) {
        match self {
            Self::Project(slug) => ("projet", slug.clone()),
            Self::Post(id) => ("echange", id.to_string()),
        }
    }
}

/// The form, and what was typed in it.
#[derive(Clone, Debug, Default)]
struct Form {
    /// A place and what it shows; nothing while it is not known which one is meant.
    shown: Option<(Place, Reportable)>,
    pairs: Vec<(String, String)>,
    problems: Problems,
}

impl Form {
    fn value(&self, wanted: &str) -> String {
        self.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn ask(&self, name: &'static str, help: &'static str, needed: bool) -> Question {
        Question::new(name, field(name), help, needed, &self.problems)
    }
}

/// The page; `?projet=` says of which project, `?echange=` of which message, `?address=` of which page.
pub(super) async fn page(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let mut form = Form { pairs, ..Form::default() };
    let asked = form.value("address");
    let slug = if asked.trim().is_empty() { form.value("projet") } else { paths::slug_in(&asked).to_owned() };
    form.shown = at(&visit, &slug, &form.value("echange")).await?;
    if form.shown.is_none() && !asked.trim().is_empty() {
        form.problems.add("address", Rule::Unknown(asked.chars().take(60).collect()));
    }
    let status = if form.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show(&visit, status, form))
}

/// What the project at `slug` shows, or, without one, the message of this number.
async fn at(visit: &Visit, slug: &str, post: &str) -> Result<Option<(Place, Reportable)>, Error> {
    let place = match post.parse::<PostId>() {
        _ if !slug.is_empty() => Place::Project(slug.to_owned()),
        Ok(id) => Place::Post(id),
        Err(_) => return Ok(None),
    };
    let shown = match &place {
        Place::Project(slug) => moderation::to_report(&visit.cx, slug).await,
        Place::Post(id) => moderation::to_report_in_post(&visit.cx, *id).await,
    };
    match shown {
        Ok(shown) => Ok(Some((place, shown))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `POST /retrait-image`
pub(super) async fn send(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let asked = match RemovalForm::read(sent.borrowed()) {
        Ok(form) => moderation::ask(&visit.cx, &form).await,
        Err(problems) => Err(problems.into()),
    };
    match asked {
        Ok(request) => Ok(done(&visit, request)),
        Err(Error::Invalid(problems)) => {
            let shown = at(&visit, sent.value("projet"), sent.value("echange")).await?;
            Ok(show(&visit, StatusCode::UNPROCESSABLE_ENTITY, Form { shown, pairs: sent.pairs, problems }))
        }
        Err(error) => Err(error.into()),
    }
}

fn done(visit: &Visit, request: RequestId) -> Response {
    let page = Page { index: false, ..Page::titled("Ce n’est plus montré à personne") };
    render(visit, StatusCode::OK, page, move || {
        view! {
            <div class="prose">
                <h1>"Ce n’est plus montré à personne"</h1>
                <p class="lead">"C’est retiré du portail à l’instant, et n’y reviendra pas avant d’avoir été examiné par l’animatrice."</p>
                <p>"Votre demande porte le numéro " <strong>{request.to_string()}</strong> ". Si vous avez laissé une adresse, vous saurez ce qui a été décidé."</p>
                <p><a class="button" href=paths::HOME>"Retour à l’accueil"</a></p>
            </div>
        }
    })
}

fn show(visit: &Visit, status: StatusCode, form: Form) -> Response {
    let page = Page {
        description: "Demander le retrait d’une image ou d’un enregistrement où l’on reconnaît un enfant, sans compte.".into(),
        index: form.shown.is_none(),
        canonical: form.shown.is_none().then(|| paths::REMOVAL.to_owned()),
        ..Page::titled("Demander le retrait d’une image ou d’un enregistrement")
    };
    render(visit, status, page, move || view! { <AskPage form/> })
}

#[component]
fn AskPage(form: Form) -> impl IntoView {
    let part = match form.shown.clone() {
        Some((place, shown)) => view! { <Choose form=form.clone() place shown/> }.into_any(),
        None => view! { <Which form=form.clone()/> }.into_any(),
    };
    view! {
        <header class="page-head">
            <h1>"Demander le retrait d’une image ou d’un enregistrement"</h1>
            <p class="lead">"Sans compte, sans justificatif. Tout disparaît dès que vous envoyez la demande\u{202f}; l’animatrice l’examine ensuite."</p>
        </header>
        <ProblemSummary problems=form.problems label=field/>
        {part}
    }
}

/// Which page is meant: for those who come without a link.
#[component]
fn Which(form: Form) -> impl IntoView {
    let question = form.ask("address", "Copiez-la depuis la barre du navigateur, sur la page du projet.", true);
    view! {
        <form class="form" action=paths::REMOVAL novalidate>
            <LineField question value=form.value("address")/>
            <p class="button-row"><button class="button">"Voir ce que montre cette page"</button></p>
        </form>
    }
}

/// Which picture, and why.
#[component]
fn Choose(form: Form, place: Place, shown: Reportable) -> impl IntoView {
    let Reportable { title, figures, attachments } = shown;
    let total = figures.len() + attachments.len();
    if total == 0 {
        let nothing = match place {
            Place::Project(_) => format!("Le projet «\u{a0}{title}\u{a0}» ne montre aucune image et ne fait rien entendre."),
            Place::Post(_) => format!("Ce message du sujet «\u{a0}{title}\u{a0}» ne montre aucune image."),
        };
        return view! { <p class="empty">{nothing}</p> }.into_any();
    }
    let image = form.ask("medium", "", true);
    let only = total == 1;
    let picked = form.value("medium");
    let picture = |(at, figure): (usize, Figure)| {
        let id = figure.picture.to_string();
        let chosen = only || picked == id;
        view! {
            <li>
                <label class="choice picture-choice">
                    <input type="radio" name="medium" value=id checked=chosen id=(at == 0).then_some("medium") aria-invalid=(at == 0).then(|| image.invalid()).flatten()/>
                    <img
                        src=paths::picture(figure.picture, narrowest(figure.width))
                        width=figure.width.to_string()
                        height=figure.height.to_string()
                        alt=figure.alt.attribute().to_owned()
                    />
                    <span>{format!("Image {}", at + 1)}</span>
                </label>
            </li>
        }
    };
    let none = figures.is_empty();
    let attachment = |(at, attached): (usize, Attached)| {
        let id = attached.attachment.id.to_string();
        let (first, chosen) = (none && at == 0, only || picked == id);
        let kind = attached.attachment.format.kind().label();
        view! {
            <li>
                <label class="choice">
                    <input type="radio" name="medium" value=id checked=chosen id=first.then_some("medium") aria-invalid=first.then(|| image.invalid()).flatten()/>
                    <span>{kind} "\u{a0}: " {attached.title}</span>
                </label>
            </li>
        }
    };
    let files = attachments.iter().cloned().enumerate().map(attachment).collect_view();
    let pictures = figures.iter().cloned().enumerate().map(picture).collect_view();
    let askers = Asker::ALL
        .iter()
        .map(|asker| Choice {
            value: asker.key().into(),
            label: asker.label().into(),
            note: "",
            chosen: form.value("asker") == asker.key(),
        })
        .collect();
    let (name, value) = place.pair();
    let what = match place {
        Place::Project(_) => format!("Que faut-il retirer du projet «\u{a0}{title}\u{a0}»\u{202f}?"),
        Place::Post(_) => format!("Que faut-il retirer de ce message du sujet «\u{a0}{title}\u{a0}»\u{202f}?"),
    };
    view! {
        <form class="form" method="post" action=paths::REMOVAL novalidate>
            <input type="hidden" name=name value=value/>
            <fieldset class="field" aria-describedby=image.described_by()>
                <legend>{what}</legend>
                <Notes question=image.clone()/>
                <ul class="gallery picture-choices">{pictures}</ul>
                <ul class="plain-list">{files}</ul>
            </fieldset>
            <ChoiceField question=form.ask("asker", "", true) choices=askers among=Among::One class="one-column"/>
            <TextField
                question=form.ask("message", "Si vous le souhaitez. N’écrivez pas le nom de l’enfant\u{202f}: dites plutôt où on le voit, ou l’entend.", false)
                value=form.value("message")
                class="short-text"
            />
            <LineField
                question=form.ask("contact", "Facultative, pour vous dire ce qui a été décidé. Elle est effacée un mois après.", false)
                value=form.value("contact")
                max=MAX_ADDRESS
            />
            <p class="button-row"><button class="button">"Demander le retrait"</button></p>
        </form>
    }
    .into_any()
}
