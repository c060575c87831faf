//! What is not seen in a title: marks that turn or hide text make one name look like another.

use super::{called, json_ld, still};
use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, TEACHER};
use services::identity::{NewPerson, ensure_account};

/// Characters of no width, joiners, and marks of direction, one by one and by pairs.
const MARKS: [char; 18] = [
    '\u{061C}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}',
    '\u{2060}', '\u{2064}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{FEFF}',
];

/// Two mothers and a girl: three pictures, and the two joiners that make them one.
const FAMILY: &str = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}";

/// Whether it is what a title makes of an address.
fn is_ordinary(slug: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    slug.chars().all(plain) && !slug.contains("--") && !slug.starts_with('-') && !slug.ends_with('-')
}

#[tokio::test]
async fn a_title_keeps_no_mark_that_turns_or_hides_and_families_stay_whole() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    for (place, mark) in MARKS.into_iter().enumerate() {
        let typed = format!("{mark}Ra{mark}dio {place}{mark} {mark}{FAMILY}{mark}");
        let kept = format!("Radio {place} {FAMILY}");
        let editor = teacher.post("/projets/nouveau", &[("title", &typed), ("intent", "save")]).await.location();
        let path = editor.strip_suffix("/modifier").expect("the editor's address").to_owned();
        let slug = path.trim_start_matches("/projets/");
        assert!(is_ordinary(slug) && slug.starts_with(&format!("radio-{place}")), "{mark:?}: {slug}");
        assert_eq!(still(&teacher, &editor).await.attributes("#title", "value"), [kept.as_str()], "{mark:?}");
        let page = still(&teacher, &path).await;
        assert_eq!(page.select("h1"), [kept.as_str()], "{mark:?}");
        assert!(page.select("title")[0].starts_with(&kept), "{mark:?}");
        assert!(still(&teacher, "/moi/projets").await.select("h2").contains(&kept), "{mark:?}");
    }
}

#[tokio::test]
async fn a_title_of_marks_alone_is_none() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    for mark in MARKS {
        let refused = teacher.post("/projets/nouveau", &[("title", &format!("{mark}{mark} {mark}")), ("intent", "save")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{mark:?}");
        assert_eq!(refused.select("#title-erreur"), ["Ce champ est nécessaire."], "{mark:?}");
    }
}

/// A mark between a letter and its accent keeps them apart: they are one letter once it is gone, and the title that which it looks like.
#[tokio::test]
async fn a_title_is_composed_once_its_marks_are_gone() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    for mark in MARKS {
        let typed = format!("L’e{mark}\u{301}cole {:x}", u32::from(mark));
        let editor = teacher.post("/projets/nouveau", &[("title", &typed), ("intent", "save")]).await.location();
        assert_eq!(editor, format!("/projets/l-ecole-{:x}/modifier", u32::from(mark)));
        assert_eq!(teacher.get(&editor).await.attributes("#title", "value"), [format!("L’\u{e9}cole {:x}", u32::from(mark))], "{mark:?}");
    }
}

#[tokio::test]
async fn everyone_reads_the_title_that_was_kept() {
    let site = Site::open().await;
    let (teacher, animator, nobody) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.nobody());
    let marks: String = MARKS.into_iter().collect();
    let (typed, kept) = (format!("{marks}La zor{marks}glub{marks} {FAMILY}"), format!("La zorglub {FAMILY}"));
    let path = called(&teacher, &animator, &typed).await;
    assert!(is_ordinary(path.trim_start_matches("/projets/")) && path.starts_with("/projets/la-zorglub"), "{path}");
    site.catch_up().await;
    let page = still(&nobody, &path).await;
    assert_eq!((page.select("h1"), json_ld(&page)["name"].as_str()), (vec![kept.clone()], Some(kept.as_str())));
    let feed: atom_syndication::Feed = nobody.get("/projets.atom").await.text().parse().expect("Atom");
    assert!(feed.entries.iter().any(|entry| entry.title.value == kept));
    for (list, title) in [("/", "h3"), ("/projets", ".project-card-title"), ("/recherche?q=zorglub", "h3")] {
        let read = still(&nobody, list).await.select(title);
        assert!(read.contains(&kept), "{list}: {read:?}");
    }
}

#[tokio::test]
async fn collections_and_people_are_named_without_such_marks() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let marks: String = MARKS.into_iter().collect();
    let typed = format!("{marks}Le{marks}vent{marks} {FAMILY}{marks}");
    let kept = format!("Levent {FAMILY}");
    let desk = animator.post("/animation/dossiers", &[("title", &typed), ("summary", &typed)]).await.location();
    assert!(is_ordinary(desk.trim_start_matches("/animation/dossiers/")), "{desk}");
    let page = still(&animator, &desk).await;
    assert_eq!((page.select("h1"), page.select("#summary")), (vec![kept.clone()], vec![kept.clone()]));
    let person = NewPerson { name: typed.clone(), ..TEACHER.account() };
    ensure_account(&site.system(), &person).await.expect("an account");
    assert!(still(&teacher, "/moi").await.select(".page-head p")[0].starts_with(&kept));
}
