//! Who listens? A port of this machine, a thread for each connection, and an end when the test ends.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A server that ends with its owner.
pub(crate) struct Server {
    address: SocketAddr,
    end: Arc<End>,
    listener: Option<JoinHandle<()>>,
}

/// Whether the server has ended, which those who wait are told.
#[derive(Default)]
pub(crate) struct End {
    is_there: Mutex<bool>,
    bell: Condvar,
}

impl End {
    /// Waits in real time, and returns whether the server has ended.
    pub(crate) fn wait(&self, pause: Duration) -> bool {
        let is_there = self.is_there.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.bell.wait_timeout_while(is_there, pause, |is_there| !*is_there);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn ring(&self) {
        *self.is_there.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }
}

impl Server {
    /// Listens at a free port and gives each connection to `serve`, on a thread of its own.
    pub(crate) fn start(serve: impl Fn(TcpStream, &End) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("this machine has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let end = Arc::new(End::default());
        let (listening_end, serve) = (Arc::clone(&end), Arc::new(serve));
        let listen = move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if listening_end.wait(Duration::ZERO) {
                    return;
                }
                let (serve, end) = (Arc::clone(&serve), Arc::clone(&listening_end));
                // That whoever asked is gone is what some tests are about.
                thread::spawn(move || serve(stream, &end).ok());
            }
        };
        Self { address, end, listener: Some(thread::spawn(listen)) }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end.ring();
        // The listener looks at the end when somebody comes.
        if TcpStream::connect(self.address).is_ok()
            && let Some(listener) = self.listener.take()
        {
            listener.join().ok();
        }
    }
}
