# Pages.

site-skip = Skip to the content
site-languages = Language
site-own-name = English
site-comma = {", "}
site-colon = {": "}
site-bracketed = { $text } ({ $remark })
site-footer = Intellectual property complaints are checked by clear rules and, where rules are not enough, by people. Every decision gives its reasons.
reference = Reference

errors-prefix = Please check:
errors-title = { $count ->
        [one] One thing needs your attention
       *[other] { $count } things need your attention
    }
advice-title = Please check before you file
advice-despite = Our copy of the register may be out of date. If everything is correct, file the complaint anyway: a person will review it.
error-required = { $field }: this is required.
error-demanded = { $field }: this is required by { $law }.
error-invalid = { $field }: we could not read this. Please check it and send it again.
error-too_long = { $field }: this is too long. Please use at most { $most } characters.
error-too_short = { $field }: please state the facts in a sentence or more.
error-too_many_listings = { $field }: one complaint may name at most { $most } listings. Please file the rest in a second complaint.
error-not_a_listing = { $field }, line { $line }: “{ $value }” is not a listing on a marketplace that we serve. Please copy the full address of the listing.
error-not_an_email = { $field }: this is not a valid e-mail address. Please check it for typing errors.
error-mail_comes_back = { $field }: mail that we sent to this address was returned. Please give another address, or one whose mailbox is not full.
error-not_an_office = { $field }: please give the two-letter code of the office, such as EM, US or CN.
error-not_a_number = { $field }: please give the number as shown in the register, at most 40 letters and digits.
error-account_secret_unknown = { $field }: this secret is not valid for this right. Please check it, or leave the field empty; we will then send you a link to confirm your address.
error-upload_missing = { $field }: “{ $name }” did not arrive, or was attached more than a day ago. Please attach it again.
error-upload_media = { $field }: “{ $name }” is not a picture or PDF, or contains active content. Please attach a JPEG, PNG, GIF, WebP or PDF file.
error-upload_too_large = { $field }: “{ $name }” is larger than { $most } MB. Please attach a smaller file.
error-upload_too_many = { $field }: please attach at most { $most } files.
error-upload_malformed = { $field }: we could not read this attachment. Please remove it and attach the file again.
error-not_a_class = { $field }: please give numbers from 1 to 45, such as 18, 25.
error-no_right_named = { $field }: you name no right. If you hold one, or act for its owner, please name it. Otherwise a person has to look at the complaint first.
error-right_unknown = { $field }: this number is not in our register. Please check it. If it is correct, a person will compare it with the office’s own register.
error-right_other_kind = { $field }: this number belongs to another kind of right. Please choose the kind of complaint that matches it.
error-right_not_in_force = { $field }: according to our register, this right is not in force. A complaint based on it would be declined.
error-right_in_grace = { $field }: according to our register, this right’s last day has passed, but it may still be renewed. If it was, please attach the renewal. A person will look at the complaint first.
error-right_elsewhere = { $field }: this right does not cover { $territory }, where some of your listings are offered. A complaint about them would be declined.
error-right_other_goods = { $field }: this right does not cover the classes of goods you named.
error-not_the_holder = { $field }: this address belongs neither to the owner of the right nor to an agent authorised for this marketplace. In the European Union a person looks at it first; elsewhere it would be declined.
error-breaks_rule = The report breaks a rule of its format: { $path } { $rule }.

form-title = Report a listing that infringes your rights
form-lead = For owners of trade marks, copyright, designs, patents and geographical indications, and their representatives. In the European Union anyone else may report a listing, too. You do not need an account. It takes about five minutes.
form-optional = (optional)
form-only-of-work = (where your claim rests on no registered right)
form-claim = What is wrong with the listing?
form-only = Show only the fields needed for one type (choose first; anything you have typed is lost):
form-step-listings = Which listings?
form-step-right = Which right is infringed?
form-step-evidence = What shows the infringement?
form-step-you = Who are you?
form-step-statements = Your statements
form-listings = Addresses of the listings
    .hint = One address per line, up to 1,000. You can paste a list. Copy each address from the listing’s own page.
form-marketplaces = We handle listings on these marketplaces: { $names }.
form-right_office = Office
    .hint = Two-letter code, such as EM for EUIPO, US or CN.
form-right_number = Registration number
    .hint = As shown in the office’s register.
    .counterfeit = Of the trade mark, as shown in the register, e.g. 018999001.
    .trademark_misuse = Of the trade mark, as shown in the register, e.g. 018999001.
    .design = Of the design, as shown in the register, e.g. 008765432-0001.
    .patent = Of the granted patent, e.g. EP1234567. An application is not enough.
    .geographical_indication = Of the protected name, as shown in the register, e.g. PGI-FR-0123.
form-classes = Classes of the goods
    .hint = Nice Classification, if known, e.g. 18, 25.
form-work = The work or other subject of your right
    .hint = Describe it, and say where the original can be seen or by what it is protected.
    .copyright = Describe the work that was copied, and say where the original can be seen.
    .pirated_media = Name the work that is offered, and say where the original can be bought or seen.
    .trade_secret = Say what kind of information it is and how you keep it secret. Do not disclose the secret itself.
    .other = Name the right, and the law or the contract on which it rests.
form-explanation = Why does it infringe your right?
    .hint = For example: “The logo on the sleeve is ours, but the stitching, the label and the packaging are not. We never supplied this seller.”
    .counterfeit = How can you tell that the goods are fakes? For example: “The logo on the sleeve is ours, but the stitching, the label and the packaging are not. We never supplied this seller.” Tell us if you bought one.
    .counterfeit_test_purchase = When and under which order number did you buy it, and what shows that what you received is a fake?
    .mark_on_goods = Where on the goods or in which picture is your mark to be seen, and how do you know that you did not allow it?
    .similar_mark = Which sign is used where, and why can it be confused with your mark? For example: “The label says NORTHLICHT, for the same kind of jackets.”
    .shop_name = What is the shop called, and why is it taken for yours? For example: “It calls itself NORTHLIGHT Outlet and is no dealer of ours.”
    .pirated_media = What is offered, and how can you tell that the copies are unlawful? For example: “We sell this film only as a stream; these are burned discs.”
    .trade_secret = What shows that the information is yours, that it was kept secret, and that it was taken? Do not disclose the secret itself.
    .other = What is done, and why does it infringe the right that you named?
    .parallel_import = Where were these goods first put on the market, and how can you tell, such as by label, language or batch number?
    .trademark_misuse = Where is your mark used (title, text, keywords), and what is actually sold? For example: “The title says NORTHLIGHT, but the bag is made by someone else.”
    .copyright = Which pictures, texts or other works were copied, and where in the listing are they? For example: “Pictures 1 to 3 are our product photographs; only our logo was cut off.”
    .design = Which features of the product give the same overall impression as your design? For example: “The same handle, the same proportions and the same pattern of holes as in views 1 and 4.”
    .patent = Which claim is used, and where is each of its features found in the product? For example: “Claim 1: the hinge (a) lies inside the shaft (b), see pictures 2 and 3.” An expert will compare them.
    .geographical_indication = Where is the protected name used, and why do the goods not come from there? For example: “The label says … but the manufacturer’s address is in …”
form-evidence = Pictures or documents
    .hint = Photographs of a test purchase or a comparison with the original help most.
    .counterfeit = What helps most: photographs of a test purchase with label and packaging, beside the original.
    .counterfeit_test_purchase = Required for an automatic decision: the report of the test purchase, with order number and pictures of what you received.
    .trademark_misuse = What helps most: a screenshot in which your mark can be seen.
    .similar_mark = What helps most: the sign as it is used, beside the registered mark.
    .shop_name = What helps most: a screenshot of the shop with its name.
    .parallel_import = What helps most: pictures of the label, the batch number or the packaging that show for which market the goods were made.
    .pirated_media = What helps most: pictures of the copy beside the original, or the report of a test purchase.
    .trade_secret = What helps most: documents that show who may know the information, without the secret itself.
    .other = What helps most: whatever shows your right and what is done.
    .mark_on_goods = What helps most: a picture of the listing in which your mark is marked, beside the registered mark.
    .copyright = What helps most: your original beside the copy, and something that shows that it is yours.
    .design = What helps most: the registered views beside the pictures of the listing.
    .patent = What helps most: the patent, and a table that compares its claims with the product.
    .geographical_indication = What helps most: pictures of the label and of the place of origin given.
form-draft = Your entries are checked as you type and are saved only in this browser until you file or discard them. On a shared computer, discard them before you leave. Your account secret is never saved.
form-name = Your name or company
    .hint = The seller is told who complained, as the law requires for intellectual property complaints.
form-email = E-mail address
    .hint = We send the decision to this address. The seller does not see it.
form-by-law = (required by { $law })
form-postal_address = Postal address
form-telephone = Telephone
form-account_secret = Account secret
    .hint = It proves that you act for the brand, so clear complaints can be decided at once. Without it, we first e-mail you a link to confirm the complaint.
form-good_faith = I believe in good faith that what I have stated is accurate and complete, and that this use is not authorised by the owner of the right, their agent or the law.
form-perjury = Under penalty of perjury: the information in this notice is accurate, and I am the owner of the exclusive right or authorised to act for the owner.
form-truth = I guarantee that what this notice says is true.
form-signature = Signature
    .hint = Type your full name.
form-text = Your message
form-statement = Your statement
form-jurisdiction = Consent to jurisdiction
form-privacy = We use your entries to handle this complaint and keep them only as long as the law requires. Anyone who knowingly files a false notice may be liable for damages.
form-send = File the complaint
form-send-despite = File anyway
form-next-title = What happens next
form-next-1 = We e-mail you a confirmation with a link to follow the complaint.
form-next-2 = We check the right, the listing and your statements. Clear cases are decided within minutes; a person reviews the others.
form-next-3 = If your complaint is well-founded, the marketplace takes the listing down. If something is missing, we tell you what.
form-next-4 = The seller is told why and can object. You can then respond.
form-fair-title = Fair to both sides
form-fair = No listing is taken down without a decision, and every decision says why. Either side can appeal, and a person who was not involved before decides.

field-claim = Type of infringement
field-listings = Addresses of the listings
field-right_office = Office
field-right_number = Registration number
field-classes = Classes of goods
field-work = The work or other subject of the right
field-explanation = Explanation
field-name = Name
field-email = E-mail address
field-postal_address = Postal address
field-telephone = Telephone
field-good_faith = Statement of good faith
field-perjury = Statement under penalty of perjury
field-truth = Guarantee of truth
field-signature = Signature
field-account_secret = Account secret
field-evidence = Pictures or documents
field-text = Your message
field-ground = Ground of the dispute
field-court = Court or authority
field-docket = Case number
field-statement = Your statement
field-jurisdiction = Consent to jurisdiction
field-answer = Your answer
field-confirm = Confirmation

filed-title = Your complaint has been received
filed-lead = { $count ->
        [one] It names one listing.
       *[other] It names { $count } listings. Each is decided on its own.
    }
filed-status = Follow the complaint
filed-keep = Keep this link private: anyone who has it can read, answer and withdraw the complaint.
filed-next-mail = We are sending a confirmation with the same link to { $email }.
filed-again = File another complaint

status-title = Your complaint
status-refresh = In progress. This page refreshes every 20 seconds unless you are typing.
status-under-way = In progress.
status-again = Refresh
status-summary = What you filed
status-filed = Filed
status-claim = Claim
status-right = Right
status-complainant = Complainant
status-listings = Listings
status-explanation = Your explanation
status-cases = The listings
status-asked = We need your answer
status-none-yet = We are still processing the listings. Please refresh in a moment.
status-listing = Listing { $id } on { $marketplace }
status-history = History
status-pages = Pages of listings
status-previous = Previous
status-next = Next

decided-machine = Decided automatically, without human review.
decided-machine-appeal = Decided automatically, without human review. If you appeal, a person reviews the decision.
decided-court = A person entered the outcome of the court action.
decided-person = Decided by a person.
decided-note = The person who decided writes: “{ $note }”
decline-why = Why
decline-what = Concerns
decline-how = What you can do
decline-note = The person who decided writes
decline-again = File again with the complaint form
decline-again-claim = Choose another claim for this listing in a new complaint

until-decision = We aim to decide by { $until }.
until-completion = Please complete it by { $until }; otherwise it will be declined.
until-answer = Please answer by { $until }; otherwise the listing will be restored.
until-answer-dmca = The listing will be restored after { $until }, unless we have received proof by then that you have filed an action.
until-answer-e_commerce_law = The listing will be restored after { $until }, unless we have received proof by then that you have complained to the authority or sued.
until-answer-seller = The complainant can answer until { $until }.
until-answer-seller-dmca = Your listing will be restored after { $until }, unless the complainant shows by then that it has filed an action.
until-answer-seller-e_commerce_law = Your listing will be restored after { $until }, unless the complainant shows by then that it has complained to the authority or sued.
until-person = We aim to have a person look at the decision by { $until }.
until-object = You can object or appeal until { $until }.
until-only-object = You can object until { $until }.
until-appeal = You can appeal until { $until }.

complete-title = We need more information
complete-lead = We cannot act on your complaint without the following. You keep your place in the queue.
complete-until = Please send it by { $until }.
complete-send = Send the missing information

answer-choose = How do you respond?
answer-concede = Accept the seller’s objection
    .hint = The listing will be restored.
answer-contest = Dispute the seller’s objection
    .hint = A person decides. Please say below what shows that the objection is wrong, and state the facts.
answer-court = I have turned to a court or an authority
    .hint = A person checks your proof within two days. If it is proved, the listing stays down until the matter is decided there. Please give the court or authority and the case number below, and attach proof, such as the stamped complaint.
answer-court-dmca = I have filed an action to restrain the seller
    .hint = A person checks your proof within two days. If it is proved, the listing stays down until the court decides. Please give the court and the case number below, and attach the filed complaint.
answer-court-e_commerce_law = I have complained to the authority or turned to a court
    .hint = A person checks your proof within two days. If it is proved, the listing stays down until the authority or the court decides. Please give its name and the case number below, and attach proof, such as the acceptance notice.
answer-text = Your answer
answer-handed-on = If you dispute the objection or have turned to a court or an authority, the seller receives your ground, your words, the court or authority, the case number and the files that you attach. Black out what it should not see, such as prices or contact data. It does not receive your e-mail address or other contact data.
answer-handed-on-dmca = If you have filed an action, the seller receives the court, the case number, your words and the files that you attach. Black out what it should not see. It does not receive your e-mail address or other contact data.
answer-handed-on-e_commerce_law = If you have complained to the authority or sued, the seller receives its name, the case number, your words and the files that you attach. Black out what it should not see. It does not receive your e-mail address or other contact data.
ground-not_genuine = The goods are not genuine: we have examined or bought them
    .told = The goods are not genuine: the complainant has examined or bought them
ground-no_licence = The seller has no licence or authorisation, or it has ended
    .told = The seller has no licence or authorisation, or it has ended
ground-no_consent = We did not put these goods on the market there, nor consent to it
    .told = The owner of the right did not put these goods on the market there, nor consent to it
ground-proof_doubtful = The seller’s invoice, supplier or other proof is not what it seems
    .told = The seller’s invoice, supplier or other proof is not what it seems
ground-is_shown = The listing shows our mark, work, design or invention, although the seller denies it
    .told = The listing shows the protected mark, work, design or invention, although the seller denies it
ground-other = Another reason
    .told = Another reason
form-ground = If you dispute the objection: what shows that it is wrong?
form-court = If you have turned to a court: which one?
form-court-dmca = If you have filed an action: in which court?
form-court-e_commerce_law = If you have complained to the authority or sued: which authority or court?
form-docket = Its case number
answer-send = Send the answer

resubmit-title = Correct and resubmit
resubmit-lead = Your previous answers are filled in. Correct what needs to change. You keep your place in the queue.
resubmit-send = Resubmit

appeal-title = Appeal against this decision
appeal-lead = A person who was not involved before reviews the decision. It is free of charge.
appeal-text = Why is the decision wrong?
appeal-send = Send the appeal

message-title = Add a message or files
message-all = Add a message or files to the whole complaint
message-lead = The reviewer reads it together with your complaint. The seller does not see it.
message-text = Your message
message-send = Send

withdraw-one = Withdraw for this listing
withdraw-lead = We stop processing it. If the listing was taken down because of it, that measure ends.
withdraw-one-send = Withdraw for this listing
withdraw-all = Withdraw the whole complaint
withdraw-all-lead = We stop processing all listings. The measures that were taken because of the complaint end.
withdraw-confirm = Yes, withdraw the complaint for all listings.
withdraw-all-send = Withdraw everything

# What a letter says that can be done on the page, by act.
act-complete = Send the missing information
act-resubmit = Correct and resubmit
act-withdraw = Withdraw for this listing
act-concede = Accept the seller’s objection
act-contest = Dispute the seller’s objection
act-court = I have turned to a court or an authority
act-counter_notice = Object to the decision (counter-notice)
act-ask_person = Ask that a person look at the decision now
act-appeal = Appeal against the decision
act-message = Add a message or files
    .seller = Reply once to the complainant’s answer

done-confirmed = Your complaint is confirmed and filed.
done-complete = Thank you. We have the missing information and are processing your complaint.
done-withdraw = The complaint has been withdrawn.
done-answer = Thank you. We have received your answer.
done-resubmit = We have received your corrected complaint. You keep your place in the queue.
done-appeal = We have received your appeal. A person who was not involved before will review it.
done-counter_notice = We have received your objection and are passing it on to the complainant.
done-ask_person = We have received your request. A person looks at the decision. We aim to answer within 24 hours.
done-message = Thank you. It has been added to your complaint.
    .seller = We have received your reply. The complainant and the person who decides can read it.

seller-title = About your listing
seller-what = What was done, and why
seller-measure = Measure
seller-decided = Last decision
seller-how = How it was taken
seller-scope = Where and how long
seller-scope-text = Everywhere on { $marketplace }, without an end date, until the decision is lifted.
seller-ground = Legal ground
seller-said = What the complainant says
received-counter_notice = The seller objects
received-contest = The complainant disputes your objection
received-court = The complainant states that it has turned to a court or an authority
received-message = The seller’s reply to your answer
seller-redress = If you do not agree
seller-redress-outside = Remedies outside this procedure
seller-measure-ordered = ordered, not yet confirmed by the marketplace
seller-measure-lifted = no longer in force
seller-ask_person-title = Ask a person now
seller-ask_person-lead = This decision was taken automatically. You can ask, once, that a person look at it now. We aim to answer within 24 hours. It is free of charge, and uses up neither an objection nor an appeal. The complainant does not receive your words.
seller-ask_person-text = What should the person look at?
seller-ask_person-send = Ask a person
seller-appeal-title = Appeal against this decision
seller-appeal-lead = A person who was not involved before reviews the decision. It is free of charge.
seller-appeal-text = Why is the decision wrong?
seller-appeal-send = Send the appeal
seller-message-title = Reply to the complainant’s answer
seller-message-lead = You can reply once. A person decides with or without your reply, and no deadline changes.
seller-message-text = Your reply
seller-message-send = Send the reply
reply-handed-on = The complainant and the person who decides receive your words, your name and the files that you attach. Black out what the complainant should not see, such as prices. It does not receive your e-mail address or other contact data.

seller-counter_notice-title = Object to the decision (counter-notice)
seller-counter_notice-lead = Tell us why your listing does not infringe the right: for example that you bought the goods from the brand, have a licence, or that the complaint concerns a different product. If the complainant does not answer in time, your listing will be restored.
seller-counter_notice-lead-dmca = Tell us why the material was taken down by mistake or because it was misidentified. Your listing will be restored 10 to 14 business days later, unless the complainant shows by then that it has filed an action to restrain you.
seller-counter_notice-lead-e_commerce_law = Tell us why your listing infringes no right, and attach what shows it. Your listing will be restored 15 days after the complainant has received it, unless it shows by then that it has complained to the competent authority or sued.
seller-counter_notice-text = Why is the decision wrong?
objection-statement-dsa = What I have stated is accurate, and I believe in good faith that each listing for which I object here was taken down by mistake.
objection-statement-terms = What I have stated is accurate, and I believe in good faith that each listing for which I object here was taken down by mistake.
objection-statement-e_commerce_law = I guarantee that what I have stated is true: no listing for which I object here infringes a right.
objection-statement-dmca = Under penalty of perjury: I believe in good faith that the material was taken down by mistake or because it was misidentified.
objection-jurisdiction = I consent to the jurisdiction of the federal district court for the judicial district in which my address is located or, if my address is outside the United States, for any judicial district in which the operator of this marketplace may be found, and I will accept service of process from the person who filed the complaint or that person’s agent.
counter-handed-on = The complainant receives your words, your name and the files that you attach. Black out what it should not see, such as prices. It does not receive your e-mail address or other contact data.
counter-handed-on-dmca = The complainant receives a copy of the whole counter-notice: your words, name, postal address, telephone number, declarations, signature and the files that you attach. It does not receive your e-mail address.
counter-handed-on-e_commerce_law = The complainant receives your declaration with your name, your words and the files that you attach. It does not receive your e-mail address or other contact data.
counter-listings = For the listings
counter-name = Name
counter-postal_address = Postal address
counter-telephone = Telephone
counter-statement = Declares
counter-signature = Signature
counter-evidence = Files
counter-files-on-page = You can download the files on the page linked in this letter.
objection-name = Your name or company
seller-counter_notice-send = Send the objection
seller-beside = Object for other listings as well
seller-beside-lead = The same complaint took down these listings of yours. Tick those for which you object for the same reasons. What you state, declare and attach here then counts for each of them, and the complainant receives it for each of them.
seller-beside-more = There may be more listings. You can object for them on their own pages, or on the page of one of them together.
seller-counts-for = { $count ->
    [one] It counts for one listing: { $listings }.
   *[other] It counts for { $count } listings: { $listings }.
}
seller-left-out = { $count ->
    [one] It does not count for the listing { $listings }, where an objection was no longer possible.
   *[other] It does not count for the listings { $listings }, where an objection was no longer possible.
}

redress-ask = Ask us, free of charge, that a person look at the automated decision now. We aim to answer within 24 hours.
redress-appeal = Appeal to us, free of charge, within six months. A person decides, not an automated system.
redress-body = Turn to a certified out-of-court dispute settlement body.
redress-court = Go to court. The other options do not affect this right.

trouble-home = Go to the start page
trouble-not_found = Page not found
    .message = This page does not exist, or the link is incomplete.
    .remedy = Links in e-mails sometimes break at the end of a line. Please copy the whole link.
trouble-erased = This content was erased
    .message = It was erased at the request of the person or company that provided it, or because the law required it.
    .remedy = It cannot be recovered. The record of the decision remains, without this content.
trouble-merged = This complaint is already being handled
    .message = The same complaint about the same listing was filed before with this address. Both are handled as one case.
    .remedy = Letters about it go to that e-mail address. The first one contains the link to follow it.
trouble-malformed = We could not read your request
    .message = It does not have the expected format.
    .remedy = Please go back, reload the page and send it again. Your entries are still in your browser.
trouble-too_large = Your request is too large
    .message = It is larger than we can accept.
    .remedy = Please shorten the text, split the complaint, or attach smaller files.
trouble-not_now = This is no longer possible
    .message = The case has moved on since you opened the page.
    .remedy = Please open your link again to see its status and what you can do now.
trouble-again = Please try again after { $until }.
trouble-too_many = Too many complaints
    .message = More complaints came from your address than we accept without an account.
    .remedy = Accounts with an API key or an account secret are not limited.
trouble-full = No more messages can be added
    .message = This case has reached its limit of messages.
    .remedy = We read everything you have sent. Please wait for the decision.
trouble-unavailable = Temporarily unavailable
    .message = The problem is on our side. Nothing you filed before is lost.
    .remedy = Please try again in a few minutes.

# The confirmation of an address.
pending-title = Please confirm by e-mail
pending-lead = We sent a link to { $email }. Open it and confirm to file your complaint.
pending-kept = Your complaint is kept
pending-unasked = So many links were sent to { $email } today that we send no other. Your complaint is kept, and a person looks at it after a day. That takes longer.
pending-days = { $count ->
    [one] The link is valid for one day.
   *[other] The link is valid for { $count } days.
}
pending-why = Anyone can type an address into a form. Before we act against a seller, we make sure that the complaint is yours. Complaints with an account secret or an API key need no confirmation.
confirm-title = Confirm your complaint
confirm-lead = Someone entered this complaint with your e-mail address. It is filed when you confirm it.
confirm-more = { $count ->
    [one] and one more listing
   *[other] and { $count } more listings
}
confirm-advice = Please note:
confirm-send = Yes, this is my complaint
confirm-not-mine = Not yours? You do not need to do anything. Without your confirmation nothing happens by itself: only a person may decide to look into what it reports. If nobody does, it is deleted after 60 days.

# Attaching files
files-limits = Up to { $files } files of up to { $megabytes } MB each: JPEG, PNG, GIF, WebP, PDF, Word, Excel, CSV or text.
files-plain = Without JavaScript, all files together may be up to { $megabytes } MB. Send larger ones in reply to the e-mail that you will receive.
files-drop = or drop files here
files-attached = Attached
files-failed = This file could not be uploaded. Please check your connection and try again.
files-large = This file is too large. Please use a smaller one.
files-many = You cannot attach any more files.
files-media = This kind of file is not accepted.
files-remove = Remove
files-removed = removed
files-retry = Try again
files-uploading = Waiting for your files to arrive…

# Said by scripts; what stands in braces they fill in themselves.
script-discard = Discard and start again
script-kept = It was saved only in this browser. Please check it before you file it.
script-missing = Missing or to be corrected:
script-advice = Worth checking:
script-ready = Nothing is missing. You can file the complaint.
script-restored = {"We restored your unfinished complaint from {when} ({what})."}
script-restored-files = The files you attached have expired. Please attach them again.
script-sending = Sending…
script-unknown-address = {"Line {line}: {address} is not a listing on a marketplace that we serve."}
script-unknown-addresses-more = {"and {n} more"}
script-wait-work = One moment: your browser is solving a small puzzle that keeps bots out.

lint-listings = { $named ->
        [one] One address: { $known ->
            [0] it is not a listing on a marketplace that we serve
           *[other] recognised ({ $marketplaces })
        }.
       *[other] { $named } addresses: { $known ->
            [0] none is a listing on a marketplace that we serve
           *[other] { $known } recognised ({ $marketplaces })
        }.
    }

standing-title = Standing in the good-faith programme
standing-lead = The figures are computed anew each day from your complaints. Whoever has them and a pocket calculator comes to the same result. Anyone who has the address of this page can read it.
standing-nothing = No figures have been computed yet. They are once a complaint that is proved to be yours has been filed and a day has begun since.
standing-account = The whole account
standing-agent = Filed by { $agent }
standing-none = Not a member
standing-member = Member since { $date }
standing-warned = Member since { $date }, warned
standing-probation = Member, on probation until { $date }
standing-out = Not a member; may enter again from { $date }
