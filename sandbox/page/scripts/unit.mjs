// Bundles the tests and runs them with Node's test runner.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const outdir = 'target/test';
rmSync(outdir, { recursive: true, force: true });
const tests = readdirSync('test').filter((name) => name.endsWith('.test.ts'));
await build({
  entryPoints: tests.map((name) => `test/${name}`),
  bundle: true,
  platform: 'node',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  outdir,
});
const files = tests.map((name) => `${outdir}/${name.replace(/\.ts$/, '.mjs')}`);
const { status } = spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' });
process.exit(status ?? 1);
