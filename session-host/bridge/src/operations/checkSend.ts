import type { AnswerOf, Context } from '../call/context';
import { Failure, failureOf } from '../failure';
import { channelOf, requireStaff } from '../ids/channels';
import { existingChat, isPerson, openChat } from '../ids/chats';
import { statusId } from '../ids/messages';
import { widOf } from '../ids/wids';
import { isNewChat, limitOn } from '../limits/newChats';
import type { ChatModel, Page, Wid } from '../page';
import { requireAllowed } from '../send/allowed';
import { requireSeenBySomebody } from '../send/status';
import { blockList, isBlocked } from '../shapes/contact';
import { recipientShape } from '../shapes/recipient';
import { queryExists } from '../workarounds';
import type { OperationsOf } from './types';

type Answer = AnswerOf<'clientCheckSend'>;

/** A message that is not sent. */
interface Foreseen {
  to: Wid;
  chat: ChatModel | null;
}

/** Reports what would happen to a send. Creates no chat with a person and marks nothing as read. */
export const checkSend: OperationsOf<'clientCheckSend'> = {
  async clientCheckSend({ chatId, destinationChatId }, context) {
    const id = destinationChatId ?? chatId;
    const field = destinationChatId ? 'destinationChatId' : 'chatId';
    const wid = widOf(context.page, id, field);
    const isOfPerson = isPerson(wid);
    try {
      const foreseen = await recipientOf(context.page, wid, field);
      return await answered(context, foreseen, id);
    } catch (error) {
      const failure = failureOf(error);
      if (!isAnswer(failure)) {
        throw failure;
      }
      const isThere = isOfPerson ? failure.code !== 'CHAT_NOT_FOUND' : null;
      return refused(failure, { onWhatsApp: isThere, isNewChat: isOfPerson, recipient: null });
    }
  },
};

/**
 * Whether a failure is the answer: the recipient does not exist or must not be written to. Other
 * failures are errors.
 */
function isAnswer({ code }: Failure): boolean {
  return ['CHAT_NOT_FOUND', 'CHANNEL_NOT_FOUND', 'REFUSED_BY_WHATSAPP'].includes(code);
}

/** @throws Failure CHAT_NOT_FOUND, CHANNEL_NOT_FOUND, REFUSED_BY_WHATSAPP */
async function recipientOf(page: Page, wid: Wid, field: string): Promise<Foreseen> {
  const id = wid.toString();
  if (id === statusId) {
    return { to: wid, chat: null };
  }
  if (wid.server === 'newsletter') {
    const channel = channelOf(page, id);
    requireStaff(channel);
    return { to: channel.id, chat: channel };
  }
  if (!isPerson(wid)) {
    const group = await openChat(page, id, field);
    return { to: group.id, chat: group };
  }
  const chat = existingChat(page, id);
  if (chat !== null) {
    return { to: chat.id, chat };
  }
  const answer = await queryExists(page, wid);
  if (answer === null) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return { to: answer.wid, chat: existingChat(page, answer.wid.toString()) };
}

async function answered(context: Context, { to, chat }: Foreseen, id: string): Promise<Answer> {
  const { page, limits, named } = context;
  const isOfPerson = isPerson(to);
  const [requestedNumber = ''] = named(id).split('@');
  const facts = {
    onWhatsApp: isOfPerson ? true : null,
    isNewChat: isNewChat(page, to, chat),
    recipient: {
      ...recipientShape(page, to),
      ...(named(id) === id ? {} : { requestedNumber }),
    },
  };
  const failure = (await barrierOf(page, to, chat)) ?? limitOn(page, limits.now(), to, chat);
  return failure === null
    ? { success: true, dryRun: true, wouldSend: true, refusal: null, hold: null, ...facts }
    : refused(failure, facts);
}

/** The reason known to the page that prevents a send, apart from WhatsApp's limits. */
async function barrierOf(page: Page, to: Wid, chat: ChatModel | null): Promise<Failure | null> {
  try {
    if (to.toString() === statusId) {
      await requireSeenBySomebody(page);
    } else if (chat !== null) {
      requireAllowed(page, chat);
    } else if (isBlocked(page, to, blockList(page))) {
      return new Failure('CONTACT_BLOCKED');
    }
    return null;
  } catch (error) {
    if (error instanceof Failure) {
      return error;
    }
    throw error;
  }
}

function refused(
  { code, detail }: Failure,
  facts: Pick<Answer, 'onWhatsApp' | 'isNewChat' | 'recipient'>,
): Answer {
  const refusal = { error: code.toLowerCase(), detail };
  return { success: true, dryRun: true, wouldSend: false, refusal, hold: null, ...facts };
}
