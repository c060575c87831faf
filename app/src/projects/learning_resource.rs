//! What a sheet that everyone may read tells machines of itself: schema.org `LearningResource`, the terms of LRMI (I4).

use domain::{paths, projects::ProjectDraft};
use serde_json::{Map, Value, json};
use services::{
    cx::Settings,
    projects::{Place, Project, ProjectSheet},
};

/// The sheet as JSON-LD.
pub(super) fn learning_resource(settings: &Settings, sheet: &ProjectSheet) -> Value {
    let project = &sheet.project;
    let draft = &project.draft;
    let address = settings.address(&paths::project(&project.slug));
    let mut told = json!({
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": address,
        "url": address,
        "name": draft.title,
        "description": draft.summary,
        "inLanguage": draft.language.tag(),
        "isAccessibleForFree": true,
        "learningResourceType": "témoignage pédagogique",
        "audience": { "@type": "EducationalAudience", "educationalRole": "teacher" },
        "author": project.authors.iter().map(|author| json!({ "@type": "Person", "name": author.name })).collect::<Vec<_>>(),
        "publisher": { "@type": "Organization", "name": settings.name, "url": settings.address(paths::HOME) },
        "dateModified": project.updated.rfc3339(),
    });
    if let Some(told) = told.as_object_mut() {
        add(told, "datePublished", project.published.map(|at| json!(at.rfc3339())));
        add(told, "license", draft.licence.and_then(|licence| licence.deed()).map(|deed| json!(deed)));
        add(told, "image", project.cover().map(|cover| json!(settings.address(&paths::picture_preview(cover.picture)))));
        add(told, "educationalLevel", list(draft.levels.iter().map(|level| json!(level.label()))));
        add(told, "about", list(draft.subjects.iter().map(|subject| json!({ "@type": "Thing", "name": subject.label() }))));
        add(told, "teaches", list(ProjectDraft::lines(&draft.objectives).map(|objective| json!(objective))));
        add(told, "educationalAlignment", competences(project));
        add(told, "sourceOrganization", list(sheet.places.iter().map(school)));
    }
    told
}

fn add(told: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    told.extend(value.map(|value| (name.to_owned(), value)));
}

/// The values as a list; nothing when there are none.
fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.into())
}

fn competences(project: &Project) -> Option<Value> {
    list(project.draft.crcn.iter().map(|competence| {
        json!({
            "@type": "AlignmentObject",
            "alignmentType": "teaches",
            "educationalFramework": "Cadre de référence des compétences numériques (CRCN)",
            "targetName": format!("{} {}", competence.key(), competence.label()),
        })
    }))
}

fn school(place: &Place) -> Value {
    json!({
        "@type": "School",
        "name": place.school,
        "address": { "@type": "PostalAddress", "addressLocality": place.commune, "addressCountry": "FR" },
    })
}
