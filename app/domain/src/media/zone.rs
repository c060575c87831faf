//! The parts of a picture that are to be masked: faces, names on labels (S17).

/// A rectangle of a picture, in thousandths of its width and height: it is the same place in every width that the picture is made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    x: u16,
    y: u16,
    width: u16,
    height: u16,
}

/// The most zones masked at once: a class photograph has thirty faces.
pub const MAX_ZONES: usize = 60;

/// The whole width, and the whole height.
const WHOLE: u16 = 1_000;
/// The least side of a zone: below it nothing is masked, and a finger has slipped.
const LEAST: u16 = 5;

/// What was drawn is no zone of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAZone {
    /// It is not four numbers, or reaches out of the picture.
    #[error("not a rectangle of the picture")]
    Shape,
    /// It has hardly any surface.
    #[error("too small")]
    TooSmall,
    /// More than [`MAX_ZONES`].
    #[error("more than {MAX_ZONES} zones")]
    TooMany,
}

impl Zone {
    /// The rectangle whose left upper corner is at `x`, `y`.
    ///
    /// # Errors
    /// [`NotAZone`] when it reaches out of the picture, or is too small to mask anything.
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Result<Self, NotAZone> {
        let fits = |start: u16, length: u16| start <= WHOLE && length <= WHOLE - start;
        if !fits(x, width) || !fits(y, height) {
            return Err(NotAZone::Shape);
        }
        if width < LEAST || height < LEAST {
            return Err(NotAZone::TooSmall);
        }
        Ok(Self { x, y, width, height })
    }

    /// Reads `120,300,80,110;…`: the left and upper sides, the width and the height of each.
    ///
    /// # Errors
    /// [`NotAZone`] of the first that is none.
    pub fn read_all(text: &str) -> Result<Vec<Self>, NotAZone> {
        let zones: Vec<_> = text.split(';').map(str::trim).filter(|zone| !zone.is_empty()).collect();
        if zones.len() > MAX_ZONES {
            return Err(NotAZone::TooMany);
        }
        zones.into_iter().map(str::parse).collect()
    }

    /// The same rectangle in the pixels of a picture of this size, rounded outwards: left, top, width, height.
    pub fn pixels(self, width: u32, height: u32) -> (u32, u32, u32, u32) {
        let side = |start: u16, length: u16, whole: u32| {
            let first = u64::from(whole) * u64::from(start) / u64::from(WHOLE);
            let last = (u64::from(whole) * u64::from(start + length)).div_ceil(u64::from(WHOLE));
            let fit = |pixels: u64| u32::try_from(pixels).unwrap_or(whole).min(whole);
            (fit(first), fit(last).saturating_sub(fit(first)))
        };
        let ((x, wide), (y, high)) = (side(self.x, self.width, width), side(self.y, self.height, height));
        (x, y, wide, high)
    }

    /// Left side, upper side, width and height, in thousandths.
    pub const fn parts(self) -> [u16; 4] {
        [self.x, self.y, self.width, self.height]
    }
}

impl std::str::FromStr for Zone {
    type Err = NotAZone;

    fn from_str(text: &str) -> Result<Self, NotAZone> {
        let parts: Vec<u16> = text.split(',').map(|part| part.trim().parse().map_err(|_| NotAZone::Shape)).collect::<Result<_, _>>()?;
        match parts.as_slice() {
            [x, y, width, height] => Self::new(*x, *y, *width, *height),
            _ => Err(NotAZone::Shape),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zones_are_rectangles_of_the_picture_and_nothing_else() {
        assert_eq!(
            Zone::read_all(" 0,0,1000,1000 ; 120,300,80,110;"),
            Ok(vec![Zone::new(0, 0, 1000, 1000).unwrap(), Zone::new(120, 300, 80, 110).unwrap()])
        );
        assert_eq!(Zone::read_all(""), Ok(Vec::new()));
        for (text, why) in [
            ("0,0,1001,10", NotAZone::Shape),
            ("995,0,10,10", NotAZone::Shape),
            ("1,2,3", NotAZone::Shape),
            ("-1,0,10,10", NotAZone::Shape),
            ("a,b,c,d", NotAZone::Shape),
            ("65535,65535,65535,65535", NotAZone::Shape),
            ("10,10,4,100", NotAZone::TooSmall),
            (&"0,0,10,10;".repeat(MAX_ZONES + 1), NotAZone::TooMany),
        ] {
            assert_eq!(Zone::read_all(text), Err(why), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_zone_covers_what_was_drawn_and_stays_in_the_picture(x in 0u16..=1000, y in 0u16..=1000, w in 0u16..=1000, h in 0u16..=1000,
            wide in 1u32..5000, high in 1u32..5000) {
            if let Ok(zone) = Zone::new(x, y, w, h) {
                let (left, top, width, height) = zone.pixels(wide, high);
                prop_assert!(left + width <= wide && top + height <= high);
                prop_assert!(u64::from(left) * 1000 <= u64::from(wide) * u64::from(x));
                prop_assert!(u64::from(left + width) * 1000 >= u64::from(wide) * u64::from(x + w));
                prop_assert!(u64::from(top + height) * 1000 >= u64::from(high) * u64::from(y + h));
            }
        }
    }
}
