import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canWrite } from '../src/connection/storage';

/** How a browser's databases answer. */
type Ends = { opens?: 'success' | 'error' | 'never'; writes?: 'complete' | 'abort' };

interface Listeners {
  [event: string]: unknown;
}

/** Databases that answer in the next turn. */
function databases({ opens = 'success', writes = 'complete' }: Ends, written: unknown[]) {
  const later = (target: Listeners, event: string): void => {
    setImmediate(() => (target[event] as (() => void) | undefined)?.());
  };
  const transaction: Listeners = {
    error: new Error('full'),
    objectStore: () => ({ put: (value: unknown) => written.push(value) }),
  };
  const database = {
    createObjectStore: () => undefined,
    close: () => written.push('closed'),
    transaction: () => {
      later(transaction, `on${writes}`);
      return transaction;
    },
  };
  return {
    open: () => {
      const request: Listeners = { result: database, error: new Error('broken') };
      if (opens !== 'never') {
        later(request, `on${opens}`);
      }
      return request;
    },
  } as unknown as IDBFactory;
}

test('can write where a write is complete, and closes its database', async () => {
  const written: unknown[] = [];
  assert.equal(await canWrite(databases({}, written)), true);
  assert.equal(typeof written[0], 'number');
  assert.equal(written[1], 'closed');
});

test('cannot write where the database does not open', async () => {
  assert.equal(await canWrite(databases({ opens: 'error' }, [])), false);
});

test('cannot write where the write is taken back', async () => {
  const written: unknown[] = [];
  assert.equal(await canWrite(databases({ writes: 'abort' }, written)), false);
  assert.equal(written[1], 'closed');
});

test('takes a browser for busy that does not answer', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const answer = canWrite(databases({ opens: 'never' }, []));
  context.mock.timers.tick(5_000);
  assert.equal(await answer, true);
});
