//! The letters about a measure that the desk found wrong.

use case::{Actor, Command, Correction, DeclineCode};
use testkit::sample::{self, HOLDER, SELLER};

use super::step::{commands, received, run, taken_down};

const NOTE: &str = "The picture shows a case for the phone, and no phone.";

#[tokio::test]
async fn both_sides_are_told_once_the_listing_is_back_who_was_wrong_and_why() {
    for (why, blames) in
        [(Correction::Mistake, false), (Correction::Unfounded(DeclineCode::GenuineGoods), true)]
    {
        let (world, cases) = taken_down(1).await;
        run(&world).await;
        let before = received(&world).len();
        let ada = Actor::Reviewer("ada".parse().unwrap());
        commands(&world, cases[0], ada, &[Command::Correct { why, note: NOTE.parse().unwrap() }]).await;
        run(&world).await;
        assert_eq!(received(&world).len(), before, "nobody is told before the listing is back");
        sample::do_order(&world, cases[0]);
        run(&world).await;
        let told = &received(&world)[before..];
        let to = |address: &str| &told.iter().find(|mail| mail.to == address).unwrap().text;
        assert_eq!(told.len(), 2);
        for text in [to(HOLDER), to(SELLER)] {
            assert!(text.contains(NOTE), "{text}");
        }
        assert_eq!(to(HOLDER).contains("does not count against you"), !blames, "{}", to(HOLDER));
        assert_eq!(to(HOLDER).contains("genuine goods"), blames, "{}", to(HOLDER));
        assert!(to(HOLDER).contains("You can appeal"), "{}", to(HOLDER));
    }
}
