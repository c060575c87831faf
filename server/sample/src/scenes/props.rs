//! Things that many scenes share: skies, ground, walls, tables, houses, clouds.

use super::{
    canvas::{Canvas, WIDTH},
    palette::*,
    shapes::*,
};

/// Out of doors: sky, weather, hills, and ground from `horizon` down.
pub fn outdoors(c: &mut Canvas, horizon: f32) {
    c.fill(c.palette.sky);
    weather(c, horizon);
    land(c, horizon);
}

/// Hills, and ground from `horizon` down.
pub fn land(c: &mut Canvas, horizon: f32) {
    let (far, mid, ground) = (c.palette.far, c.palette.mid, c.palette.ground);
    let (low, phase) = (c.dice.between(60.0, 130.0), c.dice.unit());
    let (long, height) = (c.dice.between(600.0, 1300.0), c.dice.between(25.0, 60.0));
    c.cut(&wave(horizon - low, height, long, phase), far);
    let phase = c.dice.unit();
    c.cut(&wave(horizon - 30.0, 18.0, long * 0.7, phase), mid);
    c.cut(&wave(horizon + 20.0, 8.0, 900.0, phase), ground);
}

/// What the sky does today, above `horizon`.
pub fn weather(c: &mut Canvas, horizon: f32) {
    let x = c.dice.between(180.0, 1320.0);
    let y = c.dice.between(0.28, 0.42) * horizon;
    match c.dice.below(4) {
        0 => sun(c, (x, y), 70.0),
        1 => {
            c.print(&disc(x, y + 60.0, 150.0), SUN.lit(0.45));
            c.print(&disc(x, y + 60.0, 100.0), SUN);
        }
        2 => sun(c, (x, y), 56.0),
        _ => balloon(c, (x, y), 0.8),
    }
    for i in 0..c.dice.below(3) + 1 {
        let at = ((x + 330.0 + 430.0 * i as f32) % 1400.0 + 50.0, c.dice.between(0.12, 0.5) * horizon);
        let scale = c.dice.between(0.7, 1.2);
        cloud(c, at, scale, PAPER);
    }
}

/// The sun, with its rays cut as triangles.
pub fn sun(c: &mut Canvas, (x, y): Point, radius: f32) {
    let (tips, turn) = (c.dice.pick([10, 12, 14]), c.dice.unit());
    c.print(&star(x, y, radius * 1.75, radius * 1.1, tips, turn), SUN.lit(0.35));
    c.cut(&disc(x, y, radius), SUN);
}

/// A cloud about 200 wide at scale 1.0
pub fn cloud(c: &mut Canvas, at: Point, scale: f32, colour: Colour) {
    let lumps = [(-100.0, 30.0), (-95.0, -5.0), (-55.0, -15.0), (-30.0, -55.0), (25.0, -60.0), (50.0, -25.0), (95.0, -15.0), (105.0, 28.0)];
    c.at(at, scale, 0.0, |c| c.cut(&blob(&lumps), colour));
}

/// A hot-air balloon, seen from a playground.
fn balloon(c: &mut Canvas, at: Point, scale: f32) {
    let (one, two) = (c.palette.accent(0), c.palette.accent(1));
    c.at(at, scale, 0.0, |c| {
        c.line(&[(-35.0, 80.0), (-16.0, 130.0)], 3.0, INK);
        c.line(&[(35.0, 80.0), (16.0, 130.0)], 3.0, INK);
        c.cut(&blob(&[(-80.0, -10.0), (-55.0, -75.0), (0.0, -100.0), (55.0, -75.0), (80.0, -10.0), (30.0, 90.0), (-30.0, 90.0)]), one);
        c.print(&blob(&[(-30.0, -10.0), (-20.0, -75.0), (0.0, -98.0), (20.0, -75.0), (30.0, -10.0), (12.0, 92.0), (-12.0, 92.0)]), two);
        c.cut(&rect(-20.0, 128.0, 40.0, 32.0), WOOD);
    });
}

/// Inside: a wall with something on it, and a table from `top` down.
pub fn indoors(c: &mut Canvas, top: f32) {
    let (wall, table) = (c.palette.wall, c.palette.table);
    c.fill(wall);
    match c.dice.below(4) {
        0 => stripes(c, top, wall.shaded(0.06)),
        1 => spots(c, top, wall.lit(0.3)),
        2 => bunting(c, 70.0),
        _ => c.print(&rect(-20.0, top * 0.62, 1540.0, top), wall.shaded(0.09)),
    }
    c.cut(&rect(-30.0, top, 1560.0, 1100.0 - top), table);
    c.print(&rect(-30.0, top, 1560.0, 16.0), table.lit(0.25));
    for _ in 0..5 {
        let (x, y, long) = (c.dice.between(0.0, 1300.0), c.dice.between(top + 40.0, 980.0), c.dice.between(120.0, 420.0));
        c.line(&curve(&[(x, y), (x + long / 2.0, y + 5.0), (x + long, y)]), 3.0, table.shaded(0.1));
    }
}

fn stripes(c: &mut Canvas, bottom: f32, colour: Colour) {
    let step = c.dice.pick([75.0, 100.0, 150.0]);
    let mut x = 0.0;
    while x < WIDTH {
        c.print(&rect(x, -20.0, step * 0.5, bottom + 40.0), colour);
        x += step;
    }
}

fn spots(c: &mut Canvas, bottom: f32, colour: Colour) {
    for row in 0..(bottom / 60.0) as u16 {
        for column in 0..16_u8 {
            let shift = if row.is_multiple_of(2) { 0.0 } else { 50.0 };
            c.print(&disc(f32::from(column) * 100.0 + shift, f32::from(row) * 60.0 + 30.0, 7.0), colour);
        }
    }
}

/// A garland of flags across the picture.
pub fn bunting(c: &mut Canvas, y: f32) {
    let sag = |x: f32| y + 70.0 * (1.0 - ((x - 750.0) / 750.0).powi(2));
    let string: Vec<Point> = (0_u8..=20).map(|i| f32::from(i) * 75.0).map(|x| (x, sag(x))).collect();
    c.line(&string, 4.0, c.palette.line);
    for (i, &(x, top)) in string.iter().enumerate() {
        let colour = c.palette.accent(i);
        c.cut(&[(x - 28.0, top), (x + 28.0, top), (x, top + 64.0)], colour);
    }
}

/// A house whose bottom left corner is `at`.
pub fn house(c: &mut Canvas, (x, y): Point, width: f32, height: f32) {
    let body = c.dice.pick([CHALK, SAND, ROSE, SUN.lit(0.4), PAPER]);
    let roof = c.dice.pick([BRICK, PLUM, SLATE, LAGOON, BRICK.lit(0.2)]);
    let pitch = c.dice.between(0.35, 0.7) * width;
    c.cut(&rect(x, y - height, width, height), body);
    let eaves = y - height + 4.0;
    c.cut(&[(x - width * 0.1, eaves), (x + width * 0.5, eaves - pitch), (x + width * 1.1, eaves)], roof);
    let pane = width * 0.2;
    for row in 0..(height / (pane * 2.2)) as u16 {
        for column in [0.18, 0.62] {
            let top = y - height + pane * (0.5 + 2.0 * f32::from(row));
            c.print(&rect(x + width * column, top, pane, pane * 1.2), LAGOON.shaded(0.25));
        }
    }
    c.print(&rect(x + width * 0.4, y - pane * 1.7, pane, pane * 1.7), roof.shaded(0.2));
}

/// A pencil `length` long that points to `turn`, its tip on `tip`.
pub fn pencil(c: &mut Canvas, tip: Point, length: f32, turn: f32, colour: Colour) {
    c.at(tip, 1.0, turn, |c| {
        c.cut(&[(0.0, 0.0), (-46.0, -15.0), (-46.0, 15.0)], SAND);
        c.print(&[(0.0, 0.0), (-15.0, -5.0), (-15.0, 5.0)], INK);
        c.cut(&rect(-length, -15.0, length - 45.0, 30.0), colour);
        c.print(&rect(-length, -5.0, length - 45.0, 9.0), colour.lit(0.3));
        c.print(&rounded(-length - 30.0, -15.0, 34.0, 30.0, 10.0), ROSE);
    });
}

/// Lines that stand for text, in a column: the last one is short.
pub fn text(c: &mut Canvas, (x, y): Point, width: f32, lines: u16, step: f32, colour: Colour) {
    for i in 0..lines {
        let share = if i + 1 == lines { 0.55 } else { c.dice.between(0.9, 1.0) };
        c.line(&[(x, y + f32::from(i) * step), (x + width * share, y + f32::from(i) * step)], step * 0.3, colour);
    }
}

/// A pair of eyes.
pub fn eyes(c: &mut Canvas, (x, y): Point, apart: f32, radius: f32) {
    for side in [-0.5, 0.5] {
        c.print(&disc(x + apart * side, y, radius), PAPER);
        c.print(&disc(x + apart * side + radius * 0.2, y + radius * 0.1, radius * 0.5), INK);
    }
}

/// Sound or light spreading from `at`: arcs on either side.
pub fn waves(c: &mut Canvas, (x, y): Point, first: f32, count: u16, colour: Colour) {
    for i in 0..count {
        let radius = first + f32::from(i) * first * 0.42;
        for middle in [0.0, 0.5] {
            c.line(&arc(x, y, radius, middle - 0.11, middle + 0.11), 11.0, colour);
        }
    }
}

/// A shadow on the ground, beneath something.
pub fn shade(c: &mut Canvas, (x, y): Point, rx: f32, ry: f32) {
    c.tint(&oval(x, y, rx, ry), INK, 0.16);
}
