//! The reader's language: the one asked for, else the browser's, by the weights of RFC 9110 12.4.2 and 12.5.4.

use axum::http::{HeaderMap, header};
use case::Language;

/// The language that a `lang` parameter asks for, or else the `Accept-Language` headers, or else English.
#[must_use]
pub fn language(asked: Option<&str>, headers: &HeaderMap) -> Language {
    if let Some(language) = asked.and_then(|code| code.parse().ok()) {
        return language;
    }
    // Several lines of a header are one list (RFC 9110 5.3).
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter();
    let lines: Vec<&str> = lines.filter_map(|value| value.to_str().ok()).collect();
    preferred(&lines.join(",")).unwrap_or(Language::En)
}

/// A language range with its weight, in thousandths.
struct Range<'a> {
    primary: &'a str,
    weight: u16,
}

/// The language of ours that weighs most; of equals the one that is named first. `None` when none is acceptable.
///
/// A range such as `zh-TW` is met by our Chinese: it is better than none. `*` stands for what no other range names.
fn preferred(accept: &str) -> Option<Language> {
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(range).collect();
    let weight = |language: &Language| {
        let named = |range: &Range<'_>| range.primary.eq_ignore_ascii_case(language.code());
        let is_named = ranges.iter().any(named);
        let meets = |range: &Range<'_>| if is_named { named(range) } else { range.primary == "*" };
        let best = ranges.iter().enumerate().filter(|(_, range)| meets(range));
        best.map(|(place, range)| (range.weight, std::cmp::Reverse(place))).max()
    };
    let weighed = Language::ALL.iter().filter_map(|language| Some((weight(language)?, *language)));
    let acceptable = weighed.filter(|((weight, _), _)| *weight > 0);
    // Of languages that `*` stands for alike, ours come in their own order.
    acceptable.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, language)| language)
}

/// Reads `zh-CN;q=0.8`; `None` for what is no range or has no weight that RFC 9110 allows.
fn range(element: &str) -> Option<Range<'_>> {
    let (tag, parameter) = match element.split_once(';') {
        Some((tag, parameter)) => (tag, Some(parameter)),
        None => (element, None),
    };
    let primary = tag.trim().split('-').next().filter(|primary| !primary.is_empty())?;
    let weight = match parameter {
        None => 1_000,
        Some(parameter) => {
            let (name, value) = parameter.trim().split_once('=')?;
            weight(value).filter(|_| name.eq_ignore_ascii_case("q"))?
        }
    };
    Some(Range { primary, weight })
}

/// A weight in thousandths: `0` or `1`, and at most three decimals; none is above 1.
fn weight(value: &str) -> Option<u16> {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let is_decimal = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let thousandths: u16 = if is_decimal { format!("{decimals:0<3}").parse().ok()? } else { return None };
    match (whole, thousandths) {
        ("0", thousandths) => Some(thousandths),
        ("1", 0) => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn chosen(asked: Option<&str>, accept: &[&'static str]) -> Language {
        let mut headers = HeaderMap::new();
        for line in accept {
            headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_static(line));
        }
        language(asked, &headers)
    }

    #[test]
    fn what_is_asked_for_comes_first() {
        assert_eq!(chosen(Some("zh"), &["en"]), Language::Zh);
        assert_eq!(chosen(Some("xx"), &["fr, zh-CN;q=0.8, en;q=0.5"]), Language::Zh);
        assert_eq!(chosen(None, &["de"]), Language::En);
        assert_eq!(chosen(None, &[]), Language::En);
    }

    #[test]
    fn the_weights_decide_and_not_the_order() {
        for (accept, language) in [
            ("en;q=0.5, zh;q=0.8", Language::Zh),
            ("zh;q=0.5, en", Language::En),
            ("zh, en", Language::Zh),
            ("en, zh", Language::En),
            ("zh;q=0.7,en;q=0.7", Language::Zh),
            ("de, ZH-hant-TW ; Q=0.9 , en;q=0.899", Language::Zh),
            ("zh;q=1.000, en;q=0.999", Language::Zh),
        ] {
            assert_eq!(chosen(None, &[accept]), language, "{accept}");
        }
    }

    #[test]
    fn zero_means_not_that_one_and_a_star_means_any_other() {
        for (accept, language) in [
            ("en;q=0, zh;q=0.1", Language::Zh),
            ("en;q=0, *", Language::Zh),
            ("en;q=0.0, *;q=0.001", Language::Zh),
            ("zh;q=0, *", Language::En),
            ("*", Language::En),
            ("*, zh;q=0.9", Language::En),
            ("zh, *;q=0.5", Language::Zh),
            ("*;q=0, zh;q=0.2", Language::Zh),
            // Of one language the best that is accepted counts.
            ("zh-TW;q=0, zh-CN, en;q=0.5", Language::Zh),
            // Nothing that we have: a page in English is better than none.
            ("en;q=0, zh;q=0", Language::En),
        ] {
            assert_eq!(chosen(None, &[accept]), language, "{accept}");
        }
    }

    #[test]
    fn what_is_no_weight_is_passed_over() {
        for accept in
            ["zh;q=2", "zh;q=1.001", "zh;q=0.1234", "zh;q=-1", "zh;q=", "zh;x=1", ";q=1", ",,", "zh;q=0x1"]
        {
            assert_eq!(chosen(None, &[accept]), Language::En, "{accept}");
        }
        assert_eq!(chosen(None, &["en;q=0.4", "zh;q=0.6"]), Language::Zh, "two lines are one list");
    }
}
