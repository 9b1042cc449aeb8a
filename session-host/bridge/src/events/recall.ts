import { earlier } from '../ids/messages';
import { attribute } from '../models/attributes';
import type { ChatModel, MsgKey, MsgModel, Page } from '../page';
import { reactionsOf, type SeenReaction } from '../workarounds';

const perRead = 50;

/** The maximum of reads for one chat; older messages were reported long ago. */
const mostReads = 40;

/**
 * The messages of all chats since a time, oldest first, from WhatsApp's database, whether or not
 * they are in memory.
 *
 * @param since unix ms
 */
export async function messagesSince(page: Page, since: number): Promise<MsgModel[]> {
  const found: MsgModel[] = [];
  for (const chat of page.wpp.whatsapp.ChatStore.getModelsArray()) {
    // A chat without a time is read too, which costs one read.
    if (chat.t === undefined || endOf(chat.t) >= since) {
      found.push(...(await ofChat(page, chat, since)));
    }
  }
  // The sort is stable, so a chat's own order stays.
  return found.sort((one, other) => timeOf(one) - timeOf(other));
}

/** The reactions to these messages, oldest first. Reactions that were removed are not stored. */
export async function reactionsTo(
  page: Page,
  messages: readonly MsgModel[],
): Promise<SeenReaction[]> {
  const found: SeenReaction[] = [];
  for (const message of messages) {
    if (attribute(page, message, 'hasReaction', 'WAWebMsgGetters', 'getHasReaction') === true) {
      // The rest is found all the same.
      found.push(...(await reactionsOf(page, message.id).catch(() => [])));
    }
  }
  return found.sort((one, other) => one.timestamp - other.timestamp);
}

async function ofChat(page: Page, chat: ChatModel, since: number): Promise<MsgModel[]> {
  const found: MsgModel[] = [];
  let anchor: MsgKey | undefined;
  for (let reads = 0; reads < mostReads; reads += 1) {
    const some = await earlier(page, chat, perRead, anchor);
    const wanted = some.filter((message) => timeOf(message) >= since);
    found.unshift(...wanted);
    anchor = some[0]?.id;
    if (anchor === undefined || wanted.length < some.length) {
      break;
    }
  }
  return found;
}

function timeOf(message: MsgModel): number {
  return endOf(message.t ?? 0);
}

/**
 * WhatsApp's times are in seconds, so an event may have happened up to the second's last
 * millisecond.
 */
function endOf(second: number): number {
  return (second + 1) * 1_000 - 1;
}
