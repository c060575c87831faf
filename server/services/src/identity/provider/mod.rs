//! A sign-in provider: made of what an operator wrote ([`Written`]), or not at all.
//!
//! What holds for one kind alone is in that kind, so that a CAS server with a client secret, or an OAuth 2 one without an endpoint,
//! cannot be said.

mod unfit;
mod written;

pub use unfit::{Unfit, Unfits};
pub use written::{KindName, LogoutKind, Written};

use domain::identity::Parents;
use openidconnect::{ClientSecret, IssuerUrl, core::CoreJwsSigningAlgorithm};
use serde::Deserialize;
use url::Url;

/// One sign-in provider. `preau.toml` holds one `[[sign_in]]` for each.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Written")]
pub struct Provider {
    /// Its name in addresses and in the database, kept for good: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its name on the sign-in page.
    pub label: String,
    /// The file of its logo, in the folder of logos.
    pub logo: Option<String>,
    /// Whether parents are let in.
    pub parents: Parents,
    /// Whether people may sign in with it.
    pub enabled: bool,
    /// What it calls what the portal keeps of a person.
    pub claims: ClaimMap,
    /// What it speaks.
    pub kind: Kind,
}

/// What a provider speaks.
#[derive(Clone, Debug)]
pub enum Kind {
    /// OpenID Connect: an ID token says who came.
    Oidc(Box<Oidc>),
    /// OAuth 2.0 alone: who came is asked of its userinfo endpoint.
    OAuth2Userinfo(Box<OAuth2Userinfo>),
    /// CAS 2 or 3.
    Cas(Cas),
}

/// An OpenID Connect provider.
#[derive(Clone, Debug)]
pub struct Oidc {
    /// Its issuer, letter for letter as its tokens give it. `http` is for this machine alone.
    pub issuer: IssuerUrl,
    /// Where it is spoken to.
    pub endpoints: Endpoints,
    /// The portal, as it knows it.
    pub client: Client,
    /// Whether its answers name it (RFC 9207).
    pub expect_iss: ExpectIss,
    /// How it says what its ID token lacks.
    pub userinfo: UserinfoMode,
    /// The claim that tells people apart, for good.
    pub subject_claim: String,
    /// What it may sign with.
    pub algorithms: Vec<Algorithm>,
    /// Where one signs out of it.
    pub logout: Logout,
    /// Whether its logout tokens must say that they are some (`typ`, ASVS 10.5.5).
    pub bcl_require_typ: bool,
}

/// An OAuth 2.0 provider without ID tokens.
#[derive(Clone, Debug)]
pub struct OAuth2Userinfo {
    /// Where people sign in.
    pub authorization: Url,
    /// Where a code is exchanged.
    pub token: Url,
    /// Where it says who came.
    pub userinfo: Url,
    /// The portal, as it knows it.
    pub client: Client,
    /// What its answers name it, if they do (RFC 9207).
    pub issuer: Option<IssuerUrl>,
    /// Whether they must.
    pub expect_iss: bool,
    /// How it says who came.
    pub mode: UserinfoMode,
    /// The claim that tells people apart, for good.
    pub subject_claim: String,
    /// Where one signs out of it, as Edifice does that (`?callback=`).
    pub logout: Option<Url>,
}

/// A CAS server. One signs out of it at `/logout?service=`.
#[derive(Clone, Debug)]
pub struct Cas {
    /// What `/login` and `/serviceValidate` are below.
    pub base: Url,
    /// What tells people apart, for good: `user`, or one of its attributes.
    pub subject_claim: String,
}

/// The portal, as a provider knows it.
#[derive(Clone, Debug)]
pub struct Client {
    /// What it calls the portal.
    pub id: String,
    /// What the portal proves itself with. Not shown by `Debug`.
    pub secret: ClientSecret,
    /// How the portal proves itself.
    pub auth_method: AuthMethod,
    /// What is asked for; with OpenID Connect, `openid` always is.
    pub scopes: Vec<String>,
    /// Whether a code is bound to the browser that asked for it.
    pub pkce: Pkce,
}

/// Where an OpenID Connect provider is spoken to.
#[derive(Clone, Debug)]
pub enum Endpoints {
    /// Where its discovery document says.
    Discovered,
    /// Where the operator says: its issuer is not where its discovery document lies, or it has none.
    Given(Box<Given>),
}

/// Endpoints that an operator gave.
#[derive(Clone, Debug)]
pub struct Given {
    /// Where people sign in.
    pub authorization: Url,
    /// Where a code is exchanged.
    pub token: Url,
    /// Its keys.
    pub jwks: Url,
    /// Where it says more of who came.
    pub userinfo: Option<Url>,
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

/// Whether a code is bound to the browser that asked for it (RFC 7636).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Pkce {
    /// By a hash: a provider that does not know it passes over it.
    #[default]
    S256,
    /// For a provider that refuses what it does not know.
    #[serde(rename = "none")]
    Off,
}

/// Whether the answers of a provider must name it (RFC 9207). One that names another is refused in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectIss {
    /// Where its discovery document promises it.
    AsPromised,
    /// Always.
    Always,
    /// Never: Edifice does not.
    Never,
}

/// What a userinfo endpoint answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum UserinfoMode {
    /// OpenID Connect's claims: `sub` says who.
    #[default]
    #[serde(rename = "oidc")]
    Oidc,
    /// Edifice's own, version 1: profile and schools too; `externalId` says who.
    #[serde(rename = "edifice_v1")]
    EdificeV1,
}

impl UserinfoMode {
    /// What is said to be understood.
    pub(super) const fn accept(self) -> &'static str {
        match self {
            Self::Oidc => "application/json",
            Self::EdificeV1 => "application/json;version=1.0",
        }
    }

    /// The claim that says whose it is.
    pub(super) const fn subject(self) -> &'static str {
        match self {
            Self::Oidc => "sub",
            Self::EdificeV1 => "externalId",
        }
    }
}

/// What an ID token may be signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// RSA with SHA-256: what every provider knows.
    RS256,
    /// ECDSA on P-256.
    ES256,
}

impl Algorithm {
    /// Its name, as tokens and discovery documents write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::ES256 => "ES256",
        }
    }

    pub(super) const fn jws(self) -> CoreJwsSigningAlgorithm {
        match self {
            Self::RS256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            Self::ES256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        }
    }
}

/// Where one signs out of an OpenID Connect provider.
#[derive(Clone, Debug)]
pub enum Logout {
    /// RP-Initiated Logout 1.0, there or where the discovery document says.
    EndSession(Option<Url>),
    /// As Edifice does it: `?callback=`.
    EdificeCallback(Url),
    /// CAS's way, `?service=`, for a CAS server that speaks OpenID Connect.
    CasService(Url),
}

/// What a provider calls what the portal keeps of a person: for each, the claims that may say it, in order. Nothing else is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimMap {
    /// The whole name.
    pub name: Vec<String>,
    /// The given name, when there is no whole one.
    pub given_name: Vec<String>,
    /// The family name, when there is no whole one.
    pub family_name: Vec<String>,
    /// Where letters go.
    pub email: Vec<String>,
    /// What a person is: pupil, teacher…
    pub profile: Vec<String>,
    /// Their schools.
    pub uai: Vec<String>,
    /// What the provider calls them besides: not who they are here, but remembered, since some providers change the other.
    pub uid: Vec<String>,
}

impl Default for ClaimMap {
    /// What most workspaces understand (IDENTITY 1.2 to 1.4).
    fn default() -> Self {
        Self {
            name: owned(&["name"]),
            given_name: owned(&["given_name", "prenom", "LaclassePrenom", "firstName", "givenName"]),
            family_name: owned(&["family_name", "nom", "LaclasseNom", "lastName", "sn"]),
            email: owned(&["email", "mail", "MailAdressePrincipal", "ctemail"]),
            profile: owned(&[
                "ENTPersonProfils",
                "profile",
                "profil",
                "profiles",
                "profils",
                "type",
                "title",
                "FrEduFonctAdm",
                "categories",
                "FrEduVecteur",
            ]),
            uai: owned(&[
                "uai",
                "ENTPersonStructRattachRNE",
                "ENTPersonStructRattach",
                "ESCOUAI",
                "ESCOUAICourant",
                "rne",
                "school@externalId",
                "structureNodes",
                "FrEduRne",
            ]),
            uid: owned(&["uid", "userId"]),
        }
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

impl Provider {
    /// The address that an operator knows it by: its issuer, or what its endpoints are below.
    pub fn address(&self) -> &str {
        match &self.kind {
            Kind::Oidc(oidc) => oidc.issuer.as_str(),
            Kind::OAuth2Userinfo(oauth2) => oauth2.authorization.as_str(),
            Kind::Cas(cas) => cas.base.as_str(),
        }
    }

    /// What a browser that signs out may be sent to, as far as it is known without asking: pages let forms go on there.
    pub fn leaves_to(&self) -> &Url {
        match &self.kind {
            Kind::Oidc(oidc) => match &oidc.logout {
                Logout::EndSession(Some(url)) | Logout::EdificeCallback(url) | Logout::CasService(url) => url,
                Logout::EndSession(None) => oidc.issuer.url(),
            },
            Kind::OAuth2Userinfo(oauth2) => oauth2.logout.as_ref().unwrap_or(&oauth2.authorization),
            Kind::Cas(cas) => &cas.base,
        }
    }
}

#[cfg(test)]
mod tests;
