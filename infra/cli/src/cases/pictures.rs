//! What comparing a listing's pictures came to, in words and for programs.

use case::{Comparison, NearestPicture, PictureExcuse, PictureSource, Pictures};
use serde_json::{Value, json};

/// In a line.
pub(crate) fn told(pictures: &Pictures) -> String {
    match pictures {
        Pictures::NotAsked => "not compared".to_owned(),
        Pictures::Asked { since, .. } => format!("being compared since {since}"),
        Pictures::Compared(comparison) => compared(comparison),
    }
}

fn compared(comparison: &Comparison) -> String {
    let Comparison { result, compared, left_out, nearest, .. } = comparison;
    let mut text = format!("{result} ({compared} compared, {left_out} left out)");
    if let Some(NearestPicture { picture, with, source, distance, quality, excuse }) = nearest {
        let source = match source {
            PictureSource::Reference => "reference picture",
            PictureSource::Evidence => "the complainant's evidence",
        };
        let with = with.to_string();
        let with = with.get(..12).unwrap_or(&with);
        text.push_str(&format!(
            ": {picture} is {distance} of 256 bits from {source} {with}…, quality {quality}"
        ));
        text.push_str(match excuse {
            None => "",
            Some(PictureExcuse::Allowed) => "; a picture that the owner allows is near, too",
            Some(PictureExcuse::Negative) => "; a picture that never counts is near, too",
            Some(PictureExcuse::Unreliable) => "; there is too little to see in one of them",
        });
    }
    text
}

/// For programs; null where nothing was compared.
pub(crate) fn json(pictures: &Pictures) -> Value {
    let Some(comparison) = pictures.comparison() else { return Value::Null };
    let nearest = comparison.nearest.as_ref().map(|nearest| {
        json!({
            "picture": nearest.picture.as_str(),
            "with": nearest.with.to_string(),
            "source": nearest.source.code(),
            "distance": nearest.distance,
            "quality": nearest.quality,
            "excuse": nearest.excuse.map(PictureExcuse::code),
        })
    });
    json!({
        "version": comparison.version,
        "result": comparison.result.code(),
        "compared": comparison.compared,
        "left_out": comparison.left_out,
        "nearest": nearest,
    })
}

#[cfg(test)]
mod tests {
    use case::{Digest, PictureInput};

    use super::*;

    #[test]
    fn a_comparison_is_told_with_what_it_was_made_with() {
        let nearest = NearestPicture {
            picture: "main".parse().unwrap(),
            with: Digest::of(b"logo"),
            source: PictureSource::Evidence,
            distance: 12,
            quality: 100,
            excuse: Some(PictureExcuse::Allowed),
        };
        let comparison = Comparison {
            version: "7".into(),
            result: PictureInput::Near,
            compared: 3,
            left_out: 1,
            nearest: Some(nearest),
        };
        let pictures = Pictures::Compared(comparison);
        let digest = Digest::of(b"logo").to_string();
        assert_eq!(
            told(&pictures),
            format!(
                "near (3 compared, 1 left out): main is 12 of 256 bits from the complainant's evidence {}…, quality 100; \
                 a picture that the owner allows is near, too",
                &digest[..12]
            )
        );
        assert_eq!(json(&pictures)["nearest"]["with"], digest);
        assert_eq!(
            (told(&Pictures::NotAsked).as_str(), json(&Pictures::NotAsked)),
            ("not compared", Value::Null)
        );
    }
}
