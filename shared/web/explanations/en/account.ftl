# How a case was decided, told from its record: the frame, and what happened. For readers of law, not for parties.

explain-title = How case { $reference } was decided
explain-intro = The program composed this account from the record of the case; nothing in it was added by hand. “The program” is the software that handles complaints for the operator. “The register” is the register of rights that the operator keeps. “The rules” are those by which the program decides without a person. All times are in UTC (Coordinated Universal Time).

explain-part-complaint = 1. The complaint
explain-part-decisions = 2. What happened and what was decided, in the order of time
explain-part-state = 3. Where the case stands
explain-part-check = 4. How this can be checked

explain-filed-web = On { $at } a complaint about the listing “{ $listing }” on the marketplace “{ $marketplace }” was received through the web form.
explain-filed-api = On { $at } a complaint about the listing “{ $listing }” on the marketplace “{ $marketplace }” was received through the programming interface.
explain-filed-mail = On { $at } a complaint about the listing “{ $listing }” on the marketplace “{ $marketplace }” was received by e-mail.
explain-one-listing = It names no other listing.
explain-many-listings = It names { $count } listings. Each of them is a case of its own; this account is of this one alone.
explain-refiled = It was filed again: number of earlier cases for the same complainant, under the same right and about the same listing, that had ended by then: { $count }.
explain-corrects = It corrects a complaint that was declined, and has the place in the queue that the earlier one had from { $at }.
explain-right = It relies on this right: { $kind }, { $office }, No. { $number }.
explain-right-words = What this right protects is, as the register has it now: “{ $words }”.
explain-right-unnumbered = It relies on a right that no office has numbered: { $kind }.
explain-right-none = It names no right that could be looked up in a register.
explain-ground = The legal ground of such a claim is the following. { $ground }
explain-territory = The operator applies the law of { $territory } to this marketplace.
explain-document = The complaint as it was received is kept under the SHA-256 digest { $digest }.

judged-by-rules = The program applied rule set { $set }. No person took part in this step.
judged-version = It looked at the listing in the version “{ $version }”. A version is the marketplace’s own name for the state of a listing or, where it gives none, the SHA-256 digest of all that it says of the offer.
judged-title = The title of the listing in that version reads: “{ $title }”.
judged-no-version = No version of the listing is on record for this step.
judged-snapshot = What the marketplace said of the listing then was put down with the case, under the SHA-256 digest { $digest }; “goodfaith case judged” shows it and compares it with the digest, unless it was erased since with its seller’s data.
judged-unknown-guard = Also on record: “{ $code }”, which this version of the program cannot put into words.
judged-findings = These are the findings on record. They are what the program found at that time; no court made them.
judged-found-by = How the mark was found: { $operation }.
judged-unrecorded = Nothing is on record about: { $inputs }.
judged-unknown-value = On record about { $input }: “{ $value }”, which this version of the program cannot put into words.
judged-unknown-input = On record under “{ $name }”: “{ $value }”, which this version of the program cannot put into words.
judged-rule-first = The rules are asked in a fixed order, and the first that applies decides. That was the first of { $count } (code “{ $code }”).
judged-rule = The rules are asked in a fixed order, and the first that applies decides. That was rule { $nth } of { $count } (code “{ $code }”); none of the rules before it applied.
judged-rests-on = It applied because of { $findings }.
judged-catch-all = It applies to whatever no rule before it has decided.
judged-why = Why this rule stands: { $why }
judged-says = What it provides: { $verdict }.
judged-no-rule = No rule applied. What no rule decides is decided by a person.
judged-set-missing = Rule set { $set } is not at hand, so this account cannot give its rules in words.
judged-set-missing-rule = Rule set { $set } is not at hand, so this account cannot give its rules in words. The rule that decided has the code “{ $code }”.
judged-switches = The operator can stop automatic decisions by switches. These govern this step: { $scopes }.
judged-same = Computed again for this account from the record, rule set { $set } gives the same result.
judged-differs = Computed again for this account from the record, rule set { $set } does not give the result on record. It gives: { $verdict }.
judged-other-rule = The record names another rule as the one that decided: “{ $code }”.

finding = finding ({ $number })
findings-two = { $first } and { $last }
findings-join = { $first }, { $last }

scope-all = the one for everything
scope-marketplace = that for the marketplace “{ $id }”
scope-right = that for the right { $right }
scope-rule = that for the rule “{ $code }”

floor-kept = Above the rules stand limits that are built into the program and that no rule set can lift. They did not change this result.
floor-overrode = Above the rules stand limits that are built into the program and that no rule set can lift. They did not let this rule decide: { $reason }. Therefore { $verdict }.

verdict-accept = the complaint is accepted
verdict-incomplete = the complainant is asked for what is missing
verdict-again = nothing is decided yet, and the listing is looked at again later
verdict-decline = the complaint is declined, because { $reason }
verdict-desk = the case goes to a person, who decides { $asked }

person = a person (reviewer { $letter })
decided-accept = Result: the complaint was accepted by the program, without a person. Measure: { $measure }.
    .person = Decision by { $person }: the complaint was accepted. Measure: { $measure }.
decided-accept-person = Decision by { $person }: the complaint was accepted. Measure: { $measure }.
decided-decline = Result: the complaint was declined by the program, without a person, because { $reason }.
    .person = Decision by { $person }: the complaint was declined, because { $reason }.
decided-decline-person = Decision by { $person }: the complaint was declined, because { $reason }.
decided-desk = Result: the program decided nothing itself. The case went to a person, to decide { $asked }.
decided-incomplete = Result: the complaint was not decided. The complainant was asked for what is missing: { $elements }.
decided-reasons-of-person = A person’s grounds beyond this are not on record in the case.

told-merged = The same complaint was received once more, and joined to this case.
told-completed = The complainant supplied what was missing. The complaint as it is since then is kept under the SHA-256 digest { $digest }.
told-still-missing = Still missing: { $elements }.
told-pictures-asked = Before deciding, the program had the pictures of the listing compared, in its version “{ $version }”.
told-pictures-compared = The pictures of the listing in its version “{ $version }” were compared by their PDQ hashes. Compared: { $compared }; not to be had or not to be read: { $left }. { $result }
told-nearest-reference = The nearest pair: the listing’s picture “{ $picture }” and the reference picture of the right with the SHA-256 digest { $digest }. Their hashes differ in { $distance } of 256 bits.
told-nearest-evidence = The nearest pair: the listing’s picture “{ $picture }” and the picture in the complaint’s evidence with the SHA-256 digest { $digest }. Their hashes differ in { $distance } of 256 bits.
told-excuse-allowed = It does not count in full: a picture of a use that the owner allows is near, too.
told-excuse-negative = It does not count in full: a picture that is never to count is near, too.
told-excuse-unreliable = It does not count in full: one of the two shows too little to tell.
told-reconsidered-edited = Before anything was ordered, the acceptance by the program was taken back: the listing was no longer in the version that had been judged. It is to be judged again.
told-reconsidered-stopped = Before anything was ordered, the acceptance by the program was taken back: the operator had stopped automatic decisions for such cases. It is to be judged again.
told-order = Order: { $what }.
told-order-unclear = The marketplace’s answer to the order did not come.
told-order-done = Answer of the marketplace: { $what }. Its reference: “{ $reference }”.
told-order-retried = The order is sent again.
    .person = Decision by { $person }: the order is sent again.
told-withdrawn = The complainant withdrew the complaint.
told-counter-noticed = The seller objected with a counter-notice (SHA-256 digest { $digest }).
told-answered-concede = The complainant answered the counter-notice and accepts it (SHA-256 digest { $digest }).
told-answered-contest = The complainant answered the counter-notice and contests it (SHA-256 digest { $digest }).
told-court-named = The complainant stated that it has brought a court action about this listing (SHA-256 digest { $digest }). The measure stays until that ends.
told-upheld = Result: the measure stays; the counter-notice did not succeed. No person decided this.
    .person = Decision by { $person }: the measure stays; the counter-notice did not succeed.
told-upheld-court = Outcome of the court action: the measure stays.
    .person = Entered by { $person }: the outcome of the court action. The measure stays.
told-restore = Result: the listing is to be restored. No person decided this. { $why }
    .person = Decision by { $person }: the listing is to be restored. { $why }
told-blind-agreed = As a check, the complaint was judged again, with the same result. Such a check changes nothing in the case.
    .person = As a check, { $person } judged the complaint again without knowing what the rules had decided, and came to the same result. Such a check changes nothing in the case.
told-blind-differed = As a check, the complaint was judged again, with another result. Such a check changes nothing in the case.
    .person = As a check, { $person } judged the complaint again without knowing what the rules had decided, and came to another result. Such a check changes nothing in the case.
told-appealed-complainant = The complainant appealed (SHA-256 digest { $digest }).
told-appealed-seller = The seller appealed (SHA-256 digest { $digest }).
told-appeal-kept = Decision on the appeal: the decision stands.
    .person = Decision on the appeal by { $person }, who had decided nothing in this case before: the decision stands.
told-appeal-reversed = Decision on the appeal: the decision is reversed.
    .person = Decision on the appeal by { $person }, who had decided nothing in this case before: the decision is reversed.
told-appeal-measure = Measure: { $measure }.
told-wrote-complainant = The complainant wrote about the case (SHA-256 digest { $digest }).
told-wrote-seller = The seller wrote about the case (SHA-256 digest { $digest }).
told-closed = The case was closed. { $outcome }

explain-undecided = No decision on the complaint has been taken.
explain-state = The last entry of the record is of { $at }. Since then the state of the case is: { $state }.
explain-chain = The record has { $entries } entries. Each is bound to the one before it by a SHA-256 digest; the last digest is { $head }. Before this account was composed, the whole chain was computed again, and it fits. The command “goodfaith case export { $reference }” hands out the record for a check with an independent program. Inside the program the case has the identifier { $case }.
explain-recompute = Decisions by rules can be computed again: rules look at nothing but the facts of the complaint and the findings on record, and the same always leads to the same.
explain-set = A rule set is not changed once it has decided anything. What “goodfaith rules show { $set }” prints of rule set { $set }, without the end of its last line, has the SHA-256 digest { $digest }.
explain-set-missing = Rule set { $set }, by which this case was judged, is not at hand here; what it decided cannot be computed again here.
