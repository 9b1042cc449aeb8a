import { define } from '../../loader/define';
import { synchronise } from '../../net/appState';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';
import { conn } from './conn';
import { renameMe } from './userPrefs';

/** Gives the account another public name. */
async function setPushname(pushname: string): Promise<void> {
  await synchronise('profile', { pushname });
  renameMe(pushname);
  conn.pushname = pushname;
}

define('WAWebSetPushnameConnAction', { setPushname });

interface About {
  id: Wid;
  status: string;
  stale?: true;
}

/** A person's about text from the server; empty and stale when it is hidden. */
async function getStatus({ wid }: { wid: Wid; token?: string }): Promise<About> {
  const { about } = await link.request('about', { contact: wid.toString() });
  return about === null ? { id: wid, status: '', stale: true } : { id: wid, status: about };
}

async function setMyStatus(about: string): Promise<{ status: number }> {
  await link.request('profile', { about });
  return { status: 200 };
}

define('WAWebContactStatusBridge', {
  getStatus,
  setMyStatus,
  // Present so that wa-js recognises the module.
  queryStatusAll: async () => [],
});
