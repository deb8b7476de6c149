//! Titles that name a brand because the goods fit its goods: `case for Brand X200`. Nobody has to take them down.

use std::ops::Range;

use super::chinese::is_han_name;
use super::corpus::Corpus;
use super::draw::Draw;
use super::negatives::acted;
use super::plain::{Bearers, squeezed, words};
use super::recall::{best, latin_names, touches};
use super::tally::Tally;
use super::{Find, SET_BRANDS};
use crate::Goal::{AtLeast, AtMost};
use crate::Scored;

/// How many titles are made of each kind.
const TITLES: usize = 600;

/// `{p}` is a product, `{b}` the brand, `{m}` a model.
const WORDINGS: [&str; 44] = [
    "{p} for {b} {m}",
    "{p} for {b}",
    "New {p} for {b} {m}, black, 2 pcs",
    "{p} compatible with {b} {m}",
    "{p} - compatible with {b}",
    "{p} fits {b} {m}",
    "{p} to fit {b} {m}",
    "{p} suitable for {b} {m}",
    "Replacement {p} for {b} {m}",
    "replacement {p} for {b}",
    "{p} replacement for {b} {m} series",
    "{p} designed for {b} {m}",
    "{p} made for {b}",
    "Premium {p} only for {b} {m} (2021)",
    "For {b} {m} {p} shockproof",
    "for {b} {p} {m}",
    "Fits {b} {m}: {p}",
    "Compatible with {b}: {p}, pack of 4",
    "{p}, works with {b} {m}",
    "{p} works with {b}",
    "Generic {p} for use with {b} {m}",
    "{p} (for {b} {m})",
    "{p} compatible {b} {m}",
    "{p} für {b} {m}",
    "Ersatz {p} für {b}",
    "{p} passend für {b} {m}",
    "{p} kompatibel mit {b} {m}",
    "{p} geeignet für {b}",
    "{p} pour {b} {m}",
    "{p} de rechange pour {b}",
    "{p} compatible avec {b} {m}",
    "{p} adapté à {b} {m}",
    "{p} para {b} {m}",
    "{p} compatible con {b} {m}",
    "{p} de repuesto para {b}",
    "{p} per {b} {m}",
    "{p} compatibile con {b} {m}",
    "{p} voor {b} {m}",
    "{p} geschikt voor {b}",
    "{p} do {b} {m}",
    "{p} kompatybilny z {b} {m}",
    "{p} для {b} {m}",
    "{p} compatível com {b} {m}",
    "{p} til {b} {m}",
];

const PRODUCTS: [&str; 14] = [
    "phone case",
    "screen protector",
    "charger",
    "battery",
    "vacuum filter bags",
    "brush heads",
    "watch strap",
    "toner cartridge",
    "water filter",
    "seat covers",
    "remote control",
    "wiper blades",
    "knife blades",
    "cushion cover",
];

const MODELS: [&str; 8] = ["X200", "Pro 12", "S9", "M-40", "3000", "Series 7", "V8 Plus", "Mini 2"];

const CHINESE: [&str; 12] = [
    "适用于{b} {m}{p}",
    "适用{b}{p}",
    "{p}适用于{b}",
    "适合{b} {m}的{p}",
    "{p}适合{b}",
    "兼容{b} {m}{p}",
    "{p}兼容{b} {m}",
    "{p}通用{b} {m}",
    "新款适用于{b}{p}防摔",
    "替代{b} {m}{p}",
    "专为{b} {m}设计的{p}",
    "可用于{b} {m}的{p}",
];

const CHINESE_PRODUCTS: [&str; 8] = ["手机壳", "钢化膜", "充电器", "电池", "滤芯", "硒鼓", "表带", "刷头"];

/// `{b}` stands for several brands.
const ENUMERATIONS: [(&str, &str); 9] = [
    ("{p} compatible with {b}", ", "),
    ("{p} for {b}", " / "),
    ("{p} fits {b} and others", ", "),
    ("Universal {p} for {b}", "/"),
    ("{p} for {b}", " | "),
    ("{p} für {b}", ", "),
    ("{p} pour {b}", ", "),
    ("Adapter {p}: works with {b}", " & "),
    ("{p} para {b}", " y "),
];

/// Made titles of every wording: none is acted on for a brand that it names, and nearly all are reported.
pub(super) fn measure(corpus: &Corpus, find: &Find, bearers: &Bearers, scored: &mut Scored) {
    let is_no_word = |name: &&str| {
        !corpus.words.contains(&squeezed(name)) && words(name).iter().all(|word| !corpus.words.contains(word))
    };
    let brands: Vec<&str> = latin_names(corpus).into_iter().filter(is_no_word).collect();
    let han = corpus.marks.iter().flat_map(|mark| &mark.names).map(String::as_str);
    let han: Vec<&str> = han.filter(|name| is_han_name(name)).collect();
    let kinds: [Kind<'_>; 4] = [
        ("nominative-acted-on", "nominative-reported", one, &brands),
        ("enumeration-acted-on", "enumeration-reported", several, &brands),
        ("nominative-chinese-acted-on", "nominative-chinese-reported", in_chinese, &brands),
        ("nominative-han-acted-on", "nominative-han-reported", in_chinese, &han),
    ];
    for (acts, reports, make, brands) in kinds {
        let mut draw = Draw::of(acts);
        let (mut acting, mut reported) = (Tally::new(acts, AtMost(0.0)), Tally::new(reports, AtLeast(0.95)));
        for _ in 0..TITLES {
            let Some(Made { title, brands }) = make(&mut draw, brands) else { break };
            let found = find(&title);
            for (brand, at) in brands {
                let best = best(found.clone(), bearers.bearing(&brand), &at);
                let is_acted_on = acted(found.clone()).iter().any(|found| touches(found, &at));
                acting.count(is_acted_on, || format!("{brand}\t{title}"));
                reported.count(best.is_some(), || format!("{brand}\t{title}"));
            }
        }
        acting.add_to(scored, SET_BRANDS);
        reported.add_to(scored, SET_BRANDS);
    }
}

/// What counts the acts, what the reports, what makes the titles, and of which brands.
type Kind<'c> = (&'static str, &'static str, fn(&mut Draw, &[&str]) -> Option<Made>, &'c [&'c str]);

/// A title and the brands in it.
struct Made {
    title: String,
    brands: Vec<(String, Range<usize>)>,
}

/// Fills a wording in; the names are joined by the separator.
fn filled(wording: &str, product: &str, model: &str, names: &[&str], separator: &str) -> Option<Made> {
    let filled = wording.replace("{p}", product).replace("{m}", model);
    let (before, after) = filled.split_once("{b}")?;
    let mut made = Made { title: before.to_owned(), brands: Vec::new() };
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            made.title.push_str(separator);
        }
        let start = made.title.len();
        made.title.push_str(name);
        made.brands.push(((*name).to_owned(), start..made.title.len()));
    }
    made.title.push_str(after);
    Some(made)
}

fn one(draw: &mut Draw, brands: &[&str]) -> Option<Made> {
    let (product, model) = (draw.one_of(&PRODUCTS)?, draw.one_of(&MODELS)?);
    filled(draw.one_of(&WORDINGS)?, product, model, &[draw.one_of(brands)?], "")
}

fn in_chinese(draw: &mut Draw, brands: &[&str]) -> Option<Made> {
    let (product, model) = (draw.one_of(&CHINESE_PRODUCTS)?, draw.one_of(&MODELS)?);
    filled(draw.one_of(&CHINESE)?, product, model, &[draw.one_of(brands)?], "")
}

fn several(draw: &mut Draw, brands: &[&str]) -> Option<Made> {
    let product = draw.one_of(&PRODUCTS)?;
    let (wording, separator) = draw.one_of(&ENUMERATIONS)?;
    let count = 3 + draw.below(4);
    let names = (0..count).map(|_| draw.one_of(brands).copied()).collect::<Option<Vec<_>>>()?;
    filled(wording, product, "", &names, separator)
}
