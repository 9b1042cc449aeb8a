import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Snapshot } from '../src/channel';
import { Channel, type Message } from '../src/channel';
import { AccountLimits } from '../src/limits/accountLimits';
import { isNewChat, limitOn } from '../src/limits/newChats';
import {
  banOf,
  inForce,
  type Limits,
  noLimits,
  quotaOf,
  timelockOf,
  timelockOfRecord,
} from '../src/limits/shapes';
import type { ChatModel, Wid } from '../src/page';
import { FakeWid, pageWith } from './fakes';

const now = 1_800_000_000;
const later = now + 3_600;

type Listener = (...args: unknown[]) => void;
type Mock = TestContext['mock'];

/**
 * The part of WhatsApp that concerns limits: the server's answers, the client's records, and the
 * listeners.
 */
class Client {
  readonly listeners = new Map<string, Listener>();
  readonly records = new Map<unknown, unknown>();
  readonly sent: Message[] = [];
  timelock: object = { is_active: false, time_enforcement_ends: null, enforcement_type: null };
  capping: object = { capping_status: 'NONE', total_quota: 0, used_quota: 0 };
  asked = 0;
  reloads = 0;
  fails: Error | null = null;
  hangs = false;
  #usable = false;
  #onChange: (now: Snapshot, before: Snapshot) => void = () => undefined;
  readonly limits: AccountLimits;

  constructor(modules: 'all' | 'none' = 'all') {
    const page = pageWith(
      {
        whatsapp: {
          Cmd: {
            on: (event: string, listener: Listener) => this.listeners.set(event, listener),
          },
        },
      },
      modules === 'none' ? {} : this.#modules(),
    );
    Object.assign(page.window.location, { reload: () => (this.reloads += 1) });
    const connection = {
      observe: () => this.#snapshot(),
      onChange: (listener: (now: Snapshot, before: Snapshot) => void) => {
        this.#onChange = listener;
      },
    };
    this.limits = new AccountLimits(page, connection, new Channel((one) => this.sent.push(one)));
  }

  #modules() {
    const ask = async <T>(answer: T): Promise<T> => {
      this.asked += 1;
      if (this.fails !== null) {
        throw this.fails;
      }
      if (this.hangs) {
        await new Promise(() => undefined);
      }
      return answer;
    };
    return {
      WAWebMexFetchReachoutTimelockJob: { mexFetchReachoutTimelock: () => ask(this.timelock) },
      WAWebMexFetchNewChatMessageCappingInfoJob: {
        mexFetchNewChatMessageCapping: () => ask(this.capping),
      },
      WAWebReachoutTimelockUtils: { REACHOUT_TIMELOCK_IDB_KEY: 'timelock' },
      WAWebIndividualNewChatMessageCappingLimitUtils: {
        NEW_CHAT_MESSAGE_CAPPING_IDB_KEY: 'capping',
      },
      WAWebUserPrefsIndexedDBStorage: {
        userPrefsIdb: { get: (key: unknown) => this.records.get(key) },
      },
    };
  }

  #snapshot(): Snapshot {
    const usable = this.#usable;
    return {
      state: 'CONNECTED',
      mode: 'MAIN',
      authenticated: true,
      passkey: false,
      usable,
      stopped: false,
    };
  }

  connect(): void {
    const before = this.#snapshot();
    this.#usable = true;
    this.#onChange(this.#snapshot(), before);
  }

  disconnect(): void {
    const before = this.#snapshot();
    this.#usable = false;
    this.#onChange(this.#snapshot(), before);
  }

  happens(event: string, ...args: unknown[]): void {
    this.listeners.get(event)?.(...args);
  }

  told(): (Limits | null)[] {
    return this.sent.flatMap((one) =>
      one.type === 'limits' ? [JSON.parse(one.limits ?? 'null')] : [],
    );
  }
}

/** Lets pending requests be answered. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) {
    await Promise.resolve();
  }
}

function at(mock: Mock): void {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: now * 1000 });
}

test('asks once connected, and says when nothing limits the account', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  assert.deepEqual(client.told(), []);
  client.connect();
  await answered();
  assert.equal(client.asked, 2);
  assert.deepEqual(client.told(), [null]);
});

test('asks again once the backlog is through', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  client.connect();
  await answered();
  client.happens('offline_delivery_end_from_bridge');
  await answered();
  assert.equal(client.asked, 4);
});

test('lets nothing be sent before it was told the limits, at every connection', async ({
  mock,
}) => {
  at(mock);
  const client = new Client();
  client.timelock = { is_active: true, time_enforcement_ends: String(later) };
  client.limits.start();
  client.connect();
  assert.deepEqual(client.sent, []);
  await answered();
  assert.deepEqual(
    client.sent.map(({ type }) => type),
    ['limits', 'limitsAsked'],
  );
  client.disconnect();
  client.connect();
  await answered();
  assert.equal(client.sent.filter(({ type }) => type === 'limitsAsked').length, 2);
});

test('asks until the server answers while sends wait, and says so', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.fails = Object.assign(new Error('no'), { name: 'ServerStatusCodeError', status: 500 });
  client.limits.start();
  client.connect();
  await answered();
  mock.timers.tick(5_000);
  await answered();
  assert.deepEqual(
    client.sent.map((one) => (one.type === 'problem' ? one.problem : one.type)),
    ['limits_not_asked: OVERLOADED'],
  );
  client.fails = null;
  mock.timers.tick(5_000);
  await answered();
  assert.equal(client.sent.at(-1)?.type, 'limitsAsked');
});

test('lets sends go where the server refuses to say', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.fails = Object.assign(new Error('no'), { name: 'ServerStatusCodeError', status: 404 });
  client.limits.start();
  client.connect();
  await answered();
  assert.deepEqual(
    client.sent.map((one) => (one.type === 'problem' ? one.problem : one.type)),
    ['limits_not_asked: REFUSED_BY_WHATSAPP', 'limitsAsked'],
  );
});

test('asks again where the server does not answer, instead of waiting without end', async ({
  mock,
}) => {
  at(mock);
  const client = new Client();
  client.hangs = true;
  client.limits.start();
  client.connect();
  await answered();
  const asking = assert.rejects(client.limits.asked(), { code: 'OVERLOADED' });
  mock.timers.tick(15_000);
  await asking;
  client.hangs = false;
  client.timelock = { is_active: true, time_enforcement_ends: String(later) };
  assert.equal((await client.limits.asked()).reachoutTimelock.until, later);
});

test('has sends wait for twenty seconds at most', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.hangs = true;
  client.limits.start();
  client.connect();
  await answered();
  mock.timers.tick(20_000);
  assert.deepEqual(
    client.sent.map((one) => (one.type === 'problem' ? one.problem : one.type)),
    ['limits_unknown', 'limitsAsked'],
  );
});

test('takes the server at its word: seconds, as text', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.timelock = {
    is_active: true,
    time_enforcement_ends: String(later),
    enforcement_type: 'BIZ_QUALITY',
  };
  client.capping = {
    capping_status: 'FIRST_WARNING',
    total_quota: 100,
    used_quota: 80,
    cycle_start_timestamp: String(now - 10),
    cycle_end_timestamp: String(later),
  };
  client.limits.start();
  client.connect();
  await answered();
  assert.deepEqual(client.limits.now(), {
    reachoutTimelock: { active: true, until: later, kind: 'BIZ_QUALITY' },
    newChatQuota: {
      status: 'FIRST_WARNING',
      used: 80,
      total: 100,
      cycleStart: now - 10,
      cycleEnd: later,
    },
    temporaryBan: null,
  });
});

test('reads the record when the client says that it changed: milliseconds', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  client.connect();
  await answered();
  // In a headless browser the client's dialogue is not opened, so its state stays HIDDEN.
  client.records.set('timelock', {
    state: 'HIDDEN',
    time_enforcement_ends: later * 1000,
    enforcement_type: 'DEFAULT',
  });
  client.happens('reachout_timelock_state_change');
  assert.deepEqual(client.told().at(-1)?.reachoutTimelock, {
    active: true,
    until: later,
    kind: 'DEFAULT',
  });
  client.records.delete('timelock');
  client.happens('reachout_timelock_state_change');
  assert.equal(client.told().at(-1), null);
});

test('hears of the quota by its record', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  client.records.set('capping', {
    capping_status: 'CAPPED',
    total_quota: 5,
    used_quota: 5,
    cycle_start_timestamp: now,
    cycle_end_timestamp: later,
  });
  client.happens('new_chat_message_capping_state_change');
  assert.equal(client.told().at(-1)?.newChatQuota?.status, 'CAPPED');
});

test('counts nothing past its end, though the client keeps it, and asks then', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.timelock = { is_active: true, time_enforcement_ends: String(later) };
  client.limits.start();
  client.connect();
  await answered();
  client.timelock = { is_active: false };
  mock.timers.tick(3_600_000);
  assert.equal(client.limits.now().reachoutTimelock.active, false);
  mock.timers.tick(2_000);
  await answered();
  assert.equal(client.asked, 4);
  assert.equal(client.told().at(-1), null);
});

test('says nothing twice', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  client.connect();
  await answered();
  await client.limits.asked();
  client.happens('reachout_timelock_state_change');
  assert.deepEqual(client.told(), [null]);
});

test('loads the page anew that is not let in after its ban, and no other', async ({ mock }) => {
  at(mock);
  const event = 'account_temporarily_banned_from_bridge';
  const client = new Client();
  client.limits.start();
  client.happens(event, { banned: true, expire: 600 });
  mock.timers.tick(650_000);
  assert.equal(client.reloads, 0);
  // It tries by itself, and is turned away once more.
  client.happens(event, { banned: true, expire: 60 });
  mock.timers.tick(59_000);
  assert.equal(client.reloads, 0);
  mock.timers.tick(1_000);
  assert.equal(client.reloads, 1);

  client.happens(event, { banned: true });
  mock.timers.tick(3_659_000);
  assert.equal(client.reloads, 1);
  client.happens(event, { banned: false });
  client.connect();
  await answered();
  mock.timers.tick(3_600_000);
  assert.equal(client.reloads, 1);
});

test('tells of a ban, once, and of its end when the account was let in', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  const notice = { banned: true, code: 101, message: 'Too many people', url: '', expire: 600 };
  client.happens('account_temporarily_banned_from_bridge', notice);
  mock.timers.tick(1_000);
  client.happens('account_temporarily_banned_from_bridge', notice);
  assert.deepEqual(
    client.told().map((one) => one?.temporaryBan),
    [{ until: now + 600, reason: 'Too many people' }],
  );
  client.happens('account_temporarily_banned_from_bridge', { banned: false });
  client.connect();
  await answered();
  assert.equal(client.told().at(-1), null);
});

test('asks again later when the server did not answer', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.fails = Object.assign(new Error('no'), { name: 'ServerStatusCodeError', status: 500 });
  client.limits.start();
  client.connect();
  await answered();
  assert.deepEqual(client.told(), []);
  await assert.rejects(client.limits.asked(), { status: 500 });
  client.fails = null;
  mock.timers.tick(5 * 60_000);
  await answered();
  assert.deepEqual(client.told(), [null]);
});

test('asks anew after a refusal that it had not foreseen', async ({ mock }) => {
  at(mock);
  const client = new Client();
  client.limits.start();
  client.connect();
  await answered();
  client.timelock = { is_active: true, time_enforcement_ends: String(later) };
  const { Failure } = await import('../src/failure');
  const send = async () => {
    throw new Failure('RESTRICTED_NEW_CHATS');
  };
  await assert.rejects(client.limits.learning(send), { code: 'RESTRICTED_NEW_CHATS' });
  await answered();
  assert.equal(client.limits.now().reachoutTimelock.active, true);
});

test('knows of no limits where the page has no such modules, and breaks nothing', async () => {
  const client = new Client('none');
  client.limits.start();
  client.connect();
  await answered();
  client.happens('reachout_timelock_state_change');
  assert.deepEqual(client.limits.now(), noLimits);
  assert.deepEqual(client.sent, [
    { n: 1, type: 'problem', problem: 'limits_not_asked: UNAVAILABLE_IN_THIS_VERSION' },
    { n: 2, type: 'limitsAsked' },
    { n: 3, type: 'limits', limits: null },
  ]);
});

test('reads an end that the server does not name as the client does', () => {
  const answer = { is_active: true, time_enforcement_ends: null, enforcement_type: null };
  assert.deepEqual(timelockOf(answer, now), { active: true, until: now + 60, kind: 'DEFAULT' });
});

test('reads an end of no time as one that is not named', () => {
  for (const ends of ['', '0', 0]) {
    const answer = { is_active: true, time_enforcement_ends: ends, enforcement_type: null };
    assert.equal(timelockOf(answer, now).until, now + 60);
    assert.equal(timelockOfRecord({ time_enforcement_ends: ends }, now).until, now + 60);
  }
});

test('keeps a used-up quota whose cycle has no end, and asks whether it is over', async ({
  mock,
}) => {
  for (const ends of ['', '0', 0, null, undefined]) {
    mock.timers.reset();
    at(mock);
    const client = new Client();
    const capping = { capping_status: 'CAPPED', total_quota: 5, used_quota: 5 };
    client.capping = { ...capping, cycle_start_timestamp: ends, cycle_end_timestamp: ends };
    client.limits.start();
    client.connect();
    await answered();
    assert.deepEqual(client.limits.now().newChatQuota, {
      status: 'CAPPED',
      used: 5,
      total: 5,
      cycleStart: null,
      cycleEnd: null,
    });
    client.capping = { ...capping, capping_status: 'NONE', used_quota: 0 };
    mock.timers.tick(5 * 60_000);
    await answered();
    assert.equal(client.limits.now().newChatQuota?.status, 'NONE');
  }
});

test('knows no quota where the server sets none', () => {
  assert.equal(quotaOf({ capping_status: 'NONE', total_quota: 0, used_quota: 0 }), null);
  assert.equal(quotaOf(null), null);
});

test('takes the end of a ban for a time or a length', () => {
  for (const expire of [later, later * 1000, '3600']) {
    assert.equal(banOf({ banned: true, expire }, null, now)?.until, later);
  }
  assert.equal(banOf({ banned: true }, null, now)?.until, null);
});

test('drops each limit at its own end', () => {
  const limits: Limits = {
    reachoutTimelock: { active: true, until: later, kind: 'DEFAULT' },
    newChatQuota: { status: 'CAPPED', used: 5, total: 5, cycleStart: now, cycleEnd: now },
    temporaryBan: { until: now, reason: null },
  };
  assert.deepEqual(inForce(limits, now), {
    ...noLimits,
    reachoutTimelock: limits.reachoutTimelock,
  });
});

const locked: Limits = {
  ...noLimits,
  reachoutTimelock: { active: true, until: later, kind: 'DEFAULT' },
};
const capped: Limits = {
  ...noLimits,
  newChatQuota: { status: 'CAPPED', used: 5, total: 5, cycleStart: now, cycleEnd: later },
};
const stranger = FakeWid.of('111@lid') as unknown as Wid;

function chatOf(id: string, token: unknown): ChatModel {
  return { id: FakeWid.of(id), contact: {}, getTcToken: () => token } as unknown as ChatModel;
}

/** A page whose own account is 999@lid, and in which the ids of enterprises end with 5. */
function pageOf(modules: Record<string, unknown> = {}) {
  return pageWith(
    { whatsapp: { ContactStore: { get: (id: FakeWid) => ({ id }) } } },
    {
      WAWebUserPrefsMeUser: { isMeAccount: (id: FakeWid) => id.user === '999' },
      WAWebContactGetters: { getIsEnterprise: ({ id }: { id: FakeWid }) => id.user.endsWith('5') },
      ...modules,
    },
  );
}

test('takes for new who gave the account no token, with a chat or without', () => {
  const page = pageOf();
  assert.equal(isNewChat(page, stranger, null), true);
  assert.equal(isNewChat(page, stranger, chatOf('111@lid', null)), true);
  assert.equal(isNewChat(page, stranger, chatOf('111@lid', new Uint8Array(8))), false);
});

test('takes nobody for new who is no such person', () => {
  const page = pageOf();
  for (const id of ['1@g.us', '1@newsletter', 'status@broadcast', '999@lid', '115@lid']) {
    assert.equal(isNewChat(page, FakeWid.of(id) as unknown as Wid, null), false, id);
  }
});

test('leaves it to WhatsApp where the page does not say who is new', () => {
  const chat = { id: stranger } as unknown as ChatModel;
  assert.equal(limitOn(pageOf(), locked, stranger, chat), null);
});

test('names the limit in the way, and its end', () => {
  const page = pageOf();
  assert.equal(limitOn(page, noLimits, stranger, null), null);
  const byTimelock = limitOn(page, locked, stranger, null);
  assert.deepEqual(
    [byTimelock?.code, byTimelock?.detail],
    ['RESTRICTED_NEW_CHATS', `until ${later}`],
  );
  const byQuota = limitOn(page, capped, stranger, null);
  assert.deepEqual([byQuota?.code, byQuota?.detail], ['NEW_CHAT_QUOTA_USED_UP', `until ${later}`]);
  assert.equal(limitOn(page, locked, stranger, chatOf('111@lid', 'token')), null);
});

test('follows the exceptions of the client while it knows the limit itself', () => {
  const chat = chatOf('111@lid', null);
  const utils = (isKnown: boolean) => ({
    WAWebReachoutTimelockUtils: {
      isUserReachoutTimelocked: () => isKnown,
      canSendMsgWhileTimelocked: () => true,
    },
  });
  assert.equal(limitOn(pageOf(utils(true)), locked, stranger, chat), null);
  assert.equal(limitOn(pageOf(utils(false)), locked, stranger, chat)?.code, 'RESTRICTED_NEW_CHATS');
});
