//! Pages and pictures are drawn on threads of their own, few at a time: drawing is work for the
//! processor, and a service that draws must still answer.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::ServerError;

/// Where things are drawn.
pub(crate) struct Press {
    /// Those that are drawn now.
    drawing: Arc<Semaphore>,
    /// Those that are drawn now or wait.
    places: Arc<Semaphore>,
}

/// How many may wait for each one that is drawn.
const WAITING_EACH: usize = 16;

impl Press {
    /// Draws so many at once.
    pub(crate) fn new(at_once: usize) -> Self {
        let at_once = at_once.clamp(1, 1_024);
        Self {
            drawing: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once * (1 + WAITING_EACH))),
        }
    }

    /// Waits for its turn, and does the work. Whoever goes away while it is done does not make room
    /// for more: it counts until it is over.
    ///
    /// # Errors
    /// [`ServerError::Busy`] where too many wait; [`ServerError::Defect`] where the work panicked.
    pub(crate) async fn draw<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, ServerError> + Send + 'static,
    ) -> Result<T, ServerError> {
        let place = self.places.clone().try_acquire_owned();
        let place = place.map_err(|_| ServerError::Busy)?;
        let turn = self.drawing.clone().acquire_owned().await;
        let turn = turn.map_err(|_| ServerError::Busy)?;
        let drawn = tokio::task::spawn_blocking(move || {
            let drawn = work();
            drop((turn, place));
            drawn
        });
        drawn.await.map_err(|_| ServerError::Defect)?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn few_are_drawn_at_once_and_not_too_many_wait() {
        let press = Arc::new(Press::new(1));
        let (go, wait) = channel::<()>();
        let (began, begins) = channel();
        let mut all = Vec::new();
        let first = press.clone();
        all.push(tokio::spawn(async move {
            let work = move || {
                began.send(()).unwrap();
                wait.recv().map_err(|_| ServerError::Defect)
            };
            first.draw(work).await
        }));
        begins.recv().unwrap();
        for _ in 0..WAITING_EACH {
            let press = press.clone();
            all.push(tokio::spawn(async move { press.draw(|| Ok(())).await }));
        }
        while press.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(press.draw(|| Ok(())).await, Err(ServerError::Busy));
        go.send(()).unwrap();
        for one in all {
            assert_eq!(one.await.unwrap(), Ok(()));
        }
        assert_eq!(press.draw(|| Ok(())).await, Ok(()));
    }

    #[tokio::test]
    async fn what_panics_is_a_defect_and_frees_its_place() {
        let press = Press::new(1);
        for _ in 0..3 {
            let panicked = press.draw::<()>(|| panic!("drawn badly")).await;
            assert_eq!(panicked, Err(ServerError::Defect));
        }
        assert_eq!(press.draw(|| Ok(1)).await, Ok(1));
    }
}
