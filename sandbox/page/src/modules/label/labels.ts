import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { Chat } from '../chat/chat';

/** An item with a label: a chat, by its id's text. */
class LabelItem extends BaseModel {
  declare id: string;
  declare labelId: string;
  declare parentId: string;
  declare parentType: string;
}

defineModel({
  model: LabelItem,
  name: 'label-item',
  props: ['id', 'labelId', 'parentId', 'parentType'],
});

class LabelItemCollection extends BaseCollection<LabelItem> {}

/** A label of a business account. */
export class Label extends BaseModel {
  declare id: string;
  declare name: string;
  declare labelItemCollection: LabelItemCollection;

  override initialize(): void {
    this.set({ labelItemCollection: new LabelItemCollection(LabelItem) }, { silent: true });
  }
}

defineModel({
  model: Label,
  name: 'label',
  props: ['id', 'name', 'colorIndex', 'predefinedId', 'isActive', 'count'],
  session: ['labelItemCollection', 'hexColor'],
});

/** A label to add to chats or to remove from them. */
export interface LabelChange {
  id: string;
  type: 'add' | 'remove';
}

type ChangeLabels = (changes: LabelChange[], chats: Chat[]) => Promise<void>;

class LabelCollectionImpl extends BaseCollection<Label> {
  #change: ChangeLabels = () => Promise.reject(new Error('Labels are not connected'));

  /** Sets the function that changes labels; it comes from a module that knows the chats. */
  _connect(change: ChangeLabels): void {
    this.#change = change;
  }

  addOrRemoveLabels(changes: LabelChange[], chats: Chat[]): Promise<void> {
    return this.#change(changes, chats);
  }

  getLabelsForModel({ id }: { id: unknown }): Label[] {
    return this.filter((label) =>
      label.labelItemCollection.some((item) => item.parentId === String(id)),
    );
  }
}

export const labelCollection = new LabelCollectionImpl(Label);

define('WAWebLabelItemModel', { default: LabelItem });
define('WAWebLabelItemCollection', { LabelItemCollection });
define('WAWebLabelModel', { Label });
define('WAWebLabelCollection', { LabelCollection: labelCollection });

export const createLabelItemId = (labelId: string, parentType: string, parentId: string) =>
  `${labelId}_${parentType}_${parentId}`;

define('WAWebBizLabelUtils', {
  createLabelItemId,
  async addToLabelCollection(parentId: string, labelIds: string[], parentType: string) {
    for (const labelId of labelIds) {
      const id = createLabelItemId(labelId, parentType, parentId);
      const items = labelCollection.get(labelId)?.labelItemCollection;
      items?.add({ id, labelId, parentId, parentType });
    }
  },
  async removeLabelFromCollection(parentId: string, labelIds: string[], parentType: string) {
    for (const labelId of labelIds) {
      const items = labelCollection.get(labelId)?.labelItemCollection;
      items?.remove(createLabelItemId(labelId, parentType, parentId));
    }
  },
});
