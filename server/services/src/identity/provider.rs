//! A sign-in provider, as an operator describes it.

use super::{demo, grant, http::is_secure};
use domain::identity::Parents;
use openidconnect::{ClientSecret, IssuerUrl};
use serde::Deserialize;

/// One sign-in provider. `preau.toml` holds one `[[providers]]` for each.
///
/// The scopes, the method and the claims are the operator's to choose, because workspaces differ; the defaults are what most of
/// them understand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its name in addresses and in the database, kept for good: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its name on the sign-in page.
    pub label: String,
    /// Its issuer, letter for letter as its discovery document gives it. `http` is for this machine alone.
    pub issuer: IssuerUrl,
    /// What it calls the portal.
    pub client_id: String,
    /// What the portal proves itself with. Not shown by `Debug`.
    pub client_secret: ClientSecret,
    /// What is asked for; `openid` always is.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// How the portal proves itself.
    #[serde(default)]
    pub auth_method: AuthMethod,
    /// Whether parents are let in.
    #[serde(default)]
    pub parents: Parents,
    /// The claims that may say what a person is (pupil, teacher…).
    #[serde(default = "default_profile_claims")]
    pub profile_claims: Vec<String>,
    /// The claims that may say which schools they are attached to.
    #[serde(default = "default_uai_claims")]
    pub uai_claims: Vec<String>,
    /// Whether people may sign in with it.
    #[serde(default = "enabled")]
    pub enabled: bool,
}

/// How the portal proves itself to a provider's token endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthMethod {
    /// In the `Authorization` header: what the standard prefers.
    #[default]
    Basic,
    /// In the form: laclasse.com, and Edifice when the secret is not alphanumeric.
    Post,
}

fn default_scopes() -> Vec<String> {
    owned(&["openid", "profile", "email"])
}

fn default_profile_claims() -> Vec<String> {
    owned(&["ENTPersonProfils", "profile", "profil", "profiles", "profils", "type", "title", "FrEduFonctAdm", "categories"])
}

fn default_uai_claims() -> Vec<String> {
    owned(&["uai", "ENTPersonStructRattachRNE", "ENTPersonStructRattach", "ESCOUAI", "ESCOUAICourant", "rne", "structureNodes", "FrEduRne"])
}

fn enabled() -> bool {
    true
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A rule that a provider breaks, as an operator wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Addresses and the database hold the id as it is.
    #[error("it must be 1 to 40 lower-case letters, digits and hyphens")]
    IdMisspelt,
    /// The demo's people and the roles given by hand are kept under these names.
    #[error("it is one of the portal's own")]
    IdReserved,
    /// What tells who someone is must not be changed on its way.
    #[error("it must begin with https:// (http:// is for this machine alone)")]
    IssuerNotSecure,
    /// The discovery document's address is made by lengthening the issuer's.
    #[error("it must end with its path")]
    IssuerNotBare,
    /// The sign-in page would have a button without words.
    #[error("it is empty")]
    LabelEmpty,
    /// The provider would not know who asks.
    #[error("it is empty")]
    ClientIdEmpty,
    /// The portal could not prove itself.
    #[error("it is empty")]
    ClientSecretEmpty,
    /// Pupils could not be told from teachers.
    #[error("without it, pupils could not be told from teachers")]
    NoProfileClaims,
}

impl Unfit {
    /// The key that has to be corrected.
    pub fn key(self) -> &'static str {
        match self {
            Self::IdMisspelt | Self::IdReserved => "id",
            Self::IssuerNotSecure | Self::IssuerNotBare => "issuer",
            Self::LabelEmpty => "label",
            Self::ClientIdEmpty => "client_id",
            Self::ClientSecretEmpty => "client_secret",
            Self::NoProfileClaims => "profile_claims",
        }
    }
}

impl Provider {
    /// Every rule that it breaks: the configuration tells them by key and line before anything is opened.
    pub fn unfit(&self) -> Vec<Unfit> {
        let issuer = self.issuer.url();
        let rules = [
            (is_spelt(&self.id), Unfit::IdMisspelt),
            (self.id != demo::DEMO_PROVIDER && self.id != grant::GRANTED, Unfit::IdReserved),
            (is_secure(issuer), Unfit::IssuerNotSecure),
            (issuer.query().is_none() && issuer.fragment().is_none(), Unfit::IssuerNotBare),
            (!self.label.trim().is_empty(), Unfit::LabelEmpty),
            (!self.client_id.is_empty(), Unfit::ClientIdEmpty),
            (!self.client_secret.secret().is_empty(), Unfit::ClientSecretEmpty),
            (!self.profile_claims.is_empty(), Unfit::NoProfileClaims),
        ];
        rules.into_iter().filter(|(kept, _)| !kept).map(|(_, unfit)| unfit).collect()
    }
}

fn is_spelt(id: &str) -> bool {
    let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    plain && (1..=40).contains(&id.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn provider(change: serde_json::Value) -> Result<Provider, serde_json::Error> {
        let mut row =
            json!({ "id": "ent", "label": "ENT", "issuer": "https://ent.example.fr", "client_id": "preau", "client_secret": "s3cret" });
        if let (Some(row), Some(change)) = (row.as_object_mut(), change.as_object()) {
            row.extend(change.clone());
        }
        serde_json::from_value(row)
    }

    #[test]
    fn five_lines_are_enough() {
        let plain = provider(json!({})).expect("a provider");
        assert_eq!(plain.unfit(), []);
        assert!(plain.enabled && plain.parents == Parents::Refused && plain.auth_method == AuthMethod::Basic);
        assert!(!format!("{plain:?}").contains("s3cret"));
        let other = provider(json!({ "auth_method": "post", "parents": "read", "enabled": false })).expect("a provider");
        assert!(!other.enabled && other.parents == Parents::Read && other.auth_method == AuthMethod::Post);
    }

    #[test]
    fn what_an_operator_gets_wrong_is_said() {
        assert!(provider(json!({ "client_secrets": "x" })).is_err(), "an unknown line is not passed over");
        let wrong = [
            (json!({ "id": "demo" }), Unfit::IdReserved),
            (json!({ "id": "granted" }), Unfit::IdReserved),
            (json!({ "id": "" }), Unfit::IdMisspelt),
            (json!({ "id": "E/NT" }), Unfit::IdMisspelt),
            (json!({ "label": " " }), Unfit::LabelEmpty),
            (json!({ "issuer": "http://ent.example.fr" }), Unfit::IssuerNotSecure),
            (json!({ "issuer": "ftp://localhost" }), Unfit::IssuerNotSecure),
            (json!({ "issuer": "https://ent.example.fr/?a=b" }), Unfit::IssuerNotBare),
            (json!({ "client_id": "" }), Unfit::ClientIdEmpty),
            (json!({ "client_secret": "" }), Unfit::ClientSecretEmpty),
            (json!({ "profile_claims": [] }), Unfit::NoProfileClaims),
        ];
        for (change, unfit) in wrong {
            let key = change.as_object().and_then(|change| change.keys().next()).cloned();
            let provider = provider(change).expect("well formed");
            assert_eq!((provider.unfit(), key.as_deref()), (vec![unfit], Some(unfit.key())));
        }
        assert_eq!(provider(json!({ "issuer": "http://127.0.0.1:4000/oidc" })).expect("well formed").unfit(), []);
    }
}
