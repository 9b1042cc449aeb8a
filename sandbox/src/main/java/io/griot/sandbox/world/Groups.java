package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireGroup;
import io.griot.sandbox.protocol.WireGroup.WireParticipant;
import io.griot.sandbox.protocol.WireGroup.WirePastParticipant;
import io.griot.sandbox.world.Group.Description;
import io.griot.sandbox.world.Group.Participant;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Refusal.Reason;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The groups, and each participant's view of them. */
public final class Groups {
  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;

  Groups(WorldStore store, Accounts accounts, Devices devices) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
  }

  /** The group, if there is one. */
  public Optional<Group> find(Jid id) {
    return store.groups.get(id.value());
  }

  /** The group whose invite link ends with this code, if there is one. */
  public Optional<Group> byInviteCode(String code) {
    return store.groups.all().stream().filter(g -> g.inviteCode().equals(code)).findFirst();
  }

  /**
   * The group.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}
   */
  public Group get(Jid id) {
    return find(id).orElseThrow(() -> new Refusal(Reason.NO_SUCH_GROUP));
  }

  /**
   * The account's participation in the group.
   *
   * @throws Refusal {@code NOT_A_PARTICIPANT}
   */
  Participant requireParticipant(Group group, Jid account) {
    return group.participant(account).orElseThrow(() -> new Refusal(Reason.NOT_A_PARTICIPANT));
  }

  /**
   * Checks that the account is an admin of the group.
   *
   * @throws Refusal {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  void requireAdmin(Group group, Jid account) {
    if (!requireParticipant(group, account).isAdmin()) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
  }

  /** Stores the group, and tells its current and former participants. */
  Group put(Group group, Collection<Jid> formerMembers) {
    store.groups.put(group);
    Set<Jid> told = new LinkedHashSet<>();
    group.participants().forEach(p -> told.add(p.lid()));
    told.addAll(formerMembers);
    for (Jid member : told) {
      devices.push(member, null, new Push.Group(wire(group, member)));
    }
    return group;
  }

  /** The group as the account sees it. */
  public WireGroup wire(Group group, Jid viewer) {
    Description description = group.description();
    return new WireGroup(
        group.id(),
        group.subject(),
        group.subjectTime(),
        group.owner(),
        group.creation(),
        description == null ? null : description.text(),
        description == null ? null : description.id(),
        description == null ? null : description.t(),
        description == null ? null : description.author(),
        group.rules().announce(),
        group.rules().restrict(),
        group.rules().membersAdd() ? "all_member_add" : "admin_add",
        group.rules().approval(),
        group.rules().ephemeralSeconds(),
        group.participants().stream().map(p -> wire(p, viewer)).toList(),
        group.past().stream()
            .map(p -> new WirePastParticipant(p.lid(), p.t(), p.removed() ? "Removed" : "Left"))
            .toList());
  }

  private WireParticipant wire(Participant participant, Jid viewer) {
    Jid lid = participant.lid();
    return new WireParticipant(
        lid,
        accounts.knowsNumber(viewer, lid) ? accounts.get(lid).pn() : null,
        participant.isAdmin(),
        participant.role() == Role.SUPERADMIN);
  }
}
