// Every page is good HTML, says the Nu HTML checker.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { findingsOfHtml } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { temporaryFolder } from './lib/haeseol.mjs';
import { folder, pages } from './lib/site.mjs';

test('the HTML checker finds neither errors nor warnings on any page', () => {
  // A page with a fault shows that the checker has looked.
  const faulty = join(temporaryFolder(), 'faulty.html');
  writeFileSync(faulty, '<!doctype html><html lang="en"><title>x</title><p><img src="x.png">');
  const findings = findingsOfHtml([faulty, ...pages.map((page) => join(folder, page))]);
  const [expected, found] = [true, false].map((onFaulty) =>
    findings.filter((finding) => finding.startsWith(faulty) === onFaulty),
  );
  assert.ok(expected.length > 0, 'the checker finds the missing alt attribute on a page made for it');
  assertNone(found, 'finding of the HTML checker');
});
