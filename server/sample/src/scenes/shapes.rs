//! Outlines: plain lists of points, in picture units (1500 × 1000). Cutting and colouring them is the canvas's work.

use std::f32::consts::TAU;

/// A place on the picture, `x` rightwards and `y` downwards.
pub type Point = (f32, f32);

/// Points joined by straight cuts: what scissors do.
pub type Outline = Vec<Point>;

/// The point at `turn` (1 = all the way round, clockwise from the right) and `radius` from `(x, y)`.
pub fn polar(x: f32, y: f32, radius: f32, turn: f32) -> Point {
    let (sin, cos) = (turn * TAU).sin_cos();
    (x + radius * cos, y + radius * sin)
}

/// A rectangle from its top left corner.
pub fn rect(x: f32, y: f32, width: f32, height: f32) -> Outline {
    vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

/// A rectangle with its corners rounded by `radius`.
pub fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Outline {
    let corners =
        [(width - radius, height - radius, 0.0), (radius, height - radius, 0.25), (radius, radius, 0.5), (width - radius, radius, 0.75)];
    let round = |(cx, cy, from): (f32, f32, f32)| (0_u8..=4).map(move |step| polar(x + cx, y + cy, radius, from + f32::from(step) / 16.0));
    corners.into_iter().flat_map(round).collect()
}

/// An ellipse.
pub fn oval(x: f32, y: f32, rx: f32, ry: f32) -> Outline {
    let facets = (rx.max(ry) * 0.35).clamp(14.0, 72.0) as u16;
    (0..facets).map(|i| polar(0.0, 0.0, 1.0, f32::from(i) / f32::from(facets))).map(|(cos, sin)| (x + rx * cos, y + ry * sin)).collect()
}

/// A disc.
pub fn disc(x: f32, y: f32, radius: f32) -> Outline {
    oval(x, y, radius, radius)
}

/// Points along a circle, from one turn to another: an arc as a line, or a ring's edge.
pub fn arc(x: f32, y: f32, radius: f32, from: f32, to: f32) -> Outline {
    let steps = ((to - from).abs() * radius * 0.4).clamp(6.0, 72.0) as u16;
    (0..=steps).map(|i| polar(x, y, radius, from + (to - from) * f32::from(i) / f32::from(steps))).collect()
}

/// Points along an ellipse, from one turn to another: hoops and rings seen from the side.
pub fn bow(x: f32, y: f32, rx: f32, ry: f32, from: f32, to: f32) -> Outline {
    arc(0.0, 0.0, rx.max(ry), from, to).into_iter().map(|(px, py)| (x + px * rx / rx.max(ry), y + py * ry / rx.max(ry))).collect()
}

/// What lies under a dome: half a disc of `rx` × `ry`, flat side down on `y`.
pub fn dome(x: f32, y: f32, rx: f32, ry: f32) -> Outline {
    bow(x, y, rx, ry, 0.5, 1.0)
}

/// Half an ellipse that hangs from `y`: pelmets, icing, bowls.
pub fn scallop(x: f32, y: f32, rx: f32, ry: f32) -> Outline {
    bow(x, y, rx, ry, 0.0, 0.5)
}

/// A star, or a cog, or a flower: `tips` points between two radii, turned by `turn`.
pub fn star(x: f32, y: f32, outer: f32, inner: f32, tips: u16, turn: f32) -> Outline {
    let radius = |i: u16| if i.is_multiple_of(2) { outer } else { inner };
    (0..tips * 2).map(|i| polar(x, y, radius(i), turn + f32::from(i) / f32::from(tips * 2))).collect()
}

/// A regular polygon.
pub fn regular(x: f32, y: f32, radius: f32, sides: u16, turn: f32) -> Outline {
    (0..sides).map(|i| polar(x, y, radius, turn + f32::from(i) / f32::from(sides))).collect()
}

/// A leaf that grows from `(x, y)` towards `turn`.
pub fn leaf(x: f32, y: f32, length: f32, width: f32, turn: f32) -> Outline {
    let side = [(0.0, 0.0), (0.2, 0.32), (0.45, 0.5), (0.75, 0.3), (1.0, 0.0)];
    let (sin, cos) = (turn * TAU).sin_cos();
    let place =
        |along: f32, across: f32| (x + along * length * cos - across * width * sin, y + along * length * sin + across * width * cos);
    let there = side.iter().map(|&(along, across)| place(along, across));
    let back = side.iter().rev().skip(1).map(|&(along, across)| place(along, -across));
    there.chain(back).collect()
}

/// Everything under a wavy line, across the whole picture.
pub fn wave(y: f32, height: f32, length: f32, phase: f32) -> Outline {
    let mut outline: Outline = (-1_i16..=38)
        .map(|i| f32::from(i) * 42.0)
        .map(|x| (x, y + height * ((x / length + phase) * TAU).sin() + 0.35 * height * ((x / length * 2.3 + phase) * TAU).cos()))
        .collect();
    outline.extend([(1600.0, 1100.0), (-60.0, 1100.0)]);
    outline
}

/// A soft line through `points` (Catmull–Rom), open.
pub fn curve(points: &[Point]) -> Outline {
    let at = |i: usize| points[i.min(points.len() - 1)];
    let mut line = Outline::new();
    for i in 0..points.len().saturating_sub(1) {
        let around = [at(i.saturating_sub(1)), at(i), at(i + 1), at(i + 2)];
        line.extend((0_u8..6).map(|step| between(around, f32::from(step) / 6.0)));
    }
    line.extend(points.last());
    line
}

/// A soft shape through `points`, closed: animals, stones, clay.
pub fn blob(points: &[Point]) -> Outline {
    let count = points.len();
    let at = |i: usize| points[i % count];
    let round = |i: usize| [at(i + count - 1), at(i), at(i + 1), at(i + 2)];
    (0..count).flat_map(|i| (0_u8..5).map(move |step| between(round(i), f32::from(step) / 5.0))).collect()
}

/// Catmull–Rom between the second and the third of four points.
fn between(points: [Point; 4], t: f32) -> Point {
    let axis = |a: f32, b: f32, c: f32, d: f32| {
        0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t + (3.0 * b - a - 3.0 * c + d) * t * t * t)
    };
    let [a, b, c, d] = points;
    (axis(a.0, b.0, c.0, d.0), axis(a.1, b.1, c.1, d.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_lines_pass_through_their_points() {
        let points = [(0.0, 0.0), (10.0, 20.0), (30.0, 5.0)];
        let line = curve(&points);
        assert!(points.iter().all(|point| line.contains(point)));
        assert_eq!(curve(&[]), Outline::new());
    }

    #[test]
    fn a_disc_stays_round() {
        assert!(disc(5.0, 5.0, 50.0).iter().all(|&(x, y)| ((x - 5.0).hypot(y - 5.0) - 50.0).abs() < 0.01));
    }
}
