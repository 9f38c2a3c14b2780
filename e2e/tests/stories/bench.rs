//! A risk that nobody has estimated: its page says so, the workbench draws what is entered at once, and what is given counts.

use e2e::{App, Browser, Result};
use serde_json::json;

use crate::people::{officer, tall};

#[test]
fn a_range_becomes_a_curve() {
    officer("bench", async |browser, app| {
        tall(browser).await?;
        unknown(browser, app).await?;
        browser.click("link", "Estimate it yourself").await?;
        browser.sees("the curve appears here").await?;
        entered(browser).await?;
        dragged(browser).await?;
        impossible(browser).await?;
        browser.click("button", "Give it").await?;
        browser.sees("Your estimate is given.").await?;
        browser.sees("a year on average").await?;
        browser.css("#loss svg.chart").await?;
        let wrong = browser.axe().await?;
        assert!(wrong.is_empty(), "the risk's page: {wrong:?}");
        browser.screenshot("bench-given").await.map(drop)
    })
    .expect("the story");
}

async fn unknown(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/risks/new")).await?;
    browser.fill("Title", "Flood in the cable cellar").await?;
    browser.fill("Scenario", "A burst main floods the cable cellar; the feeders are down for days.").await?;
    browser.click("button", "Save").await?;
    browser.sees("nobody has given an estimate that counts").await
}

async fn entered(browser: &Browser) -> Result {
    browser.fill("Rarest: once in … years", "60").await?;
    browser.fill("Most often: once in … years", "8").await?;
    browser.sees("once in 60 years to once in 8 years").await?;
    browser.fill("Response: Low, EUR", "50000").await?;
    browser.fill("Response: High, EUR", "900000").await?;
    browser.sees("a year on average").await?;
    let wrong = browser.axe().await?;
    assert!(wrong.is_empty(), "the workbench: {wrong:?}");
    browser.screenshot("bench-entered").await.map(drop)
}

/// The curve of today, as it is drawn.
async fn curve(browser: &Browser) -> Result<String> {
    let path = "return document.querySelector('#answer svg.wide .curve.today')?.getAttribute('d') ?? ''";
    Ok(browser.script(path, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// Dragging one end changes number, words and curve, and takes the other end along rather than crossing it.
async fn dragged(browser: &Browser) -> Result {
    let before = curve(browser).await?;
    assert!(!before.is_empty(), "there is a curve");
    let drag = "const s = document.querySelector('#f-p-response-low + input[type=range]'); s.value = 330;
        s.dispatchEvent(new Event('input', { bubbles: true }));
        return document.getElementById('f-p-response-high').value === document.getElementById('f-p-response-low').value";
    assert_eq!(browser.script(drag, vec![]).await?, json!(true), "the high end went along");
    for _ in 0..100 {
        if curve(browser).await? != before {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err("the curve did not change".into())
}

/// A fault stands beside its field and the last good curve stays.
async fn impossible(browser: &Browser) -> Result {
    let before = curve(browser).await?;
    browser.fill("Most often: once in … years", "600").await?;
    browser.sees("The rarest must have at least as many years").await?;
    browser.sees("The curve shows the last that could.").await?;
    assert_eq!(curve(browser).await?, before);
    browser.fill("Most often: once in … years", "6").await?;
    browser.sees("once in 60 years to once in 6 years").await
}
