//! What a provider says of a person, read with tolerance: a claim may be a text, a list, nothing, or missing.
//!
//! **Invariant.** Of all that is said only the fields of [`Claims`] come out of [`Claims::read`]: birth dates, telephone numbers,
//! classes and children are dropped here, before anything could keep them (R5); tested by `what_is_not_needed_is_not_kept`.

use super::{
    account,
    provider::{ClaimMap, Provider},
    providers::Away,
};
use domain::{
    identity::{self, Refusal},
    territory::Uai,
};
use serde_json::{Map, Value};

/// The longest address that mail can be sent to.
const MAX_EMAIL: usize = 254;
/// How many schools one person is attached to, at most.
const MAX_SCHOOLS: usize = 50;
/// How many claims are read: a workspace says a few dozen.
const MAX_CLAIMS: usize = 500;
/// How many values may say what someone is.
const MAX_PROFILES: usize = 100;
/// The longest subject that the standard allows.
const MAX_SUBJECT: usize = 255;
/// Where a name is looked for when neither a whole one nor its halves were said. Edifice's `username` is a name, not a login.
const OTHER_NAMES: [&str; 4] = ["displayName", "cn", "username", "preferred_username"];
/// What EduConnect's claims begin with, and its attributes in SAML (IDENTITY 1.4).
const EDUCONNECT: [&str; 2] = ["FrEduCt", "urn:oid:1.3.6.1.4.1.20326.10.999.1."];
/// Which of them say whether someone is a pupil or a parent.
const AFFILIATION: [&str; 2] = ["FrEduCtPersonAffiliation", "urn:oid:1.3.6.1.4.1.20326.10.999.1.7"];

/// What is kept of a person's claims.
#[derive(Default)]
pub(super) struct Claims {
    /// What the provider's row says tells people apart.
    pub(super) subject: Option<String>,
    /// What the provider calls them besides.
    pub(super) uid: Option<String>,
    /// The name to show; empty when nothing was said.
    pub(super) name: String,
    /// Where they can be written to, if what was said is an address.
    pub(super) email: Option<String>,
    /// What the person is said to be.
    pub(super) profiles: Vec<String>,
    /// The schools that they are attached to; what is no school's code is dropped.
    pub(super) schools: Vec<Uai>,
    /// Whom EduConnect says it is.
    pub(super) family: Option<Refusal>,
}

impl Claims {
    /// Reads `claims` as `provider` means them; `subject` is the claim that tells people apart.
    ///
    /// # Errors
    /// When there are more than anyone needs.
    pub(super) fn read(claims: Map<String, Value>, provider: &Provider, subject: &str) -> Result<Self, Away> {
        if claims.len() > MAX_CLAIMS {
            return Err(format!("more than {MAX_CLAIMS} claims"));
        }
        let (said, map) = (Said(claims), &provider.claims);
        let mut profiles: Vec<_> = said.all(&map.profile).into_iter().map(str::to_owned).collect();
        profiles.truncate(MAX_PROFILES);
        Ok(Self {
            subject: said.exactly(subject).filter(|subject| is_subject(subject)).map(str::to_owned),
            uid: said.first(&map.uid).filter(|uid| is_subject(uid)).map(str::to_owned),
            name: said.name(map),
            email: said.email(map),
            schools: said.schools(map, &profiles),
            family: said.family(),
            profiles,
        })
    }

    /// These claims, and those of `other` that are missing here. Of what a person is, and of their schools, both count.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.subject = self.subject.or(other.subject);
        self.uid = self.uid.or(other.uid);
        self.email = self.email.or(other.email);
        self.family = self.family.or(other.family);
        if self.name.is_empty() {
            self.name = other.name;
        }
        self.profiles.extend(other.profiles);
        self.profiles.truncate(MAX_PROFILES);
        self.schools.extend(other.schools);
        tidy(&mut self.schools);
        self
    }

    /// Whether everything is here that another request could bring.
    pub(super) fn suffice(&self) -> bool {
        self.subject.is_some() && !self.profiles.is_empty() && !self.name.is_empty() && !self.schools.is_empty()
    }
}

/// Whether `text` can tell a person apart.
pub(super) fn is_subject(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_SUBJECT && !text.chars().any(char::is_control)
}

fn tidy(schools: &mut Vec<Uai>) {
    schools.sort();
    schools.dedup();
    schools.truncate(MAX_SCHOOLS);
}

/// Claims as they came, by name in any case.
struct Said(Map<String, Value>);

impl Said {
    /// A claim that says something.
    fn get(&self, name: &str) -> Option<&Value> {
        let exact = self.0.get(name);
        let found = exact.or_else(|| self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value));
        found.filter(|value| !value.is_null())
    }

    /// A claim as it was written, for what two people must never have in common.
    fn exactly(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A claim that is one text.
    fn text(&self, name: &str) -> Option<&str> {
        self.texts(name).first().copied().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The first of `names` that says something.
    fn first(&self, names: &[String]) -> Option<&str> {
        names.iter().find_map(|name| self.text(name))
    }

    /// The texts of a claim; `structureNodes` holds objects, whose `UAI` is taken.
    fn texts(&self, name: &str) -> Vec<&str> {
        let mut texts = Vec::new();
        if let Some(value) = self.get(name) {
            collect(value, &mut texts);
        }
        texts
    }

    fn all(&self, names: &[String]) -> Vec<&str> {
        names.iter().flat_map(|name| self.texts(name)).collect()
    }

    fn schools(&self, map: &ClaimMap, profiles: &[String]) -> Vec<Uai> {
        // `FrEduRne` is `0590121L$UAJ$PU$…`: the code comes first.
        let codes = self.all(&map.uai).into_iter().filter_map(|text| Uai::parse(text.split('$').next().unwrap_or_default()).ok());
        let mut schools: Vec<_> = codes.collect();
        schools.extend(identity::schools_of_profiles(profiles.iter().map(String::as_str)));
        tidy(&mut schools);
        schools
    }

    fn name(&self, map: &ClaimMap) -> String {
        let whole = |name: &str| self.text(name).map(account::clean_name).filter(|name| !name.is_empty());
        let halves = || {
            let both = format!("{} {}", self.first(&map.given_name).unwrap_or_default(), self.first(&map.family_name).unwrap_or_default());
            Some(account::clean_name(&both)).filter(|name| !name.is_empty())
        };
        let given = map.name.iter().find_map(|name| whole(name.as_str()));
        given.or_else(halves).or_else(|| OTHER_NAMES.into_iter().find_map(whole)).unwrap_or_default()
    }

    fn email(&self, map: &ClaimMap) -> Option<String> {
        let address: lettre::Address = self.first(&map.email)?.parse().ok()?;
        Some(address.to_string()).filter(|address| address.len() <= MAX_EMAIL)
    }

    /// Whom EduConnect says it is; nothing when it is not EduConnect that speaks.
    fn family(&self) -> Option<Refusal> {
        let its_own = |name: &String| EDUCONNECT.iter().any(|beginning| name.starts_with(beginning));
        self.0.keys().any(its_own).then(|| identity::family(AFFILIATION.into_iter().flat_map(|name| self.texts(name))))
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
        Claims::read(claims, &provider(), "sub").expect("not too many")
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
            // laclasse.com, as it was
            (
                json!({ "nom": "MARTIN", "prenom": "Camille", "ENTPersonProfils": format!("ENS:{two};ELV:{one}") }),
                ("Camille MARTIN", None, vec![&*format!("ENS:{two};ELV:{one}").leak()], vec![two.clone()]),
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
                        "rne": one.as_str().to_lowercase(), "FrEduRne": [format!("{one}$UAJ$PU$DIR$T3$LYC$300"), "X"], "FrEduRneResp": ["X"] }),
                ("Julien C", Some("j.c@ac-lille.fr"), vec!["DIR", "DIR"], vec![one.clone()]),
            ),
            // names in another case, and CAS's
            (
                json!({ "SN": "MARTIN", "givenname": "Camille", "entpersonprofils": ["National_ENS"], "school@externalId": two.as_str() }),
                ("Camille MARTIN", None, vec!["National_ENS"], vec![two.clone()]),
            ),
            // nothing that helps
            (
                json!({ "name": [], "email": "not an address", "uai": "0590121Z", "ENTPersonStructRattach": 7, "profile": { "a": "b" } }),
                ("", None, vec![], vec![]),
            ),
        ];
        for (said, (name, email, profiles, schools)) in cases {
            let claims = claims(said.clone());
            assert_eq!(claims.name, name, "{said}");
            assert_eq!(claims.email.as_deref(), email, "{said}");
            assert_eq!(claims.profiles, profiles, "{said}");
            assert_eq!(claims.schools, schools, "{said}");
            assert_eq!(claims.family, None, "{said}");
        }
    }

    #[test]
    fn educonnect_is_recognised_whatever_else_is_said() {
        let said = |name: &str, value: Value| claims(json!({ "sub": "x", "ENTPersonProfils": "National_ENS", name: value })).family;
        assert_eq!(said("FrEduCtPersonAffiliation", json!("resp2d")), Some(Refusal::Parent));
        assert_eq!(said("FrEduCtPersonAffiliation", json!(["eleve2d"])), Some(Refusal::Pupil));
        assert_eq!(said("urn:oid:1.3.6.1.4.1.20326.10.999.1.7", json!(["resp1d"])), Some(Refusal::Parent));
        assert_eq!(said("FrEduCtRefId", json!("{AAF}33|1|2")), Some(Refusal::Pupil));
    }

    #[test]
    fn what_is_not_needed_is_not_kept() {
        let Claims { subject, uid, name, email, profiles, schools, family } = claims(json!({
            "sub": "AC-1", "uid": "0b6b", "birthDate": "1985-03-14", "birthdate": "1985-03-14", "mobile": "0600000000", "phone_number": "06",
            "classId": "c", "childrenIds": ["e"], "children": [{ "UAI": "0330001A" }], "login": "camille.martin", "INE": "1",
        }));
        assert_eq!((subject.as_deref(), uid.as_deref(), name.as_str(), email), (Some("AC-1"), Some("0b6b"), "", None));
        assert!(profiles.is_empty() && schools.is_empty() && family.is_none());
    }

    /// Line 51.
    #[test]
    fn a_thousand_claims_are_too_many() {
        let many: Map<_, _> = (0..1000).map(|at| (format!("c{at}"), json!("x"))).collect();
        assert!(Claims::read(many, &provider(), "sub").is_err());
    }

    #[test]
    fn what_tells_people_apart_is_a_text_of_some_length() {
        for wrong in [json!(""), json!("a".repeat(256)), json!("a\0b"), json!(7), json!(null), json!({})] {
            assert_eq!(claims(json!({ "sub": wrong })).subject, None, "{wrong}");
        }
        assert_eq!(claims(json!({ "sub": "a".repeat(255) })).subject.map(|subject| subject.len()), Some(255));
    }

    #[test]
    fn what_was_signed_comes_before_what_was_asked_for_later() {
        let both = claims(json!({ "name": "A", "type": null })).or(claims(json!({ "name": "B", "type": "ENSEIGNANT" })));
        assert_eq!((both.name.as_str(), both.profiles), ("A", vec!["ENSEIGNANT".to_owned()]));
    }

    proptest! {
        #[test]
        fn whatever_is_said_a_name_is_a_line_of_200_characters(name in ".*") {
            let name = claims(json!({ "name": name })).name;
            prop_assert!(name.chars().count() <= 200 && !name.chars().any(char::is_control));
        }
    }
}
