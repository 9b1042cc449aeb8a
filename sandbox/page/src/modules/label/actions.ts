import { define } from '../../loader/define';
import { synchronise } from '../../net/appState';
import type { WireLabel } from '../../protocol';
import { records } from '../../store/storage';
import { type Chat, chatCollection, chatRecord } from '../chat/chat';
import { createLabelItemId, Label, type LabelChange, labelCollection } from './labels';

/** WhatsApp's palette; a label stores an index into it. */
const COLORS = [
  '#ff9485',
  '#64c4ff',
  '#ffd429',
  '#dfaef0',
  '#99b6c1',
  '#55ccb3',
  '#ff9dff',
  '#d3a91d',
  '#6d7cce',
  '#d7e752',
  '#00d0e2',
  '#ffc5c7',
  '#93ceac',
  '#f74848',
  '#00a0f2',
  '#83e422',
  '#ffaf04',
  '#b5ebff',
  '#9ba6ff',
  '#9368cf',
];

const colorIndexToHex = (index: number): string => COLORS[index % COLORS.length] as string;

define('WAWebListUtils', { colorIndexToHex, getAllLabelColors: () => [...COLORS] });

const CHAT = 'Chat';

labelCollection._connect(async (changes: LabelChange[], chats: Chat[]) => {
  const add = changes.filter(({ type }) => type === 'add').map(({ id }) => String(id));
  const remove = changes.filter(({ type }) => type === 'remove').map(({ id }) => String(id));
  const ids = chats.map((chat) => chat.id.toString());
  await synchronise('labelChats', { chats: ids, add, remove });
  for (const chat of chats) {
    const kept = (chat.labels ?? []).filter((id) => !remove.includes(id));
    chat.labels = [...new Set([...kept, ...add])];
  }
  await records().save({ chats: chats.map(chatRecord) });
});

/** Replaces all labels of the account by the server's. */
export function showLabels(labels: WireLabel[]): void {
  labelCollection.set(
    labels.map(({ id, name, color }) => {
      const attributes = {
        name,
        colorIndex: color,
        hexColor: colorIndexToHex(color),
        isActive: true,
      };
      return labelCollection.get(id)?.set(attributes) ?? new Label({ id, ...attributes });
    }),
  );
  chatCollection.forEach(followLabels);
}

/** Updates each label's chats from a chat's labels. */
function followLabels(chat: Chat): void {
  const parentId = chat.id.toString();
  const carried = chat.labels ?? [];
  labelCollection.forEach((label) => {
    const id = createLabelItemId(label.id, CHAT, parentId);
    if (carried.includes(label.id)) {
      label.labelItemCollection.add({ id, labelId: label.id, parentId, parentType: CHAT });
    } else {
      label.labelItemCollection.remove(id);
    }
  });
}

function forgetLabels(chat: Chat): void {
  labelCollection.forEach((label) => {
    label.labelItemCollection.remove(createLabelItemId(label.id, CHAT, chat.id.toString()));
  });
}

chatCollection.on('add change:labels', followLabels);
chatCollection.on('remove', forgetLabels);
