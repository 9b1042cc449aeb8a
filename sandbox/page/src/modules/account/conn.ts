import { define } from '../../loader/define';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { WireAccount } from '../../protocol';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';

/** The account and, before there is one, the QR code's reference. */
class ConnModel extends BaseModel {
  declare ref: string | undefined;
  declare wid: Wid | undefined;
  declare pushname: string | undefined;
  declare platform: string | undefined;
  declare connected: boolean;
  declare isSMB: boolean;

  canSetMyPushname(): boolean {
    return true;
  }
}

defineModel({
  model: ConnModel,
  name: 'conn',
  props: ['wid', 'pushname', 'platform', 'isSMB', 'smbTos', 'tos', 'battery', 'plugged'],
  session: ['ref', 'refTTL', 'connected', 'locales', 'is24h', 'protoVersion'],
});

export const conn = new ConnModel({ connected: false, isSMB: false });

export function setAccount(account: WireAccount): void {
  conn.set({
    wid: createWid(account.pn),
    pushname: account.pushname,
    platform: account.platform,
    isSMB: account.isBusiness,
    connected: true,
    ref: undefined,
  });
}

define('WAWebConnModel', { Conn: conn });
