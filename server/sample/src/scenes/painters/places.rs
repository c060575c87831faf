//! Where one lives: the map, the town.

use crate::scenes::{canvas::Canvas, palette::*, plants, props, shapes::*};

/// A folded map: streets, blocks, park, river, pins and the way between them.
pub fn map(c: &mut Canvas) {
    let table = c.palette.table;
    c.fill(table);
    let land = c.dice.pick([CHALK, SAND.lit(0.3), PAPER]);
    let tilt = c.dice.between(-0.012, 0.012);
    let pins = c.dice.shuffled([(360.0, 330.0), (690.0, 620.0), (980.0, 300.0), (1150.0, 680.0), (520.0, 760.0)]);
    c.at((0.0, 0.0), 1.0, tilt, |c| {
        c.cut(&rect(90.0, 70.0, 1320.0, 860.0), land);
        blocks(c, land);
        streets(c, land);
        nature(c);
        for i in [0_u8, 2] {
            c.tint(&rect(90.0 + f32::from(i) * 330.0, 70.0, 330.0, 860.0), INK, 0.055);
        }
        let way = curve(&[pins[0], (pins[0].0, pins[1].1), pins[1], pins[2]]);
        c.dashes(&way, 9.0, BRICK);
        for (i, &at) in pins.iter().take(4).enumerate() {
            let colour = [BRICK, SUN, LAGOON, PLUM][i];
            c.at(at, 1.0, 0.0, |c| pin(c, colour));
        }
        compass(c, (1290.0, 190.0));
    });
    let pencil = c.palette.accent(1);
    props::pencil(c, (1190.0, 860.0), 420.0, 0.58, pencil);
}

fn blocks(c: &mut Canvas, land: Colour) {
    for (i, j) in (0..11_u8).flat_map(|i| (0..7_u8).map(move |j| (i, j))) {
        let (x, y) = (112.0 + f32::from(i) * 118.0, 92.0 + f32::from(j) * 120.0);
        let shade = c.dice.pick([land.shaded(0.1), land.shaded(0.15), ROSE.lit(0.45), SAND.shaded(0.05), SUN.lit(0.55)]);
        match c.dice.below(4) {
            0 => c.print(&rect(x, y, 96.0, 96.0), shade),
            1 => {
                c.print(&rect(x, y, 44.0, 96.0), shade);
                c.print(&rect(x + 52.0, y, 44.0, 60.0), shade.shaded(0.08));
            }
            2 => c.print(&[(x, y), (x + 96.0, y), (x + 96.0, y + 40.0), (x + 40.0, y + 40.0), (x + 40.0, y + 96.0), (x, y + 96.0)], shade),
            _ => {
                c.print(&rect(x, y, 96.0, 42.0), shade);
                c.print(&rect(x, y + 52.0, 60.0, 44.0), shade.shaded(0.06));
            }
        }
    }
}

fn streets(c: &mut Canvas, land: Colour) {
    let (a, b) = (c.dice.between(300.0, 700.0), c.dice.between(800.0, 1200.0));
    let ring = (c.dice.between(600.0, 900.0), c.dice.between(400.0, 600.0));
    for (width, colour) in [(44.0, land.shaded(0.22)), (34.0, SUN.lit(0.45))] {
        c.line(&[(112.0, 340.0), (1388.0, 330.0)], width, colour);
        c.line(&[(a, 92.0), (a + 120.0, 908.0)], width, colour);
        c.line(&[(112.0, 880.0), (b, 500.0), (1388.0, 140.0)], width, colour);
        c.line(&arc(ring.0, ring.1, 90.0, 0.0, 1.0), width, colour);
    }
    c.print(&disc(ring.0, ring.1, 60.0), MOSS);
    c.cut(&disc(ring.0, ring.1, 18.0), SKY);
}

fn nature(c: &mut Canvas) {
    let y = c.dice.between(560.0, 720.0);
    let river = curve(&[(126.0, y), (400.0, y + 80.0), (700.0, y - 120.0), (1000.0, y + 60.0), (1200.0, y - 20.0), (1374.0, y + 90.0)]);
    c.line(&river, 64.0, LAGOON.lit(0.15));
    c.line(&river, 8.0, LAGOON.lit(0.5));
    for i in [12, 24] {
        let (x, y) = river[i];
        c.line(&[(x - 10.0, y - 56.0), (x + 14.0, y + 56.0)], 30.0, CHALK);
        c.line(&[(x - 10.0, y - 56.0), (x + 14.0, y + 56.0)], 16.0, SUN.lit(0.4));
    }
    let (px, py) = c.dice.pick([(250.0, 220.0), (1180.0, 480.0), (860.0, 800.0), (230.0, 780.0)]);
    c.cut(
        &blob(&[(px - 130.0, py - 60.0), (px, py - 110.0), (px + 140.0, py - 60.0), (px + 120.0, py + 80.0), (px - 40.0, py + 100.0)]),
        MOSS,
    );
    c.print(&oval(px + 20.0, py + 20.0, 56.0, 30.0), SKY);
    for (dx, dy) in [(-80.0, -30.0), (-50.0, 40.0), (0.0, -70.0), (70.0, -40.0), (90.0, 40.0)] {
        c.cut(&disc(px + dx, py + dy, 20.0), FERN);
    }
}

fn pin(c: &mut Canvas, colour: Colour) {
    c.tint(&oval(10.0, 2.0, 34.0, 10.0), INK, 0.3);
    c.cut(
        &blob(&[(0.0, 4.0), (-22.0, -50.0), (-48.0, -96.0), (-34.0, -140.0), (0.0, -156.0), (34.0, -140.0), (48.0, -96.0), (22.0, -50.0)]),
        colour,
    );
    c.print(&disc(0.0, -104.0, 20.0), PAPER);
}

fn compass(c: &mut Canvas, (x, y): Point) {
    c.cut(&disc(x, y, 82.0), PAPER);
    c.print(&star(x, y, 72.0, 18.0, 4, 0.0), SAND.shaded(0.2));
    c.print(&[(x - 18.0, y), (x, y - 74.0), (x + 18.0, y)], BRICK);
    c.print(&[(x - 18.0, y), (x, y + 74.0), (x + 18.0, y)], INK);
    c.line(&arc(x, y, 82.0, 0.0, 1.0), 6.0, INK);
}

/// A street: buildings behind buildings, trees, a tram.
pub fn city(c: &mut Canvas) {
    c.fill(c.palette.sky);
    props::weather(c, 420.0);
    let far = c.palette.sky.mixed(c.palette.far, 0.6);
    let mut x = -30.0;
    while x < 1500.0 {
        let (wide, tall) = (c.dice.between(70.0, 150.0), c.dice.between(180.0, 420.0));
        let tone = far.shaded(c.dice.pick([0.0, 0.07, 0.14]));
        c.cut(&rect(x, 640.0 - tall, wide, tall + 100.0), tone);
        x += wide * 0.9;
    }
    let mut x = -20.0;
    let mut index = 0;
    while x < 1500.0 {
        let (wide, tall) = (c.dice.between(150.0, 250.0), c.dice.between(260.0, 470.0));
        let colour = [c.palette.accent(index), CHALK, SAND, c.palette.accent(index + 1).lit(0.4), ROSE.lit(0.2)][c.dice.below(5)];
        building(c, (x, 760.0), wide, tall, colour);
        x += wide + c.dice.between(0.0, 24.0);
        index += 1;
    }
    c.cut(&rect(-20.0, 756.0, 1540.0, 300.0), SAND.shaded(0.15));
    c.cut(&rect(-20.0, 800.0, 1540.0, 300.0), SLATE.lit(0.25));
    for i in 0..7_u8 {
        c.print(
            &[
                (40.0 + f32::from(i) * 230.0, 940.0),
                (150.0 + f32::from(i) * 230.0, 940.0),
                (140.0 + f32::from(i) * 230.0, 958.0),
                (26.0 + f32::from(i) * 230.0, 958.0),
            ],
            CHALK,
        );
    }
    for i in 0..5_u8 {
        let (x, scale) = (110.0 + f32::from(i) * 320.0 + c.dice.between(-60.0, 60.0), c.dice.between(0.55, 0.8));
        plants::tree(c, (x, 800.0), scale);
    }
    let (x, colour) = (c.dice.between(420.0, 900.0), c.dice.pick([BRICK, SUN, MOSS, LAGOON]));
    c.at((x, 890.0), 1.0, 0.0, |c| tram(c, colour));
}

fn building(c: &mut Canvas, (x, base): Point, wide: f32, tall: f32, colour: Colour) {
    let top = base - tall;
    let glass = c.dice.pick([LAGOON.shaded(0.3), INK.lit(0.2), SUN.lit(0.4), SKY]);
    match c.dice.below(4) {
        0 => c.cut(&[(x, top + 4.0), (x + wide / 2.0, top - 90.0), (x + wide, top + 4.0)], BRICK.shaded(0.1)),
        1 => c.cut(&[(x - 6.0, top + 4.0), (x + 20.0, top - 60.0), (x + wide - 20.0, top - 60.0), (x + wide + 6.0, top + 4.0)], SLATE),
        2 => c.cut(&rect(x + wide * 0.6, top - 50.0, 30.0, 60.0), EARTH),
        _ => {
            for i in 0..3_u8 {
                c.cut(&disc(x + wide * (0.25 + 0.25 * f32::from(i)), top - 8.0, 26.0), MOSS);
            }
        }
    }
    c.cut(&rect(x, top, wide, tall), colour);
    let (columns, pane) = ((wide / 56.0) as u16, 28.0);
    for (row, column) in (0..(tall / 74.0) as u16 - 1).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let px = x + (f32::from(column) + 0.5) * wide / f32::from(columns) - pane / 2.0;
        c.print(&rect(px, top + 30.0 + f32::from(row) * 70.0, pane, 42.0), glass);
    }
    let awning = c.palette.accent(columns.into());
    c.print(&rect(x + wide * 0.12, base - 70.0, wide * 0.76, 74.0), INK.lit(0.25));
    c.cut(
        &[(x + wide * 0.1, base - 84.0), (x + wide * 0.9, base - 84.0), (x + wide * 0.96, base - 52.0), (x + wide * 0.04, base - 52.0)],
        awning,
    );
}

fn tram(c: &mut Canvas, colour: Colour) {
    c.line(&[(-1500.0, 14.0), (1500.0, 14.0)], 6.0, SKY);
    c.line(&[(0.0, -190.0), (-40.0, -240.0), (10.0, -280.0)], 6.0, INK);
    for x in [-200.0, -120.0, 120.0, 200.0] {
        c.cut(&disc(x, 0.0, 24.0), INK);
    }
    c.cut(
        &blob(&[(-330.0, -10.0), (-330.0, -120.0), (-270.0, -196.0), (0.0, -200.0), (270.0, -196.0), (330.0, -120.0), (330.0, -10.0)]),
        colour,
    );
    c.print(&rect(-316.0, -60.0, 632.0, 16.0), colour.lit(0.5));
    for x in [-250.0, -140.0, 40.0, 150.0] {
        c.print(&rounded(x, -164.0, 92.0, 80.0, 10.0), SKY.lit(0.4));
    }
    c.print(&rounded(-36.0, -164.0, 62.0, 150.0, 8.0), SKY.lit(0.2));
    c.print(&rounded(252.0, -150.0, 50.0, 66.0, 8.0), SKY.lit(0.4));
}
