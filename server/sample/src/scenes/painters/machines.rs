//! What follows instructions: floor robots and code blocks.

use crate::scenes::{animals, canvas::Canvas, palette::*, plants, props, shapes::*, silhouettes};

/// Where `(u, v)` of the mat lies, both from 0 to 1, and how large things are there.
fn mat(u: f32, v: f32) -> (Point, f32) {
    let depth = 0.62 + 0.38 * v;
    ((750.0 + (u - 0.5) * 1380.0 * depth, 300.0 + 640.0 * v * depth), depth)
}

/// The quarter between two corners of the mat.
fn tile(u: f32, v: f32, (du, dv): (f32, f32)) -> Outline {
    [(u, v), (u + du, v), (u + du, v + dv), (u, v + dv)].map(|(u, v)| mat(u, v).0).to_vec()
}

/// Floor robots on a grid, the arrows they follow, and what stands in their way.
pub fn robots(c: &mut Canvas) {
    let wall = c.palette.wall;
    c.fill(wall);
    props::bunting(c, 30.0);
    c.cut(&rect(-20.0, 250.0, 1540.0, 800.0), c.palette.table);
    let (columns, rows) = c.dice.pick([(6_u8, 4_u8), (7, 4), (5, 3)]);
    let (du, dv) = (1.0 / f32::from(columns), 1.0 / f32::from(rows));
    c.cut(&tile(-0.015, -0.02, (1.03, 1.04)), SLATE);
    let (light, tint) = (CHALK, c.dice.pick([SAND, SKY.lit(0.4), ROSE.lit(0.5), SUN.lit(0.5)]));
    for (i, j) in (0..columns).flat_map(|i| (0..rows).map(move |j| (i, j))) {
        let colour = if (i + j) % 2 == 0 { light } else { tint };
        c.print(&tile(f32::from(i) * du + 0.004, f32::from(j) * dv + 0.006, (du - 0.008, dv - 0.012)), colour);
    }
    let spot = |i: u8, j: u8| mat((f32::from(i) + 0.5) * du, (f32::from(j) + 0.5) * dv);
    let turn_at = 1 + c.dice.below(usize::from(columns) - 3) as u8;
    for i in 1..=turn_at {
        arrow(c, spot(i, rows - 1), if i == turn_at { 0.75 } else { 0.0 });
    }
    for j in (1..rows - 1).rev() {
        arrow(c, spot(turn_at, j), if j == 1 { 0.0 } else { 0.75 });
    }
    for i in turn_at + 1..columns - 1 {
        arrow(c, spot(i, 1), 0.0);
    }
    obstacles(c, [spot(0, 0), spot(columns - 2, 0), spot(columns - 1, rows - 1)]);
    flag(c, spot(columns - 1, 1));
    let (one, two) = (c.palette.accent(0), c.palette.accent(2));
    let ((x, y), scale) = spot(turn_at, 1);
    c.at((x, y + 34.0), scale * 1.05, 0.0, |c| robot(c, two));
    let ((x, y), scale) = spot(0, rows - 1);
    c.at((x + 20.0, y + 40.0), scale * 1.4, 0.0, |c| robot(c, one));
}

/// An arrow laid flat on its tile.
fn arrow(c: &mut Canvas, ((x, y), scale): (Point, f32), turn: f32) {
    let colour = c.palette.accent(1).shaded(0.15);
    let outline = [(-60.0, -14.0), (10.0, -14.0), (10.0, -42.0), (66.0, 0.0), (10.0, 42.0), (10.0, 14.0), (-60.0, 14.0)];
    let (sin, cos) = (turn * std::f32::consts::TAU).sin_cos();
    let flat = outline.map(|(px, py)| (x + scale * (px * cos - py * sin), y + scale * 0.66 * (px * sin + py * cos)));
    c.print(&flat, colour);
}

fn obstacles(c: &mut Canvas, spots: [(Point, f32); 3]) {
    for (i, ((x, y), scale)) in spots.into_iter().enumerate() {
        let colour = c.palette.accent(i + 3);
        match c.dice.below(3) {
            0 => c.at((x, y + 20.0), scale * 0.55, 0.0, |c| plants::fir(c, FERN)),
            1 => props::house(c, (x - 50.0 * scale, y + 30.0), 100.0 * scale, 80.0 * scale),
            _ => {
                c.cut(&rect(x - 50.0 * scale, y - 20.0, 100.0 * scale, 50.0 * scale), colour);
                c.cut(&rect(x - 30.0 * scale, y - 66.0 * scale, 60.0 * scale, 50.0 * scale), colour.lit(0.35));
            }
        }
    }
}

fn flag(c: &mut Canvas, ((x, y), scale): (Point, f32)) {
    c.at((x, y + 20.0), scale, 0.0, |c| {
        c.cut(&oval(0.0, 0.0, 40.0, 13.0), INK);
        c.line(&[(0.0, 0.0), (0.0, -190.0)], 9.0, INK);
        c.cut(&[(4.0, -190.0), (110.0, -150.0), (4.0, -110.0)], BRICK);
    });
}

/// A robot on wheels that stands on `(0, 0)`.
fn robot(c: &mut Canvas, colour: Colour) {
    let colour = if colour == CHALK { SKY } else { colour };
    props::shade(c, (0.0, 4.0), 120.0, 20.0);
    c.line(&[(0.0, -190.0), (0.0, -240.0)], 8.0, INK);
    c.cut(&disc(0.0, -246.0, 17.0), SUN);
    for x in [-84.0, 84.0] {
        c.cut(&rounded(x - 24.0, -70.0, 48.0, 76.0, 20.0), INK);
    }
    if c.dice.chance(0.5) {
        c.cut(&[dome(0.0, -90.0, 104.0, 116.0), vec![(104.0, -20.0), (-104.0, -20.0)]].concat(), colour);
    } else {
        c.cut(&rounded(-96.0, -200.0, 192.0, 184.0, 34.0), colour);
    }
    c.print(&rounded(-70.0, -164.0, 140.0, 74.0, 30.0), INK);
    for x in [-32.0, 32.0] {
        c.print(&disc(x, -128.0, 19.0), SUN.lit(0.5));
        c.print(&disc(x + 4.0, -126.0, 8.0), INK);
    }
    for (i, x) in [-44.0, 0.0, 44.0].into_iter().enumerate() {
        c.print(&disc(x, -54.0, 14.0), [PAPER, SUN, ROSE.lit(0.3)][i]);
    }
}

/// A program in large coloured blocks, and the creature that runs it.
pub fn blocks(c: &mut Canvas) {
    c.read_from_left();
    props::indoors(c, 830.0);
    let colours = c.dice.shuffled([SUN, LAGOON, MOSS, BRICK, ROSE, PLUM.lit(0.15), CARROT]);
    c.cut(&rounded(90.0, 80.0, 720.0, 720.0, 18.0), PAPER);
    for (i, j) in (0..11_u8).flat_map(|i| (0..11_u8).map(move |j| (i, j))) {
        c.print(&disc(130.0 + f32::from(i) * 64.0, 118.0 + f32::from(j) * 64.0, 3.5), SAND.shaded(0.1));
    }
    program(c, colours);
    stage(c, colours[1]);
    let loose = c.dice.between(-0.03, 0.03);
    c.at((960.0, 800.0), 0.95, loose, |c| c.cut(&block(0.0, 0.0, 300.0), colours[5]));
    c.at((1010.0, 700.0), 0.95, loose - 0.02, |c| {
        c.cut(&block(0.0, 0.0, 230.0), colours[6]);
        c.print(&rounded(110.0, 20.0, 80.0, 44.0, 22.0), PAPER);
    });
}

/// A block 84 high with the notch above and the tongue beneath that let it hold the next.
fn block(x: f32, y: f32, width: f32) -> Outline {
    let notch = |y: f32| [(x + 40.0, y), (x + 52.0, y + 15.0), (x + 88.0, y + 15.0), (x + 100.0, y)];
    let mut outline = vec![(x, y)];
    outline.extend(notch(y));
    outline.extend([(x + width, y), (x + width, y + 84.0)]);
    outline.extend(notch(y + 84.0).into_iter().rev());
    outline.push((x, y + 84.0));
    outline
}

/// A start, instructions, and a loop that holds two of them.
fn program(c: &mut Canvas, colours: [Colour; 7]) {
    let (x, mut y) = (160.0, 150.0);
    c.cut(
        &[
            curve(&[(x, y + 20.0), (x + 70.0, y - 24.0), (x + 150.0, y + 16.0)]),
            vec![(x + 420.0, y + 16.0), (x + 420.0, y + 94.0), (x, y + 94.0)],
        ]
        .concat(),
        colours[0],
    );
    c.print(&[(x + 300.0, y + 34.0), (x + 300.0, y + 82.0), (x + 342.0, y + 58.0)], FERN);
    c.line(&[(x + 40.0, y + 56.0), (x + 230.0, y + 56.0)], 13.0, PAPER);
    y += 94.0;
    let before = c.dice.below(2) + 1;
    for i in 0..before {
        line_of_code(c, (x, y), colours[1 + i], 380.0 + 90.0 * i as f32);
        y += 84.0;
    }
    let inside = 4 - before;
    c.cut(&block(x, y, 470.0), colours[3]);
    c.cut(&rect(x, y + 60.0, 46.0, 84.0 * inside as f32 + 60.0), colours[3]);
    slots(c, (x, y), colours[3]);
    y += 84.0;
    for i in 0..inside {
        line_of_code(c, (x + 46.0, y), colours[4 + i % 3], 330.0 + 60.0 * ((i + before) % 3) as f32);
        y += 84.0;
    }
    c.cut(&rounded(x, y, 470.0, 56.0, 8.0), colours[3]);
    c.line(&arc(x + 425.0, y + 28.0, 15.0, 0.1, 0.85), 6.0, PAPER);
}

fn line_of_code(c: &mut Canvas, (x, y): Point, colour: Colour, width: f32) {
    c.cut(&block(x, y, width), colour);
    slots(c, (x, y), colour);
}

fn slots(c: &mut Canvas, (x, y): Point, colour: Colour) {
    let words = c.dice.between(90.0, 150.0);
    c.line(&[(x + 34.0, y + 52.0), (x + 34.0 + words, y + 52.0)], 13.0, colour.lit(0.75));
    let left = x + 60.0 + words;
    if c.dice.chance(0.6) {
        c.print(&rounded(left, y + 30.0, 84.0, 44.0, 21.0), PAPER);
    } else {
        c.print(&regular(left + 36.0, y + 52.0, 34.0, 6, 0.0), PAPER);
    }
}

/// The screen where the program comes to life.
fn stage(c: &mut Canvas, sky: Colour) {
    c.cut(&rounded(880.0, 110.0, 530.0, 420.0, 20.0), INK);
    c.cut(&rect(1100.0, 526.0, 90.0, 60.0), INK);
    c.cut(&rect(1010.0, 574.0, 270.0, 26.0), INK);
    c.print(&rect(910.0, 140.0, 470.0, 340.0), sky.lit(0.6));
    c.print(&rect(910.0, 420.0, 470.0, 60.0), MOSS);
    let trail: Outline = (0..12_u8).map(|i| (950.0 + f32::from(i) * 30.0, 330.0 - 60.0 * (f32::from(i) * 0.6).sin().abs())).collect();
    c.dashes(&trail, 7.0, INK);
    let (fur, kind) = (c.dice.pick([CARROT, SUN, BRICK, WOOD]), c.dice.below(3));
    c.at((1240.0, 440.0), 0.95, 0.0, |c| match kind {
        0 => {
            c.cut(&silhouettes::cat(), fur);
            props::eyes(c, (44.0, -158.0), 36.0, 13.0);
        }
        1 => animals::painted_bird(c, fur, PAPER),
        _ => robot(c, fur),
    });
}
