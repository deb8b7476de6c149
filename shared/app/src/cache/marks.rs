//! The marks of all rights, read once in a while.

use std::sync::Arc;

use matching::Marks;
use port::{CompiledMarks, Unavailable, WallClock, chain_of};

use super::Cached;

/// The marks of all rights, kept for five minutes by one running function.
#[derive(Debug, Default)]
pub struct MarkCache {
    read: Cached<Option<Marks>>,
}

impl MarkCache {
    /// The compiled marks; `None` when there are none, or none that this version reads: then each right's own
    /// words are compiled when they are looked for.
    ///
    /// # Errors
    /// [`Unavailable`] when they must be read and cannot.
    pub async fn current<D: CompiledMarks, C: WallClock>(
        &self,
        documents: &D,
        clock: &C,
    ) -> Result<Arc<Option<Marks>>, Unavailable> {
        let now = clock.now();
        if let Some(marks) = self.read.kept(now) {
            return Ok(marks);
        }
        let marks = match documents.compiled_marks().await? {
            None => None,
            Some(blob) => Marks::from_bytes(&blob)
                .inspect_err(|error| tracing::warn!(error = chain_of(error), "compiled marks not read"))
                .ok(),
        };
        Ok(self.read.keep(now, marks))
    }
}
