# What the rules look at: each input with what it may be found to be, a sentence each.

input-elements = the required elements of the complaint
    .complete = The complaint contained every element that is required of such a notice.
    .missing = The complaint lacked elements that are required of such a notice.

input-claim = the claim
    .counterfeit = The complaint states that the goods offered are counterfeit.
    .counterfeit_test_purchase = The complaint states that the goods offered are counterfeit, and that a test purchase has shown it.
    .trademark_misuse = The complaint states that a trade mark is used in the listing’s words without right.
    .mark_on_goods = The complaint states that a trade mark is used on the goods or in their pictures without right.
    .similar_mark = The complaint states that a sign similar to a trade mark is used for similar goods.
    .shop_name = The complaint states that a trade mark is used as the name of the shop without right.
    .parallel_import = The complaint states that the goods are genuine, and that the owner of the mark has not put them on the market in this territory.
    .copyright = The complaint states that a protected work is copied without right.
    .pirated_media = The complaint states that unlawful copies of media or software are offered.
    .design = The complaint states that a registered design is copied without right.
    .patent = The complaint states that a patented invention is used without right.
    .geographical_indication = The complaint states that a protected geographical indication is used without right.
    .trade_secret = The complaint states that a trade secret is used or disclosed without right.
    .other = The complaint states an infringement of another kind, which its explanation describes.

input-gravity = how grave what is claimed would be
    .general = What is claimed would be an infringement of the lesser grade (“general”) of the two that marketplaces’ rules know: a mark or a work used without right.
    .serious = What is claimed would be an infringement of the graver grade (“serious”) of the two that marketplaces’ rules know: goods or copies that are themselves unlawful.

input-evidence = the evidence
    .attached = Evidence was attached to the complaint. Beyond what is said here of pictures, the program did not examine it.
    .none = No evidence was attached to the complaint.

input-notices_from = whose notices are taken
    .anyone = The law that applies takes notices of any individual or entity (Regulation (EU) 2022/2065 Art. 16(1)).
    .authorised = Such a notice is taken from the right’s owner, or from someone who is authorised to act for the owner.

input-proof = the proof of the complainant
    .none = Nothing proved that the complaint comes from the one whom it names.
    .account_secret = The complaint was filed with the secret of an account, which only the people of that account are given.
    .mail = The complaint came by e-mail, and the domain of its sender was authenticated (DMARC) when it was received.
    .link = The complaint was confirmed through a link that was sent to the address given in it.
    .api_key = The complaint was filed from the computer system of an account, with that account’s key.

input-listing = the listing
    .visible = The marketplace showed the listing to the public.
    .hidden = The marketplace had the listing, and did not show it to the public.
    .unsettled = The marketplace showed the listing to the public. It had been edited again and again after the program had accepted the complaint and before a measure could be ordered.
    .long_hidden = The marketplace had the listing and did not show it to the public; it had been looked at again for as long as the program waits for a hidden listing to return.
    .gone = The marketplace answered that it has no such listing.
    .not_asked = The marketplace was not asked about the listing.

input-right = the right
    .unknown = The register held no right that the complaint relies on. This does not mean that there is none.
    .pending = According to the register, the right has been applied for and is not registered.
    .unverified = The right was in the register, and it had not been verified that it is registered and in force.
    .rejected = The right was in the register, and its documents had been rejected on review.
    .grace = According to the register, the last day of the registration had passed, and it could still be renewed.
    .expired = According to the register, the last day of the registration had passed, and it could no longer be renewed.
    .ended = According to the register, the right had ended before its term ran out.
    .unregistered = The right was in the register as one that exists without a registration at an office.
    .in_force = According to the register, the right was registered and in force, and its documents had been verified.

input-form = what the right protects
    .words = The mark was in the register as one of words.
    .figurative = The mark was in the register as one that does not consist of words alone.
    .unknown = The register did not say whether the mark consists of words alone.
    .no_mark = The right that the register knew was no trade mark.

input-territory = the territory of the right
    .covered = According to the register, the right covers { $territory }.
    .part = According to the register, the right covers a part of { $territory } only.
    .outside = The register held no right that the complaint relies on and that covers { $territory }.

input-authority = the authority of the complainant
    .account_secret = The complaint was filed with the secret of an account; the address given in it was not on file for the right.
    .on_file = The complainant was on file for the right as one who may act under it.
    .none = Nothing on file showed that the complainant may act under the right.

input-mark = the mark in the words of the listing
    .act = The title of the listing contains the mark, and the program found nothing in the title, the attributes or the description that speaks against reading it as the mark.
    .desk = The program found the mark in the words of the listing, but not in such a way that it may act on that by itself.
    .note = The words of the listing contain the mark in a way in which somebody’s goods may be named lawfully.
    .absent = The program did not find the mark in the words of the listing.
    .no_words = There was no mark of words to look for.

input-use = what the listing seems to use the mark or the work for
    .none = In the title, the attributes and the description, the program found nothing that says that the mark or the work is used for something that may be lawful.
    .resale = By its words, the listing resells the owner’s goods. Whether that is true was not examined.
    .parallel_import = By its words, the listing offers the goods as imported past the dealers of the owner. Whether that is true was not examined.
    .not_for_sale = By its words, the listing sells nothing. Whether that is so was not examined.
    .parody = By its words, the listing makes fun of what it names or shows. Whether that is so was not examined.
    .about_or_review = By its words, the listing is about the owner’s goods or works and does not offer them. Whether that is so was not examined.
    .part_or_repair = By its words, the listing offers something for the owner’s goods. Whether that is so was not examined.
    .accessory = By its words, the listing offers what goes with the owner’s goods. Whether that is so was not examined.
    .fit = By its words, the listing says what its goods fit. Whether that is so was not examined.
    .likeness = By its words, the listing makes its goods out to be like those of the mark.
    .denial = The words of the listing say that the goods are not of the mark. Whether that is true was not examined.
    .name_or_word = What was found can also mean something other than the mark.
    .doubtful = What was found may be something other than the mark.
    .unknown = The listing’s words were not looked at.

input-classes = the classes of the goods
    .fit = At least one class that the marketplace gives for the goods (Nice Classification) is a class of the right.
    .differ = None of the classes that the marketplace gives for the goods (Nice Classification) is a class of the right.
    .unknown = Whether the goods are of the right’s classes (Nice Classification) was not known.

input-seller = the authorisation of the seller
    .authorised = The seller was one whom the right’s owner had named as authorised to offer the goods.
    .other_goods = The seller was one whom the right’s owner had named as authorised to offer the goods, and by its words the listing offers goods that are not the owner’s.
    .not_listed = The seller was not among those whom the right’s owner had named as authorised.

input-standing = the complainant’s membership of the good-faith programme
    .member = The complainant was a member of the operator’s good-faith programme for such complaints.
    .probation = The complainant was a member of the operator’s good-faith programme for such complaints, and had been warned.
    .none = The complaint did not count as one of a member of the operator’s good-faith programme.

input-misuse = misuse of complaints
    .clear = No warning or suspension for misuse of complaints was in effect for the complainant.
    .warned = The complainant had been warned for misuse of complaints.
    .suspended = The processing of the complainant’s complaints was suspended for misuse.

input-history = what is known of the complainant
    .new = Fewer of the complainant’s complaints had led to a takedown that stands than the operator’s policy asks of a known complainant.
    .known = As many of the complainant’s complaints had led to a takedown that stands as the operator’s policy asks of a known complainant.

input-size = the number of listings complained of
    .few = Neither the complaint nor, of a new complainant, its latest complaints together named more listings than the operator’s policy takes from a new complainant without review.
    .many = The complaint, or the latest complaints of a new complainant together, named more listings than the operator’s policy takes from a new complainant without review.

input-conflict = disputes about the listing elsewhere
    .none = No dispute about the listing in another case was found that a person would have to weigh.
    .open = Another owner’s complaint about the listing, under a right that protects the same, waited for a person.
    .restored = After an earlier complaint in the same matter, it had been decided that the listing comes back.

input-picture = the comparison of pictures
    .same = A picture of the listing is, by its PDQ hash, the same as a picture that a person has reviewed and entered as that of the mark by itself, or of the work.
    .near = A picture of the listing is, by its PDQ hash, like one with which it was compared, so that a person should look.
    .different = None of the listing’s pictures is, by its PDQ hash, like one with which they were compared.
    .not_compared = No picture of the listing as it stood then was compared with one of the right.

input-text = the comparison of texts
    .same = At least four fifths of a text of the right, which a person has read, stand in the listing word for word, sentences that many write alike left out.
    .near = A passage of a text of the right stands in the listing word for word, but less than four fifths of the text.
    .different = No passage of a text of the right stands in the listing word for word.
    .not_compared = No text was handed in with the right, or the complaint is about something else.

input-earlier = earlier decisions by persons
    .none = No complaint in the same matter was found that stands declined by a person.
    .declined = A complaint about the listing in the same matter stood declined by a person.

input-cure = a document that may cure an earlier decline
    .none = The complaint was not filed again with evidence after an earlier one.
    .document = The complaint was filed again with evidence after an earlier one.

input-automatic = whether automatic decisions were stopped
    .allowed = The operator had not stopped automatic decisions for such cases.
    .stopped = The operator had stopped automatic decisions for such cases.

operation-exact = it is written letter for letter as a name of the mark that is on file
operation-alias = another name of the mark, given by its owner, is written letter for letter
operation-normalised = it is written with the letters of a name of the mark that is on file, but for capitals, blanks, signs or accents
operation-traditional = it is written in the other form of Chinese characters, simplified or traditional, than the registered one
operation-joined = its words are written as one
operation-fullwidth = it is written in full-width letters
operation-zero_width = it is written with invisible characters between its letters
operation-bidi = it is written with controls of writing direction between its letters
operation-mathematical = it is written in ornamental letters
operation-confusable = it is written with letters of another script that look alike
operation-diacritic = it is written with marks added to its letters
operation-spaced = it is written with a blank after each letter
operation-punctuated = it is written with signs between its letters
operation-split = it is written in pieces, with blanks between them
operation-leet = it is written with other signs in place of letters
operation-masked = it is written with a letter hidden
operation-pinyin = it is written in pinyin
operation-half_pinyin = it is written partly in pinyin
operation-homophone = it is written with characters of the same sound
operation-look_alike = it is written with characters that look alike
operation-transliterated = its sound is written in another script
operation-vowelless = it is written without its vowels
operation-one_edit = what is written differs from it by one letter
operation-two_edits = what is written differs from it by two letters
operation-other = by the method with the code “{ $code }”
