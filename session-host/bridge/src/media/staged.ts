/**
 * Files that the host puts into the page before it calls an operation, through an invisible file
 * chooser: so their bytes are never serialised as text.
 */
export class StagedFiles {
  readonly #choosers = new Map<string, HTMLInputElement>();

  constructor(private readonly window: Window) {}

  /** The file chooser for a command's files. */
  chooser(commandId: string): HTMLInputElement {
    const chooser = this.window.document.createElement('input');
    chooser.type = 'file';
    chooser.multiple = true;
    this.#choosers.set(commandId, chooser);
    return chooser;
  }

  /** Removes and returns the files of a command. */
  take(commandId: string): readonly File[] {
    const files = this.#choosers.get(commandId)?.files;
    this.#choosers.delete(commandId);
    return [...(files ?? [])];
  }
}
