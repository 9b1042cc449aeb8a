// Derives the narrowed view's module names from a record of the real client (surface.json):
//   npm run modules -- <path to surface.json>
import { readFile, writeFile } from 'node:fs/promises';

const [, , surfacePath] = process.argv;
if (surfacePath === undefined) {
  throw new Error('usage: npm run modules -- <surface.json>');
}
const surface = JSON.parse(await readFile(surfacePath, 'utf8'));

// wa-js names some of its own values 'object', 'string' or 'fallback_…': those are no modules.
const found = Object.values(surface.waJsBindings).filter(
  (module) => typeof module === 'string' && module in surface.modules,
);
// wa-js looks these up by their ids or outside its list of bindings. The last two are not in the
// record; an id that a page does not have costs nothing.
const byId = [
  'WAWebChatForwardMessage',
  'WAWebChatSearchQuery',
  'WAWebForwardMessagesToChat',
  'WAWebBuildConstants',
  'WAWebSocketConstants',
];
const names = [...new Set([...found, ...byId])].sort();

await writeFile(
  new URL('../src/narrowing/modules.ts', import.meta.url),
  `/**
 * The modules that wa-js's bindings resolve to on WhatsApp Web ${surface.revision}. Written by
 * \`npm run modules\`; not to be edited.
 */
export const boundModules: readonly string[] = ${JSON.stringify(names, null, 2)};
`,
);
