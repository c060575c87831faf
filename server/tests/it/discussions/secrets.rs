//! Nobody sees anything that their rights hide: not in a page, a count, a search, a suggestion, a feed, a letter, a stream of events.
//!
//! Each thing bears a word of its own. What is expected is asked of the table of rights itself, [`domain::access::decide`]; `readers` is
//! who looks, `world` what there is.

mod readers;
mod world;

use crate::{
    doors,
    harness::{Page, Site},
};
use axum::http::StatusCode;
use domain::{
    access::Viewer,
    discussions::{NeedOrder, NeedQuery, Place, TopicKind},
    ids::{PostId, TopicId},
    paths,
};
use http_body_util::BodyExt;
use readers::Reader;
use services::{
    cx::Cx,
    discussions::{self, Topic},
    notifications,
};
use std::{collections::BTreeSet, time::Duration};
use world::{Facts, World, is_listed};

/// How long the beginning of a stream may take, at the very most.
const AT_MOST: Duration = Duration::from_secs(20);
const HOUR_MS: i64 = 3_600_000;
/// A page of the list of needs beyond any that there is.
const MANY_PAGES: u32 = 20;

/// A site, who looks at it, and what there is. `before` is how many topics each had not read before it was there.
struct Secrets {
    site: Site,
    readers: Vec<Reader>,
    before: Vec<u32>,
    world: World,
}

impl Secrets {
    async fn kept() -> Self {
        let site = Site::open().await;
        // The past is not written about.
        site.catch_up().await;
        site.portal.mailer.take_letters();
        let (sheet, link) = world::restricted(&site).await;
        let readers = readers::all(&site, &link).await;
        let mut before = Vec::new();
        for reader in &readers {
            before.push(discussions::unread(&reader.cx(&site)).await.expect("a number"));
        }
        let world = world::fill(&site, &sheet, &readers).await;
        Self { site, readers, before, world }
    }

    /// Fails if `text`, which `reader` was given in answer to `asked`, holds what they may not read. What they asked with proves nothing.
    fn look(&self, reader: &Reader, asked: &str, text: &str) {
        for mark in self.world.marks.iter().filter(|mark| !asked.contains(&mark.word) && text.contains(&mark.word)) {
            assert!(mark.facts.let_read(&reader.viewer), "{} reads {} in {asked}", reader.name, mark.word);
        }
        for topic in &self.world.topics {
            let number = topic.id.to_string();
            if !asked.contains(&number) && leads_to(text, &number) {
                let may = Facts::Topic(topic.facts()).let_read(&reader.viewer);
                assert!(may, "{} is led to « {} » in {asked}", reader.name, topic.title);
            }
        }
    }

    fn look_at(&self, reader: &Reader, asked: &str, page: &Page) {
        self.look(reader, asked, &format!("{}\n{}", page.location(), page.text()));
    }
}

/// Whether the address of the topic of this number is in a text.
fn leads_to(text: &str, number: &str) -> bool {
    let address = format!("/sujets/{number}");
    text.match_indices(&address).any(|(at, found)| !text[at + found.len()..].starts_with(|next: char| next.is_ascii_digit()))
}

/// The topics of the world that `viewer` may read, of those that `sort` names, as lists show them.
fn listed(world: &World, viewer: &Viewer, sort: impl Fn(&Topic) -> bool) -> BTreeSet<TopicId> {
    world.topics.iter().filter(|topic| sort(topic) && is_listed(topic, viewer)).map(|topic| topic.id).collect()
}

#[tokio::test]
async fn lists_and_their_counts_hold_what_their_reader_may_read_and_nothing_else() {
    let secrets = Secrets::kept().await;
    let Secrets { site, readers, before, world } = &secrets;
    site.catch_up().await;
    let writers: BTreeSet<_> = world.posts.iter().filter_map(|(_, _, post)| post.author).collect();
    for (reader, before) in readers.iter().zip(before) {
        let (cx, name, viewer) = (reader.cx(site), &reader.name, &reader.viewer);
        let cards = discussions::spaces(&cx).await.expect("spaces");
        for space in &world.spaces {
            let card = cards.iter().find(|card| card.space.id == space.id);
            assert_eq!(card.is_some(), Facts::Space(space.access.clone()).let_read(viewer), "{name} {}", space.name);
            let Some(card) = card else { continue };
            let expected = world.listed_in(space, viewer);
            let (topics, many) = discussions::topics_of_space(&cx, &card.space, 1).await.expect("topics");
            let found: BTreeSet<_> = topics.iter().map(|topic| topic.id).collect();
            assert_eq!((&found, many as usize, card.topics), (&expected, expected.len(), many), "{name} {}", space.name);
            assert!(card.latest.iter().all(|topic| expected.contains(&topic.id)), "{name} {}", space.name);
        }
        let ours = |found: BTreeSet<TopicId>| -> BTreeSet<_> { found.into_iter().filter(|id| is_ours(world, *id)).collect() };
        let private = discussions::my_private_topics(&cx).await.expect("topics").into_iter().map(|card| card.id).collect();
        assert_eq!(ours(private), listed(world, viewer, |topic| matches!(topic.place(), Place::Between(_))), "{name}: between people");
        for about in world.topics.iter().filter(|topic| topic.people.is_none()).filter_map(|topic| topic.about.as_ref()) {
            let beside = discussions::topics_about(&cx, about.0).await.expect("topics").into_iter().map(|card| card.id).collect();
            let expected =
                listed(world, viewer, |topic| topic.people.is_none() && topic.about.as_ref().map(|about| about.0) == Some(about.0));
            assert_eq!(ours(beside), expected, "{name}: beside {:?}", about.0);
        }
        let recent = discussions::recent(&cx, site.portal.clock.now().plus_ms(-HOUR_MS)).await.expect("topics");
        let recent = ours(recent.into_iter().map(|card| card.id).collect());
        assert!(recent.is_subset(&listed(world, viewer, |_| true)), "{name}: the latest");
        needs(world, reader, &cx).await;
        if reader.account().is_none_or(|account| !writers.contains(&account)) {
            let followed = |topic: &Topic| reader.account().is_some_and(|account| world.followed.contains(&(account, topic.id)));
            let unread = discussions::unread(&cx).await.expect("a number");
            assert_eq!((unread - before) as usize, listed(world, viewer, followed).len(), "{name}: what they have not read");
        }
        if reader.account().is_some() {
            notices(&secrets, reader, &cx).await;
        }
    }
}

fn is_ours(world: &World, id: TopicId) -> bool {
    world.topics.iter().any(|topic| topic.id == id)
}

/// The list of needs, and how many it says that there are of each sort.
async fn needs(world: &World, reader: &Reader, cx: &Cx) {
    let asked = NeedQuery { commune: None, service: None, status: None, order: NeedOrder::Recent };
    let name = &reader.name;
    let first = discussions::needs(cx, &asked, 1).await.expect("needs");
    assert!(first.pages < MANY_PAGES);
    let mut found = BTreeSet::new();
    for page in 1..=first.pages {
        found.extend(discussions::needs(cx, &asked, page).await.expect("needs").cards.into_iter().map(|card| card.id));
    }
    let total = first.total as usize;
    assert_eq!(found.len(), total, "{name}: needs");
    let sums = [
        first.by_status.iter().map(|(_, many)| many).sum::<u32>(),
        first.by_service.iter().map(|(_, many)| many).sum::<u32>(),
        first.by_commune.iter().map(|(_, _, many)| many).sum::<u32>(),
    ];
    assert_eq!(sums, [first.total; 3], "{name}: needs of each sort");
    let ours: BTreeSet<_> = found.into_iter().filter(|id| is_ours(world, *id)).collect();
    assert_eq!(ours, listed(world, &reader.viewer, |topic| topic.kind == TopicKind::Need), "{name}: needs");
}

/// What someone is told in the portal, and how much of it they are said not to have read.
async fn notices(secrets: &Secrets, reader: &Reader, cx: &Cx) {
    let counted = notifications::count_unread(cx).await.expect("a number");
    let mut unread = 0;
    for page in 1.. {
        let (notices, more) = notifications::notices(cx, page).await.expect("notices");
        for notice in &notices {
            secrets.look(reader, "a notice", &format!("{} {}", notice.line, notice.path.as_deref().unwrap_or_default()));
            unread += u32::from(!notice.read);
        }
        if !more {
            break;
        }
    }
    assert_eq!(counted, unread, "{}: notices", reader.name);
}

#[tokio::test]
async fn every_page_and_every_file_hold_what_their_reader_may_read_and_nothing_else() {
    let secrets = Secrets::kept().await;
    let Secrets { site, readers, world, .. } = &secrets;
    site.catch_up().await;
    let mut everywhere = doors::asked_by_get(site).await;
    everywhere.extend(["/oai?verb=ListRecords&metadataPrefix=oai_dc", "/besoins?tri=recent"].map(str::to_owned));
    everywhere.extend(world.neighbours.iter().flat_map(|page| [page.clone(), format!("{page}/partenaires")]));
    for reader in readers {
        for asked in &everywhere {
            secrets.look_at(reader, asked, &reader.get(asked).await);
        }
        for mark in &world.marks {
            let page = reader.get(&mark.found_at).await;
            secrets.look_at(reader, &mark.found_at, &page);
            let found = page.status == StatusCode::OK && page.text().contains(&mark.word);
            assert_eq!(found, mark.facts.let_read(&reader.viewer), "{} {} in {}", reader.name, mark.word, mark.found_at);
        }
        pages_that_list(&secrets, reader).await;
    }
}

/// Pages that list topics by their titles show those that they should.
async fn pages_that_list(secrets: &Secrets, reader: &Reader) {
    let world = &secrets.world;
    let spaces = world.spaces.iter().map(|space| (paths::space(&space.slug), world.listed_in(space, &reader.viewer)));
    let needs = listed(world, &reader.viewer, |topic| topic.kind == TopicKind::Need);
    for (path, expected) in spaces.chain([("/besoins?tri=recent".to_owned(), needs)]) {
        let page = reader.get(&path).await;
        secrets.look_at(reader, &path, &page);
        let text = page.text();
        let shown: BTreeSet<_> = world.titles.iter().filter(|(_, word)| text.contains(*word)).map(|(id, _)| *id).collect();
        assert_eq!(shown, expected, "{} {path}", reader.name);
    }
    for path in &world.neighbours {
        let text = reader.get(path).await.text();
        for topic in world.topics.iter().filter(|topic| topic.people.is_none() && topic.about.is_some()) {
            let word = &world.titles[&topic.id];
            assert!(!text.contains(word) || is_listed(topic, &reader.viewer), "{} {word} in {path}", reader.name);
        }
    }
    let beside = listed(world, &reader.viewer, |topic| topic.people.is_none() && topic.about.is_some());
    let mut told = String::new();
    for path in &world.neighbours {
        told.push_str(&reader.get(path).await.text());
    }
    assert!(beside.iter().all(|id| told.contains(&world.titles[id])), "{}: beside", reader.name);
}

#[tokio::test]
async fn what_one_may_not_read_answers_as_what_is_not_there_and_is_not_found() {
    let secrets = Secrets::kept().await;
    let Secrets { readers, world, .. } = &secrets;
    for reader in readers {
        for topic in &world.topics {
            let may = Facts::Topic(topic.facts()).let_read(&reader.viewer);
            for (asked, absent) in addresses_of(topic.id).into_iter().zip(addresses_of(TopicId::new(1))) {
                answers(&secrets, reader, may, &asked, &absent).await;
            }
            begins_a_stream(&secrets, reader, may, topic.id).await;
        }
        for (post, topic, facts) in &world.posts {
            let may = Facts::Post(topic.clone(), *facts).let_read(&reader.viewer);
            for (asked, absent) in addresses_of_post(*post).into_iter().zip(addresses_of_post(PostId::new(1))) {
                answers(&secrets, reader, may, &asked, &absent).await;
            }
        }
        for mark in world.marks.iter().filter(|mark| !mark.facts.let_read(&reader.viewer)) {
            for path in [paths::SEARCH, paths::SUGGESTIONS] {
                let asked = format!("{path}?q={}", mark.word);
                secrets.look_at(reader, &asked, &reader.get(&asked).await);
            }
        }
    }
}

/// Looks at an address; one that leads to what is hidden answers as `absent`, which leads to nothing.
async fn answers(secrets: &Secrets, reader: &Reader, may: bool, asked: &str, absent: &str) {
    let page = reader.get(asked).await;
    secrets.look_at(reader, asked, &page);
    if !may {
        assert_eq!(page.status, reader.get(absent).await.status, "{} {asked}", reader.name);
    }
}

/// The addresses below a topic's number, but for that of its news.
fn addresses_of(topic: TopicId) -> [String; 8] {
    let page = format!("{}/sujets/{topic}", paths::DISCUSSIONS);
    [
        format!("{page}?page=1"),
        format!("{page}?page=2"),
        format!("{page}?citer=1"),
        format!("{}?q=a", paths::mentionable(topic)),
        paths::topic_settings(topic),
        paths::draw_project(topic),
        paths::need(topic),
        page,
    ]
}

fn addresses_of_post(post: PostId) -> [String; 6] {
    [
        paths::post(post),
        paths::post_edit(post),
        paths::post_history(post),
        paths::post_report(post),
        paths::moderate_post(post),
        paths::removal_from_post(post),
    ]
}

/// The news of a topic are for who may read it; how they begin says nothing of what is said.
async fn begins_a_stream(secrets: &Secrets, reader: &Reader, may: bool, topic: TopicId) {
    let asked = format!("{}?sujet={topic}&depuis=0", paths::LIVE);
    let response = reader.begin(&asked).await;
    let expected = if may { StatusCode::OK } else { StatusCode::NOT_FOUND };
    assert_eq!(response.status(), expected, "{} {asked}", reader.name);
    if may {
        let mut body = response.into_body();
        let first = tokio::time::timeout(AT_MOST, body.frame()).await.expect("in time").expect("a beginning").expect("no failure");
        let said = String::from_utf8_lossy(&first.into_data().expect("content")).into_owned();
        assert!(secrets.world.marks.iter().all(|mark| !said.contains(&mark.word)), "{} {said}", reader.name);
    }
}

#[tokio::test]
async fn letters_hold_what_their_reader_may_read_and_nothing_else() {
    let secrets = Secrets::kept().await;
    let (site, readers) = (&secrets.site, &secrets.readers);
    let mut told = 0;
    // At once, in the morning, and at the end of the week.
    for wait_ms in [0, 25 * HOUR_MS, 7 * 24 * HOUR_MS] {
        site.portal.clock.advance_ms(wait_ms);
        site.catch_up().await;
        for letter in site.portal.mailer.take_letters() {
            let text = format!("{}\n{}", letter.subject, letter.text);
            told += secrets.world.marks.iter().filter(|mark| text.contains(&mark.word)).count();
            // A letter goes to an account, whatever links were opened in a browser.
            let reader = readers.iter().find(|reader| reader.email.as_deref() == Some(letter.to.as_str()));
            if let Some(reader) = reader {
                secrets.look(reader, "a letter", &text);
            } else {
                assert!(secrets.world.marks.iter().all(|mark| !text.contains(&mark.word)), "{} is told {text}", letter.to);
            }
        }
    }
    assert!(told > 0, "letters tell of what may be read");
}
