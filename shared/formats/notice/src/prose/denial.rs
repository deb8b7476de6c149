//! Whether a text says that there is nothing to complain of. Then no claim is read from it, even where a line names one:
//! its sender is asked, and nothing is done on words that say both.

/// What such a text says, in lower case with commas between: that the goods are genuine, that nothing shall be taken down,
/// that the matter is settled, that its sender does not know.
const DENIALS: &str = "is not a counterfeit, is not counterfeit, are not counterfeit, is not a fake, is not fake, are not fake, \
    is genuine, are genuine, to be genuine, is authentic, are authentic, to be authentic, \
    do not take it down, do not take them down, do not take this down, do not take down, do not take the listing, \
    do not take the following, don't take it down, don't take down, do not remove, don't remove, leave it online, leave them online, leave the listing online, \
    leave it up, keep it online, keep the listing online, \
    no action is needed, no action is required, no action needed, no further action, take no action, do not complain, don't complain, \
    we do not file, not filing, settled with the seller, settled the matter, agreement with the seller, \
    fake or not, counterfeit or not, fake or genuine, genuine or fake, not sure whether, not yet checked, \
    not checked yet, \
    keine fälschung, ist echt, sind echt, echte ware, originalware, nicht herunter, nicht entfernen, nicht löschen, \
    nicht sperren, mit dem verkäufer geeinigt, \
    pas une contrefaçon, pas un faux, est authentique, sont authentiques, ne pas retirer, ne retirez pas, ne pas supprimer, \
    ne supprimez pas, \
    no es una falsificación, no es falso, es auténtic, son auténtic, no retir, no elimin, \
    non è un falso, non è contraffatt, è autentic, sono autentic, non rimuov, \
    不是假, 并非假, 不是仿, 是正品, 为正品, 系正品, 不要下架, 请勿下架, 无需下架, 不必下架, 无需处理, 达成和解, 已经和解, 已和解, \
    偽物ではあ, 偽物ではな, 正規品です, 本物です, 削除しないで, 정품입니다, 삭제하지 마";

/// What before such words, in the same sentence, tells them as another's, as a condition, or the other way round.
const TURNED: &str = "claim, say, said, states, stating, stated, advertis, purport, pretend, present, describ, \
    appear, seem, look, whether, if, unless, until, none, nothing, no, never, neither, hardly, why, \
    behaupt, gibt vor, wenn, falls, prétend, si, dice, afferma, se, \
    不, 非, 谎称, 声称, 宣称, 自称, 称其, 标榜, 标注, 冒充, 当作, 如果, 如不, 如未";

/// How much of a sentence before such words is looked at, in characters.
const BEFORE: usize = 60;

/// Whether `flat`, a text in lower case on one line, says so.
pub(super) fn denies(flat: &str) -> bool {
    phrases(DENIALS).any(|denial| {
        flat.match_indices(denial).any(|(at, _)| {
            let sentence = flat[..at].rsplit(['.', '!', '?', ';', ':', '。', '！', '？', '；', '，']).next();
            let before: Vec<char> = sentence.unwrap_or_default().chars().rev().take(BEFORE).collect();
            let before: String = before.into_iter().rev().collect();
            starts_a_word(flat, at) && !phrases(TURNED).any(|turned| has(&before, turned))
        })
    })
}

fn phrases(all: &'static str) -> impl Iterator<Item = &'static str> {
    all.split(',').map(str::trim)
}

/// Whether `text` has `phrase`; a Latin one from the start of a word on, and whole where it has two letters or fewer.
fn has(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let rest = text[at + phrase.len()..].chars().next();
        let is_whole = phrase.len() > 2 || rest.is_none_or(|c| !c.is_alphanumeric());
        starts_a_word(text, at) && (is_whole || !phrase.is_ascii())
    })
}

/// Whether no letter of the Latin script stands before `at`, or what stands there is none itself.
fn starts_a_word(text: &str, at: usize) -> bool {
    let latin = |c: char| c.is_alphabetic() && c < '\u{0250}';
    let (before, here) = (text[..at].chars().next_back(), text[at..].chars().next());
    !(before.is_some_and(latin) && here.is_some_and(latin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_that_there_is_nothing_to_complain_of_does_not_complain() {
        for text in [
            "we checked and the jacket is not a counterfeit. please do not take it down.",
            "it turned out to be genuine. please leave it online.",
            "please do not take the listing below down, we have settled with the seller.",
            "we do not file it.",
            "is this jacket a fake or not? we have not checked it.",
            "bitte nehmen sie das folgende angebot nicht herunter, es ist echte ware.",
            "ce sac n'est pas une contrefaçon.",
            "经核实，该商品是正品，请勿下架。",
            "双方已达成和解，无需处理。",
            "この商品は正規品です。削除しないでください。",
        ] {
            assert!(denies(text), "{text}");
        }
    }

    #[test]
    fn who_repeats_what_others_say_complains() {
        for text in [
            "the seller claims that the jacket is genuine, but the label is ours in no detail.",
            "none of these goods is genuine. please take them down.",
            "we will sue if you do not remove the listing.",
            "it is advertised as is: everything is said to be genuine.",
            "the goods are counterfeit. they are not genuine.",
            "immediate action is needed: you did not take down the listing, and it was not removed.",
            "卖家谎称是正品，实为假货，请下架。",
            "该商品不是正品，请立即下架。",
            "der verkäufer behauptet, die ware ist echt. es ist eine fälschung.",
            "please remove the listing: it is a fake.",
        ] {
            assert!(!denies(text), "{text}");
        }
    }
}
