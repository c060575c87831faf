//! Accounts, the demo's people, and the roles that are given here.

use super::{count, ensure, meddle, member, person, texts};
use crate::harness::{TestPortal, both, member as viewer};
use domain::{
    access::{Denial, Role, Viewer},
    events::Event,
    territory::{Insee, Uai},
};
use services::{
    error::Error,
    identity::{self, GrantFailure, NewPerson},
    outbox,
    outside::Secret,
};

fn demo(portal: TestPortal, address: &str) -> TestPortal {
    portal.changed(|portal| {
        portal.settings.demo = true;
        portal.settings.public_url = address.parse().expect("an address");
    })
}

both! {
    async fn a_person_ensured_twice_is_one_account_as_last_said(portal: TestPortal) {
        let first = person("enseignante", &[Role::Teacher]);
        let account = ensure(&portal, &first).await;
        assert_eq!(ensure(&portal, &first).await, account);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit").await, 1, "nothing changed the second time");

        let later = NewPerson {
            name: "Élodie\u{202E}  Dupérier\0".to_owned(),
            roles: vec![Role::Advisor, Role::Official],
            schools: vec![Uai::from_number(330_001)],
            communes: vec![Insee::parse("33063").expect("a code")],
            ..first
        };
        assert_eq!(ensure(&portal, &later).await, account);
        let cx = portal.system();
        let told = outbox::after(&mut cx.read().await.expect("a connection"), 0, 10).await.expect("events");
        let told: Vec<_> = told.into_iter().map(|entry| entry.event).collect();
        let changed = Event::PersonChanged { account };
        assert_eq!(told, [changed.clone(), Event::AuthorRenamed { account }, changed], "those who show it hear of it");
        let mut change = cx.begin().await.expect("a change");
        let session = identity::open_session(&cx, &mut change, account, "demo", None, None).await.expect("a session");
        change.commit().await.expect("a commit");
        let seen = member(&portal, &session).await.expect("someone");
        assert_eq!((seen.id, seen.name.as_str()), (account, "Élodie Dupérier"));
        assert_eq!((seen.roles, seen.schools, seen.communes), (later.roles, later.schools, later.communes));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 1);
    }

    async fn twenty_first_sign_ins_at_once_make_one_account(portal: TestPortal) {
        let tries: Vec<_> = (0..20).map(|_| {
            let cx = portal.system();
            tokio::spawn(async move { identity::ensure_account(&cx, &person("enseignant", &[Role::Teacher])).await })
        }).collect();
        let mut accounts = Vec::new();
        for one in tries {
            accounts.push(one.await.expect("no panic").expect("an account"));
        }
        accounts.dedup();
        assert_eq!(accounts.len(), 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 1);
    }

    async fn only_the_portal_and_administrators_make_accounts(portal: TestPortal) {
        let someone = person("elue", &[Role::Official]);
        for (who, allowed) in [(Viewer::Nobody, false), (viewer(1, &[Role::Animator], &[]), false), (viewer(1, &[Role::Admin], &[]), true)] {
            let answer = identity::ensure_account(&portal.cx(who.clone()), &someone).await;
            assert_eq!(answer.is_ok(), allowed, "{who:?}: {answer:?}");
        }
    }

    async fn the_demo_opens_for_its_people_on_this_machine_alone(portal: TestPortal) {
        let portal = demo(portal, "http://127.0.0.1:3000/");
        let account = ensure(&portal, &person("animatrice", &[Role::Animator])).await;
        let session = identity::sign_in_demo(&portal.cx(Viewer::Nobody), "animatrice", None).await.expect("a session");
        assert_eq!(member(&portal, &session).await.map(|member| member.id), Some(account));
        assert!(matches!(identity::sign_in_demo(&portal.cx(Viewer::Nobody), "personne", None).await, Err(Error::NotFound)));
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || action || ' ' || object || ' ' || outcome FROM audit WHERE action = 'sign-in'").await,
            [format!("account:{account} sign-in provider:demo ok")],
        );

        let portal = demo(portal, "https://preau.example.fr/");
        assert!(matches!(identity::sign_in_demo(&portal.cx(Viewer::Nobody), "animatrice", None).await, Err(Error::NotFound)));
        let portal = demo(portal, "http://localhost:3000/").changed(|portal| portal.settings.demo = false);
        assert!(matches!(identity::sign_in_demo(&portal.cx(Viewer::Nobody), "animatrice", None).await, Err(Error::NotFound)));
    }

    async fn a_suspended_person_is_answered_like_an_unknown_one(portal: TestPortal) {
        let portal = demo(portal, "http://localhost:3000/");
        ensure(&portal, &person("enseignant", &[Role::Teacher])).await;
        let cx = portal.cx(Viewer::Nobody);
        let session = identity::sign_in_demo(&cx, "enseignant", None).await.expect("a session");
        meddle(&portal, "UPDATE account SET suspended_ms = 1").await;
        assert_eq!(member(&portal, &session).await, None, "the session that there was");
        let suspended = identity::sign_in_demo(&cx, "enseignant", None).await.expect_err("refused");
        let unknown = identity::sign_in_demo(&cx, "inconnue", None).await.expect_err("refused");
        assert_eq!(suspended.to_string(), unknown.to_string());
    }

    async fn a_role_is_given_to_the_one_person_with_that_address(portal: TestPortal) {
        let portal = demo(portal, "http://localhost:3000/");
        let cx = portal.system();
        let nobody_yet = identity::grant(&cx, "elodie@example.fr", Role::Admin).await.expect_err("nobody yet");
        assert!(matches!(&nobody_yet, GrantFailure::NoAccount(email) if email == "elodie@example.fr"), "{nobody_yet:?}");
        assert!(nobody_yet.to_string().contains("sign in once"), "{nobody_yet}");

        let account = ensure(&portal, &NewPerson { email: Some("Elodie@Example.fr".to_owned()), ..person("elodie", &[Role::Teacher]) }).await;
        let session = identity::sign_in_demo(&portal.cx(Viewer::Nobody), "elodie", None).await.expect("a session");
        let granted = identity::grant(&cx, " ELODIE@example.FR ", Role::Admin).await.expect("given");
        assert_eq!((granted.account, granted.name.as_str(), granted.new), (account, "Personne elodie", true));
        assert_eq!(member(&portal, &session).await, None, "a new power begins with a new session");
        let session = identity::sign_in_demo(&portal.cx(Viewer::Nobody), "elodie", None).await.expect("a session");
        assert_eq!(member(&portal, &session).await.map(|member| member.roles), Some(vec![Role::Teacher, Role::Admin]));
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || object || ' ' || outcome FROM audit WHERE action = 'grant'").await,
            [format!("system:a test account:{account} admin")],
        );

        assert!(!identity::grant(&cx, "elodie@example.fr", Role::Admin).await.expect("given already").new);

        for (said, expected) in [(vec![Role::Head], vec![Role::Head, Role::Admin]), (vec![], vec![])] {
            let session = identity::sign_in_demo(&portal.cx(Viewer::Nobody), "elodie", None).await.expect("a session");
            ensure(&portal, &person("elodie", &said)).await;
            assert_eq!(member(&portal, &session).await, None, "nor does a session lose a power and go on");
            let session = identity::sign_in_demo(&portal.cx(Viewer::Nobody), "elodie", None).await.expect("a session");
            let roles = member(&portal, &session).await.map(|member| member.roles);
            assert_eq!(roles, Some(expected), "a provider takes back only its own, and what was given to staff goes with the last of it");
        }
    }

    async fn when_two_people_have_one_address_someone_chooses(portal: TestPortal) {
        let cx = portal.system();
        let shared = || Some("ecole@example.fr".to_owned());
        let first = ensure(&portal, &NewPerson { email: shared(), ..person("une", &[]) }).await;
        let second = ensure(&portal, &NewPerson { email: shared(), ..person("deux", &[]) }).await;
        let failure = identity::grant(&cx, "ecole@example.fr", Role::Admin).await.expect_err("which one?");
        let GrantFailure::Several(candidates) = &failure else { panic!("{failure:?}") };
        assert_eq!(candidates.iter().map(|one| one.account).collect::<Vec<_>>(), [first, second]);
        assert!(failure.to_string().contains(&format!("{second}: \"Personne deux\", with demo")), "{failure}");
        assert!(identity::grant_to(&cx, second, Role::Admin).await.expect("given").new);
        assert_eq!(texts(&portal, "SELECT DISTINCT CAST(account_id AS TEXT) FROM account_role WHERE role = 'admin'").await, [second.to_string()]);
    }

    async fn nobody_gives_themselves_a_role(portal: TestPortal) {
        let account = ensure(&portal, &person("enseignant", &[Role::Teacher])).await;
        for who in [viewer(account.get(), &[Role::Teacher], &[]), viewer(account.get(), &[Role::Animator], &[])] {
            let cx = portal.cx(who);
            assert!(matches!(identity::grant_to(&cx, account, Role::Admin).await, Err(Error::Denied(Denial::Role))));
            let by_address = identity::grant(&cx, "enseignant@example.fr", Role::Admin).await;
            assert!(matches!(by_address, Err(GrantFailure::Other(Error::Denied(Denial::Role)))));
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_role WHERE role = 'admin'").await, 0);
        let unknown = Secret::from_outside("nothing");
        assert_eq!(member(&portal, &unknown).await, None);
    }
}
