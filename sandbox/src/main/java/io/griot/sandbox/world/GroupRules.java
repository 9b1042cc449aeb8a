package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group.Description;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes groups' subjects, descriptions, permissions and invite links. */
public final class GroupRules {
  /** The longest subject, in UTF-16 units. */
  public static final int MAX_SUBJECT = 100;

  /** The longest description. */
  public static final int MAX_DESCRIPTION = 2048;

  private final Groups groups;
  private final GroupNotices notices;
  private final InviteCodes codes;
  private final Clock clock;

  GroupRules(Groups groups, GroupNotices notices, InviteCodes codes, Clock clock) {
    this.groups = groups;
    this.notices = notices;
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * Changes the group's subject.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}, {@code
   *     TOO_LONG}
   */
  public Group rename(Jid actor, Jid id, String subject) {
    Group group = editable(actor, id);
    requireLength(subject, MAX_SUBJECT);
    Group renamed = groups.put(group.withSubject(subject, now()), List.of());
    notices.write(renamed, "subject", actor, subject);
    return renamed;
  }

  /**
   * Changes the group's description; an empty text removes it.
   *
   * @param previous the id of the description to be replaced, as the caller knows it; null for any
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}, {@code
   *     TOO_LONG}, {@code CHANGED_MEANWHILE} when the current one differs from {@code previous}
   */
  public Group describe(
      Jid actor, Jid id, String text, String descriptionId, @Nullable String previous) {
    Group group = editable(actor, id);
    requireLength(text, MAX_DESCRIPTION);
    String current = Optional.ofNullable(group.description()).map(Description::id).orElse(null);
    if (previous != null && !previous.equals(current)) {
      throw new Refusal(Reason.CHANGED_MEANWHILE);
    }
    Description fresh = text.isEmpty() ? null : new Description(text, descriptionId, now(), actor);
    Group described = groups.put(group.withDescription(fresh), List.of());
    notices.write(described, "description", actor, text);
    return described;
  }

  /**
   * Changes the group's permissions.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public Group set(Jid actor, Jid id, Rules rules) {
    Group before = groups.get(id);
    groups.requireAdmin(before, actor);
    Group after = groups.put(before.withRules(rules), List.of());
    if (before.rules().announce() != rules.announce()) {
      notices.write(after, "announce", actor, rules.announce() ? "on" : "off");
    }
    if (before.rules().restrict() != rules.restrict()) {
      notices.write(after, "restrict", actor, rules.restrict() ? "on" : "off");
    }
    if (before.rules().approval() != rules.approval()) {
      notices.write(after, "membership_approval_mode", actor, rules.approval() ? "on" : "off");
    }
    return after;
  }

  /**
   * The end of the group's invite link.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public String inviteCode(Jid actor, Jid id) {
    Group group = groups.get(id);
    if (!groups.requireParticipant(group, actor).isAdmin() && !group.rules().membersAdd()) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    return group.inviteCode();
  }

  /**
   * Gives the group a new invite link; the old one becomes invalid.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public String revokeInvite(Jid actor, Jid id) {
    Group group = groups.get(id);
    groups.requireAdmin(group, actor);
    Group after = groups.put(group.withInviteCode(codes.next()), List.of());
    notices.write(after, "revoke_invite", actor, "");
    return after.inviteCode();
  }

  /** {@link #describe} from a phone, which replaces any current description. */
  public Group describe(Jid actor, Jid id, String text) {
    return describe(actor, id, text, codes.next(), null);
  }

  private Group editable(Jid actor, Jid id) {
    Group group = groups.get(id);
    if (!groups.requireParticipant(group, actor).isAdmin() && group.rules().restrict()) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    return group;
  }

  static void requireLength(String text, int max) {
    if (text.length() > max) {
      throw new Refusal(Reason.TOO_LONG);
    }
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
