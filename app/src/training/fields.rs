//! The fields of the two forms: what is taught, and when.

use super::words;
use crate::{
    sent::Typed,
    ui::{
        field::{Among, Choice, ChoiceField, LineField, MinuteField, Question, SelectField, TextField},
        listing::CommuneNames,
    },
};
use domain::{
    problem::{Problems, Rule},
    projects::{Cycle, MAX_TITLE},
    training::{Approval, CrcnEdu, MAX_HALF_DAYS, Mode, TrainingForm},
};
use leptos::prelude::*;
use services::identity::Reviewer;

/// Half-days that are asked for beyond those that are typed.
const SPARE: usize = 2;

/// What is taught.
#[component]
pub(super) fn TrainingFields(form: TrainingForm, problems: Problems) -> impl IntoView {
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, words::field(name), help, needed, &problems);
    let cycles = Cycle::ALL.iter().map(|cycle| choice(cycle.key(), cycle.label(), form.cycles.contains(cycle))).collect();
    let competences = CrcnEdu::ALL
        .iter()
        .map(|known| choice(known.key(), &format!("{} {}", known.key(), known.label()), form.competences.contains(known)))
        .collect();
    view! {
        <LineField question=ask("title", "", true) value=form.title max=MAX_TITLE/>
        <TextField question=ask("summary", "Deux phrases, pour la liste.", true) value=form.summary class="short-text"/>
        <TextField question=ask("aims", "Ce que l’on saura faire ensuite. Un objectif par ligne.", false) value=form.aims class="short-text"/>
        <TextField question=ask("body", "Comment cela se passe. En Markdown si vous le souhaitez.", false) value=form.body class="long-text"/>
        <TextField question=ask("materials", "Une chose par ligne.", false) value=form.materials class="short-text"/>
        <ChoiceField question=ask("cycles", "Rien de coché\u{a0}: pour tous les cycles.", false) choices=cycles among=Among::Several class="in-line"/>
        <ChoiceField question=ask("competences", "", false) choices=competences among=Among::Several/>
    }
}

fn choice(value: &str, label: &str, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), note: "", chosen }
}

/// When, where, for how many, and who leads it.
#[component]
pub(super) fn SessionFields(
    /// What stands in the form.
    typed: Typed,
    /// The communes of the territory.
    communes: CommuneNames,
    /// Who may lead it.
    trainers: Vec<Reviewer>,
) -> impl IntoView {
    let value = |name: &str| typed.value(name).unwrap_or_default();
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, words::field(name), help, needed, &typed.problems);
    let chosen_mode = typed.value("mode").unwrap_or_else(|| Mode::OnSite.key().to_owned());
    let modes = Mode::ALL.iter().map(|mode| choice(mode.key(), mode.label(), mode.key() == chosen_mode)).collect();
    let mut places = vec![choice("", "Aucune\u{a0}: en ligne", value("commune").is_empty())];
    let mut names: Vec<_> = communes.iter().map(|(insee, name)| choice(insee, name, *insee == value("commune"))).collect();
    names.sort_by_cached_key(|choice| domain::text::fold(&choice.label));
    places.extend(names);
    let agreement = typed.value("approval").unwrap_or_else(|| Approval::None.key().to_owned());
    let approvals = Approval::ALL.iter().map(|known| choice(known.key(), known.label(), known.key() == agreement)).collect();
    let leads = |trainer: &Reviewer| typed.pairs.iter().any(|(name, value)| name == "trainers" && *value == trainer.id.to_string());
    let trainers = trainers.iter().map(|trainer| choice(&trainer.id.to_string(), &trainer.name, leads(trainer))).collect();
    view! {
        <HalfDays typed=typed.clone()/>
        <ChoiceField question=ask("mode", "", true) choices=modes among=Among::One class="in-line"/>
        <LineField question=ask("place", "Une école, une salle des fêtes\u{a0}: le nom et l’adresse.", false) value=value("place")/>
        <LineField question=ask("room", "Deux sessions ne prennent pas la même salle au même moment.", false) value=value("room")/>
        <SelectField question=ask("commune", "", false) choices=places/>
        <LineField question=ask("online", "Commence par https://. Seules les personnes inscrites la voient.", false) value=value("online")/>
        <ChoiceField question=ask("trainers", "", false) choices=trainers among=Among::Several class="in-line"/>
        <LineField question=ask("capacity", "", true) value=value("capacity")/>
        <LineField question=ask("kept", "Pour les écoles et les communes qui n’ont encore rien suivi. Vide\u{a0}: aucune.", false) value=value("kept")/>
        <LineField question=ask("kept_days", "", false) value=value("kept_days")/>
        <LineField question=ask("reminders", "Combien de jours avant. Par exemple\u{a0}: 7, 1. Vide\u{a0}: aucun rappel.", false) value=typed.value("reminders").unwrap_or_else(|| "7, 1".to_owned())/>
        <ChoiceField question=ask("approval", "", false) choices=approvals among=Among::One class="in-line"/>
        <MinuteField question=ask("opens", "Heure de Paris. Vide\u{a0}: dès que la session est ouverte.", false) value=value("opens")/>
        <MinuteField question=ask("closes", "Heure de Paris. Vide\u{a0}: jusqu’au début de la session.", false) value=value("closes")/>
    }
}

/// A line for each half-day that is typed, and some more.
#[component]
fn HalfDays(typed: Typed) -> impl IntoView {
    let question = Question::new("half_days", words::field("half_days"), HALF_DAYS_HELP, true, &typed.problems);
    let value = |name: String| typed.value(&name).unwrap_or_default();
    let filled = (1..=MAX_HALF_DAYS).rev().find(|number| !value(format!("day-{number}")).is_empty()).unwrap_or(0);
    let wrong = |number: usize| {
        let of_this = |rule: &Rule| !matches!(rule, Rule::NotAHalfDay { number: other } if *other != number);
        typed.problems.of("half_days").any(of_this).then_some("true")
    };
    let part = |number: usize, part: &'static str, label: &'static str, kind: &'static str| {
        let name = format!("{part}-{number}");
        // The summary of problems leads to the first.
        let id = if name == "day-1" { "half_days".to_owned() } else { name.clone() };
        let value = value(name.clone());
        view! {
            <div>
                <label for=id.clone()>{label} <span class="visually-hidden">{format!(", demi-journée {number}")}</span></label>
                <input type=kind id=id name=name value=value aria-invalid=wrong(number)/>
            </div>
        }
    };
    let line = |number: usize| {
        view! {
            <li class="half-day">
                {part(number, "day", "Jour", "date")}
                {part(number, "from", "De", "time")}
                {part(number, "until", "À", "time")}
            </li>
        }
    };
    let lines = (1..=(filled + SPARE).min(MAX_HALF_DAYS)).map(line).collect_view();
    view! {
        <fieldset class="field" aria-describedby=question.described_by()>
            <legend>{question.label} " " <span class="field-need">"(obligatoire)"</span></legend>
            <crate::ui::field::Notes question=question.clone()/>
            <ol class="half-days">{lines}</ol>
        </fieldset>
    }
}

const HALF_DAYS_HELP: &str = "Une ligne par demi-journée, à l’heure de Paris. Une fin qui vient avant le début est celle du lendemain. Enregistrez pour \
                              avoir d’autres lignes.";
