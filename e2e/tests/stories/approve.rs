//! A policy from draft to in force: the officer asks, the management body answers from a telephone, a later draft is compared.

use e2e::{App, Browser, Result};

use crate::people::{colleague, leaves, officer, place};

#[test]
fn a_policy_is_approved_and_comes_into_force() -> Result {
    officer("approve", async |browser, app| {
        let board = colleague(browser, app, "board@tidewater.example", 390).await?;
        let policy = submitted(browser, app).await?;
        answered(&board, app).await?;
        published(browser, app, &policy).await?;
        drafted(browser).await?;
        leaves(board).await
    })
}

async fn submitted(browser: &Browser, app: &App) -> Result<String> {
    browser.goto(&app.url("/policies/new")).await?;
    browser.fill("Title", "Drone policy").await?;
    browser.fill("Purpose", "Nobody flies over a substation without our knowledge.").await?;
    browser.fill("Owner optional", "PER-1").await?;
    browser.click("button", "Add statements").await?;
    browser.fill("Number", "1").await?;
    browser.fill("Text", "Flights near substations are reported.").await?;
    browser.click("button", "Save").await?;
    browser.sees("Recorded.").await?;
    browser.sees("This was never in force").await?;
    let policy = place(browser, app).await?.split('?').next().unwrap_or_default().to_owned();
    browser.click_css("form[action$='/step/submit'] button").await?;
    browser.sees("Done.").await?;
    browser.click_css("details:has(form[action$='/ask/approve']) summary").await?;
    browser.click_css("form[action$='/ask/approve'] input[name=approvers]").await?;
    browser.type_text("PER-5").await?;
    browser.screenshot("approve-ask").await?;
    browser.click("button", "Ask for approval").await?;
    browser.sees("The people named were asked.").await?;
    browser.screenshot("approve-asked").await?;
    Ok(policy)
}

async fn answered(board: &Browser, app: &App) -> Result {
    board.goto(&app.url("/week")).await?;
    board.sees("Approve or reject").await?;
    board.screenshot("approve-week").await?;
    board.click("link", "Drone policy").await?;
    board.sees("Approve").await?;
    board.screenshot("approve-telephone").await?;
    board.click("button", "Approve").await?;
    board.sees("Your vote is recorded.").await?;
    board.goto(&app.url("/week")).await?;
    let words = board.text("main").await?;
    if words.contains("Drone policy") { Err(format!("answered, and still asked:\n{words}").into()) } else { Ok(()) }
}

async fn published(browser: &Browser, app: &App, policy: &str) -> Result {
    browser.goto(&app.url(policy)).await?;
    browser.sees("Approved").await?;
    browser.click_css("form[action$='/step/publish'] button").await?;
    browser.sees("Edition 1 is in force").await
}

async fn drafted(browser: &Browser) -> Result {
    browser.click("link", "Edit").await?;
    browser.fill("Purpose", "Nobody flies over a substation without our written consent.").await?;
    browser.click("button", "Save").await?;
    browser.sees("Saved.").await?;
    browser.sees("Below is the draft that differs from it.").await?;
    browser.click_css("main details:not([data-menu]) summary").await?;
    browser.sees("written consent").await?;
    browser.screenshot("approve-draft").await.map(drop)
}
