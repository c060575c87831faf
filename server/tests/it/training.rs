//! Trainings over HTTP: made, opened, asked for, agreed to. No JavaScript anywhere.

use crate::harness::{Browser, Page, Site};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, HEAD, OTHER_TEACHER, TEACHER};

/// A session of « Tables et tablettes », prepared by the animator; gives the desk's address of the session.
pub async fn prepared(animator: &Browser, more: &[(&str, &str)]) -> String {
    let made =
        animator.post("/animation/formations", &[("title", "Tables et tablettes"), ("summary", "Une heure."), ("cycles", "2")]).await;
    let mut form = vec![
        ("do", "prepare"),
        ("mode", "on-site"),
        ("place", "École des Aubépines"),
        ("commune", "33063"),
        ("day-1", "2099-12-02"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "1"),
    ];
    for (name, value) in more {
        form.retain(|(known, _)| known != name);
        form.push((name, value));
    }
    animator.post(&made.location(), &form).await.location()
}

fn session_of(page: &Page) -> String {
    page.attributes("input[name=session]", "value").remove(0)
}

#[tokio::test]
async fn a_session_is_made_opened_asked_for_and_followed() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let lacking = animator.post("/animation/formations", &[("title", "Tables"), ("aims", "Ranger"), ("competences", "3.2")]).await;
    assert_eq!((lacking.status, lacking.select("#summary-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!((lacking.attributes("#title", "value"), lacking.select("#aims")), (vec!["Tables".to_owned()], vec!["Ranger".to_owned()]));
    assert_eq!(lacking.attributes("input[name=competences][checked]", "value"), ["3.2"]);
    let desk = prepared(&animator, &[]).await;
    let page = "/formations/tables-et-tablettes";
    assert_eq!(nobody.get(page).await.status, StatusCode::NOT_FOUND, "it is being prepared");
    assert_eq!(animator.post(&desk, &[("do", "open")]).await.location(), format!("{desk}?fait=open"));
    let open = nobody.get(page).await;
    assert_eq!(open.select(".session-list .badge"), ["1 place"]);
    let entry = open.attributes(".session-list form a", "href").remove(0);
    assert!(entry.starts_with("/connexion?retour=%2Fformations%2Ftables-et-tablettes%23session-"), "{entry}");
    let teacher = site.as_(TEACHER).await;
    let session = session_of(&teacher.get(page).await);
    let registered = teacher.post(page, &[("session", &session), ("do", "register")]).await;
    assert_eq!(registered.location(), format!("{page}#session-{session}"));
    assert_eq!(teacher.get(page).await.select(".session-list .notice"), ["Votre place est réservée."]);
    let other = site.as_(OTHER_TEACHER).await;
    assert_eq!(other.get(page).await.select(".session-list button"), ["Rejoindre la liste d’attente"]);
    other.post(page, &[("session", &session), ("do", "register")]).await;
    assert_eq!(other.get(page).await.select(".session-list .notice"), ["Vous êtes en tête de la liste d’attente."]);
    let followed = animator.get(&desk).await;
    assert_eq!(followed.select("tbody th"), ["Inès Caradec", "Bastien Lanoé"]);
    assert!(
        followed.select("#session").concat().contains("Si vous annulez : 2 personnes inscrites ou en attente"),
        "N7: {:?}",
        followed.select("#session")
    );
    teacher.post(page, &[("session", &session), ("do", "give-up")]).await;
    assert_eq!(other.get(page).await.select(".session-list button"), ["Confirmer ma place", "Oui, laisser la place"]);
    other.post(page, &[("session", &session), ("do", "confirm")]).await;
    let own = other.get("/moi/formations").await.select(".session-list h3");
    assert!(own.contains(&"Tables et tablettes".to_owned()), "{own:?}");
    let again = other.post(page, &[("session", &session), ("do", "confirm")]).await;
    assert_eq!(again.location(), format!("{page}#session-{session}"), "a second tap of the same finger");
    let shown = nobody.get(page).await.text();
    assert!(!shown.contains("Inès") && !shown.contains("Bastien"), "nobody who comes is named to passers-by");
}

#[tokio::test]
async fn what_was_typed_of_a_session_is_kept_and_what_is_wrong_is_said_beside_it() {
    let site = Site::open().await;
    let animator = site.as_(ANIMATOR).await;
    let desk = prepared(&animator, &[("room", "Salle 1")]).await;
    let kept = animator.get(&desk).await;
    assert_eq!(
        (kept.attributes("#half_days", "value"), kept.attributes("#from-1", "value")),
        (vec!["2099-12-02".to_owned()], vec!["14:00".to_owned()])
    );
    let version = kept.attributes("input[name=version]", "value").remove(0);
    let form = [
        ("do", "save"),
        ("version", version.as_str()),
        ("mode", "online"),
        ("day-1", "2099-12-03"),
        ("from-1", "14:00"),
        ("until-1", "midi"),
        ("capacity", "beaucoup"),
    ];
    let refused = animator.post(&desk, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["half_days", "capacity", "online"] {
        assert_eq!(refused.select(&format!("#{field}-erreur")).len(), 1, "{field}");
    }
    assert_eq!(
        (refused.attributes("#capacity", "value"), refused.attributes("#until-1", "value")),
        (vec!["beaucoup".to_owned()], vec!["midi".to_owned()])
    );
    let training = "/animation/formations/tables-et-tablettes";
    let twice = [
        ("do", "prepare"),
        ("mode", "on-site"),
        ("place", "École des Aubépines"),
        ("room", "Salle 1"),
        ("commune", "33063"),
        ("day-1", "2099-12-02"),
        ("from-1", "16:00"),
        ("until-1", "18:00"),
        ("capacity", "5"),
    ];
    let taken = animator.post(training, &twice).await;
    assert!(taken.select("#half_days-erreur").concat().contains("Tables et tablettes"), "the room is promised already");
    assert_eq!(taken.attributes("#room", "value"), ["Salle 1"]);
}

#[tokio::test]
async fn a_head_agrees_that_a_colleague_comes() {
    let site = Site::open().await;
    let (animator, teacher, head) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(HEAD).await);
    let desk = prepared(&animator, &[("approval", "head")]).await;
    animator.post(&desk, &[("do", "open")]).await;
    let page = "/formations/tables-et-tablettes";
    let session = session_of(&teacher.get(page).await);
    teacher.post(page, &[("session", &session), ("do", "register")]).await;
    assert_eq!(teacher.get(page).await.select(".session-list .notice"), ["Votre demande attend un accord."]);
    let asked = head.get("/moi/formations").await;
    let names = asked.select(".people-list strong");
    let place = names.iter().position(|name| name == "Inès Caradec").expect("she asked");
    assert!(asked.text().contains("Tables et tablettes"));
    // The demo's own request of the same teacher comes first.
    let mine = asked.attributes(".people-list input[name=registration]", "value");
    let registration = mine.last().expect("a request").clone();
    assert!(place < mine.len());
    assert_eq!(teacher.post("/moi/formations", &[("registration", &registration), ("do", "approve")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        head.post("/moi/formations", &[("registration", &registration), ("do", "approve")]).await.location(),
        "/moi/formations?fait=approve"
    );
    assert_eq!(teacher.get(page).await.select(".session-list .notice"), ["Votre place est réservée."]);
}

#[tokio::test]
async fn the_calendar_is_read_by_month() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let desk = prepared(&animator, &[]).await;
    animator.post(&desk, &[("do", "open")]).await;
    let month = nobody.get("/formations?mois=2099-12&commune=33063&cycle=2").await;
    assert_eq!(month.select(".month td li a"), ["Tables et tablettes"]);
    assert_eq!(month.select(".session-list h3"), ["Tables et tablettes"]);
    assert_eq!(month.select(".month caption"), ["Sessions de décembre 2099"]);
    let next = month.attributes("nav[aria-label=Mois] a", "href");
    assert_eq!(next[1], "/formations?mois=2100-01&commune=33063&cycle=2");
    assert_eq!(nobody.get("/formations?mois=2099-12&cycle=1").await.select(".session-list h3"), Vec::<String>::new());
    assert_eq!(nobody.get("/formations?mois=nimporte&commune=x").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nights_on_which_clocks_change_are_shown_as_they_are() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let nights = [
        ("2026-10-24", "du samedi 24\u{a0}octobre 2026, 22\u{a0}h au dimanche 25\u{a0}octobre 2026, 4\u{a0}h", "7\u{a0}h"),
        ("2027-03-27", "du samedi 27\u{a0}mars 2027, 22\u{a0}h au dimanche 28\u{a0}mars 2027, 4\u{a0}h", "5\u{a0}h"),
    ];
    for (number, (day, said, length)) in (1..).zip(nights) {
        let desk = prepared(&animator, &[("day-1", day), ("from-1", "22:00"), ("until-1", "04:00")]).await;
        animator.post(&desk, &[("do", "open")]).await;
        let page =
            if number == 1 { "/formations/tables-et-tablettes".to_owned() } else { format!("/formations/tables-et-tablettes-{number}") };
        let page = nobody.get(&page).await.text();
        assert!(page.contains(said) && page.contains(length), "{day}");
        let month = nobody.get(&format!("/formations?mois={}", &day[..7])).await;
        assert_eq!(month.select(".month td:has(a) time"), [&day[8..], if number == 1 { "25" } else { "28" }], "on both days");
        assert_eq!(animator.get(&desk).await.attributes("#from-1, #until-1", "value"), ["22:00", "04:00"], "typed again as it was");
    }
}
