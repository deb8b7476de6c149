# 以从句表述的理由：工作人员决定什么、因何驳回、规则受何限制、缺少什么。

asked-who_complains = 投诉是否来自其所写明的人
asked-non_holder = 是否依据既非权利人亦非其代理人者的通知采取措施
asked-unregistered_right = 所依据的权利是否存在并属于投诉人，因为没有注册可以证明
asked-unverified_right = 该权利的文件是否证明所述内容
asked-needs_expert = 是否侵犯该权利，这需要专业知识
asked-conflict = 本投诉与该商品的其他争议应如何权衡
asked-mark_unclear = 该商品是否使用了该商标，因为其并未明确提及
asked-nominative_use = 该商品是否仅为说明用途而提及该商标
asked-likeness = 该商品被说成与该商标的商品相似，是否因此利用了该商标
asked-authorised_seller = 商品信息称商品并非权利人的商品，权利人的许可是否及于该商品
asked-resale = 商品是否为可以转售的正品
asked-lawful_use = 该商品提及该商标是否属于法律允许的使用
asked-figurative_mark = 该商品是否展示了该商标（该商标未登记为纯文字商标）
asked-goods_differ = 该权利是否涵盖类别不同的该商品
asked-goods_unknown = 该权利是否涵盖类别不明的该商品
asked-nothing_compared = 该商品是否侵犯该权利，因为程序的比对不能说明这一点
asked-decided_before = 是否作出不同于此前人工驳回的决定
asked-document_added = 补充的文件是否改变本应驳回的结果
asked-right_in_grace = 该权利是否已经续展
asked-part_of_territory = 是否以及在何处采取措施，因为该权利仅在部分地区有效
asked-listing_unsettled = 是否对多次被修改的该商品采取措施
asked-automatic_stopped = 如何处理，因为对此类案件的自动决定已经停止
asked-new_complainant = 新投诉人涉及大量商品的投诉是否成立
asked-proof_missing = 主张是否成立，因为没有附其所需的证明
asked-members_only = 主张是否成立，因为程序仅对诚信投诉机制成员的此类主张作出决定
asked-policy = 如何处理，因为运营方将此类案件交由工作人员决定

floor-policy = 有{ $findings }所述情况的，程序不得认定投诉成立
floor-unknown = 程序认定投诉成立所必须了解的情况没有全部记录在案
floor-members_only = 对此类主张，程序只可以认定诚信投诉机制成员的投诉成立
floor-nothing_compared = 只有在商品与权利的比对显示了所主张的内容时，程序才可以认定投诉成立，而本案没有这样的比对
floor-document_added = 在没有人阅读过可能补正缺陷的文件之前，程序不得驳回投诉
floor-who_complains = 对身份未经证明者的投诉，程序不得驳回
floor-non_holder = 在法律受理任何人通知的地方，程序不得因投诉人不是权利人而驳回投诉
floor-other = 该决定须由工作人员作出

lacks-explanation = 说明该商品为何侵权
lacks-location = 商品链接
lacks-name = 投诉人的姓名或名称
lacks-email = 投诉人的电子邮箱
lacks-good_faith = 善意声明
lacks-right = 所依据的权利
lacks-postal_address = 投诉人的通讯地址
lacks-telephone = 投诉人的电话号码
lacks-perjury = 愿承担伪证责任的声明
lacks-signature = 签名
lacks-evidence = 侵权的证据
lacks-truth = 对通知真实性的保证
lacks-by-law = { $element }（依据：{ $law }）

office-EM = 欧盟知识产权局（EUIPO）
office-US = 美国专利商标局（USPTO）
office-US-copyright = 美国版权局
office-CN-copyright = 中国国家版权局
office-CN = 中国国家知识产权局（CNIPA）
office-GB = 英国知识产权局（UKIPO）
office-DE = 德国专利商标局（DPMA）
office-WO = 世界知识产权组织（WIPO）
office-IB = 世界知识产权组织国际局
office-EP = 欧洲专利局（EPO）
office-other = 代码为 { $code } 的机构（WIPO 标准 ST.3）

territory-EU = 欧盟
territory-US = 美国
territory-CN = 中华人民共和国
territory-GB = 英国
territory-other = 代码为 { $code } 的地区（ISO 3166）

list-join = { $first }；{ $last }
