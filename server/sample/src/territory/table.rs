//! How the invented schools are spread over the territory.

/// A commune's share. Its name, its people and its place are in `communes.csv`.
pub(super) struct Share {
    pub(super) insee: &'static str,
    pub(super) postcode: &'static str,
    /// Schools in all; more or less by population, two at least.
    pub(super) schools: usize,
    /// How many of them are collèges.
    pub(super) colleges: usize,
    /// One in how many is in a priority network; 0 for none.
    pub(super) priority_one_in: usize,
    /// Whether that network is REP+.
    pub(super) reinforced: bool,
    /// Its constituency, by rank.
    pub(super) constituency: usize,
}

const fn share(insee: &'static str, postcode: &'static str, schools: usize, colleges: usize, constituency: usize) -> Share {
    Share { insee, postcode, schools, colleges, priority_one_in: 0, reinforced: false, constituency }
}

const fn in_priority(share: Share, one_in: usize, reinforced: bool) -> Share {
    Share { priority_one_in: one_in, reinforced, ..share }
}

/// In the order of `communes.csv`. Codes of schools follow this order: a line may change, but not how many schools it has.
pub(super) const SHARES: [Share; 28] = [
    share("33003", "33440", 9, 1, 2),
    share("33004", "33810", 2, 0, 2),
    share("33013", "33370", 5, 0, 3),
    in_priority(share("33032", "33530", 5, 1, 2), 1, false),
    in_priority(share("33039", "33130", 15, 2, 8), 5, false),
    share("33056", "33290", 9, 1, 4),
    in_priority(share("33063", "33000", 87, 7, 0), 3, false),
    share("33065", "33270", 2, 0, 3),
    share("33069", "33110", 12, 1, 0),
    share("33075", "33520", 10, 1, 4),
    share("33096", "33560", 5, 0, 2),
    in_priority(share("33119", "33150", 13, 1, 1), 1, true),
    share("33162", "33320", 12, 1, 4),
    in_priority(share("33167", "33270", 9, 1, 3), 1, false),
    share("33192", "33170", 13, 1, 8),
    share("33200", "33185", 6, 0, 5),
    in_priority(share("33249", "33310", 12, 2, 1), 1, true),
    share("33273", "33127", 5, 0, 5),
    share("33281", "33700", 30, 3, 5),
    share("33312", "33290", 6, 0, 4),
    share("33318", "33600", 26, 3, 6),
    share("33376", "33160", 4, 0, 5),
    share("33434", "33440", 2, 0, 2),
    share("33449", "33160", 15, 2, 5),
    share("33487", "33440", 2, 0, 2),
    share("33519", "33320", 6, 0, 4),
    in_priority(share("33522", "33400", 19, 1, 7), 5, false),
    share("33550", "33140", 19, 1, 8),
];
