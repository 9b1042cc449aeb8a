import { base64Of } from '../base64';
import type { CallContext, Reached, Result } from '../call/context';
import { FileAnswer } from '../call/fileAnswer';

/**
 * The maximum length, in characters, of an answer sent by BiDi: its mapper, which is also a page,
 * keeps several times that size.
 */
const longestText = 150_000;
const keptMs = 5 * 60_000;

/**
 * Passes answers to the host: short ones at once, long ones and files as a blob that the host reads
 * in slices. The browser keeps a blob outside the page's heap.
 */
export class Answers {
  readonly #kept = new Map<string, Blob>();

  /** The answer to the host for a call's result, as JSON. */
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

  /** Some bytes of a command's answer in base64. Rejects when the answer is not kept any more. */
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
    // If the host is gone, the answer is dropped after some time; a running host reads it at once.
    setTimeout(() => {
      if (this.#kept.get(commandId) === blob) {
        this.#kept.delete(commandId);
      }
    }, keptMs);
    const kept = { isJson: mimetype === null, bytes: blob.size, mimetype, filename };
    return JSON.stringify({ ok: true, pageMs, kept });
  }
}
