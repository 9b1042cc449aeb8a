/**
 * Files that the host puts into the page before it calls an operation, through a file chooser that
 * nobody sees: so no byte of them is written out as text on the way.
 */
export class StagedFiles {
  readonly #choosers = new Map<string, HTMLInputElement>();

  constructor(private readonly window: Window) {}

  /** Where the host puts a command's files. */
  chooser(commandId: string): HTMLInputElement {
    const chooser = this.window.document.createElement('input');
    chooser.type = 'file';
    chooser.multiple = true;
    this.#choosers.set(commandId, chooser);
    return chooser;
  }

  /** The files of a command, once. */
  take(commandId: string): readonly File[] {
    const files = this.#choosers.get(commandId)?.files;
    this.#choosers.delete(commandId);
    return [...(files ?? [])];
  }
}
