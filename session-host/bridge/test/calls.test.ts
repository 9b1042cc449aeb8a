import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Calls } from '../src/bridge/calls';
import { Bundles } from '../src/bundles/bundles';
import type { CallContext } from '../src/call/context';
import type { Connection } from '../src/connection/connection';
import type { LinkCode } from '../src/connection/linkCode';
import type { Presence } from '../src/connection/presence';
import { Failure } from '../src/failure';
import { pageOperations } from '../src/generated/operations';
import type { AccountLimits } from '../src/limits/accountLimits';
import type { PendingMessages } from '../src/pending/pendingMessages';
import { FakeWid, nothingLost, pageWith, pairs } from './fakes';

test('answers with the whole body and the time the page worked', async () => {
  const result = await calls().call('clientGetState', {}, command('a'));
  assert.ok(result.ok);
  assert.deepEqual(result.answer, { success: true, state: 'CONNECTED' });
  assert.ok(result.pageMs >= 0);
});

test('runs a command once, while it runs and after it took effect', async () => {
  const chat = aChat();
  const page = calls(chat);
  const args = { chatId: '111@lid' };
  const [first, second] = await Promise.all([
    page.call('clientSendSeen', args, command('a')),
    page.call('clientSendSeen', args, command('a')),
  ]);
  assert.equal(first, second);
  assert.equal(await page.call('clientSendSeen', args, command('a')), first);
  assert.equal(chat.seen, 1);
  await page.call('clientSendSeen', args, command('b'));
  assert.equal(chat.seen, 2);
});

test('tries a command again that failed', async () => {
  const chat = aChat();
  const page = calls(chat);
  chat.refuses = true;
  const args = { chatId: '111@lid' };
  const refused = await page.call('clientSendSeen', args, command('a'));
  assert.ok(!refused.ok && refused.code === 'TOO_MANY_REQUESTS');
  chat.refuses = false;
  assert.ok((await page.call('clientSendSeen', args, command('a'))).ok);
});

test('carries out a request with the form of a number that WhatsApp knows', async () => {
  const context = { ...command('a'), alternatives: { '/number': ['22997123456@c.us'] } };
  const page = calls(aChat(), 'connected', {
    ChatStore: { get: () => undefined },
    functions: {
      queryWidExists: async (wid: FakeWid) => (wid.user === '22997123456' ? { wid } : null),
    },
  });
  const result = await page.call('clientGetNumberId', { number: '2290197123456@c.us' }, context);
  assert.ok(result.ok);
  assert.equal((result.answer as { phoneNumber: string }).phoneNumber, '22997123456');
});

test('carries a request out as it is where WhatsApp has nobody to ask', async () => {
  const context = { ...command('a'), alternatives: { '/contactId': ['22997123456@c.us'] } };
  const asked: string[] = [];
  const getStatus = async ({ wid }: { wid: FakeWid }) => {
    asked.push(wid.toString());
    return { status: 'On the road' };
  };
  const page = calls(aChat(), 'connected', { functions: { getStatus } });
  assert.ok((await page.call('contactGetAbout', { contactId: '2290197123456@c.us' }, context)).ok);
  assert.deepEqual(asked, ['2290197123456@c.us']);
});

test('answers a failure for what it does not know and what the page has no modules for', async () => {
  const page = calls();
  for (const operation of ['messageReact', 'toString', 'nothing']) {
    const result = await page.call(operation, {}, command(operation));
    assert.ok(!result.ok && result.code === 'UNAVAILABLE_IN_THIS_VERSION');
  }
});

test('answers a failure when the account is not connected', async () => {
  const page = calls(aChat(), 'unlinked');
  const result = await page.call('clientSendSeen', { chatId: '111@lid' }, command('a'));
  assert.ok(!result.ok && result.code === 'SESSION_NOT_CONNECTED');
});

test('does not know how a change ended that takes too long, and says so', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const chat = aChat();
  chat.hangs = true;
  const result = calls(chat).call('clientSendSeen', { chatId: '111@lid' }, command('a'));
  mock.timers.tick(7_000);
  const ended = await result;
  assert.ok(!ended.ok && ended.code === 'OUTCOME_UNKNOWN');
});

test('does not run a command twice at once whose first caller has given up', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const chat = aChat();
  let end = (): void => {};
  chat.ends = new Promise((resolve) => {
    end = resolve;
  });
  const page = calls(chat);
  const args = { chatId: '111@lid' };
  const first = page.call('clientSendSeen', args, command('a'));
  mock.timers.tick(7_000);
  const givenUp = await first;
  assert.ok(!givenUp.ok && givenUp.code === 'OUTCOME_UNKNOWN');

  const second = page.call('clientSendSeen', args, command('a'));
  mock.timers.tick(6_999);
  end();
  assert.ok((await second).ok);
  assert.equal(chat.seen, 1);
  assert.ok((await page.call('clientSendSeen', args, command('a'))).ok);
  assert.equal(chat.seen, 1);
});

test('gives each caller of a command under way its own time', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const chat = aChat();
  chat.hangs = true;
  const page = calls(chat);
  for (let caller = 0; caller < 2; caller += 1) {
    const result = page.call('clientSendSeen', { chatId: '111@lid' }, command('a'));
    mock.timers.tick(7_000);
    const ended = await result;
    assert.ok(!ended.ok && ended.code === 'OUTCOME_UNKNOWN');
  }
});

test('starts a command only once those before it are queued in this page, or have ended', async () => {
  const chat = aChat();
  const page = calls(chat);
  const args = { chatId: '111@lid' };
  const second = { ...command('b'), after: ['a'] };
  assert.deepEqual(await page.callInOrder('clientSendSeen', args, second), { reached: 'early' });
  assert.equal(chat.seen, 0);
  await page.call('clientSendSeen', args, command('a'));
  const result = await page.callInOrder('clientSendSeen', args, second);
  assert.ok(!('reached' in result) && result.ok);
});

test('joins what it works on, and does not begin what it does not', async () => {
  const chat = aChat();
  const page = calls(chat);
  const args = { chatId: '111@lid' };
  const joining = { ...command('a'), join: true };
  assert.deepEqual(await page.callInOrder('clientSendSeen', args, joining), {
    reached: 'unknown',
  });
  const first = page.call('clientSendSeen', args, command('a'));
  assert.equal(await page.callInOrder('clientSendSeen', args, joining), await first);
  assert.equal(chat.seen, 1);
});

test('lets a read be tried again that takes too long', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const result = calls(aChat(), 'coming').call('contactGetAbout', {}, command('a'));
  mock.timers.tick(7_000);
  const ended = await result;
  assert.ok(!ended.ok && ended.code === 'OVERLOADED');
});

test('works until the deadline that came with the call', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let ended = false;
  const result = calls(aChat(), 'coming').call('contactGetAbout', {}, command('a'));
  void result.then(() => {
    ended = true;
  });
  mock.timers.tick(6_999);
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(!ended);
  mock.timers.tick(1);
  await result;
});

test('knows of every operation in the page whether it changes something', () => {
  for (const [id, { effect }] of Object.entries(pageOperations)) {
    assert.ok(effect === 'read' || effect === 'write', id);
  }
  assert.equal(pageOperations.contactGetAbout.effect, 'read');
  assert.equal(pageOperations.contactBlock.effect, 'write');
});

interface FakeChat {
  hangs: boolean;
  ends: Promise<void> | undefined;
  seen: number;
  refuses: boolean;
}

function aChat(): FakeChat {
  return { seen: 0, refuses: false, hangs: false, ends: undefined };
}

function command(commandId: string): CallContext {
  return { commandId, messageId: '3EB0AA', deadlineMs: 7_000 };
}

function calls(
  chat = aChat(),
  standing: 'connected' | 'unlinked' | 'coming' = 'connected',
  whatsapp: object = {},
): Calls {
  const page = pageWith({
    util: { createWid: FakeWid.of },
    whatsapp: {
      ChatStore: { get: () => chat },
      GroupMetadataStore: {},
      lidPnCache: pairs(),
      functions: {
        findOrCreateLatestChat: () => {},
        queryWidExists: () => {},
        sendSeen: async () => {
          if (chat.refuses) {
            throw { statusCode: 429 };
          }
          chat.seen += 1;
          await (chat.hangs ? new Promise(() => {}) : chat.ends);
        },
      },
      ...whatsapp,
    },
  });
  const connection = {
    observe: () => ({ state: 'CONNECTED' }),
    usable: async () => {
      if (standing === 'unlinked') {
        throw new Failure('SESSION_NOT_CONNECTED');
      }
      await (standing === 'coming' ? new Promise(() => {}) : undefined);
    },
  };
  const context = async () => ({
    page,
    connection: connection as unknown as Connection,
    linkCode: {} as LinkCode,
    limits: {} as AccountLimits,
    bundles: new Bundles(page),
    presence: {} as Presence,
    lost: nothingLost,
    pending: {} as PendingMessages,
  });
  return new Calls(context, { take: () => [] });
}
