//! The template as CloudFormation gets to see it.

use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::tools::{root, tool};

/// The template, expanded by the SAM translator and then resolved: a reference is the text `${Name}` or
/// `${Name.Attribute}`, a substitution is its text, and of a choice by condition the first is taken, which
/// is what AWS gets (the second is what one machine gets, or nothing).
#[derive(Clone)]
pub(crate) struct Template(Value);

impl Template {
    /// The template of this repository; `None` where the SAM translator is not installed.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: LazyLock<Option<Template>> = LazyLock::new(|| {
            let python = tool("python")?;
            let expanded = Command::new(python).arg(root().join("infra/local/expand.py")).output().unwrap();
            let said = String::from_utf8_lossy(&expanded.stderr);
            assert!(expanded.status.success(), "expand.py failed: {said}");
            Some(Template(resolved(serde_json::from_slice(&expanded.stdout).unwrap())))
        });
        SHARED.as_ref()
    }

    /// A section, such as `Outputs`.
    pub(crate) fn section(&self, name: &str) -> &Map<String, Value> {
        self.0[name].as_object().unwrap()
    }

    /// A whole resource; null when there is none.
    pub(crate) fn resource(&self, name: &str) -> &Value {
        &self.0["Resources"][name]
    }

    /// The properties of a resource; null when there is none.
    pub(crate) fn properties(&self, name: &str) -> &Value {
        &self.resource(name)["Properties"]
    }

    /// The resources of a type: name and properties.
    pub(crate) fn all<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let resources = self.section("Resources").iter();
        resources
            .filter(move |(_, it)| it["Type"] == kind)
            .map(|(name, it)| (name.as_str(), &it["Properties"]))
    }

    /// The template with another value at `pointer`, or without it when `value` is null.
    pub(crate) fn with(&self, pointer: &str, value: Value) -> Self {
        let mut changed = self.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = changed.0.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
        match (parent, value) {
            (Value::Object(fields), Value::Null) => drop(fields.remove(key).unwrap()),
            (Value::Object(fields), value) => drop(fields.insert(key.to_owned(), value)),
            (parent, value) => parent[key.parse::<usize>().unwrap()] = value,
        }
        changed
    }
}

/// What a list or a single text says, as texts.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null => Vec::new(),
        other => panic!("not a text: {other}"),
    }
}

fn resolved(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(resolved).filter(|value| !value.is_null()).collect(),
        Value::Object(fields) if fields.len() == 1 => {
            let (name, inner) = fields.into_iter().next().unwrap();
            match name.as_str() {
                "Ref" if inner == "AWS::NoValue" => Value::Null,
                "Ref" => format!("${{{}}}", inner.as_str().unwrap()).into(),
                "Fn::GetAtt" => format!("${{{}}}", texts(&inner).join(".")).into(),
                "Fn::Sub" if inner.is_array() => inner[0].clone(),
                "Fn::Sub" => inner,
                "Fn::If" => resolved(inner[1].clone()),
                _ => Value::Object(Map::from_iter([(name, resolved(inner))])),
            }
        }
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, resolved(value))).collect(),
        other => other,
    }
}
