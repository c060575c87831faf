//! What is made by hand: the mural, the scale model.

use crate::scenes::{animals, canvas::Canvas, palette::*, plants, props, shapes::*, silhouettes};

/// A wall being painted: brickwork, large cut shapes, a ladder, pots of paint.
pub fn mural(c: &mut Canvas) {
    let brick = c.dice.pick([BRICK.lit(0.45), SAND.shaded(0.1), ROSE.lit(0.2), SKY.shaded(0.1)]);
    c.fill(brick);
    for (i, j) in (0..12_u8).flat_map(|i| (0..14_u8).map(move |j| (i, j))) {
        let shift = if j.is_multiple_of(2) { 0.0 } else { 65.0 };
        let tone = brick.shaded(c.dice.between(0.04, 0.14));
        c.print(&rect(f32::from(i) * 130.0 - 60.0 + shift, f32::from(j) * 58.0 - 10.0, 122.0, 50.0), tone);
    }
    let ground = c.dice.pick([SKY.lit(0.2), SUN.lit(0.4), CHALK, LAGOON.lit(0.1)]);
    let done = c.dice.between(1040.0, 1220.0);
    let edge = curve(&[
        (done, 90.0),
        (done + 60.0, 200.0),
        (done - 50.0, 320.0),
        (done + 70.0, 450.0),
        (done - 30.0, 560.0),
        (done + 20.0, 690.0),
    ]);
    c.print(&[vec![(90.0, 90.0)], edge, vec![(90.0, 690.0)]].concat(), ground);
    match c.dice.below(3) {
        0 => painted_sea(c, ground),
        1 => painted_garden(c),
        _ => painted_shapes(c),
    }
    c.cut(&rect(-20.0, 790.0, 1540.0, 230.0), SAND.shaded(0.3));
    ladder(c, done + 60.0);
    pots(c);
}

fn painted_sea(c: &mut Canvas, ground: Colour) {
    let deep = LAGOON.shaded(0.15);
    let swell = curve(&[(90.0, 520.0), (250.0, 470.0), (420.0, 540.0), (600.0, 470.0), (800.0, 540.0), (1000.0, 480.0)]);
    c.print(&[swell, vec![(990.0, 690.0), (90.0, 690.0)]].concat(), if ground == CHALK { LAGOON.lit(0.2) } else { deep });
    c.at((380.0, 380.0), 1.0, 0.0, |c| c.print(&silhouettes::whale(), SLATE));
    for (x, y, size) in [(690.0, 260.0, 1.0), (880.0, 430.0, 0.8), (300.0, 600.0, 0.7), (720.0, 600.0, 0.9)] {
        let (colour, trim) = (c.palette.accent((x / 90.0) as usize), PAPER);
        c.at((x, y), size, 0.0, |c| animals::painted_fish(c, colour, trim));
    }
}

fn painted_garden(c: &mut Canvas) {
    c.print(&disc(250.0, 240.0, 96.0), BRICK);
    for i in 0..7_u8 {
        let x = 170.0 + f32::from(i) * 128.0;
        let (tall, colour) = (c.dice.between(240.0, 470.0), c.palette.accent(i.into()));
        plants::flower(c, (x, 690.0), tall, colour);
    }
    let trim = c.palette.accent(3);
    c.at((620.0, 230.0), 1.1, 0.07, |c| animals::butterfly(c, BRICK, trim));
    c.at((900.0, 250.0), 0.8, 0.0, |c| animals::painted_bird(c, LAGOON, SUN));
}

/// Paper cut-outs in rows, as painters of the last century made them.
fn painted_shapes(c: &mut Canvas) {
    for (i, j) in (0..4_u8).flat_map(|i| (0..3_u8).map(move |j| (i, j))) {
        let (x, y) = (210.0 + f32::from(i) * 225.0, 190.0 + f32::from(j) * 200.0);
        let index = usize::from(i * 3 + j);
        let (panel, shape) = (c.palette.accent(index), c.palette.accent(index + 1 + usize::from(j)));
        c.print(&rect(x - 104.0, y - 92.0, 208.0, 186.0), panel.lit(0.35));
        match c.dice.below(4) {
            0 => (0..7_u8).for_each(|k| c.print(&leaf(x, y + 70.0, 130.0, 34.0, 0.6 + f32::from(k) * 0.05), shape)),
            1 => c.print(&star(x, y, 80.0, 36.0, 8, 0.03), shape),
            2 => c.print(
                &blob(&[
                    (x - 70.0, y),
                    (x - 20.0, y - 70.0),
                    (x + 10.0, y - 10.0),
                    (x + 70.0, y - 40.0),
                    (x + 50.0, y + 60.0),
                    (x - 20.0, y + 30.0),
                ]),
                shape,
            ),
            _ => {
                c.print(&disc(x, y, 70.0), shape);
                c.print(&disc(x, y, 34.0), panel);
            }
        }
    }
}

fn ladder(c: &mut Canvas, x: f32) {
    for i in 0..8_u8 {
        let y = 250.0 + f32::from(i) * 80.0;
        let half = 46.0 + f32::from(i) * 8.0;
        c.line(&[(x - half, y), (x + half, y)], 15.0, WOOD.shaded(0.15));
    }
    c.cut(&[(x - 50.0, 170.0), (x - 30.0, 170.0), (x - 100.0, 880.0), (x - 124.0, 880.0)], WOOD);
    c.cut(&[(x + 30.0, 170.0), (x + 50.0, 170.0), (x + 124.0, 880.0), (x + 100.0, 880.0)], WOOD);
    c.cut(&rect(x - 60.0, 150.0, 120.0, 28.0), EARTH);
}

fn pots(c: &mut Canvas) {
    for i in 0..5_u8 {
        let x = 170.0 + f32::from(i) * 185.0 + c.dice.between(-30.0, 30.0);
        let paint = c.palette.accent(i.into());
        let y = 930.0 - 40.0 * f32::from(i % 2);
        props::shade(c, (x, y), 86.0, 16.0);
        c.cut(&[(x - 70.0, y - 120.0), (x + 70.0, y - 120.0), (x + 60.0, y), (x - 60.0, y)], CHALK.shaded(0.1));
        c.print(&rect(x - 66.0, y - 80.0, 132.0, 46.0), paint);
        c.print(&[oval(x, y - 120.0, 72.0, 17.0)].concat(), paint.shaded(0.12));
        c.print(&[(x - 40.0, y - 116.0), (x - 14.0, y - 116.0), (x - 18.0, y - 60.0), (x - 34.0, y - 54.0)], paint);
        if i % 2 == 1 {
            c.at((x + 10.0, y - 116.0), 1.0, 0.05, |c| {
                c.cut(&rect(-8.0, -190.0, 16.0, 170.0), WOOD);
                c.cut(&rect(-15.0, -50.0, 30.0, 40.0), SKY.shaded(0.2));
                c.cut(&leaf(0.0, -16.0, 60.0, 44.0, 0.25), paint);
            });
        }
    }
}

/// A quarter built of cardboard, seen from above, and its makers' tools.
pub fn model(c: &mut Canvas) {
    let table = c.dice.pick([c.palette.table, c.palette.wall, SLATE.lit(0.15)]);
    c.fill(table);
    for i in 0..6_u8 {
        c.line(&[(-20.0, 90.0 + f32::from(i) * 180.0), (1520.0, 60.0 + f32::from(i) * 180.0)], 4.0, table.shaded(0.1));
    }
    let board = c.dice.pick([MOSS.lit(0.35), SAND, SKY.lit(0.2)]);
    c.cut(&[(750.0, 190.0), (1400.0, 540.0), (750.0, 890.0), (100.0, 540.0)], board.shaded(0.3));
    c.cut(&[(750.0, 165.0), (1400.0, 515.0), (750.0, 865.0), (100.0, 515.0)], board);
    let ground = |u: f32, v: f32| (750.0 + (u - v) * 650.0, 165.0 + (u + v) * 350.0);
    for (from, to) in [((0.36, 0.0), (0.36, 1.0)), ((0.0, 0.66), (1.0, 0.66))] {
        c.line(&[ground(from.0, from.1), ground(to.0, to.1)], 52.0, CHALK.shaded(0.15));
        c.dashes(
            &(0..=16_u8)
                .map(|i| f32::from(i) / 16.0)
                .map(|t| ground(from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t))
                .collect::<Outline>(),
            5.0,
            PAPER,
        );
    }
    let plots = [(0.17, 0.17), (0.68, 0.14), (0.17, 0.46), (0.55, 0.42), (0.84, 0.44), (0.17, 0.85), (0.58, 0.85), (0.86, 0.83)];
    for (i, (u, v)) in plots.into_iter().enumerate() {
        let colour = if c.dice.chance(0.45) { SAND.shaded(0.12) } else { c.palette.accent(i).lit(0.15) };
        match c.dice.below(5) {
            0 => grove(c, ground(u, v)),
            1 | 2 => {
                let size = (c.dice.between(60.0, 95.0), 60.0, c.dice.between(130.0, 230.0));
                cuboid(c, ground(u, v), size, colour, false);
            }
            _ => {
                let size = (c.dice.between(70.0, 95.0), 70.0, c.dice.between(60.0, 100.0));
                cuboid(c, ground(u, v), size, colour, true);
            }
        }
    }
    let (tool, at) = (c.palette.accent(1), c.dice.pick([(1400.0, 860.0), (1380.0, 130.0)]));
    props::pencil(c, (180.0, 210.0), 380.0, 0.9, tool);
    c.at(at, 1.0, -0.08, glue);
    ruler(c, (130.0, 830.0));
}

fn grove(c: &mut Canvas, (x, y): Point) {
    for (dx, dy) in [(-50.0, -10.0), (40.0, -24.0), (0.0, 22.0)] {
        c.line(&[(x + dx, y + dy), (x + dx, y + dy - 60.0)], 7.0, WOOD);
        c.cut(&disc(x + dx, y + dy - 76.0, 38.0), if dx > 0.0 { FERN } else { MOSS });
    }
}

/// A building of folded card: two sides, and a flat or a pitched roof.
fn cuboid(c: &mut Canvas, (x, y): Point, (a, b, tall): (f32, f32, f32), colour: Colour, pitched: bool) {
    let (left, right, front, back) =
        ((x - b * 1.3, y), (x + a * 1.3, y), (x + (a - b) * 0.65, y + (a + b) * 0.35), (x + (a - b) * 0.65, y - (a + b) * 0.35));
    let up = |(x, y): Point| (x, y - tall);
    c.tint(&[left, front, right, (right.0 + tall * 0.5, right.1 + 20.0), (front.0 + tall * 0.5, front.1 + 20.0)], INK, 0.15);
    c.cut(&[left, front, up(front), up(left)], colour);
    c.cut(&[front, right, up(right), up(front)], colour.shaded(0.25));
    if pitched {
        let ridge = |(px, py): Point, (qx, qy): Point| ((px + qx) / 2.0, (py + qy) / 2.0 - tall - 60.0);
        let (near, far) = (ridge(left, front), ridge(back, right));
        c.cut(&[up(front), up(right), far, near], BRICK.shaded(0.15));
        c.cut(&[up(left), up(front), near], colour.lit(0.15));
    } else {
        c.cut(&[up(left), up(front), up(right), up(back)], colour.lit(0.4));
    }
    for k in 0..(tall / 60.0) as u8 {
        for share in [0.28, 0.68] {
            let (px, py) = (left.0 + (front.0 - left.0) * share, left.1 + (front.1 - left.1) * share - 24.0 - f32::from(k) * 56.0);
            c.print(&[(px - 10.0, py - 26.0), (px + 10.0, py - 16.0), (px + 10.0, py + 10.0), (px - 10.0, py)], PAPER);
        }
    }
}

fn glue(c: &mut Canvas) {
    c.cut(&rounded(-46.0, -90.0, 92.0, 200.0, 18.0), PAPER);
    c.print(&rect(-46.0, -30.0, 92.0, 80.0), LAGOON);
    c.cut(&[(-30.0, -90.0), (30.0, -90.0), (8.0, -160.0), (-8.0, -160.0)], BRICK);
}

fn ruler(c: &mut Canvas, at: Point) {
    c.at(at, 1.0, 0.035, |c| {
        c.cut(&rect(-90.0, -40.0, 520.0, 80.0), SUN);
        for i in 0..24_u8 {
            let long = if i.is_multiple_of(4) { 34.0 } else { 20.0 };
            c.line(&[(-74.0 + f32::from(i) * 21.5, -38.0), (-74.0 + f32::from(i) * 21.5, -38.0 + long)], 4.0, INK);
        }
    });
}
