//! The three keymaps that come with the program.

/// A complete keymap, in `keymaps/<name>.toml`; its comments are the documentation.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    strum::EnumIter,
    strum::EnumString,
    strum::Display,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Preset {
    /// やさしい: arrows, function keys, Ctrl keys as in office programs.
    #[default]
    Yasashii,
    Vim,
    Emacs,
}

impl Preset {
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The file's text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Yasashii => include_str!("../../keymaps/yasashii.toml"),
            Self::Vim => include_str!("../../keymaps/vim.toml"),
            Self::Emacs => include_str!("../../keymaps/emacs.toml"),
        }
    }
}
