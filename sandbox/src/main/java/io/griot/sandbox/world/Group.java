package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group.
 *
 * @param announce whether only admins may write
 * @param restrict whether only admins may change what the group shows
 */
public record Group(
    Jid id,
    String subject,
    long subjectTime,
    Jid owner,
    long creation,
    @Nullable String desc,
    @Nullable String descId,
    boolean announce,
    boolean restrict,
    List<Participant> participants) {

  /** Copies the participants. */
  public Group {
    participants = List.copyOf(participants);
  }

  /** What a participant may do. */
  public enum Role {
    /** Write. */
    MEMBER,
    /** Change the group. */
    ADMIN,
    /** The creator, an admin whom nobody can demote. */
    SUPERADMIN
  }

  /** An account in the group, by its LID. */
  public record Participant(Jid lid, Role role) {}

  /** The account's place in the group, if it has one. */
  public Optional<Participant> participant(Jid lid) {
    return participants.stream().filter(p -> p.lid().equals(lid)).findFirst();
  }

  Group with(List<Participant> others) {
    return new Group(
        id, subject, subjectTime, owner, creation, desc, descId, announce, restrict, others);
  }
}
