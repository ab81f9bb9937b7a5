//! What is at which path at which instant, and who asked for it?

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::connection::Connection;
use crate::encryption::Certificate;
use crate::page::{Body, Page};
use crate::request::{Seen, read};
use crate::server::{End, Server};
use crate::time::Time;

/// A web site on this machine.
pub struct Site {
    server: Server,
    scheme: &'static str,
    shared: Arc<Shared>,
}

struct Shared {
    time: Arc<Time>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    pages: BTreeMap<String, BTreeMap<Timestamp, Placed>>,
    log: Vec<Seen>,
}

/// A page with the number of requests that it has answered.
struct Placed {
    page: Page,
    asked: usize,
}

impl Site {
    /// Opens a site without pages.
    pub fn start(time: Arc<Time>) -> Self {
        Self::open(time, None)
    }

    /// Opens a site without pages that is asked encrypted.
    pub fn encrypted(time: Arc<Time>, certificate: &Certificate) -> Self {
        Self::open(time, Some(certificate.clone()))
    }

    fn open(time: Arc<Time>, certificate: Option<Certificate>) -> Self {
        let shared = Arc::new(Shared { time, state: Mutex::default() });
        let scheme = if certificate.is_some() { "https" } else { "http" };
        let at_the_door = Arc::clone(&shared);
        let server = Server::start(move |stream, end| {
            let closing = stream.try_clone()?;
            let mut connection = match &certificate {
                Some(certificate) => Connection::encrypted(stream, Arc::clone(&certificate.config))?,
                None => Connection::Plain(stream),
            };
            let served = at_the_door.serve(&mut connection, end);
            connection.close();
            close(&closing);
            served
        });
        Self { server, scheme, shared }
    }

    /// Returns where the site listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Returns the host and the port, as they stand in an address.
    pub fn host(&self) -> String {
        self.address().to_string()
    }

    /// Returns the address of a path.
    pub fn url(&self, path: &str) -> String {
        self.url_on("127.0.0.1", path)
    }

    /// Returns the address of a path on a host of another name.
    pub fn url_on(&self, host: &str, path: &str) -> String {
        format!("{}://{host}:{}{path}", self.scheme, self.address().port())
    }

    /// Puts a page at a path from now on.
    pub fn set(&self, path: &str, page: Page) {
        self.place(path, self.shared.time.now(), page);
    }

    /// Puts a page at a path from an instant on, such as `2031-05-03T10:00:00Z`.
    pub fn set_at(&self, instant: &str, path: &str, page: Page) {
        self.place(path, instant.parse().expect("a test gives an instant"), page);
    }

    fn place(&self, path: &str, instant: Timestamp, page: Page) {
        let mut state = self.shared.state();
        state.pages.entry(path.to_owned()).or_default().insert(instant, Placed { page, asked: 0 });
    }

    /// Returns what was asked, in order.
    pub fn log(&self) -> Vec<Seen> {
        self.shared.state().log.clone()
    }

    /// Returns what was asked in a line each: the instant, the method and the path.
    pub fn lines(&self) -> Vec<String> {
        self.shared.state().log.iter().map(Seen::line).collect()
    }

    /// Empties the log.
    pub fn forget(&self) {
        self.shared.state().log.clear();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, connection: &mut Connection, end: &End) -> io::Result<()> {
        let now = self.time.now();
        let Some(seen) = read(BufReader::new(&mut *connection), now)? else { return Ok(()) };
        let page = self.state().answer(&seen);
        send(connection, &page, end)
    }
}

impl State {
    fn answer(&mut self, seen: &Seen) -> Page {
        self.log.push(seen.clone());
        let placed = self.pages.get_mut(&seen.path).and_then(|pages| pages.range_mut(..=seen.at).next_back());
        let Some((_, placed)) = placed else { return Page::status(404) };
        let page = match &placed.page.body {
            Body::InTurn(pages) => pages.get(placed.asked).or(pages.last()).expect("a test gives pages").clone(),
            _ => placed.page.clone(),
        };
        placed.asked += 1;
        if is_known(seen, &page) { Page { status: 304, body: Body::Whole(Vec::new()), ..page } } else { page }
    }
}

/// Returns whether who asks has the page; the tag goes before the instant, as the standard has it.
fn is_known(seen: &Seen, page: &Page) -> bool {
    if page.status != 200 {
        return false;
    }
    match seen.header("if-none-match") {
        Some(tags) => page.header("etag").is_some_and(|tag| tags.split(", ").any(|known| known == tag)),
        None => seen.header("if-modified-since").is_some_and(|known| page.header("last-modified") == Some(known)),
    }
}

fn send(to: &mut Connection, page: &Page, end: &End) -> io::Result<()> {
    match &page.body {
        Body::Whole(bytes) => {
            let is_given = page.header("content-length").is_some() || page.status == 304;
            let length = if is_given { String::new() } else { format!("Content-Length: {}\r\n", bytes.len()) };
            to.write_all(head(page, &length).as_bytes())?;
            to.write_all(bytes)
        }
        Body::Drip { bytes, pause } => {
            to.write_all(head(page, &format!("Content-Length: {}\r\n", bytes.len())).as_bytes())?;
            drip(to, bytes, *pause, end)
        }
        Body::Endless { first, again } => {
            to.write_all(head(page, "").as_bytes())?;
            to.write_all(first)?;
            endless(to, again, end)
        }
        Body::Raw(bytes) => to.write_all(bytes),
        Body::RawEndless { first, again } => {
            to.write_all(first)?;
            endless(to, again, end)
        }
        Body::Silence => {
            end.wait(Duration::from_secs(60));
            Ok(())
        }
        Body::InTurn(_) => unreachable!("the state has chosen a page"),
    }
}

fn head(page: &Page, length: &str) -> String {
    let lines: String = page.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {} Told\r\n{lines}{length}Connection: close\r\n\r\n", page.status)
}

fn drip(to: &mut Connection, bytes: &[u8], pause: Duration, end: &End) -> io::Result<()> {
    for byte in bytes {
        if end.wait(pause) {
            return Ok(());
        }
        to.write_all(&[*byte])?;
        to.flush()?;
    }
    Ok(())
}

fn endless(to: &mut Connection, again: &[u8], end: &End) -> io::Result<()> {
    let block = again.repeat((64 << 10) / again.len().max(1) + 1);
    while !end.wait(Duration::ZERO) {
        to.write_all(&block)?;
    }
    Ok(())
}

/// Closes a connection so that what was sent arrives: what still comes is read first, or the other side would be told
/// that the connection broke.
fn close(stream: &TcpStream) {
    let mut stream = stream;
    if stream.shutdown(Shutdown::Write).is_ok() && stream.set_read_timeout(Some(Duration::from_millis(500))).is_ok() {
        let mut rest = [0; 1024];
        while matches!(stream.read(&mut rest), Ok(1..)) {}
    }
}
