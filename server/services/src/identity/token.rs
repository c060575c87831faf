//! From a code to what a provider says of a person, each step checked.
//!
//! `openidconnect` checks signature, algorithm, issuer, audience, expiry and nonce. Checked here besides: `nbf`, an `iat` in the
//! future, `azp`, `at_hash`, the subject's form, and whose userinfo it is (OpenID Connect Core 3.1.3.7, 3.1.3.8, 5.3.2).

use super::{
    claims::{Claims, is_subject},
    http::HttpError,
    provider::{self, AuthMethod, Oidc, Provider, UserinfoMode},
    providers::{Away, Known, Metadata, Providers},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use domain::time::Timestamp;
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse,
    core::{
        CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier,
    },
    http::{Method, StatusCode, header},
};
use serde_json::{Map, Value};
use std::sync::Arc;
use url::Url;

/// How far apart the provider's clock and ours may be.
pub(super) const LEEWAY: TimeDelta = TimeDelta::seconds(60);

/// The portal as a provider's client.
type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

fn client(known: &provider::Client, metadata: &Metadata, redirect: RedirectUrl) -> Client {
    let id = ClientId::new(known.id.clone());
    CoreClient::from_provider_metadata(metadata.clone(), id, Some(known.secret.clone())).set_redirect_uri(redirect).set_auth_type(
        match known.auth_method {
            AuthMethod::Basic => AuthType::BasicAuth,
            AuthMethod::Post => AuthType::RequestBody,
        },
    )
}

/// What a provider has proved.
pub(super) struct Proved {
    /// Who it is, at this provider.
    pub(super) subject: String,
    pub(super) claims: Claims,
    /// The ID token as it came, to be shown to the provider again at sign-out.
    pub(super) id_token: Option<String>,
    /// What the provider will call the person when it signs them out itself.
    pub(super) there: There,
}

/// Whom a provider means when it signs someone out itself.
#[derive(Default)]
pub(super) struct There {
    /// `sub`, as the ID token had it.
    pub(super) subject: Option<String>,
    /// `sid`, or the ticket of a CAS server. Only its hash is kept.
    pub(super) session: Option<String>,
}

/// What the portal kept of a sign-in under way.
pub(super) struct Kept {
    pub(super) nonce: Nonce,
    /// Without PKCE there is none.
    pub(super) verifier: Option<PkceCodeVerifier>,
    pub(super) redirect: RedirectUrl,
}

/// Where a browser is sent to sign in. `anew`: whoever is known there already has to say again who they are.
pub(super) fn authorize(oidc: &Oidc, metadata: &Metadata, state: String, kept: &Kept, anew: bool) -> Url {
    let client = client(&oidc.client, metadata, kept.redirect.clone());
    let scopes = oidc.client.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new);
    let nonce = kept.nonce.clone();
    let mut request =
        client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || CsrfToken::new(state), move || nonce).add_scopes(scopes);
    if let Some(verifier) = &kept.verifier {
        request = request.set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(verifier));
    }
    if anew {
        request = request.add_prompt(CoreAuthPrompt::Login);
    }
    request.url().0
}

/// What is believed of an ID token.
struct Signed {
    subject: String,
    session: Option<String>,
    claims: Claims,
}

impl Providers {
    /// Exchanges `code`, and checks what comes back.
    pub(super) async fn prove(
        &self,
        known: &Known,
        oidc: &Oidc,
        metadata: Arc<Metadata>,
        code: String,
        kept: Kept,
        now: Timestamp,
    ) -> Result<Proved, Away> {
        let client = client(&oidc.client, &metadata, kept.redirect);
        let mut exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| format!("token: {error}"))?;
        if let Some(verifier) = kept.verifier {
            exchange = exchange.set_pkce_verifier(verifier);
        }
        let answer = exchange.request_async(&self.http).await.map_err(|error| explain(&error))?;
        let token = answer.id_token().ok_or("token: no ID token")?;
        let endpoint = metadata.userinfo_endpoint().map(|endpoint| endpoint.url().clone());
        let asked = Asked { known, oidc, nonce: &kept.nonce, access: answer.access_token() };
        let signed = self.check(&asked, metadata, token, now).await?;
        let claims = match endpoint {
            Some(endpoint) if !signed.claims.suffice() => {
                let more = self.userinfo(&endpoint, answer.access_token().secret(), oidc.userinfo).await?;
                // Plain JSON, which nobody signed: of this person only.
                if more.get(oidc.userinfo.subject()).and_then(Value::as_str) != Some(signed.subject.as_str()) {
                    return Err("userinfo: of someone else".to_owned());
                }
                signed.claims.or(Claims::read(more, &known.provider, &oidc.subject_claim)?)
            }
            _ => signed.claims,
        };
        let subject =
            claims.subject.clone().ok_or_else(|| format!("nothing tells this person apart: no claim {:?}", oidc.subject_claim))?;
        let there = There { subject: Some(signed.subject), session: signed.session };
        Ok(Proved { subject, claims, id_token: Some(token.to_string()), there })
    }

    async fn check(&self, asked: &Asked<'_>, metadata: Arc<Metadata>, token: &CoreIdToken, now: Timestamp) -> Result<Signed, Away> {
        match check(asked, &metadata, token, now) {
            Err(Broken::UnknownKey) => {
                let newer = self.newer_keys(asked.known, &metadata, now).await?;
                let metadata = newer.ok_or("ID token: signed with an unknown key")?;
                check(asked, &metadata, token, now).map_err(Away::from)
            }
            done => done.map_err(Away::from),
        }
    }

    /// What the provider adds when asked with the access token. Plain JSON only; whose it is, the caller checks.
    pub(super) async fn userinfo(&self, endpoint: &Url, access: &str, mode: UserinfoMode) -> Result<Map<String, Value>, Away> {
        let request = openidconnect::http::Request::builder()
            .method(Method::GET)
            .uri(endpoint.as_str())
            .header(header::ACCEPT, mode.accept())
            .header(header::AUTHORIZATION, format!("Bearer {access}"))
            .body(Vec::new())
            .map_err(|_| "userinfo: the access token is not fit to be sent".to_owned())?;
        let answer = self.http.send(request).await.map_err(|error| format!("userinfo: {error}"))?;
        if answer.status() != StatusCode::OK {
            return Err(format!("userinfo: answered {}", answer.status()));
        }
        serde_json::from_slice(answer.body()).map_err(|_| "userinfo: not a JSON object".to_owned())
    }
}

/// What an ID token is checked against.
struct Asked<'a> {
    known: &'a Known,
    oidc: &'a Oidc,
    nonce: &'a Nonce,
    access: &'a AccessToken,
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

fn check(asked: &Asked<'_>, metadata: &Metadata, token: &CoreIdToken, now: Timestamp) -> Result<Signed, Broken> {
    let (provider, oidc): (&Provider, _) = (&asked.known.provider, asked.oidc);
    let now = DateTime::from_timestamp_millis(now.ms()).ok_or_else(|| refused("our own clock is out of range"))?;
    let verifier = verifier(oidc, metadata, now);
    let signed = token.claims(&verifier, asked.nonce)?;
    if signed.authorized_party().is_some_and(|azp| azp.as_str() != oidc.client.id) {
        return Err(refused("made for another client (azp)"));
    }
    check_access_token(signed, token, &verifier, asked.access)?;
    let subject = signed.subject().as_str();
    if !is_subject(subject) {
        return Err(refused("its subject is empty, too long, or not a text"));
    }
    let claims = payload(token)?;
    check_not_before(&claims, now)?;
    let session = claims.get("sid").and_then(Value::as_str).filter(|sid| is_subject(sid)).map(str::to_owned);
    let claims = Claims::read(claims, provider, &oidc.subject_claim).map_err(Broken::Refused)?;
    Ok(Signed { subject: subject.to_owned(), session, claims })
}

fn verifier<'a>(oidc: &Oidc, metadata: &'a Metadata, now: DateTime<Utc>) -> CoreIdTokenVerifier<'a> {
    let id = ClientId::new(oidc.client.id.clone());
    // A public client's verifier knows no secret: no token can pass for one signed with it.
    CoreIdTokenVerifier::new_public_client(id, metadata.issuer().clone(), metadata.jwks().clone())
        .set_allowed_algs(oidc.algorithms.iter().map(|algorithm| algorithm.jws()))
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
