/** An answer that is a file: the whole body of the API's answer, as its bytes are. */
export class FileAnswer {
  /**
   * @param mimetype what the caller is told that it is; null: JSON, as all answers are
   * @param filename what it is called, if anything
   */
  constructor(
    readonly blob: Blob,
    readonly mimetype: string | null,
    readonly filename?: string,
  ) {}
}

/** An answer of which somebody has written the JSON, in parts that are together what it says. */
export function written<Answer extends object>(_type: Answer, json: Blob): Answer {
  return new FileAnswer(json, null) as object as Answer;
}
