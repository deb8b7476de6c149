//! Texts, and what listings show of them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use text::{BadText, Compared, LEAST_PASSAGE, Likeness, MOST_BYTES, compare, print};

const KETTLE: &str = "The kettle is spun by hand from a single sheet of copper and lined with tin in our own workshop above \
    the harbour. Its spout is drawn long and low, so that the water falls exactly where you want it and never drips on \
    the cloth. The handle of pear wood stays cool even when the lid rattles, and after a winter of tea its colour deepens \
    to that of old honey.";
const INKSTONE: &str = "这款砚台取自溪水深处的老坑石料，由匠人在雨季之后亲手开采，石质细腻如肌肤，呵气即润，研墨无声。砚堂微微下凹，墨汁聚而不散；\
    砚边随石形而留，不加雕饰，只在背面刻下采石那一天的农历日期。";
const TERMS: &str = "We ship within two working days. Please allow three to five days for delivery. If you are not happy \
    with your order, send it back within thirty days for a full refund. Contact us before you leave feedback.";

fn compared(listing: &[&str], text: &str) -> Compared {
    let print = print(text.as_bytes()).unwrap();
    compare(listing, &[&print.runs]).unwrap()
}

fn likeness(listing: &str, text: &str) -> Likeness {
    compared(&[listing], text).likeness
}

#[test]
fn a_copy_is_found_however_it_is_set() {
    let shouted = KETTLE.to_uppercase().replace(['.', ','], " -");
    let wide = KETTLE
        .replace("kettle", "ｋｅｔｔｌｅ")
        .replace("water", "wa\u{200b}ter")
        .replace("honey", "ho\u{ad}ney");
    for copy in [KETTLE.to_owned(), shouted, wide, format!("{TERMS} {KETTLE} {TERMS}")] {
        let Compared { likeness, words, share, .. } = compared(&["Copper kettle", &copy], KETTLE);
        assert_eq!((likeness, share), (Likeness::Same, 100), "{copy}");
        // At either end of a passage up to three words may go unnoticed.
        assert!((69..=72).contains(&words), "{words} words of {copy}");
    }
    let hidden = KETTLE.replace('a', "а").replace('e', "е").replace("tea", "te\u{301}a");
    let marked = format!(
        "<p>{}</p>",
        KETTLE.replace(". ", ".</p>\n<p class=\"x\">").replace(" and ", "&nbsp;and<br>")
    );
    for copy in [hidden, marked] {
        let Compared { likeness, share, .. } = compared(&["Copper kettle", &copy], KETTLE);
        assert_eq!((likeness, share), (Likeness::Same, 100), "{copy}");
    }
    assert_eq!(likeness(&INKSTONE.replace(['，', '。', '；'], "!"), INKSTONE), Likeness::Same);
}

#[test]
fn most_of_a_text_is_a_copy_and_less_is_for_a_person() {
    let words: Vec<&str> = KETTLE.split(' ').collect();
    for (count, expected) in [
        (72, Likeness::Same),
        (62, Likeness::Same),
        (50, Likeness::Near),
        (20, Likeness::Near),
        (10, Likeness::Different),
    ] {
        assert_eq!(likeness(&words[..count].join(" "), KETTLE), expected, "{count} words");
    }
}

#[test]
fn the_same_passage_again_and_again_is_no_larger_share() {
    let passage = KETTLE.split(' ').take(20).collect::<Vec<_>>().join(" ");
    assert_eq!(likeness(&format!("{passage}. ").repeat(30), KETTLE), Likeness::Near);
}

#[test]
fn words_apart_are_no_passage() {
    let mut words: Vec<&str> = KETTLE.split(' ').collect();
    words.sort_unstable();
    assert_eq!(likeness(&words.join(" "), KETTLE), Likeness::Different);
    assert_eq!(likeness(TERMS, KETTLE), Likeness::Different);
    assert_eq!(likeness("", KETTLE), Likeness::Different);
    // Parts of a listing are told apart: no passage runs from one into the next.
    let parts: Vec<&str> = KETTLE.split_inclusive(' ').collect();
    assert_eq!(compared(&parts, KETTLE).likeness, Likeness::Different);
}

#[test]
fn the_text_of_which_most_is_shown_is_named() {
    let (kettle, terms) = (print(KETTLE.as_bytes()).unwrap(), print(TERMS.as_bytes()));
    assert_eq!(terms, Err(BadText::TooShort { words: 38 }));
    let inkstone = print(INKSTONE.as_bytes()).unwrap();
    let found = compare(&[KETTLE], &[&inkstone.runs, &kettle.runs]).unwrap();
    assert_eq!((found.index, found.likeness), (1, Likeness::Same));
    assert_eq!(compare(&[KETTLE], &[]), None);
}

/// Safety notices, care, terms, licences: in whatever words, they are nobody's own.
#[test]
fn what_many_write_alike_makes_no_copy() {
    for common in [
        "WARNING: Choking hazard. Small parts. Not for children under 3 years. Keep away from fire. Adult supervision is \
         required at all times. Remove all packaging before giving the toy to a child. Retain these instructions for reference.",
        "We ship within one business day after payment is received. Delivery usually takes 3 to 5 working days with tracking. \
         If you are not satisfied with the item, contact us within 30 days for a return or refund.",
        "Machine wash cold with similar colours. Do not bleach. Tumble dry low. Iron on a low setting if needed. Do not dry clean.",
        "This device complies with part 15 of the FCC Rules. Operation is subject to the following two conditions: this device \
         may not cause harmful interference, and this device must accept any interference received.",
        "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
         documentation files, to deal in the software without restriction, including the rights to use, copy, modify and merge.",
        "Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die Widerrufsfrist \
         beträgt vierzehn Tage ab dem Tag, an dem Sie die Waren in Besitz genommen haben.",
        "Vous avez le droit de vous rétracter du contrat sans donner de motif dans un délai de quatorze jours.",
        "本店支持七天无理由退货，退回商品请保持包装完好，运费由买家承担。付款后四十八小时内发货，偏远地区不包邮。如有质量问题请联系客服。",
    ] {
        let both = format!("{common} {KETTLE} {common}");
        let print = print(both.as_bytes()).unwrap();
        assert!(print.words < 90, "{} words: {common}", print.words);
        assert_eq!(likeness(&common.repeat(2), &both), Likeness::Different, "{common}");
        assert_eq!(likeness(KETTLE, &both), Likeness::Same, "{common}");
        let alone = format!("{common} {common}").repeat(3);
        assert!(
            matches!(text::print(alone.as_bytes()), Err(BadText::TooCommon { own: 0..40, .. })),
            "{common}"
        );
    }
}

#[test]
fn what_nothing_can_be_compared_with_is_refused() {
    for (bytes, error) in [
        (&b""[..], BadText::TooShort { words: 0 }),
        (b"Copper kettle, 1.2 litres.", BadText::TooShort { words: 5 }),
        (b"\xff\xfe\x00t", BadText::NoText),
        (b"%PDF-1.7\n\0\0", BadText::NoText),
        ("copper kettles whistle ".repeat(50).as_bytes(), BadText::Repeats),
        ("kettle ".repeat(MOST_BYTES).as_bytes(), BadText::TooLong),
    ] {
        assert_eq!(print(bytes), Err(error), "{}", String::from_utf8_lossy(bytes));
    }
}

/// Prints are stored: another hash would make them all worthless.
#[test]
fn the_print_of_a_text_never_changes() {
    let print = print(KETTLE.as_bytes()).unwrap();
    assert_eq!(print.words, 72);
    assert_eq!((print.runs.len(), print.runs[0], print.runs[20]), (27, 96_262_968, 1_261_632_434));
}

proptest! {
    #[test]
    fn each_passage_long_enough_is_noticed(
        text in proptest::collection::vec("[a-z]{3,9}", 60..200),
        start in 0..40_usize,
        before in proptest::collection::vec("[A-Z0-9]{3,9}", 0..50),
    ) {
        let print = print(text.join(" ").as_bytes()).unwrap();
        let passage = text[start..start + LEAST_PASSAGE].join(" ");
        let listing = format!("{} {passage} {}", before.join(" "), before.join(" "));
        prop_assert!(compare(&[&listing], &[&print.runs]).unwrap().words > 0);
        prop_assert_eq!(compare(&[&text.join(" ")], &[&print.runs]).unwrap().likeness, Likeness::Same);
    }

    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), said in ".{0,2000}") {
        let _ = print(&bytes);
        let print = print(KETTLE.as_bytes()).unwrap();
        prop_assert_eq!(compare(&[&said], &[&print.runs]).unwrap().likeness, Likeness::Different);
    }
}
