//! Stop-motion films.

use crate::scenes::{canvas::Canvas, palette::*, props, shapes::*};

/// A film made frame by frame: the set, its clay creatures, the camera, the strip.
pub fn animation(c: &mut Canvas) {
    props::indoors(c, 560.0);
    let (backdrop, clay) =
        (c.dice.pick([SKY, SUN.lit(0.4), PLUM, LAGOON.lit(0.2), ROSE.lit(0.2)]), c.dice.pick([MOSS, BRICK, SUN, LAGOON, ROSE]));
    let clay = if clay == backdrop { CHALK } else { clay };
    c.cut(&[(120.0, 140.0), (830.0, 110.0), (850.0, 590.0), (100.0, 620.0)], backdrop);
    c.cut(&wave_in(120.0, 830.0, 430.0), FERN.mixed(backdrop, 0.3));
    props::cloud(c, (330.0, 230.0), 0.8, PAPER);
    c.print(&disc(680.0, 220.0, 56.0), SUN.lit(0.2));
    c.cut(&[(60.0, 600.0), (880.0, 570.0), (930.0, 690.0), (20.0, 720.0)], MOSS);
    let kind = c.dice.below(3);
    let (near, far) = (c.dice.between(260.0, 360.0), c.dice.between(560.0, 680.0));
    c.at((near, 650.0), 1.25, 0.0, |c| creature(c, clay, kind));
    let other = c.palette.accent(2);
    c.at((far, 645.0), 0.9, 0.0, |c| creature(c, other, (kind + 1) % 3));
    let body = c.palette.accent(1);
    c.at((1160.0, 430.0), 1.0, 0.0, |c| camera(c, body));
    film(c, clay, kind);
}

fn wave_in(left: f32, right: f32, y: f32) -> Outline {
    let hills =
        curve(&[(left, y + 60.0), (left + 160.0, y - 20.0), (left + 360.0, y + 50.0), (right - 120.0, y - 40.0), (right, y + 40.0)]);
    [hills, vec![(right + 12.0, 590.0), (left - 12.0, 615.0)]].concat()
}

/// A creature of clay that stands on `(0, 0)`.
fn creature(c: &mut Canvas, clay: Colour, kind: usize) {
    match kind {
        0 => {
            c.cut(
                &blob(&[
                    (-90.0, 0.0),
                    (-96.0, -110.0),
                    (-40.0, -190.0),
                    (40.0, -190.0),
                    (96.0, -110.0),
                    (90.0, 0.0),
                    (30.0, -14.0),
                    (-30.0, -14.0),
                ]),
                clay,
            );
            props::eyes(c, (0.0, -130.0), 76.0, 26.0);
            c.line(&curve(&[(-36.0, -76.0), (0.0, -58.0), (36.0, -76.0)]), 8.0, INK);
        }
        1 => {
            for x in [-44.0, 44.0] {
                c.line(&[(x, -110.0), (x, -8.0), (x + 22.0, -2.0)], 20.0, clay.shaded(0.25));
            }
            c.cut(&disc(0.0, -140.0, 88.0), clay);
            c.line(&curve(&[(0.0, -220.0), (30.0, -250.0), (10.0, -280.0)]), 9.0, clay.shaded(0.25));
            c.cut(&disc(10.0, -284.0, 18.0), SUN);
            c.print(&disc(0.0, -150.0, 40.0), PAPER);
            c.print(&disc(8.0, -146.0, 19.0), INK);
        }
        _ => {
            for i in 0..4_u8 {
                c.cut(
                    &disc(-130.0 + f32::from(i) * 58.0, -52.0 - 10.0 * f32::from(i % 2), 52.0),
                    if i.is_multiple_of(2) { clay } else { clay.lit(0.3) },
                );
            }
            c.cut(&disc(104.0, -96.0, 66.0), clay);
            props::eyes(c, (114.0, -112.0), 50.0, 19.0);
            c.line(&[(86.0, -156.0), (66.0, -206.0)], 7.0, INK);
            c.line(&[(124.0, -158.0), (140.0, -206.0)], 7.0, INK);
        }
    }
}

fn camera(c: &mut Canvas, body: Colour) {
    for (x, foot) in [(-40.0, -170.0), (40.0, 190.0), (0.0, 20.0)] {
        c.line(&[(x, 90.0), (foot, 430.0)], 18.0, INK.lit(0.15));
    }
    c.cut(&rounded(-60.0, 60.0, 120.0, 50.0, 10.0), INK);
    c.cut(&rounded(-130.0, -130.0, 290.0, 200.0, 22.0), body);
    c.print(&rect(-130.0, -30.0, 290.0, 24.0), body.shaded(0.25));
    c.cut(&rounded(20.0, -180.0, 110.0, 60.0, 12.0), body.shaded(0.2));
    c.cut(&[(-130.0, -90.0), (-220.0, -110.0), (-220.0, 50.0), (-130.0, 30.0)], INK);
    c.print(&oval(-220.0, -30.0, 22.0, 80.0), LAGOON.lit(0.2));
    c.print(&disc(110.0, -88.0, 16.0), BRICK);
}

/// The strip: the same creature, a step further in each frame.
fn film(c: &mut Canvas, clay: Colour, kind: usize) {
    let tilt = c.dice.between(-0.008, 0.008);
    c.at((0.0, 770.0), 1.0, tilt, |c| {
        c.cut(&rect(-40.0, 0.0, 1600.0, 200.0), INK);
        for i in 0..32_u8 {
            for y in [12.0, 170.0] {
                c.print(&rounded(f32::from(i) * 48.0 - 10.0, y, 24.0, 18.0, 5.0), CHALK);
            }
        }
        for i in 0..6_u8 {
            let x = 20.0 + f32::from(i) * 250.0;
            c.print(&rect(x, 40.0, 232.0, 120.0), SKY.lit(0.4));
            c.print(&rect(x, 136.0, 232.0, 24.0), MOSS);
            let hop = if i.is_multiple_of(2) { 0.0 } else { 14.0 };
            c.at((x + 56.0 + f32::from(i) * 22.0, 146.0 - hop), 0.42, 0.0, |c| creature(c, clay, kind));
        }
    });
}
