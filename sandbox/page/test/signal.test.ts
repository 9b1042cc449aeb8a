import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { WireSignal } from '../src/protocol';

// Browser globals that modules read while loading.
Object.assign(globalThis, { addEventListener: () => undefined });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

const { setMe, getMeLidUserOrThrow, myDevice } = await import('../src/modules/account/userPrefs');
const { createWid } = await import('../src/modules/ids/widFactory');
const { definedModules } = await import('../src/loader/define');
const { groupMetadataCollection } = await import('../src/modules/group/groupMetadata');
await import('../src/modules/group/groupAction');
const { sealed } = await import('../src/modules/signal/seal');
const { loadSignal, protocolStore } = await import('../src/modules/signal/store');
const { closeSignalRows } = await import('../src/store/signal');
const { link } = await import('../src/net/link');

const BOB = createWid('200000000000002@lid');
const EVE = createWid('300000000000003@lid');
const GROUP = createWid('120363000000000001@g.us');

type Wid = typeof BOB;

interface Modules {
  WAWebSignalStorage: {
    getSessionTable(): { forEach(visit: (row: { address: string }) => void): Promise<void> };
  };
  WAWebSignalStoreApi: { waSignalStore: { bulkRemoveSession(a: string[]): Promise<void> } };
  WAWebSignalSessionApi: { deleteDeviceSenderKey(device: Wid): Promise<void> };
  WAWebApiParticipantStore: {
    getGroupSenderKeyList(group: Wid): Promise<{ skList: Wid[] }>;
    markForgetSenderKey(group: Wid, devices: Wid[]): Promise<void>;
  };
}

function module<K extends keyof Modules>(id: K): Modules[K] {
  return definedModules().get(id) as Modules[K];
}

async function addresses(): Promise<string[]> {
  const found: string[] = [];
  await module('WAWebSignalStorage')
    .getSessionTable()
    .forEach(({ address }) => {
      found.push(address);
    });
  return found;
}

/** Makes the form on the wire that replaces a ciphertext. */
function seal(chat: Wid): Promise<WireSignal> {
  return sealed(chat, async (signal) => signal as WireSignal);
}

/** Simulates a reload, after which the page only has what is in the database. */
async function reload(): Promise<void> {
  protocolStore._sessions.clear();
  protocolStore._senderKeys.clear();
  await loadSignal();
}

describe('what a message is sealed with', () => {
  let fetched: string[] = [];

  before(() => {
    setMe(
      {
        pn: '221770000001@c.us',
        lid: '100000000000001@lid',
        pushname: 'Me',
        platform: 'android',
        isBusiness: false,
      },
      'device',
    );
    const [group] = groupMetadataCollection.add([{ id: GROUP }]);
    group?.participants.add([{ id: getMeLidUserOrThrow() }, { id: BOB }, { id: EVE }]);
    link.attach({
      request: async (_type: string, { users }: { users: string[] }) => {
        fetched.push(...users);
        return {};
      },
    } as never);
    link.open();
  });

  beforeEach(() => {
    fetched = [];
  });

  after(() => closeSignalRows());

  it('goes on in one session, also after a reload, and fetches pre-keys once', async () => {
    const [first, second] = await Promise.all([seal(BOB), seal(BOB)]);
    await reload();
    const third = await seal(BOB);
    const counters = [first, second, third].map(({ sessions }) => sessions[0]?.counter);
    assert.deepEqual(counters, [0, 1, 2]);
    assert.equal(new Set([first, third].map(({ sessions }) => sessions[0]?.id)).size, 1);
    assert.deepEqual(fetched, [BOB.toString()]);
  });

  it('gives the key of a group once to each of its people', async () => {
    const first = await seal(GROUP);
    assert.deepEqual(
      first.sessions.map(({ to }) => to),
      [BOB.toString(), EVE.toString()],
    );
    const second = await seal(GROUP);
    assert.deepEqual(second.sessions, []);
    assert.equal(second.senderKey?.id, first.senderKey?.id);
    assert.equal(second.senderKey?.counter, 1);
  });

  async function drop(): Promise<void> {
    await module('WAWebSignalStoreApi').waSignalStore.bulkRemoveSession(await addresses());
    await module('WAWebSignalSessionApi').deleteDeviceSenderKey(myDevice(getMeLidUserOrThrow()));
    const participants = module('WAWebApiParticipantStore');
    const { skList } = await participants.getGroupSenderKeyList(GROUP);
    await participants.markForgetSenderKey(GROUP, skList);
  }

  it('goes on with what was dropped from the database until it is loaded anew', async () => {
    const before = [await seal(BOB), await seal(GROUP)];
    await drop();
    assert.deepEqual(await addresses(), []);
    const after = [await seal(BOB), await seal(GROUP)];
    assert.equal(after[0]?.sessions[0]?.id, before[0]?.sessions[0]?.id);
    assert.equal(after[1]?.senderKey?.id, before[1]?.senderKey?.id);
    assert.deepEqual(fetched, []);
  });

  it('begins anew after that, with a session and a key of a group', async () => {
    const before = [await seal(BOB), await seal(GROUP)];
    await drop();
    await reload();
    const after = await seal(GROUP);
    assert.notEqual(after.senderKey?.id, before[1]?.senderKey?.id);
    assert.equal(after.senderKey?.counter, 0);
    assert.equal(after.sessions.length, 2);
    assert.notEqual(after.sessions[0]?.id, before[0]?.sessions[0]?.id);
    assert.deepEqual(fetched.sort(), [BOB.toString(), EVE.toString()]);
  });
});
