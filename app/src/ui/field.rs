//! Questions of a form: label, help, error and control, tied together for screen readers.

use super::problems::sentence;
use domain::problem::Problems;
use leptos::{children::Children, prelude::*};

/// What every field has.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Its name in the form, and its id in the page.
    pub name: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// What helps to answer; may be empty.
    pub help: &'static str,
    /// Whether an answer is needed before the whole can be sent.
    pub needed: bool,
    /// What is wrong with the answer.
    pub errors: Vec<String>,
}

impl Question {
    /// A question whose errors are taken from `problems`.
    pub fn new(name: &'static str, label: &'static str, help: &'static str, needed: bool, problems: &Problems) -> Self {
        Self { name, label, help, needed, errors: problems.of(name).map(sentence).collect() }
    }

    /// The ids of what describes the control.
    pub fn described_by(&self) -> Option<String> {
        let help = (!self.help.is_empty()).then(|| format!("{}-aide", self.name));
        let error = (!self.errors.is_empty()).then(|| format!("{}-erreur", self.name));
        let ids: Vec<_> = help.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        (!self.errors.is_empty()).then_some("true")
    }
}

/// Help and errors beneath a label.
#[component]
pub fn Notes(
    /// The question.
    question: Question,
) -> impl IntoView {
    let name = question.name;
    let errors = question.errors;
    view! {
        {(!question.help.is_empty()).then(|| view! { <p class="field-help" id=format!("{name}-aide")>{question.help}</p> })}
        {(!errors.is_empty()).then(|| view! { <p class="field-error" id=format!("{name}-erreur")>{errors.join(" ")}</p> })}
    }
}

fn need(needed: bool) -> impl IntoView {
    needed.then(|| view! { " " <span class="field-need">"(obligatoire)"</span> })
}

/// A control beneath what is asked, what helps to answer, and what is wrong with the answer.
#[component]
fn Labelled(
    /// The question.
    question: Question,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=question.name>{question.label}{need(question.needed)}</label>
            <Notes question/>
            {children()}
        </div>
    }
}

/// A single line.
#[component]
pub fn LineField(
    /// The question.
    question: Question,
    /// What stands in it.
    value: String,
    /// The most characters that are accepted.
    #[prop(optional)]
    max: Option<usize>,
) -> impl IntoView {
    view! {
        <Labelled question=question.clone()>
            <input
                type="text"
                id=question.name
                name=question.name
                value=value
                maxlength=max.map(|max| max.to_string())
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
            />
        </Labelled>
    }
}

/// A day: the browser's calendar where it has one.
#[component]
pub fn DayField(
    /// The question.
    question: Question,
    /// The day that stands in it, as `yyyy-mm-dd`; may be empty.
    value: String,
) -> impl IntoView {
    view! {
        <Labelled question=question.clone()>
            <input
                type="date"
                id=question.name
                name=question.name
                value=value
                placeholder="jj/mm/aaaa"
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
            />
        </Labelled>
    }
}

/// A minute on a Paris clock: the browser's calendar and clock where it has them.
#[component]
pub fn MinuteField(
    /// The question.
    question: Question,
    /// The minute that stands in it, as `yyyy-mm-ddThh:mm`; may be empty.
    value: String,
) -> impl IntoView {
    view! {
        <Labelled question=question.clone()>
            <input
                type="datetime-local"
                id=question.name
                name=question.name
                value=value
                placeholder="aaaa-mm-jjThh:mm"
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
            />
        </Labelled>
    }
}

/// One choice of a list that folds out.
#[component]
pub fn SelectField(
    /// The question.
    question: Question,
    /// What can be chosen.
    choices: Vec<Choice>,
) -> impl IntoView {
    let option = |choice: Choice| view! { <option value=choice.value selected=choice.chosen>{choice.label}</option> };
    view! {
        <Labelled question=question.clone()>
            <select id=question.name name=question.name aria-invalid=question.invalid() aria-describedby=question.described_by()>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </Labelled>
    }
}

/// Files, as many as one likes.
#[component]
pub fn FilesField(
    /// The question.
    question: Question,
    /// What is accepted, as browsers want it said.
    accept: &'static str,
) -> impl IntoView {
    view! {
        <Labelled question=question.clone()>
            <input
                type="file"
                id=question.name
                name=question.name
                multiple
                accept=accept
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
            />
        </Labelled>
    }
}

/// Several lines; `class` is `short-text` or `long-text`. What helps to write stands above the control and comes as children.
#[component]
pub fn TextField(
    /// The question.
    question: Question,
    /// What stands in it.
    value: String,
    /// How tall it is.
    class: &'static str,
    /// What helps to write.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Labelled question=question.clone()>
            {children.map(|children| children())}
            <Writing
                class=class
                id=question.name.to_owned()
                name=question.name
                value
                invalid=question.invalid()
                described_by=question.described_by()
            />
        </Labelled>
    }
}

/// The control alone, in which one writes several lines. The one place that makes one: leptos writes what stands in it as it is, since
/// it takes it for raw text, while browsers read references in it and end it at its end tag (HTML, 13.1.2.2).
#[component]
pub fn Writing(
    /// How tall it is.
    class: &'static str,
    /// Its id in the page.
    id: String,
    /// Its name in the form.
    name: &'static str,
    /// What stands in it.
    value: String,
    /// What stands there while it is empty; may be a space, for styles that ask.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// `aria-invalid`.
    #[prop(optional_no_strip)]
    invalid: Option<&'static str>,
    /// The ids of what describes it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
) -> impl IntoView {
    view! {
        <textarea class=class id=id name=name placeholder=placeholder aria-invalid=invalid aria-describedby=described_by>
            {textarea_content(&value)}
        </textarea>
    }
}

/// `value` as a `<textarea>` must hold it to show it. It drops the line end that follows its tag: one more is given when the text begins
/// with one.
fn textarea_content(value: &str) -> String {
    let escaped = value.replace('&', "&amp;").replace('<', "&lt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What it means, in a few words; may be empty.
    pub note: &'static str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// How many may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// As many as one likes: check boxes.
    Several,
    /// One: radio buttons.
    One,
}

/// A list of choices; `class` may be `in-line` or `one-column`.
#[component]
pub fn ChoiceField(
    /// The question.
    question: Question,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// How many.
    among: Among,
    /// How they stand.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <fieldset class="field" aria-describedby=question.described_by()>
            <legend>{question.label}{need(question.needed)}</legend>
            <Notes question=question.clone()/>
            <ChoiceList name=question.name choices among class id=question.name invalid=!question.errors.is_empty()/>
        </fieldset>
    }
}

/// The choices alone, for lists in several groups.
#[component]
pub fn ChoiceList(
    /// Their name in the form.
    name: &'static str,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// How many.
    among: Among,
    /// How they stand.
    #[prop(optional)]
    class: &'static str,
    /// The id of the first, to which the summary of problems leads; may be empty.
    #[prop(optional)]
    id: &'static str,
    /// Whether the answer is not accepted.
    #[prop(optional)]
    invalid: bool,
) -> impl IntoView {
    let kind = if among == Among::Several { "checkbox" } else { "radio" };
    let item = move |(place, choice): (usize, Choice)| {
        let first = place == 0 && !id.is_empty();
        view! {
            <li>
                <label class="choice">
                    <input
                        type=kind
                        name=name
                        value=choice.value
                        checked=choice.chosen
                        id=first.then_some(id)
                        aria-invalid=(first && invalid).then_some("true")
                    />
                    <span>{choice.label}{(!choice.note.is_empty()).then(|| view! { <small>{choice.note}</small> })}</span>
                </label>
            </li>
        }
    };
    view! { <ul class=format!("choice-list {class}").trim().to_owned()>{choices.into_iter().enumerate().map(item).collect_view()}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_ends_the_field_it_stands_in_or_is_read_as_something_else() {
        let page = |value: &str| {
            let value = value.to_owned();
            Owner::new().with(|| view! { <Writing class="short-text" id="body".to_owned() name="body" value/> }.to_html())
        };
        for value in ["</textarea><script>alert(1)</script>", "&lt;b&gt; &amp;amp; &#60;", "\n\nDeux lignes vides"] {
            let html = page(value);
            assert!(!html.contains("<script") && html.matches("</textarea>").count() == 1, "{html}");
            let shown = html.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</textarea>")).expect("a field").0;
            // As browsers read it.
            let read = shown.strip_prefix('\n').unwrap_or(shown).replace("&lt;", "<").replace("&amp;", "&");
            assert_eq!(read, value);
        }
    }
}
