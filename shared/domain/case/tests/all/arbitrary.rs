//! Any filing and any event, whether or not it fits anything.

use case::{
    Action, Answer, AuthorityInput, AutomaticInput, Channel, Claim, ClassesInput, Comparison, ComplaintId,
    ConflictInput, CopiedText, Correction, CureInput, Decider, DecisionInputs, DeclineCode, Digest,
    EarlierInput, Element, Event, Filing, FormInput, HistoryInput, Language, Letter, ListingInput,
    ListingRef, MarkInput, Measure, MisuseInput, NearestPicture, Note, OrderStep, Outcome, OwedLetter, Owner,
    PartyId, PictureExcuse, PictureInput, PictureSource, Place, Posted, Proof, Question, Record, Recorded,
    Reference, ReviewerId, RightInput, RightKind, RightRef, SellerInput, Side, SizeInput, StandingInput,
    Territory, TerritoryInput, TextInput, UseInput, WhyReconsider, WhyRestore, Withheld,
};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;

/// A stored event with a time of this or the next centuries, to the millisecond.
pub(crate) fn recorded() -> impl Strategy<Value = Recorded> {
    (-62_000_000_000_000_i64..4_102_444_800_000, event())
        .prop_map(|(at, event)| Recorded { at: Timestamp::from_millisecond(at).unwrap(), event })
}

/// Any event.
pub(crate) fn event() -> impl Strategy<Value = Event> {
    prop_oneof![filed(), validation(), orders(), dispute(), appeals(), letters()]
}

/// Any filing.
pub(crate) fn filing() -> impl Strategy<Value = Filing> {
    let listing = ("[a-z0-9-]{1,32}", "[A-Za-z0-9_.-]{1,128}").prop_map(|(marketplace, id)| ListingRef {
        marketplace: marketplace.parse().unwrap(),
        id: id.parse().unwrap(),
    });
    let territory = "[A-Z]{2}".prop_map(|code| code.parse::<Territory>().unwrap());
    let of_the_complaint = (complaint(), 1..=1000_u16, select(Channel::ALL), select(Language::ALL));
    let claimed = (proptest::option::of(right()), select(Claim::ALL), missing(), any::<u16>(), any::<bool>());
    let priority_at = proptest::option::of(
        (0..4_102_444_800_000_i64).prop_map(|at| Timestamp::from_millisecond(at).unwrap()),
    );
    let by = (".{0,40}", select(Proof::ALL), digest(), priority_at);
    (of_the_complaint, listing, territory, claimed, by).prop_map(
        |(
            (complaint, listings, channel, language),
            listing,
            territory,
            (right, claim, missing, refiling, evidence),
            (address, proof, document, priority_at),
        )| Filing {
            complaint,
            reference: Reference::draw(complaint, listings, jiff::civil::date(2026, 11, 21), 0),
            listings,
            listing,
            territory,
            right,
            claim,
            complainant: party(&address),
            owner: Owner::Party(party(&address)),
            proof,
            channel,
            language,
            document,
            missing,
            priority_at,
            refiling,
            evidence,
        },
    )
}

/// A party that `name` alone decides.
fn party(name: &str) -> PartyId {
    PartyId::new(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes()))
}

fn filed() -> impl Strategy<Value = Event> {
    prop_oneof![
        filing().prop_map(Event::Filed),
        (complaint(), proptest::option::of(digest()))
            .prop_map(|(complaint, document)| Event::Merged { complaint, document }),
    ]
}

fn validation() -> impl Strategy<Value = Event> {
    prop_oneof![
        missing().prop_map(|missing| Event::FoundIncomplete { missing }),
        (digest(), missing(), proptest::option::of(right()), select(Proof::ALL)).prop_map(
            |(document, missing, right, proof)| Event::Completed { document, missing, right, proof }
        ),
        record().prop_map(Event::Judged),
        version().prop_map(|version| Event::PicturesAsked { version }),
        comparison().prop_map(Event::PicturesCompared),
        select(Question::ALL).prop_map(|question| Event::SentToDesk { question }),
        (decider(), select(Measure::ALL), territories(), any::<bool>(), proptest::option::of(note()))
            .prop_map(|(by, measure, only_in, although, note)| Event::Accepted {
                by,
                measure,
                only_in,
                although,
                note
            }),
        select(WhyReconsider::ALL).prop_map(|why| Event::Reconsidered { why }),
        (decider(), select(DeclineCode::ALL), proptest::option::of(note()))
            .prop_map(|(by, code, note)| Event::Declined { by, code, note }),
        Just(Event::Withdrawn),
    ]
}

fn version() -> impl Strategy<Value = String> {
    ".{1,20}"
}

fn comparison() -> impl Strategy<Value = Comparison> {
    let pair = (
        "[a-z0-9]{1,20}",
        digest(),
        select(PictureSource::ALL),
        0..257_u16,
        0..101_u8,
        proptest::option::of(select(PictureExcuse::ALL)),
    );
    let pair = pair.prop_map(|(picture, with, source, distance, quality, excuse)| NearestPicture {
        picture: picture.parse().unwrap(),
        with,
        source,
        distance,
        quality,
        excuse,
    });
    (version(), select(PictureInput::ALL), 0..21_u8, 0..21_u8, proptest::option::of(pair)).prop_map(
        |(version, result, compared, left_out, nearest)| Comparison {
            version,
            result,
            compared,
            left_out,
            nearest,
        },
    )
}

fn decision_inputs() -> impl Strategy<Value = DecisionInputs> {
    let listing = (select(ListingInput::ALL), select(ClassesInput::ALL), select(SellerInput::ALL));
    let right = (select(RightInput::ALL), select(FormInput::ALL), select(TerritoryInput::ALL));
    let who = (select(AuthorityInput::ALL), select(StandingInput::ALL), select(MisuseInput::ALL));
    let rest = (
        select(MarkInput::ALL),
        select(HistoryInput::ALL),
        select(SizeInput::ALL),
        select(ConflictInput::ALL),
    );
    let before = (select(PictureInput::ALL), select(EarlierInput::ALL), select(CureInput::ALL));
    let last = (select(AutomaticInput::ALL), select(UseInput::ALL), select(TextInput::ALL));
    (listing, right, who, rest, before, last).prop_map(
        |(
            (listing, classes, seller),
            (right, form, territory),
            (authority, standing, misuse),
            (mark, history, size, conflict),
            (picture, earlier, cure),
            (automatic, used, text),
        )| {
            DecisionInputs::default()
                .with(listing)
                .with(right)
                .with(form)
                .with(territory)
                .with(authority)
                .with(mark)
                .with(classes)
                .with(seller)
                .with(standing)
                .with(misuse)
                .with(history)
                .with(size)
                .with(conflict)
                .with(picture)
                .with(earlier)
                .with(cure)
                .with(automatic)
                .with(used)
                .with(text)
        },
    )
}

/// Any record of an automatic decision.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    let inputs = decision_inputs();
    let found_by = proptest::option::of("[a-z_]{1,24}".prop_map(|code| code.parse().unwrap()));
    let guards = proptest::collection::vec("[a-z_]{1,24}".prop_map(|code| code.parse().unwrap()), 0..3);
    let seller = proptest::option::of(".{0,20}".prop_map(|id| party(&id)));
    let rule = proptest::option::of("[a-z_]{1,40}".prop_map(|code| code.parse().unwrap()));
    let place = proptest::option::of(select(vec![Place::Title, Place::Attributes, Place::Text]));
    let copied = proptest::option::of(
        (digest(), any::<u16>(), 0..=100_u8, place).prop_map(|(text, words, share, place)| CopiedText {
            text,
            words,
            share,
            place,
        }),
    );
    let of_listing = (territories(), proptest::option::of(version()), proptest::option::of(digest()));
    (any::<u16>(), rule, inputs, (found_by, guards, copied), seller, of_listing).prop_map(
        |(rules, rule, inputs, (found_by, guards, copied), seller, (only_in, version, snapshot))| Record {
            rules,
            rule,
            inputs,
            found_by,
            guards,
            copied,
            seller,
            only_in,
            version,
            snapshot,
        },
    )
}

fn territories() -> impl Strategy<Value = Vec<Territory>> {
    let territory = "[A-Z]{2}".prop_map(|code| code.parse().unwrap());
    proptest::collection::vec(territory, 0..3)
}

fn reference() -> impl Strategy<Value = Reference> {
    let day = jiff::civil::date(2026, 11, 21);
    complaint().prop_map(move |complaint| Reference::draw(complaint, 0, day, 0))
}

fn orders() -> impl Strategy<Value = Event> {
    let action = prop_oneof![
        select(Measure::ALL).prop_map(Action::Apply),
        select(WhyRestore::ALL).prop_map(Action::Restore)
    ];
    let step = prop_oneof![
        Just(OrderStep::Requested),
        Just(OrderStep::Unclear),
        text().prop_map(|reference| OrderStep::Done { reference }),
        text().prop_map(|reason| OrderStep::Refused { reason }),
        Just(OrderStep::SentAgain),
        Just(OrderStep::TakenBack),
        proptest::collection::vec(reference(), 1..=case::MOST_UNDER)
            .prop_map(|under| OrderStep::LeftDown { under }),
        decider().prop_map(|by| OrderStep::Retried { by }),
    ];
    (action, step).prop_map(|(action, step)| Event::Order { action, step })
}

fn dispute() -> impl Strategy<Value = Event> {
    prop_oneof![
        digest().prop_map(|document| Event::CounterNoticed { document }),
        digest().prop_map(|document| Event::PersonAsked { document }),
        (decider(), note()).prop_map(|(by, note)| Event::Kept { by, note }),
        (select(Answer::ALL), digest(), any::<bool>())
            .prop_map(|(answer, document, handed_on)| Event::Answered { answer, document, handed_on }),
        (digest(), any::<bool>()).prop_map(|(document, handed_on)| Event::CourtNamed { document, handed_on }),
        (decider(), any::<bool>(), proptest::option::of(note()))
            .prop_map(|(by, proved, note)| Event::CourtClaimReviewed { by, proved, note }),
        (decider(), proptest::option::of(note())).prop_map(|(by, note)| Event::Upheld { by, note }),
        (select(WhyRestore::ALL), decider(), proptest::option::of(note()))
            .prop_map(|(why, by, note)| Event::RestoreDecided { why, by, note }),
        (decider(), corrections(), note()).prop_map(|(by, why, note)| Event::Corrected { by, why, note }),
        (side(), digest()).prop_map(|(by, document)| Event::Corresponded { by, document }),
    ]
}

fn note() -> impl Strategy<Value = Note> {
    "[a-z0-9一-龥][ -~é一-龥]{0,40}".prop_map(|note| note.parse().unwrap())
}

fn corrections() -> impl Strategy<Value = Correction> {
    select(Correction::all().collect::<Vec<_>>())
}

fn appeals() -> impl Strategy<Value = Event> {
    prop_oneof![
        (side(), digest()).prop_map(|(by, document)| Event::Appealed { by, document }),
        (
            decider(),
            any::<bool>(),
            proptest::option::of(select(Measure::ALL)),
            territories(),
            proptest::option::of(note())
        )
            .prop_map(|(by, reversed, measure, only_in, note)| Event::AppealDecided {
                by,
                reversed,
                measure,
                only_in,
                note,
            }),
        (decider(), any::<bool>()).prop_map(|(by, agreed)| Event::BlindReview { by, agreed }),
        select(Outcome::ALL).prop_map(|outcome| Event::Closed { outcome }),
    ]
}

fn letters() -> impl Strategy<Value = Event> {
    let letter = (0..40_u32, select(Letter::ALL)).prop_map(|(of, letter)| OwedLetter { of, letter });
    let posted = (proptest::option::of("[ -~]{1,60}"), any::<bool>())
        .prop_map(|(receipt, again)| Posted { receipt, again });
    prop_oneof![
        (letter.clone(), posted).prop_map(|(owed, posted)| Event::LetterSent(owed, posted)),
        (letter.clone(), select(Withheld::ALL)).prop_map(|(owed, why)| Event::LetterWithheld(owed, why)),
        (decider(), letter, any::<bool>()).prop_map(|(by, owed, send)| Event::LetterReviewed {
            by,
            owed,
            send
        }),
    ]
}

fn right() -> impl Strategy<Value = RightRef> {
    (select(RightKind::ALL), "[A-Z]{2}", "[A-Z0-9]{1,40}")
        .prop_map(|(kind, office, number)| RightRef::new(kind, &office, &number).unwrap())
}

fn complaint() -> impl Strategy<Value = ComplaintId> {
    any::<u128>().prop_map(|bits| ComplaintId::new(uuid::Uuid::from_u128(bits)))
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest::new)
}

fn decider() -> impl Strategy<Value = Decider> {
    prop_oneof![
        Just(Decider::Machine),
        "[a-z0-9._@-]{1,64}".prop_map(|id| Decider::Reviewer(id.parse::<ReviewerId>().unwrap())),
    ]
}

fn side() -> impl Strategy<Value = Side> {
    select(Side::ALL)
}

fn missing() -> impl Strategy<Value = Vec<Element>> {
    proptest::collection::vec(select(Element::ALL), 0..10)
}

/// Texts of the marketplace: anything, quotes, control characters and all scripts included.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 0..200).prop_map(String::from_iter)
}
