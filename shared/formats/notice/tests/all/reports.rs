//! Machine-made reports: ACNS notices, feedback about mails, mails that were not delivered.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use notice::acns::{Acns, AcnsError, cut};
use notice::arf::Feedback;
use notice::bounce::{Action, Bounce};
use notice::{PartyRole, Role};
use proptest::prelude::*;

const NOTICE: &str = r#"<Infringement xmlns="http://www.acns.net/ACNS" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.acns.net/ACNS http://www.acns.net/v1.2/ACNS2v1_2.xsd">
 <Case><ID>N-77</ID><Status>Open</Status><Severity>Normal</Severity></Case>
 <Complainant>
  <Entity>Northlight & Sons</Entity><Contact>Ana Brand</Contact>
  <Address>Kanalstr. 1
           20095 Hamburg</Address>
  <Phone>+49 40 1</Phone><Email>brand@northlight.example</Email>
 </Complainant>
 <Service_Provider><Entity>Demo Market</Entity><Email>abuse@demo.example</Email></Service_Provider>
 <Source>
  <TimeStamp>2026-03-01T10:00:00.000Z</TimeStamp><IP_Address>192.0.2.7</IP_Address><Port>443</Port>
  <Type>Web</Type><SubType BaseType="HTTP" Protocol="HTTPS"/><UserName>seller9</UserName><Number_Files>2</Number_Files>
  <URL>https://demo.example/listing/1001?a=1&b=2</URL>
 </Source>
 <Content>
  <Item><TimeStamp>2026-03-01T10:00:00</TimeStamp><Title>The Lamp</Title><FileName>lamp.pdf</FileName>
   <FileSize>1200</FileSize><Hash Type="SHA1">00ff</Hash><URL>https://demo.example/listing/1002</URL></Item>
  <Item><TimeStamp>2026-03-01T10:01:00Z</TimeStamp><Title>The Lamp</Title><URL>incoming</URL></Item>
 </Content>
 <History><Notice ID="N-70" TimeStamp="2026-02-01T10:00:00Z">First notice</Notice></History>
 <Notes>Sold as a copy.</Notes>
</Infringement>"#;

fn read(text: &str) -> Acns {
    let cut = cut(text);
    assert_eq!(cut.len(), 1, "{cut:?}");
    Acns::read(&cut[0]).expect("a notice")
}

#[test]
fn every_field_of_a_notice_is_read() {
    let notice = read(NOTICE);
    assert_eq!((notice.version.as_str(), notice.case_id.as_str()), ("1.2", "N-77"));
    assert_eq!((notice.status.as_str(), notice.severity.as_str()), ("Open", "Normal"));
    assert_eq!(notice.complainant.entity, "Northlight & Sons");
    assert_eq!(notice.complainant.address, "Kanalstr. 1 20095 Hamburg");
    assert_eq!(notice.source.ip, "192.0.2.7".parse().ok());
    assert_eq!((notice.source.port, notice.source.files), (Some(443), Some(2)));
    assert_eq!((notice.source.base_type.as_str(), notice.source.protocol.as_str()), ("HTTP", "HTTPS"));
    assert_eq!(notice.items[0].at, "2026-03-01T10:00:00Z".parse().ok(), "without an offset it is UTC");
    assert_eq!((notice.items[0].file_size, notice.items[0].hash.as_str()), (Some(1_200), "00ff"));
    assert_eq!(notice.history[0].id, "N-70");
    assert_eq!(notice.notes, "Sold as a copy.");
}

#[test]
fn what_a_notice_complains_of_becomes_a_draft() {
    let notice = read(NOTICE);
    let urls: Vec<_> = notice.urls().into_iter().map(|url| (url.url, url.role, url.place)).collect();
    assert_eq!(
        urls,
        [
            (
                "https://demo.example/listing/1001?a=1&b=2".to_owned(),
                Role::Accused,
                "Infringement/Source/URL".to_owned()
            ),
            (
                "https://demo.example/listing/1002".to_owned(),
                Role::Accused,
                "Infringement/Content/Item[1]/URL".to_owned()
            ),
        ]
    );
    let draft = notice.draft();
    assert_eq!(draft.claim, Some(case::Claim::Copyright));
    assert_eq!(draft.right.work, "The Lamp");
    assert_eq!(draft.complainant.name, "Northlight & Sons");
    assert!(
        draft.explanation.starts_with("Sold as a copy.\nlamp.pdf, 1200 bytes, SHA1 00ff, Web, 192.0.2.7:443")
    );
    let roles: Vec<_> = notice.parties().iter().map(|party| party.role).collect();
    assert_eq!(roles, [PartyRole::Complainant, PartyRole::Recipient, PartyRole::Accused]);
}

#[test]
fn a_notice_is_found_however_it_was_sent_on() {
    let quoted: String = format!("Dear all,\nsee below.\n<?xml version=\"1.0\"?>\n{NOTICE}\nRegards")
        .lines()
        .map(|line| format!("> > {line}\r\n"))
        .collect();
    let shouted = NOTICE.replace("Infringement", "INFRINGEMENT");
    let prefixed =
        NOTICE.replace("<Infringement", "<a:Infringement").replace("</Infringement", "</a:Infringement");
    let spoken = format!("Look for the tag <Infringement> below.\n{NOTICE}");
    let wrapped = NOTICE.replace("/listing/1001?a=1", "/listing/\n1001?a=1");
    for text in [quoted, shouted, prefixed, spoken, wrapped] {
        let notice = read(&text);
        assert_eq!(notice.case_id, "N-77", "{text}");
        assert_eq!(notice.source.url, "https://demo.example/listing/1001?a=1&b=2", "{text}");
    }
    assert_eq!(cut(&format!("{NOTICE}\n{NOTICE}")).len(), 2);
    assert_eq!(cut("the <Infringement> tag"), [""; 0]);
}

#[test]
fn the_revision_is_told_or_inferred() {
    let bare = "<Infringement><Case><ID>1</ID></Case><Content><Item><TimeStamp>2026-03-01T10:00:00Z</TimeStamp></Item></Content></Infringement>";
    for (from, to, version) in [
        ("", "", "0.7"),
        ("<TimeStamp>2026-03-01T10:00:00Z</TimeStamp>", "<Title>A</Title>", "0.6"),
        ("<Infringement>", "<Infringement schemaVersion=\"1.1\">", "1.1"),
        ("<Infringement>", "<Infringement xmlns=\"http://www.movielabs.com/ACNS\">", "1.0"),
        ("<Infringement>", "<Infringement xmlns=\"http://www.movielabs.com/ACNS\"><AlsoSeen/>", "1.1"),
        ("<Infringement>", "<Infringement xmlns=\"http://www.acns.net/ACNS\">", "1.2"),
        ("<Infringement>", "<Infringement xmlns=\"http://www.acns.net/v0.7/ACNS\">", "0.7"),
    ] {
        assert_eq!(read(&bare.replace(from, to)).version, version, "{to}");
    }
}

#[test]
fn a_notice_that_cannot_be_read_says_why() {
    for (xml, error) in [
        ("<Infringement><Case></Infringement>".to_owned(), AcnsError::IllFormed),
        ("<Infringement></Infringement>".to_owned(), AcnsError::Empty),
        (format!("<Infringement>{}</Infringement>", "<a>".repeat(40)), AcnsError::TooLarge),
        (format!("<Infringement>{}</Infringement>", "<a/>".repeat(60_000)), AcnsError::TooLarge),
        (format!("<Infringement>{}</Infringement>", "x".repeat(1 << 20)), AcnsError::TooLarge),
    ] {
        assert_eq!(Acns::read(&xml), Err(error));
    }
    // An entity stands for nothing but itself.
    let bomb =
        "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><Infringement><Case><ID>&b;&#65;&lt;</ID></Case></Infringement>";
    assert_eq!(Acns::read(bomb).expect("a notice").case_id, "&b;A<");
}

#[test]
fn a_feedback_report_is_read_with_every_field() {
    let report = "Feedback-Type: Abuse\r\nUser-Agent: Filter/2\r\nVersion: 1\r\nOriginal-Mail-From: <s@spam.example>\r\n\
        Original-Rcpt-To: <u@isp.example>\r\nOriginal-Rcpt-To: v@isp.example\r\nArrival-Date: Mon, 8 Mar 2005 14:00:00 EDT\r\n\
        Reporting-MTA: dns; mx.isp.example\r\nSource-IP: 192.0.2.1 (host.example)\r\nSource-Port: 25\r\nIncidents: 3\r\n\
        Authentication-Results: mx.isp.example;\r\n  spf=fail\r\nReported-Domain: spam.example\r\n\
        Reported-Uri: http://spam.example/\r\n";
    let feedback = Feedback::read(report, "Subject: Earn money").expect("a report");
    assert_eq!((feedback.kind.as_str(), feedback.incidents), ("abuse", 3));
    assert_eq!(feedback.mail_from, "s@spam.example");
    assert_eq!(feedback.rcpt_to, ["u@isp.example", "v@isp.example"]);
    assert_eq!(feedback.arrived_at, "2005-03-08T18:00:00Z".parse().ok(), "whatever day of the week it names");
    assert_eq!((feedback.reporting_mta.as_str(), feedback.source_port), ("mx.isp.example", Some(25)));
    assert_eq!(feedback.source_ip, "192.0.2.1".parse().ok());
    assert_eq!(feedback.authentication_results, ["mx.isp.example; spf=fail"]);
    assert_eq!(Feedback::read("Feedback-Type: abuse\n", ""), Err(vec!["User-Agent", "Version"]));
}

#[test]
fn a_delivery_report_names_who_was_not_reached() {
    let status = "Reporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 2 Nov 2026 09:00:00 +0000\r\n\r\n\
        Original-Recipient: rfc822;gone@brand.example\r\nFinal-Recipient: rfc822; x@brand.example\r\nAction: failed\r\n\
        Status: 5.1.1 (no such user)\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n\
        Final-Recipient: rfc822; full@brand.example\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n\
        Final-Recipient: utf-8; slow@brand.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n";
    let bounce = Bounce::read(status, "Subject: x\r\nMessage-Id: <a.b@goodfaith.example>\r\n");
    let all: Vec<_> =
        bounce.recipients.iter().map(|it| (it.address.as_str(), it.action, it.is_permanent())).collect();
    assert_eq!(
        all,
        [
            ("gone@brand.example", Action::Failed, true),
            ("full@brand.example", Action::Failed, false),
            ("slow@brand.example", Action::Delayed, false)
        ]
    );
    assert_eq!(bounce.recipients[0].diagnostic, "550 no such user");
    assert_eq!(bounce.message_id.as_deref(), Some("a.b@goodfaith.example"));
}

#[test]
fn a_delivery_report_in_words_is_read_up_to_the_mail_that_it_returns() {
    let text = "Your mail to desk@goodfaith.example's list could not be delivered.\n\n<gone@brand.example>:\n\
        550 5.1.1 no such user 192.0.2.1\n\n--- Below is a copy.\n\nReturn-Path: <desk@goodfaith.example>\n\
        Message-ID: <a.b@goodfaith.example>\nTo: <other@brand.example>\n";
    let ours = ["desk@goodfaith.example".to_owned()];
    let bounce = Bounce::of_text(text, "", &[], &ours);
    assert_eq!(bounce.recipients.len(), 1, "{bounce:?}");
    assert_eq!(bounce.recipients[0].address, "gone@brand.example");
    assert_eq!(bounce.recipients[0].status, "5.1.1");
    assert!(bounce.recipients[0].is_permanent());
    assert_eq!(bounce.message_id.as_deref(), Some("a.b@goodfaith.example"));
    let named = Bounce::of_text("It failed.", "", &["a@brand.example, b@brand.example".to_owned()], &[]);
    assert_eq!(named.recipients.len(), 2);
}

proptest! {
    #[test]
    fn no_text_panics(text in "(\\PC|[<>&;:/ \n]|<Infringement|</Infringement>|<Case>|<ID>|&#|]]>|<!\\[CDATA\\[){0,200}") {
        for notice in cut(&text) {
            let _ = Acns::read(&notice).map(|notice| (notice.draft(), notice.urls(), notice.parties()));
        }
        let _ = Feedback::read(&text, &text);
        let _ = (Bounce::read(&text, &text), Bounce::of_text(&text, &text, &[], &[]));
    }
}
