//! What stands between a cue and a name, and between a name and the words around it.

use matching::{Guard, Mark, Marks, Operation, Tier};

fn registry(names: &[&str]) -> Marks {
    let mark =
        |name: &&str| Mark { id: (*name).to_owned(), names: vec![(*name).to_owned()], ..Mark::default() };
    Marks::compile(names.iter().map(mark).collect())
}

#[test]
fn what_goods_fit_is_told_over_words_between() {
    let marks = registry(&["QUELBORA"]);
    for title in [
        "Strap for bag QUELBORA Alto",
        "Pasek do torebki QUELBORA Alto",
        "QUELBORA Alto için çanta askısı",
        "QUELBORA Alto 용 가방끈",
        "حزام كتف مناسب لحقيبة QUELBORA Alto",
        "Dây đeo dành cho túi QUELBORA Alto",
        "Schulterriemen für die kleine Tasche QUELBORA Alto",
        "Bandoulière pour petit sac QUELBORA",
    ] {
        let found = marks.find(title);
        assert!(found.iter().any(|it| it.guards.contains(&Guard::Nominative)), "{title}: {found:?}");
    }
    for title in [
        "Leather bag for women QUELBORA",
        "QUELBORA Tasche für Damen, für Büro und Reise",
        "Watch for hiking QUELBORA",
        "Tote for work QUELBORA",
        "Kleid für Damen elegant QUELBORA",
        "Sac pour femme élégante QUELBORA",
        "QUELBORA kadın için çanta",
        "Torebka dla kobiet QUELBORA",
        "Túi xách cho nữ QUELBORA",
        "QUELBORA Altrix 여성용 가방",
        "QUELBORA bag for women",
    ] {
        let found = marks.find(title);
        assert!(found.iter().any(|it| it.tier == Tier::Act), "{title}: {found:?}");
    }
}

#[test]
fn a_mark_of_another_alphabet_is_found_in_a_mixture_with_latin_letters() {
    let marks = registry(&["ДОРЕНА", "ΛΟΡΕΝΑ"]);
    for title in ["Куртка ДOPEHA женская", "Куртка ДОРEНА", "Куртка Дoрена", "Τσάντα ΛOPENA"]
    {
        let found = marks.find(title);
        assert!(found.first().is_some_and(|it| it.tier == Tier::Act), "{title}: {found:?}");
        assert_eq!(found[0].operation, Operation::Confusable, "{title}");
    }
    assert_eq!(marks.find("Куртка ДОРЕНА")[0].operation, Operation::Exact);
    assert!(
        registry(&["РЕСА"]).find("Uma peca nova").is_empty(),
        "a Latin word is no mark of another alphabet"
    );
}

#[test]
fn a_thai_name_needs_no_spaces() {
    let marks = registry(&["ลมทะเลแก้ว", "Quelbora"]);
    for title in ["สบู่ลมทะเลแก้ว 80 กรัม", "ลมทะเลแก้วครีมบำรุงผิว", "เซรั่มลมทะเลแก้วพร้อมส่ง", "กระเป๋าQuelboraหนังแท้"]
    {
        let found = marks.find(title);
        assert!(found.first().is_some_and(|it| it.tier == Tier::Act), "{title}: {found:?}");
    }
    let found = marks.find("แจกันลมทะเลแก้วกาแฟ");
    assert!(found.iter().all(|it| it.tier < Tier::Act), "its end may belong to another word: {found:?}");
}

#[test]
fn a_han_name_across_two_words_does_not_act() {
    let marks = registry(&["松鹤溪"]);
    for title in ["松鹤溪流山景 挂画", "青松鹤溪谷 刺绣 衬衫"] {
        let found = marks.find(title);
        assert!(found.iter().all(|it| it.tier < Tier::Act), "{title}: {found:?}");
    }
    for title in ["松鹤溪冲锋衣 男", "正品松鹤溪羽绒服", "松鹤溪 冲锋衣"] {
        let found = marks.find(title);
        assert!(found.iter().any(|it| it.tier == Tier::Act), "{title}: {found:?}");
    }
}
