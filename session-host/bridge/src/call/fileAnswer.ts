/** An answer that is a file: the bytes of the API's answer. */
export class FileAnswer {
  /**
   * @param mimetype the type for the caller; null for JSON, as for ordinary answers
   * @param filename the file's name, if it has one
   */
  constructor(
    readonly blob: Blob,
    readonly mimetype: string | null,
    readonly filename?: string,
  ) {}
}

/** An answer whose JSON is written in parts. */
export function written<Answer extends object>(_type: Answer, json: Blob): Answer {
  return new FileAnswer(json, null) as object as Answer;
}
