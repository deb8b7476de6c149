//! What a decision comes to, as it is typed.

use clap::Args;

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Ruling {
    /// The counter-notice fails: the measure stays.
    #[arg(long)]
    pub(super) measure_stays: bool,
    /// The counter-notice succeeds: the listing returns.
    #[arg(long)]
    pub(super) restore: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct CourtProof {
    /// It is proved, and still open: the measure stays until it is decided.
    #[arg(long)]
    pub(super) proved: bool,
    /// It is not: the time to answer the counter-notice runs on as if it had not been named.
    #[arg(long)]
    pub(super) unproved: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Review {
    /// It is well-founded.
    #[arg(long)]
    pub(super) accept: bool,
    /// It is not.
    #[arg(long)]
    pub(super) decline: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AppealOutcome {
    /// The decision is reversed.
    #[arg(long, required_unless_present = "keep", conflicts_with = "keep")]
    pub(super) reverse: bool,
    /// The decision stays.
    #[arg(long)]
    pub(super) keep: bool,
    /// Takes the listing down although the record speaks against it. The note says why.
    #[arg(long, requires = "reverse")]
    pub(super) although: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct LetterFate {
    /// They are sent after all.
    #[arg(long)]
    pub(super) send: bool,
    /// They stay unsent.
    #[arg(long)]
    pub(super) leave: bool,
}
