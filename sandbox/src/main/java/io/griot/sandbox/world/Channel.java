package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel: its owner and admins write, all its followers read.
 *
 * @param about what it shows of itself
 * @param inviteCode what its public link ends with
 * @param creation unix seconds
 * @param staff who may write beside the followers
 * @param followers who reads it, its staff among them
 */
public record Channel(
    Jid id, About about, String inviteCode, long creation, Staff staff, List<Follower> followers) {

  /** Copies the followers. */
  public Channel {
    followers = List.copyOf(followers);
  }

  /**
   * What a channel shows of itself.
   *
   * @param reactions which reactions it takes: {@code all}, {@code basic} or {@code none}
   * @param picture a data URL, if it has one
   */
  public record About(
      String name, String description, String reactions, @Nullable String picture) {}

  /**
   * Who looks after a channel, by LID.
   *
   * @param invited who may become an admin and has not answered
   */
  public record Staff(Jid owner, List<Jid> admins, List<Jid> invited) {
    /** Copies the lists. */
    public Staff {
      admins = List.copyOf(admins);
      invited = List.copyOf(invited);
    }
  }

  /**
   * Somebody who reads the channel, or has its owner's view of it.
   *
   * @param unread how many of its messages came since the account last looked
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

  /** What the account is to the channel: {@code owner}, {@code admin}, … */
  public String membership(Jid lid) {
    if (staff.owner().equals(lid)) {
      return "owner";
    }
    if (staff.admins().contains(lid)) {
      return "admin";
    }
    return follower(lid).isPresent() ? "subscriber" : "guest";
  }

  /** Whether the account may write and change what the channel shows. */
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
