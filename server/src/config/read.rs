//! Reading the two sources, key by key.

use super::{Config, Faults};
use services::identity::Provider;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use toml::de::{DeTable, DeValue};

/// A text that was given, and where.
struct Given {
    value: String,
    place: String,
}

/// Every key of the file, and the variable that overrides it.
const KEYS: [(&str, &str); 10] = [
    ("url", "PREAU_URL"),
    ("addr", "PREAU_ADDR"),
    ("data", "PREAU_DATA"),
    ("database", "DATABASE_URL"),
    ("media", "PREAU_MEDIA"),
    ("smtp", "PREAU_SMTP"),
    ("sender", "PREAU_SENDER"),
    ("name", "PREAU_NAME"),
    ("territory", "PREAU_TERRITORY"),
    ("site", "PREAU_SITE"),
];

/// Variables of ours that are no keys: the file's own place, the log, and what tests are told.
const OTHER_VARIABLES: [&str; 3] = ["PREAU_CONFIG", "PREAU_LOG", "PREAU_SHARED"];

pub(super) fn load(file: Option<&Path>, environment: impl IntoIterator<Item = (String, String)>) -> Result<Config, Faults> {
    let mut faults = Faults::default();
    let (mut given, providers) = match file {
        Some(file) => from_file(file, &mut faults),
        None => (BTreeMap::new(), Vec::new()),
    };
    from_environment(environment, &mut given, &mut faults);
    match assemble(&given, providers, &mut faults) {
        Some(config) if faults.0.is_empty() => Ok(config),
        _ => Err(faults),
    }
}

fn from_file(file: &Path, faults: &mut Faults) -> (BTreeMap<&'static str, Given>, Vec<Provider>) {
    let mut given = BTreeMap::new();
    let mut providers = Vec::new();
    let name = file.display().to_string();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            faults.add(name, format!("le fichier ne peut pas être lu ({error})"));
            return (given, providers);
        }
    };
    let line = |at: usize| format!("{name}, ligne {}", text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1);
    let table = match DeTable::parse(&text) {
        Ok(table) => table,
        Err(error) => {
            faults.add(line(error.span().map_or(0, |span| span.start)), format!("l’écriture n’est pas du TOML ({})", error.message()));
            return (given, providers);
        }
    };
    for (key, value) in table.get_ref() {
        let place = line(key.span().start);
        match (KEYS.iter().find(|(known, _)| *known == key.get_ref().as_ref()), value.get_ref()) {
            (Some((known, _)), DeValue::String(value)) => {
                given.insert(*known, Given { value: value.to_string(), place });
            }
            (Some((known, _)), _) => faults.add(place, format!("« {known} » demande un texte entre guillemets")),
            (None, DeValue::Array(tables)) if key.get_ref() == "providers" => {
                for table in tables {
                    provider(&line(table.span().start), table.get_ref(), &mut providers, faults);
                }
            }
            (None, _) => faults.add(place, format!("clé inconnue « {} » ; les clés sont {}, providers", key.get_ref(), known_keys())),
        }
    }
    (given, providers)
}

fn provider(place: &str, table: &DeValue<'_>, providers: &mut Vec<Provider>, faults: &mut Faults) {
    let value = plain(table);
    match value.try_into::<Provider>() {
        Ok(provider) if providers.iter().any(|known| known.id == provider.id) => {
            faults.add(place, format!("le fournisseur « {} » est donné deux fois", provider.id));
        }
        Ok(provider) => providers.push(provider),
        Err(error) => faults.add(place, format!("ce fournisseur n’est pas complet ou pas clair ({})", error.message())),
    }
}

/// The same value without its places.
fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => {
            number.as_str().parse().map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Integer)
        }
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Float)
        }
        DeValue::Boolean(yes) => toml::Value::Boolean(*yes),
        DeValue::Datetime(date) => toml::Value::Datetime(*date),
        DeValue::Array(values) => toml::Value::Array(values.iter().map(|value| plain(value.get_ref())).collect()),
        DeValue::Table(table) => {
            toml::Value::Table(table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref()))).collect())
        }
    }
}

fn known_keys() -> String {
    KEYS.map(|(key, _)| key).join(", ")
}

fn from_environment(
    environment: impl IntoIterator<Item = (String, String)>,
    given: &mut BTreeMap<&'static str, Given>,
    faults: &mut Faults,
) {
    for (variable, value) in environment {
        if let Some((key, _)) = KEYS.iter().find(|(_, known)| *known == variable) {
            given.insert(key, Given { value, place: format!("variable {variable}") });
        } else if variable.starts_with("PREAU_") && !variable.starts_with("PREAU_TEST_") && !OTHER_VARIABLES.contains(&variable.as_str()) {
            let known = KEYS.map(|(_, variable)| variable).join(", ");
            faults.add(
                format!("variable {variable}"),
                format!("variable inconnue ; les variables sont {known}, {}", OTHER_VARIABLES.join(", ")),
            );
        }
    }
}

fn assemble(given: &BTreeMap<&'static str, Given>, providers: Vec<Provider>, faults: &mut Faults) -> Option<Config> {
    let data = PathBuf::from(text(given, "data", "data"));
    let addr = parsed(given, "addr", "127.0.0.1:3000", "une adresse et un port, par exemple 127.0.0.1:3000", faults);
    let url: Option<url::Url> =
        parsed(given, "url", "http://127.0.0.1:3000/", "une adresse complète, par exemple https://preau.exemple.fr/", faults);
    let config = Config {
        addr: addr?,
        database: text(given, "database", &format!("sqlite:{}", data.join("preau.sqlite").display())),
        media: PathBuf::from(text(given, "media", &data.join("media").display().to_string())),
        smtp: given.get("smtp").map(|given| given.value.clone()).filter(|smtp| !smtp.is_empty()),
        sender: text(given, "sender", "preau@localhost"),
        name: text(given, "name", "Préau"),
        territory: text(given, "territory", "Bordeaux Métropole"),
        site: given.get("site").map_or_else(beside_the_program, |given| PathBuf::from(&given.value)),
        url: url?,
        data,
        providers,
    };
    check_together(&config, given, faults);
    Some(config)
}

/// Rules between keys: plain http is for this very machine only, and a database has one of two schemes.
fn check_together(config: &Config, given: &BTreeMap<&'static str, Given>, faults: &mut Faults) {
    let place = |key: &str| given.get(key).map_or_else(|| format!("clé {key}"), |given| given.place.clone());
    match config.url.scheme() {
        "https" => {}
        "http" if config.is_on_loopback() => {}
        "http" => faults.add(
            place("url"),
            "une adresse publique commence par https:// ; http:// n’est accepté que sur cette machine même (127.0.0.1, localhost)",
        ),
        other => faults.add(place("url"), format!("« {other} » n’est pas une adresse de site ; écrivez https://…")),
    }
    if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| config.database.starts_with(scheme)) {
        faults.add(place("database"), "une base commence par sqlite: (suivi d’un chemin) ou postgres://");
    }
    if let Some(smtp) = &config.smtp
        && !["smtp://", "smtps://"].iter().any(|scheme| smtp.starts_with(scheme))
    {
        faults.add(place("smtp"), "un serveur de courrier commence par smtp:// ou smtps://");
    }
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
