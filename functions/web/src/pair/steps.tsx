import { type Language, type Message, say } from '../messages';

/** The steps to take on the phone. */
export function Steps({
  kind,
  way,
  language,
}: {
  kind: 'android' | 'iphone';
  way: 'scan' | 'code';
  language: Language;
}) {
  const messages: Message[] = [
    'stepOpen',
    kind === 'iphone' ? 'stepSettingsIphone' : 'stepMenuAndroid',
    'stepDevices',
    ...(way === 'scan' ? (['stepScan'] as const) : (['stepNumber', 'stepType'] as const)),
  ];
  return (
    <ol class="steps">
      {messages.map((message) => (
        <li key={message}>{say(language, message)}</li>
      ))}
    </ol>
  );
}
