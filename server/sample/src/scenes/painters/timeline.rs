//! Time, on a ribbon.

use crate::scenes::{canvas::Canvas, palette::*, shapes::*, silhouettes};

/// A ribbon of time, and what happened along it.
pub fn timeline(c: &mut Canvas) {
    c.read_from_left();
    let ground = c.dice.pick([c.palette.wall, c.palette.sky, SAND.lit(0.3)]);
    c.fill(ground);
    let (band, phase) = (c.palette.accent(0), c.dice.between(-0.2, 0.2));
    let y = |x: f32| 500.0 + 80.0 * ((x / 1500.0 + phase) * std::f32::consts::TAU).sin();
    let ribbon: Outline = (0..=26_u8).map(|i| f32::from(i) * 60.0 - 30.0).map(|x| (x, y(x))).collect();
    let lower: Outline = ribbon.iter().rev().map(|&(x, y)| (x, y + 86.0)).collect();
    c.cut(&[ribbon.clone(), lower].concat(), band);
    for &(x, y) in &ribbon {
        c.line(&[(x, y + 56.0), (x, y + 82.0)], 5.0, PAPER);
    }
    let first = c.dice.below(2);
    for (i, things) in AGES.into_iter().enumerate() {
        let x = 150.0 + 240.0 * i as f32;
        let above = (i + first).is_multiple_of(2);
        let cy = if above { y(x) - 190.0 } else { y(x) + 270.0 };
        c.line(&[(x, y(x) + 42.0), (x, cy)], 6.0, INK);
        c.cut(&disc(x, y(x) + 42.0, 22.0), SUN);
        let colour = c.palette.accent(i + 1);
        let medal = if colour == CHALK { SKY } else { colour.lit(0.35) };
        c.cut(&disc(x, cy, 136.0), PAPER);
        c.print(&disc(x, cy, 120.0), medal);
        let thing = c.dice.pick(things);
        c.at((x, cy + 70.0), 0.9, 0.0, thing);
    }
}

/// What stands for each age, from the mammoths to the satellites: things on `(0, 0)`, some 170 high at most.
const AGES: [[fn(&mut Canvas); 2]; 6] =
    [[mammoth, stag], [pyramid, vase], [castle, windmill], [ship, lighthouse], [engine, biplane], [rocket, satellite]];

fn mammoth(c: &mut Canvas) {
    c.at((0.0, 0.0), 0.75, 0.0, |c| {
        c.cut(&silhouettes::mammoth(), EARTH);
        c.line(&curve(&[(88.0, -80.0), (130.0, -50.0), (140.0, -90.0)]), 9.0, PAPER);
    });
}

fn stag(c: &mut Canvas) {
    c.at((10.0, -10.0), 0.42, 0.0, |c| c.cut(&silhouettes::stag(), EARTH));
    c.line(&[(-80.0, 6.0), (90.0, 6.0)], 8.0, BRICK);
}

fn pyramid(c: &mut Canvas) {
    c.cut(&[(-100.0, 0.0), (0.0, -130.0), (100.0, 0.0)], SUN);
    c.print(&[(0.0, -130.0), (100.0, 0.0), (30.0, 0.0)], SUN.shaded(0.25));
}

fn vase(c: &mut Canvas) {
    let side = [(20.0, 0.0), (60.0, -70.0), (22.0, -120.0), (30.0, -150.0)];
    let other = side.iter().rev().map(|&(x, y)| (-x, y));
    c.cut(&blob(&side.into_iter().chain(other).collect::<Outline>()), BRICK);
    c.line(&[(-54.0, -76.0), (54.0, -76.0)], 9.0, INK);
    c.line(&[(-46.0, -52.0), (46.0, -52.0)], 5.0, INK);
}

fn castle(c: &mut Canvas) {
    c.cut(&rect(-70.0, -90.0, 140.0, 90.0), CHALK.shaded(0.15));
    for x in [-84.0, 44.0] {
        c.cut(&rect(x, -130.0, 40.0, 130.0), CHALK.shaded(0.25));
        c.cut(&[(x - 8.0, -128.0), (x + 20.0, -178.0), (x + 48.0, -128.0)], BRICK);
    }
    c.print(&[dome(0.0, -34.0, 24.0, 26.0), vec![(24.0, 0.0), (-24.0, 0.0)]].concat(), EARTH);
}

fn windmill(c: &mut Canvas) {
    c.cut(&[(-44.0, 0.0), (-28.0, -110.0), (28.0, -110.0), (44.0, 0.0)], CHALK);
    c.cut(&dome(0.0, -108.0, 32.0, 30.0), BRICK);
    for i in 0..4_u8 {
        c.cut(&leaf(0.0, -112.0, 76.0, 26.0, 0.06 + f32::from(i) / 4.0), WOOD);
    }
    c.print(&rect(-12.0, -36.0, 24.0, 36.0), EARTH);
}

fn ship(c: &mut Canvas) {
    c.line(&[(0.0, -20.0), (0.0, -150.0)], 7.0, EARTH);
    c.cut(&[(8.0, -144.0), (76.0, -60.0), (8.0, -50.0)], PAPER);
    c.cut(&[(-8.0, -130.0), (-62.0, -56.0), (-8.0, -50.0)], PAPER);
    c.cut(&[(-90.0, -40.0), (90.0, -40.0), (56.0, 4.0), (-56.0, 4.0)], EARTH);
}

fn lighthouse(c: &mut Canvas) {
    c.print(&[(0.0, -132.0), (100.0, -160.0), (100.0, -104.0)], SUN.lit(0.5));
    c.cut(&[(-36.0, 0.0), (-22.0, -112.0), (22.0, -112.0), (36.0, 0.0)], PAPER);
    for (y, half) in [(-24.0, 31.0), (-70.0, 26.0)] {
        c.line(&[(-half, y), (half, y)], 17.0, BRICK);
    }
    c.cut(&rect(-18.0, -146.0, 36.0, 34.0), SUN);
    c.cut(&dome(0.0, -144.0, 28.0, 24.0), BRICK);
}

fn engine(c: &mut Canvas) {
    c.cut(&rect(-90.0, -80.0, 120.0, 56.0), INK);
    c.cut(&rect(20.0, -120.0, 66.0, 96.0), BRICK);
    c.cut(&rect(-74.0, -126.0, 26.0, 50.0), INK);
    c.tint(&blob(&[(-70.0, -140.0), (-40.0, -170.0), (10.0, -160.0), (20.0, -136.0), (-30.0, -128.0)]), PAPER, 0.9);
    for x in [-64.0, -16.0, 52.0] {
        c.cut(&disc(x, -12.0, 24.0), SUN);
    }
}

fn biplane(c: &mut Canvas) {
    for x in [-30.0, 40.0] {
        c.line(&[(x, -110.0), (x, -30.0)], 6.0, WOOD);
    }
    c.cut(&blob(&[(-96.0, -84.0), (60.0, -96.0), (88.0, -70.0), (60.0, -48.0), (-70.0, -58.0)]), BRICK);
    c.cut(&[(-100.0, -128.0), (-70.0, -128.0), (-60.0, -76.0), (-96.0, -76.0)], SUN);
    c.cut(&rounded(-50.0, -122.0, 120.0, 18.0, 8.0), PAPER);
    c.cut(&rounded(-50.0, -44.0, 120.0, 18.0, 8.0), PAPER);
    c.line(&[(92.0, -112.0), (92.0, -32.0)], 8.0, INK);
}

fn rocket(c: &mut Canvas) {
    c.cut(&blob(&[(0.0, -180.0), (34.0, -110.0), (34.0, -30.0), (-34.0, -30.0), (-34.0, -110.0)]), PAPER);
    for side in [-1.0, 1.0] {
        c.cut(&[(side * 34.0, -60.0), (side * 64.0, -4.0), (side * 26.0, -20.0)], BRICK);
    }
    c.print(&disc(0.0, -108.0, 17.0), LAGOON);
    c.print(&leaf(0.0, -28.0, 50.0, 30.0, 0.25), SUN);
}

fn satellite(c: &mut Canvas) {
    c.at((0.0, -70.0), 1.0, -0.08, |c| {
        c.line(&[(-100.0, 0.0), (100.0, 0.0)], 7.0, INK);
        for x in [-104.0, 44.0] {
            c.cut(&rect(x, -30.0, 60.0, 60.0), LAGOON.shaded(0.3));
            c.line(&[(x + 30.0, -28.0), (x + 30.0, 28.0)], 4.0, SKY);
            c.line(&[(x + 4.0, 0.0), (x + 56.0, 0.0)], 4.0, SKY);
        }
        c.cut(&rounded(-30.0, -38.0, 60.0, 76.0, 10.0), SUN);
        c.cut(&scallop(0.0, -66.0, 34.0, 24.0), PAPER);
        c.line(&[(0.0, -64.0), (0.0, -84.0)], 5.0, BRICK);
    });
}
