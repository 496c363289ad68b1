// The drawings of the texts: one file has the words of both languages, and on a small phone they can be read.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { files, text } from './lib/site.mjs';

const site = await visitor();

const explainers = files.filter((file) => /^(ko|en)\/(?!glossary\/)[^/]+\/index\.html$/.test(file));

/** The drawings that a page shows, by their addresses in it. */
const drawings = (file) => [...text(file).matchAll(/ src="([^"]+\.svg[^"]*)"/g)].map(([, src]) => src);

test('there are drawings in the explainers', () => {
  for (const lang of ['ko', 'en']) {
    const shown = explainers.filter((file) => file.startsWith(lang)).flatMap(drawings);
    assert.ok(shown.length > 5, `${shown.length} in ${lang}`);
  }
});

// What is left of the smallest phone between its margins.
const NARROW = 280;

const names = (words) => words.map((word) => word.text);

for (const file of explainers) {
  const lang = file.slice(0, 2);
  for (const src of drawings(file)) {
    const path = new URL(src, `http://site/${file}`).href.slice('http://site/'.length);

    test(`${path} speaks the language of ${file}, in words of 12 px and more`, () =>
      withPage(site, path, { viewport: { width: NARROW, height: 600 } }, async (page) => {
        const { languages, words } = await page.evaluate((width) => {
          const drawing = document.documentElement;
          const scale = width / drawing.viewBox.baseVal.width;
          const end = drawing.viewBox.baseVal.height * scale;
          drawing.setAttribute('width', width);
          drawing.setAttribute('height', end);
          const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).display !== 'none';
          const words = [...document.querySelectorAll('text')].filter(shown).map((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return { text: element.textContent, size: parseFloat(getComputedStyle(element).fontSize) * scale, left, right, top, bottom, end };
          });
          return { languages: [...document.querySelectorAll('#ko, #en')].filter(shown).map(({ id }) => id), words };
        }, NARROW);
        assert.deepEqual(languages, [lang]);
        assertNone(names(words.filter(({ size }) => size < 12)), `small words in ${path}`);
        // The box of a line is higher than its letters.
        const outside = ({ left, right, top, bottom, end }) => left < -1 || right > NARROW + 1 || top < -5 || bottom > end + 5;
        assertNone(names(words.filter(outside)), `words that are cut off in ${path}`);
        const over = (a, b) => a.left < b.right && b.left < a.right && a.top + 5 < b.bottom && b.top + 5 < a.bottom;
        const clashes = words.flatMap((a, i) => words.slice(i + 1).filter((b) => over(a, b)).map((b) => `${a.text} × ${b.text}`));
        assertNone(clashes, `words over words in ${path}`);
      }));
  }
}
