//! What holds for the files of every site without errors.

use quick_xml::events::Event;

use super::engine::{Seen, Verdict};
use super::html;
use super::site::Site;

/// Checks pages, feeds, sitemaps and the search index. `raw_html` has to be off.
pub fn check(site: &Site, seen: &mut Seen) -> Verdict {
    for (path, page) in site.texts(".html") {
        let page = page?;
        html::check(page, seen)
            .and_then(|()| check_json_ld(page))
            .map_err(|why| format!("{path}: {why}"))?;
    }
    for (path, text) in site.texts(".xml") {
        check_xml(text?).map_err(|why| format!("{path}: {why}"))?;
    }
    for (path, script) in site
        .texts(".js")
        .filter(|(path, _)| path.starts_with("assets/search/"))
    {
        check_search(script?).map_err(|why| format!("{path}: {why}"))?;
    }
    Ok(())
}

fn check_json_ld(page: &str) -> Verdict {
    for part in page.split("<script type=\"application/ld+json\">").skip(1) {
        let json = part.split("</script>").next().unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(json)
            .map_err(|e| format!("JSON-LD: {e}: {json}"))?;
    }
    Ok(())
}

/// Whether a text is well-formed XML, and holds only characters that XML has.
fn check_xml(text: &str) -> Verdict {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if let Some(c) = text.chars().find(|c| !legal(*c)) {
        return Err(format!("XML cannot hold {c:?}"));
    }
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Eof => return Ok(()),
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.map_err(|e| e.to_string())?;
                }
            }
            _ => {}
        }
    }
}

/// A file of the search index hands over one list of values as JSON.
fn check_search(script: &str) -> Verdict {
    let list = script.find('[').zip(script.rfind(']'));
    let list = list
        .and_then(|(start, end)| script.get(start..=end))
        .ok_or("no list")?;
    serde_json::from_str::<serde_json::Value>(list)
        .map(drop)
        .map_err(|e| e.to_string())
}
