import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Binding } from '../src/bundles/binding';
import { Bundles } from '../src/bundles/bundles';
import { unresolved } from '../src/bundles/unresolved';
import { pageWith } from './fakes';

const createGroup: Binding = 'functions.createGroup';
const loader = 'WAWebNewGroupFlowLoadable';

test('loads a bundle when it is needed, once, for all who need it', async () => {
  const { bundles, page, modules, loads } = aPage(() => {
    modules.WAWebGroupCreateJob = {};
  });
  assert.deepEqual(unresolved(page, [createGroup]), [createGroup]);
  assert.ok(bundles.canBring(createGroup));
  assert.equal(loads(), 0);
  await Promise.all([bundles.load([createGroup]), bundles.load([createGroup])]);
  await bundles.load([createGroup]);
  assert.equal(loads(), 1);
  assert.deepEqual(unresolved(page, [createGroup]), []);
});

test('loads nothing for what no bundle brings', async () => {
  const { bundles, loads } = aPage(() => undefined);
  assert.ok(!bundles.canBring('ChatStore'));
  assert.ok(!bundles.canBring('module WAWebRevokeStatusAction.sendStatusRevokeMsgAction'));
  await bundles.load(['ChatStore']);
  assert.equal(loads(), 0);
});

test('takes for gone what a loaded bundle did not bring, and says that it was loaded', async () => {
  const { bundles } = aPage(() => undefined);
  let told = 0;
  bundles.onLoaded = () => {
    told += 1;
  };
  await bundles.load([createGroup]);
  assert.ok(!bundles.canBring(createGroup));
  assert.equal(told, 1);
});

test('says that trying again may help when a bundle does not arrive, and then tries again', async () => {
  let isBroken = true;
  const { bundles, loads } = aPage(() => {
    if (isBroken) {
      throw new Error('ERR_NETWORK');
    }
  });
  await assert.rejects(bundles.load([createGroup]), { code: 'OVERLOADED' });
  assert.ok(bundles.canBring(createGroup));
  isBroken = false;
  await bundles.load([createGroup]);
  assert.equal(loads(), 2);
});

test('waits 15 s for a bundle', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { bundles } = aPage(() => new Promise(() => {}));
  const loading = assert.rejects(bundles.load([createGroup]), { code: 'OVERLOADED' });
  t.mock.timers.tick(15_000);
  await loading;
  assert.ok(bundles.canBring(createGroup));
});

test('does not look at a late binding before its module is there', () => {
  const functions = Object.defineProperty({}, 'createGroup', {
    get: () => assert.fail('wa-js was asked'),
  });
  const page = pageWith({ whatsapp: { functions } });
  assert.deepEqual(unresolved(page, [createGroup]), [createGroup]);
});

/** A page whose only loader runs the given function. */
function aPage(load: () => unknown) {
  let loads = 0;
  const modules: Record<string, unknown> = {
    [loader]: {
      requireBundle: async () => {
        loads += 1;
        await load();
      },
    },
  };
  const page = pageWith({ whatsapp: { functions: { createGroup: () => undefined } } }, modules);
  return { bundles: new Bundles(page), page, modules, loads: () => loads };
}
