//! The good-faith programme: the standing of who complains, and what follows from misuse on either side.
//!
//! Architecture invariant: this crate does no IO and reads no clock. Everything it says can be computed anew
//! from the cases' events.
