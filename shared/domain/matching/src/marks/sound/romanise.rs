//! Words of other scripts in Latin letters, as far as sounds go.

/// What a script tells of sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Script {
    pub(super) writes_vowels: bool,
    /// It has syllables only, so that a consonant alone takes a vowel.
    pub(super) adds_vowels: bool,
    /// It tells b from p, d from t, g from k.
    pub(super) tells_voice: bool,
    /// Its language lets names end in i that do not.
    pub(super) adds_last_i: bool,
}

/// The word in Latin letters, and what its script tells. `None` for other scripts.
pub(super) fn romanise(word: &str) -> Option<(String, Script)> {
    let mut latin = String::new();
    let mut script =
        Script { writes_vowels: true, adds_vowels: false, tells_voice: true, adds_last_i: false };
    for char in word.chars() {
        match u32::from(char) {
            0x370..=0x3FF => latin.push_str(look_up(&GREEK, char)?),
            0x400..=0x52F => latin.push_str(look_up(&CYRILLIC, char)?),
            0x531..=0x58F => latin.push_str(look_up(&ARMENIAN, char)?),
            0x5D0..=0x5F2 => {
                script.writes_vowels = false;
                latin.push_str(look_up(&HEBREW, char)?);
            }
            0x10D0..=0x10FF => {
                script.adds_last_i = true;
                latin.push_str(look_up(&GEORGIAN, char)?);
            }
            0x620..=0x6FF => {
                script = Script { writes_vowels: false, tells_voice: false, ..script };
                latin.push_str(look_up(&ARABIC, char)?);
            }
            code @ (0x3041..=0x3096 | 0x30A1..=0x30FF) => {
                script.adds_vowels = true;
                kana(&mut latin, char::from_u32(if code < 0x30A1 { code + 0x60 } else { code })?);
            }
            code @ 0xAC00..=0xD7A3 => {
                script = Script { adds_vowels: true, tells_voice: false, ..script };
                hangul(&mut latin, code - 0xAC00);
            }
            _ => return None,
        }
    }
    (!latin.is_empty()).then_some((latin, script))
}

fn look_up<'a>(table: &[(&str, &'a str)], char: char) -> Option<&'a str> {
    table.iter().find(|(letters, _)| letters.contains(char)).map(|(_, latin)| *latin)
}

static CYRILLIC: [(&str, &str); 30] = [
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("г", "g"),
    ("ґ", "g"),
    ("д", "d"),
    ("еёэє", "e"),
    ("ж", "j"),
    ("з", "z"),
    ("иійыї", "i"),
    ("к", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("у", "u"),
    ("ф", "f"),
    ("х", "h"),
    ("ц", "ts"),
    ("чшщ", "sh"),
    ("ю", "iu"),
    ("я", "ia"),
    ("ўү", "u"),
    ("қ", "k"),
    ("ө", "o"),
    ("ъьһ", ""),
];

static GREEK: [(&str, &str); 24] = [
    ("αά", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("εέ", "e"),
    ("ζ", "z"),
    ("ηήιίϊΐ", "i"),
    ("θ", "th"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("οό", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("τ", "t"),
    ("υύϋΰ", "u"),
    ("φ", "f"),
    ("χ", "h"),
    ("ψ", "ps"),
    ("ωώ", "o"),
    ("ϐ", "v"),
];

static ARABIC: [(&str, &str); 23] = [
    ("اأآٱ", "a"),
    ("إ", "i"),
    ("بپ", "b"),
    ("تطث", "t"),
    ("جژ", "j"),
    ("چش", "sh"),
    ("دضذ", "d"),
    ("زظ", "z"),
    ("سص", "s"),
    ("فڤ", "f"),
    ("قكک", "k"),
    ("گغ", "g"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("ر", "r"),
    ("و", "ou"),
    ("يیىئ", "ie"),
    ("ه", "h"),
    ("ح", "h"),
    ("خ", "h"),
    ("ة", "a"),
    ("عء", ""),
];

static ARMENIAN: [(&str, &str); 25] = [
    ("ա", "a"),
    ("բ", "b"),
    ("գղ", "g"),
    ("դ", "d"),
    ("եէը", "e"),
    ("զձ", "z"),
    ("թտ", "t"),
    ("ժջ", "j"),
    ("իյ", "i"),
    ("լ", "l"),
    ("խհ", "h"),
    ("ծց", "ts"),
    ("կք", "k"),
    ("ճչ", "ch"),
    ("մ", "m"),
    ("ն", "n"),
    ("շ", "sh"),
    ("ոօ", "o"),
    ("պփ", "p"),
    ("ռր", "r"),
    ("ս", "s"),
    ("վ", "v"),
    ("ւ", "u"),
    ("ֆ", "f"),
    ("և", "ev"),
];

static GEORGIAN: [(&str, &str); 24] = [
    ("ა", "a"),
    ("ბ", "b"),
    ("გღ", "g"),
    ("დ", "d"),
    ("ე", "e"),
    ("ვ", "v"),
    ("ზძ", "z"),
    ("თტ", "t"),
    ("ი", "i"),
    ("კქყ", "k"),
    ("ლ", "l"),
    ("მ", "m"),
    ("ნ", "n"),
    ("ო", "o"),
    ("პ", "p"),
    ("ჟჯ", "j"),
    ("რ", "r"),
    ("ს", "s"),
    ("უ", "u"),
    ("ფ", "f"),
    ("შ", "sh"),
    ("ჩჭ", "ch"),
    ("ცწ", "ts"),
    ("ხჰ", "h"),
];

static HEBREW: [(&str, &str); 21] = [
    ("א", "a"),
    ("ב", "b"),
    ("ג", "g"),
    ("ד", "d"),
    ("ו", "ou"),
    ("ז", "z"),
    ("חה", "h"),
    ("טת", "t"),
    ("י", "ie"),
    ("כךק", "k"),
    ("ל", "l"),
    ("מם", "m"),
    ("נן", "n"),
    ("ס", "s"),
    ("פ", "p"),
    ("ף", "f"),
    ("צץ", "ts"),
    ("ר", "r"),
    ("ש", "sh"),
    ("\u{5F0}", "v"),
    ("ע", ""),
];

/// The other way in which letters are read that stand for two sounds; `None` where there are none.
pub(super) fn softened(word: &str) -> Option<String> {
    let soft: String = word
        .chars()
        .map(|char| match char {
            'ב' => '\u{5F0}',
            'פ' => 'ף',
            char => char,
        })
        .collect();
    (soft != word).then_some(soft)
}

/// The rows of the syllabary: a consonant, and its kana with a, i, u, e, o.
static KANA: [(&str, &str); 15] = [
    ("", "アイウエオ"),
    ("k", "カキクケコ"),
    ("g", "ガギグゲゴ"),
    ("s", "サシスセソ"),
    ("z", "ザジズゼゾ"),
    ("t", "タチツテト"),
    ("d", "ダヂヅデド"),
    ("n", "ナニヌネノ"),
    ("f", "ハヒフヘホ"),
    ("b", "バビブベボ"),
    ("p", "パピプペポ"),
    ("m", "マミムメモ"),
    ("r", "ラリルレロ"),
    ("y", "ヤ\0ユ\0ヨ"),
    ("", "ワ\0\0\0ヲ"),
];

fn kana(latin: &mut String, char: char) {
    const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];
    let small = |rows: &str| rows.chars().position(|known| known == char);
    if let Some(place) = small("ァィゥェォ").or_else(|| small("ャ\0ュ\0ョ")) {
        // A small vowel replaces that of the syllable before.
        if latin.ends_with(VOWELS) {
            latin.pop();
        }
        latin.extend(VOWELS.get(place));
        return;
    }
    match char {
        'ン' => latin.push('n'),
        'ヴ' => latin.push_str("vu"),
        'シ' => latin.push_str("shi"),
        'チ' => latin.push_str("chi"),
        'ジ' | 'ヂ' => latin.push_str("ji"),
        'ツ' => latin.push_str("tsu"),
        _ => {
            let row = KANA
                .iter()
                .find_map(|(consonant, row)| Some((consonant, row.chars().position(|c| c == char)?)));
            if let Some((consonant, place)) = row {
                latin.push_str(consonant);
                latin.extend(VOWELS.get(place));
            }
        }
    }
}

/// A syllable of Hangul is its number: initial, vowel and final in a fixed order.
fn hangul(latin: &mut String, syllable: u32) {
    const INITIALS: [&str; 19] =
        ["g", "g", "n", "d", "d", "r", "m", "b", "b", "s", "s", "", "j", "j", "ch", "k", "t", "p", "h"];
    const VOWELS: [&str; 21] = [
        "a", "e", "ia", "ie", "o", "e", "io", "ie", "o", "oa", "oe", "oe", "io", "u", "uo", "ue", "ui", "iu",
        "u", "ui", "i",
    ];
    const FINALS: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "l", "l", "p", "l", "m", "p", "p", "s",
        "s", "n", "t", "t", "k", "t", "p", "t",
    ];
    let part = |parts: &[&'static str], at: u32| parts.get(at as usize).copied().unwrap_or("");
    latin.push_str(part(&INITIALS, syllable / 588));
    latin.push_str(part(&VOWELS, syllable % 588 / 28));
    latin.push_str(part(&FINALS, syllable % 28));
}
