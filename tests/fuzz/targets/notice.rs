//! Any bytes as a notice: nothing panics, and whatever is understood can be told, checked and sent on.
#![no_main]

use case::{Channel, ComplaintId, Proof};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use notice::{Arrival, Draft, Problem, Reading, limit, understand};

/// By which name a file comes decides between a table and a text.
const NAMES: [&str; 4] = ["", "notice.json", "rows.csv", "notice.txt"];

/// What is done with every reading: each problem is told, the addresses are looked up, the document is made.
fn used(reading: &Reading) {
    let told = |problem: &Problem| assert!(!problem.to_string().is_empty() && !problem.remedy().is_empty());
    reading.problems.iter().for_each(told);
    let draft = &reading.draft;
    assert!(draft.listings.len() <= limit::LISTINGS && draft.right.classes.len() <= limit::CLASSES);
    draft.missing_fields().iter().for_each(told);
    let located = draft.locate(&matching::ListingUrls::default());
    let arrival = Arrival {
        complaint: ComplaintId::new(uuid::Uuid::nil()),
        filed_at: Timestamp::UNIX_EPOCH,
        channel: Channel::Mail,
        proof: Proof::None,
    };
    let document = draft.clone().into_complaint(arrival, &located.listings, |_| None, Vec::new());
    let again = contract::complaint::Complaint::decode(&document.encode()).unwrap();
    assert_eq!(Draft::of(&again).listings, Draft::of(&document).listings);
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let understood = understand(rest, NAMES[usize::from(first % 4)]);
    assert!(understood.urls.iter().all(|url| !url.url.is_empty()));
    used(&understood.reading);
    used(&notice::json::read(rest));
    used(&notice::form::read(rest));
    let _ = notice::evidence::inspect("image/png", "picture.png", rest);
    let _ = notice::evidence::inspect("application/pdf", "paper.pdf", rest);
});
