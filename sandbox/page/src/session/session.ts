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

/** How often a quiet page shows that it is there, and learns whether the server still answers. */
const HEARTBEAT_MS = 15_000;

/**
 * The page's life as a linked device: connects, pairs or logs in, takes in what the server pushes,
 * and connects again when the connection is lost. One per page.
 */
export class Session {
  private credentials: Credentials | null = null;
  private channel: Channel | null = null;
  private retryMs = FIRST_RETRY_MS;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  /** Pushes are taken in one after another, in the order they came. */
  private work: Promise<void> = Promise.resolve();
  private queued = 0;
  private received = 0;
  private failedOnce: number | null = null;
  /** Another login of this device took the connection: this page makes none any more. */
  private stopped = false;

  constructor(private readonly url: string) {}

  /**
   * Shows what is kept from earlier, then goes online. Rejects when the profile's storage cannot be
   * opened: the page is of no use then, and says so by `storage_initialization_error`. When it opens too
   * slowly, a linked page logs itself out and deletes its data; the server does not hear of it.
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
    // The state changes with the next attempt only. A replaced page makes none: its state stays
    // CONNECTED and its mode MAIN for good, and nothing but the stream says that it is cut off.
    socket.stream = 'DISCONNECTED';
    backendEventBus.triggerSocketStreamDisconnected();
    cmd.socketStreamDisconnectedFromBridge();
    if (code === CLOSED_REPLACED) {
      this.stopped = true;
      return;
    }
    if (code === CLOSED_REMOVED) {
      void forgetDevice('device_removed');
      return;
    }
    this.retry = setTimeout(() => this.connect(), this.retryMs * (0.75 + Math.random() / 2));
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }

  private enqueue(push: Push): void {
    if (push.push === 'failure') {
      // The login that it answers is waited for at the head of the queue.
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
      // From a connection that has ended: what was kept for this page comes again on the next.
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
   * A push that could not be taken in comes again after a new login, as it was not confirmed. One
   * that fails the second time too is passed over, or it would hold up all that follow it.
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
        return forgetDevice('device_removed');
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
        return forgetDevice('device_removed');
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
    // As in the client, the stream stays DISCONNECTED until the account's data was there once.
    socket.set({ state: 'CONNECTED', ...(socket.hasSynced ? { stream: 'SYNCING' } : {}) });
    // Once it has synchronised, the mode stays MAIN; that the backlog is not through shows in the socket alone.
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

  /**
   * Tells the server what is kept here. Also the heartbeat: the channel closes when no answer comes.
   */
  private confirm(): void {
    // When it fails the connection is gone, which `lost` sees to.
    link.request('received', { upTo: this.received }).catch(() => undefined);
  }
}
