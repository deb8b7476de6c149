//! What is kept of a listing that was judged.

use app::{keep_snapshot, open_snapshot};
use case::{CaseId, Digest};
use contract::snapshot::Snapshot;
use port::{Attribute, ListingView};
use testkit::sample;
use testkit::world::World;

use super::desk::at_desk;

async fn kept(world: &World, id: CaseId, view: &ListingView) -> (Digest, Snapshot) {
    let case = world.look().cases[&id].case.clone();
    let digest = keep_snapshot(world, &case, None, view).await.unwrap();
    (digest, Snapshot::decode(&open_snapshot(world, id, digest).await.unwrap()).unwrap())
}

fn view(world: &World) -> ListingView {
    world.look().listings.values().next().unwrap().view.clone()
}

#[tokio::test]
async fn a_list_is_kept_whole_up_to_four_thousand_bytes() {
    let (world, id) = at_desk().await;
    // As JSON `[["",""],["",""]]` is 17 bytes.
    for (bytes, is_cut) in [(3_999, false), (4_000, false), (4_001, true)] {
        let attribute = |value: String| Attribute { name: String::new(), value };
        let attributes = vec![attribute("x".repeat(100)), attribute("x".repeat(bytes - 117))];
        let (_, snapshot) = kept(&world, id, &ListingView { attributes, ..view(&world) }).await;
        assert_eq!(snapshot.attributes.len(), if is_cut { 1 } else { 2 }, "{bytes}");
        let cut: Vec<_> = snapshot.cut.iter().map(|it| (it.field.as_str(), it.bytes)).collect();
        let expected: &[(&str, u64)] = if is_cut { &[("attributes", 4_001)] } else { &[] };
        assert_eq!(cut, expected, "{bytes}");
    }
}

#[tokio::test]
async fn no_two_cases_or_sellers_share_what_keeps_a_digest_from_telling_anything() {
    let (world, id) = at_desk().await;
    let complaint = sample::complaint(2, [0]);
    let complaint = contract::complaint::Complaint { claim: "trademark_misuse".to_owned(), ..complaint };
    let complaint = app::filing::IdentifiedComplaint::read(&complaint).unwrap();
    let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let other = filed.opened.unwrap().case;
    assert_ne!(other, id);

    let same = view(&world);
    let of_another = ListingView { seller_id: "seller-2".to_owned(), ..same.clone() };
    let first = kept(&world, id, &same).await;
    assert_eq!(kept(&world, id, &same).await, first, "the same once more is the same");
    let mut salts = vec![first.1.salt];
    salts.push(kept(&world, other, &same).await.1.salt);
    salts.push(kept(&world, id, &of_another).await.1.salt);
    for salt in &salts {
        assert!(salt.len() == 32 && salt.bytes().all(|byte| byte.is_ascii_hexdigit()), "{salt}");
    }
    salts.sort_unstable();
    salts.dedup();
    assert_eq!(salts.len(), 3);
}
