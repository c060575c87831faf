//! Communes and schools come from official files, in whatever dress, and the same file twice changes nothing.

mod communes;
mod file;
mod real;
mod reports;

use crate::harness::{both, member};
use domain::{
    access::{Denial, Role, Viewer},
    events::Event,
    problem::Rule,
    territory::{Encoding, FileProblem, Generation, Membership, PriorityEducation, SchoolKind, SchoolState, Uai},
};
use file::{CLOSING, COLLEGE, ELEMENTARY, File, NURSERY, OF_2022, OF_2023, OF_2026, PRIMARY, PRIVATE, insee, uai};
use services::{
    cx::Cx,
    error::{Error, Result},
    outbox,
    territory::{self, ImportReport, Mode, SchoolField},
};

/// How many events the first import of the small file tells: three communes and ten schools are new.
const NEW: usize = 13;

pub async fn import(cx: &Cx, bytes: &[u8], mode: Mode) -> Result<ImportReport> {
    territory::import_schools(cx, bytes, mode, |_, _| {}).await
}

pub async fn apply(cx: &Cx, file: &File) -> ImportReport {
    import(cx, &file.bytes(), Mode::Apply).await.expect("an import")
}

pub async fn events(cx: &Cx) -> Vec<Event> {
    let mut conn = cx.read().await.expect("a connection");
    outbox::after(&mut conn, 0, 1_000).await.expect("events").into_iter().map(|entry| entry.event).collect()
}

pub fn why_refused<T: std::fmt::Debug>(result: Result<T>) -> (&'static str, FileProblem) {
    match result {
        Err(Error::Invalid(problems)) => match problems.iter().next().map(|problem| (problem.field, problem.rule.clone())) {
            Some((field, Rule::TerritoryFile(problem))) => (field, problem),
            other => panic!("another rule: {other:?}"),
        },
        other => panic!("not refused as a file: {other:?}"),
    }
}

pub fn codes(named: &[territory::Named]) -> Vec<String> {
    named.iter().map(|school| school.uai.to_string()).collect()
}

both! {
    async fn three_generations_of_the_directory_say_the_same(portal: TestPortal) {
        let cx = portal.system();
        let first = import(&cx, OF_2022.as_bytes(), Mode::Apply).await.expect("an import");
        assert_eq!((first.generation, first.encoding), (Some(Generation::Of2022), Encoding::Utf8));
        assert_eq!((first.rows, first.added.len(), first.communes.len()), (13, 10, 3));
        assert_eq!((&first.refused, &first.duplicates), (&vec![], &vec![]));
        let communes = ["33063", "33162", "33281"].map(|code| Event::CommuneChanged { commune: insee(code) });
        let schools = first.added.iter().map(|school| Event::SchoolChanged { school: school.uai.clone() });
        let told: Vec<_> = communes.into_iter().chain(schools).collect();
        assert_eq!(events(&cx).await, told, "what is new can be found");
        let second = import(&cx, OF_2023.as_bytes(), Mode::Apply).await.expect("an import");
        assert_eq!((second.generation, second.encoding), (Some(Generation::Of2023), Encoding::Utf8WithMark));
        assert_eq!((second.added.len(), second.changed.len(), second.unchanged), (0, 0, 10));
        // Only the header of 2026 has the constituency's code.
        let third = import(&cx, OF_2026.as_bytes(), Mode::Apply).await.expect("an import");
        assert_eq!(third.generation, Some(Generation::Of2026));
        assert_eq!((third.added.len(), third.changed.len(), third.unchanged), (0, 9, 1));
        assert!(third.changed.iter().all(|school| school.fields == [SchoolField::Constituency]), "{:?}", third.changed);
        let back = import(&cx, OF_2022.as_bytes(), Mode::Apply).await.expect("an import");
        assert_eq!((back.changed.len(), back.unchanged), (0, 10), "an older header does not empty what it has no column for");
        assert_eq!(events(&cx).await, told, "nothing that others show has changed");
    }

    async fn a_school_is_kept_with_all_that_matters_and_nothing_else(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let kind = async |code: &str| territory::school(&cx, &uai(code)).await.expect("a school").facts.kind;
        let kinds = [kind(ELEMENTARY).await, kind(NURSERY).await, kind(PRIMARY).await, kind("0991004D").await, kind("0991005E").await, kind(COLLEGE).await];
        let expected = [SchoolKind::Elementary, SchoolKind::Nursery, SchoolKind::Primary, SchoolKind::Primary, SchoolKind::Special, SchoolKind::College];
        assert_eq!(kinds, expected);
        let tilleuls = territory::school(&cx, &uai(ELEMENTARY)).await.expect("a school");
        assert_eq!((tilleuls.facts.name.as_str(), tilleuls.commune_name.as_str()), ("École élémentaire Les Tilleuls", "Bordeaux"));
        assert_eq!((tilleuls.facts.nature_code.as_str(), tilleuls.facts.priority), ("151", Some(PriorityEducation::Rep)));
        assert_eq!((tilleuls.facts.constituency.as_str(), tilleuls.facts.constituency_code.as_str(), tilleuls.facts.pial.as_str()),
            ("Circonscription de l'Exemple", "0998001J", "0997001X"));
        assert_eq!((tilleuls.facts.address.as_str(), tilleuls.facts.postcode.as_str()), ("1 rue des Glycines", "33000"));
        assert_eq!(tilleuls.facts.position.map(|at| (at.latitude(), at.longitude())), Some((44.8401, -0.5699)));
        assert_eq!(tilleuls.facts.opened_on.map(|day| day.to_string()).as_deref(), Some("1965-05-01"));
        assert_eq!((tilleuls.facts.public, tilleuls.facts.state, tilleuls.closed), (true, SchoolState::Open, None));
        let quoted = territory::school(&cx, &uai(NURSERY)).await.expect("a school").facts;
        assert_eq!((quoted.name.as_str(), quoted.address.as_str()), ("École maternelle La Clé des champs ; le jardin", "2 rue des Glycines, Résidence \"Les Érables\""));
        assert!(!territory::school(&cx, &uai(PRIVATE)).await.expect("a school").facts.public);
        let closing = territory::school(&cx, &uai(CLOSING)).await.expect("a school").facts;
        assert_eq!((closing.state, closing.position, closing.pial.as_str()), (SchoolState::Closing, None, ""));
        assert!(!format!("{quoted:?}").contains("0500000000") && !format!("{quoted:?}").contains('@'));
    }

    async fn encodings_separators_and_line_ends_make_no_difference(portal: TestPortal) {
        let cx = portal.system();
        let file = File::of(OF_2026);
        apply(&cx, &file).await;
        let western = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let semicolons = file.text(b';', csv::Terminator::Any(b'\n'));
        let dressed = [
            (Encoding::Utf8WithMark, OF_2026.as_bytes().to_vec()),
            (Encoding::Utf8, semicolons.clone().into_bytes()),
            (Encoding::Utf8, file.text(b',', csv::Terminator::CRLF).into_bytes()),
            (Encoding::Windows1252, western(&semicolons)),
            (Encoding::Windows1252, western(&file.text(b',', csv::Terminator::CRLF))),
        ];
        for (encoding, bytes) in dressed {
            let report = import(&cx, &bytes, Mode::Apply).await.expect("an import");
            assert_eq!((report.encoding, report.added.len(), report.changed.len(), report.unchanged), (encoding, 0, 0, 10));
        }
        let latin = western(&file.set(PRIVATE, "Nom_etablissement", "École élémentaire du Chêne").text(b';', csv::Terminator::CRLF));
        let report = import(&cx, &latin, Mode::Apply).await.expect("an import");
        assert_eq!((report.encoding, report.changed.len(), report.unchanged), (Encoding::Latin1, 1, 9));
    }

    async fn a_dry_run_says_the_same_and_leaves_nothing(portal: TestPortal) {
        let cx = portal.system();
        let first = import(&cx, OF_2026.as_bytes(), Mode::DryRun).await.expect("a dry run");
        assert_eq!(territory::communes(&cx).await.expect("communes"), []);
        assert_eq!(events(&cx).await, []);
        assert_eq!(import(&cx, OF_2026.as_bytes(), Mode::Apply).await.expect("an import"), first);
        let file = File::of(OF_2026).set(ELEMENTARY, "Nom_etablissement", "École Les Tilleuls").without(PRIVATE);
        let dry = import(&cx, &file.bytes(), Mode::DryRun).await.expect("a dry run");
        assert_eq!((dry.changed.len(), codes(&dry.closed), dry.unchanged), (1, vec![PRIVATE.to_owned()], 8));
        assert_eq!(events(&cx).await.len(), NEW);
        assert_eq!(territory::school(&cx, &uai(ELEMENTARY)).await.expect("a school").facts.name, "École élémentaire Les Tilleuls");
        assert_eq!(apply(&cx, &file).await, dry);
        assert_eq!(events(&cx).await.len(), NEW + 2);
    }

    async fn the_same_file_twice_changes_nothing(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let before = territory::school(&cx, &uai(ELEMENTARY)).await.expect("a school");
        portal.portal.clock.advance_ms(60_000);
        let again = apply(&cx, &File::of(OF_2026)).await;
        assert_eq!((again.added.len(), again.changed.len(), again.closed.len(), again.unchanged), (0, 0, 0, 10));
        assert_eq!(territory::school(&cx, &uai(ELEMENTARY)).await.expect("a school"), before);
        assert_eq!(events(&cx).await.len(), NEW);
    }

    async fn what_changes_is_named_and_told_to_those_who_show_it(portal: TestPortal) {
        use SchoolField as F;
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        portal.portal.clock.advance_ms(60_000);
        let file = File::of(OF_2026)
            .set(ELEMENTARY, "Nom_etablissement", "École élémentaire Les Grands Tilleuls")
            .set(ELEMENTARY, "Appartenance_Education_Prioritaire", "")
            .set(NURSERY, "Adresse_1", "4 rue des Glycines")
            .set(PRIMARY, "Code_commune", "33063")
            .set(CLOSING, "etat", "OUVERT");
        let report = apply(&cx, &file).await;
        let changed: Vec<_> = report.changed.iter().map(|school| (school.school.uai.to_string(), school.fields.clone())).collect();
        let expected = [
            (ELEMENTARY, vec![F::Name, F::Priority]),
            (NURSERY, vec![F::Address]),
            (PRIMARY, vec![F::Commune]),
            (CLOSING, vec![F::State]),
        ];
        assert_eq!(changed, expected.map(|(code, fields)| (code.to_owned(), fields)));
        let told = [ELEMENTARY, PRIMARY, CLOSING].map(|code| Event::SchoolChanged { school: uai(code) });
        assert_eq!(events(&cx).await.split_off(NEW), told, "an address is shown nowhere");
        let tilleuls = territory::school(&cx, &uai(ELEMENTARY)).await.expect("a school");
        assert_eq!((tilleuls.facts.priority, tilleuls.updated), (None, cx.now()));
    }

    async fn a_school_that_leaves_the_file_closes_and_comes_back_with_it(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let report = apply(&cx, &File::of(OF_2026).without(CLOSING)).await;
        assert_eq!(codes(&report.closed), [CLOSING], "the file has its department, though no longer its commune");
        let closed = territory::school(&cx, &uai(CLOSING)).await.expect("it keeps its page");
        assert_eq!((closed.facts.state, closed.closed), (SchoolState::Closed, Some(cx.now())));
        let mut conn = cx.read().await.expect("a connection");
        assert!(!territory::is_open(&mut conn, &uai(CLOSING)).await.expect("an answer"));
        drop(conn);
        let page = territory::commune(&cx, &insee("33162")).await.expect("a commune");
        assert_eq!(page.schools.iter().map(|school| school.state).collect::<Vec<_>>(), [SchoolState::Closed]);

        let again = apply(&cx, &File::of(OF_2026).without(CLOSING)).await;
        assert_eq!((again.closed.len(), again.unchanged), (0, 9), "it does not close twice");
        // The directory itself may say so.
        let said = apply(&cx, &File::of(OF_2026).set(CLOSING, "etat", "FERME")).await;
        assert_eq!((said.closed.len(), said.left_out.get(&territory::LeftOut::AlreadyClosed)), (0, Some(&1)));

        let back = apply(&cx, &File::of(OF_2026)).await;
        assert_eq!(back.changed.iter().map(|school| school.fields.clone()).collect::<Vec<_>>(), [vec![SchoolField::State]]);
        let school = territory::school(&cx, &uai(CLOSING)).await.expect("a school");
        assert_eq!((school.facts.state, school.closed), (SchoolState::Closing, None));
        assert_eq!(events(&cx).await.split_off(NEW), vec![Event::SchoolChanged { school: uai(CLOSING) }; 2]);
    }

    async fn a_file_that_is_cut_closes_nothing_unless_that_is_asked_for(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let mut cut = File::of(OF_2026);
        cut.rows.truncate(7);
        let dry = import(&cx, &cut.bytes(), Mode::DryRun).await.expect("a dry run shows what would close");
        assert_eq!(dry.doubtful_closures, Some(territory::DoubtfulClosures { closing: 3, known: 10, unreadable: 0 }));
        let problem = FileProblem::DoubtfulClosures { closing: 3, known: 10, unreadable: 0 };
        assert_eq!(why_refused(import(&cx, &cut.bytes(), Mode::Apply).await), ("allow_closures", problem));
        assert_eq!(events(&cx).await.len(), NEW);
        assert_eq!(territory::communes(&cx).await.expect("communes").iter().map(|commune| commune.schools).sum::<i64>(), 10);
        // Two of ten are within what a school year brings.
        assert_eq!(apply(&cx, &File::of(OF_2026).without(PRIVATE).without(COLLEGE)).await.closed.len(), 2);
        apply(&cx, &File::of(OF_2026)).await;
        let asked = import(&cx, &cut.bytes(), Mode::ApplyWithClosures).await.expect("an import");
        assert_eq!(asked, ImportReport { changed: asked.changed.clone(), ..dry });
        assert_eq!(asked.closed.len(), 3);
    }

    async fn a_file_of_one_commune_leaves_the_others_alone(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        let report = apply(&cx, &File::of(OF_2026).of_commune("33063").set(NURSERY, "Nom_etablissement", "École maternelle La Clé")).await;
        assert_eq!((report.closed.len(), report.changed.len(), report.unchanged), (0, 1, 4));
    }

    async fn only_animators_and_administrators_import(portal: TestPortal) {
        let try_as = async |viewer: Viewer| import(&portal.cx(viewer), OF_2026.as_bytes(), Mode::DryRun).await.map(|report| report.added.len());
        assert!(matches!(try_as(Viewer::Nobody).await, Err(Error::SignIn)));
        assert!(matches!(try_as(member(1, &[Role::Teacher, Role::Head], &[])).await, Err(Error::Denied(Denial::Role))));
        assert!(matches!(try_as(member(1, &[], &[])).await, Err(Error::Denied(Denial::Pending))));
        assert_eq!(try_as(member(1, &[Role::Animator], &[])).await.expect("an import"), 10);
        assert_eq!(try_as(member(1, &[Role::Admin], &[])).await.expect("an import"), 10);
        let communes = territory::import_communes(&portal.cx(Viewer::Nobody), b"code;nom\n33063;Bordeaux\n", Mode::DryRun).await;
        assert!(matches!(communes, Err(Error::SignIn)));
    }

    async fn one_chooses_among_ones_own_schools_and_advisors_among_all(portal: TestPortal) {
        apply(&portal.system(), &File::of(OF_2026)).await;
        apply(&portal.system(), &File::of(OF_2026).without(PRIVATE)).await;
        let choices = async |viewer: Viewer| {
            let choices = territory::schools_for_choice(&portal.cx(viewer)).await?;
            Ok::<_, Error>(choices.into_iter().map(|choice| (choice.commune_name, choice.uai.to_string())).collect::<Vec<_>>())
        };
        let own = [uai(PRIMARY), uai(ELEMENTARY), uai(PRIVATE), Uai::from_number(990_099)];
        let expected = [("Bordeaux", ELEMENTARY), ("Mérignac", PRIMARY)].map(|(commune, code)| (commune.to_owned(), code.to_owned()));
        assert_eq!(choices(member(1, &[Role::Teacher], &own)).await.expect("choices"), expected, "neither a closed one nor an unknown one");
        assert_eq!(choices(member(1, &[Role::Teacher], &[])).await.expect("choices"), []);
        assert_eq!(choices(member(1, &[Role::Advisor], &[])).await.expect("choices").len(), 9);
        assert_eq!(choices(member(1, &[Role::Teacher, Role::Animator], &own)).await.expect("choices").len(), 9);
        assert!(matches!(choices(Viewer::Nobody).await, Err(Error::SignIn)));
        let open = territory::open_schools(&portal.cx(Viewer::Nobody)).await.expect("codes");
        assert_eq!((open.len(), open.contains(&uai(PRIVATE))), (9, false), "the codes alone are nobody's secret");
        assert!(matches!(choices(member(1, &[Role::Parent], &own)).await, Err(Error::Denied(Denial::Role))));
    }

    async fn communes_count_the_schools_that_receive_pupils(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, &File::of(OF_2026)).await;
        apply(&cx, &File::of(OF_2026).without(PRIVATE)).await;
        let cards = territory::communes(&cx).await.expect("communes");
        let shown: Vec<_> = cards.iter().map(|card| (card.name.as_str(), card.schools, card.membership)).collect();
        let outside = Membership::Outside;
        assert_eq!(shown, [("Bordeaux", 4, outside), ("Eysines", 1, outside), ("Mérignac", 4, outside)]);
        let page = territory::commune(&cx, &insee("33063")).await.expect("a commune");
        assert_eq!((page.commune.name.as_str(), page.schools.len()), ("Bordeaux", 5));
        assert!(matches!(territory::commune(&cx, &insee("33550")).await, Err(Error::NotFound)));
        assert!(matches!(territory::school(&cx, &uai("0991011L")).await, Err(Error::NotFound)), "a lycée is no school of the portal");
        let mut conn = cx.read().await.expect("a connection");
        let names = territory::school_names(&mut conn, &[uai(PRIMARY), uai(PRIVATE), uai("0991011L")]).await.expect("names");
        assert_eq!(names.values().map(|school| (school.name.as_str(), school.commune_name.as_str())).collect::<Vec<_>>(),
            [("École primaire du Vieux-Chêne", "Mérignac"), ("École élémentaire Sacré-Cœur", "Bordeaux")]);
        assert_eq!(territory::school_names(&mut conn, &[]).await.expect("names").len(), 0);
        let communes = territory::commune_names(&mut conn).await.expect("names");
        assert_eq!(communes.into_values().collect::<Vec<_>>(), ["Bordeaux", "Eysines", "Mérignac"]);
    }
}
