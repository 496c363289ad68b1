// Failures that say all that is wrong at once, one finding a line.

const MOST_SHOWN = 40;

/** Fails unless the list is empty: `what` says what the findings are. */
export function assertNone(findings, what) {
  if (findings.length === 0) return;
  const shown = findings.slice(0, MOST_SHOWN).map((finding) => `  ${finding}`);
  if (findings.length > MOST_SHOWN) shown.push(`  … and ${findings.length - MOST_SHOWN} more`);
  throw new Error(`${findings.length} × ${what}:\n${shown.join('\n')}\n`);
}
