//! `serve`: pages and API for as long as the program runs.

use crate::{
    cli::{self, Global},
    failure::{FINE, Failure, Outcome},
    open, out,
};
use service::{
    Service,
    post::{Post, Settings},
    work::{Work, Working},
};
use tokio::net::TcpListener;

/// Serves a database.
pub async fn run(global: &Global, serve: &cli::Serve) -> Outcome {
    let ledger = open::existing(global).await?;
    let post = Post::new(&settings(serve)).map_err(|wrong| Failure::said(wrong.to_string()))?;
    let listener = bind(&serve.listen).await?;
    out::line(&format!("Surety at http://{}", listener.local_addr()?));
    let service = Service::new(ledger);
    let works = !serve.no_work && !global.read_only;
    service.posting(post, std::sync::Arc::new(web::Scribe));
    let working = works.then(|| Work::new(service.clone()).start());
    until_stopped(listener, service, !serve.insecure_cookies, working).await
}

/// What the node is told about posting: options first, then the environment.
fn settings(serve: &cli::Serve) -> Settings {
    let told = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    Settings {
        mail: serve.mail.as_ref().map(|url| url.0.clone()).or_else(|| told("SURETY_MAIL")),
        mail_from: serve.mail_from.clone().or_else(|| told("SURETY_MAIL_FROM")),
        webhook_secret: told("SURETY_WEBHOOK_SECRET"),
        pages: serve.pages.clone().or_else(|| told("SURETY_PAGES")),
    }
}

/// Takes the address before anything else is done.
pub async fn bind(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|e| match e.kind() {
        std::io::ErrorKind::AddrInUse => {
            Failure::said(format!("{address} is in use by another program; choose another port"))
        }
        _ => Failure::said(format!("cannot listen on {address}: {e}; expected an address such as 127.0.0.1:8080")),
    })
}

/// Serves until the program is asked to stop; requests and jobs under way are finished.
pub async fn until_stopped(
    listener: TcpListener,
    service: Service,
    secure_cookies: bool,
    working: Option<Working>,
) -> Outcome {
    let ledger = service.ledger().clone();
    tokio::spawn(warm(service.clone()));
    let router = web::router(service, web::Options { secure_cookies });
    axum::serve(listener, router).with_graceful_shutdown(stopped()).await?;
    if let Some(working) = working {
        working.stop().await;
    }
    ledger.close().await;
    Ok(FINE)
}

/// Computes what the first visitors ask for, where there are few organisations; what fails here is told to whoever asks for it.
async fn warm(service: Service) {
    let orgs = service.ledger().orgs().await.unwrap_or_default();
    for org in orgs.iter().take(WARM) {
        if let Ok(isms) = service.isms(org.id, service::AsOf::Now).await
            && service.certainty(&isms).await.is_ok()
        {
            let viewer = service::Viewer::system(org.id, None);
            if let Ok(view) = service.view(&viewer, service::AsOf::Now).await {
                let _ = service.all_signals(&viewer, &view).await;
            }
            let _ = service.trend(org.id, &isms).await;
        }
    }
}

/// Organisations whose answers are computed before anyone asks.
const WARM: usize = 4;

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return drop(interrupted.await),
        };
        tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
