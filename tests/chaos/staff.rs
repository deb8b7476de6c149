//! What people of the desk and the schedule do, by the code behind the tool and the function. What fails they try
//! again.

use app::ChangeError;
use app::desk::{DecideError, Decision, QUEUES, decide, waiting};
use case::{CaseId, Correction, ReviewerId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use policy::programme::{RuleSetName, rule_set};
use port::{Catalogue, Enforcement, WallClock as _};
use web::letter::Sender;

use super::chain::Chain;
use super::parties::PATIENCE;

impl<E: Catalogue + Enforcement + Clone> Chain<E> {
    /// The case that the desk finds in one of its queues.
    async fn waiting_case(&self) -> Result<CaseId, String> {
        let world = &self.world;
        self.until_done("looking for what waits", async || {
            for queue in QUEUES {
                let queued =
                    waiting(world, world, queue, None, 10).await.map_err(|error| error.to_string())?;
                if let Some(first) = queued.waiting.first() {
                    return Ok(first.case.id);
                }
            }
            Err("nothing waits".to_owned())
        })
        .await
    }

    /// A reviewer decides about the case that waits.
    pub(crate) async fn decide(&self, decision: Decision) -> Result<(), String> {
        let case = self.waiting_case().await?;
        self.decide_of(case, "ada", decision).await
    }

    /// A reviewer finds the measure of the only case wrong, though it waits for nobody.
    pub(crate) async fn correct(&self) -> Result<(), String> {
        let (case, _) = self.only_case()?;
        let decision = Decision::Correct { why: Correction::Mistake, note: testkit::sample::note() };
        self.decide_of(case, "ben", decision).await
    }

    async fn decide_of(&self, case: CaseId, by: &str, decision: Decision) -> Result<(), String> {
        let (world, by) = (&self.world, by.parse::<ReviewerId>().unwrap());
        for tried in 0..PATIENCE {
            let clock = self.clock();
            let deciding = decide((world, world, world, &clock), case, decision.clone(), &by);
            match world.until_crash(Box::pin(deciding)).await {
                Some(Ok(_)) => return Ok(()),
                Some(Err(DecideError::Refused { source: ChangeError::Illegal(illegal), .. })) => {
                    // The first try may have been recorded, though nobody heard of it.
                    return if tried > 0 { Ok(()) } else { Err(illegal.to_string()) };
                }
                Some(Err(_)) | None => {}
            }
            world.pass(SignedDuration::from_secs(20));
        }
        Err("the desk never could decide".to_owned())
    }

    /// What the schedule asks of the function today, each twice, as it asks at least once, and tomorrow: a reminder whose
    /// sender has died is left until then.
    pub(crate) async fn daily_work(&self) -> Result<(), String> {
        let (world, clock) = (&self.world, &self.clock());
        let sender = Sender::new("complaints@goodfaith.example");
        for hours_before in [0, 0, 24] {
            world.pass(SignedDuration::from_hours(hours_before));
            self.until_done("compiling marks", async || app::compile_marks(world, world, clock).await)
                .await?;
            for day in app::days_at(clock.now()) {
                self.until_done("the report", async || app::write_report(world, world, clock, day).await)
                    .await?;
            }
            let rules = &rule_set(RuleSetName::Honest);
            let today: Date = clock.now().to_zoned(TimeZone::UTC).date();
            self.until_done("the standings", async || {
                app::standings::recompute(world, clock, rules, today, Timestamp::MAX).await
            })
            .await?;
            self.until_done("reminding", async || {
                match app::remind(world, world, clock, &sender).await.map_err(|error| error.to_string())? {
                    done if done.failed == 0 => Ok(()),
                    done => Err(format!("{done:?}")),
                }
            })
            .await?;
        }
        Ok(())
    }
}
