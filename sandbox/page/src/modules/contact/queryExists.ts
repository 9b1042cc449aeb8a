import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireContact } from '../../protocol';
import { records } from '../../store/storage';
import type { Wid } from '../ids/wid';
import { asUserWidOrThrow, createWid } from '../ids/widFactory';
import { lidPnCache } from './lidPnCache';

/**
 * Asks the server for a person, and stores the pair of LID and phone number. Null when the number
 * is not on WhatsApp. Rejects without a connection.
 */
export async function usync(wid: Wid): Promise<WireContact | null> {
  const user = asUserWidOrThrow(wid);
  const text = user.isLid() ? user.toString() : user.user;
  const { users } = await link.request('usync', { users: [text] });
  const found = users[0] ?? null;
  if (found !== null) {
    if (found.pn !== null) {
      lidPnCache.add({ lid: createWid(found.lid), pn: createWid(found.pn) });
    }
    await records().save({ contacts: [found] });
  }
  return found;
}

interface Existence {
  wid: Wid;
  biz: boolean;
  bizInfo: object | undefined;
}

async function queryWidExists(wid: Wid): Promise<Existence | null> {
  const found = await usync(wid);
  if (found === null) {
    // As in the client, which asks no contact question about a LID: any LID seems to exist.
    return wid.isLid() ? { wid: asUserWidOrThrow(wid), biz: false, bizInfo: undefined } : null;
  }
  return {
    // Whether asked by phone number or by LID, the answer has the LID, which the chat will have.
    wid: createWid(found.lid),
    biz: found.isBusiness,
    bizInfo: found.isBusiness
      ? {
          verifiedName: {
            name: found.name ?? found.pushname,
            level: 'unknown',
            isApi: false,
            privacyMode: null,
          },
        }
      : undefined,
  };
}

define('WAWebQueryExistsJob', {
  queryWidExists,
  queryPhoneExists: (phone: string) =>
    queryWidExists(createWid(`${phone.replace(/\D/g, '')}@c.us`)),
});
