//! What the standings of a day cost: memory at ten thousand and at a million cases in the window, and read units.
//!
//! For memory and time the real code runs over a marketplace that makes each case when it is read, so that nothing
//! but the code under measurement holds any. Its shape is the same at each size: one complainant files a fifth of all
//! cases, the others 200 each, and each fourth of them joined an account later, five to an account; half of the cases are about sellers with one case, half about sellers with eight. For
//! read units the same marketplace, smaller, is stored by the real adapter in `dynoxide`.

mod members;

use std::collections::BTreeMap;

use anyhow::ensure;
use app::add_member;
use app::standings::recompute;
use aws::Meter;
use case::{
    AccountId, AccountKind, Case, CaseId, Digest, Event, Filing, Owner, PartyId, Recorded, RightRef, Side,
    Subject,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use policy::programme::{RuleSetName, rule_set};
use port::{
    Account, Accounts, Append, Appended, CaseAt, CasePage, Cases, Committed, Created, MarketplaceConfig,
    Member, Parties, PartyCases, PartyPage, PartyPlace, PartyRecord, Registry, StandingsProgress,
    StandingsRuns, StoredCase, Subjects, SystemClock, Unavailable,
};
use programme::Participant;
use register::Right;
use store_dynamodb::DynamoStore;
use testkit::conformance::{events, filed, looked};
use uuid::Uuid;

use crate::common::processor_time;
use crate::emulator::environment;
use crate::figure::Figures;
use crate::mails::HEAP;
use crate::schema::{TABLE, create_tables};

const FEW: u64 = 10_000;
const MANY: u64 = 1_000_000;
/// Cases that are stored for real. As all sizes, a multiple of 2,000.
const STORED: u64 = 2_000;
/// Peak memory at `MANY` cases, in that at `FEW`.
const MEMORY_RATIO: f64 = 1.2;
/// Bytes in MiB at most: the function has 1,769.
const MOST_MEMORY: f64 = 32.0;
/// Computing alone, without what is waited for: a third of the function's time.
const MOST_SECONDS: f64 = 300.0;
/// Per case in the window.
const READ_UNITS: f64 = 3.0;
const WRITE_UNITS: f64 = 0.1;

const DAY: Date = date(2026, 11, 2);
const WINDOW_DAYS: u64 = 180;
/// Cases of each complainant but the first.
const OF_A_COMPLAINANT: u64 = 200;
/// One complainant of so many joined an account.
const JOINED: u64 = 4;
/// So many complainants in a row join the same account, if they do.
const ROW: u64 = 20;
/// Cases of each seller that has several.
const OF_A_SELLER: u64 = 8;

/// `standings_…`.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut peaks = Vec::new();
    for (name, cases) in [(FEW, FEW), (MANY, figures.amount(MANY as usize, 20_000) as u64)] {
        let (mebibytes, seconds) = runtime.block_on(run(cases))?;
        let cases = name;
        figures.add(&format!("standings_memory_{cases}"), mebibytes, "MiB", Some(MOST_MEMORY));
        figures.add(&format!("standings_time_{cases}"), seconds, "s", Some(MOST_SECONDS));
        peaks.push(mebibytes);
    }
    figures.add("standings_memory_ratio", peaks[1] / peaks[0], "times", Some(MEMORY_RATIO));
    runtime.block_on(bill(figures))
}

/// Peak memory and time of a run over so many cases.
async fn run(cases: u64) -> anyhow::Result<(f64, f64)> {
    let marketplace = Marketplace { cases, known: BTreeMap::new() };
    HEAP.reset_peak_usage();
    let before = HEAP.current_usage();
    let start = processor_time()?;
    let rules = rule_set(RuleSetName::Honest);
    let done = recompute(&marketplace, &SystemClock, &rules, DAY, Timestamp::MAX).await?;
    let seconds = processor_time()?.saturating_sub(start).as_secs_f64();
    let peak = HEAP.peak_usage().saturating_sub(before);
    let counted = marketplace.complainants() - marketplace.members().count() as u64 + marketplace.accounts();
    let counted = usize::try_from(counted)?;
    ensure!(done.failed == 0 && done.changed >= counted, "{done:?}");
    ensure!(done.cases as u64 == cases + cases / 2, "{} of {cases} cases read", done.cases);
    Ok((peak as f64 / f64::from(1 << 20), seconds))
}

/// What DynamoDB bills for a run, per case.
async fn bill(figures: &mut Figures) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let table = environment(&format!("http://{}", listener.local_addr()?), "bench");
    let database = dynoxide::Database::memory()?;
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    let meter = Meter::default();
    let client = store_dynamodb::Client::new(&aws::metered_config(&table, &meter));
    create_tables(&client).await;
    let store = DynamoStore::new(client, TABLE).metered(meter.clone());
    store.put_right(&testkit::sample::right()).await?;
    let mut marketplace = Marketplace { cases: STORED, known: BTreeMap::new() };
    for number in 0..marketplace.complainants() {
        let subject = Subject::of_address(&address(number));
        marketplace.known.insert(number, store.party_of(&subject).await?);
    }
    for number in 0..STORED {
        let log = marketplace.log(number);
        let Some((first, rest)) = log.split_first() else { continue };
        let Event::Filed(filing) = &first.event else { continue };
        store.create(filing.case_id(), first, first.at).await?;
        let stored = store.load(&[filing.case_id()]).await?.pop().flatten();
        let Some(stored) = stored else { anyhow::bail!("case {number} is gone") };
        store.append(Append { stored: &stored, events: rest, due: stored.due, swept: 0 }).await?;
    }
    join(&store, &marketplace).await?;
    meter.reset();
    let rules = rule_set(RuleSetName::Honest);
    let done = recompute(&store, &SystemClock, &rules, DAY, Timestamp::MAX).await?;
    ensure!(done.failed == 0 && done.cases as u64 == STORED + STORED / 2, "{done:?}");
    let per_case = |units: f64| units / STORED as f64;
    for reading in meter.readings().iter().filter(|it| it.read_units > 0.0) {
        let name = format!("standings_read_units_{}", reading.operation);
        figures.count(&name, per_case(reading.read_units), "read units/case", None);
    }
    let units: f64 = meter.readings().iter().map(|it| it.read_units).sum();
    figures.count("standings_read_units", per_case(units), "read units/case", Some(READ_UNITS));
    figures.count(
        "standings_write_units",
        per_case(meter.write_units()),
        "write units/case",
        Some(WRITE_UNITS),
    );
    figures.add("standings_requests", per_case(meter.requests() as f64), "requests/case", None);
    Ok(())
}

/// Stores the accounts, and lets their people join.
async fn join(store: &DynamoStore, marketplace: &Marketplace) -> anyhow::Result<()> {
    for number in 0..marketplace.accounts() {
        let account = Account { members: Vec::new(), version: 0, ..marketplace.account_number(number) };
        ensure!(store.put_account(&account).await? == Committed::Done, "account {number} is there");
    }
    for number in marketplace.members() {
        let id = account_id(account_of(number));
        add_member(store, &id, &address(number), day() - SignedDuration::from_hours(1)).await?;
    }
    Ok(())
}

fn address(complainant: u64) -> String {
    format!("complainant{complainant}@brands.example")
}

const fn account_of(complainant: u64) -> u64 {
    complainant / ROW
}

fn account_id(number: u64) -> AccountId {
    format!("account-{number}").parse().unwrap()
}

fn day() -> Timestamp {
    DAY.to_zoned(TimeZone::UTC).unwrap().timestamp()
}

/// So many cases, each made when it is read.
struct Marketplace {
    cases: u64,
    /// The parties of complainants, where they were stored.
    known: BTreeMap<u64, PartyId>,
}

fn party(number: u64) -> PartyId {
    PartyId::new(Uuid::from_u128(u128::from(number)))
}

fn number_of(party: PartyId) -> u64 {
    u64::try_from(party.uuid().as_u128()).unwrap()
}

fn id(number: u64) -> CaseId {
    CaseId::new(Uuid::from_u128(u128::from(number)))
}

fn number_of_case(id: CaseId) -> u64 {
    u64::try_from(id.uuid().as_u128()).unwrap()
}

impl Marketplace {
    /// The cases of the first complainant.
    const fn giant(&self) -> u64 {
        self.cases / 5
    }

    const fn complainants(&self) -> u64 {
        1 + (self.cases - self.giant()) / OF_A_COMPLAINANT
    }

    const fn complainant_of(&self, case: u64) -> u64 {
        if case < self.giant() { 0 } else { 1 + (case - self.giant()) / OF_A_COMPLAINANT }
    }

    /// The complainants that joined an account.
    fn members(&self) -> impl Iterator<Item = u64> {
        (1..self.complainants()).filter(|number| number.is_multiple_of(JOINED))
    }

    fn accounts(&self) -> u64 {
        self.members().last().map_or(0, |last| account_of(last) + 1)
    }

    fn account_number(&self, number: u64) -> Account {
        let first = number * ROW;
        let members = self.members().skip_while(|it| *it < first).take_while(|it| *it < first + ROW);
        let (from, history_from) = (day() - SignedDuration::from_hours(1), Some(Timestamp::UNIX_EPOCH));
        Account {
            id: account_id(number),
            name: "Account".to_owned(),
            email: format!("office{number}@brands.example"),
            kind: AccountKind::Agency,
            members: members
                .map(|it| Member { party: self.party(it), from, until: None, history_from })
                .collect(),
            secret: None,
            keys: Vec::new(),
            webhook: None,
            flagger: None,
            version: 1,
        }
    }

    fn party(&self, complainant: u64) -> PartyId {
        self.known.get(&complainant).copied().unwrap_or_else(|| party(complainant))
    }

    /// The first case of a complainant, and how many there are.
    const fn cases_of(&self, complainant: u64) -> (u64, u64) {
        match complainant {
            0 => (0, self.giant()),
            other => (self.giant() + (other - 1) * OF_A_COMPLAINANT, OF_A_COMPLAINANT),
        }
    }

    /// Sellers that have several cases.
    const fn groups(&self) -> u64 {
        self.cases / 2 / OF_A_SELLER
    }

    const fn seller_of(&self, case: u64) -> u64 {
        if case.is_multiple_of(2) { self.cases + case } else { (case / 2) % self.groups() }
    }

    fn filed_at(&self, case: u64) -> Timestamp {
        let (first, count) = self.cases_of(self.complainant_of(case));
        let window = WINDOW_DAYS * 86_400_000;
        let after = SignedDuration::from_millis(i64::try_from(window * (case - first) / count).unwrap());
        day() - SignedDuration::from_millis(i64::try_from(window).unwrap()) + after
    }

    fn place(&self, side: Side, case: u64) -> PartyPlace {
        let subject = match side {
            Side::Complainant => {
                Participant::Complainant(Owner::Party(self.party(self.complainant_of(case))))
            }
            Side::Seller => Participant::Seller(party(self.seller_of(case))),
        };
        PartyPlace { subject, case: CaseAt { at: self.filed_at(case), case: id(case) } }
    }

    /// The case at a place of the index of `side`.
    const fn case_at(&self, side: Side, place: u64) -> u64 {
        match side {
            Side::Complainant => place,
            Side::Seller if place < self.cases / 2 => {
                2 * (place / OF_A_SELLER + place % OF_A_SELLER * self.groups()) + 1
            }
            Side::Seller => 2 * (place - self.cases / 2),
        }
    }

    /// The place of the index of `side` after that of a case.
    fn place_after(&self, side: Side, after: PartyPlace) -> u64 {
        let case = number_of_case(after.case.case);
        match side {
            Side::Complainant => case + 1,
            Side::Seller if case.is_multiple_of(2) => self.cases / 2 + case / 2 + 1,
            Side::Seller => (case / 2) % self.groups() * OF_A_SELLER + (case / 2) / self.groups() + 1,
        }
    }

    fn log(&self, case: u64) -> Vec<Recorded> {
        let at = self.filed_at(case);
        let mut log = vec![filed(0, at)];
        for recorded in &mut log {
            if let Event::Filed(filing) = &mut recorded.event {
                self.is_about(filing, case);
            }
        }
        log.push(Recorded { at, event: Event::Judged(looked(party(self.seller_of(case)))) });
        log.extend(events(at + SignedDuration::from_mins(1)));
        log
    }

    fn is_about(&self, filing: &mut Filing, case: u64) {
        filing.complainant = self.party(self.complainant_of(case));
        filing.owner = Owner::Party(filing.complainant);
        filing.listing = format!("demo/{case}").parse().unwrap();
        filing.right = Some(testkit::sample::right().right);
    }

    fn stored(&self, case: u64) -> StoredCase {
        let log = self.log(case);
        let case = Case::fold(id(case), &log).unwrap();
        StoredCase {
            case,
            log,
            lines: Vec::new(),
            head: Digest::of(b"head"),
            due: None,
            swept: 0,
            waiting: None,
        }
    }
}

impl Cases for Marketplace {
    async fn load(&self, ids: &[CaseId]) -> Result<Vec<Option<StoredCase>>, Unavailable> {
        let stored = ids.iter().map(|id| Some(self.stored(number_of_case(*id)))).collect();
        // Others get their turn, as while a request is under way.
        tokio::task::yield_now().await;
        Ok(stored)
    }
    async fn create(&self, _: CaseId, _: &Recorded, _: Timestamp) -> Result<Created, Unavailable> {
        Ok(Created::New)
    }
    async fn append(&self, _: Append<'_>) -> Result<Appended, Unavailable> {
        Ok(Appended::Conflict)
    }
}

impl PartyCases for Marketplace {
    async fn parties_with_cases(
        &self,
        side: Side,
        _since: Timestamp,
        after: Option<PartyPlace>,
        limit: u16,
    ) -> Result<PartyPage, Unavailable> {
        let first = after.map_or(0, |after| self.place_after(side, after));
        let last = self.cases.min(first + u64::from(limit));
        let places = (first..last).map(|place| self.place(side, self.case_at(side, place)));
        let mut parties: Vec<Participant> = places.map(|place| place.subject).collect();
        parties.dedup();
        let next = (last < self.cases).then(|| self.place(side, self.case_at(side, last - 1)));
        Ok(PartyPage { parties, next })
    }

    async fn cases_since(
        &self,
        subject: Participant,
        _since: Timestamp,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        tokio::task::yield_now().await;
        let place = |case: u64| CaseAt { at: self.filed_at(case), case: id(case) };
        let (first, cases): (u64, Vec<CaseAt>) = match subject {
            Participant::Complainant(Owner::Account(_)) => (0, Vec::new()),
            Participant::Complainant(Owner::Party(party)) => {
                let (first, count) = self.cases_of(number_of(party));
                let begin = after.map_or(first, |after| number_of_case(after.case) + 1);
                let end = (first + count).min(begin + u64::from(limit));
                (first + count - end, (begin..end).map(place).collect())
            }
            Participant::Seller(seller) => match number_of(seller) {
                single if single >= self.cases => (0, vec![place(single - self.cases)]),
                group => {
                    let case = |nth| self.case_at(Side::Seller, group * OF_A_SELLER + nth);
                    let mut cases: Vec<CaseAt> = (0..OF_A_SELLER).map(case).map(place).collect();
                    cases.sort_unstable();
                    (0, cases)
                }
            },
        };
        Ok(CasePage { next: cases.last().copied().filter(|_| first > 0), cases })
    }
}

impl Parties for Marketplace {
    async fn parties(&self, subjects: &[Participant]) -> Result<Vec<Option<PartyRecord>>, Unavailable> {
        Ok(subjects.iter().map(|_| None).collect())
    }
    async fn put_party(&self, _: &PartyRecord) -> Result<Committed, Unavailable> {
        Ok(Committed::Done)
    }
    async fn kept_parties(&self, _: Option<Participant>, _: u16) -> Result<Vec<Participant>, Unavailable> {
        Ok(Vec::new())
    }
}

impl Registry for Marketplace {
    async fn rights(&self, rights: &[RightRef]) -> Result<Vec<Option<Right>>, Unavailable> {
        Ok(rights.iter().map(|_| Some(testkit::sample::right())).collect())
    }
    async fn put_right(&self, _: &Right) -> Result<Committed, Unavailable> {
        Ok(Committed::Done)
    }
    async fn marketplaces(&self) -> Result<Vec<MarketplaceConfig>, Unavailable> {
        Ok(Vec::new())
    }
    async fn put_marketplace(&self, _: &MarketplaceConfig) -> Result<(), Unavailable> {
        Ok(())
    }
}

impl StandingsRuns for Marketplace {
    async fn standings_progress(&self, _: Date) -> Result<Option<StandingsProgress>, Unavailable> {
        Ok(None)
    }
    async fn put_standings_progress(&self, _: &StandingsProgress) -> Result<(), Unavailable> {
        Ok(())
    }
}
