import { openChat, writtenTo } from '../ids/chats';
import { ownKey, ownMessage } from '../ids/messages';
import type { Person } from '../ids/people';
import type { AccountLimits } from '../limits/accountLimits';
import { requireWithinLimits } from '../limits/newChats';
import type { Page, Wid } from '../page';
import { acknowledged } from '../send/acknowledged';
import { isFailed } from '../send/result';

/** The result for a person who was to be added to a group. */
export interface Added {
  /** The caller's name for the person. */
  named: string;
  person: Person | null;
  /** The status of WhatsApp's server. */
  code: number;
  /** The invitation for a 403. */
  invite?: { code: string | null; expires: number | null };
}

/** The details of invitations. */
interface Invitations {
  comment: string | undefined;
  messageId: string;
  limits: Pick<AccountLimits, 'now'>;
}

const ackMs = 5_000;

const texts: Readonly<Record<number, string>> = {
  200: 'The participant was added successfully',
  403: 'The participant can be added by sending private invitation only',
  404: 'The phone number is not registered on WhatsApp',
  408: 'The participant left the group recently and cannot be added yet',
  409: 'The participant is a member of the group already',
  417: 'The participant cannot be added to the community',
  419: 'The group is full',
  421: 'The participant waits for the approval of an admin',
};

/** The API's text for a status. */
export function addedText(code: number): string {
  return texts[code] ?? 'An unknown error occupied while adding a participant';
}

/**
 * Sends a private invitation to each person who can only be invited. Returns the people invited, by
 * the caller's names. Each message's id derives from the command, so that nobody is invited twice
 * by it.
 */
export async function invited(
  page: Page,
  group: Wid,
  groupName: string,
  added: readonly Added[],
  { comment, messageId, limits }: Invitations,
): Promise<Set<string>> {
  const sent = new Set<string>();
  for (const [index, { named, person, code, invite }] of added.entries()) {
    const to = (person?.lid ?? person?.phoneNumber)?.toString();
    if (code === 403 && invite?.code && to !== undefined) {
      const raw = {
        type: 'groups_v4_invite',
        inviteGrp: group.toString(),
        inviteGrpName: groupName,
        inviteCode: invite.code,
        inviteCodeExp: invite.expires ?? 0,
        ...(comment === undefined ? {} : { comment }),
      };
      if (await isSent(page, limits, to, raw, numbered(messageId, index))) {
        sent.add(named);
      }
    }
  }
  return sent;
}

/**
 * Whether the message was sent. A failure is part of the answer, because the group itself was
 * changed.
 */
async function isSent(
  page: Page,
  limits: Pick<AccountLimits, 'now'>,
  to: string,
  raw: object,
  messageId: string,
): Promise<boolean> {
  try {
    const chat = await writtenTo(page, await openChat(page, to));
    requireWithinLimits(page, limits.now(), chat);
    const key = ownKey(page, chat, messageId);
    if ((await ownMessage(page, key)) === null) {
      const options = { messageId: key, waitForAck: false, markIsRead: false };
      await page.wpp.chat.sendRawMessage(chat.id.toString(), raw, options);
    }
    const message = await ownMessage(page, key);
    if (message !== null) {
      await acknowledged(message, ackMs);
    }
    return message !== null && !isFailed(message);
  } catch {
    return false;
  }
}

/** A different id for each message of a command: its last three digits are counted up. */
function numbered(messageId: string, index: number): string {
  const last = Number.parseInt(messageId.slice(-3), 16);
  const next = ((last + index) % 0x1000).toString(16).toUpperCase().padStart(3, '0');
  return messageId.slice(0, -3) + next;
}
