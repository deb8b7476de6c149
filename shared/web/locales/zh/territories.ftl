# 欧盟成员国（ISO 3166），以及措施仅在其中部分国家有效时的用语。

measure-only-in = 仅限{ $territories }
measure-in = { $territories }
state-only-in = 措施仅限于{ $territories }。
state-in_force-part =
    .complainant = 该商品已在{ $territories }停止销售，在其他地区仍可销售。
    .seller = 该商品在{ $territories }处于下架状态，在其他地区仍可销售。
state-upheld-part =
    .complainant = 卖家提出异议后，决定该商品在{ $territories }维持下架，在其他地区仍可销售。
    .seller = 您提出异议后，决定该商品在{ $territories }维持下架，在其他地区仍可销售。
state-restore_due-part =
    .complainant = 该商品将在{ $territories }恢复销售。
    .seller = 该商品将在{ $territories }恢复销售。
state-restore_requested-part =
    .complainant = 已请平台在{ $territories }恢复该商品。
    .seller = 已请平台在{ $territories }恢复您的商品。
state-restored-part =
    .complainant = 该商品已在{ $territories }恢复销售。
    .seller = 您的商品已在{ $territories }恢复销售。
state-held_for_court-part =
    .complainant = 您称法院或者主管部门正在处理与该商品有关的案件。在作出裁判或者决定之前，该商品在{ $territories }保持下架，在其他地区仍可销售。
    .seller = 投诉人称，法院或者主管部门正在处理与该商品有关的案件。在作出裁判或者决定之前，该商品在{ $territories }保持下架，在其他地区仍可销售。
outcome-taken_down-part = 该商品在{ $territories }维持下架，在其他地区仍可销售。
outcome-restored-part = 该商品在{ $territories }也维持销售。
outcome-not_enforced-part = 平台拒绝在{ $territories }下架该商品。
outcome-not_restored-part = 平台拒绝在{ $territories }恢复该商品，因此在上述地区仍处于下架状态。
letter-scope-part = 该措施仅适用于{ $territories }。在 { $marketplace } 的其他地区，该商品仍可销售。
letter-lead-part-complainant = { $count ->
        [1] 您投诉的商品已在下列地区下架，您的权利在该地区有效。在其他地区仍可销售。
       *[other] 您投诉的 { $count } 个商品已在下列地区下架，您的权利在该地区有效。在其他地区仍可销售。
    }
letter-lead-part-seller = { $count ->
        [1] 您的商品因知识产权投诉已在平台的部分地区被下架。本函说明采取了什么措施、在哪些地区、为什么，以及您有哪些救济途径。
       *[other] 您的 { $count } 个商品因知识产权投诉已在平台的部分地区被下架。本函说明采取了什么措施、在哪些地区、为什么，以及您有哪些救济途径。
    }
letter-part = 本函仅涉及该商品在{ $territories }的情况。
letter-part-accepted = 您的权利仅在{ $territories }有效。该商品将在上述地区下架；在其他地区仍可销售。
letter-part-restored = 该商品此前仅在{ $territories }下架，现已在上述地区恢复销售。
seller-scope-part = 仅适用于{ $territories }，没有截止日期，直至决定被撤销。

territory-AT = 奥地利
territory-BE = 比利时
territory-BG = 保加利亚
territory-CY = 塞浦路斯
territory-CZ = 捷克
territory-DE = 德国
territory-DK = 丹麦
territory-EE = 爱沙尼亚
territory-ES = 西班牙
territory-FI = 芬兰
territory-FR = 法国
territory-GR = 希腊
territory-HR = 克罗地亚
territory-HU = 匈牙利
territory-IE = 爱尔兰
territory-IT = 意大利
territory-LT = 立陶宛
territory-LU = 卢森堡
territory-LV = 拉脱维亚
territory-MT = 马耳他
territory-NL = 荷兰
territory-PL = 波兰
territory-PT = 葡萄牙
territory-RO = 罗马尼亚
territory-SE = 瑞典
territory-SI = 斯洛文尼亚
territory-SK = 斯洛伐克
