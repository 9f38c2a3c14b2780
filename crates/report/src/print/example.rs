//! A document with one of everything, for tests and benches.

use super::*;

pub const CHART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 190" font-family="Libertinus Serif" font-size="11">
<line x1="40" y1="160" x2="470" y2="160" stroke="#16202b"/><line x1="40" y1="10" x2="40" y2="160" stroke="#16202b"/>
<g stroke="#c4cad1" stroke-width="0.6"><line x1="40" y1="122" x2="470" y2="122"/><line x1="40" y1="85" x2="470" y2="85"/><line x1="40" y1="47" x2="470" y2="47"/></g>
<path d="M40 18 C 120 24, 170 60, 230 104 S 360 152, 470 157" fill="none" stroke="#1f4e79" stroke-width="2"/>
<path d="M40 40 C 110 70, 150 110, 210 134 S 330 156, 470 159" fill="none" stroke="#9a4a00" stroke-width="2" stroke-dasharray="5 3"/>
<text x="250" y="98" fill="#1f4e79">today</text><text x="120" y="138" fill="#9a4a00">with both treatments</text>
<g fill="#55606c"><text x="40" y="176" text-anchor="middle">EUR 0</text><text x="255" y="176" text-anchor="middle">EUR 5 m</text><text x="470" y="176" text-anchor="end">EUR 10 m</text>
<text x="34" y="164" text-anchor="end">0 %</text><text x="34" y="89" text-anchor="end">50 %</text><text x="34" y="22" text-anchor="end">100 %</text></g>
</svg>"##;

pub fn words(text: &str) -> Text {
    text.into()
}

pub fn row<const N: usize>(cells: [&str; N]) -> Vec<Text> {
    cells.into_iter().map(words).collect()
}

pub fn register(rows: usize) -> Table {
    let scenario = "Ransomware reaches the terminal operating system through a supplier’s maintenance account and stops loading for days";
    let mut table = Table {
        caption: "The ten risks with the largest expected loss".into(),
        columns: vec![
            Column::word("Key"),
            Column::text("Risk", 3),
            Column::text("Owner", 1),
            Column::number("Expected loss\nper year"),
            Column::number("One year\nin twenty"),
        ],
        rows: (1..=rows)
            .map(|n| {
                row([&format!("RSK-{n}"), scenario, "Anna Brandt", &format!("EUR {},400", 512 - n), "EUR 2,300,000"])
            })
            .collect(),
        total: None,
    };
    table.total = Some(row(["", "All ten, together", "", "EUR 5,079,000", "EUR 8,900,000"]));
    table
}

fn approvals() -> Block {
    let one = |name: &str, role: &str, verdict: &str| Approval {
        name: name.into(),
        role: role.into(),
        verdict: verdict.into(),
    };
    Block::Approvals(vec![
        one("Anna Brandt", "Chief operating officer", "Approved on 3 March 2026"),
        one("Jean-Luc Moreau", "Chair of the risk committee", ""),
    ])
}

fn method() -> Block {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Block::Method(Method {
        text: words(
            "Losses are simulated by Open FAIR from the pooled 90 % ranges of two or more estimators for each risk. Standard errors come from the simulation and say nothing about the ranges themselves.",
        ),
        rests_on: vec![
            fact("Model", "loss-2"),
            fact("Seed", "11400714819323198485"),
            fact("Draws", "100,000"),
            fact("Input hash", &"5be7c0de".repeat(8)),
        ],
    })
}

pub fn example(rows: usize) -> Document {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Document {
        title: "Risk assessment 2026".into(),
        subtitle: "What could keep the port from its objectives, and how certain we are".into(),
        organisation: "Nordhafen Terminal AG".into(),
        facts: vec![fact("For", "Risk committee, meeting of 12 March 2026"), fact("Prepared by", "Miriam Okafor, information security officer"), fact("Scope", "Terminal operations, all sites")],
        language: Language::English,
        classification: "Confidential".into(),
        issued: Issued { text: "3 March 2026".into(), on: jiff::civil::date(2026, 3, 3) },
        seal: Some(Seal { act: 4120, hash: "9f2c4ab1".repeat(8) }),
        contents: true,
        sections: vec![
            Section {
                heading: "In short".into(),
                blocks: vec![
                    Block::Paragraph(Text::default().plain("We are ").strong("71 % certain").plain(" (± 2 %) of moving 2.4 million containers in 2026 with at most EUR 3 million of losses from information security. Last year it was 64 %. Two decided treatments account for the difference; one of them is late.")),
                    Block::Callout(Callout { tone: Tone::Warning, title: "One decision is asked for".into(), text: words("Segmenting the crane network (TRT-4) would raise the certainty to 78 % for EUR 240,000 in the first year. The committee’s mandate covers it.") }),
                    Block::Bullets(vec![words("Ten risks make up nine tenths of the expected loss."), Text::default().strong("RSK-3").plain(" is the only one outside the appetite."), words("Three estimates are older than a year and will be asked for again before the summer.")]),
                ],
            },
            Section {
                heading: "Losses".into(),
                blocks: vec![
                    Block::Paragraph(words("The curve shows how probable it is that the losses of one year exceed an amount.")),
                    Block::Figure(Figure { svg: CHART.into(), caption: "Probability that the yearly loss exceeds an amount, today and with both treatments".into(), alt: "Two falling curves. Today the yearly loss exceeds EUR 5 million in one year of three; with both treatments in one of eight.".into() }),
                    Block::Heading("The largest".into()),
                    Block::Table(register(rows)),
                    Block::Paragraph(words("Single risks do not add up to the quantiles of their sum, since they do not all strike in the same year.")),
                ],
            },
            Section { heading: "Approval".into(), blocks: vec![approvals(), method()] },
        ],
    }
}
