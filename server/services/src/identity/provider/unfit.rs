//! What is wrong with a provider, as an operator wrote it.

use std::fmt;

/// A rule that a provider breaks. Those that may be broken by several keys name theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Addresses and the database hold the id as it is.
    #[error("it must be 1 to 40 lower-case letters, digits and hyphens")]
    IdMisspelt,
    /// The demo's people and the roles given by hand are kept under these names.
    #[error("it is one of the portal's own")]
    IdReserved,
    /// This kind of provider cannot do without.
    #[error("it is missing")]
    Missing(&'static str),
    /// There is nothing in it.
    #[error("it is empty")]
    Empty(&'static str),
    /// What tells who someone is must not be changed on its way.
    #[error("it must begin with https:// (http:// is for this machine alone)")]
    NotSecure(&'static str),
    /// Other addresses are made by lengthening it.
    #[error("it must end with its path")]
    NotBare(&'static str),
    /// Another kind of provider has it.
    #[error("this kind of provider has none")]
    Foreign(&'static str),
    /// It is read from one folder.
    #[error("it must be the name of a file: letters, digits, dots, hyphens and underscores")]
    LogoNoName,
    /// Nothing could be believed.
    #[error("it must name RS256, ES256 or both")]
    NoAlgorithm,
    /// Pupils could not be told from teachers.
    #[error("without any claim for the profile, pupils could not be told from teachers")]
    NoProfileClaims,
    /// No such provider signs out so.
    #[error("this kind of provider does not sign out so")]
    LogoutOfAnotherKind,
    /// The preset's workspaces do not speak that.
    #[error("this preset is of another kind")]
    KindOfNoPreset,
    /// Edifice reads what the standard has encoded as it stands, and would not know this secret again.
    #[error("Edifice does not know this secret again in the header: ask for an alphanumeric one, or say \"post\"")]
    BasicSecret,
}

impl Unfit {
    /// The key that has to be corrected.
    pub fn key(self) -> &'static str {
        match self {
            Self::IdMisspelt | Self::IdReserved => "id",
            Self::Missing(key) | Self::Empty(key) | Self::NotSecure(key) | Self::NotBare(key) | Self::Foreign(key) => key,
            Self::LogoNoName => "logo",
            Self::NoAlgorithm => "algorithms",
            Self::NoProfileClaims => "claim_map",
            Self::LogoutOfAnotherKind => "logout_kind",
            Self::KindOfNoPreset => "kind",
            Self::BasicSecret => "auth_method",
        }
    }
}

/// Every rule that a provider breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfits(pub Vec<Unfit>);

impl fmt::Display for Unfits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, unfit) in self.0.iter().enumerate() {
            let between = if place == 0 { "" } else { "; " };
            write!(f, "{between}{}: {unfit}", unfit.key())?;
        }
        Ok(())
    }
}

impl std::error::Error for Unfits {}
