package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as one of its participants sees it; times in unix seconds.
 *
 * @param descOwner the LID of the description's author
 * @param memberAddMode {@code admin_add} or {@code all_member_add}
 * @param ephemeralDuration the lifetime of messages in seconds; 0 for unlimited
 */
public record WireGroup(
    Jid id,
    String subject,
    long subjectTime,
    Jid owner,
    long creation,
    @Nullable String desc,
    @Nullable String descId,
    @Nullable Long descTime,
    @Nullable Jid descOwner,
    boolean announce,
    boolean restrict,
    String memberAddMode,
    boolean membershipApprovalMode,
    long ephemeralDuration,
    List<WireParticipant> participants,
    List<WirePastParticipant> pastParticipants) {

  /** Copies the participants. */
  public WireGroup {
    participants = List.copyOf(participants);
    pastParticipants = List.copyOf(pastParticipants);
  }

  /** A former participant, with the reason: {@code Left} or {@code Removed}. */
  public record WirePastParticipant(Jid lid, long leaveTs, String leaveReason) {}

  /** A participant; {@code pn} is null when the account may not know it. */
  public record WireParticipant(Jid lid, @Nullable Jid pn, boolean isAdmin, boolean isSuperAdmin) {}
}
