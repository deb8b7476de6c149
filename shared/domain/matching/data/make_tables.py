"""Writes the tables beside this file from public sources; NOTICE names them and their licences.

    python3 make_tables.py UNICODE_DIR UNICODE_SECURITY_TABLES_RS CONFUSABLES_JSON
    python3 make_tables.py words FOLDER
    python3 make_tables.py names FOLDER

UNICODE_DIR holds Unihan_*.txt; the others are files or folders of the packages that NOTICE names. What FOLDER holds, and how
words and names are chosen, is in make_words.py and make_names.py.
"""

import json
import re
import struct
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import make_names
import make_words

OUT = Path(__file__).parent
SAME, WIDTH, DIACRITIC, MATHEMATICAL, CONFUSABLE = range(5)

# Letters that print alike in the eyes of a seller, though no standard lists them.
FAUX = {
    "и": "nu", "й": "n", "я": "r", "п": "n", "л": "n", "д": "a", "ь": "b", "ъ": "b", "б": "b6", "ч": "4", "ш": "w",
    "щ": "w", "ц": "u", "г": "r", "з": "3", "э": "3", "ф": "o", "ю": "o", "ы": "b", "ж": "x", "α": "a", "β": "b",
    "γ": "y", "δ": "d", "ε": "e", "ζ": "z", "η": "n", "θ": "o", "ι": "i", "κ": "k", "λ": "a", "μ": "u", "ν": "v",
    "ξ": "e", "ο": "o", "π": "n", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "φ": "o", "χ": "x", "ψ": "y", "ω": "w",
    "ß": "b", "ә": "e", "є": "e", "ө": "o", "ү": "y", "ғ": "f", "қ": "k", "ң": "h", "ҳ": "x", "ҷ": "4", "ʀ": "r",
    "ɴ": "n", "£": "l", "€": "e", "¥": "y", "¢": "c", "₽": "p", "₦": "n", "₩": "w", "₮": "t", "₱": "p", "₭": "k",
    "₳": "a", "ĸ": "k", "₤": "l", "฿": "b", "₵": "c", "₴": "s", "ƒ": "f", "†": "t", "§": "s", "∩": "n", "∪": "u", "∂": "d", "∑": "e",
    "ℓ": "l", "№": "n", "¡": "i", "×": "x", "°": "o", "ø": "o", "Λ": "a", "Σ": "e", "Ξ": "e",
}


def folded(text):
    """Compatibility-decomposed, lower-case, without marks."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.category(c).startswith("M"))


def plain(text):
    return bool(text) and all(c.isascii() and c.isalnum() for c in text)


def named_letter(char):
    """The Latin letter that a character's name says it is, e.g. SMALL CAPITAL K."""
    name = unicodedata.name(char, "")
    if found := re.fullmatch(r"(?:NEGATIVE|SQUARED|CIRCLED|PARENTHESIZED|CROSSED) .*LATIN \w+ LETTER ([A-Z])", name):
        return found.group(1).lower(), CONFUSABLE
    found = re.fullmatch(
        r"(?:MODIFIER LETTER |COMBINING |NEGATIVE |CROSSED |)*(?:LATIN )?(?:SUBSCRIPT |SUPERSCRIPT )?"
        r"(CAPITAL|SMALL)? ?(?:LETTER )?((?:SMALL CAPITAL |SCRIPT |BLACKLETTER |TURNED |REVERSED |OPEN |DOTLESS |"
        r"LONG |INSULAR |SIDEWAYS |SCRIPT |SQUARED |CIRCLED )*)([A-Z])( WITH .*)?", name)
    if not found or not name.startswith(("LATIN", "MODIFIER LETTER", "NEGATIVE", "SQUARED", "REGIONAL", "CROSSED")):
        found = re.fullmatch(r"REGIONAL INDICATOR SYMBOL LETTER()()([A-Z])()".replace("LETTER()", "LETTER ()"), name) \
            or re.fullmatch(r"()()TAG LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])()", name)
    if not found:
        return None
    styled = found.group(2) or not name.startswith("LATIN")
    return found.group(3).lower(), CONFUSABLE if styled else DIACRITIC


def confusables(path):
    """The prototypes of UTS 39, from the table of the crate unicode-security."""
    text = path.read_text()
    body = text[text.index("const CONFUSABLES: &'static [(char,"):]
    table = {}
    for char, targets in re.findall(r"\('\\u\{([0-9a-f]+)\}',\s*&\[([^\]]*)\]\)", body):
        table[chr(int(char, 16))] = "".join(chr(int(c, 16)) for c in re.findall(r"\\u\{([0-9a-f]+)\}", targets))
    return table


def fold_table(security, homoglyphs):
    prototypes = confusables(security)
    # An earlier edition of the same data, which lists some that were left out since.
    earlier = json.loads(homoglyphs.read_text())
    assert len(prototypes) > 6000, len(prototypes)

    def skeleton(text):
        return "".join(prototypes.get(c, c) for c in unicodedata.normalize("NFD", text))

    of_letter = defaultdict(set)
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        for form in {letter, letter.upper()}:
            of_letter[skeleton(form)].add(letter)

    def latin(char):
        """The Latin letters or digits that a character may be taken for."""
        proto = skeleton(char)
        found = set(of_letter.get(proto, ()))
        bare = "".join(c for c in proto if not unicodedata.category(c).startswith("M") and c not in "'`,.\"")
        found |= of_letter.get(bare, set())
        for text in (proto, bare):
            simple = folded(text)
            if plain(simple) and len(simple) == 1:
                found.add(simple)
            elif len(text) == 1 and (named := named_letter(text)):
                found.add(named[0])
        found |= {t["c"].lower() for t in earlier.get(char, ()) if len(t["c"]) == 1 and plain(t["c"])}
        found |= set(FAUX.get(char, "")) | set(FAUX.get(char.lower(), ""))
        return found

    entries = {}
    for code in range(0x80, 0x20000):
        char = chr(code)
        category = unicodedata.category(char)
        if category in ("Cn", "Cs", "Co", "Cc") and char not in prototypes or category[0] in "Z":
            continue
        if 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xAC00 <= code <= 0xD7A3:
            continue
        # Kana with voicing marks are other syllables, not marked ones.
        if category in ("Mn", "Me") or char in "™℠" or 0x3041 <= code <= 0x30FF:
            continue
        simple = folded(char)
        kind, primary = SAME, char
        decomposition = unicodedata.decomposition(char)
        if char == "ß":
            primary, kind = "ss", DIACRITIC
        elif char in "æœ" or char in "ÆŒ":
            primary, kind = {"æ": "ae", "œ": "oe"}[char.lower()], DIACRITIC
        elif simple and all(unicodedata.category(c)[0] in "LN" for c in simple) and simple != char:
            primary = simple[:8]
            if decomposition.startswith(("<wide>", "<narrow>")):
                kind = WIDTH
            elif 0x1D400 <= code <= 0x1D7FF or decomposition.startswith("<"):
                kind = MATHEMATICAL
            elif char.casefold() == simple:
                kind = SAME
            else:
                kind = DIACRITIC
        elif named := named_letter(char):
            primary, kind = named
        alternates = latin(char)
        if char.isalpha():
            for other in {char.upper(), char.lower()} - {char}:
                if len(other) == 1:
                    alternates |= latin(other)
        alternates = sorted(alternates - {primary})
        if "l" in alternates and "i" not in alternates and primary != "i" or primary == "l":
            alternates = sorted(set(alternates) | {"i"} - {primary})
        # What looks like a sign is one, whatever letter it is in its own script.
        prototype = skeleton(char)
        if kind == SAME and char in prototypes and prototype.isascii() and not any(c.isalnum() for c in prototype):
            entries[code] = (CONFUSABLE, "", [])
            continue
        is_letter = category[0] in "LN" or named_letter(char)
        if not is_letter and kind == SAME and not alternates:
            continue
        if kind == SAME and primary == char and not alternates:
            continue
        if len(alternates) > 4:
            alternates = alternates[:4]
        entries[code] = (kind, primary if is_letter or kind != SAME else "", alternates)
    # Index of (code, offset), then per entry: kind, primary, alternates, each text with its length before.
    index, pool = b"", b""
    for code, (kind, primary, alternates) in sorted(entries.items()):
        index += struct.pack("<II", code, len(pool))
        first, others = primary.encode(), "".join(alternates).encode()
        pool += bytes([kind, len(first)]) + first + bytes([len(others)]) + others
    (OUT / "fold.bin").write_bytes(struct.pack("<I", len(entries)) + index + pool)
    print("fold", len(entries), len(index) + len(pool))


def unihan(folder):
    table = defaultdict(dict)
    for name in ("Variants", "Readings", "DictionaryLikeData", "IRGSources"):
        for line in (folder / f"Unihan_{name}.txt").read_text().splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t")
                table[int(code[2:], 16)][field] = value
    return table


def toneless(reading):
    text = unicodedata.normalize("NFD", reading.lower()).replace("u\u0308", "v")
    return re.sub(r"[^a-z]", "", text)


FIRST, LAST = 0x4E00, 0x9FFF


def han_tables(table):
    target = lambda value: int(value.split()[0].split("<")[0][2:], 16)
    simple = {}
    for code in range(FIRST, LAST + 1):
        value = table[code].get("kSimplifiedVariant")
        options = [int(v[2:], 16) for v in value.split()] if value else []
        options = [o for o in options if FIRST <= o <= LAST]
        if options and code not in options:
            simple[code] = options[0]
    readings, syllables = {}, Counter()
    for code in range(FIRST, LAST + 1):
        fields = table[code]
        found = [toneless(r) for r in fields.get("kMandarin", "").split()[:1]]
        for item in fields.get("kHanyuPinlu", "").split():
            sound, often = re.match(r"([^(]+)\((\d+)\)", item).groups()
            if int(often) >= 10:
                found.append(toneless(sound))
        # Where running text was counted, the readings of old words are left out.
        for item in fields.get("kXHC1983", "").split() if "kHanyuPinlu" not in fields else ():
            found.append(toneless(item.split(":")[1]))
        found = [r for r in dict.fromkeys(found) if r and re.search("[aeiouv]", r)][:3]
        readings[code] = found
        syllables.update(found)
    syllables = sorted(s for s in syllables)
    number = {s: i + 1 for i, s in enumerate(syllables)}
    (OUT / "syllables.txt").write_text("\n".join(syllables) + "\n")
    out = b""
    for code in range(FIRST, LAST + 1):
        three = [number[r] for r in readings[code]] + [0, 0, 0]
        out += struct.pack("<HHHH", simple.get(code, code), *three[:3])
    (OUT / "han.bin").write_bytes(out)
    print("han", len(simple), len(syllables), len(out))
    return simple


# Pairs that school books set side by side as easily mistaken.
SCHOOL = """
人入八 大太犬丈 土士干千于工 己已巳 日曰目 未末木本 王玉主 天夭无夫 刀力刁 几九凡 乌鸟 免兔 今令 九丸 厂广 元无 午牛 问间 贝见
小少 木术 子孑了 手毛 田由甲申 白自百 住往佳 情清晴睛请 辩辨辫 折拆析 拔拨 侯候 戊戌戍 即既 栗粟 冷泠 治冶 晴睛 陪部倍 狠狼
崇祟 密蜜 拖施 炙灸 茶荼 暑署 微徽 幻幼 竞竟 壶壸 市巿 仓仑 代伐 末未 券卷 圆园 延廷 祖租 持特 斤斥 爪瓜 旦且 兵乒乓 阴阳 治洽 侍待
古吉 口囗 可司 奇寄 诗侍 哀衰 卫工 却劫 历厉 失矢 布市 考老 叮盯 幸辛 凤风 句旬 名各 宣宜
""".split()


def look_alikes(table, simple):
    common = {c for c in range(FIRST, LAST + 1) if "kTGHZ2013" in table[c] or "kIICore" in table[c] and c not in simple}
    score = defaultdict(Counter)
    strokes = {c: int(table[c].get("kTotalStrokes", "99").split()[0]) for c in range(FIRST, LAST + 1)}

    def pair(a, b, weight):
        a, b = simple.get(a, a), simple.get(b, b)
        if a != b:
            if b in common:
                score[a][b] += weight
            if a in common:
                score[b][a] += weight

    for group in SCHOOL:
        for a in group:
            for b in group:
                if a < b:
                    pair(ord(a), ord(b), 12)
    for code in sorted(table):
        for field, weight in (("kSpoofingVariant", 12), ("kZVariant", 10), ("kSemanticVariant", 4)):
            for value in table[code].get(field, "").split():
                pair(code, int(value.split("<")[0][2:], 16), weight)
    groups = defaultdict(set)
    for code in range(FIRST, LAST + 1):
        fields, home = table[code], code in common
        for value in fields.get("kPhonetic", "").split():
            groups["phonetic", re.sub(r"\D", "", value)].add(code)
        if home:
            for value in fields.get("kFourCornerCode", "").split():
                groups["corner", value].add(code)
            for value in fields.get("kCangjie", "").split():
                if len(value) >= 3:
                    groups["head", len(value), value[:-1]].add(code)
                    groups["tail", value[1:]].add(code)
                if len(value) >= 4:
                    groups["inner", value[0], value[2:]].add(code)
                    groups["long tail", value[2:]].add(code)
    for key, members in groups.items():
        members = sorted(members)
        if len(members) > 60:
            continue
        for i, a in enumerate(members):
            for b in members[i + 1:]:
                apart = abs(strokes[a] - strokes[b])
                if key[0] == "corner" and apart <= 5:
                    pair(a, b, 5 - apart // 2)
                elif key[0] == "phonetic" and apart <= 5:
                    pair(a, b, 5 - apart // 2)
                elif key[0] in ("head", "tail", "inner") and apart <= 4:
                    pair(a, b, 5 - apart // 2)
                elif key[0] == "long tail" and len(key[1]) >= 2 and apart <= 3:
                    pair(a, b, 2)
    out_index, out_pool, total = b"", b"", 0
    for code in sorted(score):
        best = [c for c, weight in score[code].most_common(20) if weight >= 3]
        if best:
            out_index += struct.pack("<II", code | len(best) << 24, total)
            out_pool += struct.pack(f"<{len(best)}H", *best)
            total += len(best)
    shapes(table, strokes)
    count = len(out_index) // 8
    (OUT / "alike.bin").write_bytes(struct.pack("<I", count) + out_index + out_pool)
    print("alike", count, total, len(out_index) + len(out_pool))


def shapes(table, strokes):
    """What a character looks like, in 64 bits: four-corner code, Cangjie code, strokes, phonetic group."""
    out = b""
    for code in range(FIRST, LAST + 1):
        fields = table[code]
        corner = fields.get("kFourCornerCode", "").split()
        corner = int(corner[0].replace(".", "").ljust(5, "0")) + 1 if corner else 0
        cangjie = 0
        for letter in reversed(fields.get("kCangjie", "")[:5]):
            cangjie = cangjie << 5 | ord(letter) - 64
        phonetic = re.findall(r"\d+", fields.get("kPhonetic", ""))
        phonetic = int(phonetic[0]) if phonetic else 0
        out += struct.pack("<Q", corner | cangjie << 17 | min(strokes[code], 63) << 42 | phonetic % 2048 << 48)
    (OUT / "shapes.bin").write_bytes(out)
    print("shapes", len(out))


def main():
    if sys.argv[1] in ("words", "names"):
        {"words": make_words.words, "names": make_names.names}[sys.argv[1]](Path(sys.argv[2]))
        return
    unicode_dir, security, homoglyphs = map(Path, sys.argv[1:4])
    fold_table(security, homoglyphs)
    table = unihan(unicode_dir)
    look_alikes(table, han_tables(table))


main()
