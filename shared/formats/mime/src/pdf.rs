//! Text of PDF files (ISO 32000-1), as far as they hold text and not pictures of it.
//!
//! A small reader of its own, since what libraries offer inflates without bounds: it takes the objects in the
//! order of the file rather than by its index, follows the pages and their forms, and shows the strings of their contents
//! through the fonts' `ToUnicode` maps (9.10), or as Windows-1252. Words and lines are told by where text stands. Its
//! time and memory are bounded.

mod cmap;
mod content;
mod file;
mod filter;
mod place;
mod value;
mod width;

use std::collections::BTreeSet;

use content::{Fonts, Page};
use file::File;
use value::Value;

/// The most pages that are read.
const MOST_PAGES: usize = 500;
/// The most nodes of page trees that are followed: there may be pages in pages without end.
const MOST_NODES: usize = 1_000;

/// Why a PDF file says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It does not begin as such a file does.
    #[error("the file is no PDF")]
    NoPdf,
    /// It can be read with a password only.
    #[error("the PDF is encrypted: send it without a password")]
    Encrypted,
    /// It holds pictures alone, or text in a way that cannot be read.
    #[error("the PDF holds no text that can be read: send the text itself")]
    NoText,
}

/// The text of a file, page by page: at most `most` bytes.
///
/// # Errors
///
/// [`Unread`] when there is none.
pub fn text(bytes: &[u8], most: usize) -> Result<String, Unread> {
    let file = File::read(bytes)?;
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, root) in file.roots() {
        seen.insert(number);
        collect(&file, root, None, &mut seen, &mut pages);
    }
    let mut fonts = Fonts::new();
    let mut out = String::new();
    for (page, resources) in pages {
        let mut shown = Page::new(&file, &mut fonts, most.saturating_sub(out.len()));
        for stream in file.streams(page, "Contents") {
            shown.run(&stream, resources);
        }
        out.push_str(shown.text.trim());
        out.push('\n');
        if out.len() >= most {
            out.truncate(out.floor_char_boundary(most));
            break;
        }
    }
    if out.trim().is_empty() { Err(Unread::NoText) } else { Ok(out) }
}

/// Adds the pages below `node`, each with the resources that it has or inherits.
fn collect<'f>(
    file: &'f File<'_>,
    node: &'f Value,
    inherited: Option<&'f Value>,
    seen: &mut BTreeSet<u32>,
    pages: &mut Vec<(&'f Value, Option<&'f Value>)>,
) {
    let resources = file.get(node, "Resources").or(inherited);
    let Some(Value::Array(kids)) = file.get(node, "Kids") else {
        pages.push((node, resources));
        return;
    };
    for kid in kids {
        let Value::Reference(kid) = kid else { continue };
        if pages.len() < MOST_PAGES
            && seen.len() < MOST_NODES
            && seen.insert(*kid)
            && let Some(value) = file.object(*kid)
        {
            collect(file, value, resources, seen, pages);
        }
    }
}
