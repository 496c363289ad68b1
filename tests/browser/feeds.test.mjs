// The Atom feeds (RFC 4287), read by a real XML parser.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { launch } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { elements, references } from './lib/html.mjs';
import { base, fileBehind, files, pages, text } from './lib/site.mjs';

const page = await (await launch()).newPage();
const feeds = new Map();
for (const file of files.filter((file) => file.endsWith('feed.xml'))) feeds.set(file, await read(text(file)));

/** What a feed says; `error` if it is not well-formed XML. */
function read(xml) {
  return page.evaluate((xml) => {
    const ATOM = 'http://www.w3.org/2005/Atom';
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    const error = parsed.querySelector('parsererror')?.textContent;
    const children = (parent, name) =>
      [...parent.children].filter((child) => child.namespaceURI === ATOM && child.localName === name);
    const describe = (parent) => ({
      ...Object.fromEntries(
        ['id', 'title', 'updated', 'summary', 'content'].map((name) => [
          name,
          children(parent, name).map((child) => child.textContent),
        ]),
      ),
      authors: children(parent, 'author').map((author) => children(author, 'name')[0]?.textContent),
      links: children(parent, 'link').map((link) => ({
        rel: link.getAttribute('rel') ?? 'alternate',
        href: link.getAttribute('href'),
      })),
      contentTypes: children(parent, 'content').map((content) => content.getAttribute('type')),
    });
    const root = parsed.documentElement;
    const isFeed = root.namespaceURI === ATOM && root.localName === 'feed';
    return { error, isFeed, ...describe(root), entries: children(root, 'entry').map(describe) };
  }, xml);
}

test('there is a feed in each language', () => {
  assert.deepEqual([...feeds.keys()], ['en/feed.xml', 'ko/feed.xml']);
});

for (const [file, feed] of feeds) {
  const parts = [feed, ...feed.entries];

  test(`${file} is a well-formed Atom feed with entries`, () => {
    assert.equal(feed.error, undefined);
    assert.ok(feed.isFeed, 'its root is atom:feed');
    assert.ok(feed.entries.length > 0, 'it has entries');
  });

  test(`${file}: feed and entries each have one id, one title and one date (RFC 4287 §4.1)`, () => {
    for (const part of parts) {
      for (const name of ['id', 'title', 'updated']) assert.equal(part[name].length, 1, `${part.id}: ${name}`);
      assert.ok(part.title[0].trim(), `${part.id}: the title is not empty`);
      assert.ok(URL.canParse(part.id[0]), `${part.id}: the id is an IRI`);
      assert.match(part.updated[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
      assert.ok(!Number.isNaN(Date.parse(part.updated[0])), `${part.id}: a day that exists`);
    }
    const ids = parts.map((part) => part.id[0]);
    assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
  });

  test(`${file} has an author, or each entry has one (RFC 4287 §4.1.1)`, () => {
    const named = (part) => part.authors.length > 0 && part.authors.every((name) => name?.trim());
    assert.ok(named(feed) || feed.entries.every(named));
  });

  test(`${file}: each entry has content or leads to its page`, () => {
    for (const entry of feed.entries) {
      const alternate = entry.links.filter((link) => link.rel === 'alternate');
      assert.ok(entry.content.length === 1 || alternate.length > 0, entry.id[0]);
      assertNone(alternate.filter((link) => !pages.includes(fileBehind(link.href))).map((link) => link.href), 'no page');
    }
  });

  test(`${file} says where it is itself`, () => {
    const self = feed.links.filter((link) => link.rel === 'self').map((link) => link.href);
    assert.deepEqual(self, [base + file]);
  });

  test(`${file}: links and pictures in its HTML are absolute and lead to what exists`, () => {
    const html = feed.entries.filter((entry) => entry.contentTypes[0] === 'html').map((entry) => entry.content[0]);
    const found = html.flatMap((content) => elements(content).flatMap(references));
    assert.ok(found.length > 0, 'there are links');
    assertNone(found.filter((reference) => !URL.canParse(reference)), 'relative link');
    const broken = found.filter((reference) => reference.startsWith(base) && !fileBehind(reference));
    assertNone(broken, 'broken link');
  });
}
