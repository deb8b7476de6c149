//! Any bytes as a message: nothing panics, and what is read holds together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mime::{Kind, Limits, ROOT};

/// What a person could read at most.
const MOST: usize = 10_000;

fuzz_target!(|raw: &[u8]| {
    let limits = Limits { bytes: 1 << 20, parts: 200, depth: 10, header_bytes: 16 << 10, fields: 1_000 };
    let Ok(message) = mime::read(raw, &limits) else { return };
    for (index, part) in message.parts().iter().enumerate() {
        assert!(part.parent.is_none_or(|parent| parent < index));
        assert_eq!(part.parent.map_or(0, |parent| message.parts()[parent].depth + 1), part.depth);
        for field in part.fields() {
            let _ = (field.text(), field.unfolded(), field.addresses(), field.ids(), field.time());
        }
        assert!(part.bytes().len() <= part.raw().len());
        let _ = (part.sha256(), part.text());
        if part.kind == Kind::Message {
            let nested = message.children(index).next();
            assert!(nested.is_some_and(|nested| message.readable(nested, MOST).text.len() <= MOST));
        }
    }
    assert!(message.files(ROOT).all(|file| file < message.parts().len()));
    assert!(message.readable(ROOT, MOST).text.len() <= MOST);
    let _ = mime::pdf::text(raw, MOST);
});
