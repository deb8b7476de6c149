//! From a reading to a filed complaint, to one that waits for its confirmation, or to everything that is
//! wrong with it.

use app::filing::{Came, Checked, Filed, Link, Submitted, check, submit, within};
use case::{Channel, ComplaintId, Language, PartyKey, Proof};
use contract::complaint::Complaint;
use jiff::tz::TimeZone;
use notice::{Draft, Problem, ProblemKind, Reading, field};
use policy::Act;
use port::{Bounces as _, Clock as _, Documents as _, Mailer as _, OutgoingMail, SendOutcome};
use web::letter::Confirmation;

use crate::challenge::Work;
use crate::reply::Failure;
use crate::{Intake, Ports, evidence};

/// The network address that a request came from, in the form in which it is counted: an IPv4 address, or the
/// first half of an IPv6 address, which is what one customer of a network has. A request extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer(String);

impl Peer {
    /// Of the address that the gateway reports; one that cannot be read is counted as it is.
    #[must_use]
    pub fn of(address: &str) -> Self {
        match address.parse() {
            Ok(std::net::IpAddr::V6(v6)) => {
                let [a, b, c, d, ..] = v6.segments();
                Self(format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"))
            }
            _ => Self(address.chars().take(64).collect()),
        }
    }
    /// What is counted under.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Peer {
    /// Where no gateway stands in front.
    fn default() -> Self {
        Self("local".to_owned())
    }
}

/// How many days the link that confirms a complaint is good. The inbox bucket's lifecycle in the template says
/// the same.
pub(crate) const HELD_DAYS: u32 = 14;

/// Who sends a complaint.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    /// Anyone, from this address, and the work that was done for it.
    Anyone { peer: Peer, work: Option<Work> },
    /// The brand account of this id, by one of its API keys.
    Account { id: String },
}

/// How a complaint comes in.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) channel: Channel,
    /// Where the complaint itself names no language.
    pub(crate) language: Language,
    /// The same request sent twice has the same one.
    pub(crate) complaint: ComplaintId,
    pub(crate) who: Who,
    /// Whether it is to be filed although the register here speaks against it.
    pub(crate) insists: bool,
    /// What it was read from, to be sealed byte for byte, where that is a format of its own. Such a format
    /// may have no place for what the law demands: that is asked for once it is filed.
    pub(crate) original: Option<Vec<u8>>,
}

/// A complaint that was taken in.
pub(crate) enum Accepted {
    /// It is filed.
    Filed { complaint: Box<Complaint>, filed: Filed, advice: Vec<Problem> },
    /// It is filed once its complainant follows the link that was sent.
    Held { complaint: Box<Complaint>, advice: Vec<Problem> },
}

/// A complaint that was not.
pub(crate) enum Refused {
    /// It is wrong or incomplete; nothing was stored.
    Problems(Box<Draft>, Vec<Problem>),
    /// It could not be handled.
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

/// Everything that is wrong with what was read, and what is advice only. Nothing is stored.
pub(crate) async fn look<P: Ports>(
    intake: &Intake<P>,
    reading: Reading,
    who: &Who,
) -> Result<Checked, Failure> {
    let vouched = match who {
        Who::Anyone { .. } => Proof::None,
        Who::Account { .. } => Proof::ApiKey,
    };
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let today = intake.clock.now().to_zoned(TimeZone::UTC).date();
    Ok(check(&intake.store, marketplaces, reading, vouched, today).await?)
}

/// Files what was read when nothing is wrong with it, or holds it until its complainant confirms the address.
pub(crate) async fn accept<P: Ports>(
    intake: &Intake<P>,
    mut reading: Reading,
    way: Way,
) -> Result<Accepted, Refused> {
    reading.draft.language.get_or_insert(way.language);
    let checked = look(intake, reading, &way.who).await?;
    let wrong_secret = checked.problems.iter().any(|problem| problem.kind == ProblemKind::WrongFilingCode);
    if let (Who::Anyone { peer, .. }, true) = (&way.who, wrong_secret) {
        limit(intake, Act::WrongSecret, peer.as_str()).await?;
    }
    let stops = |problem: &Problem| {
        let filed_all_the_same = way.insists && problem.is_advice();
        let asked_for_later = way.original.is_some() && can_be_asked_for(problem);
        !filed_all_the_same && !asked_for_later
    };
    if checked.problems.iter().any(stops) {
        return Err(Refused::Problems(Box::new(checked.draft), checked.problems));
    }
    if let (Who::Anyone { peer, work }, Proof::None) = (&way.who, checked.proof) {
        let done = match work {
            Some(work) => work.is_done(&intake.store, way.complaint, intake.clock.now()).await?,
            None => false,
        };
        let act = if done { Act::File } else { Act::FileUnproved };
        limit(intake, act, peer.as_str()).await?;
        let email = &checked.draft.complainant.email;
        limit(intake, Act::AskToConfirm, email).await?;
        if intake.store.marked(PartyKey::of_address(email)).await?.is_some() {
            let problem = Problem::new(field::EMAIL, ProblemKind::MailComesBack);
            return Err(Refused::Problems(Box::new(checked.draft), vec![problem]));
        }
    }
    let evidence = match evidence::seal_all(intake, &checked.draft.uploads).await? {
        Ok(evidence) => evidence,
        Err(problems) => return Err(Refused::Problems(Box::new(checked.draft), problems)),
    };
    let original = match &way.original {
        Some(bytes) => Some(intake.documents.seal(bytes, "application/json").await?.digest),
        None => None,
    };
    let came = Came {
        complaint: way.complaint,
        at: intake.clock.now(),
        channel: way.channel,
        original,
        mail: None,
        account: match way.who {
            Who::Account { id } => Some(id),
            Who::Anyone { .. } => None,
        },
    };
    let advice: Vec<Problem> = checked.advice().cloned().collect();
    let ports = (&intake.store, &intake.documents, &intake.nudges, &intake.inbox);
    match submit(ports, checked, came, evidence).await.map_err(Failure::File)? {
        Submitted::Filed(complaint, filed) => Ok(Accepted::Filed { complaint, filed, advice }),
        Submitted::Held(complaint) => {
            match ask_to_confirm(intake, way.complaint, &complaint, &advice).await? {
                Sent::Yes => Ok(Accepted::Held { complaint, advice }),
                Sent::Refused => {
                    let problem = Problem::new(field::EMAIL, ProblemKind::BadEmail);
                    Err(Refused::Problems(Box::new(Draft::of(&complaint)), vec![problem]))
                }
            }
        }
    }
}

/// Whether a complaint can be filed without it: without a claim, listings and an address it is none.
fn can_be_asked_for(problem: &Problem) -> bool {
    problem.kind == ProblemKind::Missing
        && ![field::CLAIM, field::LISTINGS, field::EMAIL].contains(&problem.field)
}

pub(crate) async fn limit<P: Ports>(intake: &Intake<P>, act: Act, who: &str) -> Result<(), Failure> {
    let within = within(&intake.store, &intake.links, act, who, intake.clock.now()).await?;
    if within { Ok(()) } else { Err(Failure::TooMany) }
}

/// What became of the letter with the link.
enum Sent {
    Yes,
    /// The mail service will never write to this address.
    Refused,
}

/// Sends the letter with the link that confirms a held complaint. Should it be sent twice, both have one
/// Message-ID and one link.
async fn ask_to_confirm<P: Ports>(
    intake: &Intake<P>,
    id: ComplaintId,
    complaint: &Complaint,
    advice: &[Problem],
) -> Result<Sent, Failure> {
    let link = format!("{}/confirm/{}", intake.public_url, intake.links.token(Link::Confirm(id)));
    let letter = Confirmation::of(complaint, advice, &intake.sender, link, intake.clock.now());
    let composed = letter.compose().map_err(|error| Failure::Letter(error.into()))?;
    match intake.mailer.send(&OutgoingMail { to: letter.to, mime: composed.mime }).await {
        SendOutcome::Accepted(_) => Ok(Sent::Yes),
        SendOutcome::Refused(_) => Ok(Sent::Refused),
        SendOutcome::Unknown(error) => Err(Failure::Letter(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customer_of_a_network_is_one_peer() {
        assert_eq!(Peer::of("2001:db8:1:2:3:4:5:6"), Peer::of("2001:db8:1:2:ffff::1"));
        assert_ne!(Peer::of("2001:db8:1:2::1"), Peer::of("2001:db8:1:3::1"));
        assert_ne!(Peer::of("192.0.2.1"), Peer::of("192.0.2.2"));
    }
}
