package io.griot.local.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scan finds each kind of forbidden content, and nothing else. */
class DisclosureScanTest {
  private static final Logger log = LoggerFactory.getLogger(DisclosureScanTest.class);

  private final List<String> found = new CopyOnWriteArrayList<>();
  private final DisclosureScan scan = new DisclosureScan(found::add);

  @ParameterizedTest
  @EnumSource
  void findsAKeyOfEachKind(KeyKind kind) {
    String key = ApiKeyForm.make(kind, new SecureRandom());
    scan.line("log", "request.refused key=" + key);
    scan.message("queue", "{\"arguments\":{\"apiKey\":\"" + key + "\"}}");

    assertThat(found)
        .containsExactly(
            "KEY in log: " + Secrets.begin(key), "KEY in queue: " + Secrets.begin(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "https://bucket/answers/x?X-Amz-Signature=0123456789abcdef0123"
      })
  void findsASecret(String secret) {
    scan.line("log", "webhook.set secret=" + secret);

    assertThat(found).singleElement().asString().startsWith("SECRET in log");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "237690000001",
        "+237690000001",
        "237690000001@c.us",
        "120363021234567@lid",
        "chat=237690000001, next"
      })
  void findsAPhoneNumber(String number) {
    scan.line("log", "message.sent to=" + number);

    assertThat(found).singleElement().asString().startsWith("NUMBER in log");
  }

  @Test
  void findsACodeOutsideTheEventThatCarriesIt() {
    String code = "2@HH9yYyNyzUuGkL2k2ZtSGxOd3dKFgUJZyu8tWCrJ5qU7,xyz==";
    scan.message("queue", "{\"data\":{\"qr\":\"" + code + "\"}}");
    scan.line("log", "qr.changed text=" + code);

    assertThat(found).singleElement().asString().startsWith("CODE in log");
  }

  @Test
  void findsTheTextOfAMessageAfterItWasSentAndBefore() {
    scan.line("log", "command.accepted content=Hello from the shop");
    scan.message("queue", "{\"arguments\":{\"content\":\"Hello from the shop\"}}");
    scan.line("log", "command.failed reason=Hello from the shop");

    assertThat(found)
        .containsExactly(
            "TEXT in a line before queue: Hello from t…", "TEXT in log: Hello from t…");
  }

  @Test
  void findsTheTextOfAnEvent() {
    scan.message(
        "queue", "{\"id\":\"x\",\"body\":\"{\\\"data\\\":{\\\"body\\\":\\\"How are you?\\\"}}\"}");
    scan.line("log", "event.told text=How are you?");

    assertThat(found).containsExactly("TEXT in log: How are you?…");
  }

  @Test
  void takesNoIdTimeOrSizeForAnyOfThem() {
    scan.line(
        "log",
        "command.accepted commandId=mjuwkylenbzgk3tumuqgc3lpov keyId=live_4kTz09ab at=1764522855123"
            + " bytes=1073741824 queue=griot-session-pdslq6adyqigwlrb75gqxzkrbs-1764522855123.fifo"
            + " id=6f1c8a52-1b4e-4c80-a1c0-123456789012 took=0.123456789012s");
    scan.message(
        "queue", "{\"arguments\":{\"content\":\"short\",\"chatId\":\"237690000001@c.us\"}}");
    scan.line("log", "command.short done");

    assertThat(found).isEmpty();
  }

  @Test
  void followsTheLogWithItsPairsAndExceptions() {
    scan.followLog(DisclosureScanTest.class.getName(), "");

    log.atInfo().addKeyValue("chatId", "237690000001@c.us").log("message.sent");
    log.atWarn().setCause(new IllegalStateException("whsec_C2FVsBQIhrscChlQIMV")).log("failed");

    assertThat(found)
        .extracting(finding -> finding.replaceFirst(" .*", ""))
        .containsExactly("NUMBER", "SECRET");
  }

  @Test
  void aFindingFailsOneClass(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("1-20.txt"), "KEY in log: live_…\n");
    Files.writeString(folder.resolve("20-300.txt"), "NUMBER in log: 237690000001…\n");
    Files.writeString(folder.resolve("1-200.txt"), "of another JVM of tests\n");

    assertThat(NoDisclosure.taken(folder, 20))
        .containsExactlyInAnyOrder("KEY in log: live_…", "NUMBER in log: 237690000001…");
    assertThat(NoDisclosure.taken(folder, 20)).isEmpty();
    assertThat(NoDisclosure.file(ProcessHandle.current()))
        .endsWith("-" + ProcessHandle.current().pid() + ".txt");
  }
}
