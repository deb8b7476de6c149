//! Sending what is planned, each letter once: claimed, announced, sent, and released where it is still owed.

use app::letters::{Claimed, claim_letters, letters_header};
use case::{Announcement, Command, OwedLetter, Posted, Withheld};
use futures_util::future::join_all;
use jiff::Timestamp;
use port::{
    Announcements, Cases, LetterClaims, LetterKey, Mailer, OutgoingMail, SendOutcome, StoredCase,
    Unavailable, WallClock,
};
use step::StepError;
use web::letter::{ComposeError, Draft, compose};

use crate::draft::{Known, Mail, post};
use crate::plan::PlannedLetter;
use crate::{Ending, Notify};

/// The letters that may be sent, and the claims that say so.
#[derive(Default)]
pub(crate) struct Claims {
    letters: Vec<PlannedLetter>,
    /// Each with the number of its case in the group.
    claims: Vec<(usize, Claimed)>,
    /// The cases, by their numbers, whose claims are released: of what they cover nothing is in doubt, and something is
    /// still owed, or may be once more.
    released: Vec<usize>,
    /// Those of which something may have gone out without an answer.
    in_doubt: Vec<usize>,
    /// Those of which a person is asked.
    left: Vec<usize>,
}

impl Claims {
    /// With nothing of it sent.
    pub(crate) fn unsent(mut self) -> Self {
        self.released = self.claims.iter().map(|(index, _)| *index).collect();
        self
    }

    /// What was claimed and is not to be sent any more, or not now, is released: a person may have it sent.
    fn let_go_of_the_unsent(&mut self) {
        let is_sent = |index| self.letters.iter().any(|letter| letter.index == index);
        self.released =
            self.claims.iter().map(|(index, _)| *index).filter(|index| !is_sent(*index)).collect();
    }

    /// Another letter of the same event of the case with this number, one that could not be planned or that a person has
    /// sent, is not to be held up.
    pub(crate) fn let_go(&mut self, index: usize) {
        self.released.push(index);
    }

    /// A letter of the case with this number is out, and nothing says so.
    pub(crate) fn is_in_doubt(&mut self, index: usize) {
        self.in_doubt.push(index);
    }

    fn of(&self, index: usize, owed: OwedLetter) -> Option<&Claimed> {
        let own = self.claims.iter().find(|(of, claim)| *of == index && claim.covers(owed.of));
        own.map(|(_, claim)| claim)
    }
}

/// How the letters of a mail are to be recorded, once it is known.
enum Sent {
    Posted(String),
    Withheld(Withheld),
    /// Certainly not out, still owed.
    Not,
    /// Perhaps out, still owed.
    Perhaps,
}

impl<S, D, L, M, A, C, J> Notify<S, D, L, M, A, C, J>
where
    S: Cases + LetterClaims,
    M: Mailer,
    A: Announcements,
    C: WallClock,
{
    /// Claims the planned letters, case by case. What others are sending is left to them.
    pub(crate) async fn claim(
        &self,
        group: &[StoredCase],
        mut planned: Vec<PlannedLetter>,
        now: Timestamp,
        ending: &mut Ending,
    ) -> Claims {
        let asked = group.iter().enumerate().filter_map(|(index, stored)| {
            let of =
                || planned.iter().filter(move |letter| letter.index == index).map(|letter| letter.owed.of);
            let events = (of().min()?, of().max()?);
            let key = LetterKey::Case(stored.case.id);
            Some(async move { (index, stored, claim_letters(&self.store, key, events, now).await) })
        });
        let mut claims = Claims::default();
        for (index, stored, claiming) in join_all(asked).await {
            match claiming {
                Ok(claiming) => {
                    if let Some(held) = claiming.held {
                        ending.look_again(stored, held.until, now);
                    }
                    claims.claims.extend(claiming.mine.map(|mine| (index, mine)));
                }
                Err(error) => ending.note(error.into()),
            }
        }
        let owed = self.still_owed(group, &claims, ending).await;
        planned.retain(|letter| {
            claims.of(letter.index, letter.owed).is_some() && owed[letter.index].contains(&letter.owed)
        });
        claims.letters = planned;
        claims.let_go_of_the_unsent();
        claims
    }

    /// What each case of the group owes, looked at again where its letters were claimed by another before.
    async fn still_owed(
        &self,
        group: &[StoredCase],
        claims: &Claims,
        ending: &mut Ending,
    ) -> Vec<Vec<OwedLetter>> {
        let mut owed: Vec<Vec<OwedLetter>> = group.iter().map(|stored| stored.case.letters.clone()).collect();
        for (index, _) in claims.claims.iter().filter(|(_, claim)| claim.is_taken_over()) {
            owed[*index] = match self.store.load(&[group[*index].case.id]).await {
                Ok(mut now) => now.pop().flatten().map(|stored| stored.case.letters).unwrap_or_default(),
                Err(error) => {
                    ending.note(error.into());
                    Vec::new()
                }
            };
        }
        owed
    }

    /// Has an account told what its letters tell, before they go out: a letter that is recorded is not looked
    /// at again. Announced twice is posted twice under one id.
    pub(crate) async fn announce(
        &self,
        known: &[(usize, Known<'_>)],
        claims: &Claims,
        now: Timestamp,
    ) -> Result<(), Unavailable> {
        let announcements: Vec<Announcement> = known
            .iter()
            .flat_map(|(index, known)| {
                let letters = claims.letters.iter().filter(|letter| letter.index == *index);
                known.announcements(letters.map(|letter| letter.owed), now)
            })
            .collect();
        if announcements.is_empty() { Ok(()) } else { self.announcements.announce(&announcements).await }
    }

    /// Sends what is claimed, and notes in `records` what is to be recorded of it.
    pub(crate) async fn send(
        &self,
        group: &[StoredCase],
        mut claims: Claims,
        records: &mut [Vec<Command>],
        now: Timestamp,
        ending: &mut Ending,
    ) -> Claims {
        let mut mails = Vec::new();
        for letter in std::mem::take(&mut claims.letters) {
            let PlannedLetter { index, owed, envelope, item } = letter;
            let Some(claim) = claims.of(index, owed) else { continue };
            if claim.is_exhausted() && claim.is_again(owed.of) {
                tracing::warn!(case.id = %group[index].case.id, letter = owed.letter.code(), "letter left to a person");
                records[index].push(Command::WithholdLetter(owed, Withheld::Unanswered));
                claims.left.push(index);
            } else {
                post(&mut mails, envelope, index, owed, item);
            }
        }
        for mail in mails {
            let covers = mail.covers.clone();
            let sent = self.send_one(mail, &claims, now, ending, group).await;
            for (index, owed) in covers {
                match &sent {
                    Sent::Posted(receipt) => {
                        let again = claims.of(index, owed).is_some_and(|claim| claim.is_again(owed.of));
                        let receipt = owed.letter.is_statutory().then(|| receipt.clone());
                        records[index].push(Command::LetterSent(owed, Posted { receipt, again }));
                    }
                    Sent::Withheld(why) => records[index].push(Command::WithholdLetter(owed, *why)),
                    Sent::Not => claims.released.push(index),
                    Sent::Perhaps => claims.in_doubt.push(index),
                }
            }
        }
        claims
    }

    async fn send_one(
        &self,
        mail: Mail,
        claims: &Claims,
        now: Timestamp,
        ending: &mut Ending,
        group: &[StoredCase],
    ) -> Sent {
        let covers = mail.covers.clone();
        let cases = || covers.iter().map(|(index, _)| &group[*index]);
        let claimed = || covers.iter().filter_map(|(index, owed)| claims.of(*index, *owed));
        let at = self.clock.now();
        let wait = self.pause.ends(at).or_else(|| (!claimed().all(|claim| claim.has_time(at))).then_some(at));
        if let Some(until) = wait {
            cases().for_each(|stored| ending.look_again(stored, until, at));
            return Sent::Not;
        }
        let (case, letter) = (cases().next().map(|it| it.case.id.to_string()), mail.envelope.letter.code());
        let case = case.unwrap_or_default();
        let draft = self.draft(mail, now);
        let composed = match compose(&draft) {
            Ok(composed) => composed,
            // The sender's address was checked in `main`: it is the receiver's that is impossible.
            Err(ComposeError::Address) => {
                tracing::warn!(case.id = case, letter, why = "impossible_address", "letter withheld");
                return Sent::Withheld(Withheld::ImpossibleAddress);
            }
            Err(error @ (ComposeError::NoItem | ComposeError::MixedLetters)) => {
                ending.note(StepError::Reject(Box::new(error)));
                return Sent::Not;
            }
        };
        let names: Vec<_> = covers.iter().map(|(index, owed)| (group[*index].case.id, *owed)).collect();
        let mime = [letters_header(&names).into_bytes(), composed.mime].concat();
        match self.mailer.send(&OutgoingMail { to: draft.to, mime }).await {
            SendOutcome::Accepted(id) => {
                let items = draft.items.len();
                tracing::info!(case.id = case, letter, items, mail.id = id, "letter sent");
                Sent::Posted(id)
            }
            SendOutcome::Refused(why) => {
                tracing::warn!(case.id = case, letter, why, "letter refused by the mail service");
                Sent::Withheld(Withheld::Refused)
            }
            SendOutcome::Paused(pause, error) => {
                let at = self.clock.now();
                let until = self.pause.begin(at, pause);
                tracing::warn!(case.id = case, letter, error = port::chain_of(error.as_ref()), %until, "mail paused");
                cases().for_each(|stored| ending.look_again(stored, until, at));
                Sent::Not
            }
            SendOutcome::Unknown(error) => {
                let ends = claimed().map(Claimed::ends).max().unwrap_or(at);
                tracing::warn!(case.id = case, letter, error = port::chain_of(error.as_ref()), again = %ends, "letter perhaps sent");
                cases().for_each(|stored| ending.look_again(stored, ends, at));
                Sent::Perhaps
            }
        }
    }

    fn draft(&self, mail: Mail, now: Timestamp) -> Draft {
        let envelope = mail.envelope;
        Draft {
            language: envelope.language,
            sender: self.letterhead.sender.clone(),
            to: envelope.to,
            to_name: envelope.to_name,
            at: now,
            answers: envelope.answers,
            form: format!("{}/", self.letterhead.public_url),
            complaint: envelope.complaint,
            acts: envelope.acts,
            other_acts: envelope.other_acts,
            items: mail.items,
        }
    }

    /// Lets go of the claims on what was not sent. One that cannot be released ends by itself.
    pub(crate) async fn release(&self, claims: Claims, ending: &mut Ending) {
        let now = self.clock.now();
        for (index, claim) in claims.claims.iter().filter(|(index, _)| !claims.in_doubt.contains(index)) {
            let released = if claims.left.contains(index) {
                claim.leave_to_a_person(&self.store, now).await
            } else if claims.released.contains(index) {
                claim.release(&self.store, now).await
            } else {
                Ok(())
            };
            if let Err(error) = released {
                ending.note(error.into());
            }
        }
    }
}
