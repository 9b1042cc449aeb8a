import { Failure, failureOf } from '../failure';
import { openChat } from '../ids/chats';
import { contactOfWid } from '../ids/contacts';
import { messageIn, quotedIn } from '../ids/messages';
import { widOf } from '../ids/wids';
import { idText } from '../models/plain';
import type { Page, Wid } from '../page';
import { chatShape } from '../shapes/chat';
import { orderShape, paymentShape } from '../shapes/commerce';
import { blockList, contactShape } from '../shapes/contact';
import { messageShape } from '../shapes/message';
import { messageInfoShape } from '../shapes/messageInfo';
import { reactionListShape } from '../shapes/reactions';
import type { Contact, GroupChat } from '../shapes/types';
import { voteShape } from '../shapes/votes';
import { asked, queryOrder } from '../workarounds';
import type { OperationsOf } from './types';

/** Operations that read single messages. */
export const messageReads: OperationsOf<
  | 'messageGetClassInfo'
  | 'messageGetContact'
  | 'messageGetGroupMentions'
  | 'messageGetInfo'
  | 'messageGetMentions'
  | 'messageGetOrder'
  | 'messageGetPayment'
  | 'messageGetPollVotes'
  | 'messageGetQuotedMessage'
  | 'messageGetReactions'
> = {
  async messageGetClassInfo({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    return { success: true, message: messageShape(page, message) };
  },

  async messageGetContact({ chatId, messageId }, { page }) {
    const { author, from } = await messageIn(page, chatId, messageId);
    const id = idText(author ?? from) ?? '';
    const [contact] = await contacts(page, [widOf(page, id, 'messageId')]);
    if (contact === undefined) {
      throw new Failure('PAGE_FAILED');
    }
    return { success: true, contact };
  },

  async messageGetGroupMentions({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const { groupMentions } = message as { groupMentions?: { groupJid: unknown }[] };
    const groups = await Promise.all(
      (groupMentions ?? []).map(({ groupJid }) => groupsOf(page, idText(groupJid) ?? '')),
    );
    return { success: true, result: groups.flat() };
  },

  async messageGetInfo({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    if (!message.id.fromMe) {
      return { success: true, info: null };
    }
    const acks = await asked(page.wpp.chat.getMessageACK(message.id.toString()));
    return { success: true, info: messageInfoShape(page, acks) };
  },

  async messageGetMentions({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const mentioned = (message.mentionedJidList ?? []) as Wid[];
    return { success: true, contacts: await contacts(page, mentioned) };
  },

  async messageGetOrder({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const order = message.type === 'order' ? await queryOrder(page, message) : null;
    return order === null ? { success: true } : { success: true, order: orderShape(order) };
  },

  async messageGetPayment({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    return message.type === 'payment'
      ? { success: true, payment: paymentShape(page, message) }
      : { success: true };
  },

  async messageGetPollVotes({ chatId, messageId }, { page }) {
    const poll = await messageIn(page, chatId, messageId);
    if (poll.type !== 'poll_creation') {
      throw new Failure('INVALID_FIELD', 'messageId: not a poll');
    }
    const { votes } = await asked(page.wpp.chat.getVotes(poll.id.toString()));
    return { success: true, votes: votes.map((vote) => voteShape(page, poll, vote)) };
  },

  async messageGetQuotedMessage({ chatId, messageId }, { page }) {
    const quoted = await quotedIn(page, await messageIn(page, chatId, messageId));
    return quoted === null
      ? { success: true }
      : { success: true, quotedMessage: messageShape(page, quoted) };
  },

  async messageGetReactions({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const { reactions } = await asked(page.wpp.chat.getReactions(message.id.toString()));
    return reactions.length === 0
      ? { success: true }
      : { success: true, result: reactions.map((one) => reactionListShape(page, one)) };
  },
};

/** The group with this id; empty when the account is not in it. */
async function groupsOf(page: Page, id: string): Promise<GroupChat[]> {
  try {
    return [chatShape(page, await openChat(page, id)) as GroupChat];
  } catch (error) {
    if (failureOf(error).code === 'CHAT_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}

/** The contacts with these ids. */
async function contacts(page: Page, ids: readonly Wid[]): Promise<Contact[]> {
  const blocked = blockList(page);
  const found = await Promise.all(ids.map((id) => contactOfWid(page, id)));
  return found.map((contact) => contactShape(page, contact, blocked));
}
