import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatModel } from '../src/page';
import { adaptStatusSender, askForOlderMessages, readChatsWhenAskedOnly } from '../src/workarounds';
import { FakeWid, pageWith } from './fakes';

const statusModule = 'WAWebEncryptAndSendStatusMsg';

/** A status sender that records its arguments. */
function statusSender() {
  const calls: unknown[][] = [];
  const exports = {
    encryptAndSendStatusMsg: (...args: [unknown]) => {
      calls.push(args);
      return Promise.resolve('sent');
    },
  };
  Object.defineProperty(exports.encryptAndSendStatusMsg, 'length', { value: 1 });
  const page = pageWith({}, { [statusModule]: exports });
  const call = exports as unknown as { encryptAndSendStatusMsg(...args: unknown[]): unknown };
  return { calls, exports, page, call };
}

test('gives the status sender the one object that it takes for what wa-js gives it', async () => {
  const { calls, page, call } = statusSender();
  assert.equal(adaptStatusSender(page), true);
  assert.equal(await call.encryptAndSendStatusMsg('record', 'proto', 'reporter'), 'sent');
  assert.deepEqual(calls, [
    [{ sendMsgRecord: 'record', msgProtobuf: 'proto', metricsReporter: 'reporter' }],
  ]);
});

test("lets WhatsApp's own calls through, and adapts once", async () => {
  const { calls, exports, page, call } = statusSender();
  adaptStatusSender(page);
  const adapter = exports.encryptAndSendStatusMsg;
  adaptStatusSender(page);
  assert.equal(exports.encryptAndSendStatusMsg, adapter);
  const own = { sendMsgRecord: 1, msgProtobuf: 2, metricsReporter: 3 };
  await call.encryptAndSendStatusMsg(own);
  assert.deepEqual(calls, [[own]]);
});

test('knows when there is no status sender', () => {
  assert.equal(adaptStatusSender(pageWith({}, {})), false);
});

test('asks the phone for older messages only where it has some', async () => {
  const asked: unknown[] = [];
  const page = pageWith(
    {},
    {
      WAWebSendNonMessageDataRequest: {
        sendPeerDataOperationRequest: async (type: number, of: object) => {
          asked.push([type, of]);
        },
      },
      WAWebSyncGatingUtils: { isHistorySyncOnDemandEnabled: () => isGiven },
    },
  );
  let isGiven = true;
  const id = FakeWid.of('1@lid');
  const chat = (endOfHistoryTransferType?: number) =>
    ({ id, endOfHistoryTransferType }) as unknown as ChatModel;
  assert.equal(await askForOlderMessages(page, chat(1)), false);
  assert.equal(await askForOlderMessages(page, chat()), false);
  assert.equal(await askForOlderMessages(page, chat(5)), false);
  assert.equal(await askForOlderMessages(page, chat(0)), true);
  // The phone has given some, and has more.
  assert.equal(await askForOlderMessages(page, chat(4)), true);
  assert.deepEqual(asked, [
    [3, { chatId: id }],
    [3, { chatId: id }],
  ]);
  // A phone of another kind gives none out, and WhatsApp would say nothing.
  isGiven = false;
  assert.equal(await askForOlderMessages(page, chat(0)), false);
  assert.equal(asked.length, 2);
});

test('keeps WhatsApp from marking chats as read behind what it sends', async () => {
  const read: unknown[] = [];
  const exports = { sendSeen: async (what: object) => void read.push(what) };
  const page = pageWith({}, { WAWebUpdateUnreadChatAction: exports });
  assert.equal(readChatsWhenAskedOnly(page), true);
  const { sendSeen } = exports;
  assert.equal(readChatsWhenAskedOnly(page), true);
  assert.equal(exports.sendSeen, sendSeen, 'once');
  await exports.sendSeen({ chat: 'written to' });
  const asked = { chat: 'read', afterAvailable: false };
  await exports.sendSeen(asked);
  assert.deepEqual(read, [asked]);
});

test('says when WhatsApp cannot be kept from it', () => {
  const exports = Object.freeze({ sendSeen: async () => undefined });
  const page = pageWith({}, { WAWebUpdateUnreadChatAction: exports });
  assert.equal(readChatsWhenAskedOnly(page), false);
  assert.equal(readChatsWhenAskedOnly(pageWith({}, {})), false);
});
