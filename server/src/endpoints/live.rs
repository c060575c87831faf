//! News as they happen, as server-sent events (D13): how far a topic goes, and that what it says changed; how many messages a space holds;
//! how many notices wait. Never what is said in them.
//!
//! **Invariants.** Who asks, and what they may read, is asked again before each event, so that no number is told to who no longer may;
//! tested by `what_is_taken_away_is_gone_and_is_counted_no_more` and `a_role_that_is_taken_away_counts_at_once`. While nothing is told,
//! nothing is asked. A stream ends after ten minutes, and with the session that it was opened with, which it does not keep alive; browsers
//! come back by themselves, and are told what they missed. Nobody takes more than their part of the seats.

use crate::layers::cookies;
use app::{outcome::Refused, visit::Visit};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    access::{LinkKey, Viewer},
    discussions::Position,
    ids::TopicId,
    time::Timestamp,
};
use futures::{StreamExt, stream};
use services::{
    cx::Cx,
    discussions::{self, LiveTopic},
    error::{Error, Result},
    identity,
    live::{self, Listening, Missed, Told, Who},
    notifications,
    outside::{Address, Secret},
};
use std::{
    convert::Infallible,
    future::poll_fn,
    hash::{DefaultHasher, Hash, Hasher},
    pin::pin,
    task::Poll,
    time::Duration,
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// nginx would keep events until they fill its buffer.
const NO_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// When a browser comes back after its stream ended.
const RETRY: Duration = Duration::from_secs(3);
/// When to try again where there is no room.
const FULL: Duration = Duration::from_secs(60);
/// How long a stream lasts: with the next request, the session and its cookie are looked at again.
const LASTS_MS: i64 = 600_000;
/// How often a member's notices are counted at most because something else is told.
const COUNTED_MS: i64 = 5_000;

/// What a page shows, besides notices.
#[derive(Debug)]
enum Shown {
    /// Nothing that is told of.
    Nothing,
    /// A topic.
    Topic(TopicId),
    /// The topics of the space at this part of its address.
    Space(String),
}

/// `/echanges/direct?sujet=…&depuis=…`: what happens to a topic after an event, or with `espace=…` how much comes into a space; and to the
/// notices of whoever is signed in, of which `avis=1` asks at once how many there are.
pub async fn listen(visit: Visit, headers: HeaderMap) -> Result<Response, Refused> {
    let asked = visit.query();
    let value = |wanted: &str| asked.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let shown = match (value("sujet"), value("espace")) {
        (Some(topic), _) => Shown::Topic(topic.parse().map_err(|_| Error::NotFound)?),
        (None, Some(space)) => Shown::Space(space.to_owned()),
        (None, None) => Shown::Nothing,
    };
    let cx = visit.cx;
    if matches!(shown, Shown::Nothing) && cx.account().is_none() {
        return Err(Error::NotFound.into());
    }
    // A browser that comes back says where it was; a page, from where it was rendered on.
    let since = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).or_else(|| value("depuis"));
    let since = since.and_then(|seq| seq.trim().parse().ok());
    // Before anything is read: what comes meanwhile is heard.
    let listening = cx.portal.live.listen(who(&cx)).ok_or_else(full)?;
    let session = cookies::read(&headers, &cx.portal.settings, cookies::SESSION).map(|secret| Secret::from_outside(&secret));
    let beat = KeepAlive::new().interval(cx.portal.live.beat());
    let mut reader = Reader::new(cx, session, listening, shown);
    let mut first = reader.begin(since).await?;
    if value("avis").is_some() {
        first.extend(reader.notices().await?);
    }
    let news = stream::unfold(Some(reader), |reader| async move {
        let mut reader = reader?;
        let (events, goes_on) = reader.next().await?;
        Some((stream::iter(events), goes_on.then_some(reader)))
    });
    let events = stream::iter(first).chain(news.flatten()).map(Ok::<_, Infallible>);
    let mut response = Sse::new(events).keep_alive(beat).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(NO_BUFFERING, HeaderValue::from_static("no"));
    Ok(response)
}

/// Who listens, as far as seats go.
fn who(cx: &Cx) -> Who {
    cx.account().map_or_else(|| Who::Visitor(cx.from.map(place)), Who::Account)
}

/// What stands for a place that requests come from. The address itself is kept nowhere.
fn place(from: Address) -> u64 {
    let mut hasher = DefaultHasher::new();
    from.subscriber().hash(&mut hasher);
    hasher.finish()
}

fn full() -> Error {
    Error::Unavailable { retry: FULL, cause: "no more pages may listen, or no more of theirs, or the process stops".to_owned() }
}

/// Events, and whether the stream goes on after them.
type Said = (Vec<Event>, bool);

/// What is to be said of what was heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Due {
    /// How far what is shown goes.
    how_far: bool,
    /// That messages which were there are other ones.
    changed: bool,
    /// How many notices wait.
    notices: bool,
}

/// Who listens, to what, and what they know.
struct Reader {
    cx: Cx,
    session: Option<Secret>,
    listening: Listening,
    shown: Shown,
    /// Up to which event they know how far what is shown goes.
    seq: i64,
    /// Up to which event they know that its messages changed.
    changed: i64,
    /// How many messages they know a space to hold.
    posts: u32,
    /// How many notices they were last said to have.
    unread: Option<u32>,
    /// When these were counted.
    counted: Timestamp,
    /// When the stream ends.
    until: Timestamp,
}

impl Reader {
    fn new(cx: Cx, session: Option<Secret>, listening: Listening, shown: Shown) -> Self {
        let now = cx.now();
        let until = now.plus_ms(LASTS_MS);
        Self { cx, session, listening, shown, seq: 0, changed: 0, posts: 0, unread: None, counted: now, until }
    }

    /// The first words, for who may read what is shown: when to come back and from where, and how far it goes, of a topic if they missed
    /// anything.
    async fn begin(&mut self, since: Option<i64>) -> Result<Vec<Event>> {
        let head = Event::default().retry(RETRY);
        match &self.shown {
            Shown::Nothing => Ok(vec![head]),
            Shown::Space(slug) => {
                let state = discussions::readable_space(&self.cx, slug).await?;
                (self.seq, self.posts) = (state.seq, state.posts);
                Ok(vec![head, how_much(state.posts)])
            }
            Shown::Topic(topic) => {
                let state = discussions::readable(&self.cx, *topic).await?;
                let missed = match since {
                    Some(since) if since < state.seq => live::concerned_since(&self.cx, *topic, since).await?,
                    // After the last event there is: the database was put back to an earlier state.
                    Some(since) if since > state.seq => Missed::EVERYTHING,
                    _ => Missed::default(),
                };
                (self.seq, self.changed) = (state.seq, state.seq);
                // A number by itself is no event; it is what the browser says when it comes back.
                let mut events = vec![head.id(state.seq.to_string())];
                events.extend(missed.anything.then(|| how_far(&state)));
                events.extend(missed.changed.then(changed));
                Ok(events)
            }
        }
    }

    /// What is said next; nothing when the stream just ends.
    async fn next(&mut self) -> Option<Said> {
        loop {
            let told = self.hear().await?;
            let due = self.due(told);
            if due == Due::default() {
                continue;
            }
            // In a box: streams wait nearly always, and hold no room meanwhile for what they do once they hear something.
            match Box::pin(self.say(due)).await {
                Ok(Some((events, true))) if events.is_empty() => {}
                Ok(said) => return said,
                Err(error) => {
                    tracing::warn!(request = &*self.cx.request, "a stream ends, and its page comes back: {error:#}");
                    return None;
                }
            }
        }
    }

    /// What there is to say of what was heard.
    fn due(&self, told: Told) -> Due {
        let shows_a_topic = matches!(self.shown, Shown::Topic(_));
        match (told, &self.shown) {
            (Told::Account(account), _) => Due { notices: self.cx.account() == Some(account), ..Due::default() },
            (Told::Anything, shown) => Due { how_far: !matches!(shown, Shown::Nothing), changed: shows_a_topic, notices: true },
            (Told::Topic { topic, seq, changed }, Shown::Topic(shown)) if topic == *shown => {
                Due { how_far: seq > self.seq, changed: changed && seq > self.changed, notices: false }
            }
            // Which topics a space shows changes too: whoever asks finds out.
            (Told::Topic { seq, .. }, Shown::Space(_)) => Due { how_far: seq > self.seq, ..Due::default() },
            (Told::Topic { .. }, _) => Due::default(),
        }
    }

    /// What is told next; nothing when the process stops, or the stream has lasted long enough.
    async fn hear(&mut self) -> Option<Told> {
        let (clock, until) = (&self.cx.portal.clock, self.until);
        let mut next = pin!(self.listening.next());
        // Each beat looks here first: no timer of its own is needed.
        poll_fn(|task| if clock.now() >= until { Poll::Ready(None) } else { next.as_mut().poll(task) }).await
    }

    /// What is due, as who asks may read it now; nothing when their session has ended.
    async fn say(&mut self, due: Due) -> Result<Option<Said>> {
        let portal = self.cx.portal.clone();
        let _turn = portal.live.turn().await;
        if !due.notices && self.is_elsewhere().await? {
            return Ok(Some((Vec::new(), true)));
        }
        if !self.is_still_there().await? {
            return Ok(None);
        }
        let mut events = match self.shown_now(due).await {
            Ok(events) => events,
            // A browser passes over what holds no data.
            Err(Error::NotFound) => return Ok(Some((vec![Event::default().event("gone").data("{}")], false))),
            Err(error) => return Err(error),
        };
        if due.notices || self.cx.now() >= self.counted.plus_ms(COUNTED_MS) {
            events.extend(self.notices().await?);
        }
        Ok(Some((events, true)))
    }

    /// Whether the space that is shown holds as many messages as before: most of what happens, happens elsewhere. Then nothing is said,
    /// and it need not be asked again who asks.
    async fn is_elsewhere(&mut self) -> Result<bool> {
        let Shown::Space(slug) = &self.shown else { return Ok(false) };
        match discussions::readable_space(&self.cx, slug).await {
            Ok(state) if state.posts == self.posts => {
                self.seq = state.seq;
                Ok(true)
            }
            Ok(_) | Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// How far what is shown goes now, and that it changed.
    async fn shown_now(&mut self, due: Due) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        match &self.shown {
            Shown::Topic(topic) if due.how_far || due.changed => {
                let state = discussions::readable(&self.cx, *topic).await?;
                self.seq = state.seq;
                // First: the number of the other says that both were heard.
                if due.changed {
                    self.changed = state.seq;
                    events.push(changed());
                }
                events.push(how_far(&state));
            }
            Shown::Space(slug) if due.how_far => {
                let state = discussions::readable_space(&self.cx, slug).await?;
                (self.seq, self.posts) = (state.seq, state.posts);
                events.push(how_much(state.posts));
            }
            Shown::Nothing | Shown::Topic(_) | Shown::Space(_) => {}
        }
        Ok(events)
    }

    /// How many notices wait, where someone is signed in and that is news.
    async fn notices(&mut self) -> Result<Option<Event>> {
        if self.cx.account().is_none() {
            return Ok(None);
        }
        self.counted = self.cx.now();
        let unread = notifications::count_unread(&self.cx).await?;
        let known = self.unread.replace(unread);
        Ok((known != Some(unread)).then(|| Event::default().event("notices").data(format!("{{\"unread\":{unread}}}"))))
    }

    /// Whether who asks is who asked; with the rights that they have now.
    async fn is_still_there(&mut self) -> Result<bool> {
        let Some(session) = &self.session else { return Ok(true) };
        let viewer = identity::viewer_of_open_page(&self.cx.portal, session).await?;
        let same = viewer.member().map(|member| member.id) == self.cx.account();
        self.cx = self.cx.as_viewer(viewer.with_links(links(&self.cx.viewer)));
        Ok(same)
    }
}

/// The secret links that were opened in a browser.
fn links(viewer: &Viewer) -> Vec<LinkKey> {
    match viewer {
        Viewer::Holder(links) => links.clone(),
        Viewer::Member(member) => member.links.clone(),
        Viewer::Nobody | Viewer::System(_) => Vec::new(),
    }
}

fn how_far(state: &LiveTopic) -> Event {
    let posts = state.last.map_or(0, Position::get);
    Event::default().id(state.seq.to_string()).event("topic").data(format!("{{\"posts\":{posts}}}"))
}

/// That messages which a page shows are other ones now.
fn changed() -> Event {
    Event::default().event("changed").data("{}")
}

fn how_much(posts: u32) -> Event {
    Event::default().event("space").data(format!("{{\"posts\":{posts}}}"))
}
