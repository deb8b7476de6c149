//! The suites of mails, in a folder of our own.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};

use score::{Score, Scored};

/// A folder of a test, with these files in it.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn scored(set: &str, folder: &Path) -> Scored {
    let sets = score::sets();
    let (_, score) = sets.iter().find(|(name, _)| *name == set).unwrap();
    score(folder).unwrap()
}

fn values(scores: &[Score]) -> Vec<f64> {
    scores.iter().map(|score| score.value).collect()
}

const MAIL: &str = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nIt is fake.\n--b\n\
    Content-Type: image/png; name=a.png\n\npng\n--b--\n";

fn json(name: &str) -> String {
    format!(
        r#"{{"parts": [
            {{"headers": [{{"name": "content_type", "value": {{"ContentType": {{"c_type": "multipart",
                "c_subtype": "mixed", "attributes": [{{"name": "boundary", "value": "b"}}]}}}}}}],
              "body": {{"Multipart": [1, 2]}}}},
            {{"headers": [], "body": {{"Text": "It is fake."}}}},
            {{"headers": [{{"name": "content_type", "value": {{"ContentType": {{"c_type": "image",
                "c_subtype": "png", "attributes": [{{"name": "name", "value": "{name}"}}]}}}}}}],
              "body": {{"Binary": [112, 110, 103]}}}}]}}"#
    )
}

#[test]
fn a_mail_counts_when_its_parts_names_and_texts_are_the_expected_ones() {
    let (right, wrong) = (json("a.png"), json("b.png"));
    let files = [("1.eml", MAIL), ("1.json", &*right), ("2.eml", MAIL), ("2.json", &*wrong)];
    let scored = scored("mime/stalwart-mail-parser", &folder("stalwart", &files));
    assert_eq!(values(&scored.scores), [0.5, 0.5]);
    assert!(scored.notes.iter().any(|note| note.contains("2.eml: expected \"b.png\", read \"a.png\"")));
}

#[test]
fn a_difference_that_is_explained_is_counted_apart() {
    let text = |text: &str| format!(r#"{{"parts": [{{"headers": [], "body": {{"Text": "{text}"}}}}]}}"#);
    let expected = text("caf\u{fffd}");
    let folder = folder("explained", &[("1.json", &*expected)]);
    std::fs::write(folder.join("1.eml"), b"Subject: a\n\ncaf\xe9").unwrap();
    let scored = scored("mime/stalwart-mail-parser", &folder);
    assert_eq!(values(&scored.scores), [0.0, 1.0]);
    assert!(scored.notes[0].starts_with("1 differ: bytes of an undeclared charset are guessed"));
}

#[test]
fn structure_in_xml_is_compared_with_what_is_read() {
    let xml = "<message>\r\n<header>\r\n<field>\r\nContent-Type: multipart/mixed; boundary=b</field>\r\n</header>\r\n\
               <multipart>\r\n<body-part>\r\n<header>\r\n</header>\r\n<text-body name=\"1.txt\"/>\r\n</body-part>\r\n\
               <body-part>\r\n<header>\r\n<field>\r\nContent-Type: image/png; name=a.png</field>\r\n</header>\r\n\
               <binary-body name=\"2.bin\"/>\r\n</body-part>\r\n</multipart>\r\n</message>";
    let other = xml.replace("image/png", "image/gif");
    let files = [
        ("a.msg", MAIL),
        ("a_decoded.xml", xml),
        ("b.msg", MAIL),
        ("b_decoded.xml", &*other),
        ("1.txt", "It is fake."),
        ("2.bin", "png"),
    ];
    let scored = scored("mime/james-mime4j", &folder("james", &files));
    assert_eq!(values(&scored.scores), [0.5, 0.5]);
    assert!(scored.notes[0].contains("b.msg: expected multipart/mixed +text/plain +image/gif, read"));
}
