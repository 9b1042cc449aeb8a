import './modules';
import { createErrorGuard } from './loader/errorGuard';
import { createMetaLoader } from './loader/metaLoader';
import { registerModules } from './loader/register';
import { fetchPageConfig, pageOptions } from './session/pageOptions';
import { Session } from './session/session';
import { Screen } from './ui/screen';

async function start(): Promise<void> {
  const loader = createMetaLoader(globalThis);
  Object.assign(globalThis, {
    ErrorGuard: createErrorGuard((error) => reportError(error)),
    importDefault: loader.importDefault,
    importNamespace: loader.importNamespace,
    requireLazy: loader.requireLazy,
    require: loader.require,
    __d: loader.__d,
  });
  new Screen();
  const options = await pageOptions(location.search);
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const session = new Session(`${scheme}//${location.host}/ws`);
  const isBroken = async (bundle: string): Promise<boolean> =>
    (await fetchPageConfig()).brokenBundles?.includes(bundle) ?? false;
  await Promise.all([registerModules(loader, { ...options, isBroken }), session.start(options)]);
}

void start();
