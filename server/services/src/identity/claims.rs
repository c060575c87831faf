//! What a provider says of a person, read with tolerance: a claim may be a text, a list, nothing, or missing.

use super::{account, provider::Provider};
use domain::territory::Uai;
use serde_json::{Map, Value};

/// The longest address that mail can be sent to.
const MAX_EMAIL: usize = 254;
/// How many schools one person is attached to, at most.
const MAX_SCHOOLS: usize = 50;

/// Claims, by name.
#[derive(Default)]
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    pub(super) const fn new(claims: Map<String, Value>) -> Self {
        Self(claims)
    }

    /// These claims, and those of `other` that are missing here.
    pub(super) fn or(mut self, other: Self) -> Self {
        for (name, value) in other.0 {
            if self.get(&name).is_none() {
                self.0.insert(name, value);
            }
        }
        self
    }

    /// A claim that says something.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A claim that is one text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts(name).first().copied().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The texts of a claim; `structureNodes` holds objects, whose `UAI` is taken.
    fn texts(&self, name: &str) -> Vec<&str> {
        let mut texts = Vec::new();
        if let Some(value) = self.get(name) {
            collect(value, &mut texts);
        }
        texts
    }

    /// Whether everything is here that another request could bring.
    pub(super) fn suffice(&self, provider: &Provider) -> bool {
        !self.profiles(provider).is_empty() && !self.name().is_empty() && !self.schools(provider).is_empty()
    }

    /// What the person is said to be.
    pub(super) fn profiles(&self, provider: &Provider) -> Vec<&str> {
        provider.profile_claims.iter().flat_map(|name| self.texts(name)).collect()
    }

    /// The schools that they are attached to; what is no school's code is dropped.
    pub(super) fn schools(&self, provider: &Provider) -> Vec<Uai> {
        let codes = provider.uai_claims.iter().flat_map(|name| self.texts(name));
        // `FrEduRne` is `0590121L$UAJ$PU$…`: the code comes first.
        let mut schools: Vec<_> = codes.filter_map(|text| Uai::parse(text.split('$').next().unwrap_or_default()).ok()).collect();
        schools.sort();
        schools.dedup();
        schools.truncate(MAX_SCHOOLS);
        schools
    }

    /// The name to show; empty when nothing was said.
    pub(super) fn name(&self) -> String {
        let whole = |name| self.text(name).map(account::clean_name).filter(|name| !name.is_empty());
        let halves = |(first, last)| {
            let both = format!("{} {}", self.text(first).unwrap_or_default(), self.text(last).unwrap_or_default());
            Some(account::clean_name(&both)).filter(|name| !name.is_empty())
        };
        let spelled = [("given_name", "family_name"), ("prenom", "nom"), ("LaclassePrenom", "LaclasseNom"), ("firstName", "lastName")];
        whole("name")
            .or_else(|| spelled.into_iter().find_map(halves))
            .or_else(|| whole("displayName"))
            .or_else(|| whole("preferred_username"))
            .unwrap_or_default()
    }

    /// Where they can be written to, if what was said is an address.
    pub(super) fn email(&self) -> Option<String> {
        let said = ["email", "mail", "MailAdressePrincipal"].into_iter().find_map(|name| self.text(name))?;
        let address: lettre::Address = said.parse().ok()?;
        Some(address.to_string()).filter(|address| address.len() <= MAX_EMAIL)
    }
}

fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(list) => list.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => {
            if let Some(Value::String(uai)) = fields.get("UAI").or_else(|| fields.get("uai")) {
                texts.push(uai);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn provider() -> Provider {
        let row = json!({ "id": "ent", "label": "ENT", "issuer": "https://ent.example.fr", "client_id": "preau", "client_secret": "s" });
        serde_json::from_value(row).expect("a provider")
    }

    fn claims(value: Value) -> Claims {
        let Value::Object(claims) = value else { panic!("not an object: {value}") };
        Claims::new(claims)
    }

    #[test]
    fn each_workspace_is_understood() {
        let (one, two) = (Uai::from_number(590_121), Uai::from_number(690_078));
        let cases = [
            // laclasse.com
            (
                json!({ "LaclasseNom": "MARTIN", "LaclassePrenom": "Camille", "MailAdressePrincipal": "c@ac-lyon.fr",
                        "ENTPersonProfils": "National_ENS", "ENTPersonStructRattachRNE": two.as_str(), "categories": "National_3" }),
                ("Camille MARTIN", Some("c@ac-lyon.fr"), vec!["National_ENS", "National_3"], vec![two.clone()]),
            ),
            // Edifice
            (
                json!({ "firstName": "Camille", "lastName": "MARTIN", "email": null, "type": "ENSEIGNANT", "uai": [two.as_str(), one.as_str()],
                        "structureNodes": [{ "UAI": one.as_str(), "name": "X" }, { "name": "Y" }] }),
                ("Camille MARTIN", None, vec!["ENSEIGNANT"], vec![one.clone(), two.clone()]),
            ),
            // FIM
            (
                json!({ "given_name": "Julien", "family_name": "C", "email": "j.c@ac-lille.fr", "title": "DIR", "FrEduFonctAdm": ["DIR"],
                        "rne": one.as_str().to_lowercase(), "FrEduRne": [format!("{one}$UAJ$PU$DIR$T3$LYC$300"), "X"] }),
                ("Julien C", Some("j.c@ac-lille.fr"), vec!["DIR", "DIR"], vec![one.clone()]),
            ),
            // nothing that helps
            (
                json!({ "name": [], "email": "not an address", "uai": "0590121Z", "ENTPersonStructRattach": 7, "profile": { "a": "b" } }),
                ("", None, vec![], vec![]),
            ),
        ];
        for (said, (name, email, profiles, schools)) in cases {
            let claims = claims(said.clone());
            assert_eq!(claims.name(), name, "{said}");
            assert_eq!(claims.email().as_deref(), email, "{said}");
            assert_eq!(claims.profiles(&provider()), profiles, "{said}");
            assert_eq!(claims.schools(&provider()), schools, "{said}");
        }
    }

    #[test]
    fn what_was_signed_comes_before_what_was_asked_for_later() {
        let both = claims(json!({ "name": "A", "type": null })).or(claims(json!({ "name": "B", "type": "ENSEIGNANT" })));
        assert_eq!((both.name().as_str(), both.profiles(&provider())), ("A", vec!["ENSEIGNANT"]));
    }

    proptest! {
        #[test]
        fn whatever_is_said_a_name_is_a_line_of_200_characters(name in ".*") {
            let name = claims(json!({ "name": name })).name();
            prop_assert!(name.chars().count() <= 200 && !name.chars().any(char::is_control));
        }
    }
}
