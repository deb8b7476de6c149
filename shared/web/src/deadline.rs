//! Deadlines, to a party: how they follow, and as a file for its calendar.

mod ics;

use case::{Case, Clock, Language, PartyAct, Side};
use policy::{Deadline, Due, NoticeLaw, Step, WaitsFor};

use crate::text::{Arg, arg, date, due, find, say, tell, time};
use ics::{Day, Entry};

/// The deadline in which it is for `side` to act on `case`, if one runs.
#[must_use]
pub fn own_deadline(case: &Case, side: Side) -> Option<Deadline> {
    let running = *case.clocks().first()?;
    let deadline = policy::deadline(case, running);
    let acts = match deadline.waits_for {
        WaitsFor::Complainant => side == Side::Complainant,
        WaitsFor::EitherParty => case.may_act(side, PartyAct::Appeal),
        WaitsFor::Operator | WaitsFor::Desk | WaitsFor::Court => false,
    };
    acts.then_some(deadline)
}

/// How the end of the first clock that runs on `case` follows, in sentences; none where the rule is no matter of the
/// parties.
pub(crate) fn follows(language: Language, case: &Case) -> Vec<String> {
    let Some(running) = case.clocks().first().copied() else { return Vec::new() };
    let deadline = policy::deadline(case, running);
    let rule = format!("follows-{}", deadline.rule.replace('.', "-"));
    let law = NoticeLaw::of_filing(&case.filing);
    // Where no law gives an appeal, the operator's terms give that of the Union.
    let by_terms = running.clock == Clock::Appeal && law.provision(Step::Appeal).is_none();
    let rule = if by_terms { "follows-appeal-terms" } else { &rule };
    let Some(rule) = find(language, rule, &[]) else { return Vec::new() };
    let with = |key, args: &[Arg<'_>]| tell(language, key, args);
    let mut sentences = vec![rule];
    let Some(counted) = &deadline.counted else {
        sentences.push(with("follows-since", &[("time", arg(time(language, deadline.since)))]));
        if !deadline.paused.is_zero() {
            sentences.push(say(language, "follows-paused"));
        }
        return sentences;
    };
    sentences.push(with("follows-from", &[("day", arg(date(language, counted.from)))]));
    let holidays: Vec<_> = counted.days.holidays.iter().map(|(day, _)| date(language, *day)).collect();
    if !holidays.is_empty() {
        let days = holidays.join(&say(language, "site-comma"));
        sentences.push(with("follows-holidays", &[("days", arg(days))]));
    }
    if counted.days.added > 0 {
        sentences.push(say(language, "follows-unknown"));
    }
    sentences
}

/// The deadlines in which it is for `side` to act, as an iCalendar file; `None` where there is none. Of the case it holds
/// the reference alone.
#[must_use]
pub fn calendar<'a>(
    language: Language,
    cases: impl IntoIterator<Item = &'a Case>,
    side: Side,
) -> Option<String> {
    let entry = |case: &Case| {
        let deadline = own_deadline(case, side)?;
        let may_object = case.may_act(side, PartyAct::CounterNotice);
        let key = match deadline.clock {
            Clock::Appeal if may_object => "object".to_owned(),
            clock => clock.to_string(),
        };
        let reference = case.filing.reference;
        Some(Entry {
            uid: format!("{reference}-{}@goodfaith", deadline.clock),
            revised_at: case.last_at,
            revision: case.events,
            day: match deadline.told() {
                Due::At(at) => Day::At(at),
                Due::EndOf { day, .. } => Day::Whole(day),
            },
            summary: tell(language, &format!("calendar-{key}"), &[("reference", arg(reference))]),
            description: tell(language, "calendar-until", &[("until", arg(due(language, deadline.told())))]),
        })
    };
    let entries: Vec<Entry> = cases.into_iter().filter_map(entry).collect();
    (!entries.is_empty()).then(|| ics::file(language, &entries))
}

#[cfg(test)]
mod tests {
    use policy::clock_rule;

    use super::*;

    #[test]
    fn each_rule_that_a_page_tells_an_end_by_has_words() {
        let told = [Clock::Decision, Clock::Completion, Clock::PersonAsked, Clock::Answer, Clock::Appeal];
        for clock in told {
            for rule in clock_rule(clock).lengths {
                let key = format!("follows-{}", rule.code.replace('.', "-"));
                assert!(find(Language::En, &key, &[]).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn each_clock_in_which_a_party_acts_has_a_line_for_the_calendar() {
        for clock in Clock::ALL {
            if matches!(clock_rule(*clock).waits_for, WaitsFor::Complainant | WaitsFor::EitherParty) {
                let key = format!("calendar-{clock}");
                assert!(find(Language::En, &key, &[("reference", arg("R"))]).is_some(), "{key}");
            }
        }
    }
}
