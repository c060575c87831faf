//! The `[[sign_in]]` tables, key by key.
//!
//! By hand rather than by serde alone, which tells the first fault only, in English, at the line of the table.

use super::{Faults, secret::Place, source::Source};
use services::identity::{Provider, Unfit, Written};
use std::{collections::BTreeSet, ffi::OsString};
use toml::{
    Spanned, Table, Value,
    de::{DeString, DeTable, DeValue},
};
use url::Url;

/// A key of a provider.
struct Key {
    name: &'static str,
    takes: Takes,
}

/// What a key may be given.
#[derive(Clone, Copy)]
enum Takes {
    Text,
    /// Or where it is found.
    Secret,
    Address,
    Texts,
    YesNo,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// Some of a few words.
    SomeOf(&'static [&'static str]),
    /// Lists of texts, by name.
    Lists(&'static [&'static str]),
}

const KEYS: [Key; 26] = [
    key("id", Takes::Text),
    key("label", Takes::Text),
    key("issuer", Takes::Address),
    key("client_id", Takes::Text),
    key("client_secret", Takes::Secret),
    key("preset", Takes::OneOf(&["edifice", "laclasse", "fim", "skolengo", "cas", "keycloak"])),
    key("kind", Takes::OneOf(&["oidc", "oauth2_userinfo", "cas"])),
    key("site", Takes::Address),
    key("authorization_endpoint", Takes::Address),
    key("token_endpoint", Takes::Address),
    key("userinfo_endpoint", Takes::Address),
    key("jwks_uri", Takes::Address),
    key("auth_method", Takes::OneOf(&["basic", "post"])),
    key("scopes", Takes::Texts),
    key("pkce", Takes::OneOf(&["S256", "none"])),
    key("expect_iss", Takes::YesNo),
    key("userinfo_mode", Takes::OneOf(&["oidc", "edifice_v1"])),
    key("algorithms", Takes::SomeOf(&["RS256", "ES256"])),
    key("subject_claim", Takes::Text),
    key("claim_map", Takes::Lists(&["name", "given_name", "family_name", "email", "profile", "uai", "uid"])),
    key("logout_kind", Takes::OneOf(&["end_session", "edifice_callback", "cas"])),
    key("logout_endpoint", Takes::Address),
    key("bcl_require_typ", Takes::YesNo),
    key("parents", Takes::OneOf(&["refused", "read"])),
    key("logo", Takes::Text),
    key("enabled", Takes::YesNo),
];

const fn key(name: &'static str, takes: Takes) -> Key {
    Key { name, takes }
}

/// Where the file is read, and the variables that it may name.
pub(super) struct Given<'t> {
    pub(super) source: &'t Source<'t>,
    pub(super) environment: &'t [(OsString, OsString)],
}

/// The providers that `value`, the file's `sign_in`, describes; its `key` is where a value of another kind is told.
pub(super) fn read(given: &Given<'_>, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Vec<Provider> {
    let Some(tables) = tables(value.get_ref()) else {
        faults.add(given.source.key("sign_in", key.span().start), "demande une table [[sign_in]] par fournisseur");
        return Vec::new();
    };
    refuse_twice(given.source, &tables, faults);
    tables.into_iter().filter_map(|(at, table)| provider(given, at, table, faults)).collect()
}

/// The variables that the secrets of `value`, the file's `sign_in`, are found in: they are known, whatever their name.
pub(super) fn variables(value: &DeValue<'_>) -> Vec<String> {
    let tables = tables(value).unwrap_or_default();
    let secrets = tables.iter().filter_map(|(_, table)| table.get("client_secret")?.get_ref().as_str());
    let variable = |written| match Place::of(written) {
        Some(Place::Variable(name)) => Some(name.to_owned()),
        _ => None,
    };
    secrets.filter_map(variable).collect()
}

/// Each table and where it begins; nothing when `value` is no list of tables.
fn tables<'v, 'i>(value: &'v DeValue<'i>) -> Option<Vec<(usize, &'v DeTable<'i>)>> {
    let DeValue::Array(values) = value else { return None };
    values.iter().map(|value| value.get_ref().as_table().map(|table| (value.span().start, table))).collect()
}

/// Says which providers bear the id of one before.
fn refuse_twice(source: &Source<'_>, tables: &[(usize, &DeTable<'_>)], faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    for (key, value) in tables.iter().filter_map(|(_, table)| table.get_key_value("id")) {
        if let Some(id) = value.get_ref().as_str()
            && !ids.insert(id)
        {
            faults.add(source.key("id", key.span().start), format!("le fournisseur « {id} » est donné deux fois"));
        }
    }
}

/// The provider that `table` describes. With a fault it is of no use, but all of it was looked at.
fn provider(given: &Given<'_>, at: usize, table: &DeTable<'_>, faults: &mut Faults) -> Option<Provider> {
    let source = given.source;
    let before = faults.0.len();
    let values = values(given, table, faults);
    let refused = |key: &str| table.get_key_value(key).is_some() && !values.contains_key(key);
    if refused("kind") || refused("preset") {
        // What else it needs cannot be told.
        return None;
    }
    let written = match Value::Table(values).try_into::<Written>() {
        Ok(written) => written,
        Err(error) => {
            faults.add(source.line(at), format!("ce fournisseur n’est pas clair ({})", error.message()));
            return None;
        }
    };
    match Provider::try_from(written) {
        // A value that stands in for one that was refused is nobody's.
        Ok(provider) => (faults.0.len() == before).then_some(provider),
        Err(unfits) => {
            for unfit in unfits.0 {
                let place =
                    table.get_key_value(unfit.key()).map_or_else(|| source.line(at), |(key, _)| source.key(unfit.key(), key.span().start));
                faults.add(place, french(unfit));
            }
            None
        }
    }
}

/// The values of `table` by key. One of another kind is told, and replaced where that is possible, so that the rest can still be judged.
fn values(given: &Given<'_>, table: &DeTable<'_>, faults: &mut Faults) -> Table {
    let source = given.source;
    for key in table.keys().filter(|key| KEYS.iter().all(|known| known.name != key.get_ref())) {
        let known = KEYS.map(|key| key.name).join(", ");
        let message = format!("clé inconnue « {} » dans [[sign_in]] ; les clés sont {known}", key.get_ref());
        faults.add(source.line(key.span().start), message);
    }
    let mut values = Table::new();
    for Key { name, takes } in KEYS {
        let Some((key, value)) = table.get_key_value(name) else { continue };
        let place = || source.key(name, key.span().start);
        let value = match takes.read(value.get_ref()) {
            Some(value) => found(takes, value, given.environment).unwrap_or_else(|fault| {
                faults.add(place(), fault);
                takes.stand_in()
            }),
            None => {
                faults.add(place(), takes.demand());
                takes.stand_in()
            }
        };
        values.extend(value.map(|value| (name.to_owned(), value)));
    }
    values
}

/// `value` itself, or what is where it says.
fn found(takes: Takes, value: Value, environment: &[(OsString, OsString)]) -> Result<Option<Value>, String> {
    match (takes, value.as_str().and_then(Place::of)) {
        (Takes::Secret, Some(place)) => place.read(environment).map(|secret| Some(Value::String(secret))),
        _ => Ok(Some(value)),
    }
}

impl Takes {
    /// `value` without its places; nothing when it is of another kind.
    fn read(self, value: &DeValue<'_>) -> Option<Value> {
        match (self, value) {
            (Self::Texts | Self::SomeOf(_), DeValue::Array(texts)) => {
                let text = |text: &Spanned<DeValue<'_>>| match text.get_ref() {
                    DeValue::String(text) if self.allows(text) => Some(Value::String(text.to_string())),
                    _ => None,
                };
                texts.iter().map(text).collect::<Option<_>>().map(Value::Array)
            }
            (Self::Lists(names), DeValue::Table(lists)) => {
                let list = |(name, texts): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
                    let known = names.contains(&name.get_ref().as_ref());
                    known.then(|| Self::Texts.read(texts.get_ref())).flatten().map(|texts| (name.get_ref().to_string(), texts))
                };
                lists.iter().map(list).collect::<Option<_>>().map(Value::Table)
            }
            (Self::YesNo, DeValue::Boolean(yes)) => Some(Value::Boolean(*yes)),
            (Self::Text | Self::Secret | Self::Address | Self::OneOf(_), DeValue::String(text)) => {
                self.allows(text).then(|| Value::String(text.to_string()))
            }
            _ => None,
        }
    }

    fn allows(self, text: &str) -> bool {
        match self {
            Self::Address => text.parse::<Url>().is_ok(),
            Self::OneOf(words) | Self::SomeOf(words) => words.contains(&text),
            Self::Text | Self::Secret | Self::Texts | Self::YesNo | Self::Lists(_) => true,
        }
    }

    /// A sound value for one that was refused, where any will do: nobody signs in with it, for a configuration with a fault is refused
    /// as a whole.
    fn stand_in(self) -> Option<Value> {
        let text = match self {
            Self::Address => "https://preau.invalid",
            Self::Text | Self::Secret => "x",
            Self::Texts | Self::YesNo | Self::OneOf(_) | Self::SomeOf(_) | Self::Lists(_) => return None,
        };
        Some(Value::String(text.to_owned()))
    }

    /// What to write. Never repeats what was written, which may be a secret.
    fn demand(self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>();
        match self {
            Self::Text | Self::Secret => "demande un texte entre guillemets".to_owned(),
            Self::Address => "demande une adresse complète entre guillemets, par exemple \"https://ent.exemple.fr\"".to_owned(),
            Self::Texts => "demande une liste de textes, par exemple [\"openid\", \"profile\"]".to_owned(),
            Self::YesNo => "demande true ou false, sans guillemets".to_owned(),
            Self::OneOf(words) => format!("demande {}", quoted(words).join(" ou ")),
            Self::SomeOf(words) => format!("demande une liste de {}", quoted(words).join(" ou ")),
            Self::Lists(names) => {
                format!("demande des listes de textes, par exemple {{ profile = [\"profil\"] }} ; les noms sont {}", names.join(", "))
            }
        }
    }
}

/// `unfit` for an operator, as what is said of its key, or of its table where the key is not there.
fn french(unfit: Unfit) -> String {
    let text = match unfit {
        Unfit::IdMisspelt => "n’est faite que de lettres minuscules, de chiffres et de traits d’union, 40 au plus",
        Unfit::IdReserved => "« demo » et « granted » sont des noms du portail ; choisissez-en un autre",
        Unfit::Missing(key) => return format!("il manque « {key} » à ce fournisseur"),
        Unfit::NotSecure(_) => "doit commencer par https:// ; http:// n’est accepté que pour cette machine même (127.0.0.1, localhost)",
        Unfit::NotBare(_) => "se termine par son chemin, sans « ? » ni « # »",
        Unfit::Foreign(_) => "n’a pas de sens pour un fournisseur de ce genre (kind, preset) ; retirez-la",
        Unfit::Empty(_) => "est vide",
        Unfit::LogoNoName => "demande le nom d’un fichier du dossier « logos » de `data`, par exemple \"ent.png\"",
        Unfit::NoAlgorithm => "est vide ; écrivez \"RS256\", \"ES256\" ou les deux",
        Unfit::NoProfileClaims => "ne dit pas où lire le profil (profile) ; sans cela, les élèves ne se distingueraient pas du personnel",
        Unfit::LogoutOfAnotherKind => "n’est pas la déconnexion d’un fournisseur de ce genre (kind, preset)",
        Unfit::KindOfNoPreset => "n’est pas ce que parlent les ENT de ce `preset`",
        Unfit::BasicSecret => {
            "« basic » demande à Edifice un secret fait de lettres et de chiffres seulement ; demandez-en un autre, ou écrivez \"post\""
        }
    };
    text.to_owned()
}
