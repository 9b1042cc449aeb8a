import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { chatSettings } from '../src/operations/chatSettings';
import { labels } from '../src/operations/labels';
import { phoneNumbers } from '../src/operations/phoneNumbers';
import { FakeModel, FakeWid, nothingLost, pageWith, pairs } from './fakes';

const awa = '500@lid';

/** A client with one chat, with Awa, and others that are pinned. */
function client(
  pinnedOthers: number,
  chat: Record<string, unknown> = {},
  wpp = {},
  functions = {},
): Context {
  const model = new FakeModel({ id: FakeWid.of(awa), archive: false, pin: undefined, ...chat });
  const others = Array.from({ length: pinnedOthers }, () => ({ pin: 1_700_000_000 }));
  const page = pageWith(
    {
      util: { createWid: FakeWid.of },
      chat: { pin: async () => model.set({ pin: 1_800_000_000 }) },
      profile: { isBusiness: () => false },
      whatsapp: {
        ChatStore: { get: () => model, getModelsArray: () => [model, ...others] },
        functions,
        LabelStore: { get: () => undefined },
        lidPnCache: pairs(),
      },
      ...wpp,
    },
    {
      WAWebSetArchiveChatAction: {
        setArchive: async (_chat: unknown, archive: boolean) =>
          setTimeout(() => model.set({ archive }), 1),
      },
      WAPhoneFindCC: { findCC: () => '237' },
      WAWebPhoneUtils: { formattedPhoneNumber: (id: string) => `+${id}` },
    },
  );
  return { page, lost: nothingLost } as unknown as Context;
}

test('answers that a chat is archived once it is', async () => {
  const answer = await chatSettings.clientArchiveChat({ chatId: awa }, client(0));
  assert.deepEqual(answer, { success: true, result: true });
});

test('leaves alone what is archived already', async () => {
  const context = client(0, { archive: true }, {});
  const answer = await chatSettings.clientArchiveChat({ chatId: awa }, context);
  assert.equal(answer.result, true);
});

test('pins a chat, but not a fourth', async () => {
  assert.equal((await chatSettings.clientPinChat({ chatId: awa }, client(2))).result, true);
  assert.equal((await chatSettings.clientPinChat({ chatId: awa }, client(3))).result, false);
});

test('pins no chat when WhatsApp counts one too many', async () => {
  const pin = async (): Promise<void> => {
    throw { status: 405 };
  };
  const answer = await chatSettings.clientPinChat(
    { chatId: awa },
    client(0, {}, { chat: { pin } }),
  );
  assert.equal(answer.result, false);
});

test('answers that messages are cleared once they are gone', async () => {
  const messages = [{ id: 'A' }, { id: 'B' }];
  const msgs = {
    getModelsArray: () => messages,
    get: (id: string) => messages.find((message) => message.id === id),
  };
  const clear = (sendClear: () => Promise<void>) => {
    const context = client(0, { msgs });
    Object.assign(context.page.wpp.whatsapp, { functions: { sendClear } });
    return chatSettings.chatClearMessages({ chatId: awa }, context);
  };
  assert.equal((await clear(async () => {})).clearMessages, false);
  const waiting = clear(() => new Promise((resolve) => setTimeout(resolve, 1)));
  messages.length = 0;
  assert.equal((await waiting).clearMessages, true);
});

test('does not delete a group that the account is in', async () => {
  const group = { groupMetadata: { participants: { iAmMember: () => true } } };
  await assert.rejects(chatSettings.chatDelete({ chatId: awa }, client(0, group)), {
    code: 'REFUSED_BY_WHATSAPP',
  });
});

test('tells a deletion that WhatsApp refuses from one that it may take later', async () => {
  const deleted = (status: number) => deletedBy(async () => ({ status }));
  assert.equal((await deleted(200)).deleteChat, true);
  assert.equal((await deleted(403)).deleteChat, false);
  await assert.rejects(deleted(429), { code: 'TOO_MANY_REQUESTS' });
});

test('finds the status of a deletion that was refused, though the chat keeps no promise of it', async () => {
  const deleted = (status: number) => deletedBy(() => Promise.reject({ status }));
  assert.equal((await deleted(403)).deleteChat, false);
  await assert.rejects(deleted(429), { code: 'TOO_MANY_REQUESTS' });
});

test('finds it where only the chat keeps it, and for as long as it is under way', async () => {
  const promises: { sendDelete?: Promise<unknown> | undefined } = {};
  const deleted = deletedBy(
    () => {
      promises.sendDelete = Promise.reject({ status: 403 }).finally(() => {
        promises.sendDelete = undefined;
      });
    },
    { promises },
  );
  assert.equal((await deleted).deleteChat, false);
});

function deletedBy(sendDelete: () => unknown, chat: Record<string, unknown> = {}) {
  return chatSettings.chatDelete({ chatId: awa }, client(0, chat, {}, { sendDelete }));
}

test('tells a personal account that labels need a business', async () => {
  const request = { chatIds: [awa], labelIds: ['1'] };
  await assert.rejects(labels.clientAddOrRemoveLabels(request, client(0)), {
    code: 'REFUSED_BY_WHATSAPP',
  });
});

test('says that a label is not there', async () => {
  await assert.rejects(labels.clientGetLabelById({ labelId: 7 }, client(0)), {
    code: 'LABEL_NOT_FOUND',
  });
});

test('formats numbers as people write them, but no LID whose number is not known', async () => {
  const context = client(0);
  for (const number of ['237690000002', '+237 690-00.00.02', '237690000002@c.us', 237690000002]) {
    const answer = await phoneNumbers.clientGetFormattedNumber({ number }, context);
    assert.equal(answer.result, '+237690000002@s.whatsapp.net');
  }
  await assert.rejects(phoneNumbers.contactGetCountryCode({ contactId: awa }, context), {
    code: 'INVALID_FIELD',
  });
});
