//! What is written reads back as the same, whatever the fields contain; what people write is understood, or is a fault at its line.

use super::{
    course::{self, Answer, Course, Question, Section},
    guideline::{self, Guideline, Requirement, Serves, Strength},
    instruction::{self, Instruction, Step},
    policy::{self, Policy, Statement},
    *,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::json;

mod forms;

/// Lines that mean something somewhere, or nearly so.
const LINES: &[&str] = &[
    "",
    "",
    "",
    "Plain words",
    "Wrapped  ",
    "## Roles",
    "### Roles",
    "# Purpose",
    "## Statements",
    "## Steps",
    "#### Étapes",
    "## Procedure",
    "\\## Steps",
    "\\\\## Roles",
    "### 1 Two factors (must)",
    "## Unknown",
    "# Top",
    "#",
    "##",
    "#no",
    "   ## Steps",
    " ## Roles",
    "**1** Text",
    "**3.1**",
    "\\**2** x",
    "3.1 Text",
    "1. one",
    "2) two",
    "  1. nested",
    "   3. deeper",
    "\t4. tab",
    "- item",
    "- [x] yes",
    "* [ ] no",
    "  - [x] inside",
    "[OBJ-1]",
    "see [OBJ-1, OBL-22]",
    "[]",
    "a []",
    "(Team, 5 min)",
    "do (5 min)",
    "(?)",
    "x (a\\(b, 1 h)",
    "? Why",
    "?",
    "> quoted",
    ">",
    "> ```",
    "```",
    "```sh",
    "~~~~",
    "````",
    "- ```",
    "1. ~~~",
    "    code",
    "Criterion: x",
    "- **Meets:** OBL-1",
    "Serves: POL-2 1",
    "\\Clauses: a:b",
    "Clauses: a:b\\,c",
    "Title\n===",
    "---",
    "...",
    "\\",
    "\\\\",
    "<!-- x -->",
    "| a | b |",
    "é: ü",
    "\u{a0}",
    "\r",
    "a\rb",
    "\u{b}x",
    " ",
    "  ",
];

fn prose() -> impl Strategy<Value = String> {
    vec(prop_oneof![4 => select(LINES).prop_map(str::to_owned), 1 => "[ a-zA-Z0-9#*`>\\\\?:()\\[\\],.-]{0,12}"], 0..7)
        .prop_map(|lines| lines.join("\n"))
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![select(LINES).prop_map(str::to_owned), "[ a-zA-Z0-9#*`>\\\\?:(){}\\[\\],.-]{0,12}"]
}

fn title() -> impl Strategy<Value = String> {
    (select(vec!["A", "Roles", "#", "1 x", "Steps"]), line()).prop_map(|(a, b)| format!("{a} {b}"))
}

fn text() -> impl Strategy<Value = String> {
    prose().prop_map(|t| format!("{t}\nx"))
}

fn keys() -> impl Strategy<Value = Vec<String>> {
    vec("[A-Z]{3}-[1-9][0-9]{0,2}", 0..3)
}

fn key() -> impl Strategy<Value = Option<String>> {
    option::of("[A-Z]{3}-[1-9]")
}

fn other() -> impl Strategy<Value = Other> {
    vec((select(vec!["Owner", "kind of", "title", "x", "yes", "2"]), line()), 0..3)
        .prop_map(|all| all.into_iter().map(|(k, v)| (k.to_owned(), json!(v))).collect())
}

/// Numbers, none of them twice.
fn numbered<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<(String, T)>> {
    vec(("[1-9](\\.[1-9][0-9]?)?[a-c]?", of), 0..5).prop_map(|all| {
        let mut seen = std::collections::HashSet::new();
        all.into_iter().filter(|(number, _)| seen.insert(number.clone())).collect()
    })
}

fn policies() -> impl Strategy<Value = Policy> {
    let fields = (key(), title(), prose(), numbered((prose(), keys())), prose(), prose(), other());
    fields.prop_map(|(key, title, purpose, statements, roles, consequence, other)| {
        let statement = |(number, (text, derived_from))| Statement { number, text, derived_from };
        let statements = statements.into_iter().map(statement).collect();
        Policy { key, title, purpose, statements, roles, consequence, other }.tidy()
    })
}

fn requirements() -> impl Strategy<Value = Vec<Requirement>> {
    let strength = select(vec![Strength::Must, Strength::Should, Strength::May]);
    let serves = option::of((keys(), vec("[1-9](\\.[1-9])?", 0..3)));
    let clause = ("[a-z0-9-]{1,9}", line()).prop_map(|(f, id)| format!("{f}:x{id}"));
    let fields = (key(), line(), prose(), strength, any::<bool>(), prose(), serves, keys(), vec(clause, 0..3));
    numbered(fields).prop_map(|all| {
        let of = |(number, (key, title, text, strength, needs_instruction, criterion, serves, meets, clauses))| {
            let serves: Option<(Vec<String>, Vec<String>)> = serves;
            let serves = serves.and_then(|(k, statements)| Some(Serves { policy: k.first()?.clone(), statements }));
            Requirement { key, number, title, text, strength, needs_instruction, criterion, serves, meets, clauses }
        };
        all.into_iter().map(of).collect()
    })
}

fn guidelines() -> impl Strategy<Value = Guideline> {
    let fields = (key(), title(), prose(), prose(), prose(), requirements(), other());
    fields.prop_map(|(key, title, purpose, applies_to, roles, requirements, other)| {
        Guideline { key, title, purpose, applies_to, roles, requirements, other }.tidy()
    })
}

fn instructions() -> impl Strategy<Value = Instruction> {
    let step = (prose(), line(), option::of(0.0..1e6f64)).prop_map(|(text, who, minutes)| Step { text, who, minutes });
    let front = (key(), line(), vec(line(), 0..3), keys(), line(), line(), vec(line(), 0..2), other());
    (title(), prose(), vec(step, 0..12), prose(), front).prop_map(|(title, purpose, steps, leaves_behind, front)| {
        let (key, team, carries_out, operates, lives_in, workflow, tags, other) = front;
        Instruction {
            key,
            title,
            purpose,
            steps,
            leaves_behind,
            team,
            carries_out,
            operates,
            lives_in,
            workflow,
            tags,
            other,
        }
        .tidy()
    })
}

fn courses() -> impl Strategy<Value = Course> {
    let answers = vec((text(), any::<bool>()), 2..4).prop_map(|all| {
        let last = all.len() - 1;
        let right = |index, right| (right || index == 0) && index != last;
        all.into_iter().enumerate().map(|(i, (text, r))| Answer { text, right: right(i, r) }).collect::<Vec<_>>()
    });
    let question = (text(), answers, prose()).prop_map(|(text, answers, why)| Question { text, answers, why });
    let section =
        (title(), prose(), vec(question, 0..3)).prop_map(|(title, text, questions)| Section { title, text, questions });
    let front = (key(), option::of(0.0..1e6f64), option::of(0u8..=100), line(), line(), other());
    (title(), prose(), vec(section, 0..4), front).prop_map(|(title, intro, sections, front)| {
        let (key, duration, pass_mark, cadence, audience, other) = front;
        Course { key, title, intro, sections, duration, pass_mark, cadence, audience, other }.tidy()
    })
}

/// Reading what was written gives the same, and so does writing that.
macro_rules! same_again {
    ($module:ident, $document:expr) => {{
        let written = $module::write(&$document);
        match $module::read(&written) {
            Ok(read) => prop_assert_eq!(&read.document, &$document, "{}", written),
            Err(faults) => prop_assert!(false, "{:?} in\n{}", faults, written),
        }
        prop_assert_eq!($module::write(&$document.tidy()), written);
    }};
}

/// Whatever is read from a text survives writing; faults have their place.
macro_rules! survives {
    ($module:ident, $text:expr) => {
        match $module::read($text) {
            Ok(read) => same_again!($module, read.document),
            Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|f| f.line > 0)),
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn policies_read_back(document in policies()) {
        same_again!(policy, document);
    }

    #[test]
    fn guidelines_read_back(document in guidelines()) {
        same_again!(guideline, document);
    }

    #[test]
    fn instructions_read_back(document in instructions()) {
        same_again!(instruction, document);
    }

    #[test]
    fn courses_read_back(document in courses()) {
        same_again!(course, document);
    }

    #[test]
    fn any_text_is_read_or_refused(front in option::of(prose()), lines in vec(line(), 0..40)) {
        let front = front.map(|f| format!("---\n{f}\n---\n")).unwrap_or_default();
        let text = format!("{front}# Title\n{}", lines.join("\n"));
        survives!(policy, &text);
        survives!(guideline, &text);
        survives!(instruction, &text);
        survives!(course, &text);
        let _ = kind_of("a.md", &text);
    }

    /// Letters and digits of the text stand in what was understood, if it was: nothing is lost.
    #[test]
    fn no_word_of_an_instruction_is_lost(lines in vec(line(), 0..30)) {
        let marked: Vec<String> = lines.iter().enumerate().map(|(i, l)| format!("{l} word{i}q")).collect();
        if let Ok(read) = instruction::read(format!("# Title\n{}", marked.join("\n"))) {
            let shown = instruction::write(&read.document);
            for index in 0..lines.len() {
                let word = format!("word{index}q");
                let heading = marked.get(index).and_then(|l| lines::heading(l)).is_some();
                prop_assert!(shown.contains(&word) || heading, "{} in\n{}\nfrom\n{}", word, shown, marked.join("\n"));
            }
        }
    }
}

#[test]
fn hostile_input_ends_quickly() {
    let many = |line: &str| format!("# T\n\n## Steps\n\n{}", line.repeat((LARGEST / 32) / line.len()));
    for line in [
        "1. x\n",
        "**1** x\n",
        "? x\n- [x] a\n- [ ] b\n",
        "## x\n",
        "### 1 x (must)\n",
        "(",
        "\\",
        "[",
        "- ",
        "> ",
        " ",
        "\n",
        "**",
        "1.1.",
        "\t",
        "#",
        "Meets: ,\n",
        "`",
        "1. (a, 5 min)\n   ",
    ] {
        let text = many(line);
        for text in [text.clone(), text.replacen("Steps", "Statements", 1), text.replacen("Steps", "Requirements", 1)] {
            let _ = (policy::read(&text), guideline::read(&text), instruction::read(&text), course::read(&text));
            let _ = kind_of("x.md", &text);
        }
    }
    let large = "x".repeat(LARGEST + 1);
    assert!(policy::read(large).is_err_and(|f| f.iter().any(|f| f.to_string().contains("limit"))));
    assert!(course::read([0xFF, 0xFE, 0x00]).is_err());
    assert!(course::read(b"# \xFF").is_err());
}
