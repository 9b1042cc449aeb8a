import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { Wid } from '../ids/wid';

/** A person blocked by this account. */
class Blocklist extends BaseModel {
  declare id: Wid;

  getCollection(): BaseCollection<Blocklist> {
    return blocklistCollection;
  }
}

defineModel({ model: Blocklist, name: 'blocklist', idClass: Wid, props: ['id'] });

class BlocklistCollectionImpl extends BaseCollection<Blocklist> {}

export const blocklistCollection = new BlocklistCollectionImpl(Blocklist);

define('WAWebBlocklistModel', { default: Blocklist });
define('WAWebBlocklistCollection', { BlocklistCollection: blocklistCollection });
