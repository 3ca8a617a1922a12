//! The escape sequences that carry a text to a terminal's clipboard.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;
use zeroize::Zeroizing;

/// GNU screen 4.09 passes device control strings of up to 500 bytes and drops longer ones whole.
const SCREEN_CHUNK: usize = 256;

/// Plain OSC 52 to the clipboard (`c`), never to the selection.
pub fn osc52(text: &str) -> Zeroizing<Vec<u8>> {
    let mut sequence = String::with_capacity(text.len() * 4 / 3 + 16);
    // Writing into a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    Zeroizing::new(sequence.into_bytes())
}

/// OSC 52 inside tmux's passthrough, every ESC doubled; tmux takes it where `allow-passthrough` is on.
pub fn tmux_passthrough(text: &str) -> Zeroizing<Vec<u8>> {
    let inner = osc52(text);
    let mut bytes = Zeroizing::new(Vec::with_capacity(inner.len() + 16));
    bytes.extend_from_slice(b"\x1bPtmux;");
    for &byte in inner.iter() {
        if byte == 0x1b {
            bytes.push(0x1b);
        }
        bytes.push(byte);
    }
    bytes.extend_from_slice(b"\x1b\\");
    bytes
}

/// OSC 52 in pieces for GNU screen, which passes what stands in a device control string. It ends with BEL, since the usual
/// `ESC \` would end the string around it.
pub fn screen(text: &str) -> Zeroizing<Vec<u8>> {
    let encoded = Zeroizing::new(BASE64_STANDARD.encode(text));
    let inner = Zeroizing::new(format!("\x1b]52;c;{}\x07", *encoded).into_bytes());
    let mut bytes = Zeroizing::new(Vec::with_capacity(inner.len() + inner.len() / 32 + 16));
    for chunk in inner.chunks(SCREEN_CHUNK) {
        bytes.extend_from_slice(b"\x1bP");
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\x1b\\");
    }
    bytes
}
