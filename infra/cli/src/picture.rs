//! `picture`: the hashes of pictures, to compare with published ones.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use picture::{Hashed, MOST_BYTES, hash};
use serde_json::{Value, json};

use crate::output::{Output, shown};

#[derive(Debug, Args)]
pub(crate) struct Picture {
    /// JPEG, PNG, WebP or GIF.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// One line of JSON per file that can be hashed, and an error for each other.
pub(crate) fn run(command: &Picture) -> Output {
    let (mut lines, mut array, mut errors) = (String::new(), Vec::new(), Vec::new());
    for path in &command.files {
        match hashed(path) {
            Ok(hashed) => {
                let file = path.to_string_lossy();
                let line = json!({"file": file, "hash": hashed.hash.to_string(), "quality": hashed.quality});
                lines.push_str(&line.to_string());
                lines.push('\n');
                array.push(line);
            }
            Err(error) => errors.push(format!("{error:#}")),
        }
    }
    Output { errors, ..Output::new(lines, Value::Array(array)) }
}

fn hashed(path: &Path) -> anyhow::Result<Hashed> {
    let name = shown(&path.to_string_lossy());
    let mut bytes = Vec::new();
    // Not all of a file that is far too long.
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes))
        .with_context(|| format!("{name} cannot be read"))?;
    hash(&bytes).with_context(|| format!("{name} cannot be hashed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of a grey picture of 8 by 8 pixels with a white corner, as a GIF.
    fn gif() -> Vec<u8> {
        let mut bytes =
            b"GIF89a\x08\0\x08\0\x80\0\0\x40\x40\x40\xff\xff\xff\x2c\0\0\0\0\x08\0\x08\0\0\x02".to_vec();
        // Codes of three bits, each after a clear code, so that none grows: pixels of index 0, one of 1.
        let codes: Vec<u8> = (0..64).flat_map(|pixel| [4, u8::from(pixel == 0)]).chain([5]).collect();
        let bits: Vec<u8> = codes.iter().flat_map(|code| (0..3).map(move |bit| code >> bit & 1)).collect();
        let packed = bits.chunks(8).map(|bits| bits.iter().rev().fold(0, |byte, bit| byte << 1 | bit));
        let packed: Vec<u8> = packed.collect();
        bytes.push(u8::try_from(packed.len()).unwrap());
        bytes.extend(packed);
        bytes.extend(b"\0\x3b");
        bytes
    }

    #[test]
    fn a_bad_file_is_named_and_the_others_are_hashed() {
        let folder = std::env::temp_dir().join(format!("goodfaith-picture-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let paths = ["none.gif", "text.jpg", "dot.gif"].map(|name| folder.join(name));
        std::fs::write(&paths[1], "no picture").unwrap();
        std::fs::write(&paths[2], gif()).unwrap();
        let output = run(&Picture { files: paths.to_vec() });
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(output.errors.len(), 2, "{:?}", output.errors);
        assert!(output.errors[0].contains("none.gif cannot be read"), "{:?}", output.errors);
        assert!(
            output.errors[1].contains("text.jpg cannot be hashed: the file is no JPEG"),
            "{:?}",
            output.errors
        );
        let line: Value = serde_json::from_str(output.text.trim_end()).unwrap();
        assert_eq!(output.json, json!([line]));
        assert!(line["file"].as_str().unwrap().ends_with("dot.gif"));
        assert_eq!(line["hash"].as_str().unwrap().len(), 64);
        assert!(line["quality"].as_u64().unwrap() > 0);
    }
}
