//! The one sound of the demo: the jingle of a class's radio, played by the program. Nobody speaks in it.

use std::f32::consts::TAU;

/// Samples in a second, each of one byte: enough for a jingle.
const RATE: u32 = 11_025;
/// The notes, in hertz, and how long each lasts, in milliseconds.
const NOTES: [(f32, u32); 7] = [(392.0, 220), (523.25, 220), (659.25, 220), (783.99, 440), (659.25, 220), (783.99, 440), (1046.5, 1100)];

/// The jingle, as a WAV file.
pub fn jingle() -> Vec<u8> {
    let samples: Vec<u8> = NOTES.iter().flat_map(|(pitch, long_ms)| note(*pitch, *long_ms)).collect();
    let length = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16u32.to_le_bytes());
    // Plain samples, one channel, and how many bytes a second and a sample are.
    for number in [1u16, 1] {
        wav.extend(number.to_le_bytes());
    }
    wav.extend(RATE.to_le_bytes());
    wav.extend(RATE.to_le_bytes());
    for number in [1u16, 8] {
        wav.extend(number.to_le_bytes());
    }
    wav.extend(b"data");
    wav.extend(length.to_le_bytes());
    wav.extend(samples);
    wav
}

/// A note that is struck and dies away.
fn note(pitch: f32, long_ms: u32) -> impl Iterator<Item = u8> {
    let many = RATE * long_ms / 1000;
    (0..many).map(move |at| {
        let (second, left) = (at as f32 / RATE as f32, 1.0 - at as f32 / many as f32);
        let wave = (TAU * pitch * second).sin() + 0.35 * (2.0 * TAU * pitch * second).sin();
        (128.0 + 70.0 * left * left * wave).clamp(0.0, 255.0) as u8
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_jingle_is_a_sound_of_a_few_seconds() {
        let wav = super::jingle();
        assert!(wav.starts_with(b"RIFF") && wav.len() > 20_000 && wav.len() < 80_000, "{}", wav.len());
        assert_eq!(usize::try_from(u32::from_le_bytes([wav[4], wav[5], wav[6], wav[7]])).expect("short"), wav.len() - 8);
    }
}
