// Formulas: drawn as formulas, within the screen, for everybody.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers, findingsOfHtml, tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';

const root = temporaryFolder();
mkdirSync(join(root, 'content'), { recursive: true });
writeFileSync(join(root, 'site.toml'), SETTINGS);
writeFileSync(join(root, 'content/index.ko.md'), '---\ntitle: 처음\n---\n');
writeFileSync(
  join(root, 'content/math.ko.md'),
  String.raw`---
title: 식
math: true
---
반지름이 $r$인 원의 넓이는 $\pi r^2$이고, $a < b \& c > d$도 식이다. 값은 $10억과 $20억이다.

$$\text{속도} = \frac{\text{거리}}{\text{시간}}$$ {#eq-speed}

$$\begin{aligned} (a+b)^2 &= a^2 + 2ab + b^2 \\ \sqrt{x} &= \sum_{i=1}^{n} \frac{1}{i^2} \end{aligned}$$

$$|x| = \begin{cases} x & x \ge 0 \\ -x & \text{아니면} \end{cases} \qquad \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}$$ {#eq-cases}

$$a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14} + a_{15} + a_{16} + a_{17} = 0$$

[[#eq-speed]]을 보라.
`,
);
const out = join(root, 'public');
build(root, out);
const site = await visitor(out);
const PATH = 'ko/math/';

test('fractions are drawn one above the other', async () => {
  await withPage(site, PATH, {}, async (page) => {
    const [above, below] = await page.locator('mfrac').first().evaluate((frac) => [...frac.children].map((c) => c.getBoundingClientRect().top));
    assert.ok(above < below);
    assert.equal(await page.locator('math').count(), 7);
  });
});

for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`nothing is wider than the screen, and axe finds nothing (${screen}, ${colorScheme})`, async () => {
      await withPage(site, PATH, { viewport, colorScheme }, async (page) => {
        assertNone(await tooWide(page), 'element that is too wide');
        assertNone(await barriers(page), 'axe violation');
      });
    });
  }
}

test('the HTML checker finds nothing', () => {
  assertNone(findingsOfHtml([join(out, PATH, 'index.html')]), 'finding of the HTML checker');
});
