//! The words by which a title says that goods fit or resemble those of a name, folded as titles are.

use std::sync::LazyLock;

/// How much may stand between a cue and the name that it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// `accessories`: nothing at all.
    Beside,
    /// `like`: nothing, but `like new` is none.
    Like,
    /// `for`: a few words, of the goods or their model.
    Plain,
    /// `pour`, `für`: the same.
    Noun,
    /// `compatible`: the product.
    Strong,
}

const LIKE: &str = "\
    like wie comme como come zoals jak type tipo estilo stile vs versus unlike non statt anstatt instead zamiast \
    resembles";
const PLAIN: &str = "\
    for fits fit fitting suits destine destinee til till untuk passt passer passar do na replace pod";
const NOUN: &str = "pour para per fur furs fuer voor dla для под pentru";
const COMPATIBLE: &str = "compatib compativ kompatib kompatyb совмест";
/// What a word of every language begins with that says it by itself.
const STRONG: &str = "\
    replacement replaces replacing aftermarket unbranded nachbau ersatz ersetzt geeignet geschikt passend \
    remplace rechange detachee sustitu zgodn reemplaz repuesto recambio ricambio sostitu adatto adatta adatti adaptee adaptes convient adecuad \
    adequad substitui reposicao vervang zamien zastepuj pasujac pasuje odpowiedni suitable dedicat lookalike podobn \
    similair vergleichbar vergelijkbaar ahnlich equivalent";
/// Words before which another word makes no cue: `slim fit`, `faux fur`.
const NONE_AFTER: &[(&str, &str)] = &[
    ("fit", "slim regular relaxed loose classic skinny tailored modern athletic straight comfort oversized"),
    ("fit", "tight easy dry super true standard stretch"),
    ("fur", "faux fake real fox rabbit mink vegan soft synthetic genuine"),
    ("type", "c a b usb blood skin"),
];
/// Words that are cues with one of the words before them.
const PAIRS: &[(&str, &str)] = &[
    ("works work working use used usable goes fits", "with"),
    ("style manner look dupe instead place copy version", "of"),
    ("use used fit fits works", "on"),
    ("use used usable", "in"),
    ("to", "suit"),
    ("serve servem encaixa", "no"),
    ("serve servem encaixa", "em"),
    ("zubehor", "zu"),
    ("similar alternative comparable fits equal identical related", "to"),
    ("same", "as"),
    ("inspired", "by"),
    ("passt funktioniert nutzbar verwendbar", "mit"),
    ("passt alternative alternativ", "zu"),
    ("fonctionne marche", "avec"),
    ("similaire similaires similar similares simile simili alternativa", "a"),
    ("va", "sur"),
    ("funciona funziona", "con"),
    ("funciona", "com"),
    ("similar", "ao"),
    ("werkt", "met"),
    ("past", "op"),
    ("stil stijl", "von"),
    ("stijl", "van"),
    ("style estilo", "de"),
    ("stile", "di"),
    ("dziala wspolpracuje", "z"),
];
/// Words between a strong cue and the name.
const PREPOSITIONS: &str = "\
    with avec con com mit met z ze s с zu zum zur to au aux al ao aos alla allo ai agli med cu a на к di de del \
    della op auf wie";
/// Words that may stand between any cue and the name.
const FILLERS: &str = "\
    the a an all any most your my new original genuine other various many every each both select selected \
    certain popular latest older old this these several some only der die das den alle viele le la les l votre \
    tous toutes el los las tu su todos todas il lo gli i tutti o os as de het uw wszystkich nowy models gen \
    generation oem";
const NEW: &str = "new neu neue neuer neuf nuevo nueva nuovo nuova novo nova";
/// Words that join the names of an enumeration.
const JOINERS: &str = "and or und oder et ou y o u e ed en of i lub oraz и или n";
/// Whom or what goods are for: what follows is not a list of what they fit.
const PEOPLE: &str = "\
    men women man woman mens womens kids kid boys girls boy girl him her baby babies children toddlers teens \
    unisex adults adult ladies gift gifts sale free home herren damen kinder homme femme enfant hommes femmes \
    enfants hombre mujer hombres mujeres ninos uomo donna bambini homem mulher heren dames kinderen mezczyzn \
    kobiet dzieci school travel work running gym office outdoor winter summer dogs cats pack box set day roll \
    sheet life sport";
/// The same, where other words follow: then they are no goods that others fit.
const OCCASIONS: &str = "\
    mom mum mother dad father him wife husband girlfriend boyfriend everyday everybody everyone daily \
    day night beach party wedding evening occasion occasions vacation holiday holidays weekend business \
    work travelling traveling pracy szkoly codzien prezent podroz lavoro scuola viaggio regalo travail ecole voyage cadeau soiree \
    mariage plage bureau buro arbeit schule reise alltag geschenk freizeit hochzeit frauen manner madchen jungen trabajo \
    escuela fiesta boda playa diario werk reis cadeautje vrouwen mannen meisjes jongens mulheres homens meninas meninos \
    ragazza ragazzo donne uomini kadin kadinlar erkek erkekler cocuk bayan kiz wanita pria anak perempuan nu nam be \
    женщин мужчин детей девочек мальчиков девушек работы школы праздника женскои kvinnor man damer herrar barn kvinder \
    maend born naisille miehille lapsille zeny muze deti noknek ferfiaknak γυναικες ανδρες παιδια γυναικα \
    للنساء للرجال للاطفال للأطفال للبنات للعمل للمدرسة للسفر نسائي رجالي";
/// Kinds of goods that others fit.
const DEVICES: &str = "\
    car cars auto autos moto bike tv pc handy handys uhr cam brand brands marke marque marca merk marki coche \
    voiture carro serie series mobil mobile cell drone drohne robot movil cellulare camara";
/// How words of several in one end that are devices.
const COMPOUNDS: [&str; 7] = ["phone", "maschine", "drucker", "kamera", "telefon", "handy", "maher"];
const DEVICE_STEMS: &str = "\
    phone smartphone smartwatch telefo teleph celular drill mower trimmer chainsaw scooter tractor truck blender mixer dryer washer \
    dishwasher refrigerator router headset headphone earbud earphone maher laptop notebook tablet printer drucker impriman impresora \
    stampant drukark camera kamera fotocamera vehic fahrzeug veicol samochod motorcycle motorrad watch montre \
    reloj orologi zegar horloge relogio vacuum staubsauger aspirat aspirador odkurzacz stofzuiger cleaner \
    console konsole controller shaver rasierer rasoir toothbrush zahnburst machine maschine maquina macchin \
    maszyn device gerat appareil dispositiv urzadzen apparaat modell model modele";
/// Words of the names of models.
const MODEL_WORDS: &str = "\
    pro plus max mini ultra series serie lite air note gen xl se model evo edition go neo prime";
/// Words after a name that say the same, though one that compares says it of nothing but the name.
const AFTER: &str = "\
    style styled inspired type like lookalike look alternative alternativa equivalent replacement replacements ersatz \
    zamiennik dupe icin uyumlu";
/// Of all these cues, those by which goods are made out to be like those of a name.
const ALIKE: &str = "\
    like wie comme como come zoals jak type tipo estilo stile resembles style styled stil stijl inspired look lookalike dupe \
    manner copy version similar similaire similaires similares simile simili";
const ALIKE_STEMS: &str = "lookalike podobn similair ahnlich";
/// Goods that others are made for, too, before or after a name.
const ACCESSORIES: &str = "\
    accessory accessories accessoires accesorios accessori acessorios akcesoria zubehor parts spares ersatzteil \
    ersatzteile repuestos recambios ricambi onderdelen czesci";

/// What a word is, as bits: every list that holds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Kinds(u32);

macro_rules! kinds {
    ($($name:ident = $bit:literal),* $(,)?) => {
        impl Kinds { $(pub(in super::super) const $name: Self = Self(1 << $bit);)* }
    };
}

kinds! {
    LIKE = 0, PLAIN = 1, NOUN = 2, STRONG = 3, COMPATIBLE = 4, BESIDE = 5, AFTER = 6, SECOND = 7, PREPOSITION = 8,
    FILLER = 9, NEW = 10, JOINER = 11, FOR_WHOM = 12, DEVICE = 13, MODEL = 14, ALIKE = 15,
    OCCASION = 16,
}

impl Kinds {
    /// `for`, and what speaks over a noun.
    pub(in super::super) const PLAIN_OR_NOUN: Self = Self::PLAIN.or(Self::NOUN);
    /// For whom or what goods are that fit nothing.
    pub(in super::super) const FOR_USE: Self = Self::FOR_WHOM.or(Self::OCCASION);
    /// What stands beside a name and changes nothing of what goods are.
    pub(in super::super) const BESIDE_NAME: Self = Self::MODEL.or(Self::DEVICE).or(Self::FILLER);

    /// Whether a word is of any of these kinds.
    pub(in super::super) fn are(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(in super::super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const WORDS: [(&str, Kinds); 15] = [
    (LIKE, Kinds::LIKE),
    (ALIKE, Kinds::ALIKE),
    (PLAIN, Kinds::PLAIN),
    (NOUN, Kinds::NOUN),
    ("adapte", Kinds::STRONG),
    (ACCESSORIES, Kinds::BESIDE.or(Kinds::AFTER)),
    (AFTER, Kinds::AFTER),
    (PREPOSITIONS, Kinds::PREPOSITION),
    (FILLERS, Kinds::FILLER),
    (NEW, Kinds::FILLER.or(Kinds::NEW)),
    (JOINERS, Kinds::JOINER),
    (PEOPLE, Kinds::FOR_WHOM),
    (OCCASIONS, Kinds::OCCASION),
    (DEVICES, Kinds::DEVICE),
    (MODEL_WORDS, Kinds::MODEL),
];
const STEMS: [(&str, Kinds); 4] = [
    (ALIKE_STEMS, Kinds::ALIKE),
    (COMPATIBLE, Kinds::STRONG.or(Kinds::COMPATIBLE)),
    (STRONG, Kinds::STRONG),
    (DEVICE_STEMS, Kinds::DEVICE),
];

/// Lists of words as one, sorted: a title's words are looked up in them by the dozen.
fn sorted(lists: &[(&'static str, Kinds)]) -> Vec<(&'static str, Kinds)> {
    let mut all: Vec<(&str, Kinds)> =
        lists.iter().flat_map(|(words, kinds)| words.split(' ').map(|word| (word, *kinds))).collect();
    all.sort_by_key(|(word, _)| *word);
    all.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 = earlier.1.or(later.1);
        }
        same
    });
    all
}

static KNOWN: LazyLock<Vec<(&str, Kinds)>> = LazyLock::new(|| {
    let seconds = PAIRS.iter().map(|(_, second)| (*second, Kinds::SECOND));
    sorted(&WORDS.into_iter().chain(seconds).collect::<Vec<_>>())
});
/// No stem begins with another one, so that the last one before a word is the only one that it may begin with.
static KNOWN_STEMS: LazyLock<Vec<(&str, Kinds)>> = LazyLock::new(|| {
    let mut stems = sorted(&STEMS);
    stems.dedup_by(|later, earlier| later.0.starts_with(earlier.0));
    stems
});

/// What a word is.
pub(in super::super) fn kinds(word: &str) -> Kinds {
    let mut kinds = Kinds::default();
    if let Ok(at) = KNOWN.binary_search_by_key(&word, |(known, _)| known) {
        kinds = KNOWN.get(at).map_or(kinds, |(_, known)| *known);
    }
    let stem = KNOWN_STEMS.partition_point(|(stem, _)| *stem <= word).checked_sub(1);
    if let Some((stem, of_stem)) = stem.and_then(|at| KNOWN_STEMS.get(at))
        && word.starts_with(stem)
    {
        kinds = kinds.or(*of_stem);
    }
    if COMPOUNDS.iter().any(|end| word.ends_with(end)) {
        kinds = kinds.or(Kinds::DEVICE);
    }
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        kinds = kinds.or(Kinds::MODEL);
    }
    kinds
}

fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|it| it == word)
}

/// What a word says that stands before a name, given the word before it.
pub(super) fn cue(word: &str, kinds: Kinds, before: impl FnOnce() -> String) -> Option<Cue> {
    let cue = if kinds.are(Kinds::STRONG) {
        Cue::Strong
    } else if kinds.are(Kinds::NOUN) {
        Cue::Noun
    } else if kinds.are(Kinds::PLAIN) {
        Cue::Plain
    } else if kinds.are(Kinds::BESIDE) {
        Cue::Beside
    } else if kinds.are(Kinds::LIKE) {
        Cue::Like
    } else {
        return None;
    };
    let mut none_after = NONE_AFTER.iter().filter(|(cue, _)| *cue == word).peekable();
    if none_after.peek().is_some() {
        let before = before();
        return (!none_after.any(|(_, befores)| has(befores, &before))).then_some(cue);
    }
    Some(cue)
}

/// The words of which one makes a cue of a word, standing before it.
pub(super) fn firsts(second: &str) -> impl Iterator<Item = &'static str> + Clone {
    PAIRS.iter().filter(move |pair| pair.1 == second).flat_map(|pair| pair.0.split(' '))
}

const HAN_BEFORE: &[&str] = &[
    "适用于",
    "适用",
    "适合",
    "适配",
    "适于",
    "兼容",
    "通用",
    "用于",
    "代替",
    "替代",
    "配套",
    "支持",
    "匹配",
    "类似",
    "媲美",
    "改装",
    "代用",
    "替换",
    "搭配",
    "专为",
    "特为",
    "针对",
    "专用",
    "可配",
    "能用",
    "可用",
    "互换",
    "取代",
    "好比",
    "参照",
    "对应",
    "同款",
    "平替",
    "配用",
    "装配",
    "专供",
    "装在",
    "用在",
    "可装",
    "替换",
];
const HAN_AFTER: &[&str] = &[
    "通用", "适用", "专用", "兼容", "可用", "能用", "配套", "平替", "代用", "同款", "风格", "対応", "对应",
    "互换", "适配", "替代", "代替", "替换", "配件", "零件", "向け", "호환", "皆可", "都可", "都能",
];
/// Of those before, the ones after which other words may stand, and what those words are not of.
const HAN_STRONG: &[&str] = &["适用于", "适用", "适配", "兼容", "通用", "替代", "代替", "专用", "替换"];
const HAN_PEOPLE: &str = "儿童男女婴孕宝人旅家学春夏秋冬办户";
/// What goods are that are made for a name: `为…设计`.
const HAN_MADE: &[&str] = &["设计", "定制", "打造", "量身", "开发", "定做"];
/// What begins with `用` and says nothing of what goods fit.
const NOT_FOR: &str = "心户品料途法于";
const HAN_FILLERS: &str = "于了的新款老手机系列牌型号全各种以及和与或跟等车原装电脑笔记本平板汽摩托相打印表吸尘器扫地耳品多所有部分";

/// Of those before and after, those by which goods are made out to be like those of a name.
const HAN_ALIKE: &[&str] = &["类似", "媲美", "好比", "同款", "平替", "风格"];

/// Whether characters that are a cue say what goods resemble, and not what they fit.
pub(super) fn is_han_alike(text: &str) -> bool {
    HAN_ALIKE.contains(&text)
}

/// Whether two or three characters before a name say what goods fit.
pub(super) fn is_han_cue(text: &str) -> bool {
    HAN_BEFORE.contains(&text)
}

/// Whether other words may stand between such a cue and the name.
pub(super) fn is_strong_han_cue(text: &str) -> bool {
    HAN_STRONG.contains(&text)
}

pub(super) fn is_han_for_whom(char: char) -> bool {
    HAN_PEOPLE.contains(char)
}

pub(super) fn is_han_made(two: &str) -> bool {
    HAN_MADE.contains(&two)
}

/// Whether two characters after a name say it.
pub(super) fn is_han_after(two: &str) -> bool {
    // `用` is said of Japanese goods, too; `用心` and the like are words of their own.
    HAN_AFTER.contains(&two) || two.starts_with('用') && !two.ends_with(|char| NOT_FOR.contains(char))
}

/// Whether a character may stand between a cue and the name.
pub(super) fn is_han_filler(char: char) -> bool {
    HAN_FILLERS.contains(char)
}
