//! The table to download and fill in.

use case::Language;
use sheet::Page;

use super::columns::COLUMNS;

/// The template: first the names of the columns and a row that shows how to fill them in, then what each is for. A
/// format that holds a single table has only the first.
#[must_use]
pub fn template(language: Language) -> [Page; 2] {
    let header: Vec<String> = COLUMNS.iter().map(|column| column.name(language).to_owned()).collect();
    let example = vec![COLUMNS.iter().map(|column| column.example.to_owned()).collect()];
    let (complaints, guide, about) = match language {
        Language::En => ("Complaints", "Guide", ["Column", "What to fill in"]),
        Language::Zh => ("投诉", "填写说明", ["列", "填写内容"]),
    };
    let explained = |column: &super::columns::Column| {
        vec![column.name(language).to_owned(), column.guide(language).to_owned()]
    };
    [
        Page { name: complaints.to_owned(), header, rows: example },
        Page {
            name: guide.to_owned(),
            header: about.map(str::to_owned).to_vec(),
            rows: COLUMNS.iter().map(explained).collect(),
        },
    ]
}
