//! How much of a table is read.

/// How much of a table is read. What exceeds it is refused, never cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Rows below the header that hold any text.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters of one cell. No spreadsheet program takes more than 32,767.
    pub cell: usize,
    /// Bytes of the text of all cells, and [`Limits::CELL_COST`] for each cell that is not empty: one text may stand
    /// in every cell of a workbook, and hundreds of thousands of short ones take memory too.
    pub text: usize,
    /// Bytes that the parts of a workbook may have when they are unpacked, together.
    pub unpacked: u64,
    /// Parts of a workbook.
    pub parts: usize,
    /// Rows among which the header is looked for.
    pub header_rows: usize,
}

impl Limits {
    /// What a cell counts beside the bytes of its text.
    pub const CELL_COST: usize = 48;
}

impl Default for Limits {
    /// 10 MB, 10,000 rows of 64 columns; no more than about 100 MB of memory.
    fn default() -> Self {
        Self {
            bytes: 10 << 20,
            rows: 10_000,
            columns: 64,
            cell: 32_767,
            text: 16 << 20,
            unpacked: 32 << 20,
            parts: 1_000,
            header_rows: 20,
        }
    }
}
