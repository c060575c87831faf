//! Who was there (T10), and the number by which anyone checks that a certificate is ours (T24).

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Whether someone was there for a half-day.
    Presence {
        Present = "present", "Présence";
        Partial = "partial", "Présence partielle";
        Excused = "excused", "Absence excusée";
        Absent = "absent", "Absence";
    }
}

impl Presence {
    /// How much of a half-day of so many minutes counts: all of it, half of it when someone came late or left early, or nothing.
    pub const fn minutes(self, of: i64) -> i64 {
        match self {
            Self::Present => of,
            Self::Partial => of / 2,
            Self::Excused | Self::Absent => 0,
        }
    }
}

/// Digits and letters that are not mistaken for one another on paper (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many of them make a number: 60 bits, which nobody guesses.
const LENGTH: usize = 12;

/// The number of a certificate, written `7K3F-02QX-M9TB`. Whoever knows it reads what the certificate says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CertificateNumber(String);

/// What was typed is no number of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a certificate")]
pub struct NotACertificateNumber;

impl CertificateNumber {
    /// The number that `bits` of chance make.
    pub fn of(bits: u64) -> Self {
        let digit = |place: usize| ALPHABET[usize::try_from(bits >> (5 * place) & 31).unwrap_or(0)] as char;
        Self((0..LENGTH).map(digit).collect())
    }

    /// Its digits and letters, as the database and addresses hold them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

impl std::str::FromStr for CertificateNumber {
    type Err = NotACertificateNumber;

    /// Reads it as people copy it from paper: small letters, spaces, `O` for zero, `I` or `L` for one.
    fn from_str(text: &str) -> Result<Self, NotACertificateNumber> {
        let read = |c: char| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(read).collect();
        let known = digits.len() == LENGTH && digits.bytes().all(|digit| ALPHABET.contains(&digit));
        if known { Ok(Self(digits)) } else { Err(NotACertificateNumber) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_who_was_there_has_hours() {
        assert_eq!(Presence::ALL.iter().map(|presence| presence.minutes(180)).collect::<Vec<_>>(), [180, 90, 0, 0]);
    }

    #[test]
    fn a_number_is_read_as_people_copy_it() {
        let read = |text: &str| text.parse::<CertificateNumber>().map(|number| number.to_string());
        assert_eq!(read(" 7k3f 02qx-m9tb ").as_deref(), Ok("7K3F-02QX-M9TB"));
        assert_eq!(read("oiLo-0000-0000").as_deref(), Ok("0110-0000-0000"));
        for wrong in ["", "7K3F-02QX-M9T", "7K3F-02QX-M9TBB", "7K3F-02QX-M9TU", "é"] {
            assert_eq!(read(wrong), Err(NotACertificateNumber), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bits in any::<u64>()) {
            let number = CertificateNumber::of(bits);
            prop_assert_eq!(number.to_string().parse(), Ok(number.clone()));
            prop_assert_eq!(number.as_str().parse(), Ok(number));
        }
    }
}
