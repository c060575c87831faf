//! The page of a picture.

use super::zones::{self, PARTS, ROWS, name};
use crate::{
    projects::{
        islands::MaskIsland,
        medium::{Declare, Sent, Withdraw, done},
        words,
    },
    shell::{Page, render},
    ui::{
        field::{Notes, Question},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{ids::PictureId, paths};
use leptos::prelude::*;
use services::{
    error::Error,
    media::widest,
    projects::{self, PicturePage},
};

/// The page of a picture; with zones in its address, it shows where they are.
pub(in crate::projects) async fn open(visit: &Visit, picture: PictureId) -> Result<Response, Error> {
    let pairs = visit.query();
    let problems = zones::read(&pairs).err().unwrap_or_default();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    show(visit, picture, status, Sent { pairs, problems }).await
}

/// The page with what was sent.
pub(in crate::projects) async fn show(visit: &Visit, picture: PictureId, status: StatusCode, sent: Sent) -> Result<Response, Error> {
    let page = projects::open_picture(&visit.cx, picture).await?;
    let head = Page { title: "Préparer une image".into(), index: false, islands: true, ..Page::default() };
    Ok(render(visit, status, head, move || view! { <Prepare page sent/> }))
}

#[component]
fn Prepare(page: PicturePage, sent: Sent) -> impl IntoView {
    let project = page.project.as_ref().map(|project| (project.slug.clone(), project.draft.title.clone()));
    let mut above = vec![step("Mes projets", paths::MY_PROJECTS)];
    if let Some((slug, title)) = &project {
        above.push(step(title.clone(), paths::project(slug)));
        above.extend(page.may_edit.then(|| step("Modifier", paths::project_edit(slug))));
    }
    let done = done(&sent);
    let hidden = page.picture.medium.hidden;
    view! {
        <Trail above here="Une image"/>
        <header class="page-head">
            <h1>"Préparer l’image"</h1>
            <p class="byline">{words::rights(&page.picture.medium.people, hidden)}</p>
        </header>
        {done.map(|done| view! { <p class="notice" role="status">{done}</p> })}
        <ProblemSummary problems=sent.problems.clone() label=words::field/>
        {page.may_edit.then(|| view! { <Mask page=page.clone() sent=sent.clone()/> })}
        {(!page.may_edit).then(|| view! { <Shown page=page.clone()/> })}
        {page.may_edit.then(|| view! { <Declare medium=page.picture.id.into() people=page.picture.medium.people.clone() sent=sent.clone()/> })}
        {(page.may_hide && hidden.is_none()).then(|| view! { <Withdraw medium=page.picture.id.into()/> })}
        {project.filter(|_| page.may_edit).map(|(slug, _)| view! {
            <p><a class="button" href=format!("{}#image-{}", paths::project_edit(&slug), page.picture.id)>"Revenir au projet"</a></p>
        })}
    }
}

#[component]
fn Shown(page: PicturePage) -> impl IntoView {
    let (id, size) = (page.picture.id, page.picture.size);
    view! {
        <div class="mask-frame">
            <img src=paths::picture(id, widest(size.width)) width=size.width.to_string() height=size.height.to_string() alt="L’image telle qu’elle est gardée"/>
        </div>
    }
}

/// Drawing, or typing, what is to be masked.
#[component]
fn Mask(page: PicturePage, sent: Sent) -> impl IntoView {
    let (id, size) = (page.picture.id, page.picture.size);
    let question = Question::new("zones", "Zones à masquer", "", false, &sent.problems);
    // What stands in the address is only looked at: the same zones are drawn over the picture.
    let looked_at = zones::read(&sent.pairs).unwrap_or_default();
    let drawn = looked_at.iter().map(|zone| zone.parts().map(|part| part.to_string()).join(",")).collect::<Vec<_>>().join(";");
    let source = format!("{}?v={}", paths::picture(id, widest(size.width)), page.picture.revision.get());
    view! {
        <section class="form-part" aria-labelledby="masquer">
            <h2 id="masquer">"Masquer des visages ou des noms"</h2>
            <p>
                "Encadrez ce qui ne doit pas se voir\u{a0}: un visage, un prénom sur une étiquette. Ce qui est masqué l’est pour de bon, dans \
                 toutes les tailles de l’image."
            </p>
            <form method="post" action=paths::medium_page(id) id="mask-form">
                <input type="hidden" name="revision" value=page.picture.revision.get().to_string()/>
                <Notes question/>
                <MaskIsland source width=size.width height=size.height zones=drawn/>
                <noscript>
                    <Numbers sent/>
                </noscript>
                <p class="button-row">
                    <button class="button" name="intent" value="mask">"Masquer pour de bon"</button>
                </p>
            </form>
        </section>
    }
}

/// The same without JavaScript: numbers, and a look at where they lead before anything is masked.
#[component]
fn Numbers(sent: Sent) -> impl IntoView {
    let row = |row: usize| {
        let part = |(part, label): (&'static str, &'static str)| {
            let name = name(row, part);
            view! {
                <label>
                    {label}
                    <input type="text" inputmode="decimal" name=name.clone() value=sent.value(&name) size="5"/>
                </label>
            }
        };
        view! { <fieldset class="zone-numbers"><legend>{format!("Zone {row}, en centièmes de l’image")}</legend>{PARTS.map(part).collect_view()}</fieldset> }
    };
    view! {
        {(1..=ROWS).map(row).collect_view()}
        <button class="button quiet" formmethod="get">"Voir où elles tombent"</button>
    }
}
