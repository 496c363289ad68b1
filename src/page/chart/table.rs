//! The values of a chart as a table.

use super::number::{grouped, with_unit};
use crate::base::text::push_text;
use crate::document::chart::{Chart, Data, Number};
use crate::lang::LanguageId;
use crate::page::Composer;

impl Composer<'_> {
    /// The values as a table.
    pub(super) fn chart_table(&self, chart: &Chart, id: LanguageId, out: &mut String) {
        out.push_str("<table>\n");
        let title = with_unit(&chart.title, "");
        let caption = match (title.is_empty(), chart.unit.is_empty()) {
            (true, _) => chart.unit.clone(),
            (false, true) => title,
            (false, false) => format!("{title} ({})", chart.unit),
        };
        if !caption.is_empty() {
            out.push_str("<caption>");
            push_text(out, &caption);
            out.push_str("</caption>\n");
        }
        let head = |out: &mut String, name: &str| {
            out.push_str(if name.is_empty() {
                "<td>"
            } else {
                "<th scope=\"col\">"
            });
            push_text(out, name);
            out.push_str(if name.is_empty() { "</td>" } else { "</th>" });
        };
        out.push_str("<thead><tr>");
        match &chart.data {
            Data::Events { heads, events } => {
                heads.iter().for_each(|name| head(out, name));
                out.push_str("</tr></thead>\n<tbody>\n");
                for (when, text) in events {
                    out.push_str("<tr><th scope=\"row\">");
                    push_text(out, &self.when(*when, id));
                    out.push_str("</th><td>");
                    push_text(out, text);
                    out.push_str("</td></tr>\n");
                }
            }
            Data::Numbers(table) => {
                head(out, &table.corner);
                table
                    .series
                    .iter()
                    .for_each(|series| head(out, &series.name));
                out.push_str("</tr></thead>\n<tbody>\n");
                for (at, label) in table.labels.iter().enumerate() {
                    out.push_str("<tr><th scope=\"row\">");
                    push_text(out, label);
                    out.push_str("</th>");
                    for series in &table.series {
                        out.push_str("<td class=\"right\">");
                        out.push_str(&exact(series.values[at]));
                        out.push_str("</td>");
                    }
                    out.push_str("</tr>\n");
                }
            }
        }
        out.push_str("</tbody></table>");
    }
}

/// A value as it is written, or the sign of a gap.
fn exact(number: Option<Number>) -> String {
    number.map_or("–".to_owned(), |n| grouped(n.value, n.decimals))
}

/// The values as a table in Markdown, for who reads text.
pub(crate) fn as_markdown(chart: &Chart) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut lines = Vec::new();
    let mut row = |cells: Vec<String>| lines.push(format!("| {} |", cells.join(" | ")));
    match &chart.data {
        Data::Events { heads, events } => {
            row(heads.iter().map(|head| cell(head)).collect());
            row(vec!["---".into(), "---".into()]);
            for ((first, last), text) in events {
                let when = last.map_or(first.to_string(), |last| format!("{first}~{last}"));
                row(vec![when, cell(text)]);
            }
        }
        Data::Numbers(table) => {
            let names = table.series.iter().map(|series| cell(&series.name));
            row(std::iter::once(cell(&table.corner)).chain(names).collect());
            let marks = table.series.iter().map(|_| "---:".to_owned());
            row(std::iter::once("---".to_owned()).chain(marks).collect());
            for (at, label) in table.labels.iter().enumerate() {
                let values = table.series.iter().map(|series| exact(series.values[at]));
                row(std::iter::once(cell(label)).chain(values).collect());
            }
        }
    }
    let head = match (chart.title.is_empty(), chart.unit.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("**{}**\n\n", chart.title),
        (true, false) => format!("({})\n\n", chart.unit),
        (false, false) => format!("**{}** ({})\n\n", chart.title, chart.unit),
    };
    let foot = match chart.caption.is_empty() {
        true => String::new(),
        false => format!("\n\n{}", chart.caption),
    };
    format!("{head}{}{foot}\n", lines.join("\n"))
}
