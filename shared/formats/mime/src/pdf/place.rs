//! Where text stands on a page (ISO 32000-1, 8.3 and 9.4), as far as words and lines are told by it.
//!
//! Turned text is taken as if it stood upright: then its words are apart, and its lines are not.

use super::value::Value;

/// From how far apart on, in sizes of the font, pieces of a line are words.
const WORD_GAP: f64 = 0.18;
/// From how far apart on, in units of the page, pieces stand on different lines.
const LINE_GAP: f64 = 1.0;
/// The most states of graphics that are kept.
const MOST_STATES: usize = 100;

/// A scale and a shift of both axes.
#[derive(Debug, Clone, Copy)]
struct Matrix {
    x: (f64, f64),
    y: (f64, f64),
}

impl Matrix {
    const SAME: Self = Self { x: (1.0, 0.0), y: (1.0, 0.0) };

    const fn of(operands: &[Value]) -> Option<Self> {
        let [Value::Number(a), _, _, Value::Number(d), Value::Number(e), Value::Number(f)] = operands else {
            return None;
        };
        Some(Self { x: (*a, *e), y: (*d, *f) })
    }

    /// This one, then the other.
    fn then(self, other: Self) -> Self {
        let axis = |one: (f64, f64), other: (f64, f64)| (one.0 * other.0, other.0.mul_add(one.1, other.1));
        Self { x: axis(self.x, other.x), y: axis(self.y, other.y) }
    }
}

/// Where the next text stands, and where the last one ended.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The size of the font.
    pub(super) size: f64,
    page: Matrix,
    states: Vec<Matrix>,
    line: Matrix,
    /// How far the text of this line has come, in units of its own.
    pen: f64,
    /// Whether something moved the text since some was shown.
    has_moved: bool,
    /// Whether the next text stands on a line of its own, wherever that is.
    is_next_line: bool,
    /// Where the last text ended on the page; how far it came, where that is known.
    end: Option<(Option<f64>, f64)>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            size: 1.0,
            page: Matrix::SAME,
            states: Vec::new(),
            line: Matrix::SAME,
            pen: 0.0,
            has_moved: true,
            is_next_line: false,
            end: None,
        }
    }
}

impl Place {
    pub(super) fn operate(&mut self, operator: &[u8], operands: &[Value]) {
        match (operator, operands) {
            (b"q", _) if self.states.len() < MOST_STATES => self.states.push(self.page),
            (b"Q", _) => self.page = self.states.pop().unwrap_or(self.page),
            (b"cm", operands) => {
                self.page = Matrix::of(operands).map_or(self.page, |matrix| matrix.then(self.page))
            }
            (b"BT", _) => self.begin(Matrix::SAME),
            (b"Tm", operands) => self.begin(Matrix::of(operands).unwrap_or(self.line)),
            (b"Td" | b"TD", [Value::Number(right), Value::Number(up)]) => {
                self.begin(Matrix { x: (1.0, *right), y: (1.0, *up) }.then(self.line));
            }
            (b"T*", _) => self.next_line(),
            _ => {}
        }
    }

    const fn begin(&mut self, line: Matrix) {
        self.line = line;
        self.pen = 0.0;
        self.has_moved = true;
    }

    /// What comes next stands on a new line.
    pub(super) const fn next_line(&mut self) {
        self.pen = 0.0;
        self.is_next_line = true;
    }

    /// Moves on by so many thousandths of the font's size.
    pub(super) fn advance(&mut self, by: f64) {
        self.pen += by / 1_000.0 * self.size;
        self.has_moved |= by / 1_000.0 > WORD_GAP;
    }

    fn on_page(&self) -> (f64, f64, f64) {
        let all = self.line.then(self.page);
        (all.x.0.mul_add(self.pen, all.x.1), all.y.1, (all.x.0 * self.size).abs())
    }

    /// Ends the word or the line in `text`, when what comes next belongs to another.
    pub(super) fn part(&mut self, text: &mut String) {
        let (x, y, size) = self.on_page();
        let is_new_line = self.end.is_some_and(|(_, before)| (before - y).abs() > LINE_GAP);
        if std::mem::take(&mut self.is_next_line) || self.has_moved && is_new_line {
            text.truncate(text.trim_end_matches(' ').len());
            text.push_str(if text.is_empty() || text.ends_with('\n') { "" } else { "\n" });
        } else if self.has_moved && self.end.is_some() {
            let gap = self.end.and_then(|(end, _)| Some(x - end?));
            // Where it ended is not known of all fonts: then what is moved is a word.
            let is_word = gap.is_none_or(|gap| gap > WORD_GAP * size || gap < -size);
            text.push_str(if is_word && !text.ends_with([' ', '\n']) { " " } else { "" });
        }
    }

    /// Text of this width was shown.
    pub(super) fn shown(&mut self, width: Option<f64>) {
        self.advance(width.unwrap_or(0.0));
        self.has_moved = false;
        let (x, y, _) = self.on_page();
        self.end = Some((width.map(|_| x), y));
    }

    /// Back to where it was before a form was shown.
    pub(super) fn leave(&mut self, before: Self) {
        let end = self.end;
        *self = before;
        self.end = end;
        self.has_moved = true;
    }
}
