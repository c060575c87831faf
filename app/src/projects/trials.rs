//! What readers make of a project: thanks, bookmarks, trials; and the forms for it. Everything works without JavaScript.

use super::sheet::{self, Again};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    ui::field::{DayField, LineField, Notes, Question, TextField},
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::ProjectAction,
    ids::TrialId,
    paths,
    problem::{Problems, Rule},
    projects::{Level, Mark, TrialForm},
    time::Day,
};
use leptos::prelude::*;
use services::{
    error::Error,
    projects::{self, Echoes, ProjectSheet, Trial},
};

/// `POST /projets/{slug}/marques`: thanks, keeps, or takes it back.
pub(super) async fn mark(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let mark: Mark = sent.value("mark").parse().map_err(|_| Error::from(Problems::one("mark", Rule::Required)))?;
    projects::mark(&visit.cx, &slug, mark, sent.value("wanted") == "1").await?;
    Ok(Redirect::to(&format!("{}#echos", paths::project(&slug))).into_response())
}

/// `POST /projets/{slug}/essais`: reports a trial, or takes one away.
pub(super) async fn report(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let back = format!("{}#echos", paths::project(&slug));
    if let Ok(trial) = sent.value("remove").parse::<TrialId>() {
        projects::remove_trial(&visit.cx, &slug, trial).await?;
        return Ok(Redirect::to(&back).into_response());
    }
    let told = match TrialForm::read(sent.borrowed(), Day::containing(visit.cx.now())) {
        Ok(form) => projects::report_trial(&visit.cx, &slug, &form).await.map(drop),
        Err(problems) => Err(problems.into()),
    };
    match told {
        Ok(()) => Ok(Redirect::to(&back).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(sheet::page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, Again { trial: typed, ..Again::default() }).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// What became of it, and what this reader may do.
#[component]
pub(super) fn EchoesPart(
    /// The sheet.
    sheet: ProjectSheet,
    /// What readers made of it.
    echoes: Echoes,
    /// The trials that the viewer may take away.
    removable: Vec<TrialId>,
    /// A report that was not accepted.
    typed: Typed,
) -> impl IntoView {
    let slug = sheet.project.slug.clone();
    let count = echoes.trials.len();
    let tried = match count {
        0 => "Aucune autre classe n’a encore raconté son essai.".to_owned(),
        1 => "Une autre classe l’a essayé.".to_owned(),
        many => format!("{many}\u{a0}autres classes l’ont essayé."),
    };
    let thanks = match echoes.thanks {
        0 => None,
        1 => Some("Une personne a dit merci.".to_owned()),
        many => Some(format!("{many}\u{a0}personnes ont dit merci.")),
    };
    let may = |action| sheet.may(action);
    let author = may(ProjectAction::ReadVersions);
    let marks = may(ProjectAction::Mark).then(|| {
        let thanked =
            (!author).then(|| view! { <MarkButton slug=slug.clone() mark=Mark::Thanks given=echoes.mine.contains(&Mark::Thanks)/> });
        view! {
            <div class="button-row not-printed">
                {thanked}
                <MarkButton slug=slug.clone() mark=Mark::Bookmark given=echoes.mine.contains(&Mark::Bookmark)/>
            </div>
        }
    });
    let item = |trial: Trial| {
        let own = removable.contains(&trial.id);
        view! { <TrialItem slug=slug.clone() trial own/> }
    };
    let report = may(ProjectAction::ReportTrial).then(|| view! { <Report slug=slug.clone() typed/> });
    view! {
        <section class="project-echoes" aria-labelledby="echos">
            <h2 id="echos">"Dans d’autres classes"</h2>
            <p>{tried} " " {thanks}</p>
            <ol class="trials">{echoes.trials.into_iter().map(item).collect_view()}</ol>
            {marks}
            {report}
        </section>
    }
}

#[component]
fn MarkButton(slug: String, mark: Mark, given: bool) -> impl IntoView {
    let label = match (mark, given) {
        (Mark::Thanks, false) => "Dire merci",
        (Mark::Thanks, true) => "Merci dit, le reprendre",
        (Mark::Bookmark, false) => "Garder pour plus tard",
        (Mark::Bookmark, true) => "Ne plus garder",
    };
    view! {
        <form method="post" action=paths::project_marks(&slug)>
            <input type="hidden" name="wanted" value=if given { "0" } else { "1" }/>
            <button class="button quiet" name="mark" value=mark.key() aria-pressed=given.to_string()>{label}</button>
        </form>
    }
}

#[component]
fn TrialItem(slug: String, trial: Trial, own: bool) -> impl IntoView {
    let id = trial.id.to_string();
    let remove = own.then(|| {
        view! {
            <form class="not-printed" method="post" action=paths::project_trials(&slug)>
                <button class="button plain" name="remove" value=id.clone()>"Retirer ce récit"</button>
            </form>
        }
    });
    let adaptation =
        (!trial.adaptation.is_empty()).then(|| view! { <p class="pre-line"><strong>"Autrement\u{a0}: "</strong> {trial.adaptation}</p> });
    view! {
        <li id=format!("essai-{id}")>
            <p class="byline">{trial.name} ", " {trial.level.label()} ", " <time datetime=trial.on.to_string()>{trial.on.written()}</time></p>
            {adaptation}
            <p class="pre-line">{trial.outcome}</p>
            {remove}
        </li>
    }
}

/// « Je l’ai testé dans ma classe ».
#[component]
fn Report(slug: String, typed: Typed) -> impl IntoView {
    let open = !typed.problems.is_empty();
    let ask = |name: &'static str, label: &'static str, help: &'static str, needed: bool| {
        Question::new(name, label, help, needed, &typed.problems)
    };
    let level = ask("level", "Avec quelle classe", "", true);
    let chosen = typed.value("level").unwrap_or_default();
    let levels = Level::ALL
        .iter()
        .map(|level| view! { <option value=level.key() selected=chosen == level.key()>{level.label()}</option> })
        .collect_view();
    view! {
        <details class="disclosure not-printed" open=open>
            <summary>"Je l’ai testé dans ma classe"</summary>
            <form class="form" method="post" action=paths::project_trials(&slug) novalidate>
                <div class="field">
                    <label for="level">{level.label} " " <span class="field-need">"(obligatoire)"</span></label>
                    <Notes question=level.clone()/>
                    <select id="level" name="level" aria-invalid=level.invalid() aria-describedby=level.described_by()>
                        <option value="">"Choisir"</option>
                        {levels}
                    </select>
                </div>
                <DayField question=ask("on", "Quand", "", true) value=typed.value("on").unwrap_or_default()/>
                <LineField question=ask("adaptation", "Ce que vous avez fait autrement", "", false) value=typed.value("adaptation").unwrap_or_default()/>
                <TextField
                    question=ask("outcome", "Ce que cela a donné", "Quelques lignes, sans nom d’élève. Votre nom et votre classe seront lus par les lecteurs du projet.", true)
                    value=typed.value("outcome").unwrap_or_default()
                    class="short-text"
                />
                <p class="button-row"><button class="button">"Raconter notre essai"</button></p>
            </form>
        </details>
    }
}
