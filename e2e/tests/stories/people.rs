//! The people of the stories: how each comes in, and how a story begins and ends.

use e2e::{App, Browser, Result, Scheme, story};

/// Tells a story that begins when the security officer, who also administers the accounts, has signed in at a desk.
pub fn officer(name: &str, tell: impl AsyncFnOnce(&Browser, &App) -> Result) -> Result {
    story(name, 1440, Scheme::Light, async |browser| {
        let app = App::demo()?;
        enter(browser, &app.sign_in).await?;
        tell(browser, &app).await?;
        away(browser).await
    })
}

/// Signs in by a one-time link.
pub async fn enter(browser: &Browser, link: &str) -> Result {
    browser.goto(link).await?;
    browser.click("button", "Enter").await?;
    browser.css("body.framed").await.map(drop)
}

/// Leaves the product before it ends, so that its stream of events does not break off under a page that listens.
pub async fn away(browser: &Browser) -> Result {
    browser.goto("about:blank").await
}

/// Somebody else, at a screen of their own, by a link that the officer makes for them.
pub async fn colleague(officer: &Browser, app: &App, login: &str, width: u32) -> Result<Browser> {
    officer.goto(&app.url("/accounts")).await?;
    let press = "[...document.querySelectorAll('tbody tr')].find((row) => row.innerText.includes(arguments[0])).querySelector('form').requestSubmit()";
    officer.script(press, vec![login.into()]).await?;
    officer.sees("shown once").await?;
    let link = app.url(officer.text(".notice pre").await?.trim());
    let other = Browser::start(width, Scheme::Light).await?.ok_or("there is no second browser")?;
    enter(&other, &link).await?;
    Ok(other)
}

/// Ends a colleague's browser; anything wrong on their console is the story's failure too.
pub async fn leaves(browser: Browser) -> Result {
    away(&browser).await?;
    let wrong = browser.console_errors().await?;
    browser.close().await?;
    if wrong.is_empty() { Ok(()) } else { Err(format!("on the colleague's console: {}", wrong.join("\n")).into()) }
}

/// The path and query shown now.
pub async fn place(browser: &Browser, app: &App) -> Result<String> {
    let address = browser.address().await?;
    Ok(address.strip_prefix(&app.origin).unwrap_or(&address).to_owned())
}

/// Waits until the address begins like this.
pub async fn arrives(browser: &Browser, app: &App, path: &str) -> Result {
    for _ in 0..100 {
        if place(browser, app).await?.starts_with(path) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(format!("expected to arrive at {path}, but stayed at {}", place(browser, app).await?).into())
}
