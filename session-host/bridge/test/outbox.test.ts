import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, type Message } from '../src/channel';
import { type EventStore, idOf, type Kept, Outbox, type Told } from '../src/events/outbox';

/** Keeps events as the browser's database does, for one document after the other. */
class FakeStore implements EventStore {
  readonly rows = new Map<string, Kept>();
  isBroken = false;

  async all(): Promise<Kept[]> {
    this.#work();
    return [...this.rows.values()].reverse();
  }

  async put(events: readonly Kept[]): Promise<void> {
    this.#work();
    for (const event of events) {
      this.rows.set(idOf(event.name, event.key), event);
    }
  }

  async remove(events: readonly (readonly [name: string, key: string])[]): Promise<void> {
    this.#work();
    for (const [name, key] of events) {
      this.rows.delete(idOf(name, key));
    }
  }

  #work(): void {
    if (this.isBroken) {
      throw new Error('broken');
    }
  }
}

function documentOn(store: EventStore, now = 1) {
  const sent: (Message & { n: number })[] = [];
  const timers: (() => void)[] = [];
  const outbox = new Outbox(
    new Channel((message) => sent.push(message)),
    store,
    () => now,
    (work) => timers.push(work),
  );
  outbox.start();
  const keys = (): string[] =>
    sent.flatMap((message) => (message.type === 'happened' ? [message.key] : []));
  return { outbox, sent, keys, timers };
}

function event(key: string): Told {
  return { name: 'message', key, chat: '1@lid', data: '{}' };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('tells again in the next document what was not confirmed, before anything new', async () => {
  const store = new FakeStore();
  const first = documentOn(store);
  await settled();
  first.outbox.release();
  for (const key of ['A', 'B', 'C']) {
    first.outbox.tell(event(key));
  }
  await settled();
  first.outbox.confirm([['message', 'B']]);
  await settled();

  const second = documentOn(store);
  second.outbox.tell(event('D'));
  assert.deepEqual(second.keys(), []);
  await settled();
  assert.deepEqual(second.keys(), ['A', 'C']);
  second.outbox.found(event('B'));
  second.outbox.found(event('D'));
  second.outbox.release();
  assert.deepEqual(second.keys(), ['A', 'C', 'B', 'D']);

  second.outbox.confirm([
    ['message', 'A'],
    ['message', 'B'],
    ['message', 'C'],
    ['message', 'D'],
  ]);
  await settled();
  assert.equal(store.rows.size, 0);
});

test('says how long ago an event of earlier documents happened', async () => {
  const store = new FakeStore();
  const first = documentOn(store, 1_000);
  await settled();
  first.outbox.release();
  first.outbox.tell(event('TOLD'));
  await settled();
  documentOn(store, 3_000).outbox.tell(event('HELD'));
  await settled();
  const third = documentOn(store, 7_000);
  await settled();
  third.outbox.release();
  third.outbox.tell(event('NEW'));
  await settled();
  const fourth = documentOn(store, 9_000);
  await settled();

  const ages = (document: typeof first) =>
    document.sent.map((message) => message.type === 'happened' && [message.key, message.age]);
  assert.deepEqual(ages(third), [
    ['TOLD', 6_000],
    ['HELD', 4_000],
    ['NEW', undefined],
  ]);
  assert.deepEqual(ages(fourth), [
    ['TOLD', 8_000],
    ['HELD', 6_000],
    ['NEW', 2_000],
  ]);
});

test('does what comes behind an event when the event was told', async () => {
  const { outbox, keys } = documentOn(new FakeStore());
  const seen: string[][] = [];
  outbox.tell(event('A'));
  outbox.inTurn(() => seen.push(keys()));
  await settled();
  assert.deepEqual(seen, []);
  outbox.release();
  assert.deepEqual(seen, [['A']]);
});

test('tells at once, and writes what comes together at once', async () => {
  const store = new FakeStore();
  const { outbox, keys } = documentOn(store);
  outbox.release();
  await settled();
  outbox.tell(event('A'));
  outbox.tell(event('A'));

  assert.deepEqual(keys(), ['A', 'A']);
  await settled();
  assert.equal(store.rows.size, 1);
});

test('goes on without its store, and says so once', async () => {
  const store = new FakeStore();
  store.isBroken = true;
  const { outbox, sent, keys } = documentOn(store);
  outbox.release();
  await settled();
  outbox.tell(event('A'));
  await settled();

  assert.deepEqual(keys(), ['A']);
  assert.equal(sent.filter((message) => message.type === 'problem').length, 1);
});

test('waits for its store and its host only for a while', async () => {
  const store = new FakeStore();
  store.all = () => new Promise(() => undefined);
  const { outbox, keys, timers } = documentOn(store);
  outbox.tell(event('A'));
  await settled();
  assert.deepEqual(keys(), []);

  for (const work of timers) {
    work();
  }
  assert.deepEqual(keys(), ['A']);
});

test('keeps no more than it has room for', async () => {
  const store = new FakeStore();
  const { outbox, keys } = documentOn(store);
  outbox.release();
  await settled();
  const large = 'x'.repeat(20 * 1024 * 1024);
  outbox.tell({ ...event('A'), data: large });
  outbox.tell({ ...event('B'), data: large });
  await settled();
  assert.deepEqual(keys(), ['A']);
  assert.deepEqual([...store.rows.keys()], ['message A']);

  outbox.tell({ ...event('C'), data: large });
  outbox.tell({ ...event('D'), data: large });
  outbox.tell({ ...event('E'), data: large });
  assert.deepEqual(keys(), ['A', 'E']);
  outbox.confirm([['message', 'A']]);
  assert.deepEqual(keys(), ['A', 'E', 'B']);
});

test('gives the host no more than it has room for, and the rest in its order', async () => {
  const store = new FakeStore();
  const { outbox, keys, timers } = documentOn(store);
  await settled();
  outbox.release();
  for (let i = 0; i < 1_200; i += 1) {
    outbox.tell(event(`E${i}`));
  }
  assert.equal(keys().length, 1_000);

  outbox.confirm([
    ['message', 'E0'],
    ['message', 'E1'],
  ]);
  assert.deepEqual(keys().slice(1_000), ['E1000', 'E1001']);
  await settled();
  assert.equal(store.rows.size, 1_198);
  assert.equal(timers.length, 1);
});

test('goes on where the host confirms nothing any more', async () => {
  const sent: Message[] = [];
  const timers: (() => void)[] = [];
  let now = 1;
  const outbox = new Outbox(
    new Channel((message) => sent.push(message)),
    new FakeStore(),
    () => now,
    (work) => timers.push(work),
  );
  outbox.start();
  await settled();
  outbox.release();
  for (let i = 0; i < 1_001; i += 1) {
    outbox.tell(event(`E${i}`));
  }
  assert.equal(sent.length, 1_000);

  now += 60_000;
  timers.at(-1)?.();
  assert.equal(sent.length, 1_001);
});

test('says nothing out of turn while events wait for room', async () => {
  const { outbox, keys } = documentOn(new FakeStore());
  await settled();
  outbox.release();
  for (let i = 0; i < 1_001; i += 1) {
    outbox.tell(event(`E${i}`));
  }
  const before: number[] = [];
  outbox.inTurn(() => before.push(keys().length));
  assert.deepEqual(before, []);

  outbox.confirm([['message', 'E0']]);
  assert.deepEqual(before, [1_001]);
});

test('tells what was lost before what a later document heard and never told', async () => {
  const store = new FakeStore();
  const first = documentOn(store);
  await settled();
  first.outbox.release();
  first.outbox.tell(event('A'));
  await settled();
  // `LOST` died with the first document; the second one died before it was asked for it.
  const second = documentOn(store);
  await settled();
  second.outbox.tell(event('HELD'));
  second.outbox.tell(event('HELD2'));
  await settled();
  assert.deepEqual(second.keys(), ['A']);

  const third = documentOn(store);
  third.outbox.tell(event('NEW'));
  await settled();
  assert.deepEqual(third.keys(), ['A']);
  for (const key of ['LOST', 'HELD', 'LATE', 'NEW']) {
    third.outbox.found({ ...event(key), recovered: true });
  }
  third.outbox.release();
  assert.deepEqual(third.keys(), ['A', 'LOST', 'HELD', 'LATE', 'HELD2', 'NEW']);
  const recovered = third.sent.flatMap((message) =>
    message.type === 'happened' && message.recovered ? [message.key] : [],
  );
  assert.deepEqual(recovered, ['LOST', 'LATE']);

  await settled();
  const fourth = documentOn(store);
  await settled();
  assert.deepEqual(fourth.keys(), ['A', 'LOST', 'HELD', 'LATE', 'HELD2', 'NEW']);
});
