//! On the day and after: presences, certificates, what people think, lists that are taken away.

use super::{HOUR_MS, asks, change, open, radio, session as session_form, standings, teacher, teachers};
use crate::{
    cast::{addressed, animator, count, letters, port, settle, sql, tilleuls},
    harness::{TestPortal, both},
};
use domain::{
    ids::{RegistrationId, SessionId},
    problem::Rule,
    training::{EvaluationForm, ExportColumn, ExportForm, ExportFormat, Presence, SessionMove},
};
use services::{
    error::{Conflict, Error},
    training,
};

/// A session of two half-days of three hours with `many` people, from 100 on, whose first half-day begins now.
async fn begun(portal: &TestPortal, many: i64) -> (SessionId, Vec<RegistrationId>) {
    settle(portal).await;
    teachers(portal).await;
    let two = [("capacity", "10"), ("day-2", "2026-12-03"), ("from-2", "09:00"), ("until-2", "12:00")];
    let id = open(portal, &two).await;
    let mut places = Vec::new();
    for account in 100..100 + many {
        places.push(asks(portal, id, account).await.id);
    }
    // From Monday 23 at nine to Wednesday 2 at two in the afternoon.
    portal.portal.clock.advance_ms((9 * 24 + 5) * HOUR_MS);
    (id, places)
}

async fn to_the_second(portal: &TestPortal) {
    portal.portal.clock.advance_ms(19 * HOUR_MS);
}

fn named(error: Error) -> Vec<(&'static str, Rule)> {
    match error {
        Error::Invalid(problems) => problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect(),
        other => panic!("{other:?}"),
    }
}

fn answers(scores: &str, remark: &'static str) -> EvaluationForm {
    let keys = ["expected", "clear", "usable", "conditions"];
    let pairs = keys.into_iter().zip(scores.split("").filter(|digit| !digit.is_empty())).chain([("remark", remark)]);
    EvaluationForm::read(pairs).expect("whole")
}

both! {
    async fn a_code_that_is_read_twice_counts_once_and_none_before_the_start(portal: TestPortal) {
        let (id, places) = begun(&portal, 2).await;
        let (animator, own) = (portal.cx(animator()), portal.cx(teacher(100, tilleuls())));
        portal.portal.clock.advance_ms(-1_000);
        assert_eq!(named(training::let_in(&animator, places[0]).await.expect_err("too early")), [("half_day", Rule::NotYet)]);
        assert_eq!(named(training::mark(&animator, id, 0, &[(places[0], Some(Presence::Absent))]).await.expect_err("too early")), [("half_day", Rule::NotYet)]);
        portal.portal.clock.advance_ms(1_000);
        assert!(matches!(training::let_in(&own, places[0]).await, Err(Error::Denied(_))), "nobody lets themselves in");
        training::let_in(&animator, places[0]).await.expect("in");
        let first = training::check_in(&animator, places[0]).await.expect("seen");
        portal.portal.clock.advance_ms(60_000);
        training::let_in(&animator, places[0]).await.expect("in already");
        let second = training::check_in(&animator, places[0]).await.expect("seen");
        assert_eq!((first.half_day, first.noted), (second.half_day, second.noted), "the first time stays");
        assert_eq!(first.noted.map(|(presence, _)| presence), Some(Presence::Present));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM presence").await, 1);
        // Noted absent, and come late all the same.
        training::mark(&animator, id, 0, &[(places[1], Some(Presence::Absent))]).await.expect("noted");
        training::let_in(&animator, places[1]).await.expect("in");
        let list = training::presences(&animator, id).await.expect("a list");
        assert_eq!(list.people.iter().map(|(_, marks)| marks.clone()).collect::<Vec<_>>(), vec![vec![Some(Presence::Present), None]; 2]);
        assert!(training::ticket(&own, places[0]).await.is_ok());
        assert!(matches!(training::ticket(&own, places[1]).await, Err(Error::NotFound)), "someone else's");
        portal.portal.clock.advance_ms(5 * HOUR_MS);
        assert_eq!(named(training::let_in(&animator, places[0]).await.expect_err("nothing takes place")), [("half_day", Rule::NotYet)]);
    }

    async fn only_those_who_were_there_have_a_certificate_with_their_hours(portal: TestPortal) {
        let (id, places) = begun(&portal, 3).await;
        let cx = portal.cx(animator());
        let mark = |who: usize, presence| [(places[who], Some(presence))];
        training::mark_the_others_present(&cx, id, 0, &mark(2, Presence::Excused)).await.expect("all");
        training::move_session(&cx, id, SessionMove::Hold).await.expect("it took place");
        to_the_second(&portal).await;
        training::mark(&cx, id, 1, &mark(0, Presence::Present)).await.expect("noted");
        training::mark(&cx, id, 1, &mark(1, Presence::Partial)).await.expect("noted");
        let missing = training::move_session(&cx, id, SessionMove::Close).await.expect_err("one is missing");
        assert_eq!(named(missing), [("session", Rule::PresencesMissing { many: 1 })]);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM certificate").await, 0, "all or nothing");
        training::mark(&cx, id, 1, &mark(2, Presence::Absent)).await.expect("noted");
        training::move_session(&cx, id, SessionMove::Close).await.expect("closed");
        let all = training::certificates(&cx, id).await.expect("certificates");
        assert_eq!(all.iter().map(|certificate| (certificate.name.as_str(), certificate.minutes)).collect::<Vec<_>>(), [("Enseignante 100", 360), ("Enseignante 101", 270)]);
        let own = portal.cx(teacher(101, tilleuls()));
        let mine = training::certificate(&own, places[1]).await.expect("mine");
        assert!(matches!(training::certificate(&own, places[0]).await, Err(Error::NotFound)), "someone else's");
        assert!(matches!(training::certificate(&portal.cx(teacher(102, tilleuls())), places[2]).await, Err(Error::NotFound)), "who was not there has none");
        // Anyone who knows its number reads what it says.
        let nobody = portal.cx(domain::access::Viewer::Nobody);
        let checked = training::checked(&nobody, &mine.number).await.expect("ours");
        assert_eq!((checked.name.as_str(), checked.minutes, checked.half_days.len()), ("Enseignante 101", 270, 2));
        assert!(matches!(training::checked(&nobody, &"0000-0000-0000".parse().expect("a number")).await, Err(Error::NotFound)));
        let years = training::hours(&own).await.expect("hours");
        assert_eq!(years.iter().map(|year| (year.year.to_string(), year.minutes())).collect::<Vec<_>>(), [("2026-2027".to_owned(), 270)]);
        let again = training::mark(&cx, id, 0, &mark(0, Presence::Absent)).await;
        assert!(matches!(again, Err(Error::Conflict(Conflict::Session { .. }))), "what is closed stays: {again:?}");
    }

    async fn what_is_printed_is_printed(portal: TestPortal) {
        let (id, places) = begun(&portal, 2).await;
        let cx = portal.cx(animator());
        let is_pdf = |pdf: Result<Vec<u8>, Error>| pdf.expect("a document").starts_with(b"%PDF-1.7");
        assert!(is_pdf(training::sign_in_sheet(&cx, id).await));
        training::mark_the_others_present(&cx, id, 0, &[]).await.expect("all");
        to_the_second(&portal).await;
        training::mark_the_others_present(&cx, id, 1, &[]).await.expect("all");
        training::move_session(&cx, id, SessionMove::Hold).await.expect("it took place");
        training::move_session(&cx, id, SessionMove::Close).await.expect("closed");
        assert!(is_pdf(training::certificates_paper(&cx, id).await));
        let own = portal.cx(teacher(100, tilleuls()));
        assert!(is_pdf(training::certificate_paper(&own, places[0]).await));
        assert!(is_pdf(training::hours_paper(&own, domain::time::SchoolYear::beginning(2026)).await));
        assert!(is_pdf(training::hours_paper(&own, domain::time::SchoolYear::beginning(2020)).await), "a year without hours too");
        assert!(matches!(training::sign_in_sheet(&own, id).await, Err(Error::Denied(_))), "names are for who runs it");
    }

    async fn what_people_think_is_read_from_five_on_and_bears_no_name(portal: TestPortal) {
        let (id, _) = begun(&portal, 7).await;
        let cx = portal.cx(animator());
        let own = |account| portal.cx(teacher(account, tilleuls()));
        training::mark_the_others_present(&cx, id, 0, &[]).await.expect("all");
        let early = training::evaluate(&own(100), id, &answers("4444", "")).await;
        assert!(matches!(early, Err(Error::Conflict(_))), "it is not over: {early:?}");
        portal.portal.clock.advance_ms(24 * HOUR_MS);
        training::mark_the_others_present(&cx, id, 1, &[]).await.expect("all");
        training::move_session(&cx, id, SessionMove::Hold).await.expect("it took place");
        assert!(training::is_asked(&own(100), id).await.expect("known"));
        assert!(!training::is_asked(&own(150), id).await.expect("known"), "who was not there");
        assert!(matches!(training::evaluate(&own(150), id, &answers("1111", "")).await, Err(Error::NotFound)));
        for account in 100..104 {
            training::evaluate(&own(account), id, &answers("4321", "À refaire")).await.expect("counted");
            training::evaluate(&own(account), id, &answers("1111", "Encore moi")).await.expect("counted once");
        }
        let results = training::results(&cx, id).await.expect("results");
        assert_eq!((results.answers, results.shown.is_none()), (4, true));
        training::evaluate(&own(104), id, &answers("3333", "")).await.expect("counted");
        assert!(!training::is_asked(&own(104), id).await.expect("known"));
        let results = training::results(&cx, id).await.expect("results");
        let shown = results.shown.expect("five");
        assert_eq!(shown.scores[0].1.iter().map(|(_, many)| *many).collect::<Vec<_>>(), [0, 0, 1, 4]);
        assert_eq!(shown.remarks, ["À refaire"; 4]);
        assert!(matches!(training::results(&own(100), id).await, Err(Error::Denied(_))));
    }

    async fn the_report_is_shown_with_how_many_came_once_it_is_published(portal: TestPortal) {
        let (id, _) = begun(&portal, 3).await;
        let cx = portal.cx(animator());
        sql(&portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id >= 100").await;
        letters(&portal).await;
        assert!(matches!(training::save_report(&cx, id, "Trop tôt", true).await, Err(Error::Conflict(_))));
        training::mark_the_others_present(&cx, id, 0, &[]).await.expect("all");
        training::move_session(&cx, id, SessionMove::Hold).await.expect("it took place");
        assert_eq!(named(training::save_report(&cx, id, "  ", true).await.expect_err("empty")), [("report", Rule::Required)]);
        training::save_report(&cx, id, "Un **brouillon**", false).await.expect("kept");
        let seen = || async { training::training(&portal.cx(domain::access::Viewer::Nobody), "radio-en-classe").await.expect("a page").sessions.remove(0) };
        assert!(seen().await.report.is_none());
        training::save_report(&cx, id, "Nous avons **écouté**.", true).await.expect("shown");
        let shown = seen().await;
        assert_eq!((shown.report.map(|html| html.as_str().contains("<strong>écouté</strong>")), shown.attendance), (Some(true), 3));
        training::save_report(&cx, id, "Corrigé.", false).await.expect("corrected");
        assert!(seen().await.report.expect("still shown").as_str().contains("Corrigé"));
        let sent = letters(&portal).await;
        let reported: Vec<_> = addressed(&sent).into_iter().filter(|(_, subject)| subject.starts_with("Compte rendu")).collect();
        assert_eq!(reported.len(), 3, "once each: {reported:?}");
    }

    async fn a_list_is_taken_away_with_what_was_chosen_and_that_is_logged(portal: TestPortal) {
        let (id, _) = begun(&portal, 2).await;
        let cx = portal.cx(animator());
        sql(&portal, "UPDATE account SET name = '=cmd()' WHERE id = 101; UPDATE account SET email = 'e100@exemple.fr' WHERE id = 100").await;
        training::mark_the_others_present(&cx, id, 0, &[]).await.expect("all");
        let form = |columns: &[ExportColumn], format| ExportForm { columns: columns.to_vec(), format };
        use ExportColumn::{Minutes, Name, Presence as Came, Standing, Uai};
        let csv = training::export(&cx, id, &form(&[Name, Uai, Standing, Came, Minutes], ExportFormat::Csv)).await.expect("a file");
        let csv = String::from_utf8(csv).expect("text");
        let lines: Vec<_> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0].split(';').count(), 6, "a column for each half-day: {csv}");
        assert!(lines[1].starts_with("Enseignante 100;0990001N;") && lines[1].ends_with(";180"), "{csv}");
        assert!(lines[2].starts_with("'=cmd()"), "shown and not run: {csv}");
        assert!(!csv.contains("exemple.fr"), "addresses were not asked for");
        let ods = training::export(&cx, id, &form(&[Name], ExportFormat::Ods)).await.expect("a file");
        let pdf = training::export(&cx, id, &form(&[Name, ExportColumn::Email], ExportFormat::Pdf)).await.expect("a file");
        assert!(ods.starts_with(b"PK") && pdf.starts_with(b"%PDF"));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'session-export' AND actor = 'account:3'").await, 3);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE outcome = 'pdf:name,email'").await, 1, "which columns, too");
        assert!(matches!(training::export(&portal.cx(teacher(100, port())), id, &form(&[Name], ExportFormat::Csv)).await, Err(Error::Denied(_))));
    }

    async fn one_asks_for_every_date_at_once_or_for_none(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let cx = portal.cx(animator());
        let slug = training::make(&cx, &radio(), None).await.expect("a training");
        let mut ids = Vec::new();
        for day in ["2026-12-02", "2026-12-09", "2026-12-16"] {
            let id = training::prepare(&cx, &slug, session_form(&[("day-1", day), ("capacity", "1")]), &[]).await.expect("a session");
            training::move_session(&cx, id, SessionMove::Open).await.expect("open");
            ids.push(id);
        }
        asks(&portal, ids[1], 100).await;
        training::move_session(&cx, ids[2], SessionMove::Cancel).await.expect("cancelled");
        let all = training::register_for_all(&portal.cx(teacher(101, tilleuls())), &slug).await.expect("both");
        use domain::training::Standing::{Registered, Waiting};
        assert_eq!(standings(&all), [Registered, Waiting]);
        training::register_for_all(&portal.cx(teacher(101, tilleuls())), &slug).await.expect("again");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM registration").await, 3, "asked twice, it is one place each");
        portal.portal.clock.advance_ms(60 * 24 * HOUR_MS);
        let over = training::register_for_all(&portal.cx(teacher(102, tilleuls())), &slug).await;
        assert_eq!(named(over.expect_err("all are over")), [("session", Rule::NotOpen)]);
    }
}

both! {
    async fn what_has_begun_is_not_moved_under_the_presences_that_were_noted(portal: TestPortal) {
        let (id, places) = begun(&portal, 1).await;
        let cx = portal.cx(animator());
        training::mark(&cx, id, 0, &[(places[0], Some(Presence::Present))]).await.expect("noted");
        let moved = [("capacity", "10"), ("day-1", "2026-12-04"), ("day-2", "2026-12-03"), ("from-2", "09:00"), ("until-2", "12:00")];
        assert_eq!(named(change(&cx, id, &moved).await.expect_err("it has begun")), [("half_days", Rule::Begun)]);
        let added = [("capacity", "10"), ("day-2", "2026-12-03"), ("from-2", "13:00"), ("until-2", "16:00"), ("day-3", "2026-12-05"), ("from-3", "09:00"), ("until-3", "12:00")];
        change(&cx, id, &added).await.expect("what is to come may change");
        assert_eq!(training::presences(&cx, id).await.expect("a list").people[0].1, [Some(Presence::Present), None, None]);
    }
}
