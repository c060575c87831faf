//! The words that workspaces use for what someone is (IDENTITY 1.2), whatever their case.
//!
//! Sources: SDET annexe (`National_XXX`), the code of entcore and of laclasse, and of applications that FIM signs people in to.

use crate::territory::Uai;

/// What a word means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Pupil,
    Parent,
    Teacher,
    Head,
    /// Staff of a school, of an academy or of an authority: an adult whom an administrator has to say more about.
    Staff,
    Unknown,
}

impl Meaning {
    pub(super) const fn is_staff(self) -> bool {
        matches!(self, Self::Teacher | Self::Head | Self::Staff)
    }
}

/// What one value says: words, each with the school that it is true of where one is named (laclasse: `ENS:0690078K;ELV:…`).
pub(super) fn said(value: &str) -> impl Iterator<Item = (Meaning, Option<Uai>)> {
    value.split(';').map(|part| match part.split_once(':') {
        Some((word, school)) => (meaning(word), Uai::parse(school).ok()),
        None => (meaning(part), None),
    })
}

/// Of the numeric codes 4 is the one on which workspaces disagree: a head in SDET 3, and at laclasse an authority's staff too.
fn meaning(word: &str) -> Meaning {
    match word.trim().to_lowercase().as_str() {
        "national_elv" | "national_1" | "elv" | "student" | "eleve" | "élève" | "eleve1d" | "eleve2d" => Meaning::Pupil,
        "national_tut" | "national_2" | "tut" | "relative" | "parent" | "persreleleve" | "resp" | "resp1d" | "resp2d" => Meaning::Parent,
        "national_ens" | "national_3" | "ens" | "teacher" | "enseignant" => Meaning::Teacher,
        "national_doc" | "national_24" | "doc" => Meaning::Teacher,
        "national_dir" | "national_23" | "dir" => Meaning::Head,
        "national_evs" | "national_5" | "national_25" | "evs" => Meaning::Staff,
        "national_eta" | "national_6" | "national_20" | "eta" | "adm" | "adf" => Meaning::Staff,
        "national_aca" | "national_7" | "national_8" | "aca" | "ien1d" => Meaning::Staff,
        "national_col" | "national_9" | "national_4" | "col" => Meaning::Staff,
        "personnel" | "perseducnat" => Meaning::Staff,
        other => vector(other),
    }
}

/// The ATEN vector, `profile|name|given name|id|UAI`: 1 and 2 are parents, 3 and 4 pupils.
fn vector(word: &str) -> Meaning {
    match word.split_once('|') {
        Some(("1" | "2", _)) => Meaning::Parent,
        Some(("3" | "4", _)) => Meaning::Pupil,
        _ => Meaning::Unknown,
    }
}
