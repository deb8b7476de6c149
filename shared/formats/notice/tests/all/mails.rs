//! Mails: what kind each is, who it is from, and what it complains of.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use case::{Claim, Element, Language};
use notice::mail::{Automatic, MailReading, SES, read};
use notice::{Class, Draft, Problem};
use proptest::prelude::*;

const CASE: &str = "0123456789abcdef0123456789abcdef";
const LETTER: &str = "fedcba9876543210fedcba9876543210";
const HEADERS: &str = "From: Ana Brand <brand@northlight.example>\r\nTo: complaints@goodfaith.example\r\n\
    Subject: Counterfeit bags\r\nMessage-ID: <m1@northlight.example>\r\n";

const COMPLAINT: &str = "Dear team,\r\n\r\n\
    the seller offers bags with our mark NORTHLIGHT that we never made. See hxxps://demo[.]example/listing/1001, and\r\n\
    (https://demo.example/listing/1002).\r\n\r\n\
    Registration number: 018999001\r\nOffice: EUIPO\r\nName: Northlight Outfitters GmbH\r\n\
    Address: Kanalstr. 1\r\n20095 Hamburg\r\n\r\nTelephone: +49 40 1\r\nAccount secret: gfs_northlight_0123456789abcdef0123456789abcdef\r\n\r\n\
    I have a good faith belief that the use is not authorised. I state under penalty of\r\nperjury that this is accurate.\r\n\r\n\
    /s/ Ana Brand\r\n";

fn mail(headers: &str, body: &str) -> MailReading {
    read(format!("{HEADERS}{headers}\r\n{body}").as_bytes(), SES)
}

/// What would be filed of a mail that is read in its words.
#[track_caller]
fn draft(reading: &MailReading) -> &Draft {
    let class = reading.understood.class;
    assert!(matches!(class, Class::Complaint | Class::NotOurs), "{class:?} {:?}", problems(reading));
    &reading.understood.reading.draft
}

fn problems(reading: &MailReading) -> &[Problem] {
    &reading.understood.reading.problems
}

/// What is missing of it in the European Union.
fn missing(draft: &Draft) -> Vec<Element> {
    draft.missing(&["EU".parse().expect("a territory")]).iter().map(|it| it.element).collect()
}

#[track_caller]
fn check_unreadable(reading: &MailReading, code: &str) {
    assert_eq!(reading.understood.class, Class::Unreadable);
    let codes: Vec<_> = problems(reading).iter().map(Problem::code).collect();
    assert_eq!(codes, [code]);
    assert!(!problems(reading)[0].remedy().is_empty());
}

#[test]
fn a_complaint_in_words_is_understood() {
    let reading = mail("", COMPLAINT);
    assert_eq!(problems(&reading), []);
    assert_eq!(reading.understood.class, Class::Complaint);
    assert_eq!(
        (reading.from.as_str(), reading.display_name.as_str()),
        ("brand@northlight.example", "Ana Brand")
    );
    assert_eq!(reading.message_id.as_deref(), Some("m1@northlight.example"));
    assert_eq!(reading.language(), Language::En);
    let draft = draft(&reading);
    assert_eq!(draft.claim, Some(Claim::Counterfeit));
    assert_eq!(draft.listings, ["https://demo.example/listing/1001", "https://demo.example/listing/1002"]);
    assert_eq!(draft.complainant.name, "Northlight Outfitters GmbH");
    assert_eq!(draft.complainant.email, "brand@northlight.example");
    assert_eq!(draft.complainant.postal_address, "Kanalstr. 1, 20095 Hamburg");
    assert_eq!(draft.right_ref().expect("a right").expect("named").to_string(), "trademark/EM/018999001");
    assert!(draft.statements.good_faith && draft.statements.perjury);
    assert_eq!(draft.statements.signature, "Ana Brand");
    assert_eq!(draft.account_secret.as_deref(), Some("gfs_northlight_0123456789abcdef0123456789abcdef"));
    assert!(draft.explanation.contains("that we never made") && !draft.explanation.contains("perjury"));
    assert_eq!(missing(draft), []);
}

#[test]
fn what_a_mail_leaves_out_is_missing() {
    let reading = mail("", "Please remove http://demo.example/listing/7\r\n");
    assert_eq!(missing(draft(&reading)), [Element::GoodFaith]);
    let reading = mail(
        "",
        "I have a good faith belief that this is not authorised.\r\nRegistration number: 1\r\nOffice: EM\r\n",
    );
    assert_eq!(missing(draft(&reading)), [Element::Explanation, Element::Location]);
}

const CHINESE: &str = "您好：\n\n该商品为假冒商品，我司从未授权。链接：https://demo.example/listing/1001，请处理。\n\n\
    注册号：018999001\n注册机构：欧盟\n姓名：北光有限公司\n\n本公司善意相信上述使用未经授权。\n";
const TRADITIONAL: &str = "您好：\n\n該商品為假冒商品，我司從未授權。https://demo.example/listing/1001\n";

#[track_caller]
fn check_chinese(charset: &str, text: &str) {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).expect("a charset");
    let headers = "From: brand@northlight.example\r\nSubject: =?utf-8?B?5oqV6K+J?=\r\nMIME-Version: 1.0\r\n";
    let head = format!(
        "{headers}Content-Type: text/plain; charset=\"{charset}\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    );
    let reading = read(&[head.as_bytes(), &encoding.encode(text).0].concat(), SES);
    assert_eq!(reading.language(), Language::Zh, "{charset}");
    let draft = draft(&reading);
    assert_eq!(draft.claim, Some(Claim::Counterfeit), "{charset}");
    assert_eq!(draft.listings, ["https://demo.example/listing/1001"], "{charset}");
    assert_eq!(reading.text.lines().next(), Some("您好："), "{charset}");
    if text == CHINESE {
        assert_eq!(missing(draft), [], "{charset}");
        assert_eq!(draft.complainant.name, "北光有限公司");
    }
}

#[test]
fn chinese_mails_are_read_in_their_charsets() {
    for charset in ["utf-8", "gbk", "gb2312", "gb18030"] {
        check_chinese(charset, CHINESE);
    }
    for charset in ["utf-8", "big5"] {
        check_chinese(charset, TRADITIONAL);
    }
}

#[test]
fn html_alone_is_read_as_text_with_its_links() {
    let reading = mail(
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n",
        "<html><body><p>A counterfeit of our bag: <a href=\"https://demo.example/listing/1001?a=1&amp;b=2\">this one</a></p></body></html>",
    );
    let draft = draft(&reading);
    assert_eq!(draft.listings, ["https://demo.example/listing/1001?a=1&b=2"]);
    assert!(draft.explanation.contains("A counterfeit of our bag"));
    assert!(!reading.text.contains('<'));
}

#[test]
fn attachments_come_with_name_type_and_content() {
    let reading = mail(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: text/plain\r\n\r\nA fake: https://demo.example/listing/1001\r\n--b\r\n\
         Content-Type: image/png; name=\"bag.png\"\r\nContent-Disposition: attachment; filename=\"bag.png\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n",
    );
    assert_eq!(reading.attachments.len(), 1);
    let file = &reading.attachments[0];
    assert_eq!((file.name.as_str(), file.media.as_str()), ("bag.png", "image/png"));
    assert_eq!(file.bytes, b"\x89PNG\r\n\x1a\n");
    assert_eq!(draft(&reading).listings.len(), 1);
}

#[test]
fn a_mail_that_cannot_be_read_says_why() {
    check_unreadable(&mail("", "  \r\n"), "no_text");
    check_unreadable(&read(b"", SES), "not_a_mail");
    check_unreadable(&read(b"\xff\xfe\0\0", SES), "not_a_mail");
    // Some of it is UTF-8, some of it is not, and so it is nothing else either.
    let half = "é".as_bytes().iter().copied().chain([0xb8]).cycle().take(60).collect();
    let broken =
        [HEADERS.as_bytes().to_vec(), b"Content-Type: text/plain; charset=utf-8\r\n\r\n".to_vec(), half]
            .concat();
    check_unreadable(&read(&broken, SES), "broken_charset");
    check_unreadable(
        &mail("Content-Type: text/plain; charset=utf-7\r\n", "+ADw-script+AD4-"),
        "broken_charset",
    );
    check_unreadable(&mail("X-SES-Virus-Verdict: FAIL\r\n", COMPLAINT), "quarantined");
    check_unreadable(&mail("X-SES-Spam-Verdict: FAIL\r\n", COMPLAINT), "quarantined");
    check_unreadable(&read(&vec![b'x'; (25 << 20) + 1], SES), "too_large");
}

#[test]
fn mails_inside_of_mails_are_cut_off() {
    check_unreadable(&mail(&"Content-Type: message/rfc822\r\n\r\n".repeat(200_000), "x"), "too_nested");
    check_unreadable(&mail(&"a:\r\n".repeat(200_000), "x"), "too_nested");
    let parts = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(30_000);
    check_unreadable(&mail("Content-Type: multipart/mixed; boundary=b\r\n", &parts), "too_nested");
}

#[test]
fn too_much_text_and_too_many_listings_are_problems_of_a_complaint() {
    let codes = |reading: &MailReading| problems(reading).iter().map(Problem::code).collect::<Vec<_>>();
    let reading = mail("", &"our bag. ".repeat(1_200_000));
    assert_eq!(codes(&reading), ["too_long"]);
    assert_eq!(draft(&reading).explanation.chars().count(), 10_000);
    let many: String = (0..1_001).map(|n| format!("https://demo.example/listing/{n}\r\n")).collect();
    let reading = mail("", &many);
    assert_eq!(codes(&reading), ["too_many_listings"]);
    assert_eq!(draft(&reading).listings.len(), 1_000);
}

#[test]
fn a_megabyte_of_brackets_is_no_address() {
    let reading = mail("", &format!("A fake: http://a/{}", ")".repeat(1_000_000)));
    assert!(draft(&reading).listings.iter().all(|address| address.len() < 20));
}

#[test]
fn automatic_mails_are_told_by_their_headers() {
    for (headers, reason) in [
        ("Auto-Submitted: auto-replied\r\n", Automatic::AutoReplied),
        ("Auto-Submitted: Auto-Notified; x=1\r\n", Automatic::AutoReplied),
        ("Return-Path: <>\r\n", Automatic::NullReturnPath),
        ("List-Id: News <news.example>\r\n", Automatic::MailingList),
        (
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n",
            Automatic::Report,
        ),
    ] {
        let reading = mail(headers, COMPLAINT);
        assert_eq!(
            (reading.understood.class, reading.automatic),
            (Class::Automatic, Some(reason)),
            "{headers}"
        );
        // Also when it says to be an answer to one of our letters.
        let reply = format!("{headers}In-Reply-To: <{LETTER}.{CASE}@goodfaith.example>\r\n");
        assert_eq!(mail(&reply, "").understood.class, Class::Automatic, "{headers}");
    }
    let reading = mail(
        "Auto-Submitted: no\r\nReturn-Path: <brand@northlight.example>\r\nPrecedence: normal\r\n",
        COMPLAINT,
    );
    assert_eq!((reading.understood.class, reading.automatic), (Class::Complaint, None));
}

#[test]
fn a_machine_may_complain_but_is_never_answered() {
    for (headers, reason) in [
        ("Auto-Submitted: auto-generated\r\n", Automatic::AutoGenerated),
        ("Precedence: bulk\r\n", Automatic::Bulk),
        ("X-Auto-Response-Suppress: OOF, AutoReply\r\n", Automatic::SuppressesAnswers),
    ] {
        let reading = mail(headers, COMPLAINT);
        assert_eq!(
            (reading.understood.class, reading.automatic),
            (Class::Complaint, Some(reason)),
            "{headers}"
        );
        let news = format!("{HEADERS}{headers}\r\nOur shop is open!\r\n").replace("Counterfeit bags", "News");
        assert_eq!(read(news.as_bytes(), SES).understood.class, Class::Automatic, "{headers}");
    }
}

#[test]
fn an_absence_notice_that_says_nothing_in_its_headers_is_told_by_its_subject() {
    let reply = format!("In-Reply-To: <{LETTER}.{CASE}@goodfaith.example>\r\n");
    for subject in ["Out of office: back in May", "Automatische Antwort: x", "自动回复：您好"] {
        let raw = format!("{HEADERS}{reply}\r\nI am away.").replace("Counterfeit bags", subject);
        let reading = read(raw.as_bytes(), SES);
        assert_eq!(reading.automatic, Some(Automatic::AbsenceNotice), "{subject}");
        assert_eq!(reading.understood.class, Class::Automatic, "{subject}");
        // Without our letter it is only a subject.
        assert_eq!(read(raw.replace(&reply, "").as_bytes(), SES).automatic, None, "{subject}");
    }
}

#[test]
fn a_reply_finds_its_cases_by_headers() {
    for headers in [
        format!("In-Reply-To: <{LETTER}.{CASE}@goodfaith.example>\r\n"),
        format!("References: <x@y.example>\r\n <{CASE}@goodfaith.example>\r\n <z@y.example>\r\n"),
        format!("Cc: \"C\" <complaints+{CASE}@goodfaith.example>\r\n"),
        format!("Delivered-To: complaints+{CASE}@goodfaith.example\r\n"),
    ] {
        let reading = mail(&headers, "Here is the invoice.");
        assert_eq!(reading.understood.class, Class::Answer, "{headers}");
        let cases: Vec<_> = reading.thread.cases.iter().map(ToString::to_string).collect();
        assert_eq!(cases, [CASE], "{headers}");
    }
    let reading = mail(&format!("In-Reply-To: <{LETTER}.{CASE}@x.example>\r\n"), "");
    assert_eq!(reading.understood.class, Class::Answer, "an empty reply with a file is a reply");
    let letters: Vec<_> = reading.thread.letters.iter().map(ToString::to_string).collect();
    assert_eq!(letters, [LETTER]);
    // A forward, or someone who knows a number, is no reply.
    draft(&mail("In-Reply-To: <other@elsewhere.example>\r\n", COMPLAINT));
    draft(&mail("", &format!("> Message-ID: <{LETTER}.{CASE}@goodfaith.example>\r\n{COMPLAINT}")));
    draft(&mail("In-Reply-To: <zzzz.0@goodfaith.example>\r\nReferences: <<>>,@,<@>\r\n", COMPLAINT));
}

#[test]
fn a_reference_in_the_subject_is_only_claimed() {
    const REFERENCE: &str = "0A4-7KM-2Q0";
    for subject in [
        format!("Fwd: We have your complaint ({REFERENCE})"),
        format!("回复：我们已收到您的投诉（{REFERENCE}）"),
        format!("[{}] more", REFERENCE.to_lowercase()),
        "AW: 0A47KM2Q0".to_owned(),
        "Re: the case 0A4 7KM 2Q0 of ours".to_owned(),
        "Re: 0A4\u{2013}7KM\u{2013}2Q0".to_owned(),
        "回复：０Ａ４－７ＫＭ－２Ｑ０".to_owned(),
    ] {
        let raw = format!("{HEADERS}\r\n{COMPLAINT}").replace("Counterfeit bags", &subject);
        let thread = read(raw.as_bytes(), SES).thread;
        assert!(thread.cases.is_empty(), "{subject}");
        assert_eq!(
            thread.claimed.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [REFERENCE],
            "{subject}"
        );
    }
    assert!(mail("", COMPLAINT).thread.claimed.is_empty());
    for subject in ["0A4-7KM-2Q1", "0A47KM2Q1", "abc-def-ghi", "1-2-3", "the new car", "wonderful"] {
        let raw = format!("{HEADERS}\r\n{COMPLAINT}").replace("Counterfeit bags", subject);
        assert!(read(raw.as_bytes(), SES).thread.claimed.is_empty(), "{subject}");
    }
}

#[track_caller]
fn check_authenticated(results: &str, expected: bool) {
    let raw = format!("{results}{HEADERS}\r\n{COMPLAINT}");
    assert_eq!(read(raw.as_bytes(), SES).authenticated, expected, "{results}");
}

#[test]
fn only_the_receiving_servers_own_results_count() {
    let pass = "Authentication-Results: amazonses.com;\r\n spf=pass (spfCheck: domain of x) client-ip=192.0.2.1;\r\n \
        dkim=pass header.i=@northlight.example;\r\n dmarc=pass header.from=northlight.example;\r\n";
    check_authenticated(pass, true);
    check_authenticated("", false);
    check_authenticated(
        "Authentication-Results: amazonses.com; dkim=pass header.i=@northlight.example\r\n",
        true,
    );
    check_authenticated(
        "Authentication-Results: amazonses.com; dkim=pass header.i=@other.example\r\n",
        false,
    );
    check_authenticated(
        "Authentication-Results: amazonses.com; dmarc=pass header.from=other.example\r\n",
        false,
    );
    check_authenticated(
        "Authentication-Results: amazonses.com; dmarc=fail header.from=northlight.example; dkim=pass header.i=@northlight.example\r\n",
        false,
    );
    check_authenticated("Authentication-Results: amazonses.com; spf=pass\r\n", false);
    check_authenticated(
        "Authentication-Results: mx.example; dmarc=pass header.from=northlight.example\r\n",
        false,
    );
    check_authenticated(
        "Authentication-Results: amazonses.com (dmarc=pass; dmarc=pass); dmarc=none\r\n",
        false,
    );
    check_authenticated(
        "Authentication-Results: amazonses.com; spf=fail smtp.mailfrom=\"a; dmarc=pass\"\r\n",
        false,
    );
    // What a sender says of itself may hold a semicolon, and no blank.
    for injected in [
        "spf=pass helo=a;dkim=pass header.i=@northlight.example; dmarc=none",
        "spf=pass envelope-from=a;dkim=pass header.i=@northlight.example;b@evil.example; dmarc=none",
        "spf=pass (spfCheck: domain of a)b;dkim=pass header.i=@northlight.example;c@evil.example designates); dmarc=none",
    ] {
        check_authenticated(&format!("Authentication-Results: amazonses.com; {injected}\r\n"), false);
    }
    // What stands below the topmost was written by someone else.
    let below =
        format!("Authentication-Results: amazonses.com; dmarc=fail header.from=northlight.example\r\n{pass}");
    check_authenticated(&below, false);
    check_authenticated(&format!("Authentication-Results: mx.example; none\r\n{pass}"), false);
    // Two authors are no author.
    check_authenticated(&format!("{pass}From: x@other.example\r\n"), false);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
        let _ = read(&bytes, SES);
    }

    #[test]
    fn no_headers_or_parts_panic(
        lines in prop::collection::vec(prop::sample::select(vec![
            "From: a@b.example", "From: \"x\" <a@b", "To: c+0123456789abcdef0123456789abcdef@d", "References: <.@>", "Return-Path:",
            "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/alternative; boundary=\"b\"",
            "Content-Type: message/rfc822", "Content-Type: text/html; charset=gbk", "Content-Type: text/plain; charset=\"",
            "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Disposition: attachment; filename*=utf-8''%ff",
            "Authentication-Results: amazonses.com; dmarc=pass (", "--b", "--b--", "", "", "x=", "=FF=F", "<a href=", "<a href='https://a/b", "http://", "://",
            "hxxp://a[.]b)))", "/s/", "Name:", "地址：", "Registration number: 1", "\u{b8}\u{ff}", "=?gbk?B?/////w==?=", "Subject: =?utf-8?Q?=FF?=",
        ]), 0..60),
        end in prop::sample::select(vec!["\r\n", "\n"]),
    ) {
        let _ = read(lines.join(end).as_bytes(), SES);
    }

    #[test]
    fn no_text_panics(text in "(\\PC|\n){0,400}") {
        let _ = mail("Content-Type: text/plain; charset=utf-8\r\n", &text);
        let _ = mail("Content-Type: text/html; charset=utf-8\r\n", &text);
    }
}

#[test]
fn a_letter_that_names_no_address_is_read_with_its_papers() {
    let page = "BT /F1 12 Tf 72 700 Td (These bags are counterfeit: https://demo.example/listing/1001) Tj ET";
    let paper = format!(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
         2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
         3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj\n\
         4 0 obj << /Length {} >> stream\n{page}\nendstream endobj\n\
         5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n\
         trailer << /Root 1 0 R >>\n%%EOF\n",
        page.len()
    );
    let with = |words: &str| {
        mail(
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
            &format!(
                "--b\r\nContent-Type: text/plain\r\n\r\n{words}\r\n--b\r\nContent-Type: application/pdf; \
                 name=\"notice.pdf\"\r\n\r\n{paper}\r\n--b--\r\n"
            ),
        )
    };
    let reading = with("Please see the notice attached.");
    assert_eq!(draft(&reading).listings, ["https://demo.example/listing/1001"]);
    assert_eq!(reading.attachments.len(), 1, "and the paper itself is kept");
    let reading = with("The counterfeit bags are at https://demo.example/listing/1002.");
    assert_eq!(draft(&reading).listings, ["https://demo.example/listing/1002"], "what the letter says rules");
}
