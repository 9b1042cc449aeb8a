"""Sends a message and reads it back, through the client that OpenAPI Generator makes for Python.

Takes the key, the chat and the text from the environment; the API's address is the one in the description.
"""

import json
import os

import openapi_client as griot

configuration = griot.Configuration(api_key={"apiKey": os.environ["KEY"]})
session = os.environ["SESSION"]
chat = os.environ["CHAT"]

with griot.ApiClient(configuration) as client:
    account = griot.ClientApi(client)
    status = griot.SessionApi(client).session_status(session)
    text = griot.SendMessageRequestText(contentType="string", chatId=chat, content=os.environ["TEXT"])
    sent = account.client_send_message(session, griot.SendMessageRequest(text))
    options = griot.SearchOptions(limit=20)
    fetched = griot.ChatApi(client).chat_fetch_messages(
        session, griot.FetchMessagesRequest(chatId=chat, searchOptions=options)
    )
    chats = account.client_get_chats(session).chats
    contacts = account.client_get_contacts(session).contacts
    print(
        json.dumps(
            {
                "state": status.state,
                "sent": sent.message.id.id,
                "fetched": [message.id.id for message in fetched.messages],
                "groups": [len(chat.group_metadata.participants) for chat in chats if chat.is_group],
                "contacts": len(contacts),
            }
        )
    )
