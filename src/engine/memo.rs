//! How a stage remembers its last result.
//!
//! A stage is a plain function of its [`Input`], and its result is kept for as long as the input is the same. A stage
//! cannot read anything but its input, so nothing that it reads is left out of the comparison.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::base::diag::Diagnostic;
use crate::document::Structures;
use crate::source::Sources;

/// All that a stage reads.
pub(super) trait Input {
    /// Whether a stage makes the same of both, but perhaps for places in findings.
    fn same(&self, other: &Self) -> bool;

    /// Whether places in findings are the same too.
    fn same_places(&self, other: &Self) -> bool {
        self.same(other)
    }
}

/// What another stage has made: the same as long as that has not been made again.
impl<T> Input for Arc<T> {
    fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self, other)
    }
}

/// Compared by value.
#[derive(PartialEq)]
pub(super) struct ByValue<T>(pub(super) T);

impl<T: PartialEq> Input for ByValue<T> {
    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

/// A part of the snapshot, compared by the states of its files.
impl Input for Sources {
    fn same(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

/// Compared by all but the places of ids.
impl Input for Structures {
    fn same(&self, other: &Self) -> bool {
        self.is_same(other)
    }

    fn same_places(&self, other: &Self) -> bool {
        self.is_same_texts(other)
    }
}

/// A tuple of inputs is an input.
macro_rules! together {
    ($($name:ident $number:tt),*) => {
        impl<$($name: Input),*> Input for ($($name,)*) {
            fn same(&self, other: &Self) -> bool {
                $(self.$number.same(&other.$number))&&*
            }

            fn same_places(&self, other: &Self) -> bool {
                $(self.$number.same_places(&other.$number))&&*
            }
        }
    };
}

together!(A 0, B 1);
together!(A 0, B 1, C 2);
together!(A 0, B 1, C 2, D 3);
together!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// The last result of a stage.
pub(super) struct Memo<I, T>(Option<Remembered<I, T>>);

struct Remembered<I, T> {
    input: I,
    value: Arc<T>,
    diagnostics: Vec<Diagnostic>,
}

impl<I, T> Default for Memo<I, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<I: Input, T> Memo<I, T> {
    /// What the stage makes of an input, made again if the input is not the one remembered. `make` is a function rather
    /// than a closure so that it has nothing else to read.
    pub(super) fn get(
        &mut self,
        input: I,
        diagnostics: &mut Vec<Diagnostic>,
        make: fn(&I, &mut Vec<Diagnostic>) -> T,
    ) -> Arc<T> {
        let known = self.0.take().filter(|known| {
            let places = known.diagnostics.is_empty() || known.input.same_places(&input);
            places && known.input.same(&input)
        });
        let known = match known {
            // The next comparison has less to look at with the newer of the two.
            Some(known) => Remembered { input, ..known },
            None => {
                let mut diagnostics = Vec::new();
                let value = Arc::new(make(&input, &mut diagnostics));
                Remembered {
                    input,
                    value,
                    diagnostics,
                }
            }
        };
        diagnostics.extend_from_slice(&known.diagnostics);
        Arc::clone(&self.0.insert(known).value)
    }
}

/// The right side of a merge join: a list in the order of files, joined by file with another one in one pass.
pub(super) struct MergeJoin<T, F> {
    rest: std::iter::Peekable<std::vec::IntoIter<T>>,
    file: F,
}

impl<T, F: Fn(&T) -> &Arc<str>> MergeJoin<T, F> {
    pub(super) fn new(list: Vec<T>, file: F) -> Self {
        Self {
            rest: list.into_iter().peekable(),
            file,
        }
    }

    /// The item of a file, if there is one. Files are asked for in their order.
    pub(super) fn take(&mut self, file: &Arc<str>) -> Option<T> {
        loop {
            let next = (self.file)(self.rest.peek()?);
            let order = if Arc::ptr_eq(next, file) {
                Ordering::Equal
            } else {
                next.cmp(file)
            };
            match order {
                Ordering::Less => drop(self.rest.next()),
                Ordering::Equal => return self.rest.next(),
                Ordering::Greater => return None,
            }
        }
    }
}
