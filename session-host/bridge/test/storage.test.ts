import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageStorage } from '../src/connection/storage';

/** The answers of a browser's databases. */
type Ends = { opens?: 'success' | 'error' | 'never'; writes?: 'complete' | 'abort' };

type Target = EventTarget & { [key: string]: unknown };

/** Makes an object of which a browser calls both the listener and the handler of the same name. */
function target(fields: { [key: string]: unknown }): Target {
  return Object.assign(new EventTarget(), fields) as Target;
}

function fire(on: Target, event: string): void {
  (on[`on${event}`] as (() => void) | undefined)?.();
  on.dispatchEvent(new Event(event));
}

/** Databases that answer in the next turn. */
function databases({ opens = 'success', writes = 'complete' }: Ends, written: unknown[]) {
  const transaction = target({
    error: new Error('full'),
    objectStore: () => ({ put: (value: unknown) => written.push(value) }),
  });
  const database = target({
    createObjectStore: () => undefined,
    close: () => written.push('closed'),
    transaction: () => {
      setImmediate(() => fire(transaction, writes));
      return transaction;
    },
  });
  const factory = {
    open: () => {
      const request = target({ result: database, error: new Error('broken') });
      if (opens !== 'never') {
        setImmediate(() => fire(request, opens));
      }
      return request;
    },
  };
  return { factory: factory as unknown as IDBFactory, database };
}

/** Whether the storage of a page that is away fails. */
function fails(ends: Ends, written: unknown[]): Promise<boolean> {
  return new PageStorage(databases(ends, written).factory).fails(true);
}

test('does not fail where a write is complete, and closes its database', async () => {
  const written: unknown[] = [];
  assert.equal(await fails({}, written), false);
  assert.equal(typeof written[0], 'number');
  assert.equal(written[1], 'closed');
});

test('fails where the database does not open', async () => {
  assert.equal(await fails({ opens: 'error' }, []), true);
});

test('fails where the write is taken back', async () => {
  const written: unknown[] = [];
  assert.equal(await fails({ writes: 'abort' }, written), true);
  assert.equal(written[1], 'closed');
});

test('is not asked of a page that is connected', async () => {
  const written: unknown[] = [];
  const storage = new PageStorage(databases({ writes: 'abort' }, written).factory);
  assert.equal(await storage.fails(false), false);
  assert.deepEqual(written, []);
});

test('takes a browser for busy that does not answer', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const answer = fails({ opens: 'never' }, []);
  context.mock.timers.tick(5_000);
  assert.equal(await answer, false);
});

test('fails for good once the browser closed a database of the page', async () => {
  const { factory, database } = databases({}, []);
  const storage = new PageStorage(factory);
  await new Promise((opened) => {
    factory.open('of the client').addEventListener('success', opened);
  });
  assert.equal(await storage.fails(true), false);
  fire(database, 'close');
  assert.equal(await storage.fails(true), true); // although a new one can be written to
  assert.equal(await storage.fails(false), true); // data that arrives is not stored
});
