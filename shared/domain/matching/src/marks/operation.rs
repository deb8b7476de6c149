//! What a match is: the closed lists of operations, confidence tiers and guards, each with its code.

/// How a name as found deviates from the name as given. Ordered from the weakest deviation to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Letter for letter as registered.
    Exact,
    /// Letter for letter as an alias that the brand gave.
    Alias,
    /// Another case, another width of digits, in the plural, or without the article, marks and punctuation of the
    /// name.
    Normalised,
    /// Traditional characters for simplified ones, or the other way round.
    Traditional,
    /// A name of several words written as one.
    Joined,
    /// Full-width letters.
    Fullwidth,
    /// Invisible characters between the letters.
    ZeroWidth,
    /// Controls of writing direction between the letters.
    Bidi,
    /// Mathematical, circled or otherwise styled letters.
    Mathematical,
    /// Letters of another script that look alike (Unicode TS 39).
    Confusable,
    /// Marks added to letters.
    Diacritic,
    /// Every letter apart: `N i k e`.
    Spaced,
    /// Signs between the letters: `N.i.k.e`.
    Punctuated,
    /// A space inside the name: `Ni ke`.
    Split,
    /// Digits and signs that stand for letters, or `l` for `i`: `N1k3`.
    Leet,
    /// A letter hidden: `N*ke`.
    Masked,
    /// A Han name in pinyin: `naike`.
    Pinyin,
    /// Some characters of a Han name in pinyin, or by their first letters.
    HalfPinyin,
    /// Other characters of the same sound.
    Homophone,
    /// Other characters that look alike.
    LookAlike,
    /// The sounds of the name in another script.
    Transliterated,
    /// Without its vowels.
    Vowelless,
    /// One letter changed, left out, added, or two swapped.
    OneEdit,
    /// Two such changes.
    TwoEdits,
}

impl Operation {
    /// Every operation, from the weakest deviation to the strongest.
    pub const ALL: [Self; 24] = [
        Self::Exact,
        Self::Alias,
        Self::Normalised,
        Self::Traditional,
        Self::Joined,
        Self::Fullwidth,
        Self::ZeroWidth,
        Self::Bidi,
        Self::Mathematical,
        Self::Confusable,
        Self::Diacritic,
        Self::Spaced,
        Self::Punctuated,
        Self::Split,
        Self::Leet,
        Self::Masked,
        Self::Pinyin,
        Self::HalfPinyin,
        Self::Homophone,
        Self::LookAlike,
        Self::Transliterated,
        Self::Vowelless,
        Self::OneEdit,
        Self::TwoEdits,
    ];

    /// The stable code, for records and reports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Normalised => "normalised",
            Self::Traditional => "traditional",
            Self::Joined => "joined",
            Self::Fullwidth => "fullwidth",
            Self::ZeroWidth => "zero_width",
            Self::Bidi => "bidi",
            Self::Mathematical => "mathematical",
            Self::Confusable => "confusable",
            Self::Diacritic => "diacritic",
            Self::Spaced => "spaced",
            Self::Punctuated => "punctuated",
            Self::Split => "split",
            Self::Leet => "leet",
            Self::Masked => "masked",
            Self::Pinyin => "pinyin",
            Self::HalfPinyin => "half_pinyin",
            Self::Homophone => "homophone",
            Self::LookAlike => "look_alike",
            Self::Transliterated => "transliterated",
            Self::Vowelless => "vowelless",
            Self::OneEdit => "one_edit",
            Self::TwoEdits => "two_edits",
        }
    }

    /// What a deviation takes from the full strength of 100.
    pub(super) fn cost(self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::Alias => 1,
            Self::Normalised => 2,
            Self::Traditional => 3,
            Self::Joined => 4,
            Self::Fullwidth | Self::ZeroWidth | Self::Bidi | Self::Mathematical => 5,
            Self::Confusable => 6,
            Self::Diacritic => 7,
            Self::Spaced | Self::Punctuated => 8,
            Self::Split => 15,
            Self::Leet => 20,
            Self::Masked | Self::Pinyin => 30,
            Self::HalfPinyin | Self::Homophone | Self::LookAlike => 35,
            Self::Transliterated | Self::Vowelless | Self::OneEdit => 40,
            Self::TwoEdits => 55,
        }
    }
}

/// What may follow from a match, by itself. Ordered from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// It is told, and never acted on alone.
    Note,
    /// A person looks at it.
    Desk,
    /// It may support an automatic measure: the title is read whole, as a plain offer.
    Act,
}

impl Tier {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Desk => "desk",
            Self::Act => "act",
        }
    }
}

/// Guards with their codes.
macro_rules! guards {
    ($($(#[$doc:meta])* $name:ident $({ $(#[$of:meta])* $field:ident: $type:ty })? = $code:literal,)+) => {
        /// What keeps a match from the highest confidence tier.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Guard { $($(#[$doc])* $name $({ $(#[$of])* $field: $type })?,)+ }

        impl Guard {
            /// The code of every guard.
            pub const CODES: &'static [&'static str] = &[$($code,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name $({ $field: _ })? => $code,)+ }
            }
        }
    };
}

guards! {
    /// The name is an ordinary word, or a phrase of such words.
    DictionaryWord = "dictionary_word",
    /// The name has at most three letters, or is a single Han character.
    ShortName = "short_name",
    /// The title tells what the goods fit, not what they are.
    Nominative = "nominative",
    /// The title makes the goods out to be like those of the mark: `Name style`, `inspired by Name`.
    Likeness = "likeness",
    /// Another mark's name, or one as near.
    NearOther {
        /// The index of the other mark.
        mark: usize
    } = "near_other",
    /// The text found has an ordinary meaning of its own.
    PlainText = "plain_text",
    /// It may be part of a longer word or number.
    InsideText = "inside_text",
    /// The deviation alone is too weak for more.
    WeakDeviation = "weak_deviation",
    /// The listing's classes are none of the mark's.
    OtherClass = "other_class",
    /// The title says that the goods are not of the mark.
    Negated = "negated",
    /// The goods are offered as used: rights may be exhausted.
    SecondHand = "second_hand",
    /// The goods are offered as refurbished.
    Refurbished = "refurbished",
    /// The goods are offered as imported past the owner's dealers: rights may be exhausted.
    ParallelImport = "parallel_import",
    /// Nothing is offered for sale: goods are sought, or lent out for money.
    NotForSale = "not_for_sale",
    /// The goods are a part of what the mark's owner makes.
    SparePart = "spare_part",
    /// What is offered is a repair, or is for one.
    Repair = "repair",
    /// The goods go with what the mark's owner makes.
    Accessory = "accessory",
    /// A book, film, print or manual about the mark or its goods.
    About = "about",
    /// A review or comparison.
    Review = "review",
    /// A parody or joke.
    Parody = "parody",
    /// The name is a person's, by the names or titles beside it.
    PersonalName = "personal_name",
    /// The name is that of a place, by the words around it.
    PlaceName = "place_name",
    /// The name became, in some language, the word for a kind of goods.
    GenericTerm = "generic_term",
    /// The title names no whole goods of the mark's classes.
    GoodsUnnamed = "goods_unnamed",
    /// The title has words that are no part of a plain offer, as far as is known.
    WordsUnread = "words_unread",
}
