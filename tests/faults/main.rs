//! What must not lose anything: killed writers, full disks.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod full_disk;
mod killed;
mod migration;
mod sample;
mod writers;
