//! Codes of what is decided and asked, and why.

use crate::filing::codes;

codes! {
    /// Why a complaint is declined. Field and cure of each code stand in the policy.
    DeclineCode, "decline code" {
        /// The evidence does not show an infringement.
        InsufficientEvidence = "insufficient_evidence",
        /// The listing does not match the right.
        ListingMismatch = "listing_mismatch",
        /// The listing does not exist, or no longer.
        ListingGone = "listing_gone",
        /// The address is no listing of a marketplace served here.
        NotAListing = "not_a_listing",
        /// The seller is authorised.
        Authorised = "authorised",
        /// The right is not in the register.
        RightUnknown = "right_unknown",
        /// The right has been surrendered, cancelled or assigned, or is not in force for another reason.
        RightNotInForce = "right_not_in_force",
        /// The right has been applied for and is not registered yet.
        RightPending = "right_pending",
        /// The right has expired and can no longer be renewed.
        RightExpired = "right_expired",
        /// The right does not cover the marketplace's territory.
        WrongTerritory = "wrong_territory",
        /// The right belongs to someone else and no mandate is on file.
        NotTheHolder = "not_the_holder",
        /// The documents of the right were rejected.
        DocumentsRejected = "documents_rejected",
        /// The listing's goods are outside the classes that the right covers.
        WrongClass = "wrong_class",
        /// The claim rests on another kind of right than the one named.
        WrongKindOfRight = "wrong_kind_of_right",
        /// Statutory elements stayed missing until the time to complete ended.
        StillIncomplete = "still_incomplete",
        /// It is clearly no infringement.
        NoInfringement = "no_infringement",
        /// The mark only says what the goods are for, as the law allows.
        LawfulUse = "lawful_use",
        /// The goods are genuine: the owner put them on the market here, or consented to it.
        GenuineGoods = "genuine_goods",
        /// It is a parody, a review or another use that the law allows for expression.
        Parody = "parody",
        /// The right's validity is contested before an office or a court.
        ValidityContested = "validity_contested",
        /// An office or a court has decided the same matter, or it was decided here.
        AlreadyDecided = "already_decided",
        /// It is doubtful that the right, or the work, is the complainant's.
        OwnershipDoubtful = "ownership_doubtful",
        /// Whether it is an infringement cannot be told without a court.
        NotManifest = "not_manifest",
        /// It is about distribution or prices, not about intellectual property.
        NotAnIpClaim = "not_an_ip_claim",
        /// The processing of this complainant's complaints is suspended (DSA Art. 23(2)).
        ComplainantSuspended = "complainant_suspended",
    }
}

codes! {
    /// What the desk is asked.
    Question, "question" {
        /// It is not proved that the complainant is who it says.
        WhoComplains = "who_complains",
        /// Someone who is neither the right's holder nor its agent reports it (DSA Art. 16(1): any individual or entity).
        NonHolder = "non_holder",
        /// The right is not registered, so no machine may rely on it.
        UnregisteredRight = "unregistered_right",
        /// The documents of the right have not been verified yet.
        UnverifiedRight = "unverified_right",
        /// The claim needs an expert, e.g. a patent.
        NeedsExpert = "needs_expert",
        /// The listing is in dispute under another right.
        Conflict = "conflict",
        /// The listing names the mark not clearly enough, or not at all.
        MarkUnclear = "mark_unclear",
        /// The listing seems to name the mark only to say what the goods are for.
        NominativeUse = "nominative_use",
        /// The title makes the goods out to be like those of the mark.
        Likeness = "likeness",
        /// The owner has authorised the seller, and the listing says that the goods are not the owner's.
        AuthorisedSeller = "authorised_seller",
        /// The title offers the goods as used, refurbished or imported: the right may be exhausted.
        Resale = "resale",
        /// The title seems to name the mark for what may be lawful, e.g. a spare part, a book about it, a parody.
        LawfulUse = "lawful_use",
        /// The right is a picture, and the listing does not name it in words.
        FigurativeMark = "figurative_mark",
        /// The listing's goods may be outside the right's classes.
        GoodsDiffer = "goods_differ",
        /// The marketplace does not tell of which class the goods are, or the right has none.
        GoodsUnknown = "goods_unknown",
        /// Nothing of the listing could be compared with what the right protects.
        NothingCompared = "nothing_compared",
        /// A person has declined a complaint about this listing before.
        DecidedBefore = "decided_before",
        /// A document was added that may cure what the complaint was declined for.
        DocumentAdded = "document_added",
        /// The right's last day has passed, and it can still be renewed.
        RightInGrace = "right_in_grace",
        /// The right reaches a part of the marketplace's territory alone.
        PartOfTerritory = "part_of_territory",
        /// The listing was edited each time before a measure could be ordered.
        ListingUnsettled = "listing_unsettled",
        /// The operator has stopped automatic acts.
        AutomaticStopped = "automatic_stopped",
        /// A little-known complainant complains of many listings.
        NewComplainant = "new_complainant",
        /// The claim needs proof, and none was attached.
        ProofMissing = "proof_missing",
        /// Only members' complaints of this claim are decided without a person.
        MembersOnly = "members_only",
        /// The policy wants a person to look.
        Policy = "policy",
    }
}

codes! {
    /// Why what rules accepted is judged again before anything was ordered.
    WhyReconsider, "reason to reconsider" {
        /// The listing is not the one that was judged any more.
        Edited = "edited",
        /// The operator has stopped automatic acts.
        Stopped = "stopped",
        /// The right is no longer as the register had it, or its owner allows the seller by now.
        Register = "register",
    }
}

codes! {
    /// Why a listing returns.
    WhyRestore, "reason to restore" {
        /// The complainant withdrew.
        Withdrawn = "withdrawn",
        /// The complainant accepted the counter-notice.
        Conceded = "conceded",
        /// The complainant was silent until the law's clock ended.
        Silence = "silence",
        /// A reviewer found the counter-notice right.
        CounterNotice = "counter_notice",
        /// A court decided for the seller.
        Court = "court",
        /// An appeal reversed the measure.
        Appeal = "appeal",
        /// A reviewer found, before anyone objected, that the measure was wrong.
        Corrected = "corrected",
    }
}

codes! {
    /// How a case ended.
    Outcome, "outcome" {
        /// The measure stays.
        TakenDown = "taken_down",
        /// The complaint stays declined.
        Declined = "declined",
        /// The listing stays restored.
        Restored = "restored",
        /// The marketplace refused the measure and the desk gave up.
        NotEnforced = "not_enforced",
        /// The marketplace refused to let the listing return and the desk gave up: it stays down.
        NotRestored = "not_restored",
    }
}

codes! {
    /// A side of the case.
    Side, "side" {
        /// Who filed.
        Complainant = "complainant",
        /// Who offers.
        Seller = "seller",
    }
}

codes! {
    /// What is done to a listing.
    Measure, "measure" {
        /// Taken off the marketplace.
        Removal = "removal",
        /// Hidden until the matter is decided.
        Pause = "pause",
    }
}
