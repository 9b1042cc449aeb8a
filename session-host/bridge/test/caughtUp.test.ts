import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, type Message } from '../src/channel';
import { CaughtUp } from '../src/connection/caughtUp';
import { pageWith } from './fakes';

function setUp(isOfflineDeliveryEnd: boolean) {
  const listeners: (() => void)[] = [];
  const Cmd = {
    isOfflineDeliveryEnd,
    on: (event: string, listener: () => void) => {
      assert.equal(event, 'offline_delivery_end_from_bridge');
      listeners.push(listener);
    },
  };
  const sent: Message[] = [];
  const caughtUp = new CaughtUp(
    pageWith({ whatsapp: { Cmd } }),
    new Channel((message) => sent.push(message)),
  );
  const times: boolean[] = [];
  caughtUp.onEach(() => times.push(caughtUp.once));
  caughtUp.start();
  const end = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };
  const told = async (): Promise<unknown[]> => {
    await Promise.resolve();
    return sent.map((message) => (message.type === 'caughtUp' ? message.times : message.type));
  };
  return { caughtUp, end, told, times };
}

test('says each time that it has caught up, also without a reset in between', async () => {
  const { caughtUp, end, told, times } = setUp(false);
  assert.equal(caughtUp.once, false);
  assert.deepEqual(await told(), []);

  end();
  end();
  assert.deepEqual(await told(), [1, 2]);
  assert.deepEqual(times, [true, true]);
});

test('says so when it was so before the bridge was there', async () => {
  const { end, told } = setUp(true);
  assert.deepEqual(await told(), [1]);

  end();
  assert.deepEqual(await told(), [1, 2]);
});
