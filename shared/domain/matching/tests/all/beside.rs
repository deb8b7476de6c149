//! What a listing says outside its title.

use matching::{Guard, Mark, Marks, said_in_attribute, said_in_text};

fn own() -> Marks {
    let mark = Mark { id: "1".to_owned(), names: vec!["Quelbora".to_owned()], ..Mark::default() };
    Marks::compile(vec![mark])
}

fn check_text(text: &str, guards: &[Guard]) {
    assert_eq!(said_in_text(text, Some(&own())), guards, "{text}");
}

fn check_attribute(name: &str, value: &str, guards: &[Guard]) {
    assert_eq!(said_in_attribute(name, value, Some(&own())), guards, "{name}: {value}");
}

#[test]
fn a_description_tells_what_becomes_of_the_goods() {
    for text in [
        "Used. Bought three years ago.",
        "I wore it one winter. Second-hand, the zip is a little stiff.",
        "Gebraucht, aber gepflegt. Keine Rücknahme.",
        "Zustand: getragen",
        "Vendu d'occasion, quelques traces.",
        "État : très bon état",
        "Vendo de segunda mano por mudanza.",
        "中古品です。角に傷があります。",
        "自用闲置，诚信出售。",
        "Condition: Pre-owned",
        "Товар б/у, в хорошем состоянии.",
    ] {
        check_text(text, &[Guard::SecondHand]);
    }
    check_text("Factory refurbished by a technician, with a new battery.", &[Guard::Refurbished]);
    check_text("A parody. We mean no harm.", &[Guard::Parody]);
    check_text("平行进口，不支持专柜保修。", &[Guard::ParallelImport]);
}

#[test]
fn who_sells_what_was_theirs_or_tells_where_it_was_bought_is_for_a_person() {
    for text in [
        "My daughter has grown, so it has to go.",
        "Too small for me. The invoice is there, original receipt from the shop.",
        "Comes from an authorised dealer, still sealed.",
        "Hab ich letztes Jahr gekauft, passt mir leider nicht mehr.",
        "Je vends car ma fille a grandi.",
        "Me queda pequeña y ya no me la pongo.",
        "Kupiłam w salonie, paragon w kieszeni.",
        "Носили один сезон, сын вырос.",
        "去年在商场买的，孩子大了穿不下。",
        "サイズが合わなくなったので手放します。",
        "작년에 매장에서 구입했는데 작아져서 내놓아요.",
        "Oğlum büyüdü, faturası duruyor.",
        "A little coat for dolls, 12 cm.",
        "Upcycled from an old jacket into a pouch.",
        "You are buying an empty box, nothing else.",
        "Does not turn on, sold as it is.",
        "Geht nicht an, an Bastler.",
        "Boîte vide, sans l'article.",
        "只有盒子，没有手机。",
        "通電しません。",
    ] {
        check_text(text, &[Guard::SecondHand]);
    }
}

#[test]
fn ordinary_descriptions_of_goods_say_nothing() {
    for text in [
        "Ships within two days. Wholesale welcome. We answer every message.",
        "New, without the cardboard tag. A staple of every wardrobe.",
        "我们是工厂直销，支持七天无理由退换。",
        "当店の商品はすべて新品です。送料無料。",
        "Material: 100 % Baumwolle. Versand am selben Tag. Größe M bis XXL.",
        "Envío en 24 horas. Ideal para regalo. Todas las tallas.",
        "Never used. Box and dust bag included.",
        "The finest leather is used for every bag, and it can be used every day.",
        "Vintage look, funny print, great gift for any occasion.",
        "Defective items are replaced. Repair service for one year.",
        "For women and men. Fits a laptop. Instructions included, please leave a review!",
        "Looking for a bag that lasts? Quelbora is what you want.",
        "Materials used: cotton. Style: vintage. Pattern: as in the photo.",
        "Keeps your shoes looking like new. Wie neu nach jeder Wäsche.",
        "Parfait pour toute occasion. Se porte à l'épaule.",
        "Welcome to the Quelbora store! Thank you for choosing Quelbora.",
        "原装全新，可以用于送礼，质量很好，穿过的都说好看。",
        "The colour of the photograph may differ. Not suitable for children under 3.",
    ] {
        check_text(text, &[]);
    }
}

#[test]
fn a_sentence_says_of_the_mark_that_the_goods_are_not_of_it_or_fit_or_resemble() {
    for (text, guard) in [
        ("Hand made in Porto. This is NOT a Quelbora and has no logo.", Guard::Negated),
        ("We are not affiliated with Quelbora.", Guard::Negated),
        ("Ce sac n'est pas de la marque Quelbora.", Guard::Negated),
        ("Dies ist keine Quelbora.", Guard::Negated),
        ("Strap only. Compatible with Quelbora Alto.", Guard::Nominative),
        ("Der Filter ist passend für Quelbora V8.", Guard::Nominative),
        ("Inspired by Quelbora, at a fraction of its price.", Guard::Likeness),
    ] {
        check_text(text, &[guard]);
    }
}

#[test]
fn an_attribute_tells_condition_maker_and_fit() {
    for (name, value) in [
        ("Condition", "Pre-owned - Good"),
        ("Condition", "Very good"),
        ("Zustand", "Gebraucht"),
        ("État", "Très bon état, déjà porté"),
        ("成色", "二手 八成新"),
        ("Состояние", "Б/у"),
        ("Remarks", "second hand"),
    ] {
        check_attribute(name, value, &[Guard::SecondHand]);
    }
    for (name, value) in [("Brand", "Unbranded"), ("Marke", "Drevaxin"), ("品牌", "其他"), ("Marka", "brak")]
    {
        check_attribute(name, value, &[Guard::Negated]);
    }
    check_attribute("Compatible Brand", "For Quelbora", &[Guard::Nominative]);
    check_attribute("Compatible Brand", "Quelbora", &[Guard::Nominative]);
    check_attribute("Stil", "wie Quelbora", &[Guard::Likeness]);
    check_attribute("Product type", "Book", &[Guard::About]);
    for (name, value) in [
        ("Brand", "QUELBORA"),
        ("Condition", "New with tags"),
        ("Zustand", "Neu"),
        ("Style", "Vintage"),
        ("Occasion", "Party"),
        ("Features", "Photo pocket, book light"),
        ("Second hand", "No"),
        ("Material", "Leather"),
    ] {
        check_attribute(name, value, &[]);
    }
}

#[test]
fn private_sales_parts_and_licences_are_for_a_person_in_every_language() {
    for text in [
        "Private sale, no returns.",
        "It was only worn once, to a wedding.",
        "Found at a flea market in spring.",
        "It doesn't fit anymore.",
        "Leider zu klein geworden.",
        "Vente entre particuliers, ni reprise ni échange.",
        "Vendita tra privati.",
        "Robe portée une seule fois.",
        "Usado una sola vez.",
        "Sprzedaż prywatna.",
        "Продажа от частного лица.",
        "Egyszer volt viselve.",
        "두 번 입었어요.",
        "거의 새것입니다.",
        "ほぼ新品です。",
        "Çanta neredeyse yeni.",
        "Das ist nur ein Ersatzteil.",
        "You get the hood only.",
        "Nur die Kapuze.",
        "For Barbie dolls.",
        "Rental: price per day",
        "Unofficial fan merchandise.",
        "This is my surname.",
        "It is the name of a village.",
        "Licensed by the owner.",
        "Official partner of the brand.",
        "Autoryzowany sprzedawca.",
        "Yetkili satıcı.",
        "공식 판매처입니다.",
        "品牌授权店，放心购买。",
        "Vintage from 1987.",
        "Jacke der 60er Jahre.",
        "Sac des années 80.",
    ] {
        assert!(said_in_text(text, Some(&own())).contains(&Guard::SecondHand), "{text}");
    }
    for text in ["The brand is Brimbax.", "Die Marke ist Brimbax.", "La marca es Brimbax"] {
        check_text(text, &[Guard::Negated]);
    }
    check_text("The brand is Quelbora.", &[]);
}

#[test]
fn what_shops_say_of_service_and_fit_says_nothing() {
    for text in [
        "Comes with a spare button. Dust bag not included.",
        "Spare parts are in stock for five years. The wool keeps free of pilling.",
        "If the size does not fit, send it back.",
        "Imported leather. Photo for reference only.",
        "Contact our team. Unfortunately we do not ship to islands.",
        "原单尾货，数量有限，支持七天无理由退换。",
        "工厂直销，品质与专柜一致。",
    ] {
        check_text(text, &[]);
    }
}
