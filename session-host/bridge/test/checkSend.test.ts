import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { type Limits, noLimits } from '../src/limits/shapes';
import { operations } from '../src/operations';
import { FakeWid, limitedBy, pageWith, pairs } from './fakes';

const awa = '111@lid';
const stranger = '222@lid';
const nobody = '22670000000@c.us';
const group = '1@g.us';
const closed = '2@g.us';
const blocked = '333@lid';

const timelocked: Limits = {
  ...noLimits,
  reachoutTimelock: { active: true, until: 1_800_000_000, kind: 'DEFAULT' },
};

/** An account with a partner, two groups and a channel; in one group it may not write. */
function contextOf(limits: Limits = noLimits, saved: readonly string[] = []) {
  const chat = (id: string, more: object = {}) => ({ id: FakeWid.of(id), ...more });
  const chats = [
    chat(awa, { getTcToken: () => 'token' }),
    chat(group, { isReadOnly: false }),
    chat(closed, { isReadOnly: true }),
    chat(blocked, { getTcToken: () => 'token' }),
  ];
  const made: string[] = [];
  const find = async (id: string) => {
    made.push(id);
    return chat(id);
  };
  const page = pageWith({
    chat: { find },
    whatsapp: {
      ChatStore: { get: (id: FakeWid) => chats.find((one) => String(one.id) === String(id)) },
      NewsletterStore: { get: () => undefined },
      BlocklistStore: { getModelsArray: () => [{ id: FakeWid.of(blocked) }] },
      ContactStore: {
        get: (id: FakeWid) => ({ id, ...(String(id) === stranger ? { pushname: 'Issa' } : {}) }),
      },
      GroupMetadataStore: { find: async () => undefined, getModelsArray: () => [] },
      lidPnCache: pairs([awa, '22670123456@c.us']),
      functions: {
        getStatusList: async () => ({ list: saved.map((id) => FakeWid.of(id)) }),
        getIsMe: () => false,
        getIsMyContact: () => true,
        queryWidExists: async (wid: FakeWid) => (String(wid) === nobody ? null : { wid }),
      },
    },
  });
  const context = { page, limits: limitedBy(limits), named: (id: string) => id };
  return { context: context as unknown as Context, made };
}

async function check(chatId: string, limits?: Limits, destinationChatId?: string) {
  const { context, made } = contextOf(limits);
  const args = { chatId, ...(destinationChatId ? { destinationChatId } : {}) };
  const answer = await operations.clientCheckSend(args, context);
  assert.deepEqual(made, []);
  assert.equal(answer.dryRun, true);
  return answer;
}

test('says whom a message would go to', async () => {
  assert.deepEqual(await check('22670123456@c.us'), {
    success: true,
    dryRun: true,
    wouldSend: true,
    refusal: null,
    hold: null,
    onWhatsApp: true,
    isNewChat: false,
    recipient: { id: awa, lid: awa, phoneNumber: '22670123456' },
  });
});

test('knows who is new without making a chat', async () => {
  const { isNewChat, wouldSend, recipient } = await check(stranger);
  assert.deepEqual([isNewChat, wouldSend, recipient?.id], [true, true, stranger]);
});

test('says that nobody is there', async () => {
  const { onWhatsApp, wouldSend, refusal, recipient } = await check(nobody);
  assert.deepEqual([onWhatsApp, wouldSend, recipient], [false, false, null]);
  assert.equal(refusal?.error, 'chat_not_found');
});

test('foresees the refusal towards new people alone', async () => {
  assert.deepEqual((await check(stranger, timelocked)).refusal, {
    error: 'restricted_new_chats',
    detail: 'until 1800000000',
  });
  assert.equal((await check(awa, timelocked)).wouldSend, true);
  assert.equal((await check(group, timelocked)).wouldSend, true);
});

test('foresees what the account may not do by itself', async () => {
  assert.equal((await check(blocked)).refusal?.error, 'contact_blocked');
  assert.equal((await check(closed)).refusal?.error, 'not_allowed_in_group');
  assert.equal((await check('3@newsletter')).refusal?.error, 'channel_not_found');
  assert.equal((await check('9@g.us')).refusal?.error, 'chat_not_found');
});

test('foresees that nobody would see a status post', async () => {
  const status = { chatId: 'status@broadcast' };
  const unseen = await operations.clientCheckSend(status, contextOf(noLimits, [blocked]).context);
  assert.deepEqual([unseen.wouldSend, unseen.refusal?.error], [false, 'refused_by_whatsapp']);
  assert.equal(unseen.recipient?.id, 'status@broadcast');
  const seen = await operations.clientCheckSend(
    status,
    contextOf(noLimits, [blocked, awa]).context,
  );
  assert.deepEqual([seen.wouldSend, seen.refusal], [true, null]);
});

test('looks at where the message would go, not where it comes from', async () => {
  assert.equal((await check(awa, timelocked, stranger)).wouldSend, false);
});
