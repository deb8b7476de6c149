//! Brands that stand in titles as they are, by what people or shops say of the titles.

use super::corpus::{Corpus, one_mark_each};
use super::plain::{Bearers, Title, squeezed};
use super::recall::best;
use super::tally::Tally;
use super::{Compile, SET_TITLES};
use crate::Goal::AtLeast;
use crate::Scored;

/// Chinese titles in which people marked each brand: it is found where it stands.
pub(super) fn spans(corpus: &Corpus, compile: Compile, scored: &mut Scored) {
    let marks = corpus.labelled_marks();
    let bearers = Bearers::of(&marks);
    let find = compile(&marks);
    let mut tally = Tally::new("chinese-labelled-spans", AtLeast(0.95));
    for title in corpus.chinese.iter().filter(|title| !title.spans.is_empty()) {
        let found = find(&title.title);
        // A label of signs alone is no mark.
        for (at, brand) in title.spans.iter().filter(|(_, brand)| !bearers.bearing(brand).is_empty()) {
            let best = best(found.clone(), bearers.bearing(brand), at);
            tally.count(best.is_some(), || format!("{brand}\t{}", title.title));
        }
    }
    tally.add_to(scored, SET_TITLES);
}

/// English titles that have the brand by which the shop sells the goods: it is found, wherever.
pub(super) fn column(corpus: &Corpus, compile: Compile, scored: &mut Scored) {
    let marks = one_mark_each(corpus.english.iter().map(|(_, brand)| brand.as_str()));
    let bearers = Bearers::of(&marks);
    let find = compile(&marks);
    let mut tally = Tally::new("english-shop-brands", AtLeast(0.95));
    let with_brand = |(title, brand): &&(String, String)| {
        let name = squeezed(brand);
        !name.is_empty() && Title::new(title).has_words(&name)
    };
    for (title, brand) in corpus.english.iter().filter(with_brand) {
        let is_found = best(find(title), bearers.bearing(brand), &(0..title.len())).is_some();
        tally.count(is_found, || format!("{brand}\t{title}"));
    }
    tally.add_to(scored, SET_TITLES);
}
