//! Secrets that the file does not hold, and says where to find.

use std::ffi::OsString;

/// Where a value is found that is not written in the file itself.
pub(super) enum Place<'t> {
    /// In the variable of this name: `env:NAME`.
    Variable(&'t str),
    /// In the file at this path, but for the end of its line: `file:PATH`.
    File(&'t str),
}

impl<'t> Place<'t> {
    /// The place that `written` names; nothing when it is the secret itself.
    pub(super) fn of(written: &'t str) -> Option<Self> {
        match (written.strip_prefix("env:"), written.strip_prefix("file:")) {
            (Some(name), _) => Some(Self::Variable(name)),
            (None, Some(path)) => Some(Self::File(path)),
            (None, None) => None,
        }
    }

    /// What is there, or what is wrong with it. Never repeats it.
    pub(super) fn read(&self, environment: &[(OsString, OsString)]) -> Result<String, String> {
        match self {
            Self::Variable(name) => {
                let found = environment.iter().find(|(known, _)| known.to_str() == Some(*name));
                let (_, value) = found.ok_or_else(|| format!("la variable {name} n’est pas donnée"))?;
                value.to_str().map(str::to_owned).ok_or_else(|| format!("la variable {name} n’est pas écrite en UTF-8"))
            }
            Self::File(path) => {
                let read = std::fs::read_to_string(path);
                let text = read.map_err(|error| format!("le fichier {path} ne peut pas être lu ({error})"))?;
                Ok(text.trim_end_matches(['\r', '\n']).to_owned())
            }
        }
    }
}
