//! What the header of a part declares about its body.

use crate::header::{Fields, Parameters};
use crate::part::{Disposition, Encoding};

/// The declarations of one part.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// In lower case, e.g. `text/plain`; none where the header names none.
    pub(crate) media: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) boundary: Option<Vec<u8>>,
    pub(crate) name: Option<String>,
    pub(crate) content_id: Option<String>,
    pub(crate) disposition: Option<Disposition>,
    pub(crate) encoding: Encoding,
    pub(crate) flowed: bool,
    pub(crate) delsp: bool,
}

impl Declared {
    /// Reads the header; of fields that stand twice, the first.
    pub(crate) fn of(fields: Fields<'_>) -> Self {
        let mut declared = Self::default();
        let mut seen = [false; 4];
        let mut first = |index: usize| !std::mem::replace(&mut seen[index], true);
        let mut file_name = None;
        for field in fields {
            // Only fields of this prefix matter here, and most have another.
            if !field.name.as_bytes().get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-")) {
                continue;
            }
            match field.name[8..].to_ascii_lowercase().as_str() {
                "type" if first(0) => {
                    if let Some(parsed) = field.parameters() {
                        declared.take_type(&parsed);
                    }
                }
                "disposition" if first(1) => {
                    if let Some(parsed) = field.parameters() {
                        declared.disposition = Some(Disposition::of(&parsed.value));
                        file_name = name_of(&parsed, "filename");
                    }
                }
                "transfer-encoding" if first(2) => declared.encoding = Encoding::of(&field.unfolded()),
                "id" if first(3) => {
                    let id = field.unfolded();
                    let id = id.trim_start_matches('<').trim_end_matches('>').trim();
                    declared.content_id = (!id.is_empty()).then(|| id.to_owned());
                }
                _ => {}
            }
        }
        declared.name = file_name.or(declared.name);
        declared
    }

    fn take_type(&mut self, parsed: &Parameters) {
        // A type without a subtype is no type (RFC 2045, 5.2).
        if !parsed.value.contains('/') {
            return;
        }
        self.media = Some(parsed.value.clone());
        self.charset = parsed.get("charset").map(|charset| charset.trim().to_ascii_lowercase());
        self.boundary = parsed.get("boundary").map(|boundary| boundary.as_bytes().to_vec());
        self.flowed = parsed.get("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        self.delsp = parsed.get("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
        self.name = name_of(parsed, "name");
    }
}

/// A name of a file, without what could not be shown.
fn name_of(parsed: &Parameters, parameter: &str) -> Option<String> {
    let name: String = parsed.get(parameter)?.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
