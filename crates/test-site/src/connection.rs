//! What does a connection carry: plain bytes, or encrypted ones?

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A connection to whoever asks.
pub(crate) enum Connection {
    Plain(TcpStream),
    Encrypted(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Connection {
    /// Encrypts a connection.
    pub(crate) fn encrypted(stream: TcpStream, config: Arc<ServerConfig>) -> io::Result<Self> {
        let server = ServerConnection::new(config).map_err(io::Error::other)?;
        Ok(Self::Encrypted(Box::new(StreamOwned::new(server, stream))))
    }

    /// Says that nothing more comes.
    pub(crate) fn close(&mut self) {
        if let Self::Encrypted(stream) = self {
            stream.conn.send_close_notify();
            // Whoever asked may be gone, which is no concern of ours.
            stream.flush().ok();
        }
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(buffer),
            Self::Encrypted(stream) => stream.read(buffer),
        }
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Encrypted(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Encrypted(stream) => stream.flush(),
        }
    }
}
