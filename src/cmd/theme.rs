//! `haeseol theme`

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use haeseol::message;
use haeseol::scaffold::theme::{eject, names};
use haeseol::scaffold::write;
use haeseol::source::Sources;
use haeseol::source::site::SITE_FILE;

use super::say_unread;
use super::voice::Voice;
use super::words::says;

#[derive(Debug, Args)]
#[command(
    about = says!(
        "테마의 파일을 사이트에 옮겨 고칠 수 있게 합니다",
        "Copy files of the theme into the site, to be changed there"
    ),
    after_help = says!(
        "예: haeseol theme eject home.html\n다음: templates/나 static/에 생긴 파일을 고치세요. 지우면 테마의 것으로 돌아갑니다.",
        "Example: haeseol theme eject home.html\nNext: change the file in templates/ or static/; delete it to have the theme's own back."
    )
)]
pub(super) struct Theme {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    #[command(
        about = says!("파일을 사이트에 옮깁니다. 있는 파일은 덮어쓰지 않습니다", "Copy files into the site; none that is there is overwritten"),
        after_help = says!("예: haeseol theme eject style.css strings/ko.toml", "Example: haeseol theme eject style.css strings/en.toml")
    )]
    Eject {
        #[arg(required_unless_present = "all", value_name = says!("파일", "FILE"), help = says!(
            "템플릿, 스타일, 스크립트, 문구. 예: home.html, style.css, strings/ko.toml",
            "Templates, styles, scripts, words: home.html, style.css, strings/en.toml"
        ))]
        files: Vec<String>,
        #[arg(long, conflicts_with = "files", help = says!("모든 파일", "Every file"))]
        all: bool,
    },
    #[command(
        about = says!("테마의 파일을 모두 보여 줍니다", "Print the theme's files"),
        after_help = says!("예: haeseol theme list", "Example: haeseol theme list")
    )]
    List,
}

impl Theme {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let (files, all) = match self.what {
            What::Eject { files, all } => (files, all),
            What::List => {
                let list: String = names().into_iter().map(|name| name + "\n").collect();
                // A closed pipe is no reason to fail.
                let _ = std::io::stdout().write_all(list.as_bytes());
                return ExitCode::SUCCESS;
            }
        };
        let found = match eject(&if all { names() } else { files }) {
            Ok(found) => found,
            Err(refusal) => {
                voice.failure(refusal.message, refusal.hint);
                return ExitCode::from(2);
            }
        };
        let sources = Sources::read(root);
        if sources.text(SITE_FILE).is_none() {
            say_unread(&sources, voice);
            return ExitCode::FAILURE;
        }
        if let Err(refusal) = write(root, &found) {
            voice.failure(refusal.message, refusal.hint);
            return ExitCode::FAILURE;
        }
        for file in &found {
            voice.done(&message!("  만듦", "   made"), &file.path);
        }
        ExitCode::SUCCESS
    }
}
