// Fails when the page offers a module, an export or a method that the real client does not have.
//   npm run check-surface -- <surface.json>
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Modules that are in the real client and that the list of facts does not name, each with its reason. */
const UNLISTED = {
  WAWebBuildConstants: 'holds the version by which wa-js chooses call forms',
  WAWebMexCreateNewsletterAdminInviteJob:
    'makes the invitation that WAWebNewsletterSendMsgAction sends; its errors are seen there alone',
  'WAWebProtobufsE2E.pb':
    'has the types of requests to the phone; seen in the modules of the client',
  WAWebResendMsgAction: 'sends again what failed; read in the real client, BEHAVIOUR.md section 2',
  WAWebStatusQuotedFlowLoadable:
    'loads WAWebRevokeStatusAction late; read in the real client, BEHAVIOUR.md section 10',
  WAWebSocketConstants: 'holds SOCKET_STATE, which wa-js compares Socket.state with',
};

/** Base methods the facts list with each class instead of with the base. */
const EVERYWHERE = ['isIdType', 'getCollection'];

const path = process.argv[2];
if (path === undefined || !existsSync(path)) {
  console.log('check-surface: no surface.json given or present, nothing to compare with');
  process.exit(0);
}

const surface = JSON.parse(await readFile(path, 'utf8'));
const BASE = new Set([
  ...surface.baseModelMethods,
  ...surface.baseCollectionMethods,
  ...EVERYWHERE,
]);
const problems = [];

for (const [id, exports] of await offeredModules()) {
  const known = surface.modules[id];
  if (known === undefined) {
    if (!(id in UNLISTED)) {
      problems.push(`module ${id}`);
    }
    continue;
  }
  for (const [name, value] of Object.entries(exports)) {
    if (!(name in known)) {
      problems.push(`export ${id}.${name}`);
    } else {
      problems.push(...unknownMethods(`${id}.${name}`, value, known[name]));
    }
  }
}

if (problems.length > 0) {
  console.error(`check-surface: not in the real client:\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
console.log('check-surface: every module, export and method offered exists in the real client');

/** Loads the page's modules in Node, with the few browser globals they read while loading. */
async function offeredModules() {
  globalThis.addEventListener ??= () => {};
  globalThis.navigator ??= { onLine: true };
  const bundled = await build({
    stdin: {
      contents: `import './src/modules'; export { definedModules } from './src/loader/define';`,
      resolveDir: '.',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const source = Buffer.from(bundled.outputFiles[0].contents).toString('base64');
  const { definedModules } = await import(`data:text/javascript;base64,${source}`);
  return definedModules();
}

/** The public methods of a class or an instance of one, down to but without the shared base. */
function unknownMethods(where, value, facts) {
  const listed = facts.class ?? facts.instance ?? facts.keys;
  if (listed === undefined || value === null || typeof value === 'number') {
    return [];
  }
  if (facts.keys !== undefined) {
    return Object.keys(value)
      .filter((key) => !listed.includes(key))
      .map((key) => `key ${where}.${key}`);
  }
  const found = new Set();
  const start = typeof value === 'function' ? value.prototype : Object.getPrototypeOf(value);
  for (let at = start; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (typeof member === 'function' && name !== 'constructor' && !name.startsWith('_')) {
        found.add(name);
      }
    }
  }
  return [...found]
    .filter((name) => !BASE.has(name) && !listed.includes(name))
    .map((name) => `method ${where}.${name}`);
}
