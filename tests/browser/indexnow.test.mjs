// Search engines are told which pages are new, by the workflow of a new site, where its author has asked for it.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';

import { repository, temporaryFolder } from './lib/haeseol.mjs';
import { read, runJob, standIn } from './lib/workflow.mjs';

const SITE = 'https://name.github.io/site';
const KEY = '0123456789-abcdef';
const WORKFLOW = join(repository, 'src/scaffold/starter/.github/workflows/pages.yml');

const sitemap = (...pages) => `<urlset>\n${pages
  .map(([path, day]) => `<url><loc>${SITE}/${path}</loc>${day ? `<lastmod>${day}</lastmod>` : ''}<xhtml:link/></url>\n`)
  .join('')}</urlset>\n`;

/**
 * Publishes a site of these pages where there was one of `before`, if any. `curl` answers with `status` where search engines are told.
 * Returns what it sent there, what the steps printed, and the folder.
 */
function publish({ key = KEY, before, now, event = 'push', status = 0 }) {
  const [folder, bin, home] = [temporaryFolder(), join(temporaryFolder(), 'bin'), temporaryFolder()];
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'public/sitemap.xml'), sitemap(...now));
  if (before) writeFileSync(join(folder, 'before.xml'), sitemap(...before));
  standIn(bin, 'curl', `case "\${@: -1}" in
    ${SITE}/sitemap.xml) [[ -e ${folder}/before.xml ]] && cat ${folder}/before.xml || exit 22 ;;
    https://api.indexnow.org/indexnow) cat > ${folder}/sent; exit ${status} ;;
    *) echo "unexpected: curl $*" >&2; exit 1 ;;
  esac`);
  const workflow = read(WORKFLOW);
  // Without what takes a program and a site: they are at their places.
  const own = ({ id, uses = '', name = '' }) => id === 'pages' || id === 'indexnow' || id === 'deployment' || /upload-pages/.test(uses) || /search/.test(name);
  for (const job of Object.values(workflow.jobs)) job.steps = job.steps.filter(own);
  let keyPublished = false;
  const contexts = { github: { event_name: event }, vars: key === '' ? {} : { INDEXNOW_KEY: key } };
  const options = {
    folder, home, contexts, path: [bin, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    actions: {
      'actions/configure-pages': () => ({ base_url: SITE }),
      'actions/upload-pages-artifact': () => void (keyPublished = existsSync(join(folder, `public/${key}.txt`))),
      'actions/deploy-pages': () => ({ page_url: `${SITE}/` }),
    },
  };
  const outputs = {};
  const printed = runJob(workflow, 'build', { ...options, outputs });
  const needs = { build: { outputs } };
  Object.assign(printed, runJob(workflow, 'deploy', { ...options, contexts: { ...contexts, needs } }));
  const sent = existsSync(join(folder, 'sent')) ? JSON.parse(readFileSync(join(folder, 'sent'), 'utf8')) : undefined;
  return { sent, keyPublished, folder, printed: Object.values(printed).join('') };
}

test('what is new since the last time is told, and the key is on the site', () => {
  const { sent, keyPublished, folder } = publish({
    before: [['', ''], ['ko/a/', '2026-01-01'], ['ko/b/', '2026-01-01'], ['ko/gone/', '']],
    now: [['', ''], ['ko/a/', '2026-01-01'], ['ko/b/', '2026-02-02'], ['ko/%EA%B0%80/', '']],
  });
  const told = { host: 'name.github.io', key: KEY, keyLocation: `${SITE}/${KEY}.txt`, urlList: [`${SITE}/ko/%EA%B0%80/`, `${SITE}/ko/b/`] };
  assert.deepEqual(sent, told);
  assert.ok(keyPublished);
  assert.equal(readFileSync(join(folder, `public/${KEY}.txt`), 'utf8'), KEY);
});

test('a site that is there for the first time is told whole, one that has not changed not at all', () => {
  const now = [['', ''], ['ko/a/', '2026-01-01']];
  assert.deepEqual(publish({ now }).sent.urlList, [`${SITE}/`, `${SITE}/ko/a/`]);
  const same = publish({ before: now, now });
  assert.ok(same.sent === undefined && same.keyPublished);
});

test('nobody is told anything who has not been asked for, nor of a pull request', () => {
  const now = [['', '']];
  for (const options of [{ key: '' }, { event: 'pull_request' }]) {
    const { sent, keyPublished } = publish({ now, ...options });
    assert.ok(sent === undefined && !keyPublished, JSON.stringify(options));
  }
});

test('a key that is none is told, and goes nowhere', () => {
  for (const key of ['short', 'no good key', '../../escapes']) {
    const { sent, keyPublished, printed } = publish({ now: [['', '']], key });
    assert.match(printed, /::warning title=IndexNow::The variable INDEXNOW_KEY has to be/);
    assert.ok(sent === undefined && !keyPublished && !printed.includes(key), key);
  }
});

test('a site is published even when search engines cannot be told', () => {
  const { printed } = publish({ now: [['', '']], status: 22 });
  assert.match(printed, /::warning title=IndexNow::Search engines could not be told/);
});

test('as many pages are told as fit', () => {
  const many = Array.from({ length: 3000 }, (_, i) => [`ko/${String(i).padStart(60, '0')}/`, '']);
  const { sent } = publish({ now: many });
  assert.ok(sent.urlList.length > 900 && sent.urlList.length < 1200, sent.urlList.length);
  assert.ok(sent.urlList.every((page) => /\/\d{60}\/$/.test(page)));
});
