//! What happens to projects and collections.

use super::Deed;
use crate::search::no_secret::world::{DAY_MS, HOUR_MS, Who, World, done};
use domain::{
    ids::ProjectId,
    projects::{OpeningsForm, ProjectForm, RemarksForm, Visibility},
    time::Day,
};
use services::{
    curation,
    projects::{self, SaveMode},
};

impl World {
    pub(super) async fn on_projects(&mut self, deed: Deed) -> Option<()> {
        match deed {
            Deed::WriteProject => {
                let (author, visibility) = (self.author()?, self.dice.pick(Visibility::ALL)?);
                self.write_project(author, visibility, 2).await.map(drop)
            }
            Deed::SubmitProject => {
                let state = self.dice.pick(&["draft", "withdrawn", "changes-requested"])?;
                let (_, slug, version, author) = self.project_in(state).await?;
                done(projects::submit(&self.cx(author).await, &slug, version).await).map(drop)
            }
            Deed::PublishProject => {
                let (_, slug, version, _) = self.project_in("submitted").await?;
                done(projects::publish(&self.animator().await, &slug, version).await).map(drop)
            }
            Deed::ScheduleProject => {
                let (_, slug, version, _) = self.project_in("submitted").await?;
                let cx = self.animator().await;
                done(projects::schedule(&cx, &slug, version, cx.now().plus_ms(5 * HOUR_MS)).await).map(drop)
            }
            Deed::WithdrawProject => {
                let (_, slug, ..) = self.project_in("published").await?;
                done(projects::withdraw(&self.animator().await, &slug).await).map(drop)
            }
            Deed::ArchiveProject => {
                let (_, slug, ..) = self.project_in("withdrawn").await?;
                done(projects::archive(&self.animator().await, &slug).await).map(drop)
            }
            Deed::AskChanges => {
                let (_, slug, version, _) = self.project_in("submitted").await?;
                // What reviewers say is searched by nobody.
                let remarks = RemarksForm { whole: self.text(), ..RemarksForm::default() };
                done(projects::ask_changes(&self.animator().await, &slug, version, &remarks).await).map(drop)
            }
            Deed::NarrowProject => {
                let visibility = self.dice.pick(&[Visibility::School, Visibility::Community])?;
                let (_, slug, version, author) = self.project_in("published").await?;
                self.rewrite(&slug, version, author, visibility).await
            }
            Deed::RenameProject => {
                let state = self.dice.pick(&["draft", "published", "withdrawn"])?;
                let (id, slug, version, author) = self.project_in(state).await?;
                let rows: Vec<(String,)> = self.rows(&format!("SELECT visibility FROM project WHERE id = {id}")).await;
                let visibility: Visibility = rows.first()?.0.parse().expect("a visibility");
                self.rewrite(&slug, version, author, visibility).await
            }
            Deed::WidenProject => self.dated(&[("public_from", 1), ("community_from", 0)]).await,
            Deed::OpenForADay => self.dated(&[("public_from", 0), ("public_until", 1), ("school_from", 0), ("school_until", 3)]).await,
            Deed::LinkProject => {
                let visibility = self.dice.pick(Visibility::ALL)?;
                self.link(visibility).await
            }
            Deed::EndLink => {
                let (_, slug, _, author) = self.project_in("published").await?;
                done(projects::end_link(&self.cx(author).await, &slug).await)
            }
            other => unreachable!("{other:?} happens to no project"),
        }
    }

    /// Someone who writes and was not erased.
    pub(super) fn author(&mut self) -> Option<Who> {
        self.dice.pick(&Who::AUTHORS).filter(|who| self.account(*who).is_some())
    }

    /// Its author writes it anew, for these readers.
    async fn rewrite(&mut self, slug: &str, version: i64, author: Who, visibility: Visibility) -> Option<()> {
        let form = ProjectForm { version: Some(version), ..self.sheet(author, visibility) };
        done(projects::save(&self.cx(author).await, slug, &form, SaveMode::Kept).await).map(drop)
    }

    /// The animator says from when, and until when, a published project is open, in days from today.
    async fn dated(&mut self, days: &[(&'static str, i64)]) -> Option<()> {
        let (_, slug, ..) = self.project_in("published").await?;
        let cx = self.animator().await;
        let day = |days: i64| Day::containing(cx.now().plus_ms(days * DAY_MS)).to_string();
        let pairs: Vec<(&str, String)> = days.iter().map(|(field, days)| (*field, day(*days))).collect();
        let form = OpeningsForm::read(pairs.iter().map(|(field, day)| (*field, day.as_str()))).expect("sound dates");
        let version = done(projects::openings(&cx, &slug).await)?.version;
        done(projects::set_openings(&cx, &slug, version, form).await)
    }

    fn collection(&mut self) -> Option<String> {
        self.dice.pick(&self.collections)
    }

    pub(super) async fn on_collections(&mut self, deed: Deed) -> Option<()> {
        let cx = self.animator().await;
        if deed == Deed::GatherCollection {
            let published = self.published().await;
            let from = self.dice.below(published.len());
            return self.gather(&published[from..], true).await.map(drop);
        }
        let slug = self.collection()?;
        match deed {
            Deed::FillCollection => {
                let (_, project, ..) = self.project_in("published").await?;
                done(curation::add(&cx, &slug, &project).await)
            }
            Deed::EmptyCollection => {
                let query = format!(
                    "SELECT cp.project_id FROM collection_project cp JOIN collection c ON c.id = cp.collection_id \
                     WHERE c.slug = '{slug}' ORDER BY cp.project_id"
                );
                let project = ProjectId::new(self.number(&query).await?);
                done(curation::take_out(&cx, &slug, project).await)
            }
            Deed::PublishCollection => done(curation::publish(&cx, &slug).await),
            Deed::WithdrawCollection => done(curation::withdraw(&cx, &slug).await),
            Deed::DeleteCollection => {
                done(curation::withdraw(&cx, &slug).await)?;
                done(curation::delete(&cx, &slug).await)
            }
            Deed::RenameCollection => {
                let form = self.theme();
                done(curation::save(&cx, &slug, &form).await)
            }
            other => unreachable!("{other:?} happens to no collection"),
        }
    }
}
