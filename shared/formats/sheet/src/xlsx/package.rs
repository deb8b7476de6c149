//! The archive: its parts, and how they refer to each other (ECMA-376 part 2, Open Packaging Conventions).

use std::io::{BufReader, Cursor, Error, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Event, Xml};
use crate::{Limits, SheetError};

/// Bytes of an end record without its comment (APPNOTE 4.3.16).
const END: usize = 22;

/// A workbook's archive, of which only so much is ever unpacked.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// A reference from one part to another.
pub(super) struct Relation {
    pub(super) id: String,
    /// The part's name in the archive.
    pub(super) target: String,
    kind: String,
}

impl Relation {
    /// Whether it is of this kind. Transitional and strict documents name the kinds in different namespaces.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// What reads a part: an error once the budget is spent.
pub(super) struct Bounded<'p> {
    part: Box<dyn Read + 'p>,
    left: &'p mut u64,
    limits: &'p Limits,
    spent: bool,
}

impl Bounded<'_> {
    /// Why the part cannot be read on.
    pub(super) const fn refused(&self) -> SheetError {
        if self.spent { bomb(self.limits) } else { SheetError::Damaged }
    }
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(into)?;
        match self.left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)) {
            Some(left) => {
                *self.left = left;
                Ok(read)
            }
            None => {
                self.spent = true;
                Err(Error::other("the budget is spent"))
            }
        }
    }
}

const fn bomb(limits: &Limits) -> SheetError {
    SheetError::Bomb { bytes: limits.unpacked, parts: limits.parts }
}

impl<'a> Package<'a> {
    /// Opens the archive.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, SheetError> {
        // The directory is read into memory: its length is looked at before.
        if entries(bytes).ok_or(SheetError::Damaged)? > limits.parts {
            return Err(bomb(limits));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
        if archive.decompressed_size().is_some_and(|size| size > u128::from(limits.unpacked)) {
            return Err(bomb(limits));
        }
        Ok(Self { archive, limits, left: limits.unpacked })
    }

    /// A part by its name, in any case (OPC 6.2.2.3); `None` where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, SheetError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetError::Encrypted,
            _ => SheetError::Damaged,
        })?;
        let bounded =
            Bounded { part: Box::new(part), left: &mut self.left, limits: self.limits, spent: false };
        Ok(Some(Xml::new(BufReader::new(bounded))))
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let mut names = self.archive.file_names_raw();
            names.position(|other| other.eq_ignore_ascii_case(name.as_bytes()))
        })
    }

    /// What the part `of` refers to; those of the package as a whole when `of` is empty.
    pub(super) fn relations(&mut self, of: &str) -> Result<Vec<Relation>, SheetError> {
        let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
        let part = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let Some(mut xml) = self.part(&part)? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        while let Some(event) = xml.next()? {
            if let Event::Start(element) = event
                && element.local_name().as_ref() == "Relationship"
            {
                let value = |name| xml::attribute(&element, name).unwrap_or_default();
                let target = resolved(folder, &value("Target"));
                relations.push(Relation { id: value("Id"), target, kind: value("Type") });
            }
        }
        Ok(relations)
    }

    /// What an archive is that is no XLSX workbook.
    pub(super) fn other_kind(&self) -> &'static str {
        if self.index("xl/workbook.bin").is_some() {
            "a binary workbook (.xlsb)"
        } else if self.index("META-INF/manifest.xml").is_some() && self.index("content.xml").is_some() {
            "an OpenDocument file (.ods)"
        } else if self.index("word/document.xml").is_some() {
            "a Word document"
        } else {
            "an archive"
        }
    }
}

/// The name of the part at `target`, as a part in `folder` says it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "" | "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// How many entries the archive's end record promises (APPNOTE 4.3.16); `None` without such a record.
fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = bytes.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}
