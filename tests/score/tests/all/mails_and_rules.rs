//! The scorers of machine mails, addresses and answers, over a folder of our own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

/// A folder of the test's own, which it leaves empty.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("goodfaith-score-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The figures of a set, as measure and value.
fn figures(set: &str, folder: &Path) -> Vec<(&'static str, f64)> {
    let (_, score) = score::sets().into_iter().find(|(name, _)| *name == set).unwrap();
    score(folder).unwrap().scores.into_iter().map(|score| (score.measure, score.value)).collect()
}

const ACNS: &str = "From: a@b.example\r\nSubject: Notice\r\n\r\nLetter\r\n<Infringement><Case><ID>1</ID></Case>\
    <Complainant><Entity>Northlight &amp; Sons</Entity></Complainant><Content><Item><Title>The Lamp</Title>\
    <FileName>lamp.pdf</FileName></Item></Content></Infringement>\r\n";

#[test]
fn machine_mails_are_told_by_their_marks() {
    let folder = Folder::new("machine");
    folder.write("a/1.eml", ACNS);
    let arf = "From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n\
        --b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x\r\nVersion: 1\r\n\r\n--b--\r\n";
    folder.write("a/2.eml", arf);
    folder.write("b/3.eml", &arf.replace("User-Agent: x\r\n", ""));
    folder.write("b/4.eml", "From: a@b.example\r\nSubject: Lunch?\r\n\r\nAt noon.\r\n");
    assert_eq!(
        figures("abuseio-notifier-samples", &folder.0),
        [
            ("acns-read", 1.0),
            ("acns-fields", 1.0),
            ("arf-read", 0.5),
            ("xarf-read", 1.0),
            ("others-not-ours", 1.0)
        ]
    );
}

#[test]
fn bounces_and_feedback_are_held_against_their_folder_and_json() {
    let folder = Folder::new("bounce");
    let bounce = "From: MAILER-DAEMON@mx.example\r\nTo: a@b.example\r\nSubject: failure notice\r\n\r\n<gone@c.example>:\r\nno user\r\n";
    folder.write("x/maildir/dos/1.eml", bounce);
    folder.write("x/maildir/not/2.eml", "From: a@b.example\r\nSubject: failure notice\r\n\r\nI failed.\r\n");
    let figures = figures("arf-bounce", &folder.0);
    assert_eq!(
        figures,
        [("arf-fields", 1.0), ("bounces-told", 1.0), ("recipients-found", 1.0), ("others-no-bounce", 1.0)]
    );
}

#[test]
fn what_is_refused_by_no_written_rule_is_counted() {
    let folder = Folder::new("rules");
    let test = |address: &str, category: &str| {
        format!("<test><address>{address}</address><category>{category}</category></test>")
    };
    let tests = [
        test("a@b.example", "ISEMAIL_VALID_CATEGORY"),
        test("&quot;a&quot;@b.example", "ISEMAIL_RFC5321"),
        test("a&#x2407;@b.example", "ISEMAIL_ERR"),
        test("a b@c.example", "ISEMAIL_VALID_CATEGORY"),
    ];
    folder.write("isemail/test/tests.xml", &format!("<tests>{}</tests>", tests.concat()));
    folder.write(
        "rust-url/url/tests/urltestdata.json",
        r#"["a comment",
            {"input":"HTTP://Shop.example:80/item/7?x","base":null,"href":"http://shop.example/item/7?x","protocol":"http:","host":"shop.example","pathname":"/item/7"},
            {"input":"http://u@shop.example/item/7","base":null,"href":"http://u@shop.example/item/7","protocol":"http:","host":"shop.example","username":"u","pathname":"/item/7"},
            {"input":"http://a b/","base":null,"failure":true}]"#,
    );
    assert_eq!(
        figures("url-psl-email", &folder.0),
        [
            ("mail-agrees", 0.5),
            ("mail-agrees-or-decided", 0.75),
            ("listing-agrees", 2.0 / 3.0),
            ("listing-agrees-or-decided", 1.0)
        ]
    );
}

#[test]
fn answers_that_begin_alike_are_one_answer() {
    let folder = Folder::new("quoting");
    for (name, quoted) in
        ["> a", "On 2 Nov 2026 Ana <a@b.example> wrote:\n> b", "-- \nAna", "Sent from my phone", "?"]
            .iter()
            .enumerate()
    {
        folder.write(&format!("{name}.txt"), &format!("The answer.\n\n{quoted}\n"));
    }
    assert_eq!(figures("reply-quoting", &folder.0), [("answers-exact", 0.8), ("no-marked-line", 1.0)]);
}
