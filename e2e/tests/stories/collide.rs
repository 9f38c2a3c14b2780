//! Two people change the same record: the second sees both sides and loses nothing.

use e2e::Result;

use crate::people::{colleague, leaves, officer};

#[test]
fn the_second_sees_both_sides() -> Result {
    officer("collide", async |browser, app| {
        let manager = colleague(browser, app, "manager@tidewater.example", 1440).await?;
        let form = app.url("/risks/RSK-22/edit");
        browser.goto(&form).await?;
        manager.goto(&form).await?;
        browser.fill("Vulnerability optional", "No lock on the cabinet").await?;
        manager.fill("Vulnerability optional", "The cabinet stands open").await?;
        browser.click("button", "Save").await?;
        browser.sees("Saved.").await?;
        manager.allow_console_error("409");
        manager.click("button", "Save").await?;
        manager.sees("Someone changed this while you were writing.").await?;
        manager.sees("No lock on the cabinet").await?;
        let mine = manager.script("return document.querySelector('[name=vulnerability]').value", vec![]).await?;
        assert_eq!(mine, "The cabinet stands open");
        manager.screenshot("collide").await?;
        manager.click("button", "Save").await?;
        manager.sees("Saved.").await?;
        browser.goto(&app.url("/risks/RSK-22")).await?;
        browser.sees("The cabinet stands open").await?;
        leaves(manager).await
    })
}
