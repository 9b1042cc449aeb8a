import type { Bundles } from '../bundles/bundles';
import { unresolved } from '../bundles/unresolved';
import type {
  ArgsOf,
  CallContext,
  Context,
  PageOperationId,
  Reached,
  Result,
} from '../call/context';
import { Failure, failureOf } from '../failure';
import { pageOperations } from '../generated/operations';
import { type Alternatives, withKnownForms } from '../ids/forms';
import type { StagedFiles } from '../media/staged';
import { operations } from '../operations';
import { numberForms, requirements } from '../operations/requirements';
import { within } from '../waiting';

/** The part of an operation's context that belongs to its command. */
type Own = Pick<Context, 'messageId' | 'files' | 'named' | 'expiresAt' | 'queued'>;

/** A command that the page carries out, and its result, however long it takes. */
interface Work {
  ended: Promise<Result>;
  /** The time at which the page began, after waiting to be ready. */
  clock: { start: number };
  /** Settles when the command's message is in WhatsApp's queue, which may never happen. */
  isQueued: Promise<void>;
}

/** A command's data before its operation can start. */
interface Given extends Omit<Own, 'named' | 'queued'> {
  alternatives: Alternatives | undefined;
}

/** A command's data when its operation can start. */
type Begun = Given & Pick<Own, 'queued'>;

const remembered = 500;
const dayMs = 24 * 3_600_000;

/**
 * Runs operations for the host, many concurrently. A command runs once: a repeated call waits for
 * the same result, even if the first caller has given up. Never rejects.
 */
export class Calls {
  readonly #running = new Map<string, Work>();
  /** The last commands that took effect. */
  readonly #done = new Map<string, Promise<Result>>();
  /**
   * The last commands whose order is settled: their messages are in WhatsApp's queue, or they have
   * ended.
   */
  readonly #passed = new Set<string>();

  /**
   * @param ready resolves, when operations can start, to what they need
   * @param staged the files that the host puts into the page for commands
   */
  constructor(
    private readonly ready: () => Promise<Omit<Context, keyof Own> & { bundles: Bundles }>,
    private readonly staged: Pick<StagedFiles, 'take'>,
  ) {}

  /** Carries out a command to its end. */
  async call(operation: string, args: unknown, context: CallContext): Promise<Result> {
    const { commandId, messageId, deadlineMs, alternatives } = context;
    const files = this.staged.take(commandId);
    const done = this.#done.get(commandId);
    if (done !== undefined) {
      return done;
    }
    const expiresAt = context.expiresAtMs ?? Date.now() + dayMs;
    const work =
      this.#running.get(commandId) ??
      this.#begin(commandId, operation, args, { messageId, files, alternatives, expiresAt });
    return inTime(work, operation, deadlineMs, () => {
      // Every repetition would join a hanging command; a read is instead started again.
      if (!changesSomething(operation) && this.#running.get(commandId) === work) {
        this.#running.delete(commandId);
      }
    });
  }

  /** As {@link call}, in the order of other commands, and as far as the context says. */
  callInOrder(operation: string, args: unknown, context: CallContext): Promise<Result | Reached> {
    const { commandId, after = [], untilQueued = false, join = false } = context;
    if (!after.every((id) => this.#passed.has(id))) {
      return Promise.resolve({ reached: 'early' });
    }
    if (join && !this.#running.has(commandId) && !this.#done.has(commandId)) {
      return Promise.resolve({ reached: 'unknown' });
    }
    const result = this.call(operation, args, context);
    const work = this.#running.get(commandId);
    return untilQueued && work !== undefined
      ? Promise.race([result, work.isQueued.then((): Reached => ({ reached: 'queued' }))])
      : result;
  }

  #begin(commandId: string, operation: string, args: unknown, given: Given): Work {
    const clock = { start: performance.now() };
    let queued = (): void => {};
    const isQueued = new Promise<void>((resolve) => {
      queued = () => {
        this.#pass(commandId);
        resolve();
      };
    });
    const ended = this.#ended(operation, args, { ...given, queued }, clock);
    const work = { clock, ended, isQueued };
    this.#running.set(commandId, work);
    void work.ended.then(({ ok }) => {
      if (this.#running.get(commandId) === work) {
        this.#running.delete(commandId);
      }
      this.#pass(commandId);
      // A failed command may be tried again. A read may be repeated, and its answer is too large to
      // keep.
      if (ok && changesSomething(operation)) {
        this.#done.set(commandId, work.ended);
        forgetOldest(this.#done);
      }
    });
    return work;
  }

  #pass(commandId: string): void {
    this.#passed.add(commandId);
    forgetOldest(this.#passed);
  }

  async #ended(
    operation: string,
    args: unknown,
    given: Begun,
    clock: Work['clock'],
  ): Promise<Result> {
    try {
      const answer = await this.#work(operation, args, given, clock);
      return { ok: true, answer, pageMs: performance.now() - clock.start };
    } catch (error) {
      return failed(error, clock);
    }
  }

  async #work(
    operation: string,
    args: unknown,
    { alternatives, ...given }: Begun,
    clock: Work['clock'],
  ): Promise<object> {
    if (!isPageOperation(operation)) {
      throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
    }
    const context = await this.ready();
    if (pageOperations[operation].requires === 'connected') {
      await context.connection.usable();
    }
    // Checked each time, because WhatsApp loads some parts late.
    await context.bundles.load(unresolved(context.page, requirements[operation]));
    if (unresolved(context.page, requirements[operation]).length > 0) {
      throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
    }
    clock.start = performance.now();
    const canAsk = unresolved(context.page, numberForms).length === 0;
    const forms = canAsk ? alternatives : undefined;
    const { args: known, named } = await withKnownForms(context.page, args, forms);
    return execute(operation, known, { ...context, ...given, named });
  }
}

function forgetOldest(remembering: Map<string, unknown> | Set<string>): void {
  const oldest = remembering.keys().next();
  if (remembering.size > remembered && !oldest.done) {
    remembering.delete(oldest.value);
  }
}

/** The result for a caller with a deadline; the work itself continues. */
function inTime(
  { ended, clock }: Work,
  operation: string,
  deadlineMs: number,
  onLate: () => void,
): Promise<Result> {
  return within(ended, deadlineMs, () => {
    onLate();
    const code = changesSomething(operation) ? 'OUTCOME_UNKNOWN' : 'OVERLOADED';
    return failed(new Failure(code), clock);
  });
}

function failed(error: unknown, { start }: Work['clock']): Result {
  const { code, detail } = failureOf(error);
  return { ok: false, code, detail, pageMs: performance.now() - start };
}

function execute<Id extends PageOperationId>(
  id: Id,
  args: unknown,
  context: Context,
): Promise<object> {
  return operations[id]((args ?? {}) as ArgsOf<Id>, context);
}

/**
 * Whether an operation has effects. If such an operation takes too long, its outcome is unknown.
 */
function changesSomething(operation: string): boolean {
  return isPageOperation(operation) && pageOperations[operation].effect === 'write';
}

export function isPageOperation(operation: string): operation is PageOperationId {
  return Object.hasOwn(pageOperations, operation);
}
