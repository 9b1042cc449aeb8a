package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pictures of people and groups. */
@ExtendWith(StageExtension.class)
class PictureContractE2E {
  private static final byte[] PNG = SampleFiles.png(800, 500);

  @Test
  @Exercises({"clientSetProfilePicture", "clientGetProfilePicUrl", "clientDeleteProfilePicture"})
  void setsShowsAndRemovesTheAccountsPicture(Stage stage) {
    Map<String, ?> me = Map.of("contactId", stage.shop.id());
    Map<String, ?> picture =
        Map.of("pictureMimetype", "image/png", "pictureData", SampleFiles.base64(PNG));

    assertThat(stage.call("clientSetProfilePicture", picture).path("result").asBoolean()).isTrue();

    BufferedImage shown = SampleFiles.image(stage.shop.picture("").orElseThrow());
    assertThat(shown.getWidth()).isEqualTo(640);
    assertThat(shown.getHeight()).isEqualTo(640);
    String url = stage.call("clientGetProfilePicUrl", me).path("result").asText();
    assertThat(URI.create(url)).hasScheme("http");

    assertThat(stage.call("clientDeleteProfilePicture", Map.of()).path("result").asBoolean())
        .isTrue();
    assertThat(stage.shop.picture("")).isEmpty();
    Stage.patiently().until(() -> !stage.call("clientGetProfilePicUrl", me).has("result"));
  }

  @Test
  @Exercises({"clientGetProfilePicUrl", "contactGetProfilePicUrl"})
  void findsSomebodysPictureByNumberAndByLid(Stage stage) {
    Phone other = stage.newPhone("Pictured");
    Map<String, ?> byNumber = Map.of("contactId", other.id());
    assertThat(stage.call("clientGetProfilePicUrl", byNumber).has("result")).isFalse();

    other.setPicture(PNG);

    Stage.patiently().until(() -> stage.call("clientGetProfilePicUrl", byNumber).has("result"));
    Map<String, ?> byLid = Map.of("contactId", other.lid());
    assertThat(stage.call("clientGetProfilePicUrl", byLid).path("result"))
        .isEqualTo(stage.call("clientGetProfilePicUrl", byNumber).path("result"));
    assertThat(stage.call("contactGetProfilePicUrl", byLid).path("result").asText())
        .startsWith("http");
    Map<String, ?> none = Map.of("contactId", stage.newPhone("Faceless").id());
    assertThat(stage.call("contactGetProfilePicUrl", none).path("result").isNull()).isTrue();
  }

  @Test
  @Exercises({"groupChatSetPicture", "groupChatDeletePicture"})
  void setsAndRemovesAGroupsPicture(Stage stage) {
    Phone member = stage.newPhone("In the picture");
    String group = Groups.make(stage, "Pictured", member);
    Map<String, ?> picture =
        Map.of(
            "chatId",
            group,
            "pictureMimeType",
            "image/png",
            "pictureData",
            SampleFiles.base64(PNG));

    assertThat(stage.call("groupChatSetPicture", picture).path("result").asBoolean()).isTrue();
    BufferedImage shown = SampleFiles.image(member.picture("/chats/" + group).orElseThrow());
    assertThat(shown.getWidth()).isEqualTo(640);

    Map<String, ?> chat = Map.of("chatId", group);
    assertThat(stage.call("groupChatDeletePicture", chat).path("result").asBoolean()).isTrue();
    assertThat(member.picture("/chats/" + group)).isEmpty();
  }

  @Test
  @Exercises(
      value = {"groupChatSetPicture", "groupChatDeletePicture"},
      failures = {FailureCode.CHAT_NOT_FOUND, FailureCode.NOT_A_GROUP})
  void changesNoPictureOfWhatIsNoGroupOfTheAccounts(Stage stage) {
    String person = stage.customer.id();
    String nowhere = "120363999999999999@g.us";
    for (String operation : new String[] {"groupChatSetPicture", "groupChatDeletePicture"}) {
      stage.fails(operation, FailureCode.NOT_A_GROUP, picture(person));
      stage.fails(operation, FailureCode.CHAT_NOT_FOUND, picture(nowhere));
    }
  }

  private static Map<String, ?> picture(String chatId) {
    return Map.of(
        "chatId", chatId, "pictureMimetype", "image/png", "pictureData", SampleFiles.base64(PNG));
  }

  @Test
  @Exercises("clientSetProfilePicture")
  void refusesWhatIsNoPicture(Stage stage) {
    String error =
        stage.fails(
            "clientSetProfilePicture",
            FailureCode.INVALID_FIELD,
            Map.of(
                "pictureMimetype",
                "image/png",
                "pictureData",
                SampleFiles.base64(SampleFiles.noise(99))));

    assertThat(error).startsWith("pictureData: is not an image");
  }
}
