//! What is known of the workspaces that schools have: a preset fills in what an operator did not write (IDENTITY 1.1 to 1.4).
//!
//! Addresses are made below `site`. What each workspace decides for each application (an issuer, scopes, a secret) stays the
//! operator's to write.

use super::provider::{AuthMethod, KindName, LogoutKind, UserinfoMode, Written};
use serde::Deserialize;
use url::Url;

/// laclasse.com has one site (IDENTITY 1.1).
const LACLASSE: &str = "https://www.laclasse.com";

/// A workspace that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Edifice ONE and NEO, whose `site` is the ENT's own.
    Edifice,
    /// laclasse.com, of the Métropole de Lyon.
    Laclasse,
    /// FIM « agents », of the national education service.
    Fim,
    /// Skolengo, of Kosmos.
    Skolengo,
    /// Any ENT that speaks CAS with SDET attributes.
    Cas,
    /// A Keycloak of the territory's own.
    Keycloak,
}

impl Preset {
    /// What it speaks unless something else is asked for.
    pub(super) const fn kind(self) -> KindName {
        match self {
            // IDENTITY 1.3: without keys of the server's, its ID token is not signed.
            Self::Edifice => KindName::OAuth2Userinfo,
            Self::Laclasse | Self::Fim | Self::Skolengo | Self::Keycloak => KindName::Oidc,
            Self::Cas => KindName::Cas,
        }
    }

    /// Whether it speaks `kind` at all (IDENTITY 1.1).
    pub(super) fn speaks(self, kind: KindName) -> bool {
        match self {
            Self::Edifice => true,
            Self::Laclasse | Self::Skolengo => kind != KindName::OAuth2Userinfo,
            Self::Fim | Self::Keycloak => kind == KindName::Oidc,
            Self::Cas => kind == KindName::Cas,
        }
    }
}

/// Fills in what `written` does not say.
pub(super) fn fill(written: &mut Written, kind: KindName) {
    match written.preset {
        Some(Preset::Edifice) => edifice(written, kind),
        Some(Preset::Laclasse) => laclasse(written, kind),
        // Their discovery documents say the rest. FIM's scopes are one for each application, so they are written; Keycloak names itself
        // in its answers, and promises that in its document.
        Some(Preset::Fim | Preset::Skolengo | Preset::Keycloak | Preset::Cas) | None => {}
    }
}

/// IDENTITY 1.3.
fn edifice(written: &mut Written, kind: KindName) {
    let Some(site) = written.site.clone() else { return };
    if kind == KindName::Cas {
        // 1.1: `/cas/login`, `/cas/serviceValidate`.
        written.site = Some(if site.path().trim_end_matches('/').is_empty() { below(&site, "/cas") } else { site });
        return;
    }
    written.authorization_endpoint.get_or_insert_with(|| below(&site, "/auth/oauth2/auth"));
    written.token_endpoint.get_or_insert_with(|| below(&site, "/auth/oauth2/token"));
    written.userinfo_endpoint.get_or_insert_with(|| below(&site, "/auth/oauth2/userinfo"));
    // Basic credentials are read without decoding: in the form, any secret is read as it is.
    written.auth_method.get_or_insert(AuthMethod::Post);
    // Its answers have no `iss`.
    written.expect_iss.get_or_insert(false);
    // Its other versions say neither profile nor school.
    written.userinfo_mode.get_or_insert(UserinfoMode::EdificeV1);
    written.logout_kind.get_or_insert(LogoutKind::EdificeCallback);
    written.logout_endpoint.get_or_insert_with(|| below(&site, "/auth/logout"));
    if kind == KindName::Oidc {
        // The issuer is a free text, so that it need not lead to the discovery document.
        written.jwks_uri.get_or_insert_with(|| below(&site, "/auth/openid/jwks"));
        // All that is asked for must have been registered with the connector.
        written.scopes.get_or_insert_with(|| vec!["openid".to_owned(), "userinfo".to_owned()]);
        // [inf]: what `typ` its logout tokens have is not known.
        written.bcl_require_typ.get_or_insert(false);
    }
}

/// IDENTITY 1.1: endpoints, `client_secret_post` and the key `uid` as its own applications are configured.
fn laclasse(written: &mut Written, kind: KindName) {
    let site = match &written.site {
        Some(site) => site.clone(),
        None => match LACLASSE.parse() {
            Ok(site) => site,
            Err(_) => return,
        },
    };
    if kind == KindName::Cas {
        let given = written.site.is_some() && site.path() != "/";
        written.site = Some(if given { site } else { below(&site, "/sso") });
        return;
    }
    written.authorization_endpoint.get_or_insert_with(|| below(&site, "/sso/authorize"));
    written.token_endpoint.get_or_insert_with(|| below(&site, "/sso/token"));
    written.userinfo_endpoint.get_or_insert_with(|| below(&site, "/sso/userinfo"));
    written.jwks_uri.get_or_insert_with(|| below(&site, "/sso/jwks"));
    written.auth_method.get_or_insert(AuthMethod::Post);
    written.subject_claim.get_or_insert_with(|| "uid".to_owned());
    written.logout_endpoint.get_or_insert_with(|| below(&site, "/sso/logout"));
}

/// `path` below `site`.
pub(super) fn below(site: &Url, path: &str) -> Url {
    let mut url = site.clone();
    url.set_path(&format!("{}{path}", site.path().trim_end_matches('/')));
    url
}
