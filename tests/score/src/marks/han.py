"""Makes han.tsv from the Unihan database: python3 han.py <folder of Unihan_*.txt.bz2> > han.tsv

Debian's package unicode-data has the files. The characters are those of GB 2312, the common ones of the mainland.
"""
import bz2
import collections
import pathlib
import sys
import unicodedata

folder = pathlib.Path(sys.argv[1])
data = collections.defaultdict(dict)
for name in ("DictionaryLikeData", "Variants", "Readings", "OtherMappings", "IRGSources"):
    with bz2.open(folder / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                data[chr(int(code[2:], 16))][field] = value.split()


def variants(char, field):
    return [chr(int(value.split("<")[0][2:], 16)) for value in data[char].get(field, [])]


def pinyin(char):
    """The first reading of Mandarin without its tone; ü as sellers type it."""
    letters = unicodedata.normalize("NFD", data[char]["kMandarin"][0]).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


def apart(left, right):
    """Whether two codes of Cangjie differ in one letter, or in the order of their letters."""
    if sorted(left) == sorted(right):
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    head = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    return left[head + (len(left) >= len(right)):] == right[head + (len(right) >= len(left)):]


chars = sorted(char for char, fields in data.items() if "kGB0" in fields and "kMandarin" in fields)
# Rows 16 to 55 are level 1. A seller picks what everybody's keyboard offers first.
common = [char for char in chars if int(data[char]["kGB0"][0][:2]) < 56]


def shape(char):
    fields = data[char]
    if not {"kCangjie", "kFourCornerCode", "kTotalStrokes"} <= fields.keys():
        return None
    return fields["kCangjie"][0], fields["kFourCornerCode"][0][:4], int(fields["kTotalStrokes"][0])


shapes = {char: shape(char) for char in chars}


def alike(char):
    """What looks alike: a stroke more or one of the four corners another, and of Cangjie one letter another."""
    found = [other for other in variants(char, "kSpoofingVariant") if other in shapes]
    ranked = []
    for other in common:
        if other == char or not shapes[char] or not shapes[other]:
            continue
        (cangjie, corners, strokes), (cangjie2, corners2, strokes2) = shapes[char], shapes[other]
        differing = sum(a != b for a, b in zip(corners, corners2))
        differing += abs(strokes - strokes2)
        # Of characters of few strokes, one letter of Cangjie is half of them.
        if differing <= (1 if max(len(cangjie), len(cangjie2)) > 2 else 0) and apart(cangjie, cangjie2):
            ranked.append((differing, other))
    found += [other for _, other in sorted(ranked) if other not in found]
    return found[:3]


print("# Han characters: character, pinyin, traditional form, look-alikes; `common` ends the line of a character of level 1.")
print("# Derived by han.py from the Unihan database 15.0.0, © 1991-2022 Unicode, Inc.; modified.")
print("# Its licence is in han-license.txt.")
level = set(common)
for char in chars:
    traditional = variants(char, "kTraditionalVariant")
    traditional = [] if char in traditional else traditional[:1]
    fields = (char, pinyin(char), "".join(traditional), "".join(alike(char)), "common" if char in level else "")
    print("\t".join(fields).rstrip())
