//! A provider that ends sessions here itself: OpenID Connect Back-Channel Logout 1.0, and CAS's single logout.
//!
//! **Invariants.** A session ends because the provider's key signed that, or because someone knows a CAS ticket that it began with: no
//! cookie counts here. The answer is the same whether anyone was signed in or not.

use super::{
    audit::{self, Actor},
    cas_answer,
    claims::is_subject,
    provider::{Kind, Oidc},
    providers::{Known, Metadata},
    rows::{logout, session as sessions},
    token::LEEWAY,
};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    outside::Secret,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::time::Timestamp;
use openidconnect::{JsonWebKey, JsonWebKeyId};
use serde_json::{Map, Value};

/// The longest logout token.
const MAX_TOKEN: usize = 16 * 1024;
/// How old a logout token may be when it comes: it is sent once, at once.
const MAX_AGE_MS: i64 = 5 * 60_000;
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a provider sends.
#[derive(Clone, Copy)]
pub enum Calling<'a> {
    /// `logout_token` (OpenID Connect).
    Token(&'a str),
    /// `logoutRequest` (CAS).
    Request(&'a str),
}

/// Why nobody was signed out.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedOut {
    /// Not what this provider sends, or not to be believed: 400. The text is for the log, and holds nothing of what was sent.
    #[error("not a logout request to be believed: {0}")]
    Unbelieved(String),
    /// As for any use case; `NotFound` for a provider that there is not, `Slow` when it is called too often and nobody was signed out.
    #[error(transparent)]
    Other(#[from] Error),
}

fn unbelieved(why: impl Into<String>) -> NotSignedOut {
    NotSignedOut::Unbelieved(why.into())
}

/// Ends the sessions that `provider` says have ended; gives how many there were, which may be none.
///
/// # Errors
/// A [`NotSignedOut`]: nothing has changed.
pub async fn back_channel(cx: &Cx, provider: &str, calling: Calling<'_>) -> Result<u64, NotSignedOut> {
    let known = cx.portal.providers.get(provider).ok_or(Error::NotFound)?;
    let slow = known.called(cx.now()).err();
    let cx = &cx.clone().by_word_of(known.provider.id.as_str());
    match (call(cx, known, calling).await, slow) {
        // Anyone may call: however often they do, whoever the provider signs out is signed out.
        (Ok(0) | Err(NotSignedOut::Unbelieved(_)), Some(wait)) => Err(Error::Slow(wait).into()),
        (done, _) => done,
    }
}

async fn call(cx: &Cx, known: &Known, calling: Calling<'_>) -> Result<u64, NotSignedOut> {
    match (&known.provider.kind, calling) {
        (Kind::Oidc(oidc), Calling::Token(token)) => {
            let leaving = believed(cx, known, oidc, token).await?;
            end(cx, known, &leaving).await
        }
        (Kind::Cas(_), Calling::Request(xml)) => {
            let ticket = cas_answer::session_index(xml.as_bytes()).map_err(unbelieved)?;
            let (provider, session) = (known.provider.id.as_str(), Secret::from_outside(&ticket).hash());
            // Looked up first: a ticket that somebody made up keeps no writer waiting.
            if !sessions::is_there(&mut cx.read().await?, provider, &session).await? {
                return Ok(0);
            }
            let mut change = cx.begin().await?;
            let ended = sessions::delete_of_session(&mut change, provider, &session).await?;
            Ok(note(cx, change, known, ended).await?)
        }
        _ => Err(unbelieved("another kind of provider sends that")),
    }
}

/// Who leaves, as a logout token says it.
struct Leaving {
    subject: Option<String>,
    session_hash: Option<String>,
    jti_hash: String,
}

async fn end(cx: &Cx, known: &Known, leaving: &Leaving) -> Result<u64, NotSignedOut> {
    let provider = known.provider.id.as_str();
    let mut change = cx.begin().await?;
    let expires = cx.now().plus_ms(MAX_AGE_MS + 2 * LEEWAY.num_milliseconds());
    if !logout::insert(&mut change, provider, &leaving.jti_hash, expires).await? {
        return Ok(0);
    }
    let ended = match (leaving.subject.as_deref(), leaving.session_hash.as_deref()) {
        (Some(subject), Some(session)) => sessions::delete_of_both(&mut change, provider, subject, session).await?,
        (Some(subject), None) => sessions::delete_of_subject(&mut change, provider, subject).await?,
        (None, Some(session)) => sessions::delete_of_session(&mut change, provider, session).await?,
        (None, None) => 0,
    };
    Ok(note(cx, change, known, ended).await?)
}

async fn note(cx: &Cx, mut change: Change, known: &Known, ended: u64) -> Result<u64> {
    if ended > 0 {
        let object = format!("provider:{}", known.provider.id);
        audit::note(cx, &mut change, Actor::Nobody, "sign-out-by-provider", &object, &format!("{ended} sessions")).await?;
    }
    change.commit().await?;
    Ok(ended)
}

async fn believed(cx: &Cx, known: &Known, oidc: &Oidc, token: &str) -> Result<Leaving, NotSignedOut> {
    let token = Token::read(token).map_err(unbelieved)?;
    token.check_header(oidc).map_err(unbelieved)?;
    let leaving = token.check_claims(oidc, cx.now()).map_err(unbelieved)?;
    let providers = &cx.portal.providers;
    let metadata = providers.metadata(known, oidc, cx.now()).await.map_err(unbelieved)?;
    match token.check_signature(oidc, &metadata) {
        Signature::Good => Ok(leaving),
        Signature::Bad => Err(unbelieved("a bad signature")),
        Signature::UnknownKey => {
            let newer = providers.newer_keys(known, &metadata, cx.now()).await.map_err(unbelieved)?;
            let metadata = newer.ok_or_else(|| unbelieved("signed with an unknown key"))?;
            match token.check_signature(oidc, &metadata) {
                Signature::Good => Ok(leaving),
                Signature::Bad | Signature::UnknownKey => Err(unbelieved("signed with an unknown key")),
            }
        }
    }
}

enum Signature {
    Good,
    Bad,
    UnknownKey,
}

/// A signed token, in its parts. The library's own ID tokens need a `sub`, which a logout token may lack.
struct Token<'t> {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    signed: &'t str,
    signature: Vec<u8>,
}

type Wrong = &'static str;

impl<'t> Token<'t> {
    fn read(text: &'t str) -> Result<Self, Wrong> {
        if text.len() > MAX_TOKEN {
            return Err("too long");
        }
        let (signed, signature) = text.rsplit_once('.').ok_or("no token")?;
        let (header, claims) = signed.split_once('.').ok_or("no token")?;
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| "no token");
        let object = |part: &str| serde_json::from_slice::<Map<String, Value>>(&bytes(part)?).map_err(|_| "no JSON object");
        Ok(Self { header: object(header)?, claims: object(claims)?, signed, signature: bytes(signature)? })
    }

    fn check_header(&self, oidc: &Oidc) -> Result<(), Wrong> {
        if self.header.contains_key("crit") {
            return Err("it has critical headers");
        }
        let typ = self.header.get("typ").map(|typ| typ.as_str().unwrap_or_default().to_ascii_lowercase());
        match typ.as_deref().map(|typ| typ.trim_start_matches("application/")) {
            Some("logout+jwt") => Ok(()),
            None | Some("jwt") if !oidc.bcl_require_typ => Ok(()),
            _ => Err("it does not say that it is a logout token (typ)"),
        }
    }

    /// Back-Channel Logout 1.0, 2.6.
    fn check_claims(&self, oidc: &Oidc, now: Timestamp) -> Result<Leaving, Wrong> {
        let text = |name: &str| self.claims.get(name).and_then(Value::as_str);
        if self.claims.contains_key("nonce") {
            return Err("it has a nonce: it is no logout token");
        }
        if text("iss") != Some(oidc.issuer.as_str()) {
            return Err("of another issuer");
        }
        if !self.is_for(&oidc.client.id) {
            return Err("for another client");
        }
        let event = self.claims.get("events").and_then(|events| events.get(EVENT));
        if !event.is_some_and(Value::is_object) {
            return Err("it has no logout event");
        }
        let (leeway, ms) =
            (LEEWAY.num_milliseconds(), |name: &str| self.claims.get(name).and_then(Value::as_i64).map(|s| s.saturating_mul(1000)));
        match ms("iat") {
            Some(iat) if iat > now.ms() + leeway => return Err("issued in the future"),
            Some(iat) if iat < now.ms() - MAX_AGE_MS - leeway => return Err("issued too long ago"),
            Some(_) => {}
            None => return Err("it does not say when it was issued"),
        }
        if ms("exp").is_none_or(|exp| exp <= now.ms() - leeway) {
            return Err("expired");
        }
        let jti = text("jti").filter(|jti| is_subject(jti)).ok_or("it has no jti")?;
        let [subject, session] = ["sub", "sid"].map(|name| text(name).filter(|text| is_subject(text)));
        if subject.is_none() && session.is_none() {
            return Err("it says of nobody");
        }
        Ok(Leaving {
            subject: subject.map(str::to_owned),
            session_hash: session.map(|session| Secret::from_outside(session).hash()),
            jti_hash: Secret::from_outside(jti).hash(),
        })
    }

    fn is_for(&self, client: &str) -> bool {
        match self.claims.get("aud") {
            Some(Value::String(audience)) => audience == client,
            Some(Value::Array(audiences)) => audiences.iter().any(|audience| audience.as_str() == Some(client)),
            _ => false,
        }
    }

    /// Only by an algorithm that the provider's row names: never `none`, never a shared secret.
    fn check_signature(&self, oidc: &Oidc, metadata: &Metadata) -> Signature {
        let alg = self.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        let Some(algorithm) = oidc.algorithms.iter().find(|algorithm| algorithm.name() == alg) else { return Signature::Bad };
        let kid = self.header.get("kid").and_then(Value::as_str).map(|kid| JsonWebKeyId::new(kid.to_owned()));
        let mut keys = metadata.jwks().keys().iter().filter(|key| kid.is_none() || key.key_id() == kid.as_ref()).peekable();
        if keys.peek().is_none() {
            return Signature::UnknownKey;
        }
        let good = keys.any(|key| key.verify_signature(&algorithm.jws(), self.signed.as_bytes(), &self.signature).is_ok());
        if good { Signature::Good } else { Signature::Bad }
    }
}
