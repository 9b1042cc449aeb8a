// Fails when the page offers a module, an export or a method that the real client does not have.
// npm run check-surface -- <surface.json>
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Modules of the real client that the list of facts lacks, each with its reason. */
const LIMITS = 'what limits the account; read in the real client';
const UNLISTED = {
  WAWebForwardMessageModalLoadable: 'loads what forwards; read in the real client',
  WAWebGroupInviteLinkDrawerLoadable: 'loads what deals with invite links; read in the real client',
  WAWebInfoFlowLoadable: "loads what looks after channels' staff; read in the real client",
  WAWebNewGroupFlowLoadable: 'loads what makes groups; read in the real client',
  WAWebProfileDrawerLoadableRequireBundle: 'loads what edits the profile; read in the real client',
  WAWebStatusQuotedFlowLoadable: 'loads what takes status posts back; read in the real client',
  WAWebBuildConstants: 'holds the version by which wa-js chooses call forms',
  WAWebGetNewChatMessageCappingInfoJob: LIMITS,
  WAWebGetReachoutTimelockJob: LIMITS,
  WAWebIndividualNewChatMessageCappingLimitUtils: LIMITS,
  WAWebMexFetchNewChatMessageCappingInfoJob: LIMITS,
  WAWebMexFetchReachoutTimelockJob: LIMITS,
  WAWebReachoutTimelockUtils: LIMITS,
  WAWebUserPrefsIndexedDBStorage: LIMITS,
  WAWebMexCreateNewsletterAdminInviteJob:
    'makes the invitation that WAWebNewsletterSendMsgAction sends; its errors are seen there alone',
  'WAWebProtobufsE2E.pb':
    'has the types of requests to the phone; seen in the modules of the client',
  WAWebResendMsgAction: 'sends again what failed; read in the real client',
  WAWebShortcakeLinkingAction: 'cancels linking by passkey; read in the real client',
  WAWebSignalProtocolStore:
    'holds sessions in memory in front of the tables; seen in the client where a retry drops a session',
  WAWebSignalSessionApi: "drops own sender keys; seen in the client's modules",
  WAWebSignalStorage: "has the table of sessions; seen in the client's modules",
  WAWebSetArchiveChatAction: 'archives a chat without the main interface; read in the real client',
  WAWebUnpairDeviceJob: 'unlinks the device and says whether that worked; read in the real client',
  WAWebSocketConstants: 'holds SOCKET_STATE, which wa-js compares Socket.state with',
};

/** Base methods that the facts list with each class instead of with the base. */
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

const { definedModules, bundles } = await offered();
for (const [loader, modules] of Object.entries(bundles)) {
  const unknown = [...modules.filter((id) => !(id in surface.modules))];
  problems.push(...[...unknown, ...(loader in UNLISTED ? [] : [loader])].map((id) => `late ${id}`));
}
for (const [id, exports] of definedModules()) {
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

/** Loads the page's modules in Node, with the few browser globals that they read while loading. */
async function offered() {
  globalThis.addEventListener ??= () => {};
  globalThis.navigator ??= { onLine: true };
  const bundled = await build({
    stdin: {
      contents: `import './src/modules'; export { bundles } from './src/loader/bundles'; export { definedModules } from './src/loader/define';`,
      resolveDir: '.',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const source = Buffer.from(bundled.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${source}`);
}

/** The public methods of a class or its instance, without those of the shared base. */
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
