//! Who is at the keyboard: from the system, never from the environment (but for the peer, which only sshd knows).

use std::net::IpAddr;

use super::environment::Environment;
use crate::domain::Author;
use crate::domain::text::clean_line;

/// The account of this process: its uid, its name from the account list (or `uid 1000` where it is not listed), its terminal,
/// and the address at the other end of an SSH connection.
pub fn author(environment: &Environment) -> Author {
    let uid = rustix::process::getuid().as_raw();
    let name = account(uid).unwrap_or_else(|| format!("uid {uid}"));
    Author { tty: tty(), ssh: peer(environment), ..Author::account(uid, name) }
}

/// The name of an account.
pub fn account(uid: u32) -> Option<String> {
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    list.lines()
        .find_map(|line| {
            let mut cells = line.split(':');
            let name = cells.next()?;
            (cells.nth(1)?.parse() == Ok(uid)).then(|| clean_line(name))
        })
        .filter(|name| !name.is_empty())
}

/// The terminal of this process, such as `pts/3`: that of its input, else of its messages (its output may go into a file).
fn tty() -> Option<String> {
    let name = rustix::termios::ttyname(std::io::stdin(), Vec::new())
        .or_else(|_| rustix::termios::ttyname(std::io::stderr(), Vec::new()))
        .ok()?;
    let name = clean_line(&name.to_string_lossy());
    Some(name.strip_prefix("/dev/").unwrap_or(&name).to_owned())
}

/// The first field of `SSH_CONNECTION`: what sshd said of the peer when the session began. A person can set the variable anew before
/// they start the program, so it is a hint and no proof. Anything but an address is left out.
fn peer(environment: &Environment) -> Option<String> {
    let connection = environment.text("SSH_CONNECTION")?;
    let (address, _) = connection.split_once(' ')?;
    // A link-local address says its interface behind a percent sign.
    let address: IpAddr = address.split('%').next()?.parse().ok()?;
    Some(address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_an_author() {
        let author = author(&Environment::default());
        assert_eq!(author.uid, rustix::process::getuid().as_raw());
        assert!(!author.name.is_empty());
        assert_eq!((author.member, author.ssh), (None, None));
    }

    #[test]
    fn the_superuser_has_an_account_and_nobody_has_the_last_number() {
        assert_eq!(account(0).as_deref(), Some("root"));
        assert_eq!(account(u32::MAX - 7), None);
    }

    #[test]
    fn the_peer_is_an_address_or_nothing() {
        let of = |value: &str| peer(&Environment::from([("SSH_CONNECTION", value)]));
        assert_eq!(of("192.0.2.7 53211 198.51.100.2 22").as_deref(), Some("192.0.2.7"));
        assert_eq!(of("2001:db8::7 53211 2001:db8::1 22").as_deref(), Some("2001:db8::7"));
        assert_eq!(of("fe80::1%eth0 53211 fe80::2%eth0 22").as_deref(), Some("fe80::1"));
        for wrong in ["", "192.0.2.7", "hana 1 2 3", "\u{1b}]0;x\u{7} 1 2 3", "192.0.2.7;rm 1 2 3"] {
            assert_eq!(of(wrong), None, "{wrong:?}");
        }
    }
}
