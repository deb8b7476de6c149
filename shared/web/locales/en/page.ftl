# Pages.

site-skip = Skip to the content
site-languages = Language
site-own-name = English
site-comma = {", "}
site-footer = Complaints about intellectual property are checked by clear rules and, where rules do not reach, by people. Every decision gives its reasons and can be appealed.
reference = Reference

errors-prefix = Please check:
errors-title = { $count ->
        [one] One thing needs your attention
       *[other] { $count } things need your attention
    }
advice-title = Please check before you file
advice-despite = The register that we keep here may be out of date. If everything is right, file it all the same: a person looks at it.
error-required = { $field }: please fill this in.
error-invalid = { $field }: this cannot be read. Please check it and send it again.
error-too_long = { $field }: this is too long. Please use at most { $most } characters.
error-too_many_listings = { $field }: one complaint may name at most { $most } listings. Please file the others in a second complaint.
error-not_a_listing = { $field }, line { $line }: “{ $value }” is not a listing on a marketplace served here. Please copy the full address of the listing.
error-not_an_email = { $field }: this is not an e-mail address. Please check it for typing errors.
error-mail_comes_back = { $field }: our mail to this address came back. Please give one whose mail box is open and not full.
error-not_an_office = { $field }: please give the two letters of the office, such as EM, US or CN.
error-not_a_number = { $field }: please give the number as it stands in the register, at most 40 letters and digits.
error-account_secret_unknown = { $field }: this secret is not valid for this right. Please check it, or leave the field empty; we then send you a link to confirm your address.
error-upload_missing = { $field }: “{ $name }” has not arrived, or it waited for more than a day. Please attach it again.
error-upload_media = { $field }: “{ $name }” is not a picture or PDF, or it has active content. Please attach a JPEG, PNG, GIF, WebP or PDF file.
error-upload_too_large = { $field }: “{ $name }” is larger than { $most } MB. Please attach a smaller file.
error-upload_too_many = { $field }: please attach at most { $most } files.
error-upload_malformed = { $field }: this attachment cannot be read. Please remove it and attach the file again.
error-not_a_class = { $field }: please give numbers from 1 to 45, such as 18, 25.
error-right_unknown = { $field }: the register here does not know this number. Please check it. If it is right, a person compares it with the office's own register.
error-right_other_kind = { $field }: this number belongs to another kind of right. Please choose the complaint that rests on it.
error-right_not_in_force = { $field }: by the register here this right is not in force. A complaint under it would be declined.
error-right_elsewhere = { $field }: this right does not cover { $territory }, where listings that you name are offered. A complaint about them would be declined.
error-right_other_goods = { $field }: this right does not cover the classes of goods that you named.
error-not_the_holder = { $field }: this address belongs neither to the owner of the right nor to an agent with a mandate for this marketplace. The complaint would be declined.
error-breaks_rule = The report breaks a rule of its format: { $path } { $rule }.

form-title = Report a listing that infringes your rights
form-lead = For owners of trade marks, copyright, designs, patents and geographical indications, and for those who act for them. You need no account, and it takes about five minutes.
form-optional = (optional)
form-only-copyright = (copyright only)
form-claim = What is wrong with the listing?
form-only = Show only what is needed for one of them (do this first; what was typed is lost):
form-step-listings = Which listings?
form-step-right = Which right is infringed?
form-step-evidence = How can we see it?
form-step-you = Who are you?
form-step-statements = Your statements
form-listings = Addresses of the listings
    .hint = One address per line, up to 1,000: you can paste a whole list. Copy each from the page of the listing itself.
form-marketplaces = Listings of these marketplaces are handled here: { $names }.
form-right_office = Office
    .hint = Two letters, such as EM for EUIPO, US or CN.
form-right_number = Registration number
    .hint = As it stands in the office’s register.
    .counterfeit = Of the trade mark, as it stands in the register, e.g. 018999001.
    .trademark_misuse = Of the trade mark, as it stands in the register, e.g. 018999001.
    .design = Of the design, as it stands in the register, e.g. 008765432-0001.
    .patent = Of the granted patent, e.g. EP1234567. An application is not enough.
    .geographical_indication = Of the protected name, as it stands in the register, e.g. PGI-FR-0123.
form-classes = Classes of the goods
    .hint = By the Nice Classification, if you know them, e.g. 18, 25.
form-work = The work that was copied
    .hint = Describe it, and say where the original can be seen.
form-explanation = Why does it infringe your right?
    .hint = For example: “The logo on the sleeve is ours, but the stitching, the label and the packaging are not. We never supplied this seller.”
    .counterfeit = How can one tell that the goods are fakes? For example: “The logo on the sleeve is ours, but the stitching, the label and the packaging are not. We never supplied this seller.” Say so if you bought one.
    .trademark_misuse = Where does your mark stand (title, text, picture, shop name), and what is really sold? For example: “The title says NORTHLIGHT, but the bag is of another maker.”
    .copyright = Which pictures, texts or other works were copied, and where in the listing are they? For example: “Pictures 1 to 3 are our product photographs; only our logo was cut off.”
    .design = Which features of the product give the same overall impression as your design? For example: “The same handle, the same proportions and the same pattern of holes as in views 1 and 4.”
    .patent = Which claim is used, and where is each of its features found in the product? For example: “Claim 1: the hinge (a) lies inside of the shaft (b), see pictures 2 and 3.” A person with expert knowledge compares them.
    .geographical_indication = Where does the protected name stand, and why do the goods not come from there? For example: “The label says … but the address of the maker is in …”
form-evidence = Pictures or documents
    .hint = Photographs of a test purchase or a comparison with the original help most.
    .counterfeit = What helps most: photographs of a test purchase with label and packaging, beside the original.
    .trademark_misuse = What helps most: a screenshot in which your mark can be seen.
    .copyright = What helps most: your original beside the copy, and something that shows that it is yours.
    .design = What helps most: the registered views beside the pictures of the listing.
    .patent = What helps most: the patent, and a table that compares its claims with the product.
    .geographical_indication = What helps most: pictures of the label and of the place of origin given.
form-draft = What you type is checked while you write and kept in this browser only, until you file it or discard it. On a computer that others use too, discard it before you leave. Your account secret is never kept.
form-name = Your name or company
    .hint = The seller is told who complained; the law asks for that in matters of intellectual property.
form-email = E-mail address
    .hint = The decision is sent here. It is not shown to the seller.
form-postal_address = Postal address
    .hint = The law asks for it in copyright notices.
form-telephone = Telephone
    .hint = The law asks for it in copyright notices.
form-account_secret = Account secret
    .hint = It proves that you are the brand, so most complaints are decided at once. Without it we first send you a link by e-mail to confirm the complaint.
form-good_faith = I believe in good faith that what I have said is accurate and complete, and that the owner of the right, their agent or the law has not allowed this use.
form-perjury = Under penalty of perjury: the information in this notice is accurate, and I am the owner of the exclusive right or may act for the owner.
form-signature = Signature
    .hint = Type your full name.
form-text = Your message
form-statement = Your statement
form-privacy = We use what you enter to handle this complaint and keep it only as long as the law asks. Who files notices that they know to be false may have to pay for the damage.
form-send = File the complaint
form-send-despite = File it all the same
form-next-title = What happens next
form-next-1 = You receive a confirmation by e-mail with a link at which you can follow everything.
form-next-2 = We check the right, the listing and your statements. Clear cases are decided within minutes; others go to a person.
form-next-3 = If your complaint is well-founded, the marketplace takes the listing down. If something is missing, we tell you what it is.
form-next-4 = The seller is told why and can object. You then have the chance to answer.
form-fair-title = Fair to both sides
form-fair = No listing is taken down without a decision, and every decision says why. Both sides can appeal to a person who has not decided before.

field-claim = What is wrong
field-listings = Addresses of the listings
field-right_office = Office
field-right_number = Registration number
field-classes = Classes of goods
field-work = The work that was copied
field-explanation = Explanation
field-name = Name
field-email = E-mail address
field-postal_address = Postal address
field-telephone = Telephone
field-good_faith = Statement of good faith
field-perjury = Statement under penalty of perjury
field-signature = Signature
field-account_secret = Account secret
field-evidence = Pictures or documents
field-text = Your message
field-statement = Your statement
field-answer = Your answer
field-confirm = Confirmation

filed-title = Your complaint has been received
filed-lead = { $count ->
        [one] It names one listing.
       *[other] It names { $count } listings. Each is decided on its own.
    }
filed-status = Follow the complaint
filed-keep = Keep this link to yourself: whoever has it can read, answer and withdraw the complaint.
filed-next-mail = A confirmation is on its way to { $email }, with the same link.
filed-again = File another complaint

status-title = Your complaint
status-refresh = Something is under way: this page renews itself every 20 seconds while you do not write.
status-under-way = Something is under way.
status-again = Look again
status-summary = What you filed
status-filed = Filed
status-claim = Claim
status-right = Right
status-complainant = Complainant
status-listings = Listings
status-explanation = Your explanation
status-cases = The listings
status-asked = We need your answer
status-none-yet = The listings are being taken in. Please look again in a moment.
status-listing = Listing { $id } on { $marketplace }
status-history = History
status-pages = Pages of listings
status-previous = Previous
status-next = Next

decided-machine = Decided by automated checks, without a person. You can have a person look at it by appealing.
decided-person = Decided by a person.
decline-why = Why
decline-what = What did not fit
decline-how = What you can do

until-decision = We aim to decide by { $until }.
until-completion = Please complete it by { $until }; after that it is declined.
until-answer = Please answer by { $until }; without an answer the listing returns.
until-answer-seller = The time to answer ends on { $until }.
until-object = You can object or appeal until { $until }.
until-appeal = You can appeal until { $until }.

complete-title = We need something more from you
complete-lead = Without the following we may not act on your complaint. Your place in the queue is kept.
complete-until = Please send it by { $until }.
complete-send = Send what was missing

answer-title = The seller objects
answer-choose = What do you answer?
answer-concede = The seller is right
    .hint = The listing returns.
answer-contest = The seller is wrong
    .hint = A person decides. Please say why below.
answer-court = I have gone to court
    .hint = The listing stays down until the court decides. Please name the court and the file number below.
answer-text = Your answer
answer-send = Send the answer

resubmit-title = Mend it and send it again
resubmit-lead = What you had sent stands here. Change what failed. It keeps its place in the queue.
resubmit-send = Send it again

appeal-title = Appeal against this decision
appeal-lead = A person who has not decided anything here before looks at it again. It costs nothing.
appeal-text = What was overlooked?
appeal-send = Send the appeal

message-title = Add a message or files
message-all = Add a message or files to the whole complaint
message-lead = Whoever decides reads it with your complaint. The seller does not get it.
message-text = Your message
message-send = Send

withdraw-one = Withdraw for this listing
withdraw-lead = We stop what is under way. If the listing was taken down, it returns.
withdraw-one-send = Withdraw for this listing
withdraw-all = Withdraw the whole complaint
withdraw-all-lead = We stop what is under way for all listings. Those that were taken down return.
withdraw-confirm = Yes, I withdraw the complaint for all listings.
withdraw-all-send = Withdraw everything

done-confirmed = Your complaint is confirmed and filed.
done-complete = Thank you. We have what was missing and go on with your complaint.
done-withdraw = The complaint is withdrawn.
done-answer = Thank you. We have your answer.
done-resubmit = We have your mended complaint. It keeps its place in the queue.
done-appeal = We have your appeal. A person who has not decided here before looks at it.
done-counter_notice = We have your objection and pass it on to the complainant.
done-message = Thank you. It has been added to your complaint.

seller-title = About your listing
seller-what = What was done, and why
seller-measure = Measure
seller-decided = Decided
seller-how = How
seller-scope = Where and how long
seller-scope-text = Everywhere on { $marketplace }, without an end date, until the decision is lifted.
seller-ground = Legal ground
seller-said = What the complainant says
seller-redress = Your ways to object
seller-appeal-title = Appeal against this decision
seller-appeal-lead = A person who has not decided anything here before looks at it again. It costs nothing.
seller-appeal-text = What was overlooked?
seller-appeal-send = Send the appeal

seller-counter_notice-title = Object to the decision
seller-counter_notice-lead = Tell us why your listing does not infringe the right: for example that you bought the goods from the brand, have a licence, or that the complaint means another product. We pass your objection with your name on to the complainant. If no answer comes in time, your listing returns.
seller-counter_notice-text = Why is the decision wrong?
objection-statement = What I have said is accurate, and I believe in good faith that the listing was taken down by mistake.
objection-statement-copyright = Under penalty of perjury: I believe in good faith that the material was taken down by mistake or because it was mistaken for something else.
objection-name = Your name or company
seller-counter_notice-send = Send the objection

redress-appeal = Appeal to us, free of charge, within six months. A person decides, not a machine.
redress-body = Turn to a certified out-of-court dispute settlement body (in the European Union, Article 21 of Regulation (EU) 2022/2065).
redress-court = Go to court. The other ways do not take that right away.

trouble-home = To the start page
trouble-not_found = There is nothing here
    .message = This page does not exist, or the link is incomplete.
    .remedy = Links in mails sometimes break at the end of a line: please copy the whole link.
trouble-erased = This was erased
    .message = What stood here was erased at the request of the person or firm that it came from, or because it had to be.
    .remedy = It cannot be brought back. The record of what was decided remains, without it.
trouble-merged = This complaint is already being handled
    .message = The same complaint about the same listing was filed before under this address, and both are one case.
    .remedy = The letters about it go to that e-mail address. The first one has the link to follow it.
trouble-malformed = That could not be read
    .message = What was sent does not have the form that we expected.
    .remedy = Please go back, load the page again and send it once more. What you typed is still in your browser.
trouble-too_large = That is too much at once
    .message = What was sent is larger than we can take.
    .remedy = Please shorten the text, split the complaint, or attach smaller files.
trouble-not_now = That is not possible now
    .message = The case has moved on since you opened the page.
    .remedy = Please open your link again to see where it stands and what you can do.
trouble-too_many = Too many complaints at once
    .message = More complaints came from your address than an open form takes in.
    .remedy = Please try again in an hour. Accounts with an API key or an account secret are not limited.
trouble-full = No more messages can be added
    .message = This case already holds as many messages as it may.
    .remedy = Everything you have sent is being read. Please wait for the decision.
trouble-unavailable = This does not work at the moment
    .message = The fault is ours. Nothing that you filed before is lost.
    .remedy = Please try again in a few minutes.

# The confirmation of an address.
pending-title = Please confirm by mail
pending-lead = We sent a link to { $email }. Your complaint is filed as soon as you follow it and confirm.
pending-days = { $count ->
    [one] The link is good for one day.
   *[other] The link is good for { $count } days.
}
pending-why = Anyone can type an address into a form. Before anything is done to a seller, we make sure that the complaint is yours. Complaints with an account secret or an API key need no link.
confirm-title = Confirm your complaint
confirm-lead = This complaint was filed with your e-mail address. It is passed on when you confirm it.
confirm-more = { $count ->
    [one] and one more listing
   *[other] and { $count } more listings
}
confirm-advice = Please note:
confirm-send = Yes, this is my complaint
confirm-not-mine = Was it not you? Then do nothing: nothing happens without your confirmation, and the complaint is deleted after two weeks.

# Attaching files
files-limits = Up to { $files } files of up to { $megabytes } MB each: JPEG, PNG, GIF, WebP, PDF, Word, Excel, CSV or text.
files-plain = Without JavaScript all files together may have { $megabytes } MB; send larger ones in reply to the mail that you will receive.
files-drop = or drop files here
files-attached = Attached
files-failed = This file could not be uploaded. Please check your connection and try again.
files-large = This file is too large. Please use a smaller one.
files-many = These are more files than can be attached.
files-media = This kind of file is not accepted.
files-remove = Remove
files-removed = removed
files-retry = Try again
files-uploading = Waiting for your files to arrive…

# Said by scripts; what stands in braces they fill in themselves.
script-discard = Discard and start anew
script-kept = It was kept in this browser only. Please read it again before you file it.
script-missing = Still missing or to be changed:
script-advice = Worth checking:
script-ready = Nothing is missing. You can file the complaint.
script-restored = {"Your unfinished complaint of {when} is here again ({what})."}
script-restored-files = The files that you had attached have expired: please attach them again.
script-sending = Sending…
script-unknown-address = {"Line {line}: {address} is not a listing on a marketplace served here."}
script-unknown-addresses-more = {"and {n} more"}
script-wait-work = One moment: your browser is solving a small puzzle that keeps robots out.

lint-listings = { $named ->
        [one] One address: { $known ->
            [0] it is no listing on a marketplace served here
           *[other] recognised ({ $marketplaces })
        }.
       *[other] { $named } addresses: { $known ->
            [0] none is a listing on a marketplace served here
           *[other] { $known } recognised ({ $marketplaces })
        }.
    }
