//! Registration numbers in the sentences of notices.

use notice::prose::read;

/// Office and number that a text names; empty where it names none.
fn named(text: &str) -> (String, String) {
    let right = read("", text, &[]).reading.draft.right;
    (right.office, right.number)
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let expected = |right: &str| {
        let (office, number) = right.split_once('/').unwrap_or_default();
        (office.to_owned(), number.to_owned())
    };
    let wrong: Vec<_> = rows
        .iter()
        .filter(|(text, right)| named(text) != expected(right))
        .map(|(text, _)| (text, named(text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_number_beside_its_office_is_read() {
    check(&[
        ("We own EUTM 018777101.", "EM/018777101"),
        ("We own EU trade mark no. 018777101, and the listing uses it.", "EM/018777101"),
        ("The mark is protected by EUIPO registration 018777101.", "EM/018777101"),
        ("Our mark is registered under number 018777101 at the EUIPO.", "EM/018777101"),
        ("Our EU trade mark HALDEN NORTH (No. 018 777 101) is on every bag.", "EM/018777101"),
        ("EUTM “Halden” – Reg.-Nr. 018777101", "EM/018777101"),
        ("| EUTM | 18777101 |", "EM/18777101"),
        ("Our EUTM018777101 and again EUTM 18777101.", "EM/018777101"),
        ("We rely on registered Community design No 001234567-0001.", "EM/001234567-0001"),
        ("U.S. Reg. No. 5,123,456", "US/5123456"),
        ("It infringes USPTO Registration Number 5123456.", "US/5123456"),
        ("Our trademark (US Registration No. 5,123,456) is copied.", "US/5123456"),
        ("The lamp is covered by US Patent No. 10,123,456 B2.", "US/10123456"),
        ("U.S. Design Patent No. D912,345 protects it.", "US/D912345"),
        ("They copy our trade mark (No. UK00003456789).", "GB/UK00003456789"),
        ("UK trade mark 00003456789", "GB/00003456789"),
        ("IR 1234567", "WO/1234567"),
        ("WIPO international registration 1 234 567", "WO/1234567"),
        ("Our patent EP 1 234 567 B1 is infringed.", "EP/1234567"),
        ("Our Benelux trademark registration no. 1234567 is used.", "BX/1234567"),
    ]);
}

#[test]
fn it_is_read_in_other_languages() {
    check(&[
        ("我司拥有欧盟商标第018777101号。", "EM/018777101"),
        ("我司拥有第０１８７７７１０１号欧盟商标，请处理。", "EM/018777101"),
        ("我司持有中国商标注册号第12345678号。", "CN/12345678"),
        ("CN 商标 12345678", "CN/12345678"),
        ("中国商标“海登”（注册号：12345678）", "CN/12345678"),
        ("国家知识产权局核准注册的商标，注册号12345678", "CN/12345678"),
        ("中国发明专利 ZL201821234567.8 被侵权", "CN/ZL2018212345678"),
        ("Wir sind Inhaber der Unionsmarke 018777101.", "EM/018777101"),
        ("Geschützt durch das Gemeinschaftsgeschmacksmuster 001234567-0001.", "EM/001234567-0001"),
        ("Unsere deutsche Marke Nr. 30 2019 123 456 wird verletzt.", "DE/302019123456"),
        ("Eingetragen beim DPMA unter der Nummer 302019123456.", "DE/302019123456"),
        ("Nous détenons la marque de l'Union européenne n° 018777101.", "EM/018777101"),
        ("Notre marque française n° 4123456 (INPI) est contrefaite.", "FR/4123456"),
        ("Somos titulares de la marca de la Unión Europea n.º 018777101.", "EM/018777101"),
        ("Siamo titolari del marchio dell'Unione europea n. 018777101.", "EM/018777101"),
        ("Wij zijn houder van het Uniemerk met nummer 018777101.", "EM/018777101"),
        ("Unijny znak towarowy nr 018777101", "EM/018777101"),
        ("Товарный знак Европейского союза № 018777101", "EM/018777101"),
        ("日本商標登録第6123456号を侵害しています。", "JP/6123456"),
        ("특허청 상표등록 제40-1234567호를 침해합니다.", "KR/401234567"),
    ]);
}

#[test]
fn no_other_number_is_taken_for_one() {
    check(&[
        ("Our trade mark is copied. The number is 018777101.", ""),
        ("We own an EUTM. Order 12345678 was a test purchase.", ""),
        ("EUIPO wrote to us about order no. 12345678.", ""),
        ("EUTM HALDEN, Order No. 12345678", ""),
        ("Our EUTM is on the bag, item 123456789 of this seller.", ""),
        (
            "The EUTM is at https://euipo.example/trademarks/018777101 and https://shop.example/item?id=12345678.",
            "",
        ),
        ("https://shop.example/eutm 018777", ""),
        ("Call the EUIPO: +34 965139100.", ""),
        ("USPTO phone 571-272-1000", ""),
        ("Registered at the EUIPO on 12.03.2019, 2019-03-12 and 12/03/2019.", ""),
        ("EU trade mark goods for € 1,234,567 or 1,234,567 EUR", ""),
        ("Please give us 12345678 as the number of the mark.", ""),
        ("US No. 5123456", ""),
        ("EUIPO, Avenida de Europa 4, 03008 Alicante", ""),
        ("欧盟商标持有人。订单号12345678，电话13812345678。", ""),
        ("Unsere Unionsmarke, Bestellung Nr. 12345678", ""),
        ("La marque de l'Union européenne figure sur la commande n° 12345678.", ""),
        ("Write to eutm@brand.example 018777101", ""),
    ]);
}

#[test]
fn of_two_rights_neither_is_taken() {
    check(&[
        ("We own EUTM 018777101 and U.S. Reg. No. 5,123,456.", ""),
        ("EUTMs 018777101, 018777102 and 018777103", ""),
        ("The mark is registered at the EUIPO and USPTO, no. 018777101.", ""),
        ("EUTM 018777101. Again: Unionsmarke 018 777 101.", "EM/018777101"),
    ]);
}

#[test]
fn a_labelled_line_wins() {
    check(&[
        (
            "Office: EUIPO\nRegistration number: 018777101\n\nWe also own U.S. Reg. No. 5,123,456.",
            "EUIPO/018777101",
        ),
        ("Registration number: 18777101\n\nOur EUTM 018777101 is copied, and our IR 1234567.", "EM/18777101"),
        ("Registration number: EUTM 018777101\n\nUS trademark 5123456", "EM/018777101"),
        ("Office: USPTO\n\nWe own EUTM 018777101 and U.S. Reg. No. 5,123,456.", "USPTO/5123456"),
        ("名称：海登有限公司\n机构：EUIPO\n注册号：018777101", "EUIPO/018777101"),
    ]);
    assert_eq!(read("", "名称：海登有限公司", &[]).reading.draft.complainant.name, "海登有限公司");
}

#[test]
fn the_subject_names_a_right_too() {
    let right = read("Fakes of EUTM 018777101", "Please remove them.", &[]).reading.draft.right;
    assert_eq!((right.office.as_str(), right.number.as_str()), ("EM", "018777101"));
}
