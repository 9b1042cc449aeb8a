/** Time and the page's visibility, which tests have in their hands. */
export interface Surroundings {
  now(): number;
  after(ms: number, run: () => void): () => void;
  isHidden(): boolean;
}

/** The browser's. */
export const surroundings: Surroundings = {
  now: () => Date.now(),
  isHidden: () => document.hidden,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A part that polls, and is notified whether somebody is there. */
export interface Attentive {
  visibilityChanged(): void;
  touched(): void;
}

/** Tells it when the page goes out of sight or comes back, and when somebody touches it, until the result is called. */
export function follow(attentive: Attentive): () => void {
  const seen = () => attentive.visibilityChanged();
  const touched = () => attentive.touched();
  document.addEventListener('visibilitychange', seen);
  document.addEventListener('pointerdown', touched);
  document.addEventListener('keydown', touched);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    document.removeEventListener('pointerdown', touched);
    document.removeEventListener('keydown', touched);
  };
}
