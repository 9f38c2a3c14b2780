//! Where every area stands: a grid within each area that holds others, boxes of a row equally high, badges in rows below the name.

use super::super::text::{SIZE, width, wrapped};
use super::{Area, Pattern};
use std::collections::{HashMap, HashSet};

/// Left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.x + self.w
    }
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }
    pub fn middle(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
}

/// A straight way between boxes on which lines may run: where, and how far lines may be apart from its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lane {
    pub at: f64,
    pub room: f64,
}

/// A badge's place, by its index in its area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub badge: usize,
    pub rect: Rect,
}

/// An area's place.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub area: usize,
    pub rect: Rect,
    /// How many areas are around it.
    pub depth: usize,
    pub name: Vec<String>,
    pub badges: Vec<Spot>,
    /// What no line may cross: all of it, or its head where other areas stand in it.
    pub solid: Rect,
    pub holds: bool,
}

/// All places, in reading order, and the ways between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub places: Vec<Place>,
    pub across: Vec<Lane>,
    pub down: Vec<Lane>,
    pub height: f64,
}

/// Areas deeper than this stand beside the one that contains them.
const DEEPEST: usize = 3;
/// The least width of a column.
const COLUMN: f64 = 150.0;
const LINE: f64 = 17.0;
const BADGE: f64 = 23.0;
const GAP: f64 = 6.0;
const INNER: f64 = 11.0;
/// What a badge takes beside its text: sign, gaps, edges.
pub(super) const BESIDE: f64 = 28.0;
/// What the figure of an actor takes.
pub(super) const FIGURE: f64 = 22.0;

struct Plan<'p> {
    pattern: &'p Pattern,
    children: HashMap<Option<usize>, Vec<usize>>,
    narrow: bool,
    gap: f64,
    pad: f64,
    out: Layout,
}

/// Places everything within `total` units of width.
pub(super) fn layout(pattern: &Pattern, total: f64, narrow: bool) -> Layout {
    let lines = pattern.lines.iter().filter(|l| l.from != l.to).count();
    let gap = if lines > 0 { 40.0 } else { 16.0 };
    let (pad, margin) = if lines > 0 { (18.0, 20.0) } else { (14.0, 1.0) };
    let mut plan = Plan { pattern, children: children(pattern), narrow, gap, pad, out: Layout::default() };
    let top = if lines > 0 { 14.0 } else { 1.0 };
    let height = plan.grid(None, Rect { x: margin, y: top, w: total - 2.0 * margin, h: 0.0 }, 0, (margin, top));
    plan.out.height = top + height + top;
    plan.out
}

/// What stands in what, in the order given; cycles and what is too deep are let go.
fn children(pattern: &Pattern) -> HashMap<Option<usize>, Vec<usize>> {
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for index in 0..pattern.areas.len() {
        let mut chain = vec![index];
        let up = |i: usize| pattern.areas.get(i).and_then(|a| a.within).filter(|w| *w < pattern.areas.len());
        let mut at = index;
        let mut turns = false;
        while let Some(next) = up(at) {
            if chain.contains(&next) {
                turns = true;
                break;
            }
            chain.push(next);
            at = next;
        }
        // The chain runs from the area outwards; the outermost `DEEPEST` may hold it.
        let around = chain.len() - 1;
        let parent = match (turns, around) {
            (true, _) | (_, 0) => None,
            (false, n) if n <= DEEPEST => chain.get(1).copied(),
            (false, n) => chain.get(n - DEEPEST + 1).copied(),
        };
        children.entry(parent).or_default().push(index);
    }
    children
}

/// Where a child stands in its grid.
#[derive(Clone, Copy, Debug)]
struct Cell {
    area: usize,
    row: usize,
    column: usize,
    span: usize,
}

impl Plan<'_> {
    fn area(&self, index: usize) -> Option<&Area> {
        self.pattern.areas.get(index)
    }

    /// Places the children of `parent` in `room` (its height is found) and answers with the height; `edges` is the room beside and above them.
    fn grid(&mut self, parent: Option<usize>, room: Rect, depth: usize, edges: (f64, f64)) -> f64 {
        let kids = self.children.get(&parent).cloned().unwrap_or_default();
        if kids.is_empty() {
            return 0.0;
        }
        let columns = self.columns(&kids, room.w);
        let cells = self.cells(&kids, columns);
        let columns = cells.iter().map(|c| c.column + c.span).max().unwrap_or(1).max(1);
        let each = (room.w - self.gap * (columns - 1) as f64) / columns as f64;
        let (mut y, rows) = (room.y, cells.iter().map(|c| c.row + 1).max().unwrap_or(0));
        self.out.across.push(Lane { at: y - edges.1 / 2.0, room: edges.1 / 2.0 - 4.0 });
        for row in 0..rows {
            let here: Vec<Cell> = cells.iter().filter(|c| c.row == row).copied().collect();
            let gap = self.gap;
            let wide = |c: &Cell| each * c.span as f64 + gap * c.span.saturating_sub(1) as f64;
            let height = here.iter().map(|c| self.height(c.area, wide(c))).fold(0.0, f64::max);
            for cell in here {
                let x = room.x + (each + self.gap) * cell.column as f64;
                let w = wide(&cell);
                // Who acts is no place to fill: it stands in the middle of its row.
                let h = match self.area(cell.area) {
                    Some(area) if area.actor => self.height(cell.area, w).min(height),
                    _ => height,
                };
                self.put(cell.area, Rect { x, y: y + (height - h) / 2.0, w, h }, depth);
            }
            y += height;
            let last = row + 1 == rows;
            let beyond = if last { edges.0 } else { self.gap };
            self.out.across.push(Lane { at: y + beyond / 2.0, room: beyond / 2.0 - 5.0 });
            y += if last { 0.0 } else { self.gap };
        }
        self.out.down.push(Lane { at: room.x - edges.0 / 2.0, room: edges.0 / 2.0 - 4.0 });
        self.out.down.push(Lane { at: room.right() + edges.0 / 2.0, room: edges.0 / 2.0 - 4.0 });
        for column in 1..columns {
            let at = room.x + (each + self.gap) * column as f64 - self.gap / 2.0;
            self.out.down.push(Lane { at, room: self.gap / 2.0 - 8.0 });
        }
        y - room.y
    }

    /// How many columns there are: as many as the hints ask for, or as many as read well.
    fn columns(&self, kids: &[usize], room: f64) -> usize {
        let most = (((room + self.gap) / (COLUMN + self.gap)).floor() as usize).clamp(1, 12);
        if self.narrow {
            return 1;
        }
        let areas = || kids.iter().filter_map(|k| self.area(*k));
        let asked = areas().filter_map(|a| Some(a.column?.max(1) + a.width.unwrap_or(1).max(1) - 1)).max();
        let well = match kids.len() {
            n @ 1..=3 => n,
            4 => 2,
            n if n > 12 => 4,
            _ => 3,
        };
        asked.unwrap_or(well).clamp(1, most)
    }

    /// Cells for all children: those with a place first, the rest where there is room, no two in one; empty rows and columns fall away.
    fn cells(&self, kids: &[usize], columns: usize) -> Vec<Cell> {
        let mut order: Vec<usize> = kids.to_vec();
        let place = |k: &usize| self.area(*k).map(|a| (a.row.unwrap_or(usize::MAX), a.column.unwrap_or(usize::MAX)));
        order.sort_by_key(|k| (place(k), *k));
        let mut taken: HashSet<(usize, usize)> = HashSet::new();
        let mut cells: Vec<Cell> = Vec::new();
        for kid in order {
            let Some(area) = self.area(kid) else { continue };
            let inner = self.children.contains_key(&Some(kid));
            let given = area.width.unwrap_or(if inner { columns } else { 1 });
            let span = given.clamp(1, columns);
            let row = area.row.filter(|_| !self.narrow).map(|r| r.clamp(1, 64) - 1);
            let column = area.column.map(|c| c.max(1) - 1).filter(|c| c + span <= columns);
            let free = |r: usize, c: usize| (c..c + span).all(|c| !taken.contains(&(r, c)));
            let from = row.unwrap_or(0);
            let fits = |r: usize| match column {
                Some(c) if free(r, c) => Some(c),
                Some(_) if row == Some(r) => (0..=columns - span).find(|c| free(r, *c)),
                Some(_) => None,
                None => (0..=columns - span).find(|c| free(r, *c)),
            };
            let found = (from..from + kids.len() + 66).find_map(|r| Some((r, fits(r)?)));
            let Some((row, column)) = found else { continue };
            taken.extend((column..column + span).map(|c| (row, c)));
            cells.push(Cell { area: kid, row, column, span });
        }
        compact(&mut cells);
        cells.sort_by_key(|c| (c.row, c.column));
        cells
    }

    /// The height that an area needs in a width.
    fn height(&self, index: usize, w: f64) -> f64 {
        let mut aside =
            Plan { children: self.children.clone(), out: Layout::default(), pattern: self.pattern, ..*self };
        aside.put(index, Rect { w, ..Rect::default() }, 0)
    }

    /// Places an area and what is in it; answers with the height that it needs.
    fn put(&mut self, index: usize, rect: Rect, depth: usize) -> f64 {
        let Some(area) = self.area(index) else { return 0.0 };
        let figure = if area.actor { FIGURE } else { 0.0 };
        let inside = rect.w - 2.0 * INNER;
        let name = wrapped(&area.name, (inside - figure).max(20.0) / 1.04, SIZE, 3);
        let mut head = INNER + LINE * name.len().max(1) as f64;
        let badges = spots(area, Rect { x: rect.x + INNER, y: rect.y + head + 6.0, w: inside, h: 0.0 });
        head = badges.last().map_or(head, |s| s.rect.bottom() - rect.y);
        let holds = self.children.contains_key(&Some(index));
        let at = self.out.places.len();
        self.out.places.push(Place { area: index, rect, depth, name, badges, solid: rect, holds });
        if !holds {
            return head + INNER;
        }
        let below = self.pad * 0.8;
        let room = Rect { x: rect.x + self.pad, y: rect.y + head + below, w: rect.w - 2.0 * self.pad, h: 0.0 };
        let grid = self.grid(Some(index), room, depth + 1, (self.pad, below));
        if let Some(place) = self.out.places.get_mut(at) {
            place.solid = Rect { h: head, ..rect };
        }
        head + below + grid + self.pad
    }
}

/// Badges in rows from the left.
fn spots(area: &Area, room: Rect) -> Vec<Spot> {
    let (mut x, mut y) = (room.x, room.y);
    let mut out = Vec::with_capacity(area.badges.len());
    for (badge, b) in area.badges.iter().enumerate() {
        let w = (width(&b.label, SIZE - 1.0) + BESIDE).min(room.w);
        if x > room.x && x + w > room.right() + 0.01 {
            (x, y) = (room.x, y + BADGE + GAP);
        }
        out.push(Spot { badge, rect: Rect { x, y, w, h: BADGE } });
        x += w + GAP;
    }
    out
}

/// Rows and columns in which nothing stands fall away.
fn compact(cells: &mut [Cell]) {
    let mut rows: Vec<usize> = cells.iter().map(|c| c.row).collect();
    let mut columns: Vec<usize> = cells.iter().flat_map(|c| c.column..c.column + c.span).collect();
    for used in [&mut rows, &mut columns] {
        used.sort_unstable();
        used.dedup();
    }
    for cell in cells {
        cell.row = rows.binary_search(&cell.row).unwrap_or(cell.row);
        cell.column = columns.binary_search(&cell.column).unwrap_or(cell.column);
    }
}
