//! The chain from the complaint to the measure and back, over HTTP and mail alone, on a deployed stack.

mod evidence;
mod filing;
mod marketplace;
mod operation;
mod sides;

use crate::support::client::Client;
use crate::support::stack::Stack;

/// A client of this process' stack; the test ends here where there is none.
macro_rules! client {
    () => {
        match crate::support::stack::Stack::shared() {
            Some(stack) => crate::support::client::Client::new(stack),
            None => return,
        }
    };
}
use client;
