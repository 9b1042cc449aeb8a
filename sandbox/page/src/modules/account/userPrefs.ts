import { define } from '../../loader/define';
import type { WireAccount } from '../../protocol';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';

/**
 * The page's account. Set from the credentials at the start, or when the phone has paired it; null
 * until then.
 */
let me: { pn: Wid; lid: Wid; pushname: string; deviceId: string } | null = null;

export function setMe(account: WireAccount, deviceId: string): void {
  me = {
    pn: createWid(account.pn),
    lid: createWid(account.lid),
    pushname: account.pushname,
    deviceId,
  };
}

/** Changes the account's public name. */
export function renameMe(pushname: string): void {
  if (me !== null) {
    me.pushname = pushname;
  }
}

export function isPaired(): boolean {
  return me !== null;
}

export function getMeLidUserOrThrow(): Wid {
  return orThrow(me?.lid);
}

export function getMaybeMePnUser(): Wid | undefined {
  return me?.pn;
}

export function isMeAccount(wid: unknown): boolean {
  return me !== null && (me.pn.equals(wid) || me.lid.equals(wid));
}

function orThrow<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('Not paired: no own wid');
  }
  return value;
}

/** Linked devices are numbered from 1; the phone is device 0. */
export function myDevice(wid: Wid): Wid {
  return createWid(`${wid.user}:1@${wid.server}`);
}

function device(wid: Wid | undefined): Wid | undefined {
  return wid && myDevice(wid);
}

define('WAWebUserPrefsMeUser', {
  getMaybeMePnUser,
  getMaybeMeLidUser: () => me?.lid,
  getMePnUserOrThrow_DO_NOT_USE: () => orThrow(me?.pn),
  getMeLidUserOrThrow,
  getMeUserOrThrow: () => orThrow(me?.lid),
  getMaybeMeDevicePn: () => device(me?.pn),
  getMaybeMeDeviceLid: () => device(me?.lid),
  getMeDeviceLidOrThrow: () => orThrow(device(me?.lid)),
  getMeDeviceOrThrow: () => orThrow(device(me?.lid)),
  getMaybeMeDisplayName: () => me?.pushname,
  isMeAccount,
  isMePnUser: (wid: unknown) => me?.pn.equals(wid) ?? false,
  isSerializedWidMe: (id: string) => Wid.canBeWid(id) && isMeAccount(createWid(id)),
});

define('WAWebUserPrefsIsLoggedIn', { isLoggedIn: () => isPaired() });
define('WAWebUserPrefsMultiDevice', { isRegistered: () => isPaired() });

const settings = new Map<string, unknown>();

function setting<T>(name: string, fallback: T): [() => T, (value: T) => void] {
  return [
    () => (settings.get(name) as T | undefined) ?? fallback,
    (value) => settings.set(name, value),
  ];
}

const [getTheme, setTheme] = setting('theme', 'light');
const [getAutoDownloadPhotos, setAutoDownloadPhotos] = setting('photos', true);
const [getAutoDownloadAudio, setAutoDownloadAudio] = setting('audio', true);
const [getAutoDownloadVideos, setAutoDownloadVideos] = setting('videos', true);
const [getAutoDownloadDocuments, setAutoDownloadDocuments] = setting('documents', true);
const [getUserPrivacySettings, setUserPrivacySettings] = setting('privacy', {});

define('WAWebUserPrefsGeneral', {
  getPushname: () => me?.pushname,
  setPushname: renameMe,
  // Present so that wa-js distinguishes this module from the one that changes the name on the
  // server.
  setBrowserId: (id: string) => settings.set('browserId', id),
  getBrowserId: () => settings.get('browserId'),
  getTheme,
  setTheme,
  getAutoDownloadPhotos,
  setAutoDownloadPhotos,
  getAutoDownloadAudio,
  setAutoDownloadAudio,
  getAutoDownloadVideos,
  setAutoDownloadVideos,
  getAutoDownloadDocuments,
  setAutoDownloadDocuments,
  getUserPrivacySettings,
  setUserPrivacySettings,
});
