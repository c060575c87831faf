//! A sign-in provider, as an operator describes it.

use super::{demo, grant, http::is_secure};
use anyhow::{Context, ensure};
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

impl Provider {
    /// Says what is wrong with what the operator wrote, if something is.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        check_id(&self.id)?;
        self.check_rest().with_context(|| format!("provider {:?}", self.id))
    }

    fn check_rest(&self) -> anyhow::Result<()> {
        let url = self.issuer.url();
        ensure!(is_secure(url), "its issuer {url} must begin with https:// (http:// is for this machine alone)");
        ensure!(url.query().is_none() && url.fragment().is_none(), "its issuer {url} must end with its path");
        ensure!(!self.label.trim().is_empty(), "its label is empty");
        ensure!(!self.client_id.is_empty(), "its client_id is empty");
        ensure!(!self.client_secret.secret().is_empty(), "its client_secret is empty");
        ensure!(!self.profile_claims.is_empty(), "without profile_claims, pupils could not be told from teachers");
        Ok(())
    }
}

fn check_id(id: &str) -> anyhow::Result<()> {
    let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    ensure!(plain && (1..=40).contains(&id.len()), "a provider's id is lower-case letters, digits and hyphens, not {id:?}");
    ensure!(id != demo::DEMO_PROVIDER && id != grant::GRANTED, "a provider may not be called {id:?}");
    Ok(())
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
        plain.check().expect("a sound one");
        assert!(plain.enabled && plain.parents == Parents::Refused && plain.auth_method == AuthMethod::Basic);
        assert!(!format!("{plain:?}").contains("s3cret"));
        let other = provider(json!({ "auth_method": "post", "parents": "read", "enabled": false })).expect("a provider");
        assert!(!other.enabled && other.parents == Parents::Read && other.auth_method == AuthMethod::Post);
    }

    #[test]
    fn what_an_operator_gets_wrong_is_said() {
        assert!(provider(json!({ "client_secrets": "x" })).is_err(), "an unknown line is not passed over");
        let wrong = [
            json!({ "id": "demo" }),
            json!({ "id": "granted" }),
            json!({ "id": "" }),
            json!({ "id": "E/NT" }),
            json!({ "issuer": "http://ent.example.fr" }),
            json!({ "issuer": "ftp://localhost" }),
            json!({ "issuer": "https://ent.example.fr/?a=b" }),
            json!({ "client_secret": "" }),
            json!({ "profile_claims": [] }),
        ];
        for change in wrong {
            let provider = provider(change.clone()).expect("well formed");
            assert!(provider.check().is_err(), "{change}");
        }
        assert!(provider(json!({ "issuer": "http://127.0.0.1:4000/oidc" })).expect("well formed").check().is_ok());
    }
}
