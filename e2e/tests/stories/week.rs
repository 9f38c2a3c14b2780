//! An employee at a telephone clears what the week asks of them.

use crate::people::{colleague, leaves, officer};
use e2e::{Browser, Result};

#[test]
fn an_employee_clears_their_week_on_a_telephone() -> Result {
    officer("week", async |browser, app| {
        let employee = colleague(browser, app, "employee@tidewater.example", 390).await?;
        employee.goto(&app.url("/week")).await?;
        employee.sees("Read it here").await?;
        employee.screenshot("week-telephone").await?;
        read_all(&employee).await?;
        employee.screenshot("week-cleared").await?;
        leaves(employee).await
    })
}

/// Opens each text, says that it was read, and comes back to a list that is shorter by it.
async fn read_all(employee: &Browser) -> Result {
    let left = "return String(document.querySelectorAll('button[value=acknowledge]').length)";
    for _ in 0..60 {
        let before = employee.script(left, vec![]).await?;
        if before.as_str() == Some("0") {
            return Ok(());
        }
        employee.script("document.querySelector('details:has(button[value=acknowledge])').open = true", vec![]).await?;
        // The bar at the foot may lie over the button; people scroll.
        employee.script("document.querySelector('button[value=acknowledge]').click()", vec![]).await?;
        employee.sees("What was read stays read").await?;
        if employee.script(left, vec![]).await? == before {
            return Err("what was read is still asked".into());
        }
    }
    Err("the list does not end".into())
}
