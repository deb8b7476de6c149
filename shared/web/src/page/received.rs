//! What the other side has stated about a counter-notice, on the page of the side that receives it.

use case::PartyAct;

use super::Site;
use crate::StatementCopy;

/// A statement of the other side ([`case::Case::handed_on`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Number of the event that it came with.
    pub of: u32,
    /// What it is.
    pub act: PartyAct,
    /// The copy.
    pub copy: StatementCopy,
}

/// A statement as a page shows it.
pub(super) struct Quoted {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) facts: Vec<(String, String)>,
    /// Name and address of each file.
    pub(super) files: Vec<(String, String)>,
}

impl Received {
    /// As it is shown on `site`; its files are downloaded from below `path`.
    pub(super) fn quoted(&self, site: &Site, path: &str) -> Quoted {
        let address = |number| format!("{path}/{}/{number}?lang={}", self.of, site.tag());
        let files = self.copy.files.iter().enumerate();
        Quoted {
            id: format!("received-{}", self.of),
            title: site.say(&format!("received-{}", self.act)),
            text: self.copy.text.clone(),
            facts: self.copy.facts(site.language),
            files: files.map(|(number, name)| (name.clone(), address(number))).collect(),
        }
    }
}
