//! Who owns a mark and who represents them, by name.

use crate::xml::Node;

/// The owners of today. The USPTO lists every owner that there was, each with a party type that grows with time.
pub(crate) fn owners(mark: &Node, beside: Option<&Node>) -> Vec<String> {
    let mut all = Vec::new();
    for at in [Some(mark), beside].into_iter().flatten() {
        for path in [
            "ApplicantDetails/Applicant",
            "ApplicantBag/Applicant",
            "HolderDetails/Holder",
            "HolderBag/Holder",
        ] {
            all.extend(at.all(path));
        }
    }
    let ranked: Vec<(u16, &Node)> = all.into_iter().map(|party| (rank(party), party)).collect();
    let last = ranked.iter().map(|(rank, _)| *rank).max().unwrap_or(0);
    let mut latest = ranked.into_iter().filter(|(rank, _)| *rank == last).map(|(_, party)| party);
    let names = match last {
        // A text that counts nothing: the first named is the last who came.
        SUBSEQUENT => latest.next().map(name).into_iter().collect(),
        _ => latest.map(name).collect(),
    };
    tidied(names)
}

/// An owner after registration, the how-manieth is not said.
const SUBSEQUENT: u16 = 1_000;

/// How late an owner came, by the party types of the USPTO ("Trademark Applications Daily XML", party-type): 10 the
/// first applicant, 20 the owner at publication, 30 the first registrant, above 30 who came after.
fn rank(party: &Node) -> u16 {
    // Both forms of the USPTO: by code, or by what the code means.
    let code =
        party.text(&["ApplicantExt/PartyTypeCode", "PartyTypeCode"]).and_then(|code| code.parse().ok());
    if let Some(code) = code {
        // 70 is no owner, but whom letters went to.
        return if code == 70 { 0 } else { code };
    }
    let said = party.text(&["CommentText", "Version/CommentText", "Comment"]).unwrap_or_default();
    match said.to_uppercase().as_str() {
        "" => 1,
        said if said.contains("AFTER REGISTRATION") => SUBSEQUENT,
        said if said.contains("REGISTRANT") => 30,
        said if said.contains("AFTER PUBLICATION") => 25,
        said if said.contains("AT PUBLICATION") => 20,
        said if said.contains("BEFORE PUBLICATION") => 15,
        said if said.contains("ORIGINAL APPLICANT") => 10,
        _ => 1,
    }
}

/// Who represents the owners; not who merely receives the letters.
pub(crate) fn representatives(mark: &Node) -> Vec<String> {
    let mut all = mark.all("RepresentativeDetails/Representative");
    all.extend(mark.all("RepresentativeBag/Representative"));
    all.extend(mark.all("RecordAttorney"));
    let is_correspondent = |party: &Node| {
        party.text(&["Comment"]).is_some_and(|said| said.to_lowercase().contains("correspondent"))
    };
    tidied(all.into_iter().filter(|party| !is_correspondent(party)).map(name).collect())
}

/// A person's or organisation's name in any of its forms.
fn name(party: &Node) -> String {
    let mut books = vec![party];
    for book in ["ApplicantAddressBook", "HolderAddressBook", "RepresentativeAddressBook"] {
        books.extend(party.all(book));
    }
    for book in books {
        let mut names = book.all("FormattedNameAddress/Name");
        names.extend(book.all("Contact/Name"));
        for name in names {
            let lines = name.texts(&["FreeFormatName/FreeFormatNameDetails/FreeFormatNameLine"]);
            if !lines.is_empty() {
                return lines.join(", ");
            }
            let whole = name.text(&[
                "EntityName",
                "OrganizationName/OrganizationStandardName",
                "FormattedName/OrganizationName",
                "PersonName/PersonFullName",
            ]);
            let whole = whole.unwrap_or_else(|| {
                let parts = ["FirstName", "MiddleName", "LastName"];
                let parts = parts.into_iter().filter_map(|part| {
                    name.text(&[&format!("FormattedName/{part}"), &format!("PersonName/{part}")])
                });
                parts.collect::<Vec<_>>().join(" ")
            });
            if !whole.is_empty() {
                return whole;
            }
        }
    }
    String::new()
}

/// Names without empty ones and doubles, in their order.
fn tidied(names: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}
