//! Where a binding holds.

/// The place that has the keys. A scope that does not bind a key asks its parent.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::EnumIter,
    strum::EnumString,
    strum::Display,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Scope {
    /// Everywhere; the root.
    Global,
    /// The facility list and every other list; parent: global.
    List,
    /// The detail beside the list; parent: global.
    Detail,
    /// The board and the checklist of a stay; parent: global.
    Board,
    /// The list of emergency cards; parent: list.
    Cards,
    /// The meeting log; parent: list.
    Meetings,
    /// The map; parent: list.
    Map,
    /// What was published, and where to ask; parent: list.
    Publications,
    /// The surveys; parent: list.
    Surveys,
    /// Who is closed; parent: list.
    Services,
    /// The report of a year; parent: list.
    Report,
    /// The search overlay: a text field with a list under it; parent: text.
    Search,
    /// A menu (copy, filter, sort, confirm, review): letters and digits choose, they are not commands; parent: global.
    Menu,
    /// A form; parent: text.
    Form,
    /// The help page and palette: a text field with a list under it; parent: text.
    Help,
    /// Any text field: letters are text; parent: global, whose bindings of plain characters do not hold here.
    Text,
}

impl Scope {
    /// Who is asked next.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Global => None,
            Self::List | Self::Detail | Self::Board | Self::Menu | Self::Text => Some(Self::Global),
            Self::Cards | Self::Meetings | Self::Map => Some(Self::List),
            Self::Publications | Self::Surveys | Self::Services | Self::Report => Some(Self::List),
            Self::Search | Self::Form | Self::Help => Some(Self::Text),
        }
    }

    /// Are plain characters text here?
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Search | Self::Form | Self::Help | Self::Text => true,
            Self::Global | Self::List | Self::Detail | Self::Board | Self::Cards | Self::Meetings => false,
            Self::Map | Self::Publications | Self::Surveys | Self::Services | Self::Report => false,
            Self::Menu => false,
        }
    }

    /// Does the parent's binding of a plain character hold here? Not where characters are text, nor where they choose.
    pub const fn passes_characters(self) -> bool {
        match self {
            Self::Global | Self::List | Self::Detail | Self::Board | Self::Cards | Self::Meetings => true,
            Self::Map | Self::Publications | Self::Surveys | Self::Services | Self::Report => true,
            Self::Search | Self::Menu | Self::Form | Self::Help | Self::Text => false,
        }
    }

    /// The last part of the key under which the words say what a command does here, where it works on something else than a facility. Most
    /// commands have no such words: what stands under `help` holds.
    pub const fn help_part(self) -> Option<&'static str> {
        match self {
            Self::Board => Some("on_board"),
            Self::Cards => Some("on_cards"),
            Self::Meetings => Some("on_meetings"),
            Self::Map => Some("on_map"),
            Self::Publications => Some("on_publications"),
            Self::Surveys => Some("on_surveys"),
            Self::Services => Some("on_services"),
            Self::Report => Some("on_report"),
            Self::Global
            | Self::List
            | Self::Detail
            | Self::Search
            | Self::Menu
            | Self::Form
            | Self::Help
            | Self::Text => None,
        }
    }
}
