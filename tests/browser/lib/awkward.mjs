// A second site, in `awkward/`: long titles and words, large figures, many notes, things missing in a language.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, temporaryFolder } from './haeseol.mjs';

/** Builds it and returns its folder and its pages, as addresses below the site's root. */
export function awkward() {
  const folder = join(temporaryFolder(), 'awkward');
  build(fileURLToPath(new URL('../awkward', import.meta.url)), folder);
  const pages = readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html'))
    .sort();
  return { folder, pages };
}
