//! Offices of intellectual property by the names that people use.

/// How an office is named.
pub(crate) struct Office {
    /// Its WIPO ST.3 code.
    pub(crate) code: &'static str,
    /// Names of itself, or of what it alone registers, with commas between.
    pub(crate) names: &'static str,
    /// Names of where its rights hold, with commas between. In a sentence they name the office only beside the
    /// word for a right.
    pub(crate) places: &'static str,
}

/// The offices. A name in capitals counts in a sentence only so written: `us` is a word.
pub(crate) const OFFICES: &[Office] = &[
    Office {
        code: "EM",
        names: "euipo, ohim, eutm, eutms, ctm, eu-ipo, eu trade mark, eu trademark, eu trade marks, eu trademarks, \
                european union trade mark, european union trademark, community trade mark, community trademark, \
                european union intellectual property office, registered community design, community design, RCD, REUD, \
                eu design, unionsmarke, unionsmarken, unionsmarkennummer, eu-marke, eu-marken, gemeinschaftsmarke, \
                gemeinschaftsgeschmacksmuster, unionsgeschmacksmuster, marque de l'union européenne, \
                marque de l’union européenne, marques de l'union européenne, marque communautaire, \
                dessin ou modèle communautaire, dessin communautaire, modèle communautaire, marca de la unión europea, \
                marca de la union europea, marca comunitaria, dibujo o modelo comunitario, diseño comunitario, \
                marchio dell'unione europea, marchio dell’unione europea, marchio ue, marchio comunitario, \
                disegno comunitario, modello comunitario, uniemerk, europees merk, gemeenschapsmodel, marca da união europeia, \
                marca da ue, desenho comunitário, znak towarowy unii europejskiej, unijny znak towarowy, \
                wzór wspólnotowy, знак европейского союза, 欧盟知识产权局, 歐盟智慧財產局, 欧盟商标, 歐盟商標, \
                欧盟外观设计, 欧共体商标, 欧共体外观设计, 欧洲联盟商标, 欧盟注册商标, 欧州連合商標, 欧州連合知的財産庁, 共同体意匠, \
                유럽연합상표, 유럽연합 상표, 유럽연합지식재산청",
        places: "EU, европейского союза, european union, europäische union, europäischen union, union européenne, unión europea, \
                 unione europea, europese unie, união europeia, unii europejskiej, UE, 欧盟, 歐盟, 欧州連合, 유럽연합",
    },
    Office {
        code: "US",
        names: "uspto, united states patent and trademark office, u.s. patent and trademark office, \
                us patent and trademark office, 美国专利商标局, 美國專利商標局, 米国特許商標庁, 미국특허상표청",
        places: "US, u.s., USA, u.s.a., united states, american, us-marke, us-patent, 美国, 美國, 米国, 미국, estados unidos, états-unis, \
                 stati uniti, сша",
    },
    Office {
        code: "CN",
        names: "cnipa, sipo, chinese trademark office, china trademark office, 国家知识产权局, 國家知識產權局, \
                中国国家知识产权局, 商标局, 国家商标局, 中国商标, 中國商標, 中国注册商标, 中国专利, 中国发明专利, \
                中国外观设计专利, 中国外观设计",
        places: "CN, china, chinese, p.r.c., PRC, chinesische, chinesisches, chinoise, chinois, chino, 中国, 中國, 중국, китай",
    },
    Office {
        code: "WO",
        names: "wipo, ompi, IR, international registration, int. registration, international reg., intl. registration, \
                international trademark registration, international trade mark registration, \
                internationale registrierung, ir-marke, enregistrement international, marque internationale, registro internacional, \
                marca internacional, registrazione internazionale, marchio internazionale, \
                internationale inschrijving, rejestracja międzynarodowa, международная регистрация, \
                世界知识产权组织, 世界知識產權組織, 国际注册, 马德里国际注册, 马德里商标, 国際登録, 국제등록",
        places: "madrid, 马德里, 馬德里, マドリッド",
    },
    Office {
        code: "GB",
        names: "ukipo, uk-ipo, uk ipo, uk intellectual property office, uk trade mark, uk trademark, uk registered trade mark, \
                英国知识产权局, 英国商标, 英國商標",
        places: "UK, u.k., GB, united kingdom, british, great britain, britische, britannique, 英国, 英國, イギリス, 영국",
    },
    Office {
        code: "DE",
        names: "dpma, deutsches patent- und markenamt, deutschen patent- und markenamt, german patent and trade mark office, \
                德国专利商标局",
        places: "DE, germany, german, deutschland, deutsche, deutschen, deutsches, allemagne, allemande, alemana, tedesco, tedesca, 德国, 德國, \
                 ドイツ, 독일",
    },
    Office {
        code: "FR",
        names: "inpi, institut national de la propriété industrielle",
        places: "FR, france, french, française, français, frankreich, französische, francese, 法国, 法國, フランス, 프랑스",
    },
    Office {
        code: "JP",
        names: "jpo, japan patent office, 特許庁, 日本特許庁, 日本特许厅, 日本商标, 日本商標",
        places: "JP, japan, japanese, japanische, japonaise, 日本, 일본",
    },
    Office {
        code: "KR",
        names: "kipo, korean intellectual property office, 특허청, 한국특허청, 지식재산처, 韩国知识产权局, 韩国特许厅, \
                한국상표, 대한민국 상표",
        places: "KR, korea, korean, south korean, koreanische, 대한민국, 한국, 韩国, 韓國, 韓国",
    },
    Office {
        code: "BX",
        names: "boip, bbie, obpi, benelux office for intellectual property, benelux-merk, beneluxmerk, benelux-marke, marque benelux",
        places: "benelux, BX, 比荷卢",
    },
    Office {
        code: "EP",
        names: "EPO, european patent office, european patent, europäisches patent, europäisches patentamt, brevet européen, patente europea, \
                brevetto europeo, 欧洲专利局, 欧洲专利, 歐洲專利",
        places: "EP",
    },
    Office {
        code: "ES",
        names: "oepm, oficina española de patentes y marcas",
        places: "ES, spain, spanish, española, español, 西班牙",
    },
    Office { code: "IT", names: "uibm", places: "IT, italy, italian, italiano, italiana, 意大利" },
    Office { code: "PL", names: "uprp, urząd patentowy rp", places: "PL, poland, polish, polski, 波兰" },
    Office { code: "PT", names: "", places: "PT, portugal, portuguese, portuguesa, 葡萄牙" },
    Office {
        code: "RU",
        names: "rospatent, роспатент",
        places: "RU, russia, russian, российский, россии, 俄罗斯",
    },
    Office { code: "CH", names: "", places: "CH, switzerland, swiss, schweizer, schweiz, suisse, 瑞士" },
    Office { code: "CA", names: "cipo", places: "canada, canadian, 加拿大" },
    Office { code: "AU", names: "ip australia", places: "AU, australia, australian, 澳大利亚" },
];

/// The phrases of a list with commas between.
pub(crate) fn phrases(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty())
}

/// The WIPO ST.3 code of the office that `text` names, or `text` itself when it is no known name.
pub(crate) fn code(text: &str) -> &str {
    let text = text.trim();
    let wanted = text.to_lowercase();
    let named = |office: &&Office| {
        phrases(office.names).chain(phrases(office.places)).any(|name| name.to_lowercase() == wanted)
    };
    OFFICES.iter().find(named).map_or(text, |office| office.code)
}
