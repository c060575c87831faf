//! `/echanges/brouillons`: what a member is writing and has not sent (D7). It is kept here while they type, and when what they sent was refused.

use crate::{
    outcome::{Asked, Refused},
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        paging::address_of_page,
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
    access::{Action, PortalAction, TopicAction, decide},
    discussions::Position,
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{
    access,
    discussions::{self, About, Draft, DraftPlace, PostPage, Topic},
    error::Error,
    projects,
};

/// What the form sends as `do`; anything else keeps what it holds.
mod act {
    pub(super) const FORGET: &str = "forget";
}

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let mut begun = Vec::new();
    for draft in discussions::drafts(&visit.cx).await? {
        let place = match draft.place.parse() {
            Ok(place) => place_of(&visit, place).await?,
            Err(_) => Place::default(),
        };
        begun.push((draft, place));
    }
    let page = Page { title: "Mes brouillons".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <DraftsPage begun/> }))
}

/// `POST`: keeps one, or forgets it. An island that keeps what is typed is told nothing more.
pub(super) async fn keep(visit: Visit, request: Request) -> Result<Response, Refused> {
    let by_island = Asked::of(&request).is_by_an_island();
    let cx = &visit.cx;
    access::check(cx, PortalAction::UseAccount)?;
    let sent = Sent::read(request).await?;
    let place = sent.value("place").parse::<DraftPlace>().map_err(|_| Error::from(Problems::one("form", Rule::Unreadable)))?;
    if sent.value("do") == act::FORGET {
        discussions::forget_draft(cx, place).await?;
    } else {
        discussions::keep_draft(cx, place, sent.value("title"), sent.value("body")).await?;
    }
    if by_island { Ok(StatusCode::NO_CONTENT.into_response()) } else { Ok(Redirect::to(paths::DRAFTS).into_response()) }
}

/// Where a draft would go.
#[derive(Clone, Debug, Default)]
struct Place {
    /// In a few words; empty where its writer reads nothing any more.
    label: String,
    /// Where one goes on writing it.
    address: Option<String>,
}

impl Place {
    fn new(label: String, address: String) -> Self {
        Self { label, address: Some(address) }
    }
}

async fn place_of(visit: &Visit, place: DraftPlace) -> Result<Place, Error> {
    let cx = &visit.cx;
    match place {
        DraftPlace::Topic(id) => seen(discussions::topic_itself(cx, id).await.map(|topic| reply_in(visit, &topic))),
        DraftPlace::Space(id) => {
            let spaces = discussions::spaces_to_post(cx).await?;
            let space = spaces.into_iter().find(|space| space.id == id);
            Ok(space.map_or_else(Place::default, |space| {
                Place::new(format!("Nouveau sujet dans «\u{a0}{}\u{a0}»", space.name), paths::new_topic_in(&space.slug))
            }))
        }
        DraftPlace::New => {
            let address = (!discussions::spaces_to_post(cx).await?.is_empty()).then(|| paths::NEW_TOPIC.to_owned());
            Ok(Place { label: "Nouveau sujet".to_owned(), address })
        }
        DraftPlace::Project(id) => beside(visit, About::Project(id)).await,
        DraftPlace::Training(id) => beside(visit, About::Training(id)).await,
        DraftPlace::Need => Ok(Place::new("Nouveau besoin".to_owned(), paths::NEW_NEED.to_owned())),
        DraftPlace::Post(id) => seen(discussions::post(cx, id).await.map(|PostPage { topic, post, .. }| {
            let address = (post.may_edit || post.may_withdraw).then(|| paths::post_edit(id));
            Place { label: format!("Votre message dans «\u{a0}{}\u{a0}», modifié", topic.title), address }
        })),
        DraftPlace::Answer(id) => match discussions::neighbour(cx, About::Project(id)).await? {
            Some((slug, title)) => {
                let label = format!("Réponse à l’appel de «\u{a0}{title}\u{a0}»");
                let sheet = projects::partners(cx, &slug).await.map(Some).or_else(not_there)?;
                let open = sheet.is_some_and(|sheet| sheet.may_answer && sheet.call.is_some());
                Ok(Place { label, address: open.then(|| paths::project_partners(&slug)) })
            }
            None => Ok(Place::default()),
        },
    }
}

/// What is not there for the viewer any more has no name, and leads nowhere.
fn seen(place: Result<Place, Error>) -> Result<Place, Error> {
    place.or_else(not_there)
}

fn not_there<T: Default>(error: Error) -> Result<T, Error> {
    match error {
        Error::NotFound => Ok(T::default()),
        other => Err(other),
    }
}

fn reply_in(visit: &Visit, topic: &Topic) -> Place {
    let last = topic.last.unwrap_or(Position::OPENING).page();
    let address = address_of_page(&paths::topic(topic.id, &topic.slug), last);
    let may_reply = decide(&visit.cx.viewer, Action::Topic(TopicAction::Reply, &topic.facts())).is_ok();
    Place { label: format!("Réponse dans «\u{a0}{}\u{a0}»", topic.title), address: may_reply.then(|| format!("{address}#repondre")) }
}

async fn beside(visit: &Visit, about: About) -> Result<Place, Error> {
    let found = discussions::neighbour(&visit.cx, about).await?;
    Ok(found.map_or_else(Place::default, |(slug, title)| {
        let address = match about {
            About::Project(_) => paths::new_topic_about_project(&slug),
            About::Training(_) => paths::new_topic_about_training(&slug),
        };
        Place::new(format!("Nouveau sujet à propos de «\u{a0}{title}\u{a0}»"), address)
    }))
}

#[component]
fn DraftsPage(begun: Vec<(Draft, Place)>) -> impl IntoView {
    let none = begun.is_empty().then(|| {
        view! { <p class="empty">"Aucun brouillon. Ce que vous écrivez sans l’envoyer vous attendra ici."</p> }
    });
    let item = |(number, (draft, place)): (usize, (Draft, Place))| view! { <DraftItem number draft place/> };
    let items = begun.into_iter().enumerate().map(item).collect_view();
    view! {
        <Trail above=vec![step("Échanges", paths::DISCUSSIONS)] here="Mes brouillons"/>
        <div class="page-head">
            <h1>"Mes brouillons"</h1>
            <p class="lead">"Vous seul les lisez."</p>
        </div>
        {none}
        <ol class="draft-list">{items}</ol>
    }
}

#[component]
fn DraftItem(
    /// Which one of the page.
    number: usize,
    draft: Draft,
    place: Place,
) -> impl IntoView {
    let id = format!("brouillon-{number}");
    let label = if place.label.is_empty() { "Un échange que vous ne lisez plus".to_owned() } else { place.label };
    let go_on = place.address.map(|address| view! { <a class="button quiet" href=address aria-describedby=id.clone()>"Continuer"</a> });
    let title = (!draft.title.is_empty()).then(|| view! { <p><strong>{draft.title.clone()}</strong></p> });
    let at = draft.updated;
    view! {
        <li>
            <h2 id=id.clone()>{label}</h2>
            <p class="byline">"Gardé le " <time datetime=at.rfc3339()>{day_and_hour(at)}</time></p>
            {title}
            <blockquote class="draft-text pre-line">{draft.body}</blockquote>
            <form class="button-row" method="post" action=paths::DRAFTS>
                <input type="hidden" name="place" value=draft.place/>
                {go_on}
                <button class="button plain" name="do" value=act::FORGET aria-describedby=id>"Oublier ce brouillon"</button>
            </form>
        </li>
    }
}
