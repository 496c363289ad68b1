// The site under test: this repository's own content, built once a run, and where its pages are.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { build, repository, temporaryFolder } from './haeseol.mjs';

/** The folder of the built site. `run.mjs` has built it already; a test file run by itself builds its own. */
export const folder = process.env.HAESEOL_SITE ?? builtHere();

function builtHere() {
  const out = join(temporaryFolder(), 'site');
  build(repository, out);
  return out;
}

/** The address that the site is made for. */
export const base = readFileSync(join(repository, 'site.toml'), 'utf8').match(/^base_url\s*=\s*"(.+)"/m)[1];

/** Paths of all files below the site's folder, with `/`. */
export const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'))
  .sort();

/** Paths of the HTML pages. */
export const pages = files.filter((file) => file.endsWith('.html'));

/** The file's text. */
export const text = (file) => readFileSync(join(folder, file), 'utf8');

/** The path below the site's root under which readers find a file: `ko/index.html` is `ko/`. */
export const address = (file) => file.replace(/(^|\/)index\.html$/, '$1');

/** The file behind an absolute address of the site, or `undefined`. */
export function fileBehind(url) {
  if (!url.startsWith(base)) return undefined;
  const path = decodeURIComponent(url.slice(base.length).replace(/[?#].*/s, ''));
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return files.includes(file) ? file : undefined;
}

const bothLanguages = (kind, path) => ['ko', 'en'].map((lang) => [`${kind} (${lang})`, `${lang}/${path}`]);

/** One page of each kind in each language: its name in messages → its address. */
export const kinds = new Map([
  ['front door', ''],
  ...bothLanguages('home', ''),
  ...bothLanguages('explainer', 'openai-xai/'),
  // Code, a formula, a chart, a timeline.
  ...bothLanguages('second explainer', 'hangul-search/'),
  ...bothLanguages('glossary', 'glossary/'),
  ...bothLanguages('term', 'glossary/colossus/'),
  ...bothLanguages('plain page', 'about/'),
  // Tables, and names that cannot be broken.
  ...bothLanguages('manual', 'manual/theming/'),
  ...bothLanguages('parallel view', 'openai-xai/parallel/'),
  ...bothLanguages('search', 'search/'),
  ['not found', '404.html'],
  // There only once the home page does not list every explainer.
  ...bothLanguages('archive', 'archive/').filter(([, path]) => existsSync(join(folder, path))),
]);
