//! Text of `format=flowed` (RFC 3676): lines broken by a program, put together again.

/// Joins the lines of a paragraph. `delsp` says that the space that ends a broken line was added, too.
pub(crate) fn unwrap(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The depth of quotes of a paragraph that is not yet at its end.
    let mut flowing: Option<usize> = None;
    for line in text.lines() {
        let quotes = line.bytes().take_while(|byte| *byte == b'>').count();
        let line = &line[quotes..];
        let line = line.strip_prefix(' ').unwrap_or(line);
        let is_signature = line == "-- ";
        if flowing.is_some_and(|depth| depth != quotes || is_signature) {
            // The paragraph ends without a fixed line.
            out.push('\n');
            flowing = None;
        }
        if flowing.is_none() && quotes > 0 {
            out.extend(std::iter::repeat_n('>', quotes));
            out.push(' ');
        }
        if line.ends_with(' ') && !is_signature {
            out.push_str(if delsp { &line[..line.len() - 1] } else { line });
            flowing = Some(quotes);
        } else {
            out.push_str(line);
            out.push('\n');
            flowing = None;
        }
    }
    if flowing.is_some() {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unwrap;

    #[test]
    fn broken_lines_are_joined() {
        assert_eq!(
            unwrap("The listing at \r\nmarket.example \r\nis fake.\r\n\r\nBye\r\n", false),
            "The listing at market.example is fake.\n\nBye\n"
        );
        assert_eq!(unwrap("该商品 \n侵权。\n", true), "该商品侵权。\n");
    }

    #[test]
    fn quotes_and_signatures_are_kept_apart() {
        let text = ">> Is it \n>> yours? \n> No. \nTake it \ndown.\n-- \nAda\n";
        assert_eq!(unwrap(text, false), ">> Is it yours? \n> No. \nTake it down.\n-- \nAda\n");
        assert_eq!(unwrap(" >From here\n", false), ">From here\n");
    }
}
