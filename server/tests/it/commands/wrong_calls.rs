//! Calls that are not understood: what is wrong is said in French, and how one writes it.

use super::program::Home;

/// None of the words that clap has of itself.
pub fn assert_french(said: &str) {
    for english in ["error:", "tip:", "Usage:", "Options:", "Commands:", "Arguments:", "Print ", "[default", "[possible", "[env", "try '"] {
        assert!(!said.contains(english), "{english} {said}");
    }
}

#[test]
fn a_wrong_call_is_refused_in_french_and_says_how_to_write_it() {
    const SCHOOLS: &str = "preau import schools [OPTIONS] <FICHIER>";
    let home = Home::new();
    let calls: [(&[&str], &str, &str); 11] = [
        (&["danser"], "« danser » n’est pas une commande.", "preau [OPTIONS] <COMMANDE>"),
        (&["serv"], "« serv » n’est pas une commande. Vouliez-vous dire « serve »\u{202f}?", "preau [OPTIONS] <COMMANDE>"),
        (&["--config", "preau.toml"], "« preau » attend une commande.", "preau [OPTIONS] <COMMANDE>"),
        (&["import", "schools"], "il manque <FICHIER>.", SCHOOLS),
        (&["import", "schools", "a.csv", "b.csv"], "« b.csv » n’est pas attendu ici.", SCHOOLS),
        (
            &["import", "schools", "a.csv", "--dry-rn"],
            "« --dry-rn » n’est pas attendu ici. Vouliez-vous dire « --dry-run »\u{202f}?",
            SCHOOLS,
        ),
        (&["import", "schools", "a.csv", "--dry-run", "--dry-run"], "« --dry-run » est donné plusieurs fois.", SCHOOLS),
        (&["import", "schools", "a.csv", "--dry-run=oui"], "« oui » est de trop après « --dry-run ».", SCHOOLS),
        (&["demo", "--times", "beaucoup"], "« beaucoup » ne convient pas à « --times <N> ».", "preau demo [OPTIONS]"),
        (&["demo", "--data"], "« --data <DOSSIER> » attend une valeur.", "preau demo [OPTIONS]"),
        (
            &["admin", "grant", "nom@exemple.fr", "reine"],
            "« reine » ne convient pas à « <RÔLE> ».",
            "preau admin grant [OPTIONS] <ADRESSE|NUMÉRO> <RÔLE>",
        ),
    ];
    for (call, fault, usage) in calls {
        let done = home.preau(call);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{call:?}: {}", done.err);
        assert!(done.err.starts_with(&format!("preau\u{a0}: {fault}\n\nUsage\u{a0}: {usage}\n")), "{call:?}: {}", done.err);
        assert!(done.err.contains(" --help` en dit plus."), "{call:?}: {}", done.err);
        assert_french(&done.err);
    }
    assert!(!home.path("data").exists(), "nothing was begun");
}

#[test]
fn who_names_no_command_is_shown_them() {
    let home = Home::new();
    let calls: [(&[&str], &str); 3] = [(&[], "serve"), (&["import"], "schools"), (&["admin"], "grant")];
    for (call, first) in calls {
        let done = home.preau(call);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{call:?}: {}", done.err);
        assert!(done.err.contains(&format!("Commandes\u{a0}:\n  {first} ")), "{call:?}: {}", done.err);
        assert_french(&done.err);
    }
}
