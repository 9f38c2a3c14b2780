//! The command line as it is typed; `docs/cli.md` is made from it.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Surety: how certain are we of achieving this objective, and what would make us more certain for the money?
#[derive(Debug, Parser)]
#[command(name = "surety", version, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "\
Exit codes: 0 done, nothing wrong, nothing to change; 1 something is wrong, nothing was written; 2 a plan has changes that are not \
applied yet; 64 the command line itself was wrong.
Environment: SURETY_DB names the database where --db does not, SURETY_FILES the folder where --files does not; SURETY_MAIL, SURETY_MAIL_FROM and SURETY_PAGES stand for options of serve, SURETY_WEBHOOK_SECRET (32 letters or more) signs webhooks; SURETY_LOG=info (or debug) traces to standard error; NO_COLOR turns \
colours off.";

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// The database: sqlite:FILE, a plain file name, or postgres://USER:PASSWORD@HOST/NAME [default: SURETY_DB, or sqlite:surety.db]
    #[arg(long, global = true, value_name = "URL")]
    pub db: Option<String>,
    /// The folder of files for a PostgreSQL database, the same for all nodes [default: SURETY_FILES, or surety-files]; SQLite keeps them beside its file
    #[arg(long, global = true, value_name = "DIR")]
    pub files: Option<std::path::PathBuf>,
    /// Open the database for reading only: also one that a newer program has written
    #[arg(long, global = true)]
    pub read_only: bool,
    /// The organisation's short name; needed only where the database holds several
    #[arg(long, global = true, value_name = "SLUG")]
    pub org: Option<String>,
    /// As of a moment of the past: the number of an act, a date, or a moment such as 2026-03-31T09:00:00Z
    #[arg(long, global = true, value_name = "MOMENT")]
    pub as_of: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a complete fictional organisation with two years of history, on this machine only
    Demo(Demo),
    /// Serve the pages and the API
    Serve(Serve),
    /// Begin: create an organisation and its first administrator
    Init(Init),
    /// Accounts of people
    #[command(subcommand)]
    User(User),
    /// Tokens of programs
    #[command(subcommand)]
    Token(Token),
    /// Write the organisation as a folder of YAML
    Export(Export),
    /// Write what the organisation records as an OSCAL document, with a report of what OSCAL cannot carry
    ExportOscal(ExportOscal),
    /// Show what a folder of YAML would change
    Plan(Folder),
    /// Change the organisation to what a folder of YAML says, as one act
    Apply(Apply),
    /// Write the complete, provable history as one file
    Archive {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Bring an archive into a database that does not have its organisation
    Restore {
        /// The archive
        file: PathBuf,
    },
    /// Recompute every hash of a database or of an archive and report what does not agree
    Verify {
        /// An archive; the database without it
        file: Option<PathBuf>,
    },
    /// Take in what others write
    #[command(subcommand)]
    Import(Import),
    /// A Statement of Applicability, or how a framework is met: totals, and every line with its status
    Applicability(Applicability),
    /// What changed between two versions of a framework, and which records it concerns
    Compare(Compare),
    /// How certain each objective is, by simulation of the whole organisation
    Certainty(Certainty),
    /// Write a paper as PDF or workbook: the risk assessment, the treatment plan, a Statement of Applicability, the paper of a decision, the agenda or minutes of a meeting, or how risk information changed what resources went where
    Report(Report),
    /// Compute a model of loss scenarios from a YAML or JSON file, without a database
    Simulate(Simulate),
    /// Run the rules that find what would pass an audit and yet changes no decision
    Check(Check),
    /// Where the wheel is broken: what travels between the capabilities, what the rules find, and what degrades if one stops
    Wheel(Wheel),
    /// OSCAL documents as files: check, resolve, convert and compare them, without a database
    #[command(subcommand)]
    Oscal(Oscal),
    /// Print the secret by which the receiver of a channel's webhooks checks that they are ours; SURETY_WEBHOOK_SECRET must be set
    WebhookSecret {
        /// The channel's key, such as CHN-3
        channel: String,
    },
    /// List the kinds of records, or the fields of one
    Kinds {
        /// A kind, such as risk
        kind: Option<String>,
    },
    /// Write completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Args, Debug)]
pub struct Demo {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Go on with the demonstration that the file holds
    #[arg(long, conflicts_with = "fresh")]
    pub keep: bool,
    /// Begin anew even where --db names a file that exists; it must hold a demonstration. (surety-demo.db, the default, is always begun anew)
    #[arg(long)]
    pub fresh: bool,
    /// Set it up and stop, without serving
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Args, Debug)]
pub struct Serve {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Send cookies over plain HTTP too; only for a machine of your own
    #[arg(long)]
    pub insecure_cookies: bool,
    /// The mail server, such as smtp://user:secret@mail.example.org:587 or smtps://…:465 [default: SURETY_MAIL, which other users of the machine cannot see]; encryption is required unless it is this machine or the address ends in ?tls=none; ?ca=FILE trusts an authority of your own. Without it no mail is sent
    #[arg(long, value_name = "URL")]
    pub mail: Option<Hidden>,
    /// Whom letters come from, such as "Surety <isms@example.org>" [default: SURETY_MAIL_FROM]
    #[arg(long, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// The address under which people reach the pages, for links in letters and feeds, such as https://isms.example.org [default: SURETY_PAGES]
    #[arg(long, value_name = "URL")]
    pub pages: Option<String>,
    /// Leave letters, webhooks and scheduled work to another node
    #[arg(long)]
    pub no_work: bool,
}

/// A text with a secret in it, which nothing prints.
#[derive(Clone)]
pub struct Hidden(pub String);

impl std::str::FromStr for Hidden {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Hidden, Self::Err> {
        Ok(Hidden(text.to_owned()))
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

#[derive(Args, Debug)]
pub struct Applicability {
    /// The key of a statement, such as SOA-1, or the identifier of a framework, such as iso27001-2022; without it, all statements in short
    pub statement: Option<String>,
    /// Write the lines as CSV, for counting again in a spreadsheet
    #[arg(long)]
    pub csv: bool,
}

#[derive(Args, Debug)]
pub struct Wheel {
    /// Also tell what the others lose if this capability stops, such as risk or assurance
    #[arg(long, value_name = "CAPABILITY")]
    pub stops: Option<String>,
}

#[derive(Args, Debug)]
pub struct Certainty {
    /// Objectives to tell of, such as OBJ-1; all of them without it
    pub objectives: Vec<String>,
    #[arg(long, default_value_t = 1)]
    /// Where every draw comes from: the same seed gives the same numbers
    pub seed: u64,
    /// Ways that what is not known may be
    #[arg(long, default_value_t = 256)]
    pub worlds: usize,
    /// Simulated years in each world
    #[arg(long, default_value_t = 1024)]
    pub years: usize,
    /// Also write the model that was computed, as JSON for `surety simulate`
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Report {
    /// Which paper
    #[arg(value_enum)]
    pub paper: Paper,
    /// The key of the decision, statement or meeting, such as DEC-1, SOA-1 or MTG-1, for its paper
    pub key: Option<String>,
    /// The file to write; its ending says what it is: .pdf or .xlsx
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The language: en, de or fr
    #[arg(long, default_value = "en")]
    pub lang: String,
    /// For the allocation: the first day, such as 2026-01-01; a year before the last where none is given
    #[arg(long, value_name = "DAY")]
    pub from: Option<jiff::civil::Date>,
    /// For the allocation: the last day; today where none is given
    #[arg(long, value_name = "DAY")]
    pub to: Option<jiff::civil::Date>,
}

/// The papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Paper {
    /// What could happen, how likely, how grave
    RiskAssessment,
    /// What is done about it
    TreatmentPlan,
    /// What a body is asked to decide
    Decision,
    /// Which requirements of a framework apply, and how well that is known
    Statement,
    /// What a meeting is to deal with
    Agenda,
    /// Who was there, what was said and decided on which picture
    Minutes,
    /// How risk information changed what resources went where
    Allocation,
}

#[derive(Args, Debug)]
pub struct Simulate {
    /// The model, YAML or JSON; - reads standard input
    pub file: PathBuf,
    /// How to compute it
    #[arg(long, value_enum, default_value_t = Engine::Simulation)]
    pub engine: Engine,
    /// Where every draw comes from: the same seed gives the same numbers, with any number of threads
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Ways that what is not known may be
    #[arg(long, default_value_t = 256)]
    pub worlds: usize,
    /// Simulated years in each world
    #[arg(long, default_value_t = 1024)]
    pub years: usize,
    /// Threads
    #[arg(long, default_value_t = 2)]
    pub threads: usize,
    /// Treatments of the model that count as done, with commas
    #[arg(long, value_delimiter = ',')]
    pub with: Vec<String>,
    /// Points of the exact engine's grid, a power of two
    #[arg(long, default_value_t = 65536)]
    pub points: usize,
}

/// How to compute a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// Event by event, with a stated error
    Simulation,
    /// By Fourier transform, without sampling error, for models that allow it
    Exact,
    /// Both, one below the other
    Both,
}

#[derive(Args, Debug)]
pub struct Init {
    /// The organisation's name; asked for on a terminal where it is missing
    #[arg(long)]
    pub name: Option<String>,
    /// Its short name in addresses: lower-case letters, digits and hyphens; asked for likewise
    #[arg(long)]
    pub slug: Option<String>,
    /// The first administrator's login, such as an e-mail address; asked for likewise
    #[arg(long)]
    pub login: Option<String>,
    /// Where the pages will be served, for the link
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub url: String,
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account, or give one of another organisation a place in this one
    Add {
        /// Its login, such as an e-mail address
        login: String,
        /// Its roles, with commas: administrator, officer, manager, engineer, auditor, board, employee
        #[arg(long, value_delimiter = ',', required = true)]
        roles: Vec<String>,
        /// The person it is, such as PER-3
        #[arg(long)]
        person: Option<String>,
        /// Where the pages are served, for the link
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        url: String,
    },
    /// List the accounts
    List,
    /// Print a link that signs in once
    Link {
        /// The login
        login: String,
        /// Where the pages are served
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        url: String,
    },
    /// Keep an account from signing in, or let it again
    Disable {
        /// The login
        login: String,
        /// Let it sign in again
        #[arg(long)]
        undo: bool,
    },
    /// Give an account other roles
    Roles {
        /// The login
        login: String,
        /// All its roles, with commas
        #[arg(value_delimiter = ',', required = true)]
        roles: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token; it is shown once
    Add {
        /// The login of the account it acts for
        login: String,
        /// What it is for
        #[arg(long)]
        name: String,
        /// Days until it ends
        #[arg(long, default_value_t = 90)]
        days: i64,
    },
    /// List the tokens
    List,
    /// End a token now
    Revoke {
        /// The first characters of its identifier, as listed
        id: String,
    },
}

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, subcommand_value_name = "WHAT")]
pub struct Export {
    /// The folder: absent, empty, or an earlier export
    #[arg(required = true)]
    pub dir: Option<PathBuf>,
    #[command(subcommand)]
    pub what: Option<ExportWhat>,
}

#[derive(Debug, Subcommand)]
pub enum ExportWhat {
    /// Every instruction in force as a Markdown file, in the form that import instructions reads
    Instructions(ExportInstructions),
}

#[derive(Args, Debug)]
pub struct ExportInstructions {
    /// The folder; it is made where there is none
    pub dir: PathBuf,
    /// Drafts too: the draft instead of what is in force, and what was never in force
    #[arg(long)]
    pub drafts: bool,
    /// Overwrite files that no export wrote, or that were changed since
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Clone, Debug)]
pub struct Folder {
    /// The folder
    pub dir: PathBuf,
    /// Where both sides changed a field, take the folder's
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,
    /// Where both sides changed a field, keep the server's
    #[arg(long)]
    pub theirs: bool,
    /// Retire records that are missing from the folder
    #[arg(long)]
    pub prune: bool,
    /// Bypass guards and approvals; the act is visibly marked
    #[arg(long)]
    pub migrate: bool,
    /// Into a new organisation, named in the folder's surety.yaml
    #[arg(long)]
    pub new_org: bool,
    /// Why, in your words
    #[arg(long, default_value = "")]
    pub reason: String,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
pub struct Apply {
    #[command(flatten)]
    pub folder: Folder,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// A register in CSV, XLSX or ODS: every row becomes a record, all of them or none
    Table(ImportTable),
    /// Measurements of what suppliers owe, in CSV, XLSX or ODS: obligation, date, value, source; added, all of them or none
    Measurements(ImportMeasurements),
    /// OSCAL documents of all models, in JSON, XML or YAML: frameworks, mapping sets, proposed controls, drafts, findings, actions
    Oscal(ImportOscal),
    /// A catalogue of requirements in CSV, XLSX or ODS: every row becomes a requirement, all of them or none
    Catalogue(ImportCatalogue),
    /// Mapping lines between two frameworks in CSV, XLSX or ODS, NIST's OLIR spreadsheets too: they become one set
    Mapping(ImportMapping),
    /// Instructions in Markdown from a folder or checked-out repository, kept in step: drafts of what is new or changed there
    #[command(
        after_help = "Exit codes: 0 fine; 1 a file is in conflict or does not read (the others are brought all the same)."
    )]
    Instructions(ImportInstructions),
}

#[derive(Args, Debug)]
pub struct ImportInstructions {
    /// The folder, or a folder of the repository
    pub dir: PathBuf,
    /// The team of instructions whose file names none, such as TEA-2
    #[arg(long)]
    pub team: Option<String>,
    /// Retire instructions whose file is gone
    #[arg(long)]
    pub retire: bool,
    /// Take the file's words as the draft of an instruction that changed on both sides, such as IST-4
    #[arg(long, value_name = "KEY")]
    pub theirs: Vec<String>,
    /// Show what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
pub struct ImportCatalogue {
    /// The file
    pub file: PathBuf,
    /// The title
    #[arg(long)]
    pub title: String,
    /// The version, such as 2.1
    #[arg(long = "edition", value_name = "VERSION")]
    pub version: String,
    /// The identifier that clauses name; made from the title without it
    #[arg(long, default_value = "")]
    pub id: String,
    /// The sheet, by name; the one with most rows without it
    #[arg(long)]
    pub sheet: Option<String>,
    /// What a column is, where the guess is wrong; - ignores it
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    /// Show what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
pub struct ImportMapping {
    /// The file
    pub file: PathBuf,
    /// The framework that lines start from
    #[arg(long)]
    pub from: String,
    /// The framework that they lead to
    #[arg(long)]
    pub to: String,
    /// The set's title
    #[arg(long)]
    pub title: String,
    /// Where it comes from; the file's name without it
    #[arg(long)]
    pub provenance: Option<String>,
    /// The sheet, by name; the one with most rows without it
    #[arg(long)]
    pub sheet: Option<String>,
    /// Show what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
pub struct Compare {
    /// The framework, such as iso27001-2022
    pub id: String,
    /// The earlier version, as surety compare ID lists it; the one that clauses mean without it
    #[arg(long, default_value = "")]
    pub from: String,
    /// The later version; without it the versions that are held are listed
    #[arg(long)]
    pub to: Option<String>,
}

#[derive(Args, Debug)]
pub struct ImportMeasurements {
    /// The file
    pub file: PathBuf,
    /// The sheet, by name; the one with most rows without it
    #[arg(long)]
    pub sheet: Option<String>,
    /// What a column is, where the guess is wrong: obligation, date, value, source; - ignores it
    #[arg(long, value_name = "COLUMN=MEANING")]
    pub map: Vec<String>,
    /// Show what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
pub struct ImportTable {
    /// The file
    pub file: PathBuf,
    /// The kind its rows are, such as risk
    #[arg(long)]
    pub kind: String,
    /// The sheet, by name or number; the one with most rows without it
    #[arg(long)]
    pub sheet: Option<String>,
    /// What a column is, where the guess is wrong; - ignores it
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    /// What the steps of ordinal scales mean, instead of the built-in five by five
    #[arg(long, value_name = "MAP.yaml")]
    pub ordinal: Option<PathBuf>,
    /// Multiplies the losses of the ordinal map
    #[arg(long, default_value_t = 1.0)]
    pub value_scale: f64,
    /// Show what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "MODEL is catalog, profile, mapping-collection, component-definition, system-security-plan (ssp), assessment-plan (ap), assessment-results (ar) or plan-of-action-and-milestones (poam)."
)]
pub struct ExportOscal {
    /// The model; everything that can be written is listed without it
    pub model: Option<String>,
    /// Which one: a framework's identifier or own, SOA-1, MAP-1 or a set's identifier, AUD-1; not needed where there is only one
    pub key: Option<String>,
    /// The form
    #[arg(long, value_enum, default_value = "json")]
    pub form: OscalForm,
    /// The file to write; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write the document with all that it builds upon and the report of losses into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    pub folder: Option<PathBuf>,
    /// Write what OSCAL cannot carry to this file; JSON where it ends in .json, else text
    #[arg(long, value_name = "FILE")]
    pub loss: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct ImportOscal {
    /// The files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The identifier that clauses name, such as nist-800-53-low; made from the title without it
    #[arg(long)]
    pub id: Option<String>,
    /// A catalogue or profile that a file builds upon; it is only read, never imported itself
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// The framework that a plan, component or result speaks of, where its file does not say so
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Also write what the records cannot hold to this file; JSON where it ends in .json, else text
    #[arg(long, value_name = "FILE")]
    pub loss: Option<PathBuf>,
    /// Show what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The person who does it, such as PER-3
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 nothing is denied (warnings and notes at most); 1 something is denied; 2 it could not run: no database, an unknown rule or a moment that does not read."
)]
pub struct Check {
    /// Answer in SARIF 2.1.0, for code review
    #[arg(long)]
    pub sarif: bool,
    /// Only these rules, such as CTL01; may be given several times
    #[arg(long, value_name = "CODE")]
    pub rule: Vec<String>,
    /// Only rules of this area: context, risk, governance, policy, instruction, communication, control, assurance, operations
    #[arg(long)]
    pub area: Option<String>,
    /// Only what is at least this bad: deny, warn, note
    #[arg(long)]
    pub severity: Option<String>,
    /// Only what was not found then: an act's number, or a date such as 2026-03-31; what time alone brought counts as new
    #[arg(long, value_name = "MOMENT")]
    pub new_since: Option<String>,
    /// Say what a rule looks for, why it is bad and how to mend it, without looking
    #[arg(long, value_name = "CODE", conflicts_with_all = ["sarif", "rule", "area", "severity", "new_since"])]
    pub explain: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Oscal {
    /// Check documents against the schema and the constraints of OSCAL
    Validate(OscalValidate),
    /// Make the catalogue that a profile describes
    Resolve(OscalResolve),
    /// Write a document in another form or version, and say what is lost
    Convert(OscalConvert),
    /// What differs between two documents, by identity and not by place
    Diff(OscalDiff),
}

#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 nothing is wrong (warnings and notes at most); 1 an error, or a file that cannot be read; 2 errors, but --lenient accepts them."
)]
pub struct OscalValidate {
    /// The files, JSON, XML or YAML; - reads standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Refuse every document with an error (this is the default)
    #[arg(long, conflicts_with = "lenient")]
    pub strict: bool,
    /// List everything and accept what can be read at all
    #[arg(long)]
    pub lenient: bool,
    /// Also write the document with every repair that loses nothing, in the form it came in
    #[arg(long, value_name = "OUT")]
    pub repair: Option<PathBuf>,
    /// Follow references to documents of this folder, and to nowhere else
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Answer in SARIF 2.1.0, for code review
    #[arg(long)]
    pub sarif: bool,
    /// Overwrite OUT
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 resolved; 1 it cannot be resolved, or an import is missing, circular or outside the folder."
)]
pub struct OscalResolve {
    /// The profile
    pub profile: PathBuf,
    /// The folder with all that it imports; the folder of the profile without it
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The file to write; standard output without it
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// The form of the result; by the ending of OUT, else JSON
    #[arg(long, value_enum)]
    pub form: Option<OscalForm>,
    /// The moment the result states as its last change, such as 2026-03-31T09:00:00Z; now without it
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
    /// Overwrite OUT
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 written, whatever was lost is said on standard error; 1 it cannot be read or written in that form or version."
)]
pub struct OscalConvert {
    /// The document; - reads standard input
    pub file: PathBuf,
    /// The form to write
    #[arg(long, value_enum)]
    pub to: OscalForm,
    /// The version of OSCAL to write, such as 1.1.2; the one it states without it
    #[arg(long, value_name = "V")]
    pub oscal_version: Option<String>,
    /// The file to write; standard output without it
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// Also write what is lost to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub loss: Option<PathBuf>,
    /// Overwrite OUT and FILE
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 nothing differs; 1 a file cannot be read; 2 something differs.")]
pub struct OscalDiff {
    /// The older document
    pub old: PathBuf,
    /// The newer one, in whatever form
    pub new: PathBuf,
    /// Tell what a new release of a catalogue means for its readers: requirements added, withdrawn, moved, reworded
    #[arg(long)]
    pub requirements: bool,
}

/// The forms of OSCAL documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OscalForm {
    Json,
    Xml,
    Yaml,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// The whole help as one page.
    fn page() -> String {
        let mut out = String::from("# The command line\n\nMade from the program's own help.\n");
        write(&mut Cli::command().term_width(100).color(clap::ColorChoice::Never), "surety", &mut out);
        out
    }

    fn write(command: &mut clap::Command, path: &str, out: &mut String) {
        let help = command.clone().bin_name(path).render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        out.push_str(&format!("\n## {path}\n\n```text\n{}\n```\n", lines.join("\n").trim_end()));
        let globals = |c: &clap::Command| c.clone();
        for sub in command.clone().get_subcommands_mut().filter(|c| c.get_name() != "help") {
            let name = format!("{path} {}", sub.get_name());
            write(&mut globals(sub).term_width(100).color(clap::ColorChoice::Never), &name, out);
        }
    }

    #[test]
    fn help_is_committed() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cli.md");
        let page = page();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file, &page).expect("docs/cli.md is writable");
        }
        let committed = std::fs::read_to_string(file).unwrap_or_default();
        assert!(committed == page, "docs/cli.md differs from the program's help; run with UPDATE=1");
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
