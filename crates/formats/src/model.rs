//! A model of loss scenarios as a text: YAML or JSON in, a [`quant::Model`] out, every fault with its line.

use crate::{Fault, Limits, Node, json, yaml};
use quant::{Checked, Model};

/// Reads a model and checks it.
///
/// # Errors
/// Everything that is wrong, each with line, column and JSON pointer: the text, an unknown member, an impossible factor.
pub fn read(bytes: &[u8]) -> Result<(Model, Checked), Vec<Fault>> {
    let limits = Limits::default();
    let begins = bytes.iter().find(|b| !b.is_ascii_whitespace());
    let node = if begins == Some(&b'{') { json::parse_with(bytes, &limits) } else { yaml::parse_with(bytes, &limits) };
    let node = node.map_err(|fault| vec![fault])?;
    let model: Model = serde_path_to_error::deserialize(node.to_json()).map_err(|e| {
        let pointer = pointer(e.path());
        vec![placed(&node, &pointer, e.into_inner().to_string())]
    })?;
    let checked = model.check();
    let faults = |faults: quant::Faults| {
        let fault = |f: quant::Fault| placed(&node, &f.pointer, format!("{}, {}: {}", f.subject, f.factor, f.problem));
        faults.0.into_iter().map(fault).collect::<Vec<_>>()
    };
    Ok((model, checked.map_err(faults)?))
}

pub(crate) fn placed(node: &Node, pointer: &str, message: String) -> Fault {
    Fault::at(node.at_pointer(pointer).unwrap_or_default(), pointer, message)
}

pub(crate) fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> String {
        read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_small_model_reads() {
        let text = "
scenarios:
  - id: ransomware
    frequency: {type: poisson, rate: {type: once_in, years: 8}}
    magnitude: {type: lognormal_ci90, p05: 50000, p95: 2000000}
  - id: outage
    frequency: {type: threat_events, threat_events: {type: events, events: 3, years: 2}, susceptibility: 0.2}
    magnitude: 12000
objectives:
  - {id: result, losses: [{scenario: ransomware}, {scenario: outage, share: 0.5}], holds: {type: loss_at_most, tolerance: 1000000}}
";
        let (model, checked) = read(text.as_bytes()).unwrap();
        assert_eq!(checked.scenarios().collect::<Vec<_>>(), ["ransomware", "outage"]);
        let again = read(&serde_json::to_vec(&model).unwrap()).unwrap().0;
        assert_eq!(again, model);
    }

    #[test]
    fn faults_name_line_scenario_and_factor() {
        insta::assert_snapshot!(faults("
scenarios:
  - id: a
    frequency: {type: poisson, rate: -1}
    magnitude: {type: pert, low: 3, mode: 2, high: 5}
  - id: a
    estimates:
      - frequency: {type: bernoulli, probability: 1.2}
        primary: [{amount: {type: lognormal, mu: 1, sigma: 50}}]
"), @r#"
line 6, column 9 (/scenarios/1/id): scenarios a, identity: "a" is named twice
line 5, column 5 (/scenarios/0/magnitude): scenario a, magnitude: expected low <= mode <= high, found low 3, mode 2, high 5
line 4, column 38 (/scenarios/0/frequency/rate): scenario a, loss event frequency: a yearly rate must lie at 0 or above; this distribution reaches from -1 to -1
line 9, column 20 (/scenarios/1/estimates/0/primary/0/amount): scenario a, primary loss, Productivity: sigma is 50, expected at most 7: beyond it the mean is decided by events that nobody will ever see
line 8, column 51 (/scenarios/1/estimates/0/frequency/probability): scenario a, probability in a year: a share or probability must lie between 0 and 1; this distribution reaches from 1.2 to 1.2"#);
    }

    #[test]
    fn what_is_no_model_is_refused_with_its_place() {
        insta::assert_snapshot!([
            faults("scenarios:\n  - id: a\n    frequenzy: 3\n"),
            faults("scenarios: 7"),
            faults("{\"scenarios\": [{\"id\": 1}]}"),
            faults(": :"),
        ].join("\n"), @r"
line 3, column 16 (/scenarios/0/frequenzy): unknown field `frequenzy`, expected one of `id`, `estimates`, `frequency`, `magnitude`, `controls`, `causes`, `level`
line 1, column 12 (/scenarios): invalid type: integer `7`, expected a sequence
line 1, column 23 (/scenarios/0/id): invalid type: integer `1`, expected a string
line 1, column 1: expected a key, found nothing before the colon");
    }
}
