//! What happens to people and to places.

use super::Deed;
use crate::{
    cast::{port, sql, tilleuls},
    search::no_secret::{
        words::capital,
        world::{Who, World, done, insee},
    },
};
use domain::{
    access::Role,
    events::Event,
    ids::AccountId,
    privacy::{CONFIRMATION, Contributions},
};
use services::{
    identity::{self, NewPerson},
    privacy,
};

impl World {
    pub(super) async fn on_people(&mut self, deed: Deed) -> Option<()> {
        match deed {
            Deed::RenameSchool => {
                let school = self.dice.pick(&[tilleuls(), port()])?;
                let name = format!("École {}", capital(&self.words.fresh()));
                self.write(format!("UPDATE school SET name = '{name}' WHERE uai = '{school}'"), Event::SchoolChanged { school }).await
            }
            Deed::RenameCommune => {
                let commune = insee(self.dice.pick(&["33063", "33039"])?);
                let name = capital(&self.words.fresh());
                self.write(format!("UPDATE commune SET name = '{name}' WHERE insee = '{commune}'"), Event::CommuneChanged { commune }).await
            }
            Deed::GrantRole => {
                let (who, role) = (self.dice.pick(&Who::ALL)?, self.role()?);
                let account = self.account(who)?;
                done(identity::grant_to(&self.portal.system(), account, role).await).map(drop)
            }
            Deed::RevokeRole => {
                let (account, role) = {
                    let given: Vec<(i64, String)> =
                        self.rows("SELECT account_id, role FROM account_role WHERE source = 'granted' ORDER BY 1, 2").await;
                    self.dice.pick(&given)?
                };
                let role: Role = role.parse().expect("a role");
                done(identity::revoke(&self.portal.system(), AccountId::new(account), role).await)
            }
            Deed::ChangeSchool => self.change_school().await,
            Deed::EraseAccount => self.erase().await,
            other => unreachable!("{other:?} happens to nobody"),
        }
    }

    fn role(&mut self) -> Option<Role> {
        self.dice.pick(&[Role::Teacher, Role::Head, Role::Official, Role::Advisor, Role::Parent])
    }

    /// Writes what an import would, and tells of it.
    async fn write(&mut self, text: String, event: Event) -> Option<()> {
        sql(&self.portal, Box::leak(text.into_boxed_str())).await;
        let mut change = done(self.portal.system().begin().await)?;
        change.tell(event);
        done(change.commit().await)
    }

    /// Whoever was of a school is of the other one, or of none, or leads it, as their provider says; the next time they are as they were.
    async fn change_school(&mut self) -> Option<()> {
        let who = self.dice.pick(&[Who::Dominique, Who::Head, Who::Parent, Who::Backer])?;
        self.account(who)?;
        let schools = self.dice.pick(&[vec![tilleuls()], vec![port()], vec![tilleuls(), port()], Vec::new()])?;
        let roles = if self.dice.happens(70) { who.person().roles } else { vec![self.role()?] };
        let person = NewPerson { roles, schools, ..who.person() };
        done(identity::ensure_account(&self.portal.system(), &person).await).map(drop)
    }

    /// Someone leaves for good, with what they wrote or without.
    async fn erase(&mut self) -> Option<()> {
        self.account(Who::Leaver)?;
        let contributions = self.dice.pick(&[Contributions::Keep, Contributions::Delete])?;
        let cx = self.cx(Who::Leaver).await.signed_in_at(Some(self.portal.portal.clock.now()));
        done(privacy::erase(&cx, contributions, CONFIRMATION).await)?;
        self.gone(Who::Leaver);
        Some(())
    }
}
