//! `/besoins/nouveau`: a need is filed; before that, those that say nearly the same are offered, to be backed instead.

use super::{need_part::BACK, need_words as words, needs::NeedItem};
use crate::{
    again::{Again, NotNowNotice},
    kept,
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{Among, Choice, ChoiceField, LineField, Question, SelectField, TextField},
        live::DraftSaid,
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
    discussions::{NeedForm, Service},
    ids::TopicId,
    paths,
    projects::MAX_TITLE,
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    cx::Cx,
    discussions::{self, DraftPlace, NeedCard, NeedPlaces},
    error::Error,
    territory,
};

/// What the form sends as `confirm`, once one has seen what says nearly the same.
const CONFIRMED: &str = "yes";

/// What became of a form.
enum Outcome {
    /// It is filed: its number, and the part of its address that its title makes.
    Filed(TopicId, String),
    /// Others say nearly the same.
    Alike(Vec<NeedCard>),
}

/// The page, with what its reader began to write.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, Again::default(), Vec::new()).await?)
}

/// `POST`: files the need, unless others say nearly the same and nobody has looked at them.
pub(super) async fn file(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let (title, body) = (sent.value("title").to_owned(), sent.value("body").to_owned());
    let shown = match outcome(&visit.cx, &sent).await {
        Ok(Outcome::Filed(id, slug)) => return Ok(Redirect::to(&paths::topic(id, &slug)).into_response()),
        Ok(Outcome::Alike(alike)) => {
            let typed = Typed { pairs: sent.pairs, ..Typed::default() };
            page(&visit, Again { typed, ..Again::default() }, alike).await
        }
        Err(error) => match Again::after(error, sent.pairs) {
            Ok(again) => page(&visit, again, Vec::new()).await,
            Err(why) => Err(why),
        },
    };
    match shown {
        Err(why) => Ok(kept::answer(&visit, Some(DraftPlace::Need), &title, &body, why).await?),
        shown => Ok(shown?),
    }
}

async fn outcome(cx: &Cx, sent: &Sent) -> Result<Outcome, Error> {
    let form = NeedForm::read(sent.borrowed())?;
    // Sent twice, the second finds what the first filed, and not as another's.
    if let Some((id, slug)) = discussions::already_filed(cx, &form.post.sent).await? {
        return Ok(Outcome::Filed(id, slug));
    }
    if sent.value("confirm") != CONFIRMED {
        let school = territory::school_names(&mut cx.read().await?, std::slice::from_ref(&form.school)).await?.remove(&form.school);
        let alike = discussions::similar_needs(cx, &form.title, school.as_ref().map(|school| &school.commune), form.service).await?;
        if !alike.is_empty() {
            return Ok(Outcome::Alike(alike));
        }
    }
    let (id, slug) = discussions::file_need(cx, &form).await?;
    Ok(Outcome::Filed(id, slug))
}

/// The page: what was typed, with those that say nearly the same; what was begun, where nothing was typed.
async fn page(visit: &Visit, mut again: Again, alike: Vec<NeedCard>) -> Result<Response, Error> {
    let places = discussions::need_places(&visit.cx).await?;
    let mut kept = None;
    if again.typed.pairs.is_empty()
        && let Some(draft) = discussions::draft(&visit.cx, DraftPlace::Need).await?
    {
        kept = Some(draft.updated);
        again.typed.pairs.extend([("title".to_owned(), draft.title), ("body".to_owned(), draft.body)]);
    }
    let sent = again.typed.value("sent").filter(|sent| !sent.is_empty()).unwrap_or_else(|| format!("besoin{}", visit.cx.id()));
    let status = if alike.is_empty() { again.status() } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Page { title: "Déposer un besoin".into(), index: false, ..Page::default() };
    let response = render(visit, status, head, {
        let again = again.clone();
        move || view! { <NewNeed places again kept alike sent/> }
    });
    Ok(again.answered(response))
}

#[component]
fn NewNeed(
    places: NeedPlaces,
    /// What was typed and not accepted, or begun.
    again: Again,
    /// When what was begun was kept as a draft.
    kept: Option<Timestamp>,
    /// Those that say nearly the same.
    alike: Vec<NeedCard>,
    /// Which sending of the form this is.
    sent: String,
) -> impl IntoView {
    let Again { typed, not_now, .. } = again;
    let may_back = places.may_back;
    let kept = kept.map(|at| view! { <p class="notice" role="status">{format!("Votre brouillon, gardé le {}.", day_and_hour(at))}</p> });
    let confirmed = !alike.is_empty() || typed.value("confirm").is_some_and(|confirm| confirm == CONFIRMED);
    let form = if places.spaces.is_empty() {
        let said = "Aucun espace des échanges ne reçoit de besoins de votre part pour l’instant. Demandez à l’animatrice d’en ouvrir un.";
        view! { <p class="empty" id="space">{said}</p> }.into_any()
    } else {
        view! { <Fields places typed=typed.clone() confirmed sent/> }.into_any()
    };
    view! {
        <Trail above=vec![step("Besoins", paths::NEEDS)] here="Déposer un besoin"/>
        <div class="page-head">
            <h1>"Déposer un besoin"</h1>
            <p class="lead">"Dites ce qui manque à votre école pour le numérique. D’autres écoles peuvent le soutenir, et la commune ou la métropole y répond publiquement."</p>
        </div>
        <NotNowNotice why=not_now/>
        <ProblemSummary problems=typed.problems label=words::field/>
        {kept}
        {(!alike.is_empty()).then(|| view! { <Alike alike may_back/> })}
        {form}
    }
}

/// Needs that say nearly the same.
#[component]
fn Alike(alike: Vec<NeedCard>, may_back: bool) -> impl IntoView {
    let item = |card: NeedCard| {
        let (id, mine) = (card.id, card.mine_backed);
        let back = if mine {
            view! { <p>"Votre école le soutient déjà."</p> }.into_any()
        } else if may_back {
            view! {
                <form method="post" action=paths::need(id)>
                    <button class="button" name="do" value=BACK aria-describedby=format!("besoin-{id}")>"Soutenir celui-ci"</button>
                </form>
            }
            .into_any()
        } else {
            ().into_any()
        };
        view! { <li><NeedItem card/> {back}</li> }
    };
    view! {
        <section class="section need-alike" aria-labelledby="semblables">
            <h2 id="semblables">"Est-ce l’un de ceux-ci\u{a0}?"</h2>
            <p>"Rien n’est encore déposé, et rien de ce que vous avez écrit n’est perdu. Un besoin que plusieurs écoles soutiennent pèse plus que plusieurs besoins semblables. Si le vôtre est autre, déposez-le plus bas."</p>
            <ol class="need-list">{alike.into_iter().map(item).collect_view()}</ol>
        </section>
    }
}

#[component]
fn Fields(places: NeedPlaces, typed: Typed, confirmed: bool, sent: String) -> impl IntoView {
    let value = |name: &str| typed.value(name).unwrap_or_default();
    let ask = |name: &'static str, help: &'static str| Question::new(name, words::field(name), help, true, &typed.problems);
    let chosen = value("service");
    let about = Service::ALL.iter().map(|service| choice(service.key(), service.label(), service.key() == chosen)).collect();
    let several = (places.spaces.len() > 1).then(|| {
        let chosen = value("space");
        let mut spaces = vec![choice("", "Celui qui convient", chosen.is_empty())];
        spaces.extend(places.spaces.iter().map(|space| choice(&space.id.to_string(), &space.name, space.id.to_string() == chosen)));
        let question = Question::new("space", words::field("space"), "Qui le lit dépend de l’espace.", false, &typed.problems);
        view! { <SelectField question choices=spaces/> }
    });
    view! {
        <form class="form" id="need-form" method="post" action=paths::NEW_NEED novalidate data-draft=DraftPlace::Need.key()>
            <input type="hidden" name="sent" value=sent/>
            {confirmed.then(|| view! { <input type="hidden" name="confirm" value=CONFIRMED/> })}
            <LineField question=ask("title", "Par exemple\u{a0}: le réseau ne va pas jusqu’au préau.") value=value("title") max=MAX_TITLE/>
            <ChoiceField question=ask("service", "") choices=about among=Among::One class="in-line"/>
            <SelectField question=ask("school", "Elle est nommée, et soutient ce besoin aussitôt.") choices=schools(&places, &value("school"))/>
            {several}
            <TextField question=ask("body", "Ce que vous feriez en classe, depuis quand cela manque, pour combien d’élèves. Ne nommez personne.") value=value("body") class="long-text"/>
            <p class="button-row">
                <button class="button">{if confirmed { "Déposer le mien" } else { "Déposer ce besoin" }}</button>
                <DraftSaid/>
            </p>
        </form>
    }
}

/// The schools that can be named; who has one only need not say which.
fn schools(places: &NeedPlaces, typed: &str) -> Vec<Choice> {
    let only = places.schools.len() == 1;
    let named = places.schools.iter().map(|school| {
        let (value, label) = (school.uai.to_string(), format!("{}, {}", school.name, school.commune_name));
        choice(&value, &label, only || value == typed)
    });
    let none = (!only).then(|| choice("", "Choisir une école", typed.is_empty()));
    none.into_iter().chain(named).collect()
}

fn choice(value: &str, label: &str, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), note: "", chosen }
}
