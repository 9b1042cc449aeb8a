import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil, within } from '../src/waiting';
import { FakeModel } from './fakes';

test('does not wait for what holds already', async () => {
  assert.equal(await waitUntil(() => true, [], 0), true);
});

test('looks at every event that it was told of', async () => {
  const message = new FakeModel({ ack: 0, body: '' });
  const acknowledged = waitUntil(() => message.get('ack') === 1, [[message, 'change:ack']], 5_000);
  message.set({ body: 'other' });
  message.set({ ack: 1 });
  assert.equal(await acknowledged, true);
});

test('gives up at the deadline', async () => {
  const message = new FakeModel({ ack: 0 });
  assert.equal(await waitUntil(() => false, [[message, 'change:ack']], 5), false);
});

test('waits for work no longer than it may, and says what that comes to', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const never = new Promise<string>(() => undefined);
  const late = within(never, 100, () => 'late');
  const failed = assert.rejects(
    within(never, 100, () => {
      throw new Error('late');
    }),
    { message: 'late' },
  );
  mock.timers.tick(100);
  assert.equal(await late, 'late');
  await failed;
  assert.equal(await within(Promise.resolve('done'), 100, () => 'late'), 'done');
});
