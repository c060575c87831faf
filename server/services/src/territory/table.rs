//! A CSV file as rows with line numbers, and its header as names.

use super::encoding::{Text, decode};
use csv::{ReaderBuilder, StringRecord};
use domain::{
    territory::{Encoding, FileProblem},
    text::fold,
};
use std::collections::{HashMap, hash_map::Entry};

/// A CSV file whose header is read; its rows are not yet.
pub(super) struct Table<'a> {
    text: Text<'a>,
    separator: u8,
    header: Header,
}

/// The columns of a file, by name. Case, accents, spaces and underscores make no difference: `Code postal` is `code_postal`.
pub(super) struct Header {
    places: HashMap<String, usize>,
    repeated: Vec<String>,
    width: usize,
}

/// A row of a file, as text.
pub(super) struct Row<'a> {
    /// The line that it begins on; the header is on line 1.
    pub(super) line: usize,
    record: &'a StringRecord,
}

/// A row that has not as many fields as the header has columns.
pub(super) struct Uneven<'a> {
    pub(super) row: Row<'a>,
    pub(super) expected: usize,
    pub(super) found: usize,
}

impl<'a> Table<'a> {
    /// Finds the encoding and the separator, and reads the header.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let text = decode(bytes)?;
        let separator = separator(&text.text);
        let mut record = StringRecord::new();
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.text.as_bytes());
        // Reading from memory text that is known to be UTF-8 fails for no reason but an empty file.
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            return Err(FileProblem::Empty);
        }
        Ok(Self { header: Header::new(&record), text, separator })
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.text.encoding
    }

    pub(super) fn header(&self) -> &Header {
        &self.header
    }

    /// Hands each row to `take`, in the order of the file; lines with nothing in them are passed over.
    pub(super) fn each(&self, mut take: impl FnMut(Result<Row<'_>, Uneven<'_>>)) {
        let bytes = self.text.text.as_bytes();
        let mut reader = ReaderBuilder::new().flexible(true).delimiter(self.separator).from_reader(bytes);
        let mut record = StringRecord::new();
        let mut place = Place { line: 1, byte: 0 };
        while matches!(reader.read_record(&mut record), Ok(true)) {
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            let line = place.advance(bytes, record.position().map_or(0, csv::Position::byte));
            let row = Row { line, record: &record };
            let (expected, found) = (self.header.width, record.len());
            take(if found == expected { Ok(row) } else { Err(Uneven { row, expected, found }) });
        }
    }
}

/// The reader's own line numbers stand before the line ends that come between two rows, so they are counted here.
struct Place {
    line: usize,
    byte: usize,
}

impl Place {
    fn advance(&mut self, bytes: &[u8], start: u64) -> usize {
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
        let ends = bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = bytes.get(self.byte..start + ends).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.byte = start + ends;
        self.line
    }
}

/// `;` or `,`: whichever the first line has more of.
fn separator(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    if first.matches(',').count() > first.matches(';').count() { b',' } else { b';' }
}

impl Header {
    fn new(record: &StringRecord) -> Self {
        let mut header = Self { places: HashMap::new(), repeated: Vec::new(), width: record.len() };
        for (place, name) in record.iter().enumerate() {
            let name = plain(name);
            match header.places.entry(name) {
                Entry::Vacant(free) => {
                    free.insert(place);
                }
                Entry::Occupied(taken) => header.repeated.push(taken.key().clone()),
            }
        }
        header
    }

    /// Where the column of one of these names stands, if it does.
    pub(super) fn find(&self, names: &[&'static str]) -> Result<Option<usize>, FileProblem> {
        if let Some(name) = names.iter().find(|name| self.repeated.contains(&plain(name))) {
            return Err(FileProblem::RepeatedColumn(name));
        }
        Ok(names.iter().find_map(|name| self.places.get(&plain(name)).copied()))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain(name))
    }
}

fn plain(name: &str) -> String {
    fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

impl Row<'_> {
    /// The field at `place`, without the spaces around it.
    pub(super) fn at(&self, place: usize) -> &str {
        self.record.get(place).unwrap_or_default().trim()
    }

    /// The field at `place`, if the file has that column.
    pub(super) fn maybe(&self, place: Option<usize>) -> &str {
        place.map_or("", |place| self.at(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, String)> {
        let table = Table::read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"));
        let mut rows = Vec::new();
        table.each(|row| {
            rows.push(match row {
                Ok(row) => (row.line, row.record.iter().collect::<Vec<_>>().join("|")),
                Err(uneven) => (uneven.row.line, format!("{} of {}", uneven.found, uneven.expected)),
            })
        });
        rows
    }

    fn lines(expected: &[(usize, &str)]) -> Vec<(usize, String)> {
        expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        let expected = lines(&[(2, "1|2"), (3, "x\ny|3"), (6, "4|5"), (7, "1 of 2"), (9, "6|")]);
        let unix = "a;b\n1;2\n\"x\ny\";3\n\n4;5\n6\n;\n6;\n";
        assert_eq!(rows(unix), expected);
        let windows = unix.replace('\n', "\r\n");
        let read = rows(&windows).into_iter().map(|(line, text)| (line, text.replace("\r\n", "\n"))).collect::<Vec<_>>();
        assert_eq!(read, expected);
        assert_eq!(rows("a,b,c\n1,\"2;\"\"3\"\"\",4"), lines(&[(2, "1|2;\"3\"|4")]));
    }

    #[test]
    fn columns_are_known_by_name_whatever_their_dress() {
        let table = Table::read("\u{FEFF}Code postal;LATITUDE;Nom de l'établissement;code_postal\n".as_bytes());
        let header = table.expect("a table").header;
        assert_eq!(header.find(&["latitude"]), Ok(Some(1)));
        assert_eq!(header.find(&["Titre", "nom_de_l_etablissement"]), Ok(Some(2)));
        assert_eq!(header.find(&["Titre"]), Ok(None));
        assert_eq!(header.find(&["Code_postal"]), Err(FileProblem::RepeatedColumn("Code_postal")));
    }
}
