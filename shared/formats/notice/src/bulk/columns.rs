//! The columns of a table of complaints: one list for reading, for the template and for the guide in it.

use case::Language;

use crate::problem::field;
use crate::prose;

/// A column of the template.
pub(super) struct Column {
    /// The field that it fills.
    pub(super) field: &'static str,
    /// Its name in English and in Chinese.
    names: [&'static str; 2],
    /// Other names under which it comes, in lower case.
    aliases: &'static [&'static str],
    /// What to fill in, in English and in Chinese.
    guide: [&'static str; 2],
    /// What stands in the row that shows how.
    pub(super) example: &'static str,
}

impl Column {
    pub(super) const fn name(&self, language: Language) -> &'static str {
        self.names[index(language)]
    }

    pub(super) const fn guide(&self, language: Language) -> &'static str {
        self.guide[index(language)]
    }
}

/// Where a language's text stands in a pair.
pub(super) const fn index(language: Language) -> usize {
    match language {
        Language::En => 0,
        Language::Zh => 1,
    }
}

/// Every column, in the order of the template.
pub(super) const COLUMNS: &[Column] = &[
    Column {
        field: field::LISTINGS,
        names: ["Listing URL", "商品链接"],
        aliases: &[
            "listing link",
            "listing address",
            "product url",
            "product link",
            "item url",
            "item link",
            "infringing link",
            "infringing links",
            "offer url",
            "link to listing",
            "侵权商品链接",
            "商品网址",
            "网址",
            "链接地址",
            "商品鏈接",
        ],
        guide: [
            "Required. The address of the listing's own page; several apart by blanks or line breaks.",
            "必填。商品页面的网址；多个网址用空格或换行分隔。",
        ],
        example: "https://marketplace.example/listing/1001",
    },
    Column {
        field: field::CLAIM,
        names: ["Claim", "投诉类型"],
        aliases: &[
            "type of infringement",
            "violation type",
            "violation",
            "infringement",
            "complaint type",
            "right type",
            "type of right",
            "侵权行为",
            "权利类型",
        ],
        guide: [
            "Required. counterfeit, trademark_misuse, copyright, design, patent or geographical_indication.",
            "必填。假冒、商标侵权、著作权、外观设计、专利或地理标志。",
        ],
        example: "counterfeit",
    },
    Column {
        field: field::RIGHT_OFFICE,
        names: ["Office", "注册机构"],
        aliases: &[
            "ip registry",
            "registry",
            "register",
            "registration country",
            "jurisdiction",
            "注册国家",
            "注册地",
        ],
        guide: [
            "Needed but for copyright. The two-letter code of the office: EM, US, CN, …",
            "除著作权外必填。注册机构的双字母代码：EM、US、CN 等。",
        ],
        example: "EM",
    },
    Column {
        field: field::RIGHT_NUMBER,
        names: ["Registration number", "注册号"],
        aliases: &[
            "reg no",
            "reg. no",
            "registration no",
            "registration #",
            "right number",
            "ip number",
            "trademark no",
            "trademark registration no",
            "patent no",
            "design no",
            "certificate number",
            "ipr number",
            "权利号",
            "证书号",
            "商标号",
        ],
        guide: [
            "Needed but for copyright. As in the register; format the column as text to keep leading zeros.",
            "除著作权外必填。与注册簿一致；请将该列设为文本格式以保留开头的零。",
        ],
        example: "018999001",
    },
    Column {
        field: field::CLASSES,
        names: ["Nice classes", "尼斯分类"],
        aliases: &["classes", "class", "nice class", "goods classes", "商品类别", "类别"],
        guide: ["Optional, trade marks only. Numbers from 1 to 45.", "选填，仅限商标。1 至 45 的数字。"],
        example: "18, 25",
    },
    Column {
        field: field::WORK,
        names: ["Work", "作品"],
        aliases: &["work description", "description of work", "title of work", "作品描述"],
        guide: [
            "Copyright: required by US law. What the work is.",
            "著作权投诉填写；美国法律要求必填。说明作品内容。",
        ],
        example: "",
    },
    Column {
        field: field::EXPLANATION,
        names: ["Explanation", "侵权说明"],
        aliases: &[
            "details",
            "comment",
            "comments",
            "additional information",
            "statement",
            "message",
            "投诉说明",
            "备注",
        ],
        guide: ["Required. Why the listing infringes the right.", "必填。说明该商品为何侵权。"],
        example: "The logo is sewn on; we never made this bag.",
    },
    Column {
        field: field::NAME,
        names: ["Complainant", "投诉人"],
        aliases: &[
            "complainant name",
            "company",
            "company name",
            "rights owner",
            "rights holder",
            "brand owner",
            "权利人名称",
        ],
        guide: ["Who complains. Left out: the account that files.", "投诉人名称。留空则为提交账号。"],
        example: "Northlight GmbH",
    },
    Column {
        field: field::EMAIL,
        names: ["E-mail", "电子邮箱"],
        aliases: &["complainant email", "contact email", "mail"],
        guide: [
            "Where the answers go. With an account it is the account's, whatever stands here.",
            "接收回复的邮箱。以账号提交时，始终使用账号的邮箱。",
        ],
        example: "brand@northlight.example",
    },
    Column {
        field: field::POSTAL_ADDRESS,
        names: ["Postal address", "通讯地址"],
        aliases: &["complainant address", "contact address"],
        guide: ["Required by US law for copyright.", "美国法律要求著作权投诉必填。"],
        example: "",
    },
    Column {
        field: field::TELEPHONE,
        names: ["Telephone", "电话"],
        aliases: &["contact phone", "mobile", "电话号码"],
        guide: ["Required by US law for copyright.", "美国法律要求著作权投诉必填。"],
        example: "",
    },
    Column {
        field: field::GOOD_FAITH,
        names: ["Good faith", "善意声明"],
        aliases: &["good faith belief", "good faith statement", "诚信声明"],
        guide: [
            "Required. yes: I believe in good faith that this complaint is accurate and complete and the use not authorised.",
            "必填。是：本人善意相信投诉内容准确完整，且该使用未经授权。",
        ],
        example: "yes",
    },
    Column {
        field: field::PERJURY,
        names: ["Penalty of perjury", "伪证责任声明"],
        aliases: &["perjury", "under penalty of perjury", "perjury statement"],
        guide: [
            "Required by US law for copyright. yes: under penalty of perjury, this is accurate and I may act for the owner.",
            "美国法律要求著作权投诉必填。是：本人愿承担伪证责任，声明内容属实且有权代表权利人。",
        ],
        example: "",
    },
    Column {
        field: field::SIGNATURE,
        names: ["Signature", "签名"],
        aliases: &["electronic signature", "电子签名"],
        guide: [
            "Required by US law for copyright. Your full name.",
            "美国法律要求著作权投诉必填。填写全名。",
        ],
        example: "",
    },
    Column {
        field: field::TRUTH,
        names: ["Guarantee of truth", "真实性保证"],
        aliases: &["truth", "truthfulness", "通知真实性保证", "真实性的书面保证"],
        guide: [
            "Required by the law of China. yes: I guarantee that what this notice says is true.",
            "中国法律要求必填。是：本人保证通知内容真实。",
        ],
        example: "",
    },
    Column {
        field: field::LANGUAGE,
        names: ["Language", "语言"],
        aliases: &["lang", "letter language"],
        guide: ["Optional. Language of the letters: en or zh.", "选填。信函语言：en 或 zh。"],
        example: "en",
    },
];

/// The columns of a report that do not come from the table, in English and in Chinese.
pub(super) const REPORT: [[&str; 2]; 5] = [
    ["Status", "状态"],
    ["Case", "案件"],
    ["Problem field", "问题字段"],
    ["Problem", "问题"],
    ["Cure", "解决办法"],
];

/// What a column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Field(&'static str),
    /// Of an earlier report, repeated in the next.
    Report,
    /// Kept as it is.
    Unknown,
}

/// A name as it is compared: in lower case, with single blanks, without what stands behind it in brackets and
/// without marks for what is required.
fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace(['_', '-'], " ");
    let end = name.find(['(', '（', '[', '【']).filter(|at| *at > 0).unwrap_or(name.len());
    let words = name[..end].split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['*', ':', '：', '＊', ' ']).to_owned()
}

fn kind_of(name: &str) -> Kind {
    let plain = plain(name);
    if plain.is_empty() {
        return Kind::Unknown;
    }
    if REPORT.as_flattened().iter().any(|own| own.to_lowercase() == plain) {
        return Kind::Report;
    }
    let is = |column: &&Column| {
        column.names.iter().any(|own| self::plain(own) == plain)
            || column.field.replace('_', " ") == plain
            || column.aliases.contains(&plain.as_str())
    };
    let label = || prose::field_named(name.trim()).or_else(|| prose::field_named(&plain));
    let field = COLUMNS.iter().find(is).map(|column| column.field).or_else(label);
    // What a label can say and no column holds is kept as it is.
    match COLUMNS.iter().find(|column| Some(column.field) == field) {
        Some(column) => Kind::Field(column.field),
        None => Kind::Unknown,
    }
}

/// How many of a row's cells name columns. One alone must be the listings: other single words head other tables.
pub(super) fn known(cells: &[String]) -> usize {
    let fields = cells.iter().filter_map(|cell| match kind_of(cell) {
        Kind::Field(field) => Some(field),
        Kind::Report | Kind::Unknown => None,
    });
    let fields: std::collections::BTreeSet<_> = fields.collect();
    if fields.contains(field::LISTINGS) { fields.len() } else { 0 }
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns(Vec<Kind>);

impl Columns {
    pub(super) fn of(header: &[String]) -> Self {
        let mut seen = Vec::new();
        let mut kind = |name: &String| match kind_of(name) {
            // Of two columns for one field the first counts, but listings may stand in several.
            Kind::Field(field) if field != field::LISTINGS && seen.contains(&field) => Kind::Unknown,
            kind => {
                if let Kind::Field(field) = kind {
                    seen.push(field);
                }
                kind
            }
        };
        Self(header.iter().map(&mut kind).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The places of the columns that fill `field`.
    pub(super) fn of_field(&self, field: &'static str) -> impl Iterator<Item = usize> {
        self.places(move |kind| kind == Kind::Field(field))
    }

    /// The places of the columns that are kept as they are.
    pub(super) fn unknown(&self) -> impl Iterator<Item = usize> {
        self.places(|kind| kind == Kind::Unknown)
    }

    /// The places of the columns that did not come from a report.
    pub(super) fn given(&self) -> impl Iterator<Item = usize> {
        self.places(|kind| kind != Kind::Report)
    }

    fn places(&self, wanted: impl Fn(Kind) -> bool) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().filter(move |(_, kind)| wanted(**kind)).map(|(place, _)| place)
    }
}
