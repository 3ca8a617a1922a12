//! Colour or not: the flag, the environment, the settings, the terminal's name, in this order (ux.md 3.5).

use super::environment::Environment;
use crate::paint::Theme;

/// `--color` and the `color` setting.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, strum::EnumString, strum::Display, strum::EnumIter, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum ColourChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// The theme. In monochrome crossterm is told to write what it is given: with `NO_COLOR` it would send a bare `CSI m`,
/// which cancels reverse video as well.
pub fn choose_theme(flag: ColourChoice, setting: ColourChoice, environment: &Environment) -> Theme {
    let theme = decide(flag, setting, environment);
    if theme == Theme::Monochrome {
        crossterm::style::force_color_output(true);
    }
    theme
}

fn decide(flag: ColourChoice, setting: ColourChoice, environment: &Environment) -> Theme {
    let of = |choice: ColourChoice| match choice {
        ColourChoice::Always => Some(Theme::Colour),
        ColourChoice::Never => Some(Theme::Monochrome),
        ColourChoice::Auto => None,
    };
    let plain = environment.has("NO_COLOR") || environment.text("TERM").as_deref() == Some("dumb");
    of(flag)
        .or_else(|| environment.has("NO_COLOR").then_some(Theme::Monochrome))
        .or_else(|| environment.has("FORCE_COLOR").then_some(Theme::Colour))
        .or_else(|| of(setting))
        .unwrap_or(if plain { Theme::Monochrome } else { Theme::Colour })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(ColourChoice::Auto, ColourChoice::Auto, &[], Theme::Colour)]
    #[case(ColourChoice::Auto, ColourChoice::Auto, &[("NO_COLOR", "1")], Theme::Monochrome)]
    #[case(ColourChoice::Auto, ColourChoice::Auto, &[("NO_COLOR", "")], Theme::Colour)]
    #[case(ColourChoice::Always, ColourChoice::Never, &[("NO_COLOR", "1")], Theme::Colour)]
    #[case(ColourChoice::Never, ColourChoice::Always, &[("FORCE_COLOR", "1")], Theme::Monochrome)]
    #[case(ColourChoice::Auto, ColourChoice::Never, &[("FORCE_COLOR", "1")], Theme::Colour)]
    #[case(ColourChoice::Auto, ColourChoice::Never, &[], Theme::Monochrome)]
    #[case(ColourChoice::Auto, ColourChoice::Auto, &[("TERM", "dumb")], Theme::Monochrome)]
    fn order(
        #[case] flag: ColourChoice,
        #[case] setting: ColourChoice,
        #[case] variables: &[(&str, &str)],
        #[case] expected: Theme,
    ) {
        let mut environment = Environment::default();
        for (name, value) in variables {
            environment.set(name, value);
        }
        assert_eq!(decide(flag, setting, &environment), expected);
    }
}
