// No line ends inside a Korean word, at any of the widths people read at.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openDetails, visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();

const KINDS = ['explainer (ko)', 'parallel view (ko)', 'term (ko)', 'glossary (ko)', 'home (ko)', 'search (ko)', 'front door'];

for (const kind of KINDS) {
  for (const width of [1280, 390, 320]) {
    test(`${kind}: Korean words stay whole at ${width} px`, async () => {
      await withPage(site, kinds.get(kind), { viewport: { width, height: 900 } }, async (page) => {
        await openDetails(page);
        const { pairs, lines, broken } = await page.evaluate(measure);
        // On the longest page there are thousands; without a line break nothing would be shown.
        assert.ok(pairs > 20, `${pairs} pairs of neighbouring characters in Korean words`);
        if (kind === 'explainer (ko)') assert.ok(lines > 50, `${lines} lines`);
        assertNone(broken, 'line that ends inside a Korean word');
      });
    });
  }
}

/**
 * In the page: looks at each pair of neighbouring letters of which at least one is Hangul, and says which stand on
 * different lines. `는` in `<a>콜로서스</a>는` is a neighbour too. A word wider than its column may be broken.
 */
function measure() {
  const HANGUL = /\p{Script=Hangul}/u;
  const LETTER = /[\p{L}\p{N}]/u;
  const range = document.createRange();
  const blockOf = (node) => {
    let element = node.parentElement;
    while (/^(inline|contents|ruby)/.test(getComputedStyle(element).display)) element = element.parentElement;
    return element;
  };
  const columnWidth = (block) => {
    const { paddingLeft, paddingRight } = getComputedStyle(block);
    return block.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  };

  // Words: what stands between spaces, as characters with their boxes.
  const words = [];
  let word;
  const end = () => {
    if (word?.length > 1) words.push(word);
    word = undefined;
  };
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let block;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (['BR', 'WBR', 'IMG', 'SVG', 'INPUT', 'BUTTON'].includes(node.tagName.toUpperCase())) end();
      continue;
    }
    const here = blockOf(node);
    if (here !== block) end();
    block = here;
    let at = 0;
    for (const char of node.data) {
      range.setStart(node, at);
      range.setEnd(node, at + char.length);
      at += char.length;
      const box = range.getClientRects()[0];
      if (/\s/.test(char) || !box || box.width === 0) end();
      else (word ??= []).push({ char, box, block });
    }
  }
  end();

  let pairs = 0;
  const tops = new Set();
  const broken = [];
  for (const word of words) {
    tops.add(Math.round(word[0].box.top));
    const width = word.reduce((sum, { box }) => sum + box.width, 0);
    for (let i = 1; i < word.length; i += 1) {
      const [a, b] = [word[i - 1], word[i]];
      if (!LETTER.test(a.char) || !LETTER.test(b.char) || !HANGUL.test(a.char + b.char)) continue;
      pairs += 1;
      const sameLine = b.box.top < a.box.bottom && a.box.top < b.box.bottom;
      if (sameLine || width > columnWidth(word[0].block)) continue;
      const text = (part) => part.map(({ char }) => char).join('');
      broken.push(`${text(word.slice(0, i))}|${text(word.slice(i))} in <${word[0].block.localName}>`);
    }
  }
  return { pairs, lines: tops.size, broken };
}
