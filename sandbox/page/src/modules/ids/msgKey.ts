import { define } from '../../loader/define';
import { randomHex } from '../library/randomHex';
import { Wid } from './wid';
import { createWid } from './widFactory';

interface KeyByRemote {
  fromMe: boolean;
  remote: Wid;
  id: string;
  participant?: Wid | undefined;
}

interface KeyByDirection {
  selfDir: 'in' | 'out';
  from: Wid;
  to: Wid;
  id: string;
  participant?: Wid | undefined;
}

/**
 * A message's key: `<fromMe>_<chat>_<id>` and, in a group, `_<author>`.
 *
 * Its text is stored in the property `$1`, as in the client of August 2026; `_serialized` is gone.
 */
export class MsgKey {
  declare readonly fromMe: boolean;
  declare readonly remote: Wid;
  declare readonly id: string;
  declare readonly participant: Wid | undefined;
  declare readonly $1: string;

  constructor(key: KeyByRemote | KeyByDirection) {
    if (key == null) {
      throw new Error('MsgKey error: obj is null/undefined');
    }
    const { fromMe, remote } = 'selfDir' in key ? fromDirection(key) : key;
    if (!(remote instanceof Wid) || typeof key.id !== 'string' || key.id === '') {
      throw new Error('MsgKey error: remote and id are required');
    }
    this.fromMe = fromMe;
    this.remote = remote;
    this.id = key.id;
    this.participant = key.participant;
    const author = key.participant === undefined ? '' : `_${key.participant}`;
    this.$1 = `${fromMe}_${remote}_${key.id}${author}`;
  }

  toString(): string {
    return this.$1;
  }

  equals(other: unknown): boolean {
    return other instanceof MsgKey && other.toString() === this.toString();
  }

  clone(): MsgKey {
    return new MsgKey(this);
  }

  static from(key: MsgKey | KeyByRemote): MsgKey {
    return key instanceof MsgKey ? key : new MsgKey(key);
  }

  static fromString(text: string): MsgKey {
    const [fromMe, remote, id, participant] = text.split('_');
    if ((fromMe !== 'true' && fromMe !== 'false') || remote === undefined || id === undefined) {
      throw new Error('MsgKey error: cannot be read from string');
    }
    return new MsgKey({
      fromMe: fromMe === 'true',
      remote: createWid(remote),
      id,
      participant: participant === undefined ? undefined : createWid(participant),
    });
  }

  /** A new message id: `3EB0` and eighteen random hex digits. */
  static async newId(): Promise<string> {
    return `3EB0${randomHex(9)}`;
  }
}

function fromDirection(key: KeyByDirection): { fromMe: boolean; remote: Wid } {
  const out = key.selfDir === 'out';
  // In a group both directions carry the group as the remote side.
  return { fromMe: out, remote: key.from.isGroup() ? key.from : out ? key.to : groupOr(key) };
}

function groupOr(key: KeyByDirection): Wid {
  return key.to.isGroup() ? key.to : key.from;
}

define('WAWebMsgKey', { default: MsgKey });
