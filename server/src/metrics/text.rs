//! The text format of Prometheus, version 0.0.4.

use std::fmt::Display;

/// What sort of number a measure is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sort {
    /// It only grows, until the process ends.
    Counter,
    /// It goes up and down.
    Gauge,
    /// How many were at most so much, for several bounds.
    Histogram,
}

/// A text being written.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    /// Begins a measure. Names, words and labels are the program's own, without quotes or backslashes: none is ever escaped.
    pub fn measure(&mut self, name: &'static str, sort: Sort, help: &'static str) -> Measure<'_> {
        let sort = match sort {
            Sort::Counter => "counter",
            Sort::Gauge => "gauge",
            Sort::Histogram => "histogram",
        };
        self.0.push_str(&format!("# HELP {name} {help}\n# TYPE {name} {sort}\n"));
        Measure { text: &mut self.0, name }
    }

    /// A measure that is one number which goes up and down.
    pub fn gauge(&mut self, name: &'static str, help: &'static str, value: impl Display) {
        self.measure(name, Sort::Gauge, help).is("", &[], value);
    }

    /// What was written.
    pub fn written(self) -> String {
        self.0
    }
}

/// A measure being written.
#[derive(Debug)]
pub(super) struct Measure<'a> {
    text: &'a mut String,
    name: &'static str,
}

impl Measure<'_> {
    /// One number of it; `part` stands after its name.
    pub fn is(&mut self, part: &'static str, labels: &[(&'static str, &str)], value: impl Display) {
        let labels: Vec<_> = labels.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        self.text.push_str(&format!("{}{part}{labels} {value}\n", self.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_written_as_prometheus_reads_it() {
        let mut text = Text::default();
        text.gauge("preau_a", "One number.", 1.5);
        let mut measure = text.measure("preau_b_total", Sort::Counter, "Several.");
        measure.is("", &[("why", "x"), ("le", "+Inf")], 3);
        measure.is("_sum", &[], 0.0);
        let expected = "# HELP preau_a One number.\n# TYPE preau_a gauge\npreau_a 1.5\n\
                        # HELP preau_b_total Several.\n# TYPE preau_b_total counter\n\
                        preau_b_total{why=\"x\",le=\"+Inf\"} 3\npreau_b_total_sum 0\n";
        assert_eq!(text.written(), expected);
    }
}
