//! The stickers: each drawn in a square of 100, in one colour (`{a}`), some with a second for their inside (`{b}`).

use domain::projects::Subject;

/// A sticker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motif {
    Dot,
    Ring,
    Rings,
    Half,
    Quarter,
    Square,
    Triangle,
    Plus,
    FourDots,
    Steps,
    Bars,
    Lines,
    Waves,
    Comma,
    Bubble,
    Book,
    Leaf,
    Sun,
    Flower,
    House,
    Arch,
}

impl Motif {
    /// Its drawing, with `{a}` and `{b}` where its colours go.
    pub(super) const fn drawing(self) -> &'static str {
        match self {
            Self::Dot => r##"<circle cx="50" cy="50" r="34" fill="{a}"/>"##,
            Self::Ring => r##"<circle cx="50" cy="50" r="42" fill="{a}"/><circle cx="50" cy="50" r="20" fill="{b}"/>"##,
            Self::Rings => {
                r##"<circle cx="50" cy="50" r="46" fill="{a}"/><circle cx="50" cy="50" r="32" fill="{b}"/><circle cx="50" cy="50" r="18" fill="{a}"/>"##
            }
            Self::Half => r##"<path d="M4 50a46 46 0 0 1 92 0z" fill="{a}"/>"##,
            Self::Quarter => r##"<path d="M4 4h92A92 92 0 0 1 4 96z" fill="{a}"/>"##,
            Self::Square => r##"<path d="M14 14h72v72h-72z" fill="{a}"/>"##,
            Self::Triangle => r##"<path d="M50 12 92 86H8z" fill="{a}"/>"##,
            Self::Plus => r##"<path d="M38 12h24v26h26v24H62v26H38V62H12V38h26z" fill="{a}"/>"##,
            Self::FourDots => {
                r##"<path d="M14 28a14 14 0 1 1 28 0 14 14 0 1 1-28 0M58 28a14 14 0 1 1 28 0 14 14 0 1 1-28 0M14 72a14 14 0 1 1 28 0 14 14 0 1 1-28 0M58 72a14 14 0 1 1 28 0 14 14 0 1 1-28 0" fill="{a}"/>"##
            }
            Self::Steps => r##"<path d="M6 94V70h22V48h22V26h22V6h22v88z" fill="{a}"/>"##,
            Self::Bars => r##"<path d="M14 40h14v46H14zM43 14h14v72H43zM72 54h14v32H72z" fill="{a}"/>"##,
            Self::Lines => r##"<path d="M10 18h80v14H10zM10 44h80v14H10zM10 70h48v14H10z" fill="{a}"/>"##,
            Self::Waves => r##"<path d="M4 34q23-28 46 0t46 0M4 66q23-28 46 0t46 0" fill="none" stroke="{a}" stroke-width="12"/>"##,
            Self::Comma => r##"<path d="M50 14a26 26 0 0 1 26 26q0 34-38 48 14-16 12-22a26 26 0 1 1 0-52" fill="{a}"/>"##,
            Self::Bubble => {
                r##"<path d="M14 8h72q10 0 10 10v44q0 10-10 10H48L24 96V72H14Q4 72 4 62V18Q4 8 14 8" fill="{a}"/><path d="M20 26h60v8H20zM20 46h38v8H20z" fill="{b}"/>"##
            }
            Self::Book => {
                r##"<path d="M50 22Q28 8 4 14v68q24-6 46 8 22-14 46-8V14Q72 8 50 22" fill="{a}"/><path d="M47 24h6v62h-6z" fill="{b}"/>"##
            }
            Self::Leaf => r##"<path d="M8 92Q0 12 92 8 88 100 8 92" fill="{a}"/><path d="M14 90 66 34" stroke="{b}" stroke-width="5"/>"##,
            Self::Sun => {
                r##"<path d="M50 2 60 24 82 14 76 38 98 50 76 62 82 86 60 76 50 98 40 76 18 86 24 62 2 50 24 38 18 14 40 24z" fill="{a}"/><circle cx="50" cy="50" r="18" fill="{b}"/>"##
            }
            Self::Flower => {
                r##"<path d="M50 50V4a23 23 0 0 1 23 23 23 23 0 0 1 23 23 23 23 0 0 1-23 23 23 23 0 0 1-23 23 23 23 0 0 1-23-23A23 23 0 0 1 4 50a23 23 0 0 1 23-23A23 23 0 0 1 50 4" fill="{a}"/><circle cx="50" cy="50" r="15" fill="{b}"/>"##
            }
            Self::House => r##"<path d="M50 6 94 44V94H6V44z" fill="{a}"/><path d="M38 94V66a12 12 0 0 1 24 0v28z" fill="{b}"/>"##,
            Self::Arch => r##"<path d="M6 94V50a44 44 0 0 1 88 0v44H66V50a16 16 0 0 0-32 0v44z" fill="{a}"/>"##,
        }
    }

    /// Whether it only makes sense upright.
    pub(super) const fn is_upright(self) -> bool {
        matches!(self, Self::Steps | Self::Bars | Self::Lines | Self::Bubble | Self::Book | Self::Sun | Self::House)
    }
}

/// What a subject is drawn with: two of three large stickers, and four small ones.
pub(super) const fn family(subject: Option<Subject>) -> ([Motif; 3], [Motif; 4]) {
    use Motif as M;
    let Some(subject) = subject else { return ARTS };
    match subject {
        Subject::Francais | Subject::Langage | Subject::LanguesVivantes => {
            ([M::Bubble, M::Book, M::Ring], [M::Lines, M::Dot, M::Comma, M::Quarter])
        }
        Subject::Emi | Subject::EducationMusicale => ([M::Rings, M::Half, M::Bubble], [M::Waves, M::Dot, M::Half, M::Bars]),
        Subject::Mathematiques | Subject::PremiersOutils => {
            ([M::Steps, M::Square, M::Ring], [M::FourDots, M::Triangle, M::Square, M::Plus])
        }
        Subject::QuestionnerLeMonde | Subject::ExplorerLeMonde | Subject::Sciences | Subject::DeveloppementDurable => {
            ([M::Leaf, M::Sun, M::Flower], [M::Leaf, M::Dot, M::Waves, M::Quarter])
        }
        Subject::HistoireGeographie | Subject::Emc | Subject::HistoireDesArts => {
            ([M::House, M::Sun, M::Arch], [M::House, M::Arch, M::Triangle, M::Lines])
        }
        Subject::ArtsPlastiques | Subject::ActivitesArtistiques => ARTS,
        Subject::Eps | Subject::ActivitePhysique => ([M::Arch, M::Half, M::Rings], [M::Half, M::Plus, M::Arch, M::Dot]),
    }
}

const ARTS: ([Motif; 3], [Motif; 4]) =
    ([Motif::Flower, Motif::Ring, Motif::Quarter], [Motif::Quarter, Motif::Triangle, Motif::Dot, Motif::Half]);
