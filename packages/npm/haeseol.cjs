#!/usr/bin/env node
// Runs the program of this system, which is in a package of its own: npm installs the one that fits.

const { spawn } = require('node:child_process');

const system = `${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'haeseol.exe' : 'haeseol';

let program;
try {
  program = require.resolve(`@haeseol/${system}/${file}`);
} catch {
  console.error(`error: there is no program for ${system} here, or npm was told to leave out optional dependencies
  = help: install haeseol again without --omit=optional; for other systems, compile it from its sources
오류: ${system}에서 쓸 프로그램이 없거나, npm이 optional dependencies를 빼고 설치했습니다
  = 도움말: --omit=optional 없이 다시 설치하세요. 다른 시스템에서는 소스에서 컴파일하세요`);
  process.exit(1);
}

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// Ctrl-C reaches the program by itself, and how it ends is for it to say.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`error: ${program} cannot be run: ${error.message}`);
  process.exit(1);
});
child.on('exit', (status, signal) => {
  if (signal === null) process.exit(status);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
