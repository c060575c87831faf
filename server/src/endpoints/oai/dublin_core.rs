//! A project as unqualified Dublin Core (`oai_dc.xsd`).

use super::{
    super::xml::{Xml, leaf},
    write::{SCHEMA_INSTANCE, second},
};
use domain::paths;
use services::{
    cx::Settings,
    projects::{Place, Project},
};
use std::{collections::BTreeSet, io::Result};

pub const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
pub const SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";
const ELEMENTS: &str = "http://purl.org/dc/elements/1.1/";
const LOCATION: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

/// Writes `project`, which took place in `places`.
pub fn write(xml: &mut Xml, settings: &Settings, project: &Project, places: &[Place]) -> Result<()> {
    let attributes =
        [("xmlns:oai_dc", NAMESPACE), ("xmlns:dc", ELEMENTS), ("xmlns:xsi", SCHEMA_INSTANCE), ("xsi:schemaLocation", LOCATION)];
    xml.create_element("oai_dc:dc")
        .with_attributes(attributes)
        .write_inner_content(|xml| elements(xml, settings, project, places))
        .map(drop)
}

fn elements(xml: &mut Xml, settings: &Settings, project: &Project, places: &[Place]) -> Result<()> {
    let draft = &project.draft;
    leaf(xml, "dc:title", &draft.title)?;
    for author in &project.authors {
        leaf(xml, "dc:creator", &author.name)?;
    }
    for label in draft.subjects.iter().map(|v| v.label()).chain(draft.levels.iter().map(|v| v.label())) {
        leaf(xml, "dc:subject", label)?;
    }
    leaf(xml, "dc:description", &draft.summary)?;
    leaf(xml, "dc:publisher", &settings.name)?;
    if let Some(published) = project.published {
        leaf(xml, "dc:date", &second(published))?;
    }
    leaf(xml, "dc:type", "Text")?;
    leaf(xml, "dc:type", "témoignage pédagogique")?;
    leaf(xml, "dc:format", "text/html")?;
    leaf(xml, "dc:identifier", &settings.address(&paths::project(&project.slug)))?;
    leaf(xml, "dc:language", draft.language.tag())?;
    let communes: BTreeSet<&str> = places.iter().map(|place| place.commune.as_str()).collect();
    for commune in communes {
        leaf(xml, "dc:coverage", commune)?;
    }
    if let Some(licence) = draft.licence {
        leaf(xml, "dc:rights", licence.label())?;
        if let Some(deed) = licence.deed() {
            leaf(xml, "dc:rights", deed)?;
        }
    }
    Ok(())
}
