//! The boxes that MP4 and QuickTime files are made of (ISO/IEC 14496-12, 4.2): a length of four bytes, a type of four, a content.

/// A box: where it begins, where its content begins, where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: [u8; 4],
    pub(super) start: usize,
    pub(super) content: usize,
    pub(super) end: usize,
}

/// The most boxes beside one another: a film in fragments has some for each second.
const MANY: usize = 10_000;

/// The boxes between `start` and `end`; nothing when they do not fill that space exactly, or are too many for a film.
pub(super) fn boxes(bytes: &[u8], start: usize, end: usize) -> Option<Vec<Block>> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        if found.len() == MANY {
            return None;
        }
        let block = one(bytes, at, end)?;
        at = block.end;
        found.push(block);
    }
    Some(found)
}

fn one(bytes: &[u8], start: usize, limit: usize) -> Option<Block> {
    let word = |at: usize| -> Option<[u8; 4]> { bytes.get(at..at.checked_add(4)?)?.try_into().ok() };
    let (length, kind) = (u32::from_be_bytes(word(start)?), word(start.checked_add(4)?)?);
    let (head, length) = match length {
        // To the end of the file.
        0 => (8, limit - start),
        // Longer than four bytes can say: eight more follow.
        1 => {
            let long: [u8; 8] = bytes.get(start.checked_add(8)?..start.checked_add(16)?)?.try_into().ok()?;
            (16, usize::try_from(u64::from_be_bytes(long)).ok()?)
        }
        length => (8, usize::try_from(length).ok()?),
    };
    let end = start.checked_add(length)?;
    (length >= head && end <= limit).then_some(Block { kind, start, content: start + head, end })
}
