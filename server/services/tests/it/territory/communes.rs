//! Communes come from a table, or from outlines.

use super::{events, file::insee, why_refused};
use crate::harness::both;
use domain::{
    events::Event,
    territory::{Encoding, FileProblem, Membership, Position},
};
use services::{
    cx::Cx,
    territory::{self, ChangedCommune, CommuneField, CommuneFile, CommuneReport, Mode, Reason},
};

const TABLE: &str =
    "code_insee;nom;population;latitude;longitude\n33063;Bordeaux;267991;44.8576;-0.5734\n33039;Bègles;31831;44.8019;-0.5483\n";

async fn apply(cx: &Cx, text: &str) -> CommuneReport {
    territory::import_communes(cx, text.as_bytes(), Mode::Apply).await.expect("an import")
}

fn outlines(features: &[(&str, &str, f64)]) -> String {
    let features: Vec<_> = features
        .iter()
        .map(|(code, name, west)| {
            let ring = [[*west, 44.8], [*west + 0.02, 44.8], [*west + 0.02, 44.82], [*west, 44.82], [*west, 44.8]];
            let geometry = serde_json::json!({ "type": "Polygon", "coordinates": [ring] });
            serde_json::json!({ "type": "Feature", "properties": { "code": code, "nom": name }, "geometry": geometry })
        })
        .collect();
    serde_json::json!({ "type": "FeatureCollection", "features": features }).to_string()
}

both! {
    async fn a_table_of_communes_is_the_territory(portal: TestPortal) {
        let cx = portal.system();
        let dry = territory::import_communes(&cx, TABLE.as_bytes(), Mode::DryRun).await.expect("a dry run");
        assert_eq!((territory::communes(&cx).await.expect("communes"), events(&cx).await), (vec![], vec![]));
        let report = apply(&cx, TABLE).await;
        assert_eq!(report, dry);
        assert_eq!((report.encoding, report.form, report.added), (Encoding::Utf8, CommuneFile::Csv, vec![insee("33063"), insee("33039")]));
        let cards = territory::communes(&cx).await.expect("communes");
        let begles = (cards[0].name.as_str(), cards[0].population, cards[0].position, cards[0].membership, cards[0].schools);
        assert_eq!(begles, ("Bègles", Some(31_831), Position::new(44.8019, -0.5483), Membership::Outside, 0));
        assert_eq!(apply(&cx, TABLE).await.unchanged, 2);
        assert_eq!(events(&cx).await, ["33063", "33039"].map(|code| Event::CommuneChanged { commune: insee(code) }), "what is new can be found");
    }

    async fn what_a_table_does_not_say_stays_as_it_is(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, TABLE).await;
        let joined = apply(&cx, "Code INSEE,Nom,Participation\n33063,Bordeaux,Adhésion\n33039,Ville de Bègles,\n").await;
        let expected = [
            ChangedCommune { insee: insee("33063"), fields: vec![CommuneField::Membership] },
            ChangedCommune { insee: insee("33039"), fields: vec![CommuneField::Name] },
        ];
        assert_eq!(joined.changed, expected);
        assert_eq!(events(&cx).await.split_off(2), [Event::CommuneChanged { commune: insee("33039") }]);
        let bordeaux = territory::commune(&cx, &insee("33063")).await.expect("a commune").commune;
        assert_eq!((bordeaux.membership, bordeaux.population), (Membership::Transferred, Some(267_991)));
        let back = apply(&cx, TABLE).await;
        assert_eq!((back.changed.len(), back.unchanged), (1, 1), "the name again, and nobody leaves the scheme by silence");
    }

    async fn outlines_draw_the_communes_that_are_known(portal: TestPortal) {
        let cx = portal.system();
        apply(&cx, TABLE).await;
        let drawn = outlines(&[("33063", "Bordeaux", -0.6), ("33039", "Bègles", -0.55), ("33550", "Villenave-d’Ornon", -0.5)]);
        let report = apply(&cx, &drawn).await;
        assert_eq!((report.form, report.left_out, report.added.len()), (CommuneFile::GeoJson, 1, 0));
        assert!(report.changed.iter().all(|commune| commune.fields == [CommuneField::Boundary]), "{:?}", report.changed);
        let bordeaux = territory::commune(&cx, &insee("33063")).await.expect("a commune").commune;
        let boundary = bordeaux.boundary.expect("an outline");
        assert!(boundary.contains(r#""type":"Polygon""#) && boundary.contains("[-0.6,44.8]"), "{boundary}");
        assert_eq!(bordeaux.position, Position::new(44.8576, -0.5734), "the table's own position stays");
        assert_eq!(apply(&cx, &drawn).await.unchanged, 2);
    }

    async fn outlines_alone_make_a_territory_with_its_middles(portal: TestPortal) {
        let cx = portal.system();
        let report = apply(&cx, &outlines(&[("33063", "Bordeaux", -0.6)])).await;
        assert_eq!(report.added, [insee("33063")]);
        let cards = territory::communes(&cx).await.expect("communes");
        assert_eq!(cards[0].position, Position::new(44.81, -0.59));
    }

    async fn a_commune_that_cannot_be_taken_in_is_refused_with_its_line(portal: TestPortal) {
        let cx = portal.system();
        let text = "code;nom;population;participation\n33O63;Bordeaux;1;\n33039;;1;\n33065;Bouliac;beaucoup;\n33069;Le Bouscat;1;peut-être\n\
            33075;Bruges;20 020;convention\n33075;Bruges;1;\n33096\n";
        let report = apply(&cx, text).await;
        let refused: Vec<_> = report.refused.iter().map(|row| (row.line, row.reason.clone())).collect();
        let unreadable = |column, value: &str| Reason::Unreadable { column, value: value.to_owned() };
        let expected = [
            (2, Reason::InseeForm("33O63".to_owned())),
            (3, Reason::Missing("nom")),
            (4, unreadable("population", "beaucoup")),
            (5, unreadable("participation", "peut-être")),
            (7, Reason::Repeated),
            (8, Reason::FieldCount { expected: 4, found: 1 }),
        ];
        assert_eq!(refused, expected);
        let bruges = territory::commune(&cx, &insee("33075")).await.expect("a commune").commune;
        assert_eq!((bruges.population, bruges.membership), (Some(20_020), Membership::Agreement));

        let point = r#"{"type":"FeatureCollection","features":[{"properties":{"code":"33075","nom":"Bruges"},"geometry":{"type":"Point","coordinates":[0,45]}}]}"#;
        let report = apply(&cx, point).await;
        assert_eq!(report.refused.iter().map(|row| (row.line, row.code.as_str(), row.reason.clone())).collect::<Vec<_>>(), [(1, "33075", Reason::Boundary)]);
    }

    async fn a_file_of_something_else_is_refused(portal: TestPortal) {
        let cx = portal.system();
        let refusal = async |text: &str| why_refused(territory::import_communes(&cx, text.as_bytes(), Mode::Apply).await);
        assert_eq!(refusal("{\n\"type\": ").await, ("file", FileProblem::NotGeoJson { line: 2 }));
        assert_eq!(refusal(r#"{"type":"Feature","features":[]}"#).await, ("file", FileProblem::NotGeoJson { line: 1 }));
        assert_eq!(refusal(r#"{"type":"FeatureCollection","features":[]}"#).await, ("file", FileProblem::Empty));
        let missing = FileProblem::MissingColumns { missing: vec!["code_insee"], known: &[] };
        assert_eq!(refusal("ville;nom\nBordeaux;Bordeaux\n").await, ("file", missing));
        assert_eq!(events(&cx).await, []);
    }
}
