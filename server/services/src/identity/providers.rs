//! The providers there are, and what is remembered of their discovery documents and keys.

use super::{
    http::{self, Http},
    provider::{Endpoints, Given, Logout, Oidc, Provider},
};
use crate::media;
use anyhow::{Context, bail};
use bytes::Bytes;
use domain::time::Timestamp;
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, DiscoveryError, JsonWebKeySet, JsonWebKeySetUrl, ProviderMetadata, TokenUrl, UserInfoUrl,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use std::{
    error::Error as StdError,
    path::Path,
    sync::{Arc, Mutex as Lock, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex;

/// How long a discovery document and its keys are believed.
const BELIEVED_MS: i64 = 10 * 60_000;
/// How often keys are asked for again because of a token signed with one that is not known.
const KEYS_AGAIN_MS: i64 = 60_000;
/// How long a provider that did not answer is left alone: people queueing for one that is away must not wait one after another.
const LEFT_ALONE_MS: i64 = 5_000;
/// How long calls of a provider are counted together.
const CALLS_MS: i64 = 60_000;
/// How many calls of a provider are answered in that time, whatever comes of them: a school that closes signs everybody out at once.
const MANY_CALLS: u32 = 600;

/// What a discovery document says beyond what every provider says.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Extra {
    #[serde(default)]
    pub(super) end_session_endpoint: Option<String>,
    /// RFC 9207: its answers name it.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: Option<bool>,
}

impl AdditionalProviderMetadata for Extra {}

/// A discovery document, with its keys.
pub(super) type Metadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// Why a provider is of no use now, for the log. Holds no secret.
pub(super) type Away = String;

/// The sign-in providers of a portal.
#[derive(Debug)]
pub struct Providers {
    known: Vec<Known>,
    pub(super) http: Http,
}

/// A provider, and what is remembered of it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) provider: Provider,
    logo: Option<Bytes>,
    memory: Mutex<Memory>,
    calls: Lock<Calls>,
}

/// How often a provider called lately.
#[derive(Debug, Default)]
struct Calls {
    since: Option<Timestamp>,
    many: u32,
}

impl Known {
    /// Counts a call of the provider's own; says how long it has to wait when there were too many.
    pub(super) fn called(&self, now: Timestamp) -> Result<(), Duration> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        match calls.since.map(|since| now.since_ms(since)).filter(|passed| *passed < CALLS_MS) {
            Some(passed) if calls.many >= MANY_CALLS => Err(Duration::from_millis((CALLS_MS - passed).unsigned_abs())),
            Some(_) => {
                calls.many += 1;
                Ok(())
            }
            None => {
                *calls = Calls { since: Some(now), many: 1 };
                Ok(())
            }
        }
    }
}

#[derive(Debug, Default)]
struct Memory {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    keys_asked_again: Option<Timestamp>,
    failed: Option<(Timestamp, Away)>,
}

impl Providers {
    /// The providers of `list`. Nothing is asked of them yet.
    ///
    /// # Errors
    /// What an operator has to correct: an id twice.
    pub fn new(list: Vec<Provider>) -> anyhow::Result<Self> {
        Self::with_patience(list, http::PATIENCE)
    }

    /// As [`Providers::new`], waiting for a provider's answers for `patience` at most. For tests.
    ///
    /// # Errors
    /// As [`Providers::new`].
    pub fn with_patience(list: Vec<Provider>, patience: Duration) -> anyhow::Result<Self> {
        for (at, provider) in list.iter().enumerate() {
            if list[..at].iter().any(|other| other.id == provider.id) {
                bail!("two providers are called {:?}", provider.id);
            }
        }
        let known =
            list.into_iter().map(|provider| Known { provider, logo: None, memory: Mutex::default(), calls: Lock::default() }).collect();
        Ok(Self { known, http: Http::new(patience)? })
    }

    /// The same, with the logos that lie in `folder`. They are taken in as any picture is: decoded, and encoded anew.
    ///
    /// # Errors
    /// A logo that is not there, or is no picture.
    pub fn with_logos(mut self, folder: &Path) -> anyhow::Result<Self> {
        for known in &mut self.known {
            let Some(file) = &known.provider.logo else { continue };
            let path = folder.join(file);
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            let prepared = media::prepare(bytes).with_context(|| path.display().to_string())?;
            known.logo = prepared.renditions.into_iter().next().map(|(_, narrowest)| Bytes::from(narrowest));
        }
        Ok(self)
    }

    /// The logo of the provider `id`, as WebP, if people may sign in with it and it has one.
    pub fn logo(&self, id: &str) -> Option<Bytes> {
        self.get(id)?.logo.clone()
    }

    /// Those that people may sign in with, in the operator's order.
    pub fn offered(&self) -> impl Iterator<Item = &Provider> {
        self.known.iter().map(|known| &known.provider).filter(|provider| provider.enabled)
    }

    /// The provider `id`, if people may sign in with it.
    pub(super) fn get(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.provider.id == id && known.provider.enabled)
    }

    /// What `known` says of itself, or the operator says of it, with its keys: ten minutes old at most.
    pub(super) async fn metadata(&self, known: &Known, oidc: &Oidc, now: Timestamp) -> Result<Arc<Metadata>, Away> {
        let mut memory = known.memory.lock().await;
        if let Some((_, metadata)) = memory.metadata.as_ref().filter(|(at, _)| now.since_ms(*at) < BELIEVED_MS) {
            return Ok(metadata.clone());
        }
        if let Some((_, away)) = memory.failed.as_ref().filter(|(at, _)| now.since_ms(*at) < LEFT_ALONE_MS) {
            return Err(away.clone());
        }
        match self.fetch(oidc).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *memory = Memory { metadata: Some((now, metadata.clone())), failed: None, ..std::mem::take(&mut *memory) };
                Ok(metadata)
            }
            Err(away) => {
                memory.failed = Some((now, away.clone()));
                Err(away)
            }
        }
    }

    /// Asks for what [`Self::metadata`] remembers.
    pub(super) async fn fetch(&self, oidc: &Oidc) -> Result<Metadata, Away> {
        match &oidc.endpoints {
            Endpoints::Discovered => {
                let discovered = Metadata::discover_async(oidc.issuer.clone(), &self.http).await;
                discovered.map_err(|error| format!("discovery: {}", explain(&error)))
            }
            Endpoints::Given(given) => {
                let address = JsonWebKeySetUrl::from_url(given.jwks.clone());
                let keys = JsonWebKeySet::fetch_async(&address, &self.http).await.map_err(|error| format!("keys: {}", explain(&error)))?;
                Ok(as_metadata(oidc, given).set_jwks(keys))
            }
        }
    }

    /// The same as `seen` with keys asked for again, because `seen` lacks one; nothing when that was done within the minute.
    pub(super) async fn newer_keys(&self, known: &Known, seen: &Arc<Metadata>, now: Timestamp) -> Result<Option<Arc<Metadata>>, Away> {
        let mut memory = known.memory.lock().await;
        if let Some((_, newer)) = memory.metadata.as_ref().filter(|(_, kept)| !Arc::ptr_eq(kept, seen)) {
            return Ok(Some(newer.clone()));
        }
        if memory.keys_asked_again.is_some_and(|at| now.since_ms(at) < KEYS_AGAIN_MS) {
            return Ok(None);
        }
        memory.keys_asked_again = Some(now);
        let keys = JsonWebKeySet::fetch_async(seen.jwks_uri(), &self.http).await.map_err(|error| format!("keys: {}", explain(&error)))?;
        let metadata = Arc::new(Metadata::clone(seen).set_jwks(keys));
        let since = memory.metadata.as_ref().map_or(now, |(at, _)| *at);
        memory.metadata = Some((since, metadata.clone()));
        Ok(Some(metadata))
    }
}

/// What a discovery document would say, without the keys.
fn as_metadata(oidc: &Oidc, given: &Given) -> Metadata {
    let end_session = match &oidc.logout {
        Logout::EndSession(Some(url)) => Some(url.to_string()),
        _ => None,
    };
    let extra = Extra { end_session_endpoint: end_session, authorization_response_iss_parameter_supported: None };
    let (authorization, jwks) = (AuthUrl::from_url(given.authorization.clone()), JsonWebKeySetUrl::from_url(given.jwks.clone()));
    Metadata::new(oidc.issuer.clone(), authorization, jwks, Vec::new(), Vec::new(), Vec::new(), extra)
        .set_token_endpoint(Some(TokenUrl::from_url(given.token.clone())))
        .set_userinfo_endpoint(given.userinfo.clone().map(UserInfoUrl::from_url))
}

/// What went wrong, with its causes, and without the bodies that the errors carry.
pub(super) fn explain<E: StdError + 'static>(error: &DiscoveryError<E>) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
