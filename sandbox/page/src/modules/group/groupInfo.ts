import { define } from '../../loader/define';
import { link } from '../../net/link';
import { RefusedError } from '../../net/refused';
import type { Wid } from '../ids/wid';
import { changing } from './notices';

interface Description {
  /** Null for none. */
  desc: string | null;
  groupWid: Wid;
  newDescId: string;
  prevDescId?: string | null;
}

async function setGroupSubject(group: Wid, subject: string): Promise<void> {
  const id = group.toString();
  await changing(id, link.request('groupSubject', { group: id, subject }));
}

/** Takes one object, unlike its neighbours. */
async function setGroupDescription(description: Description): Promise<void> {
  const { desc, groupWid, newDescId, prevDescId } = description;
  const group = groupWid.toString();
  const change = link.request('groupDescription', {
    group,
    text: desc ?? '',
    descId: newDescId,
    previous: prevDescId ?? null,
  });
  await changing(group, change);
}

/** Returns the server's refusal instead of rejecting, unlike its neighbours. */
async function setGroupProperty(group: Wid, setting: string, value: number) {
  try {
    const id = group.toString();
    await changing(id, link.request('groupSetting', { group: id, setting, value }));
    return { name: 'SetPropertyResponseSuccess' };
  } catch (error) {
    if (error instanceof RefusedError) {
      return {
        name: 'SetPropertyResponseClientError',
        value: {
          errorSetPropertyClientErrors: { value: { code: error.status, text: error.reason } },
        },
      };
    }
    throw error;
  }
}

define('WAWebGroupModifyInfoJob', { setGroupSubject, setGroupDescription, setGroupProperty });
