// Blocks of code: legible in every scheme, marked, copied to the byte; the same without script, on paper and in forced colours.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers, findingsOfHtml, tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';

const RUST = `// 값을 찾는다
fn find<'a>(map: &'a Map, key: &str) -> Option<&'a str> {
    let name = format!("{key}-{}", 42 /* <&> */);

    map.get(&name) // ${'아주 긴 주석 '.repeat(12)}
}
`;

const root = temporaryFolder();
mkdirSync(join(root, 'content'), { recursive: true });
writeFileSync(join(root, 'site.toml'), SETTINGS);
writeFileSync(join(root, 'content/index.ko.md'), '---\ntitle: 처음\n---\n');
writeFileSync(
  join(root, 'content/code.ko.md'),
  `---
title: 코드
---
<form name="createElement"></form>

\`\`\`rust title="src/find.rs" {1,3-4}
${RUST}\`\`\`

- 목록 안

  \`\`\`diff
  @@ -1 +1 @@
  -accent = "red"
  +accent = "blue"
   same = 1
  \`\`\`

\`\`\`html
<!-- c --><p class="x">R&amp;D</p><style>p { color: #fff }</style>
\`\`\`

\`\`\`yaml
a: true # c
\`\`\`
`,
);
const out = join(root, 'public');
build(root, out);
const site = await visitor(out);
const PATH = 'ko/code/';

test('a press copies the code to the byte, without the line feed at its end', async () => {
  await withPage(site, PATH, {}, async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const button = page.getByRole('button', { name: '복사: src/find.rs' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '복사했습니다: src/find.rs' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), RUST.trimEnd());
    assert.equal(await page.locator('pre').count(), await page.locator('.code > button').count());
  });
});

test('what a reader selects is the code, with no line twice', async () => {
  await withPage(site, PATH, {}, async (page) => {
    const selected = await page.evaluate(() => {
      getSelection().selectAllChildren(document.querySelector('pre > code'));
      return getSelection().toString();
    });
    assert.equal(selected.trimEnd(), RUST.trimEnd());
  });
});

test('marked lines fill the block from edge to edge, and the button stays where code scrolls', async () => {
  await withPage(site, PATH, { viewport: PHONE }, async (page) => {
    assertNone(await tooWide(page), 'element that is too wide');
    const { mark, pre, scrolls } = await page.evaluate(() => {
      const pre = document.querySelector('pre');
      return { mark: pre.querySelector('mark').offsetWidth, pre: pre.scrollWidth, scrolls: pre.scrollWidth > pre.clientWidth };
    });
    assert.ok(scrolls && mark >= pre - 1, `${mark} of ${pre}`);
    const button = page.locator('.code > button').first();
    const before = await button.boundingBox();
    await page.locator('pre').first().evaluate((pre) => (pre.scrollLeft = 200));
    assert.deepEqual(await button.boundingBox(), before);
  });
});

for (const colorScheme of ['light', 'dark']) {
  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    test(`axe finds nothing, contrast included (${colorScheme}, ${screen})`, async () => {
      await withPage(site, PATH, { colorScheme, viewport }, async (page) => {
        await page.evaluate(() => document.querySelector('[name=createElement]').remove());
        await page.addStyleTag({ content: '.code > button { opacity: 1 !important }' });
        assertNone(await barriers(page), 'axe violation');
      });
    });
  }
}

test('the HTML checker finds nothing', () => {
  assertNone(findingsOfHtml([join(out, PATH, 'index.html')]), 'finding of the HTML checker');
});

test('without script and on paper there is the code alone', async () => {
  await withPage(site, PATH, { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('.code > button').count(), 0);
    assert.equal(await page.locator('pre > code').first().textContent(), RUST);
  });
  await withPage(site, PATH, {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.code > button').first().isVisible(), false);
  });
});

test('in forced colours marked lines and changes are still told from the others', async () => {
  await withPage(site, PATH, { forcedColors: 'active' }, async (page) => {
    const border = await page.locator('pre mark').first().evaluate((mark) => getComputedStyle(mark).borderLeftWidth);
    assert.equal(border, '4px');
    // A browser's own colours of `mark` are black on the black that it paints behind letters.
    const [letters, ground] = await page.locator('pre mark').first().evaluate((mark) => {
      const { color, backgroundColor } = getComputedStyle(mark);
      return [color, backgroundColor];
    });
    assert.notEqual(letters, ground);
    const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground, canvas);
    assert.match(await page.locator('ins').textContent(), /^\+/);
  });
});
