//! `#[record]` and `#[part]`.

use crate::text;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::meta::ParseNestedMeta;
use syn::{Field, Fields, Ident, ItemStruct, LitInt, LitStr, Result, parse_quote};

/// What `#[field(...)]` may say beside a field; everything else is derived from its name, type and doc comment.
#[derive(Default)]
struct Hints {
    label: Option<String>,
    group: String,
    width: String,
    unit: String,
    shown_when: String,
    verb: String,
    inverse: String,
    on_retire: String,
    column: bool,
    required: bool,
}

impl Hints {
    fn of(field: &Field) -> Result<Hints> {
        let mut hints = Hints::default();
        for attribute in field.attrs.iter().filter(|a| a.path().is_ident("field")) {
            attribute.parse_nested_meta(|meta| hints.take(meta))?;
        }
        Ok(hints)
    }

    fn take(&mut self, meta: ParseNestedMeta) -> Result<()> {
        let name = meta.path.require_ident()?.to_string();
        match name.as_str() {
            "column" => self.column = true,
            "required" => self.required = true,
            _ => {
                let value = meta.value()?.parse::<LitStr>()?.value();
                match name.as_str() {
                    "label" => self.label = Some(value),
                    "group" => self.group = value,
                    "width" => self.width = value,
                    "unit" => self.unit = value,
                    "shown_when" => self.shown_when = value,
                    "verb" => self.verb = value,
                    "inverse" => self.inverse = value,
                    "on_retire" => self.on_retire = value,
                    _ => return Err(meta.error("unknown field hint")),
                }
            }
        }
        Ok(())
    }
}

fn describe(field: &Field, hints: &Hints) -> Result<TokenStream> {
    let Some(ident) = &field.ident else { return Err(syn::Error::new_spanned(field, "a record's fields have names")) };
    let (name, ty) = (ident.to_string(), &field.ty);
    let label = hints.label.clone().unwrap_or_else(|| text::sentence(&name));
    let help = text::doc(&field.attrs);
    let Hints { group, width, unit, shown_when, verb, inverse, column, required, .. } = hints;
    let on_retire = match hints.on_retire.as_str() {
        "block" => quote!(Block),
        "detach" => quote!(Detach),
        "" | "keep" => quote!(Keep),
        _ => return Err(syn::Error::new_spanned(field, "on_retire is block, detach or keep")),
    };
    let width = match width.as_str() {
        "half" => quote!(Half),
        "third" => quote!(Third),
        "" | "full" => quote!(Full),
        _ => return Err(syn::Error::new_spanned(field, "width is full, half or third")),
    };
    Ok(quote! {
        crate::field::Field {
            name: #name, label: #label, help: #help, group: #group, unit: #unit, shown_when: #shown_when, verb: #verb,
            inverse: #inverse, on_retire: crate::field::OnRetire::#on_retire, width: crate::field::Width::#width,
            column: #column, required: #required, ty: <#ty as crate::field::FieldType>::TY,
        }
    })
}

/// The struct with its derives and serde attributes, and its `Fields` implementation.
fn common(item: &mut ItemStruct) -> Result<TokenStream> {
    let name = item.ident.clone();
    let Fields::Named(named) = &mut item.fields else {
        return Err(syn::Error::new_spanned(name, "a record is a struct with named fields"));
    };
    let (mut described, mut names): (Vec<TokenStream>, Vec<Ident>) = (Vec::new(), Vec::new());
    for field in &mut named.named {
        let hints = Hints::of(field)?;
        described.push(describe(field, &hints)?);
        names.extend(field.ident.clone());
        field.attrs.retain(|a| !a.path().is_ident("field"));
        field.attrs.push(parse_quote!(#[serde(skip_serializing_if = "crate::field::is_default")]));
    }
    let index = 0..names.len();
    item.attrs.push(parse_quote!(#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]));
    item.attrs.push(parse_quote!(#[serde(default)]));
    Ok(quote! {
        #item
        impl crate::field::Fields for #name {
            fn fields(&self) -> &'static [crate::field::Field] { <#name as crate::field::Described>::FIELDS }
            fn get(&self, index: usize) -> crate::field::Val<'_> {
                match index { #(#index => crate::field::FieldType::val(&self.#names),)* _ => crate::field::Val::Empty }
            }
        }
        impl crate::field::Described for #name {
            const FIELDS: &'static [crate::field::Field] = &[#(#described),*];
        }
    })
}

pub fn part(item: TokenStream) -> Result<TokenStream> {
    let mut item: ItemStruct = syn::parse2(item)?;
    let common = common(&mut item)?;
    let name = &item.ident;
    Ok(quote! {
        #common
        impl crate::field::FieldType for #name {
            const TY: crate::field::Ty = crate::field::Ty::Part(<#name as crate::field::Described>::FIELDS);
            fn val(&self) -> crate::field::Val<'_> { crate::field::Val::Part(self) }
        }
    })
}

#[derive(Default)]
struct Options {
    prefix: Option<LitStr>,
    plural: Option<LitStr>,
    label: Option<String>,
    labels: Option<String>,
    compartment: Option<Ident>,
    schema: Option<LitInt>,
    versioned: bool,
    single: bool,
}

impl Options {
    fn take(&mut self, meta: ParseNestedMeta) -> Result<()> {
        match meta.path.require_ident()?.to_string().as_str() {
            "versioned" => self.versioned = true,
            "single" => self.single = true,
            "prefix" => self.prefix = Some(meta.value()?.parse()?),
            "plural" => self.plural = Some(meta.value()?.parse()?),
            "label" => self.label = Some(meta.value()?.parse::<LitStr>()?.value()),
            "labels" => self.labels = Some(meta.value()?.parse::<LitStr>()?.value()),
            "compartment" => self.compartment = Some(meta.value()?.parse()?),
            "schema" => self.schema = Some(meta.value()?.parse()?),
            _ => return Err(meta.error("unknown option of a record")),
        }
        Ok(())
    }
}

pub fn record(options: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let mut item: ItemStruct = syn::parse2(item)?;
    let mut given = Options::default();
    syn::parse::Parser::parse2(syn::meta::parser(|meta| given.take(meta)), options)?;
    let name = item.ident.clone();
    let missing = |what| syn::Error::new_spanned(&name, format!("a record needs {what}"));
    let prefix = given.prefix.ok_or_else(|| missing("prefix"))?;
    let plural = given.plural.ok_or_else(|| missing("plural"))?;
    let about = text::doc(&item.attrs);
    let kind = text::snake(&name.to_string());
    let label = given.label.unwrap_or_else(|| text::sentence(&name.to_string()));
    let labels = given.labels.unwrap_or_else(|| text::sentence(&plural.value().replace('-', "_")));
    let schema = given.schema.map_or(quote!(1), |s| s.to_token_stream());
    let compartment = given.compartment.map_or(quote!(General), |c| quote!(#c));
    let (versioned, single) = (given.versioned, given.single);
    let common = common(&mut item)?;
    Ok(quote! {
        #common
        impl crate::kind::Named for #name {
            const NAME: &'static str = #kind;
            const PREFIX: &'static str = #prefix;
            const PLURAL: &'static str = #plural;
            const LABEL: &'static str = #label;
            const LABELS: &'static str = #labels;
            const ABOUT: &'static str = #about;
            const SCHEMA: i32 = #schema;
            const VERSIONED: bool = #versioned;
            const SINGLE: bool = #single;
            const COMPARTMENT: crate::head::Compartment = crate::head::Compartment::#compartment;
        }
        impl crate::field::Target for #name {
            const KINDS: &'static [&'static str] = &[#kind];
        }
    })
}
