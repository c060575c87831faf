//! Needs over HTTP: filed, backed, answered, listed. No JavaScript anywhere.

use crate::harness::{Browser, Page, Site};
use axum::http::StatusCode;
use domain::{discussions::SpaceForm, moderation::ActForm, paths};
use sample::cast::{ANIMATOR, HEAD, OFFICIAL, OTHER_TEACHER, PARENT, Person, TEACHER};
use services::{
    discussions, identity,
    moderation::{self, Target},
};

/// A space that takes needs from teachers, and that officials read; its number, as forms send it.
async fn space(site: &Site) -> String {
    let form = SpaceForm::read([("name", "Besoins du test"), ("needs", "yes"), ("post", "teacher"), ("read", "official")]);
    let cx = site.system();
    let slug = discussions::make_space(&cx, &form.expect("a sound space")).await.expect("a space");
    discussions::space(&cx, &slug).await.expect("it is there").id.to_string()
}

fn school(person: Person) -> String {
    person.school().expect("a school").to_string()
}

/// Has someone file a need of their school's about its network.
async fn files(browser: &Browser, person: Person, title: &str, space: &str) -> Page {
    let school = school(person);
    let form = [("title", title), ("service", "network"), ("school", school.as_str()), ("space", space), ("body", "Rien ne passe.")];
    browser.post("/besoins/nouveau", &form).await
}

/// Where a need that was just filed is backed and answered.
fn need(filed: &Page) -> String {
    let address = filed.location();
    let id = address.trim_start_matches("/echanges/sujets/").split('-').next().unwrap_or_default();
    format!("/besoins/{id}")
}

/// How many needs a page of the list says that there are.
fn many(page: &Page) -> usize {
    page.select("#liste").concat().split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// What the list says of the need of this title.
fn listed(page: &Page, title: &str) -> Option<String> {
    page.select(".need-list > li").into_iter().find(|item| item.starts_with(title))
}

#[tokio::test]
async fn a_delegate_is_offered_what_a_delegate_decides() {
    let site = Site::open().await;
    let space = space(&site).await;
    let filed = files(&site.as_(TEACHER).await, TEACHER, "Un zébulon bleu", &space).await;
    let topic = need(&filed).trim_start_matches("/besoins/").parse().expect("a number");
    let system = site.system();
    let post = discussions::opening(&system, topic).await.expect("a topic").expect("its first message");
    let head = identity::ensure_account(&system, &HEAD.account()).await.expect("an account");
    identity::delegate(&system, head, &["33063".parse().expect("a code")]).await.expect("given");
    let offered = async |person| {
        let page = site.as_(person).await.get(&paths::moderate_post(post)).await;
        assert_eq!(page.status, StatusCode::OK);
        (page.attributes("button[name=kind]", "value"), page.select("input[name=days]").len())
    };
    assert_eq!(offered(HEAD).await, (vec!["hidden".to_owned(), "removed".to_owned()], 0), "nothing that answers 403");
    assert_eq!(offered(ANIMATOR).await, (["hidden", "removed", "warned", "silenced"].map(str::to_owned).to_vec(), 1));
}

#[tokio::test]
async fn a_need_is_filed_and_nothing_that_was_typed_is_lost() {
    let site = Site::open().await;
    let (space, own) = (space(&site).await, school(TEACHER));
    let (teacher, nobody) = (site.as_(TEACHER).await, site.nobody());
    assert_eq!(nobody.get("/besoins/nouveau").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.as_(OFFICIAL).await.get("/besoins/nouveau").await.status, StatusCode::FORBIDDEN);
    let page = teacher.get("/besoins/nouveau").await;
    assert_eq!(page.attributes("#school option[selected]", "value"), std::slice::from_ref(&own), "who has one school need not say which");
    let mark = page.attributes("input[name=sent]", "value").concat();
    assert!(!mark.is_empty());
    let lacking = [
        ("service", "ent"),
        ("school", own.as_str()),
        ("space", space.as_str()),
        ("body", "Rien ne <b>passe</b>."),
        ("sent", mark.as_str()),
    ];
    let refused = teacher.post("/besoins/nouveau", &lacking).await;
    assert_eq!((refused.status, refused.select("#title-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(refused.attributes("input[name=service][checked]", "value"), ["ent"]);
    assert_eq!(
        (refused.select("#body"), refused.attributes("input[name=sent]", "value")),
        (vec!["Rien ne <b>passe</b>.".to_owned()], vec![mark.clone()])
    );
    let theirs = files(&teacher, OTHER_TEACHER, "Un zébulon violet", &space).await;
    assert_eq!((theirs.status, theirs.select("#school-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(theirs.attributes("#title", "value"), ["Un zébulon violet"]);
    let before = many(&teacher.get("/besoins").await);
    let whole: Vec<_> = lacking.into_iter().chain([("title", "Un zébulon violet")]).collect();
    let filed = teacher.post("/besoins/nouveau", &whole).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER);
    assert!(filed.location().starts_with("/echanges/sujets/") && filed.location().ends_with("-un-zebulon-violet"), "{}", filed.location());
    assert_eq!(teacher.post("/besoins/nouveau", &whole).await.location(), filed.location(), "a second tap of the same finger");
    let list = teacher.get("/besoins").await;
    assert_eq!(many(&list), before + 1);
    let said = listed(&list, "Un zébulon violet").expect("it is listed");
    for part in [
        "ENT",
        "Bordeaux",
        "1 école le soutient",
        "dont la vôtre",
        "Déposé",
        "attend depuis aujourd’hui",
        "réponse attendue avant le 22 janvier 2027",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(teacher.get(&need(&filed)).await.location(), format!("{}#besoin", filed.location()));
    for browser in [nobody, site.as_(PARENT).await] {
        let page = browser.get("/besoins").await;
        assert_eq!((page.status, listed(&page, "Un zébulon violet")), (StatusCode::OK, None));
        assert_eq!(browser.get(&need(&filed)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_says_nearly_the_same_is_offered_to_be_backed() {
    let site = Site::open().await;
    let space = space(&site).await;
    let (teacher, other) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let address = need(&files(&teacher, TEACHER, "Un zébulon violet", &space).await);
    let offered = files(&other, OTHER_TEACHER, "Des zébulons violets", &space).await;
    assert_eq!(
        (offered.status, offered.select(".need-alike h3")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Un zébulon violet".to_owned()])
    );
    assert_eq!(offered.attributes("#title", "value"), ["Des zébulons violets"]);
    assert_eq!(offered.attributes(".need-alike form", "action"), std::slice::from_ref(&address));
    assert_eq!(listed(&other.get("/besoins").await, "Des zébulons violets"), None, "nothing is filed yet");
    let backed = other.post(&address, &[("do", "back")]).await;
    assert!(backed.status == StatusCode::SEE_OTHER && backed.location().ends_with("-un-zebulon-violet#besoin"), "{}", backed.location());
    let said = listed(&other.get("/besoins?tri=backed").await, "Un zébulon violet").expect("it is listed");
    assert!(said.contains("2 écoles le soutiennent, dont la vôtre"), "{said}");
    let again = files(&other, OTHER_TEACHER, "Des zébulons violets", &space).await;
    assert_eq!(again.select(".need-alike button"), Vec::<String>::new(), "its school backs it already");
    other.post(&address, &[("do", "back-no-more")]).await;
    assert!(listed(&other.get("/besoins").await, "Un zébulon violet").expect("it is listed").contains("1 école le soutient"));
    let (own, confirm) = (school(OTHER_TEACHER), again.attributes("input[name=confirm]", "value").concat());
    let whole = [
        ("title", "Des zébulons violets"),
        ("service", "network"),
        ("school", own.as_str()),
        ("space", space.as_str()),
        ("body", "Les nôtres."),
        ("confirm", confirm.as_str()),
    ];
    assert_eq!(other.post("/besoins/nouveau", &whole).await.status, StatusCode::SEE_OTHER, "one has looked at what is there");
    assert!(listed(&other.get("/besoins").await, "Des zébulons violets").is_some());
    let animator = files(&site.as_(ANIMATOR).await, TEACHER, "Zébulons", &space).await;
    assert_eq!(
        (animator.select(".need-alike h3").len(), animator.select(".need-alike button").len()),
        (2, 0),
        "who has no school backs nothing"
    );
}

#[tokio::test]
async fn the_authority_answers_and_the_list_says_so() {
    let site = Site::open().await;
    let space = space(&site).await;
    let (teacher, official) = (site.as_(TEACHER).await, site.as_(OFFICIAL).await);
    let filed = files(&teacher, TEACHER, "Un zébulon violet", &space).await;
    let address = need(&filed);
    let silent = official.post(&address, &[("do", "answer"), ("status", "heard"), ("answer", " ")]).await;
    assert_eq!((silent.status, silent.select("#answer-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(silent.attributes("#status option[selected]", "value"), ["heard"]);
    assert_eq!(silent.select("h1"), ["Un zébulon violet"]);
    let nowhere = official.post(&address, &[("do", "answer"), ("status", ""), ("answer", "Nous regardons.")]).await;
    assert_eq!((nowhere.status, nowhere.select("#status-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(nowhere.select("#answer"), ["Nous regardons."]);
    let answer = [("do", "answer"), ("status", "heard"), ("answer", "Nous regardons.")];
    for (person, form, status) in [
        (TEACHER, &answer[..], StatusCode::FORBIDDEN),
        (TEACHER, &[("do", "answer")][..], StatusCode::FORBIDDEN),
        (PARENT, &answer[..], StatusCode::NOT_FOUND),
        (OFFICIAL, &[("do", "back")][..], StatusCode::FORBIDDEN),
        (TEACHER, &[("do", "rien")][..], StatusCode::UNPROCESSABLE_ENTITY),
        (OFFICIAL, &answer[..], StatusCode::SEE_OTHER),
        (OFFICIAL, &answer[..], StatusCode::SEE_OTHER),
    ] {
        assert_eq!(site.as_(person).await.post(&address, form).await.status, status, "{} {form:?}", person.key);
    }
    let said = listed(&teacher.get("/besoins?etat=heard").await, "Un zébulon violet").expect("it was heard");
    assert!(said.contains("Entendu") && !said.contains("réponse"), "{said}");
    assert_eq!(listed(&teacher.get("/besoins?etat=filed").await, "Un zébulon violet"), None);
    let shown = official.post(&address, &[("do", "answer")]).await;
    assert_eq!(shown.select(".need-steps .prose"), ["Nous regardons."]);
    assert!(
        shown.select(".need-steps .byline").concat().contains("Nadia Berthoumieu, Bordeaux"),
        "{:?}",
        shown.select(".need-steps .byline")
    );
}

#[tokio::test]
async fn of_two_answers_at_once_the_second_is_shown_the_first_and_loses_nothing() {
    let site = Site::open().await;
    let space = space(&site).await;
    let (teacher, official, animator) = (site.as_(TEACHER).await, site.as_(OFFICIAL).await, site.as_(ANIMATOR).await);
    let filed = files(&teacher, TEACHER, "Un zébulon violet", &space).await;
    let (address, topic) = (need(&filed), filed.location());
    let seen = official.get(&topic).await.attributes("input[name=seen]", "value").remove(0);
    assert_eq!(seen, animator.get(&topic).await.attributes("input[name=seen]", "value").concat(), "both read the same");
    let first = [("do", "answer"), ("seen", seen.as_str()), ("status", "planned"), ("answer", "Pour janvier.")];
    assert_eq!(animator.post(&address, &first).await.status, StatusCode::SEE_OTHER);
    let second = [("do", "answer"), ("seen", seen.as_str()), ("status", "declined"), ("answer", "Rien n’est prévu.")];
    let refused = official.post(&address, &second).await;
    assert_eq!((refused.status, refused.select("#entre-temps").len()), (StatusCode::CONFLICT, 1));
    assert_eq!(refused.select(".notice .need-steps .prose"), ["Pour janvier."]);
    assert_eq!(
        (refused.select("#answer"), refused.attributes("#status option[selected]", "value")),
        (vec!["Rien n’est prévu.".to_owned()], vec!["declined".to_owned()])
    );
    assert!(listed(&teacher.get("/besoins").await, "Un zébulon violet").expect("it is listed").contains("Prévu"), "nothing is overwritten");
    let now = refused.attributes("input[name=seen]", "value").remove(0);
    assert_ne!(now, seen);
    let lacking = official.post(&address, &[("do", "answer"), ("seen", &now), ("status", "declined"), ("answer", " ")]).await;
    assert_eq!(lacking.attributes("input[name=seen]", "value"), std::slice::from_ref(&now));
    let sure = [("do", "answer"), ("seen", now.as_str()), ("status", "declined"), ("answer", "Rien n’est prévu.")];
    assert_eq!(official.post(&address, &sure).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_list_goes_by_pages_and_keeps_what_is_asked() {
    let site = Site::open().await;
    let (space, teacher, own) = (space(&site).await, site.as_(TEACHER).await, school(TEACHER));
    // Nobody else files so many in one go.
    let animator = site.as_(ANIMATOR).await;
    for number in 0..41 {
        let title = format!("Prise numéro {number}");
        let form = [
            ("title", title.as_str()),
            ("service", "maintenance"),
            ("school", own.as_str()),
            ("space", space.as_str()),
            ("body", "Elle ne tient plus."),
            ("confirm", "yes"),
        ];
        assert_eq!(animator.post("/besoins/nouveau", &form).await.status, StatusCode::SEE_OTHER);
    }
    let first = teacher.get("/besoins?commune=33063&service=maintenance").await;
    let total = many(&first);
    assert!(total >= 41, "{total}");
    assert_eq!(first.select(".need-list > li").len(), 40);
    assert_eq!(first.attributes("#commune option[selected]", "value"), ["33063"]);
    assert!(
        first.select("#service option[selected]").concat().contains(&format!("({total})")),
        "{:?}",
        first.select("#service option[selected]")
    );
    let next = first.attributes(".pagination a[rel=next]", "href").concat();
    assert_eq!(next, "/besoins?commune=33063&service=maintenance&page=2");
    let second = teacher.get(&next).await;
    assert_eq!(second.select(".need-list > li").len(), total.min(80) - 40);
    for odd in ["/besoins?page=0", "/besoins?page=99999999999", "/besoins?commune=x&etat=rien&tri=%00", "/besoins?page=4294967295"] {
        assert_eq!(teacher.get(odd).await.status, StatusCode::OK, "{odd}");
    }
}

#[tokio::test]
async fn who_is_asked_not_to_write_loses_no_answer() {
    let site = Site::open().await;
    let space = space(&site).await;
    let (teacher, official) = (site.as_(TEACHER).await, site.as_(OFFICIAL).await);
    let filed = files(&teacher, TEACHER, "Un zébulon muet", &space).await;
    let account = identity::ensure_account(&site.system(), &OFFICIAL.account()).await.expect("an account");
    let quiet = ActForm::read([("kind", "silenced"), ("reason", "insult"), ("words", "Non."), ("days", "3")]).expect("a sound act");
    moderation::act(&site.system(), Target::Account(account), &quiet).await.expect("silenced");
    let refused = official.post(&need(&filed), &[("do", "answer"), ("status", "heard"), ("answer", "Nous regardons.")]).await;
    assert_eq!((refused.status, refused.select(".notice.error[role=alert]").len()), (StatusCode::FORBIDDEN, 1));
    assert_eq!(refused.select("#answer"), ["Nous regardons."]);
}
