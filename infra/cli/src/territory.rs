//! Territories as they are typed.

use anyhow::{anyhow, bail};
use case::Territory;

/// The countries of ISO 3166-1, and Kosovo's code, which offices use beside them.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
/// Where one right holds in several countries: the Union, Benelux and OAPI.
const UNIONS: &str = "EU BX OA";

/// The territory that `text` names: one that there is.
pub(crate) fn territory(text: &str) -> anyhow::Result<Territory> {
    let territory: Territory = text.parse()?;
    if COUNTRIES.split(' ').chain(UNIONS.split(' ')).any(|code| code == text) {
        return Ok(territory);
    }
    match text {
        "UK" => bail!("the United Kingdom's code is GB"),
        "EL" => bail!("the code of Greece is GR"),
        "EM" => bail!("EM is the office; the territory is EU"),
        _ => Err(anyhow!("no country has the code {text} (ISO 3166); besides there are EU, BX and OA")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_territory_is_one_that_there_is() {
        for known in ["EU", "US", "CN", "GB", "BX", "OA", "AD", "ZW"] {
            assert_eq!(territory(known).unwrap().to_string(), known);
        }
        assert_eq!(COUNTRIES.split(' ').count(), 250);
        for (wrong, says) in
            [("ZZ", "no country"), ("UK", "GB"), ("EM", "EU"), ("EL", "GR"), ("eu", "capital")]
        {
            let error = territory(wrong).unwrap_err();
            assert!(format!("{error:#}").contains(says), "{wrong}: {error:#}");
        }
    }
}
