//! As much of HTTP/1.1 as the stand-ins of the bench serve.

use std::io::{self, BufRead, Read, Write};

/// A request as it came in.
#[derive(Debug)]
pub(crate) struct Request {
    /// Method and target, e.g. `GET /`.
    pub(crate) line: String,
    /// The body.
    pub(crate) body: Vec<u8>,
    /// The header lines, names in lower case.
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads the next request of a connection; `None` at the connection's end.
    pub(crate) fn read(stream: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut first = String::new();
        if stream.read_line(&mut first)? == 0 {
            return Ok(None);
        }
        let line = first.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
        let mut headers = Vec::new();
        loop {
            let mut header = String::new();
            stream.read_line(&mut header)?;
            let Some((name, value)) = header.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut request = Self { line, body: Vec::new(), headers };
        if request.header("transfer-encoding") == Some("chunked") {
            request.body = chunks(stream)?;
        } else {
            let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            stream.take(length).read_to_end(&mut request.body)?;
        }
        Ok(Some(request))
    }

    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.0 == name).map(|header| header.1.as_str())
    }
}

/// A body in chunks (RFC 9112, section 7.1), without trailers.
fn chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let length = u64::from_str_radix(line.trim_end(), 16).map_err(io::Error::other)?;
        stream.take(length).read_to_end(&mut body)?;
        stream.read_line(&mut String::new())?;
        if length == 0 {
            return Ok(body);
        }
    }
}

/// Answers with `status`, these header lines and a body.
pub(crate) fn respond(stream: &mut impl Write, status: &str, headers: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}")?;
    stream.flush()
}
