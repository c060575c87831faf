//! Who talks where, and what they say, as it is written.

use super::calendar::Moment;
use crate::cast::PROVIDER;
use anyhow::Context;
use domain::{
    access::Role,
    discussions::{Reaction, SpaceAccess, SpaceForm, TopicKind},
    projects::Subject,
    territory::Insee,
};
use include_dir::{Dir, include_dir};
use services::identity::NewPerson;

static TOPICS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/talks");
static SPACES: &str = include_str!("../../spaces.toml");

/// A space.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpaceText {
    /// Its name.
    pub(super) name: String,
    summary: String,
    #[serde(default)]
    public: bool,
    #[serde(default)]
    needs: bool,
    #[serde(default)]
    read: Vec<Role>,
    post: Vec<Role>,
    #[serde(default)]
    communes: Vec<Insee>,
    /// Who follows it closely.
    #[serde(default)]
    pub(super) followed_by: Vec<String>,
}

/// Someone who has written no sheet.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Newcomer {
    /// What topics name them by.
    pub(super) key: String,
    name: String,
    roles: Vec<Role>,
    /// The commune of their school, and its number there.
    school: Option<(Insee, usize)>,
    /// The commune that they answer for.
    commune: Option<Insee>,
}

/// A topic.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicText {
    /// The file's name, for errors.
    #[serde(skip)]
    pub(super) file: String,
    pub(super) title: String,
    /// A talk, unless it says otherwise.
    pub(super) kind: Option<TopicKind>,
    /// The names of its spaces.
    #[serde(default)]
    pub(super) spaces: Vec<String>,
    /// The title of the sheet that it stands beside.
    pub(super) project: Option<String>,
    /// The title of the training that it stands beside.
    pub(super) training: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<Subject>,
    /// In how many days of school it opens.
    pub(super) opens_in: Option<usize>,
    /// For how many days of school it stands before the others.
    pub(super) pinned_for: Option<usize>,
    /// Since when nobody replies.
    pub(super) locked: Option<Moment>,
    /// What someone began to write in it.
    pub(super) draft: Option<MessageText>,
    #[serde(rename = "message")]
    pub(super) messages: Vec<MessageText>,
}

/// A message.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageText {
    /// Whose.
    pub(super) by: String,
    pub(super) at: Moment,
    pub(super) text: String,
    /// What it said before its author put it into better words.
    pub(super) first: Option<String>,
    #[serde(default)]
    thanks: Vec<String>,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default, rename = "try")]
    tries: Vec<String>,
    /// Whether it answers its topic.
    #[serde(default)]
    pub(super) answer: bool,
}

impl SpaceText {
    /// As the animator types it.
    pub(super) fn form(&self) -> SpaceForm {
        let Self { name, summary, public, needs, read, post, communes, .. } = self.clone();
        SpaceForm { name, summary, access: SpaceAccess { public, read, post, communes }, takes_needs: needs }
    }
}

impl Newcomer {
    /// What `services::identity` needs to make their account.
    pub(super) fn account(&self) -> anyhow::Result<NewPerson> {
        let school = match &self.school {
            Some((insee, number)) => {
                Some(crate::territory::school(insee.as_str(), *number).with_context(|| format!("{}: no such school", self.name))?)
            }
            None => None,
        };
        Ok(NewPerson {
            provider: PROVIDER.to_owned(),
            subject: self.key.clone(),
            name: self.name.clone(),
            email: Some(format!("{}@demo.preau.example", self.key)),
            roles: self.roles.clone(),
            schools: school.into_iter().collect(),
            communes: self.commune.iter().cloned().collect(),
        })
    }
}

impl MessageText {
    /// What is said of it with one press, and by whom.
    pub(super) fn said(&self) -> Vec<(Reaction, &str)> {
        let said = [(Reaction::Thanks, &self.thanks), (Reaction::SameQuestion, &self.same), (Reaction::WillTry, &self.tries)];
        said.into_iter().flat_map(|(reaction, by)| by.iter().map(move |who| (reaction, who.as_str()))).collect()
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct SpacesFile {
    space: Vec<SpaceText>,
    newcomer: Vec<Newcomer>,
}

fn spaces_file() -> anyhow::Result<SpacesFile> {
    toml::from_str(SPACES).context("spaces.toml")
}

/// Every space, in their order.
///
/// # Errors
/// When the file is not what it should be.
pub(super) fn spaces() -> anyhow::Result<Vec<SpaceText>> {
    Ok(spaces_file()?.space)
}

/// Those who have written no sheet.
///
/// # Errors
/// When the file is not what it should be.
pub(super) fn newcomers() -> anyhow::Result<Vec<Newcomer>> {
    Ok(spaces_file()?.newcomer)
}

/// Every topic, in the order of their files.
///
/// # Errors
/// The first file that is not what it should be, by name.
pub(super) fn topics() -> anyhow::Result<Vec<TopicText>> {
    let mut topics = Vec::new();
    for file in TOPICS.files() {
        let name = file.path().display().to_string();
        let text = file.contents_utf8().with_context(|| format!("{name} is not UTF-8"))?;
        let topic: TopicText = toml::from_str(text).with_context(|| name.clone())?;
        topics.push(TopicText { file: name, ..topic });
    }
    topics.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(topics)
}

#[cfg(test)]
mod tests {
    use super::super::{calendar::Calendar, typed};
    use super::*;
    use crate::{
        cast::{ADVISOR, ANIMATOR, CAST},
        sheets::teachers,
    };
    use domain::time::{Quiet, SchoolZone};
    use std::collections::{BTreeMap, BTreeSet};

    fn names() -> BTreeMap<String, String> {
        let cast = CAST.iter().map(|person| (person.key.to_owned(), person.name.to_owned()));
        let teachers = teachers().expect("teachers").into_iter().map(|teacher| (teacher.key.clone(), teacher.name()));
        let newcomers = newcomers().expect("newcomers").into_iter().map(|newcomer| (newcomer.key, newcomer.name));
        cast.chain(teachers).chain(newcomers).collect()
    }

    #[test]
    fn the_demo_talks_of_what_schools_talk_of() {
        let (spaces, topics) = (spaces().expect("spaces"), topics().expect("every file reads"));
        let names: BTreeSet<_> = spaces.iter().map(|space| space.name.as_str()).collect();
        assert_eq!((spaces.len(), names.len(), spaces.iter().filter(|space| space.needs).count()), (6, 6, 1));
        assert!(newcomers().expect("newcomers").iter().all(|newcomer| newcomer.account().is_ok()));
        assert!(topics.len() >= 25 && topics.iter().any(|topic| topic.messages.len() == 120), "{} topics", topics.len());
        let messages: Vec<_> = topics.iter().flat_map(|topic| &topic.messages).collect();
        assert!(messages.iter().filter(|message| message.answer).count() >= 10);
        assert!(messages.iter().all(|message| typed(&message.text).is_ok()));
        for topic in &topics {
            let places = topic.spaces.len() + usize::from(topic.project.is_some()) + usize::from(topic.training.is_some());
            assert!(places > 0 && topic.spaces.iter().all(|space| names.contains(space.as_str())), "{}", topic.file);
        }
        let has = |what: fn(&TopicText) -> bool| topics.iter().any(what);
        assert!(has(|topic| topic.locked.is_some()) && has(|topic| topic.pinned_for.is_some()) && has(|topic| topic.opens_in.is_some()));
        assert!(has(|topic| topic.spaces.len() > 1) && has(|topic| topic.project.is_some()) && has(|topic| topic.training.is_some()));
    }

    #[test]
    fn time_goes_on_in_every_topic() {
        let today = "2026-11-23".parse().expect("a day");
        let calendar = Calendar::around(today, &Quiet::of(SchoolZone::A));
        for topic in topics().expect("every file reads") {
            let at: Vec<_> = topic.messages.iter().map(|message| calendar.instant(&message.at).expect("a moment")).collect();
            assert!(at.is_sorted_by(|one, next| one < next), "{}", topic.file);
        }
    }

    #[test]
    fn everyone_who_speaks_is_there_and_whoever_is_named_has_spoken() {
        let names = names();
        // Those whom everyone may name.
        let mut heard = BTreeSet::from([ANIMATOR.key, ADVISOR.key].map(str::to_owned));
        for topic in topics().expect("every file reads") {
            for message in topic.messages.iter().chain(&topic.draft) {
                assert!(names.contains_key(&message.by), "{}: {}", topic.file, message.by);
                for (_, who) in message.said() {
                    assert!(names.contains_key(who) && who != message.by, "{}: {who} of {:?}", topic.file, message.at);
                }
                for named in message.text.split('@').skip(1) {
                    let is_heard = heard.iter().any(|key| names.get(key).is_some_and(|name| named.starts_with(name.as_str())));
                    assert!(is_heard, "{}: @{}", topic.file, named.chars().take(30).collect::<String>());
                }
                heard.insert(message.by.clone());
            }
        }
    }
}
