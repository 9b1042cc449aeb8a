import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Binding } from '../src/bundles/binding';
import { lateModuleOf } from '../src/bundles/late';
import { boundModules, moduleOf } from '../src/narrowing/modules';
import { bindings, surface, waJsWith } from './waJs';

/**
 * The largest number of conditions that the record cannot decide, because they depend on values,
 * inherited classes or the inside of functions.
 */
const mostUndecided = 30;

/** Modules that wa-js finds by the class of an instance, which is not in the record. */
const byClass = ['CallStore', 'MsgStore'];

const registered = boundModules.filter((name) => name in surface);

for (const [order, names] of [
  ['as recorded', registered],
  ['backwards', [...registered].reverse()],
  ['with its middle first', [...registered.slice(150), ...registered.slice(0, 150)]],
] as const) {
  test(`no binding of wa-js takes another module than recorded, registered ${order}`, () => {
    const page = waJsWith(names);
    const found = bindings.map((binding) => [binding, page.resolve(binding)] as const);
    const wrong = found.filter(
      ([binding, module]) =>
        ![null, 'else', moduleOf[binding]].includes(module) && !byClass.includes(binding),
    );
    assert.deepEqual(wrong, []);
    const right = found.filter(([binding, module]) => module === moduleOf[binding]);
    assert.ok(right.length >= bindings.length - mostUndecided, `${right.length} decided`);
  });
}

test('finds what a bundle brings later, in its place', () => {
  const late = bindings.filter((binding) => lateModuleOf(binding as Binding) !== undefined);
  const modules = [...new Set(late.map((binding) => moduleOf[binding] ?? ''))];
  assert.ok(modules.length > 8);
  const page = waJsWith(registered.filter((name) => !modules.includes(name)));
  for (const binding of bindings.filter((name) => !late.includes(name))) {
    page.resolve(binding);
  }
  page.register(modules);
  const found = late.map((binding) => [binding, page.resolve(binding)]);
  assert.deepEqual(
    found,
    late.map((binding) => [binding, moduleOf[binding]]),
  );
});

test('keeps for ever what wa-js found before the bundle came, so nobody looks before', () => {
  const job = 'WAWebMexFetchGroupInviteCodeJob';
  const page = waJsWith(registered.filter((name) => name !== job));
  assert.equal(page.resolve('functions.fetchMexGroupInviteCode'), 'else');
  page.register([job]);
  assert.equal(page.resolve('functions.fetchMexGroupInviteCode'), 'else');
});
