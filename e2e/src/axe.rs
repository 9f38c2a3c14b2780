//! Accessibility rules of axe-core, run inside the page. A script that WebDriver runs is not subject to the page's content
//! security policy, so the page needs no exception for it.

use std::{env, fmt, fs};

use serde_json::Value;

use crate::{Browser, Result};

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] })
        .then((answer) => done(answer.violations.map((found) => ({
            rule: found.id, impact: found.impact, help: found.help,
            targets: found.nodes.map((node) => node.target.flat().join(' ')),
        }))))
        .catch((error) => done(String(error)));";

/// A rule that a page breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Identifier of the rule, such as `color-contrast`.
    pub rule: String,
    /// How badly it hurts: minor, moderate, serious or critical.
    pub impact: String,
    /// What the rule asks for.
    pub help: String,
    /// CSS selectors of the elements that break it.
    pub targets: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}: {}", self.rule, self.impact, self.help, self.targets.join(", "))
    }
}

impl Browser {
    /// All rules that the page breaks as it stands. Without the rules it says `skipped: axe` and finds none.
    pub async fn axe(&self) -> Result<Vec<Violation>> {
        let Ok(path) = env::var("SURETY_TEST_AXE") else {
            println!("skipped: axe");
            return Ok(Vec::new());
        };
        let rules = fs::read_to_string(&path).map_err(|error| format!("SURETY_TEST_AXE={path}: {error}"))?;
        self.script(&rules, vec![]).await?;
        let answer = self.client.execute_async(RUN, vec![]).await?;
        let found = answer.as_array().ok_or_else(|| format!("axe did not finish: {answer}"))?;
        Ok(found.iter().map(violation).collect())
    }
}

fn violation(found: &Value) -> Violation {
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let targets = found.get("targets").and_then(Value::as_array).into_iter().flatten();
    let targets = targets.filter_map(Value::as_str).map(str::to_owned).collect();
    Violation { rule: text("rule"), impact: text("impact"), help: text("help"), targets }
}
