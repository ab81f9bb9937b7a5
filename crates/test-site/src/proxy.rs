//! Who was asked through a proxy? It opens a tunnel to one place, whatever it is asked for, and keeps what that was.

use std::io::{self, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::request::{Seen, read};
use crate::server::Server;
use crate::time::Time;

/// A proxy whose tunnels all lead to one place.
pub struct ProxyServer {
    server: Server,
    log: Arc<Mutex<Vec<Seen>>>,
}

impl ProxyServer {
    /// Opens a proxy.
    pub fn start(time: Arc<Time>, target: SocketAddr) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&log);
        let server = Server::start(move |stream, _| {
            let Some(seen) = read(BufReader::new(&stream), time.now())? else { return Ok(()) };
            let is_tunnel = seen.method == "CONNECT";
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
            if !is_tunnel {
                return (&stream).write_all(b"HTTP/1.1 405 Told\r\nContent-Length: 0\r\n\r\n");
            }
            (&stream).write_all(b"HTTP/1.1 200 Told\r\n\r\n")?;
            tunnel(stream, TcpStream::connect(target)?)
        });
        Self { server, log }
    }

    /// Returns the address for whoever shall use it.
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// Returns what was asked, in a line each.
    pub fn lines(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Seen::line).collect()
    }

    /// Returns what was asked, in order.
    pub fn log(&self) -> Vec<Seen> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn tunnel(near: TcpStream, far: TcpStream) -> io::Result<()> {
    let (mut from_near, mut to_far) = (near.try_clone()?, far.try_clone()?);
    let there = thread::spawn(move || {
        io::copy(&mut from_near, &mut to_far).ok();
        to_far.shutdown(Shutdown::Write).ok();
    });
    let (mut from_far, mut to_near) = (far, near);
    let back = io::copy(&mut from_far, &mut to_near);
    to_near.shutdown(Shutdown::Both).ok();
    there.join().ok();
    back.map(|_| ())
}
