//! The French of discussions: labels of fields, and what is said of topics and messages.

pub(super) use crate::ui::topics::{named, plural};
use crate::ui::{dates::day_and_hour, listing::CommuneNames};
use domain::{
    access::{Principal, Role},
    discussions::{Position, PostState, TopicState},
    ids::PostId,
    paths,
};
use services::{
    discussions::{SeenPost, Topic},
    notifications::Reach,
};

/// How much of the answer stands beneath the question, in characters.
const BEGINNING: usize = 280;

/// What the forms call a field.
pub(super) fn field(name: &str) -> &'static str {
    match name {
        "title" => "Titre",
        "kind" => "Ce que c’est",
        "space" => "Espaces",
        "tag" => "Matières",
        "opens" => "Ouvrir plus tard",
        "body" => "Message",
        "name" => "Nom",
        "summary" => "À quoi il sert",
        "public" => "Visiteurs",
        "read" => "Qui le lit",
        "post" => "Qui y écrit",
        "commune" => "Communes",
        "needs" => "Besoins",
        "closed" => "Fermeture",
        "until" => "Épingler jusqu’au",
        "into" => "Réunir à un autre sujet",
        "posts" => "Messages à sortir",
        "new_title" => "Titre du nouveau sujet",
        "agreed" => "Montrer à plus de monde",
        other => crate::ui::post_picture::label(other).unwrap_or("Formulaire"),
    }
}

/// A group of readers, as one names it to who decides whether they may read something.
pub(super) fn readers(group: &Principal, communes: &CommuneNames) -> String {
    let all = |role: Role| format!("tous les comptes «\u{a0}{}\u{a0}»", role.label());
    match group {
        Principal::Public => "tout le monde, même sans compte".to_owned(),
        Principal::Community => "tous les membres, sauf les parents".to_owned(),
        Principal::Role(role) => all(*role),
        Principal::Advisors => all(Role::Advisor),
        Principal::Animators => all(Role::Animator),
        Principal::RoleIn(role, insee) => {
            let commune = communes.get(insee.as_str()).map_or(insee.as_str(), String::as_str);
            format!("les comptes «\u{a0}{}\u{a0}» de la commune «\u{a0}{commune}\u{a0}»", role.label())
        }
        Principal::School(uai) => format!("les personnes de l’école {uai}"),
        Principal::Account(_) => "une personne en particulier".to_owned(),
        Principal::Link(_) => "qui a un lien secret".to_owned(),
    }
}

/// « 12 sujets », « Aucun sujet ».
pub(super) fn topics(many: u32) -> String {
    match many {
        0 => "Aucun sujet".to_owned(),
        many => format!("{many}\u{a0}{}", plural(many, "sujet", "sujets")),
    }
}

/// What is said above a topic that its readers do not see as usual.
pub(super) fn state(topic: &Topic) -> Option<String> {
    match (topic.state, topic.opens) {
        (TopicState::Shown | TopicState::Merged, _) => None,
        (TopicState::Scheduled, Some(opens)) => Some(format!(
            "Programmé\u{a0}: ce sujet s’ouvre le {}. D’ici là, seuls son auteur et l’animatrice le voient.",
            day_and_hour(opens)
        )),
        (TopicState::Scheduled, None) => Some("Programmé\u{a0}: seuls son auteur et l’animatrice le voient.".to_owned()),
        (TopicState::Waiting, _) => Some("En attente de relecture\u{a0}: seuls son auteur et l’animatrice le voient.".to_owned()),
        (TopicState::Hidden, _) => Some("Masqué\u{a0}: seuls son auteur et l’animatrice voient encore ce sujet.".to_owned()),
    }
}

/// What is left of a message that its viewer may not read.
pub(super) const fn gone(state: PostState) -> &'static str {
    match state {
        PostState::Withdrawn => "Message repris par son auteur",
        PostState::Waiting => "Message en attente de relecture",
        _ => "Message retiré par la modération",
    }
}

/// What is said above a message that its viewer reads and others do not.
pub(super) fn standing(post: &SeenPost) -> Option<&'static str> {
    match (post.state, post.mine) {
        (PostState::Shown, _) => None,
        (PostState::Waiting, true) => Some("En attente de relecture\u{a0}: vous seul le voyez."),
        (PostState::Waiting, false) => Some("En attente de relecture."),
        (PostState::Hidden | PostState::Removed, true) => Some("Message retiré par la modération\u{a0}: vous seul le lisez encore."),
        (PostState::Hidden | PostState::Removed, false) => Some("Message retiré par la modération."),
        (PostState::Withdrawn, _) => Some("Message repris par son auteur."),
    }
}

/// A message as a quotation in Markdown, to be answered beneath. It leads to the message, which names its author as they choose to be named.
pub(super) fn quoted(post: PostId, position: Position, text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    let lines: Vec<_> = text.lines().map(line).collect();
    format!("> [Message {}]({})\u{a0}:\n>\n{}\n\n", position.get(), paths::post(post), lines.join("\n"))
}

/// The beginning of a text, up to the end of a word.
pub(super) fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(BEGINNING) else { return text.to_owned() };
    let cut = &text[..end];
    let whole = cut.rfind(' ').map_or(cut, |at| &cut[..at]);
    format!("{whole}…")
}

/// How many will be told of a topic as it stands (N7).
pub(super) fn reach(reach: Reach) -> String {
    let Reach { told, by_letter } = reach;
    match told {
        0 => "Personne ne suit encore ce que vous avez choisi\u{a0}: personne ne sera prévenu, et le sujet se trouvera dans la liste."
            .to_owned(),
        1 => {
            let how = if by_letter == 0 { "sur le portail seulement" } else { "sur le portail et par courriel" };
            format!("Ce sujet préviendra une personne, {how}.")
        }
        many if by_letter == 0 => format!("Ce sujet préviendra {many}\u{a0}personnes, sur le portail seulement."),
        many => format!("Ce sujet préviendra {many}\u{a0}personnes, dont {by_letter} par courriel."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::territory::Insee;

    #[test]
    fn a_group_of_readers_is_said_in_french() {
        let bordeaux = Insee::parse("33063").expect("a code");
        let communes = CommuneNames::from([("33063".to_owned(), "Bordeaux".to_owned())]);
        let said = |group: Principal| readers(&group, &communes);
        assert_eq!(said(Principal::Role(Role::Teacher)), "tous les comptes «\u{a0}Enseignante ou enseignant\u{a0}»");
        let official = "les comptes «\u{a0}Élue, élu ou agent\u{a0}» de la commune «\u{a0}Bordeaux\u{a0}»";
        assert_eq!(said(Principal::RoleIn(Role::Official, bordeaux)), official);
    }

    #[test]
    fn a_quotation_leads_to_its_message_and_names_nobody() {
        let quotation = quoted(PostId::new(42), Position::new(3), "Un.\n\nDeux.");
        assert_eq!(quotation, "> [Message 3](/echanges/messages/42)\u{a0}:\n>\n> Un.\n>\n> Deux.\n\n");
    }

    #[test]
    fn a_beginning_ends_with_a_word() {
        assert_eq!(beginning("Un mot."), "Un mot.");
        let long = "élève ".repeat(100);
        let cut = beginning(&long);
        assert!(cut.ends_with("élève…") && cut.chars().count() <= BEGINNING + 1, "{cut}");
        assert_eq!(beginning(&"é".repeat(300)).chars().count(), BEGINNING + 1);
    }
}
