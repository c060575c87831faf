//! What is wrong with a configuration, told in French with the key and its line.

use std::fmt;

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `preau.toml, ligne 3, clé « addr »` or `variable PREAU_ADDR`.
    pub place: String,
    /// What, and what to write instead.
    pub message: String,
}

/// Every fault that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.0.push(Fault { place: place.into(), message: message.into() });
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "la configuration est refusée :")?;
        for fault in &self.0 {
            write!(f, "\n  {} : {}", fault.place, fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
