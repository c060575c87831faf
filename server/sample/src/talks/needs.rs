//! What the demo's schools ask the authority for, who backs it, and what it answers.

use super::{Talks, calendar::Moment, texts::MessageText, typed};
use anyhow::Context;
use domain::{
    discussions::{NeedForm, NeedStatus, Service},
    time::Timestamp,
};
use services::discussions;

static NEEDS: &str = include_str!("../../needs.toml");

/// A need.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct NeedText {
    title: String,
    service: Service,
    /// Whoever files it, for the first of their schools.
    by: String,
    at: Moment,
    text: String,
    #[serde(default)]
    backed_by: Vec<Backer>,
    #[serde(default)]
    answers: Vec<Answer>,
    #[serde(default, rename = "message")]
    messages: Vec<MessageText>,
}

/// Someone who has their school back it.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Backer {
    by: String,
    at: Moment,
}

/// What the authority says of it.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    by: String,
    at: Moment,
    status: NeedStatus,
    text: String,
}

/// What happens to a need once it is filed.
enum Step<'n> {
    Backed(&'n Backer),
    Said(&'n MessageText),
    Answered(&'n Answer),
}

impl Step<'_> {
    const fn at(&self) -> &Moment {
        match self {
            Self::Backed(backer) => &backer.at,
            Self::Said(message) => &message.at,
            Self::Answered(answer) => &answer.at,
        }
    }
}

impl NeedText {
    fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        let (backed, said) = (self.backed_by.iter().map(Step::Backed), self.messages.iter().map(Step::Said));
        backed.chain(said).chain(self.answers.iter().map(Step::Answered))
    }
}

fn needs() -> anyhow::Result<Vec<NeedText>> {
    #[derive(serde::Deserialize)]
    struct File {
        need: Vec<NeedText>,
    }
    Ok(toml::from_str::<File>(NEEDS).context("needs.toml")?.need)
}

impl<G: Fn(Timestamp)> Talks<'_, G> {
    /// Has every need filed, and all done that is done about it.
    pub(super) async fn file_needs(&self) -> anyhow::Result<()> {
        for text in needs()? {
            self.file_need(&text).await.with_context(|| text.title.clone())?;
        }
        Ok(())
    }

    async fn file_need(&self, text: &NeedText) -> anyhow::Result<()> {
        let cx = self.cx(&text.by)?;
        self.be_at(&text.at)?;
        let school = cx.viewer.member().and_then(|member| member.schools.first().cloned()).context("whoever files it has no school")?;
        let form = NeedForm { title: text.title.clone(), service: text.service, school, space: None, post: typed(&text.text)? };
        let (id, _) = discussions::file_need(&cx, &form).await?;
        let mut steps = Vec::new();
        for step in text.steps() {
            steps.push((self.calendar.instant(step.at())?, step));
        }
        steps.sort_by_key(|(at, _)| *at);
        let mut last = None;
        for (at, step) in steps {
            (self.go_to)(at);
            match step {
                Step::Backed(backer) => discussions::back_need(&self.cx(&backer.by)?, id).await?,
                Step::Said(message) => self.reply(&cx, id, message).await?,
                Step::Answered(answer) => {
                    last = Some(discussions::answer_need(&self.cx(&answer.by)?, id, last, answer.status, &answer.text).await?);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Calendar;
    use super::*;
    use domain::time::{Quiet, SchoolZone};
    use std::collections::BTreeSet;

    #[test]
    fn needs_are_of_every_service_and_stand_everywhere_they_can() {
        let needs = needs().expect("the file reads");
        let today = "2026-11-23".parse().expect("a day");
        let calendar = Calendar::around(today, &Quiet::of(SchoolZone::A));
        let services: BTreeSet<_> = needs.iter().map(|need| need.service).collect();
        let stand = |need: &NeedText| need.answers.last().map_or(NeedStatus::Filed, |answer| answer.status);
        let statuses: BTreeSet<_> = needs.iter().map(stand).collect();
        assert_eq!((needs.len(), services.len(), statuses.len()), (8, Service::ALL.len(), NeedStatus::ALL.len()));
        for need in &needs {
            let filed = calendar.instant(&need.at).expect("a moment");
            for step in need.steps() {
                assert!(calendar.instant(step.at()).expect("a moment") > filed, "{}", need.title);
            }
            let backers: BTreeSet<_> = need.backed_by.iter().map(|backer| &backer.by).collect();
            assert!(backers.len() == need.backed_by.len() && !backers.contains(&need.by), "{}: each once", need.title);
        }
    }
}
