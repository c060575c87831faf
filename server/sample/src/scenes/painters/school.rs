//! The school itself.

use crate::scenes::{canvas::Canvas, palette::*, plants, props, shapes::*};

/// A school and its yard: the clock, the awning, a hopscotch, trees.
pub fn school(c: &mut Canvas) {
    props::outdoors(c, 560.0);
    let wall = c.dice.pick([CHALK, SAND, ROSE.lit(0.35), SUN.lit(0.5)]);
    let roof = c.dice.pick([BRICK, SLATE, PLUM, LAGOON]);
    let yard = c.dice.pick([SAND.shaded(0.08), ROSE.lit(0.2), BRICK.lit(0.45), MOSS.lit(0.35)]);
    plants::tree(c, (140.0, 640.0), 1.25);
    if c.dice.chance(0.55) {
        old_front(c, wall, roof);
    } else {
        new_front(c, wall, roof);
    }
    c.cut(&wave(650.0, 4.0, 1200.0, 0.3), yard);
    awning(c, roof);
    hopscotch(c);
    if c.dice.chance(0.5) {
        plants::tree(c, (1390.0, 800.0), 1.5);
    } else {
        props::bunting(c, 20.0);
    }
}

/// Two wings and a gable with its clock, as built a century ago.
fn old_front(c: &mut Canvas, wall: Colour, roof: Colour) {
    c.cut(&rect(300.0, 330.0, 900.0, 320.0), wall);
    c.cut(&[(260.0, 334.0), (340.0, 230.0), (1160.0, 230.0), (1240.0, 334.0)], roof);
    for x in [350.0, 450.0, 930.0, 1030.0, 1120.0] {
        tall_window(c, x, 390.0);
        tall_window(c, x, 520.0);
    }
    c.cut(&rect(580.0, 250.0, 300.0, 400.0), wall.lit(0.35));
    c.cut(&[(550.0, 254.0), (730.0, 120.0), (910.0, 254.0)], roof.shaded(0.12));
    c.cut(&rect(706.0, 70.0, 48.0, 90.0), wall);
    c.cut(&dome(730.0, 110.0, 20.0, 30.0), SUN);
    clock(c, (730.0, 330.0));
    c.print(&[dome(730.0, 520.0, 70.0, 60.0), vec![(800.0, 650.0), (660.0, 650.0)]].concat(), LAGOON.shaded(0.3));
    c.line(&[(730.0, 462.0), (730.0, 650.0)], 5.0, wall);
}

/// Long and low, with coloured panels and a planted roof, as built today.
fn new_front(c: &mut Canvas, wall: Colour, roof: Colour) {
    c.cut(&rect(560.0, 190.0, 330.0, 460.0), roof);
    clock(c, (725.0, 290.0));
    for x in (0_u8..9).map(|i| 300.0 + f32::from(i) * 104.0) {
        let tuft = c.dice.between(14.0, 30.0);
        c.cut(&disc(x + 30.0, 366.0, tuft), MOSS);
    }
    c.cut(&rect(270.0, 366.0, 930.0, 290.0), wall);
    c.cut(&rect(250.0, 356.0, 970.0, 30.0), roof.shaded(0.15));
    for i in 0..8_u8 {
        let x = 300.0 + f32::from(i) * 112.0;
        let panel = c.palette.accent(i.into());
        c.print(&rect(x, 410.0, 84.0, 130.0), SKY.lit(0.2));
        c.print(&rect(x, 540.0, 84.0, 110.0), if i == 4 { INK.lit(0.2) } else { panel });
        c.line(&[(x, 470.0), (x + 84.0, 470.0)], 5.0, PAPER);
    }
}

fn clock(c: &mut Canvas, (x, y): Point) {
    c.cut(&disc(x, y, 56.0), PAPER);
    c.line(&arc(x, y, 56.0, 0.0, 1.0), 7.0, INK);
    let hand = c.dice.unit();
    c.line(&[(x, y), polar(x, y, 40.0, hand)], 6.0, INK);
    c.line(&[(x, y), polar(x, y, 28.0, hand + 0.3)], 7.0, BRICK);
}

fn tall_window(c: &mut Canvas, x: f32, y: f32) {
    c.print(&rect(x - 6.0, y - 6.0, 72.0, 96.0), PAPER);
    c.print(&rect(x, y, 60.0, 84.0), LAGOON.lit(0.2));
    c.line(&[(x + 30.0, y), (x + 30.0, y + 84.0)], 5.0, PAPER);
}

/// The préau: a roof on posts, at the side of the yard.
fn awning(c: &mut Canvas, roof: Colour) {
    let (one, two) = (SUN, PAPER);
    c.tint(&rect(990.0, 500.0, 420.0, 240.0), INK, 0.22);
    for x in [990.0, 1190.0, 1390.0] {
        c.cut(&rect(x, 480.0, 20.0, 290.0), EARTH);
    }
    for i in 0..8_u8 {
        let x = 950.0 + f32::from(i) * 64.0;
        c.cut(&[(x + 30.0, 430.0), (x + 94.0, 430.0), (x + 64.0, 520.0), (x, 520.0)], if i.is_multiple_of(2) { one } else { two });
    }
    c.cut(&rect(1080.0, 690.0, 220.0, 18.0), roof);
    for x in [1100.0, 1262.0] {
        c.cut(&rect(x, 704.0, 16.0, 60.0), EARTH);
    }
}

fn hopscotch(c: &mut Canvas) {
    let slant = c.dice.between(-60.0, 60.0);
    let cell = |column: f32, row: f32| {
        let at = |u: f32, v: f32| (430.0 + (u - 0.5) * (124.0 - v * 9.0) + slant * v * 0.15, 980.0 - v * 60.0 + v * v * 2.6);
        vec![at(column, row), at(column + 1.0, row), at(column + 1.0, row + 1.0), at(column, row + 1.0)]
    };
    for (i, (column, row)) in
        [(0.0, 0.0), (-0.5, 1.0), (0.5, 1.0), (0.0, 2.0), (-0.5, 3.0), (0.5, 3.0), (0.0, 4.0), (0.0, 5.0)].into_iter().enumerate()
    {
        let tile = cell(column, row);
        let colour = c.palette.accent(i);
        c.print(&tile, colour.lit(0.25));
        c.line(&[tile.clone(), vec![tile[0]]].concat(), 6.0, PAPER);
    }
    let (x, ball) = (c.dice.between(650.0, 900.0), c.dice.pick([SUN, LAGOON, SLATE]));
    props::shade(c, (x, 880.0), 50.0, 12.0);
    c.cut(&disc(x, 838.0, 44.0), ball);
    c.line(&arc(x - 40.0, 800.0, 70.0, 0.0, 0.22), 7.0, PAPER);
}
