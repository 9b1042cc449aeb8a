import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { Wid } from '../ids/wid';
import { contactCollection } from './contact';
import { usync } from './queryExists';

/** What somebody says about themselves. */
class TextStatus extends BaseModel {
  declare id: Wid;
  declare status: string | undefined;

  getCollection(): BaseCollection<TextStatus> {
    return textStatusCollection;
  }
}

defineModel({ model: TextStatus, name: 'status', idClass: Wid, props: ['id', 'status'] });

class TextStatusCollectionImpl extends BaseCollection<TextStatus> {
  /** Asked from the server when the contact is not known here. Rejects without a connection. */
  override async findQuery(id: Wid): Promise<TextStatus> {
    const status = contactCollection.get(id)?.status ?? (await usync(id))?.about;
    return this.gadd({ id, status });
  }
}

const textStatusCollection = new TextStatusCollectionImpl(TextStatus);

define('WAWebTextStatusModel', { default: TextStatus });
define('WAWebTextStatusCollection', { TextStatusCollection: textStatusCollection });
