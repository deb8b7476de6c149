//! Answers to mails that could not be filed at once. One sender gets only so many: two machines that answer
//! each other end there at the latest.

use app::filing::{Within, writer_within};
use app::letters::{SentOnce, send_once};
use case::{Digest, Reference};
use jiff::{SignedDuration, Timestamp};
use notice::mail::MailReading;
use notice::{Class, Draft, Problem, field};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use policy::LimitedAction;
use port::{LetterClaims, LetterKey, Limits, Mailer, OutgoingMail, WallClock};
use step::StepError;
use web::letter::{AnsweredMail, ByPage, ComposeError, Composed, OnPage, Returned, Stray};
use web::page::FieldError;

use crate::MailIntake;

/// How long a mail is known to be answered. Its object is gone before.
const ANSWERED: SignedDuration = SignedDuration::from_hours(24 * 60);

/// The longest address of a form with what was understood filled in: every browser and gateway takes it.
const MOST_FORM_BYTES: usize = 4_000;

impl<S, D, I, N, M, C> MailIntake<S, D, I, N, M, C>
where
    S: LetterClaims + Limits,
    M: Mailer,
    C: WallClock,
{
    /// Answers what was understood, what is wrong, and where to go on: the form, filled in as far as possible.
    ///
    /// A sender who is not authenticated may be a victim whose address was forged: only what is clearly a
    /// complaint is answered then, and any other mail is left to a person. So is one that the domain in From says it did
    /// not send.
    pub(crate) async fn give_back(
        &self,
        raw: &[u8],
        reading: &MailReading,
        draft: &Draft,
        problems: &[Problem],
    ) -> Result<(), StepError> {
        let is_complaint = reading.understood.class == Class::Complaint && !draft.listings.is_empty();
        if !reading.thread.claimed.is_empty() {
            return self
                .leave(raw, reading, "a mail about a case to which its sender is no party".to_owned())
                .await;
        }
        let answerable =
            !reading.from.is_empty() && reading.automatic.is_none() && !reading.verdicts.disown();
        if !answerable || !(reading.authenticated || is_complaint) {
            let codes: Vec<_> = problems.iter().map(|p| format!("{} {}", p.field, p.code())).collect();
            return Err(StepError::Reject(format!("no complaint: {}", codes.join(", ")).into()));
        }
        // Two machines that answer each other end here at the latest: a person looks at it.
        let now = self.clock.now();
        if self.answered_too_often(reading, now).await? {
            return Err(StepError::Reject("too many mails of one sender".into()));
        }
        let errors = problems.iter().filter(|problem| problem.field != field::BODY).map(FieldError::from);
        let returned = Returned {
            mail: self.answered(raw, reading, now),
            subject: reading.subject.clone(),
            understood: Returned::understood_of(draft, reading.language()),
            errors: errors.collect(),
            form: self.form(reading, draft),
        };
        self.send(raw, &reading.from, returned.compose()).await
    }

    /// The mail `raw`, as its answers name it.
    fn answered(&self, raw: &[u8], reading: &MailReading, at: Timestamp) -> AnsweredMail {
        AnsweredMail {
            language: reading.language(),
            sender: self.sender.clone(),
            to: reading.from.clone(),
            to_name: reading.display_name.clone(),
            at,
            answers: reading.message_id.clone(),
            digest: Digest::of(raw),
        }
    }

    async fn answered_too_often(&self, reading: &MailReading, now: Timestamp) -> Result<bool, StepError> {
        let act = LimitedAction::AnswerMail;
        Ok(writer_within(&self.store, &self.links, act, &reading.from, now).await? != Within::Yes)
    }

    /// Tells the sender of a reply that may be meant to do what no mail does on which pages that is done.
    pub(crate) async fn lead_to_pages(
        &self,
        raw: &[u8],
        reading: &MailReading,
        (act, pages): (OnPage, Vec<(Reference, String)>),
    ) -> Result<(), StepError> {
        let now = self.clock.now();
        if self.answered_too_often(reading, now).await? {
            let what = match act {
                OnPage::Withdraw => "a complaint may be taken back",
                OnPage::Answer => "a counter-notice may be answered",
                OnPage::Correct => "a complaint may be corrected",
            };
            return Err(StepError::Reject(format!("{what}; too many mails of one sender").into()));
        }
        let by_page = ByPage { act, mail: self.answered(raw, reading, now), pages };
        self.send(raw, &reading.from, by_page.compose()).await
    }

    /// Leaves a mail that seems to be about a case, and belongs to none of its sender's, to a person. A sender who is
    /// authenticated is told where a party is heard: many a seller answers a letter by mail.
    pub(crate) async fn leave(
        &self,
        raw: &[u8],
        reading: &MailReading,
        why: String,
    ) -> Result<(), StepError> {
        let answerable = reading.authenticated && !reading.from.is_empty() && reading.automatic.is_none();
        let now = self.clock.now();
        if answerable && !self.answered_too_often(reading, now).await? {
            let mail = self.answered(raw, reading, now);
            let stray = Stray { mail, subject: reading.subject.clone() };
            self.send(raw, &reading.from, stray.compose()).await?;
        }
        Err(StepError::Reject(why.into()))
    }

    /// Sends the answer to the mail `raw`, once: a mail may be reported to have arrived several times.
    async fn send(
        &self,
        raw: &[u8],
        to: &str,
        letter: Result<Composed, ComposeError>,
    ) -> Result<(), StepError> {
        let composed = letter.map_err(|error| StepError::Reject(Box::new(error)))?;
        let mail = OutgoingMail { to: to.to_owned(), mime: composed.mime };
        let key = LetterKey::Answer(Digest::of(raw));
        match send_once((&self.store, &self.mailer, &self.clock), key, &mail, ANSWERED).await? {
            SentOnce::Sent | SentOnce::Already | SentOnce::GivenUp => Ok(()),
            SentOnce::Refused(reason) => {
                Err(StepError::Reject(format!("the answer was refused: {reason}").into()))
            }
            // Should that one die, this one goes on.
            SentOnce::UnderWay => Err(StepError::Retry("the answer is being sent".into())),
            SentOnce::Not(error) | SentOnce::Perhaps(error) => Err(StepError::Retry(error)),
        }
    }

    /// The form's address with claim, right and listings: nothing about persons stands in an address.
    fn form(&self, reading: &MailReading, draft: &Draft) -> String {
        let claim = draft.claim.map(case::Claim::code).unwrap_or_default();
        let mut address = format!("{}/?lang={}", self.public_url, reading.language().code());
        for (name, value) in [
            (field::CLAIM, claim),
            (field::RIGHT_OFFICE, &draft.right.office),
            (field::RIGHT_NUMBER, &draft.right.number),
        ] {
            if !value.is_empty() {
                address.push_str(&format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
            }
        }
        let mut sign = format!("&{}=", field::LISTINGS);
        for listing in &draft.listings {
            let listing = utf8_percent_encode(listing, NON_ALPHANUMERIC).to_string();
            if address.len() + sign.len() + listing.len() > MOST_FORM_BYTES {
                break;
            }
            address.push_str(&sign);
            address.push_str(&listing);
            "%0A".clone_into(&mut sign);
        }
        address
    }
}
