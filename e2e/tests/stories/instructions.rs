//! From policy to practice: a team says that it cannot be done, the second line answers and challenges, the team writes with what changed
//! beside its words.

use e2e::{App, Browser, Result};

use crate::people::{colleague, leaves, officer};

#[test]
fn an_instruction_is_said_to_fail_challenged_and_written_anew() -> Result {
    officer("instructions", async |browser, app| {
        let engineer = colleague(browser, app, "engineer@tidewater.example", 390).await?;
        said(&engineer, app).await?;
        answered(browser, app).await?;
        challenged(browser, app).await?;
        written(&engineer, app).await?;
        leaves(engineer).await
    })
}

async fn said(engineer: &Browser, app: &App) -> Result {
    engineer.goto(&app.url("/instructions/IST-51")).await?;
    engineer.fill("Why it does not work, and what would", "Nobody is on the call at night.").await?;
    engineer.screenshot("instructions-said").await?;
    engineer.click("button", "cannot be done as written").await?;
    engineer.sees("Said. Whoever owns it will answer.").await
}

async fn answered(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/instructions/IST-51")).await?;
    browser.sees("unanswered").await?;
    browser.click("link", "cannot be done as written: End a supplier's session").await?;
    browser
        .fill("What changes, or why it stays as it is", "It changes: a recorded message is enough at night.")
        .await?;
    browser.click("button", "Answer").await?;
    browser.sees("The answer is kept.").await
}

async fn challenged(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/instructions/IST-50/challenge")).await?;
    browser.sees("Changed since the challenge of").await?;
    browser.screenshot("instructions-challenge").await?;
    browser.click_css("input[name='met.RQT-300'][value=misses]").await?;
    browser.click_css("input[name=verdict][value=refused]").await?;
    browser.fill("Reasons", "Four hours cannot be met at night with a second person on site.").await?;
    browser.click("button", "Give the verdict").await?;
    browser.sees("The second line refused it").await
}

async fn written(engineer: &Browser, app: &App) -> Result {
    engineer.goto(&app.url("/instructions/IST-50/write")).await?;
    engineer.sees("What must be met").await?;
    engineer.screenshot("instructions-write").await?;
    engineer.click("button", "Save the draft").await?;
    engineer.sees("Nothing was different").await
}
