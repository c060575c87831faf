//! A session: one dated, placed occurrence of a training, and what is typed to make one (T15, T16, T19, T22).

use super::{Approval, HalfDay, KeptSeats, Mode, Seats};
use crate::{
    problem::{Problems, Rule},
    territory::Insee,
    text::clean_line,
    time::{Day, Timestamp},
};
use std::collections::BTreeMap;

/// The most half-days of one session.
pub const MAX_HALF_DAYS: usize = 12;
/// The most seats: more is a lecture hall's.
pub const MAX_SEATS: u32 = 500;
/// The longest time before a session at which people are reminded, in days.
const MAX_REMINDER_DAYS: u32 = 60;
/// The most reminders of one session.
const MAX_REMINDERS: usize = 5;
/// How many days before people are reminded where nothing is said.
const REMINDERS: [u32; 2] = [7, 1];
/// The longest name of a place or a room, in characters.
const MAX_PLACE: usize = 200;

/// A session as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionForm {
    /// Where one takes part.
    pub mode: Mode,
    /// Where it takes place; empty when it is on line alone.
    pub place: String,
    /// The room; may be empty.
    pub room: String,
    /// The commune where it takes place; none when it is on line alone.
    pub commune: Option<Insee>,
    /// Where one connects, told to those registered alone; empty when it is on site alone.
    pub online: String,
    /// Its half-days, the first first, none over another.
    pub half_days: Vec<HalfDay>,
    /// When registration opens; nothing, when it does with the session.
    pub opens: Option<Timestamp>,
    /// When it closes; nothing, when it does as the session begins.
    pub closes: Option<Timestamp>,
    /// Who must agree.
    pub approval: Approval,
    /// Its seats.
    pub seats: Seats,
    /// How many days before it those who have a seat are reminded, the most first.
    pub reminders: Vec<u32>,
}

impl SessionForm {
    /// Reads the form's pairs: half-days as `day-1`, `from-1`, `until-1` and so on.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let typed: BTreeMap<&str, &str> = pairs.into_iter().map(|(name, value)| (name, value.trim())).collect();
        let value = |name: &str| typed.get(name).copied().unwrap_or_default();
        let mut problems = Problems::new();
        let mode = value("mode").parse().ok();
        if mode.is_none() {
            problems.add("mode", Rule::Required);
        }
        let (place, room, online) = (clean_line(value("place")), clean_line(value("room")), value("online").to_owned());
        let on_site = matches!(mode, Some(Mode::OnSite | Mode::Both));
        problems.check_line("place", &place, on_site, MAX_PLACE);
        let commune = Insee::parse(value("commune")).ok();
        if on_site && commune.is_none() {
            problems.add("commune", Rule::Required);
        }
        problems.check_line("room", &room, false, MAX_PLACE);
        check_online(&online, mode, &mut problems);
        let half_days = half_days(&value, &mut problems);
        let begins = half_days.first().map(|half_day| half_day.from);
        let mut instant = |field: &'static str| {
            let text = value(field);
            let at = Timestamp::from_paris(text);
            if at.is_none() && !text.is_empty() {
                problems.add(field, Rule::NotAMinute);
            }
            at
        };
        let (opens, closes) = (instant("opens"), instant("closes"));
        if opens.zip(closes).is_some_and(|(opens, closes)| closes <= opens) {
            problems.add("closes", Rule::EndsFirst);
        }
        let seats = seats(&value, begins, &mut problems);
        let reminders = typed.get("reminders").map_or_else(|| REMINDERS.to_vec(), |text| reminders(text, &mut problems));
        let approval = value("approval").parse().unwrap_or(Approval::None);
        match (mode, seats) {
            (Some(mode), Some(seats)) if problems.is_empty() => {
                Ok(Self { mode, place, room, commune, online, half_days, opens, closes, approval, seats, reminders })
            }
            _ => Err(problems),
        }
    }

    /// How long it lasts in all, in minutes.
    pub fn minutes(&self) -> i64 {
        self.half_days.iter().map(|half_day| half_day.minutes()).sum()
    }

    /// Whether someone who meant to come must be told of the difference: another time, another place, another way to take part.
    pub fn takes_place_otherwise(&self, before: &Self) -> bool {
        let where_and_when = |form: &Self| (form.mode, form.place.clone(), form.room.clone(), form.commune.clone(), form.online.clone());
        where_and_when(self) != where_and_when(before) || self.half_days != before.half_days
    }

    /// The pairs that [`Self::read`] reads.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let clock = |at: Timestamp| at.typed().split_off("2026-12-02T".len());
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut say = |name: &str, value: String| pairs.push((name.to_owned(), value));
        say("mode", self.mode.key().to_owned());
        say("place", self.place.clone());
        say("room", self.room.clone());
        say("commune", self.commune.as_ref().map(ToString::to_string).unwrap_or_default());
        say("online", self.online.clone());
        for (number, half_day) in (1..).zip(&self.half_days) {
            say(&format!("day-{number}"), Day::containing(half_day.from).to_string());
            say(&format!("from-{number}"), clock(half_day.from));
            say(&format!("until-{number}"), clock(half_day.until));
        }
        say("opens", self.opens.map(Timestamp::typed).unwrap_or_default());
        say("closes", self.closes.map(Timestamp::typed).unwrap_or_default());
        say("approval", self.approval.key().to_owned());
        say("reminders", self.reminders.iter().map(u32::to_string).collect::<Vec<_>>().join(", "));
        say("capacity", self.seats.capacity.to_string());
        if let (Some(kept), Some(first)) = (self.seats.kept, self.half_days.first()) {
            say("kept", kept.seats.to_string());
            say("kept_days", kept.released_on.days_until(Day::containing(first.from)).to_string());
        }
        pairs
    }
}

fn check_online(online: &str, mode: Option<Mode>, problems: &mut Problems) {
    let needed = matches!(mode, Some(Mode::Online | Mode::Both));
    if online.is_empty() {
        if needed {
            problems.add("online", Rule::Required);
        }
    } else if !online.starts_with("https://") || online.contains(char::is_whitespace) || online.chars().count() > MAX_PLACE {
        problems.add("online", Rule::NotASecureAddress);
    }
}

fn half_days<'a>(value: &impl Fn(&str) -> &'a str, problems: &mut Problems) -> Vec<HalfDay> {
    let mut half_days = Vec::new();
    for number in 1..=MAX_HALF_DAYS {
        let [day, from, until] = ["day", "from", "until"].map(|part| value(&format!("{part}-{number}")));
        if day.is_empty() && from.is_empty() && until.is_empty() {
            continue;
        }
        match day.parse::<Day>().ok().and_then(|day| HalfDay::read(day, from, until)) {
            Some(half_day) => half_days.push(half_day),
            None => problems.add("half_days", Rule::NotAHalfDay { number }),
        }
    }
    half_days.sort();
    if half_days.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
        problems.add("half_days", Rule::Overlap);
    }
    if half_days.is_empty() && problems.of("half_days").next().is_none() {
        problems.add("half_days", Rule::Required);
    }
    half_days
}

/// Reads « 7, 1 ».
fn reminders(text: &str, problems: &mut Problems) -> Vec<u32> {
    let mut days = Vec::new();
    for word in text.split([',', ';', ' ']).map(str::trim).filter(|word| !word.is_empty()) {
        match word.parse::<u32>() {
            Ok(number) if (1..=MAX_REMINDER_DAYS).contains(&number) => days.push(number),
            _ => {
                problems.add("reminders", Rule::NotANumber { max: MAX_REMINDER_DAYS });
                return Vec::new();
            }
        }
    }
    days.sort_unstable_by(|one, other| other.cmp(one));
    days.dedup();
    if days.len() > MAX_REMINDERS {
        problems.add("reminders", Rule::TooMany { max: MAX_REMINDERS });
    }
    days
}

fn seats<'a>(value: &impl Fn(&str) -> &'a str, begins: Option<Timestamp>, problems: &mut Problems) -> Option<Seats> {
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<u32>().ok().filter(|number| *number <= MAX_SEATS) };
    let capacity = number(value("capacity")).filter(|capacity| *capacity > 0);
    if capacity.is_none() {
        problems.add("capacity", Rule::NotANumber { max: MAX_SEATS });
    }
    let (kept, days) = (number(value("kept")), number(value("kept_days")));
    if kept.is_none() || kept > capacity.or(kept) {
        problems.add("kept", Rule::NotANumber { max: capacity.unwrap_or(MAX_SEATS) });
    }
    if days.is_none() {
        problems.add("kept_days", Rule::NotANumber { max: MAX_SEATS });
    } else if days == Some(0) && kept.is_some_and(|kept| kept > 0) {
        problems.add("kept_days", Rule::Required);
    }
    let released_on = Day::containing(begins?).minus_days(days?);
    let kept = kept.filter(|kept| *kept > 0).map(|seats| KeptSeats { seats, released_on });
    Some(Seats { capacity: capacity?, kept })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
        let mut pairs = vec![
            ("mode", "on-site"),
            ("place", "École des Tilleuls"),
            ("commune", "33063"),
            ("day-1", "2026-12-02"),
            ("from-1", "14:00"),
            ("until-1", "17:00"),
            ("capacity", "20"),
        ];
        for (name, value) in more {
            pairs.retain(|(known, _)| known != name);
            pairs.push((name, value));
        }
        pairs
    }

    fn named(more: &[(&'static str, &'static str)]) -> Vec<&'static str> {
        SessionForm::read(typed(more)).err().map(|problems| problems.iter().map(|problem| problem.field).collect()).unwrap_or_default()
    }

    #[test]
    fn a_session_lasts_as_long_as_its_half_days_in_their_order() {
        let form = SessionForm::read(typed(&[("day-2", "02/12/2026"), ("from-2", "09:00"), ("until-2", "12:00")])).expect("sound");
        assert_eq!((form.minutes(), form.half_days.len()), (360, 2));
        assert!(form.half_days.is_sorted());
    }

    #[test]
    fn what_is_missing_or_cannot_be_is_named() {
        let none: Vec<&str> = Vec::new();
        assert_eq!(named(&[]), none);
        assert_eq!(named(&[("mode", "")]), ["mode"]);
        assert_eq!(named(&[("place", "")]), ["place"]);
        assert_eq!(named(&[("commune", "Bordeaux")]), ["commune"]);
        assert_eq!(named(&[("mode", "online"), ("place", ""), ("commune", "")]), ["online"]);
        assert_eq!(named(&[("online", "http://visio.example")]), ["online"], "what is said there is for those registered alone");
        assert_eq!(named(&[("until-1", "midi")]), ["half_days"]);
        assert_eq!(named(&[("day-1", ""), ("from-1", ""), ("until-1", "")]), ["half_days"]);
        assert_eq!(named(&[("day-2", "2026-12-02"), ("from-2", "16:00"), ("until-2", "18:00")]), ["half_days"], "two at once");
        assert_eq!(named(&[("capacity", "0")]), ["capacity"]);
        assert_eq!(named(&[("capacity", "20"), ("kept", "21"), ("kept_days", "7")]), ["kept"]);
        assert_eq!(named(&[("kept", "2")]), ["kept_days"], "kept until when");
        assert_eq!(named(&[("opens", "demain")]), ["opens"]);
        assert_eq!(named(&[("reminders", "7, demain")]), ["reminders"]);
        assert_eq!(named(&[("reminders", "1 2 3 4 5 6")]), ["reminders"]);
        assert_eq!(named(&[("opens", "2026-11-30T08:00"), ("closes", "2026-11-29T08:00")]), ["closes"]);
    }

    #[test]
    fn what_is_kept_is_typed_again_as_it_was() {
        let more = [
            ("mode", "both"),
            ("online", "https://visio.example/radio"),
            ("day-2", "2027-03-27"),
            ("from-2", "22:00"),
            ("until-2", "04:00"),
            ("opens", "2026-11-24T08:00"),
            ("kept", "5"),
            ("kept_days", "7"),
            ("reminders", "3"),
        ];
        let form = SessionForm::read(typed(&more)).expect("sound");
        let pairs = form.pairs();
        let again = SessionForm::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))).expect("sound");
        assert_eq!(again, form);
        assert!(!again.takes_place_otherwise(&form));
        let elsewhere = SessionForm { room: "Salle 2".into(), ..form.clone() };
        assert!(elsewhere.takes_place_otherwise(&form));
        assert!(!SessionForm { seats: Seats { capacity: 30, kept: None }, ..form.clone() }.takes_place_otherwise(&form));
    }

    #[test]
    fn people_are_reminded_a_week_and_a_day_before_unless_it_is_said_otherwise() {
        let days = |more: &[(&'static str, &'static str)]| SessionForm::read(typed(more)).expect("sound").reminders;
        assert_eq!(days(&[]), [7, 1]);
        assert_eq!(days(&[("reminders", "1, 14 ; 1")]), [14, 1]);
        assert_eq!(days(&[("reminders", "")]), Vec::<u32>::new());
    }

    #[test]
    fn kept_seats_are_released_some_days_before() {
        let form = SessionForm::read(typed(&[("kept", "5"), ("kept_days", "7")])).expect("sound");
        assert_eq!(form.seats.kept, Some(KeptSeats { seats: 5, released_on: "2026-11-25".parse().expect("a day") }));
        assert_eq!(SessionForm::read(typed(&[])).expect("sound").seats.kept, None);
    }
}
