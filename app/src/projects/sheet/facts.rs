//! What one needs to do it again.

use super::head::PlaceLink;
use domain::{
    projects::{Language, ProjectDraft},
    time::SchoolYear,
};
use leptos::prelude::*;
use services::projects::{Place, Project};

/// Class, duration, equipment.
#[component]
pub(in crate::projects) fn Facts(
    /// The project.
    project: Project,
    /// Its schools.
    places: Vec<Place>,
) -> impl IntoView {
    let draft = project.draft;
    let cycles: Vec<_> = draft.cycles.iter().map(|cycle| cycle.label()).collect();
    let levels: Vec<_> = draft.levels.iter().map(|level| level.label()).collect();
    let year = draft.school_year.unwrap_or(SchoolYear::containing(project.published.unwrap_or(project.updated))).to_string();
    let language = draft.language;
    let materials: Vec<_> = ProjectDraft::lines(&draft.materials).map(str::to_owned).collect();
    view! {
        <section class="project-facts" aria-labelledby="fiche">
            <h2 id="fiche">"Ce qu’il faut"</h2>
            <dl>
                {(!levels.is_empty()).then(|| view! { <div><dt>"Classe"</dt><dd>{format!("{}\u{a0}: {}", cycles.join(", "), levels.join(", "))}</dd></div> })}
                {(!draft.duration.is_empty()).then(|| view! { <div><dt>"Durée"</dt><dd lang=language.foreign_tag() dir=language.foreign_direction()>{draft.duration}</dd></div> })}
                <FactList label="À prévoir" values=materials language/>
                <FactList label="Équipement et services" values=draft.equipment.iter().map(|v| v.label().to_owned()).collect() language=Language::French/>
                <FactList label="Matières" values=draft.subjects.iter().map(|v| v.label().to_owned()).collect() language=Language::French/>
                <div><dt>"Année scolaire"</dt><dd>{year}</dd></div>
                {(language != Language::French).then(|| view! { <div><dt>"Langue de la fiche"</dt><dd>{language.label()}</dd></div> })}
                {(!places.is_empty()).then(|| view! {
                    <div><dt>"École"</dt>{places.into_iter().map(|place| view! { <dd><PlaceLink place/></dd> }).collect_view()}</div>
                })}
            </dl>
        </section>
    }
}

#[component]
fn FactList(
    label: &'static str,
    values: Vec<String>,
    /// The language in which the values are written.
    language: Language,
) -> impl IntoView {
    let fact = |value: String| view! { <dd lang=language.foreign_tag() dir=language.foreign_direction()>{value}</dd> };
    (!values.is_empty()).then(|| view! { <div><dt>{label}</dt>{values.into_iter().map(fact).collect_view()}</div> })
}
