//! A table in the shape of whatever else comes in.

use case::Language;

use super::{Bulk, row};
use crate::draft::Reading;
use crate::{Class, NamedUrl, Party, PartyRole, Role, Understood, text};

impl Bulk {
    /// What was understood of the table. The draft is that of its first sound row, else of its first; the problems
    /// are those of all rows.
    #[must_use]
    pub fn understood(&self) -> Understood {
        let first = self.rows.iter().find(|row| row.problems.is_empty()).or_else(|| self.rows.first());
        let draft = first.map(|row| row.draft.clone()).unwrap_or_default();
        let statements = draft.given();
        let problems = self.rows.iter().flat_map(|row| row.problems.iter().cloned()).collect();
        Understood {
            format: self.table.format.name().to_owned(),
            class: if self.rows.is_empty() { Class::Unreadable } else { Class::Complaint },
            claim: draft.claim,
            language: draft.language.unwrap_or(Language::En),
            parties: self.parties(),
            urls: self.urls(),
            statements,
            reading: Reading { draft, problems },
            files: Vec::new(),
        }
    }

    /// The complainants, each once.
    fn parties(&self) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for row in &self.rows {
            let complainant = &row.draft.complainant;
            let known = parties.iter().any(|it| it.name == complainant.name && it.email == complainant.email);
            let nobody = complainant.name.is_empty() && complainant.email.is_empty();
            if !known && !nobody {
                parties.push(Party {
                    role: PartyRole::Complainant,
                    name: complainant.name.clone(),
                    email: complainant.email.clone(),
                    postal_address: complainant.postal_address.clone(),
                    telephone: complainant.telephone.clone(),
                });
            }
        }
        parties
    }

    /// Every web address with its cell. What stands in other columns than those of the listings shows the
    /// complainant's own goods where their name says so, else it is evidence.
    fn urls(&self) -> Vec<NamedUrl> {
        let accused = self.columns.of_field(crate::field::LISTINGS).map(|place| (place, Role::Accused));
        let others = self.columns.unknown().map(|place| {
            let name = self.table.header.get(place).map(|name| name.to_lowercase()).unwrap_or_default();
            let own = ["original", "genuine", "authentic", "official", "our ", "own ", "正品", "官方", "原"];
            let role =
                if own.iter().any(|word| name.contains(word)) { Role::Original } else { Role::Evidence };
            (place, role)
        });
        let mut columns: Vec<(usize, Role)> = accused.chain(others).collect();
        columns.sort_unstable_by_key(|(place, _)| *place);
        let numbers: std::collections::HashSet<usize> = self.rows.iter().map(|row| row.number).collect();
        let rows = self.table.rows.iter().filter(|row| numbers.contains(&row.number));
        let cells = rows.flat_map(|row| columns.iter().map(move |(place, role)| (row, *place, *role)));
        cells
            .flat_map(|(row, column, role)| {
                let place = sheet::place(&self.table.sheet, row.number, column);
                let addresses = row::addresses(row.cell(column)).map(text::line);
                let wanted =
                    move |url: &String| !url.is_empty() && (role == Role::Accused || url.starts_with("http"));
                addresses.filter(wanted).map(move |url| NamedUrl { url, role, place: place.clone() })
            })
            .collect()
    }
}
