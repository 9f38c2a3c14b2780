//! Finding things the way people and screen readers do: by role and name, from the browser's own accessibility tree.

use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{Browser, Result};

/// How long a story waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);
/// Roles that take a value.
const FIELDS: [&str; 9] =
    ["textbox", "searchbox", "combobox", "spinbutton", "slider", "listbox", "Date", "DateTime", "InputTime"];
/// Fields whose keyboard input depends on the locale get their value set, with the events a person would cause.
const FILL: &str = "
    const [field, value] = arguments;
    if (!['date', 'datetime-local', 'month', 'week', 'time', 'color', 'range'].includes(field.type)) return false;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return true;";

impl Browser {
    /// Clicks the one thing with that ARIA role and accessible name, such as `button`, `Save`.
    pub async fn click(&self, role: &str, name: &str) -> Result {
        Ok(self.by_role(role, name).await?.click().await?)
    }

    /// Clicks the first element that a CSS selector finds.
    pub async fn click_css(&self, css: &str) -> Result {
        Ok(self.css(css).await?.click().await?)
    }

    /// Replaces the value of the field with that label.
    pub async fn fill(&self, label: &str, value: &str) -> Result {
        let field = self.named(label, |role| FIELDS.contains(&role), "field").await?;
        let set = self.script(FILL, vec![serde_json::to_value(&field)?, json!(value)]).await?;
        if set != json!(true) {
            field.clear().await?;
            field.send_keys(value).await?;
        }
        Ok(())
    }

    /// Chooses an option by its words in the select with that label.
    pub async fn choose(&self, label: &str, option: &str) -> Result {
        let select = self.named(label, |role| FIELDS.contains(&role), "select").await?;
        Ok(select.select_by_label(option).await?)
    }

    /// The visible text of the first element that a CSS selector finds.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.css(css).await?.text().await?)
    }

    /// Waits until the page shows these words, and fails with what it shows instead.
    pub async fn sees(&self, words: &str) -> Result {
        let start = Instant::now();
        loop {
            let shown = self.script("return document.body ? document.body.innerText : ''", vec![]).await?;
            let shown = shown.as_str().unwrap_or_default();
            if shown.contains(words) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("{words:?} is not on {}, which shows:\n{shown}", self.address().await?).into());
            }
            sleep(PAUSE).await;
        }
    }

    /// The first element that a CSS selector finds, waiting for it to appear.
    pub async fn css(&self, css: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE).every(PAUSE);
        wait.for_element(Locator::Css(css)).await.map_err(|error| format!("nothing matches {css:?}: {error}").into())
    }

    /// The first element with that ARIA role and exactly that accessible name, waiting for it to appear.
    pub async fn by_role(&self, role: &str, name: &str) -> Result<Element> {
        self.named(name, |found| found == role, role).await
    }

    async fn named(&self, name: &str, fits: impl Fn(&str) -> bool, wanted: &str) -> Result<Element> {
        let start = Instant::now();
        loop {
            let nodes = self.accessible(name).await.unwrap_or_default();
            if let Some(node) = nodes.iter().find(|node| fits(role(node))) {
                return self.element(node).await;
            }
            if start.elapsed() > PATIENCE {
                let others: Vec<&str> = nodes.iter().map(role).collect();
                let page = self.address().await?;
                return Err(format!("no {wanted} named {name:?} on {page}; of that name there is: {others:?}").into());
            }
            sleep(PAUSE).await;
        }
    }

    /// Every node of that name which assistive technology would meet.
    async fn accessible(&self, name: &str) -> Result<Vec<Value>> {
        let document = self.devtools("Runtime.evaluate", json!({ "expression": "document" })).await?;
        let root = document.pointer("/result/objectId").ok_or("the page has no document")?;
        let query = json!({ "objectId": root, "accessibleName": name });
        let answer = self.devtools("Accessibility.queryAXTree", query).await?;
        let nodes = answer.get("nodes").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(nodes.into_iter().filter(|node| node.get("ignored") != Some(&json!(true))).collect())
    }

    /// Hands a node of the accessibility tree over to WebDriver by way of a variable of the page.
    async fn element(&self, node: &Value) -> Result<Element> {
        let id = node.get("backendDOMNodeId").ok_or("this is no element of the page")?;
        let object = self.devtools("DOM.resolveNode", json!({ "backendNodeId": id })).await?;
        let object = object.pointer("/object/objectId").ok_or("the element has gone")?;
        let keep = "function () { window.storyElement = this.nodeType === 1 ? this : this.parentElement; }";
        self.devtools("Runtime.callFunctionOn", json!({ "objectId": object, "functionDeclaration": keep })).await?;
        let found = self.script("return window.storyElement", vec![]).await?;
        let id = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        let id = id.ok_or("the element has gone")?.to_owned();
        Ok(Element::from_element_id(self.client.clone(), id.into()))
    }
}

fn role(node: &Value) -> &str {
    node.pointer("/role/value").and_then(Value::as_str).unwrap_or_default()
}
