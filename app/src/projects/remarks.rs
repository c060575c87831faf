//! What reviewers and authors say to each other: remarks, answers, what is settled; and the forms for it. Everything works without
//! JavaScript.

use super::{
    sheet::{self, Again},
    words,
};
use crate::{outcome::Refused, sent::Sent, ui::dates::day_and_hour, ui::field::Writing, ui::problems::sentence, visit::Visit};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::RemarkId,
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use services::{
    error::Error,
    projects::{self, Remark, RemarkAnswer},
};

/// How many words of each end of a passage a link to it names.
const ENDS: usize = 4;

/// An answer that was not accepted.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedAnswer {
    /// To which remark.
    remark: Option<RemarkId>,
    /// What was typed.
    text: String,
    /// What is wrong with it.
    problems: Problems,
}

/// What the forms beneath a remark send as `do`.
mod act {
    pub(super) const ANSWER: &str = "answer";
    pub(super) const SETTLE: &str = "settle";
    pub(super) const REOPEN: &str = "reopen";
}

/// `POST /projets/{slug}/remarques`: answers a remark, settles it, or opens it again.
pub(super) async fn discuss(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let remark: RemarkId = sent.value("remark").parse().map_err(|_| Error::NotFound)?;
    let text = sent.value("answer");
    let done = match sent.value("do") {
        act::ANSWER => projects::answer_remark(&visit.cx, &slug, remark, text).await,
        act::SETTLE => projects::settle_remark(&visit.cx, &slug, remark, true).await,
        act::REOPEN => projects::settle_remark(&visit.cx, &slug, remark, false).await,
        _ => Err(Problems::one("answer", Rule::Unreadable).into()),
    };
    let page = if sent.value("from") == "review" { paths::review(&slug) } else { paths::project(&slug) };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{page}#remarque-{remark}")).into_response()),
        Err(Error::Invalid(problems)) => {
            let answer = TypedAnswer { remark: Some(remark), text: text.to_owned(), problems };
            Ok(sheet::page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, Again { answer, ..Again::default() }).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// On which page remarks are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// The sheet, to its authors and to reviewers.
    Sheet,
    /// The reviewer's page.
    Review,
    /// The editor, where a form beside the form would lose what was typed.
    Editor,
}

/// The remarks of reviewers, and what is answered: those that are open, then those that are settled.
#[component]
pub(super) fn Remarks(
    /// What was written.
    remarks: Vec<Remark>,
    /// The project's address.
    slug: String,
    /// Where they are shown.
    on: On,
    /// Whether the viewer may answer.
    may_discuss: bool,
    /// An answer that was not accepted.
    #[prop(optional)]
    typed: TypedAnswer,
) -> impl IntoView {
    let (settled, open): (Vec<_>, Vec<_>) = remarks.into_iter().partition(|remark| remark.settled.is_some());
    let item = |remark: Remark| view! { <RemarkItem remark slug=slug.clone() on may_discuss typed=typed.clone()/> };
    let list = |remarks: Vec<Remark>| {
        (!remarks.is_empty()).then(|| view! { <ul class="remarks">{remarks.into_iter().map(item).collect_view()}</ul> })
    };
    let heading = match settled.len() {
        1 => "Une remarque réglée".to_owned(),
        many => format!("{many}\u{a0}remarques réglées"),
    };
    let settled =
        (!settled.is_empty()).then(|| view! { <details class="disclosure settled"><summary>{heading}</summary>{list(settled)}</details> });
    view! { {list(open)} {settled} }
}

#[component]
fn RemarkItem(remark: Remark, slug: String, on: On, may_discuss: bool, typed: TypedAnswer) -> impl IntoView {
    let anchor = format!("remarque-{}", remark.id);
    let about = remark.field.as_deref().map(|name| view! { <strong>{words::field(name)} "\u{a0}: "</strong> });
    let passage = (!remark.passage.is_empty()).then(|| {
        let link = format!("#{}", text_fragment(&remark.passage));
        let link = (on != On::Editor).then(|| view! { <a class="not-printed" href=link>"Voir le passage"</a> });
        view! { <blockquote class="remark-passage"><p>{remark.passage.clone()}</p></blockquote> {link} }
    });
    let answers = (!remark.answers.is_empty())
        .then(|| view! { <ol class="remark-answers">{remark.answers.into_iter().map(answer_item).collect_view()}</ol> });
    let forms = may_discuss.then(|| {
        let typed = if typed.remark == Some(remark.id) { typed } else { TypedAnswer::default() };
        let (act, label) =
            if remark.settled.is_some() { (act::REOPEN, "Ce n’est pas réglé") } else { (act::SETTLE, "C’est réglé") };
        view! {
            <div class="remark-forms not-printed">
                <AnswerForm slug=slug.clone() remark=remark.id on typed/>
                <form method="post" action=paths::project_remarks(&slug)>
                    <FormHead remark=remark.id on/>
                    <button class="button quiet" name="do" value=act>{label}</button>
                </form>
            </div>
        }
    });
    let at = day_and_hour(remark.at);
    view! {
        <li id=anchor>
            {passage}
            <p class="remark-text">{about} {remark.text}</p>
            <p class="byline">{remark.by} ", " <time datetime=remark.at.rfc3339()>{at}</time></p>
            {answers}
            {forms}
        </li>
    }
}

fn answer_item(answer: RemarkAnswer) -> impl IntoView {
    let at = day_and_hour(answer.at);
    view! {
        <li>
            <p class="remark-text">{answer.text}</p>
            <p class="byline">{answer.by} ", " <time datetime=answer.at.rfc3339()>{at}</time></p>
        </li>
    }
}

#[component]
fn AnswerForm(slug: String, remark: RemarkId, on: On, typed: TypedAnswer) -> impl IntoView {
    let (field, error) = (format!("reponse-{remark}"), format!("reponse-{remark}-erreur"));
    let said: Vec<_> = typed.problems.iter().map(|problem| sentence(&problem.rule)).collect();
    let wrong = !said.is_empty();
    let told = wrong.then(|| view! { <p class="field-error" id=error.clone()>{said.join(" ")}</p> });
    view! {
        <details class="disclosure" open=wrong>
            <summary>"Répondre"</summary>
            <form method="post" action=paths::project_remarks(&slug) novalidate>
                <FormHead remark on/>
                <div class="field">
                    <label for=field.clone()>"Votre réponse"</label>
                    {told}
                    <Writing
                        class="short-text"
                        id=field
                        name="answer"
                        value=typed.text
                        invalid=wrong.then_some("true")
                        described_by=wrong.then_some(error)
                    />
                </div>
                <button class="button quiet" name="do" value=act::ANSWER>"Envoyer la réponse"</button>
            </form>
        </details>
    }
}

#[component]
fn FormHead(remark: RemarkId, on: On) -> impl IntoView {
    let from = (on == On::Review).then(|| view! { <input type="hidden" name="from" value="review"/> });
    view! { <input type="hidden" name="remark" value=remark.to_string()/> {from} }
}

/// A link to some words of the page (W3C, Text Fragments): a browser that knows it shows them, another leads to the page's top.
fn text_fragment(passage: &str) -> String {
    let words: Vec<_> = passage.split_whitespace().collect();
    let encoded = |words: &[&str]| utf8_percent_encode(&words.join(" "), NON_ALPHANUMERIC).to_string();
    if words.len() <= ENDS * 2 {
        return format!(":~:text={}", encoded(&words));
    }
    format!(":~:text={},{}", encoded(&words[..ENDS]), encoded(&words[words.len() - ENDS..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_passage_names_its_two_ends() {
        assert_eq!(text_fragment("une émission"), ":~:text=une%20%C3%A9mission");
        assert_eq!(text_fragment("a b c d e f g h i, j-k"), ":~:text=a%20b%20c%20d,g%20h%20i%2C%20j%2Dk");
    }
}
