// Runs the shell steps of a GitHub workflow on this machine, with stand-ins for what GitHub brings.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

import { temporaryFolder } from './haeseol.mjs';

export const read = (path) => parse(readFileSync(path, 'utf8'));

/** Every step of a workflow, with the name of its job. */
export const stepsOf = (workflow) =>
  Object.entries(workflow.jobs).flatMap(([job, { steps }]) => steps.map((step) => ({ job, ...step })));

/**
 * Runs a job in `folder`.
 *
 * `actions` says what an action gives: its name without version → a function of its inputs to its outputs. One that is not
 * there is an error. `contexts` are `github`, `runner` and so on. The job's outputs go into `outputs`. Returns what each step printed, by its name.
 */
export function runJob(workflow, name, { folder, actions, contexts, path, home, outputs: given = {} }) {
  const job = workflow.jobs[name];
  const state = temporaryFolder();
  const files = Object.fromEntries(['GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_ENV'].map((key) => [key, join(state, key)]));
  mkdirSync(home, { recursive: true });
  const all = { ...contexts, steps: {}, env: {} };
  const printed = {};
  let search = path;
  for (const step of job.steps) {
    const label = step.name ?? step.id ?? step.uses;
    const env = fill({ ...workflow.env, ...job.env, ...step.env }, all);
    all.env = env;
    if (step.if !== undefined && !evaluate(String(step.if), all)) continue;
    let outputs = {};
    if (step.uses) {
      const action = step.uses.replace(/@.*/, '');
      if (!(action in actions)) throw new Error(`no stand-in for ${action}`);
      outputs = actions[action](fill(step.with ?? {}, all), folder) ?? {};
    } else {
      for (const file of Object.values(files)) writeFileSync(file, '');
      const script = join(state, 'step.sh');
      writeFileSync(script, fill(step.run, all));
      // As the runner does where no shell is named.
      const { status, stdout, stderr } = spawnSync('bash', ['-e', script], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...env, ...files, PATH: search, HOME: home, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder },
      });
      printed[label] = stdout + stderr;
      if (status !== 0) throw new Error(`${label} failed with ${status}:\n${stdout}${stderr}`);
      outputs = Object.fromEntries(lines(files.GITHUB_OUTPUT).map((line) => line.split(/=(.*)/s).slice(0, 2)));
      search = [...lines(files.GITHUB_PATH).reverse(), search].join(delimiter);
    }
    if (step.id) all.steps[step.id] = { outputs };
  }
  Object.assign(given, fill(job.outputs ?? {}, all));
  return printed;
}

const lines = (file) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

/** Puts values in place of `${{ … }}`. */
function fill(value, contexts) {
  if (typeof value === 'string') return value.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression, contexts) ?? '');
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, contexts)]));
}

/** An expression of names, strings, `hashFiles`, `==`, `!=`, `&&` and `||`; anything else is an error rather than a guess. */
function evaluate(expression, contexts) {
  const source = expression.replace(/^\s*\$\{\{|\}\}\s*$/g, '').replace(/hashFiles\('[^']*'\)/g, "'hash'");
  const tokens = source.match(/'[^']*'|[=!]=|&&|\|\||[A-Za-z_][\w.-]*|\S/g) ?? [];
  const values = [];
  const script = tokens.map((token) => {
    if (/^([=!]=|&&|\|\|)$/.test(token)) return token;
    if (token.startsWith("'")) values.push(token.slice(1, -1));
    else if (/^[A-Za-z_]/.test(token)) values.push(token.split('.').reduce((at, key) => at?.[key], contexts) ?? '');
    else throw new Error(`cannot evaluate ${token} in ${expression}`);
    return `values[${values.length - 1}]`;
  });
  return new Function('values', `return ${script.join(' ')}`)(values);
}

/** Makes a program of the given name that runs a shell script. */
export function standIn(folder, name, script) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`, { mode: 0o755 });
}

