//! What parties do: file, confirm, complete, correct, withdraw, answer, object, appeal, write.
//!
//! Each act decides first and stores then. Nothing of a party is sealed before the party is proved and the case
//! takes the act: what is sealed stays for years. Which acts a case takes, [`case::Case::acts_of`] says.
//!
//! Every act that is done twice is done once: documents are known by their digest, complaints by their id.

mod complete;
mod counter_notice;
mod document;
mod evidence;
mod file;
mod follow;
mod reply;
mod resubmit;
mod source;
mod statement;
mod withdraw;

pub use complete::{CompleteError, complete_complaint};
pub use counter_notice::{CountsFor, MOST_BESIDE, counts_for, make_counter_notice, open_beside};
pub use document::{DocumentError, StatementText, complaint_document, offer_file, statement_text};
pub use evidence::{ReceivedFile, leave_files};
pub use file::{
    Accepted, FilePorts, FilingError, ReceivedMail, Strictness, Submission, Submitter, check_now,
    file_complaint, file_mail,
};
pub use follow::{CasesOfComplaint, FollowError, Followed, case_of, cases_of, follow_link, seller_case};
pub use reply::reply_by_mail;
pub use resubmit::{Correction, ResubmitError, resubmit_by_mail, resubmit_complaint};
pub use statement::{Declared, PartyStatement, StatementError, make_statement};
pub use withdraw::{WithdrawError, Withdrawn, withdraw_by_link, withdraw_case};
