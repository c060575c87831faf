//! News as they happen: who is told what, and what is told to nobody.

use crate::harness::{Browser, Page, Site};
use axum::{
    body::Body,
    http::{Request, StatusCode},
    response::Response,
};
use domain::{
    access::Role,
    discussions::{PostForm, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::{AccountId, TopicId},
    paths,
};
use http_body_util::BodyExt;
use sample::cast::{ADVISOR, ANIMATOR, OTHER_TEACHER, PARENT, Person, TEACHER};
use services::{
    cx::Cx,
    discussions,
    identity::{self, NewPerson},
    live::{self, Live, Who},
};
use std::time::Duration;

/// How long anything here may take, at the very most.
const AT_MOST: Duration = Duration::from_secs(20);
const BEAT: &str = ":\n\n";

async fn person(site: &Site, person: Person) -> Cx {
    let system = site.system();
    let id = identity::ensure_account(&system, &person.account()).await.expect("an account");
    let viewer = identity::person(&mut system.read().await.expect("a connection"), id).await.expect("an answer");
    system.as_viewer(viewer.expect("someone"))
}

fn space(public: bool, writers: &[Role]) -> SpaceForm {
    let access = SpaceAccess { public, post: writers.to_vec(), ..SpaceAccess::default() };
    SpaceForm { name: "Entraide".into(), summary: String::new(), access, takes_needs: false }
}

fn post(body: &str) -> PostForm {
    PostForm { body: body.into(), ..PostForm::default() }
}

/// A topic of one message in a space of its own, whose part of the address is given with it.
async fn topic(site: &Site, form: &SpaceForm) -> (TopicId, String) {
    let cx = person(site, ANIMATOR).await;
    let slug = discussions::make_space(&cx, form).await.expect("a space");
    let space = discussions::space(&cx, &slug).await.expect("the space").id;
    let form = TopicForm {
        title: "Des tablettes".into(),
        kind: TopicKind::Talk,
        tags: Vec::new(),
        spaces: vec![space],
        opens: None,
        post: post("Bonjour"),
    };
    let (id, _) = discussions::open_topic(&cx, &form, None).await.expect("a topic");
    // What comes is told from here on.
    live::catch_up(&site.portal).await.expect("caught up");
    (id, slug)
}

/// Has someone reply, and those who listen told.
async fn reply(site: &Site, by: Person, topic: TopicId) {
    discussions::reply(&person(site, by).await, topic, &post("Ce que je dis ne regarde que mes lecteurs.")).await.expect("a reply");
    live::catch_up(&site.portal).await.expect("caught up");
}

/// Opens a stream; `after` is what a browser that comes back says.
async fn open(browser: &Browser, path: &str, after: Option<&str>) -> Response {
    let request = after.iter().fold(Request::builder().uri(path), |request, id| request.header("last-event-id", *id));
    browser.begin(request.header("accept-encoding", "gzip").body(Body::empty()).expect("a request")).await
}

fn of(topic: TopicId) -> String {
    format!("{}?sujet={topic}", paths::LIVE)
}

/// A stream that is read.
struct Stream(Body);

impl Stream {
    async fn of(browser: &Browser, path: &str, after: Option<&str>) -> Self {
        let response = open(browser, path, after).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        Self(response.into_body())
    }

    /// What comes next, beats too; nothing once it ended.
    async fn any(&mut self) -> Option<String> {
        let frame = tokio::time::timeout(AT_MOST, self.0.frame()).await.expect("in time")?.expect("no failure");
        Some(String::from_utf8(frame.into_data().expect("content").to_vec()).expect("text"))
    }

    /// What is told next; nothing once it ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            match self.any().await {
                Some(text) if text == BEAT => {}
                told => return told,
            }
        }
    }

    /// The number of the event from which it tells.
    async fn head(&mut self) -> String {
        let head = self.next().await.expect("a beginning");
        let id = head.strip_prefix("retry: 3000\nid: ").and_then(|rest| rest.strip_suffix("\n\n"));
        id.unwrap_or_else(|| panic!("{head}")).to_owned()
    }
}

/// The number of an event, and what it tells.
fn told(event: Option<String>) -> (String, String) {
    let event = event.expect("an event");
    let (id, rest) = event.strip_prefix("id: ").and_then(|rest| rest.split_once('\n')).unwrap_or_else(|| panic!("{event}"));
    (id.to_owned(), rest.to_owned())
}

fn posts(many: u32) -> String {
    format!("event: topic\ndata: {{\"posts\":{many}}}\n\n")
}

#[tokio::test]
async fn a_reader_is_told_how_far_a_topic_goes_and_nothing_that_is_said_in_it() {
    let site = Site::open().await;
    let (topic, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let response = open(&site.nobody(), &of(topic), None).await;
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!((response.status(), header("content-type").as_str()), (StatusCode::OK, "text/event-stream"));
    let kept = ["cache-control", "x-accel-buffering", "content-encoding", "x-content-type-options"].map(header);
    assert_eq!(kept, ["no-store", "no", "", "nosniff"]);
    let mut stream = Stream(response.into_body());
    let before: i64 = stream.head().await.parse().expect("a number");
    reply(&site, TEACHER, topic).await;
    let (id, event) = told(stream.next().await);
    assert_eq!(event, posts(2));
    assert!(id.parse::<i64>().is_ok_and(|seq| seq > before), "{id}");
    reply(&site, OTHER_TEACHER, topic).await;
    assert_eq!(told(stream.next().await).1, posts(3));
}

#[tokio::test]
async fn one_who_comes_back_is_told_what_they_missed_and_nothing_else() {
    let site = Site::open().await;
    let (subject, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let (other, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let nobody = site.nobody();
    let first = Stream::of(&nobody, &of(subject), None).await.head().await;
    reply(&site, TEACHER, subject).await;
    let mut again = Stream::of(&nobody, &of(subject), Some(&first)).await;
    again.head().await;
    let (second, event) = told(again.next().await);
    assert_eq!(event, posts(2), "what was missed");
    // Something happened, but not here; and what a page says counts less than what the browser says.
    reply(&site, TEACHER, other).await;
    let mut once_more = Stream::of(&nobody, &format!("{}&depuis=0", of(subject)), Some(&second)).await;
    once_more.head().await;
    reply(&site, TEACHER, subject).await;
    assert_eq!(told(once_more.next().await).1, posts(3), "nothing was missed: this is new");
    // A page that was rendered before says so in the address.
    let mut page = Stream::of(&nobody, &paths::live(subject, second.parse().expect("a number")), None).await;
    page.head().await;
    assert_eq!(told(page.next().await).1, posts(3));
    // A number that no event bears yet: a backup was put back.
    let mut ahead = Stream::of(&nobody, &paths::live(subject, i64::MAX), None).await;
    ahead.head().await;
    assert_eq!(told(ahead.next().await).1, posts(3));
}

#[tokio::test]
async fn who_may_not_read_a_topic_hears_nothing_of_it() {
    let site = Site::open().await;
    let (topic, _) = topic(&site, &space(false, &[Role::Teacher])).await;
    let refused = |page: Page| page.status == StatusCode::NOT_FOUND && page.header("content-type").starts_with("text/html");
    for browser in [site.nobody(), site.as_(PARENT).await, site.as_(ADVISOR).await] {
        assert!(refused(browser.get(&of(topic)).await));
    }
    let nobody = site.nobody();
    for path in [paths::LIVE.to_owned(), of(TopicId::new(1)), format!("{}?sujet=rien", paths::LIVE), format!("{}?sujet=", paths::LIVE)] {
        assert!(refused(nobody.get(&path).await), "{path}");
    }
    assert_eq!(site.portal.live.listening(), 0, "who is refused takes nobody's place");
    let teacher = site.as_(TEACHER).await;
    let mut stream = Stream::of(&teacher, &of(topic), None).await;
    stream.head().await;
    assert_eq!(site.portal.live.listening(), 1);
    drop(stream);
    assert_eq!(site.portal.live.listening(), 0);
}

#[tokio::test]
async fn what_is_taken_away_is_gone_and_is_counted_no_more() {
    let site = Site::open().await;
    let (topic, slug) = topic(&site, &space(false, &[Role::Teacher, Role::Advisor])).await;
    let (teacher, advisor) = (site.as_(TEACHER).await, site.as_(ADVISOR).await);
    let (mut loses, mut keeps) = (Stream::of(&teacher, &of(topic), None).await, Stream::of(&advisor, &of(topic), None).await);
    loses.head().await;
    keeps.head().await;
    let changed = discussions::change_space(&person(&site, ANIMATOR).await, &slug, &space(false, &[Role::Advisor]), false).await;
    changed.expect("another access");
    reply(&site, ANIMATOR, topic).await;
    assert_eq!(told(keeps.next().await).1, posts(2));
    assert_eq!(loses.next().await.as_deref(), Some("event: gone\ndata: {}\n\n"));
    assert_eq!(loses.next().await, None);
    assert_eq!(teacher.get(&of(topic)).await.status, StatusCode::NOT_FOUND, "a browser that comes back stays away");
}

#[tokio::test]
async fn a_member_hears_of_their_own_notices_alone() {
    let site = Site::open().await;
    let (mut hers, mut his) = (
        Stream::of(&site.as_(TEACHER).await, paths::LIVE, None).await,
        Stream::of(&site.as_(OTHER_TEACHER).await, paths::LIVE, None).await,
    );
    for stream in [&mut hers, &mut his] {
        assert_eq!(stream.next().await.as_deref(), Some("retry: 3000\n\n"));
    }
    site.portal.live.tell_account(person(&site, TEACHER).await.account().expect("an account"));
    let heard = hers.next().await.expect("an event");
    assert!(heard.starts_with("event: notices\ndata: {\"unread\":"), "{heard}");
    site.portal.live.stop();
    assert_eq!((hers.next().await, his.next().await), (None, None), "nothing for the other");
}

#[tokio::test]
async fn a_page_is_told_at_once_how_many_notices_wait() {
    let site = Site::open().await;
    let mut stream = Stream::of(&site.as_(TEACHER).await, paths::LIVE_NOTICES, None).await;
    assert_eq!(stream.next().await.as_deref(), Some("retry: 3000\n\n"));
    let heard = stream.next().await.expect("an event");
    assert!(heard.starts_with("event: notices\ndata: {\"unread\":"), "{heard}");
}

#[tokio::test]
async fn what_becomes_of_a_message_is_told_apart_from_a_new_one() {
    const CHANGED: Option<&str> = Some("event: changed\ndata: {}\n\n");
    let site = Site::open().await;
    let (topic, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let writer = person(&site, TEACHER).await;
    let said = discussions::reply(&writer, topic, &post("À reprendre.")).await.expect("a reply");
    live::catch_up(&site.portal).await.expect("caught up");
    let nobody = site.nobody();
    let mut stream = Stream::of(&nobody, &of(topic), None).await;
    let before = stream.head().await;
    discussions::withdraw(&writer, said).await.expect("taken back");
    live::catch_up(&site.portal).await.expect("caught up");
    assert_eq!(stream.next().await.as_deref(), CHANGED);
    assert_eq!(told(stream.next().await).1, posts(2));
    let mut back = Stream::of(&nobody, &of(topic), Some(&before)).await;
    back.head().await;
    assert_eq!(told(back.next().await).1, posts(2));
    assert_eq!(back.next().await.as_deref(), CHANGED, "what was missed");
}

#[tokio::test]
async fn a_reader_of_a_space_is_told_how_much_comes_into_it() {
    let site = Site::open().await;
    let (inside, slug) = topic(&site, &space(false, &[Role::Teacher])).await;
    let (elsewhere, _) = topic(&site, &space(false, &[Role::Teacher])).await;
    let path = format!("{}?espace={slug}", paths::LIVE);
    for browser in [site.nobody(), site.as_(PARENT).await] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    }
    let mut stream = Stream::of(&site.as_(TEACHER).await, &path, None).await;
    let holds = |many: u32| format!("event: space\ndata: {{\"posts\":{many}}}\n\n");
    assert_eq!(stream.next().await.as_deref(), Some("retry: 3000\n\n"));
    assert_eq!(stream.next().await, Some(holds(1)));
    reply(&site, OTHER_TEACHER, elsewhere).await;
    reply(&site, OTHER_TEACHER, inside).await;
    assert_eq!(stream.next().await, Some(holds(2)), "nothing of what came elsewhere");
    let changed = discussions::change_space(&person(&site, ANIMATOR).await, &slug, &space(false, &[Role::Advisor]), false).await;
    changed.expect("another access");
    reply(&site, ANIMATOR, inside).await;
    assert_eq!(stream.next().await.as_deref(), Some("event: gone\ndata: {}\n\n"));
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_page_of_a_member_says_what_it_listens_to() {
    let site = Site::open().await;
    let (subject, slug) = topic(&site, &space(true, &[Role::Teacher])).await;
    let (nobody, teacher) = (site.nobody(), site.as_(TEACHER).await);
    let (listing, page) = (paths::space(&slug), paths::topic(subject, "des-tablettes"));
    for path in [&listing, &page] {
        assert!(nobody.get(path).await.select("[data-stream]").is_empty(), "{path}");
    }
    let listing = teacher.get(&listing).await;
    let said = |page: &Page, name: &str| page.attributes(".live", name);
    assert_eq!((said(&listing, "data-stream"), said(&listing, "data-known")), (vec![paths::live_space(&slug)], vec!["1".to_owned()]));
    let page = teacher.get(&page).await;
    let seq = page.attributes("#messages", "data-seq").remove(0).parse().expect("a number");
    assert_eq!((said(&page, "data-stream"), said(&page, "data-known")), (vec![paths::live(subject, seq)], vec!["1".to_owned()]));
    for path in [paths::live_space(&slug), paths::live(subject, seq)] {
        Stream::of(&teacher, &path, None).await;
    }
}

#[tokio::test]
async fn what_a_page_asks_for_by_itself_nobody_has_read() {
    let site = Site::open().await;
    let (subject, slug) = topic(&site, &space(false, &[Role::Teacher])).await;
    let teacher = site.as_(TEACHER).await;
    let page = paths::topic(subject, "des-tablettes");
    let new = async || teacher.get(&paths::space(&slug)).await.select(".topic-new").len();
    teacher.get(&page).await;
    reply(&site, OTHER_TEACHER, subject).await;
    assert_eq!(new().await, 1);
    assert_eq!(teacher.get(&format!("{page}?page=1&direct=1")).await.select("#messages > li").len(), 2);
    assert_eq!(new().await, 1);
    teacher.get(&page).await;
    assert_eq!(new().await, 0);
}

#[tokio::test]
async fn a_stream_without_news_beats_and_ends_after_ten_minutes() {
    let site = Site::listened_to(Live::with_beat(Duration::from_millis(5))).await;
    let (topic, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let mut stream = Stream::of(&site.nobody(), &of(topic), None).await;
    stream.head().await;
    for _ in 0..5 {
        assert_eq!(stream.any().await.as_deref(), Some(BEAT));
    }
    site.portal.clock.advance_ms(599_999);
    assert_eq!(stream.any().await.as_deref(), Some(BEAT));
    site.portal.clock.advance_ms(1);
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_stream_ends_with_the_session_that_it_was_opened_with() {
    let site = Site::open().await;
    let (topic, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let (leaves, stays) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let (mut ends, mut goes_on) = (Stream::of(&leaves, &of(topic), None).await, Stream::of(&stays, &of(topic), None).await);
    ends.head().await;
    goes_on.head().await;
    assert_eq!(leaves.post(paths::SIGN_OUT, &[]).await.status, StatusCode::SEE_OTHER);
    reply(&site, ANIMATOR, topic).await;
    assert_eq!(ends.next().await, None);
    assert_eq!(told(goes_on.next().await).1, posts(2));
}

#[tokio::test]
async fn a_role_that_is_taken_away_counts_at_once() {
    let site = Site::open().await;
    let (topic, _) = topic(&site, &space(false, &[Role::Teacher])).await;
    let (loses, keeps) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let (mut ends, mut goes_on) = (Stream::of(&loses, &of(topic), None).await, Stream::of(&keeps, &of(topic), None).await);
    ends.head().await;
    goes_on.head().await;
    let without = NewPerson { roles: Vec::new(), ..TEACHER.account() };
    identity::ensure_account(&site.system(), &without).await.expect("an account");
    reply(&site, ANIMATOR, topic).await;
    assert_eq!(ends.next().await, None);
    assert_eq!(told(goes_on.next().await).1, posts(2));
}

#[tokio::test]
async fn nobody_takes_the_seats_of_others() {
    let site = Site::open().await;
    let (teacher, other) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let mut open = Vec::new();
    for _ in 0..live::OF_ONE_ACCOUNT {
        open.push(Stream::of(&teacher, paths::LIVE, None).await);
    }
    let refused = teacher.get(paths::LIVE).await;
    assert_eq!((refused.status, refused.header("retry-after").as_str()), (StatusCode::SERVICE_UNAVAILABLE, "60"));
    open.push(Stream::of(&other, paths::LIVE, None).await);
    assert_eq!(site.portal.live.listening(), live::OF_ONE_ACCOUNT + 1);
    open.remove(0);
    Stream::of(&teacher, paths::LIVE, None).await;
}

#[tokio::test]
async fn there_is_room_for_so_many_and_for_nobody_once_the_process_stops() {
    let site = Site::open().await;
    let (topic, _) = topic(&site, &space(true, &[Role::Teacher])).await;
    let mut all: Vec<_> =
        (1..).take(live::MOST).map(|id| site.portal.live.listen(Who::Account(AccountId::new(id))).expect("room")).collect();
    let page = site.nobody().get(&of(topic)).await;
    assert_eq!((page.status, page.header("retry-after").as_str()), (StatusCode::SERVICE_UNAVAILABLE, "60"));
    all.pop();
    let mut stream = Stream::of(&site.nobody(), &of(topic), None).await;
    stream.head().await;
    site.portal.live.stop();
    assert_eq!(stream.next().await, None);
    drop(all);
    assert_eq!(site.nobody().get(&of(topic)).await.status, StatusCode::SERVICE_UNAVAILABLE);
}
