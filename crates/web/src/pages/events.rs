//! Server-sent events: which records changed, for those who may see them.

use crate::{App, cx::Cx};
use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::stream::{self, Stream};
use isms::view::View;
use serde_json::json;
use service::{AsOf, Viewer};
use std::convert::Infallible;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// `GET /events`
pub async fn stream(State(app): State<App>, cx: Cx) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let start = (app.service.listen(), app, cx.viewer().clone());
    let events = stream::unfold(start, |(mut told, app, viewer)| async move {
        let event = next(&mut told, &app, &viewer).await?;
        Some((Ok(event), (told, app, viewer)))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// The next act that touched something visible.
async fn next(told: &mut Receiver<service::Told>, app: &App, viewer: &Viewer) -> Option<Event> {
    loop {
        let act = match told.recv().await {
            Ok(act) if act.org == viewer.org => act,
            Ok(_) => continue,
            Err(RecvError::Lagged(_)) => return Some(Event::default().event("act").data("{}")),
            Err(RecvError::Closed) => return None,
        };
        let view: View = app.service.view(viewer, AsOf::Now).await.ok()?;
        let keys: Vec<String> =
            act.touched.iter().filter_map(|id| view.get(*id)).map(|r| r.key().to_string()).take(100).collect();
        if keys.is_empty() {
            continue;
        }
        let sealed = app.service.act(viewer.org, act.seq).await.ok();
        let sealed_by = sealed.and_then(|a| a.actor).map(isms::values::RecordId);
        let by = sealed_by.and_then(|a| view.get(a)).map(|r| r.head().title.clone());
        let own = sealed_by.is_some() && sealed_by == viewer.person;
        let data = json!({ "seq": act.seq, "keys": keys, "actor": by, "own": own });
        return Event::default().event("act").json_data(data).ok();
    }
}
