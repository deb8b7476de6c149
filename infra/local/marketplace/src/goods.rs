//! The demo listings: some that infringe the mark NORTHLIGHT, some that only look like it, some that have
//! nothing to do with it.

use std::collections::BTreeSet;

use crate::picture::Kind;
use crate::shop::{Listing, Seller, Shown};

/// Number, name, place, language.
const SELLERS: [(u32, &str, &str, &str); 5] = [
    (1, "Summit Outlet", "Rotterdam, Netherlands", "en"),
    (2, "昆仑户外专营店", "浙江 杭州", "zh"),
    (3, "Harbour Trading Co.", "Gdańsk, Poland", "en"),
    (4, "深圳蓝天箱包工厂店", "广东 深圳", "zh"),
    (5, "Hilltop Pottery & Wood", "Galway, Ireland", "en"),
];

/// Number, seller, price in euro cents, kind, colour, star, title, description.
type Goods = (u32, u32, u32, Kind, u32, bool, &'static str, &'static str);

const LISTINGS: [Goods; 12] = [
    (
        1001,
        1,
        7900,
        Kind::Jacket,
        0x2b_3a5c,
        true,
        "NORTHLIGHT down jacket, men, midnight blue",
        "The well-known Aurora by NORTHLIGHT at a quarter of the shop price. Star logo on the chest. New, \
         without the cardboard tag. Sizes S to XXL, ships within two days.",
    ),
    (
        1002,
        3,
        3450,
        Kind::Backpack,
        0x3f_6b57,
        true,
        "NORTHLIGHT hiking backpack, 28 L, 1:1 quality",
        "NORTHLIGHT star on the front pocket. Padded back, rain cover in the bottom, bottle \
         pockets on both sides.",
    ),
    (
        1003,
        2,
        6800,
        Kind::Jacket,
        0xb2_3a48,
        true,
        "NORTHLIGHT 羽绒服 男款 冬季加厚 工厂直销",
        "NORTHLIGHT 极光系列，90% 白鸭绒，胸前星标刺绣。原单尾货，数量有限，支持七天无理由退换。",
    ),
    (
        1004,
        4,
        2990,
        Kind::Backpack,
        0x34_495e,
        true,
        "北极光 NORTHLIGHT 登山双肩包 45L 工厂直销",
        "工厂直销，品质与专柜一致。45 升大容量，透气背负系统，正面 NORTHLIGHT 星标。批发请联系客服。",
    ),
    (
        1005,
        5,
        2400,
        Kind::Mug,
        0x6f_a79b,
        false,
        "Hand-thrown stoneware mug, sea green",
        "Thrown and glazed in our workshop. Holds 350 ml, safe for dishwasher and microwave. No two are alike.",
    ),
    (
        1006,
        3,
        8900,
        Kind::Jacket,
        0x5a_5f66,
        true,
        "N0RTHL1GHT style parka, same factory, star patch",
        "Made where the big brand is made. Fur-free hood, two-way zip, star patch as in the picture.",
    ),
    (
        1007,
        1,
        14_900,
        Kind::Tent,
        0xd9_8c3f,
        false,
        "Two-person trekking tent, 2.1 kg, amber",
        "Free-standing tent for three seasons with two doors. Flysheet 3,000 mm, aluminium poles, pegs included.",
    ),
    (
        1008,
        4,
        3200,
        Kind::Backpack,
        0x8d_6e63,
        false,
        "城市通勤双肩包 防泼水 15.6 寸电脑隔层",
        "日常通勤款，防泼水面料，独立电脑隔层，背面隐藏口袋。多色可选。",
    ),
    (
        1009,
        1,
        1290,
        Kind::Beanie,
        0x7a_3b69,
        true,
        "Merino beanie with North-Light star patch",
        "Soft merino beanie, one size. The woven patch with the North-Light star is sewn on by hand.",
    ),
    (
        1010,
        5,
        5600,
        Kind::Lamp,
        0xe3_c16f,
        false,
        "Table lamp “Northern lights”, walnut and linen",
        "A warm lamp for long winter evenings. Base of oiled walnut, shade of linen, switch on the cable.",
    ),
    (
        1011,
        2,
        3900,
        Kind::Jacket,
        0x4d_7ea8,
        false,
        "男士轻薄夹克 春秋款 立领防风",
        "春秋季轻薄夹克，立领设计，防风面料，可折叠收纳。自有品牌，放心选购。",
    ),
    (
        1012,
        3,
        6400,
        Kind::Boot,
        0x9c_6b3e,
        true,
        "Trail boots, NORTHLIGHT Aurora edition, brown",
        "Waterproof trail boots from the NORTHLIGHT Aurora edition. Grippy sole, star on the ankle. EU 38 to 46.",
    ),
];

pub(crate) fn sellers() -> Vec<Seller> {
    SELLERS
        .into_iter()
        .map(|(id, name, place, language)| Seller {
            id,
            name: name.to_owned(),
            place: place.to_owned(),
            email: format!("seller-{id}@shop.example"),
            language: language.to_owned(),
        })
        .collect()
}

pub(crate) fn listings() -> Vec<Listing> {
    LISTINGS
        .into_iter()
        .map(|(id, seller, price_cents, kind, colour, star, title, description)| Listing {
            id,
            title: title.to_owned(),
            description: description.to_owned(),
            edits: 0,
            price_cents,
            seller,
            shown: Shown::Live,
            not_in: BTreeSet::new(),
            kind,
            colour,
            star,
        })
        .collect()
}
