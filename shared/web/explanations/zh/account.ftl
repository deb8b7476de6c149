# 根据案件记录说明案件如何决定：框架与经过。供法律专业人士阅读，不面向当事人。

explain-title = 案件 { $reference } 的决定说明
explain-intro = 本说明由程序仅根据本案记录生成，没有任何人工增补。“程序”指为运营方处理投诉的软件；“登记簿”指运营方自行维护的权利登记簿；“规则”指程序在没有人工参与时据以作出决定的规则。所有时间均为协调世界时（UTC）。

explain-part-complaint = 一、投诉
explain-part-decisions = 二、经过与决定（按时间顺序）
explain-part-state = 三、案件现状
explain-part-check = 四、如何核验

explain-filed-web = { $at }，通过网页表单收到一份投诉，涉及平台“{ $marketplace }”上的商品“{ $listing }”。
explain-filed-api = { $at }，通过程序接口收到一份投诉，涉及平台“{ $marketplace }”上的商品“{ $listing }”。
explain-filed-mail = { $at }，通过电子邮件收到一份投诉，涉及平台“{ $marketplace }”上的商品“{ $listing }”。
explain-one-listing = 该投诉没有涉及其他商品。
explain-many-listings = 该投诉共涉及 { $count } 件商品，每件商品各为一案；本说明仅涉及本案。
explain-refiled = 该投诉属再次提交。同一投诉人以同一权利就同一商品提出、且当时已经终结的在先案件数：{ $count }。
explain-corrects = 该投诉是对此前被驳回的投诉的更正，并保留前一投诉自{ $at }起的排队顺序。
explain-right = 所依据的权利：{ $kind }，{ $office }，第 { $number } 号。
explain-right-words = 登记簿现载该权利所保护的内容为：“{ $words }”。
explain-right-unnumbered = 所依据的权利：{ $kind }，没有任何机构为其编号。
explain-right-none = 投诉没有写明可以在登记簿中查询的权利。
explain-ground = 此类主张的法律依据如下。{ $ground }
explain-territory = 运营方对该平台适用{ $territory }的法律。
explain-document = 收到的投诉原文已存档，其 SHA-256 摘要为 { $digest }。

judged-by-rules = 程序适用了第 { $set } 号规则集。这一步没有人工参与。
judged-version = 程序查看的商品版本为“{ $version }”。版本是平台对商品某一状态的标识；平台未提供标识的，则为平台就该商品所述全部内容的 SHA-256 摘要。
judged-title = 该版本的商品标题为：“{ $title }”。
judged-no-version = 这一步没有商品版本的记录。
judged-snapshot = 平台当时就该商品所述的内容已随案保存，其 SHA-256 摘要为 { $digest }；可用命令“goodfaith case judged”查看并与摘要核对，除非此后已随卖家的数据一并删除。
judged-unknown-guard = 另有记录“{ $code }”，本版本程序无法以文字说明其含义。
judged-findings = 记录在案的认定如下。这些是程序当时查明的情况，不是任何法院的认定。
judged-found-by = 商标的发现方式：{ $operation }。
judged-unrecorded = 以下事项没有记录：{ $inputs }。
judged-unknown-value = 关于“{ $input }”记录的值为“{ $value }”，本版本程序无法以文字说明其含义。
judged-unknown-input = 在“{ $name }”名下记录的值为“{ $value }”，本版本程序无法以文字说明其含义。
judged-rule-first = 各项规则按固定顺序适用，由首先符合条件的一项决定。作出决定的是第 1 项，共 { $count } 项（代码“{ $code }”）。
judged-rule = 各项规则按固定顺序适用，由首先符合条件的一项决定。作出决定的是第 { $nth } 项，共 { $count } 项（代码“{ $code }”）；此前各项规则均不适用。
judged-rests-on = 该规则适用的依据是{ $findings }。
judged-catch-all = 此前各项规则均未作出决定的，适用该规则。
judged-why = 设立该规则的理由：{ $why }
judged-says = 该规则规定：{ $verdict }。
judged-no-rule = 没有可以适用的规则。规则未作决定的，由工作人员决定。
judged-set-missing = 此处没有第 { $set } 号规则集，因此本说明无法以文字叙述其规则。
judged-set-missing-rule = 此处没有第 { $set } 号规则集，因此本说明无法以文字叙述其规则。作出决定的规则代码为“{ $code }”。
judged-switches = 运营方可以通过开关停止自动决定。适用于这一步的开关：{ $scopes }。
judged-same = 为本说明根据记录重新计算，第 { $set } 号规则集得出相同结果。
judged-differs = 为本说明根据记录重新计算，第 { $set } 号规则集得出的结果与记录不符。重新计算的结果：{ $verdict }。
judged-other-rule = 记录中写明的作出决定的规则是另一项：“{ $code }”。

finding = 认定（{ $number }）
findings-two = { $first }和{ $last }
findings-join = { $first }、{ $last }

scope-all = 总开关
scope-marketplace = 平台“{ $id }”的开关
scope-right = 权利 { $right } 的开关
scope-rule = 规则“{ $code }”的开关

floor-kept = 在规则之上，程序内设有任何规则集都不能放宽的限制。这些限制没有改变本结果。
floor-overrode = 在规则之上，程序内设有任何规则集都不能放宽的限制。这些限制不允许由该规则作出决定：{ $reason }。因此，{ $verdict }。

verdict-accept = 投诉成立
verdict-incomplete = 要求投诉人补充缺少的内容
verdict-again = 暂不作出决定，稍后再次查看该商品
verdict-decline = 驳回投诉，理由是{ $reason }
verdict-desk = 案件转交工作人员，由其决定{ $asked }

person = 工作人员（审核员 { $letter }）
decided-accept = 结果：程序在没有人工参与的情况下认定投诉成立。措施：{ $measure }。
    .person = { $person }决定：投诉成立。措施：{ $measure }。
decided-accept-person = { $person }决定：投诉成立。措施：{ $measure }。
decided-decline = 结果：程序在没有人工参与的情况下驳回投诉，理由是{ $reason }。
    .person = { $person }决定：驳回投诉，理由是{ $reason }。
decided-decline-person = { $person }决定：驳回投诉，理由是{ $reason }。
decided-desk = 结果：程序本身没有作出决定。案件转交工作人员，由其决定{ $asked }。
decided-incomplete = 结果：没有对投诉作出决定。已要求投诉人补充缺少的内容：{ $elements }。
decided-reasons-of-person = 除此之外，本案记录中没有该工作人员的其他理由。

told-merged = 再次收到同一投诉，已并入本案。
told-completed = 投诉人补充了缺少的内容。此后的投诉文本已存档，其 SHA-256 摘要为 { $digest }。
told-still-missing = 仍然缺少：{ $elements }。
told-pictures-asked = 在作出决定之前，程序要求比对该商品“{ $version }”版本的图片。
told-pictures-compared = 已按 PDQ 哈希值比对该商品“{ $version }”版本的图片。已比对：{ $compared } 张；无法取得或无法读取：{ $left } 张。{ $result }
told-nearest-reference = 最接近的一对：商品图片“{ $picture }”与该权利的参考图片（SHA-256 摘要 { $digest }），两者的哈希值在 256 位中有 { $distance } 位不同。
told-nearest-evidence = 最接近的一对：商品图片“{ $picture }”与投诉证据中的图片（SHA-256 摘要 { $digest }），两者的哈希值在 256 位中有 { $distance } 位不同。
told-excuse-allowed = 该结果不能完全采信：权利人允许的一种使用方式的图片也与之接近。
told-excuse-negative = 该结果不能完全采信：一张不得作为依据的图片也与之接近。
told-excuse-unreliable = 该结果不能完全采信：其中一张图片所显示的内容过少，不足以判断。
told-reconsidered-edited = 在下达任何指令之前，程序关于投诉成立的决定被撤回：商品已不是当时据以判断的版本，须重新判断。
told-reconsidered-stopped = 在下达任何指令之前，程序关于投诉成立的决定被撤回：运营方已停止对此类案件的自动决定，须重新判断。
told-order = 指令：{ $what }。
told-order-unclear = 没有收到平台对该指令的答复。
told-order-done = 平台的答复：{ $what }。平台编号：“{ $reference }”。
told-order-retried = 再次发出指令。
    .person = { $person }决定：再次发出指令。
told-withdrawn = 投诉人撤回了投诉。
told-counter-noticed = 卖家提交了不侵权声明（异议），其 SHA-256 摘要为 { $digest }。
told-answered-concede = 投诉人答复并接受卖家的异议（SHA-256 摘要 { $digest }）。
told-answered-contest = 投诉人答复并反驳卖家的异议（SHA-256 摘要 { $digest }）。
told-court-named = 投诉人称已就该商品提起诉讼（SHA-256 摘要 { $digest }）。诉讼终结之前，措施继续有效。
told-upheld = 结果：维持措施，卖家的异议不成立。该决定没有人工参与。
    .person = { $person }决定：维持措施，卖家的异议不成立。
told-upheld-court = 诉讼结果：维持措施。
    .person = { $person }录入诉讼结果：维持措施。
told-restore = 结果：恢复该商品。该决定没有人工参与。{ $why }
    .person = { $person }决定：恢复该商品。{ $why }
told-blind-agreed = 作为抽查，重新判断了该投诉，结论相同。此类抽查不改变案件。
    .person = 作为抽查，{ $person }在不知道规则如何决定的情况下重新判断该投诉，得出相同结论。此类抽查不改变案件。
told-blind-differed = 作为抽查，重新判断了该投诉，结论不同。此类抽查不改变案件。
    .person = 作为抽查，{ $person }在不知道规则如何决定的情况下重新判断该投诉，得出不同结论。此类抽查不改变案件。
told-appealed-complainant = 投诉人提出申诉（SHA-256 摘要 { $digest }）。
told-appealed-seller = 卖家提出申诉（SHA-256 摘要 { $digest }）。
told-appeal-kept = 对申诉的决定：维持原决定。
    .person = 由此前未在本案作出任何决定的{ $person }对申诉作出决定：维持原决定。
told-appeal-reversed = 对申诉的决定：撤销原决定。
    .person = 由此前未在本案作出任何决定的{ $person }对申诉作出决定：撤销原决定。
told-appeal-measure = 措施：{ $measure }。
told-wrote-complainant = 投诉人就本案来函（SHA-256 摘要 { $digest }）。
told-wrote-seller = 卖家就本案来函（SHA-256 摘要 { $digest }）。
told-closed = 案件终结。{ $outcome }

explain-undecided = 尚未对投诉作出决定。
explain-state = 记录的最后一项为{ $at }。此后案件状态为：{ $state }。
explain-chain = 本案记录共 { $entries } 项，每一项都以 SHA-256 摘要与前一项相连，最后的摘要为 { $head }。生成本说明之前已重新计算整条记录链，结果相符。命令“goodfaith case export { $reference }”可导出记录，供以独立程序核验。本案在程序中的标识为 { $case }。
explain-recompute = 依规则作出的决定可以重新计算：规则只查看投诉的事实和记录在案的认定，相同的情况总是得出相同的结果。
explain-set = 规则集一经据以作出决定即不再更改。命令“goodfaith rules show { $set }”所输出的第 { $set } 号规则集（不含最后一行的换行符），其 SHA-256 摘要为 { $digest }。
explain-set-missing = 此处没有据以判断本案的第 { $set } 号规则集，因此无法在此重新计算其决定。
