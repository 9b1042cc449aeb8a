package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group as one of its participants sees it; times in unix seconds. */
public record WireGroup(
    Jid id,
    String subject,
    long subjectTime,
    Jid owner,
    long creation,
    @Nullable String desc,
    @Nullable String descId,
    boolean announce,
    boolean restrict,
    List<WireParticipant> participants) {

  /** Copies the participants. */
  public WireGroup {
    participants = List.copyOf(participants);
  }

  /** A participant; {@code pn} is null when the account may not know it. */
  public record WireParticipant(Jid lid, @Nullable Jid pn, boolean isAdmin, boolean isSuperAdmin) {}
}
