//! What a text is, and what it claims.

use case::Claim;

use crate::{Class, text};

/// The words for each claim. Where several are named, the first in this order counts.
const CLAIMS: &[(Claim, &[&str])] = &[
    (Claim::TestPurchase, &["test purchase", "test buy", "购样", "抽样购买"]),
    (Claim::ParallelImport, &["parallel import", "grey market", "gray market", "平行进口", "平行輸入"]),
    (Claim::TradeSecret, &["trade secret", "商业秘密", "商業秘密"]),
    (Claim::PiratedMedia, &["pirated", "piracy", "盗版", "盜版"]),
    (Claim::ShopName, &["shop name", "store name", "店铺名称", "店鋪名稱"]),
    (
        Claim::SimilarMark,
        &["similar mark", "similar trademark", "confusingly similar", "近似商标", "近似商標"],
    ),
    (Claim::MarkOnGoods, &["logo on", "mark on the goods", "mark on goods"]),
    (Claim::Counterfeit, &["counterfeit", "fake", "假货", "假冒", "仿冒", "冒牌", "假貨"]),
    (Claim::Copyright, &["copyright", "dmca", "版权", "著作权", "盗图", "版權", "著作權"]),
    (
        Claim::Design,
        &[
            "registered design",
            "community design",
            "design right",
            "design infringement",
            "外观设计",
            "外觀設計",
        ],
    ),
    (Claim::Patent, &["patent", "专利", "專利"]),
    (Claim::GeographicalIndication, &["geographical indication", "地理标志", "地理標誌"]),
    (Claim::TrademarkMisuse, &["trademark", "trade mark", "商标", "商標"]),
];

/// The claim that a short text names.
pub(crate) fn claim_named(text: &str) -> Option<Claim> {
    let text = text.to_lowercase();
    CLAIMS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(claim, _)| *claim)
}

/// The claim that a long text speaks of most. Counterfeits are spoken of under trade marks.
pub(super) fn claim_of(text: &str) -> Option<Claim> {
    let text = text.to_lowercase();
    let count = |wanted: Claim| -> usize {
        let words = CLAIMS.iter().filter(|(claim, _)| *claim == wanted).flat_map(|(_, words)| words.iter());
        words.map(|word| text.matches(word).count()).sum()
    };
    let counterfeit = count(Claim::Counterfeit);
    let marks = if counterfeit > 0 { Claim::Counterfeit } else { Claim::TrademarkMisuse };
    [
        (counterfeit + count(Claim::TrademarkMisuse), marks),
        (count(Claim::Copyright), Claim::Copyright),
        (count(Claim::Design), Claim::Design),
        (count(Claim::Patent), Claim::Patent),
        (count(Claim::GeographicalIndication), Claim::GeographicalIndication),
    ]
    .into_iter()
    .rev()
    .max_by_key(|(count, _)| *count)
    .filter(|(count, _)| *count > 0)
    .map(|(_, claim)| claim)
}

/// What phrases in lower case, commas between, say for a class. Each phrase counts once.
const CLASSES: &[(Class, u32, &str)] = &[
    (
        Class::CounterNotice,
        8,
        "mistake or misidentification, mistake or mis-identification, result of a mistake, result of mistake, \
         misidentification of the material, consent to the jurisdiction, consent to jurisdiction, accept service of process, \
         dispute the notice, dispute this notice, dispute this claim, the content owner, guide to filing a dmca counter, guide to submitting a dmca counter, 512(g), \
         this is a counter, my counter, submit a counter notice, submitting a counter, filing a counter, file a counter, \
         反通知, 不侵权声明, 不侵權聲明, 不存在侵权行为, 未构成侵权, 不构成侵权, gegendarstellung, contre-notification, contranotificación",
    ),
    (
        Class::CounterNotice,
        3,
        "counter notice, counter-notice, counternotice, counter notification, counter-notification, \
         was removed by mistake, false claim, falsely claim, invalid takedown, takedown was invalid, was taken down, wrongly removed, wrongfully removed, was disabled, been disabled, \
         reinstate, restore my, restore access, please restore, make changes to my repo, does not infringe, do not infringe, not infringing, \
         恢复链接, 恢复商品, 恢复销售, 申诉, 错误投诉, 恶意投诉",
    ),
    (
        Class::Retraction,
        11,
        "retract, withdraw, rescind, revoke my, revoke our, revoke the, cancel my complaint, cancel our complaint, cancel the notice, redact my, \
         reenable, re-enable, brought back, be revoked, dmca revoked, remove the takedown, remove my takedown, remove part of my, \
         cancel my notice, reject this notice, reject this counter, has reversed, reconsidered the takedown, reverse the takedown, reversal of, \
         撤回投诉, 撤销投诉, 撤回投訴, 撤销该投诉, 取消投诉, 撤诉, 撤回通知, 撤回对, zurückziehen, ziehe ich, retirer ma plainte, retirar la reclamación",
    ),
    (
        Class::Retraction,
        3,
        "no longer wish, resolved the issue, settled the matter, reconsidered, filed in error, sent in error, 已和解, 误投诉",
    ),
    (
        Class::Complaint,
        5,
        "not authorized by the copyright owner, not authorised by the copyright owner, reported content must be removed, \
         authorized to act on the copyright owner, infringing web pages, exclusive right that is allegedly infringed, \
         takedown request, notice of infringement, infringement notice, notice of copyright infringement, \
         without our permission, without my permission, sells counterfeit, selling counterfeit, please remove, please take down, please take it down, \
         please delete, please disable, immediately remove, expeditiously, are infringing, is infringing, allegedly infringing, \
         entire repository is infringing, request removal, 请下架, 立即下架, 请删除, 投诉如下, 侵权商品, 侵权链接, 售假, \
         未经授权, 未经我司, 请处理",
    ),
    (
        Class::Complaint,
        3,
        "i am the copyright, copyright owner, copyright holder, infring, counterfeit, fake, stolen, copied my, copied our, \
         take down, takedown, removed, removal, dmca, replica, pirated, plagiar, leaked, confidential, proprietary, trademark, \
         copyright, rights owner, rights holder, our patent, \
         侵权, 侵權, 投诉, 投訴, 假冒, 假货, 盗版, 盗用, 抄袭, 下架, 删除, 商标, 版权, 专利, verletz, fälschung, contrefa, \
         falsific, infracci, violazione, нарушен, 侵害, 偽物, 침해, inbreuk, namaak",
    ),
];

/// How much of a class's score may come from its weaker phrases.
const MOST_WEAK: u32 = 9;

/// The class of a text by its wording; where two classes score the same, it is a complaint.
///
/// A counter-notice speaks of infringement as every complaint does, and a retraction of both: so the phrases
/// that only they use weigh more.
pub(super) fn class_of(subject: &str, text: &str) -> Class {
    let text = text::line(&format!("{subject}\n{text}")).to_lowercase().replace('’', "'");
    let score = |wanted: Class| -> u32 {
        let tables = CLASSES.iter().filter(|(class, _, _)| *class == wanted);
        tables
            .map(|(_, weight, phrases)| {
                let found = phrases.split(',').filter(|phrase| text.contains(phrase.trim())).count();
                let sum = weight.saturating_mul(u32::try_from(found).unwrap_or(u32::MAX));
                if *weight > 3 { sum } else { sum.min(MOST_WEAK) }
            })
            .sum()
    };
    [Class::Retraction, Class::CounterNotice, Class::Complaint]
        .into_iter()
        .max_by_key(|class| score(*class))
        .filter(|class| score(*class) > 0)
        .unwrap_or(Class::NotOurs)
}
