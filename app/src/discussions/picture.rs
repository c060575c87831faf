//! The picture that came with a message: taken in, and named in what was typed.

use crate::{
    sent::{Sent, SentFile},
    ui::post_picture::NOBODY,
    visit::Visit,
};
use domain::{
    discussions::Sent as Mark,
    media::MediumProblem,
    problem::{Problems, Rule},
    text::clean_line,
};
use services::{
    discussions::{self, AsTyped},
    error::Error,
    text::escaped,
};

/// Takes in the picture that came with a message, if one did, and adds it to what was typed as `body`: whoever sends the form again does
/// not send it twice. Gives what is wrong with it, beside `picture`, `picture_alt` and `picture_nobody`; the message then waits with
/// everything else that was typed. Whether the message may be sent at all is asked before: a picture is heavy.
///
/// # Errors
/// `SignIn` and `Slow`, and the database's. A store that is away is a problem beside the file.
pub async fn take_in(visit: &Visit, sent: &mut Sent) -> Result<Problems, Error> {
    let Some(SentFile { name, content, .. }) = sent.take_files("picture").into_iter().next() else { return Ok(Problems::new()) };
    let alt = sent.value("picture_alt").to_owned();
    let nobody = sent.value("picture_nobody") == NOBODY;
    let taken = match content {
        Ok(bytes) => discussions::add_picture(&visit.cx, bytes, &name, &alt, nobody).await,
        Err(problem) => Err(Problems::one("picture", Rule::File { name: name.clone(), problem }).into()),
    };
    match taken {
        Ok(picture) => {
            // Words that stand for a picture call nobody.
            let said = escaped(&clean_line(&alt)).replace('@', "");
            append(&mut sent.pairs, &format!("![{said}](image:{picture})"));
            Ok(Problems::new())
        }
        Err(Error::Invalid(problems)) => Ok(problems),
        // What was typed must not be lost with the picture.
        Err(Error::Unavailable { cause, .. }) => {
            tracing::error!("a picture was not kept: {cause}");
            Ok(Problems::one("picture", Rule::File { name, problem: MediumProblem::NotKept }))
        }
        Err(error) => Err(error),
    }
}

/// What a form holds, as it was typed.
pub fn as_typed(sent: &Sent) -> AsTyped<'_> {
    AsTyped { title: sent.value("title"), body: sent.value("body"), sent: Mark::new(sent.value("sent")) }
}

/// What was read of a form, once its picture is in order as well.
///
/// # Errors
/// What is wrong with either.
pub fn and<T>(mut picture: Problems, read: Result<T, Problems>) -> Result<T, Problems> {
    match read {
        Ok(form) if picture.is_empty() => Ok(form),
        Ok(_) => Err(picture),
        Err(problems) => {
            picture.extend(problems);
            Err(picture)
        }
    }
}

/// Adds a paragraph to the message; what was said of its picture is in it from then on.
fn append(pairs: &mut Vec<(String, String)>, markdown: &str) {
    pairs.retain(|(name, _)| !matches!(name.as_str(), "picture_alt" | "picture_nobody"));
    match pairs.iter_mut().find(|(name, _)| name == "body") {
        Some((_, body)) if body.trim().is_empty() => markdown.clone_into(body),
        Some((_, body)) => *body = format!("{}\n\n{markdown}", body.trim_end()),
        None => pairs.push(("body".to_owned(), markdown.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_comes_after_what_was_typed_and_its_fields_are_done_with() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs =
            vec![pair("body", "Voici :\r\n"), pair("picture_alt", "Un robot"), pair("picture_nobody", NOBODY), pair("sent", "a")];
        append(&mut pairs, "![Un robot](image:7)");
        assert_eq!(pairs, [pair("body", "Voici :\n\n![Un robot](image:7)"), pair("sent", "a")]);
        let mut alone = vec![pair("body", " ")];
        append(&mut alone, "![](image:7)");
        assert_eq!(alone, [pair("body", "![](image:7)")]);
    }

    #[test]
    fn a_message_is_read_with_its_picture_or_not_at_all() {
        let wrong = || Problems::one("picture", Rule::Required);
        assert_eq!(and(Problems::new(), Ok(1)), Ok(1));
        assert_eq!(and(wrong(), Ok(1)), Err(wrong()));
        let both = and::<u8>(wrong(), Err(Problems::one("body", Rule::Required))).err().map(|problems| problems.iter().count());
        assert_eq!(both, Some(2));
    }
}
