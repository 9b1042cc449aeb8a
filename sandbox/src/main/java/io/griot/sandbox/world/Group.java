package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group; times in unix seconds.
 *
 * @param description null while there is none
 * @param inviteCode the end of the invite link
 * @param participants the current participants
 * @param past the former participants, each once
 * @param requests the requests to join
 */
public record Group(
    Jid id,
    String subject,
    long subjectTime,
    Jid owner,
    long creation,
    @Nullable Description description,
    Rules rules,
    String inviteCode,
    List<Participant> participants,
    List<PastParticipant> past,
    List<JoinRequest> requests) {

  /** Copies the lists. */
  public Group {
    participants = List.copyOf(participants);
    past = List.copyOf(past);
    requests = List.copyOf(requests);
  }

  /** The role of a participant. */
  public enum Role {
    /** May write. */
    MEMBER,
    /** May change the group. */
    ADMIN,
    /** The creator, an admin who cannot be demoted. */
    SUPERADMIN
  }

  /** An account in the group, by its LID. */
  public record Participant(Jid lid, Role role) {
    /** Whether the participant may change the group. */
    boolean isAdmin() {
      return role != Role.MEMBER;
    }
  }

  /** A former participant. */
  public record PastParticipant(Jid lid, long t, boolean removed) {}

  /** A request to join, for an admin to decide. */
  public record JoinRequest(Jid lid, long t) {}

  /** A version of the group's description, with its own id. */
  public record Description(String text, String id, long t, Jid author) {}

  /**
   * The permissions in a group.
   *
   * @param announce whether only admins may write
   * @param restrict whether only admins may change the group's details
   * @param membersAdd whether all members may add others
   * @param approval whether an admin must approve those who join by the invite link
   * @param ephemeralSeconds the lifetime of messages; 0 for unlimited
   */
  public record Rules(
      boolean announce,
      boolean restrict,
      boolean membersAdd,
      boolean approval,
      long ephemeralSeconds) {
    /** The permissions of a new group on WhatsApp. */
    public static final Rules OPEN = new Rules(false, false, true, false, 0);
  }

  /** The account's participation in the group, if it is in it. */
  public Optional<Participant> participant(Jid lid) {
    return participants.stream().filter(p -> p.lid().equals(lid)).findFirst();
  }

  /** The LIDs of all participants. */
  public Set<Jid> members() {
    return participants.stream().map(Participant::lid).collect(Collectors.toUnmodifiableSet());
  }

  Group withSubject(String text, long time) {
    return with(text, time, description, rules, inviteCode, participants, past, requests);
  }

  Group withDescription(@Nullable Description other) {
    return with(subject, subjectTime, other, rules, inviteCode, participants, past, requests);
  }

  Group withRules(Rules others) {
    return with(
        subject, subjectTime, description, others, inviteCode, participants, past, requests);
  }

  Group withInviteCode(String code) {
    return with(subject, subjectTime, description, rules, code, participants, past, requests);
  }

  Group withParticipants(List<Participant> others, List<PastParticipant> gone) {
    return with(subject, subjectTime, description, rules, inviteCode, others, gone, requests);
  }

  Group withRequests(List<JoinRequest> others) {
    return with(subject, subjectTime, description, rules, inviteCode, participants, past, others);
  }

  /** A copy with all parts that can change. */
  private Group with(
      String name,
      long named,
      @Nullable Description about,
      Rules allowed,
      String code,
      List<Participant> members,
      List<PastParticipant> gone,
      List<JoinRequest> asking) {
    return new Group(id, name, named, owner, creation, about, allowed, code, members, gone, asking);
  }
}
