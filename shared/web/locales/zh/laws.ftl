# 法律法规的引用名称。

statute-eu-dsa = 《数字服务法》（欧盟第 2022/2065 号条例）
statute-eu-marks = 《欧盟商标条例》（欧盟第 2017/1001 号条例）
statute-eu-national-marks = 《欧盟商标指令》（欧盟第 2015/2436 号指令，已转化为成员国商标法）
statute-eu-copyright = 《信息社会版权指令》（欧盟第 2001/29/EC 号指令，已转化为成员国版权法）
statute-eu-software = 《计算机程序保护指令》（欧盟第 2009/24/EC 号指令，已转化为成员国法律）
statute-eu-designs = 《欧盟外观设计条例》（第 6/2002 号条例）
statute-eu-national-designs = 《欧盟外观设计指令》（第 98/71/EC 号指令，已转化为成员国外观设计法）
statute-eu-patents = 《欧洲专利公约》（并适用所在国专利法）
statute-eu-agricultural-indications = 欧盟第 2024/1143 号条例（适用于葡萄酒、烈酒和农产品的地理标志）
statute-eu-industrial-indications = 欧盟第 2023/2411 号条例（适用于工艺品和工业品的地理标志）
statute-eu-trade-secrets = 《商业秘密指令》（欧盟第 2016/943 号指令，已转化为成员国法律）
statute-us-trade = 《美国法典》第 15 编
statute-us-copyright = 《美国法典》第 17 编
statute-us-trade-secrets = 《美国法典》第 18 编
statute-us-patents = 《美国法典》第 35 编
statute-cn-e-commerce = 《中华人民共和国电子商务法》
statute-cn-guiding-opinions = 《最高人民法院关于审理涉电子商务平台知识产权民事案件的指导意见》（法发〔2020〕32号）
statute-cn-marks = 《中华人民共和国商标法》
statute-cn-copyright = 《中华人民共和国著作权法》
statute-cn-software = 《计算机软件保护条例》
statute-cn-patents = 《中华人民共和国专利法》
statute-cn-indications = 《地理标志产品保护办法》
statute-cn-competition = 《中华人民共和国反不正当竞争法》

law-article = { $act }{ $places }
law-articles = { $act }{ $places }
law-section = { $act }{ $places }
law-and = { $list }和{ $last }
law-apart = {"；"}
law-bracketed = { $text }（{ $law }）。
law-ground = 法律依据：{ $law }。
