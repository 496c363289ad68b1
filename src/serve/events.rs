//! What is sent to open pages over their event streams (server-sent events, HTML Standard §9.2).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Bytes;
use serde::Serialize;
use tokio::sync::mpsc;

use crate::base::diag::Shown;

/// Messages that wait for a reader. One who lags further behind is disconnected, reconnects, and gets the current
/// state.
const WAITING: usize = 64;

/// What is wrong, and where to correct it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Finding {
    #[serde(flatten)]
    pub(super) shown: Shown,
    /// The address that opens the place in the author's editor.
    pub(super) link: Option<String>,
}

/// Sends a page the state of the site, or what has changed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Message {
    /// What is wrong with the newest state of the site; the pages are those of the last good one.
    pub(super) errors: Arc<Vec<Finding>>,
    /// What the author should look at.
    pub(super) warnings: Arc<Vec<Finding>>,
    /// Whether translations are behind their originals.
    pub(super) behind: bool,
    /// Where the site begins: the path of its address.
    pub(super) base: Arc<str>,
    /// Files that have changed, by their paths in the output.
    pub(super) changed: Vec<Arc<str>>,
    /// Pages that are no longer there.
    pub(super) gone: Vec<Arc<str>>,
    /// Where such a page has gone, if that is known.
    pub(super) moved: BTreeMap<Arc<str>, Arc<str>>,
    /// The file of such a page that has become a draft.
    pub(super) drafts: BTreeMap<Arc<str>, Arc<str>>,
}

impl Message {
    /// As it goes over the wire.
    pub(super) fn event(&self) -> Bytes {
        // Strings and lists always make JSON, without line ends outside of strings and escaped inside.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("data: {json}\n\n").into()
    }
}

/// All open event streams.
#[derive(Debug, Default)]
pub(super) struct Hub(Mutex<Vec<mpsc::Sender<Bytes>>>);

impl Hub {
    /// Opens a stream. Its sender is for the message that it begins with, about a state that is read from now on: what
    /// comes after that one is sent to all.
    pub(super) fn subscribe(&self) -> (mpsc::Sender<Bytes>, mpsc::Receiver<Bytes>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        // A page comes back soon after a restart. There is room for the first messages.
        let _ = sender.try_send(Bytes::from_static(b"retry: 400\n\n"));
        self.clients().push(sender.clone());
        (sender, receiver)
    }

    /// Sends a message to every page.
    pub(super) fn tell(&self, message: &Message) {
        self.send(&message.event());
    }

    /// Sends nothing to every page, so that those who have gone are noticed.
    pub(super) fn beat(&self) {
        self.send(&Bytes::from_static(b":\n\n"));
    }

    /// Ends all streams.
    pub(super) fn close(&self) {
        self.clients().clear();
    }

    fn send(&self, event: &Bytes) {
        self.clients()
            .retain(|client| client.try_send(event.clone()).is_ok());
    }

    fn clients(&self) -> std::sync::MutexGuard<'_, Vec<mpsc::Sender<Bytes>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
