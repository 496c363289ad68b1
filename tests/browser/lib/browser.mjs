// Chromium for the tests of a file, and pages of the site in it.

import { after } from 'node:test';
import { chromium } from 'playwright-core';

import { base, folder } from './site.mjs';
import { serve } from './server.mjs';

/** Chromium from the system's packages, closed when the tests of the file are over. */
export async function launch() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  after(() => browser.close());
  return browser;
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/**
 * Opens pages of the site, or of the one in another folder, in a browser of this file.
 *
 * The site is served below a prefix, as on GitHub Pages, so a link that only works at the root of a host shows.
 */
export async function visitor(of = folder) {
  const browser = await launch();
  const server = await serve(of, '/haeseol/');
  after(() => server.close());
  return {
    server,
    /** A page of the site at `path`; `options` are Playwright's for a browser context. */
    async open(path, options = {}) {
      const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
      // What is not there by now is missing, however busy the machine is.
      context.setDefaultTimeout(600000);
      // Pages that do not know where they are shown (404.html) use the site's public address: let that be here.
      await context.route(`${base}**`, async (route) => {
        const here = route.request().url().replace(base, server.root);
        await route.fulfill({ response: await route.fetch({ url: here }) });
      });
      const page = await context.newPage();
      await page.goto(server.root + path, { waitUntil: 'load' });
      return page;
    },
  };
}

/** Runs `task` with a page of the site and closes it whatever happens. */
export async function withPage(site, path, options, task) {
  const page = await site.open(path, options);
  try {
    return await task(page);
  } finally {
    await page.context().unrouteAll({ behavior: 'ignoreErrors' });
    await page.context().close();
  }
}

/** Opens every FAQ answer and fold-out, so that what is inside is laid out. */
export const openDetails = (page) =>
  page.locator('details').evaluateAll((all) => {
    for (const details of all) details.open = true;
  });
