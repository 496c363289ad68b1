//! `haeseol schema`

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use haeseol::scaffold::schema::{Written, schema};

use super::voice::Voice;
use super::words::says;

#[derive(Debug, Args)]
#[command(
    about = says!(
        "편집기가 키를 알려 주고 검사하는 데 쓰는 JSON 스키마를 출력합니다",
        "Print the JSON Schema by which editors know the keys and check them"
    ),
    after_help = says!(
        "예: haeseol schema site > site.schema.json\n다음: site.toml의 첫 줄에 `#:schema ./site.schema.json`을 적으세요.",
        "Example: haeseol schema site > site.schema.json\nNext: write `#:schema ./site.schema.json` as the first line of site.toml."
    )
)]
pub(super) struct Schema {
    #[arg(value_enum, value_name = says!("무엇", "WHAT"), help = says!("무엇의 스키마인지", "What the schema is of"))]
    of: Of,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    #[value(help = says!("글의 머리말 설정", "The front matter of texts"))]
    FrontMatter,
    #[value(help = says!("사이트의 설정, site.toml", "The settings of a site, site.toml"))]
    Site,
}

impl Schema {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        let written = match self.of {
            Of::FrontMatter => Written::FrontMatter,
            Of::Site => Written::Site,
        };
        // A closed pipe is no reason to fail.
        let _ = write!(
            std::io::stdout().lock(),
            "{}",
            schema(written, voice.locale)
        );
        ExitCode::SUCCESS
    }
}
