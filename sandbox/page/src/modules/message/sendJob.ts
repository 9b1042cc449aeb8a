import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { MessageRecord } from '../../store/records';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { toWire } from './wire';

interface Outgoing {
  /** What wa-js looks at when it wraps the job. */
  data: { to: Wid };
  record: MessageRecord;
}

const job = define('WAWebSendMsgJob', {
  /** The last step of a send: hands a message to the server, which answers with its time. */
  encryptAndSendMsg: ({ record }: Outgoing): Promise<{ t: number }> =>
    link.request('send', { message: toWire(record) }),
});

export function sendToServer(record: MessageRecord): Promise<{ t: number }> {
  return job.encryptAndSendMsg({ data: { to: createWid(record.chat) }, record });
}
