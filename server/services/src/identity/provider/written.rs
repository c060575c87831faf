//! A `[[sign_in]]` table, key by key, and what it makes.

use super::{
    AuthMethod, Cas, ClaimMap, Client, Endpoints, ExpectIss, Given, Kind, Logout, OAuth2Userinfo, Oidc, Pkce, Provider, Unfit, Unfits,
    UserinfoMode,
};
use crate::identity::{
    demo, grant,
    http::is_secure,
    presets::{self, Preset},
};
use domain::identity::Parents;
use openidconnect::{ClientSecret, IssuerUrl};
use serde::Deserialize;
use url::Url;

/// What an operator wrote of a provider. Everything else comes from its preset, then from its kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is a key of docs/sign-in.md, and a field of what it makes")]
pub struct Written {
    pub id: Option<String>,
    pub label: Option<String>,
    pub preset: Option<Preset>,
    pub kind: Option<KindName>,
    pub site: Option<Url>,
    pub issuer: Option<IssuerUrl>,
    pub authorization_endpoint: Option<Url>,
    pub token_endpoint: Option<Url>,
    pub userinfo_endpoint: Option<Url>,
    pub jwks_uri: Option<Url>,
    pub client_id: Option<String>,
    pub client_secret: Option<ClientSecret>,
    pub auth_method: Option<AuthMethod>,
    pub scopes: Option<Vec<String>>,
    pub pkce: Option<Pkce>,
    pub expect_iss: Option<bool>,
    pub userinfo_mode: Option<UserinfoMode>,
    pub algorithms: Option<Vec<super::Algorithm>>,
    pub subject_claim: Option<String>,
    pub claim_map: Option<ClaimMap>,
    pub logout_kind: Option<LogoutKind>,
    pub logout_endpoint: Option<Url>,
    pub bcl_require_typ: Option<bool>,
    pub parents: Option<Parents>,
    pub logo: Option<String>,
    pub enabled: Option<bool>,
}

/// What a provider speaks, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindName {
    /// OpenID Connect.
    #[default]
    Oidc,
    /// OAuth 2.0 without ID tokens.
    #[serde(rename = "oauth2_userinfo")]
    OAuth2Userinfo,
    /// CAS.
    Cas,
}

/// How one signs out of a provider, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogoutKind {
    /// RP-Initiated Logout 1.0.
    EndSession,
    /// `?callback=`.
    EdificeCallback,
    /// `?service=`.
    Cas,
}

impl KindName {
    /// Keys that only other kinds have.
    const fn foreign(self) -> &'static [&'static str] {
        match self {
            Self::Oidc => &[],
            Self::OAuth2Userinfo => &["jwks_uri", "algorithms", "bcl_require_typ"],
            Self::Cas => &[
                "issuer",
                "authorization_endpoint",
                "token_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "client_id",
                "client_secret",
                "auth_method",
                "scopes",
                "pkce",
                "expect_iss",
                "userinfo_mode",
                "algorithms",
                "logout_endpoint",
                "bcl_require_typ",
            ],
        }
    }
}

impl TryFrom<Written> for Provider {
    type Error = Unfits;

    fn try_from(mut written: Written) -> Result<Self, Unfits> {
        let kind = written.kind.or_else(|| written.preset.map(Preset::kind)).unwrap_or_default();
        let mut unfit = written.faults(kind);
        if written.preset == Some(Preset::Edifice) && written.site.is_none() {
            // Every address is below it: what else is missing cannot be told.
            unfit.push(Unfit::Missing("site"));
            return Err(Unfits(unfit));
        }
        presets::fill(&mut written, kind);
        let made = match kind {
            KindName::Oidc => written.oidc(&mut unfit).map(|oidc| Kind::Oidc(Box::new(oidc))),
            KindName::OAuth2Userinfo => written.oauth2(&mut unfit).map(|oauth2| Kind::OAuth2Userinfo(Box::new(oauth2))),
            KindName::Cas => written.cas(&mut unfit).map(Kind::Cas),
        };
        let (id, label) = (written.id, written.label);
        match (id, label, made) {
            (Some(id), Some(label), Some(kind)) if unfit.is_empty() => Ok(Self {
                id,
                label,
                logo: written.logo,
                parents: written.parents.unwrap_or_default(),
                enabled: written.enabled.unwrap_or(true),
                claims: written.claim_map.unwrap_or_default(),
                kind,
            }),
            _ => Err(Unfits(unfit)),
        }
    }
}

impl Written {
    /// What is wrong with it whatever its kind, and what its kind has no use for.
    fn faults(&self, kind: KindName) -> Vec<Unfit> {
        let mut unfit: Vec<_> = kind.foreign().iter().copied().filter(|key| self.has(key)).map(Unfit::Foreign).collect();
        let below_site = kind == KindName::Cas || matches!(self.preset, Some(Preset::Edifice | Preset::Laclasse));
        unfit.extend((self.site.is_some() && !below_site).then_some(Unfit::Foreign("site")));
        unfit.extend(self.preset.filter(|preset| !preset.speaks(kind)).map(|_| Unfit::KindOfNoPreset));
        match self.id.as_deref() {
            None => unfit.push(Unfit::Missing("id")),
            Some(id) if !is_spelt(id) => unfit.push(Unfit::IdMisspelt),
            Some(demo::DEMO_PROVIDER | grant::GRANTED) => unfit.push(Unfit::IdReserved),
            Some(_) => {}
        }
        match self.label.as_deref() {
            None => unfit.push(Unfit::Missing("label")),
            Some(label) if label.trim().is_empty() => unfit.push(Unfit::Empty("label")),
            Some(_) => {}
        }
        if self.logo.as_deref().is_some_and(|logo| !is_file_name(logo)) {
            unfit.push(Unfit::LogoNoName);
        }
        if self.claim_map.as_ref().is_some_and(|map| map.profile.is_empty()) {
            unfit.push(Unfit::NoProfileClaims);
        }
        if self.subject_claim.as_deref() == Some("") {
            unfit.push(Unfit::Empty("subject_claim"));
        }
        let bases = [("issuer", self.issuer.as_ref().map(IssuerUrl::url)), ("site", self.site.as_ref())];
        for (key, url) in bases.into_iter().filter_map(|(key, url)| Some((key, url?))) {
            if !is_secure(url) {
                unfit.push(Unfit::NotSecure(key));
            } else if url.query().is_some() || url.fragment().is_some() {
                unfit.push(Unfit::NotBare(key));
            }
        }
        let rest = [
            ("authorization_endpoint", &self.authorization_endpoint),
            ("token_endpoint", &self.token_endpoint),
            ("userinfo_endpoint", &self.userinfo_endpoint),
            ("jwks_uri", &self.jwks_uri),
            ("logout_endpoint", &self.logout_endpoint),
        ];
        unfit.extend(
            rest.into_iter().filter(|(_, url)| url.as_ref().is_some_and(|url| !is_secure(url))).map(|(key, _)| Unfit::NotSecure(key)),
        );
        unfit
    }

    /// Whether the operator wrote `key`, of those that not every kind has.
    fn has(&self, key: &str) -> bool {
        match key {
            "issuer" => self.issuer.is_some(),
            "authorization_endpoint" => self.authorization_endpoint.is_some(),
            "token_endpoint" => self.token_endpoint.is_some(),
            "userinfo_endpoint" => self.userinfo_endpoint.is_some(),
            "jwks_uri" => self.jwks_uri.is_some(),
            "client_id" => self.client_id.is_some(),
            "client_secret" => self.client_secret.is_some(),
            "auth_method" => self.auth_method.is_some(),
            "scopes" => self.scopes.is_some(),
            "pkce" => self.pkce.is_some(),
            "expect_iss" => self.expect_iss.is_some(),
            "userinfo_mode" => self.userinfo_mode.is_some(),
            "algorithms" => self.algorithms.is_some(),
            "logout_endpoint" => self.logout_endpoint.is_some(),
            "bcl_require_typ" => self.bcl_require_typ.is_some(),
            _ => false,
        }
    }

    fn oidc(&self, unfit: &mut Vec<Unfit>) -> Option<Oidc> {
        let issuer = needed("issuer", self.issuer.as_ref(), unfit);
        let client = self.client(&["openid", "profile", "email"], unfit);
        let endpoints = self.endpoints(unfit);
        let logout = self.logout(unfit);
        let algorithms = self.algorithms.clone().unwrap_or_else(|| vec![super::Algorithm::RS256]);
        if algorithms.is_empty() {
            unfit.push(Unfit::NoAlgorithm);
        }
        let client = client?;
        if self.preset == Some(Preset::Edifice) && client.auth_method == AuthMethod::Basic && !is_alphanumeric(&client.secret) {
            unfit.push(Unfit::BasicSecret);
        }
        Some(Oidc {
            issuer: issuer?,
            endpoints: endpoints?,
            client,
            expect_iss: match self.expect_iss {
                None => ExpectIss::AsPromised,
                Some(true) => ExpectIss::Always,
                Some(false) => ExpectIss::Never,
            },
            userinfo: self.userinfo_mode.unwrap_or_default(),
            subject_claim: self.subject_claim.clone().unwrap_or_else(|| "sub".to_owned()),
            algorithms,
            logout: logout?,
            bcl_require_typ: self.bcl_require_typ.unwrap_or(true),
        })
    }

    /// Those that were given: all that are needed, or none.
    fn endpoints(&self, unfit: &mut Vec<Unfit>) -> Option<Endpoints> {
        let all = [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri, &self.userinfo_endpoint];
        if all.iter().all(|endpoint| endpoint.is_none()) {
            return Some(Endpoints::Discovered);
        }
        let authorization = needed("authorization_endpoint", self.authorization_endpoint.as_ref(), unfit);
        let token = needed("token_endpoint", self.token_endpoint.as_ref(), unfit);
        let jwks = needed("jwks_uri", self.jwks_uri.as_ref(), unfit);
        let given = Given { authorization: authorization?, token: token?, jwks: jwks?, userinfo: self.userinfo_endpoint.clone() };
        Some(Endpoints::Given(Box::new(given)))
    }

    fn logout(&self, unfit: &mut Vec<Unfit>) -> Option<Logout> {
        match self.logout_kind {
            None | Some(LogoutKind::EndSession) => Some(Logout::EndSession(self.logout_endpoint.clone())),
            Some(LogoutKind::EdificeCallback) => {
                needed("logout_endpoint", self.logout_endpoint.as_ref(), unfit).map(Logout::EdificeCallback)
            }
            Some(LogoutKind::Cas) => needed("logout_endpoint", self.logout_endpoint.as_ref(), unfit).map(Logout::CasService),
        }
    }

    fn oauth2(&self, unfit: &mut Vec<Unfit>) -> Option<OAuth2Userinfo> {
        let authorization = needed("authorization_endpoint", self.authorization_endpoint.as_ref(), unfit);
        let token = needed("token_endpoint", self.token_endpoint.as_ref(), unfit);
        let userinfo = needed("userinfo_endpoint", self.userinfo_endpoint.as_ref(), unfit);
        let client = self.client(&["userinfo"], unfit);
        let logout = match self.logout_kind {
            None | Some(LogoutKind::EdificeCallback) => self.logout_endpoint.clone(),
            Some(LogoutKind::EndSession | LogoutKind::Cas) => {
                unfit.push(Unfit::LogoutOfAnotherKind);
                None
            }
        };
        if self.expect_iss == Some(true) && self.issuer.is_none() {
            unfit.push(Unfit::Missing("issuer"));
        }
        let mode = self.userinfo_mode.unwrap_or(UserinfoMode::EdificeV1);
        Some(OAuth2Userinfo {
            authorization: authorization?,
            token: token?,
            userinfo: userinfo?,
            client: client?,
            issuer: self.issuer.clone(),
            expect_iss: self.expect_iss.unwrap_or_default(),
            mode,
            subject_claim: self.subject_claim.clone().unwrap_or_else(|| mode.subject().to_owned()),
            logout,
        })
    }

    fn cas(&self, unfit: &mut Vec<Unfit>) -> Option<Cas> {
        let base = needed("site", self.site.as_ref(), unfit);
        if matches!(self.logout_kind, Some(LogoutKind::EndSession | LogoutKind::EdificeCallback)) {
            unfit.push(Unfit::LogoutOfAnotherKind);
        }
        Some(Cas { base: base?, subject_claim: self.subject_claim.clone().unwrap_or_else(|| "user".to_owned()) })
    }

    fn client(&self, scopes: &[&str], unfit: &mut Vec<Unfit>) -> Option<Client> {
        let id = needed("client_id", self.client_id.as_ref(), unfit);
        let secret = needed("client_secret", self.client_secret.as_ref(), unfit);
        let (id, secret) = (id?, secret?);
        unfit.extend(id.is_empty().then_some(Unfit::Empty("client_id")));
        unfit.extend(secret.secret().is_empty().then_some(Unfit::Empty("client_secret")));
        Some(Client {
            id,
            secret,
            auth_method: self.auth_method.unwrap_or_default(),
            scopes: self.scopes.clone().unwrap_or_else(|| scopes.iter().map(|scope| (*scope).to_owned()).collect()),
            pkce: self.pkce.unwrap_or_default(),
        })
    }
}

fn needed<T: Clone>(key: &'static str, value: Option<&T>, unfit: &mut Vec<Unfit>) -> Option<T> {
    if value.is_none() {
        unfit.push(Unfit::Missing(key));
    }
    value.cloned()
}

fn is_alphanumeric(secret: &ClientSecret) -> bool {
    secret.secret().bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_spelt(id: &str) -> bool {
    let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    plain && (1..=40).contains(&id.len())
}

fn is_file_name(name: &str) -> bool {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    plain && !name.starts_with('.') && (1..=80).contains(&name.len())
}
