//! Cells that a spreadsheet program would compute, made text.

use std::borrow::Cow;

/// Whether a spreadsheet program may take a cell that begins so for a formula: `=`, `+`, `-`, `@`, in full width
/// too, and what such a program drops in front of them (OWASP, CSV Injection).
fn acts(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

/// The cell as CSV keeps it: behind `'` where a program would otherwise compute it. [`read`](crate::read) takes that
/// away again.
#[must_use]
pub fn neutralised(cell: &str) -> Cow<'_, str> {
    // Behind more marks too, so that taking one away is always the way back.
    if acts(cell.trim_start_matches('\'')) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The way back from [`neutralised`].
pub(crate) fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if acts(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{neutralised, restored};

    #[test]
    fn what_would_act_stands_behind_a_mark_and_comes_back() {
        for cell in ["=1+1", "+49 30 1234", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠x", "'=1", "''+1"]
        {
            assert_eq!(neutralised(cell), format!("'{cell}"));
            assert_eq!(restored(&neutralised(cell)), cell);
        }
        for cell in ["", "'", "'tis", "a=b", "018999001", "https://demo.example/?a=1", "O'Neil"] {
            assert_eq!(neutralised(cell), cell);
            assert_eq!(restored(cell), cell);
        }
    }
}
