//! What is learnt: geometry, numbers.

use crate::scenes::{canvas::Canvas, palette::*, props, shapes::*};

/// Compass, set square and protractor over a drawing of shapes.
pub fn geometry(c: &mut Canvas) {
    let table = c.palette.accent(5);
    c.fill(table);
    let tilt = c.dice.between(-0.02, 0.02);
    let figure = c.dice.below(3);
    c.at((600.0, 510.0), 1.0, tilt, |c| {
        c.cut(&rect(-480.0, -400.0, 960.0, 800.0), PAPER);
        for i in 1..16_u8 {
            let at = -480.0 + f32::from(i) * 60.0;
            c.line(&[(at, -396.0), (at, 396.0)], 2.0, SKY.lit(0.3));
            if i < 14 {
                c.line(&[(-476.0, at + 80.0), (476.0, at + 80.0)], 2.0, SKY.lit(0.3));
            }
        }
        match figure {
            0 => rosette(c),
            1 => tangram(c),
            _ => tiling(c),
        }
    });
    let (wood, glass) = (c.palette.accent(0), c.palette.accent(1));
    let turned = c.dice.between(-0.05, 0.05);
    c.at((1250.0, 330.0), 1.0, turned, |c| set_square(c, glass));
    c.at((1090.0, 900.0), 1.0, tilt - 0.03, |c| protractor(c, wood));
    let at = if figure == 0 { (600.0, 180.0) } else { (1010.0, 260.0) };
    c.at(at, 1.0, tilt, compasses);
    props::pencil(c, (190.0, 850.0), 400.0, 0.42, wood);
}

/// Six petals traced with compasses.
fn rosette(c: &mut Canvas) {
    for i in 0..6_u8 {
        let turn = f32::from(i) / 6.0 + 0.083;
        let colour = c.palette.accent(i.into());
        c.print(&leaf(0.0, 0.0, 300.0, 160.0, turn), colour);
        let (x, y) = polar(0.0, 0.0, 300.0, turn + 0.083);
        c.print(&leaf(x, y, 150.0, 60.0, turn + 0.083 + 0.5), colour.lit(0.5));
        c.line(&arc(polar(0.0, 0.0, 300.0, turn).0, polar(0.0, 0.0, 300.0, turn).1, 300.0, turn + 0.333, turn + 0.667), 4.0, INK);
    }
    c.line(&arc(0.0, 0.0, 300.0, 0.0, 1.0), 5.0, INK);
}

/// The seven pieces, as a square or taken apart.
fn tangram(c: &mut Canvas) {
    let apart = c.dice.pick([1.05, 1.12, 1.22]);
    let pieces: [&[Point]; 7] = [
        &[(-2.0, -2.0), (2.0, -2.0), (0.0, 0.0)],
        &[(-2.0, -2.0), (0.0, 0.0), (-2.0, 2.0)],
        &[(2.0, -2.0), (2.0, 0.0), (1.0, -1.0)],
        &[(0.0, 0.0), (1.0, -1.0), (2.0, 0.0), (1.0, 1.0)],
        &[(0.0, 0.0), (1.0, 1.0), (-1.0, 1.0)],
        &[(-2.0, 2.0), (-1.0, 1.0), (1.0, 1.0), (0.0, 2.0)],
        &[(2.0, 0.0), (2.0, 2.0), (0.0, 2.0)],
    ];
    let quarter = f32::from(c.dice.pick([0_u8, 1, 2, 3])) / 4.0;
    c.at((-40.0, 0.0), 130.0, quarter, |c| {
        for (i, piece) in pieces.into_iter().enumerate() {
            let count = piece.len() as f32;
            let (cx, cy) = piece.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / count, y + p.1 / count));
            let moved: Outline = piece.iter().map(|&(x, y)| (x + cx * (apart - 1.0), y + cy * (apart - 1.0))).collect();
            let colour = [c.palette.accent(i), PLUM][usize::from(i == 6)];
            c.cut(&moved, colour);
        }
    });
}

/// Hexagons, or triangles, side by side.
fn tiling(c: &mut Canvas) {
    let sides = c.dice.pick([3_u16, 6]);
    for (i, j) in (0..5_u8).flat_map(|i| (0..4_u8).map(move |j| (i, j))) {
        let colour = c.dice.pick([c.palette.accent(0), c.palette.accent(1), c.palette.accent(2), c.palette.accent(3)]);
        if sides == 6 {
            let (x, y) = (-340.0 + f32::from(i) * 166.0 + if j.is_multiple_of(2) { 0.0 } else { 83.0 }, -240.0 + f32::from(j) * 146.0);
            c.cut(&regular(x, y, 92.0, 6, 0.25), colour);
        } else {
            let (x, y) = (-330.0 + f32::from(i) * 130.0, -200.0 + f32::from(j) * 150.0 + if i.is_multiple_of(2) { 0.0 } else { -32.0 });
            c.cut(&regular(x, y, 94.0, 3, if i.is_multiple_of(2) { 0.75 } else { 0.25 }), colour);
        }
    }
}

fn compasses(c: &mut Canvas) {
    c.cut(&[(-16.0, 0.0), (16.0, 0.0), (-86.0, 440.0), (-96.0, 436.0)], SKY.shaded(0.25));
    c.cut(&[(-16.0, 0.0), (16.0, 0.0), (150.0, 400.0), (132.0, 408.0)], SKY.shaded(0.4));
    c.line(&arc(0.0, 0.0, 210.0, 0.17, 0.3), 8.0, INK);
    c.print(&[(132.0, 408.0), (150.0, 400.0), (158.0, 444.0)], INK);
    c.cut(&rounded(-16.0, -90.0, 32.0, 80.0, 12.0), INK);
    c.cut(&disc(0.0, 0.0, 40.0), BRICK);
    c.print(&disc(0.0, 0.0, 14.0), PAPER);
}

fn set_square(c: &mut Canvas, colour: Colour) {
    c.cut(&[(-130.0, -240.0), (190.0, 260.0), (-130.0, 260.0)], colour);
    c.print(&[(-70.0, -30.0), (70.0, 196.0), (-70.0, 196.0)], colour.lit(0.55));
    for i in 0..22_u8 {
        let y = -180.0 + f32::from(i) * 20.0;
        c.line(&[(-126.0, y), (if i.is_multiple_of(5) { -96.0 } else { -108.0 }, y)], 4.0, INK);
    }
}

fn protractor(c: &mut Canvas, colour: Colour) {
    c.cut(&dome(0.0, 0.0, 250.0, 250.0), colour.lit(0.15));
    c.print(&dome(0.0, -24.0, 130.0, 130.0), colour.lit(0.6));
    for i in 1..24_u8 {
        let turn = 0.5 + f32::from(i) / 48.0;
        let inner = if i.is_multiple_of(4) { 200.0 } else { 222.0 };
        c.line(&[polar(0.0, -6.0, inner, turn), polar(0.0, -6.0, 240.0, turn)], 4.0, INK);
    }
}

/// An abacus, dice, counting blocks.
pub fn numbers(c: &mut Canvas) {
    props::indoors(c, 720.0);
    let swap = c.dice.chance(0.5);
    let (left, right) = if swap { (1010.0, 380.0) } else { (490.0, 1120.0) };
    c.at((left, 820.0), 1.05, 0.0, abacus);
    match c.dice.below(3) {
        0 => staircase(c, (right, 850.0)),
        1 => towers(c, (right, 850.0)),
        _ => balance(c, (right, 850.0)),
    }
    for (i, x) in [620.0, 800.0, 940.0].into_iter().enumerate() {
        let (colour, face, turn) = (c.palette.accent(i), c.dice.below(6), c.dice.between(-0.06, 0.06));
        let lift = 10.0 * i as f32;
        c.at((x, 910.0 - lift), 0.9, turn, |c| die(c, colour, face));
    }
}

fn abacus(c: &mut Canvas) {
    c.cut(&rect(-330.0, -620.0, 34.0, 640.0), WOOD);
    c.cut(&rect(296.0, -620.0, 34.0, 640.0), WOOD);
    c.cut(&rect(-370.0, -10.0, 740.0, 40.0), WOOD.shaded(0.2));
    c.cut(&rect(-340.0, -640.0, 680.0, 34.0), WOOD.shaded(0.1));
    for row in 0..6_u8 {
        let y = -540.0 + f32::from(row) * 92.0;
        c.line(&[(-300.0, y), (300.0, y)], 8.0, INK);
        let (kept, colour) = (c.dice.below(10) as u8, c.palette.accent(row.into()));
        for bead in 0..10_u8 {
            let gap = if bead < kept { 0.0 } else { 96.0 };
            c.cut(&oval(-270.0 + f32::from(bead) * 49.0 + gap, y, 24.0, 38.0), if bead < 5 { colour } else { colour.lit(0.45) });
        }
    }
}

fn die(c: &mut Canvas, colour: Colour, face: usize) {
    c.cut(&rounded(-66.0, -66.0, 132.0, 132.0, 20.0), colour.lit(0.1));
    let pips: [&[Point]; 6] = [
        &[(0.0, 0.0)],
        &[(-1.0, -1.0), (1.0, 1.0)],
        &[(-1.0, -1.0), (0.0, 0.0), (1.0, 1.0)],
        &[(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)],
        &[(-1.0, -1.0), (1.0, -1.0), (0.0, 0.0), (-1.0, 1.0), (1.0, 1.0)],
        &[(-1.0, -1.0), (1.0, -1.0), (-1.0, 0.0), (1.0, 0.0), (-1.0, 1.0), (1.0, 1.0)],
    ];
    let pip = if colour == CHALK { INK } else { PAPER };
    for &(x, y) in pips[face % 6] {
        c.print(&disc(x * 36.0, y * 36.0, 13.0), pip);
    }
}

/// Rods from the shortest to the longest.
fn staircase(c: &mut Canvas, (x, y): Point) {
    for i in 0..9_u8 {
        let tall = 58.0 * f32::from(i + 1);
        let colour = c.palette.accent(i.into());
        let left = x - 270.0 + f32::from(i) * 60.0;
        c.cut(&rect(left, y - tall, 54.0, tall), colour);
        for k in 1..=i {
            c.line(&[(left, y - 58.0 * f32::from(k)), (left + 54.0, y - 58.0 * f32::from(k))], 4.0, colour.shaded(0.25));
        }
    }
}

/// Cubes stacked in towers.
fn towers(c: &mut Canvas, (x, y): Point) {
    for i in 0..5_u8 {
        let count = 2 + c.dice.below(6) as u8;
        let colour = c.palette.accent(i.into());
        for k in 0..count {
            let (left, top) = (x - 280.0 + f32::from(i) * 112.0, y - 86.0 * f32::from(k + 1));
            c.cut(&rect(left, top, 84.0, 84.0), if k.is_multiple_of(2) { colour } else { colour.lit(0.25) });
            c.print(&disc(left + 42.0, top + 42.0, 17.0), colour.shaded(0.2));
        }
    }
}

/// Scales with weights on either side.
fn balance(c: &mut Canvas, (x, y): Point) {
    let lean = c.dice.pick([-0.025, 0.0, 0.025]);
    c.cut(&[(x - 130.0, y), (x + 130.0, y), (x + 60.0, y - 40.0), (x - 60.0, y - 40.0)], WOOD);
    c.cut(&rect(x - 14.0, y - 440.0, 28.0, 410.0), WOOD.shaded(0.2));
    for side in [-1.0, 1.0] {
        let (px, py) = polar(x, y - 420.0, 240.0, lean + if side > 0.0 { 0.0 } else { 0.5 });
        c.line(&[(px, py), (px - 90.0, py + 180.0)], 4.0, c.palette.line);
        c.line(&[(px, py), (px + 90.0, py + 180.0)], 4.0, c.palette.line);
        for k in 0..4_u8 {
            let colour = c.palette.accent(usize::from(k) + 1);
            c.cut(&rect(px - 76.0 + f32::from(k % 2) * 80.0, py + 116.0 - f32::from(k / 2) * 62.0, 66.0, 62.0), colour);
        }
        c.cut(&[bow(px, py + 178.0, 110.0, 50.0, 0.0, 0.5), vec![(px - 110.0, py + 178.0)]].concat(), SUN);
    }
    c.line(&[polar(x, y - 420.0, 244.0, lean), polar(x, y - 420.0, 244.0, lean + 0.5)], 18.0, BRICK);
    c.cut(&disc(x, y - 420.0, 30.0), SUN);
}
