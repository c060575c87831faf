//! The real files, where they are: they are not part of the project. `cargo xtask test real` runs these, and says so where it cannot.

use super::{events, file::uai, import};
use crate::harness::both;
use domain::territory::{Encoding, Generation, PriorityEducation, SchoolKind, SchoolState};
use services::territory::{self, Mode};
use std::path::PathBuf;

/// A real file, in the folder that `PREAU_SHARED` names.
fn real(name: &str) -> Vec<u8> {
    let folder = std::env::var_os("PREAU_SHARED").expect("PREAU_SHARED names the folder of the real files");
    let path = PathBuf::from(folder).join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

both! {
    #[ignore = "needs the real files"]
    async fn the_directory_of_the_val_de_marne_gives_its_613_schools_and_47_communes(portal: TestPortal) {
        let cx = portal.system();
        let bytes = real("annuaire-val-de-marne-2026.csv");
        let report = import(&cx, &bytes, Mode::Apply).await.expect("an import");
        assert_eq!((report.rows, report.added.len(), report.communes.len()), (613, 613, 47));
        assert_eq!((report.encoding, report.generation), (Encoding::Utf8WithMark, Some(Generation::Of2026)));
        assert_eq!((report.refused.len(), report.duplicates.len(), report.left_out.len()), (0, 0, 0));
        let again = import(&cx, &bytes, Mode::Apply).await.expect("an import");
        assert_eq!((again.added.len(), again.changed.len(), again.closed.len(), again.unchanged), (0, 0, 0, 613));
        assert_eq!(events(&cx).await.len(), 613 + 47, "each is told when it is new, and no more");
        let cards = territory::communes(&cx).await.expect("communes");
        assert_eq!((cards.len(), cards.iter().map(|commune| commune.schools).sum::<i64>()), (47, 613));
        let (mut kinds, mut closing, mut rep) = ([0; 3], 0, [0; 2]);
        for card in cards {
            for school in territory::commune(&cx, &card.insee).await.expect("a commune").schools {
                match school.kind {
                    SchoolKind::Nursery => kinds[0] += 1,
                    SchoolKind::Elementary => kinds[1] += 1,
                    SchoolKind::Primary => kinds[2] += 1,
                    SchoolKind::Special | SchoolKind::College => {}
                }
                closing += usize::from(school.state == SchoolState::Closing);
                match school.priority {
                    Some(PriorityEducation::Rep) => rep[0] += 1,
                    Some(PriorityEducation::RepPlus) => rep[1] += 1,
                    None => {}
                }
            }
        }
        assert_eq!((kinds, closing, rep), ([306, 269, 37], 2, [185, 22]));
        let school = territory::school(&cx, &uai("0940511V")).await.expect("the last of the file");
        assert_eq!((school.facts.name.as_str(), school.commune_name.as_str()), ("Ecole maternelle Condorcet", "Maisons-Alfort"));
    }

    #[ignore = "needs the real files"]
    async fn the_28_communes_of_bordeaux_metropole_leave_the_val_de_marne_out(portal: TestPortal) {
        let cx = portal.system();
        let (communes, schools) = (real("bordeaux-metropole-communes.csv"), real("annuaire-val-de-marne-2026.csv"));
        let report = territory::import_communes(&cx, &communes, Mode::Apply).await.expect("an import");
        assert_eq!((report.added.len(), report.refused.len()), (28, 0));
        let report = import(&cx, &schools, Mode::Apply).await.expect("an import");
        assert_eq!((report.added.len(), report.left_out.get(&territory::LeftOut::Elsewhere)), (0, Some(&613)));
    }
}
