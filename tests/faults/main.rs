//! What must not lose anything: killed writers, full disks, power failures.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod big;
mod bit_flips;
mod compacted;
mod full_disk;
mod killed;
mod lossy_disk;
mod migration;
mod power_loss;
mod sample;
mod writers;
