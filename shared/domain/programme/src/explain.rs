//! A standing in words, so that its complainant can recompute it by hand.

use case::{Claim, Language};
use jiff::tz::TimeZone;
use policy::programme::Share;

use crate::figure::{Figure, Threshold};
use crate::standing::{Scope, Standing};

impl Figure {
    /// What is compared with the threshold, in per cent to two places, rounded against the complainant: so
    /// that what is shown is on the same side of the threshold as what was decided.
    fn shown(&self) -> String {
        let Some(assessed) = self.assessed() else { return "–".to_owned() };
        let hundredths = assessed * 100.0;
        let rounded = match self.threshold {
            Threshold::AtLeast(_) => (hundredths + 1e-7).floor(),
            Threshold::AtMost(_) => (hundredths - 1e-7).ceil(),
        };
        format!("{:.2} %", rounded.max(0.0) / 100.0)
    }

    /// The bound's formula with its numbers.
    fn formula(&self) -> String {
        let (hits, of) = (self.hits, self.of);
        let sign = match self.threshold {
            Threshold::AtLeast(_) => '−',
            Threshold::AtMost(_) => '+',
        };
        let spread =
            if of == 0 { "0".to_owned() } else { format!("{hits}·{}/{of}", of.saturating_sub(hits)) };
        format!("({hits} + z²/2 {sign} z·√({spread} + z²/4)) / ({of} + z²)")
    }
}

fn percent(share: Share) -> String {
    format!("{}.{:02} %", share.0 / 100, share.0 % 100)
}

fn rate(figure: &Figure) -> String {
    figure.rate().map_or_else(|| "–".to_owned(), |rate| format!("{rate:.2} %"))
}

fn quantile(z: u32) -> String {
    format!("{}.{:04}", z / 10_000, z % 10_000)
}

impl Standing {
    /// The arithmetic of this standing in `language`: counts, rates, bounds with their formula, thresholds,
    /// window, and what is missing.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese(),
        }
    }

    fn days(&self) -> (String, String) {
        let day = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string();
        (day(self.window.from), day(self.window.until))
    }

    fn english(&self) -> String {
        let (from, until) = self.days();
        let scope = match self.scope {
            Scope::Overall => "the whole account".to_owned(),
            Scope::Claim(claim) => format!("complaints of {}", english_claim(claim)),
        };
        let line = |name: &str, what: &str, figure: &Figure| {
            let (side, bar, at) = match figure.threshold {
                Threshold::AtLeast(share) => ("lower", percent(share), "at least"),
                Threshold::AtMost(share) => ("upper", percent(share), "at most"),
            };
            let bound = self.z().map_or_else(String::new, |z| {
                let (formula, z) = (figure.formula(), quantile(z));
                format!("\n  Wilson's {side} bound, z = {z}: {formula} = {}", figure.shown())
            });
            let met = if figure.holds() { "met" } else { "not met" };
            let (hits, of, rate) = (figure.hits, figure.of, rate(figure));
            format!("{name}: {hits} of {of} {what} = {rate}{bound}\n  asked for: {at} {bar}: {met}\n")
        };
        let taken =
            line("Takedown rate", "decided complaints led to a takedown that stands", &self.takedown_rate());
        let over = line(
            "Successful counter-notices",
            "takedowns were overturned after the seller's objection",
            &self.overturned_rate(),
        );
        let next = match self.successes_needed() {
            Some(0) => "Both thresholds are met.".to_owned(),
            Some(1) => "Still needed: 1 more complaint that is taken down and stands.".to_owned(),
            Some(n) => format!("Still needed: {n} more complaints in a row that are taken down and stand."),
            None => "No number of further complaints in this window would suffice.".to_owned(),
        };
        let rules = self.rules.name;
        format!(
            "Standing for {scope} under the rules {rules}: complaints filed from {from} to before {until} (UTC).\n{taken}{over}{next}"
        )
    }

    fn chinese(&self) -> String {
        let (from, until) = self.days();
        let scope = match self.scope {
            Scope::Overall => "整个账户".to_owned(),
            Scope::Claim(claim) => format!("“{}”类投诉", chinese_claim(claim)),
        };
        let line = |name: &str, what: &str, figure: &Figure| {
            let (side, bar, at) = match figure.threshold {
                Threshold::AtLeast(share) => ("下限", percent(share), "不低于"),
                Threshold::AtMost(share) => ("上限", percent(share), "不高于"),
            };
            let bound = self.z().map_or_else(String::new, |z| {
                let (formula, z) = (figure.formula(), quantile(z));
                format!("\n  威尔逊{side}，z = {z}：{formula} = {}", figure.shown())
            });
            let met = if figure.holds() { "达到" } else { "未达到" };
            let (hits, of, rate) = (figure.hits, figure.of, rate(figure));
            format!("{name}：{what} {hits} / {of} = {rate}{bound}\n  要求：{at} {bar}：{met}\n")
        };
        let taken = line("下架率", "已处理的投诉中，下架且维持的", &self.takedown_rate());
        let over = line("反通知成功率", "已下架的商品中，因卖家异议而恢复的", &self.overturned_rate());
        let next = match self.successes_needed() {
            Some(0) => "两项要求均已达到。".to_owned(),
            Some(n) => format!("还需要连续 {n} 件下架且维持的投诉。"),
            None => "在此期间内，再多的投诉也无法达到要求。".to_owned(),
        };
        let rules = self.rules.name;
        format!(
            "{scope}的诚信状况（规则 {rules}）：{from} 起至 {until}（UTC，不含）提交的投诉。\n{taken}{over}{next}"
        )
    }
}

const fn english_claim(claim: Claim) -> &'static str {
    match claim {
        Claim::Counterfeit => "counterfeit goods",
        Claim::TestPurchase => "counterfeit goods shown by a test purchase",
        Claim::TrademarkMisuse => "misuse of a mark",
        Claim::MarkOnGoods => "a mark on goods or in pictures",
        Claim::SimilarMark => "similar marks",
        Claim::ShopName => "marks as shop names",
        Claim::ParallelImport => "parallel imports",
        Claim::Copyright => "copyright infringement",
        Claim::PiratedMedia => "pirated media or software",
        Claim::Design => "design infringement",
        Claim::Patent => "patent infringement",
        Claim::GeographicalIndication => "misuse of a geographical indication",
        Claim::TradeSecret => "misuse of a trade secret",
        Claim::Other => "other infringements",
    }
}

const fn chinese_claim(claim: Claim) -> &'static str {
    match claim {
        Claim::Counterfeit => "假冒商品",
        Claim::TestPurchase => "假冒商品（已购样鉴定）",
        Claim::TrademarkMisuse => "不当使用商标",
        Claim::MarkOnGoods => "商品或图片上使用商标",
        Claim::SimilarMark => "使用近似商标",
        Claim::ShopName => "店铺名称使用商标",
        Claim::ParallelImport => "平行进口",
        Claim::Copyright => "侵犯著作权",
        Claim::PiratedMedia => "盗版音像或软件",
        Claim::Design => "侵犯外观设计",
        Claim::Patent => "侵犯专利权",
        Claim::GeographicalIndication => "滥用地理标志",
        Claim::TradeSecret => "侵犯商业秘密",
        Claim::Other => "其他侵权",
    }
}
