//! What was: any day and any act can be looked at, and nothing can be changed there. Then views, columns, order, downloads.

use e2e::{App, Browser, Result};
use serde_json::json;

use crate::people::{arrives, officer};

#[test]
fn the_past_is_shown_and_left_alone() -> Result {
    officer("past", async |browser, app| {
        register(browser, app).await?;
        record(browser, app).await
    })
}

async fn none(browser: &Browser, css: &str) -> Result {
    let found = browser.script("return document.querySelectorAll(arguments[0]).length", vec![json!(css)]).await?;
    if found == json!(0) { Ok(()) } else { Err(format!("{found} of {css} are offered in the past").into()) }
}

async fn register(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/risks?q=sort:title")).await?;
    browser.click_css("summary.pill").await?;
    browser.fill("Show the state at the end of", "2025-03-31").await?;
    browser.screenshot("past-picker").await?;
    browser.click("button", "Show").await?;
    browser.sees("Nothing can be changed here.").await?;
    arrives(browser, app, "/risks?q=sort%3Atitle&as_of=2025-03-31").await?;
    browser.screenshot("past-register").await?;
    none(browser, "[data-new], [data-bulk], [name=key], tr[data-edit], .save").await
}

async fn record(browser: &Browser, app: &App) -> Result {
    browser.click("link", "Ransomware reaches operations").await?;
    browser.sees("Nothing can be changed here.").await?;
    none(browser, "main form, .next .button").await?;
    browser.screenshot("past-record").await?;
    browser.click_css(".past a[rel~=next]").await?;
    browser.sees("Under treatment").await?;
    browser.click_css(".past a[rel~=prev]").await?;
    browser.sees("Analysed").await?;
    browser.click_css(".past a:not([rel])").await?;
    browser.css("a.button[href$='/edit']").await.map(drop)?;
    arrives(browser, app, "/risks/RSK-1").await
}

#[test]
fn a_register_as_one_likes_it() -> Result {
    officer("views", async |browser, app| {
        browser.goto(&app.url("/risks?q=state:treated")).await?;
        columns(browser).await?;
        browser.click_css("thead th a[href*='sort%3Atitle']").await?;
        browser.css("thead th[aria-sort=ascending]").await?;
        view(browser, app).await?;
        let status = "return fetch(document.querySelector(\"a[href*='/export/csv']\").href).then(async (a) => a.status + ' ' + (await a.text()).split('\\n')[0].trim())";
        let answer = browser.script(status, vec![]).await?;
        assert!(answer.as_str().is_some_and(|a| a.starts_with("200 ") && a.contains("Vulnerability")), "{answer}");
        Ok(())
    })
}

async fn columns(browser: &Browser) -> Result {
    browser.click_css("details:has(input[name=columns]) summary").await?;
    browser.click_css("input[name=columns][value=vulnerability]").await?;
    browser.screenshot("views-columns").await?;
    browser.click("button", "Show these").await?;
    browser.sees("Flat path from office to control network").await?;
    let sought = browser.script("return document.querySelector('[name=q]').value", vec![]).await?;
    assert_eq!(sought, json!("state:treated"), "the filter is kept");
    Ok(())
}

async fn view(browser: &Browser, app: &App) -> Result {
    browser.click("link", "Save this view").await?;
    browser.fill("Title", "What we treat").await?;
    browser.fill("Owner optional", "PER-1").await?;
    browser.click("button", "Save").await?;
    browser.sees("Recorded.").await?;
    browser.goto(&app.url("/risks")).await?;
    browser.click("link", "What we treat").await?;
    browser.sees("Flat path from office to control network").await?;
    browser.screenshot("views-saved").await.map(drop)
}
