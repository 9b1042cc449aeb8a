package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel: its owner writes, its followers read.
 *
 * @param inviteCode what its public link ends with
 * @param creation unix seconds
 * @param reactions which reactions it takes: {@code all}, {@code basic} or {@code none}
 * @param picture a data URL, if it has one
 */
public record Channel(
    Jid id,
    String name,
    String description,
    String inviteCode,
    Jid owner,
    long creation,
    String reactions,
    @Nullable String picture,
    List<Follower> followers) {

  /** Copies the followers. */
  public Channel {
    followers = List.copyOf(followers);
  }

  /** Somebody who reads the channel, or has its owner's view of it. */
  public record Follower(Jid lid, boolean muted) {}

  /** The account's own view of the channel, if it follows or owns it. */
  public Optional<Follower> follower(Jid lid) {
    return followers.stream().filter(f -> f.lid().equals(lid)).findFirst();
  }

  Channel withFollowers(List<Follower> others) {
    return new Channel(
        id, name, description, inviteCode, owner, creation, reactions, picture, others);
  }

  Channel with(String otherName, String otherDescription, String otherReactions) {
    return new Channel(
        id,
        otherName,
        otherDescription,
        inviteCode,
        owner,
        creation,
        otherReactions,
        picture,
        followers);
  }
}
