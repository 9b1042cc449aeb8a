// Bundles the tests (Node 20 does not read TypeScript) and runs them with Node's own runner.
import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url).pathname;
const tests = (await readdir(`${root}test`)).filter((name) => name.endsWith('.test.ts'));

await rm(`${root}dist-test`, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => `${root}test/${name}`),
  outdir: `${root}dist-test`,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  sourcemap: 'inline',
});
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', `${root}dist-test/`], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
