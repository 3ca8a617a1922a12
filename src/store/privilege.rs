//! The rights that a setgid binary has beyond its caller's (systems.md 4.4): put away at start, taken up only to open what lies in
//! the data folder.
//!
//! So what a person names (a file to take in, a file to write, settings, a program on the `PATH`) is reached with that person's own
//! rights, and whatever the program starts has no others.

#[cfg(target_os = "linux")]
mod imp {
    use std::io;
    use std::sync::OnceLock;

    use rustix::process::{
        DumpableBehavior, Gid, Resource, Rlimit, getegid, getgid, getuid, set_dumpable_behavior, setrlimit,
    };
    use rustix::thread::set_thread_res_gid;

    /// The data folder's group, where the binary is setgid.
    static GROUP: OnceLock<Gid> = OnceLock::new();

    /// Puts the rights away. Called once, before there is a second thread: threads get the rights of the one that starts them.
    pub fn lower() -> io::Result<()> {
        // Nobody's data lie in a core dump, nor can another program of this account read them out of this one.
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
        let (own, group) = (getgid(), getegid());
        // Root has every right anyway.
        if own == group || getuid().is_root() {
            return Ok(());
        }
        // The saved group remains, so that it can be taken up again.
        set_thread_res_gid(own, own, group)?;
        // It is called once.
        let _ = GROUP.set(group);
        Ok(())
    }

    /// Is the binary setgid, and not run by root or by a member whose first group it is?
    pub fn is_setgid() -> bool {
        GROUP.get().is_some()
    }

    /// Does something in the data folder with the rights for it, on this thread alone. Threads must not be started in it.
    pub fn raised<T>(act: impl FnOnce() -> T) -> T {
        let Some(group) = GROUP.get() else { return act() };
        let _lowered = Restore(getegid());
        // Where it fails, the folder answers that this account may not.
        let _ = set_thread_res_gid(None, *group, None);
        act()
    }

    struct Restore(Gid);

    impl Drop for Restore {
        fn drop(&mut self) {
            let restored = set_thread_res_gid(None, self.0, None);
            // To go on with rights that were to be put away is the one thing that must not happen.
            assert!(restored.is_ok(), "the group's rights could not be put away");
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use std::io;

    /// Elsewhere a setgid binary is refused: its rights could not be put away for a thread alone.
    pub fn lower() -> io::Result<()> {
        if rustix::process::getgid() == rustix::process::getegid() {
            return Ok(());
        }
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn is_setgid() -> bool {
        false
    }

    pub fn raised<T>(act: impl FnOnce() -> T) -> T {
        act()
    }
}

pub use imp::{is_setgid, lower, raised};
