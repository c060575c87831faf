//! Chance: ids of new things, and secrets.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::time::Timestamp;
use rand::{Rng, TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where the ids of new things come from.
#[derive(Clone, Debug)]
pub enum Ids {
    /// Time and chance: roughly ordered, not to be guessed from one another.
    Random,
    /// One after the other, for tests and for the demo, whose addresses must not change.
    Counted(Arc<AtomicI64>),
}

/// 2024-01-01T00:00Z, in milliseconds: ids begin there.
const EPOCH_MS: i64 = 1_704_067_200_000;
const CHANCE_BITS: u32 = 21;

impl Ids {
    /// Ids that count from `first`.
    pub fn counted(first: i64) -> Self {
        Self::Counted(Arc::new(AtomicI64::new(first)))
    }

    /// A new id, made at `now`.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks for chance")]
    pub fn next(&self, now: Timestamp) -> i64 {
        match self {
            Self::Random => {
                let time = (now.ms() - EPOCH_MS).max(0) << CHANCE_BITS;
                time | i64::from(rand::rng().random_range(0..1_u32 << CHANCE_BITS))
            }
            Self::Counted(next) => next.fetch_add(1, Ordering::SeqCst),
        }
    }
}

/// 64 bits of chance.
///
/// # Errors
/// As [`Secret::new`].
pub fn chance() -> anyhow::Result<u64> {
    let mut bytes = [0_u8; 8];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
    Ok(u64::from_le_bytes(bytes))
}

/// 256 bits of chance, as text fit for a cookie or an address. Only its hash is ever kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no chance: then nothing safe can be made, and the caller stops.
    pub fn new() -> anyhow::Result<Self> {
        let mut bytes = [0_u8; 32];
        OsRng.try_fill_bytes(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// One that came back from outside, whatever it is worth.
    pub fn from_outside(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The secret, to be sent to whom it belongs and to nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it: SHA-256, in base64url.
    pub fn hash(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}
