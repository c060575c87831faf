//! What a sheet says beside its text: to those who wrote it, to those who review it, on paper, of its family.

use crate::{
    harness::{Browser, Part, Site},
    projects::{send, sheet, with},
};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

const SHEET: &str = "/projets/la-mare-sous-le-microscope";

async fn publish(animator: &Browser, sheet: &str) {
    let review = sheet.replace("/projets", "/animation/projets");
    let version = animator.get(&review).await.attributes("input[name=version]", "value").remove(0);
    assert_eq!(animator.post(&review, &[("move", "publish"), ("version", &version)]).await.location(), sheet);
}

#[tokio::test]
async fn what_looks_like_a_pupil_s_name_is_pointed_at_for_its_authors_and_reviewers_alone() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let told = [("body", "Louise, 8 ans, tient la loupe. L’école Louise Michel nous aide."), ("intent", "submit")];
    send(&teacher, "/projets/nouveau", &with(sheet(), &told)).await;
    let review = SHEET.replace("/projets", "/animation/projets");
    for page in [teacher.get(SHEET).await, animator.get(&review).await] {
        assert_eq!(
            page.select(".notice li").iter().filter(|item| item.contains("« Louise, 8 ans »")).count(),
            1,
            "{:?}",
            page.select(".notice")
        );
        assert!(!page.select(".notice").concat().contains("Louise Michel"), "a school is no pupil");
    }
    publish(&animator, SHEET).await;
    assert!(!site.nobody().get(SHEET).await.text().contains("Des prénoms"));
}

#[tokio::test]
async fn what_was_done_with_a_project_is_kept_and_shown_to_those_it_concerns() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    assert_eq!(teacher.post(&format!("{SHEET}/etat"), &[("move", "take-back")]).await.status, StatusCode::SEE_OTHER);
    let version = teacher.get(&format!("{SHEET}/modifier")).await.attributes("input[name=version]", "value").remove(0);
    teacher.post(&format!("{SHEET}/etat"), &[("move", "submit"), ("version", &version)]).await;
    publish(&animator, SHEET).await;
    let page = teacher.get(SHEET).await;
    let said: Vec<_> = page.select("details ol li").into_iter().filter_map(|line| line.split(',').next().map(str::to_owned)).collect();
    assert_eq!(said, ["Envoyé à l’animatrice", "Repris pour être corrigé", "Envoyé à l’animatrice", "Publié"]);
    assert!(page.select("details ol li")[3].contains(ANIMATOR.name));
    assert!(!site.nobody().get(SHEET).await.text().contains("Ce qui s’est passé"));
}

#[tokio::test]
async fn a_picture_that_families_did_not_allow_on_paper_is_not_printed() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    let png = png.into_inner();
    let pairs = sheet();
    let mut parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    parts.extend([Part::Text("intent", "save"), Part::File("pictures", "photo.png", &png)]);
    teacher.upload("/projets/nouveau", &parts).await;
    let editor = teacher.get(&format!("{SHEET}/modifier")).await;
    let picture = editor.attributes("input[name=picture]", "value").remove(0);
    let declare = |supports: Vec<(&'static str, &'static str)>| {
        let said = [
            ("intent", "declare"),
            ("people", "pupils"),
            ("purpose", "montrer le projet"),
            ("signed", "2026-11-01"),
            ("until", "2028-06-30"),
            ("holders", "both"),
            ("elders", "none"),
        ];
        supports.into_iter().chain(said).collect::<Vec<_>>()
    };
    let page = format!("/medias/{picture}");
    let said = teacher.post(&page, &declare(vec![("supports", "public")])).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{:?}", said.select(".field-error"));
    let body = format!("Avant ![la mare](image:{picture}) après.");
    let version = editor.attributes("input[name=version]", "value").remove(0);
    let alt = format!("alt-{picture}");
    let words = with(sheet(), &[("body", &body), ("version", &version), ("intent", "submit")]);
    let mut parts: Vec<_> = words.iter().map(|(name, value)| Part::Text(name, value)).collect();
    parts.extend([Part::Text("picture", &picture), Part::Text(&alt, "La mare")]);
    assert_eq!(teacher.upload(&format!("{SHEET}/modifier"), &parts).await.location(), SHEET);
    publish(&animator, SHEET).await;
    let shown = |browser: Browser| async move {
        let page = browser.get(SHEET).await;
        let selectors = [".project-cover img", ".prose img"];
        selectors.map(|selector| (page.select(selector).len(), page.select(&format!("{selector}.not-printed")).len()))
    };
    assert_eq!(shown(site.nobody()).await, [(1, 1), (1, 1)]);
    teacher.post(&page, &declare(vec![("supports", "public"), ("supports", "print")])).await;
    assert_eq!(shown(site.nobody()).await, [(1, 0), (1, 0)]);
}

#[tokio::test]
async fn the_tree_of_versions_stands_on_each_of_them() {
    let site = Site::open().await;
    let (teacher, other, animator) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    publish(&animator, SHEET).await;
    let school = OTHER_TEACHER.school().expect("a school").to_string();
    let mut made = vec![SHEET.to_owned()];
    // Theirs, then one made from theirs.
    for (from, by, place) in [(0, &other, &school), (1, &teacher, &TEACHER.school().expect("a school").to_string())] {
        let editor = by.post(&format!("{}/reprises", made[from]), &[]).await.location();
        let version = by.get(&editor).await.attributes("input[name=version]", "value").remove(0);
        let title = format!("Version {}", made.len());
        let words = with(sheet(), &[("title", &title), ("schools", place), ("version", &version), ("intent", "submit")]);
        let sheet = send(by, &editor, &words).await.location();
        publish(&animator, &sheet).await;
        made.push(sheet);
    }
    for (at, sheet) in made.iter().enumerate() {
        let page = site.nobody().get(sheet).await;
        assert_eq!(page.select(".versions-made li").len(), 3, "{sheet}");
        assert_eq!(page.select(".versions-made > li > ul > li > ul > li").len(), 1, "one from the other");
        let own = if at == 0 { "La mare sous le microscope".to_owned() } else { format!("Version {at}") };
        assert_eq!(page.select(".versions-made strong"), [own]);
    }
}

#[tokio::test]
async fn calls_for_partners_are_found_by_cycle() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    publish(&animator, SHEET).await;
    let call = [("do", "seek"), ("message", "Une classe qui a une mare."), ("cycles", "2"), ("reach", "anywhere"), ("until", "2027-06-30")];
    assert_eq!(teacher.post(&format!("{SHEET}/partenaires"), &call).await.status, StatusCode::SEE_OTHER);
    for (query, many, chosen) in
        [("", 1, "Tous les cycles"), ("?cycle=2", 1, "Cycle 2"), ("?cycle=3", 0, "Cycle 3"), ("?cycle=9", 1, "Tous les cycles")]
    {
        let page = site.nobody().get(&format!("/projets/partenaires{query}")).await;
        assert_eq!(page.select(".collection-list > li").len(), many, "{query}");
        assert_eq!(page.select("nav[aria-label=Cycles] [aria-current]"), [chosen], "{query}");
        assert_eq!(page.select(".empty").len(), usize::from(many == 0), "{query}");
    }
}

#[tokio::test]
async fn an_answer_goes_on_between_partners_and_may_become_a_project_of_its_own() {
    let site = Site::open().await;
    let (teacher, other, animator) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    publish(&animator, SHEET).await;
    let page = format!("{SHEET}/partenaires");
    let call = [("do", "seek"), ("message", "Une classe qui a une mare."), ("cycles", "2"), ("reach", "anywhere"), ("until", "2027-06-30")];
    teacher.post(&page, &call).await;
    let mark = other.get(&page).await.attributes("input[name=sent]", "value").remove(0);
    // A second tap of the same finger.
    for _ in 0..2 {
        let answered = other.post(&page, &[("do", "answer"), ("answer", "Nous avons une mare."), ("sent", &mark)]).await;
        assert_eq!(answered.location(), format!("{page}?fait=reponse"));
    }
    let links = "main a[href^='/echanges/sujets/']";
    let topic = other.get(&page).await.attributes(links, "href");
    assert_eq!(topic.len(), 1, "{topic:?}");
    assert_eq!(teacher.get(&page).await.attributes(links, "href"), topic);
    assert!(animator.get(&page).await.attributes(links, "href").is_empty(), "it is between them");

    let id = topic[0].trim_start_matches("/echanges/sujets/").split('-').next().expect("a number");
    let draw = format!("/echanges/sujets/{id}/projet");
    assert_eq!(animator.get(&draw).await.status, StatusCode::NOT_FOUND);
    let form = other.get(&draw).await;
    assert_eq!((form.status, form.select("main form .prose")), (StatusCode::OK, vec!["Nous avons une mare.".to_owned()]));
    assert!(form.select(".notice").concat().contains("demandez leur accord"));
    let post = form.attributes("input[name=posts][checked]", "value").remove(0);
    let nothing = other.post(&draw, &[("title", "La mare des autres")]).await;
    assert_eq!((nothing.status, nothing.select("#posts-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(nothing.attributes("#title", "value"), ["La mare des autres"]);
    let mark = form.attributes("main input[name=sent]", "value").remove(0);
    let pressed = [("title", "La mare des autres"), ("posts", post.as_str()), ("sent", mark.as_str())];
    let begun = other.post(&draw, &pressed).await.location();
    assert_eq!(other.post(&draw, &pressed).await.location(), begun, "two presses begin one sheet");
    assert_eq!(begun, format!("{draw}?fait=la-mare-des-autres"));
    let next = other.get(&begun).await.attributes(".notice.good a", "href");
    assert_eq!(next, ["/projets/la-mare-des-autres/modifier", "/projets/la-mare-des-autres/auteurs"]);
    assert_eq!(other.get("/projets/la-mare-des-autres").await.attributes(links, "href"), topic, "the sheet says where it comes from");
}
