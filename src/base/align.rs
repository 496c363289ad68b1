//! Pairs of two lists in order: which of one has become which of the other.

/// Comparisons made one by one; with more, things at the same place are pairs.
const MOST: usize = 250_000;

/// The pairs, in order, that are worth most together; what is worth 0 is no pair. Takes time and memory as much as the product of the
/// lengths, to a limit.
pub(crate) fn align(
    a: usize,
    b: usize,
    worth: &dyn Fn(usize, usize) -> u32,
) -> Vec<(usize, usize)> {
    if a.saturating_mul(b) > MOST {
        let same = (0..a.min(b)).map(|at| (at, at));
        return same.filter(|(x, y)| worth(*x, *y) > 0).collect();
    }
    // The best that the first `x` and the first `y` can come to.
    let width = b + 1;
    let mut best = vec![0_u32; (a + 1) * width];
    for x in 1..=a {
        for y in 1..=b {
            let skip = best[(x - 1) * width + y].max(best[x * width + y - 1]);
            let pair = worth(x - 1, y - 1);
            let with = best[(x - 1) * width + y - 1] + pair;
            best[x * width + y] = if pair > 0 { skip.max(with) } else { skip };
        }
    }
    let (mut x, mut y) = (a, b);
    let mut pairs = Vec::new();
    while x > 0 && y > 0 {
        let here = best[x * width + y];
        if here == best[(x - 1) * width + y] {
            x -= 1;
        } else if here == best[x * width + y - 1] {
            y -= 1;
        } else {
            (x, y) = (x - 1, y - 1);
            pairs.push((x, y));
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::align;

    fn pairs(a: &str, b: &str) -> Vec<(usize, usize)> {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        align(a.len(), b.len(), &|x, y| match (a[x], b[y]) {
            (x, y) if x == y => 3,
            (x, y) if x.is_ascii_digit() == y.is_ascii_digit() => 1,
            _ => 0,
        })
    }

    #[test]
    fn what_is_worth_most_together_is_paired_in_order() {
        assert_eq!(pairs("abc", "abc"), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(pairs("abc", "xabc"), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(pairs("ab1", "b1"), [(1, 0), (2, 1)]);
        assert_eq!(pairs("a", "b"), [(0, 0)]);
        assert_eq!(pairs("a", "1"), []);
        assert_eq!(pairs("", "a"), []);
    }

    #[test]
    fn long_lists_are_paired_by_place() {
        let found = align(1000, 2000, &|x, y| u32::from(x == y));
        assert_eq!(found.len(), 1000);
    }
}
