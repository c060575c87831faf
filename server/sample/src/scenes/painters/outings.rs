//! Going out: the obstacle course, the bicycle.

use crate::scenes::{canvas::Canvas, palette::*, plants, props, shapes::*};

/// Beam, hoops, cones, tunnel and mats, in the gym or in the yard.
pub fn course(c: &mut Canvas) {
    let indoors = c.dice.chance(0.5);
    let floor = if indoors { gym(c) } else { yard(c) };
    let line = floor.lit(0.5);
    c.line(&curve(&[(-20.0, 820.0), (300.0, 620.0), (760.0, 640.0), (1200.0, 560.0), (1520.0, 640.0)]), 9.0, line);
    c.line(&curve(&[(-20.0, 990.0), (400.0, 900.0), (900.0, 930.0), (1520.0, 860.0)]), 9.0, line);
    let order = c.dice.shuffled([0_u8, 1, 2, 3]);
    for (i, (x, y, scale)) in
        [(330.0, 640.0, 0.9), (1100.0, 640.0, 0.95), (400.0, 900.0, 1.15), (1130.0, 900.0, 1.15)].into_iter().enumerate()
    {
        let (one, two) = (c.palette.accent(i), c.palette.accent(i + 2));
        c.at((x, y), scale, 0.0, |c| match order[i] {
            0 => beam(c, one),
            1 => hoops(c),
            2 => tunnel(c, one, two),
            _ => mats(c, one, two),
        });
    }
    for i in 0..4_u8 {
        let x = 640.0 + f32::from(i) * 82.0;
        c.at((x, 700.0 + f32::from(i) * 70.0), 0.6 + 0.13 * f32::from(i), 0.0, cone);
    }
    let (ball, x) = (c.dice.pick([BRICK, SUN, PLUM]), c.dice.between(100.0, 200.0));
    props::shade(c, (x, 966.0), 60.0, 12.0);
    c.cut(&disc(x, 915.0, 54.0), ball);
    c.line(&arc(x - 50.0, 870.0, 84.0, 0.0, 0.2), 7.0, PAPER);
}

fn gym(c: &mut Canvas) -> Colour {
    let floor = c.dice.pick([WOOD.lit(0.25), MOSS.lit(0.15), LAGOON.lit(0.25)]);
    c.fill(c.palette.wall);
    for i in 0..4_u8 {
        let x = 90.0 + f32::from(i) * 370.0;
        c.cut(&rect(x, 60.0, 250.0, 330.0), WOOD.shaded(0.15));
        c.print(&rect(x + 16.0, 60.0, 218.0, 330.0), c.palette.wall.shaded(0.1));
        for k in 0..9_u8 {
            c.line(&[(x + 10.0, 84.0 + f32::from(k) * 37.0), (x + 240.0, 84.0 + f32::from(k) * 37.0)], 11.0, WOOD.lit(0.15));
        }
    }
    c.cut(&rect(-20.0, 450.0, 1540.0, 600.0), floor);
    floor
}

fn yard(c: &mut Canvas) -> Colour {
    let floor = c.dice.pick([SAND.shaded(0.12), ROSE.shaded(0.05), BRICK.lit(0.4)]);
    props::outdoors(c, 400.0);
    for x in [160.0, 520.0, 1010.0, 1370.0] {
        let scale = c.dice.between(0.7, 1.0);
        plants::tree(c, (x, 455.0), scale);
    }
    c.cut(&wave(450.0, 5.0, 1200.0, 0.1), floor);
    floor
}

fn beam(c: &mut Canvas, colour: Colour) {
    props::shade(c, (0.0, 4.0), 290.0, 22.0);
    for x in [-220.0, 190.0] {
        c.cut(&[(x, -110.0), (x + 30.0, -110.0), (x + 60.0, 0.0), (x - 30.0, 0.0)], EARTH);
    }
    c.cut(&rect(-290.0, -150.0, 580.0, 46.0), colour);
    c.print(&rect(-290.0, -150.0, 580.0, 14.0), colour.lit(0.4));
}

fn hoops(c: &mut Canvas) {
    for (i, (x, y)) in [(-210.0, -20.0), (-70.0, 10.0), (70.0, -24.0), (210.0, 8.0)].into_iter().enumerate() {
        let colour = c.palette.accent(i + 1);
        c.line(&bow(x + 4.0, y + 8.0, 86.0, 44.0, 0.0, 1.0), 15.0, INK.lit(0.4));
        c.line(&bow(x, y, 86.0, 44.0, 0.0, 1.0), 15.0, colour);
    }
}

fn tunnel(c: &mut Canvas, one: Colour, two: Colour) {
    props::shade(c, (0.0, 4.0), 260.0, 20.0);
    for i in 0..6_u8 {
        let x = 190.0 - f32::from(i) * 74.0;
        c.cut(
            &[dome(x, -90.0, 116.0, 116.0), vec![(x + 116.0, 0.0), (x - 116.0, 0.0)]].concat(),
            if i.is_multiple_of(2) { one } else { two.lit(0.2) },
        );
    }
    c.print(&[dome(-180.0, -84.0, 84.0, 90.0), vec![(-96.0, 0.0), (-264.0, 0.0)]].concat(), INK);
}

fn mats(c: &mut Canvas, one: Colour, two: Colour) {
    props::shade(c, (0.0, 6.0), 290.0, 20.0);
    c.cut(&[(-280.0, -40.0), (-220.0, -110.0), (60.0, -110.0), (60.0, -40.0)], one.lit(0.2));
    c.cut(&rect(-280.0, -40.0, 340.0, 44.0), one);
    c.cut(&[(60.0, 4.0), (60.0, -200.0), (110.0, -230.0), (290.0, 4.0)], two);
    c.print(&[(60.0, -200.0), (110.0, -230.0), (290.0, 4.0), (250.0, 4.0)], two.lit(0.3));
}

fn cone(c: &mut Canvas) {
    c.cut(&rounded(-60.0, -18.0, 120.0, 26.0, 8.0), BRICK.shaded(0.2));
    c.cut(&[(-44.0, -16.0), (-10.0, -140.0), (10.0, -140.0), (44.0, -16.0)], CARROT);
    c.print(&[(-31.0, -64.0), (-21.0, -100.0), (21.0, -100.0), (31.0, -64.0)], PAPER);
}

/// A bicycle on its path, between signs, cones and trees.
pub fn bicycle(c: &mut Canvas) {
    props::outdoors(c, 520.0);
    for x in [110.0, 420.0, 1180.0, 1420.0] {
        let scale = c.dice.between(0.8, 1.25);
        plants::tree(c, (x, 600.0), scale);
    }
    if c.dice.chance(0.6) {
        props::house(c, (620.0, 590.0), 170.0, 150.0);
        props::house(c, (820.0, 590.0), 140.0, 120.0);
    }
    let road = c.dice.pick([SLATE.lit(0.3), SAND.shaded(0.1), ROSE.shaded(0.05), BRICK.lit(0.25)]);
    let bend = c.dice.between(-60.0, 60.0);
    let upper = curve(&[(-20.0, 700.0 + bend), (500.0, 660.0), (1000.0, 690.0), (1520.0, 650.0 - bend)]);
    c.cut(&[upper, vec![(1520.0, 1020.0), (-20.0, 1020.0)]].concat(), road);
    for i in 0..6_u8 {
        let x = 20.0 + f32::from(i) * 260.0;
        c.print(&[(x, 930.0), (x + 130.0, 926.0), (x + 124.0, 950.0), (x - 8.0, 954.0)], PAPER);
    }
    let kinds = c.dice.shuffled([0_u8, 1, 2, 3]);
    for (i, x) in [170.0, 1330.0].into_iter().enumerate() {
        c.at((x, 760.0), 1.05, 0.0, |c| sign(c, kinds[i]));
    }
    let (frame, trim) = (c.palette.accent(0), c.palette.accent(1));
    let frame = if frame == CHALK || frame == road { BRICK } else { frame };
    c.at((750.0, 880.0), 1.2, 0.0, |c| cycle(c, frame, trim));
    for x in [330.0, 1190.0] {
        c.at((x, 960.0), 0.7, 0.0, cone);
    }
}

/// A bicycle whose wheels touch `y = 0`.
fn cycle(c: &mut Canvas, frame: Colour, trim: Colour) {
    props::shade(c, (0.0, 4.0), 340.0, 20.0);
    let (rear, front, pedals, saddle, head) = ((-200.0, -135.0), (200.0, -135.0), (-20.0, -130.0), (-80.0, -310.0), (140.0, -310.0));
    for (x, y) in [rear, front] {
        for i in 0..6_u8 {
            let turn = f32::from(i) / 12.0;
            c.line(&[polar(x, y, 120.0, turn), polar(x, y, 120.0, turn + 0.5)], 3.0, PAPER);
        }
        c.line(&arc(x, y, 126.0, 0.0, 1.0), 18.0, INK);
        c.line(&arc(x, y, 112.0, 0.0, 1.0), 6.0, trim.lit(0.3));
        c.print(&disc(x, y, 15.0), INK);
    }
    for pair in [[rear, pedals], [rear, saddle], [pedals, saddle], [pedals, head], [saddle, head], [head, front]] {
        c.line(&pair, 19.0, frame);
    }
    c.line(&[saddle, (-92.0, -350.0)], 13.0, INK);
    c.cut(&blob(&[(-150.0, -366.0), (-90.0, -372.0), (-34.0, -356.0), (-80.0, -340.0), (-140.0, -342.0)]), EARTH);
    c.line(&curve(&[head, (128.0, -380.0), (180.0, -400.0), (200.0, -370.0)]), 15.0, INK);
    c.line(&arc(pedals.0, pedals.1, 40.0, 0.0, 1.0), 11.0, INK);
    c.line(&[(-50.0, -92.0), (10.0, -168.0)], 9.0, INK);
    c.line(&[(-74.0, -90.0), (-30.0, -90.0)], 13.0, INK);
    if c.dice.chance(0.6) {
        c.cut(&[(170.0, -360.0), (300.0, -360.0), (280.0, -270.0), (190.0, -270.0)], WOOD);
        for (i, x) in [200.0, 235.0, 270.0].into_iter().enumerate() {
            let colour = c.palette.accent(i + 2);
            plants::flower(c, (x, -356.0), 70.0, colour);
        }
    } else {
        c.print(&disc(214.0, -330.0, 22.0), SUN);
        c.cut(&rect(-290.0, -300.0, 150.0, 15.0), INK);
        c.cut(&rounded(-280.0, -370.0, 120.0, 70.0, 10.0), trim);
    }
}

fn sign(c: &mut Canvas, kind: u8) {
    c.cut(&rect(-9.0, -330.0, 18.0, 340.0), SKY.shaded(0.35));
    match kind {
        0 => {
            c.cut(&disc(0.0, -350.0, 84.0), LAGOON);
            c.line(&arc(-32.0, -334.0, 24.0, 0.0, 1.0), 7.0, PAPER);
            c.line(&arc(32.0, -334.0, 24.0, 0.0, 1.0), 7.0, PAPER);
            c.line(&[(-32.0, -334.0), (-8.0, -374.0), (20.0, -374.0), (32.0, -334.0)], 7.0, PAPER);
        }
        1 => {
            c.cut(&regular(0.0, -340.0, 104.0, 3, 0.75), BRICK);
            c.print(&regular(0.0, -340.0, 70.0, 3, 0.75), PAPER);
            c.line(&[(0.0, -366.0), (0.0, -332.0)], 11.0, INK);
            c.print(&disc(0.0, -314.0, 7.0), INK);
        }
        2 => {
            c.cut(&regular(0.0, -350.0, 90.0, 8, 0.0625), BRICK);
            c.print(&rect(-56.0, -364.0, 112.0, 28.0), PAPER);
        }
        _ => {
            c.cut(&rounded(-80.0, -430.0, 160.0, 160.0, 16.0), LAGOON);
            c.print(
                &[(-14.0, -290.0), (-14.0, -350.0), (-44.0, -350.0), (0.0, -412.0), (44.0, -350.0), (14.0, -350.0), (14.0, -290.0)],
                PAPER,
            );
        }
    }
}
