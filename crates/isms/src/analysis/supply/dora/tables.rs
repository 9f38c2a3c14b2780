//! The templates and their columns: codes of the regulation, names in our words, what must be stated, which column of which template
//! a key joins.

/// Whether a column must be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// Under a condition that the row decides.
    Sometimes,
    /// Never.
    Optional,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its code: `0010`.
    pub code: &'static str,
    /// Its name, as the key of a word: `dora-…`; the same where columns mean the same.
    pub name: &'static str,
    /// Whether it must be stated.
    pub need: Need,
    /// What its values are checked as.
    pub form: Form,
    /// The template and column it must be found in.
    pub joins: Option<(&'static str, &'static str)>,
    /// Whether it belongs to what tells rows apart.
    pub key: bool,
}

/// What values are checked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing.
    Any,
    /// A legal entity identifier.
    Lei,
    /// A country code.
    Country,
    /// A currency code.
    Currency,
}

/// One template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its code: `B_01.01`.
    pub code: &'static str,
    /// Its name, as the key of a word.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// Why it may be empty, as the key of a word; empty where rows are expected.
    pub empty: &'static str,
}

impl Template {
    /// Its code in the names of files: `b_01.01`.
    pub fn file(&self) -> String {
        self.code.to_lowercase()
    }
}

use Form::{Any, Country, Currency, Lei};
use Need::{Always, Optional, Sometimes};

const fn column(code: &'static str, name: &'static str, need: Need, form: Form) -> Column {
    Column { code, name, need, form, joins: None, key: false }
}

const fn key(code: &'static str, name: &'static str, form: Form) -> Column {
    Column { code, name, need: Always, form, joins: None, key: true }
}

const fn joined(column: Column, template: &'static str, target: &'static str) -> Column {
    Column { joins: Some((template, target)), ..column }
}

const fn part_of_key(column: Column) -> Column {
    Column { key: true, ..column }
}

const fn contract(code: &'static str) -> Column {
    joined(key(code, "dora-contract", Any), "B_02.01", "0010")
}

const fn entity(code: &'static str) -> Column {
    joined(key(code, "dora-entity-lei", Lei), "B_01.02", "0010")
}

const fn provider(code: &'static str) -> Column {
    joined(key(code, "dora-provider-code", Any), "B_05.01", "0010")
}

/// All templates, in the regulation's order.
pub const TEMPLATES: &[Template] = &[
    Template {
        code: "B_01.01",
        name: "dora-b-01-01",
        empty: "",
        columns: &[
            key("0010", "dora-entity-lei", Lei),
            column("0020", "dora-name", Always, Any),
            column("0030", "dora-country", Always, Country),
            column("0040", "dora-entity-type", Always, Any),
            column("0050", "dora-authority", Always, Any),
            column("0060", "dora-reported-on", Always, Any),
        ],
    },
    Template {
        code: "B_01.02",
        name: "dora-b-01-02",
        empty: "",
        columns: &[
            key("0010", "dora-entity-lei", Lei),
            column("0020", "dora-name", Always, Any),
            column("0030", "dora-country", Always, Country),
            column("0040", "dora-entity-type", Always, Any),
            column("0050", "dora-group-place", Always, Any),
            column("0060", "dora-parent-lei", Always, Lei),
            column("0070", "dora-updated-on", Always, Any),
            column("0080", "dora-added-on", Always, Any),
            column("0090", "dora-removed-on", Optional, Any),
            column("0100", "dora-currency", Sometimes, Currency),
            column("0110", "dora-total-assets", Sometimes, Any),
        ],
    },
    Template {
        code: "B_01.03",
        name: "dora-b-01-03",
        empty: "dora-no-branches",
        columns: &[
            key("0010", "dora-branch-code", Any),
            entity("0020"),
            column("0030", "dora-name", Always, Any),
            column("0040", "dora-country", Always, Country),
        ],
    },
    Template {
        code: "B_02.01",
        name: "dora-b-02-01",
        empty: "",
        columns: &[
            key("0010", "dora-contract", Any),
            column("0020", "dora-arrangement", Always, Any),
            joined(column("0030", "dora-overarching", Sometimes, Any), "B_02.01", "0010"),
            column("0040", "dora-currency", Always, Currency),
            column("0050", "dora-cost", Always, Any),
        ],
    },
    Template {
        code: "B_02.02",
        name: "dora-b-02-02",
        empty: "",
        columns: &[
            contract("0010"),
            entity("0020"),
            provider("0030"),
            column("0040", "dora-code-type", Always, Any),
            joined(key("0050", "dora-function", Any), "B_06.01", "0010"),
            key("0060", "dora-service", Any),
            column("0070", "dora-starts", Always, Any),
            column("0080", "dora-ends", Always, Any),
            column("0090", "dora-end-reason", Sometimes, Any),
            column("0100", "dora-notice-ours", Sometimes, Any),
            column("0110", "dora-notice-theirs", Sometimes, Any),
            column("0120", "dora-law-country", Sometimes, Country),
            part_of_key(column("0130", "dora-service-country", Sometimes, Country)),
            column("0140", "dora-stores-data", Sometimes, Any),
            part_of_key(column("0150", "dora-rest-country", Sometimes, Country)),
            part_of_key(column("0160", "dora-work-country", Sometimes, Country)),
            column("0170", "dora-sensitivity", Sometimes, Any),
            column("0180", "dora-reliance", Sometimes, Any),
        ],
    },
    Template {
        code: "B_02.03",
        name: "dora-b-02-03",
        empty: "dora-no-group",
        columns: &[
            contract("0010"),
            joined(key("0020", "dora-linked-contract", Any), "B_02.01", "0010"),
            column("0030", "dora-link", Always, Any),
        ],
    },
    Template {
        code: "B_03.01",
        name: "dora-b-03-01",
        empty: "",
        columns: &[contract("0010"), entity("0020"), column("0030", "dora-link", Always, Any)],
    },
    Template {
        code: "B_03.02",
        name: "dora-b-03-02",
        empty: "",
        columns: &[contract("0010"), provider("0020"), column("0030", "dora-code-type", Always, Any)],
    },
    Template {
        code: "B_03.03",
        name: "dora-b-03-03",
        empty: "dora-no-group",
        columns: &[contract("0010"), entity("0020"), column("0031", "dora-link", Always, Any)],
    },
    Template {
        code: "B_04.01",
        name: "dora-b-04-01",
        empty: "",
        columns: &[
            contract("0010"),
            entity("0020"),
            column("0030", "dora-entity-nature", Always, Any),
            column("0040", "dora-branch-code", Sometimes, Any),
        ],
    },
    Template {
        code: "B_05.01",
        name: "dora-b-05-01",
        empty: "",
        columns: &[
            key("0010", "dora-provider-code", Any),
            column("0020", "dora-code-type", Always, Any),
            column("0030", "dora-other-code", Optional, Any),
            column("0040", "dora-other-code-type", Sometimes, Any),
            column("0050", "dora-legal-name", Always, Any),
            column("0060", "dora-latin-name", Always, Any),
            column("0070", "dora-person", Always, Any),
            column("0080", "dora-head-country", Always, Country),
            column("0090", "dora-currency", Sometimes, Currency),
            column("0100", "dora-cost", Sometimes, Any),
            joined(column("0110", "dora-ultimate-parent", Sometimes, Any), "B_05.01", "0010"),
            column("0120", "dora-code-type", Sometimes, Any),
        ],
    },
    Template {
        code: "B_05.02",
        name: "dora-b-05-02",
        empty: "",
        columns: &[
            contract("0010"),
            key("0020", "dora-service", Any),
            provider("0030"),
            column("0040", "dora-code-type", Always, Any),
            key("0050", "dora-rank", Any),
            joined(part_of_key(column("0060", "dora-recipient", Sometimes, Any)), "B_05.01", "0010"),
            column("0070", "dora-code-type", Sometimes, Any),
        ],
    },
    Template {
        code: "B_06.01",
        name: "dora-b-06-01",
        empty: "",
        columns: &[
            key("0010", "dora-function", Any),
            column("0020", "dora-activity", Always, Any),
            column("0030", "dora-name", Always, Any),
            entity("0040"),
            column("0050", "dora-critical", Always, Any),
            column("0060", "dora-critical-because", Optional, Any),
            column("0070", "dora-assessed-on", Always, Any),
            column("0080", "dora-rto", Always, Any),
            column("0090", "dora-rpo", Always, Any),
            column("0100", "dora-discontinuing-function", Always, Any),
        ],
    },
    Template {
        code: "B_07.01",
        name: "dora-b-07-01",
        empty: "dora-nothing-critical",
        columns: &[
            contract("0010"),
            provider("0020"),
            column("0030", "dora-code-type", Always, Any),
            key("0040", "dora-service", Any),
            column("0050", "dora-substitutability", Always, Any),
            column("0060", "dora-hard-because", Sometimes, Any),
            column("0070", "dora-audited-on", Always, Any),
            column("0080", "dora-exit-plan", Always, Any),
            column("0090", "dora-reintegration", Always, Any),
            column("0100", "dora-discontinuing-service", Always, Any),
            column("0110", "dora-alternatives", Always, Any),
            column("0120", "dora-alternative", Optional, Any),
        ],
    },
    Template {
        code: "B_99.01",
        name: "dora-b-99-01",
        empty: "",
        columns: &[
            column("0010", "dora-def-standalone", Optional, Any),
            column("0020", "dora-def-overarching", Optional, Any),
            column("0030", "dora-def-subsequent", Optional, Any),
            column("0040", "dora-def-data-low", Optional, Any),
            column("0050", "dora-def-data-medium", Optional, Any),
            column("0060", "dora-def-data-high", Optional, Any),
            column("0070", "dora-def-function-low", Optional, Any),
            column("0080", "dora-def-function-medium", Optional, Any),
            column("0090", "dora-def-function-high", Optional, Any),
            column("0100", "dora-def-not-substitutable", Optional, Any),
            column("0110", "dora-def-highly-complex", Optional, Any),
            column("0120", "dora-def-medium-complex", Optional, Any),
            column("0130", "dora-def-easy", Optional, Any),
            column("0140", "dora-def-reintegration-easy", Optional, Any),
            column("0150", "dora-def-reintegration-difficult", Optional, Any),
            column("0160", "dora-def-reintegration-complex", Optional, Any),
            column("0170", "dora-def-service-low", Optional, Any),
            column("0180", "dora-def-service-medium", Optional, Any),
            column("0190", "dora-def-service-high", Optional, Any),
        ],
    },
];
