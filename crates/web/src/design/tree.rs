//! Outlines that open level by level: frameworks, policies, scopes.

use maud::{Markup, html};

/// A line of an outline and what lies under it.
#[derive(Clone, Debug)]
pub struct Node {
    pub label: Markup,
    /// What is said about it at the end of the line: a tag, a figure.
    pub detail: Option<Markup>,
    pub open: bool,
    pub children: Vec<Node>,
}

impl Node {
    /// A line with nothing under it.
    pub fn leaf(label: Markup) -> Self {
        Self { label, detail: None, open: false, children: Vec::new() }
    }
}

/// Deeper levels than this are not drawn: no outline has them, and recursion stays bounded.
const DEEPEST: usize = 12;

/// Draws the outline; branches open without a script.
pub fn tree(nodes: &[Node]) -> Markup {
    level(nodes, 0)
}

fn level(nodes: &[Node], depth: usize) -> Markup {
    html! { ul.tree { @for n in nodes { li { (node(n, depth)) } } } }
}

fn node(n: &Node, depth: usize) -> Markup {
    let line = html! { span.line { span { (n.label) } @if let Some(d) = &n.detail { span.detail { (d) } } } };
    if n.children.is_empty() || depth >= DEEPEST {
        return html! { div.leaf { (line) } };
    }
    html! { details open[n.open] { summary { (line) } (level(&n.children, depth + 1)) } }
}
