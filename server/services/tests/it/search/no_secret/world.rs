//! A portal in which people write, and what was written in it.

use super::words::{Dice, Words};
use crate::{
    cast::{port, settle, tilleuls},
    harness::TestPortal,
};
use domain::{
    access::{LinkKey, Role, Viewer},
    ids::{AccountId, PostId, ProjectId, SessionId, SpaceId, TopicId, WishId},
    territory::Insee,
};
use services::{
    cx::Cx,
    db::Db,
    discussions,
    error::Error,
    identity::{self, NewPerson},
    projects, search, training,
};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite, postgres::PgRow, sqlite::SqliteRow};
use std::collections::BTreeMap;

pub(super) const HOUR_MS: i64 = 3_600_000;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

/// People whose view of the portal differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// A teacher of the first school, who writes.
    Camille,
    /// A teacher of the second one, who writes.
    Dominique,
    /// Who leads the first school.
    Head,
    /// Of a child of the first school.
    Parent,
    /// Of the first commune.
    Official,
    Advisor,
    Animator,
    /// Animates the first commune.
    Delegate,
    /// Animates the second one, and leads sessions.
    Trainer,
    /// A teacher of the first school, who wishes for trainings.
    Backer,
    /// An account that nobody has said anything of.
    Stranger,
    /// Who writes, and is erased one day.
    Leaver,
}

impl Who {
    pub(super) const ALL: [Self; 12] = [
        Self::Camille,
        Self::Dominique,
        Self::Head,
        Self::Parent,
        Self::Official,
        Self::Advisor,
        Self::Animator,
        Self::Delegate,
        Self::Trainer,
        Self::Backer,
        Self::Stranger,
        Self::Leaver,
    ];
    /// Those who write about their classes.
    pub(super) const AUTHORS: [Self; 5] = [Self::Camille, Self::Dominique, Self::Head, Self::Advisor, Self::Leaver];

    /// Who they are when they come for the first time.
    pub(super) fn person(self) -> NewPerson {
        let (roles, schools) = match self {
            Self::Camille | Self::Backer | Self::Leaver => (vec![Role::Teacher], vec![tilleuls()]),
            Self::Dominique => (vec![Role::Teacher], vec![port()]),
            Self::Head => (vec![Role::Head], vec![tilleuls()]),
            Self::Parent => (vec![Role::Parent], vec![tilleuls()]),
            Self::Official => (vec![Role::Official], Vec::new()),
            Self::Advisor => (vec![Role::Advisor], Vec::new()),
            Self::Animator => (vec![Role::Animator], Vec::new()),
            Self::Delegate | Self::Trainer | Self::Stranger => (Vec::new(), Vec::new()),
        };
        NewPerson {
            provider: "ent".to_owned(),
            subject: format!("{self:?}"),
            name: format!("{self:?} Martin"),
            email: None,
            roles,
            schools,
            communes: if self == Self::Official { vec![insee("33063")] } else { Vec::new() },
        }
    }
}

pub(super) fn insee(code: &str) -> Insee {
    Insee::parse(code).expect("a code")
}

/// What a use case did, if it did what was asked: chance asks for much that is refused, and that is no failure.
pub(super) fn done<T>(answer: Result<T, Error>) -> Option<T> {
    match answer {
        Ok(value) => Some(value),
        Err(error @ (Error::Unavailable { .. } | Error::Internal(_))) => panic!("{error:?}"),
        Err(_) => None,
    }
}

/// A portal, chance, and what was written so far.
pub(super) struct World {
    pub(super) portal: TestPortal,
    pub(super) dice: Dice,
    pub(super) words: Words,
    people: BTreeMap<Who, AccountId>,
    pub(super) collections: Vec<String>,
    pub(super) trainings: Vec<String>,
    pub(super) sessions: Vec<SessionId>,
    pub(super) wishes: Vec<WishId>,
    pub(super) spaces: Vec<SpaceId>,
    pub(super) links: Vec<LinkKey>,
    /// Whether first messages wait to be read.
    pub(super) reads_first: bool,
    /// What happened, for who reads of a failure.
    pub(super) story: Vec<String>,
}

impl World {
    /// A portal with its people, in which nothing is written yet.
    pub(super) async fn settled(portal: TestPortal, seed: u64) -> Self {
        settle(&portal).await;
        let mut people = BTreeMap::new();
        for who in Who::ALL {
            let account = identity::ensure_account(&portal.system(), &who.person()).await.expect("an account");
            people.insert(who, account);
        }
        for (who, commune) in [(Who::Delegate, "33063"), (Who::Trainer, "33039")] {
            identity::delegate(&portal.system(), people[&who], &[insee(commune)]).await.expect("a delegate");
        }
        Self {
            portal,
            dice: Dice::of(seed),
            words: Words::new(),
            people,
            collections: Vec::new(),
            trainings: Vec::new(),
            sessions: Vec::new(),
            wishes: Vec::new(),
            spaces: Vec::new(),
            links: Vec::new(),
            reads_first: false,
            story: Vec::new(),
        }
    }

    /// Their account; nothing once they are erased.
    pub(super) fn account(&self, who: Who) -> Option<AccountId> {
        self.people.get(&who).copied()
    }

    /// Whose account it is, if it is one of theirs.
    pub(super) fn who(&self, account: i64) -> Option<Who> {
        self.people.iter().find(|(_, known)| known.get() == account).map(|(who, _)| *who)
    }

    /// They are no more.
    pub(super) fn gone(&mut self, who: Who) {
        self.people.remove(&who);
    }

    /// Who they are now, as the portal says it; nobody, once they are erased.
    pub(super) async fn viewer(&self, who: Who) -> Viewer {
        let Some(account) = self.account(who) else { return Viewer::Nobody };
        let mut conn = self.portal.system().read().await.expect("a connection");
        identity::person(&mut conn, account).await.expect("an answer").unwrap_or(Viewer::Nobody)
    }

    pub(super) async fn cx(&self, who: Who) -> Cx {
        self.portal.cx(self.viewer(who).await)
    }

    pub(super) async fn animator(&self) -> Cx {
        self.cx(Who::Animator).await
    }

    /// Everyone who may ask, by name: the people, a visitor, one who holds every secret link there ever was, and the portal itself.
    pub(super) async fn everyone(&self) -> Vec<(String, Viewer)> {
        let mut all = vec![
            ("a visitor".to_owned(), Viewer::Nobody),
            ("who holds links".to_owned(), Viewer::Nobody.with_links(self.links.clone())),
            ("a parent with links".to_owned(), self.viewer(Who::Parent).await.with_links(self.links.clone())),
            ("the portal".to_owned(), Viewer::System("a test")),
        ];
        for who in Who::ALL {
            all.push((format!("{who:?}"), self.viewer(who).await));
        }
        all
    }

    /// The rows of a query that no use case asks.
    pub(super) async fn rows<T>(&self, text: &str) -> Vec<T>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        let text = AssertSqlSafe(text.to_owned());
        match &self.portal.portal.db {
            Db::Sqlite { read, .. } => sqlx::query_as::<Sqlite, T>(text).fetch_all(read).await.expect("rows"),
            Db::Postgres { read, .. } => sqlx::query_as::<Postgres, T>(text).fetch_all(read).await.expect("rows"),
        }
    }

    /// One of the numbers that a query gives, if there is any.
    pub(super) async fn number(&mut self, text: &str) -> Option<i64> {
        let all: Vec<(i64,)> = self.rows(text).await;
        self.dice.pick(&all).map(|(number,)| number)
    }

    /// A topic that is shown, or was.
    pub(super) async fn topic(&mut self) -> Option<TopicId> {
        self.number("SELECT id FROM topic WHERE state <> 'merged' ORDER BY id").await.map(TopicId::new)
    }

    /// A message that opens nothing, in this state.
    pub(super) async fn reply_in(&mut self, state: &str) -> Option<PostId> {
        let query = format!("SELECT id FROM post WHERE state = '{state}' AND (position IS NULL OR position > 1) ORDER BY id");
        self.number(&query).await.map(PostId::new)
    }

    /// Where a project is, its version and its first author.
    pub(super) async fn project(&self, id: ProjectId) -> Option<(String, i64, Who)> {
        let query = format!(
            "SELECT p.slug, p.version, a.account_id FROM project p JOIN project_author a ON a.project_id = p.id \
             WHERE p.id = {id} ORDER BY a.position, a.account_id"
        );
        let rows: Vec<(String, i64, i64)> = self.rows(&query).await;
        let (slug, version, author) = rows.into_iter().next()?;
        Some((slug, version, self.who(author)?))
    }

    /// One of the projects in this state, with the same.
    pub(super) async fn project_in(&mut self, state: &str) -> Option<(ProjectId, String, i64, Who)> {
        let id = ProjectId::new(self.number(&format!("SELECT id FROM project WHERE state = '{state}' ORDER BY id")).await?);
        let (slug, version, who) = self.project(id).await?;
        Some((id, slug, version, who))
    }

    /// What happens at its minute happens, as the portal's jobs have it; then the index knows.
    pub(super) async fn catch_up(&self) {
        let cx = self.portal.system();
        projects::hide_ended(&cx).await.expect("looked at");
        projects::follow_openings(&cx).await.expect("followed");
        training::follow_seats(&cx).await.expect("looked at");
        training::announce(&cx).await.expect("told");
        discussions::open_due(&cx).await.expect("looked at");
        projects::publish_due(&cx).await.expect("looked at");
        self.index_follows().await;
    }

    /// The index knows.
    pub(super) async fn index_follows(&self) {
        search::catch_up(&self.portal.portal).await.expect("the index follows");
    }
}
