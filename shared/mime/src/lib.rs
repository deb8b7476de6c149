//! MIME messages.
