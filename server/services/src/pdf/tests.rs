//! What documents hold, as their bytes say.

use super::*;

/// What people type that looks like markup, or like the signs between which words travel.
const ODD: [&str; 7] = [
    "#panic(1)",
    "*gras* _x_ $x$ `a` @b <c> // d",
    "« Où ?\u{202f}» Œuvre, Łódź, Škoda",
    "🌱 Ελλάδα مدرسة\u{7}",
    "\"]) #import \"x.typ\": *",
    "a\tb\n\nc",
    "camille.marie.durand-lefebvre_de_la_tour@ac-bordeaux.fr/éééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
];

fn text(title: &str) -> Attestation {
    Attestation {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        name: "Camille Durand".into(),
        title: title.into(),
        summary: "Une année en classe.".into(),
        schools: "École des Tilleuls, Bordeaux".into(),
        published: "19/03/2026".into(),
        address: "https://preau.example.fr/projets/radio".into(),
        thanks: 3,
        trials: 1,
        versions: 0,
        today: "25/11/2026".into(),
    }
}

fn sheet(said: &str) -> SignInSheet {
    SignInSheet {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        training: said.into(),
        place: said.into(),
        trainers: said.into(),
        half_days: vec!["mercredi 2 décembre 2026, de 14 h à 17 h".into(), said.into()],
        rows: vec![SignInRow { name: said.into(), school: said.into(), uai: "0331234X".into() }],
    }
}

fn certificate(said: &str) -> Certificate {
    Certificate {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        name: said.into(),
        school: said.into(),
        training: said.into(),
        half_days: vec![CertificateLine { when: said.into(), presence: said.into(), hours: "5 h 30".into() }],
        place: said.into(),
        hours: "5 h 30".into(),
        number: said.into(),
        check: "https://preau.example.fr/attestations/2026-1".into(),
        today: "25/11/2026".into(),
    }
}

fn year(said: &str) -> Hours {
    let line = HoursLine { when: said.into(), training: said.into(), place: said.into(), hours: "3 h".into(), number: said.into() };
    Hours {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        name: said.into(),
        school: said.into(),
        year: "2026-2027".into(),
        lines: vec![line],
        total: "3 h".into(),
        due: "18 h".into(),
        today: "25/11/2026".into(),
    }
}

fn people(said: &str, columns: usize, rows: usize) -> List {
    List {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        title: format!("Personnes {said}"),
        subtitle: said.into(),
        head: vec![said.into(); columns],
        rows: vec![vec![said.into(); columns]; rows],
        today: "25/11/2026".into(),
    }
}

fn contains(pdf: &[u8], needle: &str) -> bool {
    count(pdf, needle) > 0
}

fn count(pdf: &[u8], needle: &str) -> usize {
    pdf.windows(needle.len()).filter(|window| *window == needle.as_bytes()).count()
}

/// How many pages it has: what is a page, without what holds pages.
fn pages(pdf: &[u8]) -> usize {
    ["/Type/Page", "/Type /Page"].iter().map(|page| count(pdf, page) - count(pdf, &format!("{page}s"))).sum()
}

fn is_for_everyone(pdf: &[u8], title: &str) {
    assert!(pdf.starts_with(b"%PDF-1.7") && contains(pdf, "%%EOF"));
    for needle in ["<pdfuaid:part>1</pdfuaid:part>", "/MarkInfo", title, "/Lang", "/StructTreeRoot"] {
        assert!(contains(pdf, needle), "{needle}");
    }
}

#[tokio::test]
async fn an_attestation_is_a_pdf_for_everyone_with_its_title_and_its_language() {
    let pdf = attestation(text("La radio")).await.expect("a document");
    is_for_everyone(&pdf, "Attestation de contribution");
    assert_eq!(pdf, attestation(text("La radio")).await.expect("a document"), "the same words give the same bytes");
}

#[tokio::test]
async fn what_a_training_gives_is_a_pdf_for_everyone_with_its_title_and_its_language() {
    let pdf = sign_in_sheet(sheet("La radio")).await.expect("a document");
    is_for_everyone(&pdf, "Feuille d’émargement");
    assert_eq!(pdf, sign_in_sheet(sheet("La radio")).await.expect("a document"), "the same words give the same bytes");
    let pdf = certificates(vec![certificate("La radio")]).await.expect("a document");
    is_for_everyone(&pdf, "Attestation de présence");
    assert_eq!(pdf, certificates(vec![certificate("La radio")]).await.expect("a document"), "the same words give the same bytes");
    let pdf = hours(year("La radio")).await.expect("a document");
    is_for_everyone(&pdf, "Heures de formation, année scolaire 2026-2027");
    assert_eq!(pdf, hours(year("La radio")).await.expect("a document"), "the same words give the same bytes");
    let pdf = list(people("inscrites", 4, 60)).await.expect("a document");
    is_for_everyone(&pdf, "Personnes inscrites");
    assert_eq!(pdf, list(people("inscrites", 4, 60)).await.expect("a document"), "the same words give the same bytes");
}

#[tokio::test]
async fn what_is_typed_is_text_whatever_it_looks_like() {
    for title in ODD.into_iter().chain([&*"é".repeat(150)]) {
        let mut text = text(title);
        text.name = title.into();
        text.schools = title.into();
        text.summary = title.into();
        attestation(text).await.unwrap_or_else(|error| panic!("{title}: {error:?}"));
        sign_in_sheet(sheet(title)).await.unwrap_or_else(|error| panic!("{title}: {error:?}"));
        certificates(vec![certificate(title), certificate(title)]).await.unwrap_or_else(|error| panic!("{title}: {error:?}"));
        hours(year(title)).await.unwrap_or_else(|error| panic!("{title}: {error:?}"));
        list(people(title, 9, 2)).await.unwrap_or_else(|error| panic!("{title}: {error:?}"));
    }
}

#[tokio::test]
async fn each_half_day_has_its_page_and_each_person_their_certificate() {
    assert_eq!(pages(&sign_in_sheet(sheet("La radio")).await.expect("a document")), 2);
    let crowd = SignInSheet { rows: vec![SignInRow::default(); 60], ..sheet("La radio") };
    assert!(pages(&sign_in_sheet(crowd).await.expect("a document")) > 2, "many people need more pages");
    let all = ["Camille", "Dominique", "Éloïse"].map(certificate);
    assert_eq!(pages(&certificates(all.to_vec()).await.expect("a document")), 3);
}

#[tokio::test]
async fn nothing_to_say_is_said() {
    let empty = SignInSheet { half_days: Vec::new(), rows: Vec::new(), ..sheet("La radio") };
    assert_eq!(pages(&sign_in_sheet(empty).await.expect("a sheet for those who come")), 1);
    assert_eq!(pages(&certificates(Vec::new()).await.expect("no certificate")), 1);
    hours(Hours { lines: Vec::new(), total: "0 h".into(), ..year("La radio") }).await.expect("no hour");
    for columns in 0..=9 {
        list(people("inscrites", columns, 0)).await.expect("no one");
        list(people("inscrites", columns, 3)).await.expect("someone");
    }
    let short = List { rows: vec![vec!["Camille".into()], Vec::new()], ..people("inscrites", 3, 0) };
    list(short).await.expect("cells that lack are empty");
}
