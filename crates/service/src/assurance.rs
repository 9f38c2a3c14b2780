//! Runs of tests: the population is frozen and the sample drawn before anyone looks; what was seen is kept as it comes; the
//! conclusion is one act. Whoever doubts the sample draws it again.

use crate::{AsOf, Command, Error, Receipt, Request, Result, Service, Subject, Viewer, command::FileGiven};
use isms::{
    analysis::sample::{LARGEST, Population},
    assurance::{
        Evidence, Test,
        test::{ItemResult, RunUnderWay, SampledItem, TestRun, TestVerdict, worksheet::Count},
    },
    check::Fault,
    field::Fields,
    kind,
    record::Record,
    rules,
    values::{Markdown, Ref},
    view::View,
};
use jiff::civil::Date;
use serde_json::{Map, Value};

/// How a run begins.
#[derive(Clone, Debug, Default)]
pub struct Begin {
    /// The version of the test that was looked at.
    pub version: Option<i64>,
    /// What there is to choose from, one item a line.
    pub population: String,
    /// Where it came from, in a few words.
    pub from_where: String,
    /// How many are drawn; all where nothing is said or there are fewer.
    pub size: Option<usize>,
    /// First day that the run speaks of.
    pub from: Option<Date>,
    /// Last day that the run speaks of.
    pub until: Option<Date>,
}

/// What was seen of one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// What was seen.
    pub result: ItemResult,
    /// What was noticed.
    pub note: String,
    /// What shows it, by key; empty for nothing.
    pub evidence: String,
}

/// A worksheet as it was filled in: as many as there are items, in their order.
#[derive(Clone, Debug, Default)]
pub struct Worksheet {
    /// The version of the test that was looked at.
    pub version: Option<i64>,
    /// What was seen.
    pub seen: Vec<Seen>,
    /// What was seen as a whole.
    pub notes: String,
    /// What shows it as a whole, by key.
    pub evidence: Vec<String>,
    /// Whether the run is concluded, and how.
    pub conclude: Option<Conclusion>,
}

/// How a run is concluded.
#[derive(Clone, Debug, Default)]
pub struct Conclusion {
    /// The verdict; what follows from the items where nothing is said.
    pub verdict: Option<TestVerdict>,
    /// Why it is another than follows.
    pub because: String,
}

/// A sample that was drawn again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redrawn {
    /// How many there are in the population that is kept.
    pub population: usize,
    /// Whether the same items came out in the same order, and the population has the hash that the run names.
    pub same: bool,
}

/// The keys of the records that a register's filter finds now, as far as the view sees them: `assets tag:server`.
///
/// # Errors
/// [`Error::Invalid`] for a register or filter that makes no sense, [`Error::NotFound`] for a register that may not be read.
pub fn from_register(view: &View, text: &str) -> Result<Vec<String>> {
    let (plural, filter) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
    let kind = kind::by_plural(plural).filter(|k| view.sight.reads(k));
    let kind = kind.ok_or_else(|| {
        Error::fault("/register", format!("expected a register and a filter such as assets tag:server, found {text:?}"))
    })?;
    let query = view.query(kind, filter).map_err(|f| Error::fault("/register", f.message))?;
    let found = view.page(kind, &query, 0, isms::analysis::sample::MOST + 1);
    Ok(found.rows.iter().map(|r| r.key().to_string()).collect())
}

impl Service {
    /// Freezes the population, draws the sample from a seed that nobody chose, and keeps both in one act.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a population that is none or a run that was begun already, and what [`Service::perform`] refuses.
    pub async fn begin_run(&self, viewer: &Viewer, test: &str, begin: Begin) -> Result<Receipt> {
        let view = self.view(viewer, AsOf::Now).await?;
        let record = typed(&view, test)?;
        if record.body.under_way.is_some() {
            return Err(Error::fault("", "a run was begun already: conclude or abandon it first"));
        }
        let population =
            Population::read(begin.population.as_bytes()).map_err(|e| Error::fault("/population", e.to_string()))?;
        let most = begin.size.unwrap_or(population.items().len());
        if most == 0 || most.min(population.items().len()) > LARGEST {
            let many = population.items().len();
            return Err(Error::fault(
                "/size",
                format!("expected a sample of 1 to {LARGEST}; the population has {many} items"),
            ));
        }
        let seed = i64::from(u32::from_le_bytes(self.0.ids.random()));
        let item = |item: &str| SampledItem { item: item.to_owned(), ..SampledItem::default() };
        let run = RunUnderWay {
            frozen: Some(self.now()),
            by: viewer.person.map(Ref::to),
            population: i64::try_from(population.items().len()).ok(),
            population_from: begin.from_where,
            population_hash: population.hash().to_owned(),
            seed: Some(seed),
            from: begin.from,
            until: begin.until,
            items: population.sample(seed, most).into_iter().map(item).collect(),
            ..RunUnderWay::default()
        };
        let file = FileGiven { media: "text/plain".into(), origin: "person", bytes: population.text().into_bytes() };
        let body = Test { under_way: Some(run), ..record.body.clone() };
        self.write_runs(viewer, &view, record, body, begin.version, vec![file], "").await
    }

    /// Keeps what was seen so far, or concludes the run.
    ///
    /// # Errors
    /// [`Error::Invalid`] where no run was begun, items are missing or evidence is not there, and what [`Service::perform`]
    /// refuses, such as a conclusion while items are open.
    pub async fn record_run(&self, viewer: &Viewer, test: &str, sheet: Worksheet) -> Result<Receipt> {
        let view = self.view(viewer, AsOf::Now).await?;
        let record = typed(&view, test)?;
        let begun = record.body.under_way.clone();
        let begun = begun.ok_or_else(|| Error::fault("", "no run was begun: freeze a population first"))?;
        let run = filled(&view, begun, &sheet)?;
        let body = match &sheet.conclude {
            None => Test { under_way: Some(run), ..record.body.clone() },
            Some(conclusion) => {
                let today = rules::today(view.for_the_organisation());
                let concluded = concluded(&record.body, run, conclusion, today)?;
                let mut runs = record.body.runs.clone();
                runs.push(concluded);
                Test { runs, under_way: None, ..record.body.clone() }
            }
        };
        self.write_runs(viewer, &view, record, body, sheet.version, Vec::new(), "").await
    }

    /// Abandons the run that was begun; that it was begun, and why it was abandoned, stays in the log.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason or where no run was begun, and what [`Service::perform`] refuses.
    pub async fn abandon_run(
        &self,
        viewer: &Viewer,
        test: &str,
        version: Option<i64>,
        reason: &str,
    ) -> Result<Receipt> {
        let view = self.view(viewer, AsOf::Now).await?;
        let record = typed(&view, test)?;
        if record.body.under_way.is_none() {
            return Err(Error::fault("", "no run was begun"));
        }
        if reason.trim().is_empty() {
            return Err(Error::fault(
                "/reason",
                "say why the run is abandoned: whoever draws until they like the sample proves nothing",
            ));
        }
        let body = Test { under_way: None, ..record.body.clone() };
        self.write_runs(viewer, &view, record, body, version, Vec::new(), reason.trim()).await
    }

    /// Adds a run without a population: an exercise, or a look at the design.
    ///
    /// # Errors
    /// What the record's own rules and [`Service::perform`] refuse.
    pub async fn add_run(&self, viewer: &Viewer, test: &str, version: Option<i64>, run: TestRun) -> Result<Receipt> {
        let view = self.view(viewer, AsOf::Now).await?;
        let record = typed(&view, test)?;
        let mut body = record.body.clone();
        body.runs.push(run);
        self.write_runs(viewer, &view, record, body, version, Vec::new(), "").await
    }

    /// The frozen population of a run, by its hash, as far as the view may see the test.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a test or hash that is not there, [`Error::Stored`] where the file is not held here.
    pub async fn population(&self, view: &View, test: &str, hash: &str) -> Result<Population> {
        let record = typed(view, test)?;
        if !record.body.populations().contains(&hash) {
            return Err(Error::NotFound(format!("population {hash} of {test}")));
        }
        let bytes = self.content(view, hash).await?;
        Population::read(&bytes).map_err(|e| Error::Stored(format!("population {hash} of {test}: {e}")))
    }

    /// Draws the sample of a run again from what is kept.
    ///
    /// # Errors
    /// As [`Service::population`].
    pub async fn redraw(
        &self,
        view: &View,
        test: &str,
        hash: &str,
        seed: i64,
        items: &[SampledItem],
    ) -> Result<Redrawn> {
        let population = self.population(view, test, hash).await?;
        let drawn = population.sample(seed, items.len());
        let same = population.hash() == hash
            && drawn.iter().zip(items).all(|(d, i)| *d == i.item)
            && drawn.len() == items.len();
        Ok(Redrawn { population: population.items().len(), same })
    }

    #[allow(clippy::too_many_arguments, reason = "one private step behind four public ones")]
    async fn write_runs(
        &self,
        viewer: &Viewer,
        view: &View,
        record: &Record<Test>,
        body: Test,
        version: Option<i64>,
        files: Vec<FileGiven>,
        reason: &str,
    ) -> Result<Receipt> {
        let command = Command::Edit { subject: Subject::Id(record.head.id), version, patch: patch(view, &body) };
        let request = Request { files, ..Request::one("page", command).because(reason) };
        self.perform(viewer, request).await
    }
}

fn typed<'a>(view: &'a View, key: &str) -> Result<&'a Record<Test>> {
    view.by_key(key).and_then(|r| r.typed::<Test>()).ok_or_else(|| Error::NotFound(format!("test {key}")))
}

/// The runs as a merge patch; what is empty is named, so that it is cleared.
fn patch(view: &View, body: &Test) -> Value {
    let mut all = Map::new();
    isms::outer::write_fields(body, view.for_the_organisation().as_ref(), &mut all);
    let mut out = Map::new();
    out.insert("runs".into(), all.shift_remove("runs").unwrap_or_else(|| Value::Array(Vec::new())));
    let begun = match (all.shift_remove("under_way"), &body.under_way) {
        (Some(Value::Object(mut members)), Some(run)) => {
            let fields: &dyn Fields = run;
            for field in fields.fields() {
                members.entry(field.name).or_insert(Value::Null);
            }
            Value::Object(members)
        }
        _ => Value::Null,
    };
    out.insert("under_way".into(), begun);
    Value::Object(out)
}

/// The run with what the worksheet says.
fn filled(view: &View, mut run: RunUnderWay, sheet: &Worksheet) -> Result<RunUnderWay> {
    let (given, wanted) = (sheet.seen.len(), run.items.len());
    if given != wanted {
        return Err(Error::fault("/items", format!("expected {wanted} items as they were drawn, found {given}")));
    }
    let mut faults = Vec::new();
    for (index, (item, seen)) in run.items.iter_mut().zip(&sheet.seen).enumerate() {
        (item.result, item.note) = (seen.result, seen.note.trim().to_owned());
        match proof(view, &seen.evidence) {
            Ok(evidence) => item.evidence = evidence,
            Err(message) => faults.push(Fault::at(format!("/items/{index}/evidence"), message)),
        }
        if matches!(seen.result, ItemResult::Exception | ItemResult::NotSeen)
            && item.note.is_empty()
            && sheet.conclude.is_some()
        {
            faults.push(Fault::at(format!("/items/{index}/note"), "say what was seen, or why it could not be seen"));
        }
    }
    run.notes = Markdown(sheet.notes.trim().to_owned());
    run.evidence.clear();
    for key in sheet.evidence.iter().filter(|k| !k.trim().is_empty()) {
        match proof(view, key) {
            Ok(evidence) => run.evidence.extend(evidence),
            Err(message) => faults.push(Fault::at("/evidence", message)),
        }
    }
    if faults.is_empty() { Ok(run) } else { Err(Error::Invalid(faults)) }
}

fn proof(view: &View, key: &str) -> std::result::Result<Option<Ref<Evidence>>, String> {
    if key.trim().is_empty() {
        return Ok(None);
    }
    let found = view.by_key(key.trim()).and_then(|r| r.typed::<Evidence>());
    found.map(|e| Some(Ref::to(e.head.id))).ok_or_else(|| format!("there is no evidence {key}"))
}

fn concluded(test: &Test, run: RunUnderWay, conclusion: &Conclusion, today: Date) -> Result<TestRun> {
    let (count, tolerated) = (Count::of(&run.items), test.tolerated.unwrap_or(0));
    let follows = count.verdict(tolerated);
    let open = || {
        let message = format!("{} of the sample have no result yet", count.open);
        Error::fault("/items", message)
    };
    let follows = follows.ok_or_else(open)?;
    let verdict = conclusion.verdict.unwrap_or(follows);
    let because = if verdict == follows { String::new() } else { conclusion.because.trim().to_owned() };
    if verdict != follows && because.is_empty() {
        return Err(Error::fault("/verdict_because", "say why the verdict is another than follows from the items"));
    }
    Ok(TestRun {
        on: Some(today),
        verdict,
        by: run.by,
        population: run.population,
        looked_at: Some(count.looked_at()),
        failed: Some(count.exceptions),
        seed: run.seed,
        notes: run.notes,
        from: run.from,
        until: run.until,
        frozen: run.frozen,
        population_from: run.population_from,
        population_hash: run.population_hash,
        tolerated: Some(tolerated),
        items: run.items,
        verdict_because: because,
        evidence: run.evidence,
        ..TestRun::default()
    })
}
