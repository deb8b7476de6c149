//! Any bytes as a notice: nothing panics, and whatever is understood can be told, checked and sent on.
#![no_main]

use case::{Channel, ComplaintId, Proof};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use notice::{Arrival, Complaint, Draft, Problem, Reading, limit, understand};

/// By which name a file comes decides between a table and a text.
const NAMES: [&str; 4] = ["", "notice.json", "rows.csv", "notice.txt"];

/// What is done with every reading: each problem is told, the addresses are looked up, the document is made.
fn used(reading: &Reading) {
    let told = |problem: &Problem| assert!(!problem.to_string().is_empty() && !problem.remedy().is_empty());
    reading.problems.iter().for_each(told);
    let draft = &reading.draft;
    assert!(draft.listings.len() <= limit::LISTINGS && draft.right.classes.len() <= limit::CLASSES);
    draft.missing_fields(&[]).iter().for_each(told);
    let _ = draft.locate(&matching::ListingUrls::default());
    let listings = draft.listings.iter().map(|url| ("demo/1001".parse().unwrap(), url.clone()));
    let arrival = Arrival {
        complaint: ComplaintId::new(uuid::Uuid::nil()),
        filed_at: Timestamp::UNIX_EPOCH,
        channel: Channel::Mail,
        proof: Proof::None,
    };
    let territory = |_: &case::MarketplaceId| "EU".parse().ok();
    let complaint = draft.clone().into_complaint(arrival, &listings.collect::<Vec<_>>(), territory, Vec::new());
    if let Some(complaint) = complaint {
        let stored = contract::complaint::Complaint::decode(&complaint.document().encode()).unwrap();
        assert_eq!(Complaint::read(&stored).unwrap(), complaint);
        assert_eq!(Draft::of(&stored).listings, draft.listings);
    }
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
