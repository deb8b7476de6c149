//! The adapters, against the same suites as the world in memory, and what only they can get wrong.

mod documents;
mod mail;
mod operate;
mod queues;
mod reads;
mod store;
mod world;
