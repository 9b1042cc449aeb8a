import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Availability } from '../src/bridge/availability';
import type { Binding } from '../src/bundles/binding';
import { Bundles } from '../src/bundles/bundles';
import { lateModuleOf } from '../src/bundles/late';
import { missingOperations, requirements } from '../src/operations/requirements';
import type { Page } from '../src/page';
import { contentRequirements } from '../src/send/requirements';
import { pageWith } from './fakes';

const all = [...Object.values(requirements), ...Object.values(contentRequirements)].flat();

test('misses nothing where everything resolves, and widens for nothing', () => {
  const page = pageWith({ whatsapp: bindings(all) }, modules(all));
  assert.deepEqual(
    missing(page, () => assert.fail('widened')),
    [],
  );
});

test('names the operations that need a binding which is gone', () => {
  const names = all.filter((name) => name !== 'functions.sendReactionToMsg');
  const page = pageWith({ whatsapp: bindings(names) }, modules(names));
  assert.deepEqual(
    missing(page, (work) => work()),
    ['messageReact'],
  );
});

test('widens the view for a binding that the narrow one does not have', () => {
  const whatsapp = bindings(all.filter((name) => name !== 'BlocklistStore'));
  const page = pageWith({ whatsapp }, modules(all));
  const widened = (work: () => unknown): unknown => {
    whatsapp.BlocklistStore = {};
    return work();
  };
  assert.deepEqual(missing(page, widened), []);
});

test('names the operations that need an export which wa-js does not wrap', () => {
  const names = all.filter((name) => name !== 'module WAPhoneFindCC.findCC');
  const page = pageWith({ whatsapp: bindings(names) }, modules(names));
  assert.deepEqual(
    missing(page, (work) => work()),
    ['clientGetCountryCode', 'contactGetCountryCode'],
  );
});

test('tells the host again when WhatsApp loads later what an operation needs', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const whatsapp = bindings(all.filter((name) => name !== 'LabelStore'));
  const told: string[][] = [];
  const send = (message: { type: string; operations?: string[] }) =>
    told.push(message.operations ?? []);
  const page = pageWith({ whatsapp }, modules(all));
  const availability = new Availability(page, new Bundles(page), { send } as never, (work) =>
    work(),
  );
  availability.start();
  availability.start();
  t.mock.timers.tick(10_000);
  assert.equal(told.length, 1);
  assert.ok(told[0]?.includes('clientGetLabels'));
  whatsapp.LabelStore = {};
  t.mock.timers.tick(10_000);
  assert.deepEqual(told.slice(1), [[]]);
});

test('takes a binding whose module throws for one that is not there', () => {
  const whatsapp = Object.defineProperty(bindings(all), 'GroupMetadataStore', {
    get: () => {
      throw new Error('module failed');
    },
  });
  const lacking = missing(pageWith({ whatsapp }, modules(all)), (work) => work());
  assert.ok(lacking.includes('clientSendMessage'));
  assert.ok(!lacking.includes('clientGetState'));
});

test('takes for available what a bundle is yet to bring, and widens for nothing', () => {
  const loaders = [...new Set(all.flatMap((name) => lateModuleOf(name)?.loader ?? []))];
  assert.ok(loaders.length >= 5);
  const late = Object.fromEntries(loaders.map((loader) => [loader, { requireBundle: () => {} }]));
  const page = pageWith({ whatsapp: bindings(all) }, { ...modules(notLate()), ...late });
  assert.deepEqual(
    missing(page, () => assert.fail('widened')),
    [],
  );
});

test('names the operations whose loader is gone', () => {
  const page = pageWith({ whatsapp: bindings(all) }, modules(notLate()));
  const lacking = missing(page, (work) => work());
  assert.ok(lacking.includes('clientCreateGroup'));
  assert.ok(lacking.includes('messageForward'));
  assert.ok(!lacking.includes('clientSendMessage'));
});

test('tells the host when a bundle came without what it should bring', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const told: string[][] = [];
  const send = (message: { operations?: string[] }) => told.push(message.operations ?? []);
  const names = all.filter((name) => name !== 'functions.createGroup');
  const loader = { WAWebNewGroupFlowLoadable: { requireBundle: async () => {} } };
  const page = pageWith({ whatsapp: bindings(all) }, { ...modules(names), ...loader });
  const bundles = new Bundles(page);
  new Availability(page, bundles, { send } as never, (work) => work()).start();
  assert.deepEqual(told, [[]]);
  await bundles.load(['functions.createGroup']);
  assert.deepEqual(told, [[], ['clientCreateGroup']]);
});

function missing(page: Page, widened: (work: () => unknown) => unknown): string[] {
  return missingOperations(page, new Bundles(page), widened);
}

function notLate(): Binding[] {
  return all.filter((name) => lateModuleOf(name) === undefined);
}

/** wa-js's `whatsapp` with these bindings, `functions.<name>` among them. */
function bindings(names: readonly string[]): Record<string, unknown> {
  const functions: Record<string, unknown> = {};
  const whatsapp: Record<string, unknown> = { functions };
  for (const name of names.filter((one) => !one.startsWith('module '))) {
    const [first = '', member] = name.split('.');
    if (member === undefined) {
      whatsapp[first] = {};
    } else {
      functions[member] = () => {};
    }
  }
  return whatsapp;
}

/** WhatsApp's modules with the exports that are wanted of them, and those that come late. */
function modules(names: readonly Binding[]): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {};
  for (const name of names.filter((one) => one.startsWith('module '))) {
    const [id = '', member = ''] = name.slice('module '.length).split('.');
    all[id] = { ...all[id], [member]: () => {} };
  }
  for (const name of names) {
    const late = lateModuleOf(name);
    if (late !== undefined) {
      all[late.module] ??= {};
    }
  }
  return all;
}
