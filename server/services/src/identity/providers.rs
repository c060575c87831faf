//! The providers there are, and what is remembered of their discovery documents and keys.

use super::{
    http::{self, Http},
    provider::Provider,
};
use anyhow::bail;
use domain::time::Timestamp;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, JsonWebKeySet, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use std::{error::Error as StdError, sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// How long a discovery document and its keys are believed.
const BELIEVED_MS: i64 = 10 * 60_000;
/// How often keys are asked for again because of a token signed with one that is not known.
const KEYS_AGAIN_MS: i64 = 60_000;
/// How long a provider that did not answer is left alone: people queueing for one that is away must not wait one after another.
const LEFT_ALONE_MS: i64 = 5_000;

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
    memory: Mutex<Memory>,
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
    /// What an operator has to correct: an id twice or unfit, an issuer without `https`, an empty secret.
    pub fn new(list: Vec<Provider>) -> anyhow::Result<Self> {
        Self::with_patience(list, http::PATIENCE)
    }

    /// As [`Providers::new`], waiting for a provider's answers for `patience` at most. For tests.
    ///
    /// # Errors
    /// As [`Providers::new`].
    pub fn with_patience(list: Vec<Provider>, patience: Duration) -> anyhow::Result<Self> {
        for (at, provider) in list.iter().enumerate() {
            if let Some(unfit) = provider.unfit().first() {
                bail!("provider {:?}, {}: {unfit}", provider.id, unfit.key());
            }
            if list[..at].iter().any(|other| other.id == provider.id) {
                bail!("two providers are called {:?}", provider.id);
            }
        }
        let known = list.into_iter().map(|provider| Known { provider, memory: Mutex::default() }).collect();
        Ok(Self { known, http: Http::new(patience)? })
    }

    /// Those that people may sign in with, in the operator's order.
    pub fn offered(&self) -> impl Iterator<Item = &Provider> {
        self.known.iter().map(|known| &known.provider).filter(|provider| provider.enabled)
    }

    /// The provider `id`, if people may sign in with it.
    pub(super) fn get(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.provider.id == id && known.provider.enabled)
    }

    /// What `known` says of itself: ten minutes old at most.
    pub(super) async fn metadata(&self, known: &Known, now: Timestamp) -> Result<Arc<Metadata>, Away> {
        let mut memory = known.memory.lock().await;
        if let Some((_, metadata)) = memory.metadata.as_ref().filter(|(at, _)| now.since_ms(*at) < BELIEVED_MS) {
            return Ok(metadata.clone());
        }
        if let Some((_, away)) = memory.failed.as_ref().filter(|(at, _)| now.since_ms(*at) < LEFT_ALONE_MS) {
            return Err(away.clone());
        }
        match Metadata::discover_async(known.provider.issuer.clone(), &self.http).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *memory = Memory { metadata: Some((now, metadata.clone())), failed: None, ..std::mem::take(&mut *memory) };
                Ok(metadata)
            }
            Err(error) => {
                let away = format!("discovery: {}", explain(&error));
                memory.failed = Some((now, away.clone()));
                Err(away)
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

/// What went wrong, with its causes, and without the bodies that the errors carry.
fn explain<E: StdError + 'static>(error: &DiscoveryError<E>) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
