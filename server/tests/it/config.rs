//! The configuration: every fault is told, by name, with its line.

use server::config::Config;
use std::{
    ffi::{OsStr, OsString},
    io::Write,
    os::unix::ffi::OsStrExt,
};

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    file
}

fn faults(text: &str, variables: &[(&str, &str)]) -> String {
    let file = file(text);
    let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    Config::load(Some(file.path()), variables).err().map(|faults| faults.to_string()).unwrap_or_default()
}

#[test]
fn every_fault_is_told_by_name_and_line() {
    let said = faults(
        "name = \"Préau\"\nadresse = \"x\"\naddr = 3000\nurl = \"pas une adresse\"\n",
        &[("PREAU_ADRR", "x"), ("PREAU_ADDR", "nulle part")],
    );
    for expected in [
        "ligne 2 : clé inconnue « adresse »",
        "ligne 3, clé « addr » : demande un texte entre guillemets",
        "ligne 4, clé « url » : « pas une adresse » n’est pas une adresse complète",
        "variable PREAU_ADRR : variable inconnue",
        "variable PREAU_ADDR : « nulle part » n’est pas une adresse et un port",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn what_is_no_toml_is_told_with_its_line_and_in_french_alone() {
    for wrong in ["url = ", "url = Préau"] {
        let said = faults(&format!("name = \"Préau\"\n{wrong}\n"), &[]);
        assert!(said.contains("ligne 2, colonne "), "{wrong}: {said}");
        assert!(said.ends_with(" : n’est pas du TOML valide\u{202f}; une ligne s’écrit clé = \"valeur\""), "{wrong}: {said}");
    }
    let twice = faults("name = \"Préau\"\nname = \"Cour\"\n", &[]);
    assert!(twice.contains("ligne 2, clé « name » : est écrite deux fois"), "{twice}");
}

#[test]
fn plain_http_is_for_this_machine_alone() {
    assert!(faults("url = \"http://preau.exemple.fr/\"", &[]).contains("https://"));
    assert_eq!(faults("url = \"http://127.0.0.1:8080/\"", &[]), "");
    assert_eq!(faults("url = \"https://preau.exemple.fr/\"", &[]), "");
}

#[test]
fn the_public_address_is_where_the_process_listens_until_another_is_named() {
    let url = |addr: &str, more: &[(&str, &str)]| {
        let variables = [("PREAU_ADDR", addr)].into_iter().chain(more.iter().copied());
        Config::load(None, variables.map(|(name, value)| (name.into(), value.into()))).expect("accepted").url.to_string()
    };
    assert_eq!(Config::load(None, []).expect("accepted").url.as_str(), "http://127.0.0.1:3000/");
    assert_eq!(url("127.0.0.1:8080", &[]), "http://127.0.0.1:8080/");
    assert_eq!(url("[::1]:8080", &[]), "http://[::1]:8080/");
    assert_eq!(url("0.0.0.0:8080", &[]), "http://127.0.0.1:8080/", "a name for the world is the operator's to choose");
    assert_eq!(url("127.0.0.1:8080", &[("PREAU_URL", "https://preau.exemple.fr/")]), "https://preau.exemple.fr/");
}

#[test]
fn a_variable_is_stronger_than_the_file() {
    let file = file("name = \"Du fichier\"\nterritory = \"Du fichier\"\n");
    let config = Config::load(Some(file.path()), [("PREAU_NAME".into(), "De la variable".into())]).expect("accepted");
    assert_eq!((config.name.as_str(), config.territory.as_str()), ("De la variable", "Du fichier"));
}

/// A sound provider, six lines long; each key's line is its place here.
const PROVIDER: &str =
    "[[sign_in]]\nid = \"ent\"\nlabel = \"ENT\"\nissuer = \"https://ent.exemple.fr\"\nclient_id = \"preau\"\nclient_secret = \"s\"\n";

#[test]
fn every_key_of_a_provider_is_known() {
    assert_eq!(faults(PROVIDER, &[]), "");
    let more = "scopes = [\"openid\"]\nclaim_map = { profile = [\"profil\"], uai = [] }\nenabled = false\npkce = \"none\"\nexpect_iss = true\n\
                userinfo_mode = \"edifice_v1\"\nalgorithms = [\"RS256\", \"ES256\"]\nsubject_claim = \"uid\"\nbcl_require_typ = false\n\
                logo = \"ent.png\"\nlogout_kind = \"edifice_callback\"\nlogout_endpoint = \"https://ent.exemple.fr/adieu\"\n\
                authorization_endpoint = \"https://ent.exemple.fr/a\"\ntoken_endpoint = \"https://ent.exemple.fr/t\"\n\
                userinfo_endpoint = \"https://ent.exemple.fr/u\"\njwks_uri = \"https://ent.exemple.fr/k\"\nkind = \"oidc\"\n";
    for (method, parents) in [("basic", "refused"), ("post", "read")] {
        let all = format!("{PROVIDER}{more}auth_method = \"{method}\"\nparents = \"{parents}\"\n");
        assert_eq!(faults(&all, &[]), "");
    }
    assert_eq!(faults(&PROVIDER.replace("https://ent.exemple.fr", "http://127.0.0.1:4000/oidc"), &[]), "");
    let cas = "[[sign_in]]\npreset = \"cas\"\nid = \"cas\"\nlabel = \"CAS\"\nsite = \"https://cas.exemple.fr/cas\"\n";
    let edifice = "[[sign_in]]\npreset = \"edifice\"\nid = \"edifice\"\nlabel = \"ENT\"\nsite = \"https://neo.exemple.fr\"\n\
                   client_id = \"preau\"\nclient_secret = \"s\"\n";
    assert_eq!(faults(&format!("{PROVIDER}{cas}{edifice}"), &[]), "", "several at once");
}

/// Every table of the operators' page is one that the program takes.
#[test]
fn the_tables_of_the_documentation_are_taken() {
    let page = include_str!("../../../docs/sign-in.md");
    let tables: Vec<_> = page.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```").map(|(table, _)| table)).collect();
    assert!(tables.len() >= 8, "one for each preset, at least: {}", tables.len());
    for table in tables {
        let variables: Vec<_> =
            table.split("env:").skip(1).filter_map(|rest| rest.split('"').next()).map(|name| (name, "s3cret")).collect();
        assert_eq!(faults(table, &variables), "", "{table}");
    }
}

#[test]
fn a_secret_may_be_found_in_a_variable_or_a_file() {
    let secret_of = |text: &str, variables: &[(&str, &str)]| {
        let file = file(text);
        let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let config = Config::load(Some(file.path()), variables).map_err(|faults| faults.to_string())?;
        match &config.providers[0].kind {
            services::identity::Kind::Oidc(oidc) => Ok::<_, String>(oidc.client.secret.secret().clone()),
            other => panic!("{other:?}"),
        }
    };
    let written = |place: &str| PROVIDER.replace("\"s\"", &format!("\"{place}\""));
    let variables = [("PREAU_SECRET_ENT", "chut")];
    assert_eq!(secret_of(&written("env:PREAU_SECRET_ENT"), &variables), Ok("chut".to_owned()), "a variable that the file names is known");
    let kept = file("chut\n");
    let path = kept.path().to_str().expect("a path");
    assert_eq!(secret_of(&written(&format!("file:{path}")), &[]), Ok("chut".to_owned()));
    for (place, expected) in [
        ("env:PREAU_SECRET_ENT", "ligne 6, clé « client_secret » : la variable PREAU_SECRET_ENT n’est pas donnée"),
        ("file:/nulle/part", "ligne 6, clé « client_secret » : le fichier /nulle/part ne peut pas être lu"),
    ] {
        let said = secret_of(&written(place), &[]).expect_err("refused");
        assert!(said.contains(expected), "{expected}\n{said}");
        assert_eq!(said.lines().count(), 2, "one fault, told once: {said}");
    }
    let empty = secret_of(&written("env:PREAU_SECRET_ENT"), &[("PREAU_SECRET_ENT", "")]).expect_err("refused");
    assert!(empty.contains("clé « client_secret » : est vide"), "{empty}");
}

#[test]
fn a_key_of_a_provider_is_refused_by_name_and_line() {
    for (added, expected) in [
        ("couleur = \"bleu\"", "ligne 7 : clé inconnue « couleur » dans [[sign_in]] ; les clés sont id, label, issuer,"),
        ("scopes = \"openid\"", "ligne 7, clé « scopes » : demande une liste de textes"),
        ("scopes = [\"openid\", 3]", "ligne 7, clé « scopes » : demande une liste de textes"),
        ("enabled = \"oui\"", "ligne 7, clé « enabled » : demande true ou false"),
        ("auth_method = \"jwt\"", "ligne 7, clé « auth_method » : demande \"basic\" ou \"post\""),
        ("parents = true", "ligne 7, clé « parents » : demande \"refused\" ou \"read\""),
        ("claim_map = { profile = [] }", "ligne 7, clé « claim_map » : ne dit pas où lire le profil"),
        ("claim_map = { classe = [\"c\"] }", "ligne 7, clé « claim_map » : demande des listes de textes"),
        ("claim_map = { uai = \"rne\" }", "ligne 7, clé « claim_map » : demande des listes de textes"),
        ("kind = \"saml\"", "ligne 7, clé « kind » : demande \"oidc\" ou \"oauth2_userinfo\" ou \"cas\""),
        ("preset = \"gar\"", "ligne 7, clé « preset » : demande \"edifice\" ou \"laclasse\""),
        ("preset = \"cas\"\nkind = \"oidc\"", "ligne 8, clé « kind » : n’est pas ce que parlent les ENT de ce `preset`"),
        ("algorithms = [\"HS256\"]", "ligne 7, clé « algorithms » : demande une liste de \"RS256\" ou \"ES256\""),
        ("algorithms = []", "ligne 7, clé « algorithms » : est vide"),
        ("pkce = true", "ligne 7, clé « pkce » : demande \"S256\" ou \"none\""),
        ("site = \"https://ent.exemple.fr\"", "ligne 7, clé « site » : n’a pas de sens pour un fournisseur de ce genre"),
        (
            "jwks_uri = \"http://ent.exemple.fr/k\"\ntoken_endpoint = \"https://e.fr/\"\nauthorization_endpoint = \"https://e.fr/\"",
            "ligne 7, clé « jwks_uri » : doit commencer par https://",
        ),
        (
            "userinfo_endpoint = \"https://e.fr/\"\njwks_uri = \"https://e.fr/\"\ntoken_endpoint = \"https://e.fr/\"",
            "ligne 1 : il manque « authorization_endpoint »",
        ),
        ("logo = \"a/b.png\"", "ligne 7, clé « logo » : demande le nom d’un fichier"),
        ("logout_kind = \"cas\"", "ligne 1 : il manque « logout_endpoint » à ce fournisseur"),
    ] {
        let said = faults(&format!("{PROVIDER}{added}\n"), &[]);
        assert!(said.contains(expected), "{expected}\n{said}");
        assert_eq!(said.lines().count(), 2, "one fault, told once: {said}");
    }
}

#[test]
fn an_unsound_provider_is_refused_by_name_and_line() {
    for (sound, unsound, expected) in [
        ("\"ent\"", "\"demo\"", "ligne 2, clé « id » : « demo » et « granted » sont des noms du portail"),
        ("\"ent\"", "\"granted\"", "ligne 2, clé « id » : « demo » et « granted » sont des noms du portail"),
        ("\"ent\"", "\"E/NT\"", "ligne 2, clé « id » : n’est faite que de lettres minuscules"),
        ("\"ent\"", "3", "ligne 2, clé « id » : demande un texte entre guillemets"),
        ("\"ENT\"", "\" \"", "ligne 3, clé « label » : est vide"),
        ("https://ent", "http://ent", "ligne 4, clé « issuer » : doit commencer par https://"),
        ("https://ent", "https:// ent", "ligne 4, clé « issuer » : demande une adresse complète"),
        ("exemple.fr", "exemple.fr/?a=b", "ligne 4, clé « issuer » : se termine par son chemin"),
        ("\"preau\"", "\"\"", "ligne 5, clé « client_id » : est vide"),
        ("\"s\"", "\"\"", "ligne 6, clé « client_secret » : est vide"),
        ("client_secret = \"s\"\n", "", "ligne 1 : il manque « client_secret » à ce fournisseur"),
    ] {
        let said = faults(&PROVIDER.replace(sound, unsound), &[]);
        assert!(said.contains(expected), "{expected}\n{said}");
        assert_eq!(said.lines().count(), 2, "one fault, told once: {said}");
    }
}

#[test]
fn every_fault_of_every_provider_is_told_at_once_and_no_secret_is() {
    let first = PROVIDER.replace("\"ent\"", "\"demo\"").replace("client_id = \"preau\"\n", "");
    let second = PROVIDER.replace("https://", "http://").replace("\"s\"", "[\"chut\"]");
    let said = faults(&format!("{first}{second}{second}"), &[]);
    for expected in [
        "ligne 1 : il manque « client_id » à ce fournisseur",
        "ligne 2, clé « id » : « demo »",
        "ligne 9, clé « issuer » : doit commencer par https://",
        "ligne 11, clé « client_secret » : demande un texte entre guillemets",
        "ligne 13, clé « id » : le fournisseur « ent » est donné deux fois",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(!said.contains("chut"), "{said}");
}

#[test]
fn providers_of_another_kind_are_a_wrong_value_and_no_unknown_key() {
    let expected = "ligne 2, clé « sign_in » : demande une table [[sign_in]] par fournisseur";
    for wrong in ["sign_in = 3", "sign_in = \"ent\"", "sign_in = [\"ent\"]", "[sign_in]\nid = \"ent\""] {
        let said = faults(&format!("name = \"Préau\"\n{wrong}\n"), &[]);
        assert!(said.contains(expected) && !said.contains("inconnue"), "{wrong}: {said}");
    }
}

fn config(text: &str) -> Config {
    Config::load(Some(file(text).path()), []).expect("accepted")
}

#[test]
fn a_sender_is_an_address_with_or_without_a_name() {
    let sender = |text: &str| {
        let sender = config(text).sender;
        (sender.name, sender.email.to_string())
    };
    assert_eq!(sender(""), (None, "preau@localhost".to_owned()));
    assert_eq!(sender("sender = \"preau@exemple.fr\""), (None, "preau@exemple.fr".to_owned()));
    assert_eq!(sender("sender = \"Préau de l’école <x@y.fr>\""), (Some("Préau de l’école".to_owned()), "x@y.fr".to_owned()));
    assert_eq!(sender("sender = '\"Écoles, ensemble\" <x@y.fr>'"), (Some("Écoles, ensemble".to_owned()), "x@y.fr".to_owned()));
    for wrong in ["", "préau", "x@", "x@y.fr, z@y.fr", "Préau <x@y.fr", "Préau <x@y.fr> oups", "Préau x@y.fr"] {
        let said = faults(&format!("name = \"Préau\"\nsender = \"{wrong}\"\n"), &[]);
        assert!(said.contains(&format!("ligne 2, clé « sender » : « {wrong} » n’est pas une adresse de courrier")), "{wrong}: {said}");
    }
    assert!(faults("", &[("PREAU_SENDER", "préau")]).contains("variable PREAU_SENDER : « préau » n’est pas une adresse de courrier"));
}

#[test]
fn a_mail_server_is_read_whole_and_its_password_is_not_told() {
    let servers = [
        "smtp://127.0.0.1:1",
        "smtp://nom:mot%40passe@courrier.exemple.fr:587?tls=required",
        "smtp://courrier.exemple.fr/preau.exemple.fr?tls=opportunistic",
        "smtps://nom:chut@courrier.exemple.fr",
        "smtps://[2001:db8::1]",
        "",
    ];
    for server in servers {
        assert_eq!(faults(&format!("smtp = \"{server}\""), &[]), "");
    }
    for (wrong, expected) in [
        ("courrier.exemple.fr", "n’est pas l’adresse d’un serveur"),
        ("smtp://nom:chut@courrier.exemple.fr:port", "n’est pas l’adresse d’un serveur"),
        ("https://nom:chut@courrier.exemple.fr", "doit commencer par smtp:// ou smtps://"),
        ("smtp:courrier.exemple.fr", "ne nomme pas de serveur"),
        ("smtps:///chut", "ne nomme pas de serveur"),
        ("smtp://nom:chut@courrier.exemple.fr?tls=oui", "ne peut finir que par ?tls=required ou ?tls=opportunistic"),
        ("smtp://nom:chut@courrier.exemple.fr?tsl=required", "ne peut finir que par ?tls=required ou ?tls=opportunistic"),
        ("smtp://nom@courrier.exemple.fr", "donne un nom sans mot de passe"),
        ("smtp://nom:chut%FF@courrier.exemple.fr", "n’est pas l’adresse d’un serveur"),
    ] {
        let said = faults(&format!("name = \"Préau\"\nsmtp = \"{wrong}\"\n"), &[]);
        assert!(said.contains("ligne 2, clé « smtp » : ") && said.contains(expected), "{wrong}: {said}");
        assert!(!said.contains("chut"), "{said}");
    }
}

#[test]
fn variables_that_are_no_keys_are_known_one_by_one() {
    let known = [
        ("PREAU_CONFIG", "preau.toml"),
        ("PREAU_SHARED", "shared"),
        ("PREAU_TEST_POSTGRES", "postgres://127.0.0.1/"),
        ("PREAU_TEST_PYTHON", "python3"),
        ("PREAU_TEST_CAS_PYTHON", "python3"),
    ];
    assert_eq!(faults("", &known), "");
    for log in ["json", "text", ""] {
        assert_eq!(faults("", &[("PREAU_LOG", log)]), "");
    }
    let said = faults("", &[("PREAU_LOG", "jsn"), ("PREAU_TEST_POSTGRE", "x")]);
    for expected in
        ["variable PREAU_LOG : « jsn » n’est pas connu ; écrivez json ou text", "variable PREAU_TEST_POSTGRE : variable inconnue"]
    {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn a_variable_of_ours_must_be_text_and_others_are_none_of_our_business() {
    let latin = || OsStr::from_bytes(b"\xE9cole").to_owned();
    assert!(Config::load(None, [("LESSOPEN".into(), latin()), (latin(), latin())]).is_ok());
    let ours = ["PREAU_NAME", "DATABASE_URL", "PREAU_LOG", "PREAU_ADRR"];
    let said = Config::load(None, ours.map(|name| (name.into(), latin()))).expect_err("refused").to_string();
    for name in ours {
        assert!(said.contains(&format!("variable {name} : n’est pas écrite en UTF-8")), "{name}: {said}");
    }
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let missing = std::path::Path::new("/nulle/part/preau.toml");
    assert!(Config::load(Some(missing), []).err().is_some_and(|faults| faults.to_string().contains("ne peut pas être lu")));
}

#[test]
fn people_are_left_alone_in_the_holidays_of_their_zone_or_of_a_file() {
    let off = |variables: &[(&str, &str)], day: &str| {
        let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let quiet = Config::load(None, variables).map_err(|faults| faults.to_string())?.quiet;
        Ok::<_, String>(quiet.is_day_off(day.parse().expect("a day")))
    };
    assert_eq!(off(&[], "2027-02-15"), Ok(true), "zone A");
    assert_eq!(off(&[("PREAU_SCHOOL_ZONE", "C")], "2027-02-24"), Ok(false));
    assert!(off(&[("PREAU_SCHOOL_ZONE", "D")], "2027-02-15").expect_err("no zone").contains("« D » n’est pas A, B ou C"));
    let ours = file("# ici\n2026-11-23 2026-11-25 A\n");
    let path = ours.path().to_str().expect("a path");
    assert_eq!((off(&[("PREAU_HOLIDAYS", path)], "2026-11-24"), off(&[("PREAU_HOLIDAYS", path)], "2027-02-15")), (Ok(true), Ok(false)));
    let wrong = file("2026-11-23\n");
    let said = off(&[("PREAU_HOLIDAYS", wrong.path().to_str().expect("a path"))], "2026-11-24").expect_err("no holidays");
    assert!(said.contains("variable PREAU_HOLIDAYS : ligne 1 du fichier"), "{said}");
    assert!(off(&[("PREAU_HOLIDAYS", "/nulle/part")], "2026-11-24").expect_err("no file").contains("ne peut pas être lu"));
}

#[test]
fn how_long_things_are_kept_is_said_in_months_within_bounds() {
    let read = |text: &str| Config::load(Some(file(text).path()), []).expect("a configuration").retention;
    assert_eq!(read(""), Default::default());
    let kept = read("[retention]\naudit = 18\ninactive = 36\nsearches = 1\n");
    assert_eq!((kept.audit, kept.inactive, kept.notices, kept.searches), (18, 36, 12, 1));
    for (wrong, expected) in [
        ("retention = 12", "ligne 1, clé « retention » : demande une table [retention]"),
        ("[retention]\naudit = 3", "ligne 2, clé « audit » : demande un nombre de mois, de 6 à 36"),
        ("[retention]\ninactive = \"24\"", "ligne 2, clé « inactive » : demande un nombre de mois, de 6 à 60"),
        ("[retention]\nlogs = 12", "ligne 2 : clé inconnue « logs » dans [retention] ; les clés sont audit, notices,"),
    ] {
        let said = faults(wrong, &[]);
        assert!(said.contains(expected), "{wrong}: {said}");
    }
}

#[test]
fn an_operator_says_which_proxies_are_believed() {
    use axum::http::HeaderMap;
    assert_eq!(config("").proxies, Default::default());
    let one = config("[proxy]\ntrusted = [\"192.0.2.1\", \"10.0.0.0/8\", \"2001:db8::/32\"]\n").proxies;
    let headers: HeaderMap =
        [(axum::http::HeaderName::from_static("x-forwarded-for"), "203.0.113.7".parse().expect("a value"))].into_iter().collect();
    let network = |peer: &str| one.client(Some(peer.parse().expect("an address")), &headers).map(|from| from.network());
    for peer in ["192.0.2.1:80", "10.2.3.4:80", "[2001:db8::1]:80"] {
        assert_eq!(network(peer).as_deref(), Some("203.0.113.0/24"), "{peer}");
    }
    assert_eq!(network("127.0.0.1:80").as_deref(), Some("127.0.0.0/24"), "no longer this machine's");
    for (text, expected) in [
        ("proxy = 1\n", "ligne 1, clé « proxy » : demande une table [proxy]"),
        ("[proxy]\ntrusted = \"127.0.0.1\"\n", "ligne 2, clé « trusted » : demande une liste d’adresses ou de réseaux"),
        ("[proxy]\ntrusted = [\"10.0.0.0/33\"]\n", "ligne 2, clé « trusted » : demande une liste"),
        ("[proxy]\ntrust = []\n", "ligne 2 : clé inconnue « trust » dans [proxy]"),
    ] {
        let said = faults(text, &[]);
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn measures_are_told_where_an_operator_says_and_nowhere_else() {
    assert_eq!(config("").metrics, None);
    let told = |text: &str| config(text).metrics.map(|address| address.to_string());
    assert_eq!(told("[metrics]\naddress = \"127.0.0.1:9100\"\n").as_deref(), Some("127.0.0.1:9100"));
    assert_eq!(
        told("addr = \"127.0.0.1:0\"\n[metrics]\naddress = \"127.0.0.1:0\"\n").as_deref(),
        Some("127.0.0.1:0"),
        "any free port, twice"
    );
    for (wrong, expected) in [
        ("metrics = 9100", "ligne 1, clé « metrics » : demande une table [metrics]"),
        ("[metrics]\n", "clé « metrics » : il manque « address », une adresse et un port"),
        ("[metrics]\naddress = 9100", "ligne 2, clé « address » : demande une adresse et un port"),
        ("[metrics]\naddress = \"localhost\"", "ligne 2, clé « address » : demande une adresse et un port"),
        ("[metrics]\naddress = \"127.0.0.1:9100\"\nport = 1", "ligne 3 : clé inconnue « port » dans [metrics] ; la clé est address"),
        ("[metrics]\naddress = \"127.0.0.1:3000\"", "ligne 2, clé « address » : est l’adresse du portail"),
        ("addr = \"10.0.0.1:80\"\n[metrics]\naddress = \"10.0.0.1:80\"", "ligne 3, clé « address » : est l’adresse du portail"),
        ("mesures = 1", "les clés sont url, "),
    ] {
        let said = faults(wrong, &[]);
        assert!(said.contains(expected), "{wrong}: {said}");
    }
    assert!(faults("mesures = 1", &[]).contains("proxy, metrics"));
}
