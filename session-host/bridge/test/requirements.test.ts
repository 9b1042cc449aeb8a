import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Availability } from '../src/availability';
import {
  contentRequirements,
  missingOperations,
  requirements,
} from '../src/operations/requirements';
import { pageWith } from './fakes';

const all = [...Object.values(requirements), ...Object.values(contentRequirements)].flat();

test('misses nothing where everything resolves, and widens for nothing', () => {
  const page = pageWith({ whatsapp: bindings(all) }, modules(all));
  assert.deepEqual(
    missingOperations(page, () => assert.fail('widened')),
    [],
  );
});

test('names the operations that need a binding which is gone', () => {
  const names = all.filter((name) => name !== 'functions.sendReactionToMsg');
  const page = pageWith({ whatsapp: bindings(names) }, modules(names));
  assert.deepEqual(
    missingOperations(page, (work) => work()),
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
  assert.deepEqual(missingOperations(page, widened), []);
});

test('names the operations that need an export which wa-js does not wrap', () => {
  const names = all.filter((name) => name !== 'module WAPhoneFindCC.findCC');
  const page = pageWith({ whatsapp: bindings(names) }, modules(names));
  assert.deepEqual(
    missingOperations(page, (work) => work()),
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
  const availability = new Availability(page, { send } as never, (work) => work());
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
  const missing = missingOperations(pageWith({ whatsapp }), (work) => work());
  assert.ok(missing.includes('clientSendMessage'));
  assert.ok(!missing.includes('clientGetState'));
});

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

/** WhatsApp's modules with the exports that are wanted of them. */
function modules(names: readonly string[]): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {};
  for (const name of names.filter((one) => one.startsWith('module '))) {
    const [id = '', member = ''] = name.slice('module '.length).split('.');
    all[id] = { ...all[id], [member]: () => {} };
  }
  return all;
}
