//! Every decline code, walked through its cure from the letter that told of it, by each way in: nobody is sent where
//! nothing opens.

mod declined;
mod walk;

use case::{DeclineCode, PartyAct};

use declined::{Ended, declined};
use walk::{Walk, Way};

/// What a letter of this code tells its reader to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cure {
    /// Add a document.
    Document,
    /// File again, once what stood in the way is gone.
    Again,
    /// Appeal.
    Appeal,
}

const fn cure_of(code: DeclineCode) -> Cure {
    match code {
        DeclineCode::InsufficientEvidence
        | DeclineCode::Authorised
        | DeclineCode::RightUnknown
        | DeclineCode::RightNotInForce
        | DeclineCode::RightPending
        | DeclineCode::RightExpired
        | DeclineCode::WrongTerritory
        | DeclineCode::NotTheHolder
        | DeclineCode::DocumentsRejected
        | DeclineCode::WrongClass
        | DeclineCode::WrongKindOfRight
        | DeclineCode::GenuineGoods
        | DeclineCode::ValidityContested
        | DeclineCode::AlreadyDecided
        | DeclineCode::OwnershipDoubtful
        | DeclineCode::NotManifest => Cure::Document,
        DeclineCode::ListingMismatch
        | DeclineCode::ListingGone
        | DeclineCode::NotAListing
        | DeclineCode::StillIncomplete
        | DeclineCode::LawfulUse => Cure::Again,
        DeclineCode::NoInfringement
        | DeclineCode::Parody
        | DeclineCode::NotAnIpClaim
        | DeclineCode::ComplainantSuspended => Cure::Appeal,
    }
}

#[tokio::test]
async fn every_decline_is_cured_as_its_letter_says_by_form_mail_and_api() {
    let mut wrong = Vec::new();
    for code in DeclineCode::ALL {
        for way in Way::ALL {
            // What is incomplete is refused by form and API: only a mail is asked for the rest.
            if *code == DeclineCode::StillIncomplete && way != Way::Mail {
                continue;
            }
            let walked = Box::pin(walk(*code, way)).await;
            if let Err(why) = walked {
                wrong.push(format!("{code} by {way:?}: {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

async fn walk(code: DeclineCode, way: Way) -> Result<(), String> {
    let Ended { chain, case } = declined(code, way).await?;
    let walk = Walk::from_letter(&chain, case, way).await?;
    let says_reply = walk.letter.contains("reply to this letter");
    match cure_of(code) {
        Cure::Document => {
            if !says_reply {
                return Err("the letter does not say that a document may come as a reply".to_owned());
            }
            walk.add_document().await?;
        }
        Cure::Again => {
            if says_reply {
                return Err("the letter asks for a document that cures nothing".to_owned());
            }
            declined::clear(&chain, code);
            walk.file_again().await?;
        }
        Cure::Appeal => walk.act(PartyAct::Appeal, &[("text", "Please look at it once more.")]).await?,
    }
    walk.is_open_again().await
}

#[tokio::test]
async fn a_reply_that_came_twice_files_again_once_and_a_logo_is_no_document() {
    let Ended { chain, case } = declined(DeclineCode::RightExpired, Way::Mail).await.unwrap();
    let walk = Walk::from_letter(&chain, case, Way::Mail).await.unwrap();
    walk.reply_with_logo().await.unwrap();
    assert_eq!(walk.cases(), 1, "a logo is no document");
    walk.add_document().await.unwrap();
    walk.add_document().await.unwrap();
    assert_eq!(walk.cases(), 2, "the same mail is one correction");
    walk.is_open_again().await.unwrap();
}
