//! What happens to trainings and their sessions.

use super::Deed;
use crate::search::no_secret::world::{HOUR_MS, Who, World, done};
use domain::{ids::SessionId, training::SessionMove};
use services::training;

impl World {
    pub(super) async fn on_trainings(&mut self, deed: Deed) -> Option<()> {
        match deed {
            Deed::MakeTraining => {
                let wish = if self.dice.happens(60) { self.wish(Who::Backer).await } else { None };
                let slug = self.teach(wish).await?;
                self.open_session(&slug).await
            }
            Deed::PrepareSession => {
                let slug = self.dice.pick(&self.trainings)?;
                self.prepare(&slug).await.map(drop)
            }
            Deed::OpenSession => self.move_session("draft", SessionMove::Open).await,
            Deed::CancelSession => self.move_session("open", SessionMove::Cancel).await,
            Deed::HoldSession => self.hold_session().await,
            Deed::AskForAPlace => {
                let session = self.dice.pick(&self.sessions)?;
                let who = self.dice.pick(&[Who::Camille, Who::Leaver, Who::Backer])?;
                done(training::register(&self.cx(who).await, session).await).map(drop)
            }
            Deed::WishNoMore => {
                let wish = self.dice.pick(&self.wishes)?;
                done(training::back_no_more(&self.cx(Who::Backer).await, wish).await)
            }
            Deed::RenameTraining => {
                let slug = self.dice.pick(&self.trainings)?;
                let form = self.lesson();
                done(training::save(&self.animator().await, &slug, &form).await)
            }
            Deed::PlaceSession => self.place_session().await,
            other => unreachable!("{other:?} happens to no training"),
        }
    }

    async fn session_in(&mut self, state: &str) -> Option<SessionId> {
        let query = format!("SELECT id FROM training_session WHERE state = '{state}' ORDER BY id");
        self.number(&query).await.map(SessionId::new)
    }

    async fn move_session(&mut self, state: &str, by: SessionMove) -> Option<()> {
        let session = self.session_in(state).await?;
        done(training::move_session(&self.animator().await, session, by).await).map(drop)
    }

    /// Time passes until a session has begun; what is told of it afterwards is shown, or not yet.
    async fn hold_session(&mut self) -> Option<()> {
        let session = self.session_in("open").await?;
        let begins: Vec<(i64,)> = self.rows(&format!("SELECT begins_ms FROM training_session WHERE id = {session}")).await;
        let wait = begins.first()?.0 - self.portal.portal.clock.now().ms();
        self.portal.portal.clock.advance_ms(wait.max(0) + HOUR_MS);
        let (cx, publish) = (self.animator().await, self.dice.happens(50));
        done(training::move_session(&cx, session, SessionMove::Hold).await)?;
        let report = self.text();
        done(training::save_report(&cx, session, &report, publish).await)
    }

    /// A session takes place elsewhere, on another day.
    async fn place_session(&mut self) -> Option<()> {
        let state = self.dice.pick(&["draft", "open"])?;
        let session = self.session_in(state).await?;
        let (form, cx) = (self.occurrence(), self.animator().await);
        let seen = done(training::session_desk(&cx, session).await)?.session.updated;
        let led_by: Vec<_> = self.account(Who::Trainer).into_iter().collect();
        done(training::change_session(&cx, session, seen, form, &led_by).await)
    }
}
