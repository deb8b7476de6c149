//! The marks of all rights in their compiled form: one blob.

use std::future::Future;

use crate::Unavailable;

/// Where the compiled marks are kept.
pub trait CompiledMarks: Send + Sync {
    /// The blob as last kept; `None` before the first time.
    fn compiled_marks(&self) -> impl Future<Output = Result<Option<Vec<u8>>, Unavailable>> + Send;
    /// Keeps a blob in place of the last one.
    fn keep_compiled_marks(&self, blob: &[u8]) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
