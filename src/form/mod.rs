//! Field specs and form state: draft -> validated entity or field errors.
