//! As much of HTTP/1.1 as the stand-ins of the bench serve.

use std::io::{self, BufRead, Read, Write};

/// A request as it came in.
#[derive(Debug)]
pub(crate) struct Request {
    /// Method and target, e.g. `GET /`.
    pub(crate) line: String,
    /// The header lines, names in lower case.
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads the next request of a connection and drops its body; `None` at the connection's end.
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
        let request = Self { line, headers };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        io::copy(&mut stream.take(length), &mut io::sink())?;
        Ok(Some(request))
    }

    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.0 == name).map(|header| header.1.as_str())
    }
}

/// Answers with `status`, these header lines and a body.
pub(crate) fn respond(stream: &mut impl Write, status: &str, headers: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}")?;
    stream.flush()
}
