import { phoneNumberOrSelf } from '../ids/wids';
import { plainWid } from '../models/plain';
import type { Page } from '../page';
import { who } from './numbers';
import type { MessageInfo } from './types';

type Acks = Awaited<ReturnType<Page['wpp']['chat']['getMessageACK']>>;
type Moment = 'deliveredAt' | 'readAt' | 'playedAt';

/** The delivery state of an own message for each recipient, by phone number if it is known. */
export function messageInfoShape(page: Page, acks: Acks): MessageInfo {
  const those = (moment: Moment): MessageInfo['read'] =>
    acks.participants.flatMap((participant) => {
      const t = participant[moment];
      const { wid } = participant;
      const id = plainWid(phoneNumberOrSelf(page, wid));
      return t === undefined ? [] : [{ id, ...who(page, wid), t: Number(t) }];
    });
  return {
    delivery: those('deliveredAt'),
    deliveryRemaining: acks.deliveryRemaining,
    read: those('readAt'),
    readRemaining: acks.readRemaining,
    played: those('playedAt'),
    playedRemaining: acks.playedRemaining,
  };
}
