//! Records for catalogues: what changed, what went, and that nobody is told more than everyone may read.

use crate::{
    cast::{animator, form, handed_over, over, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both},
};
use domain::{
    events::Event,
    harvest::RecordSet,
    ids::{AccountId, ProjectId},
    projects::{Level, ProjectForm, Subject, Visibility},
    territory::Insee,
    time::Timestamp,
};
use services::{
    harvest::{self, Header, Selection},
    projects::{self, SaveMode, Saved},
};

const ALL: Selection = Selection { from: None, before: None, set: None };

async fn caught_up(portal: &TestPortal) -> usize {
    harvest::catch_up(portal.portal.clone()).await.expect("records follow")
}

async fn headers(portal: &TestPortal, selection: Selection) -> Vec<Header> {
    let headers = harvest::headers(&portal.system(), &selection, None, 100).await.expect("headers");
    assert_eq!(harvest::count(&portal.system(), &selection).await.expect("a count"), headers.len() as i64);
    headers
}

/// Which records, and whether they are deleted.
async fn told(portal: &TestPortal, selection: Selection) -> Vec<(ProjectId, bool)> {
    headers(portal, selection).await.into_iter().map(|header| (header.project, header.deleted)).collect()
}

fn since(from: Timestamp) -> Selection {
    Selection { from: Some(from), ..ALL }
}

fn seen_by(visibility: Visibility, form: ProjectForm) -> ProjectForm {
    ProjectForm { draft: domain::projects::ProjectDraft { visibility, ..form.draft }, ..form }
}

async fn save(portal: &TestPortal, project: &Saved, form: ProjectForm) {
    let form = over(project.version, form);
    projects::save(&portal.cx(teacher()), &project.slug, &form, SaveMode::Kept).await.expect("saved");
}

both! {
    async fn what_changed_since_the_last_visit_is_told(portal: TestPortal) {
        settle(&portal).await;
        let radio = published(&portal, &form("Radio", "Un texte")).await;
        let written = portal.system().now();
        portal.portal.clock.advance_ms(3_600_000);
        assert_eq!(caught_up(&portal).await, 1);
        assert_eq!(headers(&portal, ALL).await[0].changed, written, "what was there before the first record keeps its date");
        assert_eq!(harvest::earliest(&portal.system()).await.expect("a date"), Some(written));

        portal.portal.clock.advance_ms(3_600_000);
        let first_visit = portal.system().now();
        let moon = published(&portal, &form("Lune", "Un texte")).await;
        caught_up(&portal).await;
        assert_eq!(told(&portal, since(first_visit)).await, [(moon.id, false)]);
        assert_eq!(told(&portal, Selection { before: Some(first_visit), ..ALL }).await, [(radio.id, false)]);

        portal.portal.clock.advance_ms(3_600_000);
        let second_visit = portal.system().now();
        save(&portal, &radio, form("Radio du jeudi", "Un texte")).await;
        // Taken in later than it was saved: whoever came in between is told it the next time.
        portal.portal.clock.advance_ms(60_000);
        let in_between = portal.system().now();
        caught_up(&portal).await;
        assert_eq!(told(&portal, since(second_visit)).await, [(radio.id, false)]);
        assert_eq!(told(&portal, since(in_between)).await, [(radio.id, false)]);
        assert_eq!(told(&portal, ALL).await, [(moon.id, false), (radio.id, false)], "in the order of their changes");
        let record = harvest::record(&portal.system(), radio.id).await.expect("read").expect("a record");
        assert_eq!(record.sheet.map(|(project, places)| (project.draft.title, places.len())), Some(("Radio du jeudi".to_owned(), 1)));
        assert_eq!(caught_up(&portal).await, 0, "and once");
    }

    async fn what_was_taken_back_is_told_for_good(portal: TestPortal) {
        settle(&portal).await;
        let radio = published(&portal, &form("Radio", "Un texte")).await;
        let moon = published(&portal, &form("Lune", "Un texte")).await;
        caught_up(&portal).await;
        portal.portal.clock.advance_ms(60_000);
        let visit = portal.system().now();
        projects::withdraw(&portal.cx(animator()), &radio.slug).await.expect("withdrawn");
        let record = harvest::record(&portal.system(), radio.id).await.expect("read").expect("a record");
        assert!(record.header.deleted && record.sheet.is_none(), "at once, before its record follows");
        assert_eq!(caught_up(&portal).await, 1);
        assert_eq!(told(&portal, since(visit)).await, [(radio.id, true)]);

        // What becomes of it afterwards is nobody's affair: neither its sets nor its date say anything.
        portal.portal.clock.advance_ms(60_000);
        let mut maths = form("Radio", "Un texte");
        maths.draft.subjects = vec![Subject::Mathematiques];
        save(&portal, &radio, maths).await;
        assert_eq!(caught_up(&portal).await, 0);
        let header = harvest::header(&portal.system(), radio.id).await.expect("read").expect("a header");
        assert_eq!((header.changed, header.deleted), (visit, true));
        assert_eq!(header.sets, [RecordSet::Subject(Subject::Francais), RecordSet::Level(Level::Ce1)]);

        // Shown to fewer people is gone, for everyone else.
        let school = seen_by(Visibility::School, form("Lune", "Un texte"));
        save(&portal, &moon, school).await;
        assert_eq!(caught_up(&portal).await, 1);
        assert_eq!(told(&portal, ALL).await, [(radio.id, true), (moon.id, true)]);

        // Erased, it is told as well.
        sql(&portal, "DELETE FROM project").await;
        assert_eq!(caught_up(&portal).await, 0);
        assert_eq!(told(&portal, ALL).await, [(radio.id, true), (moon.id, true)]);
        assert!(harvest::records(&portal.system(), &ALL, None, 10).await.expect("records").iter().all(|record| record.sheet.is_none()));
    }

    async fn nobody_is_told_what_not_everyone_may_read(portal: TestPortal) {
        settle(&portal).await;
        handed_over(&portal, &form("À relire", "Un texte")).await;
        published(&portal, &seen_by(Visibility::Community, form("Entre nous", "Un texte"))).await;
        published(&portal, &seen_by(Visibility::School, form("Chez nous", "Un texte"))).await;
        assert_eq!(caught_up(&portal).await, 0);
        assert_eq!(told(&portal, ALL).await, []);
        for title in ["a-relire", "entre-nous", "chez-nous"] {
            let id = projects::open(&portal.system(), title).await.map(|opened| match opened {
                projects::Opened::Sheet(sheet) => sheet.project.id,
                projects::Opened::Moved(to) => panic!("{to}"),
            });
            assert_eq!(harvest::record(&portal.system(), id.expect("there")).await.expect("read"), None, "{title}");
        }
    }

    async fn a_set_holds_what_those_under_it_hold(portal: TestPortal) {
        settle(&portal).await;
        let french = published(&portal, &form("Radio", "Un texte")).await;
        let mut both = form("Lune", "Un texte");
        both.draft.subjects = vec![Subject::Mathematiques, Subject::Francais];
        both.draft.levels = vec![Level::Cp];
        let both = published(&portal, &both).await;
        caught_up(&portal).await;
        let of = |set| Selection { set: Some(set), ..ALL };
        let (one, all) = (vec![(both.id, false)], vec![(french.id, false), (both.id, false)]);
        for (set, expected) in [
            (RecordSet::Subjects, &all),
            (RecordSet::Levels, &all),
            (RecordSet::Subject(Subject::Francais), &all),
            (RecordSet::Subject(Subject::Mathematiques), &one),
            (RecordSet::Level(Level::Cp), &one),
            (RecordSet::Level(Level::Cm2), &Vec::new()),
        ] {
            assert_eq!(&told(&portal, of(set)).await, expected, "{set}");
        }
    }

    async fn a_walk_meets_every_record_once(portal: TestPortal) {
        settle(&portal).await;
        let mut expected = Vec::new();
        for number in 0..7 {
            expected.push(published(&portal, &form(&format!("Projet {number}"), "Un texte")).await.id);
        }
        caught_up(&portal).await;
        let (mut met, mut after) = (Vec::new(), None);
        loop {
            let part = harvest::headers(&portal.system(), &ALL, after, 3).await.expect("headers");
            let Some(last) = part.last() else { break };
            after = Some(last.position());
            met.extend(part.iter().map(|header| header.project));
        }
        assert_eq!(met, expected, "though all changed at the same instant");
    }

    async fn a_new_name_is_a_change(portal: TestPortal) {
        settle(&portal).await;
        let radio = published(&portal, &form("Radio", "Un texte")).await;
        caught_up(&portal).await;
        let commune = Insee::parse("33063").expect("a code");
        let renamed = [Event::SchoolChanged { school: tilleuls() }, Event::CommuneChanged { commune }, Event::AuthorRenamed { account: AccountId::new(1) }];
        for event in renamed {
            portal.portal.clock.advance_ms(60_000);
            let visit = portal.system().now();
            let mut change = portal.system().begin().await.expect("a change");
            change.tell(event.clone());
            change.commit().await.expect("told");
            assert_eq!(caught_up(&portal).await, 1, "{event:?}");
            assert_eq!(told(&portal, since(visit)).await, [(radio.id, false)], "{event:?}");
        }
    }
}
