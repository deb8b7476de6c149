//! The names in a ZIP archive, read from its central directory alone: nothing is ever decompressed.

/// The most entries read; a document has some dozens.
const MOST_ENTRIES: usize = 10_000;
/// Bytes of an end record without its comment (APPNOTE 4.3.16).
const END: usize = 22;
/// Bytes of a directory entry without its name, extra field and comment (APPNOTE 4.3.12).
const ENTRY: usize = 46;

/// The names of the archive's entries, lower-cased; `None` when `bytes` do not end in an archive, or in
/// one of more than 10,000 entries or of the 64-bit form.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let tail = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let record = bytes.get(end..end + END)?;
    let count = usize::from(u16_at(record, 10)?);
    let size = usize::try_from(u32_at(record, 12)?).ok()?;
    if count > MOST_ENTRIES {
        return None;
    }
    // The directory ends where the end record begins, also when something was put before the archive.
    let mut directory = bytes.get(end.checked_sub(size)?..end)?;
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if !directory.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = |at| u16_at(directory, at).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        names.push(String::from_utf8_lossy(directory.get(ENTRY..ENTRY + name)?).to_lowercase());
        directory = directory.get(ENTRY + name + extra + comment..)?;
    }
    Some(names)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
