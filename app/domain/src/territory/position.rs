//! A place on Earth.

/// Degrees of latitude and longitude (WGS 84). One that exists is on Earth.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Position {
    latitude: f64,
    longitude: f64,
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
        const EARTH_RADIUS_KM: f64 = 6_371.0;
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = (other.longitude - self.longitude).to_radians();
        let half_chord = ((to - from) / 2.0).sin().powi(2) + from.cos() * to.cos() * (across / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_KM * half_chord.sqrt().min(1.0).asin()
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
    }
}
