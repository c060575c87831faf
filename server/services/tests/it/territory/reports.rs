//! What a report says of files that are not as they should be.

use super::{
    apply, codes, events,
    file::{CLOSING, COLLEGE, ELEMENTARY, File, NURSERY, OF_2022, OF_2026, PRIMARY, PRIVATE, insee, uai},
    import, why_refused,
};
use crate::harness::both;
use domain::territory::{Container, FileProblem, Generation};
use services::territory::{self, Duplicate, LeftOut, Mode, Reason};
use std::sync::Mutex;

both! {
    async fn a_row_that_cannot_be_taken_in_is_refused_with_its_line_and_why(portal: TestPortal) {
        let cx = portal.system();
        let mut file = File::of(OF_2026)
            .set(COLLEGE, "Code_commune", "3328")
            .set(PRIVATE, "Statut_public_prive", "Mixte")
            .set(CLOSING, "etat", "BIENTÔT")
            .set("0991009J", "date_ouverture", "le 2 mai")
            .set("0991010K", "latitude", "6422000.0")
            .set(PRIMARY, "Nom_etablissement", " ")
            .set("0991004D", "Appartenance_Education_Prioritaire", "ZEP")
            .set("0991005E", "Code_postal", "3300");
        file.rows[0][0] = "0991001B".to_owned();
        file.rows[1][0] = "991002B".to_owned();
        file.rows.push(vec![ELEMENTARY.to_owned(), "cut".to_owned()]);
        let report = apply(&cx, &file).await;
        let unreadable = |column, value: &str| Reason::Unreadable { column, value: value.to_owned() };
        let expected = [
            (2, "0991001B", Reason::UaiLetter { expected: 'A' }),
            (3, "991002B", Reason::UaiForm),
            (4, PRIMARY, Reason::Missing("Nom_etablissement")),
            (5, "0991004D", unreadable("Appartenance_Education_Prioritaire", "ZEP")),
            (6, "0991005E", unreadable("Code_postal", "3300")),
            (7, COLLEGE, Reason::InseeForm("3328".to_owned())),
            (8, PRIVATE, unreadable("Statut_public_prive", "Mixte")),
            (9, CLOSING, unreadable("etat", "BIENTÔT")),
            (10, "0991009J", unreadable("date_ouverture", "le 2 mai")),
            (11, "0991010K", unreadable("latitude", "6422000.0 -0.679")),
            (15, ELEMENTARY, Reason::FieldCount { expected: 71, found: 2 }),
        ];
        let refused: Vec<_> = report.refused.iter().map(|row| (row.line, row.code.as_str(), row.reason.clone())).collect();
        assert_eq!(refused, expected);
        assert_eq!((report.rows, report.added.len()), (14, 0));
        assert_eq!(report.communes, [], "a commune is not made from rows that are refused");
    }

    async fn a_refused_row_does_not_close_the_school_that_it_is_about(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let mut file = File::of(OF_2026).set(PRIMARY, "etat", "?").set(COLLEGE, "Code_commune", "33550").without(PRIVATE);
        file.rows[0].push("one too many".to_owned());
        let report = apply(&cx, &file).await;
        assert_eq!(codes(&report.closed), [PRIVATE]);
        let refused: Vec<_> = report.refused.iter().map(|row| (row.line, row.reason.clone())).collect();
        let state = Reason::Unreadable { column: "etat", value: "?".to_owned() };
        let fields = Reason::FieldCount { expected: 71, found: 72 };
        assert_eq!(refused, [(2, fields), (4, state), (7, Reason::UnknownCommune(insee("33550")))]);
        assert_eq!(territory::school(&cx, &uai(COLLEGE)).await.expect("a school").commune_name, "Mérignac");
    }

    async fn a_row_that_does_not_tell_its_school_closes_none(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let known = events(&cx).await.len();
        let mut letter = File::of(OF_2026);
        letter.rows[2][0] = "0991003D".to_owned();
        // A quotation mark that is never closed swallows the rows after it.
        let whole = String::from_utf8(File::of(OF_2026).bytes()).expect("UTF-8");
        let open = whole.replace("0991009J;", "0991009J;\"").into_bytes();
        for (file, closing) in [(letter.bytes(), 1), (open, 1)] {
            let problem = FileProblem::DoubtfulClosures { closing, known: 10, unreadable: 1 };
            assert_eq!(why_refused(import(&cx, &file, Mode::Apply).await), ("allow_closures", problem));
            assert_eq!(events(&cx).await.len(), known);
            let asked = import(&cx, &file, Mode::DryRun).await.expect("a dry run shows what would close");
            assert_eq!(asked.closed.len(), closing);
        }
        // Where nothing would close, such a row stops nothing.
        let mut more = File::of(OF_2026);
        more.rows.push(vec!["?".to_owned(), "cut".to_owned()]);
        assert_eq!(apply(&cx, &more).await.refused.len(), 1);
    }

    async fn a_national_file_gives_the_territory_its_schools_and_nothing_more(portal: TestPortal) {
        let cx = portal.system();
        let communes = territory::import_communes(&cx, "code_insee;nom\n33063;Bordeaux\n33162;Eysines\n".as_bytes(), Mode::Apply).await;
        assert_eq!(communes.expect("an import").added.len(), 2);
        // A wrong letter elsewhere is nobody's business here.
        let mut file = File::of(OF_2026).set("0991010K", "etat", "?");
        file.rows[2][0] = "0991003D".to_owned();
        let report = apply(&cx, &file).await;
        assert_eq!((report.added.len(), report.communes.len(), report.refused.len()), (6, 0, 0));
        let left_out: Vec<_> = report.left_out.iter().map(|(reason, count)| (reason.clone(), *count)).collect();
        let other = |name: &str| LeftOut::OtherType(name.to_owned());
        assert_eq!(left_out, [(other(""), 1), (other("Lycée"), 1), (other("Service Administratif"), 1), (LeftOut::Elsewhere, 4)]);
    }

    async fn of_two_rows_for_one_school_the_later_is_kept(portal: TestPortal) {
        let cx = portal.system();
        let file = File::of(OF_2026)
            .set(NURSERY, "date_maj_ligne", "2026-06-01")
            .twice(ELEMENTARY, "Telephone", "0511111111")
            .twice(NURSERY, "date_maj_ligne", "2026-05-30")
            .twice(PRIMARY, "Nom_etablissement", "École primaire du Chêne");
        let mut file = file;
        let (last, name) = (file.rows.len() - 2, 1);
        file.rows[last][name] = "École d’avant".to_owned();
        let report = apply(&cx, &file).await;
        let duplicate = |code: &str, kept, dropped, same| Duplicate { uai: uai(code), kept, dropped, same };
        let expected = [duplicate(ELEMENTARY, 15, 2, true), duplicate(NURSERY, 3, 16, false), duplicate(PRIMARY, 17, 4, false)];
        assert_eq!(report.duplicates, expected);
        assert_eq!((report.rows, report.added.len()), (16, 10));
        let name = async |code: &str| territory::school(&cx, &uai(code)).await.expect("a school").facts.name;
        assert_eq!(name(NURSERY).await, "École maternelle La Clé des champs ; le jardin");
        assert_eq!(name(PRIMARY).await, "École primaire du Chêne");
        assert_eq!(apply(&cx, &file).await.unchanged, 10);
    }

    async fn a_file_that_is_none_is_refused_and_says_why(portal: TestPortal) {
        let cx = portal.system();
        let refusal = async |bytes: &[u8]| why_refused(import(&cx, bytes, Mode::Apply).await);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(OF_2026.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(refusal(&utf16).await, ("file", FileProblem::Utf16));
        assert_eq!(refusal(b"PK\x03\x04\x14\0").await, ("file", FileProblem::NotText(Container::Zip)));
        assert_eq!(refusal(b"").await, ("file", FileProblem::Empty));
        let header_alone = OF_2026.lines().next().expect("a header");
        assert_eq!(refusal(header_alone.as_bytes()).await, ("file", FileProblem::Empty));
        let missing = File::of(OF_2022).without_column("Code postal").without_column("code_nature");
        let problem = FileProblem::MissingColumns { missing: vec!["Code_postal", "code_nature"], known: Generation::ALL };
        assert_eq!(refusal(&missing.bytes()).await, ("file", problem));
        let mut repeated = File::of(OF_2026);
        repeated.header[4] = "nom etablissement".to_owned();
        assert_eq!(refusal(&repeated.bytes()).await, ("file", FileProblem::RepeatedColumn("Nom_etablissement")));
        let cut_in_a_letter = &OF_2026.as_bytes()[..=OF_2026.find('É').expect("an accent")];
        assert_eq!(refusal(cut_in_a_letter).await, ("file", FileProblem::BrokenUtf8 { line: 2 }));
        assert_eq!(territory::communes(&cx).await.expect("communes"), []);
        assert_eq!(events(&cx).await, []);
    }

    async fn progress_goes_from_nothing_to_everything(portal: TestPortal) {
        let told = Mutex::new(Vec::new());
        let progress = |done, total| told.lock().expect("no panic").push((done, total));
        territory::import_schools(&portal.system(), OF_2026.as_bytes(), Mode::Apply, progress).await.expect("an import");
        let told = told.into_inner().expect("no panic");
        assert_eq!((told.first(), told.last()), (Some(&(0, 13)), Some(&(13, 13))));
        assert!(told.is_sorted(), "{told:?}");
    }
}
