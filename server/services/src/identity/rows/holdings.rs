//! What is held of people's accounts.

use crate::holdings::{Part, Step::Always};

/// Who they are, and how they come in. Erased last: the others ask whose things are.
pub(in crate::identity) const PARTS: &[Part] = &[
    Part {
        file: "traces",
        title: "Ce que le journal du portail note de vos actes",
        // The trail goes on naming the account by its number, which leads to nobody any more.
        names: &["audit.actor"],
        held: "SELECT at_ms AS date_ms, action, object AS objet, outcome AS issue FROM audit \
               WHERE actor = 'account:' || $1 ORDER BY at_ms, id",
        steps: &[],
    },
    Part {
        file: "sessions",
        title: "Vos sessions ouvertes",
        names: &["session.account_id", "session.id_hash", "session.provider", "session.id_token"],
        held: "SELECT provider AS fournisseur, created_ms AS ouverte_ms, seen_ms AS vue_ms, expires_ms AS fin_ms FROM session \
               WHERE account_id = $1 ORDER BY created_ms",
        steps: &[Always("DELETE FROM session WHERE account_id = $1")],
    },
    Part {
        file: "identites",
        title: "Les espaces numériques avec lesquels vous vous connectez",
        names: &["account_identity.account_id", "account_identity.provider", "account_identity.subject"],
        held: "SELECT provider AS fournisseur, subject AS identifiant, created_ms AS depuis_ms, seen_ms AS vue_ms FROM account_identity \
               WHERE account_id = $1 ORDER BY provider, subject",
        steps: &[Always("DELETE FROM account_identity WHERE account_id = $1")],
    },
    Part {
        file: "roles-et-ecoles",
        title: "Vos rôles, vos écoles et vos communes",
        names: &[
            "account_role.account_id",
            "account_role.role",
            "account_role.source",
            "account_school.account_id",
            "account_school.uai",
            "account_commune.account_id",
            "account_commune.insee",
        ],
        held: "SELECT 'role' AS sorte, role AS valeur, source AS origine FROM account_role WHERE account_id = $1 \
               UNION ALL SELECT 'ecole', uai, '' FROM account_school WHERE account_id = $1 \
               UNION ALL SELECT 'commune', insee, '' FROM account_commune WHERE account_id = $1 ORDER BY 1, 2",
        steps: &[
            Always("DELETE FROM account_role WHERE account_id = $1"),
            Always("DELETE FROM account_school WHERE account_id = $1"),
            Always("DELETE FROM account_commune WHERE account_id = $1"),
            Always("DELETE FROM idle_warning WHERE account_id = $1"),
        ],
    },
    Part {
        file: "compte",
        title: "Votre nom, votre adresse et vos réglages",
        names: &[
            "account.name",
            "account.email",
            "account.email_key",
            "account.name_shown",
            "account.shown_name",
            "idle_warning.account_id",
        ],
        held: "SELECT name AS nom, email AS adresse, name_shown AS nom_montre, shown_name AS nom_lu, created_ms AS depuis_ms, \
               seen_ms AS derniere_connexion_ms FROM account WHERE id = $1",
        steps: &[Always(
            "UPDATE account SET name = 'Compte supprimé', email = NULL, email_key = NULL, name_shown = 'full', shown_name = NULL, \
             suspended_ms = COALESCE(suspended_ms, seen_ms), created_ms = 0, seen_ms = 0 WHERE id = $1",
        )],
    },
];
