//! The rules one by one, so that one reads which is broken.

use super::{
    ask::{self, Tally, asked, words},
    judge::{Answer, Shown},
    truth::words_of,
    world::{DAY_MS, Who, World, insee},
};
use crate::harness::both;
use domain::{
    access::{Role, Viewer},
    discussions::{PostState, Sent, SpaceAccess},
    ids::{PostId, ProjectId, SpaceId, TopicId},
    privacy::{CONFIRMATION, Contributions},
    projects::{PartnerCall, Reach, Visibility},
    time::Day,
    training::SessionMove,
};
use services::{
    discussions::{self, About},
    privacy,
    projects::{self, SaveMode},
    search, training,
};

/// The columns of the table: a visitor, who holds a link, then the people.
const COLUMNS: [Option<Who>; 13] = [
    None,
    None,
    Some(Who::Camille),
    Some(Who::Dominique),
    Some(Who::Head),
    Some(Who::Parent),
    Some(Who::Official),
    Some(Who::Advisor),
    Some(Who::Animator),
    Some(Who::Delegate),
    Some(Who::Trainer),
    Some(Who::Backer),
    Some(Who::Stranger),
];

impl World {
    /// The word that a text of the database has of its own.
    async fn own_word(&self, query: &str) -> String {
        let rows: Vec<(String,)> = self.rows(query).await;
        let (text,) = rows.first().expect("a text");
        let is_own = |word: &String| self.words.all().contains(word) && !self.words.shared().contains(word);
        words_of(text).find(is_own).expect("a word of its own")
    }

    /// What the story of a project says.
    async fn story_of(&self, id: ProjectId) -> String {
        self.own_word(&format!("SELECT body FROM project WHERE id = {id}")).await
    }

    async fn title_of(&self, id: TopicId) -> String {
        self.own_word(&format!("SELECT title FROM topic WHERE id = {id}")).await
    }

    async fn camilles(&mut self, visibility: Visibility, steps: usize) -> ProjectId {
        self.write_project(Who::Camille, visibility, steps).await.expect("a project")
    }

    async fn space_for(&mut self, access: SpaceAccess, takes_needs: bool) -> SpaceId {
        self.space(access, takes_needs).await.expect("a space")
    }

    async fn said_in(&mut self, spaces: &[SpaceId], about: Option<About>, later: bool) -> TopicId {
        self.open_topic(Who::Animator, spaces, about, later).await.expect("a topic")
    }

    async fn hide(&self, post: PostId) {
        let cx = self.animator().await;
        let mut change = cx.begin().await.expect("a change");
        discussions::set_state(&cx, &mut change, post, PostState::Hidden, "").await.expect("hidden");
        change.commit().await.expect("kept");
    }

    async fn last_post(&self) -> PostId {
        let rows: Vec<(i64,)> = self.rows("SELECT MAX(id) FROM post").await;
        PostId::new(rows.first().expect("a number").0)
    }

    async fn withdraw(&self, id: ProjectId) {
        let (slug, ..) = self.project(id).await.expect("a project");
        projects::withdraw(&self.animator().await, &slug).await.expect("withdrawn");
    }
}

fn for_teachers(public: bool, read: &[Role]) -> SpaceAccess {
    SpaceAccess { public, read: read.to_vec(), post: vec![Role::Teacher], communes: Vec::new() }
}

/// What is said of a project, and who finds it: a letter for each column, a point for those who do not.
type Row = (&'static str, String, &'static str);

async fn of_projects(world: &mut World) -> (Vec<Row>, ProjectId, ProjectId) {
    let draft = world.camilles(Visibility::Public, 0).await;
    let submitted = world.camilles(Visibility::Public, 1).await;
    let public = world.camilles(Visibility::Public, 2).await;
    let withdrawn = world.camilles(Visibility::Public, 2).await;
    world.withdraw(withdrawn).await;
    let linked = world.camilles(Visibility::School, 2).await;
    world.link(Visibility::School).await.expect("a link");
    let school = world.camilles(Visibility::School, 2).await;
    let community = world.camilles(Visibility::Community, 2).await;
    world.gather(&[community], true).await.expect("a collection");
    let collection = world.own_word("SELECT title FROM collection").await;
    world.gather(&[public], false).await.expect("a collection");
    let unseen = world.own_word("SELECT title FROM collection WHERE published_ms IS NULL").await;
    let rows = vec![
        ("a draft is its author's", world.story_of(draft).await, "..C.........."),
        ("what is handed over is read by who reviews", world.story_of(submitted).await, "..C....AMG..."),
        ("what is public is everyone's", world.story_of(public).await, "VLCDHPOAMGTBS"),
        ("what is withdrawn is shown to no reader", world.story_of(withdrawn).await, "..C.....MG..."),
        ("what is a school's is read there", world.story_of(school).await, "..C.HP.AMG.B."),
        ("and by who holds its link", world.story_of(linked).await, ".LC.HP.AMG.B."),
        ("what is the community's is read by colleagues", world.story_of(community).await, "..CDH.OAMGTB."),
        ("a collection is for who reads something of it", collection, "..CDH.OAMGTB."),
        ("one that is being made is nobody's", unseen, "............."),
    ];
    (rows, public, school)
}

async fn of_trainings(world: &mut World) -> Vec<Row> {
    let wish = world.wish(Who::Backer).await.expect("a wish");
    let wished = world.own_word("SELECT title FROM wish").await;
    let slug = world.teach(Some(wish)).await.expect("a training");
    let session = world.prepare(&slug).await.expect("a session");
    training::move_session(&world.animator().await, session, SessionMove::Open).await.expect("open");
    let place = world.own_word(&format!("SELECT place FROM training_session WHERE id = {session}")).await;
    let online = world.own_word(&format!("SELECT online FROM training_session WHERE id = {session}")).await;
    let slug = world.teach(None).await.expect("a training");
    world.prepare(&slug).await.expect("a session");
    let prepared = world.own_word(&format!("SELECT body FROM training WHERE slug = '{slug}'")).await;
    vec![
        ("a session is announced first to those who wished for it", place, ".......AM.TB."),
        ("where one connects is searched by nobody", online, "............."),
        ("what is being prepared neither", prepared, "............."),
        ("nor what was wished for", wished, "............."),
    ]
}

async fn of_talk(world: &mut World, public: ProjectId, school: ProjectId) -> Vec<Row> {
    let everyones = world.space_for(for_teachers(true, &[]), false).await;
    let commune = SpaceAccess { communes: vec![insee("33063")], ..for_teachers(false, &[Role::Parent]) };
    let communes = world.space_for(commune, false).await;
    world.space_for(for_teachers(false, &[Role::Official]), true).await;
    let open = world.said_in(&[everyones], None, false).await;
    world.reply(Who::Camille, open).await.expect("a reply");
    let hidden = world.last_post().await;
    let hidden_word = world.own_word(&format!("SELECT body FROM post WHERE id = {hidden}")).await;
    world.hide(hidden).await;
    let here = world.said_in(&[communes], None, false).await;
    let later = world.said_in(&[everyones], None, true).await;
    let beside = world.said_in(&[], Some(About::Project(school)), false).await;
    let need = world.file_need(Who::Camille).await.expect("a need");
    let answered = world.private_answer(public).await;
    vec![
        ("what is said in the open is everyone's", world.title_of(open).await, "VLCDHPOAMGTBS"),
        ("a message that is hidden is nobody's", hidden_word, "............."),
        ("a space of a commune is its people's", world.title_of(here).await, "..C..P..MG.B."),
        ("what opens later is nobody's yet", world.title_of(later).await, "............."),
        ("what is said beside a project is for its readers, but for parents", world.title_of(beside).await, "..C.H..AMG.B."),
        ("a need is read where it is filed", world.title_of(need).await, "..CD..O.MGTB."),
        ("what is between two is theirs", answered, "..CD........."),
    ]
}

impl World {
    /// Camille's project seeks partners, and Dominique answers: the word of that.
    async fn private_answer(&mut self, project: ProjectId) -> String {
        let until = Day::containing(self.portal.portal.clock.now().plus_ms(DAY_MS));
        let call = PartnerCall { message: self.text(), cycles: Vec::new(), reach: Reach::Anywhere, until };
        let (slug, ..) = self.project(project).await.expect("a project");
        projects::seek_partners(&self.cx(Who::Camille).await, &slug, Some(&call)).await.expect("sought");
        let answer = self.text();
        discussions::answer_call(&self.cx(Who::Dominique).await, &slug, &answer, &Sent::default()).await.expect("answered");
        let last = self.last_post().await;
        self.own_word(&format!("SELECT body FROM post WHERE id = {last}")).await
    }

    async fn column(&self, at: usize) -> Viewer {
        match COLUMNS[at] {
            Some(who) => self.viewer(who).await,
            None if at == 0 => Viewer::Nobody,
            None => Viewer::Nobody.with_links(self.links.clone()),
        }
    }
}

/// What a visitor is answered and offered.
async fn of_a_visitor(world: &World, word: &str) -> (Answer, usize) {
    let cx = world.portal.cx(Viewer::Nobody);
    (asked(&cx, &words(word)).await, search::suggest(&cx, word).await.expect("an answer").len())
}

both! {
    async fn each_thing_is_found_by_those_who_may_read_it(portal: TestPortal) {
        let mut world = World::settled(portal, 1).await;
        let (mut table, public, school) = Box::pin(of_projects(&mut world)).await;
        table.extend(Box::pin(of_trainings(&mut world)).await);
        table.extend(Box::pin(of_talk(&mut world, public, school)).await);
        world.index_follows().await;
        for (what, word, expected) in table {
            let mut found = String::new();
            for (at, letter) in "VLCDHPOAMGTBS".chars().enumerate() {
                let answer = asked(&world.portal.cx(world.column(at).await), &words(&word)).await;
                assert!(answer.total <= 1 && answer.total == answer.shown.len(), "{what}, to {letter}: {answer:?}");
                found.push(if answer.total == 1 { letter } else { '.' });
            }
            assert_eq!(found, expected, "{what}");
        }
        let everyone = world.everyone().await;
        let (wrong, _) = Box::pin(ask::check(&mut world, &everyone, &mut Tally::default())).await;
        assert_eq!(wrong, Vec::<String>::new());
    }

    async fn what_is_shown_is_looked_at_whole(portal: TestPortal) {
        let mut world = World::settled(portal, 2).await;
        let id = world.camilles(Visibility::Public, 2).await;
        let (title, story) = (world.own_word(&format!("SELECT title FROM project WHERE id = {id}")).await, world.story_of(id).await);
        world.index_follows().await;
        let cx = world.portal.cx(Viewer::Nobody);
        let results = search::find(&cx, &words(&story)).await.expect("an answer");
        let shown = Shown::from(&results.hits[0]);
        for word in [&title, &story] {
            assert!(words_of(&shown.says).any(|said| said == *word), "{word}: {}", shown.says);
        }
        assert!(shown.address.contains(&title) && results.hits[0].snippet.as_str().contains(&format!("<mark>{story}</mark>")));
    }

    async fn what_is_taken_away_is_shown_to_nobody_from_that_moment_on(portal: TestPortal) {
        let mut world = World::settled(portal, 3).await;
        let everyones = world.space_for(for_teachers(true, &[]), false).await;
        let project = world.camilles(Visibility::Public, 2).await;
        let topic = world.said_in(&[everyones], None, false).await;
        world.reply(Who::Camille, topic).await.expect("a reply");
        let post = world.last_post().await;
        let words_taken = [
            world.own_word(&format!("SELECT title FROM project WHERE id = {project}")).await,
            world.title_of(topic).await,
            world.own_word(&format!("SELECT body FROM post WHERE id = {post}")).await,
        ];
        world.index_follows().await;
        for (word, offered) in words_taken.iter().zip([1, 1, 0]) {
            let (answer, suggested) = of_a_visitor(&world, word).await;
            assert_eq!((answer.total, answer.shown.len(), suggested), (1, 1, offered), "{word}");
        }
        world.withdraw(project).await;
        world.hide(post).await;
        let opening = discussions::opening(&world.animator().await, topic).await.expect("a topic").expect("its first message");
        world.hide(opening).await;
        for word in &words_taken {
            let (answer, suggested) = of_a_visitor(&world, word).await;
            assert_eq!((answer.total, answer.shown.len(), suggested), (0, 0, 0), "{word}, though the index does not know yet");
        }
        world.index_follows().await;
        for word in &words_taken {
            let (answer, suggested) = of_a_visitor(&world, word).await;
            assert_eq!((answer.total, answer.shown.len(), answer.counted.len(), suggested), (0, 0, 0, 0), "{word}");
        }
    }

    async fn of_someone_who_left_nothing_is_found_nor_remembered(portal: TestPortal) {
        let mut world = World::settled(portal, 4).await;
        let own = world.write_project(Who::Leaver, Visibility::Public, 2).await.expect("a project");
        let gone = world.story_of(own).await;
        let mut form = world.sheet(Who::Camille, Visibility::Public);
        let thanks = world.words.fresh();
        form.draft.body = format!("Nous avons vu {thanks} grâce à Leaver Martin.");
        let saved = projects::start(&world.cx(Who::Camille).await, &form, SaveMode::Kept).await.expect("a draft");
        projects::submit(&world.cx(Who::Camille).await, &saved.slug, saved.version).await.expect("handed over");
        projects::publish(&world.animator().await, &saved.slug, saved.version).await.expect("published");
        world.index_follows().await;
        let says = async |word: &str| asked(&world.portal.cx(Viewer::Nobody), &words(word)).await.shown.pop().map(|shown| shown.says);
        assert!(says(&thanks).await.expect("it is found").contains("Leaver Martin"));
        assert!(says(&gone).await.is_some());
        let cx = world.cx(Who::Leaver).await.signed_in_at(Some(world.portal.portal.clock.now()));
        privacy::erase(&cx, Contributions::Delete, CONFIRMATION).await.expect("erased");
        world.index_follows().await;
        let left = says(&thanks).await.expect("it is found still");
        assert!(!left.contains("Leaver"), "{left}");
        assert!(says(&gone).await.is_none());
        world.gone(Who::Leaver);
        let everyone = world.everyone().await;
        let (wrong, _) = Box::pin(ask::check(&mut world, &everyone, &mut Tally::default())).await;
        assert_eq!(wrong, Vec::<String>::new());
    }
}
