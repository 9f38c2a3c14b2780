//! `simulate`: a model from a file, without any database.

use crate::{
    cli::{Engine, Global, Simulate},
    failure::{FINE, Failure, Outcome},
    out,
};
use isms::analysis::{certainty::Method, model::input_hash, told};
use quant::{
    Checked, Variant,
    exact::{self, Grid, Of},
    simulate::{self, Certainty, Estimated, Question, Settings},
};
use serde_json::{Value, json};
use std::io::Read;

/// The most bytes of a model file.
const MOST: u64 = 256 << 20;

/// Reads, checks and computes a model.
pub fn run(global: &Global, wish: &Simulate) -> Outcome {
    let bytes = read(wish)?;
    let name = wish.file.display();
    let (model, checked) = formats::model::read(&bytes).map_err(|faults| {
        let lines: Vec<String> = faults.iter().take(50).map(|f| format!("{name}: {f}")).collect();
        Failure::said(lines.join("\n"))
    })?;
    let variant = Variant::with(&treatments(&checked, &wish.with)?);
    let method = Method {
        engine: "simulation",
        model_version: quant::MODEL_VERSION,
        seed: wish.seed,
        worlds: wish.worlds,
        years_per_world: wish.years,
        input_hash: input_hash(&model),
        with: wish.with.clone(),
    };
    let mut answer = json!({ "method": told::method(&method) });
    if wish.engine != Engine::Exact {
        let settings =
            Settings { seed: wish.seed, worlds: wish.worlds, years_per_world: wish.years, threads: wish.threads };
        let mut variants = vec![variant.clone()];
        if checked.controls().len() > 0 {
            variants.push(Variant::without_controls(&checked));
        }
        let question = Question { contributions: true, ..Question::variants(variants) };
        let outcome = simulate::run(&checked, &settings, &question).map_err(|e| Failure::said(e.to_string()))?;
        if !global.json {
            say(&checked, &outcome, &method);
        }
        answer["simulation"] = told::outcome(&checked, &outcome, &["as it stands", "without controls"]);
    }
    if wish.engine != Engine::Simulation {
        let exact = exactly(&checked, &variant, wish)?;
        if !global.json {
            say_exact(&exact);
        }
        answer["exact"] = exact;
    }
    if global.json {
        out::json(&answer);
    }
    Ok(FINE)
}

fn read(wish: &Simulate) -> Result<Vec<u8>, Failure> {
    let named = |e: std::io::Error| Failure::said(format!("{}: {e}", wish.file.display()));
    let mut bytes = Vec::new();
    let limited: &mut dyn Read = if wish.file.as_os_str() == "-" {
        &mut std::io::stdin().lock().take(MOST)
    } else {
        &mut std::fs::File::open(&wish.file).map_err(named)?.take(MOST)
    };
    limited.read_to_end(&mut bytes).map_err(named)?;
    if bytes.len() as u64 == MOST {
        return Err(Failure::said(format!("{}: expected at most {MOST} bytes", wish.file.display())));
    }
    Ok(bytes)
}

fn treatments(checked: &Checked, wanted: &[String]) -> Result<Vec<usize>, Failure> {
    let find = |id: &String| {
        let found = checked.treatments().position(|t| t == id);
        found.ok_or_else(|| {
            let known: Vec<&str> = checked.treatments().take(20).collect();
            Failure::said(format!("--with: there is no treatment {id:?} in the model; it has {}", known.join(", ")))
        })
    };
    wanted.iter().map(find).collect()
}

fn amount(e: &Estimated) -> String {
    format!("{} ± {}", number(e.value), number(e.error))
}

fn number(x: f64) -> String {
    if x != 0.0 && x.abs() < 10.0 { format!("{x:.4}") } else { format!("{x:.0}") }
}

fn share(c: &Certainty) -> String {
    let percent = |x: f64| format!("{:.2} %", 100.0 * x);
    format!("{} ± {:.2}  ({} to {})", percent(c.mean), 100.0 * c.error, percent(c.band.0), percent(c.band.1))
}

fn say(checked: &Checked, outcome: &simulate::Outcome, method: &Method) {
    let Some(today) = outcome.variants.first() else { return };
    let total = &today.total;
    let mut rows = vec![
        vec!["mean".into(), amount(&total.mean)],
        vec!["standard deviation".into(), number(total.sd)],
        vec!["chance of no loss".into(), format!("{:.4} ± {:.4}", total.p_none.value, total.p_none.error)],
    ];
    let told = |(p, found): &(f64, Result<Estimated, simulate::Refused>), what: &str| {
        let text = found.as_ref().map_or_else(|refused| refused.to_string(), amount);
        vec![format!("{what} {}", 100.0 * p), text]
    };
    rows.extend(total.percentiles.iter().map(|p| told(p, "percentile")));
    rows.extend(total.shortfall.iter().map(|p| told(p, "shortfall beyond")));
    out::table(&["loss in a year", "± 1 standard error"], &rows);
    let objectives =
        checked.objectives().zip(&today.objectives).map(|(id, o)| vec![id.to_owned(), share(&o.certainty)]);
    let mut objectives: Vec<Vec<String>> = objectives.collect();
    if objectives.len() > 1 {
        objectives.push(vec!["all together".into(), share(&today.joint)]);
    }
    if !objectives.is_empty() {
        out::line("");
        out::table(&["objective", "certainty ± 1 standard error  (5 to 95 % over worlds)"], &objectives);
    }
    let mut scenarios: Vec<(&str, &Estimated)> = checked.scenarios().zip(&today.scenarios).collect();
    scenarios.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let rows: Vec<Vec<String>> = scenarios.iter().take(20).map(|(id, e)| vec![(*id).to_owned(), amount(e)]).collect();
    out::line("");
    out::table(&["scenario", "mean loss in a year"], &rows);
    if scenarios.len() > 20 {
        out::line(&format!("… and {} more; --json lists all", scenarios.len() - 20));
    }
    out::line(&format!(
        "\nsimulation, model {}, seed {}, {} worlds x {} years, {} events, input {}",
        method.model_version, method.seed, outcome.worlds, outcome.years_per_world, outcome.events, method.input_hash
    ));
}

/// The exact engine's view of the total and of each objective; what it cannot compute is said in words.
fn exactly(checked: &Checked, variant: &Variant, wish: &Simulate) -> Result<Value, Failure> {
    let grid = Grid { points: wish.points, ..Grid::default() };
    if !wish.points.is_power_of_two() || !(64..=1 << 22).contains(&wish.points) {
        return Err(Failure::said(format!(
            "--points: expected a power of two from 64 to 4194304, found {}",
            wish.points
        )));
    }
    let one = |of: Of, objective: Option<usize>| match exact::predictive(checked, variant, of, &grid) {
        Ok(annual) => {
            let percentiles: Vec<Value> = [0.5, 0.9, 0.95, 0.99]
                .iter()
                .map(|p| json!({ "probability": p, "value": annual.quantile(*p) }))
                .collect();
            let shortfall: Vec<Value> =
                [0.95, 0.99].iter().map(|p| json!({ "probability": p, "value": annual.shortfall(*p) })).collect();
            json!({
                "mean": annual.mean(), "sd": annual.sd(), "no_loss": annual.p_none(), "percentiles": percentiles,
                "shortfall": shortfall, "error": annual.error(), "beyond_grid": annual.beyond(),
                "certainty": objective.and_then(|o| annual.holds(checked, o)),
            })
        }
        Err(e) => json!({ "refused": e.to_string() }),
    };
    let objectives = checked.objectives().enumerate().map(|(i, id)| {
        let mut found = one(Of::Objective(i), Some(i));
        found["id"] = json!(id);
        found
    });
    let objectives: Vec<Value> = objectives.collect();
    Ok(json!({ "grid_points": wish.points, "total": one(Of::All, None), "objectives": objectives }))
}

fn say_exact(found: &Value) {
    let total = &found["total"];
    out::line("\nexact engine (no sampling error)");
    if let Some(refused) = total["refused"].as_str() {
        out::line(refused);
        return;
    }
    let text = |v: &Value| v.as_f64().map_or_else(|| "unknown".to_owned(), number);
    let mut rows = vec![
        vec!["mean".to_owned(), text(&total["mean"])],
        vec!["standard deviation".to_owned(), text(&total["sd"])],
        vec!["chance of no loss".to_owned(), format!("{:.6}", total["no_loss"].as_f64().unwrap_or(f64::NAN))],
    ];
    for (name, list) in [("percentile", &total["percentiles"]), ("shortfall beyond", &total["shortfall"])] {
        for entry in list.as_array().into_iter().flatten() {
            let p = 100.0 * entry["probability"].as_f64().unwrap_or_default();
            rows.push(vec![format!("{name} {p}"), text(&entry["value"])]);
        }
    }
    out::table(&["loss in a year", ""], &rows);
    for objective in found["objectives"].as_array().into_iter().flatten() {
        if let Some(certainty) = objective["certainty"].as_f64() {
            out::line(&format!(
                "{}: certainty {:.4} %",
                objective["id"].as_str().unwrap_or_default(),
                100.0 * certainty
            ));
        }
    }
}
