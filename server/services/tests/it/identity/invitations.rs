//! Invitations to a role: a link that works once.

use super::{count, texts};
use crate::{
    cast::{animator, settle, teacher},
    harness::{both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    identity::InvitationForm,
    ids::AccountId,
    problem::Rule,
    territory::Insee,
};
use services::{
    error::Error,
    identity::{self, InvitedTo},
    outside::Secret,
};

fn form(role: &str, commune: &str) -> InvitationForm {
    let pairs = [("name", "Sacha Blanc"), ("role", role), ("service", "Numérique éducatif"), ("commune", commune)];
    InvitationForm::read(pairs).expect("sound")
}

fn anyone() -> Viewer {
    member(4, &[], &[])
}

fn admin() -> Viewer {
    member(2, &[Role::Admin], &[])
}

both! {
    async fn an_official_is_invited_once_and_answers_for_their_communes(portal: TestPortal) {
        settle(&portal).await;
        let secret = identity::invite_to_role(&portal.cx(animator()), &form("official", "33063")).await.expect("a link");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM role_invitation").await, 1);
        assert!(texts(&portal, "SELECT secret_hash FROM role_invitation").await.iter().all(|hash| hash != secret.reveal()), "kept hashed");
        let invited = identity::invited_to(&portal.cx(anyone()), &secret).await.expect("shown");
        let expected = InvitedTo { role: Role::Official, service: "Numérique éducatif".into(), communes: vec!["Bordeaux".into()] };
        assert_eq!(invited, expected, "and not whom it was made for");
        for nobody in [secret.clone(), Secret::from_outside("rien")] {
            assert!(matches!(identity::invited_to(&portal.cx(Viewer::Nobody), &nobody).await, Err(Error::SignIn)), "nobody learns whether it counts");
            assert!(matches!(identity::accept_role(&portal.cx(Viewer::Nobody), &nobody).await, Err(Error::SignIn)));
        }
        assert_eq!(identity::accept_role(&portal.cx(anyone()), &secret).await.expect("accepted"), Role::Official);
        for again in [identity::accept_role(&portal.cx(teacher()), &secret).await.map(drop), identity::invited_to(&portal.cx(anyone()), &secret).await.map(drop)] {
            assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
        }
        let mut conn = portal.system().read().await.expect("a connection");
        let Some(Viewer::Member(now)) = identity::person(&mut conn, AccountId::new(4)).await.expect("an answer") else { panic!("gone") };
        assert_eq!((now.roles, now.communes), (vec![Role::Official], vec![Insee::parse("33063").expect("a code")]));
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || action || ' ' || outcome FROM audit ORDER BY id").await,
            ["account:3 invite official 33063", "account:4 invite-accept ok", "account:4 grant official 33063"],
        );
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE object LIKE '%Sacha%' OR outcome LIKE '%Sacha%'").await, 0);
    }

    async fn only_who_gives_roles_invites_to_those_that_decide(portal: TestPortal) {
        settle(&portal).await;
        for role in ["advisor", "delegate", "animator"] {
            let form = form(role, "33063");
            assert!(matches!(identity::invite_to_role(&portal.cx(animator()), &form).await, Err(Error::Denied(Denial::Role))), "{role}");
            identity::invite_to_role(&portal.cx(admin()), &form).await.expect("a link");
        }
        for stranger in [teacher(), anyone(), member(1, &[Role::Official], &[])] {
            assert!(matches!(identity::invite_to_role(&portal.cx(stranger.clone()), &form("official", "")).await, Err(Error::Denied(_))));
            assert!(matches!(identity::role_invitations(&portal.cx(stranger)).await, Err(Error::Denied(_))));
        }
        assert_eq!(identity::role_invitations(&portal.cx(animator())).await.expect("a list").len(), 0, "not theirs to take back");
        let all = identity::role_invitations(&portal.cx(admin())).await.expect("a list");
        assert_eq!(all.len(), 3);
        assert!(matches!(identity::take_role_invitation_back(&portal.cx(animator()), all[0].id).await, Err(Error::NotFound)));
        let unknown = identity::invite_to_role(&portal.cx(animator()), &form("official", "75056")).await;
        assert!(matches!(&unknown, Err(Error::Invalid(problems)) if problems.of("commune").eq([&Rule::Unknown("75056".into())])), "{unknown:?}");
    }

    async fn an_invitation_of_who_may_not_make_it_any_more_leads_nowhere(portal: TestPortal) {
        settle(&portal).await;
        let system = portal.system();
        identity::grant_to(&system, AccountId::new(2), Role::Admin).await.expect("granted");
        let theirs = [
            identity::invite_to_role(&portal.cx(animator()), &form("official", "33063")).await.expect("a link"),
            identity::invite_to_role(&portal.cx(admin()), &form("animator", "")).await.expect("a link"),
        ];
        let ours = identity::invite_to_role(&system, &form("animator", "")).await.expect("the command line's");
        for secret in &theirs {
            identity::invited_to(&portal.cx(anyone()), secret).await.expect("it counts");
        }
        identity::revoke(&system, AccountId::new(3), Role::Animator).await.expect("revoked");
        identity::revoke(&system, AccountId::new(2), Role::Admin).await.expect("revoked");
        for secret in &theirs {
            assert!(matches!(identity::invited_to(&portal.cx(anyone()), secret).await, Err(Error::NotFound)));
            assert!(matches!(identity::accept_role(&portal.cx(anyone()), secret).await, Err(Error::NotFound)));
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_role WHERE account_id = 4").await, 0);
        assert_eq!(identity::accept_role(&portal.cx(anyone()), &ours).await.expect("accepted"), Role::Animator);
    }

    async fn an_invitation_ends_after_two_weeks_or_when_it_is_taken_back(portal: TestPortal) {
        settle(&portal).await;
        let desk = portal.cx(animator());
        let (late, back) = (
            identity::invite_to_role(&desk, &form("official", "")).await.expect("a link"),
            identity::invite_to_role(&desk, &form("official", "33039")).await.expect("a link"),
        );
        let waiting = identity::role_invitations(&desk).await.expect("a list");
        let taken = waiting.iter().find(|invitation| !invitation.communes.is_empty()).expect("there");
        identity::take_role_invitation_back(&desk, taken.id).await.expect("taken back");
        assert!(matches!(identity::accept_role(&portal.cx(anyone()), &back).await, Err(Error::NotFound)));
        portal.portal.clock.advance_ms(14 * 86_400_000);
        assert!(matches!(identity::accept_role(&portal.cx(anyone()), &late).await, Err(Error::NotFound)));
        assert!(identity::role_invitations(&desk).await.expect("a list").is_empty());
        identity::sweep(&portal.system()).await.expect("swept");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM role_invitation").await, 0);
    }
}
