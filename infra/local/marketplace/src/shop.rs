//! Listings, sellers, orders and what they did; kept in one JSON file.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::StartError;
use crate::goods;
use crate::picture::Kind;

/// A seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Its number.
    pub id: u32,
    /// The shop's name.
    pub name: String,
    /// Where it ships from.
    pub place: String,
    /// Mail address.
    pub email: String,
    /// Language, BCP 47.
    pub language: String,
}

/// Whether and why the public does not see a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// It does.
    Live,
    /// Hidden until a matter is decided.
    Paused,
    /// Taken down.
    Removed,
}

/// A listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Its number.
    pub id: u32,
    /// Title.
    pub title: String,
    /// What its page says.
    pub description: String,
    /// How often its seller edited it.
    #[serde(default)]
    pub edits: u32,
    /// Price in euro cents.
    pub price_cents: u32,
    /// Number of its seller.
    pub seller: u32,
    /// Whether it is shown.
    pub shown: Shown,
    /// Territories in which it is not sold, by their codes.
    #[serde(default)]
    pub not_in: BTreeSet<String>,
    /// What its picture shows.
    pub(crate) kind: Kind,
    /// Colour of the goods, 0xRRGGBB.
    pub(crate) colour: u32,
    /// Whether the picture carries the star.
    pub(crate) star: bool,
}

/// What a seller changes of a listing; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Another title.
    pub title: Option<String>,
    /// Another text.
    pub description: Option<String>,
    /// Whether the picture carries the star.
    pub star: Option<bool>,
}

/// What an order asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Take it down.
    Removal,
    /// Hide it.
    Pause,
    /// Show it again.
    Restore,
}

/// An order as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The effect id.
    pub id: String,
    /// The listing's id.
    pub listing: String,
    /// What to do with it.
    pub action: Action,
    /// The code of the reason.
    pub reason: String,
    /// The territories in which alone it holds, by their codes; none named: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub territories: Vec<String>,
}

/// What an order came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// Done.
    Done {
        /// Under this reference.
        reference: String,
    },
    /// Refused.
    Refused {
        /// For this reason.
        reason: String,
    },
}

/// An order with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecord {
    /// The order.
    pub order: Order,
    /// Its answer.
    pub answer: Outcome,
    /// How often it was received.
    pub received: u32,
    /// How often it was carried out: 1 when done, 0 when refused.
    pub performed: u32,
}

/// Why an order was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TakeError {
    /// Its effect id came with another order before.
    #[error("this id was used for another order")]
    Conflict,
    /// The records could not be written.
    #[error("the order was not kept")]
    Save(#[from] io::Error),
}

#[derive(Debug, Serialize, Deserialize)]
struct State {
    sellers: Vec<Seller>,
    listings: BTreeMap<u32, Listing>,
    orders: Vec<OrderRecord>,
}

/// The marketplace's records.
pub(crate) struct Shop {
    state: State,
    /// Where in `state.orders` an effect id stands.
    by_id: BTreeMap<String, usize>,
    arrivals: u64,
    file: Option<PathBuf>,
}

impl Shop {
    /// Opens the records in `file`, or makes them with the demo listings.
    pub(crate) fn open(file: Option<PathBuf>) -> Result<Self, StartError> {
        let found = file.as_deref().map(|path| read(path).map_err(|e| StartError::State(path.into(), e)));
        let state = found.transpose()?.flatten().unwrap_or_else(|| State {
            sellers: goods::sellers(),
            listings: goods::listings().into_iter().map(|listing| (listing.id, listing)).collect(),
            orders: Vec::new(),
        });
        let by_id =
            state.orders.iter().enumerate().map(|(at, record)| (record.order.id.clone(), at)).collect();
        let shop = Self { state, by_id, arrivals: 0, file };
        match shop.save() {
            Ok(()) => Ok(shop),
            Err(error) => Err(StartError::Save(shop.file.unwrap_or_default(), error)),
        }
    }

    pub(crate) fn listing(&self, id: u32) -> Option<&Listing> {
        self.state.listings.get(&id)
    }

    /// The listing that an id in a path or an order names.
    pub(crate) fn listing_named(&self, id: &str) -> Option<&Listing> {
        self.listing(id.parse().ok()?).filter(|listing| listing.id.to_string() == id)
    }

    pub(crate) fn seller(&self, id: u32) -> Option<&Seller> {
        self.state.sellers.iter().find(|seller| seller.id == id)
    }

    /// The listings that the public sees.
    pub(crate) fn live(&self) -> impl Iterator<Item = &Listing> {
        self.state.listings.values().filter(|listing| listing.shown == Shown::Live)
    }

    pub(crate) fn orders(&self) -> &[OrderRecord] {
        &self.state.orders
    }

    pub(crate) const fn arrivals(&self) -> u64 {
        self.arrivals
    }

    pub(crate) const fn count_arrival(&mut self) {
        self.arrivals += 1;
    }

    pub(crate) fn order(&self, id: &str) -> Option<&OrderRecord> {
        self.by_id.get(id).and_then(|at| self.state.orders.get(*at))
    }

    /// Takes an order: carries it out, or with `refuse` refuses it for that reason, once per effect id.
    pub(crate) fn take(&mut self, order: Order, refuse: Option<&str>) -> Result<Outcome, TakeError> {
        if let Some(record) = self.by_id.get(&order.id).and_then(|at| self.state.orders.get_mut(*at)) {
            if record.order != order {
                return Err(TakeError::Conflict);
            }
            record.received += 1;
            let outcome = record.answer.clone();
            self.save()?;
            return Ok(outcome);
        }
        let number = self.state.orders.len() + 1;
        let listing = self.listing_named(&order.listing).map(|listing| listing.id);
        let listing = listing.and_then(|id| self.state.listings.get_mut(&id));
        let outcome = match (refuse, listing) {
            (Some(reason), _) => Outcome::Refused { reason: reason.to_owned() },
            (None, None) => Outcome::Refused { reason: "there is no such listing".to_owned() },
            (None, Some(listing)) if !order.territories.is_empty() => {
                let named = order.territories.iter().cloned().collect();
                listing.not_in = match order.action {
                    Action::Restore => &listing.not_in - &named,
                    _ => &listing.not_in | &named,
                };
                Outcome::Done { reference: format!("DM-{number:06}") }
            }
            (None, Some(listing)) => {
                listing.shown = match order.action {
                    Action::Removal => Shown::Removed,
                    Action::Pause => Shown::Paused,
                    Action::Restore => Shown::Live,
                };
                Outcome::Done { reference: format!("DM-{number:06}") }
            }
        };
        let performed = u32::from(matches!(outcome, Outcome::Done { .. }));
        self.by_id.insert(order.id.clone(), self.state.orders.len());
        self.state.orders.push(OrderRecord { order, answer: outcome.clone(), received: 1, performed });
        self.save()?;
        Ok(outcome)
    }

    /// Puts `count` more listings up, made after the demo ones, and returns their ids.
    pub(crate) fn add(&mut self, count: u32) -> io::Result<Range<u32>> {
        let first = self.state.listings.keys().next_back().map_or(1, |last| last + 1);
        let ids = first..first.saturating_add(count);
        for (id, pattern) in ids.clone().zip(goods::listings().into_iter().cycle()) {
            let title = format!("{} · {id:05}", pattern.title);
            self.state.listings.insert(id, Listing { id, title, ..pattern });
        }
        self.save()?;
        Ok(ids)
    }

    /// Edits a listing, as its seller may at any time. False if there is none of this id.
    pub(crate) fn edit(&mut self, id: u32, edit: Edit) -> io::Result<bool> {
        let Some(listing) = self.state.listings.get_mut(&id) else { return Ok(false) };
        let Edit { title, description, star } = edit;
        listing.title = title.unwrap_or_else(|| std::mem::take(&mut listing.title));
        listing.description = description.unwrap_or_else(|| std::mem::take(&mut listing.description));
        listing.star = star.unwrap_or(listing.star);
        listing.edits += 1;
        self.save()?;
        Ok(true)
    }

    /// Writes the file whole, under another name first, so that it is never found half written.
    fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let draft = file.with_extension("new");
        std::fs::write(&draft, serde_json::to_vec_pretty(&self.state)?)?;
        std::fs::rename(&draft, file)
    }
}

fn read(path: &Path) -> io::Result<Option<State>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
