//! Laying the stickers.

use super::motifs::{Motif, family};
use domain::projects::Subject;
use std::fmt::Write;

/// A ground, three papers that stand out on it, and the colour of the thin lines.
struct Palette {
    ground: &'static str,
    papers: [&'static str; 3],
    line: &'static str,
}

const PALETTES: [Palette; 6] = [
    Palette { ground: "#F3EFE4", papers: ["#24433C", "#E9A83A", "#B5482A"], line: "#D9CFB8" },
    Palette { ground: "#24433C", papers: ["#F3EFE4", "#E9A83A", "#D97B56"], line: "#3A5F56" },
    Palette { ground: "#E9A83A", papers: ["#24433C", "#FBF8F1", "#B5482A"], line: "#D39327" },
    Palette { ground: "#B5482A", papers: ["#FBF8F1", "#F4CF8A", "#24433C"], line: "#9A3A20" },
    Palette { ground: "#C9D8CF", papers: ["#24433C", "#B5482A", "#FBF8F1"], line: "#B2C5BA" },
    Palette { ground: "#F6DDA8", papers: ["#B5482A", "#24433C", "#FBF8F1"], line: "#E6C684" },
];

/// Chance made from a title: FNV-1a, then SplitMix64. Not for secrets.
struct Chance(u64);

impl Chance {
    fn of(text: &str) -> Self {
        Self(text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 33) as usize % bound
    }
}

/// The sheet under way.
struct Sheet {
    chance: Chance,
    palette: &'static Palette,
    svg: String,
}

impl Sheet {
    /// Lays one sticker with its corner on square (`x`, `y`), `scale` squares wide. A large one carries a second paper inside.
    fn lay(&mut self, motif: Motif, (x, y): (usize, usize), scale: usize, paper: usize) {
        let turn = if motif.is_upright() { 0 } else { self.chance.below(4) };
        let papers = self.palette.papers;
        let inside = if scale == 1 { self.palette.ground } else { papers[(paper + 1) % 3] };
        let mut place = format!("translate({} {})", x * 100, y * 100);
        if scale > 1 {
            place.push_str(&format!(" scale({scale})"));
        }
        if turn > 0 {
            place.push_str(&format!(" rotate({} 50 50)", turn * 90));
        }
        let drawing = motif.drawing().replace("{a}", papers[paper]).replace("{b}", inside);
        // Writing to a String cannot fail.
        if write!(self.svg, "<g transform=\"{place}\">{drawing}</g>").is_err() {}
    }
}

/// The cover of a project: a whole `<svg>`, some 2 KB.
pub(super) fn cover(subject: Option<Subject>, title: &str) -> String {
    let mut chance = Chance::of(title);
    let (large, small) = family(subject);
    let palette = &PALETTES[chance.below(PALETTES.len())];
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 400\" width=\"600\" height=\"400\">\
         <path fill=\"{}\" d=\"M0 0h600v400H0z\"/>\
         <path d=\"M100 0v400M200 0v400M300 0v400M400 0v400M500 0v400M0 100h600M0 200h600M0 300h600\" stroke=\"{}\" stroke-width=\"2\"/>",
        palette.ground, palette.line
    );
    let mut sheet = Sheet { chance, palette, svg };
    let taken = lay_large(&mut sheet, large);
    for (y, row) in taken.iter().enumerate() {
        for (x, taken) in row.iter().enumerate() {
            let (draw, motif, paper) = (sheet.chance.below(3), small[sheet.chance.below(4)], sheet.chance.below(3));
            if !taken && draw > 0 {
                sheet.lay(motif, (x, y), 1, paper);
            }
        }
    }
    sheet.svg.push_str("</svg>\n");
    sheet.svg
}

/// Two large stickers, one in each half, of two motifs and two papers; answers the squares that they cover.
fn lay_large(sheet: &mut Sheet, large: [Motif; 3]) -> [[bool; 6]; 4] {
    let mut taken = [[false; 6]; 4];
    let first = sheet.chance.below(3);
    let second = (first + 1 + sheet.chance.below(2)) % 3;
    let mut paper = sheet.chance.below(3);
    for (column, motif) in [(0, first), (3, second)] {
        let (x, y) = (column + sheet.chance.below(2), sheet.chance.below(3));
        sheet.lay(large[motif], (x, y), 2, paper);
        for row in taken.iter_mut().skip(y).take(2) {
            row[x] = true;
            row[x + 1] = true;
        }
        paper = (paper + 1) % 3;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_the_same_each_time_and_each_title_has_its_own() {
        let one = cover(Some(Subject::Emi), "Radio Cartable");
        assert_eq!(one, cover(Some(Subject::Emi), "Radio Cartable"));
        assert_ne!(one, cover(Some(Subject::Emi), "Radio Cartable 2"));
        assert!(one.starts_with("<svg ") && one.ends_with("</svg>\n") && one.len() < 6_000);
    }

    #[test]
    fn nothing_typed_comes_into_the_drawing() {
        let svg = cover(None, "<script>alert(1)</script>{a}{b}");
        assert!(!svg.contains("script") && !svg.contains('{'));
    }
}
