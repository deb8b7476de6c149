//! Mails that hold all of a complaint, and words that take it back: their senders are asked. And mails with words that
//! only sound so.

#![allow(clippy::expect_used, reason = "helpers of tests")]

use notice::mail::{SES, read};
use notice::{Class, Draft};

const FIELDS: &str = "Claim: counterfeit\nListing: https://demo.example/listing/1001\nOffice: EUIPO\nRegistration number: 018999001\n\
    Name: Ana Brand\nExplanation: The bag bears our mark NORTHLIGHT and was never made by us.\n";
const STATEMENT: &str =
    "I have a good faith belief that this use is not authorised by the owner, its agent or the law.\n";

/// What is read of a mail with all of a complaint, `line` above it.
fn with(subject: &str, line: &str, statement: &str) -> Draft {
    let raw = format!(
        "From: Ana Brand <ana@northlight.example>\nTo: complaints@goodfaith.example\nSubject: {subject}\n\
         Message-ID: <m1@northlight.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{line}\n\n{FIELDS}\n{statement}"
    );
    let understood = read(raw.as_bytes(), SES).understood;
    let acts = matches!(understood.class, Class::Complaint | Class::NotOurs);
    let mut draft = understood.reading.draft;
    draft.claim = draft.claim.filter(|_| acts);
    draft
}

fn is_asked(draft: &Draft) -> bool {
    draft.claim.is_none() || !draft.statements.good_faith
}

#[test]
fn who_does_not_mean_it_to_be_filed_is_asked() {
    for line in [
        "Please note that this is just a draft.",
        "Do not process this mail yet, our lawyer has to look at it.",
        "For now: do not file it.",
        "This mail is a training exercise of our new team.",
        "It is a test message, kindly disregard.",
        "Please ignore this mail, I pressed the wrong button.",
        "This should not be filed before Monday.",
        "Would this be enough for you to act?",
        "This is not a formal complaint.",
        "Dies ist nur ein Entwurf.",
        "Bitte noch nicht bearbeiten.",
        "Ceci n'est qu'un brouillon, merci de ne pas traiter.",
        "Veuillez ignorer ce message.",
        "Esto es solo un borrador, por favor ignoren este correo.",
        "Questa è una bozza, si prega di ignorare.",
        "Isto é apenas um rascunho.",
        "Dit is slechts een concept, nog niet verwerken.",
        "To jest szkic, proszę nie rozpatrywać.",
        "这只是草稿，请勿处理。",
        "これは下書きです。対応しないでください。",
        "이것은 초안입니다. 처리하지 마세요.",
    ] {
        assert!(is_asked(&with("Counterfeit bag", line, STATEMENT)), "{line}");
    }
    for subject in [
        "TEST - please disregard",
        "DRAFT: counterfeit bag",
        "[Draft] counterfeit bag",
        "Re: Entwurf - Fälschung",
        "Question: is this something you would take down?",
        "Counterfeit bag (please do nothing)",
        "Training: complaint about a fake bag",
    ] {
        assert!(is_asked(&with(subject, "Dear team,", STATEMENT)), "{subject}");
    }
}

#[test]
fn who_takes_it_back_or_denies_it_is_asked() {
    for line in [
        "Correction: the seller is in fact authorised by us.",
        "The shop has our permission to sell the bag.",
        "This listing does not sell any counterfeit.",
        "The offer does not infringe our mark.",
        "Our new colleague filed the notice by mistake.",
        "Claim: n/a",
        "Claim: keine",
        "投诉类型：无",
        "Type of claim: not a counterfeit",
        "Der Verkäufer ist autorisiert.",
    ] {
        assert!(is_asked(&with("Counterfeit bag", line, STATEMENT)), "{line}");
    }
    for line in [
        "For your records.",
        "A colleague sent this last week; all is well now.",
        "Hello,\n\nsee below what came from the intern.",
    ] {
        for copy in [
            "-----Original Message-----",
            "---------- Forwarded message ---------",
            "-------- Weitergeleitete Nachricht --------",
        ] {
            assert!(is_asked(&with("Bag", &format!("{line}\n\n{copy}"), STATEMENT)), "{line} {copy}");
        }
    }
}

#[test]
fn a_statement_that_is_denied_or_supposed_is_missing() {
    for statement in [
        "I do not hold a good faith belief that the use is unlawful.",
        "We don't have any good-faith belief in this matter.",
        "I have no belief in good faith that the use is not authorised.",
        "I have a good faith belief that the use of the mark is duly authorized by its owner.",
        "We have a good faith belief that the sale is permitted by the law.",
        "If the label were wrong, I would have a good faith belief that the use is not authorised.",
        "Once I have seen the goods I may have a good faith belief.",
        "I cannot say that I have a good faith belief that it is not authorised.",
        "Good faith belief: none",
        "Do I have a good faith belief that the use is not authorised?",
        "I have a good faith belief that this use is not authorised. This complaint is neither complete nor accurate.",
        "I have a good faith belief that this use is not authorised. I cannot confirm that the information is accurate.",
        "I have a good faith belief that this use is not authorised. I do not know whether this notice is true.",
        "I have a good faith belief that this use is not authorised. The information above is incorrect.",
        "I have a good faith belief that this use is not authorised.\n\nI never had a good faith belief.",
        "我不能善意相信该使用未经授权。",
    ] {
        assert!(!with("Counterfeit bag", "Dear team,", statement).statements.good_faith, "{statement}");
    }
    for statement in [
        "This is stated under no penalty of perjury.",
        "I do not state under penalty of perjury that the information is accurate.",
        "The information is accurate, but not under penalty of perjury.",
    ] {
        assert!(!with("Counterfeit bag", "Dear team,", statement).statements.perjury, "{statement}");
    }
}

#[test]
fn a_statement_in_the_usual_words_counts() {
    for statement in [
        "I have a good faith belief that use of the material in the manner complained of is not authorized by the copyright owner, \
         its agent, or the law.",
        "I believe in good faith that the information is accurate and complete.",
        "We have a good-faith belief that none of these uses is authorised.",
        "The seller is not our partner, and I have a good faith belief that the use is not authorised.",
        "As we did not license this shop, we have a good faith belief that its use of the mark is unauthorised.",
        "I have a good faith belief that the information is accurate and that I am authorised to act for the owner.",
        "Should you need more, write to me. I hold a good faith belief that nobody authorised this use.",
        "I have a good faith belief that the use is not authorised and that this notice is accurate and complete.",
        "我善意地相信，上述内容准确、完整，且该使用未经权利人、其代理人或法律许可。",
        "我司从未授权，本公司善意相信上述使用未经授权。",
    ] {
        assert!(with("Counterfeit bag", "Dear team,", statement).statements.good_faith, "{statement}");
    }
    for statement in [
        "I swear, under penalty of perjury, that the information in the notification is accurate and that I am the copyright owner or \
         am authorized to act on behalf of the owner of an exclusive right that is allegedly infringed.",
        "The information in this notification is accurate, and under penalty of perjury, I am authorised to act for the owner.",
    ] {
        assert!(with("Counterfeit bag", "Dear team,", statement).statements.perjury, "{statement}");
    }
}

#[test]
fn words_that_only_sound_so_are_a_complaint() {
    for line in [
        "The goods are not genuine.",
        "They do not have our permission.",
        "Please do not hesitate to contact us.",
        "Please do not file this under spam.",
        "We tested it, and the zip broke at once.",
        "We made a test purchase: this is a test purchase of May.",
        "The seller told us to please ignore the label.",
        "The seller is not authorised by us.",
        "Nobody at this shop is authorised by us.",
        "The seller claims that it has our permission.",
        "Please do not ignore this notice.",
        "If you have any questions, please call.",
        "He wrote \"this is only a test\" to our buyer.",
        "The seller did not act when we asked him to stop.",
        "Please ignore this mail if you have already removed the listing.",
        "Der Verkäufer ist nicht autorisiert.",
        "Ce vendeur n'est pas autorisé par nous.",
        "该卖家未经我司授权。",
    ] {
        assert!(!is_asked(&with("Counterfeit bag", line, STATEMENT)), "{line}");
    }
    for subject in [
        "Test purchase of a counterfeit bag",
        "Draft horse toys: counterfeit",
        "Question of counterfeits",
        "Fwd: Counterfeit bag",
    ] {
        assert!(!is_asked(&with(subject, "Dear team,", STATEMENT)), "{subject}");
    }
    for copy in
        ["-----Original Message-----", "---------- Forwarded message ---------", "----- Listing -----"]
    {
        let line = format!("Please take down the counterfeit below.\n\n{copy}");
        assert!(!is_asked(&with("Bag", &line, STATEMENT)), "{copy}");
    }
    assert!(
        !is_asked(&with("Bag", "-----Original Message-----", STATEMENT)),
        "a mail that is a copy and nothing else"
    );
}
