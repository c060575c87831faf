//! The page of a picture.

use super::zones::{self, PARTS, ROWS, name};
use crate::{
    outcome::Refused,
    projects::{islands::MaskIsland, words},
    shell::{Page, render},
    ui::{
        field::{Among, Choice, ChoiceField, LineField, Notes, Question},
        problems::ProblemSummary,
    },
    visit::Visit,
};
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    ids::PictureId,
    media::{Elders, Hidden, Holders, MAX_PURPOSE, People, Support},
    paths,
    problem::Problems,
};
use leptos::prelude::*;
use services::{
    error::Error,
    media::widest,
    projects::{self, PicturePage},
};

/// What was sent to the page and not accepted, or is only to be looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    /// Names and values.
    pub(super) pairs: Vec<(String, String)>,
    /// What is wrong with them.
    pub(super) problems: Problems,
}

impl Sent {
    fn value(&self, wanted: &str) -> String {
        self.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn chosen(&self, wanted: &str, value: &str) -> bool {
        self.pairs.iter().any(|(name, sent)| name == wanted && sent == value)
    }
}

/// `/images/{id}`; with zones in its address, it shows where they are.
pub(in crate::projects) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let picture: PictureId = id.parse().map_err(|_| Error::NotFound)?;
    let pairs = visit.query();
    let problems = zones::read(&pairs).err().unwrap_or_default();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show(&visit, picture, status, Sent { pairs, problems }).await?)
}

/// The page with what was sent.
pub(super) async fn show(visit: &Visit, picture: PictureId, status: StatusCode, sent: Sent) -> Result<Response, Error> {
    let page = projects::open_picture(&visit.cx, picture).await?;
    let head = Page { title: "Préparer une image".into(), index: false, islands: true, ..Page::default() };
    Ok(render(visit, status, head, move || view! { <Prepare page sent/> }))
}

#[component]
fn Prepare(page: PicturePage, sent: Sent) -> impl IntoView {
    let project = page.project.as_ref().map(|project| (project.slug.clone(), project.draft.title.clone()));
    let back = project.clone().map(|(slug, title)| {
        view! {
            <li><a href=paths::project(&slug)>{title}</a></li>
            {page.may_edit.then(|| view! { <li><a href=paths::project_edit(&slug)>"Modifier"</a></li> })}
        }
    });
    let done = match sent.value("fait").as_str() {
        "masque" => Some("C’est masqué pour de bon\u{a0}: ce qui était dessous n’existe plus nulle part."),
        "droits" => Some("C’est noté dans le registre des droits à l’image."),
        "retrait" => Some("L’image n’est plus montrée à personne, sauf à ses auteurs et à l’animatrice."),
        _ => None,
    };
    let hidden = page.picture.hidden;
    view! {
        <nav class="breadcrumb" aria-label="Fil d’Ariane">
            <ol class="trail">
                <li><a href=paths::MY_PROJECTS>"Mes projets"</a></li>
                {back}
                <li><span aria-current="page">"Une image"</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <h1>"Préparer l’image"</h1>
            <p class="byline">{words::rights(&page.picture.people, hidden)}</p>
        </header>
        {done.map(|done| view! { <p class="notice" role="status">{done}</p> })}
        <ProblemSummary problems=sent.problems.clone() label=words::field/>
        {page.may_edit.then(|| view! { <Mask page=page.clone() sent=sent.clone()/> })}
        {(!page.may_edit).then(|| view! { <Shown page=page.clone()/> })}
        {page.may_edit.then(|| view! { <Declare page=page.clone() sent=sent.clone()/> })}
        {(page.may_hide && hidden.is_none()).then(|| view! { <Withdraw picture=page.picture.id/> })}
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
            <form method="post" action=paths::picture_page(id) id="mask-form">
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

/// Who can be recognised, and what families have signed.
#[component]
fn Declare(page: PicturePage, sent: Sent) -> impl IntoView {
    let known = match &page.picture.people {
        People::Pupils(signed) => Some(signed.clone()),
        People::Unsaid | People::Nobody => None,
    };
    let typed = !sent.value("people").is_empty();
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, words::field(name), help, needed, &sent.problems);
    let said = |name: &str, kept: Option<String>| if typed { sent.value(name) } else { kept.unwrap_or_default() };
    let picked = |name: &str, value: &str, kept: bool| if typed { sent.chosen(name, value) } else { kept };
    let choice =
        |value: &'static str, label: &'static str, chosen: bool| Choice { value: value.into(), label: label.into(), note: "", chosen };
    let people = vec![
        choice(
            "nobody",
            "Aucun élève\u{a0}: ni visage, ni nom, ni rien qui le désigne",
            picked("people", "nobody", page.picture.people == People::Nobody),
        ),
        choice("pupils", "Un ou plusieurs élèves, dont les familles ont donné leur accord", picked("people", "pupils", known.is_some())),
    ];
    let supports = Support::ALL
        .iter()
        .map(|s| choice(s.key(), s.label(), picked("supports", s.key(), known.as_ref().is_some_and(|known| known.supports.contains(s)))))
        .collect::<Vec<_>>();
    let holders = Holders::ALL
        .iter()
        .map(|h| choice(h.key(), h.label(), picked("holders", h.key(), known.as_ref().is_some_and(|known| known.holders == *h))))
        .collect::<Vec<_>>();
    let elders = Elders::ALL
        .iter()
        .map(|e| choice(e.key(), e.label(), picked("elders", e.key(), known.as_ref().is_some_and(|known| known.elders == *e))))
        .collect::<Vec<_>>();
    view! {
        <section class="form-part" aria-labelledby="droits">
            <h2 id="droits">"Dire qui l’on y voit"</h2>
            <p>"Avant que quiconque d’autre voie l’image, il faut le dire. Les autorisations signées restent à l’école\u{202f}; n’écrivez ici aucun nom."</p>
            <form class="form" method="post" action=paths::picture_page(page.picture.id) novalidate>
                <ChoiceField question=ask("people", "", true) choices=people among=Among::One class="one-column"/>
                <div class="authorisation">
                    <LineField
                        question=ask("purpose", "Tel qu’il est écrit sur l’autorisation, par exemple «\u{a0}montrer le projet radio aux familles\u{a0}».", false)
                        value=said("purpose", known.as_ref().map(|known| known.purpose.clone()))
                        max=MAX_PURPOSE
                    />
                    <ChoiceField question=ask("supports", "", false) choices=supports among=Among::Several class="one-column"/>
                    <DayField question=ask("signed", "", false) value=said("signed", known.as_ref().map(|known| known.signed.to_string()))/>
                    <DayField
                        question=ask("until", "Ce jour passé, l’image disparaît d’elle-même\u{202f}; vous êtes prévenu trente jours avant.", false)
                        value=said("until", known.as_ref().map(|known| known.until.to_string()))
                    />
                    <ChoiceField question=ask("holders", "", false) choices=holders among=Among::One class="one-column"/>
                    <ChoiceField question=ask("elders", "", false) choices=elders among=Among::One class="one-column"/>
                </div>
                <p class="button-row"><button class="button" name="intent" value="declare">"Noter dans le registre"</button></p>
            </form>
        </section>
    }
}

/// A day: the browser's calendar where it has one.
#[component]
fn DayField(question: Question, value: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=question.name>{question.label}</label>
            <Notes question=question.clone()/>
            <input
                type="date"
                id=question.name
                name=question.name
                value=value
                placeholder="jj/mm/aaaa"
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
            />
        </div>
    }
}

/// What a family no longer allows.
#[component]
fn Withdraw(picture: PictureId) -> impl IntoView {
    view! {
        <section class="form-part" aria-labelledby="retrait">
            <h2 id="retrait">"Une famille retire son accord"</h2>
            <p>
                "L’image disparaît aussitôt de toutes les pages. Elle pourra revenir, une fois l’enfant masqué ou une nouvelle autorisation \
                 notée ci-dessus. " {Hidden::Withdrawn.label()} "\u{a0}: c’est ce qui sera écrit, rien de plus."
            </p>
            <form method="post" action=paths::picture_page(picture)>
                <button class="button danger" name="intent" value="withdraw">"Ne plus montrer cette image"</button>
            </form>
        </section>
    }
}
