//! From an objective that is missed to a decision that is funded, the answer that the regulator is given, and the change that reaches an
//! engineer on a telephone.

use e2e::{App, Browser, Result};
use serde_json::{Value, json};

use crate::people::{colleague, leaves, officer, tall};

#[test]
fn a_missed_objective_becomes_practice() -> Result {
    officer("year", async |browser, app| {
        tall(browser).await?;
        let before = certainty(browser).await?;
        assert!(before.today < before.required, "the story begins with an objective that is missed: {before:?}");
        decided(browser, app).await?;
        funded(browser, app).await?;
        let after = certainty(browser).await?;
        assert!(
            after.decided > before.decided,
            "what the board funded makes the objective more certain: {before:?} {after:?}"
        );
        answered(browser, app).await?;
        let engineer = colleague(browser, app, "engineer@tidewater.example", 390).await?;
        practised(&engineer, app).await?;
        leaves(engineer).await
    })
}

/// How certain OBJ-1 is, and what is required.
#[derive(Debug)]
struct Sure {
    today: f64,
    /// With every treatment that is decided but not done yet.
    decided: f64,
    required: f64,
}

async fn certainty(browser: &Browser) -> Result<Sure> {
    let ask = "return (async () => await (await fetch('/api/v1/analysis/certainty?objective=OBJ-1')).json())()";
    let told = browser.script(ask, vec![]).await?;
    let number = |at: &str| told.pointer(&format!("/objectives/0{at}")).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let decided = number("/with_decided_treatments/mean");
    Ok(Sure { today: number("/certainty/mean"), decided, required: number("/required") })
}

/// The board meets: three press that they are there, one option is chosen and says where the money goes.
async fn decided(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/meetings/MTG-50/live?item=1")).await?;
    for person in ["PER-5", "PER-8", "PER-1"] {
        let press = "[...document.querySelectorAll('form.step')].find((f) => f.querySelector('[name=person]')?.value === arguments[0]).querySelector('button').click()";
        browser.script(press, vec![person.into()]).await?;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    }
    browser.sees("It can decide").await?;
    browser.click_css("form[data-decide] input[name=option][value='3']").await?;
    browser.script("document.querySelector('form[data-decide] [name=rationale]').value = 'It lifts certainty most for the money.'", vec![]).await?;
    browser.script("document.querySelector('form[data-decide] [name=to]').value = 'TEA-2'", vec![]).await?;
    browser.screenshot("year-choose").await?;
    browser.click_css("form[data-decide] button[value=decide]").await?;
    browser.sees("It lifts certainty most for the money.").await?;
    browser.screenshot("year-decided").await.map(drop)
}

/// The treatments of the chosen option are carried out on the ground of the decision, without asking anyone again.
async fn funded(browser: &Browser, app: &App) -> Result {
    let ask = "return (async () => await (await fetch('/api/v1/decisions/DEC-12')).json())()";
    let told = browser.script(ask, vec![]).await?;
    let treatments = told.pointer("/body/options/2/treatments").or_else(|| told.pointer("/options/2/treatments"));
    let keys: Vec<String> = treatments
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|t| t.as_str().map(str::to_owned))
        .collect();
    assert!(!keys.is_empty(), "the chosen option consists of treatments: {told}");
    for key in keys {
        browser.goto(&app.url(&format!("/treatments/{key}"))).await?;
        browser.sees("asks nobody else").await?;
        browser.screenshot("year-fund").await?;
        browser.click_css(&format!("form[action='/treatments/{key}/step/decide'] button")).await?;
        browser.sees("Decided").await?;
    }
    Ok(())
}

/// What the regulator asks for names the decision and what it moved.
async fn answered(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/governance/answer")).await?;
    browser.sees("DEC-12").await?;
    browser.screenshot("year-answer").await.map(drop)
}

/// What changed reaches whoever works by it: they see only the change, and say that they have read it.
async fn practised(engineer: &Browser, app: &App) -> Result {
    engineer.goto(&app.url("/week")).await?;
    engineer.screenshot("year-week").await?;
    engineer.goto(&app.url("/guidelines/GDL-30/read")).await?;
    engineer.sees("this is what changed").await?;
    engineer.click("button", "I have read this").await?;
    engineer.sees("Noted: you have read this.").await?;
    let ask = "return (async () => (await (await fetch('/api/v1/analysis/asked')).text()).includes('GDL-30'))()";
    assert_eq!(engineer.script(ask, vec![]).await?, json!(false), "what was read is still asked");
    Ok(())
}
