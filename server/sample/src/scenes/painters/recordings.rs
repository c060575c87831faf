//! What is recorded: the radio, sounds and instruments.

use crate::scenes::{canvas::Canvas, palette::*, props, shapes::*};

/// A large microphone, headphones, a mixing desk, waves on the wall.
pub fn radio(c: &mut Canvas) {
    props::indoors(c, 700.0);
    let (tone, second) = (c.palette.accent(0), c.palette.accent(1));
    let x = c.dice.pick([690.0, 750.0, 810.0]);
    let wave = c.palette.wall.mixed(c.palette.accent(2), 0.7);
    props::waves(c, (x, 330.0), 190.0, 4, wave);
    lamp(c, (x + 520.0, 150.0));
    if c.dice.chance(0.5) {
        c.at((x, 330.0), 1.15, 0.0, |c| studio_microphone(c, tone));
    } else {
        c.at((x, 330.0), 1.15, 0.0, |c| round_microphone(c, tone));
    }
    c.at((x - 430.0, 800.0), 1.15, -0.03, |c| headphones(c, second));
    c.at((x + 400.0, 830.0), 1.0, 0.0, mixing_desk);
}

/// The red lamp that says that one is on the air.
fn lamp(c: &mut Canvas, (x, y): Point) {
    c.tint(&disc(x, y, 120.0), BRICK, 0.18);
    c.cut(&rounded(x - 90.0, y - 44.0, 180.0, 88.0, 20.0), INK);
    c.print(&rounded(x - 76.0, y - 30.0, 152.0, 60.0, 14.0), BRICK);
    c.print(&disc(x - 40.0, y, 15.0), SUN.lit(0.3));
    c.line(&[(x - 6.0, y), (x + 50.0, y)], 11.0, SUN.lit(0.5));
}

/// A capsule in its ring, on a foot; its head on `(0, 0)`.
fn studio_microphone(c: &mut Canvas, tone: Colour) {
    c.cut(&oval(0.0, 480.0, 150.0, 30.0), INK);
    c.cut(&rect(-13.0, 200.0, 26.0, 280.0), INK);
    c.line(&arc(0.0, 0.0, 178.0, 0.02, 0.48), 20.0, INK);
    c.cut(&rounded(-105.0, -220.0, 210.0, 400.0, 100.0), tone);
    c.print(&rounded(-86.0, -202.0, 172.0, 210.0, 82.0), CHALK.shaded(0.15));
    for i in 0..5_u8 {
        let y = -160.0 + f32::from(i) * 36.0;
        c.line(&[(-74.0, y), (74.0, y)], 9.0, INK.lit(0.25));
    }
    c.print(&rect(-105.0, 20.0, 210.0, 24.0), tone.shaded(0.3));
    c.print(&disc(0.0, 100.0, 24.0), SUN);
}

/// A reporter's microphone with its foam, on a bent arm.
fn round_microphone(c: &mut Canvas, tone: Colour) {
    c.line(&curve(&[(0.0, 120.0), (20.0, 260.0), (140.0, 330.0), (150.0, 470.0)]), 22.0, INK);
    c.cut(&oval(150.0, 480.0, 140.0, 28.0), INK);
    c.cut(&[(-66.0, 60.0), (66.0, 60.0), (40.0, 260.0), (-40.0, 260.0)], INK.lit(0.2));
    c.print(&rect(-26.0, 150.0, 52.0, 40.0), SUN);
    c.cut(&disc(0.0, -50.0, 165.0), tone);
    for i in 0..46_u8 {
        let (x, y) = polar(0.0, -50.0, 24.0 * f32::from(i).sqrt(), f32::from(i) * 0.382);
        c.print(&disc(x, y, 7.0), tone.shaded(0.3));
    }
    c.cut(&rounded(-120.0, 70.0, 240.0, 46.0, 16.0), SUN);
}

fn headphones(c: &mut Canvas, tone: Colour) {
    c.line(&curve(&[(-100.0, 60.0), (-180.0, 130.0), (-110.0, 160.0), (20.0, 150.0)]), 8.0, INK);
    c.line(&arc(0.0, -60.0, 140.0, 0.47, 1.03), 36.0, INK);
    c.line(&arc(0.0, -60.0, 140.0, 0.54, 0.96), 16.0, tone.lit(0.2));
    for side in [-1.0, 1.0] {
        c.cut(&rounded(side * 138.0 - 44.0, -90.0, 88.0, 170.0, 40.0), tone);
        c.cut(&rounded(side * 110.0 - 28.0, -76.0, 56.0, 142.0, 26.0), INK.lit(0.25));
    }
}

fn mixing_desk(c: &mut Canvas) {
    c.cut(&[(-230.0, -150.0), (230.0, -150.0), (270.0, 110.0), (-270.0, 110.0)], SLATE);
    for i in 0..7_u8 {
        let x = -186.0 + f32::from(i) * 62.0;
        let knob = c.palette.accent(i.into());
        c.print(&disc(x * 0.97, -112.0, 19.0), knob);
        c.line(&[(x * 0.97, -112.0), (x * 0.97 + 8.0, -126.0)], 5.0, PAPER);
        c.line(&[(x, -70.0), (x * 1.1, 80.0)], 8.0, INK);
        let level = c.dice.between(-50.0, 60.0);
        c.cut(&rect(x * 1.05 - 19.0, level - 12.0, 38.0, 26.0), CHALK);
    }
}

/// Instruments, and the shape of what they play.
pub fn sounds(c: &mut Canvas) {
    props::indoors(c, 660.0);
    let wave = c.palette.wall.mixed(c.palette.accent(0), 0.75);
    let (speed, phase) = (c.dice.between(3.0, 7.0), c.dice.unit());
    for i in 0..47_u8 {
        let t = f32::from(i) / 46.0;
        let swell = (t * std::f32::consts::PI).sin() * (0.35 + 0.65 * ((t * speed + phase) * std::f32::consts::TAU).sin().abs());
        let half = 14.0 + 165.0 * swell;
        c.line(&[(60.0 + t * 1380.0, 300.0 - half), (60.0 + t * 1380.0, 300.0 + half)], 14.0, wave);
    }
    let order = c.dice.shuffled([0_u8, 1, 2]);
    for (i, x) in [310.0, 790.0, 1240.0].into_iter().enumerate() {
        let tone = c.palette.accent(i + 1);
        c.at((x, 860.0), 1.05, 0.0, |c| match order[i] {
            0 => xylophone(c),
            1 => drum(c, tone),
            _ => shakers(c, tone),
        });
    }
    let (x, tone) = (c.dice.pick([560.0, 1030.0]), c.palette.accent(4));
    c.at((x, 560.0), 1.0, 0.04, |c| recorder(c, tone));
}

fn xylophone(c: &mut Canvas) {
    c.cut(&[(-230.0, -140.0), (230.0, -90.0), (230.0, -60.0), (-230.0, -100.0)], EARTH);
    c.cut(&[(-230.0, 40.0), (230.0, -10.0), (230.0, 20.0), (-230.0, 80.0)], EARTH);
    for (i, colour) in [BRICK, CARROT, SUN, MOSS, FERN, LAGOON, PLUM].into_iter().enumerate() {
        let (x, half) = (-218.0 + 62.0 * i as f32, 130.0 - 11.0 * i as f32);
        c.cut(&rounded(x, -30.0 - half, 50.0, 2.0 * half, 12.0), colour);
        c.print(&disc(x + 25.0, -10.0 - half, 5.0), INK);
        c.print(&disc(x + 25.0, -50.0 + half, 5.0), INK);
    }
    for (x, turn) in [(-60.0, -0.09), (60.0, 0.06)] {
        c.at((x, -140.0), 1.0, turn, |c| {
            c.line(&[(0.0, 0.0), (0.0, -230.0)], 9.0, WOOD);
            c.cut(&disc(0.0, 0.0, 24.0), PAPER);
        });
    }
}

fn drum(c: &mut Canvas, tone: Colour) {
    c.cut(&[bow(0.0, 60.0, 170.0, 42.0, 0.0, 0.5), vec![(-170.0, -150.0), (170.0, -150.0)]].concat(), tone);
    let zigzag: Outline = (0..=8_u8).map(|i| (-164.0 + f32::from(i) * 41.0, if i.is_multiple_of(2) { -118.0 } else { 64.0 })).collect();
    c.line(&zigzag, 8.0, PAPER);
    c.line(&bow(0.0, 60.0, 170.0, 42.0, 0.0, 0.5), 20.0, tone.shaded(0.35));
    c.cut(&oval(0.0, -150.0, 180.0, 50.0), tone.shaded(0.35));
    c.print(&oval(0.0, -154.0, 156.0, 38.0), CHALK);
    for turn in [-0.14, 0.12] {
        c.at((0.0, -160.0), 1.0, turn, |c| {
            c.line(&[(0.0, 0.0), (0.0, -250.0)], 13.0, WOOD);
            c.cut(&disc(0.0, 0.0, 18.0), WOOD);
        });
    }
}

fn shakers(c: &mut Canvas, tone: Colour) {
    c.line(&[(-30.0, -330.0), (-150.0, -120.0), (100.0, -110.0), (-24.0, -330.0)], 17.0, SKY.shaded(0.2));
    c.line(&[(-28.0, -330.0), (-28.0, -380.0)], 5.0, BRICK);
    for (x, turn) in [(-60.0, -0.08), (110.0, 0.07)] {
        c.at((x, 40.0), 1.0, turn, |c| {
            c.cut(&rounded(-15.0, -60.0, 30.0, 130.0, 12.0), WOOD);
            c.cut(&oval(0.0, -120.0, 66.0, 84.0), tone);
            c.line(&bow(0.0, -120.0, 62.0, 18.0, 0.0, 0.5), 10.0, PAPER);
            c.line(&bow(0.0, -92.0, 56.0, 16.0, 0.0, 0.5), 10.0, SUN);
        });
    }
}

/// A pocket recorder under its fur.
fn recorder(c: &mut Canvas, tone: Colour) {
    c.cut(&star(0.0, -130.0, 92.0, 76.0, 26, 0.0), INK.lit(0.35));
    c.print(&star(0.0, -130.0, 62.0, 48.0, 20, 0.0), INK.lit(0.5));
    c.cut(&rounded(-66.0, -90.0, 132.0, 300.0, 20.0), INK);
    c.print(&rounded(-48.0, -60.0, 96.0, 70.0, 8.0), SKY.lit(0.3));
    c.line(&[(-36.0, -24.0), (-18.0, -40.0), (0.0, -10.0), (18.0, -46.0), (36.0, -24.0)], 6.0, tone.shaded(0.2));
    c.print(&disc(0.0, 70.0, 26.0), BRICK);
    for x in [-30.0, 30.0] {
        c.print(&rounded(x - 16.0, 130.0, 32.0, 26.0, 6.0), CHALK);
    }
}
