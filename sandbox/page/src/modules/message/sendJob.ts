import { define } from '../../loader/define';
import { RefusedError } from '../../net/channel';
import { link } from '../../net/link';
import type { MessageRecord } from '../../store/records';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { toWire } from './wire';

interface Outgoing {
  /** What wa-js looks at when it wraps the job. */
  data: { to: Wid; t: number; type: string; body: string };
  record: MessageRecord;
}

const send = (record: MessageRecord) => link.request('send', { message: toWire(record) });

const job = define('WAWebSendMsgJob', {
  /**
   * The last step of a send: hands a message to the server, which answers with its time. wa-js wraps
   * it, and answers null for a status post that failed.
   */
  encryptAndSendMsg: ({ record }: Outgoing): Promise<{ t: number } | null> => send(record),
});

const statusJob = define('WAWebEncryptAndSendStatusMsg', {
  /** The same for status posts. */
  encryptAndSendStatusMsg: async ({
    sendMsgRecord: { record },
  }: {
    sendMsgRecord: Outgoing;
    msgProtobuf: unknown;
    metricsReporter: unknown;
  }): Promise<void> => {
    await send(record);
  },
});

export async function sendToServer(record: MessageRecord): Promise<{ t: number }> {
  const { t, type, body } = record;
  const outgoing = { data: { to: createWid(record.chat), t, type, body }, record };
  if (outgoing.data.to.isStatus() && type !== 'chat') {
    // In the client a status post with a file does not pass the job that wa-js wraps.
    const parts = { sendMsgRecord: outgoing, msgProtobuf: {}, metricsReporter: {} };
    await statusJob.encryptAndSendStatusMsg(parts);
    return { t };
  }
  const answer = await job.encryptAndSendMsg(outgoing);
  if (answer === null) {
    throw new RefusedError('status_not_sent');
  }
  return answer;
}
