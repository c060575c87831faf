//! A place on Earth.

const EARTH_RADIUS_KM: f64 = 6_371.0;

/// Degrees of latitude and longitude (WGS 84). One that exists is on Earth.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

/// The degrees between which a part of the Earth lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least latitude.
    pub south: f64,
    /// The greatest latitude.
    pub north: f64,
    /// The least longitude.
    pub west: f64,
    /// The greatest longitude.
    pub east: f64,
}

impl Position {
    /// The place at these degrees; nothing when they are none, as metres of a national grid are not.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_earth.then_some(Self { latitude, longitude })
    }

    /// Degrees north of the equator.
    pub const fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east of Greenwich.
    pub const fn longitude(self) -> f64 {
        self.longitude
    }

    /// Kilometres to `other`, as the crow flies.
    pub fn km_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = (other.longitude - self.longitude).to_radians();
        let half_chord = ((to - from) / 2.0).sin().powi(2) + from.cos() * to.cos() * (across / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_KM * half_chord.sqrt().min(1.0).asin()
    }

    /// Whole metres to `other`, as the crow flies.
    pub fn metres_to(self, other: Self) -> u32 {
        // Half the way around the Earth is 20 016 km: it always fits.
        (self.km_to(other) * 1_000.0).round() as u32
    }

    /// The degrees between which all lies that is within `km` of here, and more in the corners: to leave most of the rest out before measuring.
    pub fn bounds(self, km: f64) -> Bounds {
        // A metre more: what lies on the very edge must not be lost to rounding.
        let angle = (km + 0.001) / EARTH_RADIUS_KM;
        let reach = angle.to_degrees();
        let (south, north) = (self.latitude - reach, self.latitude + reach);
        let across = (angle.sin() / self.latitude.to_radians().cos()).asin().to_degrees();
        let (west, east) = (self.longitude - across, self.longitude + across);
        // Around a pole every longitude is near; beyond the date line they begin anew.
        if south > -90.0 && north < 90.0 && west >= -180.0 && east <= 180.0 {
            Bounds { south, north, west, east }
        } else {
            Bounds { south, north, west: -180.0, east: 180.0 }
        }
    }
}

impl TryFrom<(f64, f64)> for Position {
    type Error = &'static str;
    fn try_from((latitude, longitude): (f64, f64)) -> Result<Self, Self::Error> {
        Self::new(latitude, longitude).ok_or("not a place on Earth")
    }
}

impl From<Position> for (f64, f64) {
    fn from(position: Position) -> Self {
        (position.latitude, position.longitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_position_is_on_earth() {
        assert!(Position::new(44.8576, -0.5734).is_some());
        // Lambert-93 metres, and what text can make of a number.
        for (latitude, longitude) in [(6_850_327.2, 650_267.1), (f64::NAN, 0.0), (0.0, f64::INFINITY), (90.1, 0.0), (0.0, -180.5)] {
            assert_eq!(Position::new(latitude, longitude), None, "{latitude} {longitude}");
        }
    }

    #[test]
    fn distances_are_those_of_a_globe() {
        let at = |latitude, longitude| Position::new(latitude, longitude).expect("on Earth");
        let (bordeaux, paris) = (at(44.8378, -0.5792), at(48.8566, 2.3522));
        assert!((498.0..501.0).contains(&bordeaux.km_to(paris)), "{}", bordeaux.km_to(paris));
        assert!(bordeaux.km_to(bordeaux) < 1e-9);
        assert_eq!((bordeaux.metres_to(bordeaux), bordeaux.metres_to(at(44.8378, -0.5665))), (0, 1_001));
    }

    proptest! {
        #[test]
        fn what_is_within_a_distance_is_within_its_bounds(
            latitude in -90.0..=90.0_f64,
            longitude in -180.0..=180.0_f64,
            away in (-0.4..=0.4_f64, -0.8..=0.8_f64),
            km in 1_u32..=40,
        ) {
            let here = Position::new(latitude, longitude).expect("on Earth");
            let beyond = longitude + away.1;
            let wrapped = if beyond > 180.0 { beyond - 360.0 } else if beyond < -180.0 { beyond + 360.0 } else { beyond };
            if let Some(there) = Position::new(latitude + away.0, wrapped) {
                let (km, bounds) = (f64::from(km), here.bounds(f64::from(km)));
                let inside = (bounds.south..=bounds.north).contains(&there.latitude) && (bounds.west..=bounds.east).contains(&there.longitude);
                prop_assert!(inside || here.km_to(there) > km, "{here:?} {there:?} {bounds:?}");
            }
        }
    }
}
