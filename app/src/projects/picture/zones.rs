//! The zones to mask, as a form sends them: drawn (one text), or in numbers where nothing can be drawn.

use domain::{
    media::{NotAZone, Zone},
    problem::{Problems, Rule},
};

/// How many zones can be typed in numbers at once: more are masked in a second turn.
pub(super) const ROWS: usize = 4;

/// The parts of a zone typed in numbers: the name in the form and what is asked, each in hundredths of the picture.
pub(super) const PARTS: [(&str, &str); 4] = [("left", "Bord gauche"), ("top", "Bord haut"), ("width", "Largeur"), ("height", "Hauteur")];

/// The name of a part of the `row`-th zone.
pub(super) fn name(row: usize, part: &str) -> String {
    format!("zone-{row}-{part}")
}

/// The zones that were drawn or typed.
///
/// # Errors
/// A problem on the field `zones`.
pub(super) fn read(pairs: &[(String, String)]) -> Result<Vec<Zone>, Problems> {
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).unwrap_or_default();
    let drawn = Zone::read_all(value("zones")).and_then(|mut zones| {
        for row in 1..=ROWS {
            let typed = PARTS.map(|(part, _)| value(&name(row, part)));
            if typed.iter().any(|part| !part.trim().is_empty()) {
                zones.push(typed_zone(typed)?);
            }
        }
        Ok(zones)
    });
    drawn.map_err(|problem| Problems::one("zones", Rule::Zones(problem)))
}

/// A zone in hundredths, with or without decimals: `12,5`.
fn typed_zone(parts: [&str; 4]) -> Result<Zone, NotAZone> {
    let part = |typed: &str| {
        let hundredths: f32 = typed.trim().replace(',', ".").parse().map_err(|_| NotAZone::Shape)?;
        if !(0.0..=100.0).contains(&hundredths) {
            return Err(NotAZone::Shape);
        }
        Ok((hundredths * 10.0).round() as u16)
    };
    let [left, top, width, height] = [part(parts[0])?, part(parts[1])?, part(parts[2])?, part(parts[3])?];
    Zone::new(left, top, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones(pairs: &[(&str, &str)]) -> Result<Vec<[u16; 4]>, Rule> {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        match read(&pairs) {
            Ok(zones) => Ok(zones.into_iter().map(Zone::parts).collect()),
            Err(problems) => Err(problems.iter().next().expect("a problem").rule.clone()),
        }
    }

    #[test]
    fn zones_are_read_as_drawn_and_as_typed() {
        assert_eq!(zones(&[("zones", "1,2,30,40")]), Ok(vec![[1, 2, 30, 40]]));
        let typed = [("zone-2-left", "12,5"), ("zone-2-top", "0"), ("zone-2-width", "50"), ("zone-2-height", "100")];
        assert_eq!(zones(&typed), Ok(vec![[125, 0, 500, 1000]]));
        assert_eq!(zones(&[]), Ok(Vec::new()));
        for wrong in [("zone-1-left", "3"), ("zone-1-left", "-3"), ("zone-1-left", "NaN"), ("zones", "x")] {
            assert_eq!(zones(&[wrong]), Err(Rule::Zones(NotAZone::Shape)), "{wrong:?}");
        }
    }
}
