//! What is there to be read: a word of its own in each place, and whom the table of rights lets read it.

use super::readers::{self, Reader};
use crate::{harness::Site, openings::reserved};
use domain::{
    access::{Action, PostAction, PostFacts, SpaceAction, TopicAction, TopicFacts, Viewer, decide},
    discussions::{Attention, Followed, NeedForm, PostForm, Sent, SpaceAccess, SpaceForm, TopicForm, TopicState},
    ids::{AccountId, PostId, SpaceId, TopicId},
    moderation::ActForm,
    notifications::{Frequency, LetterKind},
    paths,
    projects::{PartnerCall, Reach},
    time::Day,
};
use sample::cast::{ADVISOR, ANIMATOR, HEAD, Person, TEACHER};
use services::{
    cx::Cx,
    discussions::{self, DraftPlace, Space, Topic, Where},
    moderation::{self, Target},
    notifications,
    outside::Secret,
    projects,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a word belongs to.
#[derive(Clone, Copy)]
enum Of {
    /// The name of a space.
    Space(SpaceId),
    /// The title of a topic.
    Topic(TopicId),
    /// What a message says.
    Post(PostId),
    /// What a message said before.
    Former(PostId),
    /// What someone has not sent.
    Draft(AccountId),
}

/// What rights on a word depend on.
pub enum Facts {
    Space(SpaceAccess),
    Topic(TopicFacts),
    Post(TopicFacts, PostFacts),
    Draft(AccountId),
}

impl Facts {
    /// Whether the table of rights lets `viewer` read it.
    pub fn let_read(&self, viewer: &Viewer) -> bool {
        match self {
            Self::Space(access) => decide(viewer, Action::Space(SpaceAction::Read, access)).is_ok(),
            Self::Topic(topic) => decide(viewer, Action::Topic(TopicAction::Read, topic)).is_ok(),
            Self::Post(topic, post) => decide(viewer, Action::Post(PostAction::Read, topic, post)).is_ok(),
            Self::Draft(writer) => viewer.member().is_some_and(|member| member.id == *writer),
        }
    }
}

/// A word that is written in one place.
pub struct Mark {
    pub word: String,
    pub facts: Facts,
    /// The page on which those who may read it do.
    pub found_at: String,
}

/// All that there is, as it stands at the end.
pub struct World {
    pub marks: Vec<Mark>,
    pub spaces: Vec<Space>,
    pub topics: Vec<Topic>,
    pub posts: Vec<(PostId, TopicFacts, PostFacts)>,
    /// The words in titles.
    pub titles: BTreeMap<TopicId, String>,
    /// Who followed which topic while they could.
    pub followed: BTreeSet<(AccountId, TopicId)>,
    /// The pages of what topics stand beside.
    pub neighbours: Vec<String>,
}

impl World {
    /// Of what shows in lists, that of a space; nothing, where that is not to be read, whichever other space shows it.
    pub fn listed_in(&self, space: &Space, viewer: &Viewer) -> BTreeSet<TopicId> {
        if !Facts::Space(space.access.clone()).let_read(viewer) {
            return BTreeSet::new();
        }
        let shown = self.topics.iter().filter(|topic| topic.spaces.iter().any(|of| of.id == space.id) && is_listed(topic, viewer));
        shown.map(|topic| topic.id).collect()
    }
}

/// Whether lists show a topic to `viewer`: what is not shown yet, or no more, its author finds by its address.
pub fn is_listed(topic: &Topic, viewer: &Viewer) -> bool {
    topic.state == TopicState::Shown && Facts::Topic(topic.facts()).let_read(viewer)
}

/// The path of the project that is for its school alone, whose link is known.
pub async fn restricted(site: &Site) -> (String, Secret) {
    let sheet = reserved(site).await;
    let teacher = cx(site, TEACHER).await;
    let link = projects::make_link(&teacher, paths::slug_in(&sheet)).await.expect("a link");
    (sheet, link)
}

async fn cx(site: &Site, person: Person) -> Cx {
    Reader::of(site, person.account()).await.cx(site)
}

/// Fills a world in which everyone follows all that they may.
pub async fn fill(site: &Site, sheet: &str, readers: &[Reader]) -> World {
    let mut making = Making { site, marks: Vec::new(), topics: Vec::new(), spaces: Vec::new(), followed: BTreeSet::new() };
    making.lost(readers).await;
    let spaces = making.spaces_of_all_sorts().await;
    for space in [spaces.open, spaces.staff, spaces.commune, spaces.advisors, spaces.needs] {
        making.watched(readers, space).await;
    }
    making.topics_of_spaces(&spaces).await;
    let training = making.beside(sheet).await;
    making.between(paths::slug_in(sheet)).await;
    let hidden = making.not_shown_yet(&spaces).await;
    making.followed(readers).await;
    making.taken_away(hidden).await;
    making.finished(vec![sheet.to_owned(), training]).await
}

/// The spaces, by whom they are for.
struct Spaces {
    open: SpaceId,
    staff: SpaceId,
    commune: SpaceId,
    advisors: SpaceId,
    needs: SpaceId,
}

struct Making<'a> {
    site: &'a Site,
    marks: Vec<(String, Of)>,
    topics: Vec<TopicId>,
    spaces: Vec<String>,
    followed: BTreeSet<(AccountId, TopicId)>,
}

fn says(body: &str) -> PostForm {
    PostForm::read([("body", body)]).expect("a sound message")
}

fn space_form(key: &str, more: &[(&str, &str)]) -> SpaceForm {
    let name = format!("Espace q{key}espace");
    SpaceForm::read([("name", name.as_str())].into_iter().chain(more.iter().copied())).expect("a sound space")
}

impl Making<'_> {
    async fn space(&mut self, key: &str, more: &[(&str, &str)]) -> SpaceId {
        let animator = cx(self.site, ANIMATOR).await;
        let slug = discussions::make_space(&animator, &space_form(key, more)).await.expect("a space");
        let id = discussions::space(&animator, &slug).await.expect("it is there").id;
        self.marks.push((format!("q{key}espace"), Of::Space(id)));
        self.spaces.push(slug);
        id
    }

    async fn topic(&mut self, by: &Cx, key: &str, spaces: &[SpaceId], more: &[(&str, &str)]) -> TopicId {
        let (title, body) = (format!("Sujet q{key}titre"), format!("Message q{key}corps"));
        let numbers: Vec<_> = spaces.iter().map(ToString::to_string).collect();
        let mut pairs = vec![("title", title.as_str()), ("body", body.as_str()), ("kind", "question")];
        pairs.extend(numbers.iter().map(|number| ("space", number.as_str())));
        pairs.extend(more);
        let form = TopicForm::read(pairs, by.now()).expect("a sound topic");
        let (id, _) = discussions::open_topic(by, &form, None).await.expect("a topic");
        self.opened(by, key, id).await
    }

    /// Notes what a topic says; `by` is who opened it.
    async fn opened(&mut self, by: &Cx, key: &str, id: TopicId) -> TopicId {
        let page = discussions::topic(by, id, Where::Page(1)).await.expect("its author reads it");
        self.marks.push((format!("q{key}titre"), Of::Topic(id)));
        self.marks.push((format!("q{key}corps"), Of::Post(page.posts[0].id)));
        self.topics.push(id);
        id
    }

    async fn reply(&mut self, by: &Cx, topic: TopicId, key: &str) -> PostId {
        let post = discussions::reply(by, topic, &says(&format!("Message q{key}corps"))).await.expect("said");
        self.marks.push((format!("q{key}corps"), Of::Post(post)));
        post
    }

    /// Has everyone follow a space, if they may, and be told in one way or another.
    async fn watched(&self, readers: &[Reader], space: SpaceId) {
        for (number, reader) in readers.iter().enumerate().filter(|(_, reader)| reader.account().is_some()) {
            let cx = reader.cx(self.site);
            discussions::follow(&cx, Followed::Space(space), Attention::Watch).await.ok();
            if number % 2 == 0 {
                let at_once = [(LetterKind::Replies, Frequency::AtOnce), (LetterKind::Topics, Frequency::AtOnce)];
                notifications::choose(&cx, &at_once).await.expect("chosen");
            }
        }
    }

    /// Has everyone follow every topic that they may.
    async fn followed(&mut self, readers: &[Reader]) {
        for reader in readers {
            let cx = reader.cx(self.site);
            for topic in &self.topics {
                if discussions::follow(&cx, Followed::Topic(*topic), Attention::Watch).await.is_ok() {
                    self.followed.extend(reader.account().map(|account| (account, *topic)));
                }
            }
        }
    }

    /// What many read, followed and were told of, and is advisors’ alone now.
    async fn lost(&mut self, readers: &[Reader]) {
        let space = self.space("perdu", &[("post", "teacher"), ("read", "official")]).await;
        self.watched(readers, space).await;
        let animator = cx(self.site, ANIMATOR).await;
        let topic = self.topic(&animator, "perdu", &[space], &[]).await;
        self.followed(readers).await;
        self.reply(&animator, topic, "perdureponse").await;
        self.site.catch_up().await;
        let told = self.site.portal.mailer.take_letters();
        assert!(!told.is_empty(), "they are told while they may read it");
        assert!(told.iter().all(|letter| !letter.text.contains("qperdu")), "and without a word of it, as not everyone may (N6)");
        let slug = self.spaces.first().expect("the space").clone();
        discussions::change_space(&animator, &slug, &space_form("perdu", &[("post", "advisor")]), false).await.expect("changed");
        self.reply(&animator, topic, "perduensuite").await;
    }

    async fn spaces_of_all_sorts(&mut self) -> Spaces {
        Spaces {
            open: self.space("ouvert", &[("public", "yes"), ("post", "teacher")]).await,
            staff: self.space("maitres", &[("post", "teacher"), ("read", "official")]).await,
            commune: self.space("bordeaux", &[("post", "teacher"), ("read", "official"), ("read", "parent"), ("commune", "33063")]).await,
            advisors: self.space("conseil", &[("post", "advisor")]).await,
            needs: self.space("besoins", &[("needs", "yes"), ("post", "teacher"), ("read", "official"), ("commune", "33063")]).await,
        }
    }

    async fn topics_of_spaces(&mut self, spaces: &Spaces) {
        let (animator, advisor, teacher) = (cx(self.site, ANIMATOR).await, cx(self.site, ADVISOR).await, cx(self.site, TEACHER).await);
        self.topic(&animator, "ouvert", &[spaces.open], &[]).await;
        self.topic(&animator, "bordeaux", &[spaces.commune], &[]).await;
        self.topic(&advisor, "conseil", &[spaces.advisors], &[]).await;
        self.topic(&animator, "deux", &[spaces.commune, spaces.advisors], &[]).await;
        self.topic(&animator, "deuxouvert", &[spaces.commune, spaces.open], &[]).await;
        let staff = self.topic(&animator, "maitres", &[spaces.staff], &[]).await;
        let edited = discussions::reply(&teacher, staff, &says("Message qavantcorps")).await.expect("said");
        discussions::edit(&teacher, edited, 1, &says("Message qaprescorps")).await.expect("changed");
        self.marks.push(("qavantcorps".into(), Of::Former(edited)));
        self.marks.push(("qaprescorps".into(), Of::Post(edited)));
        discussions::keep_draft(&teacher, DraftPlace::Topic(staff), "", "Message qbrouilloncorps").await.expect("kept");
        self.marks.extend(teacher.account().map(|account| ("qbrouilloncorps".into(), Of::Draft(account))));
        let school = TEACHER.school().expect("a school").to_string();
        let space = spaces.needs.to_string();
        let pairs =
            [("title", "Sujet qbesointitre"), ("body", "Message qbesoincorps"), ("service", "network"), ("school", school.as_str())];
        let form = NeedForm::read(pairs.into_iter().chain([("space", space.as_str())])).expect("a sound need");
        let (need, _) = discussions::file_need(&teacher, &form).await.expect("filed");
        self.opened(&teacher, "besoin", need).await;
    }

    /// Topics beside a project and a training; the path of the training.
    async fn beside(&mut self, sheet: &str) -> String {
        let teacher = self.site.as_(TEACHER).await;
        let session = teacher.get("/formations").await.attributes(".session-list a", "href").remove(0);
        let (training, _) = session.split_once('#').expect("a session's address");
        for (page, key) in [(sheet, "projet"), (training, "formation")] {
            let form = teacher.get(page).await.attributes(".topics-beside a.button", "href").remove(0);
            let (title, body) = (format!("Sujet q{key}titre"), format!("Message q{key}corps"));
            let made = teacher.post(&form, &[("title", title.as_str()), ("body", body.as_str())]).await;
            let id = paths::topic_in(&made.location()).expect("a topic's address");
            self.opened(&cx(self.site, TEACHER).await, key, id).await;
        }
        training.to_owned()
    }

    /// A topic between the project's author and the head of their school, whose title is the project's.
    async fn between(&mut self, slug: &str) {
        let (teacher, head) = (cx(self.site, TEACHER).await, cx(self.site, HEAD).await);
        let until = Day::containing(teacher.now().plus_ms(86_400_000));
        let call = PartnerCall { message: "Qui part avec nous ?".into(), cycles: Vec::new(), reach: Reach::Anywhere, until };
        projects::seek_partners(&teacher, slug, Some(&call)).await.expect("asked");
        let (id, _) = discussions::answer_call(&head, slug, "Message qprivecorps", &Sent::default()).await.expect("answered");
        let post = discussions::topic(&head, id, Where::Page(1)).await.expect("they read it").posts[0].id;
        self.marks.push(("qprivecorps".into(), Of::Post(post)));
        self.topics.push(id);
    }

    /// What waits, for its hour or to be read first; and a topic that will be hidden.
    async fn not_shown_yet(&mut self, spaces: &Spaces) -> TopicId {
        let (animator, head) = (cx(self.site, ANIMATOR).await, cx(self.site, HEAD).await);
        self.topic(&head, "programme", &[spaces.open], &[("opens", "2026-12-15T09:00")]).await;
        let hidden = self.topic(&head, "masque", &[spaces.open], &[]).await;
        let newcomer = Reader::of(self.site, readers::newcomer()).await.cx(self.site);
        let open = self.topic_called("qouverttitre");
        discussions::set_read_first(&animator, 3).await.expect("set");
        self.reply(&newcomer, open, "attente").await;
        self.topic(&newcomer, "attentesujet", &[spaces.open], &[]).await;
        discussions::set_read_first(&animator, 0).await.expect("set");
        hidden
    }

    fn topic_called(&self, word: &str) -> TopicId {
        let found = self.marks.iter().find(|(known, _)| known == word).map(|(_, of)| *of);
        let Some(Of::Topic(id)) = found else { panic!("no topic is called {word}") };
        id
    }

    /// Messages that were there, and a topic.
    async fn taken_away(&mut self, hidden: TopicId) {
        let (animator, teacher) = (cx(self.site, ANIMATOR).await, cx(self.site, TEACHER).await);
        let open = self.topic_called("qouverttitre");
        for (key, kind) in [("cache", "hidden"), ("retire", "removed")] {
            let post = self.reply(&teacher, open, key).await;
            let form = ActForm::read([("kind", kind), ("reason", "insult"), ("words", "Restons courtois.")]).expect("a sound act");
            moderation::act(&animator, Target::Post(post), &form).await.expect("done");
        }
        let post = self.reply(&teacher, open, "repris").await;
        discussions::withdraw(&teacher, post).await.expect("taken back");
        let opening = discussions::opening(&animator, hidden).await.expect("a topic").expect("its first message");
        let form = ActForm::read([("kind", "hidden"), ("reason", "insult"), ("words", "Restons courtois.")]).expect("a sound act");
        moderation::act(&animator, Target::Post(opening), &form).await.expect("done");
    }

    /// What stands where, now that all is done.
    async fn finished(self, neighbours: Vec<String>) -> World {
        let system = self.site.system();
        let (mut spaces, mut topics, mut posts) = (Vec::new(), Vec::new(), Vec::new());
        for slug in &self.spaces {
            spaces.push(discussions::space(&system, slug).await.expect("a space"));
        }
        for id in &self.topics {
            topics.push(discussions::topic(&system, *id, Where::Page(1)).await.expect("a topic").topic);
        }
        let (mut marks, mut titles) = (Vec::new(), BTreeMap::new());
        for (word, of) in self.marks {
            let (facts, found_at) = match of {
                Of::Space(id) => {
                    let space = spaces.iter().find(|space| space.id == id).expect("a space");
                    (Facts::Space(space.access.clone()), paths::DISCUSSIONS.to_owned())
                }
                Of::Topic(id) => {
                    titles.insert(id, word.clone());
                    let topic = topics.iter().find(|topic| topic.id == id).expect("a topic");
                    (Facts::Topic(topic.facts()), paths::topic(id, &topic.slug))
                }
                Of::Post(id) | Of::Former(id) => {
                    let standing = discussions::post_standing(&mut system.read().await.expect("a connection"), id).await;
                    let (topic, post) = standing.expect("asked").expect("a message");
                    posts.push((id, topic.facts(), post));
                    let page = if matches!(of, Of::Former(_)) { paths::post_history(id) } else { paths::topic(topic.id, &topic.slug) };
                    (Facts::Post(topic.facts(), post), page)
                }
                Of::Draft(writer) => (Facts::Draft(writer), paths::DRAFTS.to_owned()),
            };
            marks.push(Mark { word, facts, found_at });
        }
        World { marks, spaces, topics, posts, titles, followed: self.followed, neighbours }
    }
}
