//! A guideline is read again on a telephone, where only the change is shown; a policy is written beside what it means.

use e2e::{App, Browser, Result};

use crate::people::{colleague, leaves, officer};

#[test]
fn a_change_is_read_on_a_telephone_and_a_policy_is_written() -> Result {
    officer("policy", async |browser, app| {
        let engineer = colleague(browser, app, "engineer@tidewater.example", 390).await?;
        read_again(&engineer, app).await?;
        written(browser, app).await?;
        leaves(engineer).await
    })
}

async fn read_again(engineer: &Browser, app: &App) -> Result {
    engineer.goto(&app.url("/guidelines/GDL-30/read")).await?;
    engineer.sees("this is what changed").await?;
    engineer.sees("while the kiosk is down").await?;
    engineer.screenshot("policy-read-telephone").await?;
    engineer.click("button", "I have read this").await?;
    engineer.sees("Noted: you have read this.").await?;
    engineer.sees("the one in force").await
}

async fn written(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/policies/POL-30/write")).await?;
    let text =
        "# Policy on working elsewhere\n\nWhy.\n\n## Statements\n\n**1** Nobody reads over a shoulder. [OBJ-99]\n";
    browser.fill("The document", text).await?;
    browser.sees("there is no OBJ-99").await?;
    browser.fill("The document", &text.replace("OBJ-99", "OBJ-3")).await?;
    browser.sees("people are asked to read").await?;
    browser.screenshot("policy-write").await?;
    browser.click("button", "Save").await?;
    browser.sees("Saved.").await
}
