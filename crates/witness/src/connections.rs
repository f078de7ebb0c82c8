//! Connections that are bounded: in number, in idleness, in age.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// How connections are bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// How many there may be; who comes next waits.
    pub count: usize,
    /// How long a peer may be silent. Logs that ask often keep their connection.
    pub idle: Duration,
    /// How old one gets: who sends a byte at a time is not kept for ever.
    pub age: Duration,
}

impl Default for ConnectionLimits {
    /// 256 connections, silent for 30 seconds, 10 minutes old.
    fn default() -> Self {
        Self {
            count: 256,
            idle: Duration::from_secs(30),
            age: Duration::from_secs(600),
        }
    }
}

/// How long to wait when no connection can be accepted, for want of files perhaps.
const PAUSE: Duration = Duration::from_millis(100);

/// A listener whose connections are bounded.
#[derive(Debug)]
pub struct Connections {
    listener: TcpListener,
    limits: ConnectionLimits,
    free: Arc<Semaphore>,
}

impl Connections {
    /// Bounds the connections of a listener.
    #[must_use]
    pub fn new(listener: TcpListener, limits: ConnectionLimits) -> Self {
        Self {
            listener,
            limits,
            free: Arc::new(Semaphore::new(limits.count)),
        }
    }
}

impl Listener for Connections {
    type Io = Bounded;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Bounded, SocketAddr) {
        loop {
            // Who comes next waits until somebody leaves.
            let Ok(permit) = self.free.clone().acquire_owned().await else {
                sleep(PAUSE).await;
                continue;
            };
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    return (Bounded::new(stream, &self.limits, permit), peer);
                }
                Err(error) => {
                    tracing::debug!(%error, "no connection was accepted");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends when its peer is silent for long, or when it is old.
#[derive(Debug)]
pub struct Bounded {
    stream: TcpStream,
    idle_max: Duration,
    idle: Pin<Box<Sleep>>,
    age: Pin<Box<Sleep>>,
    _permit: OwnedSemaphorePermit,
}

impl Bounded {
    fn new(stream: TcpStream, limits: &ConnectionLimits, permit: OwnedSemaphorePermit) -> Self {
        Self {
            stream,
            idle_max: limits.idle,
            idle: Box::pin(sleep(limits.idle)),
            age: Box::pin(sleep(limits.age)),
            _permit: permit,
        }
    }

    fn stir(&mut self) {
        let until = Instant::now() + self.idle_max;
        self.idle.as_mut().reset(until);
    }

    /// An error once it is time to end.
    fn check_time(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let is_over = self.age.as_mut().poll(context).is_ready()
            || self.idle.as_mut().poll(context).is_ready();
        if is_over {
            Err(io::ErrorKind::TimedOut.into())
        } else {
            Ok(())
        }
    }
}

impl AsyncRead for Bounded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check_time(context)?;
        let result = ready!(Pin::new(&mut self.stream).poll_read(context, buffer));
        self.stir();
        Poll::Ready(result)
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check_time(context)?;
        let result = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.stir();
        Poll::Ready(result)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
