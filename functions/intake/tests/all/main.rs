//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod accounts;
mod api;
mod ask_person;
mod bulk;
mod challenge;
mod common;
mod counter_notice;
mod exchange;
mod files;
mod form;
mod idempotency;
mod items;
mod json;
mod lint;
mod openapi;
mod pages;
mod parties;
mod standing;
mod xarf;
