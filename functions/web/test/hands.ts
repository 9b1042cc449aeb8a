import type { Surroundings } from '../src/surroundings';

/** Time in the test's hands: what is due runs when it is said that so much has passed. */
export class Hands implements Surroundings {
  time = 0;
  hidden = false;
  due: { at: number; run: () => void } | null = null;

  now = () => this.time;
  isHidden = () => this.hidden;
  after = (ms: number, run: () => void) => {
    const entry = { at: this.time + ms, run };
    this.due = entry;
    return () => {
      if (this.due === entry) {
        this.due = null;
      }
    };
  };

  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    while (this.due !== null && this.due.at <= end) {
      const { at, run } = this.due;
      this.time = at;
      this.due = null;
      run();
      await settled();
    }
    this.time = end;
  }
}

export const settled = () => new Promise((resolve) => setImmediate(resolve));
