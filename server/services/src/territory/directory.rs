//! The national directory of schools (`fr-en-annuaire-education`), row by row, in each of its header's generations.

use super::{
    report::{LeftOut, Reason, Refusal},
    school::SchoolFacts,
    table::{Header, Row, Table, Uneven},
};
use domain::{
    territory::{Encoding, FileProblem, Generation, Insee, InvalidCode, Position, PriorityEducation, SchoolKind, SchoolState, Uai},
    text::{clean_line, fold},
};
use jiff::civil::Date;

/// A directory, read; the territory is not looked at yet.
pub(super) struct Directory {
    pub(super) encoding: Encoding,
    pub(super) generation: Option<Generation>,
    pub(super) readings: Vec<Reading>,
}

/// What one row is.
pub(super) enum Reading {
    /// A school, complete.
    Entry(Box<Entry>),
    /// Of no interest.
    LeftOut(LeftOut, Option<Insee>),
    /// Of interest, but not understood.
    Refused {
        refusal: Refusal,
        /// The school that it is about, when its code could be read: it must not be taken for absent.
        uai: Option<Uai>,
        commune: Option<Insee>,
    },
}

/// A school and what its row says besides.
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) facts: SchoolFacts,
    pub(super) commune_name: String,
    /// The generations before 2026 do not have the column: what is known already then stays.
    pub(super) says_constituency_code: bool,
    pub(super) updated_on: Option<Date>,
}

const UAI: &str = "Identifiant_de_l_etablissement";
const NAME: &str = "Nom_etablissement";
const SECTOR: &str = "Statut_public_prive";
const ADDRESS: &str = "Adresse_1";
const POSTCODE: &str = "Code_postal";
const COMMUNE: &str = "Code_commune";
const COMMUNE_NAME: &str = "Nom_commune";
const NURSERY: &str = "Ecole_maternelle";
const ELEMENTARY: &str = "Ecole_elementaire";
const PRIORITY: &str = "Appartenance_Education_Prioritaire";
const CONSTITUENCY: &str = "nom_circonscription";
const CONSTITUENCY_CODE: &str = "code_circonscription";
const LATITUDE: &str = "latitude";
const LONGITUDE: &str = "longitude";
const OPENED: &str = "date_ouverture";
const STATE: &str = "etat";
const NATURE: &str = "code_nature";
const PIAL: &str = "PIAL";

struct Columns {
    uai: usize,
    name: usize,
    sector: usize,
    address: usize,
    address_more: Option<usize>,
    postcode: usize,
    commune: usize,
    commune_name: usize,
    nursery: usize,
    elementary: usize,
    priority: usize,
    constituency: usize,
    constituency_code: Option<usize>,
    latitude: usize,
    longitude: usize,
    opened: usize,
    updated: Option<usize>,
    state: usize,
    nature: usize,
    nature_label: Option<usize>,
    type_label: Option<usize>,
    pial: usize,
}

/// Reads a whole directory.
///
/// What every generation has is needed, even where the portal could do without: a column that is missing would otherwise empty
/// what is known of every school.
pub(super) fn read(bytes: &[u8]) -> Result<Directory, FileProblem> {
    let table = Table::read(bytes)?;
    let columns = Columns::find(table.header())?;
    let mut readings = Vec::new();
    table.each(|row| {
        readings.push(match row {
            Ok(row) => columns.reading(&row),
            Err(uneven) => columns.uneven(&uneven),
        })
    });
    if readings.is_empty() {
        return Err(FileProblem::Empty);
    }
    Ok(Directory { encoding: table.encoding(), generation: generation(table.header()), readings })
}

/// By the columns that came or went: FORMATS 3.1.
fn generation(header: &Header) -> Option<Generation> {
    let has = |names: &[&str]| names.iter().any(|name| header.has(name));
    if has(&["code_circonscription", "coordX_origine", "multi_uai"]) {
        Some(Generation::Of2026)
    } else if has(&["etablissement_mere", "code_bassin_formation"]) {
        Some(Generation::Of2023)
    } else if has(&["coordonnee_X", "Nombre_d_eleves", "etablissement_multi_lignes"]) {
        Some(Generation::Of2022)
    } else {
        None
    }
}

impl Columns {
    fn find(header: &Header) -> Result<Self, FileProblem> {
        let mut missing = Vec::new();
        let mut need = |name: &'static str| -> Result<usize, FileProblem> {
            let place = header.find(&[name])?;
            if place.is_none() {
                missing.push(name);
            }
            Ok(place.unwrap_or_default())
        };
        let columns = Self {
            uai: need(UAI)?,
            name: need(NAME)?,
            sector: need(SECTOR)?,
            address: need(ADDRESS)?,
            postcode: need(POSTCODE)?,
            commune: need(COMMUNE)?,
            commune_name: need(COMMUNE_NAME)?,
            nursery: need(NURSERY)?,
            elementary: need(ELEMENTARY)?,
            priority: need(PRIORITY)?,
            constituency: need(CONSTITUENCY)?,
            latitude: need(LATITUDE)?,
            longitude: need(LONGITUDE)?,
            opened: need(OPENED)?,
            state: need(STATE)?,
            nature: need(NATURE)?,
            pial: need(PIAL)?,
            address_more: header.find(&["Adresse_2"])?,
            constituency_code: header.find(&[CONSTITUENCY_CODE])?,
            updated: header.find(&["date_maj_ligne"])?,
            nature_label: header.find(&["libelle_nature"])?,
            type_label: header.find(&["Type_etablissement"])?,
        };
        if missing.is_empty() { Ok(columns) } else { Err(FileProblem::MissingColumns { missing, known: Generation::ALL }) }
    }

    fn reading(&self, row: &Row<'_>) -> Reading {
        let commune = Insee::parse(row.at(self.commune)).ok();
        let Some(kind) = SchoolKind::from_nature(row.at(self.nature), flag(row.at(self.nursery)), flag(row.at(self.elementary))) else {
            return Reading::LeftOut(LeftOut::OtherType(self.type_of(row)), commune);
        };
        let state = match fold(row.at(self.state)).as_str() {
            "ouvert" => SchoolState::Open,
            "a fermer" => SchoolState::Closing,
            "ferme" => return Reading::LeftOut(LeftOut::AlreadyClosed, commune),
            "a ouvrir" => return Reading::LeftOut(LeftOut::NotYetOpen, commune),
            _ => return self.refused(row, commune, unreadable(STATE, row.at(self.state))),
        };
        match self.entry(row, kind, state) {
            Ok(entry) => Reading::Entry(Box::new(entry)),
            Err(reason) => self.refused(row, commune, reason),
        }
    }

    /// Fields may have slid from their columns; a code that reads as one is still worth knowing, and no commune is.
    fn uneven(&self, uneven: &Uneven<'_>) -> Reading {
        self.refused(&uneven.row, None, Reason::FieldCount { expected: uneven.expected, found: uneven.found })
    }

    fn refused(&self, row: &Row<'_>, commune: Option<Insee>, reason: Reason) -> Reading {
        let code = clean_line(row.at(self.uai)).chars().take(MAX_SHOWN).collect();
        Reading::Refused { refusal: Refusal { line: row.line, code, reason }, uai: Uai::parse(row.at(self.uai)).ok(), commune }
    }

    /// What the directory calls an establishment of no interest: its type, or its nature where the type is empty.
    fn type_of(&self, row: &Row<'_>) -> String {
        let named = [row.maybe(self.type_label), row.maybe(self.nature_label)].into_iter().find(|label| !label.is_empty());
        clean_line(named.unwrap_or_default()).chars().take(MAX_SHOWN).collect()
    }

    fn entry(&self, row: &Row<'_>, kind: SchoolKind, state: SchoolState) -> Result<Entry, Reason> {
        let uai = Uai::parse(row.at(self.uai)).map_err(|invalid| match invalid {
            InvalidCode::Form => Reason::UaiForm,
            InvalidCode::CheckLetter { expected } => Reason::UaiLetter { expected },
        })?;
        let commune = Insee::parse(row.at(self.commune)).map_err(|_| Reason::InseeForm(shown(row.at(self.commune))))?;
        let facts = SchoolFacts {
            uai,
            name: required(NAME, row.at(self.name))?,
            kind,
            nature_code: row.at(self.nature).to_owned(),
            public: sector(row.at(self.sector))?,
            commune,
            address: self.address(row),
            postcode: postcode(row.at(self.postcode))?,
            constituency: clean_line(row.at(self.constituency)),
            constituency_code: clean_line(row.maybe(self.constituency_code)),
            pial: clean_line(row.at(self.pial)),
            priority: priority(row.at(self.priority))?,
            position: position(row.at(self.latitude), row.at(self.longitude))?,
            state,
            opened_on: day(OPENED, row.at(self.opened))?,
        };
        Ok(Entry {
            line: row.line,
            commune_name: required(COMMUNE_NAME, row.at(self.commune_name))?,
            says_constituency_code: self.constituency_code.is_some(),
            updated_on: day("date_maj_ligne", row.maybe(self.updated))?,
            facts,
        })
    }

    /// The third line of an address is the postcode and the commune once more.
    fn address(&self, row: &Row<'_>) -> String {
        let lines = [clean_line(row.at(self.address)), clean_line(row.maybe(self.address_more))];
        lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// How much of a value that is not understood is shown.
const MAX_SHOWN: usize = 60;

fn shown(value: &str) -> String {
    clean_line(value).chars().take(MAX_SHOWN).collect()
}

pub(super) fn unreadable(column: &'static str, value: &str) -> Reason {
    Reason::Unreadable { column, value: shown(value) }
}

pub(super) fn required(column: &'static str, value: &str) -> Result<String, Reason> {
    let line = clean_line(value);
    if line.is_empty() {
        return Err(Reason::Missing(column));
    }
    if line.chars().count() > MAX_NAME { Err(unreadable(column, &line)) } else { Ok(line) }
}

/// The longest name that is taken in; the longest met in real directories has 93 characters.
const MAX_NAME: usize = 200;

/// Flags are `1` and `0`; spreadsheets make `1.0` and `1,0` of them.
fn flag(value: &str) -> bool {
    matches!(value, "1" | "1.0" | "1,0")
}

fn sector(value: &str) -> Result<bool, Reason> {
    match fold(value).as_str() {
        "public" => Ok(true),
        "prive" => Ok(false),
        "" => Err(Reason::Missing(SECTOR)),
        _ => Err(unreadable(SECTOR, value)),
    }
}

fn postcode(value: &str) -> Result<String, Reason> {
    let is_one = value.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_one || value.is_empty() { Ok(value.to_owned()) } else { Err(unreadable(POSTCODE, value)) }
}

fn priority(value: &str) -> Result<Option<PriorityEducation>, Reason> {
    match value.to_ascii_uppercase().replace(' ', "").as_str() {
        "" => Ok(None),
        "REP" => Ok(Some(PriorityEducation::Rep)),
        "REP+" => Ok(Some(PriorityEducation::RepPlus)),
        _ => Err(unreadable(PRIORITY, value)),
    }
}

/// Both or none. A comma is read as a decimal point: spreadsheets of this country write it.
pub(super) fn position(latitude: &str, longitude: &str) -> Result<Option<Position>, Reason> {
    if latitude.is_empty() && longitude.is_empty() {
        return Ok(None);
    }
    let number = |column, value: &str| value.replace(',', ".").parse::<f64>().map_err(|_| unreadable(column, value));
    let (north, east) = (number(LATITUDE, latitude)?, number(LONGITUDE, longitude)?);
    Position::new(north, east).map(Some).ok_or_else(|| unreadable(LATITUDE, &format!("{latitude} {longitude}")))
}

/// `1965-05-01`; spreadsheets make `01/05/1965` of it.
fn day(column: &'static str, value: &str) -> Result<Option<Date>, Reason> {
    if value.is_empty() {
        return Ok(None);
    }
    let read = value.parse().ok().or_else(|| Date::strptime("%d/%m/%Y", value).ok());
    read.map(Some).ok_or_else(|| unreadable(column, value))
}
