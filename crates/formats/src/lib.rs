//! Languages of others: YAML with line numbers, OSCAL, spreadsheets, outlines. Bytes in, plain values out.
