//! Asking for a passphrase on the terminal, without showing it.

use std::io;

use zeroize::Zeroizing;

/// Asks on `/dev/tty`, whatever standard input is. Fails where there is no terminal, or where the person broke off.
pub fn passphrase(question: &str) -> io::Result<Zeroizing<String>> {
    rpassword::prompt_password(question).map(Zeroizing::new)
}
