//! What there is before anything changes: of every kind something, read by different people.

use super::world::{DAY_MS, Who, World, done, insee};
use domain::{
    access::Role,
    discussions::{Sent, SpaceAccess},
    ids::{ProjectId, SpaceId, TopicId, TrainingId},
    projects::{PartnerCall, Reach, Visibility},
    time::Day,
    training::SessionMove,
};
use services::{
    discussions::{self, About},
    projects, training,
};

/// Who reads besides those who write, who writes, and whether anyone does.
fn for_roles(public: bool, read: &[Role], post: &[Role]) -> SpaceAccess {
    SpaceAccess { public, read: read.to_vec(), post: post.to_vec(), communes: Vec::new() }
}

impl World {
    /// Writes it.
    pub(super) async fn grow(&mut self) {
        for (at, visibility) in Visibility::ALL.iter().enumerate() {
            for steps in 0..3 {
                let author = Who::AUTHORS[(at + steps) % Who::AUTHORS.len()];
                self.write_project(author, *visibility, steps).await.expect("a project");
            }
        }
        let published = self.published().await;
        self.gather(&published, true).await.expect("a collection");
        self.gather(&published[1..], true).await.expect("a collection");
        self.gather(&published, false).await.expect("a collection");
        self.link(Visibility::School).await.expect("a link");
        self.trainings().await;
        self.talk(&published).await;
    }

    /// The projects that are published.
    pub(super) async fn published(&self) -> Vec<ProjectId> {
        let rows: Vec<(i64,)> = self.rows("SELECT id FROM project WHERE state = 'published' ORDER BY id").await;
        rows.into_iter().map(|(id,)| ProjectId::new(id)).collect()
    }

    /// Makes a secret link to one of the published projects of which the sheet says so.
    pub(super) async fn link(&mut self, visibility: Visibility) -> Option<()> {
        let query = format!("SELECT id FROM project WHERE state = 'published' AND visibility = '{}' ORDER BY id", visibility.key());
        let id = ProjectId::new(self.number(&query).await?);
        let (slug, _, author) = self.project(id).await?;
        let secret = done(projects::make_link(&self.cx(author).await, &slug).await)?;
        self.links.push(projects::link_key(&secret));
        Some(())
    }

    /// One that everyone sees, one that those who wished for it see first, one that is being prepared, and one whose session does not take place.
    async fn trainings(&mut self) {
        let wish = self.wish(Who::Backer).await.expect("a wish");
        let wished = self.teach(Some(wish)).await.expect("a training");
        self.open_session(&wished).await.expect("open");
        self.prepare(&wished).await.expect("a session");
        let open = self.teach(None).await.expect("a training");
        self.open_session(&open).await.expect("open");
        let secret = self.teach(None).await.expect("a training");
        self.prepare(&secret).await.expect("a session");
        let session = self.prepare(&open).await.expect("a session");
        training::move_session(&self.animator().await, session, SessionMove::Cancel).await.expect("called off");
    }

    /// Prepares a session of a training, and opens it.
    pub(super) async fn open_session(&mut self, training: &str) -> Option<()> {
        let session = self.prepare(training).await?;
        done(training::move_session(&self.animator().await, session, SessionMove::Open).await).map(drop)
    }

    /// The training at this address, by its number.
    pub(super) async fn training_id(&self, slug: &str) -> Option<TrainingId> {
        let rows: Vec<(i64,)> = self.rows(&format!("SELECT id FROM training WHERE slug = '{slug}'")).await;
        rows.first().map(|(id,)| TrainingId::new(*id))
    }

    /// Spaces with different readers, and in each something; besides, what stands beside a project or a training, what is between some people,
    /// what opens later, and a need.
    async fn talk(&mut self, published: &[ProjectId]) {
        let teachers = &[Role::Teacher][..];
        let mut spaces: Vec<SpaceId> = Vec::new();
        for access in [
            for_roles(true, &[], teachers),
            for_roles(false, &[Role::Official], teachers),
            for_roles(false, &[], &[Role::Head]),
            SpaceAccess { communes: vec![insee("33063")], ..for_roles(false, &[Role::Parent], teachers) },
        ] {
            spaces.push(self.space(access, false).await.expect("a space"));
        }
        self.space(for_roles(false, &[Role::Official], &[Role::Teacher, Role::Head, Role::Advisor]), true).await.expect("a space");
        let mut topics: Vec<TopicId> = Vec::new();
        for space in &spaces {
            topics.push(self.open_topic(Who::Animator, &[*space], None, false).await.expect("a topic"));
        }
        topics.push(self.open_topic(Who::Animator, &spaces[2..], None, false).await.expect("a topic"));
        let animated = self.trainings.first().cloned().expect("a training");
        let training = self.training_id(&animated).await.expect("a training");
        let neighbours = published.iter().map(|id| About::Project(*id)).chain([About::Training(training)]);
        for about in neighbours.collect::<Vec<_>>() {
            topics.push(self.open_topic(Who::Animator, &[], Some(about), false).await.expect("a topic"));
        }
        topics.push(self.file_need(Who::Camille).await.expect("a need"));
        for topic in topics {
            self.reply(Who::Animator, topic).await.expect("a reply");
        }
        self.open_topic(Who::Camille, &spaces[..1], None, true).await.expect("a topic");
        self.open_topic(Who::Leaver, &spaces[..2], None, false).await.expect("a topic");
        self.call(Who::Dominique).await.expect("a private topic");
    }

    /// Someone's project seeks partners, and someone answers: what they say is between them.
    pub(super) async fn call(&mut self, by: Who) -> Option<()> {
        let rows: Vec<(i64,)> = self.rows("SELECT id FROM project WHERE state = 'published' AND visibility <> 'school' ORDER BY id").await;
        let all: Vec<ProjectId> = rows.into_iter().map(|(id,)| ProjectId::new(id)).collect();
        for id in all {
            let Some((slug, _, author)) = self.project(id).await else { continue };
            if author == by {
                continue;
            }
            let until = Day::containing(self.portal.portal.clock.now().plus_ms(DAY_MS));
            let call = PartnerCall { message: self.text(), cycles: Vec::new(), reach: Reach::Anywhere, until };
            done(projects::seek_partners(&self.cx(author).await, &slug, Some(&call)).await)?;
            let answer = self.text();
            return done(discussions::answer_call(&self.cx(by).await, &slug, &answer, &Sent::default()).await).map(drop);
        }
        None
    }
}
