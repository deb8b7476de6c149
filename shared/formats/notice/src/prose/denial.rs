//! Whether a text says that there is nothing to complain of, or that it is not meant to be filed. Then no claim is read
//! from it, even where a line names one: its sender is asked, and nothing is done on words that say both.

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
    偽物ではあ, 偽物ではな, 正規品です, 本物です, 削除しないで, 정품입니다, 삭제하지 마, \
    not a counterfeit, not offer a counterfeit, not offer counterfeit, not offer any counterfeit, not sell counterfeit, not sell a counterfeit, \
    not sell any counterfeit, not show a counterfeit, not offer a fake, not offer fake, not offer any fake, not sell fake, \
    not sell a fake, not sell any fake, does not infringe, do not infringe, is not infringing, are not infringing, \
    is no counterfeit, are no counterfeit, is no fake, are no fake, is no infringement, \
    seller is authori, seller is in fact authori, seller is now authori, seller is licensed, is our licensee, is our authori, is our partner, is our dealer, is our distributor, turned out to be ours, no longer object, seller was authori, shop is authori, \
    dealer is authori, use is authori, listing is authori, sale is authori, offer is authori, is authorised by us, is authorized by us, \
    are authorised by us, are authorized by us, was authorised by us, was authorized by us, is licensed by us, \
    has our permission, have our permission, had our permission, has our consent, has our licence, has our license, \
    verkäufer ist autorisiert, von uns autorisiert, von uns lizenziert, hat unsere erlaubnis, \
    vendeur est autorisé, est autorisé par nous, a notre autorisation, \
    vendedor está autorizado, tiene nuestra autorización, tem a nossa autorização, \
    venditore è autorizzato, ha la nostra autorizzazione, verkoper is gemachtigd, heeft onze toestemming, \
    sprzedawca jest upoważniony, sprzedawca ma nasze pozwolenie, \
    已获我司授权, 已获得我司授权, 经我司授权的, 已经授权, 是我司授权, 是我们授权, 許可しています, 許諾済み, 허가했습니다, 허락했습니다";

/// What right before such words turns them round.
const NEGATED: &[&str] =
    &[" not", "n't", " nicht", " pas", " non", " não", " niet", " nie", "未", "没有", "没", "沒有", "從未"];

/// What a text says that is not meant to be filed, or no longer: that it is a draft, a test, an example, a mistake, a question.
const UNMEANT: &str = "this is a draft, this is only a draft, this is just a draft, this is still a draft, this is but a draft, this is our draft, \
    this is my draft, this is a first draft, this is a rough draft, an internal template, only a template, just a template, not for submission, for review only, hold off, please hold this, please hold on, please wait with, please wait until, \
    please cancel, only testing, just testing, nothing to do here, not yet act, not act yet, \
    only a draft, just a draft, merely a draft, still a draft, mail is a draft, \
    notice is a draft, complaint is a draft, message is a draft, below is a draft, it is a draft, draft only, draft for review, draft for discussion, \
    this is a test, this is only a test, this is just a test, only a test, just a test, merely a test, is a test mail, is a test message, \
    is a test email, is a test complaint, is a test notice, test only, testing your form, testing our mail, \
    testing the mail, testing your mail, testing your system, \
    training example, training exercise, training purposes, practice example, \
    example for new, example for colleagues, example for our, only an example, just an example, merely an example, sample complaint, sample notice, example complaint, example notice, \
    example of a complaint, example of a notice, a mock complaint, a mock notice, made-up example, \
    hypothetical, not a real complaint, not a real notice, not a formal complaint, not a formal notice, not an actual complaint, \
    not an actual notice, not a complaint, not meant as a complaint, not meant to be filed, not intended to be filed, not intended as a complaint, \
    not to be filed, not for filing, should not be filed, must not be filed, should not be processed, must not be processed, not to be processed, not be acted on, not be acted upon, notice is no longer needed, complaint is no longer needed, not ready to be filed, \
    please ignore, please disregard, please just ignore, please simply ignore, please simply disregard, kindly ignore, kindly disregard, \
    can be ignored, may be ignored, should be ignored, can be disregarded, should be disregarded, consider this void, consider this withdrawn, \
    please do nothing, please do not do anything, please don't do anything, nothing needs to be done, no need to do anything, \
    nothing to be done, nothing is to be done, \
    sent by mistake, sent you by mistake, sent in error, sent by accident, sent accidentally, by mistake. please, below by mistake, \
    notice by mistake, complaint by mistake, mail by mistake, notice in error, complaint in error, filed by mistake, filed in error, \
    would this be, would that be, would it be a valid, is this a valid complaint, would you accept this, would you accept such, what would happen if, \
    just asking, only asking, just a question, only a question, \
    nur ein entwurf, ist ein entwurf, noch ein entwurf, nicht bearbeiten, nicht einreichen, nichts unternehmen, nichts tun, bitte ignorieren, \
    bitte nicht beachten, gegenstandslos, nur ein test, ist ein test, um einen test, um einen entwurf, nur eine übung, ist eine übung, übungsbeispiel, schulungsbeispiel, nur ein beispiel, \
    versehentlich gesendet, versehentlich geschickt, irrtümlich gesendet, irrtümlich geschickt, aus versehen, wäre das eine gültige, \
    qu'un brouillon, est un brouillon, ne pas traiter, ne traitez pas, ne pas donner suite, ne rien faire, ne faites rien, veuillez ignorer, \
    merci d'ignorer, ne pas tenir compte, qu'un test, est un test, un essai, ne tenez pas compte, exemple de formation, qu'un exemple, envoyé par erreur, \
    es un borrador, sólo un borrador, solo un borrador, no tramit, no proces, no presenten, no hagan nada, no haga nada, por favor ignor, hagan caso omiso, \
    haga caso omiso, sólo una prueba, solo una prueba, es una prueba., ejemplo de formación, enviado por error, \
    è una bozza, solo una bozza, non elaborare, non procedere, non dare seguito, non fate nulla, non fare nulla, si prega di ignorare, vi preghiamo di ignorare, \
    ignorate questo, ignorate questa, solo una prova, solo un test, un'esercitazione, inviato per errore, inviata per errore, \
    é um rascunho, apenas um rascunho, só um rascunho, não process, não tratem, não façam nada, não faça nada, por favor ignor, queiram ignorar, \
    apenas um teste, só um teste, é um teste, enviado por engano, enviada por engano, \
    slechts een concept, is een concept, een conceptversie, niet verwerken, niet te behandelen, niet behandelen, niet in behandeling, niets doen, doe niets, gelieve te negeren, negeer dit, \
    negeer deze, slechts een test, is een test, een oefening, per ongeluk verstuurd, per ongeluk gestuurd, per abuis, \
    tylko szkic, to jest szkic, wersja robocza, proszę nie rozpatrywać, nie rozpatrywać, nie przetwarzać, nic nie robić, proszę zignorować, proszę o zignorowanie, \
    tylko test, to jest test, to jest ćwiczenie, wysłane przez pomyłkę, wysłano przez pomyłkę, \
    只是草稿, 仅为草稿, 这是草稿, 是一份草稿, 这是一份草稿, 请勿处理, 不要处理, 先不要处理, 暂不处理, 请勿受理, 不要受理, 请忽略, 请无视, 请不要理会, 请勿提交, 请勿操作, 请勿下架, 演练, 只是测试, 仅为测试, 仅供测试, 这是测试, 测试邮件, \
    培训示例, 仅供培训, 仅为示例, 只是示例, 误发, 发错了, 不是正式投诉, 并非正式投诉, 僅為草稿, 請勿處理, 請忽略, \
    下書きです, 草案です, 処理しないで, 対応しないで, 提出しないで, 無視してください, テストです, テストメール, 研修用の例, 練習用のメール, 誤って送, 誤送信, \
    초안입니다, 초안일 뿐, 처리하지 마, 접수하지 마, 무시해 주, 무시하세요, 무시하십시오, 테스트입니다, 테스트 메일, 교육용 예, 연습용 메일, 실수로 보, 잘못 보냈";

/// What a text bids at the start of a sentence, or after [`LEADS`], that is not meant to be filed.
const BIDDEN: &str = "do not file, don't file, do not act, don't act, do not process, don't process, do not handle, don't handle, \
    do not do anything, don't do anything, do nothing, do not register this, do not submit, don't submit, do not proceed, don't proceed, \
    do not take any action, don't take any action, do not take action, do not open a case, do not use this, \
    ignore this, ignore the, ignore my, ignore our, ignore it, disregard this, disregard the, disregard my, disregard our, disregard it, \
    ignorieren sie, ignorez, ignoren, ignorate, ignorem, negeer";

/// What may stand before a command in its sentence.
const LEADS: &[&str] = &[
    "please",
    "kindly",
    "so",
    "and",
    "but",
    "then",
    "just",
    "therefore",
    "hence",
    "or",
    "bitte",
    "simply",
    "yet",
];

/// The words of a subject that is not meant to be filed: it begins with one, and a mark or nothing stands behind.
const SUBJECTS: &[&str] = &[
    "draft",
    "test",
    "testing",
    "test mail",
    "test message",
    "example",
    "sample",
    "training",
    "exercise",
    "entwurf",
    "beispiel",
    "übung",
    "brouillon",
    "exemple",
    "borrador",
    "prueba",
    "ejemplo",
    "bozza",
    "prova",
    "esempio",
    "rascunho",
    "teste",
    "exemplo",
    "concept",
    "voorbeeld",
    "szkic",
    "przykład",
    "草稿",
    "测试",
    "測試",
    "示例",
    "培训",
    "下書き",
    "テスト",
    "研修",
    "초안",
    "테스트",
    "연습",
];

/// What before such words tells them as another's or as a condition, unless the author says it of themself.
const TOLD: &str = "says, said, say, wrote, writes, told, tells, states, stated, answered, answers, replied, replies, asked us, claims, claimed, pretend, \
    demand, whether, if, unless, schrieb, sagt, behaupt, antwort, wenn, falls, écrit, il dit, elle dit, prétend, si, dice, dijo, \
    escribió, scrive, scritto, escreveu, disse, schrijft, zegt, schreef, pisze, napisał, 声称, 谎称, 回复, 卖家说, 对方说, 卖家称, 对方称, 如果, と言, と主張, 라고";

/// What behind such words gives them another sense: files under a folder, a test purchase, a condition.
const BEHIND: &str = "under spam, under junk, under other, under general, as spam, as junk, lightly, if you have already, if it has already, if already, \
    if this has already, if the listing has already, else";

/// What before such words, in the same sentence, tells them as another's, as a condition, or the other way round.
const TURNED: &str = "claim, say, said, states, stating, stated, advertis, purport, pretend, present, describ, \
    appear, seem, look, whether, if, unless, until, none, nothing, no, nobody, never, neither, hardly, why, only, \
    behaupt, gibt vor, wenn, falls, prétend, si, dice, afferma, se, \
    不, 非, 谎称, 声称, 宣称, 自称, 称其, 标榜, 标注, 冒充, 当作, 如果, 如不, 如未";

/// What makes another thing of a test, or of a mistake: each that of the phrase's end.
const COMPOUNDS: &[(&str, &str)] =
    &[("test", "purchase, buy, order, report, result, kauf, achat"), ("by mistake", "to our, to us, to me")];

/// How much of a sentence before such words is looked at, in characters.
const BEFORE: usize = 60;

/// How long a quotation may be, in characters.
const MOST_QUOTED: usize = 400;

/// Whether a mail's `subject` or `flat`, its words, both in lower case on one line, say so.
pub(super) fn denies(subject: &str, flat: &str) -> bool {
    is_unmeant_subject(subject) || says(subject) || says(flat)
}

fn says(flat: &str) -> bool {
    let flat = &flat.replace(['\u{2019}', '\u{2018}'], "'");
    let denied = phrases(DENIALS).any(|denial| {
        flat.match_indices(denial).any(|(at, _)| {
            let before = before(flat, at, &[':', '，']);
            let is_negated = NEGATED.iter().any(|word| before.trim_end().ends_with(word));
            let is_other = phrases(BEHIND).any(|other| has(&behind(flat, at + denial.len()), other));
            starts_a_word(flat, at)
                && !is_negated
                && !is_other
                && !phrases(TURNED).any(|turned| has(&before, turned))
        })
    });
    denied
        || phrases(UNMEANT).any(|phrase| means(flat, phrase, false))
        || phrases(BIDDEN).any(|phrase| means(flat, phrase, true))
}

/// Whether `flat` says `phrase` in its author's own name; a bidden one as a command.
fn means(flat: &str, phrase: &str, is_bidden: bool) -> bool {
    flat.match_indices(phrase).any(|(at, _)| {
        let before = before(flat, at, &[]);
        let behind = behind(flat, at + phrase.len());
        let last = before.trim_end().rsplit([' ', ':']).next().unwrap_or_default();
        let commands =
            last.is_empty() || last.ends_with([',', '-', '–', '*', '(', '"']) || LEADS.contains(&last);
        starts_a_word(flat, at)
            && (!is_bidden || commands)
            && !is_told(&before)
            && !is_quoted(flat, at)
            && !phrases(BEHIND).any(|other| has(&behind, other))
            && !is_compound(phrase, &behind)
    })
}

/// Whether a phrase and what stands right behind it are another thing.
fn is_compound(phrase: &str, behind: &str) -> bool {
    COMPOUNDS.iter().any(|(end, others)| {
        phrase.ends_with(end) && phrases(others).any(|other| behind.trim_start().starts_with(other))
    })
}

/// Whether a sentence that begins so tells what another says, or under which condition.
fn is_told(before: &str) -> bool {
    phrases(TOLD).any(|told| {
        let own = [format!("i {told}"), format!("we {told}"), format!("i have {told}")];
        has(before, told) && !own.iter().any(|own| has(before, own))
    })
}

/// Whether quotation marks that are open at `at` set apart what stands there.
fn is_quoted(flat: &str, at: usize) -> bool {
    // From the place backwards.
    let before: String = flat[..at].chars().rev().take(MOST_QUOTED).collect();
    let open = before.find(['“', '„', '«', '「', '《', '『']);
    let closed = before.find(['”', '»', '」', '》', '』']);
    let is_open = open.is_some_and(|open| closed.is_none_or(|closed| open < closed));
    is_open || before.matches('"').count() % 2 == 1
}

/// Whether a subject begins with what is not meant to be filed, behind the marks of replies and forwards.
fn is_unmeant_subject(subject: &str) -> bool {
    let mut rest = subject.trim();
    while let Some(bare) =
        ["re:", "fwd:", "fw:", "aw:", "wg:"].iter().find_map(|mark| rest.strip_prefix(mark))
    {
        rest = bare.trim_start();
    }
    let rest = rest.trim_start_matches(['[', '(', '*', '"', '【', '（']);
    let names = ["complaint", "notice", "mail", "email", "e-mail", "message", "only", "version", "takedown"];
    let marked = SUBJECTS.iter().filter_map(|word| rest.strip_prefix(word)).any(|behind| {
        let marks = ['-', '–', '—', ':', '：', ']', ')', '*', '!', '"', '】', '）', '|', ',', '.'];
        let named = behind
            .strip_prefix(' ')
            .is_some_and(|next| names.iter().any(|name| has(next, name) && next.starts_with(name)));
        let behind = behind.trim_start();
        behind.is_empty() || behind.starts_with(marks) || named
    });
    let asks =
        ["question", "frage", "pregunta", "domanda", "pergunta", "vraag", "pytanie", "问题", "質問", "질문"];
    marked || (asks.iter().any(|word| rest.starts_with(word)) && rest.ends_with(['?', '？']))
}

/// The sentence from `at` on, its first characters.
fn behind(flat: &str, at: usize) -> String {
    flat[at..].chars().take(BEFORE / 2).take_while(|c| !matches!(c, '.' | '!' | '?' | '。')).collect()
}

/// The sentence before `at`, its last characters; `more` end a sentence as well.
fn before(flat: &str, at: usize, more: &[char]) -> String {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | ';' | '。' | '！' | '？' | '；') || more.contains(&c);
    let near: Vec<char> = flat[..at].chars().rev().take(BEFORE).take_while(|c| !ends(*c)).collect();
    near.into_iter().rev().collect()
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
            assert!(denies("", text), "{text}");
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
            assert!(!denies("", text), "{text}");
        }
    }
}
