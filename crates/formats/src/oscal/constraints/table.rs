//! The constraints themselves: what identifies, what refers, what is closed, what is unique, what is expected.
//!
//! From the metaschemas of OSCAL 1.2.3 (`index`, `is-unique`, `index-has-key`, `allowed-values` without other values,
//! `matches`, `expect`). Paths are member names from the root, without the places in lists; `…/x` stands for any beginning.

use crate::oscal::{Gravity, Model};

/// What an identifier identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Control,
    Group,
    Part,
    Param,
    Resource,
    Role,
    Party,
    Location,
    Component,
    Capability,
    User,
    InventoryItem,
    LeveragedAuthorization,
    Statement,
    Provided,
    Responsibility,
    Activity,
    Step,
    Task,
    Platform,
    Observation,
    Risk,
    Finding,
    Remediation,
    ByComponent,
}

impl Kind {
    /// The name of it in messages.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Control => "control",
            Kind::Group => "group",
            Kind::Part => "part",
            Kind::Param => "parameter",
            Kind::Resource => "resource of the back matter",
            Kind::Role => "role",
            Kind::Party => "party",
            Kind::Location => "location",
            Kind::Component => "component",
            Kind::Capability => "capability",
            Kind::User => "user",
            Kind::InventoryItem => "inventory item",
            Kind::LeveragedAuthorization => "leveraged authorization",
            Kind::Statement => "statement",
            Kind::Provided => "provided capability",
            Kind::Responsibility => "responsibility",
            Kind::Activity => "activity",
            Kind::Step => "step",
            Kind::Task => "task",
            Kind::Platform => "assessment platform",
            Kind::Observation => "observation",
            Kind::Risk => "risk",
            Kind::Finding => "finding",
            Kind::Remediation => "response",
            Kind::ByComponent => "implementation by a component",
        }
    }

    /// Whether documents of a model may have it from a document that they import.
    pub fn is_imported(self, model: Model) -> bool {
        use Kind::*;
        let of_catalogues = matches!(self, Control | Group | Part | Param);
        let of_plans = matches!(
            self,
            Component
                | Capability
                | User
                | InventoryItem
                | LeveragedAuthorization
                | Statement
                | Provided
                | Responsibility
                | ByComponent
        );
        let of_assessments = matches!(self, Activity | Step | Task | Platform);
        match model {
            Model::Catalog => false,
            Model::Profile | Model::MappingCollection => of_catalogues,
            Model::ComponentDefinition => of_catalogues || matches!(self, Component | Capability),
            Model::SystemSecurityPlan => of_catalogues,
            Model::AssessmentPlan => of_catalogues || of_plans,
            Model::AssessmentResults => of_catalogues || of_plans || of_assessments,
            Model::PlanOfActionAndMilestones => of_catalogues || of_plans || of_assessments,
        }
    }
}

/// Lists whose items are identified by `id` or `uuid`.
pub(super) const IDENTITIES: &[(&str, Kind)] = &[
    ("controls", Kind::Control),
    ("groups", Kind::Group),
    ("parts", Kind::Part),
    ("params", Kind::Param),
    ("resources", Kind::Resource),
    ("roles", Kind::Role),
    ("parties", Kind::Party),
    ("locations", Kind::Location),
    ("components", Kind::Component),
    ("capabilities", Kind::Capability),
    ("users", Kind::User),
    ("inventory-items", Kind::InventoryItem),
    ("leveraged-authorizations", Kind::LeveragedAuthorization),
    ("statements", Kind::Statement),
    ("provided", Kind::Provided),
    ("responsibilities", Kind::Responsibility),
    ("activities", Kind::Activity),
    ("steps", Kind::Step),
    ("tasks", Kind::Task),
    ("assessment-platforms", Kind::Platform),
    ("observations", Kind::Observation),
    ("risks", Kind::Risk),
    ("findings", Kind::Finding),
    ("remediations", Kind::Remediation),
    ("by-components", Kind::ByComponent),
];

/// Whether documents of a model state what they build upon in this member of their body.
pub(super) const IMPORTS: [&str; 6] =
    ["imports", "import-profile", "import-ssp", "import-ap", "import-component-definitions", "control-implementations"];

/// A member that names something by its identifier.
pub(super) struct Reference {
    /// The member.
    pub member: &'static str,
    /// The list or member around it; any where empty.
    pub around: &'static str,
    /// What else the object must say, as member and value.
    pub when: Option<(&'static str, &'static str)>,
    pub kinds: &'static [Kind],
    pub gravity: Gravity,
}

const fn refers(member: &'static str, around: &'static str, kinds: &'static [Kind]) -> Reference {
    Reference { member, around, when: None, kinds, gravity: Gravity::Error }
}

const fn refers_when(
    member: &'static str,
    around: &'static str,
    when: (&'static str, &'static str),
    kinds: &'static [Kind],
) -> Reference {
    Reference { member, around, when: Some(when), kinds, gravity: Gravity::Error }
}

/// A reference that the metaschemas do not hold to be an error where it leads nowhere.
const fn likely(member: &'static str, around: &'static str, kinds: &'static [Kind]) -> Reference {
    Reference { member, around, when: None, kinds, gravity: Gravity::Warning }
}

/// `index-has-key`.
pub(super) const REFERENCES: &[Reference] = &[
    refers("role-id", "responsible-parties", &[Kind::Role]),
    // The metaschemas ask this of responsible parties only, and published component definitions name roles of their readers.
    likely("role-id", "responsible-roles", &[Kind::Role]),
    likely("role-id", "logged-by", &[Kind::Role]),
    likely("role-id", "actors", &[Kind::Role]),
    likely("role-ids", "users", &[Kind::Role]),
    refers("party-uuid", "", &[Kind::Party]),
    refers("party-uuids", "", &[Kind::Party]),
    refers("location-uuids", "", &[Kind::Location]),
    refers("member-of-organizations", "", &[Kind::Party]),
    refers("control-id", "alters", &[Kind::Control]),
    refers("control-id", "implemented-requirements", &[Kind::Control]),
    refers("control-id", "objectives-and-methods", &[Kind::Control]),
    refers("control-id", "include-controls", &[Kind::Control]),
    refers("control-id", "exclude-controls", &[Kind::Control]),
    refers("with-ids", "include-controls", &[Kind::Control]),
    refers("with-ids", "exclude-controls", &[Kind::Control]),
    refers("statement-id", "statements", &[Kind::Part]),
    refers("statement-ids", "include-controls", &[Kind::Part]),
    refers("statement-ids", "exclude-controls", &[Kind::Part]),
    refers("objective-id", "include-objectives", &[Kind::Part]),
    refers("objective-id", "exclude-objectives", &[Kind::Part]),
    refers("target-id", "target", &[Kind::Part, Kind::Control]),
    refers("param-id", "set-parameters", &[Kind::Param]),
    refers("depends-on", "params", &[Kind::Param]),
    refers("component-uuid", "implemented-components", &[Kind::Component]),
    refers("component-uuid", "by-components", &[Kind::Component]),
    refers("component-uuid", "incorporates-components", &[Kind::Component]),
    refers("component-uuid", "uses-components", &[Kind::Component]),
    refers("provided-uuid", "responsibilities", &[Kind::Provided]),
    refers("activity-uuid", "associated-activities", &[Kind::Activity]),
    refers("task-uuid", "dependencies", &[Kind::Task]),
    refers("task-uuid", "related-tasks", &[Kind::Task]),
    refers("observation-uuid", "related-observations", &[Kind::Observation]),
    refers("risk-uuid", "related-risks", &[Kind::Risk]),
    refers("risk-uuid", "associated-risks", &[Kind::Risk]),
    refers("finding-uuid", "related-findings", &[Kind::Finding]),
    refers("response-uuid", "related-responses", &[Kind::Remediation]),
    refers("implementation-statement-uuid", "findings", &[Kind::Statement]),
    // Who acted may be known to the plan or the assessment only.
    Reference { gravity: Gravity::Warning, ..refers_when("actor-uuid", "actors", ("type", "party"), &[Kind::Party]) },
    Reference {
        gravity: Gravity::Warning,
        ..refers_when("actor-uuid", "actors", ("type", "tool"), &[Kind::Component])
    },
    Reference {
        gravity: Gravity::Warning,
        ..refers_when("actor-uuid", "actors", ("type", "assessment-platform"), &[Kind::Platform])
    },
    refers_when("subject-uuid", "", ("type", "component"), &[Kind::Component]),
    refers_when("subject-uuid", "", ("type", "inventory-item"), &[Kind::InventoryItem]),
    refers_when("subject-uuid", "", ("type", "location"), &[Kind::Location]),
    refers_when("subject-uuid", "", ("type", "party"), &[Kind::Party]),
    refers_when("subject-uuid", "", ("type", "user"), &[Kind::User]),
    refers_when("subject-uuid", "", ("type", "resource"), &[Kind::Resource]),
];

/// Lists in which these members together come once (`is-unique`): the list's path, the members.
pub(super) const UNIQUE: &[(&str, &[&str])] = &[
    ("…/responsible-parties", &["role-id"]),
    ("…/responsible-roles", &["role-id"]),
    ("…/set-parameters", &["param-id"]),
    ("…/alters", &["control-id"]),
    ("…/implemented-requirements/statements", &["statement-id"]),
    ("…/by-components", &["component-uuid"]),
    ("…/implemented-components", &["component-uuid"]),
    ("…/incorporates-components", &["component-uuid"]),
    ("…/dependencies", &["task-uuid"]),
    ("…/associated-activities", &["activity-uuid"]),
    ("…/related-observations", &["observation-uuid"]),
    ("…/related-risks", &["risk-uuid"]),
    ("…/include-objectives", &["objective-id"]),
    ("…/exclude-objectives", &["objective-id"]),
    ("…/document-ids", &["scheme", "identifier"]),
    ("…/external-ids", &["scheme", "id"]),
    ("…/system-ids", &["identifier-type", "id"]),
    ("…/hashes", &["algorithm"]),
    ("…/links", &["href", "rel", "media-type", "resource-fragment", "text"]),
    ("…/rlinks", &["href", "media-type"]),
    ("…/revisions", &["version", "title", "last-modified"]),
    ("…/import-component-definitions", &["href"]),
];

/// Lists in which a repetition is allowed by the metaschema and still likely a mistake.
pub(super) const LIKELY_MISTAKE: &[&str] = &[
    "…/alters",
    "…/links",
    "…/rlinks",
    "…/revisions",
    "…/import-component-definitions",
    "…/responsible-parties",
    "…/responsible-roles",
];

/// Values of a member that are all there are (`allowed-values`).
pub(super) struct Closed {
    /// The path of the object that has the member.
    pub path: &'static str,
    pub member: &'static str,
    /// What else the object must say: a member and the values of it for which this holds.
    pub when: Option<(&'static str, &'static [&'static str])>,
    pub values: &'static [&'static str],
}

const fn closed(path: &'static str, member: &'static str, values: &'static [&'static str]) -> Closed {
    Closed { path, member, when: None, values }
}

/// The value of an OSCAL property of this name.
const fn prop(path: &'static str, name: &'static [&'static str], values: &'static [&'static str]) -> Closed {
    Closed { path, member: "value", when: Some(("name", name)), values }
}

const YES_NO: &[&str] = &["yes", "no"];

/// `allowed-values` that are closed.
pub(super) const CLOSED: &[Closed] = &[
    closed("…/metadata/parties", "type", &["person", "organization"]),
    closed("…/actors", "type", &["tool", "assessment-platform", "party"]),
    closed("…/params/select", "how-many", &["one", "one-or-more"]),
    closed("…/set-parameters/select", "how-many", &["one", "one-or-more"]),
    closed("…/include-controls", "with-child-controls", YES_NO),
    closed("…/exclude-controls", "with-child-controls", YES_NO),
    closed("…/include-all", "with-child-controls", YES_NO),
    closed("…/include-controls", "with-parent-controls", YES_NO),
    closed("profile/merge/combine", "method", &["use-first", "merge", "keep"]),
    closed("…/insert-controls", "order", &["keep", "ascending", "descending"]),
    closed("profile/modify/alters/adds", "position", &["before", "after", "starting", "ending"]),
    closed("profile/modify/alters/removes", "by-item-name", &["param", "prop", "link", "part", "mapping", "map"]),
    closed("…/components/status", "state", &["under-development", "operational", "disposition", "other"]),
    closed(
        "…/system-characteristics/status",
        "state",
        &["operational", "under-development", "under-major-modification", "disposition", "other"],
    ),
    closed("…/port-ranges", "transport", &["TCP", "UDP"]),
    closed("…/findings/target", "type", &["statement-id", "objective-id"]),
    closed("…/findings/target/status", "state", &["satisfied", "not-satisfied"]),
    closed("…/timing/at-frequency", "unit", &["seconds", "minutes", "hours", "days", "months", "years"]),
    closed("…/provenance", "method", &["human", "automation", "hybrid"]),
    closed("…/mappings", "method", &["human", "automation", "hybrid"]),
    closed("…/provenance", "matching-rationale", &["syntactic", "semantic", "functional"]),
    closed("…/mappings", "matching-rationale", &["syntactic", "semantic", "functional"]),
    closed("…/provenance", "status", &["complete", "not-complete", "draft", "deprecated", "superseded"]),
    closed("…/mappings", "status", &["complete", "not-complete", "draft", "deprecated", "superseded"]),
    closed("…/maps/sources", "type", &["control", "statement"]),
    closed("…/maps/targets", "type", &["control", "statement"]),
    closed("…/maps/qualifiers", "subject", &["source", "target", "both"]),
    closed("…/maps/qualifiers", "predicate", &["has-requirement", "has-incompatibility"]),
    closed("…/maps/qualifiers", "category", &["restricted", "addressable", "blocked"]),
    prop("…/activities/props", &["method"], &["INTERVIEW", "EXAMINE", "TEST"]),
    prop("…/steps/props", &["method"], &["INTERVIEW", "EXAMINE", "TEST"]),
    prop(
        "…/resources/props",
        &["type"],
        &[
            "logo",
            "image",
            "screen-shot",
            "law",
            "regulation",
            "standard",
            "external-guidance",
            "acronyms",
            "citation",
            "policy",
            "procedure",
            "system-guide",
            "users-guide",
            "administrators-guide",
            "rules-of-behavior",
            "plan",
            "artifact",
            "evidence",
            "tool-output",
            "raw-data",
            "interview-notes",
            "questionnaire",
            "report",
            "agreement",
        ],
    ),
    prop("…/components/props", &["allows-authenticated-scan", "public", "virtual"], YES_NO),
    prop("…/inventory-items/props", &["allows-authenticated-scan", "public", "virtual", "is-scanned"], YES_NO),
    prop("…/components/props", &["implementation-point"], &["internal", "external"]),
    prop("…/components/props", &["direction"], &["incoming", "outgoing"]),
    prop("…/users/props", &["privilege-level"], &["privileged", "non-privileged", "no-logical-access"]),
    prop("…/users/props", &["type"], &["internal", "external", "general-public"]),
    prop("…/system-information/props", &["privacy-designation"], YES_NO),
    prop(
        "…/system-characteristics/props",
        &["identity-assurance-level", "authenticator-assurance-level", "federation-assurance-level"],
        &["1", "2", "3"],
    ),
    prop(
        "…/system-characteristics/props",
        &["cloud-deployment-model"],
        &["public-cloud", "private-cloud", "community-cloud", "hybrid-cloud", "government-only-cloud", "other"],
    ),
    prop("…/system-characteristics/props", &["cloud-service-model"], &["saas", "paas", "iaas", "other"]),
    prop(
        "…/implemented-requirements/props",
        &["control-origination"],
        &["organization", "system-specific", "customer-configured", "customer-provided", "inherited"],
    ),
    prop("…/facets/props", &["state"], &["initial", "adjusted"]),
    prop(
        "…/remediations/props",
        &["type"],
        &["avoid", "mitigate", "transfer", "accept", "share", "contingency", "none"],
    ),
];

/// Names of OSCAL's own properties and parts (`allowed-values` of `name` without a namespace): the list's path, the names.
pub(super) const NAMES: &[(&str, &[&str])] = &[
    ("…/controls/props", &["label", "sort-id", "alt-identifier", "status", "marking"]),
    ("…/groups/props", &["label", "sort-id", "alt-identifier", "marking"]),
    ("…/params/props", &["label", "sort-id", "alt-identifier", "alt-label", "marking"]),
    (
        "…/controls/parts",
        &[
            "overview",
            "statement",
            "guidance",
            "example",
            "assessment",
            "assessment-method",
            "objective",
            "assessment-objective",
        ],
    ),
    ("…/groups/parts", &["overview", "instruction"]),
    ("…/metadata/parties/props", &["mail-stop", "office", "job-title", "marking"]),
    ("…/metadata/locations/props", &["type", "marking"]),
    ("…/resources/props", &["type", "version", "published", "marking", "keep"]),
    ("…/users/props", &["type", "privilege-level", "marking"]),
    ("…/risks/props", &["false-positive", "accepted", "risk-adjusted", "priority", "marking"]),
    ("…/facets/props", &["state", "marking"]),
    ("…/remediations/props", &["type", "marking"]),
    ("…/activities/props", &["method", "marking"]),
    (
        "…/terms-and-conditions/parts",
        &[
            "rules-of-engagement",
            "disclosures",
            "assessment-inclusions",
            "assessment-exclusions",
            "results-delivery",
            "assumptions",
            "methodology",
        ],
    ),
];

/// What a value must look like (`matches`).
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Date,
    Ipv4,
    Ipv6,
    Uuid,
    Whole,
}

/// Values of properties that have a shape: the list's path, the property's name.
pub(super) const SHAPES: &[(&str, &str, Shape)] = &[
    ("…/components/props", "release-date", Shape::Date),
    ("…/components/props", "isa-date", Shape::Date),
    ("…/components/props", "ipv4-address", Shape::Ipv4),
    ("…/components/props", "ipv6-address", Shape::Ipv6),
    ("…/inventory-items/props", "ipv4-address", Shape::Ipv4),
    ("…/inventory-items/props", "ipv6-address", Shape::Ipv6),
    ("…/components/props", "inherited-uuid", Shape::Uuid),
    ("…/components/props", "leveraged-authorization-uuid", Shape::Uuid),
    ("catalog/metadata/props", "source-profile-uuid", Shape::Uuid),
    ("…/risks/props", "priority", Shape::Whole),
];

/// What an object is expected to be beyond its members (`expect`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// The first date is not after the second.
    Ordered(&'static str, &'static str),
    /// With the first member at this value, the second is there.
    Needs(&'static str, &'static str, &'static str),
    /// At least one of these members.
    OneOf(&'static [&'static str]),
    /// At most one of these members.
    NotBoth(&'static [&'static str]),
    /// A control that is not withdrawn says something.
    Statement,
    /// One component is the system itself.
    ThisSystem,
    /// A cycle of tasks or of parameters that depend on each other.
    Acyclic(&'static str, &'static str, &'static str),
}

/// The path of the objects, the rule's word, how grave, and what is expected.
pub(super) const EXPECTED: &[(&str, &str, Gravity, Expect)] = &[
    ("…/port-ranges", "range", Gravity::Error, Expect::Ordered("start", "end")),
    ("…/observations", "range", Gravity::Error, Expect::Ordered("collected", "expires")),
    ("…/results", "range", Gravity::Error, Expect::Ordered("start", "end")),
    ("…/entries", "range", Gravity::Error, Expect::Ordered("start", "end")),
    ("…/timing/within-date-range", "range", Gravity::Error, Expect::Ordered("start", "end")),
    ("…/components/status", "remarks-missing", Gravity::Warning, Expect::Needs("state", "other", "remarks")),
    (
        "…/system-characteristics/status",
        "remarks-missing",
        Gravity::Warning,
        Expect::Needs("state", "other", "remarks"),
    ),
    (
        "…/resources",
        "empty-resource",
        Gravity::Warning,
        Expect::OneOf(&["rlinks", "base64", "citation", "document-ids", "title", "description"]),
    ),
    (
        "…/removes",
        "empty-remove",
        Gravity::Error,
        Expect::OneOf(&["by-name", "by-class", "by-id", "by-item-name", "by-ns"]),
    ),
    ("…/adds", "empty-add", Gravity::Warning, Expect::OneOf(&["title", "params", "props", "links", "parts"])),
    ("profile/imports", "exclusive", Gravity::Error, Expect::NotBoth(&["include-all", "include-controls"])),
    ("profile/imports", "no-selection", Gravity::Warning, Expect::OneOf(&["include-all", "include-controls"])),
    ("…/insert-controls", "exclusive", Gravity::Error, Expect::NotBoth(&["include-all", "include-controls"])),
    ("profile/merge", "exclusive", Gravity::Error, Expect::NotBoth(&["flat", "as-is", "custom"])),
    ("…/params", "exclusive", Gravity::Error, Expect::NotBoth(&["values", "select"])),
    ("…/set-parameters", "exclusive", Gravity::Error, Expect::NotBoth(&["values", "select"])),
    ("…/control-selections", "exclusive", Gravity::Error, Expect::NotBoth(&["include-all", "include-controls"])),
    ("…/controls", "no-statement", Gravity::Note, Expect::Statement),
    ("system-security-plan/system-implementation", "this-system", Gravity::Warning, Expect::ThisSystem),
    ("…", "circle", Gravity::Error, Expect::Acyclic("params", "id", "depends-on")),
];
