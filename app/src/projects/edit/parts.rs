//! The parts of the form, in the order in which a practice is told.

use super::Editor;
use crate::{
    projects::{
        islands::{PreviewIsland, ToolbarIsland},
        words,
    },
    ui::field::{Among, Choice, ChoiceField, ChoiceList, LineField, Notes, Question, TextField},
};
use domain::{
    projects::{Crcn, CrcnDomain, Cycle, Equipment, Language, Level, Licence, MAX_LINE, MAX_TITLE, Subject, Visibility},
    time::SchoolYear,
};
use leptos::prelude::*;
use services::territory::SchoolChoice;

/// More schools than this, and one is looked for by its name.
const SCHOOLS_AT_A_GLANCE: usize = 12;
/// How many school years are offered.
const YEARS_OFFERED: i16 = 8;

impl Editor {
    pub(super) fn ask(&self, name: &'static str, help: &'static str, needed: bool) -> Question {
        Question::new(name, words::field(name), help, needed, &self.problems)
    }
}

macro_rules! choices {
    ($all:expr, $chosen:expr) => {
        $all.iter()
            .map(|value| Choice {
                value: value.key().to_owned(),
                label: value.label().to_owned(),
                note: "",
                chosen: $chosen.contains(value),
            })
            .collect::<Vec<_>>()
    };
}

/// Title, summary, for whom, where, when, in which language.
#[component]
pub(super) fn EssentialPart(editor: Editor, schools: Vec<SchoolChoice>, year: SchoolYear) -> impl IntoView {
    let draft = editor.form.draft.clone();
    view! {
        <section class="form-part" aria-labelledby="partie-essentiel">
            <h2 id="partie-essentiel">"L’essentiel"</h2>
            <LineField
                question=editor.ask("title", "Ce que vous diriez à une collègue, en une ligne. 120\u{a0}caractères au plus.", true)
                value=draft.title
                max=MAX_TITLE
            />
            <TextField
                question=editor.ask("summary", "Deux ou trois phrases, pour les cartes et les aperçus.", true)
                value=draft.summary
                class="short-text"
            />
            <ChoiceField question=editor.ask("cycles", "", true) choices=choices!(Cycle::ALL, draft.cycles) among=Among::Several class="in-line"/>
            <ChoiceField question=editor.ask("levels", "", true) choices=choices!(Level::ALL, draft.levels) among=Among::Several/>
            <ChoiceField question=editor.ask("subjects", "", true) choices=choices!(Subject::ALL, draft.subjects) among=Among::Several/>
            <SchoolsField editor=editor.clone() schools/>
            <YearField editor=editor.clone() year/>
            <LanguageField editor/>
        </section>
    }
}

/// The school years that a project may come from: the present one, first, and those that people still tell about.
#[component]
fn YearField(editor: Editor, year: SchoolYear) -> impl IntoView {
    let question = editor.ask("school_year", "", false);
    let chosen = editor.form.draft.school_year;
    let mut years: Vec<_> = (0..YEARS_OFFERED).map(|back| SchoolYear::beginning(year.first() - back)).collect();
    // An older one that was chosen stays among them.
    years.extend(chosen.filter(|year| !years.contains(year)));
    let option = |year: SchoolYear| {
        let text = year.to_string();
        view! { <option value=text.clone() selected=chosen == Some(year)>{text.clone()}</option> }
    };
    view! {
        <div class="field">
            <label for="school_year">{question.label}</label>
            <Notes question=question.clone()/>
            <select id="school_year" name="school_year" aria-invalid=question.invalid() aria-describedby=question.described_by()>
                <option value="" selected=chosen.is_none()>"Celle de la publication"</option>
                {years.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// The language in which the sheet is written; those that it teaches are among its subjects.
#[component]
fn LanguageField(editor: Editor) -> impl IntoView {
    let question = editor.ask("language", "La langue dans laquelle la fiche est écrite, pas celle qu’on y apprend.", false);
    let chosen = editor.form.draft.language;
    let option = |language: &Language| view! { <option value=language.key() selected=chosen == *language>{language.label()}</option> };
    view! {
        <div class="field">
            <label for="language">{question.label}</label>
            <Notes question=question.clone()/>
            <select id="language" name="language" aria-invalid=question.invalid() aria-describedby=question.described_by()>
                {Language::ALL.iter().map(option).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn SchoolsField(editor: Editor, schools: Vec<SchoolChoice>) -> impl IntoView {
    let chosen = editor.form.draft.schools.clone();
    let label = |school: &SchoolChoice| format!("{}, {}", school.name, school.commune_name);
    let offered = schools.iter().map(|school| Choice {
        value: school.uai.to_string(),
        label: label(school),
        note: "",
        chosen: chosen.contains(&school.uai),
    });
    // One that is refused, or has closed since, stays until its writer takes it away.
    let others = chosen.iter().filter(|uai| !schools.iter().any(|school| school.uai == **uai));
    let others = others.map(|uai| Choice { value: uai.to_string(), label: uai.to_string(), note: "", chosen: true });
    let mut choices: Vec<Choice> = offered.chain(others).collect();
    if schools.len() <= SCHOOLS_AT_A_GLANCE {
        let question = editor.ask("schools", "", true);
        return view! { <ChoiceField question choices among=Among::Several class="one-column"/> }.into_any();
    }
    choices.retain(|choice| choice.chosen);
    let question = editor.ask("schools", "Commencez à écrire le nom de l’école ou de la commune, et choisissez dans la liste.", true);
    let options = schools.iter().map(|school| view! { <option value=school.uai.to_string()>{label(school)}</option> }).collect_view();
    view! {
        <div class="field">
            <label for="schools">{question.label} " " <span class="field-need">"(obligatoire)"</span></label>
            <Notes question=question.clone()/>
            <ChoiceList name="schools" choices among=Among::Several class="one-column"/>
            <input
                type="text"
                id="schools"
                name="schools"
                value=editor.typed_school.clone()
                list="schools-list"
                autocomplete="off"
                aria-invalid=question.invalid()
                aria-describedby=question.described_by()
            />
            <datalist id="schools-list">{options}</datalist>
        </div>
    }
    .into_any()
}

/// Objectives, duration, what is needed, steps, competences.
#[component]
pub(super) fn HowPart(editor: Editor) -> impl IntoView {
    let draft = editor.form.draft.clone();
    view! {
        <section class="form-part" aria-labelledby="partie-comment">
            <h2 id="partie-comment">"Comment faire"</h2>
            <TextField question=editor.ask("objectives", "Un par ligne.", false) value=draft.objectives class="short-text"/>
            <LineField question=editor.ask("duration", "Par exemple\u{a0}: six séances d’une heure.", false) value=draft.duration max=MAX_LINE/>
            <TextField
                question=editor.ask("materials", "Ce qu’une collègue doit réunir avant de commencer, une chose par ligne.", false)
                value=draft.materials
                class="short-text"
            />
            <ChoiceField question=editor.ask("equipment", "", false) choices=choices!(Equipment::ALL, draft.equipment) among=Among::Several/>
            <TextField question=editor.ask("steps", "Une par ligne, dans l’ordre.", false) value=draft.steps class="short-text"/>
            <CrcnField editor/>
        </section>
    }
}

#[component]
fn CrcnField(editor: Editor) -> impl IntoView {
    let question = editor.ask("crcn", "Cochez seulement ce que le projet a vraiment fait travailler.", false);
    let chosen = editor.form.draft.crcn.clone();
    let group = |domain: &CrcnDomain| {
        let competences: Vec<Choice> = Crcn::ALL
            .iter()
            .filter(|competence| competence.domain() == *domain)
            .map(|c| Choice { value: c.key().into(), label: format!("{} {}", c.key(), c.label()), note: "", chosen: chosen.contains(c) })
            .collect();
        let id = if *domain == CrcnDomain::Information { "crcn" } else { "" };
        view! {
            <fieldset class="crcn-group">
                <legend class="byline">{format!("{}. {}", domain.key(), domain.label())}</legend>
                <ChoiceList name="crcn" choices=competences among=Among::Several id/>
            </fieldset>
        }
    };
    view! {
        <fieldset class="field" aria-describedby=question.described_by()>
            <legend>{question.label}</legend>
            <Notes question=question.clone()/>
            {CrcnDomain::ALL.iter().map(group).collect_view()}
        </fieldset>
    }
}

/// The story and its preview, the result.
#[component]
pub(super) fn StoryPart(editor: Editor) -> impl IntoView {
    let draft = editor.form.draft.clone();
    view! {
        <section class="form-part" aria-labelledby="partie-recit">
            <h2 id="partie-recit">"Le récit"</h2>
            <TextField
                question=editor.ask(
                    "body",
                    "Une ligne vide sépare deux paragraphes. «\u{a0}## Titre\u{a0}» fait un intertitre, «\u{a0}- \u{a0}» une liste, «\u{a0}*mot*\u{a0}» met en valeur.",
                    true,
                )
                value=draft.body
                class="long-text"
            >
                <ToolbarIsland field="body".to_owned()/>
            </TextField>
            <PreviewIsland field="body".to_owned()/>
            <TextField
                question=editor.ask("result", "Ce qui a changé, ce qu’ils ont produit, ce qu’ils en disent.", false)
                value=draft.result
                class="short-text"
            >
                <ToolbarIsland field="result".to_owned()/>
            </TextField>
            <TextField
                question=editor.ask("links", "Une adresse par ligne, suivie de ce que l’on y trouve.", false)
                value=draft.links
                class="short-text"
            />
        </section>
    }
}

/// Licence and readers.
#[component]
pub(super) fn SharePart(editor: Editor) -> impl IntoView {
    let draft = editor.form.draft.clone();
    let openings = editor.slug.as_deref().map(domain::paths::project_openings);
    let licences = Licence::ALL
        .iter()
        .map(|licence| Choice {
            value: licence.key().into(),
            label: licence.label().into(),
            note: licence.meaning(),
            chosen: draft.licence == Some(*licence),
        })
        .collect();
    let readers = Visibility::ALL
        .iter()
        .map(|visibility| Choice {
            value: visibility.key().into(),
            label: visibility.label().into(),
            note: words::readers(*visibility),
            chosen: draft.visibility == *visibility,
        })
        .collect();
    view! {
        <section class="form-part" aria-labelledby="partie-partage">
            <h2 id="partie-partage">"Le partage"</h2>
            <ChoiceField question=editor.ask("licence", "", true) choices=licences among=Among::One class="one-column"/>
            <ChoiceField question=editor.ask("visibility", "", false) choices=readers among=Among::One class="one-column"/>
            {openings.map(|address| view! {
                <p>"Pour l’ouvrir ou le fermer à une date, ou le confier par un lien secret\u{a0}: " <a href=address>"dates et lien secret"</a> "."</p>
            })}
        </section>
    }
}
