// Charts and timelines: legible on every screen and on paper, in every scheme, with their values for who does not see the picture.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers, findingsOfHtml, tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';

const chart = (head, rows) => `\`\`\`chart ${head}\n${rows.join('\n')}\n\`\`\`\n\n`;

const root = temporaryFolder();
mkdirSync(join(root, 'content/tide'), { recursive: true });
writeFileSync(join(root, 'site.toml'), SETTINGS);
writeFileSync(join(root, 'content/index.ko.md'), '---\ntitle: 처음\n---\n');
writeFileSync(
  join(root, 'content/tide/index.ko.md'),
  `---
title: 조력
date: 2026-01-01
---
${chart('bar {#fig-money title="투자" caption="회사가 밝혔다." unit="조 원"}', ['연도,전력 설비,송전망', '2024년 상반기,35,20', '2025년,"1,063.5",', '2026년,-40,3'])}
${chart('bar horizontal {title="나라"}', ['나라,값', '이름이 아주 긴 나라의 조력 발전소,5', '둘,3'])}
${chart('bar stacked {title="쌓기"}', ['연도,가,나,다,라', ...Array.from({ length: 12 }, (_, i) => `${2010 + i},1,2,3,4`)])}
${chart('line {title="선" unit="GW"}', ['연도,조력,풍력', ...Array.from({ length: 12 }, (_, i) => `${2010 + i},${i},${i * i * 1000}`)])}
${chart('dot {title="점"}', ['이름,값', '가,5', '나,8'])}
${chart('share {title="몫"}', ['이름,비율', '조력,62', '그 밖의 재생 에너지,38'])}
${chart('timeline {title="때"}', ['때,일', '2024-03,계약', '2025-07-27,더 큰 계약을 맺고 땅을 고르다', '2026~2029,공사'])}
- 목록 안

  ${chart('bar', ['가,나', '하나,5']).trim().replaceAll('\n', '\n  ')}

## 바뀐 것 {#changes kind=timeline}

### 2024-03 계약 {#deal}

아주길어서끊을수없는낱말아주길어서끊을수없는낱말아주길어서끊을수없는낱말.

### 2025~2029 공사 {#works}

끝.
`,
);
const out = join(root, 'public');
build(root, out);
const site = await visitor(out);
const PATH = 'ko/tide/';
/** As wide as 1,280 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 };

/** What is read in pictures: words with their boxes. */
const words = (page) =>
  page.locator('.chart svg text').evaluateAll((all) =>
    all
      .filter((text) => text.getClientRects().length > 0 && text.checkVisibility())
      .map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const chart = [...document.querySelectorAll('.chart')].indexOf(text.closest('.chart'));
        return { chart, text: text.textContent, size: parseFloat(getComputedStyle(text).fontSize), left, right, top, bottom };
      }),
  );

for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE], ['400 %', ZOOMED]]) {
  test(`words of 12 px and more, none over another, none outside (${screen})`, async () => {
    await withPage(site, PATH, { viewport }, async (page) => {
      const all = await words(page);
      assert.ok(all.length > 40, `${all.length} words`);
      assertNone(all.filter(({ size }) => size < 12).map(({ text }) => text), 'word that is too small');
      const outside = ({ left, right }) => left < -1 || right > viewport.width + 1;
      assertNone(all.filter(outside).map(({ text }) => text), 'word outside');
      const over = (a, b) => a.chart === b.chart && a.left + 1 < b.right && b.left + 1 < a.right && a.top + 5 < b.bottom && b.top + 5 < a.bottom;
      const clashes = all.flatMap((a, i) => all.slice(i + 1).filter((b) => over(a, b)).map((b) => `${a.text} × ${b.text}`));
      assertNone(clashes, 'word over a word');
      assertNone(await tooWide(page), 'element that is too wide');
    });
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, with the tables open (${screen}, ${colorScheme})`, async () => {
      assertNone(await withPage(site, PATH, { viewport, colorScheme }, barriers), 'axe violation');
    });
  }
}

test('a table opens by the keyboard and has the values', async () => {
  await withPage(site, PATH, {}, async (page) => {
    const figure = page.locator('#fig-money');
    const table = figure.getByRole('table', { name: '투자' });
    assert.equal(await table.isVisible(), false);
    await figure.locator('summary').focus();
    await page.keyboard.press('Enter');
    assert.equal(await table.getByRole('row', { name: '2025년' }).innerText(), '2025년\t1,063.5\t–');
  });
});

test('a picture says in words what it shows', async () => {
  await withPage(site, PATH, {}, async (page) => {
    const figures = await page.locator('.chart').count();
    assert.equal(await page.getByRole('img', { name: /\(투자\).*1,063\.5조 원/ }).count(), 1);
    assert.equal(await page.locator('.chart [role=img][aria-label]').count(), figures);
  });
});

for (const colorScheme of ['light', 'dark']) {
  for (const forcedColors of ['none', 'active']) {
    test(`series stand out from the page and from one another (${colorScheme}, forced colours ${forcedColors})`, async () => {
      await withPage(site, PATH, { colorScheme, forcedColors }, async (page) => {
        const { paper, series, lines } = await page.evaluate(() => {
          const colour = (css) => {
            const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            canvas.fillStyle = css;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
          };
          const of = (selector, name) => [...document.querySelectorAll(selector)].map((element) => getComputedStyle(element)[name]);
          const stacked = [...document.querySelectorAll('.chart')][2];
          const series = [1, 2, 3, 4].map((n) => colour(getComputedStyle(stacked.querySelector(`rect.s${n}`)).fill));
          return { paper: colour(of('body', 'backgroundColor')[0]), series, lines: of('.chart .stroke', 'strokeDasharray') };
        });
        const luminance = (rgb) => {
          const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a, b) => {
          const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
          return (high + 0.05) / (low + 0.05);
        };
        for (const rgb of series) assert.ok(contrast(rgb, paper) >= 3, `${rgb} on ${paper}`);
        assert.equal(new Set(series.map(String)).size, series.length, series.join(' '));
        assert.equal(new Set(lines).size, 2, 'lines differ without colours too');
      });
    });
  }
}

test('on paper charts are whole and in colour, and their tables are not printed', async () => {
  await withPage(site, PATH, {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const styles = await page.locator('.chart').evaluateAll((all) =>
      all.map((figure) => [
        getComputedStyle(figure).breakInside,
        getComputedStyle(figure.querySelector('svg')).printColorAdjust,
        getComputedStyle(figure.querySelector('details')).display,
      ]),
    );
    for (const style of styles) assert.deepEqual(style, ['avoid', 'exact', 'none']);
  });
});

test('a timeline is a list in order, each with its date before its words', async () => {
  await withPage(site, PATH, { viewport: ZOOMED }, async (page) => {
    const items = page.locator('#changes ol > li');
    assert.deepEqual(await items.locator('h3').allInnerTexts(), ['2024년 3월\n계약', '2025년~2029년\n공사']);
    const [date, title] = await items.first().locator('h3').evaluate((heading) => {
      const range = document.createRange();
      // Where there is script, the heading is a link to itself.
      range.selectNodeContents((heading.querySelector('a') ?? heading).lastChild);
      return [heading.querySelector('time').getBoundingClientRect(), range.getBoundingClientRect()].map(({ bottom, top }) => ({ bottom, top }));
    });
    assert.ok(date.bottom <= title.top + 1);
  });
});

test('the HTML checker finds nothing', () => {
  assertNone(findingsOfHtml([join(out, PATH, 'index.html')]), 'finding of the HTML checker');
});
