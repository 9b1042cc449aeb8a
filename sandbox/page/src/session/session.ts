import { backendEventBus } from '../modules/account/backendEventBus';
import { cmd } from '../modules/account/cmd';
import { conn, setAccount } from '../modules/account/conn';
import { banned, fetchLimitsOnce, limitsChanged } from '../modules/account/limits';
import { forgetDevice, isLeaving } from '../modules/account/logout';
import { pairingKeys, passkeyAsked } from '../modules/account/pairing';
import { socket } from '../modules/account/socket';
import { stream } from '../modules/account/stream';
import { renameMe, setMe } from '../modules/account/userPrefs';
import { showNewestOfChannels } from '../modules/channel/channelMessages';
import { showChannels } from '../modules/channel/channels';
import { tellUntold } from '../modules/chat/seen';
import { showBlocked } from '../modules/contact/block';
import { addMyself } from '../modules/contact/contact';
import { showLabels } from '../modules/label/actions';
import { deliverUnacknowledged } from '../modules/message/outbox';
import { loadSignal } from '../modules/signal/store';
import { Channel, DisconnectedError } from '../net/channel';
import { link } from '../net/link';
import { RefusedError } from '../net/refused';
import { CLOSED_REMOVED, CLOSED_REPLACED, type Push, type WireAccount } from '../protocol';
import {
  type Credentials,
  loadCredentials,
  provesSecret,
  publicKeyText,
  saveCredentials,
  sign,
} from '../store/credentials';
import { openStorage } from '../store/storage';
import { applyWorldPush } from './applyPush';
import { showWorld } from './history';
import { showMain } from './mainScreen';
import type { PageOptions } from './pageOptions';
import { linkCodeExpired, showPairing, stopPairing } from './pairingScreen';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * The interval in which an idle page shows that it is there, and checks that the server answers.
 */
const HEARTBEAT_MS = 15_000;

/**
 * The page's life as a linked device: connects, pairs or logs in, handles the server's pushes, and
 * reconnects when the connection is lost. One per page.
 */
export class Session {
  private credentials: Credentials | null = null;
  private channel: Channel | null = null;
  private retryMs = FIRST_RETRY_MS;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  /** Handles pushes one after another, in order of arrival. */
  private work: Promise<void> = Promise.resolve();
  private queued = 0;
  private received = 0;
  private failedOnce: number | null = null;
  /** Another login of this device has replaced this page, which makes no further connection. */
  private stopped = false;

  constructor(private readonly url: string) {}

  /**
   * Shows stored data, then connects. Rejects when the profile's storage cannot be opened: the page
   * is then useless, and reports `storage_initialization_error`. If it opens too slowly, a linked
   * page logs itself out and deletes its data, without telling the server.
   */
  async start({ slowStorage }: Pick<PageOptions, 'slowStorage'>): Promise<void> {
    const storage = await openStorage().catch((error: unknown) => {
      backendEventBus.triggerStorageInitializationError();
      throw error;
    });
    this.credentials = await loadCredentials();
    if (slowStorage && this.credentials !== null) {
      return forgetDevice('web_fail_storage_initialization');
    }
    await loadSignal();
    if (this.credentials !== null) {
      const { account, deviceId } = this.credentials;
      setMe(account, deviceId);
      setAccount(account);
      addMyself(account);
      stream.set({ mode: 'SYNCING', info: 'OPENING' });
      await showWorld(await storage.loadWorld());
    }
    socket.on('reconnect', () => this.connect(), this);
    this.connect();
  }

  private connect(): void {
    clearTimeout(this.retry);
    if (this.channel !== null || this.stopped) {
      return;
    }
    socket.state = 'OPENING';
    stream.info = 'OPENING';
    this.channel = new Channel(this.url, {
      push: (push) => this.enqueue(push),
      closed: (code) => this.lost(code),
    });
    link.attach(this.channel);
  }

  private lost(code: number): void {
    clearInterval(this.heartbeat);
    stopPairing();
    link.detach();
    this.channel = null;
    // The state changes only with the next attempt. A replaced page makes none: its state stays
    // CONNECTED and its mode MAIN permanently, and only the stream shows that it is cut off.
    socket.stream = 'DISCONNECTED';
    backendEventBus.triggerSocketStreamDisconnected();
    cmd.socketStreamDisconnectedFromBridge();
    if (code === CLOSED_REPLACED) {
      this.stopped = true;
      return;
    }
    if (code === CLOSED_REMOVED) {
      void forgetDevice(null);
      return;
    }
    this.retry = setTimeout(() => this.connect(), this.retryMs * (0.75 + Math.random() / 2));
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }

  private enqueue(push: Push): void {
    if (push.push === 'failure') {
      // The login that it answers waits at the head of the queue.
      banned(push);
      return;
    }
    const from = this.channel;
    this.queued++;
    this.work = this.work
      .then(() => this.take(push, from))
      .catch((error: unknown) => this.failed(push, error))
      .finally(() => {
        this.queued--;
      });
  }

  private async take(push: Push, from: Channel | null): Promise<void> {
    if (from !== this.channel || isLeaving()) {
      // From a connection that has ended: kept pushes come again on the next.
      return;
    }
    await this.handle(push);
    if ('n' in push) {
      this.received = Math.max(this.received, push.n);
      if (this.queued === 1) {
        this.confirm();
      }
    }
  }

  /**
   * Handles a failed push: it comes again after a new login, because it was not confirmed. If it
   * fails again, it is skipped, so that it does not block later ones.
   */
  private failed(push: Push, error: unknown): void {
    if (isLeaving()) {
      return;
    }
    if (!(error instanceof DisconnectedError)) {
      console.error(`Could not take in push ${push.push}`, error);
      if ('n' in push && push.n === this.failedOnce) {
        this.received = Math.max(this.received, push.n);
        this.confirm();
        return;
      }
      this.failedOnce = 'n' in push ? push.n : null;
    }
    this.channel?.close();
  }

  private async handle(push: Push): Promise<void> {
    switch (push.push) {
      case 'hello':
        return this.greet(push.nonce);
      case 'pairSuccess':
        return this.paired(push.deviceId, push.account, push.proof);
      case 'linkCodeExpired':
        return linkCodeExpired();
      case 'passkeyPrologue':
        return passkeyAsked();
      case 'ready':
        return this.ready(push);
      case 'offlineDone':
        return this.upToDate();
      case 'limits':
        return limitsChanged(push.timelock, push.capping, push.t);
      case 'deviceRemoved':
        return forgetDevice(null);
      default:
        return applyWorldPush(push);
    }
  }

  private async greet(nonce: string): Promise<void> {
    if (this.credentials === null) {
      return showPairing();
    }
    const { deviceId, keyPair } = this.credentials;
    try {
      await link.requestUnpaired('login', { deviceId, signature: await sign(keyPair, nonce) });
    } catch (error) {
      if (error instanceof RefusedError && error.reason === 'device_removed') {
        return forgetDevice(null);
      }
      throw error;
    }
  }

  private async paired(
    deviceId: string,
    account: WireAccount,
    proof: string | null,
  ): Promise<void> {
    const { keyPair, secret } = await pairingKeys();
    if (proof !== null && !(await provesSecret(secret, deviceId, proof))) {
      console.error('Pairing refused: the phone has not seen this page’s QR code');
      return;
    }
    stopPairing();
    socket.state = 'PAIRING';
    stream.set({ mode: 'SYNCING', info: 'PAIRING' });
    this.credentials = { deviceId, account, keyPair };
    await saveCredentials(this.credentials);
    setMe(account, deviceId);
    await link.requestUnpaired('registered', { deviceId, publicKey: await publicKeyText(keyPair) });
    socket.state = 'OPENING';
  }

  private async ready({
    account,
    labels,
    blocked,
    channels,
  }: Extract<Push, { push: 'ready' }>): Promise<void> {
    banned(null);
    setAccount(account);
    renameMe(account.pushname);
    addMyself(account);
    showLabels(labels);
    showBlocked(blocked);
    showChannels(channels);
    await showNewestOfChannels();
    if (cmd.isOfflineDeliveryEnd) {
      backendEventBus.triggerOfflineDeliveryStateReset();
      cmd.onOfflineDeliveryStateResetFromBridge();
    }
    link.open();
    this.retryMs = FIRST_RETRY_MS;
    // As in the client, the stream stays DISCONNECTED until the account's data has been loaded
    // once.
    socket.set({ state: 'CONNECTED', ...(socket.hasSynced ? { stream: 'SYNCING' } : {}) });
    // After the first synchronisation the mode stays MAIN; only the socket shows an incomplete
    // backlog.
    stream.set(socket.hasSynced ? { info: 'NORMAL' } : { mode: 'SYNCING', info: 'SYNCING' });
    this.heartbeat = setInterval(() => this.confirm(), HEARTBEAT_MS);
    backendEventBus.triggerOpenSocketStream();
  }

  private async upToDate(): Promise<void> {
    socket.set({ stream: 'CONNECTED', hasSynced: true });
    backendEventBus.triggerOfflineDeliveryEnd();
    cmd.onOfflineDeliveryEndFromBridge();
    if (stream.mode !== 'MAIN') {
      cmd.onInitialLoadReadyFromBridge();
      cmd.onMainStreamModeReadyFromBridge();
      backendEventBus.triggerMainStreamModeReady();
    }
    stream.set({ mode: 'MAIN', info: 'NORMAL' });
    conn.set({ connected: true });
    stream.sendAvailability();
    showMain();
    deliverUnacknowledged();
    await Promise.all([tellUntold(), fetchLimitsOnce()]);
  }

  /** Tells the server what is stored. Also the heartbeat: without an answer the channel closes. */
  private confirm(): void {
    // If it fails the connection is lost, which `lost` handles.
    link.request('received', { upTo: this.received }).catch(() => undefined);
  }
}
