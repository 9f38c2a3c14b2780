//! Scripts switched off: everything still works, a page at a time.

use e2e::{App, Browser, Result};
use serde_json::json;

use crate::people::{arrives, officer};

#[test]
fn scripts_are_not_needed() -> Result {
    officer("plain", async |browser, app| {
        browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        let told = tell(browser, app).await;
        browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
        told
    })
}

async fn tell(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/risks/new")).await?;
    typed(browser, "title", "Flood in the archive").await?;
    typed(browser, "scenario", "Water rises in the cellar.").await?;
    for row in ["0", "1"] {
        browser.click_css("button[name=_add][value=threatens]").await?;
        browser.css(&format!("[name='threatens.{row}.objective']")).await?;
    }
    typed(browser, "threatens.0.objective", "OBJ-1").await?;
    typed(browser, "threatens.1.objective", "OBJ-2").await?;
    browser.click_css("button[name=_remove][value='threatens.0']").await?;
    browser.css("[name='threatens.0.objective'][value='OBJ-2']").await?;
    browser.click_css(".keep button.first").await?;
    arrives(browser, app, "/risks/RSK-").await?;
    assert_eq!(browser.text("h1").await?, "Flood in the archive");
    browser.click_css("a.button[href$='/edit']").await?;
    typed(browser, "vulnerability", "No pump").await?;
    browser.click_css(".keep button.first").await?;
    browser.css(".acts ins").await?;
    found(browser, app).await?;
    stepped(browser).await
}

async fn typed(browser: &Browser, name: &str, value: &str) -> Result {
    browser.click_css(&format!("[name='{name}']")).await?;
    browser.type_text(value).await
}

async fn found(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/search")).await?;
    typed(browser, "q", "cellar").await?;
    browser.press("Enter").await?;
    arrives(browser, app, "/search?").await?;
    assert!(browser.text("main").await?.contains("Flood in the archive"));
    browser.goto(&app.url("/risks?q=")).await?;
    typed(browser, "q", "flood").await?;
    browser.click_css("form.filter > button").await?;
    arrives(browser, app, "/risks?q=flood").await?;
    browser.click_css("tbody .lead a").await
}

async fn stepped(browser: &Browser) -> Result {
    browser.click_css("details:has(form[action$='/step/retire']) summary").await?;
    browser.click_css("form[action$='/step/retire'] textarea").await?;
    browser.type_text("pumped dry").await?;
    browser.click_css("form[action$='/step/retire'] button").await?;
    browser.css(".notice.good").await?;
    assert!(browser.text(".lede, main").await?.contains("Closed"));
    Ok(())
}
