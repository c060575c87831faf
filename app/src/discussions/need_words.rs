//! The French of needs: labels of fields, how long one waits, who backs it.

use crate::ui::dates::day;
use services::discussions::NeedCard;

/// What the forms call a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "title" => "Ce qu’il vous faut, en une ligne",
        "service" => "De quoi s’agit-il",
        "school" => "École",
        "space" => "Espace",
        "body" => "Ce qui manque, et pour quoi faire",
        "commune" => "Commune",
        "etat" => "État",
        "tri" => "D’abord",
        "status" => "Où en est ce besoin",
        "answer" => "Réponse publique",
        _ => "Formulaire",
    }
}

/// One or many.
pub(super) const fn plural(number: u32, one: &'static str, many: &'static str) -> &'static str {
    if number < 2 { one } else { many }
}

/// « 12 besoins », « Aucun besoin ».
pub(super) fn how_many(total: u32) -> String {
    match total {
        0 => "Aucun besoin".to_owned(),
        many => format!("{many}\u{a0}{}", plural(many, "besoin", "besoins")),
    }
}

/// « attend depuis 12 jours »; once it is closed, « a attendu 12 jours ».
pub(super) fn waiting(card: &NeedCard) -> String {
    let days = u32::try_from(card.waiting_days).unwrap_or_default();
    let counted = format!("{days}\u{a0}{}", plural(days, "jour", "jours"));
    match (card.status.is_open(), days) {
        (true, 0) => "attend depuis aujourd’hui".to_owned(),
        (true, _) => format!("attend depuis {counted}"),
        (false, 0) => "clos le jour même".to_owned(),
        (false, _) => format!("a attendu {counted}"),
    }
}

/// Until when an answer is due, while there is none.
pub(super) fn due(card: &NeedCard) -> Option<String> {
    let day = day(card.due?);
    Some(if card.late { format!("réponse en retard depuis le {day}") } else { format!("réponse attendue avant le {day}") })
}

/// « 3 écoles le soutiennent ».
pub(super) fn backers(many: u32) -> String {
    match many {
        0 => "Aucune école ne le soutient plus".to_owned(),
        many => format!("{many}\u{a0}{}", plural(many, "école le soutient", "écoles le soutiennent")),
    }
}

/// On whose behalf one backs a need.
pub(super) fn in_the_name_of(schools: &[String]) -> String {
    format!("Au nom de\u{a0}: {}. Une école soutient un besoin une seule fois\u{a0}; vous saurez ce qui est répondu.", schools.join(", "))
}

/// The same, once it is done.
pub(super) fn backed_by(schools: &[String]) -> String {
    let many = u32::try_from(schools.len()).unwrap_or(u32::MAX);
    format!("{} ce besoin\u{a0}: {}.", plural(many, "Votre école soutient", "Vos écoles soutiennent"), schools.join(", "))
}

/// Who hears of an answer (N7).
pub(super) fn told(many: usize) -> String {
    match many {
        0 => "Personne n’attend cette réponse\u{a0}: personne n’en sera prévenu.".to_owned(),
        1 => "Une personne qui attend cette réponse en sera prévenue.".to_owned(),
        many => format!("{many}\u{a0}personnes qui attendent cette réponse en seront prévenues."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        discussions::{NeedStatus, Service},
        ids::TopicId,
        territory::Insee,
        time::Timestamp,
    };

    fn card(status: NeedStatus, waiting_days: i64, late: bool) -> NeedCard {
        let filed = Timestamp::from_paris("2026-11-23T09:00").expect("a date");
        NeedCard {
            id: TopicId::new(1),
            slug: String::new(),
            title: String::new(),
            service: Service::Network,
            status,
            insee: Insee::parse("33063").expect("a code"),
            commune: String::new(),
            school: String::new(),
            backers: 1,
            filed,
            since: filed,
            waiting_days,
            due: status.due_ms(filed.ms()).map(Timestamp::from_ms),
            late,
            mine_backed: false,
        }
    }

    #[test]
    fn how_long_a_need_waits_is_said_in_good_french() {
        for (status, days, said) in [
            (NeedStatus::Filed, 0, "attend depuis aujourd’hui"),
            (NeedStatus::Heard, 1, "attend depuis 1\u{a0}jour"),
            (NeedStatus::Planned, 12, "attend depuis 12\u{a0}jours"),
            (NeedStatus::Done, 0, "clos le jour même"),
            (NeedStatus::Declined, 40, "a attendu 40\u{a0}jours"),
        ] {
            assert_eq!(waiting(&card(status, days, false)), said);
        }
        assert_eq!(due(&card(NeedStatus::Filed, 3, false)).as_deref(), Some("réponse attendue avant le 22\u{a0}janvier 2027"));
        assert_eq!(due(&card(NeedStatus::Filed, 70, true)).as_deref(), Some("réponse en retard depuis le 22\u{a0}janvier 2027"));
        assert_eq!(due(&card(NeedStatus::Heard, 70, false)), None);
        assert_eq!([how_many(0), how_many(1), how_many(2)], ["Aucun besoin", "1\u{a0}besoin", "2\u{a0}besoins"]);
        assert_eq!([backers(1), backers(3)], ["1\u{a0}école le soutient", "3\u{a0}écoles le soutiennent"]);
    }
}
