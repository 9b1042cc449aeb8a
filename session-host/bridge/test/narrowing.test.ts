import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Global, Narrowing } from '../src/narrowing/install';
import { ModuleView } from '../src/narrowing/view';

const all = { WAWebB: 'b', Other: 'o', WAWebA: 'a', WAWebCore: 'c' };

test('shows the bound modules only, in their own order, whatever the order of the registry', () => {
  assert.deepEqual(Object.keys(view().of(all)), ['WAWebA', 'WAWebB', 'WAWebCore']);
});

test('shows nothing before the core modules are registered', () => {
  const narrow = view();
  assert.deepEqual(narrow.of({ WAWebA: 'a' }), {});
  assert.deepEqual(Object.keys(narrow.of(all)), ['WAWebA', 'WAWebB', 'WAWebCore']);
});

test('follows modules that are registered later', () => {
  const narrow = view();
  const registry: Record<string, string> = { WAWebCore: 'c' };
  assert.deepEqual(Object.keys(narrow.of(registry)), ['WAWebCore']);
  registry.WAWebA = 'a';
  assert.deepEqual(Object.keys(narrow.of(registry)), ['WAWebA', 'WAWebCore']);
});

test('shows everything when the registry is still without the core, and says so once', () => {
  let now = 0;
  let told = 0;
  const narrow = new ModuleView(
    ['WAWebA', 'WAWebCore'],
    ['WAWebCore'],
    100,
    () => now,
    () => {
      told += 1;
    },
  );
  const registry: Record<string, string> = { WAWebA: 'a' };
  assert.deepEqual(narrow.of(registry), {});
  now = 101;
  registry.Other = 'o';
  assert.deepEqual(narrow.of(registry), {});
  now = 202;
  assert.equal(narrow.of(registry), registry);
  assert.equal(narrow.of(registry), registry);
  assert.equal(told, 1);
});

test('shows everything while it is widened', () => {
  const narrow = view();
  assert.equal(
    narrow.widened(() => Object.keys(narrow.of(all)).length),
    4,
  );
  assert.equal(Object.keys(narrow.of(all)).length, 3);
});

test('narrows a loader that is assigned after wa-js set its trap', () => {
  const global: Global = {};
  let seenByWaJs: unknown;
  let assigned: Global['require'];
  // wa-js's trap: the setter looks at the modules at once.
  Object.defineProperty(global, 'require', {
    configurable: true,
    enumerable: true,
    get: () => assigned,
    set: (value) => {
      assigned = value;
      seenByWaJs = debugOf(global).modulesMap;
    },
  });
  const narrowing = new Narrowing(global, view());
  narrowing.wrapFuture();
  global.require = loader();
  assert.deepEqual(Object.keys(seenByWaJs as object), ['WAWebA', 'WAWebB', 'WAWebCore']);
  assert.ok(narrowing.active);
});

test('narrows a loader that is there already', () => {
  const global: Global = { require: loader() };
  const narrowing = new Narrowing(global, view());
  assert.ok(!narrowing.active);
  narrowing.wrapPresent();
  assert.ok(narrowing.active);
});

test('leaves everything but the map of modules as it is', () => {
  const require = Object.assign(loader(), { version: 7 });
  const global: Global = { require };
  new Narrowing(global, view()).wrapPresent();
  assert.equal(global.require?.('WAWebA'), 'a');
  assert.equal((global.require as unknown as { version: number }).version, 7);
  assert.equal(debugOf(global).other, 1);
  assert.throws(() => global.require?.('absent'), /absent/);
});

test('passes a registry of another form through', () => {
  const debug = { modules: [] };
  const global: Global = { require: () => debug };
  new Narrowing(global, view()).wrapPresent();
  assert.equal(global.require?.('__debug'), debug);
});

function view(): ModuleView {
  const names = ['WAWebA', 'WAWebB', 'WAWebCore', 'WAWebAbsent'];
  return new ModuleView(
    names,
    ['WAWebCore'],
    1_000,
    () => 0,
    () => assert.fail('gave up'),
  );
}

function debugOf(global: Global): { modulesMap: object; other: number } {
  return global.require?.('__debug') as { modulesMap: object; other: number };
}

function loader(): (...args: unknown[]) => unknown {
  return (id) => {
    if (id === '__debug') {
      return { modulesMap: all, other: 1 };
    }
    if (typeof id !== 'string' || !(id in all)) {
      throw new Error(`unknown module ${id}`);
    }
    return all[id as keyof typeof all];
  };
}
