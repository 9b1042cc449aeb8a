import { waitForChange } from '../changes';
import { Failure } from '../failure';
import { presentChat } from '../ids/chats';
import { attribute } from '../models/attributes';
import type { ChatModel, Page } from '../page';
import { chatShape } from '../shapes/chat';
import type { Label } from '../shapes/types';
import type { OperationsOf } from './types';

type LabelModel = InstanceType<Page['wpp']['whatsapp']['LabelModel']>;

/** Operations on a business account's labels. */
export const labels: OperationsOf<
  | 'clientGetLabels'
  | 'clientGetLabelById'
  | 'clientGetChatLabels'
  | 'clientGetChatsByLabelId'
  | 'clientAddOrRemoveLabels'
  | 'chatGetLabels'
  | 'chatChangeLabels'
> = {
  async clientGetLabels(_args, { page }) {
    const models = page.wpp.whatsapp.LabelStore.getModelsArray();
    return { success: true, labels: models.map((model) => labelShape(page, model)) };
  },

  async clientGetLabelById({ labelId }, { page }) {
    return { success: true, label: labelShape(page, labelOf(page, labelId)) };
  },

  async clientGetChatLabels({ chatId }, { page }) {
    return { success: true, chatLabels: await labelsOf(page, chatId) };
  },

  async chatGetLabels({ chatId }, { page }) {
    return { success: true, labels: await labelsOf(page, chatId) };
  },

  async clientGetChatsByLabelId({ labelId }, { page }) {
    const id = String(labelOf(page, labelId).id);
    const chats = page.wpp.whatsapp.ChatStore.getModelsArray();
    const carriers = chats.filter((chat) => carried(page, chat).includes(id));
    return { success: true, chats: carriers.map((chat) => chatShape(page, chat)) };
  },

  async clientAddOrRemoveLabels({ labelIds, chatIds }, { page }) {
    const chats = await Promise.all(chatIds.map((id) => presentChat(page, id)));
    await setLabels(page, [...new Set(chats)], labelIds);
    return { success: true };
  },

  async chatChangeLabels({ chatId, labelIds }, { page }) {
    await setLabels(page, [await presentChat(page, chatId)], labelIds);
    return { success: true };
  },
};

function labelOf(page: Page, id: string | number): LabelModel {
  const label = page.wpp.whatsapp.LabelStore.get(String(id));
  if (!label) {
    throw new Failure('LABEL_NOT_FOUND');
  }
  return label;
}

function labelShape(page: Page, label: LabelModel): Label {
  const { colorIndexToHex } = page.wpp.whatsapp.functions;
  return {
    id: String(label.id),
    name: label.name ?? '',
    hexColor: label.hexColor ?? colorIndexToHex(label.colorIndex ?? 0),
  };
}

/** The ids of a chat's labels. */
function carried(page: Page, chat: ChatModel): string[] {
  const ids = attribute(page, chat, 'labels', 'WAWebChatGetters', 'getLabels');
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** The labels of a chat. A deleted label may still be listed in a chat. */
async function labelsOf(page: Page, chatId: string): Promise<Label[]> {
  const { LabelStore } = page.wpp.whatsapp;
  return carried(page, await presentChat(page, chatId))
    .map((id) => LabelStore.get(id))
    .filter((label): label is LabelModel => Boolean(label))
    .map((label) => labelShape(page, label));
}

/**
 * Sets exactly these labels on chats. WhatsApp takes one list of changes for all chats, and does
 * not report a refusal, so the chats are checked afterwards.
 */
async function setLabels(
  page: Page,
  chats: readonly ChatModel[],
  labelIds: readonly (string | number)[],
): Promise<void> {
  if (!page.wpp.profile.isBusiness()) {
    throw new Failure('REFUSED_BY_WHATSAPP', 'labels need a WhatsApp Business account');
  }
  const wanted = [...new Set(labelIds.map((id) => String(labelOf(page, id).id)))];
  const before = new Set(chats.flatMap((chat) => carried(page, chat)));
  const changes = [
    ...wanted.map((labelId) => ({ labelId, type: 'add' as const })),
    ...[...before]
      .filter((id) => !wanted.includes(id))
      .map((labelId) => ({ labelId, type: 'remove' as const })),
  ];
  const isDone = (chat: ChatModel): boolean =>
    [...carried(page, chat)].sort().join() === [...wanted].sort().join();
  if (chats.every(isDone)) {
    return;
  }
  await page.wpp.labels.addOrRemoveLabels(
    chats.map(({ id }) => id.toString()),
    changes,
  );
  const done = await Promise.all(
    chats.map((chat) => waitForChange(chat, 'labels', () => isDone(chat))),
  );
  if (done.includes(false)) {
    throw new Failure('REFUSED_BY_WHATSAPP', 'the account may not edit labels');
  }
}
