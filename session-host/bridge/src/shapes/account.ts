import { Failure } from '../failure';
import { plainWid } from '../models/plain';
import type { Page } from '../page';
import { who } from './numbers';
import type { ClientInfo } from './types';

/** The account itself, by its phone-number id, or by its LID if it has no number. */
export function accountShape(page: Page): ClientInfo {
  const { conn, profile, whatsapp } = page.wpp;
  const me = conn.getMyUserWid() ?? whatsapp.UserPrefs.getMaybeMeLidUser();
  if (!me) {
    throw new Failure('SESSION_NOT_CONNECTED');
  }
  const pushname = profile.getMyProfileName() as string | undefined;
  const platform = conn.getPlatform() as string | undefined;
  return {
    ...(pushname ? { pushname } : {}),
    wid: plainWid(me),
    me: plainWid(me),
    ...who(page, me),
    platform: platform ?? '',
  };
}
