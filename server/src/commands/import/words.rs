//! The French of import reports.

use services::territory::{
    CommuneField, CommuneFile, CommuneReport, DoubtfulClosures, ImportReport, LeftOut, Mode, Named, Reason, Refusal, SchoolField,
};
use std::fmt::Write;

/// How many names a part of the report lists before it only counts.
const LISTED: usize = 20;

/// What an import of schools did, or would do.
pub(super) fn schools(report: &ImportReport, mode: Mode) -> String {
    let mut out = Report::new(mode);
    let generation = report.generation.map_or("en-tête reconnu par ses colonnes", |generation| generation.label());
    out.line(&format!("Fichier : {} lignes, {}, {generation}.", report.rows, report.encoding.label()));
    if !report.communes.is_empty() {
        out.count("communes créées d’après le fichier", report.communes.len());
    }
    out.count("écoles ajoutées", report.added.len());
    out.count("écoles modifiées", report.changed.len());
    out.list(report.changed.iter().map(|changed| {
        let fields: Vec<_> = changed.fields.iter().copied().map(school_field).collect();
        format!("{} ({})", named(&changed.school), fields.join(", "))
    }));
    out.count("écoles fermées", report.closed.len());
    out.list(report.closed.iter().map(named));
    out.count("écoles inchangées", report.unchanged);
    for (reason, count) in &report.left_out {
        out.count(&left_out(reason), *count);
    }
    out.count("lignes en double", report.duplicates.len());
    out.list(report.duplicates.iter().map(|double| {
        let same = if double.same { "identiques" } else { "différentes" };
        format!("{} : lignes {} et {}, {same} ; la ligne {} est gardée", double.uai, double.dropped, double.kept, double.kept)
    }));
    if let Some(DoubtfulClosures { closing, known, .. }) = report.doubtful_closures {
        out.line(&format!("Attention : {closing} écoles sur {known} seraient fermées. Sans --allow-closures, l’import est refusé."));
    }
    out.refusals(&report.refused);
    out.text
}

/// What an import of communes did, or would do.
pub(super) fn communes(report: &CommuneReport, mode: Mode) -> String {
    let mut out = Report::new(mode);
    let form = match report.form {
        CommuneFile::Csv => "tableau CSV",
        CommuneFile::GeoJson => "contours GeoJSON",
    };
    out.line(&format!("Fichier : {form}, {}.", report.encoding.label()));
    out.count("communes ajoutées", report.added.len());
    out.count("communes modifiées", report.changed.len());
    out.list(report.changed.iter().map(|changed| {
        let fields: Vec<_> = changed.fields.iter().copied().map(commune_field).collect();
        format!("{} ({})", changed.insee, fields.join(", "))
    }));
    out.count("communes inchangées", report.unchanged);
    if report.left_out > 0 {
        out.count("contours hors du territoire, laissés de côté", report.left_out);
    }
    out.refusals(&report.refused);
    out.text
}

struct Report {
    text: String,
}

impl Report {
    fn new(mode: Mode) -> Self {
        let head = if mode.lasts() { "Import fait.\n" } else { "Essai : rien n’a été changé. Voici ce qui serait fait.\n" };
        Self { text: head.to_owned() }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn count(&mut self, what: &str, count: usize) {
        self.line(&format!("{count:>6}  {what}"));
    }

    fn list(&mut self, items: impl ExactSizeIterator<Item = String>) {
        let more = items.len().saturating_sub(LISTED);
        for item in items.take(LISTED) {
            self.line(&format!("        - {item}"));
        }
        if more > 0 {
            self.line(&format!("        … et {more} de plus"));
        }
    }

    /// Every refusal is listed: whoever mends the file needs them all.
    fn refusals(&mut self, refused: &[Refusal]) {
        self.count("lignes refusées", refused.len());
        for refusal in refused {
            // Writing to a String cannot fail.
            if writeln!(self.text, "        - ligne {}, « {} » : {}", refusal.line, refusal.code, reason(&refusal.reason)).is_err() {}
        }
    }
}

fn named(school: &Named) -> String {
    format!("{} {}", school.uai, school.name)
}

const fn school_field(field: SchoolField) -> &'static str {
    match field {
        SchoolField::Name => "nom",
        SchoolField::Kind => "type",
        SchoolField::Sector => "public ou privé",
        SchoolField::Commune => "commune",
        SchoolField::Address => "adresse",
        SchoolField::Constituency => "circonscription",
        SchoolField::Pial => "PIAL",
        SchoolField::Priority => "éducation prioritaire",
        SchoolField::Position => "position",
        SchoolField::State => "état",
        SchoolField::OpenedOn => "date d’ouverture",
    }
}

fn left_out(reason: &LeftOut) -> String {
    match reason {
        LeftOut::OtherType(kind) if kind.is_empty() => "lignes sans type, laissées de côté".to_owned(),
        LeftOut::OtherType(kind) => format!("établissements d’un autre type ({kind}), laissés de côté"),
        LeftOut::Elsewhere => "écoles hors du territoire, laissées de côté".to_owned(),
        LeftOut::AlreadyClosed => "écoles déjà fermées, laissées de côté".to_owned(),
        LeftOut::NotYetOpen => "écoles pas encore ouvertes, laissées de côté".to_owned(),
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::FieldCount { expected, found } => format!("{found} champs au lieu de {expected} : il manque un séparateur ou un guillemet"),
        Reason::UaiForm => "ce n’est pas un code UAI (sept chiffres et une lettre)".to_owned(),
        Reason::UaiLetter { expected } => format!("la lettre de contrôle devrait être {expected}"),
        Reason::InseeForm(code) => format!("« {code} » n’est pas un code INSEE"),
        Reason::UnknownCommune(insee) => format!("la commune {insee} n’est pas du territoire ; l’école reste comme elle était"),
        Reason::Repeated => "cette commune est déjà plus haut dans le fichier".to_owned(),
        Reason::Missing(column) => format!("la colonne {column} est vide"),
        Reason::Unreadable { column, value } => format!("« {value} » ne se lit pas dans la colonne {column}"),
        Reason::Boundary => "ce contour n’est pas un polygone sur la Terre".to_owned(),
    }
}

const fn commune_field(field: CommuneField) -> &'static str {
    match field {
        CommuneField::Name => "nom",
        CommuneField::Population => "population",
        CommuneField::Position => "position",
        CommuneField::Boundary => "contour",
        CommuneField::Membership => "participation",
    }
}
