//! Things that people put in order, one step at a time.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where something goes in an order.
    Shift {
        /// Before the one before it.
        Up = "up", "Monter";
        /// After the one after it.
        Down = "down", "Descendre";
    }
}

impl Shift {
    /// Moves the item at `place` of `items` by one; at the ends, it stays.
    pub fn apply<T>(self, items: &mut [T], place: usize) {
        let other = match self {
            Self::Up => place.checked_sub(1),
            Self::Down => place.checked_add(1),
        };
        if let Some(other) = other.filter(|other| *other < items.len() && place < items.len()) {
            items.swap(place, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_move_by_one_and_stay_at_the_ends() {
        let moved = |shift: Shift, place: usize| {
            let mut items = ['a', 'b', 'c'];
            shift.apply(&mut items, place);
            items.iter().collect::<String>()
        };
        let cases = [(Shift::Up, 1, "bac"), (Shift::Down, 1, "acb"), (Shift::Up, 0, "abc"), (Shift::Down, 2, "abc"), (Shift::Up, 9, "abc")];
        for (shift, place, expected) in cases {
            assert_eq!(moved(shift, place), expected, "{shift:?} {place}");
        }
    }
}
