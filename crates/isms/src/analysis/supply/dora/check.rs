//! What is wrong with a register that can be told from itself: check digits, codes, keys given twice, keys that lead nowhere.

use super::{
    Cell, Filled, Value, Wrong,
    tables::{Column, Form},
};
use crate::{
    context::supplier::{is_country, is_lei},
    values::Currency,
};
use std::collections::{BTreeMap, BTreeSet};

/// Marks every cell that is wrong; the first thing wrong with it.
pub fn check(filled: &mut [Filled]) {
    let known = keys(filled);
    for table in filled.iter_mut() {
        let columns = table.template.columns;
        let twice = repeated(table);
        for (index, row) in table.rows.iter_mut().enumerate() {
            for (column, cell) in columns.iter().zip(&mut row.cells) {
                cell.wrong = cell.wrong.or_else(|| form(column, cell)).or_else(|| join(column, cell, &known));
            }
            let first = columns.iter().position(|c| c.key).and_then(|at| row.cells.get_mut(at));
            if let Some(cell) = first.filter(|c| twice.contains(&index) && c.wrong.is_none()) {
                cell.wrong = Some(Wrong::Twice);
            }
        }
    }
}

type Keys = BTreeMap<(&'static str, &'static str), BTreeSet<String>>;

/// Every stated value of every column that others join.
fn keys(filled: &[Filled]) -> Keys {
    let mut known = Keys::new();
    for table in filled {
        for (at, column) in table.template.columns.iter().enumerate() {
            let values = table.rows.iter().filter_map(|r| r.cells.get(at)?.key()).collect();
            known.insert((table.template.code, column.code), values);
        }
    }
    known
}

fn form(column: &Column, cell: &Cell) -> Option<Wrong> {
    let Value::Text(text) = &cell.value else { return None };
    match column.form {
        Form::Lei if !is_lei(text) => Some(Wrong::Lei),
        Form::Country if !is_country(text) => Some(Wrong::Country),
        Form::Currency if text.parse::<Currency>().is_err() => Some(Wrong::Currency),
        _ => None,
    }
}

fn join(column: &Column, cell: &Cell, known: &Keys) -> Option<Wrong> {
    let target = column.joins?;
    let key = cell.key()?;
    let found = known.get(&target).is_some_and(|values| values.contains(&key));
    (!found).then_some(Wrong::Dangling(target.0))
}

/// Rows whose whole key another row has too; a key with a gap is not compared.
fn repeated(table: &Filled) -> BTreeSet<usize> {
    let mut seen: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let cells = table.template.columns.iter().zip(&row.cells).filter(|(c, _)| c.key);
        if cells.clone().any(|(_, cell)| cell.is_unknown()) || cells.clone().next().is_none() {
            continue;
        }
        seen.entry(cells.map(|(_, cell)| cell.key()).collect()).or_default().push(index);
    }
    seen.into_values().filter(|rows| rows.len() > 1).flatten().collect()
}
