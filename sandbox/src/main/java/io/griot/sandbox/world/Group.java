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
 * @param inviteCode what the invite link ends with
 * @param participants who is in it
 * @param past who was in it, each once
 * @param requests who asked to be let in
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
  public record Participant(Jid lid, Role role) {
    /** Whether it may change the group. */
    boolean isAdmin() {
      return role != Role.MEMBER;
    }
  }

  /** An account that is not in the group any more. */
  public record PastParticipant(Jid lid, long t, boolean removed) {}

  /** An account that an admin has to let in. */
  public record JoinRequest(Jid lid, long t) {}

  /** What the group is about, each version with an id of its own. */
  public record Description(String text, String id, long t, Jid author) {}

  /**
   * What is allowed in the group.
   *
   * @param announce whether only admins may write
   * @param restrict whether only admins may change what the group shows
   * @param membersAdd whether all may add others
   * @param approval whether admins let in those who come by the invite link
   * @param ephemeralSeconds how long messages stay; 0 for always
   */
  public record Rules(
      boolean announce,
      boolean restrict,
      boolean membersAdd,
      boolean approval,
      long ephemeralSeconds) {
    /** What a new group of WhatsApp's begins with. */
    public static final Rules OPEN = new Rules(false, false, true, false, 0);
  }

  /** The account's place in the group, if it has one. */
  public Optional<Participant> participant(Jid lid) {
    return participants.stream().filter(p -> p.lid().equals(lid)).findFirst();
  }

  /** The LIDs of all who are in it. */
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

  /** The same group with all that can change. */
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
