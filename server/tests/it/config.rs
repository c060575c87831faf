//! The configuration: every fault is told, by name, with its line.

use server::config::Config;
use std::io::Write;

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    file
}

fn faults(text: &str, variables: &[(&str, &str)]) -> String {
    let file = file(text);
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
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
        "ligne 3 : « addr » demande un texte entre guillemets",
        "ligne 4 : « pas une adresse » n’est pas une adresse complète",
        "variable PREAU_ADRR : variable inconnue",
        "variable PREAU_ADDR : « nulle part » n’est pas une adresse et un port",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    assert!(faults("name = \"Préau\"\nurl = \n", &[]).contains("ligne 2 : l’écriture n’est pas du TOML"));
}

#[test]
fn plain_http_is_for_this_machine_alone() {
    assert!(faults("url = \"http://preau.exemple.fr/\"", &[]).contains("https://"));
    assert_eq!(faults("url = \"http://127.0.0.1:8080/\"", &[]), "");
    assert_eq!(faults("url = \"https://preau.exemple.fr/\"", &[]), "");
}

#[test]
fn a_variable_is_stronger_than_the_file() {
    let file = file("name = \"Du fichier\"\nterritory = \"Du fichier\"\n");
    let config = Config::load(Some(file.path()), [("PREAU_NAME".to_owned(), "De la variable".to_owned())]).expect("accepted");
    assert_eq!((config.name.as_str(), config.territory.as_str()), ("De la variable", "Du fichier"));
}

#[test]
fn a_provider_with_a_fault_is_told() {
    let provider =
        "[[providers]]\nid = \"ent\"\nlabel = \"ENT\"\nissuer = \"https://ent.exemple.fr\"\nclient_id = \"preau\"\nclient_secret = \"s\"\n";
    assert_eq!(faults(provider, &[]), "");
    assert!(faults(&format!("{provider}couleur = \"bleu\"\n"), &[]).contains("ce fournisseur n’est pas complet ou pas clair"));
    assert!(faults(&format!("{provider}{provider}"), &[]).contains("donné deux fois"));
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let missing = std::path::Path::new("/nulle/part/preau.toml");
    assert!(Config::load(Some(missing), []).err().is_some_and(|faults| faults.to_string().contains("ne peut pas être lu")));
}
