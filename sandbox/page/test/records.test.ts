import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { deleteModelStorage } from '../src/store/database';
import { type MessageRecord, Records } from '../src/store/records';

const BOB = '200000000000002@lid';
const EVE = '300000000000003@lid';

function message(id: string, chat: string, t: number, order = 0): MessageRecord {
  return {
    key: `true_${chat}_${id}`,
    order,
    id,
    chat,
    fromMe: true,
    participant: null,
    t,
    type: 'chat',
    body: id,
    attributes: {},
    quoted: null,
    ack: 0,
    notifyName: '',
  };
}

const ids = (messages: MessageRecord[]) => messages.map(({ id }) => id);

describe('the kept messages', () => {
  let records: Records;

  beforeEach(async () => {
    records = await Records.open();
    await records.save({
      messages: [
        message('c', BOB, 30),
        message('a', BOB, 10),
        message('b2', BOB, 20, 2),
        message('b1', BOB, 20, 1),
        message('x', EVE, 25),
      ],
    });
  });

  afterEach(async () => {
    records.close();
    await deleteModelStorage();
  });

  it('come by time, and within a second by their order', async () => {
    const all = await records.messagesBeside(BOB, null, 'before', Number.POSITIVE_INFINITY);
    assert.deepEqual(ids(all), ['a', 'b1', 'b2', 'c']);
  });

  it('beside an anchor are the nearest ones, without it and without other chats', async () => {
    const anchor = message('b2', BOB, 20, 2);
    assert.deepEqual(ids(await records.messagesBeside(BOB, anchor, 'before', 1)), ['b1']);
    assert.deepEqual(ids(await records.messagesBeside(BOB, anchor, 'before', 9)), ['a', 'b1']);
    assert.deepEqual(ids(await records.messagesBeside(BOB, anchor, 'after', 9)), ['c']);
    assert.deepEqual(ids(await records.messagesBeside(BOB, anchor, 'after', 0)), []);
  });

  it('answer the newest of each chat that has any', async () => {
    assert.deepEqual(ids(await records.newestMessages([EVE, 'nobody@lid', BOB])), ['x', 'c']);
  });

  it('lose no change when two come at once', async () => {
    const key = message('a', BOB, 10).key;
    await Promise.all([
      records.updateMessage(key, (kept) => ({ ...kept, ack: Math.max(kept.ack, 2) })),
      records.updateMessage(key, (kept) => ({ ...kept, body: 'edited' })),
    ]);
    const kept = await records.message(key);
    assert.equal(kept?.ack, 2);
    assert.equal(kept?.body, 'edited');
    assert.equal(await records.updateMessage('nothing', (one) => one), undefined);
  });

  it('are gone when they were deleted', async () => {
    await records.deleteMessages([message('a', BOB, 10).key]);
    assert.equal(await records.message(message('a', BOB, 10).key), undefined);
  });
});
