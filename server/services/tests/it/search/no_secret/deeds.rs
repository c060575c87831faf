//! What happens: every deed that changes what is said, or to whom. Each is done as its page does it, by someone who may, and much of it is refused.

mod lessons;
mod people;
mod sheets;
mod talk;

use super::world::{DAY_MS, HOUR_MS, World};

macro_rules! deeds {
    ($($deed:ident),+ $(,)?) => {
        /// Something that happens.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Deed { $($deed),+ }

        impl Deed {
            pub(super) const ALL: &'static [Self] = &[$(Self::$deed),+];
        }
    };
}

deeds! {
    WriteProject, SubmitProject, PublishProject, ScheduleProject, WithdrawProject, ArchiveProject, AskChanges, NarrowProject, WidenProject,
    OpenForADay, LinkProject, EndLink, RenameProject,
    GatherCollection, FillCollection, EmptyCollection, PublishCollection, WithdrawCollection, DeleteCollection, RenameCollection,
    MakeTraining, PrepareSession, OpenSession, CancelSession, HoldSession, AskForAPlace, WishNoMore, RenameTraining, PlaceSession,
    MakeSpace, ChangeSpace, OpenTopic, OpenTopicLater, WriteBeside, FileNeed, AnswerNeed, Reply, EditPost, WithdrawPost, HidePost, ShowPost,
    HideTopic, MoveTopic, MergeTopics, SplitTopic, RetitleTopic, ReadFirst, AnswerCall,
    RenameSchool, RenameCommune, GrantRole, RevokeRole, ChangeSchool, EraseAccount, LetHoursPass, LetDaysPass,
}

impl World {
    /// Does it; whether it was done.
    pub(super) async fn happens(&mut self, deed: Deed) -> bool {
        let is_done = Box::pin(self.attempt(deed)).await.is_some();
        let at = self.portal.portal.clock.now().typed();
        self.story.push(format!("{at} {deed:?}{}", if is_done { "" } else { " (refused)" }));
        is_done
    }

    async fn attempt(&mut self, deed: Deed) -> Option<()> {
        match deed {
            Deed::WriteProject
            | Deed::SubmitProject
            | Deed::PublishProject
            | Deed::ScheduleProject
            | Deed::WithdrawProject
            | Deed::ArchiveProject
            | Deed::AskChanges
            | Deed::NarrowProject
            | Deed::WidenProject
            | Deed::OpenForADay
            | Deed::LinkProject
            | Deed::EndLink
            | Deed::RenameProject => Box::pin(self.on_projects(deed)).await,
            Deed::GatherCollection
            | Deed::FillCollection
            | Deed::EmptyCollection
            | Deed::PublishCollection
            | Deed::WithdrawCollection
            | Deed::DeleteCollection
            | Deed::RenameCollection => Box::pin(self.on_collections(deed)).await,
            Deed::MakeTraining
            | Deed::PrepareSession
            | Deed::OpenSession
            | Deed::CancelSession
            | Deed::HoldSession
            | Deed::AskForAPlace
            | Deed::WishNoMore
            | Deed::RenameTraining
            | Deed::PlaceSession => Box::pin(self.on_trainings(deed)).await,
            Deed::RenameSchool | Deed::RenameCommune | Deed::GrantRole | Deed::RevokeRole | Deed::ChangeSchool | Deed::EraseAccount => {
                Box::pin(self.on_people(deed)).await
            }
            Deed::LetHoursPass => self.passes(HOUR_MS, 14),
            Deed::LetDaysPass => self.passes(DAY_MS, 6),
            talk => Box::pin(self.on_talk(talk)).await,
        }
    }

    /// Up to so many hours or days, and some seconds: no minute of anything is met exactly.
    fn passes(&mut self, unit_ms: i64, most: usize) -> Option<()> {
        let many = i64::try_from(1 + self.dice.below(most)).ok()?;
        self.portal.portal.clock.advance_ms(many * unit_ms + 7_000);
        Some(())
    }
}
