//! Values of PDF files (ISO 32000-1, 7.2 and 7.3).

/// How deep values may lie inside of values.
const MOST_DEPTH: usize = 20;
/// The most values that lie in one: each takes many times its bytes in memory.
const MOST_VALUES: usize = 50_000;

/// A value, or an operator of a content stream.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dict(Vec<(String, Value)>),
    Reference(u32),
    /// Anything else that is written in letters: `obj`, `true`, `Tj`.
    Word(Vec<u8>),
}

impl Value {
    /// How many values lie in it, itself among them.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Array(values) => 1 + values.iter().map(Self::count).sum::<usize>(),
            Self::Dict(entries) => 1 + entries.iter().map(|(_, value)| value.count()).sum::<usize>(),
            _ => 1,
        }
    }
}

/// Reads values one after the other.
pub(super) struct Values<'d> {
    data: &'d [u8],
    pub(super) at: usize,
    /// How many values the next one may still hold.
    left: usize,
}

impl<'d> Values<'d> {
    pub(super) const fn new(data: &'d [u8], at: usize) -> Self {
        Self { data, at, left: MOST_VALUES }
    }

    /// The next value; none at the end, or where an array or dictionary ends.
    pub(super) fn next(&mut self) -> Option<Value> {
        self.left = MOST_VALUES;
        self.value(MOST_DEPTH)
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Steps over white space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.at = self.data.len().min(crate::header::line_end(self.data, self.at)),
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                _ => break,
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        self.left = self.left.checked_sub(1)?;
        let rest = &self.data[self.at..];
        match rest.first()? {
            b'/' => {
                self.at += 1;
                let name = self.word();
                Some(Value::Name(String::from_utf8_lossy(name).into_owned()))
            }
            b'(' => Some(Value::Text(self.string())),
            b'<' if rest.get(1) == Some(&b'<') => {
                self.at += 2;
                Some(Value::Dict(self.entries(depth.checked_sub(1)?)))
            }
            b'<' => Some(Value::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                let inner = depth.checked_sub(1)?;
                let mut values = Vec::new();
                while let Some(value) = self.value(inner) {
                    join_reference(&mut values, value);
                }
                self.close(b"]");
                Some(Value::Array(values))
            }
            b']' | b'>' => None,
            b')' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Word(vec![rest[0]]))
            }
            _ => {
                let word = self.word();
                let number = std::str::from_utf8(word).ok().and_then(|word| word.parse::<f64>().ok());
                Some(number.map_or_else(|| Value::Word(word.to_vec()), Value::Number))
            }
        }
    }

    /// The entries of a dictionary, up to its end.
    fn entries(&mut self, depth: usize) -> Vec<(String, Value)> {
        let mut values = Vec::new();
        while let Some(value) = self.value(depth) {
            join_reference(&mut values, value);
        }
        self.close(b">>");
        let mut entries = Vec::new();
        let mut values = values.into_iter();
        while let Some(key) = values.next() {
            if let (Value::Name(key), Some(value)) = (key, values.next()) {
                entries.push((key, value));
            }
        }
        entries
    }

    /// Steps over what ends an array or dictionary, or over a single byte that does not belong there.
    fn close(&mut self, end: &[u8]) {
        self.skip_space();
        let step = if self.data[self.at..].starts_with(end) { end.len() } else { 1 };
        self.at = self.data.len().min(self.at + step);
    }

    fn word(&mut self) -> &'d [u8] {
        let rest = &self.data[self.at..];
        let is_end = |byte: &u8| b"\0\t\n\x0c\r ()<>[]{}/%".contains(byte);
        let word = &rest[..rest.iter().position(is_end).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// A string in parentheses, which may nest (7.3.4.2).
    fn string(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth == 1 {
                        continue;
                    }
                }
                b')' if depth == 1 => break,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' | b'\r' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push(code.to_le_bytes()[0]);
            }
            _ => out.push(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let rest = &self.data[self.at + 1..];
        let length = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.at = self.data.len().min(self.at + length + 2);
        let digits: Vec<u32> =
            rest[..length].iter().filter_map(|byte| char::from(*byte).to_digit(16)).collect();
        let byte = |pair: &[u32]| (pair[0] * 16 + pair.get(1).unwrap_or(&0)).to_le_bytes()[0];
        digits.chunks(2).map(byte).collect()
    }
}

/// Adds a value; `12 0 R` is one that is written in three.
fn join_reference(values: &mut Vec<Value>, value: Value) {
    if value == Value::Word(b"R".to_vec())
        && let [.., Value::Number(number), Value::Number(_)] = values.as_slice()
    {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let number = *number as u32;
        values.truncate(values.len() - 2);
        values.push(Value::Reference(number));
        return;
    }
    values.push(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let mut values = Values::new(b"<< /A [1 -2.5 (a\\(b\\)(c)\\051) 7 0 R] /B <48 6> >> Tj % end\n 4", 0);
        let array = Value::Array(vec![
            Value::Number(1.0),
            Value::Number(-2.5),
            Value::Text(b"a(b)(c))".to_vec()),
            Value::Reference(7),
        ]);
        let entries = vec![("A".to_owned(), array), ("B".to_owned(), Value::Text(b"H`".to_vec()))];
        assert_eq!(values.next(), Some(Value::Dict(entries)));
        assert_eq!(values.next(), Some(Value::Word(b"Tj".to_vec())));
        assert_eq!(values.next(), Some(Value::Number(4.0)));
        assert_eq!(values.next(), None);
    }

    #[test]
    fn what_has_no_end_ends() {
        for broken in ["<<", "[", "(", "<", "[[[", "<</A", "/"] {
            let mut values = Values::new(broken.as_bytes(), 0);
            let count = std::iter::from_fn(|| values.next()).take(10).count();
            assert!(count < 10, "{broken}");
        }
        assert!(Values::new("[".repeat(100_000).as_bytes(), 0).next().is_some());
    }
}
