//! The form that opens a topic.

use super::{
    again::{Again, SaidAgain},
    new::{Target, act},
    words,
};
use crate::{
    projects::islands::{PreviewIsland, ToolbarIsland},
    ui::{
        dates::day_and_hour,
        field::{Among, Choice, ChoiceField, LineField, MinuteField, Question, TextField},
        live::DraftSaid,
        post_picture::PostPicture,
        trail::{Trail, step},
    },
};
use domain::{
    discussions::TopicKind,
    paths,
    projects::{MAX_TITLE, Subject},
};
use leptos::prelude::*;
use services::{discussions::Draft, notifications::Reach};

/// What the page needs.
pub(super) struct Prepared {
    /// Where the topic is to stand.
    pub(super) target: Target,
    /// What was begun there.
    pub(super) draft: Option<Draft>,
    /// Which sending it will be.
    pub(super) sent: String,
    /// What was typed and not accepted.
    pub(super) again: Again,
    /// How many will be told, as far as it is known where it would be.
    pub(super) reach: Option<Reach>,
}

/// The page.
#[component]
pub(super) fn NewPage(prepared: Prepared) -> impl IntoView {
    let Prepared { target, draft, sent, again, reach } = prepared;
    let problems = again.typed.problems.clone();
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, words::field(name), help, needed, &problems);
    let begun = |part: fn(&Draft) -> &String| draft.as_ref().map(part).cloned().unwrap_or_default();
    let title = again.value("title", || begun(|draft| &draft.title));
    let body = again.value("body", || begun(|draft| &draft.body));
    let kept = draft.as_ref().filter(|_| !again.is_again()).map(|draft| {
        let said = format!("Votre brouillon, gardé le {}.", day_and_hour(draft.updated));
        view! { <p class="notice" role="status">{said}</p> }
    });
    let told = reach.map_or_else(|| WHERE_FIRST.to_owned(), words::reach);
    let looked = again.looks.then_some("status");
    let action = target.form();
    let draft = target.draft_place().key();
    view! {
        <Trail above=above(&target) here="Ouvrir un sujet"/>
        <div class="page-head">
            <h1>"Ouvrir un sujet"</h1>
            <p class="lead">{lead(&target)}</p>
        </div>
        <SaidAgain again=again.clone()/>
        {kept}
        <form class="form" id="topic-form" method="post" action=action enctype="multipart/form-data" novalidate data-draft=draft>
            <input type="hidden" name="sent" value=sent/>
            <LineField question=ask("title", "Votre question ou votre idée, en une ligne.", true) value=title max=MAX_TITLE/>
            <TextField question=ask("body", BODY_HELP, true) value=body class="long-text">
                <ToolbarIsland field="body".to_owned()/>
            </TextField>
            <PreviewIsland field="body".to_owned()/>
            <PostPicture typed=again.typed.clone()/>
            <ChoiceField question=ask("kind", "", false) choices=kinds(&again) among=Among::One class="one-column"/>
            <SpacesField target again=again.clone() question=ask("space", SPACES_HELP, true)/>
            <More again=again.clone() tag=ask("tag", "Trois au plus.", false) opens=ask("opens", OPENS_HELP, false)/>
            <p class="field-help" id="portee" role=looked>{told}</p>
            <p class="button-row">
                <button class="button" name="do" value=act::OPEN>"Ouvrir le sujet"</button>
                <button class="button quiet" name="do" value=act::COUNT aria-describedby="portee">"Voir combien de personnes seront prévenues"</button>
                <button class="button quiet" name="do" value=act::KEEP>"Garder le brouillon"</button>
                <DraftSaid/>
            </p>
        </form>
    }
}

const BODY_HELP: &str = "Ce que vous avez essayé, ce qui vous manque, pour quelle classe. Ne nommez aucun élève.";
const WHERE_FIRST: &str = "Choisissez où ouvrir le sujet pour savoir combien de personnes en seront prévenues.";
const SPACES_HELP: &str = "Un sujet peut être montré dans plusieurs espaces à la fois.";
const OPENS_HELP: &str = "Heure de Paris. Vide\u{a0}: tout de suite. D’ici là, l’animatrice et vous seuls voyez le sujet.";

fn above(target: &Target) -> Vec<(String, String)> {
    let mut above = vec![step("Échanges", paths::DISCUSSIONS)];
    match target {
        Target::Beside { title, address, .. } => above.push(step(title.clone(), address.clone())),
        Target::Spaces { offered, asked } => {
            let named = offered.iter().find(|space| Some(space.id) == *asked);
            above.extend(named.map(|space| step(space.name.clone(), paths::space(&space.slug))));
        }
    }
    above
}

fn lead(target: &Target) -> String {
    match target {
        Target::Beside { title, .. } => format!("À propos de «\u{a0}{title}\u{a0}», entre membres de la communauté."),
        Target::Spaces { .. } => "Une question précise trouve sa réponse plus vite.".to_owned(),
    }
}

/// A need has a form of its own.
fn kinds(again: &Again) -> Vec<Choice> {
    let choice = |(kind, note): (TopicKind, &'static str)| Choice {
        value: kind.key().to_owned(),
        label: kind.label().to_owned(),
        note,
        chosen: again.is_chosen("kind", kind.key(), kind == TopicKind::Question),
    };
    let kinds = [
        (TopicKind::Question, "Vous cherchez une réponse\u{a0}: vous pourrez dire laquelle est la bonne."),
        (TopicKind::Talk, "Vous partagez, vous proposez, vous débattez."),
    ];
    kinds.into_iter().map(choice).collect()
}

/// Where it is shown; nothing to choose beside a project or a training.
#[component]
fn SpacesField(target: Target, again: Again, question: Question) -> impl IntoView {
    let Target::Spaces { offered, asked } = target else { return ().into_any() };
    let only = offered.len() == 1;
    let choices: Vec<_> = offered
        .into_iter()
        .map(|space| {
            let value = space.id.to_string();
            let chosen = again.is_chosen("space", &value, only || asked == Some(space.id));
            Choice { value, label: space.name, note: "", chosen }
        })
        .collect();
    view! { <ChoiceField question choices among=Among::Several class="one-column"/> }.into_any()
}

/// What most topics do without: subjects, and another hour.
#[component]
fn More(again: Again, tag: Question, opens: Question) -> impl IntoView {
    let choice = |subject: &Subject| Choice {
        value: subject.key().to_owned(),
        label: subject.label().to_owned(),
        note: "",
        chosen: again.is_chosen("tag", subject.key(), false),
    };
    let choices: Vec<_> = Subject::ALL.iter().map(choice).collect();
    let tagged = !tag.errors.is_empty() || choices.iter().any(|choice| choice.chosen);
    let value = again.value("opens", String::new);
    let later = !opens.errors.is_empty() || !value.is_empty();
    view! {
        <details class="disclosure" open=tagged>
            <summary>"Dire de quelles matières il s’agit"</summary>
            <ChoiceField question=tag choices among=Among::Several/>
        </details>
        <details class="disclosure" open=later>
            <summary>"L’ouvrir plus tard"</summary>
            <MinuteField question=opens value/>
        </details>
    }
}
