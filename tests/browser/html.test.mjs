// Every page is good HTML, says the Nu HTML checker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { assertNone } from './lib/findings.mjs';
import { temporaryFolder } from './lib/haeseol.mjs';
import { folder, pages } from './lib/site.mjs';

const JAR = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** The checker's messages on some files: errors, warnings and remarks. One run for all, as starting it takes longest. */
function check(paths) {
  const { error, stderr } = spawnSync('java', ['-jar', JAR, '--format', 'json', ...paths], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw error;
  return JSON.parse(stderr).messages;
}

test('the HTML checker finds neither errors nor warnings on any page', () => {
  // A page with a fault shows that the checker has looked.
  const faulty = join(temporaryFolder(), 'faulty.html');
  writeFileSync(faulty, '<!doctype html><html lang="en"><title>x</title><p><img src="x.png">');
  const messages = check([faulty, ...pages.map((page) => join(folder, page))]);
  const [expected, found] = [true, false].map((onFaulty) =>
    messages.filter((message) => (message.url ?? '').endsWith('/faulty.html') === onFaulty),
  );
  assert.ok(expected.length > 0, 'the checker finds the missing alt attribute on a page made for it');
  const findings = found.map(({ url = '', type, subType, lastLine, lastColumn, message, extract = '' }) => {
    const page = decodeURIComponent(url).replace(/^file:(\/\/)?/, '').slice(folder.length + 1);
    return `${page}:${lastLine}:${lastColumn}: ${subType ?? type}: ${message}\n      ${extract.replace(/\s+/g, ' ')}`;
  });
  assertNone(findings, 'finding of the HTML checker');
});
