//! Light in the dark.

use crate::scenes::{canvas::Canvas, palette::*, shapes::*};

/// Light in the dark: through a prism, from mirror to mirror, or three colours that meet.
pub fn light(c: &mut Canvas) {
    let dark = c.dice.pick([INK, SLATE.shaded(0.25), PLUM.shaded(0.5), LAGOON.shaded(0.6)]);
    c.fill(dark);
    c.print(&rect(-20.0, 780.0, 1540.0, 260.0), dark.lit(0.13));
    let torches = match c.dice.below(3) {
        0 => prism(c),
        1 => mirrors(c, dark),
        _ => spots(c),
    };
    if torches.len() == 1 {
        for (x, r) in [(c.dice.between(120.0, 480.0), 46.0), (c.dice.between(1000.0, 1400.0), 60.0)] {
            candle(c, (x, 900.0), r);
        }
    }
    let colour = c.palette.accent(0);
    for (at, turn) in torches {
        c.at(at, 1.0, turn, |c| torch(c, colour));
    }
}

/// Where torches lie, and where they point.
type Torches = Vec<(Point, f32)>;

/// White on one side of the glass, all colours on the other.
fn prism(c: &mut Canvas) -> Torches {
    let (x, y, tilt) = (820.0, 480.0, c.dice.between(-0.03, 0.03));
    c.tint(&[(330.0, 490.0), (330.0, 570.0), (x - 60.0, y + 50.0), (x - 30.0, y - 20.0)], SUN.lit(0.6), 0.95);
    for (i, band) in [BRICK, CARROT, SUN, MOSS, LAGOON.lit(0.1), PLUM.lit(0.2)].into_iter().enumerate() {
        let (near, far) = (y - 10.0 + 13.0 * i as f32, 230.0 + 90.0 * i as f32);
        c.print(&[(x + 20.0, near), (1560.0, far), (1560.0, far + 91.0), (x + 34.0, near + 14.0)], band);
    }
    let glass = regular(x, y + 30.0, 230.0, 3, 0.75 + tilt);
    c.tint(&glass, CHALK, 0.55);
    c.line(&[glass.clone(), vec![glass[0]]].concat(), 9.0, CHALK);
    vec![((330.0, 530.0), 0.0)]
}

const RADIUS: f32 = 210.0;

/// Three lamps whose colours meet on the wall.
fn spots(c: &mut Canvas) -> Torches {
    let (y, apart) = (c.dice.between(300.0, 360.0), c.dice.between(120.0, 150.0));
    let tints = c.dice.shuffled([BRICK, SUN, LAGOON.lit(0.2)]);
    let mut torches = Torches::new();
    for (i, tint) in tints.into_iter().enumerate() {
        let (x, y) = polar(750.0, y + 20.0, apart, 0.75 + i as f32 / 3.0);
        let foot = 350.0 + 400.0 * [1.0, 2.0, 0.0][i];
        c.tint(&[(foot, 770.0), (x - RADIUS, y), (x + RADIUS, y)], tint, 0.22);
        c.tint(&disc(x, y, RADIUS), tint, 0.72);
        torches.push(((foot, 780.0), ((y - 780.0).atan2(x - foot)) / std::f32::consts::TAU));
    }
    // What the three discs share: its tips, and the middles of its sides.
    let tip = ((4.0 * RADIUS * RADIUS - 3.0 * apart * apart).sqrt() - apart) / 2.0;
    let reach = |i: u8| if i.is_multiple_of(2) { tip } else { RADIUS - apart };
    let middle: Outline = (0..6_u8).map(|i| polar(750.0, y + 20.0, reach(i), 0.75 + f32::from(i) / 6.0)).collect();
    c.print(&blob(&middle), PAPER);
    torches
}

/// A beam that goes from mirror to mirror and ends in a star.
fn mirrors(c: &mut Canvas, dark: Colour) -> Torches {
    let path = [(330.0, 530.0), (860.0, 200.0), (960.0, 660.0), (1290.0, 330.0)];
    for pair in path.windows(2) {
        c.line(pair, 40.0, SUN.mixed(dark, 0.35));
        c.line(pair, 20.0, SUN.lit(0.6));
    }
    for (&(x, y), turn) in path[1..3].iter().zip([0.02, 0.01]) {
        let side = if y < 400.0 { -40.0 } else { 20.0 };
        c.at((x, y), 1.0, turn, |c| {
            c.cut(&rounded(-130.0, side - 10.0, 260.0, 40.0, 12.0), WOOD);
            c.print(&rect(-115.0, if side < 0.0 { side + 18.0 } else { side - 10.0 }, 230.0, 13.0), SKY);
        });
    }
    c.print(&star(1290.0, 330.0, 190.0, 96.0, 12, 0.0), SUN);
    c.print(&disc(1290.0, 330.0, 70.0), PAPER);
    vec![((330.0, 530.0), -0.089)]
}

fn torch(c: &mut Canvas, colour: Colour) {
    c.cut(&rounded(-300.0, -46.0, 220.0, 92.0, 18.0), colour);
    c.cut(&[(-90.0, -50.0), (0.0, -86.0), (0.0, 86.0), (-90.0, 50.0)], colour.lit(0.25));
    c.print(&oval(0.0, 0.0, 18.0, 84.0), SUN.lit(0.7));
    c.print(&rounded(-230.0, -60.0, 70.0, 24.0, 10.0), INK.lit(0.3));
    for x in [-280.0, -262.0, -244.0] {
        c.line(&[(x, -30.0), (x, 30.0)], 5.0, colour.shaded(0.3));
    }
}

fn candle(c: &mut Canvas, (x, y): Point, r: f32) {
    c.tint(&disc(x, y - 170.0, r * 2.6), SUN, 0.18);
    c.cut(&rect(x - r * 0.5, y - 110.0, r, 120.0), CHALK);
    c.print(&leaf(x, y - 112.0, 90.0, 56.0, 0.75), SUN);
    c.print(&leaf(x, y - 112.0, 50.0, 28.0, 0.75), BRICK);
    c.cut(&oval(x, y + 8.0, r * 1.3, 16.0), WOOD);
}
