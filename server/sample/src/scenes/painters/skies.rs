//! The sky and the light: planets, the weather station.

use crate::scenes::{canvas::Canvas, palette::*, plants, props, shapes::*};

/// A system of planets on their orbits, with a rocket, a comet or a telescope.
pub fn planets(c: &mut Canvas) {
    let night = c.dice.pick([SLATE.shaded(0.3), INK, PLUM.shaded(0.55), LAGOON.shaded(0.55)]);
    c.fill(night);
    for _ in 0..90 {
        let (x, y, r) = (c.dice.between(0.0, 1500.0), c.dice.between(0.0, 1000.0), c.dice.between(1.5, 5.0));
        c.print(&regular(x, y, r, 4, 0.0), CHALK);
    }
    let (sx, sy) = (c.dice.between(-60.0, 60.0), c.dice.between(380.0, 620.0));
    let orbits = [400.0, 590.0, 800.0, 1040.0, 1290.0];
    for radius in orbits {
        c.line(&arc(sx, sy, radius, -0.25, 0.25), 3.0, night.lit(0.35));
    }
    c.print(&star(sx, sy, 330.0, 270.0, 22, 0.0), SUN.mixed(night, 0.55));
    c.cut(&disc(sx, sy, 250.0), SUN);
    c.print(&disc(sx, sy, 190.0), SUN.lit(0.25));
    let order = c.dice.shuffled([0_u8, 1, 2, 3, 4]);
    let sizes = [46.0, 66.0, 80.0, 128.0, 92.0];
    for (i, radius) in orbits.into_iter().enumerate() {
        // As far along the orbit as the picture is high, and in turn above and below, so that none hides another.
        let along = c.dice.between(110.0, 330.0) * if i.is_multiple_of(2) { -1.0 } else { 1.0 };
        let at = polar(sx, sy, radius, along / radius / std::f32::consts::TAU);
        planet(c, at, sizes[i], order[i]);
    }
    match c.dice.below(3) {
        0 => c.at((1330.0, 790.0), 0.9, 0.1, rocket),
        1 => comet(c),
        _ => c.at((740.0, 1010.0), 1.0, 0.0, telescope),
    }
}

fn planet(c: &mut Canvas, (x, y): Point, r: f32, kind: u8) {
    let base = [BRICK, SKY, SAND, ROSE, LAGOON.lit(0.15)][usize::from(kind % 5)];
    c.cut(&disc(x, y, r), base);
    match kind {
        0 | 3 => {
            for (dx, dy, s) in [(-0.35, -0.3, 0.22), (0.3, 0.1, 0.28), (-0.2, 0.45, 0.16)] {
                c.print(&disc(x + dx * r, y + dy * r, s * r), base.shaded(0.18));
            }
        }
        1 => {
            c.print(
                &blob(&[(x - 0.7 * r, y - 0.3 * r), (x - 0.1 * r, y - 0.75 * r), (x + 0.1 * r, y - 0.1 * r), (x - 0.3 * r, y + 0.3 * r)]),
                MOSS,
            );
            c.print(&blob(&[(x + 0.2 * r, y + 0.2 * r), (x + 0.7 * r, y), (x + 0.5 * r, y + 0.65 * r)]), MOSS);
        }
        _ => {
            for (dy, half) in [(-0.45, 0.84), (0.0, 0.96), (0.42, 0.86)] {
                c.line(&[(x - half * r, y + dy * r), (x + half * r, y + dy * r)], r * 0.17, base.shaded(0.15));
            }
            if kind == 2 {
                c.line(&bow(x, y, r * 1.75, r * 0.42, -0.08, 0.58), r * 0.12, SUN.lit(0.4));
            }
        }
    }
}

fn rocket(c: &mut Canvas) {
    c.cut(&[(-34.0, 120.0), (0.0, 230.0), (34.0, 120.0)], SUN);
    c.print(&[(-18.0, 120.0), (0.0, 180.0), (18.0, 120.0)], BRICK);
    for side in [-1.0, 1.0] {
        c.cut(&[(side * 50.0, 20.0), (side * 110.0, 130.0), (side * 44.0, 110.0)], BRICK);
    }
    c.cut(&blob(&[(0.0, -190.0), (54.0, -90.0), (62.0, 30.0), (40.0, 124.0), (-40.0, 124.0), (-62.0, 30.0), (-54.0, -90.0)]), CHALK);
    c.print(&[(-37.0, -130.0), (0.0, -190.0), (37.0, -130.0)], BRICK);
    c.cut(&disc(0.0, -50.0, 32.0), LAGOON);
    c.print(&disc(0.0, -50.0, 20.0), SKY);
}

fn comet(c: &mut Canvas) {
    for (dy, long) in [(-34.0, 210.0), (0.0, 310.0), (34.0, 190.0)] {
        let (x, y) = (1380.0, 850.0 + dy * 0.6);
        c.print(&[(x, y), (x - long, y + 50.0 + dy), (x + 4.0, y + 15.0)], SUN.lit(0.4));
    }
    c.cut(&disc(1390.0, 855.0, 44.0), CHALK);
}

fn telescope(c: &mut Canvas) {
    let tube = c.palette.accent(0).lit(0.1);
    for (x, turn) in [(-110.0, -0.03), (110.0, 0.03), (0.0, 0.0)] {
        c.at((0.0, -190.0), 1.0, turn, |c| c.cut(&rect(-9.0 + x * 0.05, 0.0, 18.0, 260.0), WOOD));
    }
    c.at((0.0, -210.0), 1.0, -0.11, |c| {
        c.cut(&rect(-150.0, -36.0, 260.0, 72.0), tube);
        c.cut(&rect(100.0, -52.0, 130.0, 104.0), tube.lit(0.25));
        c.cut(&rect(-230.0, -22.0, 90.0, 44.0), CHALK);
        c.print(&rect(-20.0, -36.0, 20.0, 72.0), CHALK);
    });
}

/// The school's weather station beneath a sky that cannot make up its mind.
pub fn weather(c: &mut Canvas) {
    c.fill(c.palette.sky);
    match c.dice.below(3) {
        0 => rainbow(c),
        1 => storm(c),
        _ => {
            props::sun(c, (990.0, 260.0), 120.0);
            props::cloud(c, (1120.0, 350.0), 1.5, PAPER);
            props::cloud(c, (420.0, 170.0), 1.1, PAPER);
        }
    }
    props::land(c, 680.0);
    plants::grass(c, 760.0, 980.0, 22, c.palette.ground.shaded(0.25));
    let swap = c.dice.chance(0.5);
    let order = if swap { [1180.0, 760.0, 330.0] } else { [330.0, 1180.0, 760.0] };
    c.at((order[0], 880.0), 1.1, 0.0, screen);
    c.at((order[1], 880.0), 1.1, 0.0, windsock);
    c.at((order[2], 890.0), 1.1, 0.0, gauges);
}

fn rainbow(c: &mut Canvas) {
    for (i, colour) in [BRICK, CARROT, SUN, MOSS, LAGOON, PLUM].into_iter().enumerate() {
        c.line(&arc(900.0, 700.0, 560.0 - 34.0 * i as f32, 0.5, 1.0), 35.0, colour);
    }
    props::cloud(c, (1400.0, 560.0), 1.5, PAPER);
    props::cloud(c, (380.0, 590.0), 1.3, PAPER);
}

fn storm(c: &mut Canvas) {
    for (x, y) in
        (0..7_u8).flat_map(|i| (0..4_u8).map(move |j| (820.0 + f32::from(i) * 62.0 - f32::from(j) * 20.0, 300.0 + f32::from(j) * 74.0)))
    {
        c.line(&[(x, y), (x - 12.0, y + 40.0)], 7.0, LAGOON);
    }
    c.cut(&[(1050.0, 240.0), (970.0, 400.0), (1030.0, 400.0), (990.0, 540.0), (1120.0, 350.0), (1060.0, 350.0), (1110.0, 240.0)], SUN);
    props::cloud(c, (900.0, 220.0), 2.0, SLATE.lit(0.35));
    props::cloud(c, (1120.0, 240.0), 1.8, SLATE.lit(0.5));
}

/// The white box with slats where the thermometers live.
fn screen(c: &mut Canvas) {
    for x in [-130.0, 106.0] {
        c.cut(&rect(x, -210.0, 24.0, 220.0), WOOD);
    }
    c.line(&[(-118.0, -20.0), (118.0, -190.0)], 12.0, WOOD);
    c.cut(&rect(-160.0, -440.0, 320.0, 240.0), PAPER);
    for i in 0..6_u8 {
        let y = -424.0 + f32::from(i) * 36.0;
        c.print(&rect(-144.0, y, 138.0, 22.0), SAND);
        c.print(&rect(6.0, y, 138.0, 22.0), SAND);
    }
    c.cut(&[(-190.0, -436.0), (-160.0, -490.0), (160.0, -490.0), (190.0, -436.0)], c.palette.accent(0));
}

fn windsock(c: &mut Canvas) {
    let (one, two) = (c.palette.accent(1), PAPER);
    c.cut(&rect(-10.0, -640.0, 20.0, 650.0), EARTH);
    for i in 0..5_u8 {
        let (x, half) = (12.0 + f32::from(i) * 58.0, 56.0 - f32::from(i) * 7.0);
        let droop = f32::from(i * i) * 3.0;
        c.cut(
            &[
                (x, -580.0 - half + droop),
                (x + 58.0, -574.0 - half + droop + 7.0),
                (x + 58.0, -586.0 + half + droop),
                (x, -580.0 + half + droop),
            ],
            if i.is_multiple_of(2) { one } else { two },
        );
    }
    c.line(&[(-120.0, -670.0), (120.0, -670.0)], 9.0, INK);
    for x in [-120.0, 0.0, 120.0] {
        c.cut(&dome(x, -654.0, 36.0, 38.0), c.palette.accent(2));
    }
}

/// A rain gauge and a thermometer on a post.
fn gauges(c: &mut Canvas) {
    let level = c.dice.between(50.0, 150.0);
    c.cut(&rect(-14.0, -330.0, 28.0, 340.0), WOOD);
    c.cut(&rect(-150.0, -330.0, 290.0, 24.0), WOOD.shaded(0.15));
    c.cut(&[(-170.0, -560.0), (-50.0, -560.0), (-80.0, -500.0), (-80.0, -330.0), (-140.0, -330.0), (-140.0, -500.0)], SKY.lit(0.5));
    c.print(&rect(-134.0, -336.0 - level, 48.0, level), LAGOON);
    c.cut(&rounded(30.0, -600.0, 90.0, 270.0, 40.0), PAPER);
    c.print(&rounded(67.0, -575.0, 16.0, 180.0, 8.0), SAND);
    c.print(&rect(68.0, -390.0 - level, 14.0, level), BRICK);
    c.print(&disc(75.0, -372.0, 25.0), BRICK);
    for i in 0..6_u8 {
        let y = -560.0 + f32::from(i) * 28.0;
        c.line(&[(92.0, y), (108.0, y)], 4.0, INK);
    }
}
