package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Channel.Staff;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Changes the admins of channels, by invitations and by their owners. */
public final class ChannelStaff {
  /** The validity of an invitation. */
  private static final Duration INVITATION = Duration.ofDays(7);

  private final Channels channels;
  private final Accounts accounts;
  private final Clock clock;

  ChannelStaff(Channels channels, Accounts accounts, Clock clock) {
    this.channels = channels;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Changes an admin: an owner's action on a person, or an admin's on itself.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}, {@code NOT_ON_WHATSAPP}, {@code
   *     INVITE_NOT_VALID}
   */
  public void change(Jid actor, Jid id, Request.AdminAction action, Jid who) {
    switch (action) {
      case INVITE -> invite(actor, id, who);
      case REVOKE -> revoke(actor, id, who);
      case DEMOTE -> demote(actor, id, who);
      case TRANSFER -> transfer(actor, id, who);
    }
  }

  /** The end, in unix seconds, of an invitation that is sent now. */
  public long invitationEnd() {
    return clock.instant().plus(INVITATION).getEpochSecond();
  }

  /** Invites a person to become an admin. */
  private void invite(Jid owner, Jid id, Jid who) {
    Channel channel = channels.owned(owner, id);
    Jid invitee = accounts.get(who).lid();
    if (!channel.isStaff(invitee)) {
      Staff staff = channel.staff();
      channels.put(
          channel.with(
              new Staff(
                  staff.owner(),
                  staff.admins(),
                  with(without(staff.invited(), invitee), invitee))));
    }
  }

  /** Revokes an invitation. */
  private void revoke(Jid owner, Jid id, Jid who) {
    Channel channel = channels.owned(owner, id);
    Jid invitee = accounts.get(who).lid();
    Staff staff = channel.staff();
    requireInvited(staff, invitee);
    channels.put(
        channel.with(new Staff(staff.owner(), staff.admins(), without(staff.invited(), invitee))));
  }

  /**
   * Makes the invited account an admin and a follower.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code INVITE_NOT_VALID}
   */
  public void accept(Jid account, Jid id) {
    requireInvited(channels.get(id).staff(), account);
    Channel channel = channels.follow(account, id);
    Staff staff = channel.staff();
    channels.put(
        channel.with(
            new Staff(
                staff.owner(), with(staff.admins(), account), without(staff.invited(), account))));
  }

  /** Removes an admin: by the owner, or by itself. */
  private void demote(Jid actor, Jid id, Jid who) {
    Jid admin = accounts.get(who).lid();
    Channel channel = actor.equals(admin) ? channels.get(id) : channels.owned(actor, id);
    Staff staff = channel.staff();
    requireAdmin(staff, admin);
    channels.put(
        channel.with(new Staff(staff.owner(), without(staff.admins(), admin), staff.invited())));
  }

  /** Makes an admin the owner, and the owner an admin. */
  private void transfer(Jid owner, Jid id, Jid who) {
    Channel channel = channels.owned(owner, id);
    Jid next = accounts.get(who).lid();
    Staff staff = channel.staff();
    requireAdmin(staff, next);
    List<Jid> admins = with(without(staff.admins(), next), owner);
    channels.put(channel.with(new Staff(next, admins, staff.invited())));
  }

  private static void requireInvited(Staff staff, Jid account) {
    if (!staff.invited().contains(account)) {
      throw new Refusal(Reason.INVITE_NOT_VALID);
    }
  }

  private static void requireAdmin(Staff staff, Jid account) {
    if (!staff.admins().contains(account)) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
  }

  private static List<Jid> with(List<Jid> all, Jid one) {
    return Stream.concat(all.stream(), Stream.of(one)).toList();
  }

  private static List<Jid> without(List<Jid> all, Jid one) {
    return all.stream().filter(each -> !each.equals(one)).toList();
  }
}
