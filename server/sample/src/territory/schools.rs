//! The invented schools, each the same every time.

use super::{
    COMMUNES,
    names::{COLLEGES, SCHOOLS, STREETS},
    table::{SHARES, Share},
};
use domain::territory::{PriorityEducation, SchoolKind, Uai};
use std::{f64::consts::PI, sync::LazyLock};

/// An invented school.
pub(super) struct SampleSchool {
    pub(super) uai: Uai,
    pub(super) name: String,
    pub(super) kind: SchoolKind,
    pub(super) commune: &'static str,
    pub(super) share: &'static Share,
    /// Its rank in its commune, from 0.
    pub(super) rank: usize,
    pub(super) address: String,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) priority: Option<PriorityEducation>,
    pub(super) closing: bool,
    pub(super) opened: u16,
}

/// All of them: commune by commune, elementary and primary schools first, then nurseries, then collèges.
pub(super) static ALL: LazyLock<Vec<SampleSchool>> = LazyLock::new(|| {
    let mut all = Vec::with_capacity(360);
    let (mut colleges, mut before) = (0, 0);
    for (place, share) in SHARES.iter().enumerate() {
        let middle = Middle::of(share.insee);
        for (rank, kind) in kinds(share).into_iter().enumerate() {
            let name = if kind == SchoolKind::College {
                colleges += 1;
                format!("Collège {}", COLLEGES[(colleges - 1) % COLLEGES.len()])
            } else {
                format!("{} {}", kind.label(), SCHOOLS[(place * 17 + rank * 5) % SCHOOLS.len()])
            };
            let (latitude, longitude) = middle.scattered(rank, share.schools);
            let number = before + rank + 1;
            all.push(SampleSchool {
                uai: code(number),
                name,
                kind,
                commune: middle.name,
                share,
                rank,
                address: format!("{} {}", 1 + number * 13 % 90, STREETS[number * 7 % STREETS.len()]),
                latitude,
                longitude,
                priority: priority(share, rank),
                closing: CLOSING.contains(&share.insee) && rank + 1 == share.schools - share.colleges,
                opened: 1955 + u16::try_from(number * 31 % 68).unwrap_or_default(),
            });
        }
        before += share.schools;
    }
    all
});

/// Where the last nursery is to close.
const CLOSING: [&str; 3] = ["33063", "33281", "33318"];

/// Codes of a department that does not exist.
fn code(number: usize) -> Uai {
    Uai::from_number(990_000 + u32::try_from(number).unwrap_or_default())
}

/// Whether a school is one of the sample's, by its code.
pub fn is_invented(school: &Uai) -> bool {
    ALL.iter().any(|invented| invented.uai == *school)
}

/// Two nurseries in five first-degree schools; one in three of the others is primary.
fn kinds(share: &Share) -> Vec<SchoolKind> {
    let first_degree = share.schools - share.colleges;
    let nurseries = (2 * first_degree + 2) / 5;
    let others = (0..first_degree - nurseries).map(|rank| if rank % 3 == 2 { SchoolKind::Primary } else { SchoolKind::Elementary });
    others
        .chain(std::iter::repeat_n(SchoolKind::Nursery, nurseries))
        .chain(std::iter::repeat_n(SchoolKind::College, share.colleges))
        .collect()
}

fn priority(share: &Share, rank: usize) -> Option<PriorityEducation> {
    let is_in_one = share.priority_one_in > 0 && rank.is_multiple_of(share.priority_one_in);
    is_in_one.then_some(if share.reinforced { PriorityEducation::RepPlus } else { PriorityEducation::Rep })
}

/// A commune's name and middle, from `communes.csv`.
struct Middle {
    name: &'static str,
    latitude: f64,
    longitude: f64,
}

impl Middle {
    fn of(insee: &str) -> Self {
        let row = COMMUNES.lines().find(|line| line.starts_with(insee)).unwrap_or_default();
        let field = |place: usize| row.split(';').nth(place).unwrap_or_default();
        let degrees = |place| field(place).parse().unwrap_or_default();
        Self { name: field(1), latitude: degrees(3), longitude: degrees(4) }
    }

    /// Around the middle as seeds are in a sunflower: spread evenly, 1.4 km away at most, 700 m in a small commune.
    fn scattered(&self, rank: usize, of: usize) -> (f64, f64) {
        const KM_IN_A_DEGREE: f64 = 111.2;
        const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
        let (seed, seeds) = (small(rank), small(of));
        let km = if of > 8 { 1.4 } else { 0.7 } * ((seed + 0.5) / seeds).sqrt();
        let (north, east) = (seed * GOLDEN_ANGLE).sin_cos();
        let narrowing = (self.latitude * PI / 180.0).cos();
        (self.latitude + km * north / KM_IN_A_DEGREE, self.longitude + km * east / (KM_IN_A_DEGREE * narrowing))
    }
}

fn small(count: usize) -> f64 {
    u16::try_from(count).map_or(0.0, f64::from)
}

fn nth(insee: &str, n: usize, wanted: impl Fn(SchoolKind) -> bool) -> Option<Uai> {
    let of_the_commune = ALL.iter().filter(|school| school.share.insee == insee && wanted(school.kind));
    of_the_commune.map(|school| school.uai.clone()).nth(n.checked_sub(1)?)
}

/// The `n`-th school of a commune, from 1: elementary and primary schools first, then nurseries. Collèges are [`college`]'s.
///
/// Nothing when the commune is not of the sample or has fewer. Every commune has two.
pub fn school(insee: &str, n: usize) -> Option<Uai> {
    nth(insee, n, SchoolKind::is_first_degree)
}

/// The `n`-th school of a commune, from 1, that suits a project: one with nursery classes (primary ones first, where there are), or
/// one with elementary classes.
///
/// Nothing when the commune is not of the sample or has fewer. Every commune has one of each.
pub fn school_for(insee: &str, n: usize, wants_nursery: bool) -> Option<Uai> {
    if wants_nursery {
        nth(insee, n, SchoolKind::has_nursery_classes)
    } else {
        nth(insee, n, |kind| matches!(kind, SchoolKind::Elementary | SchoolKind::Primary))
    }
}

/// The `n`-th collège of a commune, from 1; nothing where there are fewer.
pub fn college(insee: &str, n: usize) -> Option<Uai> {
    nth(insee, n, |kind| kind == SchoolKind::College)
}
