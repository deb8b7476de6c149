//! One suite per port, run against the world in memory and against each adapter.
