# Letters.

letter-greeting = Good day,
letter-greeting-name = Dear { $name },
letter-regards = Kind regards
letter-several = { $count } listings
letter-more = and { $count } more (see the page below)

letter-reference = Reference
letter-filed = Filed
letter-claim = Claim
letter-right = Right
letter-complainant = Complainant

letter-decide-by = We aim to decide by { $at }.
letter-complete-by = Please send this by { $at }. You keep your place in the queue. After that date we have to decline the complaint.
letter-since = The listing has not been offered since { $at }.
letter-since-part = The listing has not been offered in { $territories } since { $at }; elsewhere it can still be offered.
letter-answer-by = Please answer by { $at }. If we do not hear from you by then, the listing will be restored.
letter-answer-by-dmca = The listing will be restored after { $at }, unless we have received proof by then that you have filed an action to restrain the seller. An answer without that proof does not change this.
letter-answer-by-e_commerce_law = The listing will be restored after { $at }, unless we have received proof by then that you have complained to the competent authority or sued. An answer without that proof does not change this.
letter-objected-at = The seller wrote on { $at }:
letter-received-at = We received it on { $at }.
letter-withdrawn-at = It was withdrawn on { $at }.
letter-appeal-until = You can appeal until { $at }.
letter-object-until = You can object and appeal until { $at }.
letter-only-object-until = You can object until { $at }.

letter-by-machine = The decision was taken on { $at } by automated means, without human review.
letter-by-machine-appeal = The decision was taken on { $at } by automated means, without human review. If you appeal, a person reviews it.
letter-by-person = The decision was taken on { $at } by a person. Automated means were used only to prepare it.
letter-by-person-alone = A person decided this on { $at }, without automated means.

letter-decline-code = Decision
letter-decline-reason = Why
letter-decline-law = Legal basis
letter-decline-field = Concerns
letter-decline-cure = What you can do
letter-again-page = To file again, use “Correct and resubmit” on the page below.
letter-again-form = To file again, send a new complaint with the form: { $form }
letter-decline-by-reply = You can also reply to this letter, from the address that it was sent to, with the document attached. Your complaint is then filed again with it, and is not declined for the same reason before a person has read it.

letter-restriction-title = What was done
letter-restriction = Measure
letter-restriction-since = In force since
letter-scope = Territory
letter-scope-text = The measure applies wherever the listing is offered on { $marketplace }.
letter-duration = Duration
letter-duration-text = Until the decision is lifted. There is no end date.
letter-facts-title = The facts
letter-facts = The decision rests on a notice that { $complainant } filed with us on { $filed }. We did not look for this listing ourselves.
letter-facts-law = The decision rests on a notice under { $law }, which { $complainant } filed with us on { $filed }. We did not look for this listing ourselves.
letter-protected = Protected by it
letter-listing-title = Title of the listing
letter-seen = Where we see the infringement
letter-seen-title = The title of the listing contains what is protected: { $protected }.
letter-seen-title-like = The title of the listing contains what is protected, in another form or something close to it: { $protected }.
letter-seen-words = The words of the listing contain what is protected: { $protected }.
letter-seen-words-like = The words of the listing contain what is protected, in another form or something close to it: { $protected }.
letter-seen-copied = The words of the listing repeat { $words } words of the registered text “{ $protected }” in the same order. That is about { $share } per cent of that text, without sentences that many write alike.
letter-seen-copied-title = Most of these words stand in its title.
letter-seen-copied-attributes = Most of these words stand in one of its attributes.
letter-seen-copied-text = Most of these words stand in its description.
letter-weighed = What else the listing says
letter-weighed-resale = Genuine goods that were put on the market by the owner or with the owner’s consent may as a rule be resold. The person who decided did not find that this is such a case.
letter-seen-same_picture = A picture of the listing is the same as a picture of the right.
letter-seen-near_picture = A picture of the listing is like a picture of the right or of the notice.
letter-seen-described = In what the notice describes under the claim “{ $claim }”.
letter-statement-dsa = This is the statement of reasons under { $law }.
letter-statement-dmca = This is the notification under { $law }.
letter-statement-e_commerce_law = With this letter we forward the notice to you under { $law }.
letter-statement-terms = This letter follows the marketplace’s own procedure.
letter-said = The notice explains:
letter-no-words = The notice gives no written explanation.
letter-automated-title = Automated means
letter-automated-detection = The listing was not detected by automated means; it was named in the notice.
letter-ground-title = The legal ground
letter-why-machine = We consider the listing illegal on this ground because the right is registered and in force, the notice comes from someone who may act under the right, and an automatic comparison found in the listing what is named above under “Where we see the infringement”.
letter-why-person = We consider the listing illegal on this ground because a person found that the listing does what the notice describes. What is named above under “Where we see the infringement” was before that person.

letter-see = See the case
letter-acts = On the page above you can now:

letter-redress-title = If you do not agree
letter-redress-object = Object: send us a counter-notice on the page above. The complainant has to answer it; if they do not answer in time, your listing will be restored.
letter-redress-object-dmca = Object: send us a counter-notice on the page above. Your listing will be restored 10 to 14 business days later, unless the complainant shows by then that it has filed an action to restrain you.
letter-redress-object-e_commerce_law = Object: send us a declaration of non-infringement on the page above. Your listing will be restored 15 days after the complainant has received it, unless it shows by then that it has complained to the competent authority or sued.
letter-redress-ask = Ask for a person: on the page above you can ask that a person look at the automated decision now. We aim to answer within 24 hours. It uses up neither an objection nor an appeal.
letter-redress-appeal = Appeal to us on the page above, free of charge, within six months. A person who was not involved before reviews it.
letter-redress-body = Turn to a certified out-of-court dispute settlement body.
letter-redress-court = Go to court. The other options do not affect this right.

letter-redress-outside = Remedies outside this procedure

letter-lead-receipt = { $count ->
        [one] Thank you for your complaint. We have received it. The page below shows where it stands. It is about this listing:
       *[other] Thank you for your complaint. We have received it. The page below shows where it stands. It is about these { $count } listings, each of which is decided separately:
    }
letter-subject-paused-complainant = Paused: { $title } ({ $reference })
letter-subject-paused-seller = Your listing was paused: { $title } ({ $reference })
letter-lead-paused-complainant = { $count ->
        [one] The listing that you reported has been paused: buyers cannot see or order it.
       *[other] The { $count } listings that you reported have been paused: buyers cannot see or order them.
    }
letter-lead-paused-seller = { $count ->
        [one] Your listing has been paused because of an intellectual property complaint. It was not removed. This letter tells you what was done, why, and which remedies you have.
       *[other] { $count } of your listings have been paused because of an intellectual property complaint. They were not removed. This letter tells you what was done, why, and which remedies you have.
    }
letter-lead-incomplete = When we checked your complaint, something was missing. We needed the following:
letter-lead-objected-dmca = { $count ->
    [one] Thank you for your counter-notice. We are passing it on to the complainant. Your listing will be restored 10 to 14 business days later, unless the complainant shows by then that it has filed an action to restrain you.
   *[other] Thank you for your counter-notice. We are passing it on to the complainant. Your listings will be restored 10 to 14 business days later, unless the complainant shows by then that it has filed an action to restrain you.
}
letter-lead-objected-e_commerce_law = { $count ->
    [one] Thank you for your declaration. We are passing it on to the complainant. Your listing will be restored 15 days after the complainant has received it, unless it shows by then that it has complained to the competent authority or sued.
   *[other] Thank you for your declaration. We are passing it on to the complainant. Your listings will be restored 15 days after the complainant has received it, unless it shows by then that it has complained to the competent authority or sued.
}
letter-answered-at = The answer arrived on { $at }.
letter-person-compares = A person compares your objection with this answer and decides whether the listing stays down.
letter-court-stated = The complainant has stated the following.
letter-reply-once = You can reply once, with words and files, on the page linked in this letter. The complainant and the person who decides receive your reply. A person decides with or without it, and no deadline changes.
letter-lead-court-seller = The complainant had reported a court action. A person has entered its outcome: the listing stays down.
letter-lead-court-complainant = You had reported a court action. A person has entered its outcome: the listing stays down.
letter-merged-incomplete = The earlier complaint cannot be processed yet, because something is missing. Please complete it on the page below. We need the following:
letter-merged-nothing = You do not need to do anything.
letter-seller-objects = The seller may object. If so, you will hear from us.
letter-seller-appeals = The seller may appeal. If so, you will hear how the appeal was decided.
letter-reason = The reason
letter-corrected-mistake = The mistake was ours. It does not count against you.
letter-corrected-mistake-seller = The mistake was ours, and we are sorry for it.
letter-corrected-unfounded-seller = The complaint does not justify taking the listing down: { $reason }.
letter-person-writes = The person who decided this writes:
letter-person-enters = The person who entered this writes:
letter-ruled-machine = A person decided this on { $at }, without automated means. The decision to take the listing down had been taken on { $about } by automated means, without human review.
letter-ruled-person = A person decided this on { $at }, without automated means. The decision to take the listing down had been taken on { $about } by a person; automated means had been used only to prepare it.
letter-ruled-kept = A person decided this on { $at }, without automated means. The decision to take the measure had been taken by automated means; on { $about } a person had looked at it, as the seller had asked, and kept it.
letter-entered = A person entered this on { $at }, without automated means.
letter-left-down-under = The measures that remain are those of these cases: { $cases }.
letter-left-down-until = The listing returns when the last measure against it ends.

letter-found-claimed = The person found that the listing does what the complaint describes: { $claim }.
letter-appeal-measure =
    .seller = You appealed against our decision of { $about } to take the listing down.
    .complainant = The seller appealed against our decision of { $about } to take the listing down.
letter-appeal-stay =
    .seller = You appealed against our decision of { $about } that the listing stays down.
    .complainant = The seller appealed against our decision of { $about } that the listing stays down.
letter-appeal-court =
    .seller = You appealed against our finding of { $about } that proceedings are proved and the listing stays down.
    .complainant = The seller appealed against our finding of { $about } that proceedings are proved and the listing stays down.
letter-appeal-court-stands = The person, too, found it proved that a court or an authority is dealing with the listing.
letter-appeal-decline =
    .seller = The complainant appealed against our decision of { $about } to decline the complaint.
    .complainant = You appealed against our decision of { $about } to decline the complaint.
letter-appeal-return =
    .seller = The complainant appealed against the decision of { $about } to restore the listing.
    .complainant = You appealed against the decision of { $about } to restore the listing.
letter-appeal-correction =
    .seller = The complainant appealed against our decision of { $about } to correct the measure and restore the listing.
    .complainant = You appealed against our decision of { $about } to correct the measure and restore the listing.
letter-appeal-reversed = That decision is reversed.
letter-appeal-stands = That decision stands.
letter-appeal-rightly-restored = The person found that the listing was rightly restored.
letter-appeal-decided-machine = A person who had decided nothing in this case before decided the appeal on { $at }; no automated system did. The decision appealed against had been taken by automated means, without human review.
letter-appeal-decided-person = A person who had decided nothing in this case before decided the appeal on { $at }; no automated system did. The decision appealed against had been taken by a person; automated means had been used only to prepare it.
letter-appeal-decided-alone = A person who had decided nothing in this case before decided the appeal on { $at }; no automated system did. The decision appealed against had been taken by a person, without automated means.
letter-measure-never_taken = The listing was not taken down because of this complaint.
letter-measure-ordered = The listing is to be taken down. The marketplace has not confirmed this yet.
letter-measure-in_force = The listing is down.
letter-measure-lift_ordered = The listing is to be restored. The marketplace has not confirmed this yet.
letter-measure-lifted = The listing is available again.
letter-measure-left_down = The measure of this case has ended. When it did, measures of other cases kept the listing down.
letter-measure-ordered-part = The listing is to be taken down in { $territories }. The marketplace has not confirmed this yet.
letter-measure-in_force-part = The listing is down in { $territories }; elsewhere it can still be offered.
letter-measure-lift_ordered-part = The listing is to be restored in { $territories }. The marketplace has not confirmed this yet.
letter-measure-lifted-part = The listing is available in { $territories } again.
letter-measure-left_down-part = The measure of this case, in { $territories }, has ended. When it did, measures of other cases kept the listing down.

letter-why-you-complainant = You are receiving this e-mail because a complaint was filed with this address (reference { $reference }).
letter-reply-added = You can reply to it; your reply is added to the case.
letter-reply-incomplete = To complete the complaint, please use the page above: a reply by e-mail is added to the case, but does not complete it.
letter-why-you-seller = You are receiving this e-mail because the marketplace gave us this address for the seller of the listing (reference { $reference }).
letter-answer-on-page = To answer, please use the page above: what you write there is added to the case.

mail-receipt =
    .subject = We have received your complaint: { $title } ({ $reference })
    .lead = { $count ->
        [one] Thank you for your complaint. We are checking it. It is about this listing:
       *[other] Thank you for your complaint. We are checking it. It is about these { $count } listings, each of which is decided separately:
    }
    .button = Follow the complaint
mail-merged =
    .subject = Added to your earlier complaint: { $title } ({ $reference })
    .lead = You had already complained about this listing, and that case was still open. We have added your new complaint to it.
    .button = Follow the complaint
mail-incomplete =
    .subject = Please complete your complaint: { $title } ({ $reference })
    .lead = We have received your complaint, but cannot act on it because something is missing. We need the following:
    .button = Complete the complaint
mail-accepted =
    .subject = Your complaint was accepted: { $title } ({ $reference })
    .lead = We have upheld your complaint. We ask the marketplace to act, and will write again when it has done so, or when the case is closed because it refused.
    .button = Follow the complaint
mail-reconsidered =
    .subject = Your complaint is being checked again: { $title } ({ $reference })
    .lead = We wrote that your complaint was accepted. Before the marketplace confirmed a measure, the listing, the entries on the right or the settings for automatic decisions changed. The marketplace has not told us that it did anything to the listing. We are checking your complaint again and will write when it is decided.
    .button = Follow the complaint
mail-declined =
    .subject = Your complaint was declined: { $title } ({ $reference })
    .lead = We have checked your complaint and could not uphold it. Below you can see why, and what you can do.
    .button = See the decision or appeal
mail-taken_down =
    .subject = Taken down: { $title } ({ $reference })
    .lead = { $count ->
        [one] The listing that you reported has been taken down.
       *[other] The { $count } listings that you reported have been taken down.
    }
    .button = See the complaint
mail-statement_of_reasons =
    .subject = Your listing was taken down: { $title } ({ $reference })
    .lead = { $count ->
        [one] Your listing has been taken down because of an intellectual property complaint. This letter tells you what was done, why, and which remedies you have.
       *[other] { $count } of your listings have been taken down because of an intellectual property complaint. This letter tells you what was done, why, and which remedies you have.
    }
    .button = See the details or object
mail-withdrawn =
    .subject = Your complaint was withdrawn: { $title } ({ $reference })
    .lead = As you asked, we have withdrawn your complaint. If the listing was taken down because of it, that measure ends.
    .button = See the complaint
mail-counter_notice =
    .subject = The seller objects; please answer: { $title } ({ $reference })
    .lead = { $count ->
        [one] The seller disputes that this listing infringes your right and has sent us an objection.
       *[other] The seller disputes that these { $count } listings infringe your right and has sent us an objection.
    }
    .button = Answer the objection
mail-counter_notice_receipt =
    .subject = We have received your objection: { $title } ({ $reference })
    .lead = { $count ->
        [one] Thank you for your objection. We are passing it on to the complainant. If the complainant accepts your objection, or does not answer in time, your listing will be restored. If the complainant disputes it, you receive its answer and can reply once, and a person decides. If the complainant proves within that time that a court or an authority is dealing with the listing, it stays down until the matter is decided there.
       *[other] Thank you for your objection. We are passing it on to the complainant. If the complainant accepts your objection, or does not answer in time, your listings will be restored. If the complainant disputes it, you receive its answer and can reply once, and a person decides. If the complainant proves within that time that a court or an authority is dealing with a listing, that one stays down until the matter is decided there.
    }
    .button = Follow the case
mail-disputed =
    .subject = The complainant disputes your objection: { $title } ({ $reference })
    .lead = The complainant has answered your objection and disputes it. Below is what it has stated.
    .button = Read the answer and reply
mail-kept_to_seller =
    .subject = A person has looked, and the measure stays: { $title } ({ $reference })
    .lead = As you asked, a person has looked at the automated decision about your listing. The measure stays.
    .button = See the decision or object
mail-kept_to_complainant =
    .subject = A person has looked, and the measure stays: { $title } ({ $reference })
    .lead = As the seller asked, a person has looked at the automated decision about this listing. The measure stays.
    .button = See the decision
mail-upheld_to_seller =
    .subject = Your listing stays down: { $title } ({ $reference })
    .lead = A person has compared your objection with the complainant’s answer. The complaint is justified, and the listing stays down.
    .button = See the decision or appeal
mail-upheld_to_complainant =
    .subject = The listing stays down: { $title } ({ $reference })
    .lead = A person has compared the seller’s objection with your answer, and decided that the listing stays down.
    .button = See the decision
mail-restored_to_seller =
    .subject = Your listing is available again: { $title } ({ $reference })
    .lead = { $count ->
        [one] The marketplace has restored your listing:
       *[other] The marketplace has restored { $count } of your listings:
    }
    .button = See the case
mail-restored_to_complainant =
    .subject = The listing is available again: { $title } ({ $reference })
    .lead = { $count ->
        [one] The marketplace has restored the listing that you reported:
       *[other] The marketplace has restored { $count } listings that you reported:
    }
    .button = See the decision or appeal
mail-left_down_to_seller =
    .subject = A measure has ended, another remains: { $title } ({ $reference })
    .lead = { $count ->
        [one] The measure against your listing in this case has ended. The listing stays down, for another complaint about it has led to a measure of its own:
       *[other] The measures against { $count } of your listings in these cases have ended. The listings stay down, for other complaints about them have led to measures of their own:
    }
    .button = See the case
mail-left_down_to_complainant =
    .subject = The measure has ended, another remains: { $title } ({ $reference })
    .lead = { $count ->
        [one] The measure that you had asked for has ended. The listing stays down, for another complaint about it has led to a measure of its own:
       *[other] The measures that you had asked for have ended. The { $count } listings stay down, for other complaints about them have led to measures of their own:
    }
    .button = See the decision or appeal
mail-held_for_court =
    .subject = Waiting for a court or an authority: { $title } ({ $reference })
    .lead = The complainant states that a court or an authority is dealing with this listing. A person checks within two days what it sent to prove that; until then the listing stays down. If it is proved, the listing stays down until the matter is decided there. If not, the time in which the complainant had to answer runs on as if nothing had been stated.
    .button = See the case
mail-court_proved =
    .subject = Your listing stays down for a court or an authority: { $title } ({ $reference })
    .lead = A person has looked at what the complainant sent and found it proved that a court or an authority is dealing with this listing. It stays down until that is decided. We ask again every 90 days whether it is still open.
    .button = See the case and appeal
mail-court_unproved =
    .subject = Your court action is not proved: { $title } ({ $reference })
    .lead = A person has looked at what you sent. It does not prove that a court or an authority is dealing with this listing. It does not keep the listing down.
    .button = Answer the objection
mail-court_unproved_to_seller =
    .subject = No court action is proved: { $title } ({ $reference })
    .lead = A person has looked at what the complainant sent. It does not prove that a court or an authority is dealing with your listing. The complainant’s time to answer your objection was not interrupted.
    .button = See the case
mail-appeal_receipt_to_complainant =
    .subject = We have received your appeal: { $title } ({ $reference })
    .lead = We have received your appeal. A person who was not involved in the earlier decision decides it. You will hear from us.
    .button = Follow the appeal
mail-appeal_receipt_to_seller =
    .subject = We have received your appeal: { $title } ({ $reference })
    .lead = We have received your appeal. A person who was not involved in the earlier decision decides it. You will hear from us.
    .button = Follow the appeal
mail-appeal_outcome_to_complainant =
    .subject = The appeal was decided: { $title } ({ $reference })
    .lead = The appeal in this case has been decided.
    .button = See the case
mail-appeal_outcome_to_seller =
    .subject = The appeal was decided: { $title } ({ $reference })
    .lead = The appeal in this case has been decided.
    .button = See the case

mail-refused_to_complainant =
    .subject = Closed because the marketplace refused: { $title } ({ $reference })
    .lead = The marketplace has refused what we asked of it in this case. The case is closed.
    .button = See the case
mail-refused_to_seller =
    .subject = Closed because the marketplace refused: { $title } ({ $reference })
    .lead = The marketplace has refused what we asked of it about your listing. The case is closed.
    .button = See the case

letter-returned-subject = Your complaint was not filed: { $subject }
letter-returned = We received your e-mail, but it lacks some of what a complaint needs, so no complaint was filed. Please correct the following:
letter-returned-unreadable = We received your e-mail, but could not read any text in it, so no complaint was filed.
letter-returned-again = You can send a new e-mail, or use the form, which shows at once what is missing.
letter-returned-form = Open the complaint form

letter-stray-subject = Your e-mail was not added to a case: { $subject }
letter-stray = We received your e-mail. It seems to be about a case, but it was not added to any case, and nothing has changed: by e-mail only the complainant can write to its case, as a reply to our letter or with the reference, from the address with which it filed.
letter-stray-seller = If your listing was taken down: an e-mail is neither an objection nor an appeal. Please open the link in our letter about it. On that page you can object or appeal, and read why the listing was taken down.
letter-stray-complainant = If you filed a complaint: please open the link in our letters about it, or reply to one of them from the address with which you filed it.

letter-by_page-withdraw = Your e-mail was added to the case. It seems to be about withdrawing the complaint. An e-mail never withdraws a complaint. To withdraw it, open its page and confirm there:
    .subject = Do you want to withdraw your complaint? ({ $references })
    .else = If that is not what you meant, nothing changes: the complaint stands.
letter-by_page-answer = Your e-mail was added to the case. It does not count as your answer to the seller’s objection, and the deadline for that runs on. To answer, open the page of the complaint. There you can accept the objection, dispute it, state that you have turned to a court or an authority, or withdraw the complaint:
    .subject = Please answer the seller’s objection on its page ({ $references })
    .else = If you have answered there already, you do not need to do anything.
letter-by_page-correct = Your e-mail was added to the case. The complaint stays declined: an e-mail corrects it only with a document attached that the decision asks for. To correct it, open the page of the complaint:
    .subject = To correct your complaint, open its page ({ $references })
    .else = There you can also appeal against the decision.
letter-by_page-open = Open complaint { $reference }

letter-confirm-subject = Please confirm your complaint
letter-confirm = We received a complaint with your e-mail address. This is what we understood:
letter-confirm-button = Review and confirm
letter-confirm-until = The link is valid for 60 days. Your complaint is filed when you confirm it. If you do not, a person may look at it, and it takes much longer.
letter-returned-understood = This is what we understood. The form below is filled in with it:

letter-authority-title = LETTER OF AUTHORITY
letter-authority-gives = { $owner } (the owner) authorises { $agent } (the agent) to act for the owner against infringements of the rights named here on online marketplaces.
letter-authority-rights = Rights:
letter-authority-claims = Scope: { $value }
letter-authority-all-claims = all infringements of these rights
letter-authority-marketplaces = Marketplaces: { $value }
letter-authority-all-marketplaces = all marketplaces
letter-authority-territories = Territory: { $value }
letter-authority-all-territories = wherever the rights have effect
letter-authority-until = Valid until: { $value }
letter-authority-revoked-only = until it is revoked
letter-authority-may = Within this scope the agent may file and withdraw complaints, make the statements that the law requires, answer counter-notices, appeal, and receive all letters about them. What the agent states counts as stated by the owner.
letter-authority-may-not = The agent may not authorise others, grant licences or dispose of the rights. The owner may revoke this authority at any time by a message to the marketplace; what was done before that remains valid.
letter-authority-place = Place and date: ______________________________
letter-authority-signature = Signature of the owner, company seal where there is one: ______________________________
letter-authority-name = Name of the signatory, in capitals: ______________________________
letter-authority-function = Function in the company: ______________________________

letter-renewal-subject = { $right } expires on { $last }: renew it
letter-renewal = According to our register, the right { $right } ({ $title }) of { $owner } expires soon: its last day of protection is { $last }, in { $days } days.
letter-renewal-then = After that day we can no longer accept complaints based on it. Please renew it with the office and send us the certificate of renewal and the new expiry date.
letter-renewal-done = If it has already been renewed, or you do not intend to renew it, let us know and we will stop these reminders.

letter-standing-account = the whole account
letter-standing-entered-subject = Good-faith programme: member for { $scope }
letter-standing-entered = Your account is now a member of our good-faith programme for { $scope }.
letter-standing-entered-then = Where a reason code has figures of its own, its benefits need a membership for the code and one for the whole account. You remain a member until a rate is proved to be bad.
letter-standing-warned-subject = Good-faith programme: warning for { $scope }
letter-standing-warned = One of your rates for { $scope } is on the wrong side of its threshold. It proves nothing yet: there are too few cases to tell a bad rate from bad luck.
letter-standing-warned-then = You remain a member with all benefits. Please look at the complaints that did not stand and at how they are prepared.
letter-standing-probation-subject = Good-faith programme: on probation for { $scope } until { $date }
letter-standing-probation = One of your rates for { $scope } is proved to be bad. You are on probation until { $date }.
letter-standing-probation-then = You keep all benefits meanwhile. If it is still proved on that day, your membership ends. Probation ends early once your rates are on the right side of their thresholds again.
letter-standing-recovered-subject = Good-faith programme: recovered for { $scope }
letter-standing-recovered = Your rates for { $scope } are no longer on the wrong side of a threshold. The warning or probation has ended.
letter-standing-recovered-then = You are a member as before.
letter-standing-removed-subject = Good-faith programme: membership ended for { $scope }
letter-standing-removed = Your membership for { $scope } has ended. You may enter again from { $date }, once your figures suffice.
letter-standing-removed-then = Your complaints are handled like those of everybody who is not a member. Nothing else follows from it.
letter-standing-figures = The figures
letter-standing-page = The figures as of today
letter-standing-wrong = If you believe that a case is counted wrongly, reply to this letter and name it.

letter-misuse-warned-complaints-subject = Warning about your complaints
letter-misuse-warned-complaints = This is a warning: many of your complaints have not stood.
letter-misuse-warned-complaints-then = If this goes on, we may suspend you: for a time, new complaints of yours would then be declined. A suspension comes no earlier than { $days } days after this letter, and only for complaints filed after it. The warning holds until { $date }.
letter-misuse-suspended-complaints-subject = Your complaints are suspended until { $date }
letter-misuse-suspended-complaints = You were warned, and after that there were again complaints that did not stand. We have suspended you from the day of this letter until { $date }.
letter-misuse-suspended-complaints-then = Complaints that you file during this time are declined. Cases that are open go on. After { $date } your complaints are handled as before.
letter-misuse-warned-listings-subject = Warning about your listings
letter-misuse-warned-listings = This is a warning: listings of yours have been taken down several times because they infringe rights of others.
letter-misuse-warned-listings-then = If this goes on, you may be suspended from selling for a time. A suspension comes no earlier than { $days } days after this letter, and only for complaints filed after it. The warning holds until { $date }.
letter-misuse-suspended-listings-subject = Decision to suspend you from selling until { $date }
letter-misuse-suspended-listings = You were warned, and after that listings of yours had to be taken down again. We have decided to suspend you from selling from the day of this letter until { $date }.
letter-misuse-suspended-listings-then = The marketplace carries this out under its terms. You can still answer complaints, object and appeal.
letter-misuse-warned-objections-subject = Warning about your objections
letter-misuse-warned-objections = This is a warning: many of your counter-notices and appeals have failed.
letter-misuse-warned-objections-then = If this goes on, you may be suspended for a time. A suspension comes no earlier than { $days } days after this letter, and only for objections made after it. The warning holds until { $date }.
letter-misuse-suspended-objections-subject = Decision to suspend you until { $date }
letter-misuse-suspended-objections = You were warned, and after that further counter-notices or appeals of yours failed. We have decided to suspend you from the day of this letter until { $date }.
letter-misuse-suspended-objections-then = The marketplace carries this out under its terms.
letter-misuse-facts = What this rests on
letter-misuse-weighed = We weighed the number of cases, their share of all, how serious the consequences were, and what suggests intent.
letter-misuse-ground = Ground: our terms on misuse.
letter-misuse-by_person = Automated rules found this, and a person decided.
letter-misuse-by_rules = Automated rules found and decided this. No person was involved.
letter-misuse-wrong = If you believe that this is wrong, reply to this letter and name the cases. A person looks at it.
letter-misuse-appeal = Appeal to us by replying to this letter, free of charge, until { $date }. A person who has decided nothing about you before reviews it.
