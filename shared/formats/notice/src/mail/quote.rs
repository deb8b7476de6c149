//! The words of an answer, apart from what it quotes and from its signature.
//!
//! Mail programs mark a quotation by `>`, by a line that says who wrote it when, or by a copy of the quoted
//! mail's header, each in the language of the program.

/// What programs call the author in a copied header, in lower case.
const FROM: &[&str] = &[
    "from",
    "von",
    "de",
    "da",
    "van",
    "fra",
    "från",
    "od",
    "lähettäjä",
    "feladó",
    "от",
    "від",
    "kimden",
    "expeditor",
    "발신",
    "보낸 사람",
    "发件人",
    "發件人",
    "寄件者",
    "差出人",
    "送信元",
    "từ",
    "dari",
];

/// What programs call date, recipient and subject in a copied header, in lower case.
const OTHERS: &[&str] = &[
    "sent",
    "message du",
    "date",
    "to",
    "subject",
    "cc",
    "gesendet",
    "datum",
    "an",
    "betreff",
    "envoyé",
    "à",
    "objet",
    "enviado",
    "fecha",
    "para",
    "asunto",
    "enviado em",
    "enviada em",
    "data",
    "assunto",
    "inviato",
    "a",
    "oggetto",
    "verzonden",
    "aan",
    "onderwerp",
    "sendt",
    "dato",
    "til",
    "emne",
    "skickat",
    "till",
    "ämne",
    "wysłano",
    "do",
    "temat",
    "odesláno",
    "komu",
    "předmět",
    "lähetetty",
    "päiväys",
    "vastaanottaja",
    "aihe",
    "küldve",
    "címzett",
    "tárgy",
    "дата",
    "кому",
    "тема",
    "отправлено",
    "gönderildi",
    "tarih",
    "kime",
    "konu",
    "trimis",
    "către",
    "subiect",
    "发送时间",
    "日期",
    "收件人",
    "主题",
    "寄件日期",
    "收件者",
    "主旨",
    "送信日時",
    "宛先",
    "件名",
    "보낸 날짜",
    "받는 사람",
    "제목",
    "ngày",
    "đến",
    "chủ đề",
];

/// How programs say that someone wrote, in lower case.
const WROTE: &[&str] = &[
    "wrote",
    "writes",
    "schrieb",
    "écrit",
    "ecrit",
    "escribió",
    "escribio",
    "escreveu",
    "ha scritto",
    "scrisse",
    "schreef",
    "geschreven",
    "skrev",
    "napisał",
    "napsal",
    "napísal",
    "kirjoitti",
    "írta",
    "написал",
    "пишет",
    "писал",
    "написав",
    "yazdı",
    "şunu yazdı",
    "a scris",
    "έγραψε",
    "viết",
    "menulis",
    "写道",
    "寫道",
    "のメッセージ",
    "書きました",
    "さんは書",
    "작성",
];

/// How telephones sign, in lower case.
const DEVICES: &[&str] = &[
    "sent from my",
    "sent from mail",
    "sent from outlook",
    "sent from yahoo",
    "sent via",
    "get outlook for",
    "von meinem",
    "gesendet von",
    "envoyé de mon",
    "envoyé depuis",
    "envoyé à partir de",
    "enviado desde",
    "enviado do meu",
    "inviato da",
    "verzonden vanaf",
    "sendt fra min",
    "skickat från",
    "lähetetty ",
    "wysłane z",
    "отправлено с",
    "发自我的",
    "從我的",
    "iphoneから送信",
];

/// The most lines that say who wrote a quotation.
const MOST_ATTRIBUTION: usize = 4;
/// The most bytes that they have.
const MOST_ATTRIBUTION_BYTES: usize = 1_000;

/// The most lines of a signature after `--`.
const MOST_SIGNATURE: usize = 15;

/// How programs name what they copy between dashes, in lower case.
const COPIES: &[&str] = &[
    "original message",
    "original mail",
    "original email",
    "original-nachricht",
    "forwarded",
    "ursprüngliche nachricht",
    "originalnachricht",
    "weitergeleitete",
    "message d'origine",
    "message original",
    "message transféré",
    "mensaje original",
    "mensaje reenviado",
    "messaggio originale",
    "messaggio inoltrato",
    "mensagem original",
    "mensagem encaminhada",
    "oorspronkelijk bericht",
    "oorspronkelijke bericht",
    "doorgestuurd",
    "wiadomość",
    "原始邮件",
    "原邮件",
    "原始郵件",
    "转发",
    "轉寄",
    "元のメッセージ",
    "転送",
    "원본",
    "전달",
];

/// The own words of a mail above a copy of another, as the line between them shows it; none where there is no such line, or
/// nothing above it.
pub(super) fn above_copy(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let copy = lines.iter().position(|line| {
        let lower = line.to_lowercase();
        is_separator(line) && COPIES.iter().any(|name| lower.contains(name))
    })?;
    let own = own_words(&lines[..copy].join("\n"));
    Some(own).filter(|own| !own.is_empty())
}

/// The words of `text` that are its author's own: without lines quoted by `>`, without everything after the
/// start of an unmarked quotation, and without the signature.
pub(super) fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut own: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if is_quoted(lines[at]) {
            at += 1;
        } else if let Some(length) = attribution(&lines[at..]) {
            let after = lines[at + length..].iter().find(|line| !line.trim().is_empty());
            // Marked lines follow: more of the answer may stand below them. Else all that follows is quoted.
            if !after.is_some_and(|line| is_quoted(line)) {
                break;
            }
            at += length;
        } else if is_copied_header(&lines[at..]) || is_separator(lines[at]) {
            break;
        } else {
            own.push(lines[at]);
            at += 1;
        }
    }
    without_signature(own)
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with(['>', '＞'])
}

/// How many lines say who wrote what follows: the fewest, since those before them are the answer's.
fn attribution(lines: &[&str]) -> Option<usize> {
    // Where a program folded the line, the end of an address looks like a quotation.
    let ends = |line: &&str| line.trim().is_empty() || (is_quoted(line) && line.trim() != ">:");
    let most = lines.iter().take(MOST_ATTRIBUTION).take_while(|line| !ends(line)).count();
    let length = (1..=most).find(|length| says_who_wrote(&lines[..*length]))?;
    let is_shorter = (1..length).any(|start| says_who_wrote(&lines[start..length]));
    (!is_shorter).then_some(length)
}

/// Whether the lines end in a colon, or in the word for writing, and hold a date, and an address or that word.
fn says_who_wrote(lines: &[&str]) -> bool {
    let lower = lines.join(" ").trim().to_lowercase();
    if lower.len() > MOST_ATTRIBUTION_BYTES {
        return false;
    }
    let words = lower.split_whitespace().filter(|word| !word.contains(['@', '/']));
    let digits: usize = words.map(|word| word.bytes().filter(u8::is_ascii_digit).count()).sum();
    let dated = digits >= 3 || lower.contains("you wrote");
    let addressed = lower.contains('@') && lower.contains(['<', '(', '"']);
    let wrote = WROTE.iter().any(|word| lower.contains(word));
    let in_verb = wrote && addressed && WROTE.iter().any(|word| lower.ends_with(word));
    let in_colon = lower.ends_with([':', '：']) && (wrote || (addressed && lower.ends_with(">:")));
    dated && (in_verb || in_colon)
}

/// Whether the lines copy a mail's header: its author, and one more field within the next lines.
fn is_copied_header(lines: &[&str]) -> bool {
    let is = |line: &str, names: &[&str]| {
        let bare = line.trim().trim_start_matches('*').to_lowercase();
        let Some((name, value)) = bare.split_once([':', '：']) else { return false };
        let name = name.trim_end_matches(['*', ' ', '\u{a0}']);
        !value.trim_matches(['*', ' ']).is_empty() && names.contains(&name)
    };
    let Some(first) = lines.first() else { return false };
    let more = |wanted: &[&str]| lines.iter().skip(1).take(5).filter(|line| is(line, wanted)).count();
    is(first, FROM) && more(OTHERS) >= 1 || is(first, OTHERS) && more(FROM) == 1 && more(OTHERS) >= 1
}

/// A line that sets off what follows: dashes, words, dashes (`-----Original Message-----`).
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let dashes = |c: char| matches!(c, '-' | '_' | '–' | '—');
    let inner = line.trim_matches(dashes);
    let marked = line.len() - inner.len();
    marked >= 8
        && line.starts_with("---")
        && line.ends_with("---")
        && inner.chars().any(char::is_alphabetic)
        && inner.chars().count() <= 60
}

/// The lines without the signature: what follows `--`, or the line of a telephone, near the end.
fn without_signature(mut lines: Vec<&str>) -> String {
    let trim = |lines: &mut Vec<&str>| {
        while lines
            .last()
            .is_some_and(|line| line.trim_matches(['_', '-', '=', ' ', '\t', '\r', '*']).is_empty())
        {
            lines.pop();
        }
    };
    // The mark of RFC 3676 (4.3) has a blank behind it: without it, it may be a rule in the text.
    let mark = lines.iter().rposition(|line| *line == "-- " || matches!(line.trim_end(), "--" | "—" | "–"));
    if let Some(at) = mark
        && (lines[at] == "-- " || lines.len() - at <= MOST_SIGNATURE)
    {
        lines.truncate(at);
    }
    trim(&mut lines);
    while lines.last().is_some_and(|line| {
        let lower = line.trim().to_lowercase();
        lower.chars().count() <= 80 && DEVICES.iter().any(|device| lower.starts_with(device))
    }) {
        lines.pop();
        trim(&mut lines);
    }
    lines.join("\n").trim().to_owned()
}
