//! The clocks, each a row: what starts it, how long it runs and by which law, what pauses it, whom it waits for,
//! and what its end means.

use case::{Clock, ClockEnd, RightKind, Territory};

use crate::calendar::Purpose;

/// A length of time as laws and programmes state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Hours, weekends and nights included.
    Hours(u16),
    /// Days, to the end of the last one.
    Days(u16),
    /// Business days of the territory, to the end of the last one.
    BusinessDays(u16),
    /// Calendar months, to the end of the day.
    Months(u16),
}

/// Where a clock ends whose last day is no business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RollOver {
    /// On that day.
    Never,
    /// On the next business day of the territory.
    NextBusinessDay,
}

/// What stops a clock for a while. It goes on where it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Nothing.
    Never,
    /// That the complainant has to complete the complaint.
    WhileIncomplete,
}

/// Whose move a clock waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    /// Who filed.
    Complainant,
    /// The party that lost the decision.
    EitherParty,
    /// The operator: its rules, or its desk.
    Operator,
    /// A person of the desk.
    Desk,
    /// A court: the desk enters how it decided.
    Court,
}

impl WaitsFor {
    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complainant => "complainant",
            Self::EitherParty => "either party",
            Self::Operator => "operator",
            Self::Desk => "desk",
            Self::Court => "court",
        }
    }
}

/// How long a clock runs, where this rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthRule {
    /// Its code, e.g. `answer.us_512g`.
    pub code: &'static str,
    /// Only in this territory.
    pub territory: Option<&'static str>,
    /// Only for this kind of right.
    pub kind: Option<RightKind>,
    /// How long. Whatever is not a target of the operator lasts at least that long.
    pub length: Length,
    /// How many business days it may last at most, where the law sets that.
    pub at_most: Option<u16>,
    /// Where a last day that is no business day leads.
    pub roll_over: RollOver,
    /// By which law or whose terms.
    pub source: &'static str,
}

/// A clock: everything that is set of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockRule {
    /// Which clock.
    pub clock: Clock,
    /// What starts it.
    pub starts: &'static str,
    /// How long it runs: the first that applies. The last applies everywhere.
    pub lengths: &'static [LengthRule],
    /// What pauses it.
    pub pause: Pause,
    /// Whose move it waits for.
    pub waits_for: WaitsFor,
    /// What its end means.
    pub end: ClockEnd,
}

/// A length that applies everywhere, without roll-over.
pub(crate) const fn everywhere(code: &'static str, length: Length, source: &'static str) -> LengthRule {
    let (territory, kind, at_most) = (None, None, None);
    LengthRule { code, territory, kind, length, at_most, roll_over: RollOver::Never, source }
}

const fn within(territory: &'static str, kind: Option<RightKind>, rule: LengthRule) -> LengthRule {
    LengthRule { territory: Some(territory), kind, ..rule }
}

/// The same, which the law lets last so many business days at most.
const fn at_most(business_days: u16, rule: LengthRule) -> LengthRule {
    LengthRule { at_most: Some(business_days), ..rule }
}

/// The same, with an end that moves to the next business day.
const fn to_a_business_day(rule: LengthRule) -> LengthRule {
    LengthRule { roll_over: RollOver::NextBusinessDay, ..rule }
}

const OWN_TARGET: &str = "the operator's own target; no law sets one";
const TIMELY: &str = "the operator's own target; Regulation (EU) 2022/2065 Art. 20(4): in a timely manner";

/// The row of `clock`.
#[must_use]
pub const fn clock_rule(clock: Clock) -> ClockRule {
    match clock {
        Clock::Decision => DECISION,
        Clock::Completion => COMPLETION,
        Clock::Answer => ANSWER,
        Clock::Appeal => APPEAL,
        Clock::Desk => DESK,
        Clock::PersonAsked => PERSON_ASKED,
        Clock::AppealReview => APPEAL_REVIEW,
        Clock::CounterNoticeReview => COUNTER_NOTICE_REVIEW,
        Clock::CourtClaim => COURT_CLAIM,
        Clock::CourtReview => COURT_REVIEW,
        Clock::RefusedOrder => REFUSED_ORDER,
        Clock::UnsentLetter => UNSENT_LETTER,
    }
}

const DECISION: ClockRule = ClockRule {
    clock: Clock::Decision,
    starts: "the filing",
    lengths: &[everywhere(
        "decision.programme",
        Length::Hours(24),
        "the programme's promise: Alibaba's platform handled 96 % of complaints within 24 hours",
    )],
    pause: Pause::WhileIncomplete,
    waits_for: WaitsFor::Operator,
    end: ClockEnd::Breach,
};

const COMPLETION: ClockRule = ClockRule {
    clock: Clock::Completion,
    starts: "the finding that elements are missing",
    lengths: &[everywhere(
        "completion.terms",
        Length::Days(14),
        "the operator's terms; 17 U.S.C. 512(c)(3)(B)(ii) asks for prompt help and sets no days",
    )],
    pause: Pause::Never,
    waits_for: WaitsFor::Complainant,
    end: ClockEnd::Decline,
};

const ANSWER: ClockRule = ClockRule {
    clock: Clock::Answer,
    starts: "the letter with the counter-notice",
    lengths: &[
        within(
            "US",
            Some(RightKind::Copyright),
            at_most(
                14,
                everywhere(
                    "answer.us_512g",
                    Length::BusinessDays(10),
                    "17 U.S.C. 512(g)(2)(C): not less than 10, nor more than 14, business days",
                ),
            ),
        ),
        within(
            "CN",
            None,
            to_a_business_day(everywhere(
                "answer.cn_43",
                Length::Days(15),
                "E-Commerce Law of the People's Republic of China, Art. 43: within 15 days; Civil Code, Art. 203: the end \
                 moves to the day after a holiday",
            )),
        ),
        everywhere("answer.terms", Length::Days(14), "the operator's terms; no law sets the days"),
    ],
    pause: Pause::Never,
    waits_for: WaitsFor::Complainant,
    end: ClockEnd::Restore,
};

const APPEAL: ClockRule = ClockRule {
    clock: Clock::Appeal,
    starts: "the decision taking effect",
    lengths: &[to_a_business_day(everywhere(
        "appeal.dsa_20",
        Length::Months(6),
        "Regulation (EU) 2022/2065 Art. 20(1): at least six months; Regulation (EEC, Euratom) 1182/71 Art. 3(4): the end \
         moves to the next working day; applied everywhere",
    ))],
    pause: Pause::Never,
    waits_for: WaitsFor::EitherParty,
    end: ClockEnd::Close,
};

const DESK: ClockRule = ClockRule {
    clock: Clock::Desk,
    starts: "the question to the desk",
    lengths: &[everywhere("desk.target", Length::BusinessDays(1), OWN_TARGET)],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

const PERSON_ASKED: ClockRule = ClockRule {
    clock: Clock::PersonAsked,
    starts: "the seller's request for a person",
    lengths: &[everywhere("person_asked.target", Length::Hours(24), OWN_TARGET)],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

const APPEAL_REVIEW: ClockRule = ClockRule {
    clock: Clock::AppealReview,
    starts: "the appeal",
    lengths: &[everywhere("appeal_review.target", Length::Days(7), TIMELY)],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

const COUNTER_NOTICE_REVIEW: ClockRule = ClockRule {
    clock: Clock::CounterNoticeReview,
    starts: "the letter with the counter-notice",
    lengths: &[everywhere("counter_notice_review.target", Length::Days(7), OWN_TARGET)],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

const COURT_CLAIM: ClockRule = ClockRule {
    clock: Clock::CourtClaim,
    starts: "the statement that a court has the matter",
    lengths: &[everywhere("court_claim.target", Length::Days(2), OWN_TARGET)],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

const COURT_REVIEW: ClockRule = ClockRule {
    clock: Clock::CourtReview,
    starts: "a person's last look at the court action",
    lengths: &[everywhere("court_review.target", Length::Days(90), OWN_TARGET)],
    pause: Pause::Never,
    waits_for: WaitsFor::Court,
    end: ClockEnd::Breach,
};

const REFUSED_ORDER: ClockRule = ClockRule {
    clock: Clock::RefusedOrder,
    starts: "the marketplace's refusal",
    lengths: &[everywhere("refused_order.target", Length::Hours(24), OWN_TARGET)],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

const UNSENT_LETTER: ClockRule = ClockRule {
    clock: Clock::UnsentLetter,
    starts: "the letter that could not be sent",
    lengths: &[everywhere(
        "unsent_letter.target",
        Length::Days(1),
        "the operator's own target; laws say without undue delay",
    )],
    pause: Pause::Never,
    waits_for: WaitsFor::Desk,
    end: ClockEnd::Breach,
};

/// The rule for a length with this code, with its clock's row.
#[must_use]
pub fn length_rule(code: &str) -> Option<(ClockRule, LengthRule)> {
    Clock::ALL.iter().map(|clock| clock_rule(*clock)).find_map(|row| {
        let rule = row.lengths.iter().find(|rule| rule.code == code)?;
        Some((row, *rule))
    })
}

impl ClockRule {
    /// For what its days are counted: an end that does something must not come early.
    pub(crate) fn purpose(&self, rule: LengthRule) -> Purpose {
        match self.end {
            ClockEnd::Breach => Purpose::Target,
            ClockEnd::Decline | ClockEnd::Restore | ClockEnd::Close => Purpose::AtLeast(rule.at_most),
        }
    }

    /// The length that applies to a case under a right of `kind`, where it has one, in `territory`.
    #[must_use]
    pub fn length(&self, territory: Territory, kind: Option<RightKind>) -> Option<LengthRule> {
        let applies = |rule: &&LengthRule| {
            rule.territory.is_none_or(|only| only == territory.to_string())
                && rule.kind.is_none_or(|only| Some(only) == kind)
        };
        self.lengths.iter().find(applies).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[allow(clippy::expect_used, reason = "a test fails by panicking")]
    #[test]
    fn every_clock_has_a_length_everywhere_with_its_source() {
        let mut codes = BTreeSet::new();
        for clock in Clock::ALL {
            let row = clock_rule(*clock);
            assert_eq!(row.clock, *clock);
            let last = row.lengths.last().expect("a length");
            assert!(last.territory.is_none() && last.kind.is_none(), "{clock}: the last applies everywhere");
            for rule in row.lengths {
                assert!(rule.code.starts_with(&format!("{clock}.")), "{}", rule.code);
                assert!(codes.insert(rule.code) && !rule.source.is_empty(), "{}", rule.code);
            }
        }
    }
}
