import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { follow, surroundings } from '../surroundings';
import { useConsole } from './context';
import { type Failure, failureOf } from './failure';
import { Poll, type Polled } from './poll';

/**
 * Asks for something again and again while the part is shown.
 *
 * @param key what is asked for: another begins anew
 * @param pauseMs how long to wait after an answer; null when that was all
 */
export function usePoll<T>(
  key: string,
  ask: () => Promise<T>,
  pauseMs: (value: T) => number | null,
): [Polled<T>, () => void] {
  const { keyFailed } = useConsole();
  const [known, setKnown] = useState<Polled<T> & { of?: string }>({ isResting: false });
  const latest = useRef({ ask, pauseMs });
  latest.current = { ask, pauseMs };
  const poll = useRef<Poll<T> | null>(null);
  // The key alone says what is asked for.
  useEffect(() => {
    const own = new Poll<T>(
      () => latest.current.ask(),
      (value) => latest.current.pauseMs(value),
      surroundings,
      (next) => {
        setKnown({ ...next, of: key });
        if (next.failure?.kind === 'key') {
          keyFailed();
        }
      },
    );
    poll.current = own;
    const unfollow = follow(own);
    own.now();
    return () => {
      unfollow();
      own.end();
    };
  }, [key]);
  const again = useCallback(() => poll.current?.now(), []);
  return [known.of === key ? known : { isResting: false }, again];
}

/** Asks for something once. */
export function useOnce<T>(key: string, ask: () => Promise<T>): [Polled<T>, () => void] {
  return usePoll(key, ask, () => null);
}

/** Something that somebody asks for by a button, and how it ended. */
export interface Action<A extends unknown[]> {
  isRunning: boolean;
  failure: Failure | null;
  /** Whether the last run succeeded. */
  isDone: boolean;
  run(...values: A): Promise<void>;
}

/** Runs something at somebody's word, once at a time. */
export function useAction<A extends unknown[]>(act: (...values: A) => Promise<unknown>): Action<A> {
  const { keyFailed } = useConsole();
  const [state, setState] = useState<Omit<Action<A>, 'run'>>({
    isRunning: false,
    failure: null,
    isDone: false,
  });
  async function run(...values: A): Promise<void> {
    setState({ isRunning: true, failure: null, isDone: false });
    try {
      await act(...values);
      setState({ isRunning: false, failure: null, isDone: true });
    } catch (e) {
      const failure = failureOf(e);
      setState({ isRunning: false, failure, isDone: false });
      if (failure.kind === 'key') {
        keyFailed();
      }
    }
  }
  return { ...state, run };
}

/** The time, once a second; it stands still while the page is hidden. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) {
        setNow(Date.now());
      }
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
