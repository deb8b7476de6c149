use serde_json::{Value, json};

use crate::fixtures::{before_4, of_type, read};

/// What becomes of one piece of evidence: its bytes, or the place of what is wrong.
fn decoded(item: Value) -> Result<Vec<u8>, String> {
    let mut report = of_type("copyright");
    report["evidence"] = json!([item]);
    let report = read(&report).unwrap();
    let evidence = report.evidence();
    assert_eq!(evidence[0].path(), "$.evidence[0]");
    evidence[0].decode().map_err(|fault| fault.path)
}

#[test]
fn evidence_is_held_against_its_hash_and_size() {
    let abc = |hash: &str| decoded(json!({ "content_type": "text/plain", "payload": "YWJj", "hash": hash }));
    for hash in [
        "md5:900150983cd24fb0d6963f7d28e17f72",
        "sha1:A9993E364706816ABA3E25717850C26C9CD0D89D",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
         2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ] {
        assert_eq!(abc(hash), Ok(b"abc".to_vec()), "{hash}");
    }
    assert_eq!(abc("sha256:00"), Err("$.evidence[0].hash".to_owned()));
    let sized = |size| decoded(json!({ "content_type": "text/plain", "payload": "YWJj", "size": size }));
    assert_eq!(sized(3), Ok(b"abc".to_vec()));
    assert_eq!(sized(4), Err("$.evidence[0].size".to_owned()));
}

#[test]
fn padding_and_line_breaks_are_as_senders_make_them() {
    for payload in ["YWI=", "YWI", "Y\r\nWI=\n"] {
        assert_eq!(decoded(json!({ "content_type": "text/plain", "payload": payload })), Ok(b"ab".to_vec()));
    }
    let odd = decoded(json!({ "content_type": "text/plain", "payload": "not base64" }));
    assert_eq!(odd, Err("$.evidence[0].payload".to_owned()));
}

#[test]
fn evidence_has_at_most_five_mebibytes() {
    let of = |bytes: usize| {
        let payload = "A".repeat(bytes.div_ceil(3) * 4);
        decoded(json!({ "content_type": "image/png", "payload": payload })).map(|bytes| bytes.len())
    };
    assert_eq!(of((5 << 20) - 2), Ok((5 << 20) - 2));
    assert_eq!(of((5 << 20) + 1), Err("$.evidence[0].payload".to_owned()));
}

#[test]
fn a_sample_is_text_or_base64_as_it_says() {
    let report = before_4(
        "3",
        "Activity",
        "Spam",
        &json!({ "SourceIp": "192.0.2.7", "Samples": [
            { "FileName": "only-a-name.exe" },
            { "ContentType": "text/plain", "Payload": "YWJj", "FileName": "log.txt" },
            { "ContentType": "text/plain", "Payload": "YWJj", "Base64Encoded": true },
        ] }),
    );
    let report = read(&report).unwrap();
    let evidence = report.evidence();
    assert_eq!(evidence.len(), 2);
    assert_eq!((evidence[0].name, evidence[0].decode().unwrap()), ("log.txt", b"YWJj".to_vec()));
    assert_eq!(
        (evidence[1].path().as_str(), evidence[1].decode().unwrap()),
        ("$.Report.Samples[2]", b"abc".to_vec())
    );
}
