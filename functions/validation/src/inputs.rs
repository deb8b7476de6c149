//! What the rules look at, gathered from what the ports said.

use case::{
    AuthoritySeen, ClassesSeen, ConductSeen, ConflictSeen, Filing, Finding, FormSeen, HistorySeen,
    ListingSeen, MarkSeen, Proof, RightKind, RightSeen, Saw, SellerKey, SellerSeen, SizeSeen, StandingSeen,
    TerritorySeen,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use matching::{Context, Level, Marks, Match};
use policy::misuse::MISUSE;
use policy::programme::RuleSet;
use port::{ListingAnswer, ListingView, PartyRecord};
use programme::Scope;
use register::Right;
use register::right::{MarkForm, RightStatus, Standing};

/// What is known when a case is decided.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The marketplace's answer; absent only while the complaint is incomplete.
    pub listing: Option<&'a ListingAnswer>,
    /// The right relied on, if the register knows it.
    pub right: Option<&'a Right>,
    /// The marks of all rights, where they are compiled.
    pub marks: Option<&'a Marks>,
    /// What is kept of the complainant.
    pub party: Option<&'a PartyRecord>,
    /// The rules of the good-faith programme.
    pub programme: &'a RuleSet,
    /// Whether the listing is in dispute elsewhere.
    pub conflict: ConflictSeen,
    /// Now.
    pub now: Timestamp,
}

/// What the rules see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Value by value.
    pub saw: Saw,
    /// By which operation the mark was found, where it was.
    pub found_by: Option<Finding>,
    /// Who offers the listing, where the marketplace said so.
    pub seller: Option<SellerKey>,
}

/// Looks at the evidence.
#[must_use]
pub fn see(filing: &Filing, evidence: &Evidence<'_>) -> Sight {
    let Evidence { right, party, conflict, now, .. } = *evidence;
    let today = now.to_zoned(TimeZone::UTC).date();
    let (listing, view) = match evidence.listing {
        Some(ListingAnswer::Found(view)) if view.visible => (ListingSeen::Visible, Some(view)),
        Some(ListingAnswer::Found(view)) => (ListingSeen::Hidden, Some(view)),
        Some(ListingAnswer::Gone) => (ListingSeen::Gone, None),
        None => (ListingSeen::NotAsked, None),
    };
    let seller = view.map(|view| SellerKey::of_seller(&filing.listing.marketplace, &view.seller_id));
    let authorised = right.zip(seller).is_some_and(|(right, seller)| right.is_authorised(seller, today));
    let (mark, found_by) = mark_seen(view, right, evidence.marks);
    let authority = authority_of(filing, right, today);
    // Nobody's merits count for an address that was only typed.
    let merits = party.filter(|_| filing.proof.is_of_complainant(authority == AuthoritySeen::OnFile));
    let saw = Saw {
        listing,
        right: right.map_or(RightSeen::Unknown, |right| right_of(right, today)),
        form: right.map_or(FormSeen::NoMark, form_of),
        territory: match right {
            Some(right) if right.covers(filing.territory) => TerritorySeen::Covered,
            Some(_) | None => TerritorySeen::Outside,
        },
        authority,
        mark,
        classes: classes_of(view, right),
        seller: if authorised { SellerSeen::Authorised } else { SellerSeen::NotListed },
        standing: merits
            .map_or(StandingSeen::None, |party| party.memberships.seen(filing.claim, evidence.programme)),
        conduct: party.map_or(ConductSeen::Clear, |party| party.conduct.seen(&MISUSE, now)),
        history: history_of(merits),
        size: if filing.listings > policy::MANY_LISTINGS { SizeSeen::Many } else { SizeSeen::Few },
        conflict,
    };
    Sight { saw, found_by, seller }
}

fn right_of(right: &Right, today: jiff::civil::Date) -> RightSeen {
    match (right.standing(today), right.status) {
        (Standing::Expired | Standing::Surrendered | Standing::Assigned, _) | (_, RightStatus::Ended) => {
            RightSeen::Ended
        }
        (Standing::Rejected, _) => RightSeen::Rejected,
        (Standing::Submitted | Standing::Verified, RightStatus::Unregistered) => RightSeen::Unregistered,
        (Standing::Submitted | Standing::Verified, RightStatus::Pending) => RightSeen::Pending,
        // What is in doubt may well be in force: a person looks.
        (Standing::Submitted | Standing::Verified, RightStatus::Doubtful)
        | (Standing::Submitted, RightStatus::Registered) => RightSeen::Unverified,
        (Standing::Verified, RightStatus::Registered) => RightSeen::InForce,
    }
}

fn form_of(right: &Right) -> FormSeen {
    match (right.right.kind(), right.form) {
        (RightKind::Trademark, None | Some(MarkForm::Word | MarkForm::Series)) => FormSeen::Words,
        (RightKind::Trademark, Some(_)) => FormSeen::Figurative,
        (
            RightKind::Copyright | RightKind::Design | RightKind::Patent | RightKind::GeographicalIndication,
            _,
        ) => FormSeen::NoMark,
    }
}

fn authority_of(filing: &Filing, right: Option<&Right>, today: jiff::civil::Date) -> AuthoritySeen {
    let on_file = right.is_some_and(|right| {
        right.may_act(filing.complainant, &filing.listing.marketplace, filing.claim, today)
    });
    match (filing.proof, on_file) {
        (_, true) => AuthoritySeen::OnFile,
        // The filing code is the brand account's own secret: whoever knows it is one of its people.
        (Proof::FilingCode, false) => AuthoritySeen::FilingCode,
        (Proof::None | Proof::Mail | Proof::Link | Proof::ApiKey, false) => AuthoritySeen::None,
    }
}

/// How clearly the listing names the mark, in its title or else in what it says besides. What stands in the
/// text alone never acts by itself: there goods are also compared.
fn mark_seen(
    view: Option<&ListingView>,
    right: Option<&Right>,
    marks: Option<&Marks>,
) -> (MarkSeen, Option<Finding>) {
    let (Some(view), Some(right)) = (view, right) else { return (MarkSeen::NoWords, None) };
    let Some(own) = app::mark_of(right) else { return (MarkSeen::NoWords, None) };
    let context = Context { classes: &view.classes };
    let best = |marks: &Marks, text: &str| -> Option<Match> {
        // What is compiled may be an hour older than the right.
        let is_own = |found: &Match| {
            marks.id(found.mark) == Some(own.id.as_str()) && right.words().any(|word| word == found.name)
        };
        let found = marks.find_in(text, &context).into_iter().filter(is_own);
        found.max_by_key(|found| (rank(found.level), found.strength))
    };
    let look = |marks: &Marks| {
        let in_title = best(marks, &view.title).map(|it| (it, true));
        in_title.or_else(|| Some((best(marks, &view.text)?, false)))
    };
    let found = marks.and_then(look).or_else(|| look(&Marks::compile(vec![own.clone()])));
    let Some((found, in_title)) = found else { return (MarkSeen::Absent, None) };
    let seen = match found.level {
        Level::Act if in_title => MarkSeen::Act,
        Level::Act | Level::Desk => MarkSeen::Desk,
        Level::Note => MarkSeen::Note,
    };
    (seen, found.operation.code().parse().ok())
}

const fn rank(level: Level) -> u8 {
    match level {
        Level::Note => 0,
        Level::Desk => 1,
        Level::Act => 2,
    }
}

fn classes_of(view: Option<&ListingView>, right: Option<&Right>) -> ClassesSeen {
    match (view, right) {
        (Some(view), Some(right)) if !view.classes.is_empty() && !right.classes.is_empty() => {
            let fits = view.classes.iter().any(|class| right.classes.contains(class));
            if fits { ClassesSeen::Fit } else { ClassesSeen::Differ }
        }
        _ => ClassesSeen::Unknown,
    }
}

/// Somebody is known once enough of its complaints have led to takedowns that stand, within the programme's
/// window. Declined ones make nobody known.
fn history_of(party: Option<&PartyRecord>) -> HistorySeen {
    let tally = party.and_then(|party| party.standing.as_ref()?.tallies.get(&Scope::Overall));
    match tally {
        Some(tally) if tally.taken_down >= policy::MOST_OF_NEW => HistorySeen::Known,
        Some(_) | None => HistorySeen::New,
    }
}
