//! The rows of each template, from the records.

use super::{Cell, Row, Value, Wrong};
use crate::{
    analysis::supply::{exit, holds, pointing},
    assurance::{Audit, audit::AuditForm},
    context::{
        Contract, Organisation, Process, Supplier,
        contract::{Arrangement, DataKept, EndReason, IctService, Reliance},
        organisation::{EntityType, GroupPlace},
        supplier::{
            AlternativesFound, CodeType, Discontinuing, HardBecause, LegalForm, Reintegration, Substitutability,
        },
    },
    field::Choice,
    isms::Isms,
    record::Record,
    rules::today,
    values::{Money, RecordId, Ref},
};
use jiff::{civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// How many suppliers of suppliers are followed in one chain; what lies deeper is left out.
const DEEPEST: usize = 12;

/// The rows of a template.
pub fn of(isms: &Isms, code: &str) -> Vec<Row> {
    let Some(made) = Maker::new(isms) else { return Vec::new() };
    match code {
        "B_01.01" => vec![made.entity(false)],
        "B_01.02" => vec![made.entity(true)],
        "B_02.01" => made.contracts.iter().map(|c| made.arrangement(c)).collect(),
        "B_02.02" => made.contracts.iter().flat_map(|c| made.specific(c)).collect(),
        "B_03.01" => made.contracts.iter().map(|c| made.signed_by_us(c)).collect(),
        "B_03.02" => made.contracts.iter().map(|c| made.signed_by_them(c)).collect(),
        "B_04.01" => made.contracts.iter().map(|c| made.used_by(c)).collect(),
        "B_05.01" => made.providers().into_iter().map(|s| made.provider(s)).collect(),
        "B_05.02" => made.contracts.iter().flat_map(|c| made.chain(c)).collect(),
        "B_06.01" => made.functions().into_iter().map(|p| made.function(p)).collect(),
        "B_07.01" => made.contracts.iter().flat_map(|c| made.assessment(c)).collect(),
        "B_99.01" => vec![made.definitions()],
        _ => Vec::new(),
    }
}

/// A supplier, its rank, and whom it works for.
type Link<'a> = (&'a Record<Supplier>, usize, Option<&'a Record<Supplier>>);

struct Maker<'a> {
    isms: &'a Isms,
    us: &'a Record<Organisation>,
    day: Date,
    /// Contracts that hold and are not known to provide no ICT service.
    contracts: Vec<&'a Record<Contract>>,
}

/// A cell from a field.
fn cell(value: Value, from: RecordId, field: &'static str) -> Cell {
    Cell { value, from: Some((from, field)), wrong: None }
}

/// A cell that no field of ours fills.
fn fixed(value: Value) -> Cell {
    Cell { value, from: None, wrong: None }
}

/// What is not stated: unknown where it must be, else nothing.
fn or_unknown(value: Option<Value>, needed: bool) -> Value {
    value.unwrap_or(if needed { Value::Unknown } else { Value::Nothing })
}

fn text(text: &str) -> Option<Value> {
    Some(text.trim()).filter(|t| !t.is_empty()).map(|t| Value::Text(t.to_owned()))
}

fn number(n: Option<impl Into<f64>>) -> Option<Value> {
    n.map(|n| Value::Number(n.into()))
}

fn currency(money: Option<Money>) -> Option<Value> {
    money.map(|m| Value::Text(m.currency.code().to_owned()))
}

impl<'a> Maker<'a> {
    fn new(isms: &'a Isms) -> Option<Maker<'a>> {
        let (us, day) = (isms.single::<Organisation>()?, today(isms));
        let contracts = isms.all::<Contract>().filter(|c| holds(c, day) && !c.body.is_no_ict()).collect();
        Some(Maker { isms, us, day, contracts })
    }

    fn lei(&self) -> Cell {
        cell(or_unknown(text(&self.us.body.lei), true), self.us.head.id, "lei")
    }

    fn entity(&self, in_scope: bool) -> Row {
        let (us, id) = (&self.us.body, self.us.head.id);
        let own = |value: Option<Value>, field| cell(or_unknown(value, true), id, field);
        let mut cells = vec![
            self.lei(),
            own(text(&self.us.head.title), "title"),
            own(text(&us.country), "country"),
            own(us.entity_type.map(entity_type), "entity_type"),
        ];
        if !in_scope {
            cells.push(own(text(&us.competent_authority), "competent_authority"));
            cells.push(fixed(Value::Date(self.day)));
            return Row { about: id, cells };
        }
        let day = |at: jiff::Timestamp| Value::Date(at.to_zoned(TimeZone::UTC).date());
        let alone = matches!(us.group_place, Some(GroupPlace::NoGroup | GroupPlace::UltimateParent));
        let parent = if alone { text(&us.lei) } else { text(&us.parent_lei) };
        cells.extend([
            own(us.group_place.map(group_place), "group_place"),
            own(parent, if alone { "lei" } else { "parent_lei" }),
            fixed(day(self.us.head.changed)),
            fixed(day(self.us.head.created)),
            fixed(Value::Nothing),
            own(currency(us.total_assets), "total_assets"),
            own(us.total_assets.map(|m| Value::Number(m.major())), "total_assets"),
        ]);
        Row { about: id, cells }
    }

    /// The number on the paper; our own key where there is none.
    fn reference(&self, contract: &Record<Contract>) -> Cell {
        let own = || Value::Text(format!("CTR-{}", contract.head.number));
        cell(text(&contract.body.reference).unwrap_or_else(own), contract.head.id, "reference")
    }

    fn arrangement(&self, contract: &Record<Contract>) -> Row {
        let (body, id) = (&contract.body, contract.head.id);
        let needed = body.arrangement == Arrangement::Subsequent;
        let under = body.under.filter(|_| needed).and_then(|c| self.isms.typed::<Contract>(c.id()));
        let cells = vec![
            self.reference(contract),
            cell(arrangement(body.arrangement), id, "arrangement"),
            cell(or_unknown(under.map(|c| self.reference(c).value), needed), id, "under"),
            cell(or_unknown(currency(body.cost_yearly), true), id, "cost_yearly"),
            cell(or_unknown(body.cost_yearly.map(|m| Value::Number(m.major())), true), id, "cost_yearly"),
        ];
        Row { about: id, cells }
    }

    fn supplier_of(&self, contract: &Record<Contract>) -> Option<&'a Record<Supplier>> {
        self.isms.typed::<Supplier>(contract.body.supplier?.id())
    }

    /// Code and type of a supplier: its LEI, else the other code that is stated.
    fn code(&self, supplier: Option<&Record<Supplier>>, needed: bool) -> [Cell; 2] {
        let Some(supplier) = supplier else {
            return [fixed(or_unknown(None, needed)), fixed(or_unknown(None, needed))];
        };
        let (body, id) = (&supplier.body, supplier.head.id);
        if let Some(lei) = text(&body.lei) {
            let wrong = (!crate::context::supplier::is_lei(&body.lei)).then_some(Wrong::Lei);
            return [Cell { wrong, ..cell(lei, id, "lei") }, cell(Value::Text("LEI".into()), id, "lei")];
        }
        let company = body.person != Some(LegalForm::Individual);
        let wrong = body.other_code_type.filter(|t| company && *t != CodeType::Euid).map(|_| Wrong::Form);
        let sort = body.other_code_type.map(|t| Value::Text(code_type(t, &body.country)));
        [
            Cell {
                wrong,
                ..cell(
                    or_unknown(text(&body.other_code), needed),
                    id,
                    if body.other_code.is_empty() { "lei" } else { "other_code" },
                )
            },
            cell(or_unknown(sort, needed), id, if body.other_code.is_empty() { "lei" } else { "other_code_type" }),
        ]
    }

    fn functions_of(&self, contract: &Record<Contract>) -> Vec<&'a Record<Process>> {
        contract.body.supports.iter().filter_map(|p| self.isms.typed::<Process>(p.id())).collect()
    }

    fn services(contract: &Record<Contract>) -> Vec<Option<IctService>> {
        let stated = contract.body.ict_services.iter().copied().map(Some).collect::<Vec<_>>();
        if stated.is_empty() { vec![None] } else { stated }
    }

    fn service(contract: &Record<Contract>, service: Option<IctService>) -> Cell {
        let value = service.map(|s| Value::Text(s.word().to_uppercase()));
        cell(or_unknown(value, true), contract.head.id, "ict_services")
    }

    /// A row for each function, type of service and pair of countries.
    fn specific(&self, contract: &Record<Contract>) -> Vec<Row> {
        let body = &contract.body;
        let functions: Vec<Option<&Record<Process>>> = self.functions_of(contract).into_iter().map(Some).collect();
        let functions = if functions.is_empty() { vec![None] } else { functions };
        let keeps = body.data_kept.is_some_and(|k| k != DataKept::None);
        let each = |list: &[String], wanted: bool| -> Vec<Option<String>> {
            let stated: Vec<Option<String>> = list.iter().filter(|_| wanted).cloned().map(Some).collect();
            if stated.is_empty() { vec![None] } else { stated }
        };
        let rest = if body.at_rest.is_empty() { &body.data_locations } else { &body.at_rest };
        let work = if body.processed_in.is_empty() { &body.data_locations } else { &body.processed_in };
        let mut rows = Vec::new();
        for function in &functions {
            for service in Self::services(contract) {
                for rest in each(rest, keeps) {
                    for work in each(work, true) {
                        rows.push(self.specific_row(contract, *function, service, &rest, &work));
                    }
                }
            }
        }
        rows
    }

    fn specific_row(
        &self,
        contract: &Record<Contract>,
        function: Option<&Record<Process>>,
        service: Option<IctService>,
        rest: &Option<String>,
        work: &Option<String>,
    ) -> Row {
        let (body, id) = (&contract.body, contract.head.id);
        let critical = function.is_some_and(|f| f.body.critical);
        let ended = &*contract.head.state == "terminated";
        let keeps = body.data_kept.map(|k| k != DataKept::None);
        let stores = keeps == Some(true);
        let own = |value: Option<Value>, needed: bool, field| cell(or_unknown(value, needed), id, field);
        let [code, sort] = self.code(self.supplier_of(contract), true);
        // An end without limit is reported as the last day of the calendar.
        let ends = body.ends.unwrap_or(Date::constant(9999, 12, 31));
        let before = body.starts.is_some_and(|starts| ends < starts).then_some(Wrong::Ends);
        let place = |p: &Option<String>| p.as_deref().and_then(text);
        let sensitivity = body.data_kept.filter(|k| *k != DataKept::None).map(data_kept);
        let cells = vec![
            self.reference(contract),
            self.lei(),
            code,
            sort,
            own(function.map(function_code), true, "supports"),
            Self::service(contract, service),
            own(body.starts.map(Value::Date), true, "starts"),
            Cell { wrong: before, ..cell(Value::Date(ends), id, "ends") },
            own(body.ended_because.map(end_reason), ended, "ended_because"),
            own(number(body.notice.map(|n| n as f64)), critical, "notice"),
            own(number(body.notice_by_supplier.map(|n| n as f64)), critical, "notice_by_supplier"),
            own(text(&body.law_country), critical, "law_country"),
            own(text(&body.service_country), critical, "service_country"),
            own(keeps.map(Value::Flag), critical, "data_kept"),
            own(place(rest), critical && stores, "at_rest"),
            own(place(work), critical, "processed_in"),
            own(sensitivity, critical && stores, "data_kept"),
            own(body.reliance.map(reliance), critical, "reliance"),
        ];
        Row { about: id, cells }
    }

    fn signed_by_us(&self, contract: &Record<Contract>) -> Row {
        let cells = vec![self.reference(contract), self.lei(), fixed(Value::Flag(true))];
        Row { about: contract.head.id, cells }
    }

    fn signed_by_them(&self, contract: &Record<Contract>) -> Row {
        let [code, sort] = self.code(self.supplier_of(contract), true);
        Row { about: contract.head.id, cells: vec![self.reference(contract), code, sort] }
    }

    fn used_by(&self, contract: &Record<Contract>) -> Row {
        let nature = Value::Word("Not a branch", "dora-no-branch");
        let cells = vec![self.reference(contract), self.lei(), fixed(nature), fixed(Value::Nothing)];
        Row { about: contract.head.id, cells }
    }

    /// Providers of contracts in the register, their suppliers at any depth, and the heads of their groups.
    fn providers(&self) -> Vec<&'a Record<Supplier>> {
        let mut open: Vec<RecordId> =
            self.contracts.iter().filter_map(|c| self.supplier_of(c)).map(|s| s.head.id).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                let found = self.isms.typed::<Supplier>(id);
                open.extend(found.into_iter().flat_map(|s| s.body.sub_suppliers.iter().map(Ref::id)));
                open.extend(found.and_then(|s| self.ultimate_parent(s)).map(|p| p.head.id));
            }
        }
        let mut found: Vec<_> = seen.into_iter().filter_map(|id| self.isms.typed::<Supplier>(id)).collect();
        found.sort_by_key(|s| s.head.number);
        found
    }

    /// The head of a supplier's group, itself where it stands alone.
    fn ultimate_parent(&self, supplier: &'a Record<Supplier>) -> Option<&'a Record<Supplier>> {
        let mut at = supplier;
        for _ in 0..DEEPEST {
            match at.body.parent.and_then(|p| self.isms.typed::<Supplier>(p.id())) {
                Some(parent) => at = parent,
                None => return Some(at),
            }
        }
        None
    }

    fn provider(&self, supplier: &'a Record<Supplier>) -> Row {
        let (body, id) = (&supplier.body, supplier.head.id);
        let own = |value: Option<Value>, needed: bool, field| cell(or_unknown(value, needed), id, field);
        let [code, sort] = self.code(Some(supplier), true);
        let beside = !body.lei.is_empty() && !body.other_code.is_empty();
        let other = text(&body.other_code).filter(|_| beside);
        let other_sort = body.other_code_type.filter(|_| beside).map(|t| Value::Text(code_type(t, &body.country)));
        let name = text(&body.legal_name).or_else(|| text(&supplier.head.title));
        let direct = self.contracts.iter().any(|c| self.supplier_of(c).is_some_and(|s| s.head.id == id));
        let total = self.expense(id);
        let parent = self.ultimate_parent(supplier);
        let company = body.person != Some(LegalForm::Individual);
        let [parent_code, parent_sort] = self.code(parent.filter(|_| company), company);
        let cells = vec![
            code,
            sort,
            own(other, false, "other_code"),
            own(other_sort, beside, "other_code_type"),
            own(name.clone(), true, "legal_name"),
            own(name, true, "legal_name"),
            own(body.person.map(legal_form), true, "person"),
            own(text(&body.country), true, "country"),
            fixed(or_unknown(currency(total), direct)),
            fixed(or_unknown(total.map(|m| Value::Number(m.major())), direct)),
            parent_code,
            parent_sort,
        ];
        Row { about: id, cells }
    }

    /// What the contracts in the register cost a year; none where one states nothing or another currency.
    fn expense(&self, supplier: RecordId) -> Option<Money> {
        let of = self.contracts.iter().filter(|c| c.body.supplier.is_some_and(|s| s.id() == supplier));
        let costs: Option<Vec<Money>> = of.map(|c| c.body.cost_yearly).collect();
        let costs = costs.filter(|c| !c.is_empty())?;
        let first = costs.first()?.currency;
        let same = costs.iter().all(|c| c.currency == first);
        let minor = costs.iter().fold(0_i64, |sum, c| sum.saturating_add(c.minor));
        same.then_some(Money { minor, currency: first })
    }

    /// The direct provider at rank 1, its suppliers at 2, and so on; each under the supplier it works for, once.
    fn chain(&self, contract: &Record<Contract>) -> Vec<Row> {
        let Some(first) = self.supplier_of(contract) else { return Vec::new() };
        let mut links: Vec<Link<'a>> = vec![(first, 1, None)];
        let mut seen = BTreeSet::from([first.head.id]);
        let mut at = 0;
        while let Some((supplier, rank, _)) = links.get(at).copied() {
            at += 1;
            if rank < DEEPEST {
                for sub in supplier.body.sub_suppliers.iter().filter_map(|s| self.isms.typed::<Supplier>(s.id())) {
                    if seen.insert(sub.head.id) {
                        links.push((sub, rank + 1, Some(supplier)));
                    }
                }
            }
        }
        let services = Self::services(contract);
        let rows = services.into_iter().flat_map(|service| links.iter().map(move |link| (service, *link)));
        rows.map(|(service, (supplier, rank, recipient))| {
            let [code, sort] = self.code(Some(supplier), true);
            let [to, to_sort] = self.code(recipient, recipient.is_some());
            let rank = cell(Value::Number(rank as f64), recipient.unwrap_or(supplier).head.id, "sub_suppliers");
            let cells = vec![self.reference(contract), Self::service(contract, service), code, sort, rank, to, to_sort];
            Row { about: supplier.head.id, cells }
        })
        .collect()
    }

    fn functions(&self) -> Vec<&'a Record<Process>> {
        let mut found: BTreeMap<u32, &'a Record<Process>> = BTreeMap::new();
        for process in self.contracts.iter().flat_map(|c| self.functions_of(c)) {
            found.insert(process.head.number, process);
        }
        found.into_values().collect()
    }

    fn function(&self, process: &Record<Process>) -> Row {
        let (body, id) = (&process.body, process.head.id);
        let own = |value: Option<Value>, needed: bool, field| cell(or_unknown(value, needed), id, field);
        let critical = if body.critical { Value::Word("Yes", "yes") } else { Value::Word("No", "no") };
        let cells = vec![
            fixed(function_code(process)),
            own(text(&body.licensed_activity), true, "licensed_activity"),
            own(text(&process.head.title), true, "title"),
            self.lei(),
            cell(critical, id, "critical"),
            own(text(&body.critical_because), false, "critical_because"),
            own(body.critical_assessed.map(Value::Date), true, "critical_assessed"),
            own(body.rto.map(hours), true, "rto"),
            own(body.rpo.map(hours), true, "rpo"),
            own(body.discontinuing.map(discontinuing), true, "discontinuing"),
        ];
        Row { about: id, cells }
    }

    /// Services that support a critical function; a row for each type of service.
    fn assessment(&self, contract: &Record<Contract>) -> Vec<Row> {
        let Some(supplier) = self.supplier_of(contract) else { return Vec::new() };
        let critical = self.functions_of(contract).iter().any(|f| f.body.critical);
        let services = Self::services(contract).into_iter().filter(|_| critical && !supplier.body.in_our_group);
        services.map(|service| self.assessed(contract, supplier, service)).collect()
    }

    fn assessed(&self, contract: &Record<Contract>, supplier: &Record<Supplier>, service: Option<IctService>) -> Row {
        let (body, id) = (&supplier.body, supplier.head.id);
        let own = |value: Option<Value>, needed: bool, field| cell(or_unknown(value, needed), id, field);
        let [code, sort] = self.code(Some(supplier), true);
        let hard =
            matches!(body.substitutability, Some(Substitutability::HighlyComplex | Substitutability::NotSubstitutable));
        let ways = exit::of(self.isms, id);
        let named: Vec<&str> = body
            .alternatives
            .iter()
            .filter_map(|a| self.isms.typed::<Supplier>(a.id()))
            .map(|s| s.head.title.as_str())
            .collect();
        let searched = body.alternatives_found.or((!named.is_empty()).then_some(AlternativesFound::Yes));
        let cells = vec![
            self.reference(contract),
            code,
            sort,
            Self::service(contract, service),
            own(body.substitutability.map(substitutability), true, "substitutability"),
            own(body.hard_because.map(hard_because), hard, "hard_because"),
            own(self.audited(id).map(Value::Date), true, ""),
            own(Some(Value::Flag(ways.iter().any(|w| w.in_force))), true, ""),
            own(body.reintegration.map(reintegration), true, "reintegration"),
            own(body.discontinuing.map(discontinuing), true, "discontinuing"),
            own(searched.map(alternatives), true, "alternatives_found"),
            own(text(&named.join(", ")), false, "alternatives"),
        ];
        Row { about: contract.head.id, cells }
    }

    /// The last day of the newest audit of a supplier that is over.
    fn audited(&self, supplier: RecordId) -> Option<Date> {
        let audits = pointing::<Audit>(self.isms, supplier).into_iter();
        let of = audits.filter(|a| {
            matches!(a.body.form, AuditForm::Supplier | AuditForm::Combined)
                && a.body.looks_at.iter().any(|l| l.id() == supplier)
        });
        of.filter_map(|a| a.body.until.or(a.body.from)).filter(|on| *on <= self.day).max()
    }

    /// What our words mean: the meanings that the forms state beside each choice.
    fn definitions(&self) -> Row {
        let cells = DEFINITIONS.iter().map(|(english, word)| fixed(Value::Word(english, word))).collect();
        Row { about: self.us.head.id, cells }
    }
}

/// What the words of closed lists mean here, in the order of the columns of B_99.01.
const DEFINITIONS: [(&str, &str); 19] = [
    ("Stands by itself", "dora-means-standalone"),
    ("A framework that other arrangements stand under", "dora-means-overarching"),
    ("Stands under a framework", "dora-means-subsequent"),
    ("Harmless if it leaks", "dora-means-data-low"),
    ("Harmful if it leaks", "dora-means-data-medium"),
    ("Very harmful if it leaks, or protected by law", "dora-means-data-high"),
    ("A nuisance", "dora-means-low"),
    ("An objective becomes harder to achieve", "dora-means-medium"),
    ("An objective is missed", "dora-means-high"),
    ("Cannot be replaced", "dora-means-never"),
    ("Replaceable within years, at great cost", "dora-means-years"),
    ("Replaceable within a year, with effort", "dora-means-year"),
    ("Replaceable within weeks", "dora-means-weeks"),
    ("Within weeks, with the people we have", "dora-means-own-easy"),
    ("Within a year, with new people or tools", "dora-means-own-difficult"),
    ("Only in years, or not at all", "dora-means-own-complex"),
    ("A nuisance", "dora-means-low"),
    ("An objective becomes harder to achieve", "dora-means-medium"),
    ("An objective is missed", "dora-means-high"),
];

/// A function's identifier: the letter F and the number of our process.
fn function_code(process: &Record<Process>) -> Value {
    Value::Text(format!("F{}", process.head.number))
}

/// Hours as the regulation counts them: whole, and 1 where it is less.
fn hours(hours: f64) -> Value {
    Value::Number(if hours > 0.0 { hours.ceil().max(1.0) } else { 0.0 })
}

fn code_type(sort: CodeType, country: &str) -> String {
    let word = match sort {
        CodeType::Euid => return "EUID".into(),
        CodeType::Crn => "CRN",
        CodeType::Vat => "VAT",
        CodeType::Pnr => "PNR",
        CodeType::Nin => "NIN",
    };
    if country.is_empty() { word.to_owned() } else { format!("{country}_{word}") }
}

macro_rules! words {
    ($(fn $name:ident($ty:ident) { $($variant:ident => $english:literal),* $(,)? })*) => {
        $(fn $name(word: $ty) -> Value {
            let english = match word { $($ty::$variant => $english),* };
            Value::Word(english, word.word())
        })*
    };
}

words! {
    fn arrangement(Arrangement) {
        Standalone => "Standalone arrangement", Overarching => "Overarching arrangement",
        Subsequent => "Subsequent or associated arrangement",
    }
    fn substitutability(Substitutability) {
        Easy => "Easily substitutable", Difficult => "Medium complexity of substitution",
        HighlyComplex => "Highly complex substitution", NotSubstitutable => "Not substitutable",
    }
    fn hard_because(HardBecause) {
        NoAlternative => "No real alternatives", HardToMigrate => "Difficult to migrate or reintegrate", Both => "Both reasons",
    }
    fn reintegration(Reintegration) { Easy => "Easy", Difficult => "Difficult", HighlyComplex => "Highly complex" }
    fn discontinuing(Discontinuing) {
        Low => "Low", Medium => "Medium", High => "High", NotAssessed => "Assessment not performed",
    }
    fn alternatives(AlternativesFound) { Yes => "Yes", No => "No", NotAssessed => "Assessment not performed" }
    fn legal_form(LegalForm) {
        LegalPerson => "Legal person, no individual in business", Individual => "Individual acting in business",
    }
    fn data_kept(DataKept) { None => "None", Low => "Low", Medium => "Medium", High => "High" }
    fn reliance(Reliance) {
        NotSignificant => "Not significant", LowReliance => "Low reliance", MaterialReliance => "Material reliance",
        FullReliance => "Full reliance",
    }
    fn end_reason(EndReason) {
        Expired => "Expired and not renewed", Breach => "Provider in breach", Impediment => "Impediments of the provider",
        SecurityWeakness => "Weakness in handling sensitive data or systems",
        AuthorityRequest => "Requested by an authority", Other => "Other reasons",
    }
    fn group_place(GroupPlace) {
        UltimateParent => "Ultimate parent", Parent => "Parent, not ultimate", Subsidiary => "Subsidiary",
        NoGroup => "Not part of a group", Outsourcing => "Service provider that keeps the register",
    }
    fn entity_type(EntityType) {
        CreditInstitution => "Credit institution", PaymentInstitution => "Payment institution",
        AccountInformationProvider => "Account information service provider",
        ElectronicMoneyInstitution => "Electronic money institution", InvestmentFirm => "Investment firm",
        CryptoAssetProvider => "Crypto-asset service provider", TokenIssuer => "Issuer of asset-referenced tokens",
        SecuritiesDepository => "Central securities depository", CentralCounterparty => "Central counterparty",
        TradingVenue => "Trading venue", TradeRepository => "Trade repository",
        FundManager => "Manager of alternative investment funds", ManagementCompany => "Management company",
        DataReportingProvider => "Data reporting service provider",
        InsuranceUndertaking => "Insurance or reinsurance undertaking",
        InsuranceIntermediary => "Insurance or reinsurance intermediary",
        RetirementInstitution => "Institution for occupational retirement provision",
        RatingAgency => "Credit rating agency", BenchmarkAdministrator => "Administrator of critical benchmarks",
        CrowdfundingProvider => "Crowdfunding service provider",
        SecuritisationRepository => "Securitisation repository", OtherFinancialEntity => "Other financial entity",
        GroupIctProvider => "ICT intra-group service provider", NonFinancialEntity => "Non-financial entity",
    }
}
