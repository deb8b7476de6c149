//! What the addresses of a text are to each other: which site most of what is complained of is on, whose
//! accounts are named there, and in which order.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::address::{self, Parts};
use super::cues::{Counts, Cue};
use super::layout::Context;
use super::urls::Found;

/// What an address and its place say without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// Every address has it: what is not told apart is complained of.
    Any,
    /// It is on the site that most of what is complained of is on.
    MainSite,
    /// It is on another site, where many sell or publish.
    OtherPlatform,
    /// It has no path.
    Home,
    /// Its path has one segment, as that of an account or a shop.
    Shallow,
    /// Its path has three segments or more.
    Deep,
    /// It shows a picture.
    Picture,
    /// It leads to rules, help, law, a register or an archive.
    Reference,
    /// A mail address in the text is of its domain.
    OwnDomain,
    /// Its account bears the name of the owner's domain.
    OwnAccount,
    /// Its domain's name is a word of the text.
    NamedDomain,
    /// Its account's name is a word of the text.
    NamedAccount,
    /// It stands in the first block with addresses, and others follow.
    FirstBlock,
    /// It stands in the last of several blocks with addresses.
    LastBlock,
    /// All addresses stand in one block.
    OnlyBlock,
    /// Its account is the first on the main site, and others follow.
    FirstAccount,
    /// Other accounts of the main site come before it.
    LaterAccount,
    /// Its account is the only one on the main site.
    OnlyAccount,
    /// Its account is named in other runs, too.
    AccountAgain,
    /// It is named again.
    Again,
    /// Another account before it has an item of the same name.
    SameNameLater,
    /// Another account after it has an item of the same name.
    SameNameFirst,
    /// Other accounts of the main site follow it in a list without words, and its own is named no more.
    Yields,
    /// As [`Sign::Yields`], and no other site is named before.
    YieldsAsFirst,
    /// As [`Sign::Yields`], and the next list follows without a word between.
    YieldsAtOnce,
    /// As [`Sign::Yields`], and words of copies lead to the next list.
    YieldsToCopies,
    /// A list of other addresses stands right before it.
    FollowsAtOnce,
    /// A later list without words names its account by another address, and not it.
    Restated,
    /// Its account was named before by another address.
    Restates,
    /// Another site is named before it.
    OutsideBefore,
    /// No other site is named at all.
    NoOutside,
    /// The words that lead to it are a short answer.
    ShortLead,
    /// Of the words before it in its sentence, those nearest to it speak of infringement or removal.
    NearestAccuses,
    /// Of the words before it in its sentence, those nearest to it speak of what is the owner's.
    NearestOwns,
    /// The label before it speaks of infringement alone.
    LabelAccuses,
    /// The label before it speaks of what is the owner's alone.
    LabelOwns,
    /// The label before it speaks of proof, rules, letters or persons alone.
    LabelAside,
    /// It is one of three or more in a row.
    Listed,
    /// No words stand in its line.
    Alone,
    /// It stands in quoted text.
    Quoted,
    /// It stands below the signature.
    Signed,
}

/// What is known of the text as a whole.
pub(super) struct Site {
    /// The registered labels of the main site.
    main: HashSet<String>,
    /// Names by which the owner is known: labels of mail domains and of sites of their own.
    owners: Vec<String>,
    mail: HashSet<String>,
    named: HashSet<String>,
    accounts: HashMap<String, Account>,
    first_run: usize,
    last_first_run: usize,
    /// By name of item: the first account, and whether others follow.
    names: HashMap<String, (String, bool)>,
    orders: usize,
    runs: BTreeMap<usize, Run>,
    /// The last run on the main site without words.
    last_list: Option<usize>,
    /// The first address on another site.
    outside: Option<usize>,
}

/// An account on the main site, by the runs that name it.
struct Account {
    first: usize,
    last: usize,
    runs: usize,
    /// The last run without words, and the first address of the account.
    list: Option<usize>,
    key: String,
}

/// The addresses of one list.
#[derive(Default)]
struct Run {
    length: usize,
    stretch: usize,
    copies: bool,
}

impl Site {
    pub(super) fn of(
        text: &str,
        found: &[Found],
        parts: &[Parts],
        contexts: &[Context],
        counts: &Counts<'_>,
    ) -> Self {
        let mail = mail_labels(text);
        let main = main_site(&mail, parts, contexts, counts);
        let mut accounts: HashMap<String, Account> = HashMap::new();
        let mut last_list = None;
        let mut outside = None;
        let mut names: HashMap<String, (String, bool)> = HashMap::new();
        let mut runs: BTreeMap<usize, Run> = BTreeMap::new();
        for (index, (parts, context)) in parts.iter().zip(contexts).enumerate() {
            let run = runs.entry(context.run).or_default();
            run.length += 1;
            run.stretch = context.stretch;
            let copies = |stretch| counts.within(stretch)[Cue::Copies as usize] > 0;
            run.copies |= copies(context.lead) || copies(context.sentence);
            if !main.contains(&parts.label) {
                if !parts.reference && !parts.picture {
                    outside = outside.or(Some(index));
                }
                continue;
            }
            let account = accounts.entry(parts.account.clone()).or_insert(Account {
                first: context.run,
                last: context.run,
                runs: 1,
                list: None,
                key: parts.key.clone(),
            });
            account.runs += usize::from(account.last != context.run);
            account.last = context.run;
            if !context.in_words {
                last_list = Some(context.run);
                account.list = Some(context.run);
            }
            if !parts.name.is_empty() {
                let (first, others) =
                    names.entry(parts.name.clone()).or_insert_with(|| (parts.account.clone(), false));
                *others |= *first != parts.account;
            }
        }
        Self {
            named: named(text, found, parts),
            first_run: accounts.values().map(|account| account.first).min().unwrap_or_default(),
            last_first_run: accounts.values().map(|account| account.first).max().unwrap_or_default(),
            orders: contexts.last().map_or(0, |context| context.order),
            owners: owners(&mail, &main, parts),
            main,
            mail,
            accounts,
            names,
            runs,
            last_list,
            outside,
        }
    }

    pub(super) fn signs(&self, index: usize, parts: &[Parts], contexts: &[Context]) -> Vec<Sign> {
        let (parts, context) = (&parts[index], &contexts[index]);
        let main = self.main.contains(&parts.label);
        let account = self.accounts.get(&parts.account).filter(|_| main);
        let name = self.names.get(&parts.name).filter(|(_, others)| main && *others);
        let several = self.accounts.len() > 1;
        let own_account = main
            && parts.holder.len() > 3
            && self
                .owners
                .iter()
                .any(|owner| parts.holder.contains(owner.as_str()) || owner.contains(&parts.holder));
        let first = account.is_some_and(|account| account.first == self.first_run);
        let yields = account.is_some_and(|account| self.last_list > Some(account.last));
        let next = account.and_then(|account| self.runs.range(account.last + 1..).next()).map(|(_, run)| run);
        let at_once = next.is_some_and(|next| next.stretch == context.stretch);
        let before = self.runs.range(..context.run).next_back().map(|(_, run)| run);
        let outside_before = self.outside.is_some_and(|outside| outside < index);
        let lead = context.lead.1 - context.lead.0;
        let listed_again = account.and_then(|account| account.list).is_some_and(|list| list > context.run);
        let all = [
            (true, Sign::Any),
            (main, Sign::MainSite),
            (!main && address::is_platform(&parts.label), Sign::OtherPlatform),
            (parts.depth == 0, Sign::Home),
            (parts.shallow, Sign::Shallow),
            (parts.depth > 2, Sign::Deep),
            (parts.picture, Sign::Picture),
            (parts.reference, Sign::Reference),
            (self.mail.contains(&parts.label), Sign::OwnDomain),
            (own_account, Sign::OwnAccount),
            (!main && self.named.contains(&parts.label), Sign::NamedDomain),
            (main && self.named.contains(&parts.holder), Sign::NamedAccount),
            (self.orders > 0 && context.order == 0, Sign::FirstBlock),
            (self.orders > 0 && context.order == self.orders, Sign::LastBlock),
            (self.orders == 0, Sign::OnlyBlock),
            (several && first && self.last_first_run > self.first_run, Sign::FirstAccount),
            (several && account.is_some() && !first, Sign::LaterAccount),
            (account.is_some() && !several, Sign::OnlyAccount),
            (account.is_some_and(|account| account.runs > 1), Sign::AccountAgain),
            (yields, Sign::Yields),
            (yields && !outside_before, Sign::YieldsAsFirst),
            (yields && at_once, Sign::YieldsAtOnce),
            (yields && next.is_some_and(|next| next.copies), Sign::YieldsToCopies),
            (before.is_some_and(|before| before.stretch == context.stretch), Sign::FollowsAtOnce),
            (listed_again, Sign::Restated),
            (account.is_some_and(|account| account.key != parts.key), Sign::Restates),
            (main && outside_before, Sign::OutsideBefore),
            (main && self.outside.is_none(), Sign::NoOutside),
            (lead > 0 && lead < SHORT, Sign::ShortLead),
            (name.is_some_and(|(first, _)| *first != parts.account), Sign::SameNameLater),
            (name.is_some_and(|(first, _)| *first == parts.account), Sign::SameNameFirst),
            (self.runs.get(&context.run).is_some_and(|run| run.length > 2), Sign::Listed),
            (!context.in_words, Sign::Alone),
            (context.quoted, Sign::Quoted),
            (context.signed, Sign::Signed),
        ];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, sign)| sign).collect()
    }
}

/// Bytes below which words say no more than yes, no, or a name.
const SHORT: usize = 12;
/// The registered labels of the site that most of what is complained of is on.
///
/// A site gains by each address up to a few, by words of infringement that lead to them, and by being one
/// where many sell; it loses by words of ownership, by the owner's mail address, and by holding rules.
fn main_site(
    mail: &HashSet<String>,
    parts: &[Parts],
    contexts: &[Context],
    counts: &Counts<'_>,
) -> HashSet<String> {
    let mut weight: BTreeMap<String, i64> = BTreeMap::new();
    let mut keys = HashSet::new();
    for (parts, context) in parts.iter().zip(contexts) {
        if !keys.insert(&parts.key) {
            continue;
        }
        let has = |cues: &[Cue]| {
            let found = [context.before, context.lead].map(|stretch| counts.within(stretch));
            cues.iter().any(|cue| found.iter().any(|counts| counts[*cue as usize] > 0))
        };
        let accusing = has(&[Cue::Infringes, Cue::Remove]);
        let owning = has(&[Cue::Own, Cue::Original]);
        let of = weight.entry(parts.label.clone()).or_default();
        *of += 1 + 2 * i64::from(accusing && !owning) - 2 * i64::from(owning && !accusing);
        *of -= i64::from(parts.depth == 0 || parts.reference || parts.picture);
        *of = (*of).clamp(-6, 6);
    }
    for (label, weight) in &mut weight {
        *weight += 6 * i64::from(address::is_platform(label)) - 6 * i64::from(mail.contains(label));
    }
    let heads = families(&weight);
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for (label, weight) in &weight {
        *sums.entry(heads[label].as_str()).or_default() += weight;
    }
    let head = sums.iter().max_by_key(|(_, weight)| **weight).map(|(head, _)| (*head).to_owned());
    weight.keys().filter(|label| Some(&heads[*label]) == head.as_ref()).cloned().collect()
}

/// The most names of owners that accounts are compared with.
const MOST_OWNERS: usize = 20;

/// Names by which the owner may be known: the labels of mail domains, and of sites that are not the main one.
fn owners(mail: &HashSet<String>, main: &HashSet<String>, parts: &[Parts]) -> Vec<String> {
    let mut owners: Vec<String> = mail.iter().filter(|label| label.len() > 3).cloned().collect();
    owners.extend(
        parts
            .iter()
            .filter(|parts| !main.contains(&parts.label) && !parts.reference && !parts.picture)
            .filter(|parts| parts.label.len() > 3 && !address::is_platform(&parts.label))
            .map(|parts| address::letters(&parts.label)),
    );
    owners.sort_unstable();
    owners.dedup();
    owners.truncate(MOST_OWNERS);
    owners
}

/// The labels of one site under the shortest of them: `shop` and `shopcdn`.
fn families(weight: &BTreeMap<String, i64>) -> HashMap<String, String> {
    let mut heads = HashMap::new();
    let mut head: Option<&String> = None;
    for label in weight.keys() {
        if head.is_none_or(|head| head.len() < 5 || !label.starts_with(head.as_str())) {
            head = Some(label);
        }
        heads.insert(label.clone(), head.cloned().unwrap_or_default());
    }
    heads
}

/// The registered labels of the mail addresses in a text, those of mail services aside.
fn mail_labels(text: &str) -> HashSet<String> {
    text.match_indices('@')
        .filter_map(|(at, _)| {
            let rest = crate::text::first_bytes(&text[at + 1..], 255);
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-'))
                .unwrap_or(rest.len());
            let domain = rest[..end].trim_end_matches('.');
            domain.contains('.').then(|| address::parts(domain).label)
        })
        .filter(|label| !address::is_mailer(label))
        .collect()
}

/// Which labels and holders of addresses are words of the text outside of addresses.
fn named(text: &str, found: &[Found], parts: &[Parts]) -> HashSet<String> {
    let wanted: HashSet<&str> = parts
        .iter()
        .flat_map(|parts| [parts.label.as_str(), parts.holder.as_str()])
        .filter(|name| name.len() > 3)
        .collect();
    let mut named = HashSet::new();
    let mut from = 0;
    let ends = found.iter().map(|found| (found.start, found.end)).chain([(text.len(), text.len())]);
    for (start, end) in ends {
        for word in text[from.min(start)..start].split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        {
            let word = address::letters(word);
            if wanted.contains(word.as_str()) {
                named.insert(word);
            }
        }
        from = end;
    }
    named
}
