//! How a message is taken apart.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use mime::{Disposition, Flaw, Kind, Limits, Message, ROOT};

fn read(raw: &str) -> Message<'_> {
    mime::read(raw.as_bytes(), &Limits::default()).unwrap()
}

/// The numbers and types of the parts, one a line.
fn tree(raw: &str) -> String {
    let message = read(raw);
    let lines = message.parts().iter().map(|part| format!("{} {}", part.number, part.media));
    lines.collect::<Vec<_>>().join("\n")
}

const NOTICE: &str = "From: Ada <ada@brand.example>\r\n\
    Content-Type: multipart/mixed; boundary=outer\r\n\r\n\
    For programs that do not know MIME.\r\n\
    --outer\r\nContent-Type: multipart/alternative; boundary=\"outer-1\"\r\n\r\n\
    --outer-1\r\n\r\nIt is fake.\r\n\
    --outer-1\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<p>It is fake.\r\n\
    --outer-1--\r\nFor nobody.\r\n\
    --outer\r\nContent-Type: IMAGE/PNG; name=old.png\r\nContent-Disposition: inline; filename=label.png\r\n\
    Content-ID: <label@brand.example>\r\nContent-Transfer-Encoding: BASE64\r\n\r\niVBORw==\r\n\
    --outer\r\nContent-Type: message/rfc822\r\n\r\nFrom: Bo <bo@shop.example>\r\nSubject: Re\r\n\r\nNo.\r\n\
    --outer--\r\nFor nobody.\r\n";

#[test]
fn parts_are_numbered_as_they_lie() {
    assert_eq!(
        tree(NOTICE),
        "1 multipart/mixed\n1.1 multipart/alternative\n1.1.1 text/plain\n1.1.2 text/html\n1.2 image/png\n\
         1.3 message/rfc822\n1.3.1 text/plain"
    );
}

#[test]
fn a_part_tells_what_is_declared_of_it() {
    let message = read(NOTICE);
    let picture = &message.parts()[4];
    assert_eq!(picture.name.as_deref(), Some("label.png"));
    assert_eq!(picture.content_id.as_deref(), Some("label@brand.example"));
    assert_eq!(picture.disposition, Some(Disposition::Inline));
    assert_eq!((picture.kind, picture.depth, picture.parent), (Kind::File, 1, Some(ROOT)));
    assert_eq!(&*picture.bytes(), b"\x89PNG");
    assert_eq!(message.parts()[3].charset.as_deref(), Some("utf-8"));
}

#[test]
fn the_mail_inside_of_a_mail_has_its_own_header() {
    let message = read(NOTICE);
    let nested = message.children(5).next().unwrap();
    let from = message.parts()[nested].fields().named("from").next().unwrap();
    assert_eq!(from.addresses()[0].address, "bo@shop.example");
    assert_eq!(message.field("From").unwrap().addresses()[0].name, "Ada");
    assert_eq!(message.readable(nested, 100).text, "No.\n");
    assert_eq!(message.readable(ROOT, 100).text, "It is fake.\n");
}

#[test]
fn pictures_and_mails_are_files_and_texts_are_not() {
    let message = read(NOTICE);
    assert_eq!(message.files(ROOT).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(message.files(6).count(), 0);
}

#[test]
fn a_mail_that_is_encoded_is_looked_into() {
    let inner = "RnJvbTogQm8gPGJvQHNob3AuZXhhbXBsZT4KClRha2UgaXQgZG93bi4K";
    let message = format!("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}\n");
    assert_eq!(tree(&message), "1 message/rfc822\n1.1 text/plain");
    assert_eq!(read(&message).readable(ROOT, 100).text, "Take it down.\n");
}

#[test]
fn parts_of_a_digest_are_mails() {
    let raw = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b--\n";
    assert_eq!(tree(raw), "1 multipart/digest\n1.1 message/rfc822\n1.1.1 text/plain");
}

#[test]
fn the_boundary_of_the_outer_ends_the_inner() {
    let raw = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\
               Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--a\n\ntwo\n--a--\n";
    assert_eq!(tree(raw), "1 multipart/mixed\n1.1 multipart/mixed\n1.1.1 text/plain\n1.2 text/plain");
    let message = read(raw);
    assert_eq!(message.parts()[1].flaws, [Flaw::Unterminated]);
    assert_eq!(message.parts()[2].raw(), b"one");
    assert_eq!(message.parts()[3].raw(), b"two");
}

#[test]
fn a_boundary_counts_at_the_begin_of_a_line_and_in_full() {
    let raw = "Content-Type: multipart/mixed; boundary=b\n\n--b  \n\nnot --b\n --b\n--bc\n--b-\n--b-- end\n";
    assert_eq!(read(raw).parts()[1].raw(), b"not --b\n --b\n--bc\n--b-");
}

#[test]
fn a_multipart_whose_boundary_never_comes_is_text() {
    for (boundary, text) in
        [("; boundary=b", "It is fake.\n"), ("", "It is fake.\n"), ("; boundary=b", "It is fake.\n--b--\n")]
    {
        let raw = format!("Content-Type: multipart/mixed{boundary}\n\n{text}");
        let message = read(&raw);
        assert_eq!((message.parts().len(), message.parts()[0].kind), (1, Kind::Text));
        assert_eq!(message.parts()[0].flaws, [Flaw::NoBoundary]);
        assert!(message.readable(ROOT, 100).text.starts_with("It is fake.\n"));
    }
}

#[test]
fn text_behind_a_header_without_an_empty_line_is_not_lost() {
    let message = read("Subject: Fake\nPlease take this down:\nhttps://market.example/1\n");
    assert_eq!(message.readable(ROOT, 100).text, "Please take this down:\nhttps://market.example/1\n");
    assert_eq!(message.parts()[0].flaws, [Flaw::NoEmptyLine]);
    let message = read("From ada Mon Nov 23\nSubject: Fake\nbroken on the way\nX-Mailer: a\n\nIt is fake.\n");
    assert_eq!(message.fields().map(|field| field.name).collect::<Vec<_>>(), ["Subject", "X-Mailer"]);
    assert_eq!(message.readable(ROOT, 100).text, "It is fake.\n");
}

#[test]
fn a_header_of_other_programs_is_read_like_one() {
    let report = mime::Fields::of(b"Feedback-Type: abuse\r\nReported-URI: http://market.example/1\r\n");
    let report: Vec<_> = report.map(|field| (field.name, field.unfolded())).collect();
    assert_eq!(report[1], ("Reported-URI", "http://market.example/1".to_owned()));
}

#[test]
fn what_a_part_holds_is_hashed_decoded() {
    let message = read(NOTICE);
    let png = "0f4636c78f65d3639ece5a064b5ae753e3408614a14fb18ab4d7540d2c248543";
    let hash: String = message.parts()[4].sha256().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, png);
}

#[test]
fn winmail_dat_is_kept_as_a_file() {
    let raw = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee attached.\n--b\n\
               Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig==\n--b--\n";
    let message = read(raw);
    let files: Vec<_> = message.files(ROOT).map(|index| message.parts()[index].name.as_deref()).collect();
    assert_eq!(files, [Some("winmail.dat")]);
    assert_eq!(message.readable(ROOT, 100).text, "See attached.\n");
}
