//! Another language: words, dates and money as they are written there.

use e2e::Result;

use crate::people::officer;

#[test]
fn auf_deutsch() -> Result {
    officer("german", async |browser, app| {
        browser.goto(&app.url("/you")).await?;
        browser.click("button", "Deutsch").await?;
        browser.sees("Sprache").await?;
        browser.goto(&app.url("/risks")).await?;
        browser.sees("Verantwortlich").await?;
        browser.screenshot("german-register").await?;
        browser.goto(&app.url("/risks/RSK-1")).await?;
        browser.sees("2. Apr. 2025").await?;
        browser.screenshot("german-record").await?;
        browser.goto(&app.url("/contracts?q=")).await?;
        browser.screenshot("german-contracts").await?;
        browser.goto(&app.url("/appetites/APP-1")).await?;
        browser.screenshot("german-money").await.map(drop)
    })
}
