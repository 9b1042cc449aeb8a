import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, type Message } from '../src/channel';
import { CaughtUp } from '../src/connection/caughtUp';
import { pageWith } from './fakes';

function setUp(isOfflineDeliveryEnd: boolean) {
  const listeners: [event: string, listener: () => void][] = [];
  const Cmd = {
    isOfflineDeliveryEnd,
    on: (event: string, listener: () => void) => {
      listeners.push([event, listener]);
    },
  };
  const sent: Message[] = [];
  const caughtUp = new CaughtUp(
    pageWith({ whatsapp: { Cmd } }),
    new Channel((message) => sent.push(message)),
  );
  const times: boolean[] = [];
  caughtUp.onEach(() => times.push(caughtUp.isThrough));
  caughtUp.start();
  const happens = (event: string): void => {
    for (const [name, listener] of listeners) {
      if (name === event) {
        listener();
      }
    }
  };
  const end = (): void => happens('offline_delivery_end_from_bridge');
  const reset = (): void => happens('offline_delivery_state_reset_from_bridge');
  const told = async (): Promise<unknown[]> => {
    await Promise.resolve();
    return sent.map((message) => (message.type === 'caughtUp' ? message.times : message.type));
  };
  return { caughtUp, end, reset, told, times };
}

test('says each time that it has caught up, also without a reset in between', async () => {
  const { caughtUp, end, told, times } = setUp(false);
  assert.equal(caughtUp.isThrough, false);
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

test('is not through while a reconnect brings in what it missed', () => {
  const { caughtUp, end, reset } = setUp(true);
  assert.equal(caughtUp.isThrough, true);
  reset();
  assert.equal(caughtUp.isThrough, false);
  end();
  assert.equal(caughtUp.isThrough, true);
});
