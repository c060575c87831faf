//! `/echanges/sujets/{id}/projet`: beginning a project from a topic. Works without JavaScript.

use crate::{
    outcome::Refused,
    sent::{Sent, Typed, new_mark},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{LineField, Notes, Question},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    Router,
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{
    discussions::Sent as Mark,
    ids::{PostId, TopicId},
    paths,
    problem::{Problems, Rule},
    projects::MAX_TITLE,
};
use leptos::prelude::*;
use services::{
    discussions::{self, Drawable, SeenPost},
    error::Error,
};

/// The route of this page.
pub(super) fn routes() -> Router {
    Router::new().route("/echanges/sujets/{id}/projet", get(open).post(begin))
}

/// What the form calls its fields.
fn field(name: &str) -> &'static str {
    match name {
        "title" => "Titre de la fiche",
        "posts" => "Messages",
        "schools" => "École",
        _ => "La fiche",
    }
}

fn topic_id(id: &str) -> Result<TopicId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// The page.
async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, topic_id(&id)?, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: begins the draft.
async fn begin(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = topic_id(&id)?;
    let sent = Sent::read(request).await?;
    let posts: Vec<PostId> = sent.pairs.iter().filter(|(name, _)| name == "posts").filter_map(|(_, value)| value.parse().ok()).collect();
    let begun = if posts.is_empty() {
        // Whoever may not is told so before they are told what is missing.
        match discussions::drawable(&visit.cx, id).await {
            Ok(_) => Err(Problems::one("posts", Rule::Required).into()),
            Err(error) => Err(error),
        }
    } else {
        discussions::draw_project(&visit.cx, id, &posts, Some(sent.value("title")), &Mark::new(sent.value("sent"))).await
    };
    match begun {
        Ok(slug) => Ok(Redirect::to(&format!("{}?fait={slug}", paths::draw_project(id))).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, id: TopicId, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let from = discussions::drawable(&visit.cx, id).await?;
    let asked = visit.query().into_iter().find(|(name, _)| name == "fait").map(|(_, slug)| slug);
    let begun = match asked {
        Some(asked) => discussions::projects_of_topic(&visit.cx, id).await?.into_iter().find(|(slug, _)| *slug == asked),
        None => None,
    };
    let mark = typed.value("sent").map_or_else(new_mark, Ok)?;
    let head = Page { index: false, ..Page::titled("Commencer une fiche projet") };
    Ok(render(visit, status, head, move || view! { <DrawPage from begun mark typed/> }))
}

#[component]
fn DrawPage(
    from: Drawable,
    /// The draft that was just begun: its address and its title.
    begun: Option<(String, String)>,
    /// Which sending of the form it will be.
    mark: String,
    typed: Typed,
) -> impl IntoView {
    let topic = paths::topic(from.topic.id, &from.topic.slug);
    let form = begun.is_none().then(|| view! { <DrawForm from=from.clone() mark typed=typed.clone()/> });
    view! {
        <Trail above=vec![step("Échanges", paths::DISCUSSIONS), step(from.topic.title, topic)] here="Commencer une fiche"/>
        <div class="page-head"><h1>"Commencer une fiche projet"</h1></div>
        {begun.map(|(slug, title)| view! { <Begun slug title/> })}
        <ProblemSummary problems=typed.problems label=field/>
        {form}
    }
}

/// What one does next with a draft that was just begun.
#[component]
fn Begun(slug: String, title: String) -> impl IntoView {
    view! {
        <section class="notice good" aria-labelledby="commencee">
            <h2 id="commencee">"Votre brouillon est prêt"</h2>
            <p>
                "«\u{a0}" {title} "\u{a0}» n’est visible que de vous. Relisez-le, complétez-le, et invitez à le signer les collègues \
                 dont il reprend les idées\u{a0}: personne ne signe sans l’avoir accepté."
            </p>
            <p class="button-row">
                <a class="button" href=paths::project_edit(&slug)>"Continuer la fiche"</a>
                <a class="button quiet" href=paths::project_authors(&slug)>"Inviter à la signer"</a>
            </p>
        </section>
    }
}

#[component]
fn DrawForm(from: Drawable, mark: String, typed: Typed) -> impl IntoView {
    let Drawable { topic, posts, chosen, between_some } = from;
    let title = Question::new("title", field("title"), "Vous pourrez le changer.", true, &typed.problems);
    let again = !typed.problems.is_empty();
    let is_typed = |id: PostId| typed.pairs.iter().any(|(name, value)| name == "posts" && *value == id.to_string());
    let choices: Vec<_> = posts.into_iter().map(|post| (if again { is_typed(post.id) } else { chosen.contains(&post.id) }, post)).collect();
    let careful = between_some.then(|| {
        view! {
            <p class="notice">
                "Tout le monde ne peut pas lire cette discussion. Le brouillon reste à vous seul\u{a0}: avant de le publier, demandez \
                 leur accord aux personnes dont il reprend les paroles."
            </p>
        }
    });
    view! {
        <p class="lead">
            "Ce qui s’est dit ici peut servir à d’autres classes. Choisissez les messages d’où vous partez\u{a0}: leur texte entre dans \
             un brouillon que vous êtes seul à voir, sans le nom de qui les a écrits\u{a0}: vous les inviterez à le signer. Leurs images n’y sont pas reprises."
        </p>
        {careful}
        <form class="form" method="post" action=paths::draw_project(topic.id) novalidate>
            <input type="hidden" name="sent" value=mark/>
            <LineField question=title value=typed.value("title").unwrap_or(topic.title) max=MAX_TITLE/>
            <Posts choices problems=typed.problems/>
            <p><button class="button">"Commencer la fiche"</button></p>
        </form>
    }
}

#[component]
fn Posts(
    /// The messages, and whether each is chosen.
    choices: Vec<(bool, SeenPost)>,
    problems: Problems,
) -> impl IntoView {
    let question = Question::new("posts", field("posts"), "Cochez ceux que la fiche reprend.", true, &problems);
    let wrong = question.invalid();
    let item = |(at, (chosen, post)): (usize, (bool, SeenPost))| {
        let first = at == 0;
        let who = match (post.mine, post.name.is_empty()) {
            (true, _) => "De vous".to_owned(),
            (false, true) => "D’une personne qui n’est plus là".to_owned(),
            (false, false) => post.name,
        };
        let when = day_and_hour(post.created);
        let answers = post.is_answer.then(|| view! { " " <span class="badge">"Réponse retenue"</span> });
        let said = post.body.map(|body| view! { <div class="prose" inner_html=body.as_str().to_owned()></div> });
        view! {
            <li>
                <label class="choice">
                    <input
                        type="checkbox"
                        name="posts"
                        value=post.id.to_string()
                        checked=chosen
                        id=first.then_some("posts")
                        aria-invalid=wrong.filter(|_| first)
                    />
                    <span>{who} ", " {when} {answers}</span>
                </label>
                {said}
            </li>
        }
    };
    view! {
        <fieldset class="field" aria-describedby=question.described_by()>
            <legend>{question.label} " " <span class="field-need">"(obligatoire)"</span></legend>
            <Notes question=question.clone()/>
            <ol class="plain-list">{choices.into_iter().enumerate().map(item).collect_view()}</ol>
        </fieldset>
    }
}
