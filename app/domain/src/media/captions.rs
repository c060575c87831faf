//! Captions of a video: typed or sent as WebVTT or SubRip, kept as cues, written again as plain WebVTT.
//!
//! Sources: W3C, *WebVTT: The Web Video Text Tracks Format*, 4 and 6. Of a cue, only its times and its words are kept: no style, no
//! position, no markup, so nothing of what was sent is ever interpreted.

use std::fmt::Write;

/// The longest captions taken in, in bytes.
pub const MAX_CAPTIONS: usize = 200 * 1024;

/// Words shown for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// When they appear, in milliseconds from the beginning.
    pub start_ms: u32,
    /// When they go; later than they appear.
    pub end_ms: u32,
    /// What is said, in one or several lines.
    pub text: String,
}

/// The captions of a video: at least one cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions(Vec<Cue>);

/// Why a text is no captions. Lines are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCaptions {
    /// No line holds two times and an arrow.
    #[error("no cue")]
    NoCue,
    /// A line with an arrow holds no two times.
    #[error("line {line}: no two times")]
    Time {
        /// Which line.
        line: usize,
    },
    /// A cue ends before it begins.
    #[error("line {line}: it ends before it begins")]
    Backwards {
        /// Which line.
        line: usize,
    },
    /// It is in another encoding than UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// More than [`MAX_CAPTIONS`].
    #[error("too long")]
    TooLong,
}

const ARROW: &str = "-->";

impl Captions {
    /// Reads WebVTT or SubRip.
    ///
    /// # Errors
    /// [`NotCaptions`], with the line.
    pub fn read(typed: &str) -> Result<Self, NotCaptions> {
        if typed.len() > MAX_CAPTIONS {
            return Err(NotCaptions::TooLong);
        }
        let mut cues: Vec<Cue> = Vec::new();
        // Whether the lines being read belong to the last cue.
        let mut inside = false;
        for (at, line) in typed.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if let Some((start, end)) = line.split_once(ARROW) {
                let place = at + 1;
                let (Some(start_ms), Some(end_ms)) = (time(start), end.split_whitespace().next().and_then(time)) else {
                    return Err(NotCaptions::Time { line: place });
                };
                if end_ms <= start_ms {
                    return Err(NotCaptions::Backwards { line: place });
                }
                cues.push(Cue { start_ms, end_ms, text: String::new() });
                inside = true;
            } else if line.trim().is_empty() {
                inside = false;
            } else if let Some(cue) = cues.last_mut().filter(|_| inside) {
                let words = words(line);
                // An empty line would end the cue for who reads it again.
                if !words.is_empty() {
                    if !cue.text.is_empty() {
                        cue.text.push('\n');
                    }
                    cue.text.push_str(&words);
                }
            }
        }
        cues.retain(|cue| !cue.text.trim().is_empty());
        if cues.is_empty() { Err(NotCaptions::NoCue) } else { Ok(Self(cues)) }
    }

    /// The cues, in the order in which they were written.
    pub fn cues(&self) -> &[Cue] {
        &self.0
    }

    /// As WebVTT.
    pub fn vtt(&self) -> String {
        let mut vtt = String::from("WEBVTT\n");
        for cue in &self.0 {
            let text = cue.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            // Writing into a string cannot fail.
            write!(vtt, "\n{} {ARROW} {}\n{text}\n", written(cue.start_ms), written(cue.end_ms)).ok();
        }
        vtt
    }
}

/// `[hh:]mm:ss.mmm`, or with a comma as SubRip has it.
fn time(text: &str) -> Option<u32> {
    let (clock, thousandths) = text.trim().split_once(['.', ','])?;
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let thousandths = digits(thousandths).filter(|_| thousandths.len() == 3)?;
    let mut seconds = 0u32;
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for (at, part) in parts.iter().enumerate() {
        let number = digits(part).filter(|number| at == 0 || *number < 60)?;
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
    }
    seconds.checked_mul(1000)?.checked_add(thousandths)
}

fn written(ms: u32) -> String {
    let seconds = ms / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, ms % 1000)
}

/// The words of a line: without tags, its entities read, and without control characters.
fn words(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, tagged)) = rest.split_once('<') {
        kept.push_str(before);
        match tagged.split_once('>') {
            Some((_, after)) => rest = after,
            None => {
                // No tag is closed after this one either.
                kept.push('<');
                kept.push_str(tagged);
                rest = "";
            }
        }
    }
    kept.push_str(rest);
    let read = kept.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
    crate::text::clean_line(&read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VTT: &str = "WEBVTT - La radio\n\nNOTE une note\nsur deux lignes\n\nSTYLE\n::cue { color: red }\n\nun\n00:01.000 --> 00:04.250 align:start\n\
                       <v Une élève>Bonjour à <b>tous</b>\net à toutes\n\n01:00:00.000 --> 01:00:02.000\nTom &amp; Léa : 2 &lt; 3\n";

    #[test]
    fn webvtt_and_subrip_give_times_and_words_and_nothing_else() {
        let read = Captions::read(VTT).expect("captions");
        assert_eq!(
            read.cues(),
            [
                Cue { start_ms: 1_000, end_ms: 4_250, text: "Bonjour à tous\net à toutes".into() },
                Cue { start_ms: 3_600_000, end_ms: 3_602_000, text: "Tom & Léa : 2 < 3".into() },
            ]
        );
        let tags = Captions::read("00:01.000 --> 00:02.000\n<i></i>\nA < B").expect("captions");
        assert_eq!(tags.cues()[0].text, "A < B");
        let subrip =
            "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Silence</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nOn écoute !\r\n";
        let read = Captions::read(subrip).expect("captions");
        assert_eq!(
            read.cues().iter().map(|cue| (cue.start_ms, cue.text.as_str())).collect::<Vec<_>>(),
            [(1_000, "Silence"), (3_000, "On écoute !")]
        );
        assert_eq!(read.vtt(), "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nSilence\n\n00:00:03.000 --> 00:00:04.000\nOn écoute !\n");
    }

    #[test]
    fn what_is_no_captions_says_where() {
        for (typed, problem) in [
            ("", NotCaptions::NoCue),
            ("WEBVTT\n\nRien", NotCaptions::NoCue),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", NotCaptions::NoCue),
            ("WEBVTT\n\n00:01 --> 00:02.000\nA", NotCaptions::Time { line: 3 }),
            ("00:61.000 --> 00:62.000\nA", NotCaptions::Time { line: 1 }),
            ("1:2:3:4.000 --> 00:62.000\nA", NotCaptions::Time { line: 1 }),
            ("99999999:00:00.000 --> 00:62.000\nA", NotCaptions::Time { line: 1 }),
            ("\n00:03.000 --> 00:02.000\nA", NotCaptions::Backwards { line: 2 }),
        ] {
            assert_eq!(Captions::read(typed), Err(problem), "{typed:?}");
        }
        assert_eq!(Captions::read(&"a".repeat(MAX_CAPTIONS + 1)), Err(NotCaptions::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again_the_same(text in "\\PC{1,40}", start in 0u32..80_000_000, long in 1u32..10_000) {
            let typed = format!("WEBVTT\n\n{} --> {}\n{text}\n", written(start), written(start + long));
            if let Ok(read) = Captions::read(&typed) {
                let vtt = read.vtt();
                prop_assert!(!vtt.contains('<'));
                prop_assert_eq!(Captions::read(&vtt), Ok(read));
            }
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(typed in "(?s).{0,200}") {
            Captions::read(&typed).ok();
        }
    }
}
