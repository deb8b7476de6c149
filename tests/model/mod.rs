//! The model of the chain and the functions, held together.
//!
//! The model (`shared/domain/case/tests/all/model`) says what the steps do with a nudge, effect by effect, and is searched
//! exhaustively. Here random walks through it are walked by the real functions over the world in memory: each worker of
//! the model is an invocation that is let through call by call. After each action both must show the same: the case's
//! events, the orders on their way and at the marketplace, the letters by receiver and how often each went out, the
//! messages that wait, and who is still at work.
//!
//! What the functions have beside the model is not walked: reading documents, the rules' inputs, more than one case, what
//! the parties' pages do before the case takes an act. `tests/chaos` has these.

mod functions;
mod replay;
mod view;
mod wire;

#[allow(dead_code, reason = "the model is a test of its own, and has parts that only that one uses")]
#[path = "../../shared/domain/case/tests/all/model/chain.rs"]
mod chain;
#[path = "../../shared/domain/case/tests/all/model/flaws.rs"]
mod flaws;
#[path = "../../shared/domain/case/tests/all/model/people.rs"]
mod people;
#[path = "../../shared/domain/case/tests/all/model/properties.rs"]
mod properties;
#[path = "../../shared/domain/case/tests/all/model/redress.rs"]
mod redress;
#[path = "../../shared/domain/case/tests/all/model/steps.rs"]
mod steps;
#[path = "../../shared/domain/case/tests/all/model/world.rs"]
mod world;
