# Acts of law by the names by which they are cited.

statute-eu-dsa = the Digital Services Act, Regulation (EU) 2022/2065
statute-eu-marks = Regulation (EU) 2017/1001 on the European Union trade mark
statute-eu-national-marks = Directive (EU) 2015/2436 as transposed into national trade mark law
statute-eu-copyright = Directive 2001/29/EC as transposed into national copyright law
statute-eu-software = Directive 2009/24/EC on computer programs as transposed into national law
statute-eu-designs = Regulation (EC) No 6/2002 on European Union designs
statute-eu-national-designs = Directive 98/71/EC as transposed into national design law
statute-eu-patents = the European Patent Convention, with the national patent law
statute-eu-agricultural-indications = Regulation (EU) 2024/1143 (for wine, spirit drinks and agricultural products)
statute-eu-industrial-indications = Regulation (EU) 2023/2411 (for craft and industrial products)
statute-eu-trade-secrets = Directive (EU) 2016/943 as transposed into national trade secret law
statute-us-trade = 15 U.S.C.
statute-us-copyright = 17 U.S.C.
statute-us-trade-secrets = 18 U.S.C.
statute-us-patents = 35 U.S.C.
statute-cn-e-commerce = the E-Commerce Law of the People’s Republic of China
statute-cn-guiding-opinions = the Guiding Opinions of the Supreme People’s Court of China, Fa Fa (2020) No. 32
statute-cn-marks = the Trademark Law of the People’s Republic of China
statute-cn-copyright = the Copyright Law of the People’s Republic of China
statute-cn-software = the Regulations on the Protection of Computer Software of the People’s Republic of China
statute-cn-patents = the Patent Law of the People’s Republic of China
statute-cn-indications = the Measures for the Protection of Geographical Indication Products of the People’s Republic of China
statute-cn-competition = the Anti-Unfair Competition Law of the People’s Republic of China

law-article = Article { $places } of { $act }
law-articles = Articles { $places } of { $act }
law-section = { $act } { $places }
law-and = { $list } and { $last }
law-apart = {"; "}
law-bracketed = { $text } ({ $law }).
law-ground = Legal basis: { $law }.
