//! What importing a directory would do, given what is known: no database here.

use super::{
    directory::{Directory, Entry, Reading},
    report::{ChangedSchool, DoubtfulClosures, Duplicate, ImportReport, LeftOut, Named, Reason, Refusal},
    school::SchoolFacts,
};
use domain::{
    events::Event,
    territory::{Insee, SchoolState, Uai},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the database holds.
pub(super) struct Known {
    pub(super) communes: BTreeSet<Insee>,
    pub(super) schools: HashMap<Uai, KnownSchool>,
}

/// A school as the database holds it.
pub(super) struct KnownSchool {
    pub(super) facts: SchoolFacts,
    pub(super) row_hash: String,
}

/// What is to be written, told and reported.
pub(super) struct Plan {
    pub(super) communes: BTreeMap<Insee, String>,
    pub(super) schools: Vec<SchoolFacts>,
    pub(super) events: Vec<Event>,
    pub(super) report: ImportReport,
}

/// More than one in five: that is not a school year, it is half a file.
const MOST_CLOSURES_IN_A_HUNDRED: usize = 20;

/// Works out what `directory` would change.
pub(super) fn plan(directory: Directory, known: &Known) -> Plan {
    let mut plan = Plan {
        communes: BTreeMap::new(),
        schools: Vec::new(),
        events: Vec::new(),
        report: ImportReport {
            encoding: directory.encoding,
            generation: directory.generation,
            rows: directory.readings.len(),
            communes: Vec::new(),
            added: Vec::new(),
            changed: Vec::new(),
            closed: Vec::new(),
            unchanged: 0,
            left_out: BTreeMap::new(),
            refused: Vec::new(),
            duplicates: Vec::new(),
            doubtful_closures: None,
        },
    };
    let mut sorted = Sorted::default();
    for reading in directory.readings {
        sorted.take(reading, known, &mut plan.report);
    }
    let kept = sorted.once_each(&mut plan.report);
    if known.communes.is_empty() {
        for entry in &kept {
            plan.communes.entry(entry.facts.commune.clone()).or_insert_with(|| entry.commune_name.clone());
        }
        plan.report.communes = plan.communes.keys().cloned().collect();
        plan.events.extend(plan.communes.keys().map(|commune| Event::CommuneChanged { commune: commune.clone() }));
    }
    let unreadable = sorted.unreadable;
    let mut present = sorted.understood_in_part;
    for entry in kept {
        present.insert(entry.facts.uai.clone());
        plan.compare(entry, known);
    }
    plan.close(&Spoken::of(&sorted.communes, known), &present, known, unreadable);
    plan
}

/// The rows of a file, told apart.
#[derive(Default)]
struct Sorted {
    entries: Vec<Entry>,
    /// Every commune that the file has a row of, of whatever type.
    communes: BTreeSet<Insee>,
    /// Schools that a refused row is about: they are not absent.
    understood_in_part: HashSet<Uai>,
    /// Refused rows that do not tell which schools they are about.
    unreadable: usize,
}

impl Sorted {
    fn take(&mut self, reading: Reading, known: &Known, report: &mut ImportReport) {
        match reading {
            Reading::LeftOut(reason, commune) => {
                self.communes.extend(commune);
                *report.left_out.entry(reason).or_default() += 1;
            }
            Reading::Entry(entry) => {
                self.communes.insert(entry.facts.commune.clone());
                if known.is_of_the_territory(&entry.facts.commune) {
                    self.entries.push(*entry);
                } else {
                    let Entry { line, facts, .. } = *entry;
                    let refusal = Refusal { line, code: facts.uai.to_string(), reason: Reason::UnknownCommune(facts.commune) };
                    self.refuse_or_leave_out(refusal, Some(facts.uai), known, report);
                }
            }
            Reading::Refused { refusal, uai, commune } => {
                let elsewhere = commune.as_ref().is_some_and(|commune| !known.is_of_the_territory(commune));
                self.communes.extend(commune);
                if elsewhere {
                    self.refuse_or_leave_out(refusal, uai, known, report);
                } else {
                    // A row that is cut short may have swallowed others: a quotation mark that nobody closed does.
                    let cut = matches!(refusal.reason, Reason::FieldCount { expected, found } if found < expected);
                    self.unreadable += usize::from(cut || uai.is_none());
                    self.understood_in_part.extend(uai);
                    report.refused.push(refusal);
                }
            }
        }
    }

    /// A row of a commune elsewhere is nobody's business here, unless the school is known: then somebody has to look.
    fn refuse_or_leave_out(&mut self, refusal: Refusal, uai: Option<Uai>, known: &Known, report: &mut ImportReport) {
        match uai.filter(|uai| known.schools.contains_key(uai)) {
            Some(uai) => {
                self.understood_in_part.insert(uai);
                report.refused.push(refusal);
            }
            None => *report.left_out.entry(LeftOut::Elsewhere).or_default() += 1,
        }
    }

    /// One row for each school: UAI codes come twice in real directories.
    fn once_each(&mut self, report: &mut ImportReport) -> Vec<Entry> {
        let mut kept: Vec<Entry> = Vec::with_capacity(self.entries.len());
        let mut places: HashMap<Uai, usize> = HashMap::with_capacity(self.entries.len());
        for entry in self.entries.drain(..) {
            let Some(&place) = places.get(&entry.facts.uai) else {
                places.insert(entry.facts.uai.clone(), kept.len());
                kept.push(entry);
                continue;
            };
            let before = &mut kept[place];
            let (uai, same) = (entry.facts.uai.clone(), entry.facts == before.facts);
            let later = entry.updated_on >= before.updated_on;
            let dropped = if later { std::mem::replace(before, entry).line } else { entry.line };
            report.duplicates.push(Duplicate { uai, kept: before.line, dropped, same });
        }
        kept
    }
}

impl Known {
    /// While there is no commune at all, the file itself says which there are.
    fn is_of_the_territory(&self, commune: &Insee) -> bool {
        self.communes.is_empty() || self.communes.contains(commune)
    }
}

impl Plan {
    fn compare(&mut self, entry: Entry, known: &Known) {
        let mut facts = entry.facts;
        let Some(before) = known.schools.get(&facts.uai) else {
            self.report.added.push(named(&facts));
            self.events.push(Event::SchoolChanged { school: facts.uai.clone() });
            self.schools.push(facts);
            return;
        };
        if !entry.says_constituency_code {
            facts.constituency_code.clone_from(&before.facts.constituency_code);
        }
        let fields = if facts.hash() == before.row_hash { Vec::new() } else { facts.differences(&before.facts) };
        if fields.is_empty() {
            self.report.unchanged += 1;
            return;
        }
        if facts.is_told_otherwise(&before.facts) {
            self.events.push(Event::SchoolChanged { school: facts.uai.clone() });
        }
        self.report.changed.push(ChangedSchool { school: named(&facts), fields });
        self.schools.push(facts);
    }

    /// Closes what is open, absent, and where the file speaks. A row that cannot be read may be that of a school that seems absent.
    fn close(&mut self, spoken: &Spoken<'_>, present: &HashSet<Uai>, known: &Known, unreadable: usize) {
        let open = || known.schools.values().filter(|school| school.facts.state.receives_pupils() && spoken.covers(&school.facts.commune));
        let mut absent: Vec<_> = open().filter(|school| !present.contains(&school.facts.uai)).collect();
        absent.sort_by(|a, b| a.facts.uai.cmp(&b.facts.uai));
        let (closing, known) = (absent.len(), open().count());
        if closing * 100 > known * MOST_CLOSURES_IN_A_HUNDRED || (closing > 0 && unreadable > 0) {
            self.report.doubtful_closures = Some(DoubtfulClosures { closing, known, unreadable });
        }
        for school in absent {
            let facts = SchoolFacts { state: SchoolState::Closed, ..school.facts.clone() };
            self.report.closed.push(named(&facts));
            self.events.push(Event::SchoolChanged { school: facts.uai.clone() });
            self.schools.push(facts);
        }
    }
}

fn named(facts: &SchoolFacts) -> Named {
    Named { uai: facts.uai.clone(), name: facts.name.clone() }
}

/// The communes that a file speaks for: silence about a school means something there, and nothing elsewhere.
struct Spoken<'a> {
    communes: &'a BTreeSet<Insee>,
    departments: HashSet<&'a str>,
}

impl<'a> Spoken<'a> {
    /// Each commune that has a row; and each department of which at least half of the communes that had schools have one, so
    /// that a commune whose only school closed is spoken for. A file of one commune leaves the others alone.
    fn of(communes: &'a BTreeSet<Insee>, known: &'a Known) -> Self {
        let with_schools: BTreeSet<&Insee> = known.schools.values().map(|school| &school.facts.commune).collect();
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for commune in with_schools {
            let (named, all) = counts.entry(commune.department()).or_default();
            *named += usize::from(communes.contains(commune));
            *all += 1;
        }
        let departments = counts.into_iter().filter(|(_, (named, all))| named * 2 >= *all).map(|(department, _)| department).collect();
        Self { communes, departments }
    }

    fn covers(&self, commune: &Insee) -> bool {
        self.communes.contains(commune) || self.departments.contains(commune.department())
    }
}
