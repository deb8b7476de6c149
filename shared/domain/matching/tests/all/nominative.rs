//! What goods fit or resemble, and what they are.

use matching::{Guard, Mark, Marks, Match, Tier, admits_imitation};

fn registry() -> Marks {
    let mark = |name: &str| Mark { id: name.to_owned(), names: vec![name.to_owned()], ..Mark::default() };
    Marks::compile(["Northlight", "Quelbora", "Drevaxin", "Tamsolte", "佐凡纳", "瑞舟科"].map(mark).into())
}

/// Every name of a title says only what the goods fit.
fn check_fits(title: &str) {
    let found = registry().find(title);
    assert!(!found.is_empty(), "{title}");
    for it in found {
        let noted = it.tier < Tier::Act && it.guards.contains(&Guard::Nominative);
        assert!(noted, "{title}: {it:?}");
    }
}

/// Whether nothing speaks against a match but that not all of the title is known.
fn is_free(found: &Match) -> bool {
    found.guards.iter().all(|guard| matches!(guard, Guard::GoodsUnnamed | Guard::WordsUnread))
}

/// The first name of a title is what the goods are.
fn check_is(title: &str) {
    let found = registry().find(title);
    assert!(found.first().is_some_and(is_free), "{title}: {found:?}");
}

#[test]
fn what_goods_fit_is_told_in_many_languages() {
    for title in [
        "Battery for older Quelbora phones",
        "Charger for laptop Quelbora X200",
        "Charger for Quelbora Pro 12, Drevaxin S9 and Tamsolte",
        "Strap to fit Quelbora watch",
        "Compatible battery 5000mAh Quelbora X200",
        "Replacement ink cartridge Quelbora 3000",
        "Aftermarket mirror Quelbora",
        "Blades that work great with Quelbora",
        "Filter - works with - Quelbora",
        "Brush heads, alternative to Quelbora",
        "Ersatzakku Quelbora V8",
        "Ersatzteil geeignet zum Quelbora V8",
        "Hülle passend auf Quelbora",
        "Filter für Staubsauger (Quelbora V8)",
        "Sacs aspirateur adaptés aux Quelbora",
        "Coque pour téléphone Quelbora",
        "Batterie de remplacement Quelbora X200",
        "Cartouche équivalente Quelbora",
        "Funda para móvil Quelbora",
        "Cartucho de repuesto Quelbora",
        "Correa compatible con el Quelbora y Drevaxin",
        "Filtro adatto a Quelbora",
        "Ricambio aspirapolvere Quelbora",
        "Capa compatível com o Quelbora",
        "Bateria de reposição Quelbora",
        "Hoes geschikt voor Quelbora",
        "Vervangende accu Quelbora",
        "Etui na telefon Quelbora",
        "Pasek do zegarka Quelbora",
        "Filtr pasuje do Quelbora V8",
        "Worki zamiennik Quelbora",
        "Bateria kompatybilna z Quelbora i Drevaxin",
        "Battery pack for cordless drill Quelbora 18V",
        "Ink for use in Quelbora printers",
        "Brake pads to suit Quelbora",
        "Zubehör zu Quelbora",
        "Ladekabel fürs Quelbora",
        "Cover dedicata a Quelbora",
        "Carregador que serve no Quelbora",
        "Onderdelen Quelbora",
        "Replaces no. 1234 Quelbora",
        "Tasche für z.B. Quelbora",
        "Alternativ zu Quelbora",
        "Pièce détachée Quelbora",
        "Sustituye a Quelbora",
        "Filtr zgodny z Quelbora",
        "Non-OEM Quelbora toner",
        "Чехол для телефона Quelbora",
    ] {
        check_fits(title);
    }
}

#[test]
fn what_goods_are_made_out_to_be_like_is_for_a_person_and_no_use_for_what_fits() {
    for title in [
        "Quelbora style bag",
        "Quelbora-style bag",
        "Quelbora-like bag",
        "Quelbora type bag",
        "Quelbora inspired perfume",
        "Quelbora lookalike case",
        "Quelbora dupe",
        "Bag in the style of Quelbora",
        "Perfume inspired by Quelbora",
        "bag like Quelbora",
        "similar to Quelbora",
        "a copy of Quelbora",
        "Beutel wie Quelbora",
        "Tasche im Stil von Quelbora",
        "Sac à la Quelbora",
        "Sac type Quelbora",
        "Bolso estilo Quelbora",
        "Borsa stile Quelbora",
        "Torebka w stylu Quelbora",
        "Сумка в стиле Quelbora",
        "Quelbora tarzı çanta",
        "Quelbora同款包",
        "同款 佐凡纳 包",
        "佐凡纳风格手袋",
        "Quelbora風バッグ",
        "Quelbora 스타일 가방",
        "Quelbora style phone case",
        "Quelbora and Drevaxin style strap",
    ] {
        let found = registry().find(title);
        assert!(!found.is_empty(), "{title}");
        for it in found {
            let likened = it.tier == Tier::Desk && it.guards.contains(&Guard::Likeness);
            assert!(likened && !it.guards.contains(&Guard::Accessory), "{title}: {it:?}");
        }
    }
    for title in [
        "NORTHLIGHT Type C cable",
        "NORTHLIGHT jacket, vintage look",
        "NORTHLIGHT shirt in a new style",
        "Warm coat, better than NORTHLIGHT",
        "Case for NORTHLIGHT",
    ] {
        let found = registry().find(title);
        assert!(!found.iter().any(|it| it.guards.contains(&Guard::Likeness)), "{title}: {found:?}");
    }
}

#[test]
fn goods_that_are_said_to_be_an_imitation_are_told_in_many_languages() {
    for title in [
        "NORTHLIGHT replica jacket",
        "Fake NORTHLIGHT bag",
        "NORTHLIGHT bag, mirror quality copy",
        "NORTHLIGHT Jacke, Replik",
        "Réplique NORTHLIGHT",
        "Réplica NORTHLIGHT, primera calidad",
        "NORTHLIGHT çakma ayakkabı",
        "реплика NORTHLIGHT",
        "高仿 佐凡纳 包",
        "佐凡纳 复刻 手袋",
        "NORTHLIGHT スーパーコピー",
        "NORTHLIGHT 레플리카",
    ] {
        assert!(admits_imitation(title), "{title}");
    }
    for title in [
        "NORTHLIGHT jacket",
        "NORTHLIGHT jacket, no replica",
        "NORTHLIGHT jacket, not a fake",
        "NORTHLIGHT coat of imitation leather",
        "NORTHLIGHT copy paper A4",
        "",
    ] {
        assert!(!admits_imitation(title), "{title}");
    }
}

#[test]
fn what_goods_fit_is_told_after_the_name() {
    for title in [
        "Quelbora compatible charger",
        "Quelbora X200 compatible charger",
        "Quelbora Pro 12 replacement battery",
        "Quelbora-kompatibel Akku",
        "Quelbora V8 Akku kompatibel",
        "Quelbora/Unknown/Drevaxin compatible toner",
        "Quelbora X200 accessories",
        "Quelbora için kılıf uyumlu",
        "Quelbora用ケース",
        "Quelbora X200 対応ケース",
        "Quelbora 호환 배터리",
    ] {
        check_fits(title);
    }
}

#[test]
fn an_enumeration_goes_on_over_signs_words_and_models() {
    for title in [
        "Toner for Quelbora / Drevaxin / Tamsolte",
        "Toner for Quelbora, Drevaxin & Tamsolte",
        "Toner for Quelbora + Drevaxin + Unknown + Tamsolte",
        "Toner für Quelbora, Drevaxin oder Tamsolte",
        "Toner pour Quelbora et Drevaxin ou Tamsolte",
        "Tóner para Quelbora y Drevaxin",
        "Toner per Quelbora e Drevaxin",
        "Toner voor Quelbora en Drevaxin",
        "Toner do Quelbora, Drevaxin i Tamsolte",
        "Toner compatible: Quelbora X2 | Drevaxin S9 | Tamsolte",
        "Universal remote: Quelbora, Drevaxin, Tamsolte",
        "Toner (Quelbora, Drevaxin, Tamsolte compatible)",
        "适用于Quelbora和Drevaxin硒鼓",
        "适用于佐凡纳、瑞舟科硒鼓",
        "适用于佐凡纳，瑞舟科，硒鼓",
        "适用Quelbora X2，Drevaxin S9，Tamsolte硒鼓",
        "佐凡纳/瑞舟科通用硒鼓",
    ] {
        check_fits(title);
    }
}

#[test]
fn what_goods_fit_is_told_in_chinese() {
    for title in [
        "专为佐凡纳 X200设计的手机壳",
        "专为Quelbora X200设计的手机壳",
        "【适用】佐凡纳手机壳",
        "适用于汽车品牌佐凡纳脚垫",
        "佐凡纳用充电器",
        "佐凡纳手机专用充电器",
        "Quelbora X200 专用充电器",
        "佐凡纳配件",
        "为佐凡纳定制的手机壳",
        "通用型滤芯 佐凡纳",
        "适用于小鱼 佐凡纳",
        "能装在佐凡纳上的滤芯",
        "針對佐凡納的電池",
    ] {
        check_fits(title);
    }
}

#[test]
fn what_goods_are_stays_what_they_are() {
    for title in [
        "NORTHLIGHT jacket for men",
        "jacket for men NORTHLIGHT",
        "Jacket for men - NORTHLIGHT",
        "Shampoo for dry hair - NORTHLIGHT",
        "NORTHLIGHT case compatible with Quelbora",
        "NORTHLIGHT compatible with Quelbora",
        "NORTHLIGHT coque compatible avec Quelbora",
        "NORTHLIGHT Hülle für Quelbora",
        "NORTHLIGHT jacket, leather look",
        "new NORTHLIGHT jacket",
        "Slim fit NORTHLIGHT shirt",
        "faux fur NORTHLIGHT coat",
        "USB adapter NORTHLIGHT",
        "Great gift for skiers! NORTHLIGHT jacket",
        "24 per pack NORTHLIGHT pens",
        "NORTHLIGHT Type C cable",
        "Camera accessories | NORTHLIGHT",
        "NORTHLIGHT and Quelbora jacket",
        "适用于儿童 佐凡纳积木",
        "Veste pour femme NORTHLIGHT",
        "Kurtka dla dzieci NORTHLIGHT",
        "Chaqueta para hombre NORTHLIGHT",
        "佐凡纳用心制造的手表",
        "佐凡纳手表 适合旅行",
        "适合旅行的包 佐凡纳",
    ] {
        check_is(title);
    }
}
