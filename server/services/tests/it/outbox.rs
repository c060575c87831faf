//! Events leave in the order of their commits, without gaps, and never without their change.

use crate::harness::both;
use domain::{events::Event, ids::ProjectId};
use services::outbox;

fn changed(id: i64) -> Event {
    Event::ProjectChanged { project: ProjectId::new(id) }
}

both! {
    async fn events_are_numbered_without_gaps_in_commit_order(portal: TestPortal) {
        let writers: Vec<_> = (0..20).map(|id| {
            let cx = portal.system();
            tokio::spawn(async move {
                let mut change = cx.begin().await?;
                change.tell(changed(id));
                change.tell(changed(id + 100));
                if id % 5 == 0 { Ok(()) } else { change.commit().await }
            })
        }).collect();
        for writer in writers {
            writer.await.expect("no panic").expect("no refusal");
        }
        let mut conn = portal.system().read().await.expect("a connection");
        let entries = outbox::after(&mut conn, 0, 100).await.expect("events");
        // 16 of 20 were committed, with two events each.
        assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=32).collect::<Vec<_>>());
        for pair in entries.chunks(2) {
            let (first, second) = (pair[0].event.project(), pair[1].event.project());
            assert_eq!(first.map(|id| id.get() + 100), second.map(ProjectId::get), "one change's events stay together");
        }
    }

    async fn a_reader_keeps_its_place(portal: TestPortal) {
        let cx = portal.system();
        let mut change = cx.begin().await.expect("a change");
        assert_eq!(outbox::cursor(&mut change, "mail").await.expect("a cursor"), None);
        outbox::set_cursor(&mut change, "mail", 3).await.expect("kept");
        outbox::set_cursor(&mut change, "mail", 7).await.expect("kept");
        change.commit().await.expect("a commit");
        let mut conn = cx.read().await.expect("a connection");
        assert_eq!(outbox::cursor(&mut conn, "mail").await.expect("a cursor"), Some(7));
        assert_eq!(outbox::waiting(&mut conn, 0).await.expect("a count"), 0);
    }
}
