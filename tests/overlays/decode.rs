//! Reads a QR code of version 1 back from its modules, as ISO/IEC 18004 has it, without correcting errors: a screen has none.

use std::fmt::Write;

const SIDE: usize = 21;

/// The text in a code; `dark(x, y)` tells its modules.
pub fn decode(dark: impl Fn(usize, usize) -> bool) -> String {
    for (x, y) in [(0, 0), (SIDE - 7, 0), (0, SIDE - 7)] {
        assert!(dark(x, y) && !dark(x + 1, y + 1) && dark(x + 3, y + 3), "a finder pattern at {x},{y}");
    }
    let mask = format(&dark) & 0b111;
    let bits = codewords(&dark, mask);
    // Version 1-L: 19 data codewords, then 7 for correction.
    segments(&bits[..19 * 8])
}

/// The five bits of the format: level of correction and mask.
fn format(dark: &impl Fn(usize, usize) -> bool) -> u32 {
    let along = [0, 1, 2, 3, 4, 5, 7, 8].map(|x| (x, 8));
    let down = [7, 5, 4, 3, 2, 1, 0].map(|y| (8, y));
    let raw = along.into_iter().chain(down).fold(0, |bits, (x, y)| bits << 1 | u32::from(dark(x, y)));
    let format = (raw ^ 0b10101_00000_10010) >> 10;
    assert_eq!(format >> 3, 0b01, "level L");
    format
}

fn is_function(x: usize, y: usize) -> bool {
    x == 6 || y == 6 || (x < 9 && y < 9) || (x >= SIDE - 8 && y < 9) || (x < 9 && y >= SIDE - 8)
}

fn masked(mask: u32, x: usize, y: usize) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (y / 2 + x / 3).is_multiple_of(2),
        5 => (x * y) % 2 + (x * y) % 3 == 0,
        6 => ((x * y) % 2 + (x * y) % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + (x * y) % 3).is_multiple_of(2),
    }
}

/// Two columns at a time from the right, up and down in turn, past the vertical timing pattern.
fn codewords(dark: &impl Fn(usize, usize) -> bool, mask: u32) -> Vec<bool> {
    let mut bits = Vec::new();
    let pairs = [20, 18, 16, 14, 12, 10, 8, 5, 3, 1];
    for (turn, right) in pairs.into_iter().enumerate() {
        for step in 0..SIDE {
            let y = if turn % 2 == 0 { SIDE - 1 - step } else { step };
            for x in [right, right - 1] {
                if !is_function(x, y) {
                    bits.push(dark(x, y) != masked(mask, x, y));
                }
            }
        }
    }
    bits
}

fn segments(bits: &[bool]) -> String {
    let mut at = 0;
    let mut take = |count: usize| {
        let value = bits[at..at + count].iter().fold(0_usize, |value, bit| value << 1 | usize::from(*bit));
        at += count;
        value
    };
    let mut text = String::new();
    loop {
        match take(4) {
            0 => return text,
            1 => {
                let mut digits = take(10);
                while digits > 0 {
                    let group = digits.min(3);
                    write!(text, "{:0group$}", take([0, 4, 7, 10][group])).expect("a string takes everything");
                    digits -= group;
                }
            }
            4 => {
                for _ in 0..take(8) {
                    text.push(char::from(take(8) as u8));
                }
            }
            mode => panic!("mode {mode} after {text:?}"),
        }
    }
}
