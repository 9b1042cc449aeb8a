import { readFile } from 'node:fs/promises';
import vm from 'node:vm';
import { boundModules, moduleOf } from '../src/narrowing/modules';
import { ModuleView } from '../src/narrowing/view';

const root = new URL('../', import.meta.url);
const waJs = new vm.Script(
  await readFile(new URL('node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js', root), 'utf8'),
);

/** An export as the record has it: `f2` is a function of two parameters. */
type Fact = string | { class?: string[]; instance?: string[]; keys?: string[] };

/** The exports of the modules that wa-js's bindings resolve to, as the real client has them. */
export const surface: Readonly<Record<string, Record<string, Fact>>> = JSON.parse(
  await readFile(new URL('test/surface.json', root), 'utf8'),
);

/** The unmodified wa-js over a registry of modules, through the narrowed view. */
export interface InPage {
  /** Registers modules of the record, in this order. */
  register(names: readonly string[]): void;
  /**
   * The module to which a binding resolves: null for none, `else` for one that is not in the
   * record.
   */
  resolve(binding: string): string | null;
}

/** wa-js, started where these modules are registered in this order. */
export function waJsWith(names: readonly string[]): InPage {
  const exportsOf: Record<string, object> = {};
  const registry: Record<string, object> = {};
  const owners = new Map<unknown, string>();
  const register = (added: readonly string[]): void => {
    for (const name of added.filter((one) => one in surface)) {
      exportsOf[name] = exportsFor(name, owners);
      registry[name] = { factory: () => undefined };
    }
  };
  register(names);
  const view = new ModuleView(
    boundModules,
    [],
    0,
    () => 0,
    () => undefined,
  );
  const require = (id: string): object => {
    if (id === '__debug') {
      return { modulesMap: view.of(registry) };
    }
    const exports = exportsOf[id];
    if (exports === undefined) {
      throw new Error(`unknown module ${id}`);
    }
    return exports;
  };
  const whatsapp = started(require);
  return {
    register,
    resolve(binding) {
      const [name = '', member] = binding.split('.');
      const value = valueIn(whatsapp, name, member);
      return value === undefined ? null : (owners.get(value) ?? 'else');
    },
  };
}

type Whatsapp = Record<string, Record<string, unknown>>;

function valueIn(whatsapp: Whatsapp, name: string, member: string | undefined): unknown {
  try {
    return member === undefined ? whatsapp[name] : whatsapp[name]?.[member];
  } catch {
    return undefined;
  }
}

function started(require: (id: string) => object): Whatsapp {
  const quiet = () => undefined;
  const global: Record<string, unknown> = {
    console: { error: quiet, log: quiet, warn: quiet, debug: quiet, info: quiet },
    setTimeout: (...args: Parameters<typeof setTimeout>) => setTimeout(...args).unref(),
    setInterval: (...args: Parameters<typeof setInterval>) => setInterval(...args).unref(),
    clearTimeout,
    clearInterval,
    queueMicrotask,
    performance,
    location: { href: '', search: '' },
    navigator: { languages: [], userAgent: '' },
    localStorage: { getItem: () => null, setItem: quiet, removeItem: quiet },
    document: { addEventListener: quiet, querySelectorAll: () => [] },
    addEventListener: quiet,
    WPPConfig: { disableGoogleAnalytics: true, linkPreviewApiServers: [] },
    ErrorGuard: { skipGuardGlobal: quiet },
    importNamespace: require,
    require,
    __d: quiet,
  };
  Object.assign(global, { self: global, window: global });
  waJs.runInContext(vm.createContext(global));
  return (global.WPP as { whatsapp: Whatsapp }).whatsapp;
}

/**
 * A module's exports after the record; an export that is recognised by identity is registered with
 * its owner.
 */
function exportsFor(name: string, owners: Map<unknown, string>): object {
  const entries = Object.entries(surface[name] ?? {}).map(([key, fact]) => {
    const value = standIn(fact, key === 'default' ? name.replace(/^WAWeb/, '') : key);
    for (const one of [value, ...Object.values(Object(value))]) {
      if (Object(one) === one) {
        owners.set(one, name);
      }
    }
    return [key, value];
  });
  const exports = Object.fromEntries(entries);
  owners.set(exports, name);
  return Object.defineProperty(exports, '__esModule', { value: true });
}

function standIn(fact: Fact, name: string): unknown {
  if (typeof fact === 'string') {
    const parameters = /^f(\d+)$/.exec(fact)?.[1];
    return parameters === undefined ? {} : functionOf(Number(parameters));
  }
  const methods = Object.fromEntries((fact.class ?? fact.instance ?? fact.keys ?? []).map(aMethod));
  if (fact.class === undefined) {
    return fact.instance === undefined ? methods : Object.create(methods);
  }
  // wa-js knows some models by the name of their proxy.
  const proxyName = name.replace(/Model$/, '').replace(/^./, (first) => first.toLowerCase());
  const model = class {};
  Object.assign(model.prototype, methods, { proxyName });
  return model;
}

function aMethod(name: string): [string, () => void] {
  return [name, () => undefined];
}

function functionOf(parameters: number): () => void {
  return Object.defineProperty(() => undefined, 'length', { value: parameters });
}

/** The bindings that the record knows the module of. */
export const bindings: readonly string[] = Object.keys(moduleOf);
