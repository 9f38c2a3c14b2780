//! `webhook-secret`: what the receiver of a channel's calls needs to check that they are ours.

use crate::{
    cli::Global,
    failure::{FINE, Failure, Outcome},
    open::Opened,
    out,
};
use isms::{communication::Channel, outer::Names};
use service::{AsOf, post::Webhooks};

/// Prints a channel's signing secret.
pub async fn secret(global: &Global, key: &str) -> Outcome {
    let missing = || Failure::said("set SURETY_WEBHOOK_SECRET to what the serving nodes have");
    let hooks = Webhooks::new(&std::env::var("SURETY_WEBHOOK_SECRET").map_err(|_| missing())?);
    let hooks = hooks.map_err(|wrong| Failure::said(wrong.to_string()))?;
    let opened = Opened::open(global).await?;
    let isms = opened.service.isms(opened.org.id, AsOf::Now).await?;
    let found = isms.find(key).map(|(id, _)| id).filter(|id| isms.typed::<Channel>(*id).is_some());
    let id =
        found.ok_or_else(|| Failure::said(format!("expected the key of a channel such as CHN-3, found {key:?}")))?;
    out::line(&hooks.secret_of(opened.org.id, id.0));
    Ok(FINE)
}
