//! The outline of a commune, from GeoJSON.

use domain::territory::Position;
use serde_json::Value;

/// A polygon, or several: each a ring, and the rings of its holes.
pub(super) struct Outline(Vec<Vec<Ring>>);

/// Longitude and latitude, the last the same as the first.
type Ring = Vec<[f64; 2]>;

/// Five decimals of a degree: one metre. Sources give fifteen, three times the text for nothing.
const PRECISION: f64 = 100_000.0;

impl Outline {
    /// Reads a `Polygon` or a `MultiPolygon`; nothing when it is neither, not closed, or not on Earth.
    pub(super) fn read(geometry: &Value) -> Option<Self> {
        let coordinates = geometry.get("coordinates")?;
        let polygons = match geometry.get("type")?.as_str()? {
            "Polygon" => vec![polygon(coordinates)?],
            "MultiPolygon" => coordinates.as_array()?.iter().map(polygon).collect::<Option<_>>()?,
            _ => return None,
        };
        (!polygons.is_empty()).then_some(Self(polygons))
    }

    /// The outline as compact GeoJSON.
    pub(super) fn geojson(&self) -> String {
        match self.0.as_slice() {
            [one] => serde_json::json!({ "type": "Polygon", "coordinates": one }).to_string(),
            several => serde_json::json!({ "type": "MultiPolygon", "coordinates": several }).to_string(),
        }
    }

    /// The centroid of its largest part.
    pub(super) fn middle(&self) -> Option<Position> {
        let largest = self.0.iter().filter_map(|polygon| polygon.first()).max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
        let (twice, origin) = (2.0 * area(largest), largest.first()?);
        if twice == 0.0 {
            return Position::new(round(origin[1]), round(origin[0]));
        }
        let (mut east, mut north) = (0.0, 0.0);
        for (from, to, cross) in edges(largest) {
            east += (from[0] + to[0]) * cross;
            north += (from[1] + to[1]) * cross;
        }
        Position::new(round(origin[1] + north / (3.0 * twice)), round(origin[0] + east / (3.0 * twice)))
    }
}

fn round(degrees: f64) -> f64 {
    (degrees * PRECISION).round() / PRECISION
}

/// The edges of a ring seen from its first corner, so that small figures are not lost in large numbers.
fn edges(ring: &Ring) -> impl Iterator<Item = ([f64; 2], [f64; 2], f64)> + '_ {
    let origin = ring.first().copied().unwrap_or_default();
    let seen = move |corner: &[f64; 2]| [corner[0] - origin[0], corner[1] - origin[1]];
    ring.windows(2).map(move |pair| {
        let (from, to) = (seen(&pair[0]), seen(&pair[1]));
        (from, to, from[0] * to[1] - to[0] * from[1])
    })
}

fn area(ring: &Ring) -> f64 {
    edges(ring).map(|(_, _, cross)| cross).sum::<f64>() / 2.0
}

fn polygon(rings: &Value) -> Option<Vec<Ring>> {
    let rings: Vec<Ring> = rings.as_array()?.iter().map(ring).collect::<Option<_>>()?;
    (!rings.is_empty()).then_some(rings)
}

fn ring(corners: &Value) -> Option<Ring> {
    let ring: Ring = corners.as_array()?.iter().map(corner).collect::<Option<_>>()?;
    (ring.len() >= 4 && ring.first() == ring.last()).then_some(ring)
}

fn corner(corner: &Value) -> Option<[f64; 2]> {
    let at = |place: usize| corner.get(place)?.as_f64();
    let position = Position::new(at(1)?, at(0)?)?;
    Some([round(position.longitude()), round(position.latitude())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn square(west: f64, south: f64, side: f64) -> Value {
        json!([[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]])
    }

    #[test]
    fn an_outline_is_kept_compact_and_has_a_middle() {
        let one = Outline::read(&json!({ "type": "Polygon", "coordinates": [square(-0.600_000_12, 44.8, 0.02)] })).expect("an outline");
        assert!(one.geojson().starts_with(r#"{"coordinates":[[[-0.6,44.8],[-0.58,44.8]"#), "{}", one.geojson());
        assert_eq!(one.middle(), Position::new(44.81, -0.59));
        let several = json!({ "type": "MultiPolygon", "coordinates": [[square(0.0, 45.0, 0.01)], [square(1.0, 45.0, 0.1)]] });
        let several = Outline::read(&several).expect("an outline");
        assert!(several.geojson().contains("MultiPolygon"));
        assert_eq!(several.middle(), Position::new(45.05, 1.05), "of the largest part");
        let again = serde_json::from_str(&several.geojson()).expect("JSON");
        assert_eq!(Outline::read(&again).map(|outline| outline.geojson()), Some(several.geojson()));
    }

    #[test]
    fn what_is_no_outline_is_refused() {
        let cases = [
            json!(null),
            json!({ "type": "Point", "coordinates": [0.0, 45.0] }),
            json!({ "type": "Polygon", "coordinates": [] }),
            json!({ "type": "MultiPolygon", "coordinates": [] }),
            json!({ "type": "Polygon", "coordinates": [[[0.0, 45.0], [1.0, 45.0], [0.0, 45.0]]] }),
            json!({ "type": "Polygon", "coordinates": [[[0.0, 45.0], [1.0, 45.0], [1.0, 46.0], [0.0, 46.0]]] }),
            json!({ "type": "Polygon", "coordinates": [square(650_267.1, 6_850_327.2, 10.0)] }),
            json!({ "type": "Polygon", "coordinates": [[["0", "45"], ["1", "45"], ["1", "46"], ["0", "45"]]] }),
        ];
        for geometry in cases {
            assert!(Outline::read(&geometry).is_none(), "{geometry}");
        }
    }
}
