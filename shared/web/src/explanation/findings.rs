//! What rules looked at, a sentence for each input.

use case::{Claim, CopiedText, DecisionInputs, Filing, ListingInput, PictureInput, Record, RightInput};
use policy::rules::{Input, Look, Rule};

use super::ActsAs;
use super::teller::{Teller, foreign};
use crate::text::arg;
use crate::words;

/// What the rules looked at in one step.
pub(super) struct Findings {
    /// Sentences, with the input that each is about where this program knows it.
    sentences: Vec<(Option<Input>, String)>,
    /// What nothing is on record about.
    unrecorded: Vec<String>,
    /// As what the complainant may act under the right, by the register.
    acts_as: Option<ActsAs>,
}

/// What a complaint claims: that it is so is not said.
pub(super) fn claim(teller: &Teller<'_>, claim: Claim) -> String {
    teller.say(&format!("input-claim.{claim}"))
}

/// What comparing pictures came to.
pub(super) fn picture(teller: &Teller<'_>, result: PictureInput) -> String {
    teller.say(&format!("input-picture.{result}"))
}

impl Findings {
    /// What stands in `record` of what rules looked at beside `filing`.
    pub(super) fn of(teller: &Teller<'_>, filing: &Filing, record: &Record, acts_as: Option<ActsAs>) -> Self {
        let look = Look { filing, inputs: &record.inputs };
        let mut it = Self { sentences: Vec::new(), unrecorded: Vec::new(), acts_as };
        for input in Input::ALL {
            match look.at(*input) {
                Some(value) => it.known(teller, look, *input, value, record),
                None => it.unknown(teller, *input, &record.inputs),
            }
        }
        let is_unknown = |name: &str| Input::ALL.iter().all(|input| input.code() != name);
        for (name, value) in record.inputs.pairs().filter(|(name, _)| is_unknown(name)) {
            let args = [("name", arg(name)), ("value", arg(value))];
            it.sentences.push((None, teller.tell("judged-unknown-input", &args)));
        }
        it
    }

    fn known(&mut self, teller: &Teller<'_>, look: Look<'_>, input: Input, value: &str, record: &Record) {
        let territory = teller.territory(look.filing.territory);
        let key = self.key(look, input, value);
        let mut sentence = vec![teller.tell(&key, &[("territory", arg(territory))])];
        if input == Input::Mark
            && let Some(operation) = &record.found_by
        {
            let how = teller.coded("operation", &operation.to_string());
            sentence.push(teller.tell("judged-found-by", &[("operation", arg(how))]));
        }
        if input == Input::Use {
            sentence.extend(record.guards.iter().map(|guard| {
                let unknown = || teller.tell("judged-unknown-guard", &[("code", arg(guard))]);
                words::guard(teller.language, guard).unwrap_or_else(unknown)
            }));
        }
        if input == Input::Text
            && let Some(CopiedText { text, words, share, place }) = record.copied
        {
            let args = [("words", arg(words)), ("share", arg(share)), ("digest", arg(text))];
            sentence.push(teller.tell("judged-copied", &args));
            sentence.extend(place.map(|place| teller.say(&format!("judged-copied-{place}"))));
        }
        self.sentences.push((Some(input), teller.joined(&sentence)));
    }

    /// Which sentence states the fact: where a value stands for several, what is known besides tells which it is.
    fn key(&self, look: Look<'_>, input: Input, value: &str) -> String {
        let unseen = matches!(look.inputs.get(), Some(ListingInput::Gone | ListingInput::NotAsked));
        let unknown = look.inputs.get() == Some(RightInput::Unknown);
        match (input, value, self.acts_as) {
            (Input::Authority, "on_file", Some(ActsAs::Holder)) => "judged-acts-holder".to_owned(),
            (Input::Authority, "on_file", Some(ActsAs::HoldersAccount)) => "judged-acts-account".to_owned(),
            (Input::Authority, "on_file", Some(ActsAs::Agent)) => "judged-acts-agent".to_owned(),
            (Input::Form, "no_mark", _) if unknown => "judged-form-unknown".to_owned(),
            (Input::Mark, "no_words", _) if unseen => "judged-mark-unseen".to_owned(),
            _ => format!("input-{}.{value}", input.code()),
        }
    }

    /// An input without a value that this program knows.
    fn unknown(&mut self, teller: &Teller<'_>, input: Input, inputs: &DecisionInputs) {
        let name = teller.say(&format!("input-{}", input.code()));
        match inputs.pairs().find(|(name, _)| *name == input.code()) {
            Some((_, value)) => {
                let args = [("input", arg(name)), ("value", arg(foreign(value)))];
                self.sentences.push((Some(input), teller.tell("judged-unknown-value", &args)));
            }
            None => self.unrecorded.push(name),
        }
    }

    /// Each with its number, on a line of its own.
    pub(super) fn lines(&self, teller: &Teller<'_>) -> Vec<String> {
        let numbered = self.sentences.iter().enumerate();
        let mut lines: Vec<String> =
            numbered.map(|(nth, (_, sentence))| format!("({}) {sentence}", nth + 1)).collect();
        if !self.unrecorded.is_empty() {
            let inputs = teller.listed(self.unrecorded.iter().cloned());
            lines.push(teller.tell("judged-unrecorded", &[("inputs", arg(inputs))]));
        }
        lines
    }

    /// On which of them `rule` rests, by their numbers; `None` where it looks at nothing.
    pub(super) fn under(&self, teller: &Teller<'_>, rule: &Rule) -> Option<String> {
        self.numbered(teller, rule.when.iter().map(|(input, _)| *input))
    }

    /// Those about `inputs`, by their numbers; `None` where there are none.
    pub(super) fn numbered(
        &self,
        teller: &Teller<'_>,
        inputs: impl Iterator<Item = Input>,
    ) -> Option<String> {
        let number = |input: Input| self.sentences.iter().position(|(it, _)| *it == Some(input));
        let mut numbers: Vec<usize> = inputs.filter_map(number).collect();
        numbers.sort_unstable();
        let mut names: Vec<String> = numbers
            .into_iter()
            .map(|number| teller.tell("finding", &[("number", arg(number + 1))]))
            .collect();
        let last = names.pop()?;
        let join = |key: &str, first: String, last: String| {
            teller.tell(key, &[("first", arg(first)), ("last", arg(last))])
        };
        Some(match names.into_iter().reduce(|first, next| join("findings-join", first, next)) {
            Some(first) => join("findings-two", first, last),
            None => last,
        })
    }
}
