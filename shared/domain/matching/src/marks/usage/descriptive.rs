//! Marks that are made of words for goods: what `RAIN JACKET`, `SLIM FIT` and `女士外套` say of goods, every seller says.

use super::super::fold::Units;
use super::names;
use super::tokens::{Shape, Tokens};
use super::{goods, names_goods};

/// The longest word of scripts that part none, in characters.
const LONGEST: usize = 10;
/// A compound has as many letters before the goods that it ends in, and those as many themselves.
const HEAD: usize = 3;
const TAIL: usize = 4;

/// Whether all of a name says what goods of these classes are, how they look or whom they are for. Where the classes are not
/// known, the name of any goods counts, if more is said of them.
pub(in super::super) fn is_descriptive(name: &str, classes: &[u8]) -> bool {
    let tokens = Tokens::of(name, &Units::of(name));
    let mut run = String::new();
    let (mut said, mut words) = (false, 0);
    for token in &tokens.all {
        let text = tokens.text(token);
        match token.shape {
            Shape::Sign => {}
            Shape::Char => run.push_str(text),
            Shape::Word => {
                words += 1;
                let tells = says_of_goods(text, classes, tokens.all.len() > 1);
                said |= tells;
                let other = text.bytes().all(|byte| byte.is_ascii_digit()) || names::is_of_function(text);
                if !tells && !other {
                    return false;
                }
            }
        }
    }
    if run.is_empty() { said && words > 0 } else { is_made_of_words(&run, classes) }
}

fn says_of_goods(word: &str, classes: &[u8], is_one_of_several: bool) -> bool {
    names::describes(word)
        || names_goods(word, classes)
        || classes.is_empty() && is_one_of_several && goods::names_any(word)
        || is_compound(word, classes)
}

/// Whether a word of a language that writes several in one ends in goods of these classes: `Regenjacke`.
fn is_compound(word: &str, classes: &[u8]) -> bool {
    let starts = word.char_indices().map(|(at, _)| at).skip(HEAD);
    starts
        .filter_map(|at| word.get(at..))
        .any(|end| end.chars().count() >= TAIL && names::ends_compounds(end) && names_goods(end, classes))
}

/// Whether characters are one such word after the other, two of them at least.
fn is_made_of_words(run: &str, classes: &[u8]) -> bool {
    let chars: Vec<char> = run.chars().collect();
    // How many words reach each place.
    let mut reached = vec![None; chars.len() + 1];
    reached[0] = Some(0_u32);
    for from in 0..chars.len() {
        let Some(words) = reached.get(from).copied().flatten() else { continue };
        for to in from + 1..=chars.len().min(from + LONGEST) {
            let word: String = chars.get(from..to).unwrap_or_default().iter().collect();
            let of_goods = names_goods(&word, classes) || classes.is_empty() && goods::names_any(&word);
            if (of_goods || names::describes(&word) || names::is_of_function(&word))
                && let Some(place) = reached.get_mut(to)
            {
                *place = (*place).max(Some(words + 1));
            }
        }
    }
    let whole = names::describes(run) || names_goods(run, classes);
    whole || reached.last().copied().flatten().is_some_and(|words| words > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_words_for_goods_are_told_from_names() {
        for name in [
            "RAIN JACKET",
            "HAND MADE",
            "SLIM FIT",
            "NAVY BLUE",
            "MADE IN ITALY",
            "Jacke aus Leder",
            "REGENJACKE",
            "LIGHT",
            "DOWN",
            "女士外套",
            "工厂直销",
            "加厚",
            "大码",
            "Giaccone",
            "куртка зимняя",
            "Vinterjacka",
            "WATERPROOF",
        ] {
            assert!(is_descriptive(name, &[25]), "{name}");
        }
        for name in
            ["ZORVANE", "RAIN CATHEDRAL", "Northlight", "云雀山", "24", "THE", "POLO RANCH", "Jackalope"]
        {
            assert!(!is_descriptive(name, &[25]), "{name}");
        }
        assert!(!is_descriptive("RAIN JACKET", &[9]) && !is_descriptive("REGENJACKE", &[9]));
        assert!(is_descriptive("RAIN JACKET", &[]) && !is_descriptive("JACKET", &[]));
    }
}
