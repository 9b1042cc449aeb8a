// Sends a message and reads it back, through the client that OpenAPI Generator makes for TypeScript. Takes the key,
// the chat and the text from the environment; the API's address is the one in the description.
import { ChatApi, ClientApi, Configuration, SessionApi } from './client';

declare const process: { env: Record<string, string> };

async function main(): Promise<void> {
  const configuration = new Configuration({ apiKey: process.env.KEY });
  const account = new ClientApi(configuration);
  const sessionId = process.env.SESSION;
  const chatId = process.env.CHAT;

  const status = await new SessionApi(configuration).sessionStatus({ sessionId });
  const sent = await account.clientSendMessage({
    sessionId,
    sendMessageRequest: { contentType: 'string', chatId, content: process.env.TEXT },
  });
  const fetched = await new ChatApi(configuration).chatFetchMessages({
    sessionId,
    fetchMessagesRequest: { chatId, searchOptions: { limit: 20 } },
  });
  const { chats } = await account.clientGetChats({ sessionId });
  const { contacts } = await account.clientGetContacts({ sessionId });
  console.log(
    JSON.stringify({
      state: status.state,
      sent: sent.message?.id.id,
      fetched: fetched.messages.map((message) => message.id.id),
      groups: chats.filter((chat) => chat.isGroup).map((chat) => chat.groupMetadata?.participants.length),
      contacts: contacts.length,
    }),
  );
}

void main();
