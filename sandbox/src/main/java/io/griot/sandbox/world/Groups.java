package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireGroup;
import io.griot.sandbox.protocol.WireGroup.WireParticipant;
import io.griot.sandbox.world.Group.Participant;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Groups and who is in them. */
public final class Groups {
  private static final long FIRST_ID = 120_363_000_000_000_000L;

  private final WorldStore store;
  private final Outbox outbox;
  private final Accounts accounts;
  private final Devices devices;
  private final Chats chats;
  private final Clock clock;
  private final RandomGenerator random;

  Groups(
      WorldStore store,
      Outbox outbox,
      Accounts accounts,
      Devices devices,
      Chats chats,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.outbox = outbox;
    this.accounts = accounts;
    this.devices = devices;
    this.chats = chats;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A new group of the owner and the others, each by phone number or LID.
   *
   * @throws Refusal {@code NOT_ON_WHATSAPP} when one of them is unknown
   */
  public Group create(Jid owner, String subject, List<Jid> others) {
    Jid creator = accounts.get(owner).lid();
    Set<Jid> lids = new LinkedHashSet<>();
    others.forEach(other -> lids.add(accounts.get(other).lid()));
    lids.remove(creator);
    List<Participant> participants = new ArrayList<>();
    participants.add(new Participant(creator, Role.SUPERADMIN));
    lids.forEach(lid -> participants.add(new Participant(lid, Role.MEMBER)));
    long now = clock.instant().getEpochSecond();
    Jid id = Jid.group(Long.toString(FIRST_ID + random.nextLong(1_000_000_000_000L)));
    Group group = new Group(id, subject, now, creator, now, null, null, false, false, participants);
    store.groups.put(group);
    participants.forEach(p -> chats.open(p.lid(), id));
    announce(group, participants);
    return group;
  }

  /** The group, if there is one. */
  public Optional<Group> find(Jid id) {
    return store.groups.get(id.value());
  }

  /**
   * The group.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}
   */
  Group get(Jid id) {
    return find(id).orElseThrow(() -> new Refusal(Reason.NO_SUCH_GROUP));
  }

  /**
   * Takes the account out of the group. What it has read there stays on its phone.
   *
   * @throws Refusal {@code NO_SUCH_GROUP}, {@code NOT_A_PARTICIPANT}
   */
  public Group leave(Jid account, Jid id) {
    Group before = get(id);
    requireParticipant(before, account);
    Group after =
        before.with(before.participants().stream().filter(p -> !p.lid().equals(account)).toList());
    store.groups.put(after);
    announce(after, before.participants());
    return after;
  }

  /**
   * The account's place in the group.
   *
   * @throws Refusal {@code NOT_A_PARTICIPANT}
   */
  Participant requireParticipant(Group group, Jid account) {
    return group.participant(account).orElseThrow(() -> new Refusal(Reason.NOT_A_PARTICIPANT));
  }

  /** The group as the account sees it. */
  public WireGroup wire(Group group, Jid viewer) {
    return new WireGroup(
        group.id(),
        group.subject(),
        group.subjectTime(),
        group.owner(),
        group.creation(),
        group.desc(),
        group.descId(),
        group.announce(),
        group.restrict(),
        group.participants().stream().map(p -> wire(p, viewer)).toList());
  }

  private WireParticipant wire(Participant participant, Jid viewer) {
    Jid lid = participant.lid();
    return new WireParticipant(
        lid,
        accounts.knowsNumber(viewer, lid) ? accounts.get(lid).pn() : null,
        participant.role() != Role.MEMBER,
        participant.role() == Role.SUPERADMIN);
  }

  private void announce(Group group, List<Participant> to) {
    for (Participant p : to) {
      devices.push(p.lid(), null, new Push.Group(wire(group, p.lid())));
      outbox.add(new WorldEvent.Changed(p.lid()));
    }
  }
}
