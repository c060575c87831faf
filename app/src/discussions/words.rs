//! The French of discussions: labels of fields, and what is said of topics and messages.

use super::again::NotNow;
use crate::ui::dates::day_and_hour;
pub(super) use crate::ui::topics::{named, plural};
use domain::discussions::{PostState, TopicState};
use services::discussions::{SeenPost, Topic};

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
        other => crate::ui::post_picture::label(other).unwrap_or("Formulaire"),
    }
}

/// Why nothing is written now.
pub(super) const fn not_now(why: NotNow) -> &'static str {
    match why {
        NotNow::Slow(_) => {
            "Il y a eu beaucoup d’envois en peu de temps. Ce que vous avez écrit est toujours dans cette page\u{a0}: attendez un moment, \
             puis envoyez-le de nouveau."
        }
        NotNow::Silenced => {
            "L’animatrice vous a demandé de ne plus écrire pendant quelque temps. Ce que vous avez écrit est toujours dans cette page, \
             mais n’a pas été envoyé. Vous pouvez toujours lire."
        }
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

/// Someone's words as a quotation in Markdown, to be answered beneath.
pub(super) fn quoted(name: &str, text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    let lines: Vec<_> = text.lines().map(line).collect();
    format!("> {} a écrit\u{a0}:\n>\n{}\n\n", named(name), lines.join("\n"))
}

/// The beginning of a text, up to the end of a word.
pub(super) fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(BEGINNING) else { return text.to_owned() };
    let cut = &text[..end];
    let whole = cut.rfind(' ').map_or(cut, |at| &cut[..at]);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_says_whose_it_is_on_every_line() {
        assert_eq!(quoted("Inès Caradec", "Un.\n\nDeux."), "> Inès Caradec a écrit\u{a0}:\n>\n> Un.\n>\n> Deux.\n\n");
        assert!(quoted("", "Un.").starts_with("> Une personne qui n’est plus là a écrit"));
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
