//! Which language the program speaks: the only look at the environment for that.

use std::ffi::{OsStr, OsString};

use haeseol::base::diag::{Locale, Message};
use haeseol::message;

/// The variable that says the language for this program alone.
const OWN: &str = "HAESEOL_LANG";
/// Those that say it for all programs (POSIX, 8.2): the first that is set and not empty decides.
const POSIX: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language by `--lang`, [`OWN`], [`POSIX`] or the system, else that of the site, else English; and what is wrong
/// with [`OWN`].
pub(super) fn choose(
    arguments: &[OsString],
    variable: &dyn Fn(&str) -> Option<OsString>,
    site: impl FnOnce() -> Option<Locale>,
) -> (Locale, Option<Message>) {
    let said = |name: &str| variable(name).filter(|value| !value.is_empty());
    let own = said(OWN);
    let typed = value_of("--lang", arguments).and_then(exact);
    let chosen = typed.or_else(|| own.as_deref().and_then(exact));
    let wrong = own.filter(|own| typed.is_none() && exact(own).is_none());
    let general = || match POSIX.iter().find_map(|name| said(name)) {
        Some(locale) => Locale::of(&locale.to_string_lossy()),
        None => of_system(),
    };
    let locale = chosen.or_else(general).or_else(site).unwrap_or_default();
    let wrong = wrong.map(|value| {
        let value = value.to_string_lossy();
        message!(
            "환경 변수 {OWN}의 값 `{value}`(은/는) 쓸 수 없습니다",
            "`{value}` is not a value of the environment variable {OWN}"
        )
    });
    (locale, wrong)
}

fn exact(value: &OsStr) -> Option<Locale> {
    match value.to_str()? {
        "ko" => Some(Locale::Korean),
        "en" => Some(Locale::English),
        _ => None,
    }
}

/// The value of an option, before the arguments are read: they are read in a language. The last one typed counts.
pub(super) fn value_of<'a>(option: &str, arguments: &'a [OsString]) -> Option<&'a OsStr> {
    let end = arguments.iter().position(|a| a == "--");
    let arguments = &arguments[..end.unwrap_or(arguments.len())];
    let mut found = None;
    for (i, argument) in arguments.iter().enumerate() {
        if argument == option {
            found = arguments.get(i + 1).map(OsString::as_os_str);
        } else if let Some(value) = argument
            .to_str()
            .and_then(|a| a.strip_prefix(option)?.strip_prefix('='))
        {
            found = Some(OsStr::new(value));
        }
    }
    found
}

/// The language of the system's settings, where the environment does not have it.
fn of_system() -> Option<Locale> {
    #[cfg(any(target_os = "macos", windows))]
    return Locale::of(&sys_locale::get_locale()?);
    #[cfg(not(any(target_os = "macos", windows)))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(
        arguments: &str,
        environment: &[(&str, &str)],
        site: Option<Locale>,
    ) -> (Locale, bool) {
        let arguments: Vec<OsString> = arguments.split(' ').map(Into::into).collect();
        let variable = |name: &str| {
            let found = environment.iter().find(|(n, _)| *n == name)?;
            Some(found.1.into())
        };
        let (locale, wrong) = choose(&arguments, &variable, || site);
        (locale, wrong.is_some())
    }

    #[test]
    fn the_first_that_decides_decides() {
        use Locale::{English, Korean};
        let all = [
            ("HAESEOL_LANG", "en"),
            ("LC_ALL", "ko_KR.UTF-8"),
            ("LC_MESSAGES", "en_US.UTF-8"),
            ("LANG", "ko_KR"),
        ];
        for (arguments, environment, site, wanted) in [
            ("check --lang ko", &all[..], None, Korean),
            ("--lang=ko check", &all, None, Korean),
            ("check", &all, None, English),
            ("check", &all[1..], None, Korean),
            ("check", &all[2..], None, English),
            ("check", &all[3..], None, Korean),
            ("check", &[("LC_ALL", ""), ("LANG", "ko")], None, Korean),
            // What decides and is no language of ours leaves it to the site, not to the next variable.
            (
                "check",
                &[("LC_ALL", "C.UTF-8"), ("LANG", "ko")],
                None,
                English,
            ),
            (
                "check",
                &[("LC_ALL", "C"), ("LANG", "en")],
                Some(Korean),
                Korean,
            ),
            ("check", &[("LANG", "fr_FR.UTF-8")], Some(Korean), Korean),
            // After `--` there are no options.
            ("check -- --lang ko", &[("LANG", "POSIX")], None, English),
            ("check --lang fr", &[("LANG", "ko")], None, Korean),
        ] {
            let found = chosen(arguments, environment, site);
            assert_eq!(found, (wanted, false), "{arguments} {environment:?}");
        }
    }

    #[test]
    fn another_value_of_our_own_variable_is_wrong() {
        let environment = [("HAESEOL_LANG", "fr"), ("LANG", "ko_KR.UTF-8")];
        assert_eq!(chosen("check", &environment, None), (Locale::Korean, true));
        let typed = chosen("check --lang en", &environment, None);
        assert_eq!(typed, (Locale::English, false));
    }
}
