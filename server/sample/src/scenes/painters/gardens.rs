//! What grows: the vegetable garden, the forest.

use crate::scenes::{
    animals,
    canvas::{Canvas, WIDTH},
    palette::*,
    plants, props,
    shapes::*,
    silhouettes,
};

/// Raised beds, their vegetables and labels, a watering can.
pub fn vegetable_garden(c: &mut Canvas) {
    props::outdoors(c, 360.0);
    fence(c, 370.0);
    plants::grass(c, 440.0, 990.0, 26, c.palette.ground.shaded(0.25));
    let kinds = c.dice.shuffled([0, 1, 2, 3, 4, 5]);
    let rows: &[(f32, f32, f32)] =
        if c.dice.chance(0.5) { &[(430.0, 560.0, 0.72), (660.0, 660.0, 1.0)] } else { &[(450.0, 600.0, 0.75), (690.0, 1280.0, 1.05)] };
    let mut next = 0;
    for &(y, width, scale) in rows {
        let wide = width > 1000.0;
        for side in if wide { &[750.0][..] } else { &[400.0, 1100.0][..] } {
            bed(c, (side - width / 2.0, y), width, scale, [kinds[next % 6], kinds[(next + 1) % 6]]);
            next += 1;
        }
    }
    let (x, colour) = (c.dice.pick([620.0, 1180.0]), c.palette.accent(0));
    c.at((x, 930.0), 0.95, 0.0, |c| watering_can(c, colour));
}

fn fence(c: &mut Canvas, y: f32) {
    let colour = c.dice.pick([PAPER, WOOD, SAND]);
    for rail in [y - 60.0, y - 20.0] {
        c.print(&rect(-20.0, rail, 1540.0, 12.0), colour.shaded(0.12));
    }
    for i in 0..22_u8 {
        let x = f32::from(i) * 70.0 + 5.0;
        c.cut(&[(x, y + 15.0), (x, y - 85.0), (x + 17.0, y - 108.0), (x + 34.0, y - 85.0), (x + 34.0, y + 15.0)], colour);
    }
}

/// A wooden bed in two halves, each with its vegetable.
fn bed(c: &mut Canvas, (x, y): Point, width: f32, scale: f32, kinds: [u8; 2]) {
    let deep = 70.0 * scale;
    props::shade(c, (x + width / 2.0, y + deep + 95.0 * scale), width * 0.54, 26.0);
    c.cut(&[(x + 40.0 * scale, y), (x + width - 40.0 * scale, y), (x + width, y + deep), (x, y + deep)], WOOD.lit(0.2));
    c.print(
        &[(x + 55.0 * scale, y + 10.0), (x + width - 55.0 * scale, y + 10.0), (x + width - 24.0, y + deep), (x + 24.0, y + deep)],
        EARTH,
    );
    let plants = (width / (105.0 * scale)) as u16;
    for i in 0..plants {
        let kind = kinds[usize::from(i >= plants / 2)];
        let px = x + width * (f32::from(i) + 0.5) / f32::from(plants) * 0.9 + width * 0.05;
        let size = scale * c.dice.between(0.9, 1.15);
        c.at((px, y + deep * 0.72), size, 0.0, |c| vegetable(c, kind));
    }
    c.cut(&rect(x, y + deep, width, 88.0 * scale), WOOD);
    c.print(&rect(x, y + deep + 40.0 * scale, width, 5.0), WOOD.shaded(0.25));
    for share in [0.06, 0.53] {
        let (lx, ly) = (x + width * share, y + deep - 8.0);
        c.cut(&rect(lx, ly - 60.0 * scale, 8.0 * scale, 90.0 * scale), SAND);
        c.cut(&rounded(lx - 26.0 * scale, ly - 100.0 * scale, 60.0 * scale, 46.0 * scale, 6.0), PAPER);
        c.line(&[(lx - 12.0 * scale, ly - 84.0 * scale), (lx + 20.0 * scale, ly - 84.0 * scale)], 4.0, INK);
        c.line(&[(lx - 12.0 * scale, ly - 70.0 * scale), (lx + 8.0 * scale, ly - 70.0 * scale)], 4.0, INK);
    }
}

/// A vegetable that stands on `(0, 0)`, about 100 wide.
fn vegetable(c: &mut Canvas, kind: u8) {
    match kind {
        0 => {
            for turn in [0.64, 0.7, 0.75, 0.8, 0.86] {
                c.print(&leaf(0.0, -28.0, 92.0, 20.0, turn), MOSS);
            }
            c.cut(&[(-22.0, -36.0), (22.0, -36.0), (12.0, 8.0), (-12.0, 8.0)], CARROT);
        }
        1 => {
            for (r, green) in [(50.0, FERN), (38.0, MOSS), (24.0, MOSS.lit(0.3)), (11.0, MOSS.lit(0.55))] {
                c.cut(&star(0.0, -34.0, r, r * 0.84, 9, r), green);
            }
        }
        2 => {
            c.line(&[(0.0, 6.0), (0.0, -180.0)], 7.0, SAND);
            for (y, turn) in [(-30.0, 0.55), (-60.0, 0.95), (-95.0, 0.57), (-130.0, 0.93), (-150.0, 0.6)] {
                c.print(&leaf(0.0, y, 62.0, 30.0, turn), FERN);
            }
            for (x, y) in [(-22.0, -52.0), (24.0, -84.0), (-18.0, -112.0), (14.0, -24.0)] {
                c.cut(&disc(x, y, 17.0), BRICK);
            }
        }
        3 => {
            for (x, r) in [(-26.0, 26.0), (26.0, 26.0), (0.0, 34.0)] {
                c.cut(&oval(x, -30.0, r, 36.0), CARROT);
            }
            c.line(&[(0.0, -64.0), (8.0, -82.0)], 9.0, FERN);
            c.print(&leaf(0.0, -66.0, 54.0, 32.0, 0.95), MOSS);
        }
        4 => {
            let colour = c.dice.pick([SUN, ROSE, BRICK]);
            plants::flower(c, (0.0, 6.0), 190.0, colour);
        }
        _ => {
            for turn in [0.66, 0.71, 0.79, 0.84] {
                c.print(&leaf(0.0, -30.0, 110.0, 34.0, turn), FERN.lit(0.15));
            }
            c.cut(&disc(0.0, -16.0, 32.0), PLUM);
        }
    }
}

fn watering_can(c: &mut Canvas, colour: Colour) {
    props::shade(c, (0.0, 4.0), 130.0, 18.0);
    c.line(&curve(&[(-70.0, -120.0), (-150.0, -130.0), (-150.0, -30.0), (-76.0, -20.0)]), 17.0, colour.shaded(0.25));
    c.line(&curve(&[(-50.0, -130.0), (0.0, -210.0), (60.0, -130.0)]), 15.0, colour.shaded(0.25));
    c.cut(&[(60.0, -50.0), (60.0, -84.0), (170.0, -160.0), (186.0, -146.0)], colour.shaded(0.12));
    c.cut(&[(150.0, -176.0), (176.0, -192.0), (222.0, -140.0), (196.0, -122.0)], colour.shaded(0.3));
    c.cut(&[(-86.0, -140.0), (76.0, -140.0), (88.0, 0.0), (-98.0, 0.0)], colour);
    c.print(&rect(-92.0, -96.0, 172.0, 14.0), colour.lit(0.35));
    c.print(&oval(-5.0, -140.0, 82.0, 13.0), colour.shaded(0.4));
}

/// Trunks and firs in three depths, animals, mushrooms, a beam of light.
pub fn forest(c: &mut Canvas) {
    let light = c.dice.pick([SKY.lit(0.5), SUN.lit(0.55), ROSE.lit(0.5), MOSS.lit(0.6)]);
    let deep = c.dice.pick([FERN, SLATE, LAGOON.mixed(FERN, 0.5), EARTH.mixed(CARROT, 0.5), PLUM, MOSS.shaded(0.2)]);
    c.fill(light);
    let (x, trunks) = (c.dice.between(400.0, 1100.0), c.dice.below(4));
    c.print(&disc(x, 270.0, 130.0), PAPER);
    for (depth, base) in [(0.28, 560.0), (0.52, 660.0), (0.78, 760.0)] {
        let colour = light.mixed(deep, depth);
        let phase = c.dice.unit();
        let trees = c.dice.between(7.0, 10.0) as u16;
        for i in 0..trees {
            let x = (f32::from(i) + c.dice.between(0.1, 0.9)) * WIDTH / f32::from(trees);
            let (scale, kind) = (c.dice.between(1.2, 1.9) * (0.6 + depth), c.dice.below(3));
            c.at((x, base + 20.0), scale, 0.0, |c| if kind < trunks { trunk(c, colour) } else { plants::fir(c, colour) });
        }
        c.cut(&wave(base, 14.0, 700.0, phase), colour.lit(0.12));
    }
    for turn in [0.2, 0.24, 0.28] {
        let (bx, by) = polar(x, 270.0, 1000.0, turn);
        c.tint(&[(x - 20.0, 270.0), (x + 20.0, 270.0), (bx + 90.0, by), (bx - 90.0, by)], PAPER, 0.16);
    }
    undergrowth(c, deep);
}

fn trunk(c: &mut Canvas, colour: Colour) {
    c.cut(&[(-26.0, 20.0), (-14.0, -700.0), (14.0, -700.0), (26.0, 20.0)], colour);
    c.line(&[(8.0, -150.0), (70.0, -220.0)], 10.0, colour);
}

fn undergrowth(c: &mut Canvas, deep: Colour) {
    let phase = c.dice.unit();
    let (x, fur) = (c.dice.between(480.0, 1000.0), c.dice.pick([BRICK, CARROT, SAND, SUN.shaded(0.12)]));
    match c.dice.below(4) {
        0 => c.at((x, 850.0), 1.5, 0.0, |c| {
            c.cut(&silhouettes::fox(), fur);
            c.print(&blob(&[(-190.0, -62.0), (-228.0, -98.0), (-196.0, -112.0), (-176.0, -84.0)]), PAPER);
            c.print(&disc(106.0, -136.0, 6.0), INK);
        }),
        1 => c.at((x, 850.0), 1.35, 0.0, |c| c.cut(&silhouettes::stag(), fur)),
        2 => c.at((x, 860.0), 1.6, 0.0, |c| animals::hedgehog(c, EARTH)),
        _ => c.at((x, 860.0), 1.3, 0.0, |c| {
            c.cut(&silhouettes::rabbit(), fur.lit(0.3));
            c.print(&disc(52.0, -136.0, 6.0), INK);
        }),
    }
    c.cut(&wave(870.0, 16.0, 900.0, phase), deep.shaded(0.3));
    for i in 0..7_u8 {
        let x = 90.0 + f32::from(i) * 215.0 + c.dice.between(-60.0, 60.0);
        let scale = c.dice.between(0.7, 1.2);
        if c.dice.chance(0.45) {
            let cap = c.dice.pick([BRICK, SUN, ROSE]);
            c.at((x, 930.0), scale, 0.0, |c| mushroom(c, cap));
        } else {
            for turn in [0.62, 0.68, 0.75, 0.82, 0.88] {
                c.print(&leaf(x, 940.0, 130.0 * scale, 34.0, turn), deep.lit(0.18));
            }
        }
    }
}

fn mushroom(c: &mut Canvas, cap: Colour) {
    c.cut(&[(-18.0, 0.0), (-13.0, -70.0), (13.0, -70.0), (20.0, 0.0)], PAPER);
    c.cut(&dome(0.0, -58.0, 70.0, 64.0), cap);
    for (x, y, r) in [(-34.0, -78.0, 9.0), (4.0, -98.0, 11.0), (36.0, -76.0, 8.0)] {
        c.print(&disc(x, y, r), PAPER);
    }
}
