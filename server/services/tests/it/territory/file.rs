//! Directory files to change by hand: a test says what differs from a small file that is kept beside it.

use domain::territory::{Insee, Uai};

/// The same thirteen establishments in three generations of header; ten of them are schools of the portal.
pub const OF_2022: &str = include_str!("annuaire-2022.csv");
pub const OF_2023: &str = include_str!("annuaire-2023.csv");
pub const OF_2026: &str = include_str!("annuaire-2026.csv");

pub const ELEMENTARY: &str = "0991001A";
pub const NURSERY: &str = "0991002B";
pub const PRIMARY: &str = "0991003C";
pub const COLLEGE: &str = "0991006F";
pub const PRIVATE: &str = "0991007G";
/// The only school of its commune.
pub const CLOSING: &str = "0991008H";

pub fn uai(code: &str) -> Uai {
    code.parse().expect("a code")
}

pub fn insee(code: &str) -> Insee {
    code.parse().expect("a code")
}

/// A file as a table of texts.
#[derive(Clone)]
pub struct File {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl File {
    pub fn of(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let header = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        Self { header, rows }
    }

    fn column(&self, name: &str) -> usize {
        self.header.iter().position(|column| column == name).expect("a column")
    }

    fn row(&self, code: &str) -> usize {
        self.rows.iter().position(|row| row[0] == code).expect("a row")
    }

    /// Changes one field of one school.
    pub fn set(mut self, code: &str, column: &str, value: &str) -> Self {
        let (row, column) = (self.row(code), self.column(column));
        value.clone_into(&mut self.rows[row][column]);
        self
    }

    pub fn without(mut self, code: &str) -> Self {
        let row = self.row(code);
        self.rows.remove(row);
        self
    }

    /// Adds a second row for a school, at the end.
    pub fn twice(mut self, code: &str, column: &str, value: &str) -> Self {
        let mut row = self.rows[self.row(code)].clone();
        value.clone_into(&mut row[self.column(column)]);
        self.rows.push(row);
        self
    }

    pub fn without_column(mut self, name: &str) -> Self {
        let column = self.column(name);
        for row in self.rows.iter_mut().chain([&mut self.header]) {
            row.remove(column);
        }
        self
    }

    /// Keeps only the establishments of one commune.
    pub fn of_commune(mut self, code: &str) -> Self {
        let column = self.column("Code_commune");
        self.rows.retain(|row| row[column] == code);
        self
    }

    pub fn text(&self, separator: u8, end: csv::Terminator) -> String {
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(separator).terminator(end).from_writer(Vec::new());
        for row in [&self.header].into_iter().chain(&self.rows) {
            writer.write_record(row).expect("a row is written");
        }
        String::from_utf8(writer.into_inner().expect("bytes")).expect("UTF-8")
    }

    /// As the official site gives it, without the mark.
    pub fn bytes(&self) -> Vec<u8> {
        self.text(b';', csv::Terminator::CRLF).into_bytes()
    }
}
