//! What comes of a case whose pictures are asked for, with pictures and answers as a marketplace gives them.

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::filing::IdentifiedComplaint;
use app::{MarketplaceCache, change};
use case::{
    About, Actor, CaseId, Claim, Command, Comparison, Digest, Nudge, PictureExcuse, PictureInput,
    PictureSource,
};
use contract::complaint::{Complaint, Evidence};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::SignedDuration;
use picture::hash;
use pictures::Pictures;
use port::{Cases as _, Documents as _, ListedPicture, Queue, WallClock as _};
use register::right::{PictureRole, RightPicture};
use step::{BatchContext, work_batch};
use testkit::sample;
use testkit::world::{Fault, FaultKind, LookMode, World};

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

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(seed: u32) -> Vec<u8> {
    file(&drawn(seed), ImageFormat::Png)
}

/// The same picture as a seller would show it: smaller, mirrored, as a JPEG.
fn edited(seed: u32) -> Vec<u8> {
    file(&drawn(seed).resize(150, 150, image::imageops::FilterType::Triangle).fliph(), ImageFormat::Jpeg)
}

/// A world with one complaint, about a listing that shows these pictures.
struct Story {
    world: World,
    case: CaseId,
}

const VERSION: &str = "v1";

impl Story {
    async fn new(shows: &[Vec<u8>]) -> Self {
        Self::of(shows, sample::complaint(1, [0])).await
    }

    async fn of(shows: &[Vec<u8>], complaint: Complaint) -> Self {
        let world = sample::world(1);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let story = Self { world, case: filed.opened.unwrap().case };
        // Validation has had its nudge.
        story.world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
        story.show(VERSION, shows);
        story.ask(VERSION).await;
        story
    }

    fn show(&self, version: &str, shows: &[Vec<u8>]) {
        let mut inner = self.world.look();
        let (name, listing) = inner.listings.iter_mut().next().unwrap();
        listing.view.told_version = Some(version.to_owned());
        let (mut pictures, mut listed) = (Vec::new(), Vec::new());
        for (nth, bytes) in shows.iter().enumerate() {
            listed.push(ListedPicture { id: nth.to_string().parse().unwrap(), digest: None });
            pictures.push((format!("{name}/{nth}"), bytes.clone()));
        }
        listing.view.pictures = listed;
        inner.pictures.extend(pictures);
    }

    /// As validation does.
    async fn ask(&self, version: &str) {
        let stored = self.world.load(&[self.case]).await.unwrap().pop().flatten().unwrap();
        let ask = Command::AskPictures { version: version.to_owned() };
        change(&self.world, stored, &Actor::Machine, &[ask], self.world.now()).await.unwrap();
        self.nudge();
    }

    fn nudge(&self) {
        let nudge = Nudge::new(About::Case(self.case), self.world.now());
        self.world.put_message(Queue::Pictures, &contract::nudge::encode(&nudge));
    }

    fn register(&self, role: PictureRole, bytes: &[u8]) -> Digest {
        let hashed = hash(bytes).unwrap();
        let digest = Digest::of(bytes);
        let picture = RightPicture {
            digest,
            role,
            hash: hashed.hash.0,
            quality: hashed.quality,
            by: "ada".parse().unwrap(),
            added_at: self.world.now(),
        };
        let mut inner = self.world.look();
        inner.rights.values_mut().for_each(|right| assert!(right.add_picture(picture.clone()).unwrap()));
        digest
    }

    /// One invocation, if a message waits.
    async fn run(&self) {
        let world = &self.world;
        let step = Pictures {
            store: world.clone(),
            documents: world.clone(),
            marketplace: world.clone(),
            clock: world.clone(),
            marketplaces: MarketplaceCache::default(),
        };
        let Some((taken, event)) = world.receive_visible(Queue::Pictures, 10) else { return };
        let time = Duration::from_secs(60);
        let context =
            BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
        let response = world.until_crash(Box::pin(work_batch(&step, &context, &event))).await;
        world.finish(Queue::Pictures, taken, response.as_ref());
    }

    fn comparison(&self) -> Option<Comparison> {
        self.world.look().cases[&self.case].case.pictures.comparison().cloned()
    }

    fn validation_is_nudged(&self) -> bool {
        !self.world.look().queues[&Queue::Validation].is_empty()
    }

    /// What one run comes to.
    async fn compared(&self) -> Comparison {
        self.run().await;
        assert!(self.validation_is_nudged());
        self.comparison().expect("a comparison")
    }
}

#[tokio::test]
async fn a_picture_of_goods_that_bear_a_mark_is_only_ever_near() {
    let story = Story::new(&[edited(1)]).await;
    let goods = story.register(PictureRole::Reference, &png(1));
    let compared = story.compared().await;
    assert_eq!(compared.result, PictureInput::Near);
    assert!(story.world.look().queues[&Queue::Notify].is_empty(), "no letter came of it");
    let nearest = compared.nearest.unwrap();
    assert_eq!((nearest.with, nearest.source, nearest.excuse), (goods, PictureSource::Reference, None));
}

#[tokio::test]
async fn an_edited_copy_of_a_reference_picture_is_the_same_picture() {
    let story = Story::new(&[png(2), edited(1)]).await;
    let reference = story.register(PictureRole::Mark, &png(1));
    let compared = story.compared().await;
    assert_eq!((compared.result, compared.compared, compared.left_out), (PictureInput::Same, 2, 0));
    assert_eq!(compared.version, VERSION);
    let nearest = compared.nearest.unwrap();
    assert_eq!((nearest.picture.as_str(), nearest.with), ("1", reference));
    assert_eq!((nearest.source, nearest.excuse), (PictureSource::Reference, None));
    assert!(nearest.distance <= 31, "{}", nearest.distance);
}

#[tokio::test]
async fn other_pictures_are_different_and_what_is_allowed_does_not_count() {
    let story = Story::new(&[png(2), png(3)]).await;
    story.register(PictureRole::Mark, &png(1));
    assert_eq!(story.compared().await.result, PictureInput::Different);

    for (role, excuse) in
        [(PictureRole::Allowed, PictureExcuse::Allowed), (PictureRole::Negative, PictureExcuse::Negative)]
    {
        let story = Story::new(&[edited(1)]).await;
        story.register(PictureRole::Mark, &png(1));
        story.register(role, &edited(1));
        let compared = story.compared().await;
        assert_eq!(compared.result, PictureInput::Different);
        assert_eq!(compared.nearest.unwrap().excuse, Some(excuse));
    }
}

/// A complaint of copyright whose evidence is these files.
async fn with_evidence(files: &[Vec<u8>], claim: Claim, shows: &[Vec<u8>]) -> Story {
    let sealed = World::new();
    let mut complaint = sample::complaint(1, [0]);
    complaint.claim = claim.code().to_owned();
    for file in files {
        let digest = sealed.seal(file, "image/png").await.unwrap().digest.to_string();
        let (media, size, name) = ("image/png".to_owned(), file.len() as u64, String::new());
        complaint.evidence.push(Evidence { digest, media, size, name });
    }
    let story = Story::of(shows, complaint).await;
    for file in files {
        story.world.seal(file, "image/png").await.unwrap();
    }
    story
}

#[tokio::test]
async fn the_listings_own_picture_filed_as_evidence_proves_nothing() {
    let story = with_evidence(&[b"no picture".to_vec(), png(1)], Claim::Copyright, &[png(1)]).await;
    let compared = story.compared().await;
    assert_eq!(compared.result, PictureInput::Near, "a person looks");
    let nearest = compared.nearest.unwrap();
    assert_eq!((nearest.source, nearest.distance), (PictureSource::Evidence, 0));

    let story = with_evidence(&[png(1)], Claim::Counterfeit, &[png(1)]).await;
    assert_eq!(story.compared().await.result, PictureInput::NotCompared, "evidence is of the goods here");
}

#[tokio::test]
async fn what_cannot_be_compared_is_said_and_the_case_goes_on() {
    let mut bomb = png(1);
    // A PNG that says it has 65,535 by 65,535 pixels.
    bomb[16..24].copy_from_slice(&[0, 0, 255, 255, 0, 0, 255, 255]);
    let mut cut = png(1);
    cut.truncate(cut.len() / 2);
    let large = vec![0; port::MOST_PICTURE_BYTES + 1];
    for hostile in [b"<svg/>".to_vec(), Vec::new(), bomb, cut, large] {
        let story = Story::new(&[hostile, png(2)]).await;
        story.register(PictureRole::Mark, &png(1));
        let compared = story.compared().await;
        assert_eq!((compared.result, compared.compared), (PictureInput::NotCompared, 1));
        assert_eq!(compared.left_out, 1, "that all are different is said only when all were seen");
    }
    // One that is the same counts all the same.
    let story = Story::new(&[b"<svg/>".to_vec(), edited(1)]).await;
    story.register(PictureRole::Mark, &png(1));
    assert_eq!(story.compared().await.result, PictureInput::Same);

    let without_reference = Story::new(&[png(1)]).await;
    assert_eq!(without_reference.compared().await.result, PictureInput::NotCompared);
    let gone = Story::new(&[png(1)]).await;
    gone.world.look().listings.values_mut().for_each(|listing| listing.exists = false);
    assert_eq!(gone.compared().await.result, PictureInput::NotCompared);
}

/// How often the marketplace was asked for a picture.
fn fetched(story: &Story) -> usize {
    story.world.look().calls.iter().filter(|call| call.contains("picture")).count()
}

#[tokio::test]
async fn where_nothing_can_be_found_no_picture_is_fetched() {
    let nothing_known = Story::new(&[png(1)]).await;
    let only_allowed = Story::new(&[png(1)]).await;
    only_allowed.register(PictureRole::Allowed, &png(1));
    let nothing_shown = Story::new(&[]).await;
    nothing_shown.register(PictureRole::Mark, &png(1));
    for story in [nothing_known, only_allowed, nothing_shown] {
        let compared = story.compared().await;
        assert_eq!((compared.result, compared.compared), (PictureInput::NotCompared, 0));
        assert_eq!((compared.version.as_str(), compared.left_out, fetched(&story)), (VERSION, 0, 0));
    }
}

#[tokio::test]
async fn a_marketplace_that_gives_no_picture_is_asked_for_so_many_and_no_more() {
    let story = Story::new(&[png(2), png(3), png(4), png(5), png(6)]).await;
    story.register(PictureRole::Mark, &png(1));
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    story.world.look().look_mode = Box::new(move |_, id| {
        if id.len() > 1 {
            return LookMode::Answers;
        }
        counted.fetch_add(1, Ordering::Relaxed);
        LookMode::Fails
    });
    story.world.pass(SignedDuration::from_mins(30));
    let compared = story.compared().await;
    assert_eq!((compared.result, compared.left_out), (PictureInput::NotCompared, 5));
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn of_pictures_that_are_equally_like_the_first_is_named() {
    let story = Story::new(&[edited(1), edited(1)]).await;
    story.register(PictureRole::Mark, &png(1));
    assert_eq!(story.compared().await.nearest.unwrap().picture.as_str(), "0");
}

#[tokio::test]
async fn bytes_that_are_not_those_that_the_listing_names_are_left_out() {
    let story = Story::new(&[edited(1)]).await;
    story.register(PictureRole::Mark, &png(1));
    for listing in story.world.look().listings.values_mut() {
        listing.view.pictures[0].digest = Some(Digest::of(b"other"));
    }
    assert_eq!(story.compared().await.result, PictureInput::NotCompared);
}

#[tokio::test]
async fn a_picture_that_never_comes_is_waited_for_and_then_left_out() {
    for mode in [LookMode::Fails, LookMode::Babbles] {
        let story = Story::new(&[edited(1), png(2)]).await;
        story.register(PictureRole::Mark, &png(1));
        story.world.look().look_mode =
            Box::new(move |_, id| if id == "0" { mode } else { LookMode::Answers });
        story.run().await;
        assert_eq!(story.comparison(), None, "it may still come");
        let mut waited = 0;
        while story.comparison().is_none() {
            story.world.pass(SignedDuration::from_mins(1));
            waited += 1;
            assert!(waited < 60, "the case is stuck");
            story.run().await;
        }
        assert!(waited >= 29, "{waited} minutes");
        let compared = story.comparison().unwrap();
        assert_eq!((compared.result, compared.left_out), (PictureInput::NotCompared, 1));
        assert!(story.validation_is_nudged());
        assert!(story.world.look().dead.is_empty());
    }
}

#[tokio::test]
async fn a_picture_that_comes_late_counts() {
    let story = Story::new(&[edited(1)]).await;
    story.register(PictureRole::Mark, &png(1));
    story.world.look().look_mode =
        Box::new(|_, id| if id == "0" { LookMode::Fails } else { LookMode::Answers });
    story.run().await;
    story.world.look().look_mode = Box::new(|_, _| LookMode::Answers);
    story.world.pass(SignedDuration::from_mins(5));
    assert_eq!(story.compared().await.result, PictureInput::Same);
}

#[tokio::test]
async fn a_crash_or_a_lost_answer_at_any_call_changes_nothing_of_the_result() {
    let calls = {
        let story = Story::new(&[edited(1), png(2)]).await;
        story.register(PictureRole::Mark, &png(1));
        let before = story.world.look().calls.len();
        story.compared().await;
        before..story.world.look().calls.len()
    };
    assert!(calls.len() >= 6, "{calls:?}");
    for nth in calls {
        for kind in [
            FaultKind::CrashBefore,
            FaultKind::CrashAfter,
            FaultKind::Fails,
            FaultKind::LosesAnswer,
            FaultKind::HappensTwice,
        ] {
            let story = Story::new(&[edited(1), png(2)]).await;
            story.register(PictureRole::Mark, &png(1));
            story.world.plan([Fault { nth, kind }]);
            for _ in 0..4 {
                story.run().await;
                story.world.pass(SignedDuration::from_mins(10));
            }
            // A nudge that was lost is the sweep's business.
            if !story.validation_is_nudged() {
                app::sweep(&story.world, &story.world, &story.world).await.unwrap();
            }
            let (compared, of) = (story.comparison(), format!("{kind:?} at call {nth}"));
            assert_eq!(compared.expect(&of).result, PictureInput::Same, "{of}");
            assert!(story.validation_is_nudged(), "{of}");
            let log = story.world.look().cases[&story.case].log.clone();
            let times = log.iter().filter(|it| matches!(it.event, case::Event::PicturesCompared(_))).count();
            assert_eq!(times, 1, "{of}");
        }
    }
}

#[tokio::test]
async fn twice_is_once_and_late_is_never() {
    let story = Story::new(&[edited(1)]).await;
    story.register(PictureRole::Mark, &png(1));
    story.nudge();
    story.nudge();
    story.compared().await;
    story.nudge();
    story.run().await;
    story.run().await;
    let count = |story: &Story| story.world.look().cases[&story.case].log.len();
    assert_eq!(count(&story), 3, "filed, asked, compared");

    // Withdrawn before the comparison comes.
    let story = Story::new(&[edited(1)]).await;
    let stored = story.world.load(&[story.case]).await.unwrap().pop().flatten().unwrap();
    change(&story.world, stored, &Actor::Complainant, &[Command::Withdraw], story.world.now()).await.unwrap();
    story.run().await;
    assert_eq!((story.comparison(), story.validation_is_nudged()), (None, false));
}
