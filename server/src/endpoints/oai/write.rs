//! An answer as XML, after the protocol's schema (`OAI-PMH.xsd`).

use super::{
    super::xml::{Xml, branch, leaf},
    answer::{Page, Told},
    arguments::{Fault, Format, identifier},
    dublin_core, lom,
};
use domain::{harvest::RecordSet, paths, time::Timestamp};
use quick_xml::events::{BytesDecl, BytesText, Event};
use services::{
    cx::Settings,
    harvest::{Header, Record},
};
use std::io::Result;

const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/";
const SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd";
/// The namespace of `xsi:schemaLocation`.
pub const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The whole answer at `now` to what was `asked`.
pub fn document(
    settings: &Settings,
    now: Timestamp,
    asked: &[(String, String)],
    told: &std::result::Result<Told, Fault>,
) -> Result<Vec<u8>> {
    let mut xml = Xml::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml.create_element("OAI-PMH");
    let root = root.with_attributes([("xmlns", NAMESPACE), ("xmlns:xsi", SCHEMA_INSTANCE), ("xsi:schemaLocation", SCHEMA)]);
    root.write_inner_content(|xml| {
        leaf(xml, "responseDate", &second(now))?;
        request(xml, settings, asked, told)?;
        match told {
            Err(fault) => {
                let error = xml.create_element("error").with_attribute(("code", fault.code()));
                error.write_text_content(BytesText::new(fault.message())).map(drop)
            }
            Ok(told) => body(xml, settings, told),
        }
    })?;
    Ok(xml.into_inner())
}

fn request(xml: &mut Xml, settings: &Settings, asked: &[(String, String)], told: &std::result::Result<Told, Fault>) -> Result<()> {
    let repeated = told.as_ref().err().is_none_or(Fault::repeats_arguments);
    let arguments = asked.iter().filter(|_| repeated).map(|(name, value)| (name.as_str(), value.as_str()));
    let address = settings.address(paths::OAI);
    xml.create_element("request").with_attributes(arguments).write_text_content(BytesText::new(&address)).map(drop)
}

fn body(xml: &mut Xml, settings: &Settings, told: &Told) -> Result<()> {
    match told {
        Told::Identity(earliest) => branch(xml, "Identify", |xml| identity(xml, settings, *earliest)),
        Told::Formats => branch(xml, "ListMetadataFormats", |xml| Format::ALL.into_iter().try_for_each(|format| self::format(xml, format))),
        Told::Sets => branch(xml, "ListSets", |xml| RecordSet::all().try_for_each(|set| self::set(xml, set))),
        Told::Record(told, format) => branch(xml, "GetRecord", |xml| record(xml, settings, told, *format)),
        Told::Headers(page) => branch(xml, "ListIdentifiers", |xml| {
            page.items.iter().try_for_each(|told| header(xml, settings, told))?;
            token(xml, page)
        }),
        Told::Records(page, format) => branch(xml, "ListRecords", |xml| {
            page.items.iter().try_for_each(|told| record(xml, settings, told, *format))?;
            token(xml, page)
        }),
    }
}

fn identity(xml: &mut Xml, settings: &Settings, earliest: Timestamp) -> Result<()> {
    leaf(xml, "repositoryName", &format!("{}, {}", settings.name, settings.territory))?;
    leaf(xml, "baseURL", &settings.address(paths::OAI))?;
    leaf(xml, "protocolVersion", "2.0")?;
    leaf(xml, "adminEmail", &administrator(&settings.sender))?;
    leaf(xml, "earliestDatestamp", &second(earliest))?;
    leaf(xml, "deletedRecord", "persistent")?;
    leaf(xml, "granularity", "YYYY-MM-DDThh:mm:ssZ")?;
    leaf(xml, "compression", "gzip")
}

/// The protocol wants a dot in the name of the host: that of a portal that nobody has given an address to has none.
fn administrator(sender: &str) -> String {
    let dotted = sender.rsplit_once('@').is_some_and(|(_, host)| host.contains('.'));
    if dotted { sender.to_owned() } else { format!("{sender}.localdomain") }
}

fn format(xml: &mut Xml, format: Format) -> Result<()> {
    let (schema, namespace) = match format {
        Format::DublinCore => (dublin_core::SCHEMA, dublin_core::NAMESPACE),
        Format::ScoLom => (lom::SCHEMA, lom::NAMESPACE),
    };
    branch(xml, "metadataFormat", |xml| {
        leaf(xml, "metadataPrefix", format.prefix())?;
        leaf(xml, "schema", schema)?;
        leaf(xml, "metadataNamespace", namespace)
    })
}

fn set(xml: &mut Xml, set: RecordSet) -> Result<()> {
    branch(xml, "set", |xml| {
        leaf(xml, "setSpec", &set.to_string())?;
        leaf(xml, "setName", &set.name())
    })
}

fn record(xml: &mut Xml, settings: &Settings, told: &Record, format: Format) -> Result<()> {
    branch(xml, "record", |xml| {
        header(xml, settings, &told.header)?;
        let Some((project, places)) = &told.sheet else { return Ok(()) };
        branch(xml, "metadata", |xml| match format {
            Format::DublinCore => dublin_core::write(xml, settings, project, places),
            Format::ScoLom => lom::write(xml, settings, project, places),
        })
    })
}

fn header(xml: &mut Xml, settings: &Settings, told: &Header) -> Result<()> {
    let status = told.deleted.then_some(("status", "deleted"));
    let header = xml.create_element("header").with_attributes(status);
    header
        .write_inner_content(|xml| {
            leaf(xml, "identifier", &identifier(settings, told.project))?;
            leaf(xml, "datestamp", &second(told.changed))?;
            told.sets.iter().try_for_each(|set| leaf(xml, "setSpec", &set.to_string()))
        })
        .map(drop)
}

/// Where the list goes on; empty on its last part, absent when it has one part only (section 3.5).
fn token<T>(xml: &mut Xml, page: &Page<T>) -> Result<()> {
    if page.next.is_none() && page.cursor == 0 {
        return Ok(());
    }
    let (size, cursor) = (page.size.to_string(), page.cursor.to_string());
    let element = xml.create_element("resumptionToken");
    let element = element.with_attributes([("completeListSize", size.as_str()), ("cursor", cursor.as_str())]);
    match &page.next {
        Some(next) => element.write_text_content(BytesText::new(&next.to_string())).map(drop),
        None => element.write_empty().map(drop),
    }
}

/// As the protocol writes instants: in UTC, to the second.
pub fn second(at: Timestamp) -> String {
    at.to_the_second().rfc3339()
}
