//! What happens to what is said.

use super::Deed;
use crate::search::no_secret::world::{Who, World, done};
use domain::{
    access::Principal,
    discussions::{NeedStatus, PostState, SpaceForm},
    ids::{NeedStepId, PostId, ProjectId, SpaceId, TopicId, TrainingId},
};
use services::discussions::{self, About};

impl World {
    pub(super) async fn on_talk(&mut self, deed: Deed) -> Option<()> {
        match deed {
            Deed::MakeSpace => {
                let (access, takes_needs) = (self.access(), self.dice.happens(30));
                let space = self.space(access, takes_needs).await?;
                self.open_topic(Who::Animator, &[space], None, false).await.map(drop)
            }
            Deed::ChangeSpace => self.change_space().await,
            Deed::OpenTopic => self.open_somewhere(false).await,
            Deed::OpenTopicLater => self.open_somewhere(true).await,
            Deed::WriteBeside => {
                let about = self.neighbour().await?;
                let topic = self.open_topic(Who::Animator, &[], Some(about), false).await?;
                self.reply(Who::Animator, topic).await
            }
            Deed::FileNeed => {
                let by = self.author()?;
                self.file_need(by).await.map(drop)
            }
            Deed::AnswerNeed => self.answer_need().await,
            Deed::Reply => {
                let (by, topic) = (self.dice.pick(&Who::ALL)?, self.topic().await?);
                self.reply(by, topic).await
            }
            Deed::EditPost => self.edit_post().await,
            Deed::WithdrawPost => {
                let (post, by) = self.post_of_someone().await?;
                done(discussions::withdraw(&self.cx(by).await, post).await)
            }
            Deed::HidePost => {
                let (post, state) = (self.reply_in("shown").await?, self.dice.pick(&[PostState::Hidden, PostState::Removed])?);
                self.decide(post, state).await
            }
            Deed::ShowPost => {
                let query = "SELECT id FROM post WHERE state IN ('hidden', 'removed', 'waiting') ORDER BY id";
                let post = PostId::new(self.number(query).await?);
                self.decide(post, PostState::Shown).await
            }
            Deed::HideTopic => {
                let query =
                    "SELECT p.id FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.position = 1 AND t.state = 'shown' ORDER BY p.id";
                let opening = PostId::new(self.number(query).await?);
                self.decide(opening, PostState::Hidden).await
            }
            Deed::MoveTopic => {
                let query = "SELECT DISTINCT t.id FROM topic t JOIN topic_space s ON s.topic_id = t.id ORDER BY t.id";
                let topic = TopicId::new(self.number(query).await?);
                let spaces = self.places()?;
                done(discussions::move_to(&self.animator().await, topic, &spaces, &[Principal::Public]).await)
            }
            Deed::MergeTopics => {
                let (from, into) = (self.topic().await?, self.topic().await?);
                done(discussions::merge(&self.animator().await, from, into, &[Principal::Public]).await)
            }
            Deed::SplitTopic => self.split().await,
            Deed::RetitleTopic => {
                let (topic, title) = (self.topic().await?, self.title());
                done(discussions::retitle(&self.animator().await, topic, &title).await).map(drop)
            }
            Deed::ReadFirst => {
                self.reads_first = !self.reads_first;
                let many = if self.reads_first { 20 } else { 0 };
                done(discussions::set_read_first(&self.animator().await, many).await)
            }
            Deed::AnswerCall => {
                let by = self.author()?;
                self.call(by).await
            }
            other => unreachable!("{other:?} is no talk"),
        }
    }

    /// One space, or two.
    fn places(&mut self) -> Option<Vec<SpaceId>> {
        let mut places = vec![self.dice.pick(&self.spaces)?];
        if self.dice.happens(40) {
            let other = self.dice.pick(&self.spaces)?;
            places.extend((!places.contains(&other)).then_some(other));
        }
        Some(places)
    }

    async fn open_somewhere(&mut self, later: bool) -> Option<()> {
        let (by, spaces) = (self.author()?, self.places()?);
        self.open_topic(by, &spaces, None, later).await.map(drop)
    }

    /// A project or a training beside which something can be said.
    async fn neighbour(&mut self) -> Option<About> {
        if self.dice.happens(50) {
            let project = self.number("SELECT id FROM project WHERE state = 'published' ORDER BY id").await?;
            return Some(About::Project(ProjectId::new(project)));
        }
        let query = "SELECT DISTINCT training_id FROM training_session WHERE state <> 'draft' ORDER BY training_id";
        Some(About::Training(TrainingId::new(self.number(query).await?)))
    }

    /// Another name, other readers; closed, or open again.
    async fn change_space(&mut self) -> Option<()> {
        let id = self.dice.pick(&self.spaces)?;
        let rows: Vec<(String,)> = self.rows(&format!("SELECT slug FROM space WHERE id = {id}")).await;
        let (slug,) = rows.into_iter().next()?;
        let name = format!("Espace {}", self.words.fresh());
        let takes_needs = self.dice.happens(30);
        let form = SpaceForm { name, summary: String::new(), access: self.access(), takes_needs };
        let closed = self.dice.happens(25);
        done(discussions::change_space(&self.animator().await, &slug, &form, closed).await)
    }

    async fn answer_need(&mut self) -> Option<()> {
        let need = TopicId::new(self.number("SELECT topic_id FROM need ORDER BY topic_id").await?);
        let query = format!("SELECT id FROM need_step WHERE topic_id = {need} ORDER BY at_ms DESC, id DESC");
        let seen: Vec<(i64,)> = self.rows(&query).await;
        let seen = seen.first().map(|(step,)| NeedStepId::new(*step));
        let (status, answer) = (self.dice.pick(&[NeedStatus::Heard, NeedStatus::Planned, NeedStatus::Declined])?, self.text());
        done(discussions::answer_need(&self.animator().await, need, seen, status, &answer).await).map(drop)
    }

    /// A message of one of the people, and whose.
    async fn post_of_someone(&mut self) -> Option<(PostId, Who)> {
        let query = "SELECT id, author_id FROM post WHERE state = 'shown' AND author_id IS NOT NULL ORDER BY id";
        let all: Vec<(i64, i64)> = self.rows(query).await;
        let (post, account) = self.dice.pick(&all)?;
        Some((PostId::new(post), self.who(account)?))
    }

    async fn edit_post(&mut self) -> Option<()> {
        let (post, by) = self.post_of_someone().await?;
        let versions: Vec<(i64,)> = self.rows(&format!("SELECT version FROM post WHERE id = {post}")).await;
        let form = self.says();
        done(discussions::edit(&self.cx(by).await, post, versions.first()?.0, &form).await)
    }

    /// The animator decides on a message.
    async fn decide(&mut self, post: PostId, state: PostState) -> Option<()> {
        let cx = self.animator().await;
        let mut change = done(cx.begin().await)?;
        done(discussions::set_state(&cx, &mut change, post, state, "").await)?;
        done(change.commit().await)
    }

    /// Some messages of a topic go into one of their own.
    async fn split(&mut self) -> Option<()> {
        let post = self.reply_in("shown").await?;
        let topics: Vec<(i64,)> = self.rows(&format!("SELECT topic_id FROM post WHERE id = {post}")).await;
        let (topic, title) = (TopicId::new(topics.first()?.0), self.title());
        done(discussions::split(&self.animator().await, topic, &[post], &title).await).map(drop)
    }
}
