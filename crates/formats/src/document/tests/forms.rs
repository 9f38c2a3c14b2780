//! The forms that people write, and what they are told.

use super::super::{course::Score, *};
use std::collections::BTreeSet;

fn faults<T: std::fmt::Debug>(read: Result<Read<T>, Vec<crate::Fault>>) -> String {
    read.map(|r| format!("{r:?}"))
        .unwrap_or_else(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn rewritten<T>(read: Result<Read<T>, Vec<crate::Fault>>, write: impl Fn(&T) -> String) -> String {
    match read {
        Ok(read) => {
            let remarks: String = read.remarks.iter().map(|r| format!("({r})\n")).collect();
            format!("{remarks}{}", write(&read.document))
        }
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn a_policy_in_plain_numbers_and_german() {
    let text = "\
Zugänge
=======

Damit nur hinein kommt, wer soll.

## Geltung
Alle.

## 2. Grundsätze

3 Jeder hat ein eigenes Konto. [OBJ-9, OBL-1]
3.1 Es wird gesperrt, wenn jemand geht, binnen
24 Stunden.

4. Liste:

   1. eins
   2. zwei

## Rollen und Verantwortlichkeiten
Die Leitung.

## Verstöße
Gespräch.
";
    insta::assert_snapshot!(rewritten(policy::read(text), policy::write), @r"
    # Zugänge

    Damit nur hinein kommt, wer soll.

    ## Geltung
    Alle.

    ## Statements

    **3** Jeder hat ein eigenes Konto. [OBJ-9, OBL-1]

    **3.1** Es wird gesperrt, wenn jemand geht, binnen
    24 Stunden.

    **4** Liste:

       1. eins
       2. zwei

    ## Roles

    Die Leitung.

    ## Consequence

    Gespräch.
    ");
}

#[test]
fn a_policy_with_headings_for_statements() {
    let text = "# Backups\n\n## Principles\n\n### 1. Every system is copied\n\nDaily.\n\n#### Why\n\nDisks die.\n\n[OBJ-2]\n\n### 1.2 Copies are tried\n";
    insta::assert_snapshot!(rewritten(policy::read(text), policy::write), @r"
    # Backups

    ## Statements

    **1** Every system is copied

    Daily.

    #### Why

    Disks die.

    [OBJ-2]

    **1.2** Copies are tried
    ");
}

#[test]
fn faults_of_policies() {
    let text = "---\nkey: nonsense\nkind: course\n---\n\n## Statements\n\n**1** One\n\n**2** Two\n\n**1** Again\n\n```\nopen\n";
    insta::assert_snapshot!(faults(policy::read(text)), @r###"
    line 2, column 1: expected the key of a record, such as POL-2 after "key", found "nonsense"
    line 3, column 1: expected `kind: policy`, or to be read as a course after "kind", found "course"
    line 6, column 1: expected a title on a line of its own, such as `# Access to systems`, found "## Statements"
    line 12, column 1: expected each number once, because people refer to it, found 1 a second time (first in line 8); indent a list inside a statement
    line 14, column 1: expected a line of ``` or ~~~ that ends the block of code which begins here, found the end of the text
    "###);
    insta::assert_snapshot!(faults(policy::read("# A\n\n## Statements\n\n- Lock the door.\n")), @r#"line 5, column 1: expected a number in front of each statement, such as `**1** Text`, found "- Lock the door.""#);
    insta::assert_snapshot!(faults(policy::read("")), @r#"line 1, column 1: expected a title on a line of its own, such as `# Access to systems`, found """#);
}

const GUIDELINE: &str = "\
# Signing in

How people prove who they are.

## Scope

Everyone.

## Requirements

Read this first.

### 1 Two factors (must, instruction) {RQT-12}

Whoever signs in from outside uses two factors.

Criterion: a sample of ten accounts
has two each.
Serves: POL-2 1, 3.1
- **Meets:** OBL-1, OBL-4
Clauses: iso27001-2022:A.8.5, own:a\\, b

More of it.

### 2 Long passwords
";

#[test]
fn a_guideline() {
    insta::assert_snapshot!(rewritten(guideline::read(GUIDELINE), guideline::write), @r#"
    (line 25, column 1: no word says how binding this is (must, should, may); it is read as must)
    # Signing in

    How people prove who they are.

    Read this first.

    ## Applies to

    Everyone.

    ## Requirements

    ### 1 Two factors (must, instruction) {RQT-12}

    Whoever signs in from outside uses two factors.

    More of it.

    Serves: POL-2 1, 3.1  
    Meets: OBL-1, OBL-4  
    Clauses: iso27001-2022:A.8.5, own:a\, b

    Criterion: a sample of ten accounts
    has two each.

    ### 2 Long passwords (must)
    "#);
}

#[test]
fn faults_of_guidelines() {
    let text = "# A\n## Requirements\n### Two factors\n### 1 A (must, may)\nServes: the company\nMeets: a, b\nClauses: x\n### 1 B\nMeets: OBL-1\nMeets: OBL-2\n";
    insta::assert_snapshot!(faults(guideline::read(text)), @r#"
    line 3, column 1: expected a number in front of the title, such as `### 1 Two factors (must)`, found "Two factors"
    line 4, column 1: expected one of must, should and may, found several
    line 5, column 1: expected the key of a policy and numbers of its statements, such as `Serves: POL-2 1, 3.1`, found "the company"
    line 6, column 1: expected keys of obligations, such as `Meets: OBL-1, OBL-4`, found "a, b"
    line 7, column 1: expected requirements of frameworks, such as `Clauses: iso27001-2022:A.8.5`, found "x"
    line 8, column 1: expected each number once, because people refer to it, found 1 a second time (first in line 4)
    line 10, column 1: expected Meets once, found it a second time (first in line 9)
    "#);
    insta::assert_snapshot!(faults(guideline::read("# A\n\n## Requirements\n\n1. Do it.\n")), @r#"line 5, column 1: expected a heading for each requirement, such as `### 1 Two factors (must)`, found "1. Do it.""#);
}

/// As found in a repository: front matter of its own, code that is not indented, subheadings, text after the list.
const RUNBOOK: &str = "\
---
Team: Platform
carries-out: RQT-12, RQT-13
operates: [CTL-7]
tags: [backup, 2024]
oncall: true
---
# Restore a database

Once a quarter.

## How to restore

Be calm.

### Prepare

1. Find the copy (Operator, 5 min)
1. Fetch it:
```sh
# not a heading
1. not a step
```
   and wait.

   - really

### Load
2) Load it (1,5 h)

## Troubleshooting

1. Ask.

## Evidence

The ticket.
";

#[test]
fn an_instruction_from_a_repository() {
    insta::assert_snapshot!(rewritten(instruction::read(RUNBOOK), instruction::write), @r#"
    (line 6, column 1: "oncall" means nothing here; it is kept as it is)
    ---
    team: Platform
    carries_out:
      - RQT-12
      - RQT-13
    operates:
      - CTL-7
    tags:
      - backup
      - "2024"
    oncall: true
    ---

    # Restore a database

    Once a quarter.

    Be calm.

    ## Troubleshooting

    1. Ask.

    ## Steps

    1.
       ### Prepare

       Find the copy

       (Operator, 5 min)

    2. Fetch it:
       ```sh
       # not a heading
       1. not a step
       ```
       and wait.

       - really

    3.
       ### Load

       Load it

       (90 min)

    ## Leaves behind

    The ticket.
    "#);
}

#[test]
fn an_instruction_without_a_heading_for_its_steps() {
    let text = "## Lock the door\n\nIn the evening:\n\n1. Look\n2. Lock (carefully)\n3. Leave (?)\n\nGood night.\n\n1. Not a step\n";
    insta::assert_snapshot!(rewritten(instruction::read(text), instruction::write), @r"
    (line 5, column 1: no heading says where the steps are; the first numbered list is read as the steps)
    # Lock the door

    In the evening:

    Good night.

    1. Not a step

    ## Steps

    1. Look
    2. Lock (carefully)
    3. Leave
    ");
}

const COURSE: &str = "\
---
duration: 12
pass_mark: 50 %
cadence: every year
audience: everyone
---
# Phishing

Three cards.

## Look at the sender

The name says nothing.

? Which of these tell who sent it?
- [ ] The name
- [x] The address
* [X] A call
  to them
> Names can be
> anything.

? Is it urgent?
- [x] They say so
- [ ] It is

They always say so.

# Report it

```
? not a question
```
";

#[test]
fn a_course() {
    insta::assert_snapshot!(rewritten(course::read(COURSE), course::write), @r"
    (line 27, column 1: text after the answers is shown after answering; begin it with `>`)
    ---
    duration: 12 min
    pass_mark: 50 %
    cadence: every year
    audience: everyone
    ---

    # Phishing

    Three cards.

    ## Look at the sender

    The name says nothing.

    ? Which of these tell who sent it?

    - [ ] The name
    - [x] The address
    - [x] A call
      to them

    > Names can be
    > anything.

    ? Is it urgent?

    - [x] They say so
    - [ ] It is

    > They always say so.

    ## Report it

    ```
    ? not a question
    ```
    ");
}

#[test]
fn only_exactly_the_right_answers_count() {
    let course = course::read(COURSE).map(|r| r.document).unwrap_or_default();
    let ticked = |all: &[usize]| all.iter().copied().collect::<BTreeSet<_>>();
    let score = |all: &[BTreeSet<usize>]| course::score(&course, all);
    assert_eq!(score(&[ticked(&[1, 2]), ticked(&[0])]), Score { right: 2, of: 2, unanswered: 0 });
    assert_eq!(score(&[ticked(&[1]), ticked(&[0, 1])]), Score { right: 0, of: 2, unanswered: 0 });
    let half = score(&[ticked(&[1, 2]), ticked(&[])]);
    assert_eq!(half, Score { right: 1, of: 2, unanswered: 1 });
    assert_eq!((half.percent(), half.reaches(50), half.reaches(51)), (Some(50.0), Some(true), Some(false)));
    assert_eq!(score(&[]).unanswered, 2);
    assert_eq!(course::score(&course::Course::default(), &[ticked(&[1])]).reaches(0), None);
}

#[test]
fn faults_of_courses() {
    let text = "---\npass_mark: 0.8\nduration: long\n---\n# A\n? Too early\n- [x] a\n- [ ] b\n## B\n? No wrong one\n- [x] a\n? None\n?\n- [x]\n- [ ] b\n";
    insta::assert_snapshot!(faults(course::read(text)), @r#"
    line 2, column 1: expected a whole percentage, such as 80 %, after "pass_mark", found "0.8"
    line 3, column 1: expected a time, such as 12 min, after "duration", found "long"
    line 6, column 1: expected a section, such as `## Passwords`, before its first question, found "? Too early"
    line 10, column 1: expected at least one right answer (`- [x] …`) and one wrong one (`- [ ] …`) beneath the question, found 1 right and 0 wrong
    line 12, column 1: expected at least one right answer (`- [x] …`) and one wrong one (`- [ ] …`) beneath the question, found 0 right and 0 wrong
    line 13, column 1: expected the question behind its sign, found nothing
    line 14, column 1: expected the text of the answer behind its box, found nothing
    "#);
}

#[test]
fn too_many_are_a_fault() {
    let list = |item: &dyn Fn(usize) -> String| (1..=MOST + 5).map(item).collect::<String>();
    let text = format!("# A\n## Statements\n{}", list(&|n| format!("**{n}** x\n")));
    insta::assert_snapshot!(faults(policy::read(text)), @"line 5003, column 1: expected 5000 statements at most, found more; split the document");
    let text = format!("# A\n## Requirements\n{}", list(&|n| format!("### {n} x\n")));
    insta::assert_snapshot!(faults(guideline::read(text)), @"line 5003, column 1: expected 5000 requirements at most, found more; split the document");
    let text = format!("# A\n## Steps\n{}", list(&|n| format!("{n}. x\n")));
    insta::assert_snapshot!(faults(instruction::read(text)), @"line 5003, column 1: expected 5000 steps at most, found more; split the document");
    let text = format!("# A\n## B\n{}", list(&|_| "? x\n- [x] a\n- [ ] b\n".to_owned()));
    insta::assert_snapshot!(faults(course::read(text)), @"line 5001, column 1: expected 5000 sections, questions and answers at most, found more; split the document");
}

#[test]
fn kinds_of_files() {
    let kind = |path: &str, text: &str| kind_of(path, text).map(|k| k.to_string()).unwrap_or_default();
    assert_eq!(kind("x.md", "---\nkind: Richtlinie\n---\n# A\n"), "guideline");
    assert_eq!(kind("policies/x.md", GUIDELINE), "guideline");
    assert_eq!(kind("", RUNBOOK), "instruction");
    assert_eq!(kind("docs/b.md", COURSE), "course");
    assert_eq!(kind("a.md", "# A\n## Grundsätze\n1. x\n"), "policy");
    assert_eq!(kind("policies/runbooks/restore.md", "# Restore\n"), "instruction");
    assert_eq!(kind("policies/access.md", "# Access\n"), "policy");
    assert_eq!(kind("README.md", "# Hello\n\n1. One\n"), "");
    assert_eq!(kind("policies/logo.png", "# A\n## Statements\n"), "");
}

/// The examples of the book are what it says they are, without a remark.
#[test]
fn the_book_is_right() {
    let book = include_str!("../../../../../docs/book/documents.md");
    let examples: Vec<&str> =
        book.split("```markdown\n").skip(1).filter_map(|e| Some(e.split_once("\n```\n")?.0)).collect();
    let kinds: Vec<Option<Kind>> = examples.iter().map(|e| kind_of("", e)).collect();
    assert_eq!(kinds, [Kind::Policy, Kind::Guideline, Kind::Instruction, Kind::Course].map(Some));
    let remarks = |index: usize| match (index, examples.get(index).copied().unwrap_or_default()) {
        (0, text) => policy::read(text).map(|r| r.remarks),
        (1, text) => guideline::read(text).map(|r| r.remarks),
        (2, text) => instruction::read(text).map(|r| r.remarks),
        (_, text) => course::read(text).map(|r| r.remarks),
    };
    assert_eq!([0, 1, 2, 3].map(remarks), [Ok(vec![]), Ok(vec![]), Ok(vec![]), Ok(vec![])]);
    let written = policy::read(examples.first().copied().unwrap_or_default()).map(|r| policy::write(&r.document));
    assert_eq!(written.as_deref(), Ok(format!("{}\n", examples.first().copied().unwrap_or_default()).as_str()));
}
