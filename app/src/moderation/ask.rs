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
    ids::RequestId,
    moderation::{Asker, MAX_ADDRESS, RemovalForm},
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{error::Error, media::narrowest, moderation, projects::Figure};

/// The form, and what was typed in it.
#[derive(Clone, Debug, Default)]
struct Form {
    /// The project's address, its title and its pictures; nothing while it is not known which page is meant.
    project: Option<(String, String, Vec<Figure>)>,
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

/// The page; `?projet=` says of which project, `?address=` of which page.
pub(super) async fn page(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let mut form = Form { pairs, ..Form::default() };
    let asked = form.value("address");
    let slug = if asked.trim().is_empty() { form.value("projet") } else { paths::slug_in(&asked).to_owned() };
    form.project = of_project(&visit, &slug).await?;
    if form.project.is_none() && !asked.trim().is_empty() {
        form.problems.add("address", Rule::Unknown(asked.chars().take(60).collect()));
    }
    let status = if form.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show(&visit, status, form))
}

async fn of_project(visit: &Visit, slug: &str) -> Result<Option<(String, String, Vec<Figure>)>, Error> {
    if slug.is_empty() {
        return Ok(None);
    }
    match moderation::pictures_to_report(&visit.cx, slug).await {
        Ok((title, figures)) => Ok(Some((slug.to_owned(), title, figures))),
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
            let project = of_project(&visit, sent.value("projet")).await?;
            Ok(show(&visit, StatusCode::UNPROCESSABLE_ENTITY, Form { project, pairs: sent.pairs, problems }))
        }
        Err(error) => Err(error.into()),
    }
}

fn done(visit: &Visit, request: RequestId) -> Response {
    let page = Page { index: false, ..Page::titled("L’image n’est plus montrée") };
    render(visit, StatusCode::OK, page, move || {
        view! {
            <div class="prose">
                <h1>"L’image n’est plus montrée"</h1>
                <p class="lead">"Elle a disparu du portail à l’instant, et n’y reviendra pas avant d’avoir été examinée par l’animatrice."</p>
                <p>"Votre demande porte le numéro " <strong>{request.to_string()}</strong> ". Si vous avez laissé une adresse, vous saurez ce qui a été décidé."</p>
                <p><a class="button" href=paths::HOME>"Retour à l’accueil"</a></p>
            </div>
        }
    })
}

fn show(visit: &Visit, status: StatusCode, form: Form) -> Response {
    let page = Page {
        description: "Demander le retrait d’une image où l’on reconnaît un enfant, sans compte.".into(),
        index: form.project.is_none(),
        canonical: form.project.is_none().then(|| paths::REMOVAL.to_owned()),
        ..Page::titled("Demander le retrait d’une image")
    };
    render(visit, status, page, move || view! { <AskPage form/> })
}

#[component]
fn AskPage(form: Form) -> impl IntoView {
    let part = match form.project.clone() {
        Some((slug, title, figures)) => view! { <Choose form=form.clone() slug title figures/> }.into_any(),
        None => view! { <Which form=form.clone()/> }.into_any(),
    };
    view! {
        <header class="page-head">
            <h1>"Demander le retrait d’une image"</h1>
            <p class="lead">"Sans compte, sans justificatif. L’image disparaît dès que vous envoyez la demande\u{202f}; l’animatrice l’examine ensuite."</p>
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
            <p class="button-row"><button class="button">"Voir les images de cette page"</button></p>
        </form>
    }
}

/// Which picture, and why.
#[component]
fn Choose(form: Form, slug: String, title: String, figures: Vec<Figure>) -> impl IntoView {
    if figures.is_empty() {
        return view! { <p class="empty">"Le projet «\u{a0}" {title} "\u{a0}» ne montre aucune image." </p> }.into_any();
    }
    let image = form.ask("image", "", true);
    let only = figures.len() == 1;
    let picked = form.value("image");
    let picture = |(at, figure): (usize, Figure)| {
        let id = figure.picture.to_string();
        let chosen = only || picked == id;
        view! {
            <li>
                <label class="choice picture-choice">
                    <input type="radio" name="image" value=id checked=chosen id=(at == 0).then_some("image") aria-invalid=(at == 0).then(|| image.invalid()).flatten()/>
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
    view! {
        <form class="form" method="post" action=paths::REMOVAL novalidate>
            <input type="hidden" name="projet" value=slug/>
            <fieldset class="field" aria-describedby=image.described_by()>
                <legend>{format!("Quelle image du projet «\u{a0}{title}\u{a0}»\u{202f}?")}</legend>
                <Notes question=image.clone()/>
                <ul class="gallery picture-choices">{pictures}</ul>
            </fieldset>
            <ChoiceField question=form.ask("asker", "", true) choices=askers among=Among::One class="one-column"/>
            <TextField
                question=form.ask("message", "Si vous le souhaitez. N’écrivez pas le nom de l’enfant\u{202f}: dites plutôt où il se trouve sur l’image.", false)
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
