import { Failure, refusal } from '../failure';
import type { MsgModel, Page, Wid } from '../page';
import { asked } from './asked';
import { exported } from './exported';
import { aboutOutgoing, noted, refusalsOf } from './refusals';

type Outgoing = Parameters<typeof aboutOutgoing>[0];

/** What WhatsApp takes of a status post on its last step, and what wa-js gives it. */
type StatusSender = (
  ...args: [{ sendMsgRecord: Outgoing; msgProtobuf: unknown; metricsReporter: unknown }] | unknown[]
) => Promise<unknown>;

const adapted = new WeakSet<StatusSender>();

/**
 * `WAWebEncryptAndSendStatusMsg.encryptAndSendStatusMsg` takes one object, and wa-js's wrapper of
 * `encryptAndSendMsg` still gives it three arguments, swallows what that throws, and has made the post by
 * then. wa-js reads the export anew at every call, so an adapter in its place is what it finds. WhatsApp's
 * own calls, of one argument, go through as they are. How a call ends is noted: both forget it.
 *
 * @returns false when this version of WhatsApp has no such function
 */
export function adaptStatusSender(page: Page): boolean {
  const exports = page.module<{ encryptAndSendStatusMsg?: StatusSender }>(
    'WAWebEncryptAndSendStatusMsg',
  );
  const original = exports?.encryptAndSendStatusMsg;
  if (!exports || original === undefined) {
    return false;
  }
  if (!adapted.has(original)) {
    const takesOne = original.length <= 1;
    const adapter: StatusSender = (...args) => {
      const [first, msgProtobuf, metricsReporter] = args;
      const record = args.length > 1 ? first : (first as { sendMsgRecord?: unknown }).sendMsgRecord;
      const sent =
        args.length > 1 && takesOne
          ? original({ sendMsgRecord: record as Outgoing, msgProtobuf, metricsReporter })
          : original(...args);
      return noted(refusalsOf(page), aboutOutgoing((record ?? {}) as Outgoing), sent);
    };
    adapted.add(adapter);
    exports.encryptAndSendStatusMsg = adapter;
  }
  return true;
}

/**
 * Those whom the account's status posts are shown to, as WhatsApp lists them: by its setting, everybody in
 * the address book, all but some, or some. To nobody, WhatsApp sends nothing.
 */
export async function statusList(page: Page): Promise<Wid[]> {
  const { list } = (await asked(page.wpp.whatsapp.functions.getStatusList())) as { list?: Wid[] };
  return list ?? [];
}

/**
 * `WAWebRevokeStatusAction.sendStatusRevokeMsgAction`: takes an own post back from all who saw it. wa-js's
 * `status.remove` looks for the account's posts under its phone number, where they are not any more. The
 * module keeps a refusal to itself.
 *
 * @throws Failure by the server's status when it refused, OUTCOME_UNKNOWN when nobody knows what came of it
 */
export async function revokeStatus(page: Page, post: MsgModel): Promise<void> {
  if (!adaptStatusSender(page)) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  const refusals = refusalsOf(page);
  refusals.forget(post.id);
  const revoke = exported<(status: unknown, post: MsgModel) => Promise<unknown>>(
    page,
    'WAWebRevokeStatusAction',
    'sendStatusRevokeMsgAction',
  );
  const { StatusV3Store } = page.wpp.whatsapp;
  await revoke(StatusV3Store.getMyStatus(), post);
  const status = refusals.of(post.id);
  if (status === undefined) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  if (status !== 0) {
    throw refusal(status);
  }
}
