//! Of the application.

use super::super::Mutant;
use super::lost;

pub(super) const ALL: &[Mutant] = &[
    lost(
        "time runs backwards in a case",
        "shared/app/src/change.rs",
        "«at.max(stored.case.last_at)»",
        "at",
        ("shared/app", &["changes::time_never_runs_backwards_within_a_case"]),
    ),
    lost(
        "who finds it done already lets its letters lie",
        "shared/app/src/change.rs",
        "let has_letters = «self.events == 0»",
        "false",
        ("shared/app", &["changes::a_change_that_is_so_already_nudges_for_all_that_is_owed"]),
    ),
    lost(
        "letters that a person has sent again stay",
        "shared/app/src/change.rs",
        "|| «self.stored.log.iter().skip(first).any(sends)»",
        "false",
        ("functions/notify", &["once::what_is_never_answered_is_listed_for_a_person_who_can_have_it_sent"]),
    ),
    lost(
        "what others did meanwhile is not looked at",
        "shared/app/src/change.rs",
        "stored = «store.load(&[id]).await?.pop().flatten().ok_or(ChangeError::Gone)?»",
        "stored",
        (
            "functions/validation",
            &["meanwhile::a_complaint_completed_meanwhile_is_not_judged_by_what_was_seen_before"],
        ),
    ),
    lost(
        "a complaint that is sent again is told as a repeat",
        "shared/app/src/filing/file.rs",
        "if «existing.case.filing.complaint == complaint»",
        "false",
        ("shared/app", &["changes::a_complaint_sent_again_is_no_repeat_of_itself"]),
    ),
    lost(
        "the sweep forgets tables",
        "shared/app/src/sweep.rs",
        "«store.unfinished_batches(grace).await?»",
        "Vec::new()",
        ("shared/app", &["sweep::a_table_whose_working_off_stopped_is_nudged_again"]),
    ),
    lost(
        "the sweep forgets complaints of many listings",
        "shared/app/src/sweep.rs",
        "«store.unfinished(grace).await?»",
        "Vec::new()",
        ("shared/app", &["sweep::a_fan_out_that_stopped_is_nudged_again"]),
    ),
    lost(
        "a running clock keeps a case from being nudged",
        "shared/app/src/sweep.rs",
        "filter(|deadline| «deadline.due <= now»)",
        "deadline.due <= now || true",
        ("shared/app", &["sweep::a_lost_nudge_is_sent_again_and_then_less_and_less_often"]),
    ),
    lost(
        "a case that is stuck is nudged every minute for ever",
        "shared/app/src/sweep.rs",
        "let count = «stored.swept.saturating_add(1)»",
        "0",
        ("shared/app", &["sweep::a_lost_nudge_is_sent_again_and_then_less_and_less_often"]),
    ),
    lost(
        "the end of a clock is told to nobody",
        "shared/app/src/sweep.rs",
        "outgoing.extend(«changed.nudges()»)",
        "Vec::new()",
        ("shared/app", &["sweep::a_complaint_that_stays_incomplete_is_declined_when_its_time_ends"]),
    ),
    lost(
        "a complaint to be judged goes to another step",
        "shared/app/src/nudge.rs",
        "Duty::Validate => OutgoingNudge::case(«Queue::Validation», case.id)",
        "Queue::Notify",
        ("shared/app", &["sweep::a_lost_nudge_is_sent_again_and_then_less_and_less_often"]),
    ),
    lost(
        "two machines whose clocks differ send a letter twice",
        "shared/app/src/letters.rs",
        "if now < «after(last.until, SKEW)»",
        "last.until",
        (
            "shared/app",
            &["letters::what_one_sends_nobody_else_does_until_both_clocks_say_that_its_time_is_over"],
        ),
    ),
    lost(
        "a letter is begun that cannot be sent in time",
        "shared/app/src/letters.rs",
        "is_ok_and(|end| «end <= self.claim.until»)",
        "end <= self.claim.until || true",
        ("shared/app", &["letters::who_could_not_end_in_time_starts_nothing"]),
    ),
    lost(
        "a letter is claimed by two",
        "shared/app/src/letters.rs",
        "if «last.through >= wanted.through»",
        "false",
        ("shared/app", &["letters::what_is_claimed_is_not_claimed_as_something_newer"]),
    ),
    lost(
        "giving a claim back forgets that a letter may be out",
        "shared/app/src/letters.rs",
        "let stage = if «self.sent_perhaps.is_some()»",
        "false",
        ("shared/app", &["letters::doubt_outlives_whoever_gives_a_claim_back"]),
    ),
    lost(
        "a busy mail service uses up the attempts",
        "shared/app/src/letters.rs",
        "let attempt = «self.claim.attempt.saturating_sub(1)»",
        "self.claim.attempt",
        ("shared/app", &["letters::what_was_certainly_not_sent_costs_no_attempt"]),
    ),
    lost(
        "a letter that goes out once more does not say so",
        "shared/app/src/letters.rs",
        "let sent_perhaps = («last.stage != ClaimStage::Clear»)",
        "false",
        ("functions/notify", &["once::a_letter_without_an_answer_goes_out_once_more_and_is_recorded_so"]),
    ),
    lost(
        "the mail service has no time to say what it sent",
        "shared/app/src/letters.rs",
        "LetterClaim { attempt, until: after(now, «lease_of(attempt)»), ..wanted }",
        "LEASE",
        ("shared/app", &["letters::each_attempt_has_more_time_to_be_settled_until_a_person_is_asked"]),
    ),
];
