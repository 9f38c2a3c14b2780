//! `certainty`: how sure each objective is, with how it was computed.

use crate::{
    cli::{Certainty, Global},
    failure::{FINE, Failure, Outcome},
    open::{Opened, as_of},
    out,
};
use isms::{
    analysis::{
        certainty::{self, Answer, Met},
        model::canonical,
        told,
    },
    context::Objective,
    isms::Isms,
    outer::Names,
    record::Record,
};
use quant::simulate::Settings;

/// Computes and tells; with `--model` also writes the model that was computed.
pub async fn run(global: &Global, wish: &Certainty) -> Outcome {
    let opened = Opened::open(global).await?;
    let isms = opened.service.isms(opened.org.id, as_of(global.as_of.as_deref())?).await?;
    for key in &wish.objectives {
        if isms.find(key).is_none_or(|(_, kind)| kind.name != "objective") {
            return Err(Failure::said(format!("expected the key of an objective such as OBJ-1, found {key:?}")));
        }
    }
    let made = isms::analysis::model::of(&isms);
    if let Some(file) = &wish.model {
        std::fs::write(file, canonical(&made.model))?;
    }
    let settings = Settings { seed: wish.seed, worlds: wish.worlds, years_per_world: wish.years, threads: 2 };
    let answer = certainty::compute(made, &settings);
    if global.json {
        out::json(&told::answer(&isms, &answer, &wish.objectives, &|id| isms.key(id)));
        return Ok(FINE);
    }
    say(&isms, &answer, &wish.objectives);
    Ok(FINE)
}

fn say(isms: &Isms, answer: &Answer, only: &[String]) {
    let rows: Vec<Vec<String>> = isms
        .all::<Objective>()
        .filter(|o| &*o.head.state != "closed")
        .filter(|o| only.is_empty() || only.contains(&format!("OBJ-{}", o.head.number)))
        .map(|o| row(isms, answer, o))
        .collect();
    out::table(&["objective", "certain", "band", "required", "", "title"], &rows);
    if let Some(fault) = &answer.fault {
        out::line(&format!("nothing could be computed: {fault}"));
    }
    if let Some(joint) = answer.variant(certainty::TODAY).map(|v| &v.joint) {
        out::line(&format!(
            "all that have numbers, in the same year: {:.1} % ± {:.1}",
            100.0 * joint.mean,
            100.0 * joint.error
        ));
    }
    let m = &answer.method;
    out::line(&format!(
        "simulation, model {}, seed {}, {} worlds x {} years, input {}",
        m.model_version, m.seed, m.worlds, m.years_per_world, m.input_hash
    ));
}

fn row(isms: &Isms, answer: &Answer, objective: &Record<Objective>) -> Vec<String> {
    let standing = answer.standing(isms, objective.head.id);
    let percent = |x: f64| format!("{:.1} %", 100.0 * x);
    let paint = out::paint();
    let verdict = match standing.met() {
        Some(Met::Yes) => "met".to_owned(),
        Some(Met::No) => paint.red("short"),
        Some(Met::Close) => "too close to tell".to_owned(),
        None => String::new(),
    };
    let missing: Vec<String> = standing
        .unknown
        .iter()
        .take(3)
        .map(|g| format!("{} lacks {:?}", isms.key(g.record).unwrap_or_default(), g.lacks).to_lowercase())
        .collect();
    vec![
        format!("OBJ-{}", objective.head.number),
        standing.certainty.map_or("unknown".into(), |c| format!("{} ± {:.1}", percent(c.mean), 100.0 * c.error)),
        standing
            .certainty
            .map_or_else(|| missing.join(", "), |c| format!("{} to {}", percent(c.band.0), percent(c.band.1))),
        standing.required.map_or(String::new(), percent),
        verdict,
        objective.head.title.clone(),
    ]
}
