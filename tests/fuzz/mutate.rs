//! New inputs out of a corpus and a dictionary: pieces are put in, taken out, doubled, moved and repeated, mostly at the
//! borders of characters, words and lines.

/// Bytes of the longest input that is kept to be mutated again.
const LONGEST_KEPT: usize = 4 << 10;
/// Inputs kept, the corpus included.
const MOST_KEPT: usize = 4096;
/// One mutation in so many repeats something many times.
const STORM: u64 = 100;

/// Characters that are trouble anywhere.
#[rustfmt::skip]
const ODD: &[&str] = &[
    "\0", "\r", "\r\n", "\t", "\u{a0}", "\u{200b}", "\u{200d}", "\u{202e}", "\u{2028}", "\u{2029}", "\u{3000}", "\u{feff}", "\u{fffd}",
    "\u{10ffff}", "\u{e000}", "\u{e001}", "\u{2801}", "\u{1112}\u{1161}\u{11ab}", "\u{11ab}", "e\u{301}", "\u{fe0f}", "\u{e0100}", "👩‍💻", "ß",
    "İ", "９", "ﬁ", " ", "\n", "\n\n", "-", "0", "99999999999999999999", "가", "a",
];

/// Random numbers: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 if that is 0.
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}

/// What inputs are made of.
pub struct Material<'m> {
    /// The corpus, and after it what was kept.
    pub pool: Vec<Vec<u8>>,
    pub corpus: usize,
    pub tokens: &'m [&'m str],
    /// Bytes of the longest input.
    pub longest: usize,
}

impl Material<'_> {
    /// A new input. One in two is made of the corpus: what is found on the way is soon mostly broken.
    pub fn mutate(&self, random: &mut Random) -> Vec<u8> {
        let known = if random.one_in(2) {
            self.corpus
        } else {
            self.pool.len()
        };
        let mut input = random.pick(&self.pool[..known]).clone();
        loop {
            self.change(&mut input, random);
            if random.one_in(2) {
                input.truncate(border(&input, self.longest.min(input.len())));
                return input;
            }
        }
    }

    /// Changes one thing.
    fn change(&self, input: &mut Vec<u8>, random: &mut Random) {
        let at = place(input, random);
        let longest = 2 << random.below(8);
        let end = border(input, (at + random.below(longest)).min(input.len())).max(at);
        let token = random.pick(self.tokens).as_bytes();
        match random.below(12) {
            // A whole line is of little use inside another one.
            0..=3 if token.ends_with(b"\n") => {
                let start = input[..at]
                    .iter()
                    .rposition(|b| *b == b'\n')
                    .map_or(0, |i| i + 1);
                splice(input, start..start, token);
            }
            0..=3 => splice(input, at..at, token),
            4 => splice(input, at..end, token),
            5 => splice(input, at..end, b""),
            // A word or a value, whose surroundings stay what they are.
            6 => splice(input, at..end_of_word(input, at), token.trim_ascii()),
            7 => {
                let copy = input[at..end].to_vec();
                let to = place(input, random);
                splice(input, to..to, &copy);
            }
            8 => {
                let other = random.pick(&self.pool);
                let (from, to) = (place(other, random), place(other, random));
                splice(input, at..at, &other[from.min(to)..from.max(to)]);
            }
            9 => move_line(input, random),
            10 if random.one_in(STORM / 12) => {
                let piece = if end > at {
                    input[at..end].to_vec()
                } else {
                    token.to_vec()
                };
                let times = (self.longest / piece.len().max(1)).min(1 << random.below(14));
                splice(input, at..at, &piece.repeat(times));
            }
            11 if !input.is_empty() && random.one_in(64) => {
                let at = random.below(input.len());
                input[at] ^= 1 << random.below(8);
            }
            _ => splice(input, at..at, random.pick(ODD).as_bytes()),
        }
    }

    /// Keeps an input that has shown something new.
    pub fn keep(&mut self, input: Vec<u8>, random: &mut Random) {
        if input.len() > LONGEST_KEPT {
            return;
        }
        if self.pool.len() < MOST_KEPT {
            self.pool.push(input);
        } else {
            let place = self.corpus + random.below(MOST_KEPT - self.corpus);
            self.pool[place] = input;
        }
    }
}

fn end_of_word(input: &[u8], at: usize) -> usize {
    let rest = &input[at..];
    let length = rest.iter().position(|b| b" \t\n,]})>".contains(b));
    at + length.unwrap_or(rest.len())
}

fn splice(input: &mut Vec<u8>, range: std::ops::Range<usize>, with: &[u8]) {
    input.splice(range, with.iter().copied());
}

/// A random border between characters, as often as not one between words.
fn place(input: &[u8], random: &mut Random) -> usize {
    let at = random.below(input.len() + 1);
    if random.one_in(2) {
        return border(input, at);
    }
    let separates = |b: &u8| b.is_ascii_whitespace() || b.is_ascii_punctuation();
    input[..at].iter().rposition(separates).map_or(0, |i| i + 1)
}

/// The border between characters at or before a byte.
pub fn border(input: &[u8], mut at: usize) -> usize {
    while at > 0 && input.get(at).is_some_and(|b| b & 0xc0 == 0x80) {
        at -= 1;
    }
    at
}

/// Takes a line away and puts it somewhere else, or nowhere.
fn move_line(input: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = input
        .split_inclusive(|b| *b == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    if lines.is_empty() {
        return;
    }
    let line = lines.remove(random.below(lines.len()));
    if !random.one_in(3) {
        lines.insert(random.below(lines.len() + 1), line);
    }
    *input = lines.concat();
}
