//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod accounts;
mod cases;
mod changes;
mod check;
mod clocks;
mod confirm;
mod copied;
mod corrections;
mod desk;
mod desk_denied;
mod desk_disputes;
mod desk_waiting;
mod erasure;
mod filing;
mod flaggers;
mod following;
mod holidays;
mod judging;
mod letters;
mod marketplaces;
mod marks;
mod membership;
mod misuse;
mod named;
mod register;
mod register_import;
mod register_limits;
mod reminders;
mod report;
mod rows;
mod rules;
mod snapshots;
mod staff;
mod standings;
mod standings_counted;
mod standings_failed;
mod standings_letters;
mod standings_members;
mod statements;
mod sweep;
mod switches;
mod trial;
mod unconfirmed;
mod ways_in;
