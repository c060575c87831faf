//! What a document holds, as its bytes say.

use super::*;

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

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[tokio::test]
async fn an_attestation_is_a_pdf_for_everyone_with_its_title_and_its_language() {
    let pdf = attestation(text("La radio")).await.expect("a document");
    assert!(pdf.starts_with(b"%PDF-1.7") && contains(&pdf, "%%EOF"));
    for needle in ["<pdfuaid:part>1</pdfuaid:part>", "/MarkInfo", "Attestation de contribution", "/Lang", "/StructTreeRoot"] {
        assert!(contains(&pdf, needle), "{needle}");
    }
    assert_eq!(pdf, attestation(text("La radio")).await.expect("a document"), "the same words give the same bytes");
}

#[tokio::test]
async fn what_is_typed_is_text_whatever_it_looks_like() {
    for title in [
        "#panic(1)",
        "*gras* _x_ $x$ `a` @b <c> // d",
        "« Où ?\u{202f}» Œuvre, Łódź, Škoda",
        "🌱 Ελλάδα مدرسة\u{7}",
        "\"]) #import \"x.typ\": *",
        "a\tb\nc",
        &"é".repeat(150),
    ] {
        let mut text = text(title);
        text.name = title.into();
        text.schools = title.into();
        text.summary = title.into();
        attestation(text).await.unwrap_or_else(|error| panic!("{title}: {error:?}"));
    }
}
