package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group.Participant;
import io.griot.sandbox.world.Group.PastParticipant;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Adds and removes participants of groups, and changes their admins. */
public final class Memberships {
  /** The validity of a private invitation. */
  public static final Duration INVITE_LASTS = Duration.ofDays(3);

  private static final long FIRST_ID = 120_363_000_000_000_000L;

  private final WorldStore store;
  private final Accounts accounts;
  private final Chats chats;
  private final Groups groups;
  private final GroupNotices notices;
  private final InviteCodes codes;
  private final Clock clock;
  private final RandomGenerator random;

  Memberships(
      WorldStore store,
      Accounts accounts,
      Chats chats,
      Groups groups,
      GroupNotices notices,
      InviteCodes codes,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.accounts = accounts;
    this.chats = chats;
    this.groups = groups;
    this.notices = notices;
    this.codes = codes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The result for a person who was to be added, removed, promoted or demoted.
   *
   * @param code the code of WhatsApp's server: 200 done, 403 only by invitation, 404 not on
   *     WhatsApp or not in the group, 409 already in the group
   * @param invite the invitation for a 403
   */
  public record Result(Jid lid, int code, @Nullable PrivateInvite invite) {}

  /** A new group, and the result for each invited person. */
  public record Founded(Group group, List<Result> results) {}

  /**
   * Creates a group of the owner and others, each by phone number or LID. People whose privacy
   * forbids it get an invitation instead.
   *
   * @throws Refusal {@code NOT_ON_WHATSAPP} when one of them is unknown, {@code TOO_LONG}
   */
  public Founded create(Jid owner, String subject, List<Jid> others, Rules rules) {
    GroupRules.requireLength(subject, GroupRules.MAX_SUBJECT);
    Jid creator = accounts.get(owner).lid();
    Set<Jid> lids = new LinkedHashSet<>();
    others.forEach(other -> lids.add(accounts.get(other).lid()));
    lids.remove(creator);
    long now = now();
    Jid id = Jid.group(Long.toString(FIRST_ID + random.nextLong(1_000_000_000_000L)));
    List<Participant> members = new ArrayList<>();
    members.add(new Participant(creator, Role.SUPERADMIN));
    List<Result> results = new ArrayList<>();
    results.add(new Result(creator, 200, null));
    for (Jid lid : lids) {
      Result result = mayAdd(creator, lid) ? new Result(lid, 200, null) : invited(id, lid);
      results.add(result);
      if (result.code() == 200) {
        members.add(new Participant(lid, Role.MEMBER));
      }
    }
    Group group =
        new Group(
            id,
            subject,
            now,
            creator,
            now,
            null,
            rules,
            codes.next(),
            members,
            List.of(),
            List.of());
    members.forEach(p -> chats.open(p.lid(), id));
    groups.put(group, List.of());
    notices.write(group, "create", creator, subject);
    return new Founded(group, results);
  }

  /** {@link #create} of an open group. */
  public Group create(Jid owner, String subject, List<Jid> others) {
    return create(owner, subject, others, Rules.OPEN).group();
  }

  /** Sets whether only people in the account's address book may add it to groups. */
  public void setPrivacy(Jid account, boolean contactsOnly) {
    store.groupPrivacy.put(new GroupPrivacy(accounts.get(account).lid(), contactsOnly));
  }

  private boolean mayAdd(Jid actor, Jid other) {
    boolean contactsOnly =
        store.groupPrivacy.get(other.value()).map(GroupPrivacy::contactsOnly).orElse(false);
    return !contactsOnly || accounts.savedName(other, actor).isPresent();
  }

  private Result invited(Jid group, Jid lid) {
    PrivateInvite invite =
        store.privateInvites.put(
            new PrivateInvite(codes.next(), group, lid, now() + INVITE_LASTS.toSeconds()));
    return new Result(lid, 403, invite);
  }

  /**
   * Adds accounts, each by phone number or LID.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public List<Result> add(Jid actor, Jid id, List<Jid> others) {
    Group group = groups.get(id);
    if (!groups.requireParticipant(group, actor).isAdmin() && !group.rules().membersAdd()) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    List<Result> results = others.stream().map(other -> addable(actor, group, other)).toList();
    List<Jid> added = done(results);
    if (!added.isEmpty()) {
      letIn(group, added, "add", actor);
    }
    return results;
  }

  private Result addable(Jid actor, Group group, Jid other) {
    Jid lid = accounts.find(other).map(Account::lid).orElse(null);
    if (lid == null) {
      return new Result(other, 404, null);
    }
    if (group.participant(lid).isPresent()) {
      return new Result(lid, 409, null);
    }
    return mayAdd(actor, lid) ? new Result(lid, 200, null) : invited(group.id(), lid);
  }

  /** Adds accounts to the group, and removes them from the requests and the former participants. */
  Group letIn(Group group, List<Jid> lids, String subtype, Jid author) {
    List<Participant> members = new ArrayList<>(group.participants());
    lids.forEach(lid -> members.add(new Participant(lid, Role.MEMBER)));
    Group after =
        group
            .withParticipants(
                members, group.past().stream().filter(p -> !lids.contains(p.lid())).toList())
            .withRequests(group.requests().stream().filter(r -> !lids.contains(r.lid())).toList());
    lids.forEach(lid -> chats.open(lid, group.id()));
    groups.put(after, List.of());
    notices.write(after, subtype, author, lids, "");
    return after;
  }

  /**
   * Removes accounts from the group, except its creator.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public List<Result> remove(Jid actor, Jid id, List<Jid> others) {
    Group group = groups.get(id);
    groups.requireAdmin(group, actor);
    List<Result> results = others.stream().map(other -> changeable(group, other)).toList();
    List<Jid> removed = done(results);
    if (!removed.isEmpty()) {
      notices.write(group, "remove", actor, removed, "");
      without(group, removed, true);
    }
    return results;
  }

  /**
   * Removes the account itself from the group. Its messages stay on its phone.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}
   */
  public Group leave(Jid account, Jid id) {
    Group before = groups.get(id);
    groups.requireParticipant(before, account);
    notices.write(before, "leave", account, List.of(account), "");
    return without(before, List.of(account), false);
  }

  private Group without(Group group, List<Jid> gone, boolean removed) {
    List<PastParticipant> past = new ArrayList<>(group.past());
    past.removeIf(p -> gone.contains(p.lid()));
    gone.forEach(lid -> past.add(new PastParticipant(lid, now(), removed)));
    List<Participant> left =
        group.participants().stream().filter(p -> !gone.contains(p.lid())).toList();
    return groups.put(group.withParticipants(successor(left), past), gone);
  }

  /** Makes a remaining participant an admin when there is none left, as WhatsApp does. */
  private static List<Participant> successor(List<Participant> left) {
    if (left.isEmpty() || left.stream().anyMatch(Participant::isAdmin)) {
      return left;
    }
    List<Participant> members = new ArrayList<>(left);
    members.set(0, new Participant(left.getFirst().lid(), Role.ADMIN));
    return members;
  }

  /**
   * Promotes members to admins, or demotes them; the creator's role does not change.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public List<Result> setAdmins(Jid actor, Jid id, List<Jid> others, boolean admins) {
    Group group = groups.get(id);
    groups.requireAdmin(group, actor);
    List<Result> results = others.stream().map(other -> changeable(group, other)).toList();
    List<Jid> changed = done(results);
    if (!changed.isEmpty()) {
      Role role = admins ? Role.ADMIN : Role.MEMBER;
      List<Participant> members =
          group.participants().stream()
              .map(p -> changed.contains(p.lid()) ? new Participant(p.lid(), role) : p)
              .toList();
      Group after = groups.put(group.withParticipants(members, group.past()), List.of());
      notices.write(after, admins ? "promote" : "demote", actor, changed, "");
    }
    return results;
  }

  private Result changeable(Group group, Jid other) {
    Jid lid = accounts.find(other).map(Account::lid).orElse(other);
    return group
        .participant(lid)
        .map(p -> new Result(lid, p.role() == Role.SUPERADMIN ? 406 : 200, null))
        .orElseGet(() -> new Result(lid, 404, null));
  }

  private static List<Jid> done(List<Result> results) {
    return results.stream().filter(r -> r.code() == 200).map(Result::lid).distinct().toList();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
