package io.griot.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Writes a group's own events into its conversation: joins, leaves, a new subject. WhatsApp Web
 * shows them as messages of type {@code gp2}, each with a subtype.
 */
final class GroupNotices {
  private static final int ID_BYTES = 9;

  private final Messages messages;
  private final RandomGenerator random;

  GroupNotices(Messages messages, RandomGenerator random) {
    this.messages = messages;
    this.random = random;
  }

  /**
   * Writes a notice into the conversation of all members.
   *
   * @param subtype WhatsApp Web's name: {@code create}, {@code add}, {@code invite}, …
   * @param author the account that acted
   * @param concerned the accounts affected
   * @param text the new subject or description, or empty
   */
  void write(Group group, String subtype, Jid author, Collection<Jid> concerned, String text) {
    ArrayNode recipients = ProtocolJson.MAPPER.createArrayNode();
    concerned.forEach(lid -> recipients.add(lid.value()));
    Map<String, JsonNode> attributes =
        Map.of(
            "subtype",
            ProtocolJson.MAPPER.getNodeFactory().textNode(subtype),
            "recipients",
            recipients);
    Draft draft = new Draft(nextId(), group.id(), "gp2", text, attributes, null);
    messages.note(author, draft, group.members());
  }

  /** Writes a notice that affects nobody in particular. */
  void write(Group group, String subtype, Jid author, String text) {
    write(group, subtype, author, List.of(), text);
  }

  private String nextId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
