// What is looked for on pages of any site.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { openDetails } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The barriers that axe-core finds on a page. */
export async function barriers(page) {
  await openDetails(page);
  await page.evaluate(AXE);
  // WCAG 2.2 asks for targets of 24 pixels, which axe leaves out unless it is told.
  const rules = { 'target-size': { enabled: true } };
  const options = { resultTypes: ['violations'], rules };
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => {
      const why = failureSummary.split('\n').slice(1).join(' ').trim();
      return `${id}: ${help}\n      ${html}\n      ${why}`;
    }),
  );
}

/** What reaches beyond the right edge of a page. */
export async function tooWide(page) {
  await openDetails(page);
  return page.evaluate(findTooWide);
}

/** How the lines of a page end: pairs of neighbouring characters, lines, and the Korean words that are `broken`. */
export async function lineEnds(page) {
  await openDetails(page);
  return page.evaluate(measure);
}

const JAR = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** What the Nu HTML checker says of some files. One run for all, as starting it takes longest. */
export function findingsOfHtml(paths) {
  const { error, stderr } = spawnSync('java', ['-jar', JAR, '--format', 'json', ...paths], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw error;
  return JSON.parse(stderr).messages.map(({ url = '', type, subType, lastLine, lastColumn, message, extract = '' }) => {
    const page = decodeURIComponent(url).replace(/^file:(\/\/)?/, '');
    return `${page}:${lastLine}:${lastColumn}: ${subType ?? type}: ${message}\n      ${extract.replace(/\s+/g, ' ')}`;
  });
}

/** In the page: the innermost elements that reach beyond the right edge and cannot be scrolled by themselves. */
function findTooWide() {
  const width = document.documentElement.clientWidth;
  const scrollsByItself = (element) =>
    element && element !== document.body && element !== document.documentElement
      ? ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrollsByItself(element.parentElement)
      : false;
  const isCutOnPurpose = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { clipPath, overflowX, textOverflow } = getComputedStyle(at);
      // Text for screen readers only is clipped to nothing; a long title in the way here ends in an ellipsis.
      if (clipPath.startsWith('inset(') || (overflowX === 'hidden' && textOverflow === 'ellipsis')) return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect();
    const isBeyond = box.width > 0 && box.height > 0 && (box.right > width + 1 || box.left < -1);
    return isBeyond && element.checkVisibility() && !isCutOnPurpose(element) && !scrollsByItself(element.parentElement);
  });
  const innermost = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
  const found = innermost.map((element) => {
    const { left, right } = element.getBoundingClientRect();
    const text = element.textContent.trim().slice(0, 40);
    return `<${element.localName}> from ${left} to ${right} px: «${text}»`;
  });
  const { scrollWidth } = document.documentElement;
  return found.length === 0 && scrollWidth > width ? [`the page itself, ${scrollWidth} px`] : found;
}

/**
 * In the page: looks at each pair of neighbouring letters of which at least one is Hangul, and says which stand on
 * different lines. `는` in `<a>콜로서스</a>는` is a neighbour too, and so is what belongs to a mark before it: the particle after
 * `’`, `)` or `%`, the bracket after a word or the mark of its source, the figure after a hyphen. A word wider than its column may be broken.
 */
function measure() {
  const HANGUL = /\p{Script=Hangul}/u;
  const LETTER = /[\p{L}\p{N}]/u;
  const TOGETHER = /^(?:[)\]}’”」』》〉】%…!?.]\p{Script=Hangul}|[\p{L}\p{N}][([]|-\d)$/u;
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

  // Words: what is between spaces, as characters with their boxes.
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
      if (char === '\u2060') continue;
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
      const both = a.char + b.char;
      const letters = LETTER.test(a.char) && LETTER.test(b.char) && HANGUL.test(both);
      if (!letters && !TOGETHER.test(both)) continue;
      pairs += 1;
      const sameLine = b.box.top < a.box.bottom && a.box.top < b.box.bottom;
      if (sameLine || width > columnWidth(word[0].block)) continue;
      const text = (part) => part.map(({ char }) => char).join('');
      broken.push(`${text(word.slice(0, i))}|${text(word.slice(i))} in <${word[0].block.localName}>`);
    }
  }
  return { pairs, lines: tops.size, broken };
}
