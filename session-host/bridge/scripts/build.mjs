// Puts the bridge around wa-js's published bundle: one function for script.addPreloadScript.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const waJsFile = new URL('node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js', root);
const waJs = await readFile(waJsFile, 'utf8');

const bridge = await build({
  entryPoints: [new URL('src/bridge/main.ts', root).pathname],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'griotBridge',
  target: 'chrome120',
  charset: 'utf8',
  legalComments: 'none',
});

// wa-js is inlined, not evaluated from a string: a page's content security policy may forbid
// eval, and never applies to the text of a preload script itself. The markers let the test cut the
// bundle out again and compare its hash with the published one.
const preload = `(channel) => {
${bridge.outputFiles[0].text}
const bridge = griotBridge.begin(window, channel);
if (bridge === null) return;
try {
/* wa-js begin */
${waJs}
/* wa-js end */
} catch (error) {
  bridge.waJsFailed(error);
  return;
}
bridge.waJsLoaded();
}
`;

await mkdir(new URL('dist/', root), { recursive: true });
await writeFile(new URL('dist/bridge.js', root), preload);
await copyFile(
  new URL('wppconnect-wa.js.LICENSE.txt', waJsFile),
  new URL('dist/wppconnect-wa.js.LICENSE.txt', root),
);
