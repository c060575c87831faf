//! `/animation/espaces`: where the animator makes spaces, and says who reads and who writes in each.

use super::{
    again::{Again, SaidAgain},
    words,
};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{Among, Choice, ChoiceField, LineField, Question, TextField},
        listing::CommuneNames,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{PortalAction, Role},
    discussions::SpaceForm,
    paths,
    projects::MAX_TITLE,
    text::fold,
};
use leptos::prelude::*;
use services::{
    access,
    discussions::{self, Space, SpaceCard},
    error::Error,
};

/// What a check box sends when it is ticked.
const YES: &str = "yes";

/// Every space.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    Ok(list_page(&visit, Again::default()).await?)
}

/// `POST`: makes one.
pub(super) async fn make(visit: Visit, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::RunSpaces)?;
    let sent = Sent::read(request).await?;
    let made = match SpaceForm::read(sent.borrowed()) {
        Ok(form) => discussions::make_space(&visit.cx, &form).await,
        Err(problems) => Err(problems.into()),
    };
    match made {
        Ok(slug) => Ok(Redirect::to(&paths::run_space(&slug)).into_response()),
        Err(error) => Ok(list_page(&visit, Again::after(error, sent.pairs)?).await?),
    }
}

async fn list_page(visit: &Visit, again: Again) -> Result<Response, Error> {
    access::check(&visit.cx, PortalAction::RunSpaces)?;
    let cards = discussions::spaces(&visit.cx).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let head = Page { title: "Composer les espaces".into(), index: false, ..Page::default() };
    let response = render(visit, again.status(), head, {
        let again = again.clone();
        move || view! { <ListPage cards communes again/> }
    });
    Ok(again.answered(response))
}

#[component]
fn ListPage(cards: Vec<SpaceCard>, communes: CommuneNames, again: Again) -> impl IntoView {
    let item = |SpaceCard { space, topics, .. }: SpaceCard| {
        let closed = space.closed.then_some(" · fermé");
        view! {
            <li>
                <a href=paths::run_space(&space.slug)>{space.name.clone()}</a>
                <span class="byline">{words::topics(topics)} {closed}</span>
            </li>
        }
    };
    let none = cards.is_empty().then(|| view! { <p>"Aucun encore."</p> });
    let items = cards.into_iter().map(item).collect_view();
    // A space that is being made is for those who teach.
    let teaching = [Role::Teacher, Role::Head, Role::Advisor].map(|role| ("post".to_owned(), role.key().to_owned()));
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Espaces"/>
        <div class="page-head"><h1>"Composer les espaces"</h1></div>
        <SaidAgain again=again.clone()/>
        {none}
        <ul class="people-list">{items}</ul>
        <section class="section" aria-labelledby="nouveau">
            <h2 id="nouveau">"Un nouvel espace"</h2>
            <form class="form" method="post" action=paths::RUN_SPACES novalidate>
                <SpaceFields again first=teaching.to_vec() communes/>
                <p><button class="button">"Ouvrir l’espace"</button></p>
            </form>
        </section>
    }
}

/// One space.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(space_page(&visit, &slug, Again::default()).await?)
}

/// `POST`: writes what it is and who reads it.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::RunSpaces)?;
    let sent = Sent::read(request).await?;
    let changed = match SpaceForm::read(sent.borrowed()) {
        Ok(form) => discussions::change_space(&visit.cx, &slug, &form, sent.value("closed") == YES).await,
        Err(problems) => Err(problems.into()),
    };
    match changed {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait=espace", paths::run_space(&slug))).into_response()),
        Err(error) => Ok(space_page(&visit, &slug, Again::after(error, sent.pairs)?).await?),
    }
}

async fn space_page(visit: &Visit, slug: &str, again: Again) -> Result<Response, Error> {
    access::check(&visit.cx, PortalAction::RunSpaces)?;
    let space = discussions::space(&visit.cx, slug).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let saved = visit.query().iter().any(|(name, value)| name == "fait" && value == "espace");
    let head = Page { title: format!("Espace\u{a0}: {}", space.name), index: false, ..Page::default() };
    let response = render(visit, again.status(), head, {
        let again = again.clone();
        move || view! { <SpacePage space communes again saved/> }
    });
    Ok(again.answered(response))
}

#[component]
fn SpacePage(space: Space, communes: CommuneNames, again: Again, saved: bool) -> impl IntoView {
    let public = paths::space(&space.slug);
    let closing = Choice {
        value: YES.to_owned(),
        label: "Fermer l’espace".to_owned(),
        note: "Plus personne n’y écrit, et il quitte la liste. Ce qui s’y trouve se lit toujours.",
        chosen: again.is_chosen("closed", YES, space.closed),
    };
    let closed = Question::new("closed", words::field("closed"), "", false, &again.typed.problems);
    view! {
        <Trail above=vec![step("Animation", paths::DESK), step("Espaces", paths::RUN_SPACES)] here=space.name.clone()/>
        <div class="page-head">
            <h1>{space.name.clone()}</h1>
            <p><a href=public>"Voir l’espace"</a></p>
        </div>
        {saved.then(|| view! { <p class="notice good" role="status">"C’est enregistré."</p> })}
        <SaidAgain again=again.clone()/>
        <form class="form" method="post" action=paths::run_space(&space.slug) novalidate>
            <SpaceFields again first=pairs(&space) communes/>
            <ChoiceField question=closed choices=vec![closing] among=Among::Several class="one-column"/>
            <p><button class="button">"Enregistrer"</button></p>
        </form>
    }
}

/// A space as its form would send it.
fn pairs(space: &Space) -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let access = &space.access;
    let mut pairs = vec![pair("name", &space.name), pair("summary", &space.summary)];
    pairs.extend(access.public.then(|| pair("public", YES)));
    pairs.extend(space.takes_needs.then(|| pair("needs", YES)));
    pairs.extend(access.read.iter().map(|role| pair("read", role.key())));
    pairs.extend(access.post.iter().map(|role| pair("post", role.key())));
    pairs.extend(access.communes.iter().map(|commune| pair("commune", commune.as_str())));
    pairs
}

/// What a space is, who reads and who writes.
#[component]
fn SpaceFields(
    /// What was typed and not accepted.
    again: Again,
    /// What stands in the form at first.
    first: Vec<(String, String)>,
    communes: CommuneNames,
) -> impl IntoView {
    let problems = again.typed.problems.clone();
    let shown = if again.is_again() { again.typed } else { Typed { pairs: first, problems: problems.clone() } };
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, words::field(name), help, needed, &problems);
    let value = |name: &str| shown.value(name).unwrap_or_default();
    let chosen = |name: &str, value: &str| shown.pairs.iter().any(|(known, typed)| known == name && typed == value);
    let yes = |name: &str, label: &str, note: &'static str| {
        vec![Choice { value: YES.to_owned(), label: label.to_owned(), note, chosen: chosen(name, YES) }]
    };
    let roles = |name: &str, roles: &[Role]| -> Vec<Choice> {
        let choice = |role: &Role| Choice {
            value: role.key().to_owned(),
            label: role.label().to_owned(),
            note: "",
            chosen: chosen(name, role.key()),
        };
        roles.iter().map(choice).collect()
    };
    let mut places: Vec<_> = communes
        .iter()
        .map(|(insee, name)| Choice { value: insee.clone(), label: name.clone(), note: "", chosen: chosen("commune", insee.as_str()) })
        .collect();
    places.sort_by_cached_key(|choice| fold(&choice.label));
    let narrowed = places.iter().any(|choice| choice.chosen) || problems.of("commune").next().is_some();
    view! {
        <LineField question=ask("name", "", true) value=value("name") max=MAX_TITLE/>
        <TextField question=ask("summary", "Une phrase ou deux, pour la liste.", false) value=value("summary") class="short-text"/>
        <ChoiceField
            question=ask("post", "L’animatrice écrit partout.", true)
            choices=roles("post", &WRITERS)
            among=Among::Several
        />
        <ChoiceField
            question=ask("read", "Qui écrit lit aussi\u{a0}: inutile de le cocher deux fois.", false)
            choices=roles("read", &READERS)
            among=Among::Several
        />
        <ChoiceField
            question=ask("public", "", false)
            choices=yes("public", "Ouvert à tout le monde", "On le lit sans compte, et les moteurs de recherche aussi.")
            among=Among::Several
            class="one-column"
        />
        <details class="disclosure" open=narrowed>
            <summary>"Le réserver à des communes"</summary>
            <ChoiceField question=ask("commune", COMMUNES_HELP, false) choices=places among=Among::Several/>
        </details>
        <ChoiceField
            question=ask("needs", "", false)
            choices=yes("needs", "Reçoit les besoins", "Ce que les écoles demandent à la collectivité s’y dépose.")
            among=Among::Several
            class="one-column"
        />
    }
}

const COMMUNES_HELP: &str = "Aucune cochée\u{a0}: tout le territoire. Les conseillères et conseillers sont de toutes.";

/// Who may write where the animator says so; parents read at most.
const WRITERS: [Role; 5] = [Role::Teacher, Role::Head, Role::Advisor, Role::Official, Role::Admin];
/// Who may read.
const READERS: [Role; 6] = [Role::Teacher, Role::Head, Role::Advisor, Role::Official, Role::Parent, Role::Admin];
