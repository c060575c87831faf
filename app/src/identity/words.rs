//! The French of accounts.

/// What a form calls a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "identity" => "Vos accès",
        "school" => "Code de l’école",
        "account" => "Le nouveau compte",
        "role" => "Le rôle",
        "name" => "Pour qui",
        "service" => "Le service",
        "commune" => "Les communes",
        "qui" => "Qui",
        "action" => "Quoi",
        "objet" => "Sur quoi",
        "du" => "Du",
        "au" => "Au",
        _ => "Le formulaire",
    }
}

/// What the trail's own word for something done means.
pub(super) fn action(word: &str) -> &str {
    match word {
        "sign-in" => "Connexion",
        "sign-out" => "Déconnexion",
        "sign-out-everywhere" | "session-end" => "Session terminée",
        "roles" => "Rôles donnés par l’ENT",
        "grant" => "Rôle donné",
        "revoke" => "Rôle retiré",
        "admit" => "Compte en attente, décision",
        "identity-twin" => "Compte peut-être déjà connu",
        "identity-join" => "Comptes réunis",
        "identity-apart" => "Comptes distingués",
        "link" => "Accès associé",
        "unlink" => "Accès dissocié",
        "invite" => "Invitation à un rôle",
        "invite-back" => "Invitation annulée",
        "invite-accept" => "Invitation acceptée",
        "refused" => "Accès refusé",
        "project-move" => "Projet, changement d’état",
        "project-openings" => "Projet, ouverture",
        "moderate" => "Modération",
        "post-report" => "Message signalé",
        "report-dismiss" => "Signalement classé",
        "act-appeal" => "Recours",
        "appeal-settle" => "Recours, décision",
        "removal-ask" => "Retrait demandé",
        "removal-decide" => "Retrait, décision",
        "regime-set" | "discussions-read-first" => "Réglage",
        "session-export" => "Export d’une session",
        "session-move" => "Session, changement d’état",
        "registration-decide" => "Inscription, décision",
        "need-answer" => "Réponse à un besoin",
        other => other,
    }
}
