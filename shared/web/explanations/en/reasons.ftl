# Reasons as clauses: what a person decides, what limits the rules, what is missing.

asked-who_complains = whether the complaint comes from the one whom it names
asked-non_holder = whether to act on the notice of someone who is neither the right’s owner nor the owner’s agent
asked-unregistered_right = whether the right relied on exists and is the complainant’s, since no registration shows it
asked-unverified_right = whether the right’s documents show what is stated of it
asked-needs_expert = whether the right is infringed, which takes expert knowledge
asked-conflict = how this complaint weighs beside the other dispute about the listing
asked-mark_unclear = whether the listing uses the mark, since it does not clearly name it
asked-nominative_use = whether the listing names the mark only to say what its goods are for
asked-likeness = whether the listing takes advantage of the mark, since it makes its goods out to be like those of the mark
asked-authorised_seller = whether the owner’s permission covers the goods, since the listing says that they are not the owner’s
asked-resale = whether the goods are genuine ones that may be resold
asked-lawful_use = whether the listing names the mark for something that the law allows
asked-figurative_mark = whether the listing shows the mark, which is not on record as one of words alone
asked-goods_differ = whether the right covers the goods, whose classes are others
asked-goods_unknown = whether the right covers the goods, whose classes are not known
asked-nothing_compared = whether the listing infringes the right, since no comparison by program shows it
asked-decided_before = whether to decide otherwise than the person who declined before
asked-document_added = whether the document that was added changes what would otherwise be declined
asked-right_in_grace = whether the right was renewed
asked-part_of_territory = whether and where to act, since the right covers a part of the territory only
asked-listing_unsettled = whether to act on a listing that was edited again and again
asked-automatic_stopped = what to do, since automatic decisions are stopped for such cases
asked-new_complainant = whether the complaints of someone new about many listings are well-founded
asked-proof_missing = whether the claim holds, since the proof that it needs was not attached
asked-members_only = whether the claim holds, since the program decides it for members of the good-faith programme only
asked-policy = what to do, since the operator leaves such cases to a person

floor-policy = with what { $findings } says, the program may not accept a complaint
floor-unknown = what the program must know to accept a complaint is not all on record
floor-members_only = the program may accept such a claim for members of the good-faith programme only
floor-nothing_compared = the program may accept a complaint only where a comparison of the listing with the right shows what is claimed, and none did
floor-document_added = the program may not decline a complaint while nobody has read a document that may cure what is lacking
floor-who_complains = the program may not decline a complaint of someone who is not proved
floor-non_holder = the program may not decline a complaint because the complainant does not hold the right, where the law takes notices of anyone
floor-other = this decision is reserved to a person

lacks-explanation = an explanation why the listing infringes
lacks-location = the address of the listing
lacks-name = the complainant’s name
lacks-email = the complainant’s e-mail address
lacks-good_faith = the statement of good faith
lacks-right = the right relied on
lacks-postal_address = the complainant’s postal address
lacks-telephone = the complainant’s telephone number
lacks-perjury = the statement under penalty of perjury
lacks-signature = the signature
lacks-evidence = evidence of the infringement
lacks-truth = the guarantee that the notice is true
lacks-by-law = { $element } (required by { $law })

office-EM = European Union Intellectual Property Office (EUIPO)
office-US = United States Patent and Trademark Office (USPTO)
office-US-copyright = United States Copyright Office
office-CN-copyright = National Copyright Administration of China
office-CN = China National Intellectual Property Administration (CNIPA)
office-GB = Intellectual Property Office of the United Kingdom (UKIPO)
office-DE = German Patent and Trade Mark Office (DPMA)
office-WO = World Intellectual Property Organization (WIPO)
office-IB = International Bureau of WIPO
office-EP = European Patent Office (EPO)
office-other = office with the code { $code } (WIPO Standard ST.3)

territory-EU = the European Union
territory-US = the United States of America
territory-CN = the People’s Republic of China
territory-GB = the United Kingdom
territory-other = the territory with the code { $code } (ISO 3166)

list-join = { $first }; { $last }
