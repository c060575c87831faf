//! What a sheet tells: what it aims at, its steps, its story, its pictures and files, and what others may do with it.

use super::head::Caption;
use crate::{
    projects::attachments::AttachmentsPart,
    ui::picture::{Picture, Place},
};
use domain::{
    access::ProjectAction,
    paths,
    projects::{Language, Licence, Link, ProjectDraft},
};
use leptos::prelude::*;
use services::{
    projects::{Figure, ProjectSheet},
    text::SafeHtml,
};

/// The other pictures, but for those that stand in the texts.
#[component]
fn Gallery(figures: Vec<Figure>) -> impl IntoView {
    let shown = |figure: Figure| {
        let caption = figure.caption.clone();
        view! { <li><figure><Picture figure place=Place::Gallery/><Caption caption/></figure></li> }
    };
    (!figures.is_empty()).then(|| {
        view! {
            <section class="project-gallery" aria-labelledby="images">
                <h2 id="images">"En images"</h2>
                <ul class="gallery">{figures.into_iter().map(shown).collect_view()}</ul>
            </section>
        }
    })
}

/// Everything else that the sheet says, but its facts.
#[component]
pub(in crate::projects) fn Content(
    /// The sheet.
    sheet: ProjectSheet,
) -> impl IntoView {
    let gallery = sheet.gallery();
    let take_over = sheet.may(ProjectAction::TakeOver).then(|| paths::project_take_over(&sheet.project.slug));
    let draft = sheet.project.draft;
    let goals: Vec<_> = ProjectDraft::lines(&draft.objectives).map(str::to_owned).collect();
    let steps: Vec<_> = ProjectDraft::lines(&draft.steps).map(str::to_owned).collect();
    let links: Vec<_> = ProjectDraft::lines(&draft.links).filter_map(Link::read).collect();
    let competences = draft.crcn.clone();
    let (tag, direction) = (draft.language.foreign_tag(), draft.language.foreign_direction());
    view! {
        <div class="project-sheet">
            {(!goals.is_empty()).then(|| view! {
                <section aria-labelledby="objectifs">
                    <h2 id="objectifs">"Ce que l’on vise"</h2>
                    <ul class="project-goals" lang=tag dir=direction>{goals.into_iter().map(|goal| view! { <li>{goal}</li> }).collect_view()}</ul>
                </section>
            })}
            {(!steps.is_empty()).then(|| view! {
                <section aria-labelledby="etapes">
                    <h2 id="etapes">"Les étapes"</h2>
                    <ol class="project-steps" lang=tag dir=direction>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
                </section>
            })}
            <Prose title="Le récit" id="recit" html=sheet.body language=draft.language/>
            {(!sheet.result.is_empty()).then(|| view! {
                <section class="project-result" aria-labelledby="resultat">
                    <h2 id="resultat">"Ce que les élèves en ont fait"</h2>
                    <div class="prose" lang=tag dir=direction inner_html=sheet.result.as_str().to_owned()></div>
                </section>
            })}
            <Gallery figures=gallery/>
            <AttachmentsPart attachments=sheet.attachments/>
            {(!links.is_empty()).then(|| view! {
                <section aria-labelledby="liens">
                    <h2 id="liens">"Pour aller plus loin"</h2>
                    <ul class="project-links" lang=tag dir=direction>
                        {links.into_iter().map(|link| view! { <li><a href=link.address rel="nofollow ugc noopener">{link.words}</a></li> }).collect_view()}
                    </ul>
                </section>
            })}
            {(!competences.is_empty()).then(|| view! {
                <section aria-labelledby="crcn">
                    <h2 id="crcn">"Compétences numériques travaillées"</h2>
                    <ul class="crcn-list">
                        {competences.into_iter().map(|c| view! { <li><b>{c.key()}</b> " " {c.label()}</li> }).collect_view()}
                    </ul>
                </section>
            })}
            {draft.licence.map(|licence| view! { <Reuse licence take_over/> })}
        </div>
    }
}

#[component]
fn Prose(title: &'static str, id: &'static str, html: SafeHtml, language: Language) -> impl IntoView {
    (!html.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <div class="prose" lang=language.foreign_tag() dir=language.foreign_direction() inner_html=html.as_str().to_owned()></div>
            </section>
        }
    })
}

#[component]
fn Reuse(
    licence: Licence,
    /// Where a version is started, for who may.
    take_over: Option<String>,
) -> impl IntoView {
    let name = match licence.deed() {
        Some(deed) => view! { "Licence " <a href=deed rel="license">{licence.label()}</a> }.into_any(),
        None => licence.label().into_any(),
    };
    view! {
        <section class="project-licence" aria-labelledby="licence">
            <h2 id="licence">"Reprendre ce projet"</h2>
            <p>{name} ". " {licence.meaning()}</p>
            {take_over.map(|address| view! {
                <form method="post" action=address class="not-printed">
                    <button class="button quiet">"En faire ma version"</button>
                </form>
            })}
        </section>
    }
}
