//! Files that a command names.

use std::path::Path;

use anyhow::{Context as _, ensure};

/// The largest file read, in bytes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A file that was read.
pub(super) struct Read {
    name: String,
    bytes: Vec<u8>,
}

impl Read {
    /// Reads the file at `path`.
    pub(super) fn from(path: &Path) -> anyhow::Result<Self> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, bytes: read(path)? })
    }

    /// The file, as it is handed in.
    pub(super) fn file(&self) -> app::register::File<'_> {
        app::register::File { name: &self.name, bytes: &self.bytes }
    }
}

/// The bytes of a file.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(cannot)?.len();
    ensure!(size > 0, "{} is empty", file.display());
    ensure!(size <= MOST_BYTES, "{} is larger than {MOST_BYTES} bytes", file.display());
    std::fs::read(file).with_context(cannot)
}
