import { type Language, type Message, say } from '../messages';

const CASES: readonly (readonly [Message, Message])[] = [
  ['helpDevices', 'helpDevicesDo'],
  ['helpInvalid', 'helpInvalidDo'],
  ['helpPasskey', 'helpPasskeyDo'],
  ['helpNothing', 'helpNothingDo'],
];

/** Answers to messages on the phone that this page cannot see. */
export function Help({ language }: { language: Language }) {
  return (
    <section class="help">
      <h2>{say(language, 'help')}</h2>
      {CASES.map(([question, answer]) => (
        <details key={question}>
          <summary>{say(language, question)}</summary>
          <p>{say(language, answer)}</p>
        </details>
      ))}
    </section>
  );
}
