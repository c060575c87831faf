//! What a harvester asks for, read and checked (OAI-PMH 2.0, sections 3.1, 3.6 and 4).

use super::token::Token;
use domain::{ids::ProjectId, time::Timestamp};
use services::{cx::Settings, harvest::Selection};

/// In what form a record is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Unqualified Dublin Core, which every repository offers.
    DublinCore,
    /// ScoLOMFR, the French profile of LOM for schools.
    ScoLom,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::DublinCore, Self::ScoLom];

    /// The `metadataPrefix`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::DublinCore => "oai_dc",
            Self::ScoLom => "lom",
        }
    }

    pub fn of_prefix(prefix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.prefix() == prefix)
    }
}

/// A list that is asked for: from its beginning, or from where an earlier answer left off.
pub type Listing = Token;

/// A request that can be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Identify,
    /// Of one record, or of all.
    ListMetadataFormats(Option<ProjectId>),
    ListSets,
    GetRecord(ProjectId, Format),
    ListIdentifiers(Listing),
    ListRecords(Listing),
}

/// Why there is no answer (section 3.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    BadVerb,
    /// What is wrong with which argument.
    BadArgument(String),
    BadResumptionToken,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch,
}

impl Fault {
    /// The code of the protocol.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadVerb => "badVerb",
            Self::BadArgument(_) => "badArgument",
            Self::BadResumptionToken => "badResumptionToken",
            Self::CannotDisseminateFormat => "cannotDisseminateFormat",
            Self::IdDoesNotExist => "idDoesNotExist",
            Self::NoRecordsMatch => "noRecordsMatch",
        }
    }

    /// For the person who reads the harvester's log.
    pub fn message(&self) -> &str {
        match self {
            Self::BadVerb => {
                "Il faut un verbe et un seul : Identify, ListMetadataFormats, ListSets, ListIdentifiers, ListRecords ou GetRecord."
            }
            Self::BadArgument(what) => what,
            Self::BadResumptionToken => "Ce resumptionToken n’a pas été donné ici : recommencez la liste.",
            Self::CannotDisseminateFormat => "Les formats sont oai_dc et lom.",
            Self::IdDoesNotExist => "Aucune notice ne porte cet identifiant.",
            Self::NoRecordsMatch => "Aucune notice ne correspond.",
        }
    }

    /// Whether the answer repeats the arguments: not when they are what is wrong.
    pub const fn repeats_arguments(&self) -> bool {
        !matches!(self, Self::BadVerb | Self::BadArgument(_))
    }
}

/// The identifier of a project's record.
pub fn identifier(settings: &Settings, project: ProjectId) -> String {
    format!("{}{project}", namespace(settings))
}

fn namespace(settings: &Settings) -> String {
    format!("oai:{}:projet-", settings.public_url.host_str().unwrap_or("localhost"))
}

/// Reads `asked`.
pub fn read(settings: &Settings, asked: &[(String, String)]) -> Result<Request, Fault> {
    let arguments = Arguments { settings, asked };
    let mut verbs = asked.iter().filter(|(name, _)| name == "verb").map(|(_, verb)| verb.as_str());
    let (Some(verb), None) = (verbs.next(), verbs.next()) else { return Err(Fault::BadVerb) };
    match verb {
        "Identify" => arguments.only(&[]).map(|()| Request::Identify),
        "ListMetadataFormats" => {
            arguments.only(&["identifier"])?;
            let project = arguments.one("identifier").map(|identifier| arguments.project(identifier)).transpose()?;
            Ok(Request::ListMetadataFormats(project))
        }
        "ListSets" => {
            arguments.only(&["resumptionToken"])?;
            // All of them fit in one answer: no token was ever given.
            arguments.one("resumptionToken").map_or(Ok(Request::ListSets), |_| Err(Fault::BadResumptionToken))
        }
        "GetRecord" => {
            arguments.only(&["identifier", "metadataPrefix"])?;
            let identifier = arguments.needed("identifier")?;
            Ok(Request::GetRecord(arguments.project(identifier)?, arguments.format()?))
        }
        "ListIdentifiers" => arguments.listing().map(Request::ListIdentifiers),
        "ListRecords" => arguments.listing().map(Request::ListRecords),
        _ => Err(Fault::BadVerb),
    }
}

struct Arguments<'a> {
    settings: &'a Settings,
    asked: &'a [(String, String)],
}

impl<'a> Arguments<'a> {
    fn one(&self, name: &str) -> Option<&'a str> {
        self.asked.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn needed(&self, name: &str) -> Result<&'a str, Fault> {
        self.one(name).ok_or_else(|| Fault::BadArgument(format!("Il manque {name}.")))
    }

    /// No argument but `known` ones, each once at most.
    fn only(&self, known: &[&str]) -> Result<(), Fault> {
        for (place, (name, _)) in self.asked.iter().enumerate() {
            if name != "verb" && !known.contains(&name.as_str()) {
                return Err(Fault::BadArgument(format!("Ce verbe n’a pas d’argument {name:?}.")));
            }
            if self.asked.iter().skip(place + 1).any(|(again, _)| again == name) {
                return Err(Fault::BadArgument(format!("{name} est donné deux fois.")));
            }
        }
        Ok(())
    }

    fn project(&self, identifier: &str) -> Result<ProjectId, Fault> {
        let number = identifier.strip_prefix(&namespace(self.settings)).ok_or(Fault::IdDoesNotExist)?;
        number.parse().map_err(|_| Fault::IdDoesNotExist)
    }

    fn format(&self) -> Result<Format, Fault> {
        Format::of_prefix(self.needed("metadataPrefix")?).ok_or(Fault::CannotDisseminateFormat)
    }

    fn listing(&self) -> Result<Listing, Fault> {
        if let Some(token) = self.one("resumptionToken") {
            self.only(&["resumptionToken"])?;
            return token.parse().map_err(|()| Fault::BadResumptionToken);
        }
        self.only(&["metadataPrefix", "from", "until", "set"])?;
        let format = self.format()?;
        let set = self.one("set").map(|set| set.parse().map_err(|_| Fault::BadArgument(format!("Il n’y a pas d’ensemble {set:?}."))));
        let (from, until) = (self.moment("from")?, self.moment("until")?);
        let (from, before) = match (from, until) {
            (Some(from), Some(until)) if from.length_ms != until.length_ms => {
                return Err(Fault::BadArgument("from et until n’ont pas la même précision.".to_owned()));
            }
            (Some(from), Some(until)) if from.begins > until.begins => {
                return Err(Fault::BadArgument("from vient après until.".to_owned()));
            }
            (from, until) => (from.map(|from| from.begins), until.map(|until| until.begins.plus_ms(until.length_ms))),
        };
        Ok(Listing { format, selection: Selection { from, before, set: set.transpose()? }, after: None, delivered: 0 })
    }

    fn moment(&self, name: &str) -> Result<Option<Moment>, Fault> {
        let wrong = |text: &str| Fault::BadArgument(format!("{name} n’est pas une date (2026-11-23 ou 2026-11-23T08:30:00Z) : {text:?}."));
        self.one(name).map(|text| Moment::read(text).ok_or_else(|| wrong(text))).transpose()
    }
}

/// A day or a second.
struct Moment {
    begins: Timestamp,
    length_ms: i64,
}

impl Moment {
    fn read(text: &str) -> Option<Self> {
        let (begins, length_ms) = match text.len() {
            10 => (Timestamp::from_utc(&format!("{text}T00:00:00Z"))?, 24 * 3_600_000),
            _ => (Timestamp::from_utc(text)?, 1_000),
        };
        Some(Self { begins, length_ms })
    }
}
