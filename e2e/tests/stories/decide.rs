//! The life of a risk, by mouse: recorded with mistakes first, corrected, changed, estimated, analysed, closed.

use e2e::{App, Browser, Result};
use serde_json::json;

use crate::people::{arrives, officer, place};

#[test]
fn a_risk_from_first_word_to_last() -> Result {
    officer("decide", async |browser, app| {
        browser.goto(&app.url("/risks")).await?;
        browser.click("link", "New Risk").await?;
        mistakes(browser).await?;
        let risk = recorded(browser, app).await?;
        changed(browser).await?;
        let guard = "a risk needs at least one estimate";
        browser.click_css("details.denied summary").await?;
        browser.sees(guard).await?;
        browser.screenshot("decide-denied").await?;
        estimated(browser, app, &risk).await?;
        browser.goto(&app.url(&risk)).await?;
        browser.click("button", "Mark as analysed").await?;
        browser.sees("Analysed").await?;
        closed(browser).await
    })
}

/// Nothing is kept, the summary says what to mend, and its links lead to the fields.
async fn mistakes(browser: &Browser) -> Result {
    browser.allow_console_error("422");
    browser.fill("Title", "Meteor hits the depot").await?;
    browser.script("document.querySelector('form.record').noValidate = true", vec![]).await?;
    browser.click("button", "Save").await?;
    browser.sees("to mend").await?;
    let summary = "return document.activeElement.matches('.errors')";
    assert_eq!(browser.script(summary, vec![]).await?, json!(true), "the summary has the focus");
    browser.click_css(".errors a").await?;
    let focused = browser.script("return document.activeElement.name", vec![]).await?;
    assert_eq!(focused, json!("scenario"), "the link leads to the field");
    assert_eq!(
        browser.script("return document.querySelector('#f-scenario-error') !== null", vec![]).await?,
        json!(true)
    );
    browser.screenshot("decide-mistakes").await.map(drop)
}

async fn recorded(browser: &Browser, app: &App) -> Result<String> {
    browser.fill("Scenario", "A meteor falls on the depot and destroys the spare transformers.").await?;
    suggested(browser).await?;
    browser.click("button", "Save").await?;
    browser.sees("Recorded.").await?;
    browser.sees("Ransomware gangs").await?;
    browser.screenshot("decide-recorded").await?;
    Ok(place(browser, app).await?.split('?').next().unwrap_or_default().to_owned())
}

/// A few letters of a title bring the key; choosing it shows what it stands for.
async fn suggested(browser: &Browser) -> Result {
    browser.fill("Threat optional", "ransom").await?;
    let key = "datalist option[value^='THR-']";
    browser.css(key).await?;
    let value = browser.script("return document.querySelector(arguments[0]).value", vec![json!(key)]).await?;
    browser.fill("Threat optional", value.as_str().unwrap_or_default()).await?;
    browser.sees("Ransomware gangs").await
}

async fn changed(browser: &Browser) -> Result {
    browser.click("link", "Edit").await?;
    browser.fill("Vulnerability optional", "All spares in one place").await?;
    browser.fill("Why this change? optional", "found on a visit").await?;
    browser.click("button", "Save").await?;
    browser.sees("Saved.").await?;
    browser.sees("found on a visit").await?;
    let diff = browser.text(".acts li .diffs ins").await?;
    assert_eq!(diff, "All spares in one place");
    Ok(())
}

async fn estimated(browser: &Browser, app: &App, risk: &str) -> Result {
    let key = risk.rsplit('/').next().unwrap_or_default();
    browser.goto(&app.url(&format!("/estimates/new?risk={key}"))).await?;
    browser.fill("Title", "Meteor, by the officer").await?;
    browser.fill("Estimator optional", "PER-1").await?;
    browser
        .script(
            "document.querySelector('[name=frequency_as][value=loss-events], option[value=loss-events]').click?.()",
            vec![],
        )
        .await?;
    for (name, value) in [("loss_event_frequency.low", "0.001"), ("loss_event_frequency.high", "0.01")] {
        typed(browser, name, value).await?;
    }
    browser.click("button", "Add primary loss").await?;
    let form = "[name='primary_loss.0.form']";
    browser.script(
        "const f = document.querySelector(arguments[0]); f.value = 'replacement'; f.dispatchEvent(new Event('change', { bubbles: true }))",
        vec![json!(form)],
    )
    .await?;
    typed(browser, "primary_loss.0.amount.low", "100,000").await?;
    typed(browser, "primary_loss.0.amount.high", "900,000").await?;
    browser.screenshot("decide-estimate").await?;
    browser.click("button", "Save").await?;
    browser.sees("Recorded.").await?;
    arrives(browser, app, "/estimates/").await?;
    browser.screenshot("decide-estimated").await?;
    browser.click_css("form.step button").await?;
    browser.sees("Done.").await
}

async fn typed(browser: &Browser, name: &str, value: &str) -> Result {
    browser.click_css(&format!("[name='{name}']")).await?;
    browser.type_text(value).await
}

async fn closed(browser: &Browser) -> Result {
    browser.screenshot("decide-analysed").await?;
    browser.click_css("details.menu:has(form[action$='/step/retire']) summary").await?;
    browser.click_css("form[action$='/step/retire'] textarea").await?;
    browser.type_text("the depot is sold").await?;
    browser.click_css("form[action$='/step/retire'] button").await?;
    browser.sees("Done.").await?;
    browser.sees("Closed").await?;
    browser.sees("the depot is sold").await
}
