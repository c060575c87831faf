//! The program as an operator uses it: the real binary, in a folder of its own.

mod contention;
mod demonstration;
mod imports;
mod killed;
mod program;
mod reading;
#[expect(clippy::disallowed_methods, reason = "these servers are processes of their own, with the machine's clock")]
mod serving;
mod wrong_calls;

use crate::harness;
use program::Home;
use services::{
    cx::Cx,
    identity::{self, NewPerson},
};
use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

const SCHOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/services/tests/it/territory/annuaire-2026.csv");

#[test]
fn every_command_says_what_it_is_for() {
    let home = Home::new();
    let commands: [&[&str]; 14] = [
        &[],
        &["serve"],
        &["demo"],
        &["migrate"],
        &["import"],
        &["import", "schools"],
        &["import", "communes"],
        &["reindex"],
        &["admin", "grant"],
        &["admin", "revoke"],
        &["admin", "list"],
        &["admin", "invite"],
        &["check"],
        &["check", "sign-in"],
    ];
    for command in commands {
        let done = home.preau(&[command, &["--help"]].concat());
        assert_eq!(done.code, 0, "{command:?}: {}", done.err);
        assert!(done.out.contains("Usage\u{a0}: preau") && done.out.contains("\nOptions\u{a0}:\n"), "{command:?}: {}", done.out);
        wrong_calls::assert_french(&done.out);
    }
    let version = home.preau(&["--version"]);
    assert_eq!((version.code, version.out.starts_with("preau ")), (0, true), "{}", version.out);
}

#[test]
fn a_variable_that_is_no_text_is_refused_by_name_when_it_is_ours() {
    let home = Home::new();
    let latin = OsStr::from_bytes(b"\xE9cole");
    let refused = home.preau_with(&["migrate"], &[("PREAU_NAME", latin)]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("variable PREAU_NAME : n’est pas écrite en UTF-8"), "{}", refused.err);
    let done = home.preau_with(&["migrate"], &[("LESSOPEN", latin)]);
    assert_eq!(done.code, 0, "{}", done.err);
}

#[test]
fn a_wrong_key_is_refused_by_name_and_line_before_anything_is_opened() {
    let home = Home::new();
    home.write("preau.toml", "name = \"Préau\"\ncouleur = \"bleu\"\n");
    for command in ["serve", "migrate", "check", "reindex"] {
        let done = home.preau(&[command]);
        assert_eq!(done.code, 3);
        assert!(done.err.contains("preau.toml, ligne 2 : clé inconnue « couleur »"), "{}", done.err);
    }
    assert!(!home.path("data").exists());
}

#[test]
fn what_cannot_be_served_is_refused_before_anything_is_opened_and_is_not_found_sound() {
    let home = Home::new();
    home.write(
        "preau.toml",
        "smtp = \"smtp://\"\nsender = \"Préau\"\n[[sign_in]]\nid = \"demo\"\nlabel = \"ENT\"\nissuer = \"http://ent.exemple.fr\"\n\
         client_id = \"preau\"\nclient_secret = \"\"\n",
    );
    for command in ["serve", "check"] {
        let done = home.preau(&[command]);
        assert_eq!((done.code, done.out.as_str()), (3, ""), "{}", done.err);
        for expected in [
            "preau.toml, ligne 1, clé « smtp » : ne nomme pas de serveur",
            "preau.toml, ligne 2, clé « sender » : « Préau » n’est pas une adresse de courrier",
            "preau.toml, ligne 4, clé « id » : « demo » et « granted » sont des noms du portail",
            "preau.toml, ligne 6, clé « issuer » : doit commencer par https://",
            "preau.toml, ligne 8, clé « client_secret » : est vide",
        ] {
            assert!(done.err.contains(expected), "{expected}\n{}", done.err);
        }
    }
    assert!(!home.path("data").exists());
}

#[test]
fn the_schema_is_made_once_and_may_be_asked_for_again() {
    let home = Home::new();
    for _ in 0..2 {
        let done = home.preau(&["migrate"]);
        assert_eq!((done.code, done.out.contains("à jour")), (0, true), "{}", done.err);
    }
    assert!(home.path("data/preau.sqlite").is_file());
}

#[test]
fn schools_are_tried_taken_in_and_the_second_time_unchanged() {
    let home = Home::new();
    let tried = home.preau(&["import", "schools", SCHOOLS, "--dry-run"]);
    assert_eq!(tried.code, 0, "{}", tried.err);
    assert!(tried.out.contains("rien n’a été changé") && tried.out.contains("écoles ajoutées"), "{}", tried.out);
    let added = |out: &str| out.lines().find(|line| line.contains("écoles ajoutées")).map(str::to_owned);
    let taken = home.preau(&["import", "schools", SCHOOLS]);
    assert_eq!((taken.code, added(&taken.out)), (0, added(&tried.out)), "the trial had changed nothing: {}", taken.err);
    let again = home.preau(&["import", "schools", SCHOOLS]);
    let count = |what: &str| again.out.lines().find_map(|line| line.trim().strip_suffix(what).map(|count| count.trim().to_owned()));
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(
        [count("écoles ajoutées"), count("écoles modifiées"), count("écoles inchangées")],
        ["0", "0", "10"].map(|n| Some(n.to_owned()))
    );
}

#[test]
fn a_line_that_is_refused_is_named_and_is_no_success() {
    let home = Home::new();
    home.write("communes.csv", "code_insee;nom;population;latitude;longitude\n33063;Bordeaux;260000;44.84;-0.58\n33x;Nulle part;1;0;0\n");
    let done = home.preau(&["import", "communes", "communes.csv"]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains("communes ajoutées") && done.out.contains("ligne 3"), "{}", done.out);
    assert!(done.err.contains("une ligne a été refusée"), "{}", done.err);
    let absent = home.preau(&["import", "communes", "absent.csv"]);
    assert_eq!(absent.code, 1);
    assert!(absent.err.contains("le fichier absent.csv ne peut pas être lu"), "{}", absent.err);
}

#[tokio::test]
async fn a_role_is_given_to_someone_who_has_signed_in_and_to_nobody_else() {
    let home = Home::demo().await;
    let done = home.preau(&["admin", "grant", "enseignante@demo.preau.example", "animator"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("Inès Caradec a maintenant le rôle"), "{}", done.out);
    let unknown = home.preau(&["admin", "grant", "personne@exemple.fr", "admin"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("personne ne s’est encore connecté avec l’adresse personne@exemple.fr"), "{}", unknown.err);
    assert_eq!(home.preau(&["admin", "grant", "enseignante@demo.preau.example", "reine"]).code, 2);
}

#[tokio::test]
async fn a_role_is_for_communes_is_listed_is_taken_back_and_is_offered_by_a_link() {
    let home = Home::demo().await;
    let person = "enseignante@demo.preau.example";
    let nowhere = home.preau(&["admin", "grant", person, "delegate"]);
    assert_eq!(nowhere.code, 1, "{}", nowhere.out);
    assert!(nowhere.err.contains("commune"), "a delegate is one somewhere: {}", nowhere.err);
    let given = home.preau(&["admin", "grant", person, "delegate", "--commune", "33063"]);
    assert_eq!(given.code, 0, "{}", given.err);
    let listed = home.preau(&["admin", "list"]);
    assert!(listed.out.contains("Animatrice ou animateur délégué  Inès Caradec  33063"), "{}", listed.out);
    let back = home.preau(&["admin", "revoke", person, "delegate"]);
    assert_eq!(back.code, 0, "{}", back.err);
    assert!(!home.preau(&["admin", "list"]).out.contains("Inès Caradec"));
    let again = home.preau(&["admin", "revoke", person, "delegate"]);
    assert_eq!(again.code, 1, "{}", again.out);
    assert!(again.err.contains("n’a pas été donné ici"), "{}", again.err);

    let link = home.preau(&["admin", "invite", "Sacha Blanc", "official", "--service", "Numérique éducatif", "--commune", "33063"]);
    assert_eq!((link.code, link.out.lines().count()), (0, 1), "{}", link.err);
    assert!(link.out.contains("?cle="), "{}", link.out);
    let wrong = home.preau(&["admin", "invite", "Sacha Blanc", "teacher"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""), "no one is invited to what an ENT gives: {}", wrong.err);
}

#[tokio::test]
async fn of_several_people_with_one_address_one_is_named_by_account_number() {
    let home = Home::new();
    std::fs::create_dir(home.path("data")).expect("a folder");
    let portal = harness::portal(&home.path("data"), harness::ORIGIN, Vec::new()).await;
    let cx = Cx::system(portal.clone(), "a test");
    let mut accounts = Vec::new();
    for (subject, name) in [("une", "Lou Martin"), ("deux", "Sam Petit")] {
        let person = NewPerson {
            provider: "ent".into(),
            subject: subject.into(),
            name: name.into(),
            email: Some("ecole@exemple.fr".into()),
            roles: Vec::new(),
            schools: Vec::new(),
            communes: Vec::new(),
        };
        accounts.push((identity::ensure_account(&cx, &person).await.expect("an account"), name));
    }
    portal.db.close().await;

    let which = home.preau(&["admin", "grant", "ecole@exemple.fr", "admin"]);
    assert_eq!(which.code, 1, "{}", which.out);
    for (account, name) in &accounts {
        assert!(which.err.contains(&format!("{account}  {name}, connexion par ent")), "{}", which.err);
    }
    let (second, name) = accounts[1];
    let done = home.preau(&["admin", "grant", &second.to_string(), "admin"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains(&format!("{name} a maintenant le rôle")), "{}", done.out);
    let nobody = home.preau(&["admin", "grant", "12", "admin"]);
    assert_eq!(nobody.code, 1, "{}", nobody.out);
    assert!(nobody.err.contains("aucun compte ouvert n’a le numéro 12"), "{}", nobody.err);
}

#[tokio::test]
async fn a_check_says_what_is_wrong_and_what_to_do() {
    let home = Home::demo().await;
    home.write("site/hash.txt", "js:a\n");
    home.write(
        "preau.toml",
        "[[sign_in]]\nid = \"ent\"\nlabel = \"ENT\"\nissuer = \"https://ent.exemple.fr\"\nclient_id = \"preau\"\nclient_secret = \"s\"\n",
    );
    assert_eq!(home.preau(&["reindex"]).code, 0);
    let sound = home.preau(&["check"]);
    assert_eq!(sound.code, 0, "{}{}", sound.out, sound.err);
    assert!(sound.out.contains("✓ connexion      fournisseur « ent », https://ent.exemple.fr"), "{}", sound.out);

    home.damage_the_index();
    let damaged = home.preau(&["check"]);
    assert_eq!(damaged.code, 1, "{}{}", damaged.out, damaged.err);
    assert!(damaged.out.contains("✗ index") && damaged.out.contains("→ lancez `preau reindex`"), "{}", damaged.out);
    assert_eq!(home.preau(&["check"]).code, 1, "a check changes nothing");
    assert_eq!(home.preau(&["reindex"]).code, 0);
    assert_eq!(home.preau(&["check"]).code, 0);

    home.write("preau.toml", "database = \"postgres://preau@127.0.0.1:1/preau\"\nsmtp = \"smtp://127.0.0.1:1\"\n");
    let wrong = home.preau_with(&["check"], &[("PREAU_SITE", "nulle-part")]);
    assert_eq!(wrong.code, 1);
    for part in ["✗ base", "✗ index", "✗ courrier", "✗ site", "✓ fichiers"] {
        assert!(wrong.out.contains(part), "{part}: {}", wrong.out);
    }
    assert!(wrong.err.contains("4 points demandent votre attention"), "{}", wrong.err);
}

#[tokio::test]
async fn a_check_of_sign_in_asks_each_provider_and_prints_what_to_declare() {
    let home = Home::new();
    home.write("preau.toml", "");
    let none = home.preau(&["check", "sign-in"]);
    assert_eq!(none.code, 1, "{}", none.out);
    assert!(none.out.contains("✗ connexion") && none.out.contains("[[sign_in]]"), "{}", none.out);

    // Nobody listens there.
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port").local_addr().expect("an address");
    home.write(
        "preau.toml",
        &format!(
            "url = \"https://preau.exemple.fr/\"\n\
             [[sign_in]]\nid = \"ent\"\nlabel = \"ENT\"\nissuer = \"http://{gone}\"\nclient_id = \"preau\"\nclient_secret = \"s\"\n\
             [[sign_in]]\npreset = \"cas\"\nid = \"cas\"\nlabel = \"CAS\"\nsite = \"http://{gone}/cas\"\nlogo = \"cas.png\"\n",
        ),
    );
    let away = home.preau(&["check", "sign-in"]);
    assert_eq!(away.code, 1, "{}", away.out);
    for part in [
        "https://preau.exemple.fr/connexion/ent/retour",
        "https://preau.exemple.fr/connexion/ent/deconnexion",
        "✗ découverte",
        "https://preau.exemple.fr/connexion/cas/retour",
        "✗ CAS",
        "✗ logo",
    ] {
        assert!(away.out.contains(part), "{part}: {}", away.out);
    }
    assert!(away.err.contains("3 points demandent votre attention"), "{}", away.err);
}

#[tokio::test]
async fn a_check_says_that_files_cannot_be_kept_where_a_plain_file_lies() {
    let home = Home::demo().await;
    home.write("site/hash.txt", "js:a\n");
    home.write("photo.jpg", "");
    let done = home.preau_with(&["check"], &[("PREAU_MEDIA", "photo.jpg")]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("✗ fichiers") && done.err.contains("un point demande votre attention"), "{}{}", done.out, done.err);
    let done = home.preau_with(&["check"], &[("PREAU_MEDIA", "photos")]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("✓ fichiers"), "{}", done.out);
}

#[tokio::test]
async fn a_demo_is_not_served_to_others() {
    let home = Home::demo().await;
    home.write("preau.toml", "url = \"https://preau.exemple.fr/\"\n");
    let done = home.preau(&["demo"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("n’importe qui") && done.err.contains("pas à https://preau.exemple.fr/"), "{}", done.err);
    home.write("preau.toml", "");
    let done = home.preau_with(&["demo"], &[("PREAU_ADDR", "0.0.0.0:0")]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("n’importe qui") && done.err.contains("pas à 0.0.0.0:0"), "{}", done.err);
}
