// Videos of other sites: nothing is asked of them before a reader presses; and old addresses, which lead on.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers, tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';

const root = temporaryFolder();
mkdirSync(join(root, 'content/talk'), { recursive: true });
writeFileSync(join(root, 'site.toml'), SETTINGS);
writeFileSync(join(root, 'content/index.ko.md'), '---\ntitle: 처음\n---\n');
writeFileSync(
  join(root, 'content/talk/index.ko.md'),
  `---
title: 강연
moved_from: [old-talk]
---
앞이다.

[터빈 강연](https://youtu.be/dQw4w9WgXcQ?t=90)

<https://vimeo.com/76979871>

<img name="createElement" src="x.svg" alt=""> <iframe src="about:blank" width="5000" title="틀"></iframe>

![도는 모습](v.mp4 "도는 터빈")
`,
);
writeFileSync(join(root, 'content/talk/10-end.ko.md'), '---\ntitle: 끝\nmoved_from: [finish]\n---\n끝이다.\n');
writeFileSync(join(root, 'content/talk/x.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
writeFileSync(join(root, 'content/talk/v.mp4'), 'x');
const out = join(root, 'public');
build(root, out);

const site = await visitor(out);

/** Opens the page and notes what it asks of other hosts, which answer with an empty page. */
const talk = (options, task) =>
  withPage(site, 'robots.txt', options, async (page) => {
    const asked = [];
    await page.route(/^https:/, async (route) => {
      asked.push(route.request().url());
      await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>player</title>' });
    });
    await page.goto(`${site.server.root}ko/talk/`, { waitUntil: 'networkidle' });
    return task(page, asked);
  });

test('a press, and nothing before it, brings the player of the other site, where the reader is then', async () => {
  await talk({}, async (page, asked) => {
    const button = page.getByRole('button', { name: '재생: 터빈 강연' });
    assert.equal(await button.innerText(), '재생');
    assertNone(asked, 'request to another host');
    await button.focus();
    await page.keyboard.press('Enter');
    const frame = page.locator('.video iframe');
    await frame.waitFor();
    assert.equal(await frame.getAttribute('src'), 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=90');
    assert.equal(await frame.getAttribute('title'), '터빈 강연');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'iframe');
    await page.waitForLoadState('networkidle');
    assert.ok(asked.length > 0);
    assertNone(asked.filter((url) => !url.startsWith('https://www.youtube-nocookie.com/')), 'request to a third host');
    await page.getByRole('button', { name: '재생: Vimeo 동영상' }).click();
    assert.equal(await frame.nth(1).getAttribute('title'), 'Vimeo 동영상');
    assert.match(await frame.nth(1).getAttribute('src'), /^https:\/\/player\.vimeo\.com\/video\/76979871\?dnt=1/);
  });
});

for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`player and frame keep their room, and nothing is wider than the screen (${screen})`, async () => {
    await talk({ viewport }, async (page) => {
      const button = page.locator('.video button').first();
      const before = await button.boundingBox();
      assert.ok(Math.abs(before.width / before.height - 16 / 9) < 0.02, `${before.width} × ${before.height}`);
      await button.click();
      assert.deepEqual(await page.locator('.video iframe').first().boundingBox(), before);
      assertNone(await tooWide(page), 'element that is too wide');
    });
  });
}

test('without script there is the link', async () => {
  await talk({ javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('.video button').count(), 0);
    const link = page.getByRole('link', { name: '터빈 강연' });
    assert.equal(await link.getAttribute('href'), 'https://youtu.be/dQw4w9WgXcQ?t=90');
  });
});

test('on paper there is the link with its address', async () => {
  await talk({}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.video button').first().isVisible(), false);
    assert.ok(await page.getByRole('link', { name: '터빈 강연' }).isVisible());
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing (${colorScheme})`, async () => {
    await talk({ colorScheme }, async (page) => {
      // axe itself means the document's own method.
      await page.evaluate(() => document.querySelector('[name=createElement]').remove());
      assertNone(await barriers(page), 'axe violation');
    });
  });
}

test('an old address leads to the page and the place on it, with script and without', async () => {
  await withPage(site, 'ko/old-talk/?a=1#finish', {}, async (page) => {
    await page.waitForURL(/\/ko\/talk\//);
    await page.waitForLoadState('networkidle');
    assert.equal(page.url(), `${site.server.root}ko/talk/?a=1#finish`);
    const top = await page.locator('#finish').evaluate((anchor) => anchor.closest('section').id);
    assert.equal(top, 'end');
    assert.equal(await page.evaluate(() => history.length), 2, 'Back does not return to the old address');
  });
  for (const javaScriptEnabled of [true, false]) {
    await withPage(site, 'ko/old-talk/', { javaScriptEnabled }, async (page) => {
      await page.waitForURL(/\/ko\/talk\/$/);
    });
  }
});
