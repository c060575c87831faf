//! `/moi/recherches`: the searches that a member keeps, and how often each tells what it found; and what the page of a search offers to who
//! would keep it, or follow it elsewhere.

use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::Day,
        field::{Choice, LineField, Notes, Question, SelectField},
        listing::address,
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
    ids::SavedSearchId,
    notifications::Frequency,
    paths,
    problem::{Problems, Rule},
    search::{MAX_SAVED, MAX_SAVED_NAME, Query, SavedAs, SavedForm, Sort, USUAL_ALERT},
};
use leptos::prelude::*;
use services::{
    cx::Cx,
    error::Error,
    search::{self, SavedSearch},
};

/// What the forms send as `do`.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const CHANGE: &str = "change";
    pub(super) const FORGET: &str = "forget";
}

/// What the page says was done, by what its address says of it.
const DONE: [(&str, &str); 4] = [
    ("enregistree", "La recherche est enregistrée."),
    ("connue", "Vous aviez déjà enregistré cette recherche\u{a0}: la voici."),
    ("changee", "C’est noté."),
    ("effacee", "La recherche est effacée."),
];

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: keeps a search, changes one, or forgets it.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    visit.cx.account().ok_or(Error::SignIn)?;
    match done(&visit.cx, &sent).await {
        Ok(back) => Ok(Redirect::to(&back).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Does what the form asks; gives where one reads that it is done.
async fn done(cx: &Cx, sent: &Sent) -> Result<String, Error> {
    let at = |said: &str, id: SavedSearchId| paths::saved_search(id).replacen('#', &format!("?fait={said}#"), 1);
    let id = || sent.value("search").parse::<SavedSearchId>().map_err(|_| Error::NotFound);
    match sent.value("do") {
        act::SAVE => {
            let kept = search::save(cx, &SavedForm::read(sent.borrowed())?).await?;
            Ok(at(if kept.is_new { "enregistree" } else { "connue" }, kept.id))
        }
        act::CHANGE => {
            let id = id()?;
            search::change_saved(cx, id, &SavedAs::read(sent.borrowed())?).await?;
            Ok(at("changee", id))
        }
        act::FORGET => {
            search::forget_saved(cx, id()?).await?;
            Ok(format!("{}?fait=effacee", paths::MY_SEARCHES))
        }
        _ => Err(Problems::one("query", Rule::Unreadable).into()),
    }
}

/// A search that was not kept, as it was sent.
struct NotKept {
    query: Query,
    /// What it asks, in French.
    said: String,
}

async fn page(visit: &Visit, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let saved = search::saved(&visit.cx).await?;
    let not_kept = if typed.problems.is_empty() || typed.value("do").as_deref() == Some(act::CHANGE) {
        None
    } else {
        let query = Query::read(typed.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))).as_followed();
        let said = search::said(&visit.cx, &query).await?;
        Some(NotKept { query, said })
    };
    let pairs = visit.query();
    let said = |value: &str| DONE.into_iter().find(|(known, _)| *known == value).map(|(_, said)| said);
    let done = pairs.iter().filter(|(name, _)| name == "fait").find_map(|(_, value)| said(value));
    let page = Page { title: "Mes recherches".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SearchesPage saved typed not_kept done/> }))
}

/// What fields are called.
fn field(name: &str) -> &'static str {
    match name {
        "name" => "Nom",
        "alert" => "Me prévenir",
        _ => "Recherche",
    }
}

fn alerts(chosen: &str) -> Vec<Choice> {
    let choice = |alert: &Frequency| Choice {
        value: alert.key().to_owned(),
        label: alert.label().to_owned(),
        note: "",
        chosen: alert.key() == chosen,
    };
    Frequency::ALL.iter().map(choice).collect()
}

#[component]
fn SearchesPage(saved: Vec<(SavedSearch, String)>, typed: Typed, not_kept: Option<NotKept>, done: Option<&'static str>) -> impl IntoView {
    let none = (saved.is_empty() && not_kept.is_none()).then(|| {
        view! {
            <div class="empty">
                <h2>"Aucune recherche enregistrée"</h2>
                <p>"Cherchez, choisissez des filtres, puis «\u{a0}Enregistrer cette recherche\u{a0}»\u{a0}: vous saurez ce qui paraît."</p>
                <p class="button-row"><a class="button" href=paths::SEARCH>"Chercher"</a></p>
            </div>
        }
    });
    let again = not_kept.map(|not_kept| view! { <KeepAgain not_kept typed=typed.clone()/> });
    let problems = typed.problems.clone();
    let item = |(saved, said): (SavedSearch, String)| {
        let sent = typed.value("do").as_deref() == Some(act::CHANGE) && typed.value("search") == Some(saved.id.to_string());
        let typed = sent.then(|| typed.clone());
        view! { <SavedItem saved said typed/> }
    };
    let list = (!saved.is_empty()).then(|| view! { <ol class="saved-searches">{saved.into_iter().map(item).collect_view()}</ol> });
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Mes recherches"/>
        <div class="page-head">
            <h1>"Mes recherches"</h1>
            <p class="lead">"Ce qu’une recherche trouve de nouveau vous est dit ici, sous "<a href=paths::NOTICES>"Notifications"</a>", et par courriel."</p>
            <p>"Personne d’autre que vous ne voit vos recherches\u{a0}: " {MAX_SAVED} " au plus."</p>
        </div>
        {done.map(|done| view! { <p class="notice good" role="status">{done}</p> })}
        <ProblemSummary problems label=field/>
        {again}
        {none}
        {list}
    }
}

/// One that is kept; with what was typed to change it, and was not accepted.
#[component]
fn SavedItem(saved: SavedSearch, said: String, typed: Option<Typed>) -> impl IntoView {
    let id = saved.id;
    let heading = format!("recherche-{id}-nom");
    let about = heading.clone();
    let here = address(paths::SEARCH, &Query { sort: Some(Sort::Latest), ..saved.query.clone() });
    let feed = address(paths::SEARCH_FEED, &saved.query);
    // The summary of problems leads to the one that was sent.
    let own = |field: &str| if typed.is_some() { field.to_owned() } else { format!("{field}-{id}") };
    let (name_id, alert_id) = (own("name"), own("alert"));
    let problems = typed.as_ref().map(|typed| typed.problems.clone()).unwrap_or_default();
    let value = |field: &str, kept: &str| typed.as_ref().map_or_else(|| kept.to_owned(), |typed| typed.value(field).unwrap_or_default());
    let (name, alert) = (value("name", &saved.name), value("alert", saved.alert.key()));
    let name_question = Question::new("name", field("name"), "", false, &problems);
    let alert_question = Question::new("alert", field("alert"), "", false, &problems);
    let (name_invalid, name_described) = (name_question.invalid(), name_question.described_by());
    let (alert_invalid, alert_described) = (alert_question.invalid(), alert_question.described_by());
    let option = |choice: Choice| view! { <option value=choice.value selected=choice.chosen>{choice.label}</option> };
    // Called by what it asks, it says that once.
    let said = (said != saved.name).then(|| view! { {said} " · " });
    view! {
        <li id=format!("recherche-{id}")>
            <h2 id=heading><a href=here>{saved.name.clone()}</a></h2>
            <p class="byline">{said} "Enregistrée le " <Day at=saved.created/> " · Me prévenir\u{a0}: " {saved.alert.label().to_lowercase()}</p>
            <details class="disclosure" open=typed.is_some()>
                <summary>"Modifier"<span class="visually-hidden">" «\u{a0}" {saved.name} "\u{a0}»"</span></summary>
                <form class="form" method="post" action=paths::MY_SEARCHES novalidate>
                    <input type="hidden" name="search" value=id.to_string()/>
                    <div class="field">
                        <label for=name_id.clone()>{field("name")}</label>
                        <Notes question=name_question/>
                        <input type="text" id=name_id name="name" value=name maxlength=MAX_SAVED_NAME.to_string() aria-invalid=name_invalid aria-describedby=name_described/>
                    </div>
                    <div class="field">
                        <label for=alert_id.clone()>{field("alert")}</label>
                        <Notes question=alert_question/>
                        <select id=alert_id name="alert" aria-invalid=alert_invalid aria-describedby=alert_described>
                            {alerts(&alert).into_iter().map(option).collect_view()}
                        </select>
                    </div>
                    <p class="button-row">
                        <button class="button" name="do" value=act::CHANGE aria-describedby=about.clone()>"Enregistrer"</button>
                        <button class="button danger" name="do" value=act::FORGET aria-describedby=about>"Effacer cette recherche"</button>
                    </p>
                </form>
            </details>
            <p class="byline"><a href=feed>"Suivre par flux (Atom)"</a> ", sans compte\u{a0}: ce que tout le monde peut lire"</p>
        </li>
    }
}

/// One that was not kept: what it asks, what is wrong, and the form again.
#[component]
fn KeepAgain(not_kept: NotKept, typed: Typed) -> impl IntoView {
    let NotKept { query, said } = not_kept;
    let asked = Question::new("query", field("query"), "", false, &typed.problems);
    let form = query.is_narrowed().then(|| view! { <KeepForm query=query.clone() typed/> });
    let said = if said.is_empty() { "Rien n’est cherché.".to_owned() } else { said };
    view! {
        <section class="section" aria-labelledby="enregistrer">
            <h2 id="enregistrer">"Enregistrer cette recherche"</h2>
            <p id="query" tabindex="-1"><a href=address(paths::SEARCH, &query)>{said}</a></p>
            <Notes question=asked/>
            {form}
        </section>
    }
}

#[component]
fn KeepForm(query: Query, typed: Typed) -> impl IntoView {
    let hidden = |(name, value): (&'static str, String)| view! { <input type="hidden" name=name value=value/> };
    let name = Question::new("name", field("name"), "Sans nom, elle porte celui de ce qu’elle cherche.", false, &typed.problems);
    let alert = Question::new("alert", field("alert"), "", false, &typed.problems);
    let chosen = typed.value("alert").unwrap_or_else(|| USUAL_ALERT.key().to_owned());
    view! {
        <form class="form" method="post" action=paths::MY_SEARCHES novalidate>
            {query.pairs().into_iter().map(hidden).collect_view()}
            <LineField question=name value=typed.value("name").unwrap_or_default() max=MAX_SAVED_NAME/>
            <SelectField question=alert choices=alerts(&chosen)/>
            <p><button class="button" name="do" value=act::SAVE>"Enregistrer cette recherche"</button></p>
        </form>
    }
}

/// What the page of a search offers to who would hear of what it finds from now on.
pub(super) struct Offer {
    query: Query,
    known: Option<SavedSearchId>,
    /// Where who is not signed in does so, and comes back from.
    sign_in: Option<String>,
}

/// What the page of `query` offers; nothing where nothing is asked for.
pub(super) async fn offer(visit: &Visit, query: &Query) -> Result<Option<Offer>, Error> {
    let query = query.as_followed();
    if !query.is_narrowed() {
        return Ok(None);
    }
    let known = search::saved_as(&visit.cx, &query).await?;
    let sign_in = visit.cx.account().is_none().then(|| {
        let back: String = url::form_urlencoded::byte_serialize(visit.address.as_bytes()).collect();
        format!("{}?retour={back}", paths::SIGN_IN)
    });
    Ok(Some(Offer { query, known, sign_in }))
}

/// The offer, at the foot of a search's page.
#[component]
pub(super) fn FollowSearch(offer: Offer) -> impl IntoView {
    let Offer { query, known, sign_in } = offer;
    let feed = address(paths::SEARCH_FEED, &query);
    let keep = match (sign_in, known) {
        (Some(sign_in), _) => {
            view! { <p><a href=sign_in>"Connectez-vous"</a>" pour l’enregistrer, et savoir par courriel ce qu’elle trouve de nouveau."</p> }
                .into_any()
        }
        (None, Some(id)) => view! { <p><a href=paths::saved_search(id)>"Cette recherche est enregistrée"</a></p> }.into_any(),
        (None, None) => view! {
            <details class="disclosure">
                <summary>"Enregistrer cette recherche"</summary>
                <KeepForm query typed=Typed::default()/>
            </details>
        }
        .into_any(),
    };
    view! {
        <section class="section not-printed" aria-labelledby="suivre-recherche">
            <h2 id="suivre-recherche">"Suivre cette recherche"</h2>
            {keep}
            <p class="byline list-feed"><a href=feed>"Suivre par flux (Atom)"</a></p>
        </section>
    }
}
