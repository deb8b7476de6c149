//! The form in which a complainant answers a counter-notice.

use case::{PartyAct, Territory};
use policy::NoticeLaw;

use super::super::field::Field;
use super::{Ask, Status, Typed, ask_prefix};
use crate::text::{of_answer, say};

/// Where a counter-notice is answered.
pub(super) struct AnswerForm {
    pub(super) choices: Vec<Choice>,
    /// What only some answers ask for.
    pub(super) fields: Vec<String>,
    pub(super) ask: Ask,
    /// What of it the seller receives.
    pub(super) handed_on: String,
}

pub(super) struct Choice {
    pub(super) code: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
}

impl Status {
    pub(super) fn answer(&self, case: &str, territory: Territory, acts: &[PartyAct]) -> AnswerForm {
        let language = self.site.language;
        let law = NoticeLaw::of(territory, Some(self.claim));
        let key = |act: &PartyAct| match act {
            PartyAct::Court => of_answer(law, "answer-court"),
            _ => format!("answer-{act}"),
        };
        let choice = |act: &PartyAct| Choice {
            code: act.code(),
            label: say(language, &key(act)),
            hint: say(language, &format!("{}.hint", key(act))),
        };
        let open = PartyAct::ANSWERS.iter().filter(|answer| acts.contains(answer));
        let nothing = Typed::default();
        let prefix = ask_prefix(case, "answer");
        let (typed, errors) = self.typed_into(case, "answer", &nothing);
        let fields = [
            (PartyAct::Contest, "ground", &typed.ground),
            (PartyAct::Court, "court", &typed.court),
            (PartyAct::Court, "docket", &typed.docket),
        ];
        let label = |name: &str| match name {
            "court" => say(language, &of_answer(law, "form-court")),
            _ => say(language, &format!("form-{name}")),
        };
        let fields = fields.iter().filter(|(act, ..)| acts.contains(act)).map(|(_, name, value)| {
            let field = Field::new(language, name, value, errors, None);
            field.labelled(label(name)).within(&prefix).html()
        });
        AnswerForm {
            choices: open.map(choice).collect(),
            fields: fields.collect(),
            ask: self.ask(case, "answer", "answer-text"),
            handed_on: say(language, &of_answer(law, "answer-handed-on")),
        }
    }
}
