//! Signs in an offer. Those of a plain one are listed; any other may deny, ask or compare: `🚫`, `?`, `≠`.

/// What parts words, and what prices, measures and registered names have.
const PLAIN: &str = ",.:;|/\\()[]{}'\"’‘`“”„«»‹›「」『』【】《》〈〉–—‒-−‐‑_·•・、，．：；。｜／（）［］…&+%!！*™®©°″′²³×$€£¥￥₽₩₹₺₫₴฿¡،؛।״׳";
/// What only adorns a title.
const ADORNING: &str = "🔥⭐🌟✨✅✔☑★☆💯🆕🎁🚚📦🌸💎👑🎉⚡♦◆◇■□▪●▶►🛒🚀✈";
/// What may stand between a word and the name behind it.
const PARTING: &str = ",.:;|_،؛।()[]{}·•・、，．：；。｜（）［］【】《》〈〉「」『』“”„«»‹›\"'’‘…™®*";
/// The same, but not before the name alone: `-Velgarde`.
const DASHES: &str = "–—‒-‐‑";

/// Whether signs are those that plain offers have.
pub(super) fn are_plain(signs: &str) -> bool {
    signs.chars().all(|char| is_slight(char) || PLAIN.contains(char) || ADORNING.contains(char))
}

/// Whether signs do no more than part a name from the word before it, if there is one. `hoodie -Velgarde`, `& Velgarde` and
/// `!Velgarde` say more.
pub(super) fn part(signs: &str, follow_word: bool) -> bool {
    let chars: Vec<char> = signs.chars().filter(|char| !is_unseen(*char)).collect();
    let is_blank = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|it| it.is_whitespace());
    chars.iter().enumerate().all(|(at, char)| {
        let (before, after) = (is_blank(at.checked_sub(1)), is_blank(at.checked_add(1)));
        char.is_whitespace()
            || PARTING.contains(*char)
            || ADORNING.contains(*char)
            || follow_word && DASHES.contains(*char) && (!before || after)
            || follow_word && matches!(char, '!' | '！') && !before && at + 1 < chars.len()
    })
}

fn is_slight(char: char) -> bool {
    char.is_whitespace() || is_unseen(char)
}

/// Whether a character cannot be seen, or is a mark on the one before it.
fn is_unseen(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(char, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
