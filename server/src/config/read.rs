//! Reading the two sources, key by key.

use super::{
    Config, Faults, is_loopback,
    mail::{sender, smtp_fault},
    metrics, provider, proxy, retention,
    source::Source,
};
use crate::layers::address::Proxies;
use domain::{
    privacy::Retention,
    time::{Quiet, SchoolZone},
};
use services::identity::Provider;
use std::{
    collections::BTreeMap,
    ffi::OsString,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};
use toml::de::{DeTable, DeValue, Error as TomlError};
use url::Url;

/// A text that was given, and where.
struct Given {
    value: String,
    place: String,
}

/// Every key of the file, and the variable that overrides it.
const KEYS: [(&str, &str); 12] = [
    ("url", "PREAU_URL"),
    ("addr", "PREAU_ADDR"),
    ("data", "PREAU_DATA"),
    ("database", "DATABASE_URL"),
    ("media", "PREAU_MEDIA"),
    ("smtp", "PREAU_SMTP"),
    ("sender", "PREAU_SENDER"),
    ("name", "PREAU_NAME"),
    ("territory", "PREAU_TERRITORY"),
    ("school_zone", "PREAU_SCHOOL_ZONE"),
    ("holidays", "PREAU_HOLIDAYS"),
    ("site", "PREAU_SITE"),
];

/// Variables of ours that are no keys: the file's own place, and the log.
const OTHER_VARIABLES: [&str; 2] = ["PREAU_CONFIG", "PREAU_LOG"];

/// What the project's own tests are told. Passed over one by one, not by their beginning: whoever has them in their shell may start
/// the program from it, and a mistyped one is still said to be without effect.
const TEST_VARIABLES: [&str; 4] = ["PREAU_SHARED", "PREAU_TEST_CAS_PYTHON", "PREAU_TEST_POSTGRES", "PREAU_TEST_PYTHON"];

/// How the log may be written; nothing is the same as no variable.
const LOGS: [&str; 3] = ["json", "text", ""];

pub(super) fn load(file: Option<&Path>, environment: impl IntoIterator<Item = (OsString, OsString)>) -> Result<Config, Faults> {
    let mut faults = Faults::default();
    let environment: Vec<_> = environment.into_iter().collect();
    let FromFile { mut given, tables, variables } = match file {
        Some(file) => from_file(file, &environment, &mut faults),
        None => FromFile::default(),
    };
    let others = environment.into_iter().filter(|(variable, _)| variables.iter().all(|known| variable != known.as_str()));
    from_environment(others, &mut given, &mut faults);
    match assemble(&given, tables, &mut faults) {
        Some(config) if faults.0.is_empty() => Ok(config),
        _ => Err(faults),
    }
}

/// What the file gives: texts by key, tables, and the variables that hold the secrets of providers.
#[derive(Default)]
struct FromFile {
    given: BTreeMap<&'static str, Given>,
    tables: Tables,
    variables: Vec<String>,
}

/// What the file alone can give.
#[derive(Default)]
struct Tables {
    providers: Vec<Provider>,
    retention: Retention,
    proxies: Proxies,
    metrics: Option<metrics::Told>,
}

fn from_file(file: &Path, environment: &[(OsString, OsString)], faults: &mut Faults) -> FromFile {
    let name = file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(text) => from_text(&Source { name, text: &text }, environment, faults),
        Err(error) => {
            faults.add(name, format!("le fichier ne peut pas être lu ({error})"));
            FromFile::default()
        }
    }
}

fn from_text(source: &Source<'_>, environment: &[(OsString, OsString)], faults: &mut Faults) -> FromFile {
    let table = match DeTable::parse(source.text) {
        Ok(table) => table,
        Err(error) => {
            refuse_writing(source, &error, faults);
            return FromFile::default();
        }
    };
    let mut read = FromFile::default();
    for (key, value) in table.get_ref() {
        let (name, at) = (key.get_ref().as_ref(), key.span().start);
        match (KEYS.iter().find(|(known, _)| *known == name), value.get_ref()) {
            (Some((known, _)), DeValue::String(value)) => {
                read.given.insert(*known, Given { value: value.to_string(), place: source.key(known, at) });
            }
            (Some((known, _)), _) => faults.add(source.key(known, at), "demande un texte entre guillemets"),
            (None, _) if name == "sign_in" => {
                read.tables.providers = provider::read(&provider::Given { source, environment }, key, value, faults);
                read.variables = provider::variables(value.get_ref());
            }
            (None, _) if name == "proxy" => read.tables.proxies = proxy::read(source, key, value, faults),
            (None, _) if name == "metrics" => read.tables.metrics = metrics::read(source, key, value, faults),
            (None, _) if name == "retention" => read.tables.retention = retention::read(source, key, value, faults),
            (None, _) => {
                faults.add(
                    source.line(at),
                    format!("clé inconnue « {name} » ; les clés sont {}, sign_in, retention, proxy, metrics", known_keys()),
                );
            }
        }
    }
    read
}

/// Tells what is no TOML. A key written twice is the one fault of writing that has a name.
fn refuse_writing(source: &Source<'_>, error: &TomlError, faults: &mut Faults) {
    let span = error.span().unwrap_or_default();
    match source.text.get(span.clone()) {
        Some(key) if error.message() == "duplicate key" => faults.add(source.key(key, span.start), "est écrite deux fois"),
        _ => faults.add(source.column(span.start), "n’est pas du TOML valide\u{202f}; une ligne s’écrit clé = \"valeur\""),
    }
}

fn known_keys() -> String {
    KEYS.map(|(key, _)| key).join(", ")
}

fn from_environment(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    given: &mut BTreeMap<&'static str, Given>,
    faults: &mut Faults,
) {
    for (variable, value) in environment {
        // A name that is no text is none of ours, or is told as one that is not known.
        let variable = variable.to_string_lossy();
        let key = KEYS.into_iter().find(|(_, known)| *known == variable).map(|(key, _)| key);
        if key.is_none() && !variable.starts_with("PREAU_") {
            continue;
        }
        let place = format!("variable {variable}");
        match (key, value.into_string()) {
            (_, Err(_)) => faults.add(place, "n’est pas écrite en UTF-8"),
            (Some(key), Ok(value)) => {
                given.insert(key, Given { value, place });
            }
            (None, Ok(value)) => {
                if let Some(fault) = fault_of_no_key(&variable, &value) {
                    faults.add(place, fault);
                }
            }
        }
    }
}

/// What is wrong with a variable of ours that is no key, if something is.
fn fault_of_no_key(variable: &str, value: &str) -> Option<String> {
    if variable == "PREAU_LOG" && !LOGS.contains(&value) {
        return Some(format!("« {value} » n’est pas connu ; écrivez json ou text"));
    }
    let is_known = OTHER_VARIABLES.iter().chain(&TEST_VARIABLES).any(|known| *known == variable);
    let known = KEYS.map(|(_, variable)| variable).join(", ");
    (!is_known).then(|| format!("variable inconnue ; les variables sont {known}, {}", OTHER_VARIABLES.join(", ")))
}

/// The configuration. Every key is judged before the first that is wrong ends it, so that all faults are told.
fn assemble(given: &BTreeMap<&'static str, Given>, tables: Tables, faults: &mut Faults) -> Option<Config> {
    let data = PathBuf::from(text(given, "data", "data"));
    let addr = parsed(given, "addr", "127.0.0.1:3000", "une adresse et un port, par exemple 127.0.0.1:3000", faults);
    let url = parsed(given, "url", &address_here(addr), "une adresse complète, par exemple https://preau.exemple.fr/", faults);
    let sender = sender(&text(given, "sender", "preau@localhost")).map_err(|fault| faults.add(place(given, "sender"), fault)).ok();
    let smtp = given.get("smtp").map(|given| given.value.clone()).filter(|smtp| !smtp.is_empty());
    let quiet = quiet(given, faults);
    let metrics = tables.metrics.map(|told| told.beside(addr, faults));
    let database = text(given, "database", &format!("sqlite:{}", data.join("preau.sqlite").display()));
    for (key, fault) in
        [("url", url.as_ref().and_then(url_fault)), ("database", database_fault(&database)), ("smtp", smtp.as_deref().and_then(smtp_fault))]
    {
        if let Some(fault) = fault {
            faults.add(place(given, key), fault);
        }
    }
    Some(Config {
        addr: addr?,
        database,
        media: PathBuf::from(text(given, "media", &data.join("media").display().to_string())),
        smtp,
        sender: sender?,
        name: text(given, "name", "Préau"),
        territory: text(given, "territory", "Bordeaux Métropole"),
        quiet: quiet?,
        site: given.get("site").map_or_else(beside_the_program, |given| PathBuf::from(&given.value)),
        url: url?,
        data,
        providers: tables.providers,
        retention: tables.retention,
        proxies: tables.proxies,
        metrics,
    })
}

/// When people are left alone.
fn quiet(given: &BTreeMap<&'static str, Given>, faults: &mut Faults) -> Option<Quiet> {
    let zone: Option<SchoolZone> = parsed(given, "school_zone", SchoolZone::A.key(), "A, B ou C, la zone des vacances scolaires", faults);
    let Some(file) = given.get("holidays").filter(|file| !file.value.is_empty()) else { return zone.map(Quiet::of) };
    match std::fs::read_to_string(&file.value) {
        Ok(text) => Quiet::read(&text, zone?)
            .map_err(|wrong| {
                let fault = format!(
                    "ligne {} du fichier : écrivez le premier jour sans classe, le jour de la reprise et les zones, par exemple \
                     2026-12-19 2027-01-04 ABC",
                    wrong.line
                );
                faults.add(file.place.clone(), fault);
            })
            .ok(),
        Err(error) => {
            faults.add(file.place.clone(), format!("le fichier {} ne peut pas être lu ({error})", file.value));
            None
        }
    }
}

/// Where a process that listens at `addr` is reached from this machine: the public address until the operator names another.
fn address_here(addr: Option<SocketAddr>) -> String {
    let host = addr.map(|addr| addr.ip()).filter(IpAddr::is_loopback).unwrap_or(Ipv4Addr::LOCALHOST.into());
    format!("http://{}/", SocketAddr::new(host, addr.map_or(3000, |addr| addr.port())))
}

/// Plain http is for this very machine only.
fn url_fault(url: &Url) -> Option<&'static str> {
    match url.scheme() {
        "https" => None,
        "http" if is_loopback(url) => None,
        "http" => {
            Some("une adresse publique commence par https:// ; http:// n’est accepté que sur cette machine même (127.0.0.1, localhost)")
        }
        _ => Some("n’est pas une adresse de site ; écrivez https://…"),
    }
}

fn database_fault(database: &str) -> Option<&'static str> {
    let known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database.starts_with(scheme));
    (!known).then_some("une base commence par sqlite: (suivi d’un chemin) ou postgres://")
}

/// Where `key` was given.
fn place(given: &BTreeMap<&'static str, Given>, key: &str) -> String {
    given.get(key).map_or_else(|| format!("clé « {key} »"), |given| given.place.clone())
}

fn text(given: &BTreeMap<&'static str, Given>, key: &str, default: &str) -> String {
    given.get(key).map_or_else(|| default.to_owned(), |given| given.value.clone())
}

fn parsed<T: std::str::FromStr>(
    given: &BTreeMap<&'static str, Given>,
    key: &str,
    default: &str,
    wanted: &str,
    faults: &mut Faults,
) -> Option<T> {
    let Some(given) = given.get(key) else { return default.parse().ok() };
    let value = given.value.parse().ok();
    if value.is_none() {
        faults.add(given.place.clone(), format!("« {} » n’est pas {wanted}", given.value));
    }
    value
}

/// `site` beside the program: where a build puts it.
fn beside_the_program() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.parent().unwrap_or(Path::new("."));
    [folder.join("site"), folder.join("../site")].into_iter().find(|site| site.is_dir()).unwrap_or_else(|| folder.join("site"))
}
