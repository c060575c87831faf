//! The French of moderation.

use domain::moderation::ActKind;
use services::moderation::Appealed;

/// What a form calls a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "medium" => "Ce que vous voulez voir retiré",
        "asker" | "reason" => "Pourquoi",
        "message" => "Ce que vous voulez ajouter",
        "contact" => "Votre adresse électronique",
        "answer" => "Votre réponse",
        "address" => "L’adresse de la page",
        "note" => "Ce que vous voulez préciser",
        "kind" | "decision" => "Votre décision",
        "words" => "Ce qui est dit à l’auteur",
        "days" => "Nombre de jours, pour suspendre l’écriture",
        "appeal" => "Ce que vous avez à en dire",
        "former" => "Version à effacer",
        "read_first" => "Nombre de premiers messages à lire avant parution",
        "phrase" => "Phrase toute faite",
        _ => "Le formulaire",
    }
}

/// What the button says that does it.
pub(super) const fn button(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Hidden => "Masquer le message",
        ActKind::Shown => "Afficher de nouveau",
        ActKind::Removed => "Retirer le message",
        ActKind::Approved => "Publier",
        ActKind::Refused => "Ne pas publier",
        ActKind::Warned => "Rappeler les règles",
        ActKind::Silenced => "Suspendre l’écriture",
        ActKind::Unsilenced => "Rétablir l’écriture",
        ActKind::Erased => "Effacer cette version",
        ActKind::TopicHidden => "Masquer le sujet",
        ActKind::TopicShown => "Afficher de nouveau le sujet",
    }
}

/// What became of an appeal; nothing when there was none.
pub(super) const fn appealed(appealed: Appealed) -> &'static str {
    match appealed {
        Appealed::No => "",
        Appealed::Waits => "Contestée, réponse attendue",
        Appealed::Kept => "Contestée, maintenue",
        Appealed::Undone => "Contestée, annulée",
    }
}

/// How someone is named who may have left.
pub(super) fn name(known: &str) -> String {
    if known.is_empty() { "une personne qui n’est plus là".to_owned() } else { known.to_owned() }
}

/// One or many.
pub(super) const fn plural(number: usize, one: &'static str, many: &'static str) -> &'static str {
    if number < 2 { one } else { many }
}
