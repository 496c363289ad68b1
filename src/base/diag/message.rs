//! What people read of the program, in both languages at once.

use std::borrow::Cow;

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// 한국어.
    Korean,
    /// English.
    #[default]
    English,
}

impl Locale {
    /// By the primary subtag of a BCP 47 tag, or of a POSIX locale's name: `ko-KR`, `ko_KR.UTF-8`.
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or(tag);
        match primary.to_ascii_lowercase().as_str() {
            "ko" => Some(Self::Korean),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// One of two things, by the language.
    pub fn pick<T>(self, korean: T, english: T) -> T {
        match self {
            Self::Korean => korean,
            Self::English => english,
        }
    }
}

/// A sentence in Korean and in English. `message!` makes it: where one of the two is missing, nothing compiles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    korean: Cow<'static, str>,
    english: Cow<'static, str>,
}

impl Message {
    /// The two texts as they are. Outside of tests, [`message!`](crate::lang::message) is the way to write one.
    pub fn new(
        korean: impl Into<Cow<'static, str>>,
        english: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            korean: korean.into(),
            english: english.into(),
        }
    }

    /// What is the same in both languages: a name, an address, an author's own words.
    pub fn verbatim(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text)
    }

    /// Why the system refused something. What is not among the common reasons is in the system's own words.
    pub fn of_io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        if let Some(ours) = error.get_ref().and_then(|e| e.downcast_ref::<Self>()) {
            return ours.clone();
        }
        let (korean, english) = match error.kind() {
            K::NotFound => (
                "그런 파일이나 폴더가 없습니다",
                "there is no such file or folder",
            ),
            K::PermissionDenied => ("권한이 없습니다", "permission is denied"),
            K::AlreadyExists => ("이미 있습니다", "it exists already"),
            K::NotADirectory => ("폴더가 아닙니다", "it is not a folder"),
            K::IsADirectory => ("폴더입니다", "it is a folder"),
            K::ReadOnlyFilesystem => ("쓸 수 없는 디스크입니다", "the disk is read-only"),
            K::StorageFull => ("디스크에 남은 공간이 없습니다", "the disk is full"),
            K::QuotaExceeded => ("디스크 사용 한도를 넘었습니다", "the disk quota is used up"),
            K::FileTooLarge => ("파일이 너무 큽니다", "the file is too large"),
            K::ResourceBusy => ("다른 곳에서 쓰고 있습니다", "it is in use"),
            K::InvalidFilename => ("쓸 수 없는 이름입니다", "the name cannot be used"),
            K::TimedOut => ("응답이 없습니다", "it does not answer"),
            K::AddrInUse => ("이미 쓰고 있는 포트입니다", "the port is in use"),
            _ if is_out_of_handles(error) => (
                "한꺼번에 열 수 있는 파일 수를 넘었습니다",
                "too many files are open",
            ),
            _ => return Self::verbatim(error.to_string()),
        };
        Self::new(korean, english)
    }

    /// The text in one language.
    pub fn text(&self, locale: Locale) -> &str {
        locale.pick(&self.korean, &self.english)
    }

    /// The Korean text.
    pub fn korean(&self) -> &str {
        &self.korean
    }

    /// The English text.
    pub fn english(&self) -> &str {
        &self.english
    }
}

/// Whether no more files can be opened, by this program or on this machine.
pub(crate) fn is_out_of_handles(error: &std::io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let errno = Errno::from_io_error(error);
        matches!(errno, Some(Errno::MFILE | Errno::NFILE))
    }
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}

/// So that an error of the system's kind may have our words: `io::Error::other(message)`.
impl std::error::Error for Message {}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.english)
    }
}
