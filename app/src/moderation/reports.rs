//! `/animation/signalements`: what is reported, what waits to be read, what is appealed; and the settings (E1).

use super::{
    acts::is_done,
    appeals::Appeals,
    item::{Item, On},
    settings::{self, Settings},
    words::{self, field},
};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        phrases,
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
    ids::{AccountId, PhraseId, ReportId},
    moderation::ActForm,
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    discussions,
    error::Error,
    moderation::{self, Silenced, Target, ToDecide, WaitingAppeal},
    projects::Phrase,
};

/// All that waits.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: changes a setting, or lets someone write again.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let done = match sent.value("do") {
        phrases::ADD => moderation::add_phrase(cx, sent.value("phrase")).await,
        phrases::REMOVE => match sent.value("id").parse::<PhraseId>() {
            Ok(id) => moderation::remove_phrase(cx, id).await,
            Err(_) => Err(Error::NotFound),
        },
        settings::READ_FIRST => match sent.value("read_first").trim().parse::<u32>() {
            Ok(many) => discussions::set_read_first(cx, many).await,
            Err(_) => Err(Problems::one("read_first", Rule::NotANumber { max: settings::MOST_READ_FIRST }).into()),
        },
        settings::UNSILENCE => unsilence(&visit, &sent).await,
        _ => Err(Problems::one("do", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}#reglages", paths::REPORTS)).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn unsilence(visit: &Visit, sent: &Sent) -> Result<(), Error> {
    let account: AccountId = sent.value("account").parse().map_err(|_| Error::NotFound)?;
    let form = ActForm::read([("kind", "unsilenced")])?;
    moderation::act(&visit.cx, Target::Account(account), &form).await?;
    Ok(())
}

/// `POST /animation/signalements/{id}`: settles what is reported of a message, of which nothing comes.
pub(super) async fn dismiss(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let report: ReportId = id.parse().map_err(|_| Error::NotFound)?;
    moderation::dismiss(&visit.cx, report).await?;
    Ok(Redirect::to(paths::REPORTS).into_response())
}

/// All that waits for who decides.
struct Queue {
    reports: Vec<ToDecide>,
    waiting: Vec<ToDecide>,
    phrases: Vec<Phrase>,
    /// For who decides everywhere.
    everywhere: Option<Everywhere>,
}

/// What waits, and is set, for who decides everywhere.
struct Everywhere {
    appeals: Vec<WaitingAppeal>,
    silenced: Vec<Silenced>,
    read_first: u32,
}

/// The page, with what was typed and not accepted.
pub(super) async fn page(visit: &Visit, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let cx = &visit.cx;
    let (reports, waiting, phrases) = (moderation::reports(cx).await?, moderation::waiting(cx).await?, moderation::phrases(cx).await?);
    // What is set, and what is done to people, counts in every commune: a delegate sees nothing of it.
    let everywhere = if visit.may(PortalAction::Moderate) {
        Some(Everywhere {
            appeals: moderation::appeals(cx).await?,
            silenced: moderation::silenced(cx).await?,
            read_first: discussions::read_first(cx).await?,
        })
    } else {
        None
    };
    let queue = Queue { reports, waiting, phrases, everywhere };
    let (now, done) = (cx.now(), is_done(visit));
    let page = Page { index: false, ..Page::titled("Signalements") };
    Ok(render(visit, status, page, move || view! { <ReportsPage queue typed done now/> }))
}

#[component]
fn ReportsPage(queue: Queue, typed: Typed, done: bool, now: Timestamp) -> impl IntoView {
    let Queue { reports, waiting, phrases, everywhere } = queue;
    let all = everywhere.is_some();
    let appealed = everywhere.as_ref().map_or(0, |everywhere| everywhere.appeals.len());
    let counted = [
        (reports.len(), "message signalé", "messages signalés"),
        (waiting.len(), "message à lire avant parution", "messages à lire avant parution"),
        (appealed, "recours", "recours"),
    ];
    let said: Vec<_> = counted
        .into_iter()
        .filter(|(many, _, _)| *many > 0)
        .map(|(many, one, several)| format!("{many}\u{a0}{}", words::plural(many, one, several)))
        .collect();
    let lead =
        if said.is_empty() { "Rien n’attend votre décision.".to_owned() } else { format!("À décider\u{a0}: {}.", said.join(", ")) };
    let done = done.then(|| view! { <p class="notice good" role="status">"C’est fait, et la personne concernée est prévenue."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Signalements"/>
        <div class="page-head">
            <h1>"Signalements"</h1>
            <p class="lead">{lead}</p>
        </div>
        {done}
        <ProblemSummary problems=typed.problems.clone() label=field/>
        <Items id="signales" title="Messages signalés" items=reports phrases=phrases.clone() everywhere=all now/>
        <Items id="a-lire" title="À lire avant parution" items=waiting phrases=phrases.clone() everywhere=all now/>
        {everywhere.map(|Everywhere { appeals, silenced, read_first }| {
            view! {
                <Appeals appeals typed=typed.clone() now/>
                <Settings silenced phrases read_first typed/>
            }
        })}
    }
}

#[component]
fn Items(
    id: &'static str,
    title: &'static str,
    items: Vec<ToDecide>,
    phrases: Vec<Phrase>,
    /// Whether the viewer decides everywhere.
    everywhere: bool,
    now: Timestamp,
) -> impl IntoView {
    let item = |item: ToDecide| view! { <li><Item item phrases=phrases.clone() now on=On::Queue everywhere/></li> };
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <div class="section-head"><h2 id=id>{title}</h2></div>
                <ol class="moderation-queue">{items.into_iter().map(item).collect_view()}</ol>
            </section>
        }
    })
}
