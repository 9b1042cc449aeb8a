import { define } from '../../loader/define';
import { DisconnectedError } from '../../net/channel';
import { link } from '../../net/link';
import type { MessageRecord } from '../../store/records';
import { chatCollection } from '../chat/chat';
import { unread } from '../chat/seen';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { sealed } from '../signal/seal';
import { backlogEnded } from './backlog';
import { MessageSentAckError, sendFailure } from './sendFailures';

/** The data of a send, as far as wa-js and observers of sends read it. */
interface OutgoingData {
  id: MsgKey;
  to: Wid;
  t: number;
  type: string;
  body?: string;
  /** The message changed by an edit or a revocation. */
  protocolMessageKey?: MsgKey | undefined;
  /** The message of a reaction. */
  reactionParentKey?: MsgKey | undefined;
}

/** A send. In the client the stanza is made from the data. */
interface Outgoing {
  data: OutgoingData;
  transmit: () => Promise<{ t: number }>;
}

/** The server's answer to a send: its time, or the number of its refusal. */
export interface ServerAck {
  t: number;
  sync: null;
  phash: null;
  addressingMode: null;
  count: null;
  error: number | null;
}

const job = define('WAWebSendMsgJob', {
  /**
   * The last step of all sends: messages, edits, revocations, reactions. As in the client, a
   * refusal is an answer with its number, not a rejection. wa-js wraps it, and returns null for a
   * failed status post. It waits for the backlog.
   */
  encryptAndSendMsg: async ({ data, transmit }: Outgoing): Promise<ServerAck | null> => {
    const ack = { sync: null, phash: null, addressingMode: null, count: null };
    await backlogEnded();
    try {
      return { ...ack, t: (await transmit()).t, error: null };
    } catch (error) {
      const failure = sendFailure(error);
      if (failure instanceof MessageSentAckError) {
        return { ...ack, t: data.t, error: failure.ackErrorCode };
      }
      throw failure;
    }
  },
});

interface OutgoingStatus {
  sendMsgRecord: Outgoing;
  msgProtobuf: unknown;
  metricsReporter: unknown;
}

const statusJob = define('WAWebEncryptAndSendStatusMsg', {
  /** The same for status posts; it throws a refusal, and waits for a lost connection. */
  encryptAndSendStatusMsg: async ({ sendMsgRecord }: OutgoingStatus): Promise<void> => {
    for (;;) {
      await backlogEnded();
      try {
        await sendMsgRecord.transmit();
        return;
      } catch (error) {
        if (!(error instanceof DisconnectedError)) {
          throw sendFailure(error);
        }
        await link.opened();
      }
    }
  },
});

/**
 * Sends something; null when it failed without a reason. As in the client, every send marks its
 * chat as read, at once if the account is shown as available, else once it is.
 */
export function send(
  data: OutgoingData,
  transmit: Outgoing['transmit'],
): Promise<ServerAck | null> {
  const chat = chatCollection.get(data.to);
  if (chat !== undefined) {
    void unread.sendSeen({ chat });
  }
  return job.encryptAndSendMsg({ data, transmit });
}

/** Sends a status post, or something about one. */
export function sendStatus(data: OutgoingData, transmit: Outgoing['transmit']): Promise<void> {
  const parts = { sendMsgRecord: { data, transmit }, msgProtobuf: {}, metricsReporter: {} };
  return statusJob.encryptAndSendStatusMsg(parts);
}

/** Sends a stored message. Rejects without a connection. */
export async function sendToServer(record: MessageRecord): Promise<ServerAck | null> {
  const { t, type, body } = record;
  const data = { id: MsgKey.fromString(record.key), to: createWid(record.chat), t, type, body };
  const transmit = () =>
    sealed(data.to, (signal) => link.request('send', { message: record, signal }));
  if (data.to.isStatus() && type !== 'chat') {
    // In the client a status post with a file does not use the job that wa-js wraps.
    await sendStatus(data, transmit);
    return { t, sync: null, phash: null, addressingMode: null, count: null, error: null };
  }
  return send(data, transmit);
}
