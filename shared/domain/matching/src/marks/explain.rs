//! A match explained in one sentence, as it may stand in a letter.

use case::Language;

use super::Match;
use super::operation::{Guard, Operation, Tier};

impl Match {
    /// What matched, by which operation, how strongly, and what lowered it. One sentence without markup.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let quoted = |text: &str| shown(text);
        let (found, name) = (quoted(&self.found), quoted(&self.name));
        let guards: Vec<String> = self.guards.iter().map(|guard| self.why(*guard, language)).collect();
        match language {
            Language::En => {
                let how = how(self.operation, language);
                let tier = match self.tier {
                    Tier::Act => "it may support a measure",
                    Tier::Desk => "a person has to look at it",
                    Tier::Note => "it supports nothing by itself",
                };
                let because = if guards.is_empty() {
                    String::new()
                } else {
                    format!(", because {}", guards.join(" and "))
                };
                let strength = self.strength;
                format!("“{found}” {how} “{name}” (strength {strength} of 100); {tier}{because}.")
            }
            Language::Zh => {
                let how = how(self.operation, language);
                let tier = match self.tier {
                    Tier::Act => "可作为采取措施的依据",
                    Tier::Desk => "须由人工审核",
                    Tier::Note => "不能单独作为依据",
                };
                let because = if guards.is_empty() {
                    String::new()
                } else {
                    format!("，因为{}", guards.join("，且"))
                };
                let strength = self.strength;
                format!("“{found}”{how}“{name}”（强度{strength}/100），{tier}{because}。")
            }
        }
    }

    fn why(&self, guard: Guard, language: Language) -> String {
        let words: Vec<String> = self.unread.iter().map(|word| format!("“{}”", shown(word))).collect();
        let why = why(guard, language);
        match language {
            Language::En if guard == Guard::WordsUnread => format!("{why} ({})", words.join(", ")),
            Language::Zh if guard == Guard::WordsUnread => format!("{why}（{}）", words.join("、")),
            Language::En | Language::Zh => why.to_owned(),
        }
    }
}

/// A text that is safe to show: without what is not seen or turns the direction of writing.
fn shown(text: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}' | '\u{00AD}')
    };
    text.chars().filter(|c| !unseen(*c)).collect()
}

fn how(operation: Operation, language: Language) -> &'static str {
    let (english, chinese) = match operation {
        Operation::Exact => ("is the name", "即名称"),
        Operation::Alias => ("is the alias", "即权利人提供的别名"),
        Operation::Normalised => (
            "is, apart from case, endings, article, marks and punctuation, the name",
            "除大小写、词尾、冠词、附加符号和标点外即名称",
        ),
        Operation::Traditional => {
            ("is, in traditional or simplified characters, the name", "是另一种繁简体写法的")
        }
        Operation::Joined => ("is, written as one word, the name", "是连写的"),
        Operation::Fullwidth => ("is, in full-width letters, the name", "是以全角字母书写的"),
        Operation::ZeroWidth => ("is, with invisible characters in it, the name", "是夹有不可见字符的"),
        Operation::Bidi => {
            ("is, with controls of writing direction in it, the name", "是夹有书写方向控制符的")
        }
        Operation::Mathematical => ("is, in styled letters, the name", "是以数学或装饰字母书写的"),
        Operation::Confusable => ("is, in letters that look alike, the name", "是以外形相近的字母书写的"),
        Operation::Diacritic => ("is, with marks added to letters, the name", "是字母上加了附加符号的"),
        Operation::Spaced => ("is, spelled with spaces, the name", "是逐字以空格隔开的"),
        Operation::Punctuated => ("is, with signs between its letters, the name", "是夹有符号的"),
        Operation::Split => ("is, taken apart by spaces, the name", "是以空格拆开的"),
        Operation::Leet => (
            "is, with digits, signs or similar letters for others, the name",
            "是以数字、符号或相近字母代替的",
        ),
        Operation::Masked => ("is, but for a hidden letter, the name", "是遮去一字的"),
        Operation::Pinyin => ("is the pinyin of the name", "是其拼音，名称为"),
        Operation::HalfPinyin => {
            ("is, partly in pinyin or initial letters, the name", "是部分以拼音或首字母代替的")
        }
        Operation::Homophone => ("is, by characters of the same sound, the name", "是以同音字代替的"),
        Operation::LookAlike => ("is, by characters that look alike, the name", "是以形近字代替的"),
        Operation::Transliterated => ("has, in another script, the sound of the name", "以另一种文字音译了"),
        Operation::Vowelless => ("is, without its vowels, the name", "是略去元音的"),
        Operation::OneEdit => ("differs by one letter from the name", "仅一个字母不同于"),
        Operation::TwoEdits => ("differs by two letters from the name", "仅两个字母不同于"),
    };
    match language {
        Language::En => english,
        Language::Zh => chinese,
    }
}

fn why(guard: Guard, language: Language) -> &'static str {
    let (english, chinese) = match guard {
        Guard::DictionaryWord => ("the name is made of ordinary words", "该名称是普通词语"),
        Guard::ShortName => ("the name is very short", "该名称很短"),
        Guard::Nominative => ("the title tells what the goods fit", "标题说明的是商品的适用对象"),
        Guard::Likeness => {
            ("the title makes the goods out to be like those of the mark", "标题把商品说成与该商标的商品相似")
        }
        Guard::NearOther { .. } => ("it is as near to another mark", "它与另一商标同样接近"),
        Guard::PlainText => ("the text has an ordinary meaning of its own", "该文字本身有通常含义"),
        Guard::InsideText => ("it may be part of something longer", "它可能是更长文字的一部分"),
        Guard::WeakDeviation => ("such a deviation is no proof", "此种差异不足为凭"),
        Guard::OtherClass => ("the listing is in none of the mark's classes", "商品不属于该商标的类别"),
        Guard::Negated => ("the title says that the goods are not of this mark", "标题说明商品不属于该商标"),
        Guard::SecondHand => {
            ("the goods are offered as used, and genuine ones may be resold", "商品以二手出售，正品可以转售")
        }
        Guard::Refurbished => (
            "the goods are offered as refurbished, and genuine ones may be resold",
            "商品以翻新品出售，正品可以转售",
        ),
        Guard::ParallelImport => (
            "the goods are offered as parallel imports, and genuine ones may be lawful",
            "商品以平行进口出售，正品可能合法",
        ),
        Guard::NotForSale => ("the goods are sought or for rent, not for sale", "商品为求购或出租，并非出售"),
        Guard::SparePart => ("the goods may be a spare part", "商品可能是零配件"),
        Guard::Repair => ("the title speaks of a repair", "标题涉及维修"),
        Guard::Accessory => ("the goods may be an accessory", "商品可能是周边配件"),
        Guard::About => {
            ("the goods may be a book, film or print about it", "商品可能是介绍该品牌的书刊、影像或印刷品")
        }
        Guard::Review => ("the title may be that of a review", "标题可能是评测"),
        Guard::Parody => ("the title speaks of a parody or joke", "标题涉及戏仿或玩笑"),
        Guard::PersonalName => ("the name may be a person's", "该名称可能是人名"),
        Guard::PlaceName => ("the name may be that of a place", "该名称可能是地名"),
        Guard::GenericTerm => {
            ("the name has become a word for a kind of goods", "该名称已成为某类商品的通用名称")
        }
        Guard::GoodsUnnamed => (
            "the title does not name goods that the mark is registered for",
            "标题未写明该商标核定使用的商品",
        ),
        Guard::WordsUnread => {
            ("the title says more than a plain offer does", "标题中有普通售卖用语以外的内容")
        }
    };
    match language {
        Language::En => english,
        Language::Zh => chinese,
    }
}
