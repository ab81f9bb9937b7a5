//! Which letters arrived? A mail server that takes them and keeps them.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::connection::Connection;
use crate::encryption::Certificate;
use crate::server::{End, Server};
use crate::time::Time;

/// A line of a letter may be so long.
const LINE_BYTES_MAX: u64 = 64 << 10;

/// A mail server on this machine.
pub struct MailServer {
    server: Server,
    log: Arc<Mutex<Vec<Mail>>>,
}

/// A letter that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// When, by the fake clock.
    pub at: Timestamp,
    /// Whether it came encrypted.
    pub is_encrypted: bool,
    /// What was said before the letter: who sends it and to whom, with the words of whoever signed in.
    pub envelope: Vec<String>,
    /// The letter with its headers, with LF at the ends of lines.
    pub text: String,
}

/// How a mail server behaves.
#[derive(Clone, Debug)]
pub enum Manner {
    /// It takes letters as they come.
    Plain,
    /// It takes letters, and offers encryption.
    Offering(Certificate),
    /// It speaks encrypted from the start.
    Encrypted(Certificate),
    /// It knows nobody that a letter is for.
    Refusing,
    /// It wants to be asked later.
    Busy,
    /// It says nothing.
    Silent,
}

impl MailServer {
    /// Opens a mail server.
    pub fn start(time: Arc<Time>, manner: Manner) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&log);
        let server = Server::start(move |stream, end| talk(stream, end, &time, &manner, &kept));
        Self { server, log }
    }

    /// Returns where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Returns the letters that arrived, in order.
    pub fn letters(&self) -> Vec<Mail> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn talk(stream: TcpStream, end: &End, time: &Time, manner: &Manner, log: &Mutex<Vec<Mail>>) -> io::Result<()> {
    let again = stream.try_clone()?;
    let mut talk = match manner {
        Manner::Silent => {
            end.wait(Duration::from_secs(60));
            return Ok(());
        }
        Manner::Encrypted(certificate) => {
            Talk::new(Connection::encrypted(stream, Arc::clone(&certificate.config))?, time.now(), true)
        }
        _ => Talk::new(Connection::Plain(stream), time.now(), false),
    };
    talk.say("220 quay.example ESMTP")?;
    loop {
        let line = talk.line()?;
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match (word.as_str(), manner) {
            ("EHLO", Manner::Offering(_)) if !talk.mail.is_encrypted => talk.say("250-quay.example\r\n250 STARTTLS")?,
            ("EHLO", _) => talk.say("250-quay.example\r\n250-8BITMIME\r\n250 AUTH PLAIN")?,
            ("STARTTLS", Manner::Offering(certificate)) => {
                talk.say("220 begin")?;
                let encrypted = Connection::encrypted(again.try_clone()?, Arc::clone(&certificate.config))?;
                talk = Talk::new(encrypted, time.now(), true);
            }
            ("RCPT", Manner::Refusing) => talk.say("550 nobody of this name")?,
            ("MAIL", Manner::Busy) => talk.say("451 come back later")?,
            ("AUTH", _) => talk.note(line, "235 it is you")?,
            ("MAIL" | "RCPT", _) => talk.note(line, "250 taken down")?,
            ("DATA", _) => {
                talk.say("354 go on")?;
                talk.letter()?;
                log.lock().unwrap_or_else(PoisonError::into_inner).push(talk.mail.clone());
                talk.say("250 taken")?;
            }
            ("QUIT", _) => {
                talk.say("221 farewell")?;
                talk.connection.get_mut().close();
                return Ok(());
            }
            _ => talk.say("250 as you say")?,
        }
    }
}

/// One conversation, with the letter that is being taken down.
struct Talk {
    connection: BufReader<Connection>,
    mail: Mail,
}

impl Talk {
    fn new(connection: Connection, at: Timestamp, is_encrypted: bool) -> Self {
        let mail = Mail { at, is_encrypted, envelope: Vec::new(), text: String::new() };
        Self { connection: BufReader::new(connection), mail }
    }

    fn say(&mut self, words: &str) -> io::Result<()> {
        let connection = self.connection.get_mut();
        connection.write_all(format!("{words}\r\n").as_bytes())?;
        connection.flush()
    }

    fn note(&mut self, line: String, words: &str) -> io::Result<()> {
        self.mail.envelope.push(line);
        self.say(words)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut bytes = Vec::new();
        io::Read::take(&mut self.connection, LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())
    }

    fn letter(&mut self) -> io::Result<()> {
        self.mail.text.clear();
        loop {
            let line = self.line()?;
            if line == "." {
                return Ok(());
            }
            self.mail.text.push_str(line.strip_prefix('.').unwrap_or(&line));
            self.mail.text.push('\n');
        }
    }
}
