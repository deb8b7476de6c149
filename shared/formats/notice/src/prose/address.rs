//! What an address says by itself: host, account, kind of page.

/// The parts of an address that tell something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// The host in lower case without `www.`.
    pub(super) host: String,
    /// The label that is registered: `shop` of `item.shop.co.uk`.
    pub(super) label: String,
    /// Whose corner of the host it is: `host/first segment`, or the whole host.
    pub(super) account: String,
    /// The first segment, or else the part of the host before what is registered; in lower case, letters
    /// and digits only.
    pub(super) holder: String,
    /// The second segment in lower case, which names a project or an item.
    pub(super) name: String,
    /// Non-empty segments of the path.
    pub(super) depth: usize,
    /// Whether its path is one segment, which may be an account.
    pub(super) shallow: bool,
    /// All without scheme and slash at the end, the host in lower case: by this two addresses are one.
    pub(super) key: String,
    /// Whether it ends like a picture, or stands on a host of pictures.
    pub(super) picture: bool,
    /// Whether it leads to rules, help, law or an archive.
    pub(super) reference: bool,
}

/// Second level names under which firms register in many countries.
const SHARED: &[&str] = &["co", "com", "org", "net", "gov", "edu", "ac", "or", "ne"];
/// Names of hosts that are no one's account.
const SERVICES: &[&str] = &[
    "www",
    "gist",
    "raw",
    "item",
    "detail",
    "m",
    "shop",
    "store",
    "en",
    "de",
    "us",
    "help",
    "docs",
    "support",
    "api",
    "cdn",
    "img",
    "blog",
    "world",
    "s",
    "list",
    "product",
    "user-images",
];
/// First segments of paths that name a kind of page, not an account.
const PAGES: &[&str] = &[
    "catalog",
    "d",
    "detail",
    "dp",
    "g",
    "gig",
    "goods",
    "goods-detail",
    "gp",
    "i",
    "item",
    "items",
    "itm",
    "listing",
    "listings",
    "marketplace",
    "mall",
    "offer",
    "offers",
    "p",
    "pd",
    "product",
    "product-detail",
    "products",
    "produkt",
    "producto",
    "produit",
    "s",
    "sale",
    "search",
    "shop",
    "store",
    "u",
    "user",
    "watch",
];
/// Hosts that keep pictures and snippets for others.
const PICTURES: &[&str] = &[
    "imgur",
    "gyazo",
    "prnt",
    "prntscr",
    "postimg",
    "ibb",
    "lightshot",
    "snipboard",
    "nimbusweb",
    "monosnap",
    "sm",
    "flickr",
];
/// Words in a host or a path that mark rules, help, law, registers and archives.
const REFERENCES: &[&str] = &[
    "help",
    "docs",
    "support",
    "policy",
    "policies",
    "terms",
    "tos",
    "eula",
    "legal",
    "law",
    "privacy",
    "dmca",
    "copyright",
    "license",
    "licenses",
    "licence",
    "guide",
    "faq",
    "unsubscribe",
    "about",
    "opensource",
    "gnu",
    "creativecommons",
    "archive",
    "wikipedia",
    "lumendatabase",
    "tmview",
    "wipo",
    "uspto",
    "euipo",
    "cnipa",
    "tmsearch",
    "branddb",
    "linkedin",
    "facebook",
    "twitter",
    "choosealicense",
    "spdx",
    "site-policy",
    "conditions",
    "agreement",
    "issues",
    "pull",
    "notice",
    "notices",
];

pub(super) fn parts(url: &str) -> Parts {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default().to_lowercase();
    let host = host.split(':').next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let labels: Vec<&str> = host.split('.').collect();
    let registered = match labels.as_slice() {
        [.., _, second, top] if top.len() == 2 && SHARED.contains(second) => labels.len() - 3,
        _ => labels.len().saturating_sub(2),
    };
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = plain.split('/').filter(|segment| !segment.is_empty()).collect();
    let tenant = labels[..registered].first().filter(|label| !SERVICES.contains(label));
    let first = segments.first().map(|first| first.to_lowercase()).unwrap_or_default();
    let key = format!("{host}{}", path.trim_end_matches('/'));
    // Where the path names the kind of page, each page is of an account that is not known.
    let is_page = first.contains('.') || PAGES.contains(&first.as_str());
    let account = match tenant {
        None if is_page => key.clone(),
        None if !first.is_empty() => format!("{host}/{first}"),
        _ => host.to_owned(),
    };
    let holder = tenant.copied().unwrap_or(if is_page { "" } else { &first });
    let lower = plain.to_ascii_lowercase();
    let picture = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"].iter().any(|end| lower.ends_with(end));
    let is_reference = |word: &str| REFERENCES.contains(&word);
    let reference =
        labels.iter().any(|label| is_reference(label)) || lower.split(['/', '.', '-', '_']).any(is_reference);
    let label = labels.get(registered).copied().unwrap_or_default();
    Parts {
        label: label.to_owned(),
        account,
        holder: letters(holder),
        name: segments.get(1).map(|name| name.trim_end_matches(".git").to_lowercase()).unwrap_or_default(),
        depth: segments.len(),
        shallow: segments.len() == 1 && !is_page && !path.contains('?'),
        key,
        picture: picture || PICTURES.contains(&label),
        reference,
        host: host.to_owned(),
    }
}

/// The letters and digits of a name in lower case, by which names are compared.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where many sell or publish side by side: an address there is one account's, not the host's.
const PLATFORMS: &[&str] = &[
    "1688",
    "alibaba",
    "aliexpress",
    "allegro",
    "amazon",
    "bilibili",
    "bitbucket",
    "bonanza",
    "cdiscount",
    "coupang",
    "depop",
    "dhgate",
    "douyin",
    "ebay",
    "etsy",
    "facebook",
    "github",
    "gitlab",
    "goofish",
    "instagram",
    "jd",
    "joom",
    "kaufland",
    "lazada",
    "mercadolibre",
    "mercadolivre",
    "mercari",
    "otto",
    "ozon",
    "pinduoduo",
    "pinterest",
    "rakuten",
    "redbubble",
    "shein",
    "shopee",
    "shopify",
    "sourceforge",
    "taobao",
    "temu",
    "tiktok",
    "tmall",
    "tokopedia",
    "twitter",
    "vinted",
    "walmart",
    "weidian",
    "wildberries",
    "wish",
    "xiaohongshu",
    "yangkeduo",
    "youtube",
    "zalando",
];

/// Whether many sell or publish under this registered label.
pub(super) fn is_platform(label: &str) -> bool {
    PLATFORMS.binary_search(&label).is_ok()
}

/// Hosts at which anyone has a mail address.
const MAILERS: &[&str] = &[
    "126",
    "163",
    "aol",
    "example",
    "foxmail",
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "icloud",
    "live",
    "mail",
    "me",
    "msn",
    "naver",
    "outlook",
    "pm",
    "proton",
    "protonmail",
    "qq",
    "sina",
    "web",
    "yahoo",
    "yandex",
];

/// Whether a mail address under this registered label says nothing about its owner.
pub(super) fn is_mailer(label: &str) -> bool {
    MAILERS.binary_search(&label).is_ok()
}
