//! What happened (`Msg`) and what is asked of the world (`Effect`). Every effect's reply is a message like any other.

mod accesses;
mod effect;
mod hand_over;
pub mod held;
mod key;
pub mod limit;
mod looked;
mod msg;
pub mod sentence;
mod session;
pub mod talk;
pub mod talk_page;
mod unlocking;

pub use accesses::Accesses;
pub use effect::{Effect, FileFormat, Look, Ticket};
pub use hand_over::{HandOver, Outlet};
pub use looked::Looked;
pub use msg::{Copied, Loaded, Msg, StoreReply};
pub use session::Session;
pub use unlocking::Unlocking;
