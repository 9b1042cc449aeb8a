import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignalDrop } from '../src/connection/signalDrop';
import { dropSignalSessions } from '../src/workarounds';
import { FakeModel, FakeWid, pageWith } from './fakes';

const group = FakeWid.of('1@g.us');
const bob = FakeWid.of('2@lid');

/** WhatsApp's modules over tables that the test looks at. */
function whatsapp(leftOut: readonly string[] = []) {
  const sessions = new Set(['2.0', '3.0']);
  const memory = new Set(sessions);
  const keys = new Set(['9:1@lid', '8:1@c.us']);
  const holders = new Map([[group.toString(), [bob]]]);
  let statusHolders = new Set([bob.toString()]);
  const table = {
    forEach: async (visit: (row: object) => void) =>
      [...sessions].forEach((address) => {
        visit({ address });
      }),
  };
  const modules: Record<string, unknown> = {
    WAWebSignalStorage: { getSessionTable: () => table },
    WAWebSignalStoreApi: {
      waSignalStore: {
        bulkRemoveSession: async (addresses: string[]) => {
          for (const address of addresses) {
            sessions.delete(address);
          }
        },
      },
    },
    WAWebSignalProtocolStore: {
      getSignalProtocolStore: () => ({
        removeSession: (address: string) => memory.delete(address),
        flushBufferToDiskIfNotMemOnlyMode: async () => undefined,
      }),
    },
    WAWebSignalSessionApi: {
      deleteDeviceSenderKey: async (device: FakeWid) => keys.delete(device.toString()),
    },
    WAWebApiParticipantStore: {
      getGroupSenderKeyList: async (of: FakeWid) => ({ skList: holders.get(of.toString()) ?? [] }),
      markForgetSenderKey: async (of: FakeWid, devices: FakeWid[]) => {
        const kept = (holders.get(of.toString()) ?? []).filter((one) => !devices.includes(one));
        holders.set(of.toString(), kept);
      },
    },
    WAWebUserPrefsMeUser: {
      getMaybeMeDeviceLid: () => FakeWid.of('9:1@lid'),
      getMaybeMeDevicePn: () => FakeWid.of('8:1@c.us'),
    },
    WAWebUserPrefsStatus: {
      default: {
        getStatusSenderKeyMap: async () => ({ senderKey: statusHolders }),
        markForgetStatusSenderKey: async (devices: FakeWid[]) => {
          const gone = devices.map(String);
          statusHolders = new Set([...statusHolders].filter((one) => !gone.includes(one)));
        },
      },
    },
  };
  for (const id of leftOut) {
    delete modules[id];
  }
  const cmd = new FakeModel({ isOfflineDeliveryEnd: true });
  const chats = [{ id: group }, { id: bob }];
  const page = pageWith(
    {
      whatsapp: {
        ChatStore: { getModelsArray: () => chats },
        WidFactory: { createWid: FakeWid.of },
        Cmd: cmd,
      },
    },
    modules,
  );
  return { page, cmd, sessions, memory, keys, holders, statusHolders: () => statusHolders };
}

const told = (problem: string): void => assert.fail(problem);

test('drops sessions, in memory too, own sender keys, and who has them', async () => {
  const { page, sessions, memory, keys, holders, statusHolders } = whatsapp();
  assert.deepEqual(await dropSignalSessions(page, told), []);
  assert.equal(sessions.size, 0);
  assert.equal(memory.size, 0);
  assert.equal(keys.size, 0);
  assert.deepEqual(holders.get(group.toString()), []);
  assert.equal(statusHolders().size, 0);
});

test('leaves alone a group whose key is to be made anew in any case', async () => {
  const { page, holders } = whatsapp();
  holders.set(group.toString(), []);
  let marked = 0;
  Object.assign(page.module<object>('WAWebApiParticipantStore') ?? {}, {
    markForgetSenderKey: async () => {
      marked += 1;
    },
  });
  assert.deepEqual(await dropSignalSessions(page, told), []);
  assert.equal(marked, 0);
});

test('drops the sessions also where a group does not say who has its key', async () => {
  const { page, sessions, keys } = whatsapp();
  Object.assign(page.module<object>('WAWebApiParticipantStore') ?? {}, {
    getGroupSenderKeyList: async () => {
      throw new TypeError('no user');
    },
  });
  const problems: string[] = [];
  assert.deepEqual(await dropSignalSessions(page, (problem) => problems.push(problem)), []);
  assert.equal(sessions.size, 0);
  assert.equal(keys.size, 0);
  assert.deepEqual(problems, ['holders_not_forgotten: TypeError']);
});

for (const id of ['WAWebSignalStorage', 'WAWebSignalStoreApi', 'WAWebSignalSessionApi']) {
  test(`drops nothing and says so without ${id}`, async () => {
    const { page, sessions, keys } = whatsapp([id]);
    const [missing, ...others] = await dropSignalSessions(page, told);
    assert.match(missing ?? '', new RegExp(`^${id}`));
    assert.deepEqual(others, []);
    assert.equal(sessions.size, 2);
    assert.equal(keys.size, 2);
  });
}

for (const id of ['WAWebSignalProtocolStore', 'WAWebApiParticipantStore', 'WAWebUserPrefsStatus']) {
  test(`does without ${id}: peers ask, and the page is loaded anew`, async () => {
    const { page, sessions, keys } = whatsapp([id]);
    assert.deepEqual(await dropSignalSessions(page, told), []);
    assert.equal(sessions.size + keys.size, 0);
  });
}

test('tells the host what is missing or failed, as an answer and as a problem', async () => {
  const problems: object[] = [];
  const channel = { send: (message: object) => problems.push(message) };
  const { page } = whatsapp();
  const answer = (drop: () => Promise<string[]>) => new SignalDrop(page, channel, drop).run();
  assert.deepEqual(await answer(async () => []), { dropped: true, missing: [] });
  assert.deepEqual(problems, []);
  assert.deepEqual(await answer(async () => ['A.b']), { dropped: false, missing: ['A.b'] });
  const failing = answer(() => Promise.reject(new TypeError('secret')));
  assert.deepEqual(await failing, { dropped: false, missing: [] });
  assert.deepEqual(problems, [
    { type: 'problem', problem: 'signal_not_reset: A.b' },
    { type: 'problem', problem: 'signal_not_reset: TypeError' },
  ]);
});

test('runs once at a time', async () => {
  let runs = 0;
  let finish: () => void = () => undefined;
  const drop = new SignalDrop(whatsapp().page, { send: () => undefined }, () => {
    runs += 1;
    return new Promise((resolve) => {
      finish = () => resolve([]);
    });
  });
  const both = [drop.run(), drop.run()];
  await new Promise((resolve) => setImmediate(resolve));
  finish();
  assert.equal((await Promise.all(both)).length, 2);
  assert.equal(runs, 1);
});

test('waits until what was missed has come, which the old sessions decrypt', async () => {
  const { page, cmd, sessions } = whatsapp();
  cmd.set({ isOfflineDeliveryEnd: false });
  const answer = new SignalDrop(page, { send: () => undefined }).run();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(sessions.size, 2);
  cmd.set({ isOfflineDeliveryEnd: true });
  assert.equal((await answer).dropped, true);
  assert.equal(sessions.size, 0);
});
