//! `haeseol completions`: the script by which a shell asks [`haeseol complete`](super::complete) what may be typed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use haeseol::base::diag::Message;
use haeseol::message;
use haeseol::scaffold::replace;

use super::voice::{Voice, shown};
use super::words::says;

#[derive(Debug, Args)]
#[command(
    about = says!(
        "셸에서 명령과 사이트에 있는 이름을 자동 완성하는 스크립트를 출력합니다",
        "Print what lets a shell complete commands, and names of what the site holds"
    ),
    after_help = says!(
        "예: haeseol completions bash --install",
        "Example: haeseol completions bash --install"
    )
)]
pub(super) struct Completions {
    #[arg(value_enum, value_name = says!("셸", "SHELL"), help = says!("쓰고 있는 셸", "The shell"))]
    shell: Shell,
    #[arg(long, help = says!(
        "셸이 찾는 곳에 넣습니다. 남의 파일은 덮어쓰지 않습니다",
        "Put it where the shell looks for it; no other file is overwritten"
    ))]
    install: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

/// The line that tells our own files from others.
const OURS: &str = "# Completions of haeseol";

impl Completions {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        if !self.install {
            // A closed pipe is no reason to fail.
            let _ = std::io::stdout().write_all(self.shell.script().as_bytes());
            return ExitCode::SUCCESS;
        }
        match self.shell.install() {
            Ok(path) => {
                let hint = self.shell.what_is_left(&path);
                let path = shown(&path);
                voice.line(&message!(
                    "자동 완성을 {path}에 넣었습니다.\n{hint}",
                    "Completions are in {path} now.\n{hint}",
                    hint
                ));
                ExitCode::SUCCESS
            }
            Err((message, hint)) => {
                voice.failure(message, hint);
                ExitCode::FAILURE
            }
        }
    }
}

impl Shell {
    fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("completions/haeseol.bash"),
            Self::Zsh => include_str!("completions/_haeseol"),
            Self::Fish => include_str!("completions/haeseol.fish"),
            Self::Powershell => include_str!("completions/haeseol.ps1"),
            Self::Elvish => include_str!("completions/haeseol.elv"),
        }
    }

    /// Where the shell looks for it; `None` without a home.
    fn place(self) -> Option<PathBuf> {
        let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty())?;
        let set = |name| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        let config = || set("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config"));
        Some(match self {
            Self::Bash => set("XDG_DATA_HOME")
                .unwrap_or_else(|| home.join(".local/share"))
                .join("bash-completion/completions/haeseol"),
            Self::Zsh => set("ZDOTDIR").unwrap_or(home).join(".zfunc/_haeseol"),
            Self::Fish => config().join("fish/completions/haeseol.fish"),
            Self::Powershell if cfg!(windows) => home.join("Documents/PowerShell/haeseol.ps1"),
            Self::Powershell => config().join("powershell/haeseol.ps1"),
            Self::Elvish => config().join("elvish/lib/haeseol.elv"),
        })
    }

    /// Puts the script in its place, unless something else is there.
    fn install(self) -> Result<PathBuf, (Message, Message)> {
        let path = self.place().ok_or_else(|| {
            (
                message!(
                    "홈 폴더가 어디인지 알 수 없습니다",
                    "there is no home folder"
                ),
                by_hand(),
            )
        })?;
        let there = std::fs::read_to_string(&path);
        let foreign = match &there {
            Ok(text) => !text.contains(OURS),
            Err(error) => error.kind() != std::io::ErrorKind::NotFound,
        };
        if foreign || path.is_symlink() {
            let path = shown(&path);
            let message = message!(
                "{path}에 haeseol이 만들지 않은 파일이 있습니다",
                "there is a file at {path} that is not haeseol's"
            );
            return Err((message, by_hand()));
        }
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str()))
        else {
            return Err((
                message!(
                    "홈 폴더가 어디인지 알 수 없습니다",
                    "there is no home folder"
                ),
                by_hand(),
            ));
        };
        std::fs::create_dir_all(folder).map_err(|error| {
            let (folder, why) = (shown(folder), Message::of_io(&error));
            (
                message!(
                    "{folder} 폴더를 만들지 못했습니다: {why}",
                    "the folder {folder} cannot be made: {why}",
                    why
                ),
                by_hand(),
            )
        })?;
        let put = replace(folder, name, self.script().as_bytes());
        put.map_err(|refusal| (refusal.message, refusal.hint))?;
        Ok(path)
    }

    /// What the author still has to do.
    fn what_is_left(self, path: &Path) -> Message {
        let folder = path.parent().unwrap_or(path).display().to_string();
        let path = path.display();
        match self {
            Self::Bash => message!(
                "새로 여는 터미널부터 쓸 수 있습니다. bash-completion이 있어야 합니다.",
                "New terminals have them, if bash-completion is installed."
            ),
            Self::Fish => message!(
                "새로 여는 터미널부터 쓸 수 있습니다.",
                "New terminals have them."
            ),
            Self::Zsh => message!(
                "~/.zshrc에 한 번만 적으세요:\n  fpath=({folder} $fpath)\n  autoload -Uz compinit && compinit",
                "Write once into ~/.zshrc:\n  fpath=({folder} $fpath)\n  autoload -Uz compinit && compinit"
            ),
            Self::Powershell => message!(
                "$PROFILE 파일에 한 번만 적으세요:\n  . '{path}'",
                "Write once into the file $PROFILE:\n  . '{path}'"
            ),
            Self::Elvish => message!(
                "rc.elv에 한 번만 적으세요:\n  use haeseol",
                "Write once into rc.elv:\n  use haeseol"
            ),
        }
    }
}

fn by_hand() -> Message {
    message!(
        "그대로 두었습니다. `--install` 없이 실행하면 스크립트를 출력하니, 쓸 곳에 직접 넣으세요",
        "nothing was changed; without `--install` the script is printed, to be put where you want it"
    )
}
