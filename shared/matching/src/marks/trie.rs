//! A trie in three flat arrays, for walks that branch: at each node the walk asks which letters go on.
//!
//! The nodes stand level by level, so that the children of a node are neighbours, sorted by their labels.

use std::ops::Range;

/// Which patterns end where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Trie {
    /// The label of each node; the root's is 0.
    labels: Vec<u32>,
    /// Where the children of each node begin; one more at the end.
    children: Vec<u32>,
    /// Where the values of each node begin in `values`; one more at the end.
    ends: Vec<u32>,
    values: Vec<u32>,
}

/// A place in a trie.
pub(super) type Node = u32;

impl Trie {
    /// Builds from keys and their values. Several values may share a key; empty keys are left out.
    pub(super) fn build(mut entries: Vec<(Vec<u32>, u32)>) -> Self {
        entries.retain(|(key, _)| !key.is_empty());
        entries.sort();
        entries.dedup();
        let mut trie = Self { labels: vec![0], ..Self::default() };
        let mut level: Vec<Range<usize>> = std::iter::once(0..entries.len()).collect();
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for range in level {
                trie.children.push(narrow(trie.labels.len()));
                trie.ends.push(narrow(trie.values.len()));
                let mut from = range.start;
                while let Some((key, value)) = entries.get(from).filter(|_| from < range.end) {
                    let Some(label) = key.get(depth).copied() else {
                        trie.values.push(*value);
                        from += 1;
                        continue;
                    };
                    let here = entries.get(from..range.end).unwrap_or_default();
                    let to =
                        from + here.partition_point(|(key, _)| key.get(depth).is_none_or(|l| *l <= label));
                    trie.labels.push(label);
                    next.push(from..to);
                    from = to;
                }
            }
            level = next;
            depth += 1;
        }
        trie.children.push(narrow(trie.labels.len()));
        trie.ends.push(narrow(trie.values.len()));
        trie
    }

    pub(super) const ROOT: Node = 0;

    /// The children of a node, as a range of nodes.
    pub(super) fn children(&self, node: Node) -> Range<Node> {
        let at = |index: usize| self.children.get(index).copied().unwrap_or(0);
        at(node as usize)..at(node as usize + 1)
    }

    /// The label of a node.
    pub(super) fn label(&self, node: Node) -> u32 {
        self.labels.get(node as usize).copied().unwrap_or(0)
    }

    /// The children whose labels lie in a range.
    pub(super) fn within(&self, node: Node, labels: Range<u32>) -> Range<Node> {
        let children = self.children(node);
        let known = self.labels.get(children.start as usize..children.end as usize).unwrap_or_default();
        let from = known.partition_point(|label| *label < labels.start);
        let to = known.partition_point(|label| *label < labels.end);
        children.start + narrow(from)..children.start + narrow(to.max(from))
    }

    /// The child with a label.
    pub(super) fn child(&self, node: Node, label: u32) -> Option<Node> {
        let children = self.children(node);
        let known = self.labels.get(children.start as usize..children.end as usize)?;
        // Most nodes have one child.
        match known {
            [] => None,
            [only] => (*only == label).then_some(children.start),
            _ => known.binary_search(&label).ok().map(|at| children.start + narrow(at)),
        }
    }

    /// The values that end at a node.
    pub(super) fn values(&self, node: Node) -> &[u32] {
        let at = |index: usize| self.ends.get(index).copied().unwrap_or(0) as usize;
        self.values.get(at(node as usize)..at(node as usize + 1)).unwrap_or_default()
    }

    /// The arrays, to be written.
    pub(super) fn arrays(&self) -> [&[u32]; 4] {
        [&self.labels, &self.children, &self.ends, &self.values]
    }

    /// From arrays that were written; `None` where they are no trie, or name a value of `values` or beyond.
    pub(super) fn from_arrays(arrays: [Vec<u32>; 4], most: usize) -> Option<Self> {
        let [labels, children, ends, values] = arrays;
        let nodes = labels.len();
        let rising = |array: &[u32], last: usize| {
            array.len() == nodes + 1
                && array.is_sorted()
                && array.last().is_some_and(|end| *end as usize == last)
        };
        // Every node's children come after it, so no walk goes round.
        let forward = children.iter().take(nodes).enumerate().all(|(node, first)| *first as usize > node);
        let known = values.iter().all(|value| (*value as usize) < most);
        (nodes > 0 && rising(&children, nodes) && rising(&ends, values.len()) && forward && known)
            .then_some(Self { labels, children, ends, values })
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
