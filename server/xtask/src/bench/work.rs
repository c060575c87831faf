//! What people who are signed in wait for: a project that is found once it is published, a photo that is taken in.

use super::{
    http::{Body, Client},
    process::{Memory, Watched},
};
use anyhow::{Context, Result, bail, ensure};
use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};
use std::time::{Duration, Instant};

/// How many projects are published.
const ROUNDS: usize = 10;
/// How long a project may take to be found.
const PATIENCE: Duration = Duration::from_secs(20);
/// The sides of a photo of twelve megapixels.
const SIDES: (u32, u32) = (4_000, 3_000);

/// What it came to.
pub struct Work {
    /// From the animator's click to the answer of a search that shows it: for each project, the shortest first.
    pub found: Vec<Duration>,
    /// The weight of the photo, in bytes.
    pub photo: usize,
    /// CPU time that taking it in took.
    pub photo_cpu: Duration,
    /// Memory that the process held meanwhile.
    pub photo_memory: Memory,
}

/// Signs in as two of the demo's people, publishes, and sends a photo.
///
/// # Errors
/// An answer that is not the one expected.
pub fn measure(port: u16, watched: &Watched) -> Result<Work> {
    let mut teacher = signed_in(port, "enseignante")?;
    let mut animator = signed_in(port, "animatrice")?;
    let school = after(&teacher.get("/projets/nouveau")?.text()?, "name=\"schools\"", "value=\"")?;
    let mut found = (0..ROUNDS).map(|round| publish(port, &mut teacher, &mut animator, &school, round)).collect::<Result<Vec<_>>>()?;
    found.sort();
    let jpeg = photo()?;
    watched.forget_peak()?;
    let before = watched.cpu()?;
    take_in(&mut teacher, &jpeg)?;
    let photo_cpu = watched.cpu()?.saturating_sub(before);
    Ok(Work { found, photo: jpeg.len(), photo_cpu, photo_memory: watched.memory()? })
}

fn signed_in(port: u16, person: &str) -> Result<Client> {
    let mut client = Client::new(port);
    let answer = client.post("/connexion/demo", &form(&format!("personne={person}")))?;
    ensure!(answer.status == 303, "{person} is not let in: {}", answer.status);
    Ok(client)
}

fn form(pairs: &str) -> Body<'_> {
    Body { content_type: "application/x-www-form-urlencoded", content: pairs.as_bytes() }
}

/// Writes a project that says a word that no other says, has it published, and searches for that word until it is found.
fn publish(port: u16, teacher: &mut Client, animator: &mut Client, school: &str, round: usize) -> Result<Duration> {
    let word = format!("mesure{}", "abcdefghijklmnopqrstuvwxyz".chars().cycle().skip(round).take(6).collect::<String>());
    let pairs = format!(
        "title=Essai+{word}&summary=Un+essai.&body=Un+texte.&cycles=2&levels=ce1&subjects=francais&licence=cc-by-sa&visibility=public\
         &schools={school}&intent=submit"
    );
    let sent = teacher.post("/projets/nouveau", &form(&pairs))?;
    let slug = sent.location.as_deref().and_then(|path| path.strip_prefix("/projets/")).context("the project is not handed over")?;
    let review = format!("/animation/projets/{slug}");
    let version = after(&animator.get(&review)?.text()?, "name=\"version\"", "value=\"")?;
    let mut visitor = Client::new(port);
    let began = Instant::now();
    let decided = animator.post(&review, &form(&format!("move=publish&version={version}")))?;
    ensure!(decided.status == 303, "{slug} is not published: {}", decided.status);
    while !visitor.get(&format!("/recherche?q={word}"))?.text()?.contains(&format!("/projets/{slug}\"")) {
        if began.elapsed() > PATIENCE {
            bail!("{slug} is not found");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(began.elapsed())
}

/// What stands after `end`, in the tag that holds `mark`.
fn after(page: &str, mark: &str, end: &str) -> Result<String> {
    let missing = || format!("the page holds no {mark}");
    let at = page.find(mark).with_context(missing)?;
    let open = page[..at].rfind('<').with_context(missing)?;
    let tag = &page[open..];
    let value = &tag[tag.find(end).with_context(missing)? + end.len()..];
    Ok(value.chars().take_while(|c| *c != '"').collect())
}

/// A photo as heavy as a phone's: shapes, and the grain that a sensor adds.
fn photo() -> Result<Vec<u8>> {
    let (width, height) = SIDES;
    let mut grain = 1u32;
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (grain >> 28) as u8;
            let shape = if (x / 400 + y / 300) % 2 == 0 { 90 } else { 150 };
            pixels.extend([shape + noise, (x / 20) as u8 / 2 + noise, (y / 15) as u8 / 2 + noise]);
        }
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 88).encode(&pixels, width, height, ExtendedColorType::Rgb8)?;
    Ok(jpeg)
}

fn take_in(teacher: &mut Client, jpeg: &[u8]) -> Result<()> {
    const BOUNDARY: &str = "preau-bench";
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
    );
    let content = [head.as_bytes(), jpeg, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let body = Body { content_type: &format!("multipart/form-data; boundary={BOUNDARY}"), content: &content };
    let answer = teacher.post("/images", &body)?;
    ensure!(answer.status == 200, "the photo is refused: {} {}", answer.status, answer.text()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_in_its_tag() {
        let page = r#"<p><input type="hidden" name="x" value="1"><input value="7" name="version"></p>"#;
        assert_eq!(after(page, "name=\"version\"", "value=\"").unwrap(), "7");
        assert!(after(page, "name=\"none\"", "value=\"").is_err());
    }
}
