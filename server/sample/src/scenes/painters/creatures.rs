//! Small creatures: the insect hotel, the hives.

use crate::scenes::{animals, canvas::Canvas, palette::*, plants, props, shapes::*};

/// A hotel of wood, straw and bricks, and its guests; sometimes under a magnifying glass.
pub fn insects(c: &mut Canvas) {
    props::outdoors(c, 560.0);
    let x = c.dice.pick([470.0, 590.0]);
    hotel(c, (x, 880.0));
    let (one, two) = (c.dice.pick([BRICK, SUN, LAGOON]), c.dice.pick([ROSE, PAPER, SUN]));
    if c.dice.chance(0.5) {
        magnifier(c, (x + 590.0, 560.0));
    } else {
        c.at((x + 600.0, 380.0), 1.35, 0.06, |c| animals::butterfly(c, one, two));
        c.at((x + 480.0, 690.0), 0.95, 0.12, |c| animals::ladybird(c, BRICK));
        c.at((x + 700.0, 830.0), 1.0, 0.0, |c| animals::snail(c, two.shaded(0.1), SAND.shaded(0.2)));
    }
    c.at((x - 385.0, 290.0), 0.8, -0.05, |c| animals::butterfly(c, two, one));
    for i in 0..8_u8 {
        let (fx, tall) = (40.0 + f32::from(i) * 200.0 + c.dice.between(-40.0, 40.0), c.dice.between(90.0, 190.0));
        let colour = c.palette.accent(usize::from(i));
        plants::flower(c, (fx, 1000.0), tall, colour);
    }
}

/// A hotel 560 wide, standing on `at`.
fn hotel(c: &mut Canvas, (x, y): Point) {
    let roof = c.palette.accent(0);
    c.cut(&rect(x - 235.0, y - 30.0, 40.0, 100.0), EARTH);
    c.cut(&rect(x + 195.0, y - 30.0, 40.0, 100.0), EARTH);
    c.cut(&rect(x - 270.0, y - 520.0, 540.0, 510.0), WOOD);
    c.cut(&[(x - 340.0, y - 500.0), (x, y - 720.0), (x + 340.0, y - 500.0)], roof);
    c.cut(&[(x - 225.0, y - 518.0), (x, y - 662.0), (x + 225.0, y - 518.0)], WOOD.lit(0.2));
    bores(c, (x - 75.0, y - 590.0), 5, 2);
    let fillings = c.dice.shuffled([0, 1, 2, 3, 4, 5]);
    for (i, filling) in fillings.into_iter().enumerate() {
        let (column, row) = ((i % 2) as f32, (i / 2) as f32);
        let (left, top) = (x - 250.0 + column * 255.0, y - 502.0 + row * 164.0);
        c.print(&rect(left, top, 245.0, 152.0), EARTH.shaded(0.3));
        filling_of(c, (left, top), filling);
    }
}

/// A compartment, 245 × 152.0
fn filling_of(c: &mut Canvas, (x, y): Point, filling: u8) {
    match filling {
        0 => {
            c.print(&rect(x + 8.0, y + 8.0, 229.0, 136.0), SAND);
            bores(c, (x + 32.0, y + 34.0), 7, 4);
        }
        1 => (0..4_u8)
            .for_each(|i| c.print(&rect(x + 8.0, y + 10.0 + f32::from(i) * 34.0, 229.0, 27.0), [BRICK, CARROT][usize::from(i % 2)])),
        2 => {
            for (i, j) in (0..6_u8).flat_map(|i| (0..4_u8).map(move |j| (i, j))) {
                let (px, py) = (x + 26.0 + f32::from(i) * 38.0, y + 22.0 + f32::from(j) * 36.0);
                c.print(&disc(px, py, 17.0), SUN.lit(0.3));
                c.print(&disc(px, py, 8.0), EARTH);
            }
        }
        3 => {
            for i in 0..22_u8 {
                let px = x + 10.0 + f32::from(i) * 10.5;
                let lean = c.dice.between(-14.0, 14.0);
                c.line(&[(px, y + 140.0), (px + lean, y + 12.0)], 6.0, [SUN, SUN.lit(0.4), WOOD][usize::from(i % 3)]);
            }
        }
        4 => {
            for (i, j) in (0..4_u8).flat_map(|i| (0..2_u8).map(move |j| (i, j))) {
                let (px, py) = (x + 36.0 + f32::from(i) * 58.0, y + 72.0 + f32::from(j) * 66.0);
                for (k, half) in [26.0, 20.0, 13.0].into_iter().enumerate() {
                    let row = py - 18.0 * k as f32;
                    c.print(&[(px - half, row), (px, row - 30.0), (px + half, row)], WOOD.lit(0.12 * k as f32));
                }
            }
        }
        _ => {
            for i in 0..9_u8 {
                let (px, py) = (x + 22.0 + c.dice.between(0.0, 190.0), y + 24.0 + c.dice.between(0.0, 100.0));
                c.print(&leaf(px, py, 70.0, 36.0, f32::from(i) * 0.11), [MOSS, FERN, SUN, BRICK][usize::from(i % 4)]);
            }
        }
    }
}

fn bores(c: &mut Canvas, (x, y): Point, columns: u8, rows: u8) {
    for (i, j) in (0..columns).flat_map(|i| (0..rows).map(move |j| (i, j))) {
        let r = c.dice.between(6.0, 11.0);
        c.print(&disc(x + f32::from(i) * 31.0, y + f32::from(j) * 30.0, r), EARTH);
    }
}

fn magnifier(c: &mut Canvas, (x, y): Point) {
    c.at((x, y), 1.0, 0.13, |c| {
        c.cut(&rounded(240.0, -32.0, 300.0, 64.0, 30.0), c.palette.accent(1));
        c.cut(&disc(0.0, 0.0, 262.0), INK);
        c.print(&disc(0.0, 0.0, 226.0), MOSS.lit(0.55));
        c.print(&leaf(-210.0, 60.0, 430.0, 240.0, 0.97), MOSS);
        c.line(&[(-200.0, 58.0), (190.0, -12.0)], 6.0, FERN);
    });
    c.at((x, y), 1.3, 0.08, |c| animals::ladybird(c, BRICK));
    c.line(&arc(x, y, 190.0, 0.55, 0.68), 16.0, PAPER);
}

/// Hives in a meadow, honeycomb, and bees at work.
pub fn bees(c: &mut Canvas) {
    props::outdoors(c, 460.0);
    let hives = c.dice.pick([2_u8, 3]);
    for i in 0..hives {
        let x = 300.0 + f32::from(i) * 900.0 / f32::from(hives) + c.dice.between(-30.0, 30.0);
        let (colour, scale) = (c.palette.accent(usize::from(i)), c.dice.between(0.95, 1.15));
        let storeys = c.dice.pick([2_u8, 3]);
        c.at((x, 780.0), scale, 0.0, |c| hive(c, colour, storeys));
    }
    if c.dice.chance(0.6) {
        honeycomb(c);
    }
    for i in 0..7_u8 {
        let (x, y) = (120.0 + f32::from(i) * 205.0 + c.dice.between(-40.0, 40.0), c.dice.between(130.0, 560.0));
        let (scale, turn) = (c.dice.between(0.6, 1.15), c.dice.between(-0.06, 0.06));
        let trail =
            curve(&[(x - 250.0 * scale, y + 50.0), (x - 180.0 * scale, y - 40.0), (x - 120.0 * scale, y + 30.0), (x - 80.0 * scale, y)]);
        c.dashes(&trail, 4.0, INK);
        c.at((x, y), scale, turn, animals::bee);
    }
    for i in 0..13_u8 {
        let (x, tall) = (f32::from(i) * 122.0 + c.dice.between(-30.0, 40.0), c.dice.between(110.0, 250.0));
        let colour = c.dice.pick([ROSE, BRICK, PAPER, SUN, PLUM]);
        plants::flower(c, (x, 1010.0), tall, colour);
    }
}

fn hive(c: &mut Canvas, colour: Colour, storeys: u8) {
    props::shade(c, (0.0, 8.0), 170.0, 20.0);
    for x in [-110.0, 84.0] {
        c.cut(&rect(x, -40.0, 26.0, 50.0), EARTH);
    }
    c.cut(&rect(-150.0, -50.0, 300.0, 22.0), WOOD);
    let mut y = -50.0;
    for i in 0..storeys {
        let tall = if i == 0 { 130.0 } else { 92.0 };
        let tone = if i.is_multiple_of(2) { colour } else { colour.lit(0.3) };
        c.cut(&rect(-130.0, y - tall, 260.0, tall), tone);
        c.print(&rounded(-40.0, y - tall + 18.0, 80.0, 20.0, 10.0), tone.shaded(0.35));
        y -= tall;
    }
    c.print(&rect(-70.0, -70.0, 140.0, 18.0), INK);
    c.cut(&[(-156.0, y), (-130.0, y - 46.0), (130.0, y - 46.0), (156.0, y)], PAPER.shaded(0.12));
}

/// A corner of honeycomb, far larger than life.
fn honeycomb(c: &mut Canvas) {
    for (i, j) in (0..4_u8).flat_map(|i| (0..4 - i).map(move |j| (i, j))) {
        let (x, y) = (1470.0 - f32::from(i) * 112.0 - f32::from(j % 2) * 56.0, 20.0 + f32::from(j) * 98.0);
        c.cut(&regular(x, y, 64.0, 6, 0.25), SUN.shaded(0.18));
        let honey = c.dice.pick([SUN, SUN.lit(0.3), CARROT.lit(0.2)]);
        c.print(&regular(x, y, 48.0, 6, 0.25), honey);
    }
}
