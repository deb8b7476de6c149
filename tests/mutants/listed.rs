//! The changes that cargo-mutants lists, as they are built in behind a switch.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::Context as _;
use serde::Deserialize;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::plant::{Edit, switched};

/// A change, as `cargo mutants --list --json` has it. Lines and columns count from 1.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Listed {
    /// The file, the place, and what becomes of it.
    pub(super) name: String,
    pub(super) file: String,
    genre: Genre,
    replacement: String,
    span: Span,
    function: Option<Function>,
}

#[derive(Debug, Clone, Deserialize)]
struct Function {
    function_name: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Span {
    start: Place,
    end: Place,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Place {
    line: usize,
    column: usize,
}

impl Listed {
    /// The line it begins on.
    pub(super) fn line(&self) -> usize {
        self.span.start.line
    }

    /// The function it is in, without its type.
    pub(super) fn function(&self) -> Option<&str> {
        self.function.as_ref()?.function_name.rsplit("::").next()
    }

    /// Whether an arm of a `match` is taken away. With a guard it no longer counts towards all that must be matched.
    pub(super) fn is_of_an_arm(&self) -> bool {
        matches!(self.genre, Genre::MatchArm)
    }

    /// What it does, without where: lines move.
    pub(super) fn told(&self) -> &str {
        self.name.splitn(4, ':').nth(3).unwrap_or(&self.name).trim()
    }
}

/// What of a file's code a change can be built into, by where what is listed begins.
#[derive(Default)]
struct Sites {
    /// Expressions with one operator: where the operator lies, and where the whole.
    operators: BTreeMap<usize, (Range<usize>, Range<usize>)>,
    /// Arms of a `match`: where the pattern ends, and the guard.
    arms: BTreeMap<usize, (usize, Option<Range<usize>>)>,
    /// Guards: where they end.
    guards: BTreeMap<usize, Range<usize>>,
    /// Fields of a struct that has others from elsewhere: the whole.
    fields: BTreeMap<usize, Range<usize>>,
    /// Bodies of functions, from the first statement on; and the word `const` before it.
    bodies: BTreeMap<usize, (Range<usize>, Option<Range<usize>>)>,
}

impl Sites {
    fn body(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let Some(first) = block.stmts.first() else { return };
        let constness = signature.constness.as_ref().map(|word| word.span().byte_range());
        let start = first.span().byte_range().start;
        self.bodies.insert(start, (start..block.span().byte_range().end, constness));
    }
}

impl<'ast> Visit<'ast> for Sites {
    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        self.body(&node.sig, &node.block);
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast syn::ImplItemFn) {
        self.body(&node.sig, &node.block);
        visit::visit_impl_item_fn(self, node);
    }

    fn visit_trait_item_fn(&mut self, node: &'ast syn::TraitItemFn) {
        if let Some(block) = &node.default {
            self.body(&node.sig, block);
        }
        visit::visit_trait_item_fn(self, node);
    }

    fn visit_expr_binary(&mut self, node: &'ast syn::ExprBinary) {
        if !has_let(&node.left) && !has_let(&node.right) {
            let operator = node.op.span().byte_range();
            self.operators.insert(operator.start, (operator, node.span().byte_range()));
        }
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'ast syn::ExprUnary) {
        let operator = node.op.span().byte_range();
        self.operators.insert(operator.start, (operator, node.span().byte_range()));
        visit::visit_expr_unary(self, node);
    }

    fn visit_arm(&mut self, node: &'ast syn::Arm) {
        let guard = node.guard.as_ref().map(|(_, guard)| &**guard);
        if guard.is_none_or(|guard| !has_let(guard)) {
            let guard = guard.map(|guard| guard.span().byte_range());
            let start = node.span().byte_range().start;
            self.arms.insert(start, (node.pat.span().byte_range().end, guard.clone()));
            self.guards.extend(guard.map(|guard| (guard.start, guard)));
        }
        visit::visit_arm(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast syn::ExprStruct) {
        if node.rest.is_some() {
            let whole = node.span().byte_range();
            let starts = node.fields.iter().map(|field| field.span().byte_range().start);
            self.fields.extend(starts.map(|start| (start, whole.clone())));
        }
        visit::visit_expr_struct(self, node);
    }
}

/// Whether `if let` or a chain of it; such an expression stands nowhere else.
fn has_let(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(it) => has_let(&it.left) || has_let(&it.right),
        syn::Expr::Paren(it) => has_let(&it.expr),
        _ => false,
    }
}

/// The edits that build `changes` into a file's `text`, by their numbers; those that no edit can build in are not there.
pub(super) fn edits(text: &str, changes: &[(usize, &Listed)]) -> anyhow::Result<Vec<Edit>> {
    let parsed = syn::parse_file(text).context("not Rust")?;
    let mut sites = Sites::default();
    sites.visit_file(&parsed);
    let lines = line_starts(text);
    let mut edits = Vec::new();
    for (number, change) in changes {
        edits.extend(edits_of(text, &sites, &lines, *number, change).into_iter().flatten());
    }
    Ok(edits)
}

fn edits_of(text: &str, sites: &Sites, lines: &[usize], number: usize, change: &Listed) -> Option<Vec<Edit>> {
    let start = offset(text, lines, change.span.start)?;
    let with = change.replacement.as_str();
    let edit = |range: Range<usize>, open: String, close: &'static str| Edit { number, range, open, close };
    match change.genre {
        // Another type than the one that `impl Iterator` is.
        Genre::FnValue if with.contains("::std::iter::") => None,
        Genre::FnValue => {
            let (body, constness) = sites.bodies.get(&start)?;
            let mut edits =
                vec![edit(body.clone(), format!("if crate::mutant({number}) {{ return {with}; }} "), "")];
            edits.extend(constness.clone().map(|word| edit(word, "/* ".into(), " */")));
            Some(edits)
        }
        Genre::BinaryOperator | Genre::UnaryOperator => {
            let (operator, whole) = sites.operators.get(&start)?;
            let (before, after) = (&text[whole.start..operator.start], &text[operator.end..whole.end]);
            let (open, close) = switched(number, &format!("{before}{with}{after}"));
            Some(vec![edit(whole.clone(), open, close)])
        }
        Genre::MatchArm => Some(vec![match sites.arms.get(&start)? {
            (_, Some(guard)) => edit(guard.clone(), format!("!crate::mutant({number}) && ("), ")"),
            (end, None) => edit(*end..*end, format!(" if !crate::mutant({number})"), ""),
        }]),
        Genre::MatchArmGuard => {
            let (open, close) = switched(number, with);
            Some(vec![edit(sites.guards.get(&start)?.clone(), open, close)])
        }
        Genre::StructField => {
            let whole = sites.fields.get(&start)?;
            let end = offset(text, lines, change.span.end)?;
            let (open, close) =
                switched(number, &format!("{}{}", &text[whole.start..start], &text[end..whole.end]));
            Some(vec![edit(whole.clone(), open, close)])
        }
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn offset(text: &str, lines: &[usize], place: Place) -> Option<usize> {
    let line = *lines.get(place.line.checked_sub(1)?)?;
    let column = place.column.checked_sub(1)?;
    text[line..].char_indices().nth(column).map(|(at, _)| line + at)
}

#[cfg(test)]
mod tests {
    use super::super::plant::planted;
    use super::*;

    const TEXT: &str = "const fn f(a: u8) -> u8 {\n    match a {\n        1 if a < 2 => P { b: 1, ..p }.b,\n        2 => 3,\n        _ => !a,\n    }\n}\n";

    /// The change of `TEXT` from `place` to the end of `end`.
    fn listed(genre: &str, place: &str, replacement: &str) -> Listed {
        let at = TEXT.find(place).unwrap();
        let (line, start) =
            (TEXT[..at].matches('\n').count() + 1, TEXT[..at].rfind('\n').map_or(0, |at| at + 1));
        let span = |at: usize| serde_json::json!({ "line": line, "column": at - start + 1 });
        serde_json::from_value(serde_json::json!({
            "name": format!("f.rs:{line}:1: a change"), "file": "f.rs", "genre": genre, "replacement": replacement,
            "span": { "start": span(at), "end": span(at + place.len()) }, "function": { "function_name": "f" },
        }))
        .unwrap()
    }

    fn built_in(genre: &str, place: &str, replacement: &str) -> String {
        let change = listed(genre, place, replacement);
        let text = planted(TEXT, &edits(TEXT, &[(7, &change)]).unwrap()).text;
        syn::parse_file(&text).unwrap();
        text
    }

    #[test]
    fn each_kind_of_change_is_built_in_behind_its_switch() {
        for (genre, place, replacement, wanted) in [
            (
                "FnValue",
                "match a {",
                "0",
                "/* const */ fn f(a: u8) -> u8 {\n    if crate::mutant(7) { return 0; } match a {",
            ),
            ("BinaryOperator", "<", ">", "1 if (if crate::mutant(7) { a > 2 } else { a < 2 }) =>"),
            ("UnaryOperator", "!", "", "_ => (if crate::mutant(7) { a } else { !a }),"),
            ("MatchArm", "1 if", "", "1 if !crate::mutant(7) && (a < 2) =>"),
            ("MatchArm", "2 => 3,", "", "2 if !crate::mutant(7) => 3,"),
            ("MatchArmGuard", "a < 2", "true", "1 if (if crate::mutant(7) { true } else { a < 2 }) =>"),
            ("StructField", "b: 1,", "", "(if crate::mutant(7) { P {  ..p } } else { P { b: 1, ..p } }).b"),
        ] {
            let text = built_in(genre, place, replacement);
            assert!(text.contains(wanted), "{genre}: {text}");
        }
    }

    #[test]
    fn all_are_built_in_together() {
        let all = [
            listed("FnValue", "match a {", "0"),
            listed("BinaryOperator", "<", ">"),
            listed("BinaryOperator", "<", "=="),
            listed("MatchArm", "1 if", ""),
            listed("MatchArmGuard", "a < 2", "true"),
            listed("StructField", "b: 1,", ""),
        ];
        let numbered: Vec<_> = (1..).zip(&all).collect();
        let text = planted(TEXT, &edits(TEXT, &numbered).unwrap()).text;
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert!((1..=6).all(|number| text.contains(&format!("crate::mutant({number})"))), "{text}");
    }
}
