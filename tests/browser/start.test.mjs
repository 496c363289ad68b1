// From an empty folder with nothing but the program to a site on GitHub Pages, as a newcomer goes there.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';

import { DESKTOP, PHONE, launch } from './lib/browser.mjs';
import { barriers, findingsOfHtml } from './lib/checks.mjs';
import { crawl } from './lib/crawl.mjs';
import { assertNone } from './lib/findings.mjs';
import { install, repository, temporaryFolder } from './lib/haeseol.mjs';
import { elements } from './lib/html.mjs';
import { serve } from './lib/server.mjs';
import { read, runJob, standIn, stepsOf } from './lib/workflow.mjs';

const ADDRESS = 'https://name.github.io/mysite';
const SYSTEM = ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);

const installed = install();

/** Runs the installed program as a newcomer would, and returns what it says. */
function haeseol(folder, ...args) {
  const { status, stdout, stderr } = spawnSync('haeseol', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: [installed, SYSTEM].join(delimiter) },
  });
  assert.equal(status, 0, `haeseol ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout + stderr;
}

/** What GitHub's own actions give; `handed` is the folder that goes to Pages. */
const actions = (handed) => ({
  'actions/checkout': () => ({}),
  'actions/cache': () => ({ 'cache-hit': '' }),
  'actions/configure-pages': () => ({ base_url: ADDRESS }),
  'actions/upload-pages-artifact': ({ path }, folder) => void handed.push(join(folder, path)),
});

const contexts = (event) => ({
  github: { event_name: event, ref: 'refs/heads/main', ref_name: 'main', token: 'a token' },
  runner: { os: 'Linux', arch: 'X64' },
});

/** Where the workflow takes haeseol from in these tests, in which nothing is taken from a network. */
const SOURCES = 'https://github.com/someone/haeseol';

/** Runs the build job of a workflow in a folder; returns the folders handed over and what the steps printed. */
function build(folder, event, stand, { home = temporaryFolder(), sources = SOURCES } = {}) {
  const workflow = read(join(folder, '.github/workflows/pages.yml'));
  // Debug builds may not know where they come from.
  if (workflow.env) workflow.env.HAESEOL_REPOSITORY = sources;
  const bin = join(temporaryFolder(), 'bin');
  stand(bin);
  const handed = [];
  const printed = runJob(workflow, 'build', {
    folder,
    actions: actions(handed),
    contexts: contexts(event),
    path: [bin, SYSTEM].join(delimiter),
    home,
  });
  return { handed, printed };
}

/** A machine without the network's releases and packages, where cargo gives the program under test. */
const fromSources = (bin, sources = SOURCES) => {
  standIn(bin, 'curl', 'exit 22');
  standIn(bin, 'python3', 'exit 1');
  standIn(bin, 'gh', 'echo "unexpected: gh $*" >&2; exit 1');
  standIn(
    bin,
    'cargo',
    `case "$*" in
      "install --locked --root "*" --git ${sources} haeseol" | \\
      "install --locked --root "*" --git ${sources} --rev "*" haeseol")
        mkdir -p "$4/bin"; cp '${installed}/haeseol' "$4/bin/haeseol" ;;
      "build --release --locked") mkdir -p target/release; cp '${installed}/haeseol' target/release/haeseol ;;
      *) echo "unexpected: cargo $*" >&2; exit 1 ;;
    esac`,
  );
};

const folder = temporaryFolder();
haeseol(folder, 'init', 'mysite', '--title-ko', '첫 사이트', '--title-en', 'First Site');
const mysite = join(folder, 'mysite');

// An author changes a term and writes a new one.
const term = join(mysite, 'content/glossary/final.ko.md');
writeFileSync(term, readFileSync(term, 'utf8').replace('끝 자음이다.', '마지막 자음이다.'));
haeseol(mysite, 'new', 'term', 'syllable');
for (const [language, title, summary] of [
  ['ko', '네모난 글자', '자음과 모음이 모인 한 글자다.'],
  ['en', 'syllable', 'Letters that are written together.'],
]) {
  const file = join(mysite, `content/glossary/syllable.${language}.md`);
  const text = readFileSync(file, 'utf8').replace('"Syllable"', `"${title}"`).replace(/draft: true.*\n/, '');
  writeFileSync(file, text.replace(/summary: .*/, `summary: ${summary}`).replace(/---\n[^-]*$/, `---\n${summary}\n`));
}
haeseol(mysite, 'check', '--strict');

const { handed } = build(mysite, 'push', fromSources);
const [out] = handed;

// Before the first test: whatever waits between tests lets those before end, and what is closed at the end with them.
const server = await serve(out, '/mysite/');
after(() => server.close());
const browser = await launch();

test('the workflow of a new site hands over the site that it has built', () => {
  assert.deepEqual(handed, [join(mysite, 'public')]);
  assert.match(readFileSync(join(out, 'ko/glossary/final/index.html'), 'utf8'), /마지막 자음이다\./);
  assert.match(readFileSync(join(out, 'ko/hangul-keyboards/index.html'), 'utf8'), /data-term="syllable"/);
});

const files = readdirSync(out, { recursive: true }).map((file) => file.replaceAll('\\', '/'));
const pages = files.filter((file) => file.endsWith('.html')).sort();

test('canonical addresses lie where GitHub Pages says that the site is', () => {
  for (const page of pages.filter((page) => page !== '404.html')) {
    const tags = elements(readFileSync(join(out, page), 'utf8'));
    const canonical = tags.find(({ attributes }) => attributes.rel === 'canonical').attributes.href;
    assert.ok(canonical.startsWith(`${ADDRESS}/`), `${page}: ${canonical}`);
  }
});

test('the HTML checker finds nothing on any page of a new site', () => {
  assertNone(findingsOfHtml(pages.map((page) => join(out, page))), 'finding of the HTML checker');
});

test('no link of a new site is broken under /mysite/', async () => {
  const { reached, broken } = await crawl(server.root);
  assertNone(broken, 'broken link');
  assert.ok(reached.size > 20, `${reached.size} pages reached`);
});

/** Runs `task` on a page of the new site. */
async function visit(path, options, task) {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  await context.route(`${ADDRESS}/**`, async (route) => {
    const here = route.request().url().replace(`${ADDRESS}/`, server.root);
    await route.fulfill({ response: await route.fetch({ url: here }) });
  });
  const page = await context.newPage();
  try {
    await page.goto(server.root + path, { waitUntil: 'load' });
    return await task(page);
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

const KINDS = ['', 'ko/', 'en/hangul-keyboards/', 'ko/hangul-keyboards/', 'ko/glossary/', 'en/glossary/syllable/', 'ko/about/'];

for (const [screen, viewport, colorScheme] of [['desktop', DESKTOP, 'light'], ['phone', PHONE, 'dark']]) {
  test(`axe finds no barrier on a new site (${screen}, ${colorScheme})`, async () => {
    for (const path of KINDS) {
      assertNone(await visit(path, { viewport, colorScheme }, barriers), `axe violation on /${path}`);
    }
  });
}

for (const [path, language, title] of [['ko/none/', 'ko', '찾으시는 페이지가 없습니다'], ['en/none/x', 'en', '']]) {
  test(`what is not there below ${language}/ is told in that language`, async () => {
    await visit(path, {}, async (page) => {
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.ok((await page.title()).includes(title));
    });
  });
}

test('on a pull request the workflow checks and publishes nothing', () => {
  const { handed, printed } = build(mysite, 'pull_request', fromSources);
  assert.deepEqual(handed, []);
  assert.ok('Check' in printed && !('Build' in printed), Object.keys(printed).join());
});

test('a mistake on a pull request becomes an annotation and stops the workflow', () => {
  const broken = join(temporaryFolder(), 'broken');
  cpSync(mysite, broken, { recursive: true });
  writeFileSync(join(broken, 'content/about.ko.md'), '---\ntitle: 소개\n---\n[여기](abuot.ko.md)\n');
  assert.throws(
    () => build(broken, 'pull_request', fromSources),
    /::error file=content\/about\.ko\.md,line=4,col=1,endLine=4,endColumn=18,title=broken-link::/,
  );
});

/** A release of haeseol as its workflow makes one, and a copy of the new site. */
function release() {
  const copy = join(temporaryFolder(), 'copy');
  cpSync(mysite, copy, { recursive: true });
  rmSync(join(copy, 'public'), { recursive: true });
  const made = temporaryFolder();
  const { HAESEOL_VERSION: version } = read(join(copy, '.github/workflows/pages.yml')).env;
  const name = `haeseol-${version}-x86_64-unknown-linux-musl`;
  const archive = join(made, `${name}.tar.gz`);
  const sh = (script) => {
    const { status, stdout } = spawnSync('bash', ['-ec', script], { cwd: made, encoding: 'utf8' });
    assert.equal(status, 0);
    return stdout.trim();
  };
  mkdirSync(join(made, name));
  copyFileSync(join(installed, 'haeseol'), join(made, name, 'haeseol'));
  const pack = () => sh(`tar --create --gzip --file ${name}.tar.gz ${name}; sha256sum ${name}.tar.gz | tee ${name}.tar.gz.sha256`);
  const attested = pack();
  /** The machines of GitHub, which attest that one archive alone comes from the workflow of the release. */
  const stand = (bin) => {
    const address = `${SOURCES}/releases/download/v${version}/`;
    standIn(bin, 'cargo', 'exit 1');
    // curl … --output FILE ADDRESS
    standIn(bin, 'curl', `[[ \${@: -1} == '${address}'* ]]; cp "${made}/\${@: -2:1}" "\${@: -2:1}"`);
    const verify = [
      '--repo someone/haeseol', '--signer-workflow someone/haeseol/.github/workflows/release.yml',
      `--source-ref refs/tags/v${version}`, '--deny-self-hosted-runners',
    ].join(' ');
    standIn(bin, 'gh', `
      [[ $GH_TOKEN == 'a token' ]]
      [[ $* == "attestation verify ${name}.tar.gz ${verify}" ]] || { echo "unexpected: gh $*" >&2; exit 1; }
      [[ $(sha256sum "$3") == '${attested}' ]]`);
  };
  return { copy, made, name, archive, pack, stand };
}

test('once there is a release the workflow takes its archive', () => {
  const { copy, name, stand } = release();
  assert.deepEqual(build(copy, 'push', stand).handed, [join(copy, 'public')]);
  assert.ok(!existsSync(join(copy, `${name}.tar.gz`)), 'nothing is left lying about');
});

/** The workflow ends with `message`, and nothing of the archive is there to be run. */
function refused({ copy, stand }, message, options) {
  const home = temporaryFolder();
  assert.throws(() => build(copy, 'push', stand, { home, ...options }), message);
  assert.deepEqual(readdirSync(join(home, '.haeseol/bin')), []);
  assert.ok(!existsSync(join(copy, 'public')));
}

test('an archive that is not the one of its checksum is refused', () => {
  const made = release();
  writeFileSync(made.archive, 'something else');
  refused(made, /::error title=haeseol::The archive haeseol-\S+ does not have the checksum/);
});

test('an archive that the release workflow has not made is refused, whatever its checksum says', () => {
  const made = release();
  writeFileSync(join(made.made, made.name, 'more'), 'something else');
  made.pack();
  refused(made, /::error title=haeseol::GitHub does not attest that the archive haeseol-\S+ comes from the release workflow of someone\/haeseol\./);
});

test('where GitHub cannot be asked, no archive is run', () => {
  const made = release();
  const { stand } = made;
  made.stand = (bin) => {
    stand(bin);
    standIn(bin, 'gh', 'exit 4');
  };
  refused(made, /::error title=haeseol::GitHub does not attest/);
});

test('an archive from elsewhere, which nobody attests, is not even asked for', () => {
  const { copy, stand } = release();
  const sources = 'https://example.invalid/haeseol';
  const elsewhere = (bin) => {
    stand(bin);
    fromSources(bin, sources);
    standIn(bin, 'curl', 'touch asked');
  };
  assert.equal(build(copy, 'push', elsewhere, { sources }).handed.length, 1);
  assert.ok(!existsSync(join(copy, 'asked')));
});

test('without a place to install from the workflow says what to do', () => {
  const copy = join(temporaryFolder(), 'copy');
  cpSync(mysite, copy, { recursive: true });
  const workflow = read(join(copy, '.github/workflows/pages.yml'));
  workflow.env.HAESEOL_REPOSITORY = '';
  const bin = join(temporaryFolder(), 'bin');
  standIn(bin, 'python3', 'exit 1');
  const path = [bin, SYSTEM].join(delimiter);
  const job = { folder: copy, actions: actions([]), contexts: contexts('push'), path, home: temporaryFolder() };
  assert.throws(() => runJob(workflow, 'build', job), /::error file=\.github\/workflows\/pages\.yml/);
});

/** A machine where PyPI has a wheel of haeseol, and there is no release. */
const fromWheel = (attested) => (bin) => {
  fromSources(bin);
  standIn(bin, 'python3', `
    [[ $* =~ ^-m\\ pip\\ download\\ .*\\ --dest\\ \\.\\ haeseol==[0-9.]+$ ]] && touch haeseol-9-py3-none-any.whl`);
  standIn(bin, 'gh', attested ? '[[ $* == "attestation verify haeseol-9-py3-none-any.whl --repo someone/haeseol "* ]]' : 'exit 1');
  standIn(bin, 'unzip', `
    [[ $* == "-q -j haeseol-9-py3-none-any.whl */scripts/haeseol -d "* ]]
    cp '${installed}/haeseol' "\${@: -1}"; touch "\${@: -1}/from-wheel"`);
};

for (const [what, attested, sources, taken] of [
  ['without a release the workflow takes the wheel that GitHub attests', true, SOURCES, true],
  ['a wheel that GitHub does not attest is left alone', false, SOURCES, false],
  ['where nobody knows the address of haeseol, the workflow takes the wheel', false, '', true],
]) {
  test(what, () => {
    const home = temporaryFolder();
    const { copy } = release();
    assert.equal(build(copy, 'push', fromWheel(attested), { home, sources }).handed.length, 1);
    assert.equal(existsSync(join(home, '.haeseol/bin/from-wheel')), taken);
  });
}

test('the workflow of this repository publishes its own site', () => {
  const copy = join(temporaryFolder(), 'copy');
  for (const part of ['.github', 'content', 'static', 'templates', 'site.toml']) {
    cpSync(join(repository, part), join(copy, part), { recursive: true });
  }
  const { handed } = build(copy, 'push', fromSources);
  assert.deepEqual(handed, [join(copy, 'public')]);
  assert.match(readFileSync(join(handed[0], 'sitemap.xml'), 'utf8'), /https:\/\/name\.github\.io\/mysite\/ko\//);
});

const own = join(repository, '.github/workflows');
const workflows = [
  ...readdirSync(own).map((file) => join(own, file)),
  join(repository, 'src/scaffold/starter/.github/workflows/pages.yml'),
];

test('workflows use GitHub’s own actions only, each pinned to one commit with its version beside it', () => {
  const pins = new Map();
  for (const path of workflows) {
    const lines = readFileSync(path, 'utf8').split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    assert.equal(lines.length, stepsOf(read(path)).filter(({ uses }) => uses).length, path);
    for (const line of lines) {
      const [, action, commit] = line.match(/uses: (actions\/[a-z-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/) ?? assert.fail(line);
      assert.equal(pins.get(action) ?? commit, commit, action);
      pins.set(action, commit);
    }
  }
  assert.ok(pins.size >= 5);
});

test('workflows may read, and write only where they publish', () => {
  const allowed = {
    deploy: { pages: 'write', 'id-token': 'write' },
    archive: { contents: 'read', 'id-token': 'write', attestations: 'write' },
    packages: { contents: 'read', 'id-token': 'write', attestations: 'write' },
    publish: { contents: 'write' },
    pypi: { contents: 'read', 'id-token': 'write' },
    npm: { contents: 'read', 'id-token': 'write' },
  };
  for (const path of workflows) {
    const workflow = read(path);
    assert.deepEqual(workflow.permissions, { contents: 'read' }, path);
    assert.ok(workflow.concurrency.group, path);
    for (const [name, { permissions = {}, 'timeout-minutes': minutes }] of Object.entries(workflow.jobs)) {
      const written = Object.entries(permissions).filter(([, right]) => right === 'write');
      assert.deepEqual(permissions, allowed[name] ?? (written.length === 0 ? permissions : {}), `${path}: ${name}`);
      assert.ok(minutes > 0, `${path}: ${name} ends some time`);
    }
    // What others may have written goes into scripts by the environment alone.
    for (const { run = '' } of stepsOf(workflow)) assert.ok(!run.includes('${{'), run);
  }
});

test('what a release attests is what the starter asks for', () => {
  const { archive } = read(join(own, 'release.yml')).jobs;
  const attest = archive.steps.findIndex(({ uses = '' }) => uses.startsWith('actions/attest@'));
  assert.match(archive.steps[attest].with['subject-path'], /^haeseol-\*\.tar\.gz$/m);
  assert.match(archive.steps[attest].with['subject-path'], /^python\/\*$/m);
  assert.ok(attest < archive.steps.findIndex(({ uses = '' }) => uses.startsWith('actions/upload-artifact@')), 'before it is handed on');
  assert.ok(archive.strategy.matrix.include.some(({ target }) => target === 'x86_64-unknown-linux-musl'));
  assert.match(archive.steps.find(({ name }) => name === 'Pack').run, /name="haeseol-\$\{TAG#v\}-\$TARGET"/);
  assert.deepEqual(read(join(own, 'release.yml')).on, { push: { tags: ['v[0-9]+.[0-9]+.[0-9]+*'] } });
});

/** The job `packages` of the release, with the programs of some systems; the packages that it makes, by file name. */
function packed(systems) {
  const copy = temporaryFolder();
  for (const file of ['packages', 'Cargo.toml', 'LICENSE', 'README.md']) cpSync(join(repository, file), join(copy, file), { recursive: true });
  const actions = {
    'actions/checkout': () => ({}),
    'actions/download-artifact': ({ path }) => {
      for (const system of systems) {
        const folder = join(copy, path, `program-${system}`);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, system.startsWith('win32') ? 'haeseol.exe' : 'haeseol'), system);
      }
    },
    'actions/attest': () => ({}),
    'actions/upload-artifact': () => ({}),
  };
  const workflow = read(join(own, 'release.yml'));
  const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/haeseol' };
  runJob({ ...workflow, env }, 'packages', { folder: copy, actions, contexts: {}, path: SYSTEM, home: temporaryFolder() });
  const files = readdirSync(join(copy, 'npm')).sort();
  const about = (file) => {
    const { stdout } = spawnSync('tar', ['--extract', '--gzip', '--to-stdout', '--file', join(copy, 'npm', file), 'package/package.json']);
    return JSON.parse(stdout);
  };
  return Object.fromEntries(files.map((file) => [file, about(file)]));
}

test('a release makes a package for each system and one that chooses', () => {
  const { include } = read(join(own, 'release.yml')).jobs.archive.strategy.matrix;
  const systems = include.map(({ npm }) => npm).filter(Boolean);
  assert.equal(systems.length, 6);
  const made = packed(systems);
  const version = readFileSync(join(repository, 'Cargo.toml'), 'utf8').match(/^version = "(.*)"$/m)[1];
  const name = (system) => `haeseol-${system}-${version}.tgz`;
  assert.deepEqual(Object.keys(made), [`haeseol-${version}.tgz`, ...systems.map(name)].sort());
  const chooser = made[`haeseol-${version}.tgz`];
  assert.deepEqual(chooser.optionalDependencies, Object.fromEntries(systems.map((system) => [`@haeseol/${system}`, version])));
  assert.equal(chooser.repository.url, 'git+https://github.com/someone/haeseol.git');
  for (const system of systems) assert.deepEqual([...made[name(system)].os, ...made[name(system)].cpu], system.split('-'));
  assert.throws(() => packed(systems.slice(1)), /programs for 5 systems instead of 6/);
});

test('a known weakness is looked for every week and with each change of dependencies, and keeps no text from being published', () => {
  const { on, jobs } = read(join(own, 'advisories.yml'));
  assert.match(on.schedule[0].cron, /^\d+ \d+ \* \* \d$/);
  assert.ok(on.push.paths.includes('Cargo.lock') && on.pull_request.paths.includes('Cargo.lock'));
  assert.equal(jobs.advisories.steps.at(-1).run, '~/.deny/bin/cargo-deny --locked check advisories');
  const pages = read(join(own, 'pages.yml'));
  const checks = stepsOf(pages).filter(({ run = '' }) => /cargo-deny .*check/.test(run)).map(({ run }) => run);
  assert.deepEqual(checks, ['~/.deny/bin/cargo-deny --locked check bans licenses sources']);
});

test('Dependabot looks after every kind of dependency, here and in a new site', () => {
  const updates = (folder) => read(join(folder, '.github/dependabot.yml')).updates.flatMap(
    ({ 'package-ecosystem': kind, directory, directories = [directory], schedule }) => directories.map((place) => [kind, place, schedule.interval]));
  const here = updates(repository);
  for (const [kind, place] of here) {
    const file = { 'github-actions': '', cargo: 'Cargo.lock', npm: 'package-lock.json', pip: 'requirements.txt' }[kind];
    assert.ok(existsSync(join(repository, place, file)), `${kind}: ${place}`);
  }
  assert.deepEqual(here.map(([kind, place]) => `${kind} ${place}`), [
    'github-actions /', 'github-actions /src/scaffold/starter/.github/workflows', 'cargo /', 'npm /tests/browser', 'pip /packages',
  ]);
  assert.deepEqual(updates(mysite), [['github-actions', '/', 'monthly']]);
});

test('a release takes its notes from the changelog, and its version from the tag', () => {
  const copy = temporaryFolder();
  const changelog = '# Changelog\n\n## [Unreleased]\n\n- later\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- this\n\n## [0.1.0]\n\n- before\n';
  writeFileSync(join(copy, 'CHANGELOG.md'), changelog);
  writeFileSync(join(copy, 'Cargo.toml'), '[package]\nname = "haeseol"\nversion = "0.2.0"\n[dependencies]\nx = "1"\n');
  const run = (tag) =>
    runJob(read(join(own, 'release.yml')), 'notes', {
      folder: copy,
      actions: { 'actions/checkout': () => ({}), 'actions/upload-artifact': () => ({}) },
      contexts: { github: { ref_name: tag } },
      path: SYSTEM,
      home: temporaryFolder(),
    });
  run('v0.2.0');
  assert.equal(readFileSync(join(copy, 'notes.md'), 'utf8').trim(), '### Added\n\n- this');
  assert.throws(() => run('v0.3.0'), /the version is 0\.2\.0/);
  writeFileSync(join(copy, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n');
  assert.throws(() => run('v0.2.0'), /There is no section/);
});
