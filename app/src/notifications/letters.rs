//! `/moi/courriels`: what a member is told by letter, and how often.

use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{Choice, Question, SelectField},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    notifications::{Frequency, LetterKind},
    paths,
    problem::Problems,
};
use leptos::prelude::*;
use services::{error::Error, notifications};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Problems::new()).await?)
}

/// `POST`: what the member wants to be told from now on.
pub(super) async fn choose(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let read = |(name, value): (&str, &str)| Some((name.parse::<LetterKind>().ok()?, value.parse::<Frequency>().ok()?));
    let chosen: Vec<_> = sent.borrowed().filter_map(read).collect();
    match notifications::choose(&visit.cx, &chosen).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait=choix", paths::LETTERS)).into_response()),
        Err(Error::Invalid(problems)) => Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let choices = notifications::choices(&visit.cx).await?;
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "choix");
    let page = Page { title: "Mes courriels".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <LettersPage choices problems done/> }))
}

fn label(field: &str) -> &'static str {
    field.parse().map_or("Courriels", LetterKind::label)
}

const fn help(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::FoundAgain => "À quel rythme, chaque recherche le dit pour elle-même.",
        _ => "",
    }
}

#[component]
fn LettersPage(choices: Vec<(LetterKind, Frequency)>, problems: Problems, done: bool) -> impl IntoView {
    let (free, always): (Vec<_>, Vec<_>) = choices.into_iter().partition(|(kind, _)| kind.may_be_stopped());
    let field = |(kind, chosen): (LetterKind, Frequency)| {
        let question = Question::new(kind.key(), kind.label(), help(kind), false, &problems);
        let choice = |frequency: &Frequency| Choice {
            value: frequency.key().to_owned(),
            label: frequency.label().to_owned(),
            note: "",
            chosen: *frequency == chosen,
        };
        view! { <SelectField question choices=kind.frequencies().iter().map(choice).collect()/> }
    };
    let always = always.into_iter().map(|(kind, _)| view! { <li>{kind.label()}</li> }).collect_view();
    let done = done.then(|| view! { <p class="notice good" role="status">"C’est noté."</p> });
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Mes courriels"/>
        <div class="page-head">
            <h1>"Mes courriels"</h1>
            <p class="lead">"Ce qui peut attendre ne part ni le soir, ni le week-end, ni pendant les vacances scolaires."</p>
            <p>"Quel que soit votre choix, tout se retrouve dans "<a href=paths::NOTICES>"vos notifications"</a>"."</p>
        </div>
        {done}
        <ProblemSummary problems=problems.clone() label/>
        <form class="form" method="post" action=paths::LETTERS novalidate>
            {free.into_iter().map(field).collect_view()}
            <p><button class="button">"Enregistrer"</button></p>
        </form>
        <section class="section" aria-labelledby="toujours">
            <h2 id="toujours">"Ce qui vous est toujours dit"</h2>
            <p>"Ces courriels ne s’arrêtent pas\u{a0}: d’autres que vous en dépendent, ou vous avez le droit de savoir."</p>
            <ul class="plain-list">{always}</ul>
        </section>
    }
}
