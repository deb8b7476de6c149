//! Whether a complainant is who it says.

use case::{Digest, RightRef};
use port::{Registry, Unavailable};

/// Whether `code` is the filing code of the brand account that owns `right`: whoever knows it is one of its
/// people.
///
/// # Errors
/// [`Unavailable`] when the register cannot be read now.
pub async fn is_filing_code<R: Registry>(
    registry: &R,
    right: RightRef,
    code: &str,
) -> Result<bool, Unavailable> {
    let known = registry.rights(&[right]).await?.into_iter().flatten().next();
    let given = Digest::of(code.trim().as_bytes());
    Ok(known.and_then(|right| right.filing_code).is_some_and(|digest| digest == given))
}
