import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Placeholders } from '../src/events/placeholders';
import { KeptKeys } from '../src/keptKeys';
import type { MsgModel } from '../src/page';
import { FakeKey, FakeWid } from './fakes';

const now = Math.floor(Date.now() / 1_000);

function place(id: string, more: object = {}): MsgModel {
  const key = new FakeKey({ id, fromMe: false, remote: FakeWid.of('1@lid') });
  return { id: key, type: 'ciphertext', t: now, ...more } as unknown as MsgModel;
}

/**
 * A page's local storage and WhatsApp's database, of which the present part is in the page's
 * memory.
 */
function profile() {
  const items = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  } as Storage;
  return { kept: new KeptKeys({ localStorage }, 'placeholders'), database: [] as MsgModel[] };
}

function setUp(present: MsgModel[] = [], { kept, database } = profile(), isAllowed = true) {
  const listeners: [event: string, listener: (message: MsgModel) => void][] = [];
  const later: (() => void)[] = [];
  const asked: string[][] = [];
  const state = { isReady: true, fails: 0 };
  const placeholders = new Placeholders(
    {
      on: (event, listener) => listeners.push([event, listener]),
      getModelsArray: () => present,
    },
    {
      ask: async (keys) => {
        asked.push(keys.map(({ id }) => id));
        if (state.fails > 0) {
          state.fails -= 1;
          throw new Error('not connected');
        }
      },
      load: async (keys) => database.filter(({ id }) => keys.includes(String(id))),
      isReady: () => state.isReady,
      after: (work) => later.push(work),
    },
    kept,
  );
  placeholders.start();
  if (isAllowed) {
    placeholders.allow();
  }
  const tell = (event: string, message: MsgModel): void => {
    for (const [name, listener] of listeners) {
      if (name === event) {
        listener(message);
      }
    }
  };
  const add = (message: MsgModel): void => tell('add', message);
  const pass = async (): Promise<void> => {
    for (const work of later.splice(0)) {
      work();
    }
    await new Promise(setImmediate);
  };
  return { placeholders, add, tell, pass, asked, state };
}

test('asks for what its author has not encrypted anew by then, each once', async () => {
  const { add, pass, asked } = setUp([place('A')]);
  const mended = place('B');
  add(mended);
  (mended as unknown as { type: string }).type = 'chat';
  assert.deepEqual(asked, [], 'authors have a moment');

  await pass();
  add(place('A'));
  await pass();
  assert.deepEqual(asked, [['A']]);
});

test('asks for nothing before the page may send', async () => {
  const { placeholders, pass, asked } = setUp([place('A')], profile(), false);
  placeholders.look();
  await pass();
  assert.deepEqual(asked, []);
  placeholders.allow();
  await pass();
  assert.deepEqual(asked, [['A']]);
});

test('asks for 32 at a time', async () => {
  const { pass, asked } = setUp(Array.from({ length: 40 }, (_, i) => place(`M${i}`)));
  await pass();
  await pass();
  assert.deepEqual(
    asked.map((keys) => keys.length),
    [32, 8],
  );
});

test('does not ask for what a phone does not give out again', async () => {
  const { pass, asked } = setUp([
    place('OLD', { t: now - 15 * 86_400 }),
    place('ONCE', { isViewOnce: true }),
    place('ONCE2', { subtype: 'view_once_unavailable_fanout' }),
    place('BOT', { subtype: 'bot_unavailable_fanout' }),
    place('HOSTED', { subtype: 'hosted_unavailable_fanout' }),
    place('HISTORY', { isMdHistoryMsg: true }),
    place('READ', { type: 'chat' }),
    place('FANOUT', { subtype: 'fanout' }),
  ]);
  await pass();
  assert.deepEqual(asked, [['FANOUT']]);
});

test('waits until WhatsApp can be asked', async () => {
  const { placeholders, add, pass, asked, state } = setUp();
  state.isReady = false;
  add(place('A'));
  await pass();
  assert.deepEqual(asked, []);

  state.isReady = true;
  placeholders.look();
  state.isReady = false;
  await pass();
  assert.deepEqual(asked, [], 'the connection was lost meanwhile');

  state.isReady = true;
  placeholders.look();
  await pass();
  assert.deepEqual(asked, [['A']]);
});

test('asks a second time when the request could not be sent, and no more', async () => {
  const { pass, asked, state } = setUp([place('A')]);
  state.fails = 2;
  await pass();
  await pass();
  await pass();
  assert.deepEqual(asked, [['A'], ['A']]);
});

test('asks again for what an earlier page did not get, though it has it not in memory', async () => {
  const of = profile();
  const first = setUp([], of);
  const [filled, filledBefore, unfilled] = [place('A'), place('B'), place('C')];
  for (const message of [filled, filledBefore, unfilled]) {
    first.add(message);
  }
  (filled as unknown as { type: string }).type = 'chat';
  first.tell('change:type', filled);
  (filledBefore as unknown as { type: string }).type = 'chat';
  of.database.push(filled, filledBefore, unfilled);

  const second = setUp([], of);
  second.placeholders.look();
  await second.pass();
  assert.deepEqual(second.asked, [['C']]);
  assert.deepEqual(Object.keys(of.kept.all()), [String(unfilled.id)]);
});

test('asks for what is found in the database alone', async () => {
  const { placeholders, pass, asked } = setUp();
  placeholders.see(place('A'));
  await pass();
  assert.deepEqual(asked, [['A']]);
});
