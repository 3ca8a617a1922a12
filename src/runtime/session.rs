//! The session file: what a person's screen remembers.

use std::io;
use std::path::Path;

use super::files::write_atomically;
use crate::message::Session;

/// Reads the session. A missing file is a first start; a damaged one is put aside by the next save, so it counts as one too.
pub fn load(path: &Path) -> Session {
    let Ok(text) = std::fs::read_to_string(path) else {
        return Session::default();
    };
    serde_json::from_str(&text).unwrap_or_else(|error| {
        tracing::warn!(line = error.line(), "the session file is damaged; starting with an empty one");
        Session::default()
    })
}

/// Writes the session so that a crash leaves the old or the new one, readable by its owner only.
pub fn save(path: &Path, session: &Session) -> io::Result<()> {
    let text = serde_json::to_vec_pretty(session)?;
    write_atomically(path, &text)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_saved_is_loaded_and_damage_is_no_disaster() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("renkei/session.json");
        assert_eq!(load(&path), Session::default());
        let session =
            Session { filter: Some("kind:訪問看護".into()), sort: Some("age".into()), ..Session::default() };
        save(&path, &session).unwrap();
        save(&path, &session).unwrap();
        assert_eq!(load(&path), session);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
        std::fs::write(&path, "{").unwrap();
        assert_eq!(load(&path), Session::default());
    }
}
