//! Trees, flowers and grass.

use super::{
    canvas::{Canvas, WIDTH},
    palette::*,
    shapes::*,
};

/// A tree that stands on `at`, about 300 high at scale 1: round, fir or poplar.
pub fn tree(c: &mut Canvas, at: Point, scale: f32) {
    let kind = c.dice.below(3);
    let green = c.dice.pick([MOSS, FERN, FERN.mixed(SUN, 0.3), SLATE.lit(0.15)]);
    c.at(at, scale, 0.0, |c| match kind {
        0 => round_tree(c, green),
        1 => fir(c, green),
        _ => {
            c.cut(&rect(-9.0, -90.0, 18.0, 94.0), EARTH);
            c.cut(&leaf(0.0, -40.0, 270.0, 120.0, 0.75), green);
            c.line(&[(0.0, -60.0), (0.0, -220.0)], 4.0, green.shaded(0.25));
        }
    });
}

/// A round tree, 300 high, in its own units.
pub fn round_tree(c: &mut Canvas, green: Colour) {
    c.cut(&[(-14.0, 4.0), (-8.0, -130.0), (8.0, -130.0), (14.0, 4.0)], EARTH);
    c.cut(
        &blob(&[(-100.0, -150.0), (-85.0, -240.0), (-10.0, -300.0), (80.0, -250.0), (105.0, -160.0), (40.0, -105.0), (-50.0, -100.0)]),
        green,
    );
    for _ in 0..7 {
        let (x, y) = (c.dice.between(-65.0, 65.0), c.dice.between(-250.0, -140.0));
        c.print(&leaf(x, y, 28.0, 14.0, 0.7), green.lit(0.25));
    }
}

/// A fir, 310 high, in its own units.
pub fn fir(c: &mut Canvas, green: Colour) {
    c.cut(&rect(-10.0, -50.0, 20.0, 54.0), EARTH);
    for (y, half, tall) in [(-40.0, 95.0, 130.0), (-110.0, 78.0, 120.0), (-180.0, 58.0, 125.0)] {
        c.cut(&[(-half, y), (0.0, y - tall), (half, y), (half * 0.4, y - 12.0), (-half * 0.4, y - 12.0)], green);
    }
}

/// A stem with leaves, `height` high, leaning by `lean`.
pub fn sprig(c: &mut Canvas, (x, y): Point, height: f32, lean: f32, green: Colour) {
    let stem = curve(&[(x, y), (x + lean * 0.3, y - height * 0.5), (x + lean, y - height)]);
    c.line(&stem, height * 0.03 + 2.0, green.shaded(0.2));
    for (i, &(px, py)) in stem.iter().enumerate().skip(2).step_by(2) {
        let turn = if i.is_multiple_of(4) { 0.9 } else { 0.6 };
        c.print(&leaf(px, py, height * 0.28, height * 0.13, turn), green);
    }
}

/// A flower on its stem.
pub fn flower(c: &mut Canvas, (x, y): Point, height: f32, colour: Colour) {
    let (petals, lean) = (c.dice.pick([5_u16, 6, 8]), c.dice.between(-0.15, 0.15) * height);
    sprig(c, (x, y), height, lean, FERN);
    let (x, y, size) = (x + lean, y - height, 14.0 + height * 0.1);
    for i in 0..petals {
        c.print(&leaf(x, y, size * 1.5, size * 0.9, f32::from(i) / f32::from(petals)), colour);
    }
    c.cut(&disc(x, y, size * 0.5), if colour == SUN { EARTH } else { SUN });
}

/// Tufts of grass here and there between two heights.
pub fn grass(c: &mut Canvas, top: f32, bottom: f32, count: u16, colour: Colour) {
    for _ in 0..count {
        let (x, y) = (c.dice.between(0.0, WIDTH), c.dice.between(top, bottom));
        for turn in [0.68, 0.75, 0.82] {
            let (tx, ty) = polar(x, y, 26.0, turn);
            c.line(&[(x, y), (tx, ty)], 4.0, colour);
        }
    }
}
