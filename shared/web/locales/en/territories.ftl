# The member states of the European Union, by ISO 3166, and where a measure holds in some of them only.

measure-only-in = in { $territories } only
measure-in = in { $territories }
state-only-in = The measure is limited to { $territories }.
state-in_force-part =
    .complainant = The listing is no longer offered in { $territories }; elsewhere it can still be offered.
    .seller = The listing is down in { $territories }; elsewhere it can still be offered.
state-upheld-part =
    .complainant = After the seller’s objection it was decided that the listing stays down in { $territories }. Elsewhere it can still be offered.
    .seller = After your objection it was decided that the listing stays down in { $territories }. Elsewhere it can still be offered.
state-restore_due-part =
    .complainant = The listing will be available in { $territories } again.
    .seller = The listing will be available in { $territories } again.
state-restore_requested-part =
    .complainant = The marketplace has been asked to restore the listing in { $territories }.
    .seller = The marketplace has been asked to restore your listing in { $territories }.
state-restored-part =
    .complainant = The listing is available in { $territories } again.
    .seller = Your listing is available in { $territories } again.
state-held_for_court-part =
    .complainant = You have stated that a court or an authority is dealing with this listing. It stays down in { $territories } until that is decided; elsewhere it can still be offered.
    .seller = The complainant states that a court or an authority is dealing with this listing. It stays down in { $territories } until that is decided; elsewhere it can still be offered.
outcome-taken_down-part = The listing stays down in { $territories }; elsewhere it can still be offered.
outcome-restored-part = The listing stays available, in { $territories } too.
outcome-not_enforced-part = The marketplace refused to take the listing down in { $territories }.
outcome-not_restored-part = The marketplace refused to restore the listing in { $territories }, so it is still down there.
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
