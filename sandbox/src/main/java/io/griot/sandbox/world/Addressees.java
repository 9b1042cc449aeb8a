package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Refusal.Reason;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds the recipients of messages. */
public final class Addressees {
  private final Accounts accounts;
  private final Groups groups;
  private final Channels channels;
  private final Blocks blocks;

  Addressees(Accounts accounts, Groups groups, Channels channels, Blocks blocks) {
    this.accounts = accounts;
    this.groups = groups;
    this.channels = channels;
    this.blocks = blocks;
  }

  /** The first acknowledgements of a message, for all recipients. */
  Map<Jid, Ack> acks(Jid sender, Jid to) {
    boolean toMany = to.isGroup() || to.isPublic();
    Ack first = first(to);
    Map<Jid, Ack> acks = new LinkedHashMap<>();
    of(sender, to).stream()
        .filter(recipient -> toMany || !blocks.has(recipient, sender))
        .forEach(recipient -> acks.put(recipient, first));
    return acks;
  }

  /**
   * The first acknowledgement. Messages to the public need no reader; for status posts, viewers are
   * known.
   */
  private static Ack first(Jid to) {
    if (to.isStatus()) {
      return Ack.DEVICE;
    }
    return to.isPublic() ? Ack.READ : Ack.SERVER;
  }

  /**
   * The recipients of a message to this LID, group, channel or the status posts.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public Set<Jid> of(Jid sender, Jid to) {
    Set<Jid> recipients = new LinkedHashSet<>();
    if (to.isGroup()) {
      Group group = groups.get(to);
      if (groups.requireParticipant(group, sender).role() == Role.MEMBER
          && group.rules().announce()) {
        throw new Refusal(Reason.NOT_AN_ADMIN);
      }
      group.participants().forEach(p -> recipients.add(p.lid()));
    } else if (to.isChannel()) {
      channels
          .lookedAfter(sender, to)
          .followers()
          .forEach(follower -> recipients.add(follower.lid()));
    } else if (to.isStatus()) {
      accounts.addressBook(sender).stream()
          .filter(contact -> !blocks.has(sender, contact) && !blocks.has(contact, sender))
          .forEach(recipients::add);
    } else {
      recipients.add(to);
    }
    recipients.remove(sender);
    return recipients;
  }
}
