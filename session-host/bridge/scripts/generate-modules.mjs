// Derives the narrowed view's module names from a record of the real client (surface.json):
//   npm run modules -- <path to surface.json>
import { readFile, writeFile } from 'node:fs/promises';

const [, , surfacePath] = process.argv;
if (surfacePath === undefined) {
  throw new Error('usage: npm run modules -- <surface.json>');
}
const surface = JSON.parse(await readFile(surfacePath, 'utf8'));

// // Some bindings of wa-js are values of its own, such as 'object', 'string' or 'fallback_…', and
// no modules.
const bound = Object.fromEntries(
  Object.entries(surface.waJsBindings).filter(
    ([, module]) => typeof module === 'string' && module in surface.modules,
  ),
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
const names = [...new Set([...Object.values(bound), ...byId])].sort();

await writeFile(
  new URL('../src/narrowing/modules.ts', import.meta.url),
  `/**
 * The module that each of wa-js's bindings resolves to on WhatsApp Web ${surface.revision}. Written
 * by \`npm run modules\`; not to be edited.
 */
export const moduleOf: Readonly<Record<string, string>> = ${JSON.stringify(bound, null, 2)};

/** These modules, and those that wa-js asks for by their ids, in the order of the record. */
export const boundModules: readonly string[] = ${JSON.stringify(names, null, 2)};
`,
);

// // The part of the record that the tests use: the exports of the modules above, by kind and
// number of parameters.
const lines = names
  .filter((name) => name in surface.modules)
  .map((name) => `${JSON.stringify(name)}: ${JSON.stringify(surface.modules[name])}`);
await writeFile(new URL('../test/surface.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
