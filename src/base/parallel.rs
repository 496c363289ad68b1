//! Work on all cores, where there is enough of it.

use rayon::prelude::*;

/// Below this many jobs, waking the pool costs more than it saves.
const FEW: usize = 4;

/// Makes what is not there yet, in parallel if that is much.
pub(crate) fn complete<T: Send, J: Send>(
    items: Vec<Result<T, J>>,
    make: impl Fn(J) -> T + Sync,
) -> Vec<T> {
    let fill = |item: Result<T, J>| item.unwrap_or_else(&make);
    if items.iter().filter(|item| item.is_err()).count() <= FEW {
        items.into_iter().map(fill).collect()
    } else {
        items.into_par_iter().with_min_len(FEW).map(fill).collect()
    }
}
