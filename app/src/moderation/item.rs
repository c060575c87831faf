//! One message to decide on: what it says, what is reported of it, what stands around it, and what can be done.

use super::words::{self, field};
use crate::{
    sent::Typed,
    ui::{
        dates::{age, day, day_and_hour},
        field::{Notes, Question, Writing},
        phrases::PhraseChoice,
    },
};
use domain::{
    discussions::{Position, PostState, TopicState},
    ids::PostId,
    moderation::{ActKind, ReportReason},
    paths,
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    discussions::{Former, PostInContext, SeenPost, Topic},
    moderation::{Act, Reported, ToDecide},
    projects::Phrase,
    text::SafeHtml,
};

/// What the forms of the queue send as `from`, to come back to it.
pub(super) const FROM_QUEUE: &str = "queue";

/// Where a message stands to be decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// Among others.
    Queue,
    /// Alone, on its own page.
    Page,
}

/// What a message says.
pub(super) fn said(body: Option<SafeHtml>) -> impl IntoView {
    body.map(|body| view! { <div class="prose moderated-words" inner_html=body.as_str().to_owned()></div> })
}

/// Where a message was written: a link, save where nobody but those between whom it is may follow it.
pub(super) fn place(topic: &Topic, position: Option<Position>) -> impl IntoView + use<> {
    let title = topic.title.clone();
    if topic.people.is_some() {
        return view! { "entre partenaires, dans «\u{a0}" {title} "\u{a0}»" }.into_any();
    }
    let address = position.map_or_else(|| paths::topic(topic.id, &topic.slug), |position| paths::topic_at(topic.id, &topic.slug, position));
    view! { "dans " <a href=address>{title}</a> }.into_any()
}

/// A message, and all that is needed to decide on it.
#[component]
pub(super) fn Item(
    /// The message.
    item: ToDecide,
    /// The justifications at hand.
    phrases: Vec<Phrase>,
    /// The present instant.
    now: Timestamp,
    /// Among others, or alone.
    on: On,
    /// Whether the viewer decides everywhere, and so on people too.
    everywhere: bool,
    /// What was typed and not accepted.
    #[prop(optional)]
    typed: Typed,
) -> impl IntoView {
    let ToDecide { context: PostInContext { topic, post, before, after, version, .. }, reported, past, against, former } = item;
    let title = format!("message-{}", post.id);
    // Of two forms in one page, the summary of problems leads to the one that was sent.
    let erasing = typed.value("kind").is_some_and(|kind| kind == ActKind::Erased.key());
    let (decided, erased) = if erasing { (Typed::default(), typed) } else { (typed, Typed::default()) };
    let heading = format!("Message écrit par {}", words::name(&post.name));
    let heading = match on {
        On::Queue => view! { <h3 id=title.clone()>{heading}</h3> }.into_any(),
        On::Page => view! { <h2 id=title.clone()>{heading}</h2> }.into_any(),
    };
    let since = reported.as_ref().map_or(post.created, |reported| reported.since);
    let report = reported.as_ref().map(|reported| reported.id);
    let dismiss = report.map(|report| {
        let about = title.clone();
        view! {
            <form method="post" action=paths::report(report)>
                <button class="button quiet" aria-describedby=about>"Classer sans suite"</button>
            </form>
        }
    });
    let before_now = (against > 0).then(|| {
        let many =
            words::plural(usize::try_from(against).unwrap_or(usize::MAX), "décision a déjà été prise", "décisions ont déjà été prises");
        view! { <p class="byline">{format!("{against}\u{a0}{many} contre cette personne.")}</p> }
    });
    let opens = post.position == Some(Position::OPENING) || topic.last.is_none();
    let outlived = topic.outlives(post.position, post.state);
    let opening = if outlived {
        "C’est le premier message du sujet. Son auteur l’a repris, et les réponses restent\u{a0}: le sujet se masque en entier, ou s’affiche de nouveau."
    } else {
        "C’est le premier message du sujet\u{a0}: masqué ou retiré, il emporte tout le sujet."
    };
    let opens = opens.then(|| view! { <p class="byline">{opening}</p> });
    // Which of both acts on the whole topic there is to do.
    let whole = outlived.then_some(topic.state != TopicState::Shown);
    let labelled = title.clone();
    view! {
        <article class="moderation-item" aria-labelledby=labelled>
            {heading}
            <p class="byline">
                <time datetime=since.rfc3339()>{age(since, now)}</time> ", " {place(&topic, post.position)} " "
                <span class="badge">{post.state.label()}</span>
            </p>
            {opens}
            {reported.map(|reported| view! { <WhatIsReported reported/> })}
            {said(post.body.clone())}
            <Around before after/>
            {before_now}
            <Past past/>
            <FormerVersions former post=post.id phrases=phrases.clone() typed=erased sent=erasing everywhere/>
            <Decide post version phrases on alone={on == On::Page && !erasing} typed=decided about=title everywhere whole/>
            {dismiss}
        </article>
    }
}

/// Why it is reported, and by how many; never by whom.
#[component]
fn WhatIsReported(reported: Reported) -> impl IntoView {
    let Reported { then, said: reasons, by_role, .. } = reported;
    let many = reasons.len();
    let by: Vec<_> = by_role.iter().map(|(role, many)| format!("{}\u{a0}: {many}", role.label())).collect();
    let line = |(reason, note): (ReportReason, String)| {
        let note = (!note.is_empty()).then(|| view! { "\u{a0}: " <span class="remark-text">{note}</span> });
        view! { <li><strong>{reason.label()}</strong>{note}</li> }
    };
    let then = then.map(|then| {
        view! {
            <details class="disclosure" open>
                <summary>"Ce que disait le message quand il a été signalé"</summary>
                {said(Some(then))}
            </details>
        }
    });
    view! {
        <p>{format!("{many}\u{a0}{}", words::plural(many, "signalement", "signalements"))} {(!by.is_empty()).then(|| format!(" ({})", by.join(", ")))}</p>
        <ul class="report-reasons">{reasons.into_iter().map(line).collect_view()}</ul>
        {then}
    }
}

/// The messages before and after it.
#[component]
fn Around(before: Vec<SeenPost>, after: Vec<SeenPost>) -> impl IntoView {
    let many = before.len() + after.len();
    let list = |label: &'static str, posts: Vec<SeenPost>| {
        let item = |post: SeenPost| {
            view! {
                <li>
                    <p class="byline">{words::name(&post.name)} ", " <time datetime=post.created.rfc3339()>{day_and_hour(post.created)}</time></p>
                    {said(post.body)}
                </li>
            }
        };
        (!posts.is_empty()).then(|| view! { <p>{label}</p> <ol class="around">{posts.into_iter().map(item).collect_view()}</ol> })
    };
    (many > 0).then(|| {
        view! {
            <details class="disclosure">
                <summary>{format!("Voir ce qui l’entoure\u{a0}: {many}\u{a0}{}", words::plural(many, "message", "messages"))}</summary>
                {list("Avant", before)}
                {list("Après", after)}
            </details>
        }
    })
}

/// What was decided of it before.
#[component]
fn Past(past: Vec<Act>) -> impl IntoView {
    let line = |act: Act| {
        let by = words::name(&act.by_name);
        let why = act.reason.map(|reason| format!(" ({})", reason.label()));
        let told = (!act.words.is_empty()).then(|| view! { <p class="remark-text">{act.words}</p> });
        view! { <li><p>{act.kind.label()} {why} ", " {day(act.at)} ", par " {by}</p>{told}</li> }
    };
    (!past.is_empty()).then(|| {
        view! {
            <details class="disclosure">
                <summary>"Ce qui a déjà été décidé de ce message"</summary>
                <ol class="around">{past.into_iter().map(line).collect_view()}</ol>
            </details>
        }
    })
}

/// What can be done to the message, or said to who wrote it, as it stands now.
#[component]
fn Decide(
    post: SeenPost,
    /// The version that is read here.
    version: i64,
    phrases: Vec<Phrase>,
    on: On,
    /// Whether its fields are the only ones of their names in the page.
    alone: bool,
    typed: Typed,
    /// The id of the message's heading: its buttons are those of others too.
    about: String,
    /// Whether the viewer decides everywhere.
    everywhere: bool,
    /// Whether its topic, which goes on without it, is to be shown again, or hidden; nothing where it stands or falls with it.
    whole: Option<bool>,
) -> impl IntoView {
    let (address, state) = (paths::moderate_post(post.id), post.state);
    let is_kept = post.body.is_some();
    let done_here = |kind: &&ActKind| {
        if kind.shows_topic().is_some() {
            return kind.is_done_to(state) && kind.shows_topic() == whole;
        }
        let is_possible = kind.is_done_to(state) && (is_kept || kind.leaves() != Some(PostState::Shown));
        let is_theirs = everywhere || !kind.is_everywhere();
        is_possible && is_theirs && (kind.leaves().is_some() || post.author.is_some() && kind.is_against())
    };
    let (against, plain): (Vec<ActKind>, Vec<ActKind>) = ActKind::ALL.iter().filter(done_here).copied().partition(|kind| kind.is_against());
    let from = move || (on == On::Queue).then(|| view! { <input type="hidden" name="from" value=FROM_QUEUE/> });
    let read = move || view! { <input type="hidden" name="version" value=version.to_string()/> };
    let plain = plain.into_iter().map(|kind| {
        view! {
            <form method="post" action=address.clone()>
                {from()}
                {read()}
                <button class="button" name="kind" value=kind.key() aria-describedby=about.clone()>{words::button(kind)}</button>
            </form>
        }
    });
    let plain = plain.collect_view();
    let buttons = against
        .iter()
        .map(|kind| {
            let class = if kind.is_to_a_person() { "button quiet" } else { "button danger" };
            view! { <button class=class name="kind" value=kind.key() aria-describedby=about.clone()>{words::button(*kind)}</button> }
        })
        .collect_view();
    let id = move |name: &str| if alone { name.to_owned() } else { format!("{name}-{}", post.id) };
    let silences = against.contains(&ActKind::Silenced);
    let summary = if silences { "Masquer, retirer ou s’adresser à l’auteur" } else { "Masquer ou retirer" };
    let form = (!against.is_empty()).then(|| {
        view! {
            <details class="disclosure" open={on == On::Page}>
                <summary>{summary}</summary>
                <form class="form" method="post" action=address.clone() novalidate>
                    {from()}
                    {read()}
                    <Why reason_id=id("reason") words_id=id("words") help=APPEALED phrases typed=typed.clone()/>
                    {silences.then(|| view! { <Days id=id("days") typed/> })}
                    <p class="button-row" id=id("kind")>{buttons}</p>
                </form>
            </details>
        }
    });
    view! { {plain} {form} }
}

/// What is said to who decides of the words of an act that can be appealed.
const APPEALED: &str = "L’auteur le lit avec la raison, et peut faire un recours pendant trente jours.";
/// The same, of one that takes nothing from readers, and that nothing undoes.
const FOR_GOOD: &str = "L’auteur le lit avec la raison. Ce qui est effacé ne revient pas.";

/// What the message said before, and the form that erases one of these versions for good.
#[component]
fn FormerVersions(
    former: Vec<Former>,
    post: PostId,
    phrases: Vec<Phrase>,
    typed: Typed,
    /// Whether this form was sent, and not accepted.
    sent: bool,
    /// Whether the viewer decides everywhere, and so for good.
    everywhere: bool,
) -> impl IntoView {
    let version = |former: &Former| {
        let said = former
            .said
            .clone()
            .map_or_else(|| view! { <p>"Cette version a été effacée."</p> }.into_any(), |words| said(Some(words)).into_any());
        view! { <li><p class="byline">"Jusqu’au " <time datetime=former.until.rfc3339()>{day_and_hour(former.until)}</time></p>{said}</li> }
    };
    let kept: Vec<_> = former.iter().filter(|former| former.said.is_some()).map(|former| (former.version, former.until)).collect();
    let own = move |name: &str| if sent { name.to_owned() } else { format!("former-{name}-{post}") };
    let question = Question::new("former", field("former"), "", true, &typed.problems);
    let chosen = typed.value("former").unwrap_or_default();
    let option = move |(version, until): (i64, Timestamp)| {
        let value = version.to_string();
        let selected = value == chosen;
        view! { <option value=value selected=selected>{format!("Jusqu’au {}", day_and_hour(until))}</option> }
    };
    let form = (everywhere && !kept.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=paths::moderate_post(post) novalidate>
                <div class="field">
                    <label for=own("former")>{question.label}</label>
                    <Notes question=question.clone()/>
                    <select id=own("former") name="former" aria-invalid=question.invalid() aria-describedby=question.described_by()>
                        <option value="">"Choisir une version"</option>
                        {kept.into_iter().map(option).collect_view()}
                    </select>
                </div>
                <Why reason_id=own("reason") words_id=own("words") help=FOR_GOOD phrases typed/>
                <p class="button-row">
                    <button class="button danger" name="kind" value=ActKind::Erased.key()>{words::button(ActKind::Erased)}</button>
                </p>
            </form>
        }
    });
    (!former.is_empty()).then(|| {
        view! {
            <details class="disclosure" open=sent>
                <summary>"Ce que le message disait avant"</summary>
                <ol class="around">{former.iter().map(version).collect_view()}</ol>
                {form}
            </details>
        }
    })
}

/// Why something is done, and what is said of it.
#[component]
fn Why(
    reason_id: String,
    words_id: String,
    /// What becomes of the words.
    help: &'static str,
    phrases: Vec<Phrase>,
    typed: Typed,
) -> impl IntoView {
    let ask = |name: &'static str| Question::new(name, field(name), "", false, &typed.problems);
    let (reason, said) = (ask("reason"), ask("words"));
    let chosen = typed.value("reason").unwrap_or_default();
    let option = |reason: &ReportReason| view! { <option value=reason.key() selected={reason.key() == chosen}>{reason.label()}</option> };
    let joined = typed.pairs.iter().filter(|(name, _)| name == "phrase").map(|(_, text)| text.clone()).collect::<Vec<_>>();
    view! {
        <div class="field">
            <label for=reason_id.clone()>{reason.label}</label>
            <Notes question=reason.clone()/>
            <select id=reason_id name="reason" aria-invalid=reason.invalid() aria-describedby=reason.described_by()>
                <option value="">"Choisir une raison"</option>
                {ReportReason::ALL.iter().map(option).collect_view()}
            </select>
        </div>
        <div class="field">
            <label for=words_id.clone()>{said.label}</label>
            <p class="field-help">{help}</p>
            <Notes question=said.clone()/>
            <Writing
                class="short-text"
                id=words_id
                name="words"
                value=typed.value("words").unwrap_or_default()
                invalid=said.invalid()
                described_by=said.described_by()
            />
        </div>
        <PhraseChoice phrases chosen=joined/>
    }
}

/// For how many days someone does not write.
#[component]
fn Days(id: String, typed: Typed) -> impl IntoView {
    let days = Question::new("days", field("days"), "", false, &typed.problems);
    view! {
        <div class="field">
            <label for=id.clone()>{days.label}</label>
            <Notes question=days.clone()/>
            <input
                type="text"
                inputmode="numeric"
                id=id
                name="days"
                value=typed.value("days").unwrap_or_default()
                size="5"
                aria-invalid=days.invalid()
                aria-describedby=days.described_by()
            />
        </div>
    }
}
