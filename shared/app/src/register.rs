//! The register of rights: what owners and the operator enter, and what the desk makes of it.

mod accounts;
mod documents;
mod import;
mod list;
mod mandates;
mod pictures;
mod review;
mod sellers;
mod store;
mod submit;
mod texts;

pub use accounts::AccountRoleError;
pub use documents::{
    AddedDocument, DocumentError, File, RemoveDocumentError, RemovedDocument, add_document, remove_document,
};
pub use import::{Import, ImportError, Imported, import};
pub use list::{RightFilter, list, note_reminded, to_remind};
pub use mandates::{
    AddedMandate, Authorisation, AuthorityError, MandateError, MandateTermsError, NewMandate, add_mandate,
    letter_of_authority, revoke_mandates,
};
pub use pictures::{AddedPicture, PictureError, RemovePictureError, add_picture, remove_picture};
pub use review::{Checked, Decided, Decision, ReviewError, check, decide};
pub use sellers::{NewSeller, SellerError, SellerName, allow_seller, disallow_seller};
pub use store::{RightError, find};
pub use submit::{Submission, SubmitError, Submitted, submit};
pub use texts::{AddedText, RemoveTextError, TextError, add_text, remove_text};

/// Rights loaded in one request.
const CHUNK: usize = 100;
