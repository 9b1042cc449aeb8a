import { define } from '../../loader/define';
import { BaseModel, defineModel } from '../../models/BaseModel';

/** Whether the browser has a network, as it reports. */
class NetworkStatusModel extends BaseModel {
  declare online: boolean;

  override initialize(): void {
    addEventListener('online', () => this.checkOnline());
    addEventListener('offline', () => this.checkOnline());
  }

  checkOnline(): void {
    this.online = navigator.onLine;
  }

  waitIfOffline(): Promise<void> {
    return this.online
      ? Promise.resolve()
      : new Promise((resolve) => this.once('change:online', () => resolve()));
  }
}

defineModel({ model: NetworkStatusModel, name: 'networkStatus', props: [], session: ['online'] });

const networkStatus = new NetworkStatusModel({ online: navigator.onLine });

define('WAWebNetworkStatus', { default: networkStatus });
