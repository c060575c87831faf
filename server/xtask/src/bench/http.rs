//! A small HTTP/1.1 client over one kept connection: enough to measure with, and no more.

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// The compressions that a browser says it unpacks.
pub const AS_A_BROWSER: &str = "br, gzip";

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// How its body is compressed, if it is.
    pub encoding: Option<String>,
    /// Where it leads, if it leads elsewhere.
    pub location: Option<String>,
    /// Its body, as transferred.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text, unpacked.
    ///
    /// # Errors
    /// A compression that was not asked for, or broken.
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        match self.encoding.as_deref() {
            None | Some("identity") => (&*self.body).read_to_string(&mut text)?,
            Some("gzip") => GzDecoder::new(&*self.body).read_to_string(&mut text)?,
            Some("br") => brotli::Decompressor::new(&*self.body, 4096).read_to_string(&mut text)?,
            Some(other) => bail!("compressed as « {other} », which was not asked for"),
        };
        Ok(text)
    }
}

/// A client of a port of this machine.
pub struct Client {
    port: u16,
    encodings: &'static str,
    connection: Option<BufReader<TcpStream>>,
    /// The cookie that it was last given.
    cookie: Option<String>,
}

/// What is sent with a POST.
pub struct Body<'a> {
    /// Its media type.
    pub content_type: &'a str,
    /// Its content.
    pub content: &'a [u8],
}

impl Client {
    /// Connects when first asked.
    pub fn new(port: u16) -> Self {
        Self::accepting(port, AS_A_BROWSER)
    }

    /// The same, for answers that are compressed in one of these ways.
    pub fn accepting(port: u16, encodings: &'static str) -> Self {
        Self { port, encodings, connection: None, cookie: None }
    }

    /// Asks for `path` as a browser would.
    ///
    /// # Errors
    /// A connection that is refused or cut, or an answer that is not HTTP.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, None)
    }

    /// Sends `body` to `path`, as a page of the portal would.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub fn post(&mut self, path: &str, body: &Body<'_>) -> Result<Answer> {
        self.ask("POST", path, Some(body))
    }

    fn ask(&mut self, method: &str, path: &str, body: Option<&Body<'_>>) -> Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let host = format!("127.0.0.1:{}", self.port);
        let cookie = self.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
        let sent = body.map(|Body { content_type, content }| {
            format!("Origin: http://{host}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n", content.len())
        });
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html,*/*\r\nAccept-Encoding: {}\r\nUser-Agent: preau-bench\r\n{cookie}{}\r\n",
            self.encodings,
            sent.unwrap_or_default()
        );
        connection.get_mut().write_all(request.as_bytes())?;
        connection.get_mut().write_all(body.map_or(&[][..], |body| body.content))?;
        let (answer, keeps, cookie) = read(&mut connection)?;
        self.cookie = cookie.or_else(|| self.cookie.take());
        if keeps {
            self.connection = Some(connection);
        }
        Ok(answer)
    }

    fn connect(&self) -> Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(BufReader::with_capacity(64 * 1024, stream))
    }
}

/// Reads one answer; says whether the connection can be asked again, and which cookie came with it.
fn read(from: &mut impl BufRead) -> Result<(Answer, bool, Option<String>)> {
    let first = line(from)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).with_context(|| format!("not HTTP: « {first} »"))?;
    let (mut length, mut chunked, mut keeps, mut encoding) = (None, false, first.starts_with("HTTP/1.1"), None);
    let (mut location, mut cookie) = (None, None);
    loop {
        let header = line(from)?;
        let Some((name, value)) = header.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = Some(value.parse::<usize>().context("content-length is no number")?),
            "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => keeps &= !value.eq_ignore_ascii_case("close"),
            "content-encoding" => encoding = Some(value.to_ascii_lowercase()),
            "location" => location = Some(value.to_owned()),
            "set-cookie" => cookie = value.split(';').next().map(str::to_owned),
            _ => {}
        }
    }
    let mut body = Vec::new();
    match length {
        _ if status == 204 || status == 304 => {}
        _ if chunked => read_chunks(from, &mut body)?,
        Some(length) => {
            body.resize(length, 0);
            from.read_exact(&mut body)?;
        }
        None => {
            from.read_to_end(&mut body)?;
            keeps = false;
        }
    }
    Ok((Answer { status, encoding, location, body }, keeps, cookie))
}

fn read_chunks(from: &mut impl BufRead, body: &mut Vec<u8>) -> Result<()> {
    loop {
        let size = line(from)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).with_context(|| format!("« {size} » is no size of a chunk"))?;
        let before = body.len();
        body.resize(before + size, 0);
        from.read_exact(&mut body[before..])?;
        // The empty chunk is followed by trailers, if any, and an empty line; any other by an empty line.
        while !line(from)?.is_empty() {}
        if size == 0 {
            return Ok(());
        }
    }
}

fn line(from: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        bail!("the connection was closed");
    }
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_to_their_end_and_no_further() {
        let mut two: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\nrest";
        let (first, keeps, _) = read(&mut two).unwrap();
        assert_eq!((first.status, first.body.as_slice(), keeps), (200, b"hello".as_slice(), true));
        let (second, keeps, _) = read(&mut two).unwrap();
        assert_eq!((second.status, second.body.as_slice(), keeps), (404, b"abcde".as_slice(), false));
        assert_eq!(two, b"rest");
    }

    #[test]
    fn a_body_that_is_cut_is_an_error() {
        for mut cut in [
            &b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"[..],
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
            b"HTTP/1.1 200 OK\r\n",
            b"hello\r\n\r\n",
        ] {
            assert!(read(&mut cut).is_err());
        }
    }

    #[test]
    fn compressed_bodies_are_unpacked() {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all("été".as_bytes()).unwrap();
        let answer = Answer { status: 200, encoding: Some("gzip".into()), location: None, body: gzip.finish().unwrap() };
        assert_eq!(answer.text().unwrap(), "été");
        assert!(Answer { status: 200, encoding: Some("zstd".into()), location: None, body: Vec::new() }.text().is_err());
    }
}
