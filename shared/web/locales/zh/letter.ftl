# 信函。

letter-greeting = 您好：
letter-greeting-name = { $name }，您好：
letter-regards = 此致敬礼
letter-several = { $count } 个商品
letter-more = 另有 { $count } 个商品，请见下方页面

letter-reference = 编号
letter-filed = 提交时间
letter-claim = 投诉类型
letter-right = 权利
letter-complainant = 投诉人

letter-decide-by = 我们力争在 { $at }前作出决定。
letter-complete-by = 请在 { $at }前提交，您的排队顺序不变。您逾期未提交的，投诉将被驳回。
letter-since = 该商品自 { $at }起已停止销售。
letter-since-part = 该商品自 { $at }起已在{ $territories }停止销售，在其他地区仍可销售。
letter-answer-by = 请在 { $at }前答复。您逾期未答复的，商品将恢复销售。
letter-answer-by-dmca = 除非我们在 { $at }前收到您已起诉、请求法院制止卖家的证明，否则此后商品将恢复销售。没有该证明的答复不改变这一点。
letter-answer-by-e_commerce_law = 除非我们在 { $at }前收到您已向主管部门投诉或者向法院起诉的证明，否则此后商品将恢复销售。没有该证明的答复不改变这一点。
letter-objected-at = 卖家于 { $at }写道：
letter-received-at = 收到时间：{ $at }。
letter-withdrawn-at = 撤回时间：{ $at }。
letter-appeal-until = 您可以在 { $at }前申诉。
letter-object-until = 您可以在 { $at }前提出异议和申诉。
letter-only-object-until = 您可以在 { $at }前提出异议。

letter-by-machine = 该决定于 { $at }由自动化手段作出，没有人工参与。
letter-by-machine-appeal = 该决定于 { $at }由自动化手段作出，没有人工参与。如果您申诉，将由工作人员审查。
letter-by-person = 该决定于 { $at }由工作人员作出，自动化手段仅用于准备材料。
letter-by-person-alone = 该决定由工作人员于 { $at }作出，未使用自动化手段。

letter-decline-code = 决定
letter-decline-reason = 原因
letter-decline-law = 法律依据
letter-decline-field = 涉及部分
letter-decline-cure = 您可以怎样做
letter-again-page = 如需重新提交，请在下方页面选择“更正并重新提交”。
letter-again-form = 如需重新提交，请使用投诉表单提交新的投诉：{ $form }
letter-decline-by-reply = 您也可以用收到本信的邮箱回复本信，并附上该文件。您的投诉将连同该文件重新提交；在人工审阅该文件之前，不会再以同一理由被驳回。

letter-restriction-title = 采取的措施
letter-restriction = 措施
letter-restriction-since = 生效时间
letter-scope = 地域范围
letter-scope-text = 该措施适用于商品在 { $marketplace } 上提供的所有地区。
letter-duration = 期限
letter-duration-text = 直至决定被撤销，没有截止日期。
letter-facts-title = 事实
letter-facts = 该决定的依据是 { $complainant } 于 { $filed }向我们提交的投诉。我们没有主动查找该商品。
letter-facts-law = 该决定的依据是 { $complainant } 于 { $filed }依据{ $law }向我们提交的通知（投诉）。我们没有主动查找该商品。
letter-protected = 权利保护的内容
letter-listing-title = 商品标题
letter-seen = 侵权所在
letter-seen-title = 商品标题含有受保护的内容：{ $protected }。
letter-seen-title-like = 商品标题以其他写法含有受保护的内容，或含有与之相近的内容：{ $protected }。
letter-seen-words = 商品的文字含有受保护的内容：{ $protected }。
letter-seen-words-like = 商品的文字以其他写法含有受保护的内容，或含有与之相近的内容：{ $protected }。
letter-seen-copied = 商品的文字按相同顺序重复了登记文本“{ $protected }”中的 { $words } 个词（汉字每两个字计为一个词），约占该文本的 { $share }%（常见的通用语句不计）。
letter-seen-copied-title = 这些词大部分位于商品标题中。
letter-seen-copied-attributes = 这些词大部分位于商品的某项属性中。
letter-seen-copied-text = 这些词大部分位于商品描述中。
letter-weighed = 商品的其他表述
letter-weighed-resale = 由权利人或经其同意投放市场的正品一般可以转售；作出决定的工作人员没有认定本案属于这种情况。
letter-seen-same_picture = 商品的一张图片与该权利的图片相同。
letter-seen-near_picture = 商品的一张图片与该权利或投诉中的图片相似。
letter-seen-described = 见投诉就“{ $claim }”所作的说明。
letter-statement-dsa = 本函是依据{ $law }作出的理由说明书。
letter-statement-dmca = 本函是依据{ $law }发出的通知。
letter-statement-e_commerce_law = 我们依据{ $law }，以本函将该通知转送给您。
letter-statement-terms = 本函依照平台自身的处理程序发出。
letter-said = 投诉中的说明：
letter-no-words = 投诉没有附文字说明。
letter-automated-title = 自动化手段
letter-automated-detection = 该商品不是由自动化手段发现的，而是由投诉指明的。
letter-ground-title = 法律依据
letter-why-machine = 我们据此认定该商品违法，因为该权利已注册且有效，投诉人有权依据该权利行事，并且自动比对在该商品中发现了上文“侵权所在”所列的情况。
letter-why-person = 我们据此认定该商品违法，因为工作人员认定商品确如投诉所述；审查时已参考上文“侵权所在”所列的情况。

letter-see = 查看案件
letter-acts = 目前您可以在上述页面：

letter-redress-title = 如果您不同意
letter-redress-object = 提出异议：请在上述页面提交反通知（即不存在侵权行为的声明）。投诉人须作出答复；投诉人逾期未答复的，您的商品将恢复销售。
letter-redress-object-dmca = 提出异议：请在上述页面提交反通知（即不存在侵权行为的声明）。除非投诉人在 10 至 14 个工作日内证明其已起诉、请求法院制止您，否则您的商品将恢复销售。
letter-redress-object-e_commerce_law = 提出异议：请在上述页面提交不存在侵权行为的声明。除非投诉人在收到声明后十五日内证明其已向主管部门投诉或者向法院起诉，否则您的商品将恢复销售。
letter-redress-ask = 请求人工审查：您可以在上述页面请求由工作人员立即审查自动作出的决定。我们力争在 24 小时内答复。该请求不影响您提出异议和申诉的权利。
letter-redress-appeal = 申诉：六个月内在上述页面向我们免费申诉，由此前未参与决定的工作人员审查。
letter-redress-body = 申请庭外争议解决：向经认证的庭外争议解决机构提出申请。
letter-redress-court = 向法院起诉。其他途径不影响您的这项权利。

letter-redress-outside = 本程序之外的救济途径

letter-lead-receipt = { $count ->
        [1] 感谢您的投诉。我们已经收到，进展情况请见下方页面。投诉涉及以下商品：
       *[other] 感谢您的投诉。我们已经收到，进展情况请见下方页面。投诉涉及以下 { $count } 个商品，我们会对每个商品分别作出决定：
    }
letter-subject-paused-complainant = 商品已暂停展示：{ $title }（{ $reference }）
letter-subject-paused-seller = 您的商品已暂停展示：{ $title }（{ $reference }）
letter-lead-paused-complainant = { $count ->
        [1] 您投诉的商品已暂停展示，买家无法看到或订购。
       *[other] 您投诉的 { $count } 个商品已暂停展示，买家无法看到或订购。
    }
letter-lead-paused-seller = { $count ->
        [1] 您的商品因知识产权投诉已暂停展示，并未下架。本函说明采取了什么措施、为什么，以及您有哪些救济途径。
       *[other] 您的 { $count } 个商品因知识产权投诉已暂停展示，并未下架。本函说明采取了什么措施、为什么，以及您有哪些救济途径。
    }
letter-lead-incomplete = 我们核查您的投诉时，内容不完整，当时缺少以下内容：
letter-lead-objected-dmca = { $count ->
    [1] 感谢您提交反通知，我们将转交投诉人。除非投诉人在 10 至 14 个工作日内证明其已起诉、请求法院制止您，否则您的商品将恢复销售。
   *[other] 感谢您提交反通知，我们将转交投诉人。除非投诉人在 10 至 14 个工作日内证明其已起诉、请求法院制止您，否则您的这些商品将恢复销售。
}
letter-lead-objected-e_commerce_law = { $count ->
    [1] 感谢您提交声明，我们将转交投诉人。除非投诉人在收到声明后十五日内证明其已向主管部门投诉或者向法院起诉，否则您的商品将恢复销售。
   *[other] 感谢您提交声明，我们将转交投诉人。除非投诉人在收到声明后十五日内证明其已向主管部门投诉或者向法院起诉，否则您的这些商品将恢复销售。
}
letter-answered-at = 我们于 { $at } 收到该答复。
letter-person-compares = 工作人员将对照您的异议和该答复，决定商品是否维持下架。
letter-court-stated = 投诉人的陈述如下。
letter-reply-once = 您可以在本函所附链接的页面回复一次，可附文件。投诉人和作出决定的人员会收到您的回复。无论您是否回复，工作人员都会作出决定，各项期限不变。
letter-lead-court-seller = 投诉人此前称已提起诉讼。工作人员录入了诉讼结果：商品维持下架。
letter-lead-court-complainant = 您此前称已提起诉讼。工作人员录入了诉讼结果：商品维持下架。
letter-merged-incomplete = 原投诉内容不完整，暂时无法处理。请在下方页面补充以下内容：
letter-merged-nothing = 您无需进行其他操作。
letter-seller-objects = 卖家可以提出异议；如有异议，我们会通知您。
letter-seller-appeals = 卖家可以申诉；如有申诉，我们会将结果告知您。
letter-reason = 原因
letter-corrected-mistake = 这是我们的失误，不会计入对您的不利记录。
letter-corrected-mistake-seller = 这是我们的失误，谨此致歉。
letter-corrected-unfounded-seller = 该投诉不足以支持下架该商品：{ $reason }。
letter-person-writes = 作出该决定的工作人员说明如下（原文）：
letter-person-enters = 录入该结果的工作人员说明如下（原文）：
letter-ruled-machine = 该决定于 { $at }由工作人员作出，没有使用自动化手段。下架该商品的决定于 { $about }由自动化手段作出，没有人工参与。
letter-ruled-person = 该决定于 { $at }由工作人员作出，没有使用自动化手段。下架该商品的决定于 { $about }由工作人员作出，自动化手段仅用于准备材料。
letter-ruled-kept = 该决定于 { $at }由工作人员作出，没有使用自动化手段。采取该措施的决定由自动化手段作出；工作人员应卖家请求于 { $about }审查后予以维持。
letter-entered = 该结果于 { $at }由工作人员录入，没有使用自动化手段。
letter-left-down-under = 仍然有效的措施属于以下案件：{ $cases }。
letter-left-down-until = 针对该商品的最后一项措施终止时，商品恢复销售。

letter-found-claimed = 工作人员认定，该商品确如投诉所述：{ $claim }。
letter-appeal-measure =
    .seller = 您对我们于 { $about }作出的下架该商品的决定提出了申诉。
    .complainant = 卖家对我们于 { $about }作出的下架该商品的决定提出了申诉。
letter-appeal-stay =
    .seller = 您对我们于 { $about }作出的维持下架的决定提出申诉。
    .complainant = 卖家对我们于 { $about }作出的维持下架的决定提出申诉。
letter-appeal-court =
    .seller = 您对我们于 { $about }作出的认定提出申诉，该认定为：法院或主管部门的处理已获证明，商品保持下架。
    .complainant = 卖家对我们于 { $about }作出的认定提出申诉，该认定为：法院或主管部门的处理已获证明，商品保持下架。
letter-appeal-court-stands = 复核人员同样认为，法院或者主管部门正在处理与该商品有关的案件已获证明。
letter-appeal-decline =
    .seller = 投诉人对我们于 { $about }作出的驳回投诉的决定提出了申诉。
    .complainant = 您对我们于 { $about }作出的驳回投诉的决定提出了申诉。
letter-appeal-return =
    .seller = 投诉人对于 { $about }作出的恢复该商品的决定提出了申诉。
    .complainant = 您对于 { $about }作出的恢复该商品的决定提出了申诉。
letter-appeal-correction =
    .seller = 投诉人对我们于 { $about }作出的更正措施、恢复该商品的决定提出了申诉。
    .complainant = 您对我们于 { $about }作出的更正措施、恢复该商品的决定提出了申诉。
letter-appeal-reversed = 该决定被撤销。
letter-appeal-stands = 该决定予以维持。
letter-appeal-rightly-restored = 工作人员认定，恢复该商品是正确的。
letter-appeal-decided-machine = 申诉于 { $at }由此前未参与本案决定的工作人员作出决定，并非由自动化系统作出。被申诉的决定由自动化手段作出，没有人工参与。
letter-appeal-decided-person = 申诉于 { $at }由此前未参与本案决定的工作人员作出决定，并非由自动化系统作出。被申诉的决定由工作人员作出，自动化手段仅用于准备材料。
letter-appeal-decided-alone = 申诉于 { $at }由此前未参与本案决定的工作人员作出决定，并非由自动化系统作出。被申诉的决定由工作人员作出，没有使用自动化手段。
letter-measure-never_taken = 该商品未因本投诉而下架。
letter-measure-ordered = 该商品将被下架，平台尚未确认。
letter-measure-in_force = 该商品处于下架状态。
letter-measure-lift_ordered = 该商品将恢复销售，平台尚未确认。
letter-measure-lifted = 该商品已恢复销售。
letter-measure-left_down = 本案的措施已终止。终止时，其他案件对该商品的措施仍然有效。
letter-measure-ordered-part = 该商品将在{ $territories }下架，平台尚未确认。
letter-measure-in_force-part = 该商品在{ $territories }处于下架状态，在其他地区仍可销售。
letter-measure-lift_ordered-part = 该商品将在{ $territories }恢复销售，平台尚未确认。
letter-measure-lifted-part = 该商品已在{ $territories }恢复销售。
letter-measure-left_down-part = 本案在{ $territories }的措施已终止。终止时，其他案件对该商品的措施仍然有效。

letter-why-you-complainant = 您收到本邮件，是因为有人用此邮箱提交了投诉（编号 { $reference }）。
letter-reply-added = 您可以直接回复，回复会归入本案。
letter-reply-incomplete = 请使用上述页面补充投诉：邮件回复只会归入本案，不能替代补充。
letter-why-you-seller = 您收到本邮件，是因为平台将此邮箱登记为该商品卖家的邮箱（编号 { $reference }）。
letter-answer-on-page = 如需答复，请使用上述页面，您在页面上填写的内容会归入本案。

mail-receipt =
    .subject = 我们已收到您的投诉：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 感谢您的投诉。我们已经收到，正在核查。投诉涉及以下商品：
       *[other] 感谢您的投诉。我们已经收到，正在核查。投诉涉及以下 { $count } 个商品，我们会对每个商品分别作出决定：
    }
    .button = 查看进展
mail-merged =
    .subject = 已并入您此前的投诉：{ $title }（{ $reference }）
    .lead = 您此前已就该商品提出投诉，当时该案尚未结束。新的投诉已并入原案。
    .button = 查看进展
mail-incomplete =
    .subject = 请补充您的投诉：{ $title }（{ $reference }）
    .lead = 我们已收到您的投诉，但内容不完整，暂时无法处理。请补充以下内容：
    .button = 补充投诉
mail-accepted =
    .subject = 您的投诉成立：{ $title }（{ $reference }）
    .lead = 我们认定您的投诉成立，现请平台采取措施；平台完成后，或因平台拒绝而结案时，会再次告知您。
    .button = 查看进展
mail-reconsidered =
    .subject = 您的投诉正在重新核查：{ $title }（{ $reference }）
    .lead = 此前我们告知您投诉成立。在平台确认采取措施之前，该商品、权利的登记内容或自动决定的设置发生了变化。平台未告知我们已对该商品采取任何措施。我们正在重新核查您的投诉，作出决定后会再次告知您。
    .button = 查看进展
mail-declined =
    .subject = 您的投诉已被驳回：{ $title }（{ $reference }）
    .lead = 经核查，我们决定驳回您的投诉。原因和您可以采取的做法如下。
    .button = 查看决定或申诉
mail-taken_down =
    .subject = 商品已下架：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 您投诉的商品已经下架。
       *[other] 您投诉的 { $count } 个商品已经下架。
    }
    .button = 查看投诉
mail-statement_of_reasons =
    .subject = 您的商品已下架：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 您的商品因知识产权投诉已被下架。本函说明采取了什么措施、为什么，以及您有哪些救济途径。
       *[other] 您的 { $count } 个商品因知识产权投诉已被下架。本函说明采取了什么措施、为什么，以及您有哪些救济途径。
    }
    .button = 查看详情或提出异议
mail-withdrawn =
    .subject = 您的投诉已撤回：{ $title }（{ $reference }）
    .lead = 我们已按您的要求撤回投诉。商品如已因该投诉下架，该措施终止。
    .button = 查看投诉
mail-counter_notice =
    .subject = 卖家提出异议，请答复：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 卖家不同意该商品侵犯您的权利，并向我们提交了异议。
       *[other] 卖家不同意以下 { $count } 个商品侵犯您的权利，并向我们提交了异议。
    }
    .button = 答复异议
mail-counter_notice_receipt =
    .subject = 我们已收到您的异议：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 谢谢。我们已收到您的异议，正在转交投诉人。投诉人接受您的异议或者逾期未答复的，您的商品将恢复销售；投诉人不认可的，您将收到其答复并可回复一次，由工作人员决定；投诉人在期限内证明法院或者主管部门正在处理的，在作出裁判或者决定之前商品保持下架。
       *[other] 谢谢。我们已收到您的异议，正在转交投诉人。投诉人接受您的异议或者逾期未答复的，您的这些商品将恢复销售；投诉人不认可的，您将收到其答复并可回复一次，由工作人员决定；投诉人在期限内证明法院或者主管部门正在处理的，在作出裁判或者决定之前相关商品保持下架。
    }
    .button = 查看进展
mail-disputed =
    .subject = 投诉人反驳了您的异议：{ $title }（{ $reference }）
    .lead = 投诉人已答复，不认可您的异议。其陈述如下。
    .button = 查看答复并回复
mail-kept_to_seller =
    .subject = 工作人员已审查，措施维持：{ $title }（{ $reference }）
    .lead = 应您的请求，工作人员审查了针对您商品自动作出的决定。措施维持。
    .button = 查看决定或提出异议
mail-kept_to_complainant =
    .subject = 工作人员已审查，措施维持：{ $title }（{ $reference }）
    .lead = 应卖家的请求，工作人员审查了针对该商品自动作出的决定。措施维持。
    .button = 查看决定
mail-upheld_to_seller =
    .subject = 您的商品维持下架：{ $title }（{ $reference }）
    .lead = 工作人员对照了您的异议和投诉人的答复，认定投诉成立，商品维持下架。
    .button = 查看决定或申诉
mail-upheld_to_complainant =
    .subject = 商品维持下架：{ $title }（{ $reference }）
    .lead = 工作人员对照了卖家的异议和您的答复，决定商品维持下架。
    .button = 查看决定
mail-restored_to_seller =
    .subject = 您的商品已恢复销售：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 平台已恢复您的以下商品：
       *[other] 平台已恢复您的以下 { $count } 个商品：
    }
    .button = 查看案件
mail-restored_to_complainant =
    .subject = 商品已恢复销售：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 平台已恢复您投诉的以下商品：
       *[other] 平台已恢复您投诉的以下 { $count } 个商品：
    }
    .button = 查看决定或申诉
mail-left_down_to_seller =
    .subject = 一项措施已终止，另有措施仍然有效：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 本案对您的商品采取的措施已终止。该商品仍处于下架状态，因为另一项投诉也导致了对它的措施：
       *[other] 本案对您的 { $count } 个商品采取的措施已终止。这些商品仍处于下架状态，因为其他投诉也导致了对它们的措施：
    }
    .button = 查看案件
mail-left_down_to_complainant =
    .subject = 措施已终止，另有措施仍然有效：{ $title }（{ $reference }）
    .lead = { $count ->
        [1] 因您的投诉采取的措施已终止。该商品仍处于下架状态，因为另一项投诉也导致了对它的措施：
       *[other] 因您的投诉采取的措施已终止。这 { $count } 个商品仍处于下架状态，因为其他投诉也导致了对它们的措施：
    }
    .button = 查看决定或申诉
mail-held_for_court =
    .subject = 等待法院或主管部门：{ $title }（{ $reference }）
    .lead = 投诉人称，法院或者主管部门正在处理与该商品有关的案件。工作人员将在两日内核实其提交的材料，在此之前商品保持下架。经核实属实的，商品在作出裁判或者决定之前保持下架；无法核实的，投诉人的答复期限继续计算，不受该陈述影响。
    .button = 查看案件
mail-court_proved =
    .subject = 您的商品因法院或主管部门的处理保持下架：{ $title }（{ $reference }）
    .lead = 工作人员查看了投诉人提交的材料，认为足以证明法院或者主管部门正在处理与该商品有关的案件。在作出裁判或者决定之前商品保持下架。我们每 90 天核实一次案件是否仍在处理。
    .button = 查看案件并申诉
mail-court_unproved =
    .subject = 起诉或投诉未获证明：{ $title }（{ $reference }）
    .lead = 工作人员查看了您提交的材料，这些材料不能证明法院或者主管部门正在处理与该商品有关的案件，因此不能使商品保持下架。
    .button = 答复卖家的异议
mail-court_unproved_to_seller =
    .subject = 起诉或投诉未获证明：{ $title }（{ $reference }）
    .lead = 工作人员查看了投诉人提交的材料，这些材料不能证明法院或者主管部门正在处理与您的商品有关的案件。投诉人答复您异议的期限并未中断。
    .button = 查看案件
mail-appeal_receipt_to_complainant =
    .subject = 我们已收到您的申诉：{ $title }（{ $reference }）
    .lead = 我们已收到您的申诉，将由此前未参与本案决定的工作人员审查，结果会通知您。
    .button = 查看申诉
mail-appeal_receipt_to_seller =
    .subject = 我们已收到您的申诉：{ $title }（{ $reference }）
    .lead = 我们已收到您的申诉，将由此前未参与本案决定的工作人员审查，结果会通知您。
    .button = 查看申诉
mail-appeal_outcome_to_complainant =
    .subject = 申诉已有决定：{ $title }（{ $reference }）
    .lead = 本案的申诉已有决定。
    .button = 查看案件
mail-appeal_outcome_to_seller =
    .subject = 申诉已有决定：{ $title }（{ $reference }）
    .lead = 本案的申诉已有决定。
    .button = 查看案件

mail-refused_to_complainant =
    .subject = 平台拒绝执行，本案已结束：{ $title }（{ $reference }）
    .lead = 平台拒绝执行我们在本案中的要求，本案已结束。
    .button = 查看案件
mail-refused_to_seller =
    .subject = 平台拒绝执行，本案已结束：{ $title }（{ $reference }）
    .lead = 平台拒绝执行我们就您的商品提出的要求，本案已结束。
    .button = 查看案件

letter-returned-subject = 投诉未能提交：{ $subject }
letter-returned = 我们收到了您的邮件，但其中缺少投诉所必需的内容，因此投诉未提交。请补充或更正以下各项：
letter-returned-unreadable = 我们收到了您的邮件，但无法读取其中的文字，因此投诉未提交。
letter-returned-again = 您可以重新发送邮件，也可以使用投诉表单，表单会立即提示缺少的内容。
letter-returned-form = 打开投诉表单

letter-stray-subject = 您的邮件未归入案件：{ $subject }
letter-stray = 我们收到了您的邮件。邮件内容似乎涉及某个案件，但该邮件未归入任何案件，一切照旧：只有投诉人可以通过邮件就其案件来信，且须使用提交投诉时的邮箱地址直接回复我们的邮件，或在邮件中写明案件编号。
letter-stray-seller = 如果您的商品已被下架：邮件既不是异议（反通知），也不是申诉。请打开我们就下架发给您的邮件中的链接，在该页面上可以提出异议或申诉，并查看下架理由。
letter-stray-complainant = 如果您提交过投诉：请打开我们就该投诉发给您的邮件中的链接，或使用提交投诉时的邮箱地址直接回复该邮件。

letter-by_page-withdraw = 您的邮件已归入案件。邮件内容似乎涉及撤回投诉。我们不会仅凭邮件撤回投诉；如需撤回，请打开投诉页面并在该页面确认：
    .subject = 您要撤回投诉吗？（{ $references }）
    .else = 如果您并非此意，投诉保持不变。
letter-by_page-answer = 您的邮件已归入案件，但不构成对卖家异议的答复，答复期限照常计算。如需答复，请打开投诉页面，在该页面上可以接受异议、反驳异议，说明您已向法院或主管部门提出主张，或撤回投诉：
    .subject = 请在投诉页面上答复卖家的异议（{ $references }）
    .else = 如果您已在该页面上答复，则无需再做任何操作。
letter-by_page-correct = 您的邮件已归入案件。该投诉仍为被驳回状态：只有附上决定所要求的文件，邮件才会视为更正。如需更正，请打开投诉页面：
    .subject = 如需更正投诉，请打开投诉页面（{ $references }）
    .else = 在该页面上也可以对决定提出申诉。
letter-by_page-open = 打开投诉 { $reference }

letter-confirm-subject = 请确认您的投诉
letter-confirm = 我们收到一份使用您邮箱地址提交的投诉，内容理解如下：
letter-confirm-button = 查看并确认
letter-confirm-until = 该链接 60 天内有效。您确认后投诉即提交；如不确认，可能由工作人员查看，所需时间会长得多。
letter-returned-understood = 以下是我们理解的内容，下方表单已据此预填：

letter-authority-title = 授权委托书
letter-authority-gives = { $owner }（下称“权利人”）授权 { $agent }（下称“代理人”）代表权利人，就网络交易平台上侵犯下列权利的行为进行维权。
letter-authority-rights = 权利：
letter-authority-claims = 授权范围：{ $value }
letter-authority-all-claims = 侵犯上述权利的一切行为
letter-authority-marketplaces = 平台：{ $value }
letter-authority-all-marketplaces = 所有平台
letter-authority-territories = 地域：{ $value }
letter-authority-all-territories = 上述权利有效的所有地域
letter-authority-until = 有效期至：{ $value }
letter-authority-revoked-only = 撤销之日
letter-authority-may = 在上述范围内，代理人可以提交和撤回投诉，作出法律要求的声明，答复卖家的异议（反通知），提出申诉，并接收有关的一切信函。代理人所作的声明视为权利人的声明。
letter-authority-may-not = 代理人不得转委托，不得许可他人使用或处分上述权利。权利人可以随时通知平台撤销本授权；撤销前已作出的行为仍然有效。
letter-authority-place = 地点和日期：______________________________
letter-authority-signature = 权利人签字，有公章的并加盖公章：______________________________
letter-authority-name = 签字人姓名：______________________________
letter-authority-function = 签字人职务：______________________________

letter-renewal-subject = { $right } 将于{ $last }到期，请续展
letter-renewal = 我们登记在案的权利 { $right }（{ $title }），权利人：{ $owner }，保护期的最后一天为{ $last }，距今还有 { $days } 天。
letter-renewal-then = 自次日起，我们无法再受理以该权利提出的投诉。请向注册机构办理续展，并将新的到期日和续展证明发给我们。
letter-renewal-done = 如已续展，或不再维持该权利，请告知我们，我们将不再提醒。

letter-standing-account = 整个账户
letter-standing-entered-subject = 诚信计划：已成为成员（{ $scope }）
letter-standing-entered = 贵账户现已加入诚信计划，范围：{ $scope }。
letter-standing-entered-then = 投诉类型单独计算的，须同时为该类型和整个账户的成员，方可享有该类型的便利。在某项比率被证明不合格之前，成员资格一直有效。
letter-standing-warned-subject = 诚信计划：警告（{ $scope }）
letter-standing-warned = 这是一份警告：贵方在“{ $scope }”范围内有一项比率超出了界限。目前尚不能证明什么：案件数量太少，无法区分比率不佳与偶然。
letter-standing-warned-then = 贵方仍为成员，享有全部便利。请查看未能维持的投诉及其准备方式。
letter-standing-probation-subject = 诚信计划：观察期至{ $date }（{ $scope }）
letter-standing-probation = 贵方在“{ $scope }”范围内有一项比率已被证明不合格，现处于观察期，至{ $date }止。
letter-standing-probation-then = 在此期间仍享有全部便利。届时如仍被证明不合格，成员资格终止。各项比率重新达标后，观察期即提前结束。
letter-standing-recovered-subject = 诚信计划：已恢复（{ $scope }）
letter-standing-recovered = 贵方在“{ $scope }”范围内的各项比率均已恢复达标，警告或观察期已结束。
letter-standing-recovered-then = 成员资格不变。
letter-standing-removed-subject = 诚信计划：成员资格终止（{ $scope }）
letter-standing-removed = 贵方在“{ $scope }”范围内的成员资格已终止。自{ $date }起，数字达到要求后可再次加入。
letter-standing-removed-then = 贵方的投诉将与非成员的投诉同样处理。除此之外没有其他后果。
letter-standing-figures = 计算依据
letter-standing-page = 今日数字
letter-standing-wrong = 如认为某一案件计算有误，请回复本函并注明该案件。

letter-misuse-warned-complaints-subject = 关于贵方投诉的警告
letter-misuse-warned-complaints = 这是一份警告：贵方的投诉多次未能成立。
letter-misuse-warned-complaints-then = 如继续发生，我们可能暂停处理贵方的投诉：在暂停期内，贵方新提交的投诉将被驳回。暂停最早在本函发出 { $days } 天之后作出，且仅针对本函发出之后提交的投诉。本警告有效期至{ $date }。
letter-misuse-suspended-complaints-subject = 贵方的投诉暂停处理至{ $date }
letter-misuse-suspended-complaints = 贵方此前已受到警告，其后又有投诉未能成立。自本函发出之日起至{ $date }，暂停处理贵方的投诉。
letter-misuse-suspended-complaints-then = 在此期间提交的投诉将被驳回；已受理的案件继续处理。{ $date }之后，贵方的投诉照常处理。
letter-misuse-warned-listings-subject = 关于贵方商品的警告
letter-misuse-warned-listings = 这是一份警告：贵方的商品多次因侵犯他人权利而下架。
letter-misuse-warned-listings-then = 如继续发生，贵方可能在一段时间内被暂停销售。暂停最早在本函发出 { $days } 天之后作出，且仅针对本函发出之后提交的投诉所涉商品。本警告有效期至{ $date }。
letter-misuse-suspended-listings-subject = 关于暂停贵方销售至{ $date }的决定
letter-misuse-suspended-listings = 贵方此前已受到警告，其后又有商品因侵权下架。我们决定自本函发出之日起至{ $date }暂停贵方销售。
letter-misuse-suspended-listings-then = 该措施由平台依照其条款执行。贵方仍可答复投诉、提出异议和申诉。
letter-misuse-warned-objections-subject = 关于贵方异议的警告
letter-misuse-warned-objections = 这是一份警告：贵方的反通知和申诉多次未获支持。
letter-misuse-warned-objections-then = 如继续发生，贵方可能在一段时间内被暂停。暂停最早在本函发出 { $days } 天之后作出，且仅针对本函发出之后提出的异议。本警告有效期至{ $date }。
letter-misuse-suspended-objections-subject = 关于暂停贵方至{ $date }的决定
letter-misuse-suspended-objections = 贵方此前已受到警告，其后又有反通知或申诉未获支持。我们决定自本函发出之日起至{ $date }暂停贵方。
letter-misuse-suspended-objections-then = 该措施由平台依照其条款执行。
letter-misuse-facts = 依据
letter-misuse-weighed = 我们考虑了案件数量、所占比例、后果的严重程度，以及是否有迹象表明出于故意。
letter-misuse-ground = 依据：我们关于滥用行为的条款。
letter-misuse-by_person = 上述情况由自动规则发现，由工作人员作出决定。
letter-misuse-by_rules = 上述情况由自动规则发现并作出决定，没有工作人员参与。
letter-misuse-wrong = 如认为有误，请回复本函并注明有关案件，将由工作人员查看。
letter-misuse-appeal = 在{ $date }之前回复本函即可免费申诉，由此前未就贵方作出任何决定的工作人员复核。
