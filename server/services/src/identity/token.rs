//! From a code to what a provider says of a person, each step checked.
//!
//! `openidconnect` checks signature, algorithm, issuer, audience, expiry and nonce. Checked here besides: `nbf`, an `iat` in the
//! future, `azp`, `at_hash`, the subject's form, and whose userinfo it is (OpenID Connect Core 3.1.3.7, 3.1.3.8, 5.3.2).

use super::{
    claims::Claims,
    http::HttpError,
    provider::{AuthMethod, Provider},
    providers::{Away, Known, Metadata, Providers},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use domain::time::Timestamp;
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, Nonce, OAuth2TokenResponse, PkceCodeVerifier, RedirectUrl, RequestTokenError, SignatureVerificationError, TokenResponse,
    UserInfoUrl,
    core::{CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm},
    http::{Method, StatusCode, header},
};
use serde_json::{Map, Value};
use std::sync::Arc;

/// How far apart the provider's clock and ours may be.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// The longest subject that the standard allows.
const MAX_SUBJECT: usize = 255;

/// The portal as `provider`'s client.
pub(super) type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

pub(super) fn client(provider: &Provider, metadata: &Metadata, redirect: RedirectUrl) -> Client {
    let id = ClientId::new(provider.client_id.clone());
    CoreClient::from_provider_metadata(metadata.clone(), id, Some(provider.client_secret.clone())).set_redirect_uri(redirect).set_auth_type(
        match provider.auth_method {
            AuthMethod::Basic => AuthType::BasicAuth,
            AuthMethod::Post => AuthType::RequestBody,
        },
    )
}

/// What a provider has proved.
pub(super) struct Proved {
    pub(super) subject: String,
    pub(super) claims: Claims,
    /// The ID token as it came, to be shown to the provider again at sign-out.
    pub(super) id_token: String,
}

/// What the portal kept of a sign-in under way.
pub(super) struct Kept {
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
    pub(super) redirect: RedirectUrl,
}

impl Providers {
    /// Exchanges `code`, and checks what comes back.
    pub(super) async fn prove(
        &self,
        known: &Known,
        metadata: Arc<Metadata>,
        code: String,
        kept: Kept,
        now: Timestamp,
    ) -> Result<Proved, Away> {
        let client = client(&known.provider, &metadata, kept.redirect);
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| format!("token: {error}"))?;
        let answer = exchange.set_pkce_verifier(kept.verifier).request_async(&self.http).await.map_err(|error| explain(&error))?;
        let token = answer.id_token().ok_or("token: no ID token")?;
        let endpoint = metadata.userinfo_endpoint().cloned();
        let (subject, claims) = self.check(known, metadata, token, &kept.nonce, answer.access_token(), now).await?;
        let claims = match endpoint {
            Some(endpoint) if !claims.suffice(&known.provider) => {
                claims.or(self.userinfo(&endpoint, answer.access_token(), &subject).await?)
            }
            _ => claims,
        };
        Ok(Proved { subject, claims, id_token: token.to_string() })
    }

    async fn check(
        &self,
        known: &Known,
        metadata: Arc<Metadata>,
        token: &CoreIdToken,
        nonce: &Nonce,
        access: &AccessToken,
        now: Timestamp,
    ) -> Result<(String, Claims), Away> {
        match check(&known.provider, &metadata, token, nonce, access, now) {
            Err(Broken::UnknownKey) => {
                let metadata = self.newer_keys(known, &metadata, now).await?.ok_or("ID token: signed with an unknown key")?;
                check(&known.provider, &metadata, token, nonce, access, now).map_err(Away::from)
            }
            done => done.map_err(Away::from),
        }
    }

    /// What the provider adds when asked with the access token. Plain JSON only, and of this `subject` only.
    async fn userinfo(&self, endpoint: &UserInfoUrl, access: &AccessToken, subject: &str) -> Result<Claims, Away> {
        let request = openidconnect::http::Request::builder()
            .method(Method::GET)
            .uri(endpoint.as_str())
            .header(header::ACCEPT, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", access.secret()))
            .body(Vec::new())
            .map_err(|_| "userinfo: the access token is not fit to be sent".to_owned())?;
        let answer = self.http.send(request).await.map_err(|error| format!("userinfo: {error}"))?;
        if answer.status() != StatusCode::OK {
            return Err(format!("userinfo: answered {}", answer.status()));
        }
        let claims: Map<String, Value> = serde_json::from_slice(answer.body()).map_err(|_| "userinfo: not a JSON object".to_owned())?;
        if claims.get("sub").and_then(Value::as_str) != Some(subject) {
            return Err("userinfo: of someone else".to_owned());
        }
        Ok(Claims::new(claims))
    }
}

/// What is wrong with an ID token.
enum Broken {
    /// It may be right: the key that it was signed with is not known yet.
    UnknownKey,
    Refused(String),
}

impl From<Broken> for Away {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::UnknownKey => "ID token: signed with an unknown key".to_owned(),
            Broken::Refused(why) => format!("ID token: {why}"),
        }
    }
}

impl From<ClaimsVerificationError> for Broken {
    fn from(error: ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => Self::UnknownKey,
            ClaimsVerificationError::SignatureVerification(why) => Self::Refused(why.to_string()),
            other => Self::Refused(other.to_string()),
        }
    }
}

fn refused(why: impl Into<String>) -> Broken {
    Broken::Refused(why.into())
}

fn check(
    provider: &Provider,
    metadata: &Metadata,
    token: &CoreIdToken,
    nonce: &Nonce,
    access: &AccessToken,
    now: Timestamp,
) -> Result<(String, Claims), Broken> {
    let now = DateTime::from_timestamp_millis(now.ms()).ok_or_else(|| refused("our own clock is out of range"))?;
    let verifier = verifier(provider, metadata, now);
    let signed = token.claims(&verifier, nonce)?;
    if signed.authorized_party().is_some_and(|azp| azp.as_str() != provider.client_id) {
        return Err(refused("made for another client (azp)"));
    }
    check_access_token(signed, token, &verifier, access)?;
    let subject = signed.subject().as_str();
    if subject.is_empty() || subject.len() > MAX_SUBJECT || subject.chars().any(char::is_control) {
        return Err(refused("its subject is empty, too long, or not a text"));
    }
    let claims = payload(token)?;
    check_not_before(&claims, now)?;
    Ok((subject.to_owned(), Claims::new(claims)))
}

fn verifier<'a>(provider: &Provider, metadata: &'a Metadata, now: DateTime<Utc>) -> CoreIdTokenVerifier<'a> {
    let id = ClientId::new(provider.client_id.clone());
    // A public client's verifier knows no secret: no token can pass for one signed with it.
    CoreIdTokenVerifier::new_public_client(id, metadata.issuer().clone(), metadata.jwks().clone())
        .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, CoreJwsSigningAlgorithm::EcdsaP256Sha256])
        .set_time_fn(move || now - LEEWAY)
        .set_issue_time_verifier_fn(move |iat| if iat > now + LEEWAY { Err("issued in the future".to_owned()) } else { Ok(()) })
}

fn check_access_token(
    signed: &CoreIdTokenClaims,
    token: &CoreIdToken,
    verifier: &CoreIdTokenVerifier<'_>,
    access: &AccessToken,
) -> Result<(), Broken> {
    let Some(expected) = signed.access_token_hash() else { return Ok(()) };
    let unreadable = |_| refused("its key is not known");
    let (alg, key) = (token.signing_alg().map_err(unreadable)?, token.signing_key(verifier).map_err(unreadable)?);
    let actual = AccessTokenHash::from_token(access, alg, key).map_err(|_| refused("at_hash cannot be computed"))?;
    if actual == *expected { Ok(()) } else { Err(refused("made for another access token (at_hash)")) }
}

/// Every claim of a token whose signature has been checked: those that only workspaces know, and those that the standard knows in
/// another form.
fn payload(token: &CoreIdToken) -> Result<Map<String, Value>, Broken> {
    let text = token.to_string();
    let part = text.split('.').nth(1).ok_or_else(|| refused("no payload"))?;
    let bytes = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).map_err(|_| refused("no payload"))?;
    serde_json::from_slice(&bytes).map_err(|_| refused("its payload is no JSON object"))
}

fn check_not_before(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<(), Broken> {
    match claims.get("nbf") {
        None | Some(Value::Null) => Ok(()),
        Some(value) => match value.as_f64() {
            Some(seconds) if seconds <= (now + LEEWAY).timestamp() as f64 => Ok(()),
            _ => Err(refused("not valid yet (nbf)")),
        },
    }
}

type ExchangeError = RequestTokenError<HttpError, openidconnect::StandardErrorResponse<CoreErrorResponseType>>;

/// What went wrong, without what the provider wrote: it may repeat the code.
fn explain(error: &ExchangeError) -> Away {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            CoreErrorResponseType::Extension(_) => "token: refused".to_owned(),
            known => format!("token: refused, {}", known.as_ref()),
        },
        RequestTokenError::Request(error) => format!("token: {error}"),
        RequestTokenError::Parse(..) => "token: an answer that is none".to_owned(),
        RequestTokenError::Other(_) => "token: an unexpected answer".to_owned(),
    }
}
