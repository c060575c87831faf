//! The French of trainings: labels of fields, and what is said of seats and places.

use crate::ui::dates::day_and_hour;
use domain::{
    time::Timestamp,
    training::{Approval, EvaluationQuestion, Standing},
};
use services::training::{Registration, SeenSession};

/// What the forms call a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "title" => "Titre",
        "summary" => "En bref",
        "aims" => "Objectifs",
        "body" => "Déroulé",
        "materials" => "À apporter",
        "cycles" => "Cycles",
        "competences" => "Compétences du CRCN-Édu",
        "mode" => "Comment y prendre part",
        "place" => "Lieu",
        "room" => "Salle",
        "commune" => "Commune",
        "online" => "Adresse de la visio",
        "half_days" => "Demi-journées",
        "opens" => "Ouverture des inscriptions",
        "closes" => "Fin des inscriptions",
        "approval" => "Qui doit donner son accord",
        "capacity" => "Nombre de places",
        "reminders" => "Rappels aux personnes inscrites",
        "projects" => "Projets dont il s’agit",
        "half_day" => "Demi-journée",
        "report" => "Compte rendu",
        "remark" => "Votre remarque",
        "columns" => "Ce qui est pris",
        "format" => "Format",
        "why" => "Pour quoi faire",
        "for" => "Cycle",
        "wish_cycle" => "Vous enseignez en",
        "kept" => "Places gardées",
        "kept_days" => "Combien de jours avant la session ces places s’ouvrent à tout le monde",
        "trainers" => "Qui anime",
        "session" => "Session",
        other => other.parse().map_or("Formulaire", EvaluationQuestion::label),
    }
}

/// « 19 places prises sur 50 ».
pub(super) fn seats(taken: u32, capacity: u32) -> String {
    match (taken, capacity.saturating_sub(taken)) {
        (0, _) => format!("{capacity}\u{a0}{}", plural(capacity, "place", "places")),
        (_, 0) => format!("Complet\u{a0}: {capacity}\u{a0}{} sur {capacity}", plural(capacity, "place prise", "places prises")),
        (_, free) => format!("{free}\u{a0}{} sur {capacity}", plural(free, "place libre", "places libres")),
    }
}

/// Whom a change reaches (N7).
pub(super) fn reached(many: u32) -> String {
    match many {
        0 => "personne n’a encore demandé de place, personne n’est prévenu.".to_owned(),
        1 => "la personne inscrite ou en attente l’apprend par courriel.".to_owned(),
        many => format!("{many}\u{a0}personnes inscrites ou en attente l’apprennent par courriel."),
    }
}

/// Who hears that a session opens: those who wished for it (N7).
pub(super) fn opens_to(many: u32) -> String {
    match many {
        0 | 1 => "Une personne l’a souhaitée\u{a0}: dès l’ouverture, elle l’apprend par courriel.".to_owned(),
        many => format!("{many}\u{a0}personnes l’ont souhaitée\u{a0}: dès l’ouverture, elles l’apprennent par courriel."),
    }
}

/// Who hears that the report of a session is shown (N7).
pub(super) fn reported_to(many: u32) -> String {
    let told = match many {
        0 => "personne n’est inscrit, personne n’est prévenu.".to_owned(),
        1 => "la personne inscrite l’apprend par courriel.".to_owned(),
        many => format!("{many}\u{a0}personnes inscrites l’apprennent par courriel."),
    };
    format!("Une fois publié, il reste en ligne sur la page de la formation\u{a0}: {told}")
}

/// One or many.
pub(super) const fn plural(number: u32, one: &'static str, many: &'static str) -> &'static str {
    if number < 2 { one } else { many }
}

/// What is said of someone's own place; nothing of one that they gave up, since they may ask again.
pub(super) fn own_place(seen: &SeenSession) -> Option<String> {
    let mine = seen.mine.as_ref().filter(|mine| mine.standing != Standing::Cancelled)?;
    Some(match mine.standing {
        Standing::Waiting if seen.before == 0 => "Vous êtes en tête de la liste d’attente.".to_owned(),
        Standing::Waiting => format!("Vous êtes sur la liste d’attente, au rang {}.", seen.before + 1),
        _ => standing(mine),
    })
}

/// Who sees a session that is announced to everyone at `at`, for who runs it.
pub(super) fn seen_by(at: Timestamp) -> String {
    format!("Jusqu’au {}, seules les personnes qui ont souhaité cette formation la voient.", day_and_hour(at))
}

/// The same, for those who see it.
pub(super) fn seen_first(at: Timestamp) -> String {
    format!("Vous l’apprenez en premier\u{a0}: tout le monde la verra le {}.", day_and_hour(at))
}

/// Where a registration stands, in a sentence.
pub(super) fn standing(registration: &Registration) -> String {
    let until = |at: Timestamp| format!("Une place s’est libérée pour vous. Confirmez-la avant le {}.", day_and_hour(at));
    match registration.standing {
        Standing::Asked => "Votre demande attend un accord.".to_owned(),
        Standing::Registered => "Votre place est réservée.".to_owned(),
        Standing::Waiting => "Vous êtes sur la liste d’attente.".to_owned(),
        Standing::Offered => registration.offered_until.map_or_else(|| "Une place s’est libérée pour vous.".to_owned(), until),
        Standing::Cancelled => "Vous avez rendu votre place.".to_owned(),
        Standing::Refused => "L’accord n’a pas été donné.".to_owned(),
        Standing::Lapsed => "La place n’a pas été confirmée à temps\u{a0}: elle est allée à la personne suivante.".to_owned(),
    }
}

/// What must be known before asking for a place: periods, for whom it is, whose agreement, seats that are kept.
pub(super) fn conditions(seen: &SeenSession, now: Timestamp, may_register: bool) -> Vec<String> {
    let form = &seen.session.form;
    let over = form.closes.is_some_and(|closes| closes <= now) || seen.session.begins().is_none_or(|begins| begins <= now);
    if over {
        return vec!["Les inscriptions sont closes.".to_owned()];
    }
    if !may_register {
        return vec!["Les inscriptions sont ouvertes au personnel des écoles.".to_owned()];
    }
    let opens = form.opens.filter(|opens| *opens > now).map(|at| format!("Inscriptions à partir du {}.", day_and_hour(at)));
    let closes = form.closes.filter(|closes| *closes > now).map(|at| format!("Inscriptions jusqu’au {}.", day_and_hour(at)));
    let agreement = match form.approval {
        Approval::None => None,
        Approval::Head => Some("L’accord de votre directrice ou directeur est nécessaire\u{a0}: il lui est demandé pour vous.".to_owned()),
        Approval::Inspector => Some("L’accord de l’inspection est nécessaire\u{a0}: il lui est demandé pour vous.".to_owned()),
    };
    let kept = form.seats.kept.filter(|kept| now < kept.released_on.beginning()).map(|kept| {
        let places = format!("{}\u{a0}{}", kept.seats, plural(kept.seats, "place est gardée", "places sont gardées"));
        format!(
            "{places} pour les écoles et communes qui n’ont encore rien suivi\u{202f}; elles s’ouvrent à tout le monde le {}.",
            kept.released_on.written()
        )
    });
    [opens, closes, agreement, kept].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_good_french() {
        assert_eq!(seats(0, 20), "20\u{a0}places");
        assert_eq!(seats(19, 20), "1\u{a0}place libre sur 20");
        assert_eq!(seats(20, 20), "Complet\u{a0}: 20\u{a0}places prises sur 20");
    }
}
