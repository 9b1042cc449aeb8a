import { define } from '../../loader/define';
import type { Wid } from '../ids/wid';
import { asUserWidOrThrow } from '../ids/widFactory';

interface Mapping {
  lid: Wid;
  pn: Wid;
}

/** The known pairs of hidden number and phone number. */
class LidPnCache {
  private readonly byLid = new Map<string, Mapping>();
  private readonly byPn = new Map<string, Mapping>();

  add(mapping: Mapping): void {
    this.byLid.set(mapping.lid.toString(), mapping);
    this.byPn.set(mapping.pn.toString(), mapping);
  }

  getCurrentLid(pn: Wid): Wid | undefined {
    return this.byPn.get(user(pn))?.lid;
  }

  getPhoneNumber(lid: Wid): Wid | undefined {
    return this.byLid.get(user(lid))?.pn;
  }

  getLidEntry(wid: Wid): Mapping | undefined {
    return this.byLid.get(user(wid)) ?? this.byPn.get(user(wid));
  }
}

function user(wid: Wid): string {
  return wid.isUser() ? asUserWidOrThrow(wid).toString() : wid.toString();
}

export const lidPnCache = new LidPnCache();

export const getCurrentLid = (pn: Wid) => lidPnCache.getCurrentLid(pn);
export const getPhoneNumber = (lid: Wid) => lidPnCache.getPhoneNumber(lid);

/** The same user under the other addressing mode. */
export function getAlternateUserWid(wid: Wid): Wid | undefined {
  return wid.isLid() ? getPhoneNumber(wid) : getCurrentLid(wid);
}

/** The user's LID; null when unknown. */
export function toLid(wid: Wid): Wid | null {
  return wid.isLid() ? asUserWidOrThrow(wid) : (getCurrentLid(wid) ?? null);
}

define('WAWebApiContact', {
  lidPnCache,
  getCurrentLid,
  getPhoneNumber,
  getLatestLid: getCurrentLid,
  getAlternateUserWid,
});

define('WAWebDBCreateLidPnMappings', {
  createLidPnMappings: async ({ mappings }: { mappings: Mapping[] }) => {
    for (const mapping of mappings) {
      lidPnCache.add(mapping);
    }
  },
});

function toLidOrThrow(wid: Wid): Wid {
  const lid = toLid(wid);
  if (lid === null) {
    throw new Error('toUserLidOrThrow: no lid known');
  }
  return lid;
}

define('WAWebLidMigrationUtils', {
  toPn: (wid: Wid) => (wid.isLid() ? (getPhoneNumber(wid) ?? null) : wid),
  toLid,
  toUserLid: toLid,
  toUserLidOrThrow: toLidOrThrow,
  shouldHaveAccountLid: (wid: Wid) => wid.isUser(),
  chatIsLid: (chat: { id: Wid }) => chat.id.isLid(),
});

/** This account uses LIDs, as all do by August 2026: private chats are addressed by LID. */
class Lid1X1MigrationUtils {
  isLidMigrated(): boolean {
    return true;
  }

  isSyncdSessionMigrated(): boolean {
    return true;
  }

  shouldCreatePnChat(): boolean {
    return false;
  }
}

define('WAWebLid1X1MigrationGating', { Lid1X1MigrationUtils: new Lid1X1MigrationUtils() });
