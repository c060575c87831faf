//! `/animation/personnes`: people whose provider does not say what they are here, and the decision; for administrators, accounts that may be
//! one person's.

use super::{
    sessions::name_of,
    twins::{self, TwinsPart},
    words::field,
};
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::age,
        field::{Notes, Question},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::PortalAction,
    ids::AccountId,
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    error::Error,
    identity::{self, Pending, PendingSchool, Twin},
    privacy,
};

/// What the form sends as `do`.
mod act {
    pub(super) const ADMIT: &str = "admit";
    pub(super) const REFUSE: &str = "refuse";
}

/// What the page says was done.
const DECIDED: &str = "decide";
const TOLD: &str = "comptes";

/// The account that a new one may be.
fn former(sent: &Sent) -> Result<AccountId, Error> {
    sent.value("former").parse().map_err(|_| Error::NotFound)
}

/// What was typed for whom, and not accepted.
struct Refusal {
    account: AccountId,
    school: String,
    problems: Problems,
}

/// Those who wait.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, None).await?)
}

/// `POST /animation/personnes/{account}`: says what they are here, or that they are nobody.
pub(super) async fn decide(visit: Visit, Path(account): Path<String>, request: Request) -> Result<Response, Refused> {
    let account: AccountId = account.parse().map_err(|_| Error::NotFound)?;
    let sent = Sent::read(request).await?;
    // A code that was typed counts before one that was chosen.
    let school = [sent.value("other"), sent.value("school")].into_iter().find(|code| !code.trim().is_empty()).unwrap_or_default();
    let done = match sent.value("do") {
        act::ADMIT => identity::admit(&visit.cx, account, school).await,
        act::REFUSE => identity::turn_down(&visit.cx, account).await,
        twins::act::SAME => privacy::reunite(&visit.cx, account, former(&sent)?).await,
        twins::act::OTHER => identity::tell_apart(&visit.cx, account, former(&sent)?).await,
        _ => Err(Problems::one("do", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => {
            let done = if sent.value("former").is_empty() { DECIDED } else { TOLD };
            Ok(Redirect::to(&format!("{}?fait={done}", paths::PEOPLE)).into_response())
        }
        Err(Error::Invalid(problems)) => {
            let refusal = Refusal { account, school: school.to_owned(), problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(refusal)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, status: StatusCode, refusal: Option<Refusal>) -> Result<Response, Error> {
    let people = identity::pending(&visit.cx).await?;
    let people: Vec<_> = people
        .into_iter()
        .map(|person| (person.providers.iter().map(|provider| name_of(visit, provider)).collect::<Vec<_>>().join(", "), person))
        .collect();
    let twins = if visit.may(PortalAction::GrantRole) { identity::twins(&visit.cx).await? } else { Vec::new() };
    let twins: Vec<_> = twins.into_iter().map(|twin| (name_of(visit, &twin.provider), twin)).collect();
    let done = visit.query().into_iter().find(|(name, _)| name == "fait").and_then(|(_, value)| match value.as_str() {
        DECIDED => Some("C’est fait, et la personne est prévenue si elle a une adresse."),
        TOLD => Some("C’est fait\u{a0}: cela vaut à la prochaine connexion."),
        _ => None,
    });
    let now = visit.cx.now();
    let page = Page { index: false, ..Page::titled("Comptes en attente") };
    Ok(render(visit, status, page, move || view! { <PeoplePage people twins refusal done now/> }))
}

#[component]
fn PeoplePage(
    /// Each with what their providers are called.
    people: Vec<(String, Pending)>,
    /// The same.
    twins: Vec<(String, Twin)>,
    refusal: Option<Refusal>,
    /// What was just done.
    done: Option<&'static str>,
    now: Timestamp,
) -> impl IntoView {
    let said = match people.len() {
        0 => "Personne n’attend.".to_owned(),
        1 => "Une personne attend que vous disiez qui elle est.".to_owned(),
        many => format!("{many}\u{a0}personnes attendent que vous disiez qui elles sont."),
    };
    let problems = refusal.as_ref().map(|refusal| refusal.problems.clone()).unwrap_or_default();
    let item = |(providers, person): (String, Pending)| {
        let refused = refusal.as_ref().filter(|refusal| refusal.account == person.account);
        let (typed, problems) = refused.map(|refused| (refused.school.clone(), refused.problems.clone())).unwrap_or_default();
        view! { <Person providers person typed problems now/> }
    };
    let items = people.into_iter().map(item).collect_view();
    let done = done.map(|done| view! { <p class="notice good" role="status">{done}</p> });
    let refused = refusal.as_ref().map(|refusal| (refusal.account, refusal.problems.clone()));
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Comptes en attente"/>
        <div class="page-head">
            <h1>"Comptes en attente"</h1>
            <p class="lead">{said}</p>
        </div>
        {done}
        <ProblemSummary problems label=field/>
        <ol class="removal-list">{items}</ol>
        <TwinsPart twins refused/>
    }
}

#[component]
fn Person(providers: String, person: Pending, typed: String, problems: Problems, now: Timestamp) -> impl IntoView {
    let account = person.account;
    let heading = format!("personne-{account}");
    let named = heading.clone();
    // The summary of problems leads to the field that it speaks of.
    let other = if problems.is_empty() { format!("code-{account}") } else { "school".to_owned() };
    let choice = format!("ecole-{account}");
    let said = if person.said.is_empty() {
        "Son ENT ne dit rien de son métier.".to_owned()
    } else {
        format!("Son ENT dit\u{a0}: {}", person.said)
    };
    let known: Vec<_> = person.schools.iter().filter_map(|school| Some((school.uai.clone(), school.known.clone()?))).collect();
    let unknown: Vec<_> = person.schools.iter().filter(|school| school.known.is_none()).map(|school| school.uai.to_string()).collect();
    let unknown = (!unknown.is_empty()).then(|| view! { <p class="byline">"Hors du territoire\u{a0}: " {unknown.join(", ")}</p> });
    let option = |(uai, (name, commune)): (domain::territory::Uai, (String, String))| {
        view! { <option value=uai.to_string()>{format!("{name}, {commune}")}</option> }
    };
    let choose = (!known.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for=choice.clone()>"Son école"</label>
                <select id=choice name="school">{known.into_iter().map(option).collect_view()}</select>
            </div>
        }
    });
    let question = Question::new("school", field("school"), "", false, &problems);
    let invalid = question.invalid();
    let label = if person.schools.iter().any(|school: &PendingSchool| school.known.is_some()) {
        "Ou le code d’une autre"
    } else {
        "Le code de son école"
    };
    view! {
        <li>
            <article aria-labelledby=named>
                <h2 id=heading>{person.name}</h2>
                <p class="byline">{providers} ", " <time datetime=person.since.rfc3339()>{age(person.since, now)}</time></p>
                <p>{said}</p>
                {unknown}
                <form method="post" action=paths::person(account) novalidate>
                    {choose}
                    <div class="field">
                        <label for=other.clone()>{label}</label>
                        <Notes question/>
                        <input id=other type="text" name="other" value=typed aria-invalid=invalid autocomplete="off"/>
                    </div>
                    <p class="button-row">
                        <button class="button" name="do" value=act::ADMIT>"C’est une enseignante ou un enseignant de cette école"</button>
                        <button class="button danger" name="do" value=act::REFUSE>"Refuser"</button>
                    </p>
                </form>
            </article>
        </li>
    }
}
