//! Compiled forms as bytes: little-endian numbers and texts, one after the other.

/// Bytes that are no compiled form of ours, or not a whole one: compile it again from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBlob {
    /// They end before what they announce.
    #[error("the compiled form ends early; compile it again")]
    Short,
    /// They begin otherwise: something else, or made by another version.
    #[error("this is not the compiled form that this version reads; compile it again")]
    Kind,
    /// What stands there cannot have been written.
    #[error("the compiled form is damaged at {0}; compile it again")]
    Damaged(&'static str),
}

/// Takes `count` bytes off the front.
pub(crate) fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8], BadBlob> {
    let (taken, rest) = bytes.split_at_checked(count).ok_or(BadBlob::Short)?;
    *bytes = rest;
    Ok(taken)
}

/// Takes the mark by which a kind of blob begins.
pub(crate) fn take_kind(bytes: &mut &[u8], kind: &[u8]) -> Result<(), BadBlob> {
    if take(bytes, kind.len())? == kind { Ok(()) } else { Err(BadBlob::Kind) }
}

/// Takes one number.
pub(crate) fn take_u32(bytes: &mut &[u8]) -> Result<u32, BadBlob> {
    Ok(take_u32s(bytes, 1)?.next().unwrap_or_default())
}

/// Takes `count` numbers. Nothing is allocated for numbers that are not there.
pub(crate) fn take_u32s<'a>(
    bytes: &mut &'a [u8],
    count: usize,
) -> Result<impl ExactSizeIterator<Item = u32> + use<'a>, BadBlob> {
    let taken = take(bytes, count.checked_mul(4).ok_or(BadBlob::Short)?)?;
    let (numbers, _) = taken.as_chunks::<4>();
    Ok(numbers.iter().map(|number| u32::from_le_bytes(*number)))
}

/// Puts numbers at the end.
pub(crate) fn put_u32s(out: &mut Vec<u8>, numbers: impl IntoIterator<Item = u32>) {
    out.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
}
