package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireChannel;
import io.griot.sandbox.world.Channel.Follower;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Channels, their owners and followers. */
public final class Channels {
  /** The longest name, in UTF-16 units. */
  public static final int MAX_NAME = 100;

  private static final long FIRST_ID = 120_363_400_000_000_000L;

  private final WorldStore store;
  private final Outbox outbox;
  private final Accounts accounts;
  private final Devices devices;
  private final InviteCodes codes;
  private final Clock clock;
  private final RandomGenerator random;

  Channels(
      WorldStore store,
      Outbox outbox,
      Accounts accounts,
      Devices devices,
      InviteCodes codes,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.outbox = outbox;
    this.accounts = accounts;
    this.devices = devices;
    this.codes = codes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A new channel of the owner's.
   *
   * @throws Refusal {@code TOO_LONG}
   */
  public Channel create(Jid owner, String name, String description, @Nullable String picture) {
    GroupRules.requireLength(name, MAX_NAME);
    GroupRules.requireLength(description, GroupRules.MAX_DESCRIPTION);
    Jid lid = accounts.get(owner).lid();
    Jid id = Jid.channel(Long.toString(FIRST_ID + random.nextLong(1_000_000_000_000L)));
    return put(
        new Channel(
            id,
            name,
            description,
            codes.next(),
            lid,
            clock.instant().getEpochSecond(),
            "all",
            picture,
            List.of(new Follower(lid, false))));
  }

  /** The channel, if there is one. */
  public Optional<Channel> find(Jid id) {
    return store.channels.get(id.value());
  }

  /**
   * The channel.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}
   */
  public Channel get(Jid id) {
    return find(id).orElseThrow(() -> new Refusal(Reason.NO_SUCH_CHANNEL));
  }

  /** The channel whose link ends with this code, if there is one. */
  public Optional<Channel> byInviteCode(String code) {
    return store.channels.all().stream().filter(c -> c.inviteCode().equals(code)).findFirst();
  }

  /** The channels whose name or description has the text, the most read first. */
  public List<Channel> search(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return store.channels.all().stream()
        .filter(c -> (c.name() + "\n" + c.description()).toLowerCase(Locale.ROOT).contains(wanted))
        .sorted((a, b) -> Integer.compare(b.followers().size(), a.followers().size()))
        .toList();
  }

  /** Those that the account owns or follows. */
  public List<WireChannel> of(Jid account) {
    return store.channels.all().stream()
        .filter(channel -> channel.follower(account).isPresent())
        .map(channel -> wire(channel, account))
        .toList();
  }

  /**
   * The account follows the channel from now on; nothing changes for who does already.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}
   */
  public Channel follow(Jid who, Jid id) {
    Jid account = accounts.get(who).lid();
    Channel channel = get(id);
    if (channel.follower(account).isPresent()) {
      return channel;
    }
    List<Follower> followers = new ArrayList<>(channel.followers());
    followers.add(new Follower(account, false));
    return put(channel.withFollowers(followers));
  }

  /**
   * The account follows the channel no more; its owner cannot.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_A_PARTICIPANT}
   */
  public void unfollow(Jid account, Jid id) {
    Channel channel = get(id);
    if (channel.owner().equals(account) || channel.follower(account).isEmpty()) {
      throw new Refusal(Reason.NOT_A_PARTICIPANT);
    }
    put(
        channel.withFollowers(
            channel.followers().stream().filter(f -> !f.lid().equals(account)).toList()));
    gone(account, id);
  }

  /**
   * Sets whether the account hears of the channel's messages.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_A_PARTICIPANT}
   */
  public void mute(Jid account, Jid id, boolean muted) {
    Channel channel = get(id);
    if (channel.follower(account).isEmpty()) {
      throw new Refusal(Reason.NOT_A_PARTICIPANT);
    }
    put(
        channel.withFollowers(
            channel.followers().stream()
                .map(f -> f.lid().equals(account) ? new Follower(account, muted) : f)
                .toList()));
  }

  /**
   * Changes what the channel shows; null leaves a thing as it is.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}
   */
  public Channel edit(
      Jid account,
      Jid id,
      @Nullable String name,
      @Nullable String description,
      @Nullable String reactions) {
    Channel channel = owned(account, id);
    return put(
        channel.with(
            name == null ? channel.name() : name,
            description == null ? channel.description() : description,
            reactions == null ? channel.reactions() : reactions));
  }

  /**
   * Takes the channel away from all.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}
   */
  public void delete(Jid account, Jid id) {
    Channel channel = owned(account, id);
    store.channels.remove(id.value());
    channel.followers().forEach(follower -> gone(follower.lid(), id));
  }

  /**
   * The channel, if it is the account's own.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}
   */
  Channel owned(Jid account, Jid id) {
    Channel channel = get(id);
    if (!channel.owner().equals(account)) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    return channel;
  }

  private Channel put(Channel channel) {
    store.channels.put(channel);
    for (Follower follower : channel.followers()) {
      devices.push(follower.lid(), null, new Push.Channel(wire(channel, follower.lid())));
      outbox.add(new WorldEvent.Changed(follower.lid()));
    }
    return channel;
  }

  private void gone(Jid account, Jid id) {
    devices.push(account, null, new Push.ChannelGone(id));
    outbox.add(new WorldEvent.Changed(account));
  }

  /** The channel as the account sees it. */
  public WireChannel wire(Channel channel, Jid viewer) {
    Optional<Follower> follower = channel.follower(viewer);
    String membership =
        channel.owner().equals(viewer) ? "owner" : follower.isPresent() ? "subscriber" : "guest";
    return new WireChannel(
        channel.id(),
        channel.name(),
        channel.description(),
        channel.inviteCode(),
        channel.creation(),
        channel.followers().size(),
        membership,
        follower.map(Follower::muted).orElse(false),
        channel.reactions(),
        channel.picture());
  }
}
