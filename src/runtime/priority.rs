//! How much of the processor the program asks for.

/// Steps below the ordinary: about a tenth of its share while others want to run, all of it while nobody does (sched(7)).
const BACKGROUND: i32 = 10;

/// Lets everybody else go first, for work that nobody sits before: people's screens and searches come before an import.
///
/// To be called before there is a second thread, since threads inherit it. Where the system refuses, the work runs as before.
pub fn go_to_background() {
    let _ = rustix::process::nice(BACKGROUND);
}

/// Does one thing, behind everybody else where `background` says so: then on threads of its own, and to be called on a thread that
/// ends with it, whose priority it lowers.
pub fn in_background_if<T: Send>(background: bool, act: impl FnOnce() -> T + Send) -> T {
    if !background {
        return act();
    }
    // On Linux this is the calling thread's alone, and that of the threads it starts.
    go_to_background();
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(act),
        Err(_) => act(),
    }
}
