//! Files of communes: a table, or GeoJSON outlines.

use super::{
    directory::{position, required, unreadable},
    encoding::decode,
    outline::Outline,
    report::{CommuneFile, Reason, Refusal},
    table::{Header, Row, Table},
};
use domain::{
    territory::{Encoding, FileProblem, Insee, Membership, Position},
    text::fold,
};

/// A file of communes, read.
pub(super) struct File {
    pub(super) encoding: Encoding,
    pub(super) form: CommuneFile,
    pub(super) entries: Vec<CommuneEntry>,
    pub(super) refused: Vec<Refusal>,
}

/// A commune, as a file tells of it.
pub(super) struct CommuneEntry {
    pub(super) line: usize,
    pub(super) insee: Insee,
    pub(super) name: String,
    pub(super) population: Option<i64>,
    pub(super) position: Option<Position>,
    pub(super) membership: Option<Membership>,
    pub(super) boundary: Option<String>,
    /// The middle of the outline.
    pub(super) middle: Option<Position>,
}

/// Reads either kind: GeoJSON begins with a brace.
pub(super) fn read(bytes: &[u8]) -> Result<File, FileProblem> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let file = if body.trim_ascii_start().starts_with(b"{") { outlines(bytes)? } else { table(bytes)? };
    if file.entries.is_empty() && file.refused.is_empty() { Err(FileProblem::Empty) } else { Ok(file) }
}

const CODE: &[&str] = &["code_insee", "insee", "code_commune", "code"];
const NAME: &[&str] = &["nom", "nom_commune", "commune"];
const PARTICIPATION: &str = "participation";

struct Columns {
    code: usize,
    name: usize,
    population: Option<usize>,
    latitude: Option<usize>,
    longitude: Option<usize>,
    participation: Option<usize>,
}

fn table(bytes: &[u8]) -> Result<File, FileProblem> {
    let table = Table::read(bytes)?;
    let columns = Columns::find(table.header())?;
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    table.each(|row| match row {
        Ok(row) => match columns.entry(&row) {
            Ok(entry) => entries.push(entry),
            Err(reason) => refused.push(Refusal { line: row.line, code: shown(row.at(columns.code)), reason }),
        },
        Err(uneven) => {
            let reason = Reason::FieldCount { expected: uneven.expected, found: uneven.found };
            refused.push(Refusal { line: uneven.row.line, code: shown(uneven.row.at(columns.code)), reason });
        }
    });
    Ok(File { encoding: table.encoding(), form: CommuneFile::Csv, entries, refused })
}

impl Columns {
    fn find(header: &Header) -> Result<Self, FileProblem> {
        let (code, name) = (header.find(CODE)?, header.find(NAME)?);
        let (Some(code), Some(name)) = (code, name) else {
            let missing = [(code, CODE[0]), (name, NAME[0])].into_iter().filter(|(place, _)| place.is_none()).map(|(_, name)| name);
            return Err(FileProblem::MissingColumns { missing: missing.collect(), known: &[] });
        };
        Ok(Self {
            code,
            name,
            population: header.find(&["population"])?,
            latitude: header.find(&["latitude"])?,
            longitude: header.find(&["longitude"])?,
            participation: header.find(&[PARTICIPATION])?,
        })
    }

    fn entry(&self, row: &Row<'_>) -> Result<CommuneEntry, Reason> {
        Ok(CommuneEntry {
            line: row.line,
            insee: insee(row.at(self.code))?,
            name: required(NAME[0], row.at(self.name))?,
            population: population(row.maybe(self.population))?,
            position: position(row.maybe(self.latitude), row.maybe(self.longitude))?,
            membership: membership(row.maybe(self.participation))?,
            boundary: None,
            middle: None,
        })
    }
}

fn shown(code: &str) -> String {
    domain::text::clean_line(code).chars().take(20).collect()
}

fn insee(value: &str) -> Result<Insee, Reason> {
    Insee::parse(value).map_err(|_| Reason::InseeForm(shown(value)))
}

/// Whole, and not negative; thousands may stand apart.
fn population(value: &str) -> Result<Option<i64>, Reason> {
    let digits: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse::<u32>().map(|count| Some(count.into())).map_err(|_| unreadable("population", value))
}

/// By key or by label: `adhesion`, « Hors dispositif ».
fn membership(value: &str) -> Result<Option<Membership>, Reason> {
    let key = fold(value).replace([' ', '_'], "-");
    if key.is_empty() {
        return Ok(None);
    }
    key.parse().map(Some).map_err(|_| unreadable(PARTICIPATION, value))
}

#[derive(serde::Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Feature>,
}

#[derive(serde::Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    geometry: serde_json::Value,
}

#[derive(serde::Deserialize, Default)]
struct Properties {
    #[serde(default)]
    code: serde_json::Value,
    #[serde(default)]
    nom: serde_json::Value,
}

fn outlines(bytes: &[u8]) -> Result<File, FileProblem> {
    let text = decode(bytes)?;
    let collection: Collection = serde_json::from_str(&text.text).map_err(|error| FileProblem::NotGeoJson { line: error.line().max(1) })?;
    if collection.kind != "FeatureCollection" {
        return Err(FileProblem::NotGeoJson { line: 1 });
    }
    let mut file = File { encoding: text.encoding, form: CommuneFile::GeoJson, entries: Vec::new(), refused: Vec::new() };
    for (index, feature) in collection.features.into_iter().enumerate() {
        let code = feature.properties.code.as_str().unwrap_or_default().to_owned();
        match feature.entry(index + 1) {
            Ok(entry) => file.entries.push(entry),
            Err(reason) => file.refused.push(Refusal { line: index + 1, code: shown(&code), reason }),
        }
    }
    Ok(file)
}

impl Feature {
    fn entry(self, line: usize) -> Result<CommuneEntry, Reason> {
        let outline = Outline::read(&self.geometry).ok_or(Reason::Boundary)?;
        Ok(CommuneEntry {
            line,
            insee: insee(self.properties.code.as_str().unwrap_or_default())?,
            name: required("nom", self.properties.nom.as_str().unwrap_or_default())?,
            population: None,
            position: None,
            membership: None,
            boundary: Some(outline.geojson()),
            middle: outline.middle(),
        })
    }
}
