import { Failure } from '../failure';
import type { Page } from '../page';
import { reconnect, setAbout, setAutoDownload, webVersion } from '../workarounds';
import type { OperationsOf } from './types';

/** Operations on the account's profile, and on its page's settings. */
export const profile: OperationsOf<
  | 'clientSetDisplayName'
  | 'clientSetStatus'
  | 'clientGetWWebVersion'
  | 'clientSetAutoDownloadAudio'
  | 'clientSetAutoDownloadDocuments'
  | 'clientSetAutoDownloadPhotos'
  | 'clientSetAutoDownloadVideos'
  | 'clientResetState'
> = {
  async clientSetDisplayName({ displayName }, { page }) {
    if (!maySetName(page)) {
      return { success: true, result: false };
    }
    await page.wpp.profile.setMyProfileName(displayName);
    return { success: true, result: true };
  },

  async clientSetStatus({ status }, { page }) {
    await setAbout(page, status);
    return { success: true };
  },

  async clientGetWWebVersion(_args, { page }) {
    const version = webVersion(page);
    if (version === null) {
      throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
    }
    return { success: true, result: version };
  },

  async clientSetAutoDownloadAudio({ flag }, { page }) {
    setAutoDownload(page, 'Audio', flag);
    return { success: true };
  },

  async clientSetAutoDownloadDocuments({ flag }, { page }) {
    setAutoDownload(page, 'Documents', flag);
    return { success: true };
  },

  async clientSetAutoDownloadPhotos({ flag }, { page }) {
    setAutoDownload(page, 'Photos', flag);
    return { success: true };
  },

  async clientSetAutoDownloadVideos({ flag }, { page }) {
    setAutoDownload(page, 'Videos', flag);
    return { success: true };
  },

  async clientResetState(_args, { page, connection }) {
    reconnect(page);
    await connection.usable();
    return { success: true };
  },
};

/** Whether the account may change its name: verified businesses get theirs from WhatsApp. */
function maySetName(page: Page): boolean {
  const conn = page.wpp.whatsapp.Conn as unknown as { canSetMyPushname?: () => boolean };
  return conn.canSetMyPushname?.() ?? true;
}
