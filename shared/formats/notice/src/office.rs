//! Offices of intellectual property by the names that people use.

/// The WIPO ST.3 code of the office that `text` names, or `text` itself when it is no known name.
pub(crate) fn code(text: &str) -> &str {
    let known: &[(&str, &[&str])] = &[
        ("EM", &["EU", "EUIPO", "OHIM", "EUTM", "EUROPEAN UNION", "欧盟", "欧盟知识产权局"]),
        ("US", &["USA", "USPTO", "UNITED STATES", "美国", "美国专利商标局"]),
        ("CN", &["CNIPA", "SIPO", "CHINA", "中国", "国家知识产权局", "中国国家知识产权局", "商标局"]),
        ("WO", &["WIPO", "MADRID", "世界知识产权组织"]),
        ("GB", &["UK", "UKIPO", "UNITED KINGDOM", "英国"]),
        ("DE", &["DPMA", "GERMANY", "德国"]),
        ("FR", &["INPI", "FRANCE", "法国"]),
        ("JP", &["JPO", "JAPAN", "日本"]),
        ("KR", &["KIPO", "KOREA", "韩国"]),
        ("EP", &["EPO", "欧洲专利局"]),
    ];
    let text = text.trim();
    let wanted = text.to_uppercase();
    known.iter().find(|(_, names)| names.contains(&wanted.as_str())).map_or(text, |(code, _)| code)
}
