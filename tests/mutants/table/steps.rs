//! Of the steps and their harness.

use super::super::Mutant;
use super::lost;

pub(super) const ALL: &[Mutant] = &[
    lost(
        "an order that another recorded is sent again",
        "functions/takedown/src/lib.rs",
        "«changed.events > 0»",
        "true",
        (
            "functions/takedown",
            &["meanwhile::an_order_that_another_recorded_is_asked_after_and_not_sent_again"],
        ),
    ),
    lost(
        "a listing that came back is taken down by the next complaint",
        "functions/takedown/src/lib.rs",
        "if «stored.case.was_restored()»",
        "false",
        ("functions/takedown", &["meanwhile::a_listing_that_returns_is_noted_before_it_does"]),
    ),
    lost(
        "an order that the marketplace never heard is not given again",
        "functions/takedown/src/lib.rs",
        "Ok(EffectStatus::NeverHeard) => «self.order(at, stored, id).await»",
        "Err(StepError::Reject(\"never heard\".into()))",
        ("functions/takedown", &["step::an_order_that_was_never_heard_is_given_again_under_the_same_id"]),
    ),
    lost(
        "each case is worked on by every delivery of its complaint",
        "functions/validation/src/fan_out.rs",
        "match «store.advance(&fan_out, &opened).await?»",
        "{ let _ = store.advance(&fan_out, &opened).await?; Committed::Done }",
        ("functions/validation", &["meanwhile::of_two_deliveries_of_one_complaint_each_case_is_nudged_once"]),
    ),
    lost(
        "a completed complaint is judged by what was missing before",
        "functions/validation/src/lib.rs",
        "|case: &Case| «case.filing == judged»",
        "case.filing == judged || true",
        (
            "functions/validation",
            &["meanwhile::a_complaint_completed_meanwhile_is_not_judged_by_what_was_seen_before"],
        ),
    ),
    lost(
        "a listing in dispute is taken down under another right",
        "functions/validation/src/lib.rs",
        "if «matches!(command, Command::AskDesk { .. })» &&",
        "false",
        (
            "functions/validation",
            &["decisions::a_complaint_about_a_listing_that_waits_under_another_right_waits_too"],
        ),
    ),
    lost(
        "complaints of one batch do not see each other",
        "functions/validation/src/lib.rs",
        "«batch.cases.noted_open(listing, case)»",
        "()",
        ("functions/validation", &["decisions::two_of_one_batch_see_each_other"]),
    ),
    lost(
        "a large table ends half way",
        "functions/validation/src/bulk.rs",
        "if «batch.done < batch.complaints»",
        "false",
        ("functions/validation", &["bulk::a_large_table_is_worked_off_in_several_messages"]),
    ),
    lost(
        "a letter that another recorded goes out again",
        "functions/notify/src/post.rs",
        "filter(|(_, claim)| «claim.is_taken_over()»)",
        "claim.is_taken_over() && false",
        ("functions/notify", &["once::who_saw_the_case_before_the_last_holder_recorded_sends_nothing"]),
    ),
    lost(
        "a letter without an answer is sent for ever",
        "functions/notify/src/post.rs",
        "if «claim.is_exhausted() && claim.is_again(owed.of)»",
        "false",
        ("functions/notify", &["once::what_is_never_answered_is_listed_for_a_person_who_can_have_it_sent"]),
    ),
    lost(
        "a statutory letter leaves no proof",
        "functions/notify/src/post.rs",
        "let receipt = «owed.letter.is_statutory()»",
        "false",
        ("functions/notify", &["once::a_statutory_letter_keeps_the_services_acceptance"]),
    ),
    lost(
        "a letter is sent twice because its record failed once",
        "functions/notify/src/lib.rs",
        "for _ in 0..«RECORD_TRIES»",
        "1",
        ("functions/notify", &["once::a_record_that_fails_once_sends_nothing_again"]),
    ),
    lost(
        "a withdrawn complaint's counter-notice is handed on",
        "functions/notify/src/plan.rs",
        "if «!matters(stored)»",
        "false",
        ("functions/notify", &["step::a_counter_notice_is_not_handed_on_after_a_withdrawal"]),
    ),
    lost(
        "a message that can never succeed is lost",
        "shared/step/src/batch.rs",
        "Ending::Reject if «!put_aside(name, context.rejects, sqs, reason).await»",
        "{ put_aside(name, context.rejects, sqs, reason).await; false }",
        ("functions/validation", &["step::a_reject_that_cannot_be_put_aside_is_not_lost"]),
    ),
    lost(
        "a message that failed is not delivered again",
        "shared/step/src/batch.rs",
        "if «ending == Ending::Retry»",
        "false",
        (
            "functions/webhooks",
            &["an_endpoint_that_fails_is_tried_again_after_growing_times_for_about_a_day"],
        ),
    ),
    lost(
        "a message about nothing leaves no trace",
        "shared/step/src/batch.rs",
        r#"self.ends(About::Case(id), «Err(Failed::Reject("the case does not exist".to_owned()))»)"#,
        "Ok(())",
        ("functions/validation", &["step::a_message_that_can_never_succeed_is_rejected_with_its_reason"]),
    ),
    lost(
        "what may succeed later is given up",
        "shared/step/src/batch.rs",
        "Ok(Ok(Err(StepError::Retry(cause)))) => «Err(retry(cause.as_ref()))»",
        "Err(Failed::Reject(chain_of(cause.as_ref())))",
        (
            "functions/webhooks",
            &["an_endpoint_that_fails_is_tried_again_after_growing_times_for_about_a_day"],
        ),
    ),
    lost(
        "an endpoint that is gone is posted to",
        "functions/webhooks/src/lib.rs",
        "filter(|webhook| «webhook.gone_at.is_none()»)",
        "true",
        ("functions/webhooks", &["an_endpoint_that_is_gone_is_switched_off"]),
    ),
    lost(
        "a failed request frees its key and files twice",
        "functions/intake/src/api/once.rs",
        "Err(refusal) => («Conclusion::Unfinished», Err(refusal))",
        "Conclusion::Nothing",
        ("functions/intake", &["idempotency::whatever_dies_a_request_that_is_made_again_files_once"]),
    ),
    lost(
        "a request that was refused keeps its key",
        "functions/intake/src/api/once.rs",
        "if «refusal.is_the_callers()»",
        "false",
        (
            "functions/intake",
            &["idempotency::a_key_is_free_again_when_nothing_came_of_its_request_and_after_a_day"],
        ),
    ),
    lost(
        "a request is done by two at a time",
        "functions/intake/src/api/once.rs",
        "now.saturating_add(«BUSY»)",
        "SignedDuration::ZERO",
        ("functions/intake", &["idempotency::while_a_request_is_being_done_it_is_not_done_twice"]),
    ),
    lost(
        "one client's key answers another client",
        "functions/intake/src/api/once.rs",
        r#"{key}", «caller.name()»)"#,
        "String::new()",
        ("functions/intake", &["idempotency::anyones_keys_are_kept_apart_by_where_they_come_from"]),
    ),
];
