import { base64Of } from '../base64';
import type { CallContext, Reached, Result } from '../call/context';
import { FileAnswer } from '../call/fileAnswer';

/** Longer ones, in characters, do not leave by BiDi: its mapper, a page too, keeps a multiple of each. */
const longestText = 150_000;
const keptMs = 5 * 60_000;

/**
 * Hands answers to the host: short ones at once, long ones and files as a blob that the host takes in
 * slices. The browser keeps a blob outside the page's heap.
 */
export class Answers {
  readonly #kept = new Map<string, Blob>();

  /** What the host gets for a call's result, as JSON. */
  textOf(result: Result | Reached, { commandId }: CallContext): string {
    if ('reached' in result || !result.ok) {
      return JSON.stringify(result);
    }
    const { answer, pageMs } = result;
    if (answer instanceof FileAnswer) {
      return this.#keep(commandId, answer, pageMs);
    }
    const text = JSON.stringify(answer);
    return text.length <= longestText
      ? `{"ok":true,"pageMs":${pageMs},"answer":${text}}`
      : this.#keep(commandId, new FileAnswer(new Blob([text]), null), pageMs);
  }

  /** Some bytes of a command's answer in base64; rejects when it is not kept any more. */
  async slice(commandId: string, from: number, to: number): Promise<string> {
    const blob = this.#kept.get(commandId);
    if (blob === undefined) {
      throw new Error('not kept');
    }
    return base64Of(blob.slice(from, to));
  }

  drop(commandId: string): void {
    this.#kept.delete(commandId);
  }

  #keep(commandId: string, { blob, mimetype, filename }: FileAnswer, pageMs: number): string {
    this.#kept.set(commandId, blob);
    // For a host that went: it takes what it wants at once.
    setTimeout(() => {
      if (this.#kept.get(commandId) === blob) {
        this.#kept.delete(commandId);
      }
    }, keptMs);
    const kept = { isJson: mimetype === null, bytes: blob.size, mimetype, filename };
    return JSON.stringify({ ok: true, pageMs, kept });
  }
}
