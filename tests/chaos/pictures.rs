//! From a listing's pictures, as they arrive, to the seller's letter.

use std::io::Cursor;

use app::filing::IdentifiedComplaint;
use app::register::{File, add_picture};
use case::{Claim, RightKind, RightRef};
use contract::complaint::{Complaint, Evidence};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use port::{Documents as _, ListedPicture, WallClock as _};
use register::right::{PictureRole, Right, RightStatus};
use testkit::sample;
use testkit::world::{LookMode, World};

use super::chain::Chain;

/// A picture that is unlike that of another seed.
fn drawn(seed: u32) -> DynamicImage {
    let mut state = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 24) as f32
    };
    let discs: Vec<[f32; 4]> = (0..40).map(|_| std::array::from_fn(|_| next())).collect();
    let pixel = |x: u32, y: u32| {
        let (x, y) = (x as f32 / 200.0, y as f32 / 200.0);
        let within = |[cx, cy, r, _]: &&[f32; 4]| (x - cx).powi(2) + (y - cy).powi(2) < (r * 0.3).powi(2);
        let light = discs.iter().rev().find(within).map_or(0.5, |disc| disc[3]);
        Rgb([(light * 255.0) as u8; 3])
    };
    RgbImage::from_fn(200, 200, pixel).into()
}

fn png(seed: u32) -> Vec<u8> {
    file(&drawn(seed), ImageFormat::Png)
}

/// The same picture as a seller would show it: smaller, mirrored, as a JPEG.
fn copied(seed: u32) -> Vec<u8> {
    file(&drawn(seed).resize(150, 150, image::imageops::FilterType::Triangle).fliph(), ImageFormat::Jpeg)
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A world whose one listing has this title and shows these pictures.
fn shows(title: &str, pictures: &[Vec<u8>]) -> World {
    let world = sample::world(1);
    let mut inner = world.look();
    let (name, listing) = inner.listings.iter_mut().next().unwrap();
    title.clone_into(&mut listing.view.title);
    let name = name.clone();
    let ids = (0..pictures.len()).map(|nth| nth.to_string().parse().unwrap());
    listing.view.pictures = ids.map(|id| ListedPicture { id, digest: None }).collect();
    for (nth, bytes) in pictures.iter().enumerate() {
        inner.pictures.insert(format!("{name}/{nth}"), bytes.clone());
    }
    drop(inner);
    world
}

/// A registered work, of the sample's owner.
fn photograph(world: &World) -> RightRef {
    let right = RightRef::new(RightKind::Copyright, "US", "VA0002345678").unwrap();
    let work = Right {
        right: right.clone(),
        title: "Winter morning".into(),
        status: RightStatus::Registered,
        form: None,
        names: Vec::new(),
        classes: Vec::new(),
        ..sample::right()
    };
    world.look().rights.insert(right.clone(), work);
    right
}

async fn add(world: &World, right: &RightRef, role: PictureRole, bytes: &[u8]) {
    let file = File { name: "reference.png", bytes };
    let by = "ada".parse().unwrap();
    add_picture(world, world, right, role, file, &by, world.now()).await.unwrap();
}

fn complaint(claim: Claim, right: &RightRef) -> Complaint {
    let mut complaint = sample::complaint(1, [0]);
    complaint.claim = claim.code().to_owned();
    complaint.right.office = right.office().to_owned();
    complaint.right.number = right.number().to_owned();
    complaint
}

/// Files the complaint and lets the chain run: the case's state, how many orders came, how many letters the seller had.
async fn lived(world: &World, complaint: &Complaint) -> (String, usize, usize) {
    let complaint = IdentifiedComplaint::read(complaint).unwrap();
    app::filing::file(world, world, world, &complaint).await.unwrap();
    Chain::new(world).until_quiet().await.unwrap();
    let inner = world.look();
    let state = inner.cases.values().next().unwrap().case.state.code().to_owned();
    let told = inner.sent.iter().filter(|mail| mail.to.contains(sample::SELLER)).count();
    (state, inner.orders.len(), told)
}

fn taken_down() -> (String, usize, usize) {
    ("in_force".to_owned(), 1, 1)
}

fn for_a_person() -> (String, usize, usize) {
    ("at_desk".to_owned(), 0, 0)
}

#[tokio::test]
async fn a_copied_photograph_is_taken_down_and_its_seller_told() {
    let world = shows("Poster, 50 x 70", &[png(5), copied(1)]);
    let right = photograph(&world);
    add(&world, &right, PictureRole::Reference, &png(1)).await;
    assert_eq!(lived(&world, &complaint(Claim::Copyright, &right)).await, taken_down());
}

#[tokio::test]
async fn a_logo_in_the_picture_is_enough_where_the_title_says_nothing() {
    let right = sample::right().right;
    for (role, pictures, outcome) in [
        (PictureRole::Mark, vec![copied(1)], taken_down()),
        (PictureRole::Mark, vec![png(2)], for_a_person()),
        // Goods that look alike may bear another mark, or none.
        (PictureRole::Reference, vec![copied(1)], for_a_person()),
    ] {
        let world = shows("Down jacket, blue", &pictures);
        add(&world, &right, role, &png(1)).await;
        assert_eq!(lived(&world, &complaint(Claim::Counterfeit, &right)).await, outcome);
    }
}

#[tokio::test]
async fn only_of_a_mark_is_a_picture_entered_as_the_mark() {
    let world = shows("Poster, 50 x 70", &[png(1)]);
    let right = photograph(&world);
    let file = File { name: "mark.png", bytes: &png(1) };
    let by = "ada".parse().unwrap();
    let refused = add_picture(&world, &world, &right, PictureRole::Mark, file, &by, world.now()).await;
    assert!(refused.unwrap_err().to_string().contains("is no mark"));
    assert!(world.look().rights[&right].pictures.is_empty());
}

#[tokio::test]
async fn what_the_complainant_hands_in_with_the_complaint_is_for_a_person() {
    let world = shows("Poster, 50 x 70", &[png(1)]);
    let right = photograph(&world);
    let mut complaint = complaint(Claim::Copyright, &right);
    // A copy of the listing's own picture.
    let sealed = world.seal(&png(1), "image/png").await.unwrap();
    complaint.evidence.push(Evidence {
        digest: sealed.digest.to_string(),
        media: "image/png".to_owned(),
        size: sealed.size,
        name: String::new(),
    });
    assert_eq!(lived(&world, &complaint).await, for_a_person());
    let inner = world.look();
    let comparison = inner.cases.values().next().unwrap().case.pictures.comparison().cloned().unwrap();
    assert_eq!((comparison.result.code(), comparison.nearest.unwrap().distance), ("near", 0));
}

#[tokio::test]
async fn an_allowed_picture_keeps_its_listing() {
    let world = shows("Poster, 50 x 70", &[copied(1)]);
    let right = photograph(&world);
    add(&world, &right, PictureRole::Reference, &png(1)).await;
    add(&world, &right, PictureRole::Allowed, &copied(1)).await;
    assert_eq!(lived(&world, &complaint(Claim::Copyright, &right)).await, for_a_person());
}

#[tokio::test]
async fn a_picture_that_never_comes_keeps_no_case_from_its_person() {
    let world = shows("Poster, 50 x 70", &[copied(1)]);
    let right = photograph(&world);
    add(&world, &right, PictureRole::Reference, &png(1)).await;
    world.look().look_mode = Box::new(|_, id| if id == "0" { LookMode::Fails } else { LookMode::Answers });
    assert_eq!(lived(&world, &complaint(Claim::Copyright, &right)).await, for_a_person());
    assert!(world.look().dead.is_empty());
}
