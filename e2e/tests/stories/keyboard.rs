//! The same with the keyboard alone.

use e2e::{App, Browser, Result};
use serde_json::json;

use crate::people::{arrives, officer};

#[test]
fn no_mouse_is_needed() -> Result {
    officer("keyboard", async |browser, app| {
        palette(browser, app).await?;
        filter(browser, app).await?;
        rows(browser, app).await?;
        bulk(browser, app).await?;
        edit(browser, app).await
    })
}

/// What has the focus can be seen: it lies on the screen and has an outline.
async fn visible(browser: &Browser) -> Result {
    let look = "
        const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
        const shown = box.bottom > 0 && box.top < innerHeight && box.width > 0;
        return shown && style.outlineStyle !== 'none' ? '' : e.outerHTML.slice(0, 200);";
    let hidden = browser.script(look, vec![]).await?;
    if hidden == json!("") { Ok(()) } else { Err(format!("the focus cannot be seen on {hidden}").into()) }
}

async fn palette(browser: &Browser, app: &App) -> Result {
    browser.press("Tab").await?;
    assert_eq!(browser.focused().await?, "Skip to the content");
    visible(browser).await?;
    browser.press("Enter").await?;
    assert_eq!(browser.script("return document.activeElement.id", vec![]).await?, json!("main"));
    browser.press("?").await?;
    browser.sees("go to the filter").await?;
    browser.press("Escape").await?;
    browser.press("Control+k").await?;
    browser.type_text("risks").await?;
    browser.css(".answers [role=option][aria-selected=true][data-href$='/risks']").await?;
    browser.screenshot("keyboard-palette").await?;
    browser.press("Enter").await?;
    arrives(browser, app, "/risks").await
}

/// The rows change while one types, without a page being loaded.
async fn filter(browser: &Browser, app: &App) -> Result {
    browser.script("window.same = true", vec![]).await?;
    browser.press("/").await?;
    visible(browser).await?;
    browser.type_text("meter").await?;
    arrives(browser, app, "/risks?q=meter").await?;
    browser.sees("Stolen meters used as a way in").await?;
    let rows = browser.script("return document.querySelectorAll('tbody tr').length", vec![]).await?;
    assert!(rows.as_u64().is_some_and(|rows| (1..10).contains(&rows)), "{rows} rows");
    assert_eq!(browser.script("return window.same", vec![]).await?, json!(true));
    browser.press("Escape").await
}

async fn rows(browser: &Browser, app: &App) -> Result {
    browser.press("j").await?;
    visible(browser).await?;
    browser.press("j k").await?;
    browser.press("Enter").await?;
    arrives(browser, app, "/risks/RSK-").await?;
    browser.goto(&app.url("/risks")).await
}

async fn bulk(browser: &Browser, app: &App) -> Result {
    browser.press("j x j x").await?;
    browser.sees("2 selected").await?;
    browser.screenshot("keyboard-selected").await?;
    browser.script("document.querySelector('.bulk button[value=edit]').focus()", vec![]).await?;
    visible(browser).await?;
    browser.press("Enter").await?;
    browser.sees("Edit 2 Risks").await?;
    browser.screenshot("keyboard-bulk").await?;
    browser.tab_to("Set Owner", 40).await?;
    browser.press("Space Tab").await?;
    browser.type_text("PER-1").await?;
    browser.press("Enter").await?;
    arrives(browser, app, "/risks?").await?;
    browser.sees("Done for all of them.").await?;
    browser.sees("Head of information security").await
}

async fn edit(browser: &Browser, app: &App) -> Result {
    browser.press("j e").await?;
    arrives(browser, app, "/risks/RSK-1/edit").await?;
    browser.tab_to("Title", 40).await?;
    visible(browser).await?;
    browser.press("End").await?;
    browser.type_text(" fast").await?;
    browser.press("Control+Enter").await?;
    browser.sees("Saved.").await?;
    browser.goto(&app.url("/risks")).await?;
    browser.press("n").await?;
    arrives(browser, app, "/risks/new").await
}
