//! The forms of addresses that well-known marketplaces have, as their own pages link to them.
//!
//! A form is here only where the id of the listing stands in the address itself. Short addresses and redirects
//! (`click.taobao.com`, `s.click.aliexpress.com`, `a.co`, `etsy.me`) tell it to nobody who does not fetch them.

/// A marketplace that everybody knows.
struct Known {
    /// Its name, under which it is a marketplace and a preset.
    name: &'static str,
    /// The ends of its hosts, where ids are unique in each country only; they stand in the patterns as `{site}`.
    /// Then each country is a preset of its own: `preset:lazada.sg`.
    sites: &'static [&'static str],
    /// The first is the plainest.
    patterns: &'static [&'static str],
}

const KNOWN: &[Known] = &[
    Known {
        name: "taobao",
        sites: &[],
        patterns: &[
            "https://item.taobao.com/item.htm?(id|itemId|item_id|item_num_id)={id:6-15}",
            "https://(|world.|tw.|m.|h5.m.|item.m.|new.m.|www.)taobao.com/item.htm?(id|itemId|item_id)={id:6-15}",
            "https://item.taobao.com/(item_detail|auction/item_detail|item/item).htm?(id|item_num_id)={id:6-15}",
            "https://(world|tw|sg|my|www).taobao.com/(item|list/item)/{id:6-15}.htm",
            "https://(a.m|h5.m|m).taobao.com/i{id:6-15}.htm",
            "https://(h5.m|m|main.m|new.m|market.m|h5).taobao.com/(awp/core/detail.htm|detail.htm|detail/index.html|detail/detail.html|app/detail/index.html)?(id|itemId|item_id)={id:6-15}",
            "https://m.intl.taobao.com/(detail/detail.html|detail.htm)?(id|itemId)={id:6-15}",
        ],
    },
    Known {
        name: "tmall",
        sites: &[],
        patterns: &[
            "https://detail.tmall.(com|hk)/(item.htm|item_o.htm|hk/item.htm)?(id|itemId|item_id)={id:6-15}",
            "https://(|detail.m.|m.|h5.m.|world.|chaoshi.|chaoshi.m.|www.)tmall.(com|hk)/(item.htm|hk/item.htm|detail.htm)?(id|itemId|item_id)={id:6-15}",
            "https://*.detail.tmall.(com|hk)/(item.htm|hk/item.htm)?(id|itemId|item_id)={id:6-15}",
            "https://*.detail.m.tmall.(com|hk)/item.htm?(id|itemId|item_id)={id:6-15}",
            "https://world.tmall.com/item/{id:6-15}.htm",
            "https://detail.m.tmall.com/templatesNew/index?(id|itemId)={id:6-15}",
        ],
    },
    Known {
        name: "1688",
        sites: &[],
        patterns: &[
            "https://detail.1688.com/offer/{id:6-15}.html",
            "https://(m|www|detail.m|wap).1688.com/offer/{id:6-15}.html",
            "https://(detail.m|m|detail|h5).1688.com/(page/index.html|page/offerDetail.htm|offer_detail.htm|offer/index.html)?(offerId|offer_id|id|itemId|item_id)={id:6-15}",
        ],
    },
    Known {
        name: "aliexpress",
        sites: &[],
        patterns: &[
            "https://www.aliexpress.com/(item|i|s/item)/{id:6-19}.html",
            "https://aliexpress.(com|us|ru)/(item|i|s/item)/{id:6-19}.html",
            "https://*.aliexpress.(com|us|ru)/(item|i|s/item)/{id:6-19}.html",
            "https://*.m.aliexpress.com/(item|i|s/item)/{id:6-19}.html",
            "https://m.*.aliexpress.com/(item|i|s/item)/{id:6-19}.html",
            "https://(|*.)aliexpress.(com|us|ru)/item/*/{id:6-19}.html",
            "https://(|*.)aliexpress.(com|us|ru)/store/product/*/{n}_{id:6-19}.html",
            "https://(|*.)aliexpress.(com|us|ru)/(item.htm|item/detail.htm|item/index.html|item/detail.html|product/detail)?(id|itemId|item_id|productId)={id:6-19}",
        ],
    },
    Known {
        name: "alibaba",
        sites: &[],
        patterns: &[
            "https://www.alibaba.com/product-detail/*_{id:6-19}.html",
            "https://(|*.|*.m.)alibaba.com/(product-detail|pla)/*(_|-){id:6-19}.html",
            "https://(|*.|*.m.)alibaba.com/(product-detail|pla)/{id:6-19}.html",
            "https://(|*.|*.en.|*.m.en.|*.fm.)alibaba.com/(product|product-gs|product-tp)/{id:6-19}(-{n}|)(.html|/**)",
            "https://(|*.)alibaba.com/(product-detail|product/detail|product-detail.html|product/detail.html|productdetail)?(id|itemId|item_id|productId|product_id)={id:6-19}",
        ],
    },
    Known {
        name: "lazada",
        sites: &["com.my", "sg", "com.ph", "co.th", "vn", "co.id"],
        patterns: &[
            "https://(www|m|h5).lazada.{site}/products/*-i{id:3-15}.html",
            "https://lazada.{site}/products/*-i{id:3-15}.html",
            "https://(www.|m.|h5.|)lazada.{site}/products/*-i{id:3-15}-s*.html",
            "https://(www.|m.|h5.|)lazada.{site}/products/i{id:3-15}.html",
            "https://(www.|m.|h5.|)lazada.{site}/products/i{id:3-15}-s*.html",
            "https://(www.|m.|h5.|)lazada.{site}/-i{id:3-15}(-s*|).html",
            "https://(www.|m.|h5.|pages.|)lazada.{site}/(products|products/detail|pdp|product|item.htm|products/index.html)?(id|itemId|item_id)={id:3-15}",
        ],
    },
    Known {
        name: "shopee",
        sites: &["sg", "com.my", "ph", "co.th", "vn", "co.id", "tw", "com.br", "com.mx", "com.co", "cl"],
        patterns: &[
            "https://(|www.|m.)shopee.{site}/product/{n}/{id:4-15}",
            "https://(|www.|m.)shopee.{site}/*-i.{n}.{id:4-15}",
        ],
    },
    Known {
        name: "ebay",
        sites: &[],
        patterns: &[
            "https://www.ebay.com/itm/{id:9-14}",
            "https://(|www.|m.)ebay.(com|co.uk|de|fr|it|es|at|ch|ie|nl|pl|ca|com.au|com.hk|com.sg|com.my|ph)/itm/(|*/){id:9-14}",
            "https://(www.|)benl.ebay.be/itm/(|*/){id:9-14}",
            "https://(www.|)befr.ebay.be/itm/(|*/){id:9-14}",
            "https://cgi.ebay.(com|co.uk|de|fr|it|es|com.au|ca)/ws/eBayISAPI.dll?ViewItem&item={id:9-14}",
        ],
    },
    Known {
        name: "amazon",
        sites: &[
            "com", "co.uk", "de", "fr", "it", "es", "nl", "se", "pl", "com.be", "ie", "com.tr", "ca",
            "com.mx", "com.br", "com.au", "co.jp", "in", "sg", "ae", "sa", "eg",
        ],
        patterns: &[
            "https://(www.|m.|)amazon.{site}/(|*/|-/*/|-/*/*/)dp/{id:x10}/**",
            "https://(www.|m.|)amazon.{site}/(|-/*/)gp/(product|aw/d|offer-listing)/{id:x10}/**",
        ],
    },
    Known {
        name: "etsy",
        sites: &[],
        patterns: &[
            "https://www.etsy.com/listing/{id:6-12}/**",
            "https://(|*.)etsy.com/(|*/)listing/{id:6-12}/**",
        ],
    },
    Known {
        name: "jd",
        sites: &[],
        patterns: &[
            "https://item.jd.com/{id:5-15}.html",
            "https://(item|npcitem|item.m|m.item).jd.(com|hk)/(|product/){id:5-15}.html",
        ],
    },
];

impl Known {
    /// Its patterns, in these countries.
    fn patterns(&self, sites: &[&str]) -> Vec<String> {
        let sites = match sites {
            [one] => (*one).to_owned(),
            all => format!("({})", all.join("|")),
        };
        self.patterns.iter().map(|pattern| pattern.replace("{site}", &sites)).collect()
    }
}

/// A well-known marketplace, in all countries.
pub(super) struct Preset {
    pub(super) name: &'static str,
    pub(super) patterns: Vec<String>,
    /// Whether its ids are unique in each country only.
    pub(super) is_by_country: bool,
}

/// Every well-known marketplace.
pub(super) fn all() -> impl Iterator<Item = Preset> {
    KNOWN.iter().map(|known| Preset {
        name: known.name,
        patterns: known.patterns(known.sites),
        is_by_country: !known.sites.is_empty(),
    })
}

/// The patterns of the preset of that name.
pub(super) fn preset(name: &str) -> Option<Vec<String>> {
    KNOWN.iter().find_map(|known| {
        if known.sites.is_empty() {
            return (known.name == name).then(|| known.patterns(&[]));
        }
        let site = name.strip_prefix(known.name)?.strip_prefix('.')?;
        known.sites.contains(&site).then(|| known.patterns(&[site]))
    })
}

/// The presets that a marketplace may be configured with, as `preset:NAME`: `taobao`, `lazada.sg`, … Where a
/// marketplace numbers its listings separately in each country, there is one for each country, so that no listing is taken
/// for that of another.
#[must_use]
pub fn presets() -> Vec<String> {
    let mut names = Vec::new();
    for known in KNOWN {
        match known.sites {
            [] => names.push(known.name.to_owned()),
            sites => names.extend(sites.iter().map(|site| format!("{}.{site}", known.name))),
        }
    }
    names
}

/// As [`presets`], in one line.
pub(super) fn names() -> String {
    presets().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::pattern::expanded;
    use super::*;

    #[test]
    fn every_form_is_a_pattern() {
        for preset in all() {
            assert!(preset.name.parse::<case::MarketplaceId>().is_ok(), "{}", preset.name);
            for pattern in preset.patterns {
                assert!(expanded(&pattern).is_ok_and(|all| !all.is_empty()), "{}: {pattern}", preset.name);
            }
        }
        assert!(presets().iter().all(|name| preset(name).is_some()));
        assert!(preset("lazada").is_none() && preset("lazada.com").is_none());
    }
}
