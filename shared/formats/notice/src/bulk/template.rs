//! The table to download and fill in.

use case::Language;
use sheet::{Format, Page, Unwritable};

use super::columns::COLUMNS;

/// The template: the names of the columns, a row that shows how to fill them in, and in a workbook a second sheet
/// that says what each is for.
///
/// # Errors
/// [`Unwritable`] when it cannot be written.
pub fn template(format: Format, language: Language) -> Result<Vec<u8>, Unwritable> {
    let header: Vec<String> = COLUMNS.iter().map(|column| column.name(language).to_owned()).collect();
    let example = vec![COLUMNS.iter().map(|column| column.example.to_owned()).collect()];
    let (complaints, guide, about) = match language {
        Language::En => ("Complaints", "Guide", ["Column", "What to fill in"]),
        Language::Zh => ("投诉", "填写说明", ["列", "填写内容"]),
    };
    match format {
        Format::Csv { delimiter } => sheet::write_csv(delimiter, &header, &example),
        Format::Xlsx => {
            let explained = |column: &super::columns::Column| {
                vec![column.name(language).to_owned(), column.guide(language).to_owned()]
            };
            sheet::write_xlsx(&[
                Page { name: complaints.to_owned(), header, rows: example },
                Page {
                    name: guide.to_owned(),
                    header: about.map(str::to_owned).to_vec(),
                    rows: COLUMNS.iter().map(explained).collect(),
                },
            ])
        }
    }
}
