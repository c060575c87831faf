//! Delegated animators: what is of their communes is on their desk, and nothing else (G8).

use super::texts;
use crate::{
    cast::{animator, form, handed_over, published, settle, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Member, Role, Viewer},
    ids::AccountId,
    problem::Rule,
    territory::Insee,
};
use services::{error::Error, identity, projects};

fn insee(code: &str) -> Insee {
    Insee::parse(code).expect("a code")
}

/// Account 4, as a delegate of these communes.
pub fn delegate(communes: &[&str]) -> Viewer {
    match member(4, &[Role::Delegate], &[]) {
        Viewer::Member(member) => Viewer::Member(Member { animates: communes.iter().map(|code| insee(code)).collect(), ..member }),
        other => other,
    }
}

async fn queue(portal: &TestPortal, who: Viewer) -> Vec<String> {
    projects::queue(&portal.cx(who)).await.expect("a desk").into_iter().map(|item| item.card.slug).collect()
}

both! {
    async fn a_delegate_reviews_and_publishes_what_is_of_their_communes(portal: TestPortal) {
        settle(&portal).await;
        let here = handed_over(&portal, &form("Potager", "Texte")).await;
        assert_eq!(queue(&portal, animator()).await, ["potager"]);
        assert_eq!(queue(&portal, delegate(&["33063"])).await, ["potager"]);
        assert_eq!(queue(&portal, delegate(&["33039"])).await, Vec::<String>::new());
        for nowhere in [delegate(&[]), teacher()] {
            assert!(matches!(projects::queue(&portal.cx(nowhere)).await, Err(Error::Denied(Denial::Role))));
        }
        let elsewhere = portal.cx(delegate(&["33039"]));
        assert!(matches!(projects::publish(&elsewhere, &here.slug, here.version).await, Err(Error::NotFound)));
        assert!(matches!(projects::open(&elsewhere, &here.slug).await, Err(Error::NotFound)));
        projects::publish(&portal.cx(delegate(&["33063"])), &here.slug, here.version).await.expect("published");
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || outcome FROM audit WHERE action = 'project-move' ORDER BY id").await,
            ["account:1 submitted", "account:4 published"],
        );
    }

    async fn what_anyone_may_read_is_not_on_the_desk_of_a_delegate_elsewhere(portal: TestPortal) {
        settle(&portal).await;
        let shown = published(&portal, &form("Potager", "Texte")).await;
        crate::cast::sql(&portal, "INSERT INTO project_unchecked (project_id, since_ms) SELECT id, 0 FROM project").await;
        for (communes, expected) in [(["33039"], 0), (["33063"], 1)] {
            let cx = portal.cx(delegate(&communes));
            assert_eq!(projects::unchecked(&cx).await.expect("a list").len(), expected, "{communes:?}");
            let answer = projects::check_off(&cx, &shown.slug).await;
            assert_eq!(answer.is_ok(), expected == 1, "{answer:?}");
        }
    }

    async fn communes_are_given_with_the_role_and_go_with_it(portal: TestPortal) {
        settle(&portal).await;
        let (cx, account) = (portal.system(), AccountId::new(4));
        for (communes, rule) in [(vec![], Rule::Required), (vec![insee("75056")], Rule::Unknown("75056".to_owned()))] {
            let answer = identity::delegate(&cx, account, &communes).await;
            assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.of("commune").eq([&rule])), "{answer:?}");
        }
        assert!(identity::delegate(&cx, account, &[insee("33063"), insee("33039")]).await.expect("given").new);
        assert!(!identity::delegate(&cx, account, &[insee("33039")]).await.expect("given again").new);
        let person = async || {
            let mut conn = portal.system().read().await.expect("a connection");
            identity::person(&mut conn, account).await.expect("an answer").and_then(|viewer| viewer.member().cloned()).expect("someone")
        };
        let now = person().await;
        assert_eq!((now.roles, now.animates), (vec![Role::Delegate], vec![insee("33039")]), "as last said");
        let given = identity::roles_given(&cx).await.expect("a list");
        let line = given.iter().find(|one| one.account == account).expect("there");
        assert_eq!((line.role, line.communes.as_slice()), (Role::Delegate, [insee("33039")].as_slice()));
        identity::revoke(&cx, account, Role::Delegate).await.expect("taken back");
        assert!(matches!(identity::revoke(&cx, account, Role::Delegate).await, Err(Error::NotFound)));
        let now = person().await;
        assert_eq!((now.roles, now.animates), (vec![], vec![]));
        assert_eq!(
            texts(&portal, "SELECT action || ' ' || outcome FROM audit ORDER BY id").await,
            ["grant delegate 33063 33039", "grant delegate 33039", "revoke delegate"],
        );
    }

    async fn the_last_administrator_is_taken_away_by_the_command_line_alone(portal: TestPortal) {
        settle(&portal).await;
        let account = AccountId::new(4);
        identity::grant_to(&portal.system(), account, Role::Admin).await.expect("given");
        let last = identity::revoke(&portal.cx(member(4, &[Role::Admin], &[])), account, Role::Admin).await;
        assert!(matches!(&last, Err(Error::Invalid(problems)) if problems.of("role").eq([&Rule::LastAdmin])), "{last:?}");
        assert!(matches!(identity::revoke(&portal.cx(animator()), account, Role::Admin).await, Err(Error::Denied(_))));
        identity::grant_to(&portal.system(), AccountId::new(2), Role::Admin).await.expect("given");
        identity::revoke(&portal.cx(member(4, &[Role::Admin], &[])), account, Role::Admin).await.expect("there is another");
        identity::revoke(&portal.system(), AccountId::new(2), Role::Admin).await.expect("the command line may");
    }
}
