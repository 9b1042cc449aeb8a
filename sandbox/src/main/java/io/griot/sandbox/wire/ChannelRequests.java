package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Answer;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Channel;
import io.griot.sandbox.world.Channel.About;
import io.griot.sandbox.world.Channels;
import io.griot.sandbox.world.Scene;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out devices' requests about channels. Stateless. */
final class ChannelRequests {
  private static final int MAX_FOUND = 200;

  private ChannelRequests() {}

  /** As {@link DeviceRequests#answer}, for the account. */
  static Answer answer(Scene scene, Jid me, Request.OfChannel request) {
    Channels channels = scene.channels();
    return switch (request) {
      case Request.ChannelCreate(String name, String description, String picture) ->
          new Answer.Channel(channels.wire(channels.create(me, name, description, picture), me));
      case Request.Channel(Jid channel, String code) ->
          new Answer.MaybeChannel(
              asked(channels, channel, code).map(c -> channels.wire(c, me)).orElse(null));
      case Request.ChannelSearch(String text) ->
          new Answer.Channels(
              channels.search(text).stream()
                  .limit(MAX_FOUND)
                  .map(c -> channels.wire(c, me))
                  .toList());
      case Request.ChannelFollow(Jid channel, boolean follow) -> {
        if (follow) {
          channels.follow(me, channel);
        } else {
          channels.unfollow(me, channel);
        }
        yield new Answer.Done();
      }
      case Request.ChannelMute(Jid channel, boolean muted) -> {
        channels.mute(me, channel, muted);
        yield new Answer.Done();
      }
      case Request.ChannelEdit edit ->
          new Answer.Channel(
              channels.wire(channels.edit(me, edit.channel(), about -> edited(about, edit)), me));
      case Request.ChannelFollowers(Jid channel, int limit) ->
          new Answer.Followers(channels.followers(me, channel, limit));
      case Request.ChannelAdmin(Jid channel, Request.AdminAction action, Jid user) -> {
        scene.channelStaff().change(me, channel, action, user);
        yield new Answer.Invitation(scene.channelStaff().invitationEnd());
      }
      case Request.ChannelAccept(Jid channel) -> {
        scene.channelStaff().accept(me, channel);
        yield new Answer.Done();
      }
      case Request.ChannelDelete(Jid channel) -> {
        channels.delete(me, channel);
        yield new Answer.Done();
      }
    };
  }

  private static About edited(About about, Request.ChannelEdit wanted) {
    return new About(
        or(wanted.name(), about.name()),
        or(wanted.description(), about.description()),
        or(wanted.reactions(), about.reactions()),
        wanted.picture() == null
            ? about.picture()
            : wanted.picture().isEmpty() ? null : wanted.picture());
  }

  private static String or(@Nullable String wanted, String current) {
    return wanted == null ? current : wanted;
  }

  private static Optional<Channel> asked(
      Channels channels, @Nullable Jid id, @Nullable String code) {
    if (id != null) {
      return channels.find(id);
    }
    return code == null ? Optional.empty() : channels.byInviteCode(code);
  }
}
