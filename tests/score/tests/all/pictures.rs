//! The scorer of pictures, over a folder of its own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use image::{DynamicImage, Rgb, RgbImage};
use picture::Hash;

/// Squares of other colours for each seed.
fn picture(seed: u32) -> DynamicImage {
    let colour = |x: u32, y: u32| {
        let square = (x / 9 * 31 + y / 7 * 57 + seed * 1_013).wrapping_mul(2_654_435_761);
        Rgb([0, 8, 16].map(|shift| (square >> shift) as u8))
    };
    RgbImage::from_fn(90, 70, colour).into()
}

fn values(folder: &Path) -> (Vec<f64>, Vec<String>) {
    let (_, score) = score::sets().into_iter().find(|(name, _)| *name == "images-pdq").unwrap();
    let scored = score(folder).unwrap();
    (scored.scores.iter().map(|score| score.value).collect(), scored.notes)
}

#[test]
fn copies_are_told_by_their_folders_and_each_miss_is_noted() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    let _ = std::fs::remove_dir_all(&folder);
    for place in ["edits", "turns", "others"] {
        std::fs::create_dir_all(folder.join(place)).unwrap();
    }
    let save = |picture: &DynamicImage, name: &str| picture.save(folder.join(name)).unwrap();
    save(&picture(1), "edits/a-orig.png");
    save(&picture(1).brighten(5), "edits/brighter.png");
    save(&picture(2), "turns/1-original.png");
    save(&picture(2).rotate90(), "turns/2-rotate.png");
    save(&picture(3), "others/x.png");
    save(&picture(4), "others/y.png");
    let hash = picture::hash(&std::fs::read(folder.join("others/x.png")).unwrap()).unwrap().hash;
    let list = format!("name,hash\n../pics/others/x.png,{hash}\nothers/gone.png,{hash}\n");
    std::fs::write(folder.join("hashes.csv"), &list).unwrap();
    std::fs::write(folder.join("needles.txt"), format!("{hash}\n{}\n", Hash(hash.0.map(|byte| !byte))))
        .unwrap();
    let (mut right, notes) = values(&folder);
    assert!(right.pop().is_some_and(|closest| closest > 0.25), "{right:?}");
    assert_eq!(right, [1.0; 6], "{notes:?}");
    assert_eq!(notes, ["hashes.csv: others/gone.png is not in the folder"]);

    save(&picture(5), "edits/other.png");
    save(&picture(6), "turns/3-flip.png");
    save(&picture(3).brighten(3), "others/z.png");
    std::fs::write(folder.join("others/broken.gif"), "none").unwrap();
    let wrong = Hash(hash.0.map(|byte| byte ^ 1));
    std::fs::write(folder.join("hashes.md"), format!("{wrong},100,others/x.png\n")).unwrap();
    let (mut wrong, notes) = values(&folder);
    assert!(wrong.pop().is_some_and(|closest| closest < 0.1), "{wrong:?}");
    assert_eq!(wrong, [9.0 / 10.0, 0.5, 0.5, 0.5, 3.0 / 4.0, 3.0 / 4.0], "{notes:?}");
    assert_eq!(notes.len(), 7, "{notes:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}
