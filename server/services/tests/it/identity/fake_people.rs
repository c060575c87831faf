//! Whom the fake providers know.

use serde_json::{Value, json};

/// What the workspace says of `subject`.
pub fn person(subject: &str) -> Value {
    let uai = domain::territory::Uai::from_number(330_001).to_string();
    let (profile, name) = match subject {
        "eleve1" => (json!("National_ELV"), "Une élève"),
        "parent1" => (json!(["National_TUT"]), "Un parent"),
        "head" => (json!("National_DIR"), "Une directrice"),
        "super" => (json!("SUPERADMIN"), "Un super-administrateur"),
        "multi" => (json!(["National_TUT", "National_ENS"]), "Une enseignante et parente"),
        "nomail" => (json!("National_ENS"), "Sans adresse"),
        "odd" => (json!("National_ENS"), "\u{202E}nimdA\u{200B} \0<script>"),
        _ => (json!("National_ENS"), "Camille Martin"),
    };
    let email = if subject == "nomail" { Value::Null } else { json!("c.martin@ac-bordeaux.fr") };
    json!({ "name": name, "email": email, "email_verified": "true", "ENTPersonProfils": profile, "uai": [uai, "NOTACODE", "0330001Z"] })
}

/// The same as Edifice says it, version 1 (IDENTITY 1.3): without `sub`, and with much that is nobody's business.
pub fn edifice(subject: &str) -> Value {
    let profile = match subject {
        "eleve1" => "ELEVE",
        "parent1" => "PERSRELELEVE",
        "head" => "PERSEDUCNAT",
        "super" => "SUPERADMIN",
        _ => "ENSEIGNANT",
    };
    let uai = domain::territory::Uai::from_number(330_001).to_string();
    json!({
        "level": "", "email": "c.martin@ac-bordeaux.fr", "mobile": "0600000000", "login": "camille.martin", "lastName": "MARTIN",
        "firstName": "Camille", "externalId": subject, "birthDate": "1985-03-14", "username": "MARTIN Camille", "type": profile,
        "userId": format!("uuid-of-{subject}"), "uai": [uai], "classId": "c", "schoolName": "CLG", "childrenIds": [], "widgets": [],
    })
}
