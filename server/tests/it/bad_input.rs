//! What goes wrong, told in French, with nothing lost.

use crate::harness::{ORIGIN, Part, Site};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::territory::Uai;
use sample::cast::{ADVISOR, TEACHER};

#[tokio::test]
async fn a_file_that_is_no_picture_is_refused_beside_its_field_and_the_rest_is_kept() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let kept = || std::fs::read_dir(site.folder().join("media/media")).map(Iterator::count).unwrap_or(0);
    let before = kept();
    let heavy = vec![0xFF; 30 * 1024 * 1024];
    let jpeg = {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(600, 400).write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture");
        bytes.into_inner()
    };
    let cases: [(&str, &[u8], &str); 4] = [
        ("a text", b"Bonjour, je suis un texte.", "n’est pas une image"),
        ("a drawing that runs", b"<svg onload=alert(1)>", "n’est pas une image"),
        ("half a picture", &jpeg[..jpeg.len() / 2], "abîmé ou incomplet"),
        ("30 MB", &heavy, "trop lourd"),
    ];
    for (what, bytes, said) in cases {
        let parts = [
            Part::Text("title", "Un essai"),
            Part::File("pictures", "photo.jpg", bytes),
            Part::Text("summary", "Ce qui vient après l’image est gardé."),
            Part::Text("intent", "save"),
        ];
        let page = teacher.upload("/projets/nouveau", &parts).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(page.select("#pictures-erreur")[0].contains(said), "{what}: {:?}", page.select("#pictures-erreur"));
        assert_eq!(page.attributes("#title", "value"), ["Un essai"], "{what}");
        assert_eq!(page.select("#summary"), ["Ce qui vient après l’image est gardé."], "{what}");
    }
    assert_eq!(kept(), before, "nothing is kept of what was refused");
}

#[tokio::test]
async fn what_does_not_exist_and_what_is_not_for_you_look_the_same() {
    let site = Site::open().await;
    let nobody = site.nobody();
    for path in ["/projets/rien-de-tel", "/rien", "/communes/33999-nulle-part", "/ecoles/0330001B", "/fichiers/1/640.webp", "/fichiers/x/y"]
    {
        let page = nobody.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.select("h1"), ["Cette page n’existe pas"], "{path}");
    }
}

#[tokio::test]
async fn a_database_that_is_away_is_told_and_one_is_asked_to_come_back() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    site.portal.db.close().await;
    for (who, browser) in [("nobody", site.nobody()), ("a teacher", teacher)] {
        let page = browser.get("/projets/nouveau").await;
        if who == "nobody" {
            assert_eq!(page.status, StatusCode::SEE_OTHER, "no database is needed to ask someone to sign in");
        }
        let page = browser.get("/").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{who}");
        assert_eq!(page.header("retry-after"), "10", "{who}");
        assert_eq!(page.select("h1"), ["Le portail est momentanément indisponible"], "{who}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{who}");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{who}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"), "{who}");
        assert_eq!(page.select(".error-page code"), [page.header("x-request-id")], "{who}: the number that the log has too");
        let style = browser.get("/pkg/rien.css").await;
        assert_eq!(style.status, StatusCode::NOT_FOUND, "{who}: the site's files, its style among them, need no database");
    }
    assert_eq!(site.nobody().get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(site.nobody().get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn odd_addresses_still_show_a_list() {
    let site = Site::open().await;
    for path in [
        "/projets?page=0",
        "/projets?page=99999999999",
        "/projets?cycle=12&commune=x&page=-1",
        "/recherche?q=%00%FF",
        "/recherche?q=%22",
        "/recherche?q=AND+OR+%2B*",
    ] {
        let page = site.nobody().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_is_typed_is_shown_as_text_everywhere() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let trick = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let parts = [
        Part::Text("title", trick),
        Part::Text("summary", trick),
        Part::Text("body", trick),
        Part::Text("steps", trick),
        Part::Text("intent", "save"),
    ];
    let saved = teacher.upload("/projets/nouveau", &parts).await;
    let path = saved.location().replace("/modifier", "");
    site.catch_up().await;
    for page in [path.as_str(), "/moi/projets", "/recherche?q=alert", "/recherche?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"] {
        let text = teacher.get(page).await.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{page}");
    }
}

#[tokio::test]
async fn a_disk_that_is_full_is_told_and_nothing_is_half_done() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let services::db::Db::Sqlite { write, .. } = &site.portal.db else { panic!("this test fills an SQLite file") };
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(write).await.expect("a count");
    let full = format!("PRAGMA max_page_count = {pages}");
    sqlx::query(sqlx::AssertSqlSafe(full)).execute(write).await.expect("no page more");
    let long = "Un long récit. ".repeat(3_000);
    let parts = [Part::Text("title", "Trop pour ce disque"), Part::Text("body", &long), Part::Text("intent", "save")];
    let refused = teacher.upload("/projets/nouveau", &parts).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.select("h1"), ["Le portail est momentanément indisponible"]);
    assert_eq!(teacher.get("/projets/trop-pour-ce-disque").await.status, StatusCode::NOT_FOUND, "nothing is half done");
    assert_eq!(teacher.get("/moi/projets").await.status, StatusCode::OK, "reading goes on");
    sqlx::query("PRAGMA max_page_count = 1000000").execute(write).await.expect("room again");
    assert_eq!(teacher.upload("/projets/nouveau", &parts).await.status, StatusCode::SEE_OTHER, "the same form is kept once there is room");
}

#[tokio::test]
async fn a_store_that_takes_nothing_more_keeps_nothing_of_the_picture() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    // A file where the pictures' folder should be: every write fails, as on a disk that is full or was taken away.
    let media = site.folder().join("media");
    std::fs::remove_dir_all(&media).expect("no folder");
    std::fs::write(&media, b"in the way").expect("a file in its place");
    let mut picture = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut picture, image::ImageFormat::Png).expect("a picture");
    let bytes = picture.into_inner();
    let parts = [Part::Text("title", "Avec image"), Part::Text("intent", "save"), Part::File("pictures", "dessin.png", &bytes)];
    let refused = teacher.upload("/projets/nouveau", &parts).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.select("#pictures-erreur")[0].contains("le portail manque de place"), "{:?}", refused.select("#pictures-erreur"));
    assert!(refused.text().contains("value=\"Avec image\""), "what was typed is there");
    std::fs::remove_file(&media).expect("out of the way");
    assert_eq!(teacher.upload("/projets/nouveau", &parts).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_school_that_is_refused_stays_as_it_was_typed() {
    let site = Site::open().await;
    // An advisor chooses among all schools, and so looks for one by typing.
    let advisor = site.as_(ADVISOR).await;
    let (title, save) = (Part::Text("title", "Un essai"), Part::Text("intent", "save"));
    let typed = "École élémentaire publique des Grands Tilleuls du Bord de l’Eau";
    let named = advisor.upload("/projets/nouveau", &[title, Part::Text("schools", typed), save]).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(named.select("#schools-erreur")[0].contains("n’est pas dans la liste"), "{:?}", named.select("#schools-erreur"));
    assert_eq!(named.attributes("#schools", "value"), [typed]);
    let unknown = Uai::from_number(330_001).to_string();
    let (title, save) = (Part::Text("title", "Un essai"), Part::Text("intent", "save"));
    let coded = advisor.upload("/projets/nouveau", &[title, Part::Text("schools", &unknown), save]).await;
    assert_eq!(coded.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(coded.attributes("input[name=schools][checked]", "value"), [unknown]);
}

#[tokio::test]
async fn a_form_that_breaks_off_is_told_so_and_not_that_something_is_missing() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let request = Request::builder()
        .method(Method::POST)
        .uri("/projets/nouveau")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=preau")
        .header(header::ORIGIN, ORIGIN)
        .body(Body::from("--preau\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nCoup"));
    let told = teacher.ask(request.expect("a request")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.select("h1"), ["Cet envoi n’a pas pu être lu"]);
    assert!(told.select(".lead")[0].starts_with("Le formulaire n’est pas arrivé en entier"), "{:?}", told.select(".lead"));
}

#[tokio::test]
async fn an_address_that_is_not_opened_that_way_is_told_so_on_a_page() {
    let site = Site::open().await;
    for path in ["/projets/rien-de-tel/etat", "/deconnexion", "/apparence", "/iles/apercu"] {
        let page = site.nobody().get(path).await;
        assert_eq!((page.status, page.header("allow").as_str()), (StatusCode::METHOD_NOT_ALLOWED, "POST"), "{path}");
        assert_eq!(page.select("h1"), ["Cette adresse ne s’ouvre pas ainsi"], "{path}");
    }
    let sent = site.nobody().post("/projets", &[]).await;
    assert_eq!((sent.status, sent.header("allow").as_str()), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    assert_eq!(sent.select("h1"), ["Cette adresse ne s’ouvre pas ainsi"]);
}
