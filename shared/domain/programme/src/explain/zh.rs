//! In Chinese.

use case::Claim;

use super::{Told, some};
use crate::misuse::{MisuseFinding, Pattern};
use crate::standing::{Scope, Standing};

pub(super) fn head(standing: &Standing) -> String {
    let (from, until) = standing.days();
    let scope = match standing.scope {
        Scope::Overall => "整个账户".to_owned(),
        Scope::Claim(claim) => format!("“{}”类投诉", claim_words(claim)),
        Scope::Agent(agent) => format!("经办人 {agent} 为本账户提交的投诉"),
    };
    let rules = standing.rules.name;
    format!("{scope}的诚信状况（规则 {rules}）：{from} 起至 {until}（UTC，不含）提交的投诉。\n")
}

/// What of the cases counts for entry, and what does not.
pub(super) fn counted(standing: &Standing) -> String {
    let Some(rules) = standing.by_seller() else { return String::new() };
    let (settled, out) = (&standing.tally.settled, &standing.tally.left_out);
    let counts = settled.decided.saturating_add(settled.at_court);
    let all = counts.saturating_add(out.total());
    let (most, days) = (rules.most_of_one, rules.settled_after_days);
    let mut text = format!(
        "共 {all} 件，其中 {counts} 件计入准入：每个卖家只计最近的 {most} 件，且自措施生效或投诉被驳回之日起已满 {days} 天。\n"
    );
    let beyond = format!("超出同一卖家最近 {most} 件的 ");
    let reasons = [
        (out.open, "尚无结果的 "),
        (out.formal, "因形式原因驳回的 "),
        (out.withdrawn, "采取措施前撤回的 "),
        (out.marketplace, "平台未执行或平台出错的 "),
        (out.recent, "未满期限的 "),
        (out.capped, beyond.as_str()),
    ];
    let reasons: Vec<String> = some(&reasons).map(|(count, why)| format!("{why}{count} 件")).collect();
    if !reasons.is_empty() {
        text.push_str(&format!("不计入：{}。\n", reasons.join("；")));
    }
    text
}

fn line(name: &str, what: &str, told: &Told) -> String {
    let side = if told.at_least { "下限" } else { "上限" };
    let bound = told.bound.as_ref().map_or_else(String::new, |(z, formula, shown)| {
        format!("\n  威尔逊{side}，z = {z}：{formula} = {shown}")
    });
    let Told { hits, of, rate, .. } = told;
    format!("{name}：{what} {hits} / {of} = {rate}{bound}\n")
}

fn at(told: &Told) -> String {
    format!("{} {}", if told.at_least { "不低于" } else { "不高于" }, told.bar)
}

const TAKEDOWNS: (&str, &str) = ("下架率", "已处理的投诉中，下架且维持的");

pub(super) fn entry(standing: &Standing) -> String {
    let met = |met: bool| if met { "达到" } else { "未达到" };
    let fell = if standing.by_seller().is_some() {
        ("下架未维持率", "已下架的商品中，被推翻、撤回或更正的")
    } else {
        ("反通知成功率", "已下架的商品中，因卖家异议而恢复的")
    };
    let mut text = String::new();
    for (told, (name, what)) in standing.told_of_entry().iter().zip([TAKEDOWNS, fell]) {
        text.push_str(&line(name, what, told));
        text.push_str(&format!("  要求：{}：{}\n", at(told), met(told.holds)));
    }
    let at_court = standing.tally.settled.at_court;
    if at_court > 0 {
        text.push_str(&format!("  其中 {at_court} 件在法院审理中，此处按错误计\n"));
    }
    if standing.by_seller().is_some() {
        let (sellers, least) = (standing.tally.sellers, standing.least_sellers());
        text.push_str(&format!("下架且维持的不同卖家：{sellers} 个\n"));
        text.push_str(&format!("  要求：不少于 {least} 个：{}\n", met(sellers >= least)));
    }
    text
}

/// What would remove a member.
pub(super) fn removal(standing: &Standing) -> String {
    let Some(least) = standing.least_wrong() else { return String::new() };
    let fell = ("下架未维持率", "已下架的商品中，被推翻、撤回或更正的");
    let mut text = format!(
        "移出须有证明：以全部结果（无论是否已满期限，每个卖家只计最近的）计算，且其中至少 {least} 件为错误：\n"
    );
    for (told, (name, what)) in standing.told_of_removal().iter().zip([TAKEDOWNS, fell]) {
        text.push_str(&line(name, what, told));
        let proved = if told.holds { "已证明" } else { "未证明" };
        text.push_str(&format!("  该限值{}即证明不合格：{proved}\n", at(told)));
    }
    let at_court = standing.tally.all.at_court;
    if at_court > 0 {
        text.push_str(&format!("  其中 {at_court} 件在法院审理中，此处按正确计\n"));
    }
    text.push_str(&match standing.failures_to_proof() {
        Some(0) => "成员如有此等数字，即处于观察期，期满移出。\n".to_owned(),
        Some(n) => format!("如再连续有 {n} 件下架未能维持，即为已证明。\n"),
        None => String::new(),
    });
    text
}

pub(super) fn next(standing: &Standing) -> String {
    match standing.successes_needed() {
        Some(0) if standing.by_seller().is_some() => "已达到准入要求。".to_owned(),
        Some(0) => "两项要求均已达到。".to_owned(),
        Some(n) if standing.by_seller().is_some() => {
            format!("准入还需要连续 {n} 件下架且维持、已满期限、各涉及其他卖家的投诉。")
        }
        Some(n) => format!("还需要连续 {n} 件下架且维持的投诉。"),
        None => "在此期间内，再多的投诉也无法达到要求。".to_owned(),
    }
}

const fn claim_words(claim: Claim) -> &'static str {
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

/// A finding of misuse.
pub(super) fn finding(it: &MisuseFinding) -> String {
    let (hits, of) = (it.figures.hits, it.figures.of);
    let (what, whom, knowing) = match it.pattern {
        Pattern::UnfoundedComplaints => (
            format!(
                "已作决定的 {of} 件投诉中，{hits} 件未能成立：措施因卖家异议而终止，或投诉因明显无依据而被驳回。"
            ),
            "卖家",
            "在卖家提出异议之后才撤回",
        ),
        Pattern::CompetitorOverlap => (
            format!("已作决定的 {of} 件投诉中，{hits} 件未能成立，且贵方也在该平台销售商品。"),
            "卖家",
            "在卖家提出异议之后才撤回",
        ),
        Pattern::ReusedDocuments => (
            format!("{of} 件投诉中，{hits} 件所依据的文件此前已由他人为另一权利人提交。"),
            "卖家",
            "附有此类文件",
        ),
        Pattern::BulkWithdrawals => {
            (format!("已结束的 {of} 件投诉中，{hits} 件被撤回。"), "卖家", "在卖家提出异议之后才撤回")
        }
        Pattern::RepeatInfringement => (
            format!("针对商品采取的 {of} 项措施中，{hits} 项维持有效。"),
            "权利",
            "所涉权利此前已有其他商品因之下架",
        ),
        Pattern::UnfoundedObjections => {
            (format!("已作决定的 {of} 件反通知和申诉中，{hits} 件未获支持。"), "权利", "似属明知")
        }
    };
    let (first, last) = it.days();
    let figures = it.figures;
    let mut text =
        format!("{what}\n涉及的{whom}：{} 个。\n时间：{first} 至 {last}（UTC）。\n", figures.harmed);
    if figures.hours_down > 0 {
        text.push_str(&format!("不应下架的商品合计下架 {} 小时。\n", figures.hours_down));
    }
    if figures.knowing > 0 {
        text.push_str(&format!("其中 {} 件{knowing}。\n", figures.knowing));
    }
    text
}
