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
    /// Which digits and small letters the first children of each node are, as bits: most look-ups end here.
    firsts: Vec<u64>,
}

/// The bit of a digit or small letter.
fn bit(label: u32) -> Option<u64> {
    match label {
        0x30..=0x39 => Some(1 << (label - 0x30)),
        0x61..=0x7A => Some(1 << (label - 0x61 + 10)),
        _ => None,
    }
}

/// Says that a node has other labels before or among these.
const MIXED: u64 = 1 << 63;

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
        trie.with_firsts()
    }

    fn with_firsts(mut self) -> Self {
        let of_node = |node: usize| {
            let children = self.children(narrow(node));
            let labels = self.labels.get(children.start as usize..children.end as usize).unwrap_or_default();
            let mut bits = 0;
            for (place, label) in labels.iter().enumerate() {
                let Some(bit) = bit(*label) else { continue };
                // Where a child stands is told by how many bits are below its own.
                if bits >= bit || bits.count_ones() as usize != place {
                    return MIXED;
                }
                bits |= bit;
            }
            bits
        };
        self.firsts = (0..self.labels.len()).map(of_node).collect();
        self
    }

    pub(super) const ROOT: Node = 0;

    /// The children of a node, as a range of nodes.
    #[inline]
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
    #[inline]
    pub(super) fn child(&self, node: Node, label: u32) -> Option<Node> {
        if let Some(bit) = bit(label) {
            let firsts = self.firsts.get(node as usize).copied().unwrap_or(0);
            if firsts & (bit | MIXED) == 0 {
                return None;
            }
            if firsts & MIXED == 0 {
                return Some(self.children(node).start + (firsts & (bit - 1)).count_ones());
            }
        }
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
            .then_some(Self { labels, children, ends, values, firsts: Vec::new() }.with_firsts())
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_the_one_with_its_label_among_any_others() {
        let keys = ["a", "ab", "a7", "az", "b", "7x", "+a", "a+b", "éa", "aé", "a{", "zz", "中a", "a中"];
        let entries = keys.iter().zip(0..).map(|(key, value)| (key.chars().map(u32::from).collect(), value));
        let trie = Trie::build(entries.collect());
        for node in 0..narrow(trie.labels.len()) {
            for label in "az7b+é{x中09".chars().map(u32::from) {
                let wanted = trie.children(node).find(|child| trie.label(*child) == label);
                assert_eq!(trie.child(node, label), wanted, "{node} {label}");
            }
        }
        let arrays = trie.arrays().map(<[u32]>::to_vec);
        assert_eq!(Trie::from_arrays(arrays, keys.len()), Some(trie));
    }
}
