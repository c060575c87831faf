//! The French of projects: labels of fields, and what is said of each state.

use domain::{
    media::{Hidden, People, Reading},
    projects::{Circle, Move, Openings, Period, State, Visibility},
};

/// What the editor calls a field; also what remarks and problems are headed by.
pub fn field(name: &str) -> &'static str {
    match name {
        "title" => "Titre",
        "summary" => "En bref",
        "cycles" => "Cycles",
        "levels" => "Niveaux",
        "subjects" => "Matières",
        "schools" => "École",
        "objectives" => "Objectifs",
        "school_year" => "Année scolaire",
        "language" => "Langue de la fiche",
        "duration" => "Durée",
        "materials" => "À prévoir",
        "steps" => "Étapes",
        "equipment" => "Équipement et services",
        "crcn" => "Compétences numériques",
        "body" => "Le récit",
        "result" => "Ce que les élèves en ont fait",
        "links" => "Liens",
        "pictures" => "Images",
        "attachments" => "Pièces jointes",
        "transcript" => "Transcription",
        "captions" => "Sous-titres",
        "people" => "Qui peut-on reconnaître",
        "purpose" => "À quoi cela sert",
        "supports" => "Où les familles permettent de le montrer",
        "signed" => "Date de la dernière signature",
        "until" => "Dernier jour permis",
        "holders" => "Qui a signé",
        "elders" => "Élèves de quinze ans et plus",
        "zones" => "Zones à masquer",
        "licence" => "Licence",
        "visibility" => "Qui peut le lire",
        "public_from" | "community_from" | "school_from" | "link_from" => "Du",
        "public_until" | "community_until" | "school_until" | "link_until" => "Au",
        "note" => "Un mot pour ses auteurs",
        "proposal" => "Retouches",
        "phrase" => "Phrase",
        "scope" => "Exception",
        "reviewer" => "Qui suit cette relecture",
        "authors" => "Auteurs",
        "message" => "Ce que vous cherchez",
        "reach" => "À quelle distance",
        "passages" => "Remarques sur un passage",
        "answer" => "Réponse",
        "publish_at" => "Date de publication",
        _ => "Remarque",
    }
}

/// The fields that a remark can be about, in the order of the sheet.
pub const REMARKABLE: [&str; 13] = [
    "title",
    "summary",
    "levels",
    "subjects",
    "objectives",
    "duration",
    "materials",
    "steps",
    "body",
    "result",
    "links",
    "pictures",
    "licence",
];

/// What a state means to its author, in a sentence.
pub const fn meaning(state: State) -> &'static str {
    match state {
        State::Draft => "Vous seul le voyez pour l’instant. Envoyez-le à l’animatrice quand il vous convient.",
        State::Submitted => "L’animatrice le relit. Vous serez prévenu par courrier\u{202f}; pour le corriger d’ici là, reprenez-le.",
        State::ChangesRequested => "L’animatrice vous propose des retouches. Corrigez, puis renvoyez-le.",
        State::Scheduled => "Il est accepté, et paraîtra à la date prévue.",
        State::Published => "Il est en ligne. Vous pouvez encore le corriger\u{a0}: la correction paraît aussitôt.",
        State::Withdrawn => "Il n’est plus visible. Vous pouvez le reprendre en brouillon, ou le renvoyer à l’animatrice.",
        State::Archived => "Il est gardé, mais n’est plus montré.",
    }
}

/// What was done, as a history says it.
pub const fn made(made: Move) -> &'static str {
    match made {
        Move::Submit => "Envoyé à l’animatrice",
        Move::TakeBack => "Repris pour être corrigé",
        Move::AskChanges => "Retouches demandées",
        Move::Schedule => "Publication programmée",
        Move::Unschedule => "Publication annulée",
        Move::Publish => "Publié",
        Move::Withdraw => "Retiré de la publication",
        Move::Archive => "Archivé",
    }
}

/// What a visibility means, in a sentence.
pub const fn readers(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "Familles, élus, autres écoles\u{a0}: la page est publique.",
        Visibility::Community => "Les adultes connectés des écoles et de la métropole.",
        Visibility::School => "Les personnes rattachées à votre école.",
    }
}

/// « du 01/12/2026 au 31/12/2026 »; nothing without limits.
pub fn period(period: Period) -> Option<String> {
    Some(match (period.from, period.until) {
        (None, None) => return None,
        (Some(from), None) => format!("à partir du {}", from.written()),
        (None, Some(until)) => format!("jusqu’au {}", until.written()),
        (Some(from), Some(until)) if from == until => format!("le {}", from.written()),
        (Some(from), Some(until)) => format!("du {} au {}", from.written(), until.written()),
    })
}

/// Everyone for whom a project is open at some time, and when, in a line.
pub fn open_to(visibility: Visibility, openings: &Openings) -> String {
    let said = |circle: &Circle| {
        let when = openings.period(visibility, *circle)?;
        let whom = circle.label().to_lowercase();
        Some(period(when).map_or_else(|| whom.clone(), |when| format!("{whom} ({when})")))
    };
    Circle::ALL.iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

/// What the ledger says of a picture, in a line.
pub fn rights(people: &People, hidden: Option<Hidden>) -> String {
    match (hidden, people) {
        (Some(why), _) => format!("N’est plus montrée\u{a0}: {}", why.label().to_lowercase()),
        (None, People::Unsaid) => "À dire avant l’envoi\u{a0}: peut-on y reconnaître des élèves\u{202f}?".to_owned(),
        (None, People::Nobody) => "Aucun élève reconnaissable".to_owned(),
        (None, People::Pupils(signed)) => format!("Autorisation des familles jusqu’au {}", signed.until.written()),
    }
}

/// What the ledger says of a recording or a document, in a line.
pub fn rights_of_attachment(people: &People, hidden: Option<Hidden>) -> String {
    match (hidden, people) {
        (Some(why), _) => format!("N’est plus montré\u{a0}: {}", why.label().to_lowercase()),
        (None, _) => rights(people, None),
    }
}

/// What came of reading the text of a document, in a line: who attached it learns whether it is found by what it says.
pub const fn reading(reading: Option<Reading>) -> &'static str {
    match reading {
        None | Some(Reading::Failed) => "Son texte n’a pas encore été lu\u{a0}: on le trouve par son titre.",
        Some(Reading::Read) => "Texte lu\u{a0}: on peut le chercher.",
        Some(Reading::Empty) => {
            "Ce document n’a pas de texte (une image numérisée\u{202f}?)\u{a0}: qui ne voit pas ne peut pas le lire, et la recherche non plus. \
             Décrivez-le dans le projet, ou joignez le document d’origine."
        }
        Some(Reading::Unreadable) => {
            "Ce document ne se laisse pas lire (un mot de passe\u{202f}?)\u{a0}: on ne le trouve que par son titre."
        }
    }
}

/// What the buttons of the editor send as `intent`.
pub mod intent {
    /// Keep the draft.
    pub const SAVE: &str = "save";
    /// Keep it and hand it over.
    pub const SUBMIT: &str = "submit";
    /// Keep it and take off the picture whose id follows.
    pub const REMOVE: &str = "remove:";
    /// Keep it and open the page of the picture whose id follows.
    pub const PREPARE: &str = "prepare:";
    /// The page keeps it by itself.
    pub const AUTOSAVE: &str = "autosave";
}
