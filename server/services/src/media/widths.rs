//! Which files a picture was made into, and how pages offer them.

use domain::media::WIDTHS;

/// How wide the file is that browsers without a choice load, at most.
const MIDDLE: u32 = 640;

/// The widths in which a picture of `width` pixels was made: those of the house that do not enlarge it, or the narrowest, at its own size.
pub fn widths(width: u32) -> Vec<u32> {
    let made: Vec<u32> = WIDTHS.into_iter().filter(|candidate| *candidate <= width).collect();
    if made.is_empty() { vec![WIDTHS[0]] } else { made }
}

/// The narrowest of them: what is shown small.
pub fn narrowest(width: u32) -> u32 {
    widths(width)[0]
}

/// The widest of them.
pub fn widest(width: u32) -> u32 {
    widths(width).into_iter().max().unwrap_or(WIDTHS[0])
}

/// The one for browsers that do not choose.
pub fn middle(width: u32) -> u32 {
    widths(width).into_iter().rfind(|candidate| *candidate <= MIDDLE).unwrap_or(WIDTHS[0])
}

/// All of them, for browsers that choose (`srcset`); `address` gives where each lies.
pub fn srcset(width: u32, address: impl Fn(u32) -> String) -> String {
    let sources: Vec<_> = widths(width).into_iter().map(|made| format!("{} {}w", address(made), made.min(width))).collect();
    sources.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_enlarged() {
        assert_eq!(widths(4000), [320, 640, 1280, 1920]);
        assert_eq!(widths(700), [320, 640]);
        assert_eq!(widths(200), [320]);
        for (width, expected) in [(4000, (320, 640, 1920)), (700, (320, 640, 640)), (200, (320, 320, 320))] {
            assert_eq!((narrowest(width), middle(width), widest(width)), expected, "{width}");
        }
        assert_eq!(srcset(700, |made| format!("/{made}")), "/320 320w, /640 640w");
        assert_eq!(srcset(200, |made| format!("/{made}")), "/320 200w", "said as wide as it is");
    }
}
