//! The sample is what it says, and the real importer takes all of it.

use super::{schools::ALL, table::SHARES, *};
use domain::territory::{Encoding, Generation, Membership, SchoolKind, Uai};
use domain::time::Timestamp;
use services::{
    cx::{Portal, Settings},
    db::Db,
    files::Files,
    index::Index,
    mail::Mailer,
    outside::{Clock, Ids},
};
use std::{collections::BTreeSet, sync::Arc};

/// A portal in memory. Only what is written may be asked of it: its readers have another memory.
async fn portal() -> Cx {
    let portal = Portal {
        db: Db::open("sqlite::memory:").await.expect("a database"),
        index: Index::in_memory().expect("an index"),
        remembered: Default::default(),
        live: Default::default(),
        measured: Default::default(),
        files: Files::in_memory(),
        reader: Default::default(),
        mailer: Mailer::memory(),
        clock: Clock::fixed(Timestamp::from_ms(0)),
        ids: Ids::counted(1),
        settings: Settings {
            public_url: "https://preau.example.fr/".parse().expect("an address"),
            name: "Préau".into(),
            territory: "Bordeaux Métropole".into(),
            sender: "preau@example.fr".into(),
            sender_name: "Préau".into(),
            quiet: domain::time::Quiet::of(domain::time::SchoolZone::A),
            retention: Default::default(),
            demo: true,
        },
        providers: services::identity::Providers::new(Vec::new()).expect("no provider"),
        wake: tokio::sync::Notify::new(),
    };
    Cx::system(Arc::new(portal), "a test")
}

#[tokio::test]
async fn the_real_importer_takes_the_whole_sample_and_a_second_time_nothing() {
    let cx = portal().await;
    let (communes, schools) = load(&cx).await.expect("an import");
    assert_eq!((communes.added.len(), communes.refused), (28, vec![]));
    assert_eq!((schools.added.len(), schools.rows), (360, 360));
    assert_eq!((schools.encoding, schools.generation), (Encoding::Utf8WithMark, Some(Generation::Of2026)));
    assert_eq!((schools.refused, schools.duplicates, schools.left_out.len(), schools.communes.len()), (vec![], vec![], 0, 0));
    let (communes, schools) = load(&cx).await.expect("an import");
    assert_eq!((communes.unchanged, schools.unchanged), (28, 360));
}

#[test]
fn the_sample_is_a_plausible_territory() {
    assert_eq!(ALL.len(), 360);
    let count = |wanted: &dyn Fn(&schools::SampleSchool) -> bool| ALL.iter().filter(|school| wanted(school)).count();
    let kinds = [SchoolKind::Elementary, SchoolKind::Primary, SchoolKind::Nursery, SchoolKind::College];
    assert_eq!(kinds.map(|kind| count(&|school| school.kind == kind)), [144, 55, 131, 30]);
    assert_eq!(count(&|school| school.closing), 3);
    let in_priority = count(&|school| school.priority.is_some());
    assert!((65..=80).contains(&in_priority), "{in_priority} of 360 are in a priority network");
    for share in &SHARES {
        let line = COMMUNES.lines().find(|line| line.starts_with(share.insee)).expect("a commune");
        assert_eq!(line.split(';').count(), 6, "{line}");
        assert!(line.rsplit(';').next().and_then(|key| key.parse::<Membership>().ok()).is_some(), "{line}");
        assert!(
            school(share.insee, 2).is_some() && school_for(share.insee, 1, true).is_some() && school_for(share.insee, 1, false).is_some()
        );
    }
    assert_eq!(COMMUNES.lines().skip(1).map(|line| &line[..5]).collect::<Vec<_>>(), SHARES.map(|share| share.insee));
}

#[test]
fn names_are_unique_in_a_commune_and_codes_everywhere() {
    let names: BTreeSet<_> = ALL.iter().map(|school| (school.commune, &school.name)).collect();
    let codes: BTreeSet<_> = ALL.iter().map(|school| &school.uai).collect();
    assert_eq!((names.len(), codes.len()), (360, 360));
    assert!(codes.iter().all(|uai| uai.as_str().starts_with("099")));
    let twins = ALL.iter().filter(|school| school.name.contains(';') || school.name.contains('"') || school.address.contains(';'));
    assert_eq!(twins.count(), 0, "nothing that would have to be quoted");
}

#[test]
fn schools_stand_within_a_kilometre_and_a_half_of_their_commune_s_middle() {
    for school in ALL.iter() {
        let line = COMMUNES.lines().find(|line| line.starts_with(school.share.insee)).expect("a commune");
        let degrees: Vec<f64> = line.split(';').filter_map(|field| field.parse().ok()).skip(2).collect();
        let middle = domain::territory::Position::new(degrees[0], degrees[1]).expect("on Earth");
        let km = domain::territory::Position::new(school.latitude, school.longitude).expect("on Earth").km_to(middle);
        assert!(km <= 1.5, "{} is {km} km away", school.name);
    }
}

#[test]
fn schools_are_named_for_good() {
    let first = |insee| school(insee, 1);
    assert_eq!(first("33003"), Some(Uai::from_number(990_001)));
    assert_eq!(first("33063"), Some(Uai::from_number(990_046)));
    assert_eq!(college("33063", 7), Some(Uai::from_number(990_132)));
    assert_eq!(school_for("33003", 1, false), first("33003"));
    assert_eq!(school_for("33004", 1, true), school("33004", 2), "the nursery comes after the elementary school");
    assert_eq!((school("33063", 0), school("33004", 3), first("94034"), college("33004", 1)), (None, None, None, None));
    let last_nursery = ALL.iter().rfind(|school| school.commune == "Bordeaux" && school.kind == SchoolKind::Nursery);
    assert!(last_nursery.is_some_and(|school| school.closing));
}
