//! Documents made of the demo's sentences: the same number makes the same document.

use super::NOW;
use anyhow::ensure;
use domain::{
    access::Principal,
    ids::{PostId, ProjectId, TopicId},
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, State, Subject},
    search::Thing,
    territory::{Insee, Uai},
};
use sample::sheets::sheets;
use services::index::document::{Document, Readers, Values};

/// How many schools and communes there are, as in a large city and its surroundings.
pub const SCHOOLS: u32 = 400;
const COMMUNES: u32 = 28;
const DAY_MS: i64 = 86_400_000;

/// What documents are made of.
pub struct Maker {
    sentences: Vec<String>,
    titles: Vec<String>,
}

/// Numbers that look random and are the same each time (SplitMix64, public domain).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `end`.
    pub const fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    /// One of `values`.
    pub fn of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }
}

/// The school of this number.
pub fn school(number: u32) -> Uai {
    Uai::from_number(990_000 + number % SCHOOLS)
}

fn commune(school: u32) -> anyhow::Result<Insee> {
    Ok(Insee::parse(&format!("33{:03}", school % COMMUNES + 1))?)
}

impl Maker {
    /// Reads the demo's sheets.
    pub fn new() -> anyhow::Result<Self> {
        let sheets = sheets()?;
        let texts = sheets.iter().flat_map(|sheet| [&sheet.draft.body, &sheet.draft.steps, &sheet.draft.result, &sheet.draft.summary]);
        let sentences: Vec<String> = texts
            .flat_map(|text| text.split_inclusive(['.', '!', '?', '\n']))
            .map(str::trim)
            .filter(|sentence| sentence.chars().count() > 20)
            .map(str::to_owned)
            .collect();
        ensure!(sentences.len() > 1_000, "only {} sentences", sentences.len());
        Ok(Self { sentences, titles: sheets.iter().map(|sheet| sheet.draft.title.clone()).collect() })
    }

    /// Words that people would search for, of one sentence: those of some length.
    pub fn words(&self, dice: &mut Dice, how_many: usize) -> Vec<String> {
        loop {
            let sentence = dice.of(&self.sentences);
            let words: Vec<_> =
                sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 4).map(str::to_owned).collect();
            if words.len() >= how_many {
                let from = dice.below(words.len() - how_many + 1);
                return words[from..from + how_many].to_vec();
            }
        }
    }

    /// What the document `number` says: a sheet of some 150 words, or a message of some 40, with a word of its own.
    pub fn text(&self, number: u32) -> String {
        let mut dice = Dice::new(u64::from(number));
        let many = if number.is_multiple_of(3) { 10 } else { 3 };
        let mut text = format!("Récit {}. ", name_of_its_own(number));
        for _ in 0..many {
            text.push_str(dice.of::<String>(&self.sentences));
            text.push(' ');
        }
        text
    }

    /// The document `number`.
    pub fn document(&self, number: u32) -> Document {
        let mut dice = Dice::new(u64::from(number) + 7_000_000);
        let id = i64::from(number) + 1;
        let thing = match number % 3 {
            0 => Thing::Project(ProjectId::new(id)),
            1 => Thing::Topic(TopicId::new(id)),
            _ => Thing::Post(PostId::new(id)),
        };
        let in_school = dice.below(SCHOOLS as usize) as u32;
        // As on the portal: most for everyone, some for the community or a school, few for one person.
        let readers = match dice.below(10) {
            0..7 => Principal::Public,
            7 => Principal::Community,
            8 => Principal::School(school(in_school)),
            _ => Principal::Account(domain::ids::AccountId::new(i64::from(number % 1_000))),
        };
        let title = if number % 3 == 2 { String::new() } else { format!("{} {}", dice.of(&self.titles), name_of_its_own(number)) };
        let age = dice.below(1_500) as i64;
        let mut made = Document::new(thing, Readers::of(vec![readers]), title, NOW.plus_ms(-age * DAY_MS));
        made.published = Some(made.updated);
        made.text = self.text(number);
        if number.is_multiple_of(3) {
            made.state = Some(State::Published);
            made.tried = dice.below(9) as u32;
            made.values = values(&mut dice, in_school);
        }
        made
    }
}

fn values(dice: &mut Dice, in_school: u32) -> Values {
    Values {
        cycles: vec![*dice.of(Cycle::ALL)],
        levels: vec![*dice.of(Level::ALL), *dice.of(Level::ALL)],
        subjects: vec![*dice.of(Subject::ALL), *dice.of(Subject::ALL)],
        competences: vec![*dice.of(Crcn::ALL)],
        equipment: vec![*dice.of(Equipment::ALL)],
        communes: commune(in_school).into_iter().collect(),
        schools: vec![school(in_school)],
        licence: Some(*dice.of(Licence::ALL)),
        language: Some(Language::French),
    }
}

/// A name that no other document bears: dictionaries grow with the documents, as with people's names.
fn name_of_its_own(number: u32) -> String {
    const SYLLABLES: [&str; 16] = ["ba", "cor", "di", "fa", "gue", "lan", "mo", "nel", "pi", "rou", "sa", "ti", "va", "zé", "bri", "cha"];
    let mut rest = number as usize;
    let mut name = String::from("M");
    for _ in 0..6 {
        name.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    name
}
