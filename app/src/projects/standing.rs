//! Above the sheet, for its authors and reviewers: where it stands, what is said of it, what can be done.

use super::{
    proposals::Proposals,
    remarks::{On, Remarks, TypedAnswer},
    words,
};
use crate::ui::{
    dates::day_and_hour,
    icon::{Drawn, Icon},
};
use domain::{
    access::ProjectAction,
    paths,
    projects::{Move, State},
};
use leptos::prelude::*;
use services::projects::{MoveMade, ProjectSheet, Suspected};

/// What its author, or a reviewer, is told above it: where it stands, what was remarked, what can be done.
#[component]
pub(super) fn Standing(
    /// The sheet.
    sheet: ProjectSheet,
    /// An answer to a remark that was not accepted.
    answer: TypedAnswer,
) -> impl IntoView {
    let may = |action| sheet.may(action);
    let concerned = [ProjectAction::Edit, ProjectAction::Submit, ProjectAction::TakeBack, ProjectAction::Withdraw, ProjectAction::Review];
    if !concerned.into_iter().any(may) && sheet.project.state == State::Published {
        return ().into_any();
    }
    let project = &sheet.project;
    let tone = match project.state {
        State::ChangesRequested => "notice error",
        State::Submitted | State::Scheduled => "notice wait",
        State::Published => "notice good",
        State::Draft | State::Withdrawn | State::Archived => "notice",
    };
    // What was remarked before it was published is settled, and of no use to its author any more.
    let remarks = if project.state == State::Published { Vec::new() } else { sheet.remarks.clone() };
    let planned = project.publish_at.map(|at| view! { <p>"Publication prévue " {day_and_hour(at)} "."</p> });
    let slug = project.slug.clone();
    let edit = may(ProjectAction::Edit)
        .then(|| view! { <a class="button" href=paths::project_edit(&slug)><Drawn icon=Icon::Pen/>"Modifier le projet"</a> });
    let versions =
        may(ProjectAction::ReadVersions).then(|| view! { <a class="button quiet" href=paths::project_versions(&slug)>"Versions"</a> });
    let reception = (may(ProjectAction::ReadReview) && project.published.is_some())
        .then(|| view! { <a class="button quiet" href=paths::project_reception(&slug)>"Bilan"</a> });
    let attachments =
        may(ProjectAction::Edit).then(|| view! { <a class="button quiet" href=paths::project_attachments(&slug)>"Pièces jointes"</a> });
    let openings = may(ProjectAction::SetOpenings)
        .then(|| view! { <a class="button quiet" href=paths::project_openings(&slug)>"Dates et lien secret"</a> });
    let open_to = may(ProjectAction::SetOpenings).then(|| words::open_to(project.draft.visibility, &project.openings));
    let authors =
        may(ProjectAction::ManageAuthors).then(|| view! { <a class="button quiet" href=paths::project_authors(&slug)>"Auteurs"</a> });
    let partners = may(ProjectAction::SeekPartners)
        .then(|| view! { <a class="button quiet" href=paths::project_partners(&slug)>"Classe partenaire"</a> });
    let review = (may(ProjectAction::Review) || may(ProjectAction::Publish))
        .then(|| view! { <a class="button" href=paths::review(&slug)>"Relire et décider"</a> });
    let propose = (may(ProjectAction::Propose) && project.state == State::Published)
        .then(|| view! { <a class="button quiet" href=paths::propose(&slug)>"Proposer des retouches"</a> });
    let unchecked = sheet.unchecked.map(|since| {
        view! {
            <form method="post" action=paths::project_check(&slug)>
                <p>"En ligne sans avoir été relu, depuis le " {day_and_hour(since)} "."</p>
                <button class="button">"C’est vérifié"</button>
            </form>
        }
    });
    let moves = [
        (
            ProjectAction::Submit,
            Move::Submit,
            if project.submitted.is_some() { "Renvoyer à l’animatrice" } else { "Envoyer à l’animatrice" },
        ),
        (ProjectAction::TakeBack, Move::TakeBack, "Reprendre pour corriger"),
        (ProjectAction::Withdraw, Move::Withdraw, "Retirer de la publication"),
        (ProjectAction::Archive, Move::Archive, "Archiver"),
    ];
    let moves: Vec<_> = moves.into_iter().filter(|(action, ..)| may(*action)).map(|(_, made, label)| (made, label)).collect();
    view! {
        <section class=format!("{tone} not-printed") aria-labelledby="etat">
            <h2 id="etat"><span class="badge" data-state=project.state.key()>{project.state.label()}</span></h2>
            <p>{words::meaning(project.state)}</p>
            {planned}
            {open_to.map(|whom| view! { <p>"Lisible, une fois en ligne, par\u{a0}: " {whom} "."</p> })}
            {unchecked}
            <Names suspected=sheet.suspected.clone()/>
            <Proposals slug=slug.clone() proposals=sheet.proposals.clone()/>
            <Remarks remarks slug=slug.clone() on=On::Sheet may_discuss=may(ProjectAction::Discuss) typed=answer/>
            <History moves=sheet.history.clone()/>
            <div class="button-row">{edit} {review} {propose} {versions} {reception} {attachments} {openings} {authors} {partners} <Moves slug version=project.version moves/></div>
        </section>
    }
    .into_any()
}

/// What looks like a pupil's name: pointed at, never refused.
#[component]
pub(super) fn Names(suspected: Vec<Suspected>) -> impl IntoView {
    (!suspected.is_empty()).then(|| {
        let item = |Suspected { field, words }: Suspected| view! { <li>{words::field(field)} "\u{a0}: «\u{a0}" {words} "\u{a0}»"</li> };
        view! {
            <div>
                <p><strong>"Des prénoms d’élèves\u{202f}?"</strong> " Si c’en est, écrivez plutôt «\u{a0}une élève de CE1\u{a0}». Sinon, n’y touchez pas."</p>
                <ul>{suspected.into_iter().map(item).collect_view()}</ul>
            </div>
        }
    })
}

/// What was done with it so far.
#[component]
pub(super) fn History(moves: Vec<MoveMade>) -> impl IntoView {
    (!moves.is_empty()).then(|| {
        let item = |MoveMade { made, by, at }: MoveMade| {
            let by = by.map(|by| format!(", {by}"));
            view! { <li>{words::made(made)} {by} ", " <time datetime=at.rfc3339()>{day_and_hour(at)}</time></li> }
        };
        view! {
            <details class="disclosure">
                <summary>"Ce qui s’est passé"</summary>
                <ol>{moves.into_iter().map(item).collect_view()}</ol>
            </details>
        }
    })
}

#[component]
fn Moves(slug: String, version: i64, moves: Vec<(Move, &'static str)>) -> impl IntoView {
    let form = move |(made, label): (Move, &'static str)| {
        view! {
            <form method="post" action=paths::project_state(&slug)>
                <input type="hidden" name="version" value=version.to_string()/>
                <button class="button quiet" name="move" value=made.key()>{label}</button>
            </form>
        }
    };
    moves.into_iter().map(form).collect_view()
}
