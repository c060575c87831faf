//! Writing things, each with words of its own.

use super::{
    words::capital,
    world::{DAY_MS, HOUR_MS, Who, World, done, insee},
};
use crate::cast::{port, tilleuls};
use domain::{
    access::Role,
    curation::CollectionForm,
    discussions::{NeedForm, PostForm, Sent, Service, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::{AccountId, ProjectId, SessionId, SpaceId, TopicId, WishId},
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, ProjectDraft, ProjectForm, Subject, Visibility},
    time::Day,
    training::{SessionForm, TrainingForm, WishForm},
};
use services::{
    curation,
    discussions::{self, About},
    projects::{self, SaveMode},
    training,
};

/// From how many days on sessions take place, each on a day of its own: nobody leads two at once.
const FIRST_SESSION: i64 = 9;

impl World {
    /// A title with a word of its own, and one that others say too.
    pub(super) fn title(&mut self) -> String {
        let own = capital(&self.words.fresh());
        let shared = self.dice.pick(self.words.shared()).expect("a word");
        format!("{own} et {shared}")
    }

    /// The same of a text.
    pub(super) fn text(&mut self) -> String {
        let own = self.words.fresh();
        let shared = self.dice.pick(self.words.shared()).expect("a word");
        format!("Nous avons vu {own}, comme **{shared}**.")
    }

    /// What is chosen of a closed list: up to two.
    fn some<T: Copy + PartialEq>(&mut self, all: &[T]) -> Vec<T> {
        let mut chosen: Vec<T> = Vec::new();
        for _ in 0..self.dice.below(3) {
            chosen.extend(self.dice.pick(all).filter(|value| !chosen.contains(value)));
        }
        chosen
    }

    /// A sheet with all that is mandatory, of a school of whoever writes it.
    pub(super) fn sheet(&mut self, author: Who, visibility: Visibility) -> ProjectForm {
        let (title, body) = (self.title(), self.text());
        let level = self.dice.pick(Level::ALL).expect("a level");
        let mut schools = author.person().schools;
        if schools.is_empty() {
            schools = if self.dice.happens(50) { vec![tilleuls(), port()] } else { vec![port()] };
        }
        let draft = ProjectDraft {
            title,
            summary: "Une année en classe.".to_owned(),
            body,
            cycles: vec![level.cycle()],
            levels: vec![level],
            subjects: vec![self.dice.pick(Subject::ALL).expect("a subject")],
            crcn: self.some(Crcn::ALL),
            equipment: self.some(Equipment::ALL),
            schools,
            licence: self.dice.pick(Licence::ALL),
            language: self.dice.pick(Language::ALL).expect("a language"),
            visibility,
            ..ProjectDraft::default()
        };
        ProjectForm { draft, ..ProjectForm::default() }
    }

    /// Begins a project; `steps` further, it is handed over, published.
    pub(super) async fn write_project(&mut self, author: Who, visibility: Visibility, steps: usize) -> Option<ProjectId> {
        let form = self.sheet(author, visibility);
        let (writes, decides) = (self.cx(author).await, self.animator().await);
        let saved = done(projects::start(&writes, &form, SaveMode::Kept).await)?;
        if steps > 0 {
            done(projects::submit(&writes, &saved.slug, saved.version).await)?;
        }
        if steps > 1 {
            done(projects::publish(&decides, &saved.slug, saved.version).await)?;
        }
        Some(saved.id)
    }

    pub(super) fn theme(&mut self) -> CollectionForm {
        CollectionForm { title: self.title(), summary: "Trois classes.".to_owned(), body: self.text() }
    }

    /// Gathers these projects, as far as they are published; shows them together if `shown`.
    pub(super) async fn gather(&mut self, projects: &[ProjectId], shown: bool) -> Option<String> {
        let form = self.theme();
        let cx = self.animator().await;
        let slug = done(curation::make(&cx, &form).await)?;
        for id in projects {
            if let Some((project, ..)) = self.project(*id).await {
                done(curation::add(&cx, &slug, &project).await);
            }
        }
        if shown {
            done(curation::publish(&cx, &slug).await);
        }
        self.collections.push(slug.clone());
        Some(slug)
    }

    /// Someone wishes for a training. Of what they call it nothing is searched.
    pub(super) async fn wish(&mut self, by: Who) -> Option<WishId> {
        let form = WishForm { title: self.title(), why: self.text(), cycle: Cycle::Two };
        let wish = done(training::make_wish(&self.cx(by).await, &form).await)?;
        self.wishes.push(wish);
        Some(wish)
    }

    pub(super) fn lesson(&mut self) -> TrainingForm {
        let cycles = self.some(Cycle::ALL);
        TrainingForm { title: self.title(), summary: "Une demi-journée.".to_owned(), body: self.text(), cycles, ..TrainingForm::default() }
    }

    /// A training, which answers a wish or not.
    pub(super) async fn teach(&mut self, wish: Option<WishId>) -> Option<String> {
        let form = self.lesson();
        let slug = done(training::make(&self.animator().await, &form, wish).await)?;
        self.trainings.push(slug.clone());
        Some(slug)
    }

    /// A session as it is typed: in one of the communes, on a day on which there is no other. Where one connects is for those who have a seat.
    pub(super) fn occurrence(&mut self) -> SessionForm {
        let held = i64::try_from(self.sessions.len()).expect("a few sessions");
        let day = Day::containing(self.portal.portal.clock.now().plus_ms((FIRST_SESSION + held) * DAY_MS)).to_string();
        let (place, room) = (format!("Salle {}", self.words.fresh()), format!("Fond {}", self.words.fresh()));
        let online = format!("https://visio.example/{}", self.words.fresh());
        let commune = if self.dice.happens(50) { "33063" } else { "33039" };
        let approval = if self.dice.happens(40) { "head" } else { "none" };
        let pairs = [
            ("mode", "both"),
            ("place", place.as_str()),
            ("room", room.as_str()),
            ("online", online.as_str()),
            ("commune", commune),
            ("approval", approval),
            ("day-1", day.as_str()),
            ("from-1", "14:00"),
            ("until-1", "17:00"),
            ("capacity", "20"),
        ];
        SessionForm::read(pairs).expect("a sound session")
    }

    /// Prepares a session of a training.
    pub(super) async fn prepare(&mut self, training: &str) -> Option<SessionId> {
        let form = self.occurrence();
        let led_by: Vec<AccountId> = self.account(Who::Trainer).into_iter().collect();
        let session = done(training::prepare(&self.animator().await, training, form, &led_by).await)?;
        self.sessions.push(session);
        Some(session)
    }

    /// A space called by a word of its own.
    pub(super) async fn space(&mut self, access: SpaceAccess, takes_needs: bool) -> Option<SpaceId> {
        let name = format!("Espace {}", self.words.fresh());
        let form = SpaceForm { name, summary: String::new(), access, takes_needs };
        let cx = self.animator().await;
        let slug = done(discussions::make_space(&cx, &form).await)?;
        let space = done(discussions::space(&cx, &slug).await)?.id;
        self.spaces.push(space);
        Some(space)
    }

    /// Who reads and writes in a space, as chance has it.
    pub(super) fn access(&mut self) -> SpaceAccess {
        let public = self.dice.happens(30);
        let read = self.some(&[Role::Parent, Role::Official, Role::Head, Role::Advisor]);
        let post = vec![self.dice.pick(&[Role::Teacher, Role::Head, Role::Advisor]).expect("a role")];
        let communes = if self.dice.happens(40) { vec![insee(if self.dice.happens(50) { "33063" } else { "33039" })] } else { Vec::new() };
        SpaceAccess { public, read, post, communes }
    }

    pub(super) fn says(&mut self) -> PostForm {
        PostForm { body: self.text(), sent: Sent::default() }
    }

    /// Opens a topic in these spaces, or beside something; later, if `later`.
    pub(super) async fn open_topic(&mut self, by: Who, spaces: &[SpaceId], about: Option<About>, later: bool) -> Option<TopicId> {
        let opens = later.then(|| self.portal.portal.clock.now().plus_ms(HOUR_MS));
        let (title, post, tags) = (self.title(), self.says(), self.some(Subject::ALL));
        let form = TopicForm { title, kind: TopicKind::Question, tags, spaces: spaces.to_vec(), opens, post };
        Some(done(discussions::open_topic(&self.cx(by).await, &form, about).await)?.0)
    }

    pub(super) async fn reply(&mut self, by: Who, topic: TopicId) -> Option<()> {
        let form = self.says();
        done(discussions::reply(&self.cx(by).await, topic, &form).await).map(drop)
    }

    /// Files a need of a school of theirs.
    pub(super) async fn file_need(&mut self, by: Who) -> Option<TopicId> {
        let school = by.person().schools.into_iter().next().unwrap_or_else(port);
        let service = self.dice.pick(Service::ALL).expect("a service");
        let form = NeedForm { title: self.title(), service, school, space: None, post: self.says() };
        Some(done(discussions::file_need(&self.cx(by).await, &form).await)?.0)
    }
}
