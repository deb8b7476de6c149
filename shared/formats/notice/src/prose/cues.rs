//! The words by which a text tells what an address is there for.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::urls::Found;

/// What a phrase hints at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// Something infringes, is copied, is a fake.
    Infringes,
    /// Something shall be taken down.
    Remove,
    /// Copies of something at other places: forks, mirrors, other listings of the seller.
    Copies,
    /// Something is the complainant's own.
    Own,
    /// Something is the original work, the genuine goods, the registered right.
    Original,
    /// Terms of use, licences, law.
    Terms,
    /// Something proves: a picture, a comparison, a test purchase.
    Proof,
    /// An earlier letter, ticket or notice.
    Letter,
    /// The accused person: account, profile, contact.
    Person,
    /// What stands under letters by custom.
    Footer,
}

impl Cue {
    /// How many there are.
    pub(super) const COUNT: usize = Self::ALL.len();
    /// All, in order.
    pub(super) const ALL: [Self; 10] = [
        Self::Infringes,
        Self::Remove,
        Self::Copies,
        Self::Own,
        Self::Original,
        Self::Terms,
        Self::Proof,
        Self::Letter,
        Self::Person,
        Self::Footer,
    ];
}

/// The phrases of each cue in lower case, with commas between: English, Chinese, and the commonest of other
/// languages. A Latin phrase counts from the start of a word, so that `infring` finds each of its forms.
const PHRASES: &[(Cue, &str)] = &[
    (
        Cue::Infringes,
        "infring, counterfeit, fake, knock-off, knockoff, replica, pirat, stolen, steal, stole, copied, \
         copying, copies our, copies my, plagiar, leak, unauthori, without permission, without authori, \
         without our, without my, illegal, unlawful, violat, crack, accused, reported, offending, uploaded, \
         reupload, re-upload, republish, redistribut, misus, confidential, proprietary, in question, imitat, \
         not genuine, exposes, exposed, contains our, contains my, 侵权, 侵權, 侵犯, 假货, 假貨, 假冒, 仿冒, \
         冒牌, 盗版, 盜版, 盗图, 盗用, 抄袭, 抄襲, 山寨, 未经授权, 未經授權, 被投诉, 涉嫌, 涉案, 售假, \
         fälschung, verletz, contrefa, falsifi, infracc, infrac, violazion, нарушен, 侵害, 偽物, 침해",
    ),
    (
        Cue::Remove,
        "remov, take down, taken down, takedown, take-down, taking down, delet, disable, delist, shut down, \
         block, entire repositor, whole repositor, entire listing, full repository, 下架, 删除, 刪除, 屏蔽, \
         断开链接, 移除, entfern, supprim, retir, elimin, удал, 削除, 삭제",
    ),
    (
        Cue::Copies,
        "fork, mirror, clone, duplicat, other listings, also at, same seller, additional url, \
         following repositor, following link, following url, following listing, 以下链接, 以下商品, \
         如下链接, 同款",
    ),
    (
        Cue::Own,
        "our own, my original, our original, my own, our website, our web site, my website, our site, our store, our shop, my shop, \
         my store, our page, our homepage, our company, our brand, our product, my product, our official, \
         my repo, my etsy, our etsy, my amazon, our amazon, our ebay, my ebay, i designed, we designed, my design, our design, my novel, my music, my song, my photo, our photo, my picture, our picture, my image, our image, my artwork, our artwork, our repo, my github, our github, my code, our code, my project, our project, my work, \
         our work, my book, our book, my plugin, our plugin, my app, our app, owned by, we own, i own, \
         i created, i wrote, i made, i developed, we developed, we created, i am the author, \
         i am the creator, created by me, written by me, belongs to, copyright owner, copyright holder, \
         rights owner, rights holder, brand owner, trademark owner, my company, 我司, 我方, 本公司, 我们的, \
         我們的, 我的, 自有, unsere, notre, nuestr, 権利者",
    ),
    (
        Cue::Original,
        "original, official, genuine, authentic, authori, legitimate, copyrighted work, copyright_work, \
         work_url, copyrighted material, copyrighted content, registered, registration, trademark, \
         trade mark, patent, upstream, source of, based on, 正品, 官方, 官网, 官網, 旗舰店, 旗艦店, 原作, \
         原创, 原創, 正版, 原图, 注册, 註冊, 作品, 权利, 權利",
    ),
    (
        Cue::Terms,
        "license, licence, licensing, eula, terms of, terms and, policy, policies, guide, agreement, gpl, \
         conditions, 许可, 协议, 条款, 规则, lizenz, directive, u.s.c, statute",
    ),
    (
        Cue::Proof,
        "screenshot, screen shot, comparison, compare, evidence, proof, proves, for reference, reference, \
         commit, test purchase, test buy, invoice, receipt, archive, attached, example, certificate, 截图, \
         截圖, 对比, 對比, 证据, 證據, 凭证, 购买记录, 订单, 参考, 比对, 公证, beweis, preuve, prueba",
    ),
    (
        Cue::Letter,
        "previous notice, earlier notice, previous dmca, previously, prior notice, dmca notice, our notice, \
         notice at, ticket, complaint number, case number, counter notice, counter-notice, 此前投诉, \
         投诉编号",
    ),
    (
        Cue::Person,
        "contact, profile, account, user, username, owner of the repo, linkedin, facebook, twitter, \
         their website, e-mail, email, his website, 卖家, 店主, 掌柜, 联系, 账号, 賣家",
    ),
    (
        Cue::Footer,
        "unsubscribe, privacy policy, privacy notice, sent from, sent with, follow us, sent via, \
         view in browser, confidentiality notice, disclaimer, 退订, 隐私政策, 关注我们, 发自我的, abmelden, \
         se désabonner, cancelar suscripción",
    ),
];

fn phrases() -> impl Iterator<Item = (Cue, &'static str)> {
    PHRASES.iter().flat_map(|(cue, phrases)| phrases.split(',').map(|phrase| (*cue, phrase.trim())))
}

/// A cue found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// What it hints at.
    pub(super) cue: Cue,
    /// Offset of its first byte.
    pub(super) start: usize,
}

static CUES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(phrases().map(|(_, phrase)| phrase))
        .ok()
});

static OF_PHRASE: LazyLock<Vec<Cue>> = LazyLock::new(|| phrases().map(|(cue, _)| cue).collect());

/// The cues in a text, in order of appearance. Phrases do not overlap: the longest one counts.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let Some(cues) = CUES.as_ref() else { return Vec::new() };
    let bytes = text.as_bytes();
    let starts_word = |start: usize| {
        let letter = bytes[start].is_ascii_alphabetic();
        !letter || start == 0 || !bytes[start - 1].is_ascii_alphanumeric()
    };
    cues.find_iter(text)
        .filter(|found| starts_word(found.start()))
        .filter_map(|found| {
            let cue = *OF_PHRASE.get(found.pattern().as_usize())?;
            Some(Hit { cue, start: found.start() })
        })
        .collect()
}

/// The hits outside of addresses: a word in an address says nothing of the text.
pub(super) fn outside(mut hits: Vec<Hit>, found: &[Found]) -> Vec<Hit> {
    let mut next = 0;
    hits.retain(|hit| {
        while found.get(next).is_some_and(|found| found.end <= hit.start) {
            next += 1;
        }
        found.get(next).is_none_or(|found| hit.start < found.start)
    });
    hits
}

/// How often each cue occurs before each hit: any stretch is counted in logarithmic time.
pub(super) struct Counts<'a> {
    hits: &'a [Hit],
    sums: Vec<[u32; Cue::COUNT]>,
}

impl<'a> Counts<'a> {
    pub(super) fn new(hits: &'a [Hit]) -> Self {
        let mut sums = Vec::with_capacity(hits.len() + 1);
        let mut sum = [0; Cue::COUNT];
        sums.push(sum);
        for hit in hits {
            sum[hit.cue as usize] += 1;
            sums.push(sum);
        }
        Self { hits, sums }
    }

    /// The last cue of a stretch that is one of `cues`, looking back a few hits.
    pub(super) fn last_within(&self, (start, end): (usize, usize), cues: &[Cue]) -> Option<Cue> {
        let to = self.hits.partition_point(|hit| hit.start < end);
        let near = self.hits[..to].iter().rev().take(8).take_while(|hit| hit.start >= start);
        near.map(|hit| hit.cue).find(|cue| cues.contains(cue))
    }

    /// How often each cue occurs in a stretch.
    pub(super) fn within(&self, (start, end): (usize, usize)) -> [u32; Cue::COUNT] {
        let from = self.hits.partition_point(|hit| hit.start < start);
        let to = self.hits.partition_point(|hit| hit.start < end).max(from);
        let mut counts = self.sums[to];
        for (count, before) in counts.iter_mut().zip(self.sums[from]) {
            *count -= before;
        }
        counts
    }
}
