//! Text of PDF files.
