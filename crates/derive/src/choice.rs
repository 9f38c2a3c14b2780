//! `#[derive(Choice)]`.

use crate::text;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, LitStr, Result};

pub fn derive(item: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(item)?;
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(name, "Choice is for enums without fields"));
    };
    let (mut variants, mut words, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &data.variants {
        let mut label = text::sentence(&variant.ident.to_string());
        let mut word = text::kebab(&variant.ident.to_string());
        for attribute in variant.attrs.iter().filter(|a| a.path().is_ident("choice")) {
            attribute.parse_nested_meta(|meta| {
                let value: LitStr = meta.value()?.parse()?;
                match meta.path.get_ident().map(ToString::to_string).as_deref() {
                    Some("label") => label = value.value(),
                    Some("word") => word = value.value(),
                    _ => return Err(meta.error("expected label or word")),
                }
                Ok(())
            })?;
        }
        variants.push(&variant.ident);
        words.push(word);
        labels.push(label);
    }
    Ok(quote! {
        impl crate::field::Choice for #name {
            const OPTIONS: &'static [crate::field::Opt] = &[#(crate::field::Opt { value: #words, label: #labels }),*];
            fn word(&self) -> &'static str { match self { #(Self::#variants => #words),* } }
            fn from_word(word: &str) -> Option<Self> { match word { #(#words => Some(Self::#variants),)* _ => None } }
        }
        impl crate::field::FieldType for #name {
            const TY: crate::field::Ty = crate::field::Ty::Choice(<Self as crate::field::Choice>::OPTIONS);
            fn val(&self) -> crate::field::Val<'_> { crate::field::Val::Choice(crate::field::Choice::word(self)) }
        }
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(crate::field::Choice::word(self)) }
        }
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                crate::field::read_choice(d)
            }
        }
    })
}
