//! Why rules stand, in other languages than that of the rule sets.

use case::Language;

/// Each reason in English, and beneath it in Chinese; an empty line after each.
const CHINESE: &str = include_str!("../../explanations/zh/why.txt");

/// The reason `why` of a rule in `language`; as it is written where nobody has translated it, as that of an operator's rule.
pub(super) fn why(language: Language, why: &str) -> &str {
    match language {
        Language::En => why,
        Language::Zh => pairs().find(|(english, _)| *english == why).map_or(why, |(_, chinese)| chinese),
    }
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    CHINESE.split("\n\n").filter_map(|pair| pair.trim_end().split_once('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_this_program_says_why_in_both_languages() {
        for set in contract::rules::of_this_program().unwrap() {
            for rule in &set.rules {
                let chinese = why(Language::Zh, &rule.why);
                assert!(
                    chinese.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)),
                    "{}: {chinese}",
                    rule.code
                );
                assert!(chinese.ends_with('。'), "{}: {chinese}", rule.code);
                assert_eq!(why(Language::En, &rule.why), rule.why);
            }
        }
    }

    #[test]
    fn a_reason_of_an_operator_stays_as_it_is_written() {
        assert_eq!(
            why(Language::Zh, "Naming a mark to say what fits is lawful."),
            "Naming a mark to say what fits is lawful."
        );
    }
}
