//! The files of a build as objects of git, by one `git fast-import`: no file is written outside git's own folder, no filter changes
//! a byte, and there is no commit until all of them are there.

use std::io::{self, BufWriter, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::branch::{MADE_BY, MADE_OF, said};
use super::{Refusal, Repository, line, no_git};
use crate::base::diag::Message;
use crate::base::names::MARKER;
use crate::lang::message::message;
use crate::output::Sink;
use crate::output::image::Store;
use crate::output::publish::{ReadOnly, marker};
use crate::source::Blob;
use crate::source::git::{Said, read};

/// The name that keeps what was published last.
pub(super) const KEPT: &str = "refs/haeseol/gh-pages";
/// Who publishes where git knows of nobody.
const NOBODY: (&str, &str) = ("haeseol", "haeseol@localhost");
/// How long git may take to end, once it has everything.
const PATIENCE: Duration = Duration::from_secs(120);

/// Takes the files of a site.
pub struct Import<'r> {
    repository: &'r Repository,
    git: Child,
    stream: Mutex<Stream>,
    /// Images that builds have kept.
    kept: Option<ReadOnly>,
    /// Who publishes, and when: the lines of a commit.
    people: String,
}

struct Stream {
    to: BufWriter<ChildStdin>,
    /// The paths, each with the number of its mark: its place, from 1.
    files: Vec<String>,
    failure: Option<io::Error>,
}

impl Stream {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.files.push(path.to_owned());
        let mark = self.files.len();
        write!(self.to, "blob\nmark :{mark}\ndata {}\n", bytes.len())?;
        self.to.write_all(bytes)?;
        self.to.write_all(b"\n")
    }
}

impl Sink for Import<'_> {
    fn store(&self) -> Option<&dyn Store> {
        self.kept.as_ref().map(|kept| kept as &dyn Store)
    }

    fn put(&self, path: &str, content: Blob) {
        let bytes = content.read();
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        if stream.failure.is_none() {
            let put = bytes.and_then(|bytes| stream.put(path, &bytes));
            stream.failure = put.err();
        }
    }
}

impl<'r> Import<'r> {
    /// Begins to take files.
    ///
    /// # Errors
    /// Git does not start.
    pub fn begin(repository: &'r Repository) -> Result<Self, Refusal> {
        let author = repository.person("GIT_AUTHOR_IDENT")?;
        let committer = repository.person("GIT_COMMITTER_IDENT")?;
        let mut git = repository.command();
        git.args([
            "fast-import",
            "--quiet",
            "--force",
            "--done",
            "--date-format=raw",
        ]);
        git.stderr(Stdio::piped());
        let mut git = git.spawn().map_err(|error| no_git(&error))?;
        let Some(to) = git.stdin.take() else {
            return Err(no_git(&io::ErrorKind::BrokenPipe.into()));
        };
        let stream = Stream {
            to: BufWriter::new(to),
            files: Vec::new(),
            failure: None,
        };
        Ok(Self {
            repository,
            git,
            stream: Mutex::new(stream),
            kept: ReadOnly::of(&repository.root),
            people: format!("author {author}\ncommitter {committer}\n"),
        })
    }

    /// Makes the commit of what was taken, on top of `parent`, if `good`; its name.
    ///
    /// # Errors
    /// A file could not be read, or git could not write.
    pub fn finish(
        self,
        good: bool,
        parent: Option<&str>,
        subject: &str,
        version: &str,
    ) -> Result<Option<String>, Refusal> {
        let Self {
            repository,
            mut git,
            stream,
            people,
            ..
        } = self;
        let mut stream = stream.into_inner().unwrap_or_else(PoisonError::into_inner);
        let list = marker(stream.files.clone());
        let mut written = match stream.failure.take() {
            Some(error) => Err(error),
            None => stream.put(MARKER, list.as_bytes()),
        };
        if good && written.is_ok() {
            let source = repository.source.as_ref();
            let source = source.map_or_else(String::new, |of| format!("{MADE_OF}{of}\n"));
            let text = format!("{subject}\n\n{MADE_BY}{version}\n{source}");
            let commit = commit(&stream.files, &people, &text, parent);
            written = stream.to.write_all(&commit);
        }
        // Without a commit no name is changed, and git forgets the objects in time.
        let written = written
            .and(stream.to.write_all(b"done\n"))
            .and(stream.to.flush());
        drop(stream);
        let output = git.stdout.take().map(|from| read(from, 4096));
        let complaint = git.stderr.take().map(|from| read(from, 4096));
        let output = output.and_then(|o| o.recv_timeout(PATIENCE).ok());
        if output.is_none() {
            // It may have ended meanwhile.
            let _ = git.kill();
        }
        let status = git.wait().map_err(|error| no_git(&error))?;
        if let (Ok(()), true, Some(Ok(output))) = (&written, status.success(), &output) {
            return Ok(good.then(|| line(output)));
        }
        let complaint = complaint.and_then(|c| c.recv_timeout(PATIENCE).ok()?.ok());
        Err(unwritten(written.err(), &complaint.unwrap_or_default()))
    }
}

/// The commit of the files, each with the number of its mark, in the language of `git fast-import`.
fn commit(files: &[String], people: &str, text: &str, parent: Option<&str>) -> Vec<u8> {
    let mut marked: Vec<(usize, &String)> = files.iter().enumerate().collect();
    marked.sort_by_key(|(_, path)| *path);
    let own = marked.len() + 1;
    let length = text.len();
    let mut out = format!("commit {KEPT}\nmark :{own}\n{people}data {length}\n{text}");
    if let Some(parent) = parent {
        out += &format!("from {parent}\n");
    }
    out += "deleteall\n";
    for (at, path) in &marked {
        let path = path
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n");
        out += &format!("M 100644 :{} \"{path}\"\n", at + 1);
    }
    out += &format!("\nget-mark :{own}\n");
    out.into_bytes()
}

impl Repository {
    /// Who does it, and when, as git writes it. What the author has not said is not guessed from the machine's name.
    fn person(&self, what: &str) -> Result<String, Refusal> {
        let told = self.local(&["-c", "user.useConfigOnly=true", "var", what])?;
        if told.good {
            return Ok(line(&told.output));
        }
        let mut git = self.command();
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), NOBODY.0);
            git.env(format!("GIT_{role}_EMAIL"), NOBODY.1);
        }
        git.args(["var", what]);
        let said = crate::source::git::ask(git, Vec::new(), 4096, PATIENCE);
        let said = said.map_err(|error| no_git(&error))?;
        match said.good {
            true => Ok(line(&said.output)),
            false => Err(super::failed(&said)),
        }
    }
}

fn unwritten(error: Option<io::Error>, complaint: &[u8]) -> Refusal {
    let complaint = String::from_utf8_lossy(complaint).trim().to_owned();
    let why = match error {
        Some(error) if complaint.is_empty() => Message::of_io(&error),
        _ => Message::verbatim(said(&Said {
            good: false,
            output: Vec::new(),
            complaint,
        })),
    };
    Refusal {
        message: message!(
            "사이트를 git에 담지 못했습니다: {why}",
            "the site could not be put into git: {why}",
            why
        ),
        hint: message!(
            "공개된 사이트는 그대로입니다. 디스크에 남은 공간과 .git 폴더의 권한을 확인하세요",
            "the published site is as it was; see whether the disk has room and `.git` can be written"
        ),
    }
}
