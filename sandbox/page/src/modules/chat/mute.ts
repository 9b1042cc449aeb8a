import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { synchronise } from '../../net/appState';
import { Wid } from '../ids/wid';

/** A chat's mute, with its end (unix seconds, -1 unlimited, 0 not muted). */
export class Mute extends BaseModel {
  declare id: Wid;
  declare expiration: number;

  get isMuted(): boolean {
    return this.expiration === -1 || this.expiration > Date.now() / 1000;
  }

  async mute({ expiration }: { expiration: number }): Promise<void> {
    await synchronise('chatSettings', { chat: this.id.toString(), muteExpiration: expiration });
    this.expiration = expiration;
  }

  unmute(_options?: unknown): Promise<void> {
    return this.mute({ expiration: 0 });
  }

  getCollection(): BaseCollection<Mute> {
    return muteCollection;
  }
}

defineModel({ model: Mute, name: 'mute', idClass: Wid, props: ['id', 'expiration'] });

class MuteCollectionImpl extends BaseCollection<Mute> {
  override gadd(value: Wid): Mute {
    return super.gadd(this.get(value) ?? { id: value, expiration: 0 });
  }
}

export const muteCollection = new MuteCollectionImpl(Mute);

define('WAWebMuteModel', { Mute });
define('WAWebMuteCollection', { MuteCollection: muteCollection });
