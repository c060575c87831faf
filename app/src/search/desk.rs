//! `/animation/recherche`: what means the same to whoever searches (Q7), and what is searched for (Q8).

mod lists;

use self::lists::{Groups, InVain, Most};
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{LineField, Question, TextField},
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
    access::PortalAction,
    ids::SynonymGroupId,
    paths,
    problem::{Problems, Rule},
    search::{HEARD_DAYS, MAX_HEARD, MAX_NOTE, SHOWN_FROM, SynonymForm},
    text::clean_line,
};
use leptos::prelude::*;
use services::{
    access,
    error::{Conflict, Error},
    search::{self, HeardLately, SynonymGroup},
};

/// What the forms send as `do`.
mod act {
    pub(super) const ADD: &str = "add";
    pub(super) const SAVE: &str = "save";
    pub(super) const DELETE: &str = "delete";
}

/// The form of one group, and what stands in it.
#[derive(Clone, Debug, Default)]
struct Form {
    /// The group that is changed, and its version; nothing for a new one.
    group: Option<(SynonymGroupId, i64)>,
    expressions: String,
    note: String,
    problems: Problems,
    /// What someone else kept of it meanwhile.
    meanwhile: Option<SynonymForm>,
}

impl Form {
    fn of(group: &SynonymGroup) -> Self {
        Self { group: Some((group.id, group.version)), expressions: group.form.text(), note: group.form.note.clone(), ..Self::default() }
    }

    /// What was typed and not accepted.
    fn again(sent: &Sent, problems: Problems) -> Self {
        Self {
            group: group_of(sent).map(|id| (id, version_of(sent))),
            expressions: sent.value("expressions").to_owned(),
            note: sent.value("note").to_owned(),
            problems,
            meanwhile: None,
        }
    }

    /// The same, over what is kept now: a group that is gone is made anew.
    fn overtaken(sent: &Sent, groups: &[SynonymGroup]) -> Self {
        let now = groups.iter().find(|group| Some(group.id) == group_of(sent));
        Self {
            group: now.map(|group| (group.id, group.version)),
            meanwhile: now.map(|group| group.form.clone()),
            ..Self::again(sent, Problems::one("expressions", Rule::ChangedMeanwhile))
        }
    }
}

fn group_of(sent: &Sent) -> Option<SynonymGroupId> {
    sent.value("group").parse().ok()
}

fn version_of(sent: &Sent) -> i64 {
    sent.value("version").parse().unwrap_or(-1)
}

/// The page; `?groupe=` shows the form of one group, `?ajouter=` begins a new one with some words.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let groups = search::synonym_groups(&visit.cx).await?;
    let query = visit.query();
    let asked = |wanted: &str| query.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let wanted = asked("groupe").and_then(|id| id.parse::<SynonymGroupId>().ok());
    let form = match groups.iter().find(|group| Some(group.id) == wanted) {
        Some(group) => Form::of(group),
        None => Form { expressions: asked("ajouter").map(begun).unwrap_or_default(), ..Form::default() },
    };
    Ok(page(&visit, StatusCode::OK, groups, form).await?)
}

/// What was searched for, as the first line of a new group.
fn begun(words: &str) -> String {
    let words: String = clean_line(words).chars().take(MAX_HEARD).collect();
    format!("{words}\n")
}

/// `POST`: adds a group, changes one, or takes it away.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::TendSearch)?;
    let sent = Sent::read(request).await?;
    let (status, form) = match changed(&visit, &sent).await {
        Ok(()) => return Ok(Redirect::to(&format!("{}?fait=synonymes", paths::TEND_SEARCH)).into_response()),
        Err(Error::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, Form::again(&sent, problems)),
        Err(Error::Conflict(Conflict::StaleVersion { .. }) | Error::NotFound) => {
            (StatusCode::CONFLICT, Form::overtaken(&sent, &search::synonym_groups(&visit.cx).await?))
        }
        Err(error) => return Err(error.into()),
    };
    let groups = search::synonym_groups(&visit.cx).await?;
    Ok(page(&visit, status, groups, form).await?)
}

async fn changed(visit: &Visit, sent: &Sent) -> Result<(), Error> {
    let cx = &visit.cx;
    let form = SynonymForm::read(sent.borrowed());
    match (sent.value("do"), group_of(sent)) {
        (act::ADD, _) => search::add_synonyms(cx, &form).await.map(drop),
        (act::SAVE, Some(id)) => search::save_synonyms(cx, id, version_of(sent), &form).await,
        (act::DELETE, Some(id)) => match search::delete_synonyms(cx, id, version_of(sent)).await {
            // Someone else did.
            Err(Error::NotFound) => Ok(()),
            done => done,
        },
        _ => Err(Problems::one("form", Rule::Unreadable).into()),
    }
}

async fn page(visit: &Visit, status: StatusCode, groups: Vec<SynonymGroup>, form: Form) -> Result<Response, Error> {
    let heard = search::heard_lately(&visit.cx).await?;
    let months = visit.cx.portal.settings.retention.searches;
    let saved = status == StatusCode::OK && visit.query().iter().any(|(name, value)| name == "fait" && value == "synonymes");
    let page = Page { index: false, ..Page::titled("Régler la recherche") };
    Ok(render(visit, status, page, move || view! { <DeskPage groups heard form months saved/> }))
}

#[component]
fn DeskPage(
    groups: Vec<SynonymGroup>,
    /// What is searched for.
    heard: HeardLately,
    form: Form,
    /// How long what is searched for is kept.
    months: u32,
    /// Whether something was changed just now.
    saved: bool,
) -> impl IntoView {
    let counted = format!(
        "Sont comptés, jour par jour, les mots envoyés depuis la page de recherche, et s’ils ont trouvé quelque chose. Ni les suggestions, ni les \
         flux, ni les recherches enregistrées, ni ce qui ressemble à une adresse ou à un numéro ne le sont. De qui cherche, d’où et à quelle \
         heure, rien n’est gardé. Ce qui n’a pas été cherché {SHOWN_FROM}\u{a0}fois au moins en {HEARD_DAYS}\u{a0}jours n’est montré à \
         personne\u{202f}; tout s’efface au bout de {months}\u{a0}mois."
    );
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Recherche"/>
        <div class="page-head">
            <h1>"Régler la recherche"</h1>
            <p class="lead">"Ce qui se cherche en ce moment, et les mots qui veulent dire la même chose."</p>
        </div>
        {saved.then(|| view! { <p class="notice good" role="status">"C’est enregistré\u{a0}: les recherches en tiennent compte dès maintenant."</p> })}
        <ProblemSummary problems=form.problems.clone() label=field/>
        <section class="section search-heard" aria-labelledby="cherche">
            <h2 id="cherche">{format!("Ce qui se cherche, depuis {HEARD_DAYS}\u{a0}jours")}</h2>
            <p class="byline">{counted}</p>
            <InVain heard=heard.in_vain/>
            <Most heard=heard.most/>
        </section>
        <section class="section synonyms" aria-labelledby="synonymes">
            <h2 id="synonymes">"Les synonymes"</h2>
            <p class="byline">"Qui cherche l’une des expressions d’un groupe trouve aussi les autres. N’y réunissez que ce qui veut dire la même chose\u{a0}: un robot n’est pas un ordinateur."</p>
            <FormPart form/>
            <Groups groups/>
        </section>
    }
}

#[component]
fn FormPart(form: Form) -> impl IntoView {
    let Form { group, expressions, note, problems, meanwhile } = form;
    let (id, title) = if group.is_some() { ("modifier", "Modifier un groupe") } else { ("ajouter", "Un nouveau groupe") };
    let lines =
        Question::new("expressions", field("expressions"), "Une par ligne, au moins deux. La première nomme le groupe.", true, &problems);
    let why =
        Question::new("note", field("note"), "Pour vous\u{a0}: d’où cela vient, ce qu’il vaut mieux ne pas ajouter.", false, &problems);
    let meanwhile = meanwhile.map(|now| {
        view! { <p class="notice">"Ce qui est enregistré maintenant\u{a0}: " {now.expressions.join(", ")} "."</p> }
    });
    let known = group.map(|(group, version)| {
        view! {
            <input type="hidden" name="group" value=group.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
        }
    });
    let buttons = if group.is_some() {
        view! {
            <button class="button" name="do" value=act::SAVE>"Enregistrer"</button>
            " "
            <button class="button danger" name="do" value=act::DELETE>"Supprimer le groupe"</button>
            " "
            <a class="button quiet" href=paths::TEND_SEARCH>"Laisser tel quel"</a>
        }
        .into_any()
    } else {
        view! { <button class="button" name="do" value=act::ADD>"Ajouter le groupe"</button> }.into_any()
    };
    view! {
        <h3 id=id>{title}</h3>
        {meanwhile}
        <form class="form" method="post" action=paths::TEND_SEARCH novalidate>
            {known}
            <TextField question=lines value=expressions class="short-text"/>
            <LineField question=why value=note max=MAX_NOTE/>
            <p class="button-row">{buttons}</p>
        </form>
    }
}

/// What the form calls a field.
fn field(name: &str) -> &'static str {
    match name {
        "expressions" => "Les expressions",
        "note" => "Note",
        _ => "Le formulaire",
    }
}
