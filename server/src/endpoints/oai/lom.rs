//! A project as ScoLOMFR, the profile of LOM by which French schools describe resources: values are addresses of concepts, each
//! with its official label.

use super::{
    super::xml::{Xml, branch, leaf},
    arguments::identifier,
    write::{SCHEMA_INSTANCE, second},
};
use domain::{
    harvest::{Concept, concept_of_cycle, concept_of_level, concepts_of_subject},
    paths,
    projects::{Language, ProjectDraft},
};
use quick_xml::events::{BytesDecl, BytesText, Event};
use services::{
    cx::Settings,
    projects::{Place, Project},
};
use std::{collections::BTreeMap, io::Result};

pub const NAMESPACE: &str = "http://ltsc.ieee.org/xsd/LOM";
pub const SCHEMA: &str = "https://www.reseau-canope.fr/scolomfr/xsd/8.0/lax/scolomfr.xsd";
const LOCATION: &str = "http://ltsc.ieee.org/xsd/LOM https://www.reseau-canope.fr/scolomfr/xsd/8.0/lax/scolomfr.xsd";
/// The vocabularies from which our concepts are taken.
const SOURCE: &str = "SCOLOMFRv3.0";
/// Where languages are named, each by its code.
const LANGUAGES: &str = "http://id.loc.gov/vocabulary/iso639-2/";
const CONCEPTS: &str = "http://data.education.fr/voc/scolomfr/concept/";
const VOCABULARIES: &str = "http://data.education.fr/voc/scolomfr/";

/// A file of its own.
pub fn document(settings: &Settings, project: &Project, places: &[Place]) -> Result<Vec<u8>> {
    let mut xml = Xml::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    write(&mut xml, settings, project, places)?;
    Ok(xml.into_inner())
}

/// Writes `project`, which took place in `places`.
pub fn write(xml: &mut Xml, settings: &Settings, project: &Project, places: &[Place]) -> Result<()> {
    let attributes = [
        ("xmlns:lom", NAMESPACE),
        ("xmlns:lomfr", "http://www.lom-fr.fr/xsd/LOMFR"),
        ("xmlns:scolomfr", "http://www.lom-fr.fr/xsd/SCOLOMFR"),
        ("xmlns:xsi", SCHEMA_INSTANCE),
        ("xsi:schemaLocation", LOCATION),
    ];
    let lom = xml.create_element("lom:lom").with_attributes(attributes);
    lom.write_inner_content(|xml| {
        branch(xml, "lom:general", |xml| general(xml, settings, project, places))?;
        branch(xml, "lom:lifeCycle", |xml| life_cycle(xml, settings, project))?;
        branch(xml, "lom:metaMetadata", |xml| meta_metadata(xml, settings, project))?;
        branch(xml, "lom:technical", |xml| {
            leaf(xml, "lom:format", "text/html")?;
            leaf(xml, "lom:location", &address(settings, project))
        })?;
        branch(xml, "lom:educational", |xml| educational(xml, &project.draft))?;
        branch(xml, "lom:rights", |xml| rights(xml, &project.draft))?;
        classifications(xml, &project.draft)
    })
    .map(drop)
}

fn address(settings: &Settings, project: &Project) -> String {
    settings.address(&paths::project(&project.slug))
}

/// The address of a language.
fn address_of(language: Language) -> String {
    format!("{LANGUAGES}{}", language.key())
}

/// A text of ours, in French.
fn text(xml: &mut Xml, name: &str, text: &str) -> Result<()> {
    text_in(xml, Language::French, name, text)
}

fn text_in(xml: &mut Xml, language: Language, name: &str, text: &str) -> Result<()> {
    branch(xml, name, |xml| {
        let string = xml.create_element("lom:string").with_attribute(("language", address_of(language).as_str()));
        string.write_text_content(BytesText::new(text)).map(drop)
    })
}

/// A value of a vocabulary: its address and its label.
fn value(xml: &mut Xml, name: &str, concept: &str, label: &str) -> Result<()> {
    branch(xml, name, |xml| {
        leaf(xml, "lom:source", SOURCE)?;
        leaf(xml, "lom:value", &format!("{CONCEPTS}{concept}"))?;
        leaf(xml, "lom:label", label)
    })
}

fn general(xml: &mut Xml, settings: &Settings, project: &Project, places: &[Place]) -> Result<()> {
    let draft = &project.draft;
    catalogued(xml, "URI", &address(settings, project))?;
    text_in(xml, draft.language, "lom:title", &draft.title)?;
    leaf(xml, "lom:language", &address_of(draft.language))?;
    text_in(xml, draft.language, "lom:description", &draft.summary)?;
    for label in draft.subjects.iter().map(|v| v.label()).chain(draft.equipment.iter().map(|v| v.label())) {
        text(xml, "lom:keyword", label)?;
    }
    let communes: BTreeMap<_, _> = places.iter().map(|place| (place.insee.as_str(), place.commune.as_str())).collect();
    for commune in communes.values() {
        text(xml, "lom:coverage", commune)?;
    }
    Ok(())
}

fn catalogued(xml: &mut Xml, catalog: &str, entry: &str) -> Result<()> {
    branch(xml, "lom:identifier", |xml| {
        leaf(xml, "lom:catalog", catalog)?;
        leaf(xml, "lom:entry", entry)
    })
}

fn life_cycle(xml: &mut Xml, settings: &Settings, project: &Project) -> Result<()> {
    value(xml, "lom:status", "final", "final")?;
    let day = second(project.published.unwrap_or(project.updated));
    for author in &project.authors {
        contribution(xml, ("author", "auteur"), &card("individual", &author.name), &day)?;
    }
    contribution(xml, ("publisher", "éditeur"), &card("org", &settings.name), &day)
}

fn contribution(xml: &mut Xml, role: (&str, &str), card: &str, day: &str) -> Result<()> {
    branch(xml, "lom:contribute", |xml| {
        value(xml, "lom:role", role.0, role.1)?;
        leaf(xml, "lom:entity", card)?;
        branch(xml, "lom:date", |xml| leaf(xml, "lom:dateTime", day))
    })
}

/// A vCard 4.0 (RFC 6350).
fn card(kind: &str, name: &str) -> String {
    let name = name.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    format!("BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:{kind}\r\nFN:{name}\r\nEND:VCARD\r\n")
}

fn meta_metadata(xml: &mut Xml, settings: &Settings, project: &Project) -> Result<()> {
    catalogued(xml, "OAI", &identifier(settings, project.id))?;
    contribution(xml, ("creator", "créateur"), &card("org", &settings.name), &second(project.updated))?;
    for schema in ["LOMv1.0", "LOMFRv1.0", SOURCE] {
        leaf(xml, "lom:metadataSchema", schema)?;
    }
    leaf(xml, "lom:language", &address_of(Language::French))
}

fn educational(xml: &mut Xml, draft: &ProjectDraft) -> Result<()> {
    value(xml, "lom:learningResourceType", "scolomfr-voc-010-num-026", "témoignage pédagogique")?;
    value(xml, "lom:intendedEndUserRole", "teacher", "enseignant")?;
    for objective in ProjectDraft::lines(&draft.objectives) {
        text_in(xml, draft.language, "lom:description", objective)?;
    }
    // Whom it is meant for: teachers of our schools, whatever the sheet is written in.
    leaf(xml, "lom:language", &address_of(Language::French))
}

fn rights(xml: &mut Xml, draft: &ProjectDraft) -> Result<()> {
    value(xml, "lom:cost", "no", "gratuit")?;
    value(xml, "lom:copyrightAndOtherRestrictions", "yes_2", "oui")?;
    let Some(licence) = draft.licence else { return Ok(()) };
    let deed = licence.deed().map(|deed| format!(" {deed}")).unwrap_or_default();
    text(xml, "lom:description", &format!("{licence}. {}{deed}", licence.meaning()))
}

fn classifications(xml: &mut Xml, draft: &ProjectDraft) -> Result<()> {
    let domains: BTreeMap<_, _> = draft
        .subjects
        .iter()
        .flat_map(|subject| concepts_of_subject(*subject, &draft.cycles))
        .map(|concept| (concept.address(), concept))
        .collect();
    classification(xml, ("scolomfr-voc-028-num-003", "domaine d'enseignement"), domains.into_values())?;
    let cycles = draft.cycles.iter().copied().map(concept_of_cycle);
    let levels = draft.levels.iter().copied().map(concept_of_level);
    classification(xml, ("educational_level", "niveau éducatif détaillé"), cycles.chain(levels))?;
    if draft.crcn.is_empty() {
        return Ok(());
    }
    branch(xml, "lom:classification", |xml| {
        value(xml, "lom:purpose", "competency", "compétence")?;
        draft.crcn.iter().try_for_each(|competence| {
            path(xml, "Cadre de référence des compétences numériques (CRCN)", competence.key(), competence.label())
        })
    })
}

fn classification(xml: &mut Xml, purpose: (&str, &str), concepts: impl Iterator<Item = Concept>) -> Result<()> {
    let concepts: Vec<_> = concepts.collect();
    if concepts.is_empty() {
        return Ok(());
    }
    branch(xml, "lom:classification", |xml| {
        value(xml, "lom:purpose", purpose.0, purpose.1)?;
        let path_of =
            |concept: &Concept| path(xml, &format!("{VOCABULARIES}{}", concept.vocabulary.name()), &concept.address(), concept.label);
        concepts.iter().try_for_each(path_of)
    })
}

/// A concept in its vocabulary.
fn path(xml: &mut Xml, source: &str, id: &str, label: &str) -> Result<()> {
    branch(xml, "lom:taxonPath", |xml| {
        text(xml, "lom:source", source)?;
        branch(xml, "lom:taxon", |xml| {
            leaf(xml, "lom:id", id)?;
            text(xml, "lom:entry", label)
        })
    })
}
