//! Letters between two classes.

use crate::scenes::{canvas::Canvas, palette::*, props, shapes::*, silhouettes};

/// Letters that come and go between two classes: envelopes, stamps, a box, a route.
pub fn letters(c: &mut Canvas) {
    c.read_from_left();
    let (ground, line) = c.dice.pick([(c.palette.wall, c.palette.line), (c.palette.sky, INK), (ROSE.lit(0.35), INK)]);
    c.fill(ground);
    let route = curve(&[(-20.0, 420.0), (240.0, 160.0), (560.0, 250.0), (700.0, 90.0), (980.0, 130.0), (1240.0, 260.0)]);
    c.dashes(&route, 6.0, line);
    if c.dice.chance(0.5) {
        globe(c, (300.0, 720.0))
    } else {
        letter_box(c, (290.0, 960.0))
    }
    let (one, two) = (c.palette.accent(1), c.palette.accent(2));
    let places = c.dice.pick([
        [(900.0, 470.0, -0.04), (760.0, 740.0, 0.025), (1190.0, 790.0, -0.035)],
        [(1130.0, 500.0, 0.03), (800.0, 590.0, -0.05), (1080.0, 800.0, 0.015)],
        [(790.0, 470.0, 0.05), (1110.0, 620.0, -0.02), (740.0, 810.0, 0.02)],
    ]);
    let [card, large, small] = places.map(|(x, y, turn)| ((x, y), turn));
    c.at(card.0, 1.0, card.1, |c| postcard(c, one));
    c.at(large.0, 1.05, large.1, |c| envelope(c, CHALK, two));
    let third = c.dice.pick([SAND, SKY, SUN.lit(0.5)]);
    c.at(small.0, 0.85, small.1, |c| envelope(c, third, one));
    c.at((1250.0, 240.0), 1.3, -0.04, paper_plane);
}

fn envelope(c: &mut Canvas, colour: Colour, trim: Colour) {
    c.cut(&rect(-250.0, -160.0, 500.0, 320.0), colour);
    for i in 0..10_u8 {
        let x = -244.0 + f32::from(i) * 50.0;
        c.print(&[(x, 142.0), (x + 26.0, 142.0), (x + 18.0, 158.0), (x - 8.0, 158.0)], if i.is_multiple_of(2) { BRICK } else { LAGOON });
    }
    stamp(c, (170.0, -90.0), trim);
    c.line(&arc(80.0, -90.0, 46.0, 0.0, 1.0), 5.0, INK.lit(0.3));
    for i in 0..3_u8 {
        let y = -110.0 + f32::from(i) * 18.0;
        c.line(&curve(&[(40.0, y), (80.0, y - 8.0), (120.0, y)]), 4.0, INK.lit(0.3));
    }
    props::text(c, (-60.0, 0.0), 240.0, 4, 30.0, INK.lit(0.35));
}

fn stamp(c: &mut Canvas, (x, y): Point, colour: Colour) {
    c.cut(&rect(x - 46.0, y - 54.0, 92.0, 108.0), PAPER);
    c.print(&rect(x - 36.0, y - 44.0, 72.0, 88.0), colour);
    c.at((x, y + 8.0), 0.28, 0.0, |c| c.print(&silhouettes::fish(), PAPER));
    c.print(&disc(x + 16.0, y - 24.0, 11.0), SUN.lit(0.4));
}

fn postcard(c: &mut Canvas, colour: Colour) {
    c.cut(&rect(-260.0, -180.0, 520.0, 360.0), PAPER);
    c.print(&rect(-236.0, -156.0, 472.0, 312.0), SKY);
    c.print(&disc(120.0, -60.0, 56.0), SUN);
    c.print(&[(-236.0, 60.0), (-120.0, -80.0), (0.0, 60.0)], colour);
    c.print(&[(-80.0, 60.0), (60.0, -40.0), (236.0, 60.0)], colour.shaded(0.2));
    c.print(&rect(-236.0, 56.0, 472.0, 100.0), LAGOON);
}

fn letter_box(c: &mut Canvas, (x, y): Point) {
    let colour = c.dice.pick([SUN, BRICK, LAGOON]);
    props::shade(c, (x, y), 170.0, 22.0);
    c.cut(&rect(x - 24.0, y - 280.0, 48.0, 280.0), EARTH);
    c.cut(&[dome(x, y - 520.0, 160.0, 120.0), vec![(x + 160.0, y - 260.0), (x - 160.0, y - 260.0)]].concat(), colour);
    c.at((x + 20.0, y - 560.0), 1.0, -0.03, |c| c.cut(&rect(-90.0, -60.0, 180.0, 110.0), PAPER));
    c.cut(&rect(x - 130.0, y - 516.0, 260.0, 40.0), colour.shaded(0.2));
    c.print(&rounded(x - 112.0, y - 508.0, 224.0, 20.0, 8.0), INK);
    c.print(&rounded(x - 70.0, y - 420.0, 140.0, 90.0, 8.0), colour.lit(0.5));
}

fn globe(c: &mut Canvas, (x, y): Point) {
    c.cut(&[(x - 120.0, 960.0), (x + 120.0, 960.0), (x + 60.0, 920.0), (x - 60.0, 920.0)], WOOD);
    c.line(&arc(x, y, 222.0, 0.05, 0.55), 16.0, WOOD.shaded(0.2));
    c.cut(&disc(x, y, 200.0), LAGOON.lit(0.1));
    c.print(
        &blob(&[
            (x - 150.0, y - 90.0),
            (x - 60.0, y - 150.0),
            (x - 20.0, y - 60.0),
            (x - 70.0, y + 10.0),
            (x - 50.0, y + 120.0),
            (x - 110.0, y + 40.0),
        ]),
        MOSS,
    );
    c.print(
        &blob(&[
            (x + 30.0, y - 120.0),
            (x + 130.0, y - 80.0),
            (x + 150.0, y + 30.0),
            (x + 90.0, y + 110.0),
            (x + 60.0, y),
            (x + 10.0, y - 30.0),
        ]),
        SUN,
    );
    c.line(&bow(x, y, 200.0, 60.0, 0.0, 0.5), 4.0, PAPER);
}

fn paper_plane(c: &mut Canvas) {
    c.cut(&[(110.0, 0.0), (-110.0, -70.0), (-50.0, 0.0)], PAPER);
    c.cut(&[(110.0, 0.0), (-50.0, 0.0), (-90.0, 70.0)], SAND);
    c.print(&[(110.0, 0.0), (-50.0, 0.0), (-44.0, 40.0)], SAND.shaded(0.2));
}
