# 规则所查看的事项：每一事项可能的认定，各为一句。

input-elements = 投诉的必备内容
    .complete = 投诉包含此类通知必须具备的全部内容。
    .missing = 投诉缺少此类通知必须具备的内容。

input-claim = 主张
    .counterfeit = 投诉称，所售商品为假冒商品。
    .counterfeit_test_purchase = 投诉称，所售商品为假冒商品，并已通过试购查明。
    .trademark_misuse = 投诉称，该商品的文字未经许可使用了商标。
    .mark_on_goods = 投诉称，商品实物或其图片上未经许可使用了商标。
    .similar_mark = 投诉称，在类似商品上使用了与商标近似的标志。
    .shop_name = 投诉称，未经许可将商标用作店铺名称。
    .parallel_import = 投诉称，商品为正品，但商标权人并未将其投放于该地区市场。
    .copyright = 投诉称，未经许可复制了受保护的作品。
    .pirated_media = 投诉称，所提供的是音像制品或软件的非法复制品。
    .design = 投诉称，未经许可仿制了注册外观设计。
    .patent = 投诉称，未经许可使用了专利发明。
    .geographical_indication = 投诉称，未经许可使用了受保护的地理标志。
    .trade_secret = 投诉称，未经许可使用或披露了商业秘密。
    .other = 投诉称存在其他类型的侵权，其内容见投诉的说明。

input-gravity = 所主张行为的严重程度
    .general = 平台规则将侵权分为两级，所主张的行为属于其中较轻的一级（一般侵权）：未经许可使用商标或作品。
    .serious = 平台规则将侵权分为两级，所主张的行为属于其中较重的一级（严重侵权）：商品或复制品本身违法。

input-evidence = 证据
    .attached = 投诉附有证据。除此处所述图片比对外，程序没有审查该证据。
    .none = 投诉没有附证据。

input-notices_from = 受理何人的通知
    .anyone = 适用的法律受理任何个人或实体的通知（欧盟第 2022/2065 号条例第 16 条第 1 款）。
    .authorised = 此类通知须由权利人或者经授权代权利人行事的人提出。

input-proof = 投诉人的身份证明
    .none = 没有任何情况证明投诉来自其所写明的人。
    .account_secret = 投诉附有某一账户的密钥，该密钥仅提供给该账户的人员。
    .mail = 投诉以电子邮件提交，收到时发件人域名已通过验证（DMARC）。
    .link = 投诉已通过发送至其所填邮箱的链接得到确认。
    .api_key = 投诉由某一账户的计算机系统以该账户的密钥提交。

input-listing = 商品
    .visible = 平台当时向公众展示该商品。
    .hidden = 该商品存在于平台，但当时未向公众展示。
    .unsettled = 平台当时向公众展示该商品。在程序认定投诉成立之后、能够下达措施之前，该商品曾多次被修改。
    .long_hidden = 该商品存在于平台但未向公众展示；程序等待隐藏商品恢复展示的时间已经届满，其间曾再次查看。
    .gone = 平台答复称没有该商品。
    .not_asked = 没有向平台查询该商品。

input-right = 权利
    .unknown = 登记簿中没有投诉所依据的权利。这并不表示该权利不存在。
    .pending = 根据登记簿，该权利仍在申请中，尚未注册。
    .unverified = 该权利已列入登记簿，但其已注册且有效尚未经核验。
    .rejected = 该权利已列入登记簿，但其文件未通过审核。
    .grace = 根据登记簿，注册期限已经届满，但仍可续展。
    .expired = 根据登记簿，注册期限已经届满，且不能再续展。
    .ended = 根据登记簿，该权利在期限届满之前已经终止。
    .unregistered = 登记簿将该权利列为无需在任何机构注册即存在的权利。
    .in_force = 根据登记簿，该权利已注册并且有效，其文件已通过核验。

input-form = 权利保护的内容
    .words = 登记簿将该商标列为文字商标。
    .figurative = 登记簿将该商标列为并非仅由文字构成的商标。
    .unknown = 登记簿未说明该商标是否仅由文字构成。
    .no_mark = 登记簿中的该权利不是商标。

input-territory = 权利的地域效力
    .covered = 根据登记簿，该权利的效力及于{ $territory }。
    .part = 根据登记簿，该权利的效力仅及于{ $territory }的一部分。
    .outside = 登记簿中没有投诉所依据且效力及于{ $territory }的权利。

input-authority = 投诉人的权限
    .account_secret = 投诉附有某一账户的密钥；投诉所填邮箱并未就该权利备案。
    .on_file = 投诉人已就该权利备案，可以依据该权利行事。
    .none = 备案材料中没有任何内容表明投诉人可以依据该权利行事。

input-mark = 商品文字中的商标
    .act = 商品标题包含该商标，程序在标题、属性和描述中均没有发现不宜将其视为该商标的情况。
    .desk = 程序在商品文字中发现了该商标，但其方式尚不足以由程序自行据以采取措施。
    .note = 商品文字包含该商标，但其方式属于可以合法提及他人商品的方式。
    .absent = 程序没有在商品文字中发现该商标。
    .no_words = 没有可供查找的文字商标。

input-use = 商品似以何种用途提及商标或展示作品
    .none = 程序在标题、属性和描述中均没有发现表明商标或作品用于某种可能合法用途的内容。
    .resale = 按其文字，该商品系转售权利人的商品。是否属实未经查验。
    .parallel_import = 按其文字，该商品未经商标权人的经销渠道进口。是否属实未经查验。
    .not_for_sale = 按其文字，该商品信息并非出售商品。是否属实未经查验。
    .parody = 按其文字，该商品是对其所提及或展示对象的戏谑。是否属实未经查验。
    .about_or_review = 按其文字，该商品只是介绍权利人的商品或作品，并不提供它们。是否属实未经查验。
    .part_or_repair = 按其文字，所提供的是用于权利人商品的物品。是否属实未经查验。
    .accessory = 按其文字，所售为与商标权人商品配套的物品。是否属实未经查验。
    .fit = 按其文字，该商品说明了其适用的对象。是否属实未经查验。
    .likeness = 按其文字，该商品被说成与该商标的商品相似。
    .denial = 商品文字称该商品不属于该商标。是否属实未经查验。
    .name_or_word = 所发现的文字也可能另有含义，并非指该商标。
    .doubtful = 所发现的文字可能并非该商标。
    .unknown = 没有查看商品文字。

input-classes = 商品类别
    .fit = 平台所示的商品类别（尼斯分类）中至少有一个属于该权利的类别。
    .differ = 平台所示的商品类别（尼斯分类）均不属于该权利的类别。
    .unknown = 不清楚商品是否属于该权利的类别（尼斯分类）。

input-seller = 对卖家的授权
    .authorised = 该卖家是权利人写明有权提供有关商品的卖家。
    .other_goods = 该卖家是权利人写明有权提供有关商品的卖家，但按其文字，所售商品并非权利人的商品。
    .not_listed = 该卖家不在权利人写明有权提供有关商品的卖家之列。

input-standing = 投诉人的诚信投诉机制成员资格
    .member = 就此类投诉而言，投诉人是运营方诚信投诉机制的成员。
    .probation = 就此类投诉而言，投诉人是运营方诚信投诉机制的成员，但已受到警告。
    .none = 该投诉没有作为运营方诚信投诉机制成员的投诉对待。

input-misuse = 滥用投诉
    .clear = 当时投诉人没有因滥用投诉而受到仍然有效的警告或暂停处理。
    .warned = 投诉人此前因滥用投诉受到警告。
    .suspended = 因滥用投诉，投诉人的投诉被暂停处理。

input-history = 对投诉人的了解
    .new = 投诉人的投诉中导致下架且下架维持有效的数量，少于运营方对熟悉的投诉人所要求的数量。
    .known = 投诉人的投诉中导致下架且下架维持有效的数量，达到运营方对熟悉的投诉人所要求的数量。

input-size = 投诉涉及的商品数量
    .few = 该投诉涉及的商品，以及新投诉人近期各项投诉合计涉及的商品，均没有超过运营方对新投诉人无需审查即可受理的数量。
    .many = 该投诉涉及的商品，或者新投诉人近期各项投诉合计涉及的商品，超过了运营方对新投诉人无需审查即可受理的数量。

input-conflict = 该商品的其他争议
    .none = 没有发现需要人工权衡的、其他案件中关于该商品的争议。
    .open = 另一权利人依据保护相同对象的权利就该商品提出的投诉正等待人工决定。
    .restored = 在就同一事项提出的先前投诉之后，已决定恢复该商品。

input-picture = 图片比对
    .same = 按 PDQ 哈希值，商品的一张图片与经人工审核并登记为该商标本身或该作品的图片相同。
    .near = 按 PDQ 哈希值，商品的一张图片与用于比对的图片相似，应由人工查看。
    .different = 按 PDQ 哈希值，商品的图片均与用于比对的图片不相似。
    .not_compared = 没有将该商品当时的图片与该权利的图片进行比对。

input-text = 文字比对
    .same = 该权利的一份经人工阅读的文字，除众人写法相同的句子外，至少有五分之四逐字出现在商品信息中。
    .near = 该权利的一份文字中有一段逐字出现在商品信息中，但不足该文字的五分之四。
    .different = 该权利的文字中没有任何一段逐字出现在商品信息中。
    .not_compared = 该权利没有提交文字，或者投诉不涉及文字。

input-earlier = 此前的人工决定
    .none = 没有发现经人工驳回仍然有效的、就同一事项提出的投诉。
    .declined = 就同一事项针对该商品提出的投诉曾经人工驳回，且驳回仍然有效。

input-cure = 可能补正先前驳回事由的文件
    .none = 该投诉不是在先前投诉之后附证据再次提交的投诉。
    .document = 该投诉是在先前投诉之后附证据再次提交的投诉。

input-automatic = 自动决定是否停止
    .allowed = 运营方没有停止对此类案件的自动决定。
    .stopped = 运营方已停止对此类案件的自动决定。

operation-exact = 与登记在案的该商标的一个名称完全相同
operation-alias = 与权利人提供的该商标的另一名称完全相同
operation-normalised = 除大小写、空格、符号或附加符号外，与登记在案的该商标的一个名称字母相同
operation-traditional = 以简繁体中与注册文字不同的一种书写
operation-joined = 将其各词连写
operation-fullwidth = 以全角字母书写
operation-zero_width = 字母之间夹有不可见字符
operation-bidi = 字母之间夹有书写方向控制符
operation-mathematical = 以装饰字母书写
operation-confusable = 以其他文字中外形相近的字母书写
operation-diacritic = 字母上加了附加符号
operation-spaced = 每个字母之间都有空格
operation-punctuated = 字母之间夹有符号
operation-split = 分成几段书写，各段之间有空格
operation-leet = 以其他符号代替部分字母
operation-masked = 遮去其中一字
operation-pinyin = 以拼音书写
operation-half_pinyin = 部分以拼音书写
operation-homophone = 以同音字书写
operation-look_alike = 以形近字书写
operation-transliterated = 以另一种文字书写其读音
operation-vowelless = 略去元音
operation-one_edit = 所写文字与其相差一个字母
operation-two_edits = 所写文字与其相差两个字母
operation-other = 以代码为“{ $code }”的方法
