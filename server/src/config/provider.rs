//! The `[[providers]]` tables, key by key.
//!
//! By hand rather than by serde alone, which tells the first fault only, in English, at the line of the table.

use super::{Faults, source::Source};
use services::identity::{Provider, Unfit};
use std::collections::BTreeSet;
use toml::{
    Spanned, Table, Value,
    de::{DeString, DeTable, DeValue},
};
use url::Url;

/// A key of a provider.
struct Key {
    name: &'static str,
    takes: Takes,
    needed: bool,
}

/// What a key may be given.
#[derive(Clone, Copy)]
enum Takes {
    Text,
    Address,
    Texts,
    YesNo,
    /// One of two words.
    Either([&'static str; 2]),
}

const KEYS: [Key; 11] = [
    needed("id", Takes::Text),
    needed("label", Takes::Text),
    needed("issuer", Takes::Address),
    needed("client_id", Takes::Text),
    needed("client_secret", Takes::Text),
    chosen("scopes", Takes::Texts),
    chosen("auth_method", Takes::Either(["basic", "post"])),
    chosen("parents", Takes::Either(["refused", "read"])),
    chosen("profile_claims", Takes::Texts),
    chosen("uai_claims", Takes::Texts),
    chosen("enabled", Takes::YesNo),
];

const fn needed(name: &'static str, takes: Takes) -> Key {
    Key { name, takes, needed: true }
}

const fn chosen(name: &'static str, takes: Takes) -> Key {
    Key { name, takes, needed: false }
}

/// The providers that `value`, the file's `providers`, describes; its `key` is where a value of another kind is told.
pub(super) fn read(source: &Source<'_>, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Vec<Provider> {
    let Some(tables) = tables(value.get_ref()) else {
        faults.add(source.key("providers", key.span().start), "demande une table [[providers]] par fournisseur");
        return Vec::new();
    };
    refuse_twice(source, &tables, faults);
    tables.into_iter().filter_map(|(at, table)| provider(source, at, table, faults)).collect()
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
fn provider(source: &Source<'_>, at: usize, table: &DeTable<'_>, faults: &mut Faults) -> Option<Provider> {
    let values = values(source, at, table, faults);
    match Value::Table(values).try_into::<Provider>() {
        Ok(provider) => {
            for unfit in provider.unfit() {
                let place =
                    table.get_key_value(unfit.key()).map_or_else(|| source.line(at), |(key, _)| source.key(unfit.key(), key.span().start));
                faults.add(place, french(unfit));
            }
            Some(provider)
        }
        Err(error) => {
            faults.add(source.line(at), format!("ce fournisseur n’est pas clair ({})", error.message()));
            None
        }
    }
}

/// The values of `table` by key. What is missing or of another kind is told, and replaced, so that the rest can still be judged.
fn values(source: &Source<'_>, at: usize, table: &DeTable<'_>, faults: &mut Faults) -> Table {
    for key in table.keys().filter(|key| KEYS.iter().all(|known| known.name != key.get_ref())) {
        let known = KEYS.map(|key| key.name).join(", ");
        let message = format!("clé inconnue « {} » dans [[providers]] ; les clés sont {known}", key.get_ref());
        faults.add(source.line(key.span().start), message);
    }
    let mut values = Table::new();
    for Key { name, takes, needed } in KEYS {
        let value = match table.get_key_value(name) {
            Some((key, value)) => takes.read(value.get_ref()).or_else(|| {
                faults.add(source.key(name, key.span().start), takes.demand());
                needed.then(|| takes.stand_in())
            }),
            None if needed => {
                faults.add(source.line(at), format!("il manque « {name} » à ce fournisseur"));
                Some(takes.stand_in())
            }
            None => None,
        };
        values.extend(value.map(|value| (name.to_owned(), value)));
    }
    values
}

impl Takes {
    /// `value` without its places; nothing when it is of another kind.
    fn read(self, value: &DeValue<'_>) -> Option<Value> {
        match (self, value) {
            (Self::Texts, DeValue::Array(texts)) => {
                texts.iter().map(|text| Self::Text.read(text.get_ref())).collect::<Option<_>>().map(Value::Array)
            }
            (Self::YesNo, DeValue::Boolean(yes)) => Some(Value::Boolean(*yes)),
            (Self::Text | Self::Address | Self::Either(_), DeValue::String(text)) => {
                self.allows(text).then(|| Value::String(text.to_string()))
            }
            _ => None,
        }
    }

    fn allows(self, text: &str) -> bool {
        match self {
            Self::Address => text.parse::<Url>().is_ok(),
            Self::Either(words) => words.contains(&text),
            Self::Text | Self::Texts | Self::YesNo => true,
        }
    }

    /// A sound value for one that was refused: nobody signs in with it, for a configuration with a fault is refused as a whole.
    fn stand_in(self) -> Value {
        Value::String(if matches!(self, Self::Address) { "https://preau.invalid" } else { "x" }.to_owned())
    }

    /// What to write. Never repeats what was written, which may be a secret.
    fn demand(self) -> String {
        match self {
            Self::Text => "demande un texte entre guillemets".to_owned(),
            Self::Address => "demande une adresse complète entre guillemets, par exemple \"https://ent.exemple.fr\"".to_owned(),
            Self::Texts => "demande une liste de textes, par exemple [\"openid\", \"profile\"]".to_owned(),
            Self::YesNo => "demande true ou false, sans guillemets".to_owned(),
            Self::Either([one, other]) => format!("demande \"{one}\" ou \"{other}\""),
        }
    }
}

/// `unfit` for an operator, as what is said of its key.
fn french(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::IdMisspelt => "n’est faite que de lettres minuscules, de chiffres et de traits d’union, 40 au plus",
        Unfit::IdReserved => "« demo » et « granted » sont des noms du portail ; choisissez-en un autre",
        Unfit::IssuerNotSecure => "doit commencer par https:// ; http:// n’est accepté que pour cette machine même (127.0.0.1, localhost)",
        Unfit::IssuerNotBare => "se termine par son chemin, sans « ? » ni « # »",
        Unfit::LabelEmpty | Unfit::ClientIdEmpty | Unfit::ClientSecretEmpty => "est vide",
        Unfit::NoProfileClaims => "est vide ; sans elle, les élèves ne se distingueraient pas du personnel",
    }
}
