//! Charts: their first line, their values, and the figure around them.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::base::diag::{Diagnostic, Message, Place, did_you_mean, nearest};
use crate::document::beside::Unread;
use crate::document::chart::{Chart, Data, Kind, Source, fence, kind_named, read};
use crate::document::markdown::body::{Numbered, SlotKind};
use crate::lang::message::message;

/// What the first line of a chart says.
#[derive(Default)]
struct Head {
    kind: Option<Kind>,
    title: String,
    caption: String,
    unit: String,
    id: Option<u32>,
    src: Option<(String, Range<usize>)>,
    series: Option<(Vec<String>, Range<usize>)>,
    /// Whether something in it is wrong, which is reported.
    is_wrong: bool,
}

/// The names of the attributes of a chart.
const NAMES: [&str; 5] = ["title", "caption", "unit", "src", "series"];

impl Writer<'_, '_> {
    /// Writes the chart that begins at the event `i`, if it is one. Says which event comes after it.
    pub(super) fn chart(&mut self, i: usize, span: &Range<usize>) -> Option<usize> {
        let words = fence::words(self.source, span.start)?;
        let next = self.skip(i);
        let head = match self.open_quote(span) {
            true => Head {
                is_wrong: true,
                id: self.id_among(&words),
                ..Head::default()
            },
            false => self.head(&words, span),
        };
        let id = head.id;
        if let Some(id) = id {
            self.number(id, Numbered::Figure);
        }
        let data = self.data(&head, i + 1..next - 1, span);
        if let (Some(kind), Some(data)) = (head.kind, data) {
            self.chart_figure(Chart {
                kind,
                span: self.file_span(span),
                title: head.title,
                caption: head.caption,
                unit: head.unit,
                id,
                data,
            });
        }
        Some(next)
    }

    fn chart_figure(&mut self, chart: Chart) {
        self.open_block("<figure class=\"chart\"");
        self.element_id(chart.id);
        self.html(">");
        self.unlinkable += 1;
        let title = self.plain_here();
        self.body.plain.push_str(&chart.title);
        self.body.code.push(title..self.plain_here());
        self.border();
        for word in chart.data.words() {
            self.body.plain.push_str(word);
            self.body.plain.push_str(", ");
        }
        self.border();
        self.unlinkable -= 1;
        self.slot(SlotKind::Chart(self.body.charts.len() as u32));
        let number = (chart.id).filter(|id| self.body.ids[*id as usize].numbered.is_some());
        if !chart.caption.is_empty() || number.is_some() {
            self.html("<figcaption>");
            if let Some(id) = number {
                self.label(id);
                self.html(if chart.caption.is_empty() { "" } else { " " });
            }
            self.text(&chart.caption);
            self.html("</figcaption>");
        }
        self.close_block("</figure>\n");
        self.body.charts.push(chart);
    }

    /// The id among the words of a fence: what refers to it is right, whatever else is wrong.
    pub(super) fn id_among(&mut self, words: &[Range<usize>]) -> Option<u32> {
        let mut ids = words
            .iter()
            .filter(|word| self.source[(*word).clone()].starts_with('#'));
        let word = ids.next()?;
        self.explicit_id(&self.source[word.start + 1..word.end], word)
    }

    /// Whether a quotation mark in the first line has no other one, which is reported: what is behind it cannot be read.
    fn open_quote(&mut self, fence: &Range<usize>) -> bool {
        let line = self.source[fence.clone()].lines().next().unwrap_or("");
        let open = line.char_indices().fold(None, |open, (at, c)| match open {
            None if matches!(c, '"' | '\'') => Some((at, c)),
            Some((_, quote)) if quote == c => None,
            open => open,
        });
        let Some((at, quote)) = open else {
            return false;
        };
        let at = fence.start + at;
        let message = message!(
            "이 따옴표가 닫히지 않습니다",
            "this quotation mark has no end"
        );
        let hint = message!(
            "값이 끝나는 곳에 `{quote}`(을/를) 적으세요",
            "write `{quote}` where the value ends"
        );
        self.report(&(at..at + 1), "chart", message, hint);
        true
    }

    /// Reads the first line. What cannot be read is reported.
    fn head(&mut self, words: &[Range<usize>], fence: &Range<usize>) -> Head {
        let mut head = Head::default();
        let mut is_first = true;
        for word in words {
            let written = &self.source[word.clone()];
            let (name, value) = written.split_once('=').unwrap_or((written, ""));
            let value = value.trim_matches(['"', '\'']).trim();
            let has_value = written.len() > name.len();
            match (&mut head.kind, name) {
                (_, id) if id.starts_with('#') => {
                    head.id = self.explicit_id(&written[1..], word).or(head.id);
                }
                (_, "title") if has_value => value.clone_into(&mut head.title),
                (_, "caption") if has_value => value.clone_into(&mut head.caption),
                (_, "unit") if has_value => value.clone_into(&mut head.unit),
                (_, "src") if has_value => head.src = Some((value.to_owned(), word.clone())),
                (_, "series") if has_value => {
                    let names = value.split(',').map(|name| name.trim().to_owned());
                    head.series = Some((names.collect(), word.clone()));
                }
                (Some(Kind::Bar { stacked, .. }), "stacked") if !has_value => *stacked = true,
                (Some(Kind::Bar { horizontal, .. }), "horizontal") if !has_value => {
                    *horizontal = true;
                }
                (kind @ None, name) if is_first && !has_value => match kind_named(name) {
                    Ok(named) => *kind = Some(named),
                    Err(hint) => {
                        head.is_wrong = true;
                        let message = message!(
                            "그릴 수 없는 그래프입니다: `{name}`",
                            "there is no chart `{name}`"
                        );
                        self.report(word, "chart", message, hint);
                    }
                },
                _ => {
                    head.is_wrong = true;
                    let message = message!(
                        "그래프에 쓸 수 없는 말입니다: `{written}`",
                        "a chart has no `{written}`"
                    );
                    let list =
                        "title=\"…\", caption=\"…\", unit=\"…\", src=….csv, series=\"…\", #fig-…";
                    let hint = match nearest(
                        name,
                        NAMES.into_iter().chain(["stacked", "horizontal"]),
                    ) {
                        Some("stacked" | "horizontal") => message!(
                            "`chart bar stacked`, `chart bar horizontal`처럼 `bar` 뒤에 적으세요",
                            "it goes behind `bar`: `chart bar stacked`, `chart bar horizontal`"
                        ),
                        Some(near) => {
                            message!("`{near}=\"…\"`(으로/로) 적으세요", "write `{near}=\"…\"`")
                        }
                        None => message!("쓸 수 있는 것: {list}", "known here: {list}"),
                    };
                    self.report(word, "chart", message, hint);
                }
            }
            is_first = is_first && (name.starts_with('#') || has_value);
        }
        if head.kind.is_none() && !head.is_wrong {
            head.is_wrong = true;
            let line = self.source[fence.clone()].lines().next().unwrap_or("");
            let span = fence.start..fence.start + line.trim_end().len();
            let message = message!(
                "어떤 그래프인지 적혀 있지 않습니다",
                "this does not say what chart it is"
            );
            let hint = message!(
                "`chart bar`처럼 종류를 적으세요: bar, line, dot, share, timeline",
                "write the kind, as in `chart bar`: bar, line, dot, share, timeline"
            );
            self.report(&span, "chart", message, hint);
        }
        head
    }

    /// The values of a chart whose code is in some events. What is wrong with them is reported.
    fn data(&mut self, head: &Head, events: Range<usize>, fence: &Range<usize>) -> Option<Data> {
        let kind = head.kind.filter(|_| !head.is_wrong)?;
        let mut inline = String::new();
        // Where pieces of the code begin in it and in the text: in a list, lines have spaces in front.
        let mut pieces = Vec::new();
        for (event, span) in &self.events[events] {
            if let Event::Text(text) = event {
                pieces.push((inline.len(), span.start));
                inline.push_str(text);
            }
        }
        let beside = match &head.src {
            Some((src, word)) => Some(self.beside(src, word, !inline.trim().is_empty())?),
            None => None,
        };
        let languages = self.context.languages;
        let source = Source {
            csv: beside.as_ref().map_or(&inline, |(text, _)| text),
            language: languages.own,
            languages: languages.all,
        };
        let line_end = fence.start
            + self.source[fence.clone()]
                .lines()
                .next()
                .map_or(0, str::len);
        let place = |span: &Range<usize>| match &beside {
            Some((_, file)) => Place::at(&file.as_str().into(), span.clone()),
            None => {
                let piece = pieces.partition_point(|(at, _)| *at <= span.start);
                let (at, from) = match piece.checked_sub(1) {
                    Some(piece) => pieces[piece],
                    None => (0, line_end),
                };
                let start = from + (span.start - at.min(span.start));
                self.context.place(&(start..start + span.len()))
            }
        };
        match read(kind, source) {
            // The rest of the text is no values: that the fence has no end is told.
            Err(_) if beside.is_none() && !self.is_closed(fence) => None,
            Err(faults) => {
                let found = faults.into_iter().map(|fault| {
                    Diagnostic::error(place(&fault.span), "chart", fault.message).hint(fault.hint)
                });
                let found: Vec<_> = found.collect();
                self.diagnostics.extend(found);
                None
            }
            Ok(Data::Numbers(mut table)) if let Some((names, word)) = &head.series => {
                let (here, wanted) = (names.len(), table.series.len());
                if here != wanted {
                    let message = message!(
                        "`series`에 이름이 {here}개인데 값의 열은 {wanted}개입니다",
                        "`series` has {here} names, and there are {wanted} columns of values"
                    );
                    let hint = message!(
                        "열마다 이름을 하나씩, 쉼표로 나누어 적으세요",
                        "write a name for each column, with commas between"
                    );
                    self.report(word, "chart", message, hint);
                    return None;
                }
                for (series, name) in table.series.iter_mut().zip(names) {
                    series.name.clone_from(name);
                }
                Some(Data::Numbers(table))
            }
            Ok(data) => Some(data),
        }
    }

    /// Whether a fence has an end.
    fn is_closed(&self, fence: &Range<usize>) -> bool {
        let last = self.source[fence.clone()].trim_end().lines().last();
        let last = last.unwrap_or("").trim_start_matches([' ', '\t', '>']);
        last.starts_with(['`', '~']) && last.chars().all(|c| matches!(c, '`' | '~'))
    }

    /// The text of a file beside this one, and its path.
    fn beside(
        &mut self,
        src: &str,
        word: &Range<usize>,
        has_inline: bool,
    ) -> Option<(std::sync::Arc<str>, String)> {
        let (message, hint): (Message, Message) = if has_inline {
            (
                message!(
                    "값이 `{src}`에도 있고 여기에도 있습니다",
                    "there are values in `{src}` and here"
                ),
                message!(
                    "`src`를 빼거나 여기의 값을 지우세요",
                    "take `src` away, or delete the values here"
                ),
            )
        } else {
            match self.context.beside?.text(src) {
                Ok(found) => return Some(found),
                Err(Unread::Missing(names)) => (
                    message!("`{src}` 파일이 없습니다", "there is no file `{src}`"),
                    did_you_mean(src, names.iter().map(String::as_str)).unwrap_or_else(|| {
                        message!(
                            "이 글과 같은 폴더에 파일을 두고 이름을 적으세요",
                            "put the file into the folder of this text, and write its name"
                        )
                    }),
                ),
                Err(Unread::NoText) => (
                    message!(
                        "`{src}`(을/를) 글로 읽을 수 없습니다",
                        "`{src}` cannot be read as text"
                    ),
                    message!(
                        "UTF-8로 저장한 32MB보다 작은 CSV 파일이어야 합니다",
                        "it has to be CSV in UTF-8 of less than 32 MB"
                    ),
                ),
            }
        };
        self.report(word, "chart", message, hint);
        None
    }
}
