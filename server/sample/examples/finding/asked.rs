//! The common queries, as a teacher asks them.

use super::{
    NOW,
    made::{Dice, Maker, SCHOOLS, school},
};
use anyhow::ensure;
use domain::{
    access::Principal,
    ids::AccountId,
    projects::{Cycle, Subject},
    search::{Kind, Near, Query, Sort},
};
use services::{
    access::Audience,
    index::{Around, Index, ReadText, Selection, Synonyms},
};
use std::{
    fmt,
    time::{Duration, Instant},
};

/// How many times each query is asked, with other words each time.
const TIMES: usize = 300;
/// As many schools stand around one within a few kilometres in a city.
const NEAR_BY: u32 = 60;

/// What one kind of query took.
pub struct Row {
    name: &'static str,
    found: usize,
    p50: Duration,
    p99: Duration,
    worst: Duration,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        write!(
            f,
            "{{\"name\":\"{}\",\"found\":{},\"p50_ms\":{:.3},\"p99_ms\":{:.3},\"worst_ms\":{:.3}}}",
            self.name,
            self.found,
            ms(self.p50),
            ms(self.p99),
            ms(self.worst)
        )
    }
}

struct Asking<'a> {
    index: &'a Index,
    maker: &'a Maker,
    readers: Audience,
    synonyms: Synonyms,
    around: Around,
    documents: u32,
}

/// Asks them all.
pub fn measure(index: &Index, maker: &Maker, documents: u32) -> anyhow::Result<Vec<Row>> {
    let own = school(7);
    let groups = [
        Principal::Public,
        Principal::Community,
        Principal::Account(AccountId::new(7)),
        Principal::School(own),
        Principal::Role(domain::access::Role::Teacher),
        Principal::RoleIn(domain::access::Role::Teacher, domain::territory::Insee::parse("33008")?),
    ];
    let group = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let asking = Asking {
        index,
        maker,
        readers: Audience::Readers(groups.iter().map(Principal::key).collect()),
        synonyms: Synonyms::new(&[group(&["tablette", "ardoise numérique", "iPad"]), group(&["élève", "enfant", "écolier"])]),
        around: Around { metres: (0..NEAR_BY.min(SCHOOLS)).map(|number| (school(number), number * 80)).collect() },
        documents,
    };
    let words = |dice: &mut Dice, many| Query { words: maker.words(dice, many).join(" "), ..Query::default() };
    Ok(vec![
        asking.row("one word", |dice| words(dice, 1))?,
        asking.row("two words", |dice| words(dice, 2))?,
        asking.row("three words", |dice| words(dice, 3))?,
        asking.row("a very common word", |_| Query { words: "élèves".into(), ..Query::default() })?,
        asking.row("a word, two cycles, a subject", |dice| {
            let subjects = vec![*dice.of(Subject::ALL)];
            Query { cycles: vec![Cycle::Two, Cycle::Three], subjects, ..words(dice, 1) }
        })?,
        asking.row("a word near my school, nearest first", |dice| {
            let near = Some(Near::around(school(0), 5));
            Query { near, sort: Some(Sort::Nearest), ..words(dice, 1) }
        })?,
        asking.row("a word, the most tried first", |dice| Query { sort: Some(Sort::Tried), ..words(dice, 1) })?,
        asking.row("two words, one mistyped", |dice| {
            let query = words(dice, 2);
            mistyped(dice, query)
        })?,
        asking.row("words that nothing holds together", |dice| {
            let (one, other) = (words(dice, 2).words, words(dice, 2).words);
            Query { words: format!("{one} {other}"), ..Query::default() }
        })?,
        asking.row("no word, projects, two cycles", |_| Query {
            kinds: vec![Kind::Project],
            cycles: vec![Cycle::One, Cycle::Two],
            ..Query::default()
        })?,
        asking.row("no word, everything", |_| Query { sort: Some(Sort::Latest), ..Query::default() })?,
        asking.suggestions("suggestions, three letters", 3)?,
        asking.suggestions("suggestions, two letters", 2)?,
    ])
}

/// Two letters of the longest word change places.
fn mistyped(dice: &mut Dice, mut query: Query) -> Query {
    let Some(longest) = query.words.split(' ').max_by_key(|word| word.chars().count()).map(str::to_owned) else { return query };
    let mut letters: Vec<char> = longest.chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    letters.swap(at, at + 1);
    query.words = query.words.replace(&longest, &letters.into_iter().collect::<String>());
    query
}

impl Asking<'_> {
    fn selection(&self, query: &Query) -> Selection<'_> {
        let around = query.near.as_ref().map(|_| &self.around);
        Selection { kinds: None, states: None, appeared: None, now: NOW, synonyms: &self.synonyms, around }
    }

    /// Asks one kind of query: a page of results with its counts, then each result's words where they stand.
    fn row(&self, name: &'static str, make: impl Fn(&mut Dice) -> Query) -> anyhow::Result<Row> {
        let mut dice = Dice::new(42);
        let (mut took, mut found) = (Vec::with_capacity(TIMES), 0);
        for _ in 0..TIMES {
            let query = make(&mut dice);
            let began = Instant::now();
            let answer = self.index.search(&query, &self.readers, self.selection(&query))?;
            let searched = began.elapsed();
            let numbers = answer.things.iter().map(|thing| u32::try_from(thing.number() - 1));
            let texts = numbers.map(|number| Ok(self.maker.text(number?))).collect::<anyhow::Result<Vec<_>>>()?;
            let began = Instant::now();
            let shown: usize = texts.iter().map(|text| answer.sought.snippet(&ReadText::new(text)).as_str().len()).sum();
            took.push(searched + began.elapsed());
            found += answer.total;
            // Words that stand in titles alone are marked in no text: this is looked at so that it is not left out.
            std::hint::black_box(shown);
            ensure!(answer.total as u64 <= u64::from(self.documents), "{query:?}");
        }
        Ok(summed_up(name, took, found))
    }

    fn suggestions(&self, name: &'static str, letters: usize) -> anyhow::Result<Row> {
        let mut dice = Dice::new(43);
        let (mut took, mut found) = (Vec::with_capacity(TIMES), 0);
        for _ in 0..TIMES {
            let typed: String = self.maker.words(&mut dice, 1).concat().chars().take(letters).collect();
            let began = Instant::now();
            let offered = self.index.suggest(&typed, &self.readers, self.selection(&Query::default()), 8)?;
            took.push(began.elapsed());
            found += offered.len();
        }
        Ok(summed_up(name, took, found))
    }
}

fn summed_up(name: &'static str, mut took: Vec<Duration>, found: usize) -> Row {
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)];
    Row { name, found: found / took.len(), p50: at(50), p99: at(99), worst: at(100) }
}
