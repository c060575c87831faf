//! The invented schools as a file of the national directory: 71 columns, as in 2026.

use super::{
    names::CONSTITUENCIES,
    schools::{ALL, SampleSchool},
};
use domain::territory::{PriorityEducation, SchoolKind, Uai};

/// The header of May 2026 (FORMATS 3.1).
const HEADER: [&str; 71] = [
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Statut_public_prive",
    "Adresse_1",
    "Adresse_2",
    "Adresse_3",
    "Code_postal",
    "Code_commune",
    "Nom_commune",
    "Code_departement",
    "Code_academie",
    "Code_region",
    "Ecole_maternelle",
    "Ecole_elementaire",
    "Voie_generale",
    "Voie_technologique",
    "Voie_professionnelle",
    "Telephone",
    "Fax",
    "Web",
    "Mail",
    "Restauration",
    "Hebergement",
    "ULIS",
    "Apprentissage",
    "Segpa",
    "Section_arts",
    "Section_cinema",
    "Section_theatre",
    "Section_sport",
    "Section_internationale",
    "Section_europeenne",
    "Lycee_Agricole",
    "Lycee_militaire",
    "Lycee_des_metiers",
    "Post_BAC",
    "Appartenance_Education_Prioritaire",
    "GRETA",
    "SIREN_SIRET",
    "Fiche_onisep",
    "position",
    "Type_contrat_prive",
    "Libelle_departement",
    "Libelle_academie",
    "Libelle_region",
    "coordX_origine",
    "coordY_origine",
    "epsg_origine",
    "nom_circonscription",
    "latitude",
    "longitude",
    "precision_localisation",
    "date_ouverture",
    "date_maj_ligne",
    "etat",
    "ministere_tutelle",
    "multi_uai",
    "rpi_concentre",
    "rpi_disperse",
    "code_nature",
    "libelle_nature",
    "Code_type_contrat_prive",
    "PIAL",
    "etablissement_mere",
    "type_rattachement_etablissement_mere",
    "code_circonscription",
    "code_zone_animation_pedagogique",
    "libelle_zone_animation_pedagogique",
    "code_bassin_formation",
    "libelle_bassin_formation",
];

/// The whole file: UTF-8 with its mark, `;`, CRLF, as the official site gives it.
pub fn directory() -> String {
    let header = HEADER.join(";");
    let rows = ALL.iter().map(|school| HEADER.map(|column| field(school, column)).join(";"));
    let lines: String = std::iter::once(header).chain(rows).map(|line| line + "\r\n").collect();
    format!("\u{FEFF}{lines}")
}

/// What a school has in a column; nothing in those of no interest here.
fn field(school: &SampleSchool, column: &str) -> String {
    let share = school.share;
    match column {
        "Identifiant_de_l_etablissement" => school.uai.to_string(),
        "Nom_etablissement" => school.name.clone(),
        "Type_etablissement" => if is_college(school) { "Collège" } else { "Ecole" }.to_owned(),
        "Statut_public_prive" => "Public".to_owned(),
        "Adresse_1" => school.address.clone(),
        "Adresse_3" => format!("{} {}", share.postcode, school.commune.to_uppercase()),
        "Code_postal" => share.postcode.to_owned(),
        "Code_commune" => share.insee.to_owned(),
        "Nom_commune" => school.commune.to_owned(),
        "Code_departement" => "099".to_owned(),
        "Libelle_departement" => "Département d’exemple".to_owned(),
        "Libelle_academie" => "Académie d’exemple".to_owned(),
        "Libelle_region" => "Région d’exemple".to_owned(),
        "Ecole_maternelle" if !is_college(school) => flag(school.kind.has_nursery_classes()),
        "Ecole_elementaire" if !is_college(school) => flag(school.kind != SchoolKind::Nursery),
        "Appartenance_Education_Prioritaire" => school.priority.map_or("", PriorityEducation::label).to_owned(),
        "position" => format!("{:.6}, {:.6}", school.latitude, school.longitude),
        "latitude" => format!("{:.6}", school.latitude),
        "longitude" => format!("{:.6}", school.longitude),
        "precision_localisation" => "Rue".to_owned(),
        "Type_contrat_prive" => "SANS OBJET".to_owned(),
        "Code_type_contrat_prive" => "99".to_owned(),
        "nom_circonscription" if !is_college(school) => CONSTITUENCIES[share.constituency].to_owned(),
        "code_circonscription" if !is_college(school) => numbered(998_001, share.constituency),
        "PIAL" => numbered(997_001, share.constituency * 10 + school.rank % 3),
        "date_ouverture" => format!("{}-09-01", school.opened),
        "date_maj_ligne" => "2026-05-27".to_owned(),
        "etat" => if school.closing { "A FERMER" } else { "OUVERT" }.to_owned(),
        "ministere_tutelle" => "MINISTERE DE L'EDUCATION NATIONALE".to_owned(),
        "multi_uai" => flag(false),
        "code_nature" => nature(school.kind).0.to_owned(),
        "libelle_nature" => nature(school.kind).1.to_owned(),
        _ => String::new(),
    }
}

fn is_college(school: &SampleSchool) -> bool {
    school.kind == SchoolKind::College
}

fn flag(is_so: bool) -> String {
    if is_so { "1" } else { "0" }.to_owned()
}

fn numbered(first: u32, rank: usize) -> String {
    Uai::from_number(first + u32::try_from(rank).unwrap_or_default()).to_string()
}

const fn nature(kind: SchoolKind) -> (&'static str, &'static str) {
    match kind {
        SchoolKind::Nursery => ("101", "ECOLE MATERNELLE"),
        SchoolKind::Elementary | SchoolKind::Primary => ("151", "ECOLE DE NIVEAU ELEMENTAIRE"),
        SchoolKind::Special => ("162", "ECOLE DE NIVEAU ELEMENTAIRE SPECIALISEE"),
        SchoolKind::College => ("340", "COLLEGE"),
    }
}
