import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { Wid } from '../ids/wid';
import { contactCollection } from './contact';
import { usync } from './queryExists';

/** A person's about text. */
class TextStatus extends BaseModel {
  declare id: Wid;
  declare status: string | undefined;

  getCollection(): BaseCollection<TextStatus> {
    return textStatusCollection;
  }
}

defineModel({ model: TextStatus, name: 'status', idClass: Wid, props: ['id', 'status'] });

class TextStatusCollectionImpl extends BaseCollection<TextStatus> {
  /** Asked from the server if the contact is unknown here. Rejects without a connection. */
  override async findQuery(id: Wid): Promise<TextStatus> {
    const status = contactCollection.get(id)?.status ?? (await usync(id))?.about;
    return this.gadd({ id, status });
  }
}

const textStatusCollection = new TextStatusCollectionImpl(TextStatus);

define('WAWebTextStatusModel', { default: TextStatus });
define('WAWebTextStatusCollection', { TextStatusCollection: textStatusCollection });
