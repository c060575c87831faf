//! The French of what is put forward.

/// What a form calls a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "title" => "Titre",
        "summary" => "En bref",
        "body" => "Introduction",
        "project" => "Le projet",
        "from" => "Premier jour",
        "until" => "Dernier jour",
        _ => "Le formulaire",
    }
}
