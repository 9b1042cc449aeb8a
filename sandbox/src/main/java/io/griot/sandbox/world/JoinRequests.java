package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group.JoinRequest;
import io.griot.sandbox.world.Memberships.Result;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Joins groups by a link or an invitation, at once or after an admin's approval. */
public final class JoinRequests {
  private final WorldStore store;
  private final Accounts accounts;
  private final Groups groups;
  private final Memberships memberships;
  private final GroupNotices notices;
  private final Clock clock;

  JoinRequests(
      WorldStore store,
      Accounts accounts,
      Groups groups,
      Memberships memberships,
      GroupNotices notices,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.groups = groups;
    this.memberships = memberships;
    this.notices = notices;
    this.clock = clock;
  }

  /** The group, and whether the account waits for an admin. */
  public record Joined(Jid group, boolean pending) {}

  /**
   * Joins a group by an invite link or a private invitation. A participant stays one.
   *
   * @throws Refusal {@code INVITE_NOT_VALID}
   */
  public Joined join(Jid who, String code) {
    Jid account = accounts.get(who).lid();
    PrivateInvite invite = store.privateInvites.get(code).orElse(null);
    if (invite != null) {
      return accept(account, invite);
    }
    Group group = invited(code);
    if (group.participant(account).isPresent()) {
      return new Joined(group.id(), false);
    }
    if (!group.rules().approval()) {
      memberships.letIn(group, List.of(account), "invite", account);
      return new Joined(group.id(), false);
    }
    ask(group, account);
    return new Joined(group.id(), true);
  }

  /**
   * The group of an invite link.
   *
   * @throws Refusal {@code INVITE_NOT_VALID}
   */
  public Group invited(String code) {
    return groups.byInviteCode(code).orElseThrow(() -> new Refusal(Reason.INVITE_NOT_VALID));
  }

  private Joined accept(Jid account, PrivateInvite invite) {
    long now = clock.instant().getEpochSecond();
    if (!invite.invitee().equals(account) || invite.expires() < now) {
      throw new Refusal(Reason.INVITE_NOT_VALID);
    }
    store.privateInvites.remove(invite.code());
    Group group = groups.get(invite.group());
    if (group.participant(account).isEmpty()) {
      memberships.letIn(group, List.of(account), "invite", account);
    }
    return new Joined(group.id(), false);
  }

  private void ask(Group group, Jid account) {
    if (group.requests().stream().anyMatch(r -> r.lid().equals(account))) {
      return;
    }
    List<JoinRequest> requests = new ArrayList<>(group.requests());
    requests.add(new JoinRequest(account, clock.instant().getEpochSecond()));
    Group asked = groups.put(group.withRequests(requests), List.of());
    notices.write(asked, "membership_approval_request", account, List.of(account), "");
  }

  /**
   * The requests to join.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public List<JoinRequest> pending(Jid actor, Jid id) {
    Group group = groups.get(id);
    groups.requireAdmin(group, actor);
    return group.requests();
  }

  /**
   * Approves or rejects requests to join; the result is 200, or 404 for a person without a request.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public List<Result> decide(Jid actor, Jid id, List<Jid> others, boolean approve) {
    Group group = groups.get(id);
    groups.requireAdmin(group, actor);
    List<Jid> asking = group.requests().stream().map(JoinRequest::lid).toList();
    List<Result> results =
        others.stream()
            .map(other -> accounts.find(other).map(Account::lid).orElse(other))
            .map(lid -> new Result(lid, asking.contains(lid) ? 200 : 404, null))
            .toList();
    List<Jid> decided =
        results.stream().filter(r -> r.code() == 200).map(Result::lid).distinct().toList();
    if (!decided.isEmpty() && approve) {
      memberships.letIn(group, decided, "add", actor);
    } else if (!decided.isEmpty()) {
      groups.put(
          group.withRequests(
              group.requests().stream().filter(r -> !decided.contains(r.lid())).toList()),
          List.of());
    }
    return results;
  }
}
