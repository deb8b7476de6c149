# 页面。

site-skip = 跳到正文
site-languages = 语言
site-own-name = 中文
site-comma = 、
site-colon = ：
site-bracketed = { $text }（{ $remark }）
site-footer = 知识产权投诉按明确的规则核查；规则无法判断的，由工作人员审查。每项决定都说明理由。
reference = 编号

errors-prefix = 请检查：
errors-title = { $count ->
       *[other] 有 { $count } 处需要您留意
    }
advice-title = 提交前请核对
advice-despite = 我们的登记信息可能已过时。如果一切无误，您仍可提交，由工作人员审查。
error-required = { $field }：请填写此项。
error-demanded = { $field }：请填写此项（{ $law } 要求）。
error-invalid = { $field }：无法读取，请检查后重新提交。
error-too_long = { $field }：内容过长，请不要超过 { $most } 个字符。
error-too_short = { $field }：请用一句话以上写明事实。
error-too_many_listings = { $field }：一份投诉最多包含 { $most } 个商品，其余请另行投诉。
error-not_a_listing = { $field }第 { $line } 行：“{ $value }”不是我们受理的平台上的商品。请复制商品的完整链接。
error-not_an_email = { $field }：这不是有效的电子邮箱，请检查是否输入有误。
error-mail_comes_back = { $field }：我们发往该地址的邮件被退回，请填写可以正常收信的邮箱。
error-not_an_office = { $field }：请填写注册机构的两位字母代码，例如 EM、US 或 CN。
error-not_a_number = { $field }：请按登记簿填写号码，最多 40 个字母和数字。
error-account_secret_unknown = { $field }：此密钥对该权利无效。请核对，或将此项留空；我们会发送链接，请您确认邮箱。
error-upload_missing = { $field }：没有收到“{ $name }”，或者文件已等待超过一天。请重新添加。
error-upload_media = { $field }：“{ $name }”不是图片或 PDF，或者含有可执行内容。请添加 JPEG、PNG、GIF、WebP 或 PDF 文件。
error-upload_too_large = { $field }：“{ $name }”超过 { $most } MB，请添加较小的文件。
error-upload_too_many = { $field }：最多可以添加 { $most } 个文件。
error-upload_malformed = { $field }：无法读取该附件，请移除后重新添加。
error-not_a_class = { $field }：请填写 1 至 45 的类别号，例如 18, 25。
error-no_right_named = { $field }：您没有写明权利。如果您是权利人或其代理人，请填写；否则需先由工作人员查看。
error-right_unknown = { $field }：我们的登记信息中没有此号码，请核对。如果号码无误，将由工作人员与注册机构的登记簿核对。
error-right_other_kind = { $field }：此号码属于另一类权利，请选择以该权利为依据的投诉类型。
error-right_not_in_force = { $field }：根据我们的登记信息，该权利目前无效，据此提出的投诉将被驳回。
error-right_elsewhere = { $field }：该权利在您所投诉商品的部分销售地（{ $territory }）没有效力，针对这些商品的投诉将被驳回。
error-right_other_goods = { $field }：该权利不包括您所填写的商品类别。
error-not_the_holder = { $field }：该邮箱既不属于权利人，也不属于获授权处理该平台投诉的代理人，在欧盟由工作人员先行查看；在其他地区投诉将被驳回。
error-breaks_rule = 报告不符合其格式的规则：{ $path }（规则原文：{ $rule }）。

form-title = 投诉侵犯您权利的商品
form-lead = 供商标、著作权、外观设计、专利和地理标志的权利人及其代理人使用；在欧盟，任何人都可以举报商品。无需注册账户，大约需要五分钟。
form-optional = （选填）
form-only-of-work = （投诉不以注册权利为依据时填写）
form-claim = 该商品有什么问题？
form-only = 仅显示某一类型所需的内容（请先选择，否则已填写的内容会丢失）：
form-step-listings = 哪些商品？
form-step-right = 侵犯了哪项权利？
form-step-evidence = 如何看出侵权？
form-step-you = 您是谁？
form-step-statements = 您的声明
form-listings = 商品链接
    .hint = 每行一个，最多 1,000 个，可以一次粘贴整个列表。请从商品页面本身复制。
form-marketplaces = 我们受理以下平台上的商品：{ $names }。
form-right_office = 注册机构
    .hint = 两位字母，例如 EM（欧盟知识产权局）、US 或 CN。
form-right_number = 注册号
    .hint = 与该机构登记簿一致。
    .counterfeit = 商标的注册号，与登记簿一致，例如 018999001。
    .trademark_misuse = 商标的注册号，与登记簿一致，例如 018999001。
    .design = 外观设计的注册号，与登记簿一致，例如 008765432-0001。
    .patent = 已授权专利的号码，例如 EP1234567。仅有申请还不够。
    .geographical_indication = 受保护名称的注册号，与登记簿一致，例如 PGI-FR-0123。
form-classes = 商品类别
    .hint = 按尼斯分类，如果您知道，例如 18, 25。
form-work = 作品或其他权利客体
    .hint = 请加以描述，并说明在哪里可以看到原作，或依据什么受保护。
    .copyright = 请描述被复制的作品，并说明在哪里可以看到原作。
    .pirated_media = 请写明被销售的作品，并说明在哪里可以购买或看到正版。
    .trade_secret = 请说明是哪一类信息、如何保密。请勿披露秘密本身。
    .other = 请写明是何种权利，以及所依据的法律或合同。
form-explanation = 为什么侵犯了您的权利？
    .hint = 例如：“袖子上的标志是我们的，但针脚、标签和包装都不是。我们从未向该卖家供货。”
    .counterfeit = 如何看出商品是假货？例如：“袖子上的标志是我们的，但针脚、标签和包装都不是。我们从未向该卖家供货。”如果您试购过，请写明。
    .counterfeit_test_purchase = 何时购买、订单号是什么？如何看出收到的商品是假货？
    .mark_on_goods = 商标出现在商品的哪个部位或哪张图片中？为什么可以断定未经您许可？
    .similar_mark = 使用了什么标识、在哪里使用？为什么容易与您的商标混淆？例如：“标签写着 NORTHLICHT，商品也是夹克。”
    .shop_name = 店铺叫什么？为什么会被误认为与您有关？例如：“店名为 NORTHLIGHT 折扣店，但并非我们的经销商。”
    .pirated_media = 销售的是什么？如何看出是盗版？例如：“该影片我们只提供在线播放，而这里销售的是刻录光盘。”
    .trade_secret = 什么能证明该信息属于您、采取了保密措施并被他人获取？请勿披露秘密本身。
    .other = 对方做了什么？为什么侵犯了您所写明的权利？
    .parallel_import = 商品最初在哪里投放市场？如何得知（例如标签、语言或批号）？
    .trademark_misuse = 您的商标出现在哪里（标题、描述、关键词），实际销售的是什么？例如：“标题写着 NORTHLIGHT，但背包是其他厂家的。”
    .copyright = 哪些图片、文字或其他作品被复制，出现在商品页面的哪里？例如：“图 1 至图 3 是我们的产品照片，只是裁掉了我们的标志。”
    .design = 产品的哪些特征与您的外观设计整体印象相同？例如：“把手、比例和孔的图案与视图 1、视图 4 相同。”
    .patent = 使用了哪一项权利要求，其每一项技术特征在产品的哪里？例如：“权利要求 1：铰链 (a) 位于轴 (b) 内，见图 2、图 3。”将由具备专业知识的工作人员比对。
    .geographical_indication = 受保护的名称出现在哪里，为什么商品并非产自该地？例如：“标签写着……，但生产者的地址在……”
form-evidence = 图片或文件
    .hint = 试购照片或与正品的对比最有帮助。
    .counterfeit = 最有帮助的是：试购商品（含标签和包装）与正品放在一起的照片。
    .counterfeit_test_purchase = 自动处理须附：购样鉴定报告，含订单号和收到商品的照片。
    .trademark_misuse = 最有帮助的是：能看到您商标的截图。
    .similar_mark = 最有帮助的是：实际使用的标识与注册商标的对照。
    .shop_name = 最有帮助的是：显示店铺名称的截图。
    .parallel_import = 最有帮助的是：能看出商品面向哪个市场的标签、批号或包装照片。
    .pirated_media = 最有帮助的是：盗版与正版的对照，或购样鉴定报告。
    .trade_secret = 最有帮助的是：能证明哪些人有权知悉该信息的文件（不含秘密本身）。
    .other = 最有帮助的是：能证明您的权利及对方行为的任何材料。
    .mark_on_goods = 最有帮助的是：标出您商标的商品图片，与注册商标图样对照。
    .copyright = 最有帮助的是：原作与复制品的对照，以及能证明作品属于您的材料。
    .design = 最有帮助的是：注册视图与商品图片的对照。
    .patent = 最有帮助的是：专利文件，以及权利要求与产品的对照表。
    .geographical_indication = 最有帮助的是：标签和所标产地的照片。
form-draft = 您填写的内容会在填写时检查，并只保存在此浏览器中，直到您提交或放弃。如果电脑由多人使用，请在离开前放弃草稿。账户密钥从不保存。
form-name = 您的姓名或公司名称
    .hint = 卖家会得知投诉人是谁；知识产权事务中法律有此要求。
form-email = 电子邮箱
    .hint = 决定会发送到这里，不会向卖家公开。
form-by-law = （{ $law } 要求）
form-postal_address = 通讯地址
form-telephone = 电话
form-account_secret = 账户密钥
    .hint = 它能证明您代表品牌方，因此情况清楚的投诉可以立即决定。没有账户密钥时，我们会先通过邮件发送链接，请您确认投诉。
form-good_faith = 我善意地相信，上述内容准确、完整，且该使用未经权利人、其代理人或法律许可。
form-perjury = 我声明：本通知内容准确，我是专有权的权利人，或有权代表权利人行事；如有不实，愿承担伪证责任。
form-truth = 本人保证本通知内容真实。
form-signature = 签名
    .hint = 请输入您的全名。
form-text = 您的说明
form-statement = 您的声明
form-privacy = 您填写的内容仅用于处理本投诉，并只在法律要求的期限内保存。明知不实仍提交通知的，可能须赔偿由此造成的损失。
form-send = 提交投诉
form-send-despite = 仍然提交
form-next-title = 接下来会怎样
form-next-1 = 您会收到确认邮件，其中的链接可以随时查看进展。
form-next-2 = 我们核查权利、商品和您的声明。清楚的情况几分钟内即可决定，其余由工作人员审查。
form-next-3 = 投诉成立的，平台会下架商品；缺少内容的，我们会告诉您缺什么。
form-next-4 = 卖家会得知理由，并可以提出异议；届时您可以答复。
form-fair-title = 对双方都公平
form-fair = 没有决定就不会下架任何商品，每项决定都说明理由。双方都可以向此前未参与决定的工作人员申诉。

field-claim = 投诉类型
field-listings = 商品链接
field-right_office = 注册机构
field-right_number = 注册号
field-classes = 商品类别
field-work = 作品或其他权利客体
field-explanation = 侵权理由
field-name = 姓名或名称
field-email = 电子邮箱
field-postal_address = 通讯地址
field-telephone = 电话
field-good_faith = 善意声明
field-perjury = 伪证责任声明
field-truth = 真实性保证
field-signature = 签名
field-account_secret = 账户密钥
field-evidence = 图片或文件
field-text = 您的说明
field-ground = 反驳理由
field-court = 法院或主管部门
field-docket = 案号
field-statement = 您的声明
field-answer = 您的答复
field-confirm = 确认

filed-title = 我们已收到您的投诉
filed-lead = { $count ->
        [1] 投诉包含 1 个商品。
       *[other] 投诉包含 { $count } 个商品，我们会对每个商品分别作出决定。
    }
filed-status = 查看进展
filed-keep = 请妥善保管此链接：持有链接的人可以查看、答复和撤回投诉。
filed-next-mail = 确认邮件正在发往 { $email }，其中有同样的链接。
filed-again = 再提交一份投诉

status-title = 您的投诉
status-refresh = 正在处理中：在您不填写内容时，本页每 20 秒自动刷新。
status-under-way = 正在处理中。
status-again = 刷新
status-summary = 您提交的内容
status-filed = 提交时间
status-claim = 投诉类型
status-right = 权利
status-complainant = 投诉人
status-listings = 被投诉商品
status-explanation = 您的说明
status-cases = 商品
status-asked = 我们需要您的答复
status-none-yet = 正在登记商品，请稍后再看。
status-listing = { $marketplace } 商品 { $id }
status-history = 处理记录
status-pages = 商品分页
status-previous = 上一页
status-next = 下一页

decided-machine = 由自动核查作出，没有人工参与。
decided-machine-appeal = 由自动核查作出，没有人工参与。您可以申诉，由工作人员重新审查。
decided-court = 由工作人员录入诉讼结果。
decided-person = 由工作人员作出决定。
decline-why = 原因
decline-what = 涉及部分
decline-how = 您可以怎样做
decline-again = 用投诉表单重新提交

until-decision = 我们力争在 { $until }前作出决定。
until-completion = 请在 { $until }前补充；您逾期未补充的，投诉将被驳回。
until-answer = 请在 { $until }前答复；您逾期未答复的，商品将恢复销售。
until-answer-dmca = 除非我们在 { $until }前收到您已起诉的证明，否则此后商品将恢复销售。
until-answer-e_commerce_law = 除非我们在 { $until }前收到您已向主管部门投诉或者起诉的证明，否则此后商品将恢复销售。
until-answer-seller = 投诉人的答复期限至 { $until }。
until-answer-seller-dmca = 除非投诉人在 { $until }前证明其已起诉，否则此后您的商品将恢复销售。
until-answer-seller-e_commerce_law = 除非投诉人在 { $until }前证明其已向主管部门投诉或者起诉，否则此后您的商品将恢复销售。
until-object = 您可以在 { $until }前提出异议或申诉。
until-only-object = 您可以在 { $until }前提出异议。
until-appeal = 您可以在 { $until }前申诉。

complete-title = 请补充您的投诉
complete-lead = 请补充以下内容，否则我们无法处理您的投诉。您的排队顺序不变。
complete-until = 请在 { $until }前提交。
complete-send = 提交补充内容

answer-title = 卖家提出异议
answer-choose = 您如何答复？
answer-concede = 接受卖家的异议
    .hint = 商品将恢复销售。
answer-contest = 反驳卖家的异议
    .hint = 由工作人员决定。请在下方选择理由并写明事实。
answer-court = 我已向法院起诉
    .hint = 在作出裁判或者决定之前商品保持下架。请在下方写明法院和案号，并附上证明，例如立案通知书。
answer-court-dmca = 我已起诉，请求法院制止卖家
    .hint = 在法院裁判之前商品保持下架。请在下方写明法院和案号，并附上已提交的起诉状。
answer-court-e_commerce_law = 我已向主管部门投诉或者向法院起诉
    .hint = 在主管部门或者法院作出决定之前商品保持下架。请在下方写明其名称和案号，并附上证明，例如受理通知书或立案通知书。
answer-text = 您的答复
ground-not_genuine = 商品并非正品：我们已鉴定或购买
ground-no_licence = 卖家没有许可或授权，或者许可、授权已终止
ground-no_consent = 该商品并非由我们或经我们同意在当地投放市场
ground-proof_doubtful = 卖家的发票、进货来源或其他证明不属实
ground-is_shown = 商品使用了我们的商标、作品、外观设计或发明，但卖家否认
ground-other = 其他理由
form-ground = 如果您反驳该异议：什么表明异议不成立？
form-court = 如果您已起诉：是哪个法院？
form-court-dmca = 如果您已起诉：是哪个法院？
form-court-e_commerce_law = 如果您已投诉或者起诉：是哪个主管部门或法院？
form-docket = 案号
answer-send = 提交答复

resubmit-title = 更正并重新提交
resubmit-lead = 您此前填写的内容已自动填入，请更正需要修改的部分。您的排队顺序不变。
resubmit-send = 重新提交

appeal-title = 对该决定提出申诉
appeal-lead = 由此前未参与本案决定的工作人员重新审查，不收取费用。
appeal-text = 该决定为什么不正确？
appeal-send = 提交申诉

message-title = 补充说明或文件
message-all = 为整个投诉补充说明或文件
message-lead = 作出决定的人员会将其与您的投诉一并阅读，卖家不会收到。
message-text = 您的说明
message-send = 发送

withdraw-one = 撤回对该商品的投诉
withdraw-lead = 我们会停止正在进行的处理。商品如已下架，将恢复销售。
withdraw-one-send = 撤回对该商品的投诉
withdraw-all = 撤回整份投诉
withdraw-all-lead = 我们会停止对所有商品的处理。已下架的商品将恢复销售。
withdraw-confirm = 是的，我撤回对所有商品的投诉。
withdraw-all-send = 全部撤回

# What a letter says that can be done on the page, by act.
act-complete = 提交补充内容
act-resubmit = 更正并重新提交
act-withdraw = 撤回对该商品的投诉
act-concede = 接受卖家的异议
act-contest = 反驳卖家的异议
act-court = 我已向法院起诉或者向主管部门投诉
act-counter_notice = 对该决定提出异议（反通知）
act-appeal = 对该决定提出申诉
act-message = 补充说明或文件

done-confirmed = 您的投诉已确认并提交。
done-complete = 谢谢。我们已收到补充内容，将继续处理您的投诉。
done-withdraw = 投诉已撤回。
done-answer = 谢谢。我们已收到您的答复。
done-resubmit = 我们已收到您更正后的投诉，您的排队顺序不变。
done-appeal = 我们已收到您的申诉，将由此前未参与决定的工作人员审查。
done-counter_notice = 我们已收到您的异议，并会转交投诉人。
done-message = 谢谢，已添加到您的投诉中。

seller-title = 关于您的商品
seller-what = 采取了什么措施，为什么
seller-measure = 措施
seller-decided = 最近一次决定
seller-how = 决定方式
seller-scope = 范围与期限
seller-scope-text = 适用于整个 { $marketplace }，没有截止日期，直至决定被撤销。
seller-ground = 法律依据
seller-said = 投诉人的说明
seller-redress = 如果您不同意
seller-redress-outside = 本程序之外的救济途径
seller-measure-ordered = 已决定，平台尚未确认
seller-measure-lifted = 已不再生效
seller-appeal-title = 对该决定提出申诉
seller-appeal-lead = 由此前未参与本案决定的工作人员重新审查，不收取费用。
seller-appeal-text = 该决定为什么不正确？
seller-appeal-send = 提交申诉

seller-counter_notice-title = 对该决定提出异议（反通知）
seller-counter_notice-lead = 请告诉我们您的商品为什么没有侵权：例如商品购自品牌方、您持有许可，或者投诉针对的是另一件商品。我们会将您的异议连同姓名或名称转交投诉人。投诉人逾期未答复的，您的商品将恢复销售。
seller-counter_notice-lead-dmca = 请说明该内容为何因错误或误认而被下架。我们会将您的反通知和姓名（名称）转交投诉人。除非投诉人在 10 至 14 个工作日内证明其已起诉、请求法院制止您，否则您的商品将恢复销售。
seller-counter_notice-lead-e_commerce_law = 请说明您的商品为何不侵权，并附上初步证据。我们会将您的声明和姓名（名称）转交投诉人。除非投诉人在收到声明后十五日内证明其已向主管部门投诉或者向法院起诉，否则您的商品将恢复销售。
seller-counter_notice-text = 该决定错在哪里？
objection-statement-dsa = 上述内容准确，我善意地相信商品是被错误下架的。
objection-statement-terms = 上述内容准确，我善意地相信商品是被错误下架的。
objection-statement-e_commerce_law = 我保证上述声明内容真实，该商品不存在侵权行为。
objection-statement-dmca = 我声明：我善意地相信，有关内容是因错误或误认而被下架的；如有不实，愿承担伪证责任。
objection-name = 您的姓名或公司名称
seller-counter_notice-send = 提交异议

redress-appeal = 在六个月内向我们免费申诉，由工作人员而不是由自动化系统决定。
redress-body = 向经认证的庭外争议解决机构提出申请。
redress-court = 向法院起诉。其他途径不影响您的这项权利。

trouble-home = 返回首页
trouble-not_found = 找不到页面
    .message = 页面不存在，或者链接不完整。
    .remedy = 邮件中的链接有时会在行末断开，请复制完整的链接。
trouble-erased = 内容已被删除
    .message = 此处的内容已应提供者的要求或依法删除。
    .remedy = 删除后无法恢复。处理决定的记录仍然保留，但不含这些内容。
trouble-merged = 该投诉已在处理中
    .message = 此前已有人用该邮箱就同一商品提交过相同的投诉，两者已合并为同一案件。
    .remedy = 相关信函会发送到该邮箱地址，第一封信中有查看进展的链接。
trouble-malformed = 无法读取
    .message = 提交的内容不符合要求的格式。
    .remedy = 请返回并重新加载页面，再提交一次。您输入的内容仍在浏览器中。
trouble-too_large = 内容过大
    .message = 提交的内容超出了可以接收的大小。
    .remedy = 请缩短文字、拆分投诉，或添加较小的文件。
trouble-not_now = 此操作已无法进行
    .message = 您打开页面之后，案件已有新的进展。
    .remedy = 请重新打开您的链接，查看当前状态和可以进行的操作。
trouble-again = 请在 { $until } 之后重试。
trouble-too_many = 提交过于频繁
    .message = 来自您网络地址的投诉超过了无账户时的接收上限。
    .remedy = 持有 API 密钥或账户密钥的账户不受此限。
trouble-full = 无法再添加内容
    .message = 本案可以保存的内容已达上限。
    .remedy = 您提交的全部内容都会被阅读，请等待决定。
trouble-unavailable = 暂时无法使用
    .message = 这是我们的问题。您此前提交的内容没有丢失。
    .remedy = 请几分钟后再试。

# 确认邮箱地址
pending-title = 请查收邮件并确认
pending-lead = 我们已向 { $email } 发送一个链接。您打开链接并确认后，投诉即提交。
pending-kept = 您的投诉已保存
pending-unasked = 今天发往 { $email } 的确认链接已达上限，因此不再发送。您的投诉已保存，工作人员将在一天后查看；所需时间较长。
pending-days = 该链接 { $count } 天内有效。
pending-why = 任何人都可以在表单中填写他人的邮箱。在对卖家采取任何措施之前，我们须确认投诉确由您提出。持有账户密钥或 API 密钥的账户无需此链接。
confirm-title = 确认您的投诉
confirm-lead = 有人使用您的邮箱提交了以下投诉。经您确认后，我们才会受理。
confirm-more = 以及另外 { $count } 个商品
confirm-advice = 请注意：
confirm-send = 是的，这是我的投诉
confirm-not-mine = 不是您提交的？那么无需任何操作：未经您确认，我们不会采取任何措施，该投诉将在 60 天后删除；在此之前工作人员可能会查看。

# 添加文件
files-limits = 最多 { $files } 个文件，每个不超过 { $megabytes } MB：JPEG、PNG、GIF、WebP、PDF、Word、Excel、CSV 或文本。
files-plain = 没有 JavaScript 时，所有文件合计不超过 { $megabytes } MB；更大的文件请回复您将收到的邮件并附上。
files-drop = 或将文件拖放到此处
files-attached = 已添加
files-failed = 文件未能上传，请检查网络后重试。
files-large = 文件过大，请使用较小的文件。
files-many = 文件数量超过上限。
files-media = 不接受这种文件。
files-remove = 移除
files-removed = 已移除
files-retry = 重试
files-uploading = 正在等待文件上传……

# 由脚本显示；大括号中的内容由脚本填入。
script-discard = 放弃并重新填写
script-kept = 它只保存在此浏览器中。提交前请再核对一遍。
script-missing = 还缺少或需要修改：
script-advice = 建议核对：
script-ready = 内容齐全，可以提交投诉。
script-restored = {"已恢复您在 {when} 未完成的投诉（{what}）。"}
script-restored-files = 您添加的文件已过期，请重新添加。
script-sending = 正在提交……
script-unknown-address = {"第 {line} 行：{address} 不是我们受理的平台上的商品。"}
script-unknown-addresses-more = {"以及另外 {n} 个"}
script-wait-work = 请稍候：您的浏览器正在进行一项简单的计算，以防范自动提交。

lint-listings = { $named ->
       *[other] { $named } 个链接：{ $known ->
            [0] 没有我们受理的平台上的商品
           *[other] 识别出 { $known } 个（{ $marketplaces }）
        }。
    }

standing-title = 诚信计划中的状况
standing-lead = 数字每天根据贵方的投诉重新计算。任何人凭这些数字和一个计算器都能得到同样的结果。持有本页网址者均可查看。
standing-nothing = 尚未计算。提交经证实属于贵方的投诉后，自次日起计算。
standing-account = 整个账户
standing-agent = 由 { $agent } 提交
standing-none = 非成员
standing-member = 自{ $date }起为成员
standing-warned = 自{ $date }起为成员，已受警告
standing-probation = 成员，观察期至{ $date }
standing-out = 非成员；自{ $date }起可再次加入
