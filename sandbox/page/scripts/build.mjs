// Bundles the page into dist/: index.html and client.js; and the phones' page into dist/phones-ui/.
import { copyFile, mkdir } from 'node:fs/promises';
import { build } from 'esbuild';

await mkdir('dist', { recursive: true });
await build({
  entryPoints: ['src/main.ts'],
  bundle: true,
  format: 'iife',
  target: 'chrome130',
  charset: 'utf8',
  // Keep names: wa-js reads the source of some functions and classes to recognise them.
  keepNames: false,
  minify: false,
  outfile: 'dist/client.js',
});
await copyFile('src/index.html', 'dist/index.html');

const phones = 'dist/phones-ui';
await build({
  entryPoints: ['phones-ui/main.ts', 'phones-ui/style.css'],
  bundle: true,
  format: 'esm',
  target: 'es2023',
  charset: 'utf8',
  outdir: phones,
});
for (const file of ['index.html', 'icon.svg']) {
  await copyFile(`phones-ui/${file}`, `${phones}/${file}`);
}
