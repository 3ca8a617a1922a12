//! The world: terminal guard, signals, threads, effects, clipboard, clock, paths, log.
