//! The words around a registration number, in the languages that notices come in.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::office::{OFFICES, phrases};

/// What a phrase says about a number near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The office, by its code.
    Office(&'static str),
    /// Where a right holds, by the code of its office.
    Place(&'static str),
    /// A right, or that one is registered.
    Right,
    /// That a number follows, or ends.
    Number,
    /// Both at once.
    RightNumber,
    /// A word that only joins others.
    Joint,
}

const RIGHTS: &str = "trade mark, trade marks, trademark, trademarks, mark, marks, tm, word mark, figurative mark, \
    design, designs, design patent, patent, patents, utility patent, utility model, copyright, registration, registrations, \
    registered, reg, reg., regn, regn., pat., certificate, \
    marke, marken, wortmarke, bildmarke, wortbildmarke, geschmacksmuster, gebrauchsmuster, eingetragen, eingetragene, \
    registriert, registrierte, registrierung, eintragung, markenregistrierung, \
    marque, marques, dessin, modèle, brevet, enregistrement, enregistrée, enregistré, déposée, \
    marca, marcas, diseño, patente, registro, registrada, registrado, desenho, \
    marchio, marchi, disegno, brevetto, registrazione, registrato, registrata, \
    merk, merken, octrooi, inschrijving, ingeschreven, geregistreerd, registratie, \
    znak towarowy, znaku towarowego, wzór, rejestracja, rejestracji, zarejestrowany, zarejestrowana, \
    товарный знак, товарного знака, знак, регистрация, регистрации, зарегистрирован, свидетельство, патент, \
    商标, 商標, 注册, 註冊, 登録, 登记, 外观设计, 外觀設計, 意匠, 专利, 專利, 特許, 实用新型, 证书, 상표, 등록, 디자인, 특허";

const NUMBERS: &str = "no, no., nos, nos., number, numbers, nr, nr., n°, nº, n.º, n.°, n., num., №, #, nummer, nummern, numéro, \
    numéros, numero, número, núm., numer, numerem, номер, номером, 第, 号, 號, 号码, 號碼, 番号, 号为, 號為, 제, 호, 번호";

const RIGHT_NUMBERS: &str = "registernummer, registrierungsnummer, eintragungsnummer, markennummer, patentnummer, \
    inschrijvingsnummer, registratienummer, merknummer, 注册号, 註冊號, 注册号码, 商标号, 商標號, 专利号, 專利號, 登记号, \
    登録番号, 商标注册号, 商標註冊號, 商标注册证号, 商標登録番号, 등록번호, 상표등록번호";

const JOINTS: &str = "the, a, an, of, at, with, under, by, in, is, our, my, its, as, office, \
    und, der, die, das, dem, den, des, beim, bei, im, unter, mit, ist, vom, unsere, unserer, \
    sous, le, la, les, l', l’, du, de, d', d’, auprès, à, dans, est, notre, au, \
    con, el, bajo, en, del, por, es, ante, nuestra, presso, il, al, l'ufficio, è, nostro, \
    bij, het, onder, van, met, ons, pod, w, za, под, в, за, com, o, sob, do, da, \
    的, 为, 為, 是, 在, 于, 由, 所, 我司, 我方, 我们, 拥有, 持有, 享有, 核准, の, は, に, が, で, 의, 는, 은, 이";

fn listed() -> impl Iterator<Item = (Word, &'static str)> {
    let offices = OFFICES.iter().flat_map(|office| {
        let names = phrases(office.names).map(|name| (Word::Office(office.code), name));
        names.chain(phrases(office.places).map(|place| (Word::Place(office.code), place)))
    });
    let others = [
        (Word::Right, RIGHTS),
        (Word::Number, NUMBERS),
        (Word::RightNumber, RIGHT_NUMBERS),
        (Word::Joint, JOINTS),
    ];
    offices.chain(others.into_iter().flat_map(|(word, list)| phrases(list).map(move |it| (word, it))))
}

static LISTED: LazyLock<Vec<(Word, &str)>> = LazyLock::new(|| listed().collect());

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(LISTED.iter().map(|(_, phrase)| phrase))
        .ok()
});

/// A phrase found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) word: Word,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset behind its last byte.
    pub(super) end: usize,
}

/// The phrases in a text, in order; none overlaps another.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    finder
        .find_iter(text)
        .filter_map(|found| {
            let (word, phrase) = *LISTED.get(found.pattern().as_usize())?;
            let (start, end) = (found.start(), found.end());
            (is_whole(text, start, end) && is_so_written(&text[start..end], phrase)).then_some(Hit {
                word,
                start,
                end,
            })
        })
        .collect()
}

/// Whether a phrase of letters that make words stands there as a word. A number may follow at once.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let phrase = &text[start..end];
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let joins = |c: char| is_spaced(c) || c.is_ascii_digit() || matches!(c, '@' | '_');
    let first = phrase.chars().next().is_some_and(is_spaced);
    let last = phrase.chars().next_back().is_some_and(is_spaced);
    !(first && before.is_some_and(joins)
        || last && after.is_some_and(|c| is_spaced(c) || matches!(c, '@' | '_')))
}

/// Whether a letter is of a script that puts spaces between words.
pub(super) fn is_spaced(c: char) -> bool {
    c.is_alphabetic() && c < '\u{1100}'
}

/// What is listed in capitals counts only in capitals.
fn is_so_written(found: &str, phrase: &str) -> bool {
    let capitals = phrase.bytes().all(|byte| byte.is_ascii_uppercase());
    !capitals || found == phrase
}

/// What is numbered and is no right, as the word right before the number's: orders, files, goods.
const OTHER_THINGS: &str = "order, invoice, case, ticket, item, article, product, listing, offer, shop, store, seller, customer, client, \
    account, user, phone, telephone, tel, fax, mobile, reference, ref, complaint, notice, file, docket, tracking, parcel, \
    shipment, model, style, sku, part, serie, batch, lot, page, room, suite, floor, street, box, vat, tax, company, opposition, \
    cancellation, invalidity, appeal, proceeding, proceedings, payment, fee, contract, licence, license, id, asin, isbn, ean, \
    bestellung, auftrag, rechnung, kunde, artikel, angebot, aktenzeichen, vorgang, sendung, telefon, vertrag, \
    commande, facture, dossier, annonce, pedido, factura, anuncio, expediente, ordine, fattura, ordinanza, annuncio, bestelling, \
    factuur, advertentie, zamówienie, faktura, oferta, заказ, счёт, товар";

/// Whether a word, in lower case, is of something else that is numbered.
pub(super) fn is_other_thing(word: &str) -> bool {
    phrases(OTHER_THINGS).any(|thing| thing == word)
}
