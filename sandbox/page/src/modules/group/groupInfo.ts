import { define } from '../../loader/define';
import { RefusedError } from '../../net/channel';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';
import { orStatus } from '../library/serverStatus';

interface Description {
  /** Null for none. */
  desc: string | null;
  groupWid: Wid;
  newDescId: string;
  prevDescId?: string | null;
}

async function setGroupSubject(group: Wid, subject: string): Promise<void> {
  await orStatus(link.request('groupSubject', { group: group.toString(), subject }));
}

/** By one object, unlike its neighbours. */
async function setGroupDescription(description: Description): Promise<void> {
  const { desc, groupWid, newDescId, prevDescId } = description;
  await orStatus(
    link.request('groupDescription', {
      group: groupWid.toString(),
      text: desc ?? '',
      descId: newDescId,
      previous: prevDescId ?? null,
    }),
  );
}

/** Answers the server's refusal instead of rejecting, unlike its neighbours. */
async function setGroupProperty(group: Wid, setting: string, value: number) {
  try {
    await link.request('groupSetting', { group: group.toString(), setting, value });
    return { name: 'SetPropertyResponseSuccess' };
  } catch (error) {
    if (error instanceof RefusedError) {
      return { name: 'SetPropertyResponseClientError' };
    }
    throw error;
  }
}

define('WAWebGroupModifyInfoJob', { setGroupSubject, setGroupDescription, setGroupProperty });
