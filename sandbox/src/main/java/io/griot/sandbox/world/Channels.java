package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireChannel;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireFollower;
import io.griot.sandbox.world.Channel.About;
import io.griot.sandbox.world.Channel.Follower;
import io.griot.sandbox.world.Channel.Staff;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Channels, their owners and followers. */
public final class Channels {
  /** The longest name, in UTF-16 units. */
  public static final int MAX_NAME = 100;

  private static final long FIRST_ID = 120_363_400_000_000_000L;

  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;
  private final InviteCodes codes;
  private final Clock clock;
  private final RandomGenerator random;

  Channels(
      WorldStore store,
      Accounts accounts,
      Devices devices,
      InviteCodes codes,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
    this.codes = codes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Creates a channel.
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
            new About(name, description, "all", picture),
            codes.next(),
            clock.instant().getEpochSecond(),
            new Staff(lid, List.of(), List.of()),
            List.of(new Follower(lid, false, 0))));
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

  /** The channels whose name or description contains the text, the most read first. */
  public List<Channel> search(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return store.channels.all().stream()
        .filter(c ->
            (c.about().name() + "\n" + c.about().description())
                .toLowerCase(Locale.ROOT)
                .contains(wanted))
        .sorted((a, b) -> Integer.compare(b.followers().size(), a.followers().size()))
        .toList();
  }

  /** The channels that the account owns or follows. */
  public List<WireChannel> of(Jid account) {
    return store.channels.all().stream()
        .filter(channel -> channel.follower(account).isPresent())
        .map(channel -> wire(channel, account))
        .toList();
  }

  /**
   * Makes the account a follower of the channel; no effect if it is one already.
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
    followers.add(new Follower(account, false, 0));
    return put(channel.withFollowers(followers));
  }

  /**
   * Unfollows the channel. Its owner and admins cannot.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_A_PARTICIPANT}
   */
  public void unfollow(Jid account, Jid id) {
    Channel channel = get(id);
    if (channel.isStaff(account) || channel.follower(account).isEmpty()) {
      throw new Refusal(Reason.NOT_A_PARTICIPANT);
    }
    put(
        channel.withFollowers(
            channel.followers().stream().filter(f -> !f.lid().equals(account)).toList()));
    gone(account, id);
  }

  /**
   * Mutes or unmutes the channel for the account.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_A_PARTICIPANT}
   */
  public void mute(Jid account, Jid id, boolean muted) {
    put(changed(account, id, follower -> follower.muted(muted)));
  }

  /**
   * Marks the channel as read by the account.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_A_PARTICIPANT}
   */
  public void read(Jid account, Jid id) {
    put(changed(account, id, follower -> follower.unread(0)));
  }

  /** Counts an unread message of the channel. The message itself tells the account's devices. */
  void count(Jid account, Jid id) {
    store.channels.put(changed(account, id, follower -> follower.unread(follower.unread() + 1)));
  }

  private Channel changed(Jid account, Jid id, UnaryOperator<Follower> change) {
    Channel channel = get(id);
    if (channel.follower(account).isEmpty()) {
      throw new Refusal(Reason.NOT_A_PARTICIPANT);
    }
    return channel.withFollowers(
        channel.followers().stream()
            .map(follower -> follower.lid().equals(account) ? change.apply(follower) : follower)
            .toList());
  }

  /**
   * Changes the channel's public details.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}
   */
  public Channel edit(Jid account, Jid id, UnaryOperator<About> change) {
    Channel channel = lookedAfter(account, id);
    return put(channel.with(change.apply(channel.about())));
  }

  /**
   * Deletes the channel for everybody.
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
    if (!channel.staff().owner().equals(account)) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    return channel;
  }

  /**
   * The channel, if the account owns it or is an admin of it.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}
   */
  Channel lookedAfter(Jid account, Jid id) {
    Channel channel = get(id);
    if (!channel.isStaff(account)) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
    return channel;
  }

  /** Stores the channel and tells its followers. */
  Channel put(Channel channel) {
    store.channels.put(channel);
    for (Follower follower : channel.followers()) {
      devices.push(follower.lid(), null, new Push.Channel(wire(channel, follower.lid())));
    }
    return channel;
  }

  private void gone(Jid account, Jid id) {
    devices.push(account, null, new Push.ChannelGone(id));
  }

  /**
   * The channel's followers as its staff sees them: the owner and the admins first.
   *
   * @throws Refusal {@code NO_SUCH_CHANNEL}, {@code NOT_AN_ADMIN}
   */
  public List<WireFollower> followers(Jid account, Jid id, int limit) {
    Channel channel = lookedAfter(account, id);
    return channel.followers().stream()
        .sorted(Comparator.comparing(f -> !channel.isStaff(f.lid())))
        .limit(limit)
        .map(f -> {
          WireContact contact = accounts.contact(account, accounts.get(f.lid()));
          return new WireFollower(contact, channel.membership(f.lid()));
        })
        .toList();
  }

  /** The channel as the account sees it. */
  public WireChannel wire(Channel channel, Jid viewer) {
    Optional<Follower> follower = channel.follower(viewer);
    About about = channel.about();
    return new WireChannel(
        channel.id(),
        about.name(),
        about.description(),
        channel.inviteCode(),
        channel.creation(),
        channel.followers().size(),
        channel.membership(viewer),
        follower.map(Follower::muted).orElse(false),
        follower.map(Follower::unread).orElse(0),
        about.reactions(),
        about.picture());
  }
}
