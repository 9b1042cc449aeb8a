import { define } from '../../loader/define';
import { Wid } from './wid';

/** Wids are shared: the same text gives the same object. An account has thousands of ids. */
const known = new Map<string, Wid>();

export function createWid(id: string | Wid): Wid {
  const text = String(id);
  if (!Wid.canBeWid(text)) {
    throw new Error('wid error: invalid wid');
  }
  let wid = known.get(text);
  if (wid === undefined) {
    wid = new Wid(text, { intentionallyUsePrivateConstructor: true });
    known.set(text, wid);
  }
  return wid;
}

function isWidlike(value: unknown): boolean {
  return (
    value instanceof Wid ||
    (typeof value === 'object' &&
      value !== null &&
      typeof (value as { user?: unknown }).user === 'string' &&
      typeof (value as { server?: unknown }).server === 'string')
  );
}

function createWidFromWidLike(value: Wid | { user: string; server: string }): Wid {
  return value instanceof Wid ? value : createWid(`${value.user}@${value.server}`);
}

/** A user's Wid from digits and a server, or from a whole id. */
function createUserWidOrThrow(user: string, server = 'c.us'): Wid {
  const wid = createWid(user.includes('@') ? user : `${user}@${server}`);
  return wid.device === undefined ? wid : createWid(`${wid.user}@${wid.server}`);
}

function createUserLidOrThrow(user: string): Wid {
  return asUserLidOrThrow(createUserWidOrThrow(user, 'lid'));
}

function createDeviceWidOrThrow(id: string): Wid {
  return createWid(id);
}

export function asUserWidOrThrow(wid: Wid): Wid {
  if (!wid.isUser()) {
    throw new Error('asUserWidOrThrow: wid is not a user wid');
  }
  return createUserWidOrThrow(wid.user, wid.server);
}

function asUserLidOrThrow(wid: Wid): Wid {
  if (!wid.isLid()) {
    throw new Error('asUserLidOrThrow: wid is not a lid');
  }
  return wid;
}

function asGroupWidOrThrow(wid: Wid): Wid {
  if (!wid.isGroup()) {
    throw new Error('asGroupWidOrThrow: wid is not a group wid');
  }
  return wid;
}

function asChatWid(wid: Wid): Wid {
  return wid.isUser() ? asUserWidOrThrow(wid) : wid;
}

define('WAWebWidFactory', {
  createWid,
  createWidFromWidLike,
  isWidlike,
  createDeviceWidOrThrow,
  createUserWidOrThrow,
  createUserLidOrThrow,
  asUserWidOrThrow,
  asUserLidOrThrow,
  asChatWid,
  asGroupWidOrThrow,
});

define('WAWebJidToWid', {
  userJidToUserWid: (jid: string) => createUserWidOrThrow(jid),
  lidUserJidToUserLid: (jid: string) => createUserLidOrThrow(jid),
  deviceJidToUserWid: (jid: string) => createUserWidOrThrow(jid),
  deviceJidToDeviceWid: (jid: string) => createWid(jid),
  chatJidToChatWid: (jid: string) => createWid(jid),
  groupJidToWid: (jid: string) => createWid(jid),
});

define('WAWebWidToJid', {
  widToUserJid: (wid: Wid) => asUserWidOrThrow(wid).toJid(),
  widToDeviceJid: (wid: Wid) => wid.toJid(),
  widToGroupJid: (wid: Wid) => asGroupWidOrThrow(wid).toJid(),
  widToChatJid: (wid: Wid) => wid.toJid(),
});
