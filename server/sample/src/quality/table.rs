//! Figures side by side, in Markdown.

use super::{Class, Figures, Judged};

/// A way of searching, and its figures for each query.
#[derive(Clone, Debug)]
pub struct Engine {
    /// Its name; what stands in brackets tells how it is set up.
    pub name: String,
    /// In the order of the queries; nothing where it could not be asked.
    pub figures: Option<Vec<Figures>>,
}

/// A row for each class and one for all: the figures of our own engine, those of its rivals, and where it is not better than they are.
pub fn table(judged: &[Judged], ours: &Engine, rivals: &[Engine]) -> String {
    let names: Vec<_> = std::iter::once(ours).chain(rivals).map(|engine| engine.name.as_str()).collect();
    let heads = format!("| queries | how many | {} | where {} is not better |", names.join(" | "), ours.name);
    let rule = format!("|---|---:|{}---|", "---|".repeat(names.len()));
    let of_class = |class: Class| judged.iter().enumerate().filter(move |(_, query)| query.class == class).map(|(place, _)| place);
    let rows = Class::ALL.map(|class| row(class.label(), &of_class(class).collect::<Vec<_>>(), ours, rivals));
    let all = row("**all**", &(0..judged.len()).collect::<Vec<_>>(), ours, rivals);
    [heads, rule].into_iter().chain(rows).chain([all]).map(|line| line + "\n").collect()
}

fn row(label: &str, places: &[usize], ours: &Engine, rivals: &[Engine]) -> String {
    let mean = |engine: &Engine| {
        let figures = engine.figures.as_ref()?;
        Some(Figures::mean(places.iter().filter_map(|place| figures.get(*place))).all().map(as_shown))
    };
    let means: Vec<Option<[f64; 3]>> = std::iter::once(ours).chain(rivals).map(mean).collect();
    let cells: Vec<_> = means.iter().map(|mean| mean.map_or_else(|| "not run".to_owned(), cell)).collect();
    let of_ours = means.first().copied().flatten().unwrap_or_default();
    let not_better: Vec<String> =
        rivals.iter().zip(means.iter().skip(1)).flat_map(|(rival, theirs)| told(&rival.name, of_ours, *theirs)).collect();
    let where_not = if not_better.is_empty() { "—".to_owned() } else { not_better.join("; ") };
    format!("| {label} | {} | {} | {where_not} |", places.len(), cells.join(" | "))
}

/// In what a rival is as good or better, as far as the table shows it.
fn told(name: &str, ours: [f64; 3], theirs: Option<[f64; 3]>) -> Vec<String> {
    let name = name.split(" (").next().unwrap_or(name);
    let figures = Figures::NAMES.into_iter().zip(ours.into_iter().zip(theirs.unwrap_or_default()));
    let not_better = figures.filter(|(_, (ours, theirs))| theirs >= ours);
    let say = |(figure, (ours, theirs)): (&str, (f64, f64))| {
        if theirs > ours { format!("behind {name} in {figure}") } else { format!("level with {name} in {figure}") }
    };
    if theirs.is_none() { Vec::new() } else { not_better.map(say).collect() }
}

/// To three digits.
fn as_shown(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}

fn cell(figures: [f64; 3]) -> String {
    figures.map(|figure| format!("{figure:.3}")).join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn query(class: Class) -> Judged {
        Judged { class, words: String::new(), grades: BTreeMap::new() }
    }

    fn engine(name: &str, figures: &[[f64; 3]]) -> Engine {
        let figures = figures.iter().map(|[ndcg, recall, success]| Figures { ndcg: *ndcg, recall: *recall, success: *success });
        Engine { name: name.into(), figures: Some(figures.collect()) }
    }

    #[test]
    fn the_table_says_where_another_is_as_good_or_better() {
        let judged = [query(Class::Exact), query(Class::Typo)];
        let ours = engine("Préau", &[[1.0, 1.0, 1.0], [0.5, 0.25, 0.0]]);
        let theirs = engine("SQLite (FTS5)", &[[0.9, 1.0, 1.0], [0.6, 0.0, 0.0]]);
        let absent = Engine { name: "PostgreSQL".into(), figures: None };
        let text = table(&judged, &ours, &[theirs, absent]);
        let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
        assert_eq!(line("| queries"), "| queries | how many | Préau | SQLite (FTS5) | PostgreSQL | where Préau is not better |");
        assert_eq!(
            line("| exact"),
            "| exact | 1 | 1.000 · 1.000 · 1.000 | 0.900 · 1.000 · 1.000 | not run | level with SQLite in recall@20; level with SQLite in success@1 |"
        );
        assert_eq!(
            line("| typo"),
            "| typo | 1 | 0.500 · 0.250 · 0.000 | 0.600 · 0.000 · 0.000 | not run | behind SQLite in nDCG@10; level with SQLite in success@1 |"
        );
        assert_eq!(
            line("| **all**"),
            "| **all** | 2 | 0.750 · 0.625 · 0.500 | 0.750 · 0.500 · 0.500 | not run | level with SQLite in nDCG@10; level with SQLite in success@1 |"
        );
        let cells: Vec<_> = text.lines().map(|line| line.matches('|').count()).collect();
        assert!(cells.iter().all(|count| *count == 7) && cells.len() == 2 + Class::ALL.len() + 1, "{text}");
    }
}
