# Letters.

letter-greeting = Good day,
letter-greeting-name = Dear { $name },
letter-regards = Kind regards
letter-several = { $count } listings
letter-more = and { $count } more, see the page below

letter-reference = Reference
letter-filed = Filed
letter-claim = Claim
letter-right = Right
letter-complainant = Complainant

letter-decide-by = We aim to decide by { $at }.
letter-complete-by = Please send this by { $at }. Your place in the queue is kept. After that date we have to decline the complaint.
letter-since = The listing has not been offered since { $at }.
letter-answer-by = Please answer by { $at }. If we do not hear from you, the listing returns: silence is not proof.
letter-objected-at = The seller wrote on { $at }:
letter-objection-at = It arrived on { $at }.
letter-appeal-until = You can appeal until { $at }.
letter-object-until = You can object and appeal until { $at }.

letter-by-machine = The decision was taken on { $at } by automated means, without a person.
letter-by-machine-appeal = The decision was taken on { $at } by automated means, without a person. If you appeal, a person looks at it.
letter-by-person = The decision was taken on { $at } by a person. Automated means only prepared it.

letter-decline-code = Decision
letter-decline-reason = Why
letter-decline-field = What did not fit
letter-decline-cure = What you can do

letter-restriction-title = What was done
letter-restriction = Measure
letter-restriction-since = In force since
letter-scope = Territory
letter-scope-text = The measure applies everywhere that the listing is offered on { $marketplace }.
letter-duration = Duration
letter-duration-text = Until the decision is lifted. There is no end date.
letter-facts-title = The facts
letter-facts = The decision rests on a notice that { $complainant } filed with us on { $filed } (Article 16 of Regulation (EU) 2022/2065, the Digital Services Act). We did not look for this listing ourselves.
letter-said = The notice explains:
letter-no-words = No explanation was given in words.
letter-automated-title = Automated means
letter-automated-detection = The listing was not detected by automated means; it was named in the notice.
letter-ground-title = The legal ground
letter-why-machine = We hold the listing to be illegal on this ground because the right stands in the register and is in force, the notice comes from its owner or their agent, and the listing offers what the notice describes.
letter-why-person = We hold the listing to be illegal on this ground because a person compared the notice, the right and the listing, and found that the listing does what the notice describes.

letter-see = See the case
letter-acts = On the page above you can now:
letter-act-complete = send what is missing
letter-act-resubmit = correct the complaint and send it again
letter-act-withdraw = withdraw the complaint
letter-act-concede = accept the seller’s objection
letter-act-contest = dispute the seller’s objection
letter-act-court = tell us of a court action
letter-act-counter_notice = object to the measure with a counter-notice
letter-act-appeal = appeal against the decision
letter-act-message = add a message or files

letter-redress-title = If you do not agree
letter-redress-object = Object: send us a counter-notice on the page above. The complainant has to answer it; without an answer in time your listing returns.
letter-redress-appeal = Appeal to us on the page above, free of charge, within six months. A person who has not decided before looks at it.
letter-redress-body = Turn to a certified out-of-court dispute settlement body (Article 21 of Regulation (EU) 2022/2065).
letter-redress-court = Go to court. The other ways do not take that right away.

letter-appeal-reversed = The earlier decision was reversed.
letter-appeal-stands = The earlier decision stands.
letter-listing-down = The listing is not available on the marketplace, or is about to be taken down.
letter-listing-up = The listing is available on the marketplace, or is about to return.

letter-why-you-complainant = You receive this mail because a complaint was filed with this address (reference { $reference }). You can simply answer it; your answer reaches the case.
letter-why-you-seller = You receive this mail because the marketplace named this address for the seller of the listing (reference { $reference }). To answer, please use the page above: what you write there becomes part of the case.

mail-receipt =
    .subject = We have your complaint: { $title } ({ $reference })
    .lead = { $count ->
        [one] Thank you for your complaint. It has arrived, and we are checking it. It is about this listing:
       *[other] Thank you for your complaint. It has arrived, and we are checking it. It is about these { $count } listings, each of which is decided on its own:
    }
    .button = Follow the complaint
mail-merged =
    .subject = We are already on it: { $title } ({ $reference })
    .lead = You have complained about this before, and we are still handling it. We have added your new complaint to the first one, so you need do nothing.
    .button = Follow the complaint
mail-incomplete =
    .subject = Please complete your complaint: { $title } ({ $reference })
    .lead = Your complaint has arrived, but something is missing without which we may not act. This is what we need:
    .button = Complete the complaint
mail-accepted =
    .subject = Your complaint is accepted: { $title } ({ $reference })
    .lead = We have found your complaint to be right. We are now asking the marketplace to act, and will write again when that is done.
    .button = Follow the complaint
mail-declined =
    .subject = Your complaint was declined: { $title } ({ $reference })
    .lead = We have checked your complaint and could not act on it. Here is why, and what you can do about it.
    .button = See the decision or appeal
mail-taken_down =
    .subject = Taken down: { $title } ({ $reference })
    .lead = { $count ->
        [one] The listing that you reported has been taken down. The seller has been told why and may object; if that happens, you will hear from us.
       *[other] The { $count } listings that you reported have been taken down. The sellers have been told why and may object; if that happens, you will hear from us.
    }
    .button = See the complaint
mail-statement_of_reasons =
    .subject = Your listing was taken down: { $title } ({ $reference })
    .lead = { $count ->
        [one] Your listing has been taken down because of a complaint about intellectual property. This letter tells you what was done, why, and how you can object (statement of reasons, Article 17 of Regulation (EU) 2022/2065).
       *[other] { $count } of your listings have been taken down because of a complaint about intellectual property. This letter tells you what was done, why, and how you can object (statement of reasons, Article 17 of Regulation (EU) 2022/2065).
    }
    .button = See the details or object
mail-withdrawn =
    .subject = Your complaint is withdrawn: { $title } ({ $reference })
    .lead = As you asked, we have withdrawn your complaint. If the listing was taken down, it returns.
    .button = See the complaint
mail-counter_notice =
    .subject = The seller objects, please answer: { $title } ({ $reference })
    .lead = The seller does not agree that this listing infringes your right, and has sent us an objection.
    .button = Answer the objection
mail-counter_notice_receipt =
    .subject = We have your objection: { $title } ({ $reference })
    .lead = Thank you. Your objection has arrived, and we are passing it on to the complainant. If no answer comes in time, your listing returns. If one comes, a person decides.
    .button = Follow the case
mail-upheld_to_seller =
    .subject = Your objection was examined, the listing stays down: { $title } ({ $reference })
    .lead = A person has compared your objection with the complainant’s answer. In the end the complaint is right, and the listing stays down. Automated means played no part in this decision.
    .button = See the decision or appeal
mail-upheld_to_complainant =
    .subject = The listing stays down: { $title } ({ $reference })
    .lead = A person has compared the seller’s objection with your answer, and decided that the listing stays down. Automated means played no part in this decision.
    .button = See the decision
mail-restored_to_seller =
    .subject = Your listing is available again: { $title } ({ $reference })
    .lead = Good news: the marketplace has made your listing available again. This is why:
    .button = See the case
mail-restored_to_complainant =
    .subject = The listing is available again: { $title } ({ $reference })
    .lead = The listing that you reported is available again. This is why:
    .button = See the decision or appeal
mail-held_for_court =
    .subject = A court has the matter: { $title } ({ $reference })
    .lead = The complainant has shown us that a court is dealing with this listing. It stays down until the court has decided; then we follow the court’s decision.
    .button = See the case
mail-appeal_receipt_to_complainant =
    .subject = We have your appeal: { $title } ({ $reference })
    .lead = Your appeal has arrived. A person who has not decided anything in this case before is looking at it, and you will hear from us.
    .button = Follow the appeal
mail-appeal_receipt_to_seller =
    .subject = We have your appeal: { $title } ({ $reference })
    .lead = Your appeal has arrived. A person who has not decided anything in this case before is looking at it, and you will hear from us.
    .button = Follow the appeal
mail-appeal_outcome_to_complainant =
    .subject = The appeal is decided: { $title } ({ $reference })
    .lead = The appeal in this case has been decided by a person who had not decided anything in it before.
    .button = See the case
mail-appeal_outcome_to_seller =
    .subject = The appeal is decided: { $title } ({ $reference })
    .lead = The appeal in this case has been decided by a person who had not decided anything in it before.
    .button = See the case

letter-returned-subject = Your complaint was not filed: { $subject }
letter-returned = we received your mail, but it does not yet hold everything that a complaint needs, so no complaint was filed. Please mend this:
letter-returned-unreadable = we received your mail, but it has no text that could be read, so no complaint was filed.
letter-returned-again = You can send a new mail, or use the form, which tells you at once what is missing.
letter-returned-form = Open the complaint form

letter-confirm-subject = Please confirm your complaint
letter-confirm = we received a complaint with your e-mail address. This is what we understood:
letter-confirm-button = Look at it and confirm
letter-confirm-until = The link is good for two weeks. Your complaint is filed when you confirm it; until then nothing is done.
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
letter-authority-may = Within this scope the agent may file and withdraw complaints, make the statements that the law demands of them, answer counter-notices, appeal, and receive all letters about them. What the agent states counts as stated by the owner.
letter-authority-may-not = The agent may not authorise others, grant licences or dispose of the rights. The owner may revoke this authority at any time by a message to the marketplace; what was done before stays valid.
letter-authority-place = Place and date: ______________________________
letter-authority-signature = Signature of the owner, company seal where there is one: ______________________________
letter-authority-name = Name of who signs, in capitals: ______________________________
letter-authority-function = Function in the company: ______________________________

letter-renewal-subject = { $right } expires on { $last }: renew it
letter-renewal = The right { $right }, { $title }, of { $owner } stands in our register with { $last } as its last day of protection. That is in { $days } days.
letter-renewal-then = From the day after on, complaints under it cannot be accepted any more. Please renew it at the office and send us the new last day with the certificate of renewal.
letter-renewal-done = If it has been renewed already, or is to be given up, let us know: then there will be no more reminders.
