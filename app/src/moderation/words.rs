//! The French of moderation.

/// What a form calls a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "medium" => "Ce que vous voulez voir retiré",
        "asker" => "Pourquoi",
        "message" => "Ce que vous voulez ajouter",
        "contact" => "Votre adresse électronique",
        "answer" => "Votre réponse",
        "address" => "L’adresse de la page",
        _ => "Le formulaire",
    }
}
