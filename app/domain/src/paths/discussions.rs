//! Addresses of spaces, topics, messages and needs.

use super::{DISCUSSIONS, LIVE_NOTICES, NEEDS, NEW_TOPIC, REPORTS, RUN_SPACES};
use crate::{
    discussions::Position,
    ids::{ActId, PostId, ReportId, TopicId},
    projects::Subject,
};

/// A space.
pub fn space(slug: &str) -> String {
    format!("{DISCUSSIONS}/{slug}")
}

/// The topics about a subject, wherever they are shown.
pub fn topics_tagged(tag: Subject) -> String {
    format!("{DISCUSSIONS}?matiere={}", tag.key())
}

/// Where a topic is opened in a space.
pub fn new_topic_in(space: &str) -> String {
    format!("{NEW_TOPIC}?espace={space}")
}

/// Where one is opened beside a project.
pub fn new_topic_about_project(slug: &str) -> String {
    format!("{NEW_TOPIC}?projet={slug}")
}

/// Where one is opened beside a training.
pub fn new_topic_about_training(slug: &str) -> String {
    format!("{NEW_TOPIC}?formation={slug}")
}

/// Where a space is changed.
pub fn run_space(slug: &str) -> String {
    format!("{RUN_SPACES}/{slug}")
}

/// A topic. It stands below no space, since several may show it; its number alone finds it.
pub fn topic(id: TopicId, slug: &str) -> String {
    format!("{DISCUSSIONS}/sujets/{id}-{slug}")
}

/// A page of a topic, at one of its messages.
pub fn topic_at(id: TopicId, slug: &str, position: Position) -> String {
    let page = position.page();
    let query = if page == 1 { String::new() } else { format!("?page={page}") };
    format!("{}{query}#message-{}", topic(id, slug), position.get())
}

/// A topic with the form for a reply, in which the message at `position` is quoted.
pub fn topic_quoting(id: TopicId, slug: &str, position: Position) -> String {
    format!("{}?page={}&citer={}#repondre", topic(id, slug), position.page(), position.get())
}

/// The number of a topic in what was typed: the number alone, or an address, whole or in part.
pub fn topic_in(typed: &str) -> Option<TopicId> {
    let path = typed.trim().split(['?', '#']).next().unwrap_or_default();
    let named = path.rsplit_once("/sujets/").or_else(|| path.rsplit_once('/')).map_or(path, |(_, named)| named);
    named.split(['-', '/']).next()?.parse().ok()
}

/// Where whoever opened a topic tends it, and the animator moderates it.
pub fn topic_settings(id: TopicId) -> String {
    format!("{DISCUSSIONS}/sujets/{id}/reglages")
}

/// Where one begins a project from a topic.
pub fn draw_project(id: TopicId) -> String {
    format!("{DISCUSSIONS}/sujets/{id}/projet")
}

/// Whom one may name in a topic, as JSON; `?q=` is what was typed, and `&vue=liste` asks for a list to be shown.
pub fn mentionable(id: TopicId) -> String {
    format!("{DISCUSSIONS}/sujets/{id}/personnes")
}

/// Where one press says something of a topic's messages, or follows it (POST).
pub fn topic_acts(id: TopicId) -> String {
    format!("{DISCUSSIONS}/sujets/{id}/gestes")
}

/// What happens to a topic after the event `seq`, as it happens, and how many notices wait.
pub fn live(id: TopicId, seq: i64) -> String {
    format!("{LIVE_NOTICES}&sujet={id}&depuis={seq}")
}

/// How many messages a space holds, as they come, and how many notices wait.
pub fn live_space(space: &str) -> String {
    format!("{LIVE_NOTICES}&espace={space}")
}

/// A message's own address: it leads to its place in its topic, wherever that is now.
pub fn post(id: PostId) -> String {
    format!("{DISCUSSIONS}/messages/{id}")
}

/// Where a message is changed or taken back.
pub fn post_edit(id: PostId) -> String {
    format!("{DISCUSSIONS}/messages/{id}/modifier")
}

/// What a message said before.
pub fn post_history(id: PostId) -> String {
    format!("{DISCUSSIONS}/messages/{id}/historique")
}

/// Where a message is reported.
pub fn post_report(id: PostId) -> String {
    format!("{DISCUSSIONS}/messages/{id}/signaler")
}

/// Where who decides hides a message, shows it again or takes it away.
pub fn moderate_post(id: PostId) -> String {
    format!("{REPORTS}/messages/{id}")
}

/// A report, where it is settled.
pub fn report(id: ReportId) -> String {
    format!("{REPORTS}/{id}")
}

/// An appeal, where it is settled.
pub fn appeal(id: ActId) -> String {
    format!("{REPORTS}/recours/{id}")
}

/// Where a need's topic is answered by the authority, or backed by a school (POST).
pub fn need(id: TopicId) -> String {
    format!("{NEEDS}/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_found_by_its_number_or_its_address() {
        let found = [
            "12",
            " 12-tablettes ",
            "/echanges/sujets/12-tablettes?page=2#message-60",
            "https://preau.example.fr/echanges/sujets/12/reglages",
            "/echanges/entraide/12-tablettes",
        ];
        for typed in found {
            assert_eq!(topic_in(typed), Some(TopicId::new(12)), "{typed}");
        }
        for typed in ["", "tablettes", "-12", "/echanges/sujets/", "99999999999999999999", "/echanges/entraide"] {
            assert_eq!(topic_in(typed), None, "{typed}");
        }
    }
}
