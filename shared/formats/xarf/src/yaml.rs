//! X-ARF 0.1 and 0.2: lines of names and values in a text part of a mail.

use jiff::Timestamp;

use crate::fault::Fault;
use crate::form::date_time;
use crate::report::{Address, Contact, Matter, Report, Role};

/// Most bytes of such a part.
const MOST_BYTES: usize = 64 << 10;

/// What a report must have.
const NEEDED: [(&str, &str); 4] = [
    ("Reported-From", "the mail address of the reporter"),
    ("Category", "a category, such as abuse"),
    ("Report-Type", "a type, such as phishing"),
    ("Source", "an address, a domain or an IP"),
];

/// Reads the report of X-ARF 0.1 or 0.2 in the text part of a mail: lines `Name: value` between `---` and an
/// empty line, `...` or the end. Names are told apart without regard to case. Values of YAML that are not
/// plain are not read.
///
/// # Errors
/// What is missing, each with the name of its line. A text without the line `Reported-From` is none.
pub fn read_yaml_like(text: &str) -> Result<Report, Vec<Fault>> {
    if text.len() > MOST_BYTES {
        return Err(vec![Fault::too_large("text".to_owned(), MOST_BYTES)]);
    }
    let lines = text.trim_start().lines().map(str::trim_end);
    let pairs: Vec<(&str, &str)> = lines
        .skip_while(|line| *line == "---")
        .take_while(|line| !line.is_empty() && *line != "...")
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), unquoted(value.trim())))
        .collect();
    let get = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map_or("", |(_, value)| value).to_owned()
    };
    let missing = NEEDED.iter().filter(|(name, _)| get(name).is_empty());
    let missing: Vec<Fault> = missing.map(|(name, what)| Fault::missing((*name).to_owned(), what)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (kind, source) = (get("Report-Type"), get("Source"));
    let reporter = Contact { contact: get("Reported-From"), ..Contact::default() };
    let accused = [("Source", source.clone()), ("Download-Link", get("Download-Link"))];
    let addresses = accused.into_iter().filter(|(_, url)| url.contains("://"));
    let version = match get("Version") {
        version if version.is_empty() => "0.1".to_owned(),
        version => version,
    };
    Ok(Report {
        id: get("Report-ID"),
        at: moment(&get("Date")),
        category: get("Category"),
        matter: matter(&kind.to_ascii_lowercase()),
        kind,
        sender: reporter.clone(),
        reporter,
        source,
        addresses: addresses
            .map(|(name, url)| Address { url, role: Role::Accused, path: name.to_owned() })
            .collect(),
        ..Report::empty(&version)
    })
}

/// These versions had no list of types: the right is told from the type's words.
fn matter(kind: &str) -> Matter {
    if kind.contains("counterfeit") {
        Matter::Counterfeit
    } else if kind.contains("trademark") {
        Matter::Trademark
    } else if kind.contains("copyright") {
        Matter::Copyright
    } else {
        Matter::Other
    }
}

/// Dates are those of mail (RFC 5322) or RFC 3339.
fn moment(text: &str) -> Option<Timestamp> {
    date_time(text).or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|at| at.timestamp()))
}

fn unquoted(value: &str) -> &str {
    let within = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}
