//! An auditor walks from a clause to its evidence, and finds every number of the statement once more where it leads.

use e2e::{App, Browser, Result, Scheme, story};
use serde_json::{Value, json};

use crate::people::{arrives, away, colleague, enter, leaves, place};

#[test]
fn from_a_clause_to_its_evidence() -> Result {
    story("audit", 1440, Scheme::Light, async |officer| {
        let app = App::demo()?;
        enter(officer, &app.sign_in).await?;
        let auditor = colleague(officer, &app, "auditor@tidewater.example", 1440).await?;
        walk(&auditor, &app).await?;
        counts(&auditor, &app).await?;
        leaves(auditor).await?;
        away(officer).await
    })
}

/// Five presses: area, register, statement, line, evidence.
async fn walk(browser: &Browser, app: &App) -> Result {
    browser.click_css(".rail .wide a[href='/area/control']").await?;
    arrives(browser, app, "/area/control").await?;
    browser.click_css("main a[href='/applicabilities']").await?;
    browser.click("link", "Statement of Applicability 27001").await?;
    browser.click("link", "All lines").await?;
    arrives(browser, app, "/applicabilities/SOA-1/statement").await?;
    browser.screenshot("audit-statement").await?;
    browser.goto(&app.url("/applicabilities/SOA-1/statement?text=A.8.13")).await?;
    browser.click_css("main a[href*='/statement/A.8.13']").await?;
    browser.sees("From clause to evidence").await?;
    browser.screenshot("audit-line").await?;
    let test = "return document.querySelector('main a[href^=\"/tests/TST-\"]')?.getAttribute('href') ?? ''";
    let found = browser.script(test, vec![]).await?;
    assert!(found.as_str().is_some_and(|f| f.starts_with("/tests/TST-")), "the line leads to no test: {found}");
    let evidence = "return document.querySelectorAll('main a[href^=\"/evidence/EVD-\"]').length";
    assert_ne!(browser.script(evidence, vec![]).await?, json!(0), "the line leads to no evidence");
    Ok(())
}

/// The totals of the page are those of the API, and the sum of the lines there.
async fn counts(browser: &Browser, app: &App) -> Result {
    let ask = "return await (await fetch('/api/v1/analysis/applicability?applicability=SOA-1')).json()";
    let told = browser.script(&format!("return (async () => {{ {ask} }})()"), vec![]).await?;
    let number = |name: &str| told.pointer(&format!("/totals/{name}")).and_then(Value::as_u64).unwrap_or_default();
    let lines = told.get("lines").and_then(Value::as_array).map_or(0, Vec::len) as u64;
    assert!(lines > 90, "the statement has {lines} lines");
    assert_eq!(number("lines"), lines);
    assert_eq!(number("applicable") + number("excluded") + number("undetermined"), lines);
    browser.goto(&app.url("/applicabilities/SOA-1/statement")).await?;
    browser.sees(&format!("Of {lines} lines {} apply", number("applicable"))).await?;
    place(browser, app).await.map(drop)
}
