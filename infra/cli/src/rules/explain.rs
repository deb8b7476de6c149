//! `rules explain`: how a case was decided, in prose.

use app::rules::{explained, rule_sets, words_beside};
use app::{CaseName, case_named};
use case::Language;
use port::{Cases, Complaints, References, Registry, RuleSets, Snapshots, Subjects};
use serde_json::{Map, Value, json};

use crate::output::Output;

/// The prose in `language`, or in each, one after the other.
pub(super) async fn explain<S>(
    store: &S,
    case: CaseName,
    language: Option<Language>,
) -> anyhow::Result<Output>
where
    S: Cases + Complaints + References + Registry + RuleSets + Snapshots + Subjects,
{
    let stored = case_named(store, case).await?;
    let sets = rule_sets(store).await?;
    let words = words_beside(store, &stored).await?;
    let languages = language.map_or_else(|| Language::ALL.to_vec(), |language| vec![language]);
    let (mut texts, mut by_language) = (Vec::new(), Map::new());
    for language in languages {
        let text = explained(language, &stored, &sets, &words)?;
        by_language.insert(language.code().to_owned(), Value::String(text.clone()));
        texts.push(text);
    }
    let rule = format!("\n\n{}\n\n", "-".repeat(72));
    let reference = stored.case.filing.reference.to_string();
    Ok(Output::new(texts.join(&rule), json!({"reference": reference, "explanation": by_language})))
}
