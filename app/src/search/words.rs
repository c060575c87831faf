//! The French of results.

use domain::search::Kind;

/// What one of a kind is called.
pub(super) const fn one(kind: Kind) -> &'static str {
    match kind {
        Kind::Project => "Projet",
        Kind::Collection => "Dossier",
        Kind::Training => "Formation",
        Kind::Session => "Session de formation",
        Kind::Topic => "Sujet d’échange",
        Kind::Post => "Message",
        Kind::Need => "Besoin",
        Kind::School => "École",
        Kind::Commune => "Commune",
    }
}

/// « 1 réponse », « 3 réponses ».
pub(super) fn counted(many: u64, one: &str, several: &str) -> String {
    format!("{many}\u{a0}{}", if many > 1 { several } else { one })
}
