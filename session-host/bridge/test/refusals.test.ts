import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { operations } from '../src/operations';
import { adaptStatusSender, refusalsOf } from '../src/workarounds';
import { FakeKey, FakeModel, FakeWid, pageWith, pairs } from './fakes';

const awa = '111@lid';
const me = FakeWid.of('999@lid');
const post = new FakeKey({
  fromMe: true,
  remote: FakeWid.of('status@broadcast'),
  id: 'POST',
  participant: me,
});

test('notes by which number the server refused what WhatsApp sent, and changes nothing', async () => {
  const answers = [
    { t: 1, error: 429 },
    { t: 2, error: null },
  ];
  const job = { encryptAndSendMsg: async (_record: object) => answers.shift() };
  const page = pageWith({}, { WAWebSendMsgJob: job });
  const refusals = refusalsOf(page);
  assert.equal(refusalsOf(page), refusals);

  assert.deepEqual(await job.encryptAndSendMsg({ data: { id: 'A', protocolMessageKey: 'B' } }), {
    t: 1,
    error: 429,
  });
  assert.deepEqual([refusals.of('A'), refusals.of('B'), refusals.of('C')], [429, 429, undefined]);
  await job.encryptAndSendMsg({ data: { id: 'C', protocolMessageKey: 'B' } });
  assert.deepEqual([refusals.of('A'), refusals.of('B')], [429, 0]);
  refusals.forget('A');
  assert.equal(refusals.of('A'), undefined);
});

test('keeps the number of a status post that wa-js answers null for', async () => {
  const statusJob = { encryptAndSendStatusMsg: () => Promise.reject({ ackErrorCode: 429 }) };
  // As wa-js wraps it: the number is lost here.
  const job = {
    encryptAndSendMsg: (record: object) =>
      (statusJob.encryptAndSendStatusMsg as (...args: unknown[]) => Promise<unknown>)(
        record,
        {},
        {},
      ).catch(() => null),
  };
  const page = pageWith({}, { WAWebSendMsgJob: job, WAWebEncryptAndSendStatusMsg: statusJob });
  adaptStatusSender(page);
  const refusals = refusalsOf(page);
  assert.equal(await job.encryptAndSendMsg({ data: { id: 'P' } }), null);
  assert.equal(refusals.of('P'), 429);
});

test('says why the followers of a channel are not told, where wa-js only says that', async () => {
  const id = FakeWid.of('120363@newsletter');
  const list = { getNewsletterSubscribers: (_id: string) => Promise.reject({ status: 429 }) };
  const ask = () => list.getNewsletterSubscribers(id.toString());
  const page = pageWith(
    {
      util: { createWid: FakeWid.of },
      newsletter: { getSubscribers: () => ask().catch(() => false) },
      whatsapp: {
        NewsletterStore: { get: () => ({ id, newsletterMetadata: { membershipType: 'owner' } }) },
        lidPnCache: pairs(),
      },
    },
    { WAWebNewsletterSubscriberListJob: list },
  );
  const asked = operations.channelGetSubscribers({ chatId: id.toString() }, { page } as Context);
  await assert.rejects(asked, { code: 'TOO_MANY_REQUESTS' });
});

test('lets through what a send throws', async () => {
  const job = { encryptAndSendMsg: () => Promise.reject({ status: 429 }) };
  const page = pageWith({}, { WAWebSendMsgJob: job });
  const refusals = refusalsOf(page);
  const send = job.encryptAndSendMsg as (record: object) => Promise<unknown>;
  await assert.rejects(send({ data: { id: 'A' } }), { status: 429 });
  assert.equal(refusals.of('A'), 429);
});

test('remembers the latest only', () => {
  const refusals = refusalsOf(pageWith({}));
  for (let i = 0; i < 300; i += 1) {
    refusals.note([`K${i}`], 429);
  }
  assert.deepEqual([refusals.of('K0'), refusals.of('K299')], [undefined, 429]);
});

const args = { chatId: awa, messageId: 'AB' };

test('says why a reaction, an edit and a deletion came to nothing', async () => {
  const client = new Client(429);
  const tooMany = { code: 'TOO_MANY_REQUESTS' };
  await assert.rejects(
    operations.messageReact({ ...args, reaction: '👍' }, client.context),
    tooMany,
  );
  await assert.rejects(operations.messageEdit({ ...args, content: 'x' }, client.context), tooMany);
  const deletion = { ...args, everyone: true };
  await assert.rejects(operations.messageDelete(deletion, client.context), tooMany);
});

test('waits for the server to know of a status post that is taken back', async () => {
  const client = new Client(0);
  const revoked = await operations.clientRevokeStatusMessage({ messageId: 'POST' }, client.context);
  assert.deepEqual(revoked, { success: true });
});

test('says why a status post could not be taken back', async () => {
  const refused = new Client(429);
  await assert.rejects(
    operations.clientRevokeStatusMessage({ messageId: 'POST' }, refused.context),
    { code: 'TOO_MANY_REQUESTS' },
  );
  const silent = new Client(null);
  await assert.rejects(
    operations.clientRevokeStatusMessage({ messageId: 'POST' }, silent.context),
    { code: 'OUTCOME_UNKNOWN' },
  );
});

/** A client whose server answers every send with a number, and that reports it to no listener. */
class Client {
  readonly context: Context;

  /** @param status 0 when the server accepts the send; null when nothing is sent */
  constructor(status: number | null) {
    const id = new FakeKey({ fromMe: true, remote: FakeWid.of(awa), id: 'AB' });
    const message = new FakeModel({ id, t: 1, ack: 1, type: 'chat', body: 'old' });
    const posted = new FakeModel({ id: post, t: 1, ack: 1, type: 'chat', body: 'new' });
    const chat = { id: FakeWid.of(awa), msgs: { getModelsArray: () => [message] } };
    const job = {
      encryptAndSendMsg: async (_record: object) => ({ t: 1, error: status || null }),
    };
    const statusJob = {
      encryptAndSendStatusMsg: async (_parts: object): Promise<void> => {
        if (status) {
          throw { ackErrorCode: status };
        }
      },
    };
    const revokeStatus = async (_status: object, { id: protocolMessageKey }: { id: unknown }) => {
      const sendMsgRecord = { data: { id: 'REVOKE', protocolMessageKey } };
      if (status !== null) {
        await statusJob.encryptAndSendStatusMsg({ sendMsgRecord }).catch(() => undefined);
      }
    };
    const modules: Record<string, unknown> = {
      WAWebSendMsgJob: job,
      WAWebEncryptAndSendStatusMsg: statusJob,
      WAWebMsgActionCapability: { canSenderRevokeMsg: () => true },
      WAWebChatSendMessages: {
        sendRevokeMsgs: async () => {
          await job.encryptAndSendMsg({ data: { id: 'V', protocolMessageKey: id } });
          return [{ messageSendResult: 'ERROR_UNKNOWN' }];
        },
      },
      WAWebRevokeStatusAction: { sendStatusRevokeMsgAction: revokeStatus },
    };
    const page = pageWith(
      {
        util: { createWid: FakeWid.of },
        conn: { getMyUserLid: () => me, getMyUserWid: () => undefined },
        chat: {
          sendReactionToMessage: async () => {
            await job.encryptAndSendMsg({ data: { id: 'R', reactionParentKey: id } });
            throw new Error('Reaction send error');
          },
          editMessage: (_id: string, _text: string, options: { messageId: FakeKey }) =>
            job.encryptAndSendMsg({ data: { id: options.messageId, protocolMessageKey: id } }),
        },
        whatsapp: {
          MsgKey: FakeKey,
          ChatStore: { get: () => chat },
          MsgStore: {
            get: (wanted: FakeKey) => [message, posted].find((one) => wanted.equals(one.get('id'))),
            on: () => {},
            off: () => {},
          },
          StatusV3Store: { getMyStatus: () => ({}) },
          lidPnCache: pairs(),
        },
      },
      modules,
    );
    this.context = { page, messageId: '3EB0AA' } as Context;
  }
}
