package io.griot.local.contract;

import static io.griot.local.contract.Channels.fails;
import static io.griot.local.contract.Channels.listed;
import static io.griot.local.contract.Channels.makeOn;
import static io.griot.local.contract.Channels.own;
import static io.griot.local.contract.Channels.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels: making, finding, following and writing to them. */
@ExtendWith(StageExtension.class)
class ChannelContractE2E {

  @Test
  @Exercises({"clientCreateChannel", "clientGetChannels", "channelGetClassInfo"})
  void makesAChannel(Stage stage) {
    JsonNode made =
        stage
            .call(
                "clientCreateChannel",
                Map.of("title", "Made here", "options", Map.of("description", "About it")))
            .path("result");
    String id = made.at("/nid/_serialized").asText();

    assertThat(made.path("inviteLink").asText()).startsWith("https://whatsapp.com/channel/");
    assertThat(seen(stage.shop, id).at("/about/description").asText()).isEqualTo("About it");
    JsonNode listed =
        Stage.patiently().until(() -> listed(stage, id), channel -> !channel.isMissingNode());
    JsonNode shown = stage.call("channelGetClassInfo", Map.of("chatId", id)).path("channel");
    assertThat(shown).isEqualTo(listed);
    assertThat(shown.path("name").asText()).isEqualTo("Made here");
    assertThat(shown.path("isReadOnly").asBoolean()).isFalse();
  }

  @Test
  @Exercises({"channelSendMessage", "channelFetchMessages"})
  void writesToFollowers(Stage stage) {
    Phone follower = stage.newPhone("Follower");
    String id = own(stage, "Written to");
    follower.ask("POST", "/channels/" + id + "/follow", null);

    JsonNode message =
        stage
            .call(
                "channelSendMessage",
                Map.of("chatId", id, "contentType", "string", "content", "Good morning"))
            .path("message");

    assertThat(message.path("ack").asInt()).isEqualTo(1);
    assertThat(follower.conversation(id))
        .extracting(one -> one.path("body").asText())
        .containsExactly("Good morning");
    ObjectNode fetched =
        stage.call(
            "channelFetchMessages", Map.of("chatId", id, "searchOptions", Map.of("limit", 5)));
    assertThat(fetched.at("/messages/0/id/id")).isEqualTo(message.at("/id/id"));
  }

  @Test
  @Exercises({
    "clientGetChannelByInviteCode",
    "clientSubscribeToChannel",
    "clientUnsubscribeFromChannel"
  })
  void followsAChannelByItsCode(Stage stage) {
    Phone owner = stage.newPhone("Channel owner");
    JsonNode channel = makeOn(owner, "Followed");
    String id = channel.path("id").asText();

    JsonNode found =
        stage.call(
            "clientGetChannelByInviteCode",
            Map.of("inviteCode", channel.path("inviteCode").asText()));
    assertThat(found.at("/result/id/_serialized").asText()).isEqualTo(id);
    assertThat(
            stage
                .call("clientGetChannelByInviteCode", Map.of("inviteCode", "Nowhere"))
                .has("result"))
        .isFalse();

    for (int i = 0; i < 2; i++) {
      stage.call("clientSubscribeToChannel", Map.of("channelId", id));
      assertThat(seen(owner, id).path("followers")).hasSize(2);
    }
    Stage.patiently().until(() -> listed(stage, id), listed -> !listed.isMissingNode());
    for (int i = 0; i < 2; i++) {
      stage.call("clientUnsubscribeFromChannel", Map.of("channelId", id));
      assertThat(seen(owner, id).path("followers")).hasSize(1);
    }
    Stage.patiently().until(() -> listed(stage, id), JsonNode::isMissingNode);
  }

  @Test
  @Exercises("clientSearchChannels")
  void findsChannelsByTheirName(Stage stage) {
    Phone owner = stage.newPhone("Searched owner");
    makeOn(owner, "Xylophones of Douala");
    makeOn(owner, "Xylophones of Dakar");

    Map<String, ?> options = Map.of("searchText", "xylophones", "view", 2);
    assertThat(names(stage, options))
        .containsExactlyInAnyOrder("Xylophones of Douala", "Xylophones of Dakar");
    assertThat(names(stage, Map.of("searchText", "xylophones", "limit", 1))).hasSize(1);
  }

  @Test
  @Exercises("channelSendSeen")
  void marksAsRead(Stage stage) {
    Phone owner = stage.newPhone("Unread owner");
    String id = makeOn(owner, "Unread").path("id").asText();
    stage.call("clientSubscribeToChannel", Map.of("channelId", id));
    Stage.patiently().until(() -> listed(stage, id), channel -> !channel.isMissingNode());
    owner.write(id, "Have you seen this?");
    Stage.patiently().until(() -> listed(stage, id).path("unreadCount").asInt(), n -> n == 1);

    stage.call("channelSendSeen", Map.of("chatId", id));

    assertThat(listed(stage, id).path("unreadCount").asInt()).isZero();
    Stage.patiently()
        .until(() -> onPhone(stage.shop, id).path("unreadCount").asInt(-1), n -> n == 0);
  }

  private static JsonNode onPhone(Phone phone, String id) {
    JsonNode channels = phone.ask("GET", "/channels", null);
    return channels
        .valueStream()
        .filter(channel -> channel.path("id").asText().equals(id))
        .findFirst()
        .orElse(channels.path("none"));
  }

  @Test
  @Exercises("channelSendMessage")
  void sendsFilesToFollowers(Stage stage) {
    Phone follower = stage.newPhone("Watcher");
    String id = own(stage, "Pictures");
    follower.ask("POST", "/channels/" + id + "/follow", null);

    JsonNode image =
        send(stage, id, file("image/png", SampleFiles.png(40, 30)), Map.of("caption", "Cloths"));
    JsonNode sound = send(stage, id, file("audio/wav", SampleFiles.wav(1)), Map.of());

    assertThat(image.path("ack").asInt()).isEqualTo(1);
    assertThat(image.path("type").asText()).isEqualTo("image");
    assertThat(image.path("body").asText()).isEqualTo("Cloths");
    assertThat(sound.path("type").asText()).isEqualTo("audio");
    List<JsonNode> shown = follower.conversation(id);
    assertThat(shown)
        .extracting(one -> one.path("type").asText())
        .containsExactly("image", "audio");
    assertThat(shown.getFirst().at("/attributes/caption").asText()).isEqualTo("Cloths");
    byte[] picture = follower.file(id, shown.getFirst().path("id").asText());
    assertThat(SampleFiles.image(picture).getWidth()).isEqualTo(40);
    assertThat(
            stage.fails(
                "channelSendMessage",
                FailureCode.REFUSED_BY_WHATSAPP,
                message(id, file("application/pdf", SampleFiles.noise(100)), Map.of())))
        .contains("do not take this content");
    assertThat(
            stage.fails(
                "channelSendMessage",
                FailureCode.REFUSED_BY_WHATSAPP,
                message(
                    id, file("image/png", SampleFiles.png(10, 10)), Map.of("isViewOnce", true))))
        .contains("options.isViewOnce");
  }

  private static JsonNode send(
      Stage stage, String channel, Map<String, ?> file, Map<String, ?> options) {
    return stage.call("channelSendMessage", message(channel, file, options)).path("message");
  }

  private static Map<String, ?> message(
      String channel, Map<String, ?> file, Map<String, ?> options) {
    return Map.of(
        "chatId", channel, "contentType", "MessageMedia", "content", file, "options", options);
  }

  private static Map<String, ?> file(String mimetype, byte[] bytes) {
    return Map.of("mimetype", mimetype, "data", SampleFiles.base64(bytes));
  }

  @Test
  @Exercises("channelSetProfilePicture")
  void setsAndRemovesItsPicture(Stage stage) {
    String id = own(stage, "Pictured");

    stage.call(
        "channelSetProfilePicture",
        Map.of("chatId", id, "newProfilePictureMedia", file("image/png", SampleFiles.png(80, 40))));
    String picture = seen(stage.shop, id).at("/about/picture").asText();
    assertThat(picture).startsWith("data:image/jpeg;base64,");
    BufferedImage shown =
        SampleFiles.image(Base64.getDecoder().decode(picture.substring(picture.indexOf(',') + 1)));
    assertThat(shown.getWidth()).isEqualTo(640);
    assertThat(shown.getHeight()).isEqualTo(640);
    assertThat(
            stage.fails(
                "channelSetProfilePicture",
                FailureCode.INVALID_FIELD,
                Map.of("chatId", id, "newProfilePictureMedia", file("image/png", new byte[] {1}))))
        .contains("newProfilePicture");

    stage.call("channelSetProfilePicture", Map.of("chatId", id));
    assertThat(seen(stage.shop, id).at("/about/picture").isNull()).isTrue();
  }

  private static List<String> names(Stage stage, Map<String, ?> options) {
    return stage
        .call("clientSearchChannels", Map.of("searchOptions", options))
        .path("result")
        .valueStream()
        .map(channel -> channel.path("name").asText())
        .toList();
  }

  @Test
  @Exercises({"channelMute", "channelUnmute"})
  void mutesAndUnmutes(Stage stage) {
    String id = own(stage, "Loud");

    stage.call("channelMute", Map.of("chatId", id));
    assertThat(isMuted(stage, id)).isTrue();
    stage.call("channelUnmute", Map.of("chatId", id));
    assertThat(isMuted(stage, id)).isFalse();
  }

  private static boolean isMuted(Stage stage, String id) {
    return stage
        .shop
        .ask("GET", "/channels", null)
        .valueStream()
        .filter(channel -> channel.path("id").asText().equals(id))
        .anyMatch(channel -> channel.path("muted").asBoolean());
  }

  @Test
  @Exercises({"channelSetSubject", "channelSetDescription", "channelSetReactionSetting"})
  void changesOneThingAtATime(Stage stage) {
    String id = own(stage, "Before");

    stage.call("channelSetSubject", Map.of("chatId", id, "newSubject", "After"));
    assertThat(seen(stage.shop, id).at("/about/name").asText()).isEqualTo("After");
    assertThat(seen(stage.shop, id).at("/about/description").asText()).isEqualTo("Its description");
    stage.call("channelSetDescription", Map.of("chatId", id, "newDescription", "Another"));
    assertThat(seen(stage.shop, id).at("/about/description").asText()).isEqualTo("Another");
    stage.call("channelSetDescription", Map.of("chatId", id));
    assertThat(seen(stage.shop, id).at("/about/description").asText()).isEmpty();
    stage.call("channelSetReactionSetting", Map.of("chatId", id, "reactionCode", 1));
    assertThat(seen(stage.shop, id).at("/about/reactions").asText()).isEqualTo("basic");
    stage.call("channelSetReactionSetting", Map.of("chatId", id));
    assertThat(seen(stage.shop, id).at("/about/reactions").asText()).isEqualTo("none");
  }

  @Test
  @Exercises("channelDeleteChannel")
  void deletesAChannelForAll(Stage stage) {
    String id = own(stage, "Deleted");

    stage.call("channelDeleteChannel", Map.of("chatId", id));

    assertThatThrownBy(() -> seen(stage.shop, id)).hasMessageContaining("no_such_channel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channelSendMessage",
        "channelSetSubject",
        "channelSetDescription",
        "channelSetReactionSetting",
        "channelSetProfilePicture",
        "channelGetSubscribers",
        "channelDeleteChannel"
      })
  void leavesOthersChannelsAlone(String operation, Stage stage) {
    Phone owner = stage.newPhone("Another owner");
    String id = makeOn(owner, "Not the shop's").path("id").asText();
    stage.call("clientSubscribeToChannel", Map.of("channelId", id));
    Stage.patiently().until(() -> listed(stage, id), listed -> !listed.isMissingNode());

    assertThat(fails(stage, operation, FailureCode.REFUSED_BY_WHATSAPP, id))
        .containsAnyOf("not an admin", "not the owner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channelGetClassInfo",
        "channelSendMessage",
        "channelFetchMessages",
        "channelSendSeen",
        "channelSetProfilePicture",
        "channelMute",
        "channelUnmute",
        "channelSetSubject",
        "channelSetDescription",
        "channelSetReactionSetting",
        "channelDeleteChannel",
        "clientSubscribeToChannel",
        "clientUnsubscribeFromChannel"
      })
  @Exercises(
      value = {
        "channelGetClassInfo",
        "channelSendMessage",
        "channelFetchMessages",
        "channelSendSeen",
        "channelSetProfilePicture",
        "channelMute",
        "channelUnmute",
        "channelSetSubject",
        "channelSetDescription",
        "channelSetReactionSetting",
        "channelDeleteChannel",
        "clientSubscribeToChannel",
        "clientUnsubscribeFromChannel"
      },
      failures = {FailureCode.CHANNEL_NOT_FOUND, FailureCode.NOT_A_CHANNEL})
  void refusesWhatIsNoChannel(String operation, Stage stage) {
    fails(stage, operation, FailureCode.NOT_A_CHANNEL, stage.customer.id());
    fails(stage, operation, FailureCode.CHANNEL_NOT_FOUND, "120363999999999999@newsletter");
  }
}
