//! The demo's discussions: spaces, and what is said in them, at the hours at which it would have been.
//!
//! What is said lies in `talks/*.toml`, a topic in each; what schools ask the authority for, in `needs.toml`; the spaces, and those who
//! come to talk without having written a sheet, in `spaces.toml`.

mod calendar;
mod needs;
mod texts;

use crate::cast::ANIMATOR;
use anyhow::{Context, anyhow};
use calendar::{Calendar, Moment};
use domain::{
    access::Viewer,
    discussions::{Attention, Followed, PostForm, TopicForm, TopicKind},
    ids::{PostId, SpaceId, TopicId},
    time::{Day, Timestamp},
};
use services::{
    cx::Cx,
    discussions::{self, About, DraftPlace, Where},
    projects::{self, Shelf},
    training,
};
use std::collections::BTreeMap;
use texts::{MessageText, TopicText};

/// How long after a message the first reader says something of it with one press, and then each of the next.
const PRESSED_AFTER_MS: i64 = 7 * 60_000;
/// How long after a message its author puts it into better words.
const REWORDED_AFTER_MS: i64 = 4 * 60_000;
/// How long after an answer whoever asked says that it is one.
const ACCEPTED_AFTER_MS: i64 = 50 * 60_000;
/// On which day of school before today the spaces were made: before anyone writes.
const MADE_BEFORE: usize = 48;

/// Has people talk, unless there are spaces already. `go_to` moves the demo's clock.
pub(crate) async fn talk(system: &Cx, people: &BTreeMap<String, Viewer>, today: Day, go_to: impl Fn(Timestamp)) -> anyhow::Result<()> {
    if !discussions::spaces(system).await?.is_empty() {
        return Ok(());
    }
    let calendar = Calendar::around(today, &system.portal.settings.quiet);
    let mut talks = Talks { system, people: people.clone(), spaces: BTreeMap::new(), calendar, go_to };
    talks.welcome().await?;
    talks.make_spaces().await?;
    for text in texts::topics()? {
        talks.hold(&text).await.with_context(|| text.file.clone())?;
    }
    talks.file_needs().await
}

/// Where and when people talk.
struct Talks<'a, G> {
    system: &'a Cx,
    /// Everyone's viewer, by key.
    people: BTreeMap<String, Viewer>,
    /// By name.
    spaces: BTreeMap<String, SpaceId>,
    calendar: Calendar,
    go_to: G,
}

impl<G: Fn(Timestamp)> Talks<'_, G> {
    /// Has someone act.
    fn cx(&self, key: &str) -> anyhow::Result<Cx> {
        let viewer = self.people.get(key).with_context(|| format!("nobody is called {key:?}"))?;
        Ok(self.system.as_viewer(viewer.clone()))
    }

    /// Moves the clock to a moment of the past.
    fn be_at(&self, moment: &Moment) -> anyhow::Result<Timestamp> {
        let at = self.calendar.instant(moment)?;
        (self.go_to)(at);
        Ok(at)
    }

    /// Has those come who have written no sheet.
    async fn welcome(&mut self) -> anyhow::Result<()> {
        self.be_at(&Moment::new(MADE_BEFORE, "08:30"))?;
        for newcomer in texts::newcomers()? {
            let viewer = crate::fill::viewer(self.system, newcomer.account()?).await?;
            self.people.insert(newcomer.key, viewer);
        }
        Ok(())
    }

    async fn make_spaces(&mut self) -> anyhow::Result<()> {
        self.be_at(&Moment::new(MADE_BEFORE, "09:00"))?;
        let animator = self.cx(ANIMATOR.key)?;
        for text in texts::spaces()? {
            let slug = discussions::make_space(&animator, &text.form()).await?;
            let id = discussions::space(&animator, &slug).await?.id;
            for who in &text.followed_by {
                discussions::follow(&self.cx(who)?, Followed::Space(id), Attention::Watch).await?;
            }
            self.spaces.insert(text.name, id);
        }
        Ok(())
    }

    /// Has a topic opened, and all said that is said in it.
    async fn hold(&self, text: &TopicText) -> anyhow::Result<()> {
        let (opening, replies) = text.messages.split_first().context("nobody says anything")?;
        let (author, animator) = (self.cx(&opening.by)?, self.cx(ANIMATOR.key)?);
        self.be_at(&opening.at)?;
        let (form, beside) = (self.form(text, opening)?, self.beside(text).await?);
        let (id, _) = discussions::open_topic(&author, &form, beside).await?;
        let first = discussions::topic(&author, id, Where::Page(1)).await?.posts.first().context("it has no message")?.id;
        self.press(first, opening).await?;
        for message in replies {
            self.reply(&author, id, message).await?;
        }
        if let Some(draft) = &text.draft {
            self.be_at(&draft.at)?;
            discussions::keep_draft(&self.cx(&draft.by)?, DraftPlace::Topic(id), "", &draft.text).await?;
        }
        if let Some(days) = text.pinned_for {
            discussions::pin(&animator, id, Some(self.calendar.to_come(days)?)).await?;
        }
        if let Some(locked) = &text.locked {
            self.be_at(locked)?;
            discussions::lock(&animator, id, true).await?;
        }
        Ok(())
    }

    /// Says one thing in a topic that `asker` opened, and all that becomes of it.
    async fn reply(&self, asker: &Cx, id: TopicId, message: &MessageText) -> anyhow::Result<()> {
        let at = self.be_at(&message.at)?;
        let cx = self.cx(&message.by)?;
        let said = message.first.as_ref().unwrap_or(&message.text);
        let post = discussions::reply(&cx, id, &typed(said)?).await?;
        if message.first.is_some() {
            (self.go_to)(at.plus_ms(REWORDED_AFTER_MS));
            discussions::edit(&cx, post, 1, &typed(&message.text)?).await?;
        }
        self.press(post, message).await?;
        if message.answer {
            (self.go_to)(at.plus_ms(ACCEPTED_AFTER_MS));
            discussions::accept(asker, id, Some(post)).await?;
        }
        Ok(())
    }

    /// What is said of a message with one press.
    async fn press(&self, post: PostId, message: &MessageText) -> anyhow::Result<()> {
        let mut at = self.be_at(&message.at)?;
        for (reaction, who) in message.said() {
            at = at.plus_ms(PRESSED_AFTER_MS);
            (self.go_to)(at);
            discussions::react(&self.cx(who)?, post, reaction, true).await.with_context(|| format!("{who} says it of {:?}", message.at))?;
        }
        Ok(())
    }

    fn form(&self, text: &TopicText, opening: &MessageText) -> anyhow::Result<TopicForm> {
        let kind = text.kind.unwrap_or(TopicKind::Talk);
        let mut pairs = vec![("title", text.title.clone()), ("kind", kind.key().to_owned()), ("body", opening.text.clone())];
        for name in &text.spaces {
            let id = self.spaces.get(name).with_context(|| format!("no space is called {name:?}"))?;
            pairs.push(("space", id.to_string()));
        }
        pairs.extend(text.tags.iter().map(|tag| ("tag", tag.key().to_owned())));
        if let Some(days) = text.opens_in {
            pairs.push(("opens", format!("{}T08:00", self.calendar.to_come(days)?)));
        }
        let read = TopicForm::read(pairs.iter().map(|(name, value)| (*name, value.as_str())), self.system.now());
        read.map_err(|problems| anyhow!("it cannot be opened: {problems:?}"))
    }

    /// What a topic stands beside, by its title.
    async fn beside(&self, text: &TopicText) -> anyhow::Result<Option<About>> {
        if let Some(title) = &text.project {
            let shown = projects::readable(self.system, Shelf::Published).await?;
            let sheet = projects::cards(self.system, &shown).await?.into_iter().find(|card| card.title == *title);
            return Ok(Some(About::Project(sheet.with_context(|| format!("no sheet is called {title:?}"))?.id)));
        }
        if let Some(title) = &text.training {
            let known =
                training::trainings(self.system).await?.into_iter().map(|(known, _)| known).find(|known| known.form.title == *title);
            return Ok(Some(About::Training(known.with_context(|| format!("no training is called {title:?}"))?.id)));
        }
        Ok(None)
    }
}

fn typed(text: &str) -> anyhow::Result<PostForm> {
    PostForm::read([("body", text)]).map_err(|problems| anyhow!("it cannot be said: {problems:?}"))
}
