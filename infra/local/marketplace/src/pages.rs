//! The pages that people see.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::App;
use crate::picture;
use crate::shop::{Listing, Seller, Shop, Shown};

/// How many listings the front page shows.
const FRONT: usize = 60;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(front))
        .route("/listings/{id}", get(listing))
        .route("/pictures/{file}", get(picture))
        .fallback(nowhere)
}

/// A listing as a page shows it.
struct Card<'a> {
    id: u32,
    title: &'a str,
    description: &'a str,
    price: String,
    seller: &'a str,
    place: &'a str,
    language: &'a str,
    not_in: String,
}

impl<'a> Card<'a> {
    fn new(listing: &'a Listing, seller: &'a Seller) -> Self {
        Self {
            id: listing.id,
            title: &listing.title,
            description: &listing.description,
            price: format!("€{}.{:02}", listing.price_cents / 100, listing.price_cents % 100),
            seller: &seller.name,
            place: &seller.place,
            language: &seller.language,
            not_in: listing.not_in.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
        }
    }

    fn of(shop: &'a Shop, listing: &'a Listing) -> Option<Self> {
        Some(Self::new(listing, shop.seller(listing.seller)?))
    }
}

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage<'a> {
    cards: Vec<Card<'a>>,
    more: usize,
}

#[derive(Template)]
#[template(path = "listing.html")]
struct ListingPage<'a> {
    card: Card<'a>,
    others: Vec<Card<'a>>,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage {
    heading: &'static str,
    text: &'static str,
}

async fn front(State(app): State<Arc<App>>) -> Response {
    let shop = app.shop();
    let cards = shop.live().filter_map(|listing| Card::of(&shop, listing)).take(FRONT).collect();
    page(StatusCode::OK, &FrontPage { cards, more: shop.live().count().saturating_sub(FRONT) })
}

async fn listing(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    let shop = app.shop();
    let Some(listing) = shop.listing_named(&id) else { return not_found() };
    match listing.shown {
        Shown::Removed => page(
            StatusCode::GONE,
            &NoticePage {
                heading: "This listing is no longer available",
                text: "It was taken down after a complaint about the rights of others.",
            },
        ),
        Shown::Paused => page(
            StatusCode::GONE,
            &NoticePage {
                heading: "This listing is not available at the moment",
                text: "It is paused while a complaint about it is decided.",
            },
        ),
        Shown::Live => {
            let Some(card) = Card::of(&shop, listing) else { return not_found() };
            let others = shop
                .live()
                .filter(|other| other.seller == listing.seller && other.id != listing.id)
                .filter_map(|other| Card::of(&shop, other))
                .take(3)
                .collect();
            page(StatusCode::OK, &ListingPage { card, others })
        }
    }
}

async fn picture(State(app): State<Arc<App>>, Path(file): Path<String>) -> Response {
    let shown = file
        .strip_suffix(".png")
        .and_then(|id| app.shop().listing_named(id).cloned())
        .filter(|listing| listing.shown == Shown::Live);
    let Some(listing) = shown else { return not_found() };
    match picture::png(listing.kind, listing.colour, listing.star) {
        Some(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn nowhere() -> Response {
    not_found()
}

fn not_found() -> Response {
    page(
        StatusCode::NOT_FOUND,
        &NoticePage { heading: "There is nothing here", text: "Perhaps the address was cut short." },
    )
}

fn page(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
