//! The design system: components as functions from plain data to HTML.
//!
//! A component knows nothing of records: pages translate what they know into the structs here. Every component that
//! speaks takes [`Words`](crate::words::Words) first. No component writes an inline style, script or handler, so that the
//! Content-Security-Policy in [`CONTENT_SECURITY_POLICY`] holds for every page; what must vary (a bar's length, a mark's
//! place) is an SVG attribute. Everything works without JavaScript; the modules in `assets/` make it instant.

mod actions;
mod assets;
mod basics;
mod chart;
mod control;
mod dialogs;
mod filter;
mod form;
mod frame;
mod gallery;
mod measure;
mod moment;
mod notices;
mod parts;
mod relations;
mod table;
mod timeline;
mod tone;
mod tree;

pub use actions::{
    Hidden, LinkTo, Step, actions, button, enter_submits, first_button, hidden_inputs, link_button, menu, step_button,
    step_denied,
};
pub use assets::{Asset, asset, asset_url, assets};
pub use basics::{
    breadcrumb, code_block, empty, facts, lede, more, prose, quiet, section, tabs, two, two_doing, two_then,
};
pub use chart::{ChartWords, chart};
pub use control::{Control, Opt};
pub use dialogs::{dialog, keys_help, palette};
pub use filter::{BulkAction, ColumnChoice, FilterBar, ViewLink, bulk_bar, filter_bar};
pub use form::{FieldView, Form, Group, Width, field, fields, form};
pub use frame::{Frame, RailItem, User, bare, frame};
pub use gallery::{gallery, gallery_files, gallery_of_charts};
pub use measure::{Stat, bar, certainty, certainty_figure, certainty_sentence, stat, stats};
pub use moment::{Moment, as_of, as_of_banner};
pub use notices::{Notice, error_summary, notice};
pub use parts::Parts;
pub use relations::{RecordLink, Relation, record_link, relations};
pub use report::chart::{Certainty, CertaintyLine};
pub use table::{Cell, Column, Direction, Pager, Role, Row, Sort, Table, pager, plain_table, register};
pub use timeline::{Act, Diff, timeline};
pub use tone::{Tone, tag, unknown};
pub use tree::{Node, tree};

/// What every HTML response must carry as its `Content-Security-Policy`; the components are written to live under it.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
