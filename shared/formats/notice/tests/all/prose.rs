//! Notices in words: what each is, and what each address in it is there for.

#![allow(clippy::expect_used, reason = "helpers of tests")]

use case::{Claim, Element};
use notice::prose::{Prose, explain, read};
use notice::{Class, PartyRole, Role};

/// Reads `text`, in which each address is written behind its role: `A!` accused, `O!` original, `E!` evidence,
/// `F!` footer.
#[track_caller]
fn check(text: &str) -> Prose {
    let marks = [("A!", Role::Accused), ("O!", Role::Original), ("E!", Role::Evidence), ("F!", Role::Footer)];
    let plain =
        marks.iter().fold(text.to_owned(), |text, (mark, _)| text.replace(&format!("{mark}http"), "http"));
    let prose = read("", &plain, &[]);
    assert!(!prose.urls.is_empty());
    for named in &prose.urls {
        let (mark, _) = marks
            .iter()
            .find(|(mark, _)| text.contains(&format!("{mark}{}", named.url)))
            .expect("a marked address");
        let found = marks.iter().find(|(_, role)| *role == named.role).map(|(mark, _)| *mark);
        let why = explain(&plain, &[]).into_iter().find(|explained| explained.url.url == named.url);
        assert_eq!(found, Some(*mark), "{} {why:?}", named.url);
    }
    prose
}

#[test]
fn a_letter_of_a_brand_is_told_apart() {
    let prose = check(
        "Dear team,\n\nwe own the trade mark HALDEN. Our official website is O!https://www.halden.example/bags .\n\
         The following listings offer counterfeit bags:\n\n\
         A!https://www.aliexpress.com/item/3001.html\nA!https://www.aliexpress.com/item/3002.html\n\n\
         Please remove them.\n\nKind regards\nIda Halden\nF!https://www.halden.example/privacy\n",
    );
    assert_eq!(prose.class, Class::Complaint);
    assert_eq!(prose.claim, Some(Claim::Counterfeit));
    assert_eq!(
        prose.reading.draft.listings,
        ["https://www.aliexpress.com/item/3001.html", "https://www.aliexpress.com/item/3002.html"]
    );
    assert_eq!(prose.urls[1].place, "line 6");
}

#[test]
fn a_chinese_letter_is_told_apart() {
    let prose = check(
        "您好：\n我司为\"海登\"商标权利人。我司官网：O!https://www.haideng.example/\n\n\
         以下链接销售假冒我司商标的商品，请立即下架：\n\
         A!https://item.taobao.com/item.htm?id=7001\nA!https://item.taobao.com/item.htm?id=7002\n\n\
         对比截图：E!https://img.example/duibi.jpg\n",
    );
    assert_eq!(prose.class, Class::Complaint);
    assert_eq!(prose.claim, Some(Claim::Counterfeit));
    assert_eq!(prose.reading.draft.listings.len(), 2);
}

#[test]
fn the_brands_own_listing_on_the_same_marketplace_is_not_accused() {
    check(
        "侵权商品链接：A!https://detail.1688.com/offer/8001.html\n\
         正品链接：O!https://detail.1688.com/offer/8000.html\n",
    );
    check(
        "Infringing listing: A!https://www.ebay.com/itm/5001\nOriginal listing: O!https://www.ebay.com/itm/5000\n",
    );
    check(
        "My original drawing is at O!https://www.etsy.com/listing/901/fox and it was copied by the seller of \
         A!https://www.etsy.com/listing/902/fox without permission.",
    );
}

#[test]
fn test_purchases_and_registers_are_evidence() {
    check(
        "The shop sells fakes of our lamp: A!https://shop.example/listing/77\n\
         Photos of our test purchase: E!https://pictures.example/order-1.jpg\n\
         Trade mark register entry for reference: E!https://branddb.wipo.int/record/12\n",
    );
}

#[test]
fn an_address_without_a_hint_is_complained_of() {
    assert_eq!(check("A!https://demo.example/listing/1\n").reading.draft.listings.len(), 1);
    check("Please remove A!http://demo.example/listing/7");
}

#[test]
fn answers_to_a_form_without_its_questions_keep_their_order() {
    check(
        "Yes, I am the author.\n\nO!https://code.example/ana/lamp\n\nA!https://code.example/bob/lamp-2\n\nNo\n\n\
         Please delete it.\n",
    );
}

#[test]
fn links_beside_the_text_are_judged_too() {
    let links = ["https://demo.example/listing/5".to_owned(), "https://demo.example/unsubscribe".to_owned()];
    let prose = read("Counterfeit", "This is a fake of our bag, please remove it.", &links);
    assert_eq!(prose.reading.draft.listings, ["https://demo.example/listing/5"]);
    assert_eq!(prose.urls[0].place, "link 1");
}

#[test]
fn the_class_follows_the_wording() {
    for (text, class) in [
        ("Please take down this listing, it infringes our design.", Class::Complaint),
        (
            "I have a good faith belief that the listing was removed as a result of a mistake or misidentification \
             and consent to the jurisdiction of the court.",
            Class::CounterNotice,
        ),
        ("本店商品不构成侵权，现提交不侵权声明，请恢复链接。", Class::CounterNotice),
        ("We hereby withdraw our notice of 3 May and ask you to restore the listing.", Class::Retraction),
        ("我司现申请撤回投诉，双方已和解。", Class::Retraction),
        ("Das Angebot verletzt unsere Marke.", Class::Complaint),
        ("Hello, can you tell me your opening hours?", Class::NotOurs),
    ] {
        assert_eq!(read("", text, &[]).class, class, "{text}");
    }
}

#[test]
fn parties_and_statements_are_found() {
    let text = "Name: Ida Halden\nE-mail: ida@halden.example\nTelephone: +49 40 1\nAddress: Kanal 1\n20095 Hamburg\n\n\
                Brand owner: Halden GmbH\nSeller: bag-world-88\n\nThe bag at https://demo.example/listing/1 is a fake.\n\
                I have a good faith belief that this use is not authorised.\n\n/s/ Ida Halden\n";
    let prose = read("", text, &[]);
    let named = |role: PartyRole| {
        prose.parties.iter().find(|party| party.role == role).map(|party| party.name.as_str())
    };
    assert_eq!(named(PartyRole::Complainant), Some("Ida Halden"));
    assert_eq!(named(PartyRole::Owner), Some("Halden GmbH"));
    assert_eq!(named(PartyRole::Accused), Some("bag-world-88"));
    assert_eq!(prose.parties[0].email, "ida@halden.example");
    for element in [Element::Name, Element::Email, Element::Telephone, Element::GoodFaith, Element::Signature]
    {
        assert!(prose.statements.contains(&element), "{element:?}");
    }
    assert!(!prose.statements.contains(&Element::Perjury));
}

#[test]
fn reading_takes_time_in_proportion_to_the_text() {
    use std::fmt::Write as _;
    let mut many = String::new();
    for index in 0..10_000 {
        writeln!(many, "fake: https://demo.example/listing/{index} and more words of no weight beside it")
            .expect("text");
    }
    let one_line = "https://a.example/b ".repeat(40_000);
    let joined = "http://a".repeat(100_000);
    for text in [
        many.as_str(),
        &one_line,
        &joined,
        &"www.".repeat(200_000),
        &"(".repeat(500_000),
        &"@a.".repeat(300_000),
    ] {
        let prose = read("", text, &[]);
        assert!(prose.urls.len() <= 10_001);
    }
    assert_eq!(read("", &many, &[]).urls.len(), 10_000);
}
