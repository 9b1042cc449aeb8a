import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';

interface DeviceList {
  id: Wid;
  devices: { id: number }[];
}

/** The devices of each person: 0 is the phone. */
function getDeviceIds(wids: Wid[]): Promise<DeviceList[]> {
  return Promise.all(
    wids.map(async (wid) => {
      const { count } = await link.request('deviceCount', { contact: wid.toString() });
      return { id: wid, devices: Array.from({ length: count }, (_, id) => ({ id })) };
    }),
  );
}

define('WAWebApiDeviceList', { getDeviceIds });
