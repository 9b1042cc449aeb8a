package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel: its owner and admins write, all its followers read.
 *
 * @param about its public details
 * @param inviteCode the end of its public link
 * @param creation unix seconds
 * @param staff the owner and the admins
 * @param followers the readers, its staff included
 */
public record Channel(
    Jid id, About about, String inviteCode, long creation, Staff staff, List<Follower> followers) {

  /** Copies the followers. */
  public Channel {
    followers = List.copyOf(followers);
  }

  /**
   * The public details of a channel.
   *
   * @param reactions the allowed reactions: {@code all}, {@code basic} or {@code none}
   * @param picture a data URL; null for none
   */
  public record About(
      String name, String description, String reactions, @Nullable String picture) {}

  /**
   * The owner and admins of a channel, by LID.
   *
   * @param invited the accounts invited to become an admin that have not answered
   */
  public record Staff(Jid owner, List<Jid> admins, List<Jid> invited) {
    /** Copies the lists. */
    public Staff {
      admins = List.copyOf(admins);
      invited = List.copyOf(invited);
    }
  }

  /**
   * A reader of the channel, or its owner.
   *
   * @param unread the number of messages since the account last read the channel
   */
  public record Follower(Jid lid, boolean muted, int unread) {
    Follower muted(boolean other) {
      return new Follower(lid, other, unread);
    }

    Follower unread(int other) {
      return new Follower(lid, muted, other);
    }
  }

  /** The account's own view of the channel, if it follows or owns it. */
  public Optional<Follower> follower(Jid lid) {
    return followers.stream().filter(f -> f.lid().equals(lid)).findFirst();
  }

  /** The account's role in the channel: {@code owner}, {@code admin}, … */
  public String membership(Jid lid) {
    if (staff.owner().equals(lid)) {
      return "owner";
    }
    if (staff.admins().contains(lid)) {
      return "admin";
    }
    return follower(lid).isPresent() ? "subscriber" : "guest";
  }

  /** Whether the account may write, and change the channel's details. */
  public boolean isStaff(Jid lid) {
    return staff.owner().equals(lid) || staff.admins().contains(lid);
  }

  Channel withFollowers(List<Follower> others) {
    return new Channel(id, about, inviteCode, creation, staff, others);
  }

  Channel with(About other) {
    return new Channel(id, other, inviteCode, creation, staff, followers);
  }

  Channel with(Staff other) {
    return new Channel(id, about, inviteCode, creation, other, followers);
  }
}
