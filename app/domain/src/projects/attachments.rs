//! What is said of a file attached to a sheet: its title, and what stands for what one hears or sees.

use crate::{
    media::{AttachmentKind, Captions, Lack, MAX_ATTACHMENT_TITLE, MAX_TRANSCRIPT},
    problem::{Problems, Rule},
    text::{clean_line, clean_text},
};

/// What is said of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentWords {
    /// What it is.
    pub title: String,
    /// What one hears in it, as plain text; may be empty.
    pub transcript: String,
    /// What is shown over a video.
    pub captions: Option<Captions>,
}

impl AttachmentWords {
    /// Reads the form; a file of captions counts as typed in `captions`.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut title, mut transcript, mut captions) = (String::new(), String::new(), "");
        for (name, value) in pairs {
            match name {
                "title" => title = clean_line(value),
                "transcript" => clean_text(value).trim().clone_into(&mut transcript),
                "captions" => captions = value,
                _ => {}
            }
        }
        let mut problems = Problems::new();
        problems.check_line("title", &title, true, MAX_ATTACHMENT_TITLE);
        problems.check_line("transcript", &transcript, false, MAX_TRANSCRIPT);
        let captions = match captions.trim() {
            "" => None,
            typed => match Captions::read(typed) {
                Ok(read) => Some(read),
                Err(problem) => {
                    problems.add("captions", Rule::Captions(problem));
                    None
                }
            },
        };
        problems.into_result()?;
        Ok(Self { title, transcript, captions })
    }
}

/// What an attachment lacks for those who do not hear it (S14, S19).
pub const fn lack_of_words(kind: AttachmentKind, has_transcript: bool, has_captions: bool) -> Option<Lack> {
    match kind {
        AttachmentKind::Document => None,
        AttachmentKind::Sound if has_transcript => None,
        AttachmentKind::Sound => Some(Lack::Transcript),
        AttachmentKind::Video if has_transcript || has_captions => None,
        AttachmentKind::Video => Some(Lack::Captions),
    }
}

/// A title from a file's name, until its author gives a better one: without its ending, and without what machines put between words.
pub fn title_from_name(name: &str, kind: AttachmentKind) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = clean_line(&stem.replace(['_', '+'], " "));
    if words.is_empty() { kind.label().to_owned() } else { words.chars().take(MAX_ATTACHMENT_TITLE).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::NotCaptions;

    #[test]
    fn words_are_whole_or_say_what_they_lack() {
        let cue = "WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour";
        let read = AttachmentWords::read([("title", " Le jingle "), ("transcript", " Bonjour \n"), ("captions", cue)]).expect("whole");
        assert_eq!((read.title.as_str(), read.transcript.as_str()), ("Le jingle", "Bonjour"));
        assert!(read.captions.is_some());
        let named =
            |pairs: &[(&str, &str)]| AttachmentWords::read(pairs.iter().copied()).map_err(|p| p.iter().cloned().collect::<Vec<_>>());
        let problem = |field, rule| Err(vec![crate::problem::Problem { field, rule }]);
        assert_eq!(named(&[("title", " ")]), problem("title", Rule::Required));
        assert_eq!(named(&[("title", "a"), ("captions", "Bonjour")]), problem("captions", Rule::Captions(NotCaptions::NoCue)));
        let long = "a".repeat(MAX_TRANSCRIPT + 1);
        let too_long = Rule::TooLong { max: MAX_TRANSCRIPT, actual: MAX_TRANSCRIPT + 1 };
        assert_eq!(named(&[("title", "a"), ("transcript", &long)]), problem("transcript", too_long));
    }

    #[test]
    fn sound_has_a_transcript_and_video_captions_or_a_transcript() {
        use AttachmentKind::{Document, Sound, Video};
        for (kind, transcript, captions, lack) in [
            (Document, false, false, None),
            (Sound, false, false, Some(Lack::Transcript)),
            (Sound, false, true, Some(Lack::Transcript)),
            (Sound, true, false, None),
            (Video, false, false, Some(Lack::Captions)),
            (Video, true, false, None),
            (Video, false, true, None),
        ] {
            assert_eq!(lack_of_words(kind, transcript, captions), lack, "{kind:?} {transcript} {captions}");
        }
    }

    #[test]
    fn a_name_makes_a_title() {
        for (name, title) in
            [("Grille_d+évaluation.pdf", "Grille d évaluation"), ("sans fin", "sans fin"), (".pdf", "Document"), ("a.b.odt", "a.b")]
        {
            assert_eq!(title_from_name(name, AttachmentKind::Document), title);
        }
    }
}
