/**
 * The simulated phones over HTTP, for tests and for the page at {@code /phones/ui}. JSON in and
 * out; an error is {@code {"success":false,"error":…}}. {@code {phone}} is a phone number (digits),
 * or an account's whole address; {@code {chat}} a phone number, a LID or a group.
 *
 * <table>
 * <caption>The interface</caption>
 * <tr><th>request</th><th>what it does</th></tr>
 * <tr><td>GET /phones</td><td>all accounts; {@code silenced} while a linked device says that it is in use</td></tr>
 * <tr><td>POST /phones {@code {pn, pushname, platform?, about?, delivers?, readsAtOnce?}}</td><td>a
 * new account</td></tr>
 * <tr><td>GET, PATCH /phones/{phone}</td><td>one account; its habits and name</td></tr>
 * <tr><td>GET, PUT /phones/{phone}/contacts {@code {pn, name}}</td><td>the address book</td></tr>
 * <tr><td>GET /phones/{phone}/chats</td><td>the chat list with the last message of each</td></tr>
 * <tr><td>POST /phones/{phone}/groups {@code {subject, participants}}</td><td>a new group</td></tr>
 * <tr><td>GET /phones/{phone}/groups/{group}</td><td>all about a group: members, settings, invite
 * code, who asks to be let in</td></tr>
 * <tr><td>PATCH /phones/{phone}/groups/{group} {@code {subject?, description?, announce?, restrict?,
 * membersAdd?, approval?}}</td><td>the owner changes it</td></tr>
 * <tr><td>POST /phones/{phone}/groups/{group}/members {@code {action, phones}}</td><td>{@code add},
 * {@code remove}, {@code promote}, {@code demote}, {@code approve}, {@code reject}; answers what
 * became of each</td></tr>
 * <tr><td>POST /phones/{phone}/groups/{group}/invite</td><td>another invite code; the old one is
 * void</td></tr>
 * <tr><td>POST /phones/{phone}/join {@code {code}}</td><td>the owner follows an invite link or a
 * private invitation: {@code {group, pending}}</td></tr>
 * <tr><td>GET, POST /phones/{phone}/channels {@code {name, description}}</td><td>the channels that the
 * owner has or follows; a new one</td></tr>
 * <tr><td>GET /phones/{phone}/channels/{channel}, POST …/follow</td><td>one channel; the owner follows
 * it</td></tr>
 * <tr><td>POST /phones/{phone}/channels/{channel}/admins {@code {action, phone}}</td><td>{@code invite},
 * {@code revoke} the invitation of, {@code demote} somebody, or {@code transfer} the channel</td></tr>
 * <tr><td>POST /phones/{phone}/channels/{channel}/accept</td><td>the owner becomes an admin of it</td></tr>
 * <tr><td>GET /phones/{phone}/statuses</td><td>the status posts that the owner sees; it posts to the
 * chat {@code status@broadcast}, and has seen those of others once it reads that chat</td></tr>
 * <tr><td>PUT /phones/{phone}/group-privacy {@code {contactsOnly}}</td><td>who may add the owner to
 * groups</td></tr>
 * <tr><td>PUT /phones/{phone}/number-privacy {@code {shownTo}}</td><td>who is told the owner's phone
 * number beside those who saved it: {@code partners} of a private chat, only {@code whoAsks} the server
 * about the LID, or {@code nobody}, as for people who go by a username</td></tr>
 * <tr><td>PUT /phones/{phone}/username {@code {username}}</td><td>the owner goes by this name from
 * now on, and nobody is told the phone number any more</td></tr>
 * <tr><td>GET /phones/{phone}/chats/{chat}/messages?limit=</td><td>the conversation; {@code
 * timesReceived} says how often the server was given the message, {@code notified} whether the phone
 * told its owner of it</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/messages {@code {text, id?, quotedId?}}</td><td>the
 * owner writes</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/media?type=&amp;caption=&amp;filename=&amp;duration=</td>
 * <td>the owner sends the body's bytes, of the request's {@code Content-Type}; {@code type} is WhatsApp's
 * ({@code image}, {@code video}, {@code audio}, {@code ptt}, {@code sticker}, {@code document}), by default
 * that of the content</td></tr>
 * <tr><td>GET /phones/{phone}/chats/{chat}/messages/{id}/media</td><td>a message's bytes; {@code DELETE
 * /media/{file}} with the end of its {@code directPath} lets the servers forget them</td></tr>
 * <tr><td>GET, PUT, DELETE /phones/{phone}/picture</td><td>the owner's profile picture: its bytes</td></tr>
 * <tr><td>GET, PUT, DELETE /phones/{phone}/chats/{chat}/picture</td><td>the picture of the other, or of
 * the group, which members may change</td></tr>
 * <tr><td>the same with {@code mentions?, groupMentions?, forwarded?}</td><td>numbers and groups that
 * the text names; that it was forwarded</td></tr>
 * <tr><td>the same with {@code unreadableUntil?}</td><td>no linked device can decrypt the text: until it
 * asks the owner for a {@code retry}, or until it asks its own phone for a {@code resend}</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/messages/{id}/repeat {@code {byNumber?}}</td><td>the owner's
 * phone sends a message once more under the same key, or under that of its phone number</td></tr>
 * <tr><td>PATCH, DELETE /phones/{phone}/chats/{chat}/messages/{id} {@code {text}}</td><td>the owner
 * edits, or deletes for everyone; an admin names another's by {@code ?sender=}</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/location {@code {latitude, longitude, name?,
 * address?}}</td><td>the owner sends a place</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/contact {@code {name, number}}</td><td>… a contact
 * card</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/poll {@code {name, options, multiple?}}</td><td>… a
 * poll</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/votes {@code {messageId, options}}</td><td>the owner
 * votes, by the options' names; none withdraws</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/order {@code {products: [{name, price, quantity}],
 * currency}}</td><td>the owner orders from the other's catalogue; prices in thousandths</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/payment {@code {amount1000, currency, note?}}</td><td>the
 * owner has paid the other</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/reactions {@code {messageId, text, sender?}}</td><td>the
 * owner reacts; empty text takes back</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/read</td><td>the owner reads</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/presence {@code {state}}</td><td>the owner types
 * ({@code composing}, {@code recording}, {@code paused})</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/calls {@code {video?}}</td><td>the owner calls; it rings,
 * and that is all</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/leave</td><td>the owner leaves the group</td></tr>
 * <tr><td>PATCH /phones/{phone}/chats/{chat} {@code {archived?, pinned?, muteExpiration?,
 * unreadCount?, labels?}}</td><td>the owner keeps the chat in order; {@code labels} are all it is to
 * carry</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/clear, DELETE …/chats/{chat}</td><td>the owner empties or
 * deletes the chat</td></tr>
 * <tr><td>GET, POST /phones/{phone}/labels {@code {name, color?}}</td><td>a business account's
 * labels; a new one</td></tr>
 * <tr><td>GET, PUT /phones/{phone}/blocked {@code {contact, blocked}}</td><td>whom the owner
 * blocks</td></tr>
 * <tr><td>GET /phones/{phone}/devices, DELETE …/devices/{device}</td><td>linked devices, with how
 * often each logged in while another socket of it was open ({@code takeovers}); logs one out</td></tr>
 * <tr><td>POST /phones/{phone}/scan</td><td>scans a QR code: its text as {@code text/plain} or {@code
 * {qr}}, or a picture as {@code image/png} or {@code image/jpeg}; answers when the page is linked,
 * 15 s at most</td></tr>
 * <tr><td>POST /phones/{phone}/link-code {@code {code}}</td><td>types a link code; answers as
 * scan</td></tr>
 * <tr><td>GET /phones/{phone}/changes?since=</td><td>answers when the phone shows something else
 * than at version {@code since}, after 25 s at the latest: {@code {version, typing, online}}</td></tr>
 * <tr><td>GET /phones/changes?since=</td><td>the same for all phones together: {@code
 * {version}}</td></tr>
 * <tr><td>POST /phones/{phone}/seed {@code {chats, messagesPerChat, contacts?}}</td><td>many new
 * people who have written to this phone, and others in its address book, for benchmarks</td></tr>
 * <tr><td>GET /phones/{phone}/faults, PUT {@code {deaf?, tooFast?, passkey?, ackDelayMillis?,
 * sendsFail?, backlogStays?}}</td><td>what goes wrong for its devices; {@code passkey}: a page that it scans is
 * asked for a passkey; {@code backlogStays}: pages that log in are not told that what was kept is through</td></tr>
 * <tr><td>GET, PUT /phones/{phone}/limits {@code {timelock?: {until, type}, capping?: {total, used,
 * cycleStart, cycleEnd}, ban?: {until, code, message}, quiet?}}</td><td>what WhatsApp limits the account in, in
 * unix seconds; what is absent is lifted. {@code quiet}: its pages are not told</td></tr>
 * <tr><td>GET /phones/{phone}/signal</td><td>the sessions that linked devices had with it and the
 * sender keys that it was given ({@code chains}, by id), and what it could not read and dropped without
 * a word to the sender ({@code dropped})</td></tr>
 * <tr><td>POST /phones/{phone}/chats/{chat}/messages/{id}/retry</td><td>asks the author's devices for a
 * message again, as a phone does that could not decrypt it</td></tr>
 * <tr><td>POST /phones/{phone}/faults/drop</td><td>cuts its devices' sockets</td></tr>
 * <tr><td>POST /phones/{phone}/faults/replace</td><td>ends its devices' connections as another login of
 * the same device does: their pages stop for good</td></tr>
 * <tr><td>GET, PUT /faults {@code {leaveOut?, slowStorage?, brokenBundles?, searchHangs?, uploadsHang?}}</td><td>of
 * pages loaded from now on: modules that they lack; whether their databases open too slowly, upon which
 * linked ones log themselves out and delete their data. Of all pages: loaders of late modules that bring
 * nothing; whether searches for texts never end, and uploads of files</td></tr>
 * </table>
 */
@NullMarked
package io.griot.sandbox.phones;

import org.jspecify.annotations.NullMarked;
