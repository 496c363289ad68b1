//! `haeseol serve`

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;

use clap::Args;
use haeseol::Options;
use haeseol::base::diag::{Diagnostic, Message, Severity, printable};
use haeseol::engine::preview::Update;
use haeseol::message;
use haeseol::serve::{self, BuildReport, Notice};

use super::mistakes::Unfit;
use super::voice::{Voice, counted};
use super::words::says;

#[derive(Debug, Args)]
#[command(
    about = says!(
        "사이트를 브라우저에 보여 주고, 저장할 때마다 새로 보여 줍니다",
        "Show the site in a browser, and each save at once"
    ),
    after_help = says!(
        "예: haeseol serve --open\n페이지에 뜬 오류를 누르면 VS Code에서 그 줄이 열립니다. 다른 편집기를 쓴다면 환경 변수 HAESEOL_EDITOR에 주소를 적으세요. {file}, {line}, {column} 자리에 파일, 줄, 칸이 들어갑니다: `idea://open?file={file}&line={line}`\n다음: 글을 다 쓰면 `haeseol check`로 살펴보세요.",
        "Example: haeseol serve --open\nA click on a finding in the page opens its line in VS Code. For another editor, set HAESEOL_EDITOR in the environment to an address with {file}, {line} and {column} in it: `idea://open?file={file}&line={line}`\nNext: when a text is done, `haeseol check` says what to correct."
    )
)]
pub(super) struct Serve {
    #[arg(long, value_name = says!("포트", "PORT"), value_parser = port, help = says!(
        "포트 번호 [기본값: 4000, 쓰고 있으면 그다음 번호]",
        "Port to listen at [default: 4000, or the next free one]"
    ))]
    port: Option<u16>,
    #[arg(long, value_name = says!("호스트", "HOST"), default_value = "127.0.0.1", help = says!(
        "받아들일 이름이나 IP 주소. 이 컴퓨터가 아닌 주소를 적으면 다른 사람도 볼 수 있습니다",
        "Name or address to listen at; another one than this machine's own lets others in"
    ))]
    host: String,
    #[arg(long, help = says!("사이트를 브라우저에서 엽니다", "Open the site in the browser"))]
    open: bool,
    #[arg(long, help = says!("초안도 보여 줍니다", "Show drafts too"))]
    drafts: bool,
    #[arg(long, help = says!(
        "파일이 바뀌었는지 일정한 간격으로 살핍니다. 바뀐 것을 알려 주지 않는 디스크에 씁니다",
        "Look for changes at intervals, for drives that do not report them"
    ))]
    poll: bool,
}

/// The variable that says how a file is opened in the author's editor.
const EDITOR: &str = "HAESEOL_EDITOR";
/// The same for who has not set it.
const VS_CODE: &str = "vscode://file{file}:{line}:{column}";

impl Serve {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let editor = match editor() {
            Ok(editor) => editor,
            Err(wrong) => {
                let example = message!("예: `{VS_CODE}`", "for example `{VS_CODE}`");
                voice.failure(wrong, example);
                return ExitCode::from(2);
            }
        };
        let port = self.port;
        let (host, open) = (self.host.clone(), self.open);
        let listens = host.clone();
        let settings = serve::ServeSettings {
            root: root.to_owned(),
            host: self.host,
            port,
            options: Options {
                drafts: self.drafts,
                without_notes: true,
                today: Some(super::today()),
                ..Options::default()
            },
            poll: self.poll,
            locale: voice.locale,
            editor,
        };
        let known = Mutex::new(BTreeSet::new());
        let notify = move |notice: Notice<'_>| match notice {
            Notice::Listening { address, taken } => {
                listening(address, taken, voice);
                if let Some(address) =
                    lan_address().and_then(|ip| for_phones(address, &listens, ip))
                {
                    line(
                        &message!(
                            "휴대전화에서 보려면(같은 와이파이): {address}",
                            "on a phone in the same network: {address}"
                        ),
                        voice,
                    );
                }
                if open {
                    open_in_browser(address, voice);
                }
            }
            Notice::Polling { why } => {
                line(
                    &message!(
                        "시스템이 파일이 바뀐 것을 알려 주지 않아서({why}) 일정한 간격으로 살핍니다",
                        "the system does not report changes ({why}); looking for them at intervals",
                        why
                    ),
                    voice,
                );
            }
            Notice::Built(built) => {
                if let Ok(mut known) = known.lock() {
                    report(built, &mut known, voice);
                }
            }
        };
        match serve::serve(settings, notify) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                let place = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
                let hint = if error.kind() == std::io::ErrorKind::AddrInUse {
                    message!(
                        "다른 프로그램이 쓰는 포트입니다. 다른 번호를 적거나, --port를 빼고 빈 포트를 쓰게 하세요",
                        "another program has this port: give another one, or leave --port out for the next free one"
                    )
                } else {
                    message!(
                        "--host에는 이 컴퓨터의 이름이나 IP 주소를, --port에는 쓸 수 있는 포트를 적으세요",
                        "give a name or an address of this machine with --host, and a port that you may use with --port"
                    )
                };
                // What systems say of a name that they do not know is in their own words.
                let why = match error.raw_os_error() {
                    None if error.get_ref().is_some()
                        || error.kind() == std::io::ErrorKind::Other =>
                    {
                        message!(
                            "그런 이름이나 주소가 없습니다",
                            "there is no such name or address"
                        )
                    }
                    _ => Message::of_io(&error),
                };
                let what = message!(
                    "{place}에서 미리보기를 켜지 못했습니다: {why}",
                    "cannot listen at {place}: {why}",
                    why
                );
                voice.failure(what, hint);
                ExitCode::FAILURE
            }
        }
    }
}

/// Reads `--port`.
fn port(text: &str) -> Result<u16, Unfit> {
    text.parse().map_err(|_| {
        Unfit(message!(
            "0부터 65535까지의 수가 아닙니다",
            "it is not a number from 0 to 65535"
        ))
    })
}

/// The address that opens a file in the author's editor.
fn editor() -> Result<String, Message> {
    let own = std::env::var_os(EDITOR).filter(|own| !own.is_empty());
    let own = own.map(|own| own.to_string_lossy().into_owned());
    match own {
        None => Ok(VS_CODE.to_owned()),
        Some(own) if own.contains("{file}") && own.contains("://") => Ok(own),
        Some(own) => Err(message!(
            "환경 변수 {EDITOR}의 값 `{own}`에는 `://`나 `{{file}}`이 없습니다",
            "the value `{own}` of the environment variable {EDITOR} is without `://` or `{{file}}`"
        )),
    }
}

/// Says where the site is.
fn listening(address: &str, taken: Option<u16>, voice: Voice) {
    if let Some(port) = taken {
        line(
            &message!(
                "포트 {port}(은/는) 다른 프로그램이 쓰고 있습니다",
                "port {port} is taken by another program"
            ),
            voice,
        );
    }
    let address = printable(address);
    line(
        &message!(
            "미리보기: \x1b[1;4m{address}\x1b[0m (끝내려면 Ctrl-C)",
            "the site is at \x1b[1;4m{address}\x1b[0m (Ctrl-C ends this)"
        ),
        voice,
    );
}

/// The address of this machine in its network. Nothing is sent: a socket that is connected to an address of nobody (TEST-NET-1, RFC
/// 5737) has the address that would be used.
fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// The address of a preview that listens on all addresses, as other machines have it.
fn for_phones(address: &str, host: &str, ip: IpAddr) -> Option<String> {
    let listens_on_all = matches!(host, "0.0.0.0" | "::" | "[::]");
    let reachable = !ip.is_loopback() && !ip.is_unspecified();
    let rest = address
        .strip_prefix("http://127.0.0.1:")
        .or_else(|| address.strip_prefix("http://[::1]:"));
    let rest = rest.filter(|_| listens_on_all && reachable)?;
    Some(format!("http://{ip}:{rest}"))
}

/// Prints the outcome of a save: errors as `build` does, then a line. Warnings are printed once.
fn report(built: &BuildReport<'_>, known: &mut BTreeSet<Diagnostic>, voice: Voice) {
    let all = built.diagnostics.iter().cloned();
    // An editor that reads along wants to know of all of them, and when they begin.
    let fresh = all.filter(|d| d.is_error() || voice.verbose || !known.contains(d));
    let fresh: Vec<_> = fresh.collect();
    if voice.verbose {
        let what = match built.files {
            [] => message!("사이트 전체", "the site"),
            [file, ..] => Message::verbatim(printable(file).into_owned()),
        };
        line(
            &message!("검사 시작: {what}", "checking {what}", what),
            voice,
        );
    }
    if !fresh.is_empty() {
        voice.findings(&fresh, Severity::Warning, built.sources);
    }
    *known = built.diagnostics.iter().cloned().collect();
    if voice.quiet {
        return;
    }
    if built.mended {
        line(&message!("고쳤습니다", "the errors are gone"), voice);
    }
    let what = match built.files {
        [] => message!("읽음", "read"),
        [file] => Message::verbatim(printable(file).into_owned()),
        [file, rest @ ..] => {
            let (file, more) = (printable(file), rest.len());
            message!("{file} 그밖에 {more}개", "{file} and {more} more")
        }
    };
    let files = built.sources.len();
    let brought = match built.update {
        None => message!(
            "오류가 있어서 그 전의 사이트를 그대로 보여 줍니다",
            "errors; the last good site stays"
        ),
        Some(_) if built.files.is_empty() => message!("파일 {files}개", "{files} files"),
        Some(update) => pages(update),
    };
    let time = format!("\x1b[2m{:.0} ms\x1b[0m", built.time.as_secs_f64() * 1e3);
    let outcome = message!(
        "{what}: {brought} {time}",
        "{what}: {brought} {time}",
        what,
        brought
    );
    line(&outcome, voice);
}

/// How many pages were made again, and why.
fn pages(update: &Update) -> Message {
    let mut reasons: BTreeMap<Message, usize> = BTreeMap::new();
    for (_, reason) in &update.rendered {
        *reasons.entry(reason.clone()).or_default() += 1;
    }
    match &*update.rendered {
        [] => message!(
            "열어 둔 페이지에는 바뀐 것이 없습니다",
            "no page that is open shows it"
        ),
        [(path, reason)] => {
            let path = printable(path.trim_end_matches("index.html"));
            message!(
                "{path} 다시 만듦 ({reason})",
                "{path} again, because of {reason}",
                reason
            )
        }
        all => {
            let n = all.len();
            let listed = |say: fn(&Message) -> &str, because: &str| {
                let each = reasons.iter();
                let each = each.map(|(reason, n)| format!("{n}{because}{}", say(reason)));
                each.collect::<Vec<_>>().join(", ")
            };
            let korean = listed(Message::korean, "쪽 ");
            let english = listed(Message::english, " because of ");
            let pages = counted(n, message!("{n}쪽", "{n} page"));
            message!(
                "{pages} 다시 만듦 ({korean})",
                "{pages} again: {english}",
                pages
            )
        }
    }
}

/// Prints a line, which is wanted however quiet the program is to be.
fn line(text: &Message, voice: Voice) {
    Voice {
        quiet: false,
        ..voice
    }
    .line(text);
}

/// Opens an address in the browser that the system has for it. Where that fails there is still the address.
fn open_in_browser(address: &str, voice: Voice) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let command = command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        // Waited for, so that no dead process is left behind.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => {
            let why = Message::of_io(&error);
            let what = message!(
                "브라우저를 열지 못했습니다: {why}",
                "no browser could be opened: {why}",
                why
            );
            line(&what, voice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_have_the_address_of_this_machine_where_it_listens_on_all() {
        let ip = IpAddr::from([192, 168, 0, 7]);
        let shown = |address, host, ip| for_phones(address, host, ip);
        assert_eq!(
            shown("http://127.0.0.1:4000/site/", "0.0.0.0", ip).as_deref(),
            Some("http://192.168.0.7:4000/site/")
        );
        assert_eq!(shown("http://127.0.0.1:4000/site/", "127.0.0.1", ip), None);
        let own = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(shown("http://127.0.0.1:4000/site/", "0.0.0.0", own), None);
    }
}
