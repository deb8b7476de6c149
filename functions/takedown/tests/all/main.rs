//! Takedown over the world in memory.

mod step;
mod versions;
