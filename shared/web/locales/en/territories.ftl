# The member states of the European Union, by ISO 3166, and where a measure holds in some of them only.

measure-only-in = in { $territories } only
state-only-in = This applies in { $territories } only.
letter-scope-part = The measure applies in { $territories } only. Elsewhere on { $marketplace } the listing can still be offered.
letter-lead-part-complainant = { $count ->
        [one] The listing that you reported has been taken down in the territory named below, which your right covers. Elsewhere it can still be offered.
       *[other] The { $count } listings that you reported have been taken down in the territory named below, which your right covers. Elsewhere they can still be offered.
    }
letter-lead-part-seller = { $count ->
        [one] Your listing has been taken down in a part of the marketplace’s territory because of an intellectual property complaint. This letter tells you what was done, where, why, and which remedies you have.
       *[other] { $count } of your listings have been taken down in a part of the marketplace’s territory because of an intellectual property complaint. This letter tells you what was done, where, why, and which remedies you have.
    }
letter-part = This concerns the listing in { $territories } only.
letter-part-accepted = Your right covers { $territories } only. The listing is to be taken down there; elsewhere it can still be offered.
letter-part-restored = It had been taken down in { $territories } only, and is available there again.
seller-scope-part = In { $territories } only, without an end date, until the decision is lifted.

territory-AT = Austria
territory-BE = Belgium
territory-BG = Bulgaria
territory-CY = Cyprus
territory-CZ = Czechia
territory-DE = Germany
territory-DK = Denmark
territory-EE = Estonia
territory-ES = Spain
territory-FI = Finland
territory-FR = France
territory-GR = Greece
territory-HR = Croatia
territory-HU = Hungary
territory-IE = Ireland
territory-IT = Italy
territory-LT = Lithuania
territory-LU = Luxembourg
territory-LV = Latvia
territory-MT = Malta
territory-NL = the Netherlands
territory-PL = Poland
territory-PT = Portugal
territory-RO = Romania
territory-SE = Sweden
territory-SI = Slovenia
territory-SK = Slovakia
