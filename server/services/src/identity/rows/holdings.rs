//! What is held of people's accounts.

use crate::holdings::{Part, Step::Always, Words, words};

/// Who they are, and how they come in. Erased last: the others ask whose things are.
pub(in crate::identity) const PARTS: &[Part] = &[
    Part {
        file: "traces",
        title: "Ce que le journal du portail note de vos actes",
        // The trail goes on naming the account by its number, which leads to nobody any more.
        names: &["audit.actor", "audit.network", "audit.provider"],
        held: "SELECT at_ms AS date_ms, action, object AS objet, outcome AS issue, network AS reseau, provider AS fournisseur FROM audit \
               WHERE actor = 'account:' || $1 ORDER BY at_ms, id",
        steps: &[],
    },
    Part {
        file: "sessions",
        title: "Vos sessions ouvertes",
        names: &[
            "session.account_id",
            "session.id_hash",
            "session.provider",
            "session.id_token",
            "session.provider_subject",
            "session.provider_session",
        ],
        held: "SELECT provider AS fournisseur, created_ms AS ouverte_ms, seen_ms AS vue_ms, expires_ms AS fin_ms FROM session \
               WHERE account_id = $1 ORDER BY created_ms",
        steps: &[Always("DELETE FROM session WHERE account_id = $1")],
    },
    Part {
        file: "identites",
        title: "Les espaces numériques avec lesquels vous vous connectez",
        names: &[
            "account_identity.account_id",
            "account_identity.provider",
            "account_identity.subject",
            "account_identity.uid",
            "account_identity.twin_of",
            "sign_in_attempt.link_account",
        ],
        held: "SELECT provider AS fournisseur, subject AS identifiant, uid AS autre_identifiant, created_ms AS depuis_ms, seen_ms AS vue_ms \
               FROM account_identity WHERE account_id = $1 ORDER BY provider, subject",
        steps: &[
            // One more identity that is on its way: it would come to an account of nobody.
            Always("DELETE FROM sign_in_attempt WHERE link_account = $1"),
            Always("DELETE FROM account_identity WHERE account_id = $1"),
            // Whoever may have been the same person is nobody else any more: there is nothing left to tell apart.
            Always("UPDATE account_identity SET twin_of = NULL WHERE twin_of = $1"),
        ],
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
            "account_school_source.account_id",
            "account_school_source.uai",
            "account_school_source.source",
            "account_commune.account_id",
            "account_commune.insee",
            "account_animates.account_id",
            "account_animates.insee",
            "role_invitation.by_account",
        ],
        held: "SELECT 'role' AS sorte, role AS valeur, source AS origine FROM account_role WHERE account_id = $1 \
               UNION ALL SELECT 'ecole', s.uai, COALESCE(o.source, '') FROM account_school s LEFT JOIN account_school_source o \
               ON o.account_id = s.account_id AND o.uai = s.uai WHERE s.account_id = $1 \
               UNION ALL SELECT 'commune', insee, '' FROM account_commune WHERE account_id = $1 \
               UNION ALL SELECT 'commune animée', insee, '' FROM account_animates WHERE account_id = $1 \
               UNION ALL SELECT 'invitation en attente', role, '' FROM role_invitation WHERE by_account = $1 ORDER BY 1, 2, 3",
        steps: &[
            Always("DELETE FROM account_role WHERE account_id = $1"),
            Always("DELETE FROM account_school WHERE account_id = $1"),
            Always("DELETE FROM account_school_source WHERE account_id = $1"),
            Always("DELETE FROM account_commune WHERE account_id = $1"),
            Always("DELETE FROM account_animates WHERE account_id = $1"),
            Always("DELETE FROM role_invitation WHERE by_account = $1"),
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
            "account.said",
            "idle_warning.account_id",
        ],
        held: "SELECT name AS nom, email AS adresse, name_shown AS nom_montre, shown_name AS nom_lu, created_ms AS depuis_ms, \
               said AS dit_par_votre_espace, refused_ms AS refus_ms, seen_ms AS derniere_connexion_ms FROM account WHERE id = $1",
        steps: &[Always(
            "UPDATE account SET name = 'Compte supprimé', email = NULL, email_key = NULL, name_shown = 'full', shown_name = NULL, \
             said = NULL, refused_ms = NULL, suspended_ms = COALESCE(suspended_ms, seen_ms), created_ms = 0, seen_ms = 0 WHERE id = $1",
        )],
    },
];

/// Where people write. An invitation is gone once it is accepted: one that waits may be for whoever leaves.
pub(in crate::identity) const WORDS: &[Words] = &[words!("role_invitation", "name"), words!("role_invitation", "service")];
