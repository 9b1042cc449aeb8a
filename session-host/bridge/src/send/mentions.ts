import { Failure } from '../failure';
import { groupOf, participantsOf } from '../ids/groups';
import { widOf } from '../ids/wids';
import type { ChatModel, Page, Wid } from '../page';
import type { Options } from './types';

/** The caller's word for all members of the group. */
const everybody = 'all';

/** Whether the caller wants to mention all members of the group. */
function mentionsAll(mentions: Options['mentions']): boolean {
  return [mentions ?? []].flat().includes(everybody);
}

/**
 * The people mentioned by a message in a chat.
 *
 * @throws Failure INVALID_FIELD for malformed ids, and for `all` outside a group
 */
export async function mentioned(
  page: Page,
  chat: ChatModel,
  mentions: Options['mentions'],
): Promise<Wid[]> {
  if (!mentionsAll(mentions)) {
    return [mentions ?? []].flat().map((id) => widOf(page, id, 'options.mentions'));
  }
  if (!chat.id.isGroup()) {
    throw notHere();
  }
  const { metadata } = await groupOf(page, chat.id.toString());
  const { conn } = page.wpp;
  const own = [conn.getMyUserLid(), conn.getMyUserWid()].map(String);
  return participantsOf(metadata)
    .map(({ id }) => id)
    .filter((id) => !own.includes(id.toString()));
}

/** @throws Failure INVALID_FIELD for `all`, because this is no group */
export function refuseMentioningAll(mentions: Options['mentions']): void {
  if (mentionsAll(mentions)) {
    throw notHere();
  }
}

function notHere(): Failure {
  return new Failure('INVALID_FIELD', 'options.mentions: "all" is for groups');
}
