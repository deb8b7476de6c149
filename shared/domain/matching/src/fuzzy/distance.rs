//! How many edits two words are apart, when they are few.

/// The fewest edits, if they are at most `most`; `swaps` counts neighbours that changed places as one.
///
/// A common beginning needs no edit. Behind it each kind of edit is tried, which for so few edits is faster than
/// filling a table.
pub(super) fn distance<T: Copy + Eq>(left: &[T], right: &[T], most: u8, swaps: bool) -> Option<u8> {
    let same = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[same..], &right[same..]);
    let longer = left.len().abs_diff(right.len());
    if longer > usize::from(most) {
        return None;
    }
    if left.is_empty() || right.is_empty() {
        return u8::try_from(longer).ok();
    }
    // What the edits behind this one may be at most, to be fewer than what was found.
    let mut behind = most.checked_sub(1);
    let mut fewest = None;
    let mut attempt = |of_left: usize, of_right: usize| {
        if let Some(most) = behind
            && let Some(more) = distance(&left[of_left..], &right[of_right..], most, swaps)
        {
            fewest = Some(more + 1);
            behind = more.checked_sub(1);
        }
    };
    attempt(1, 1);
    attempt(1, 0);
    attempt(0, 1);
    if swaps && left.len() > 1 && right.len() > 1 && left[0] == right[1] && left[1] == right[0] {
        attempt(2, 2);
    }
    fewest
}
