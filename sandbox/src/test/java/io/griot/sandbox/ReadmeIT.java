package io.griot.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's calls in order, each unchanged in a shell. */
@Timeout(300)
class ReadmeIT {
  private static final String SHOP = "/phones/237690000001";
  private static final String AWA = "/phones/237690000002";
  private static final String ANY_QR_TEXT = "2@…,…,…,…";
  private static final String ANY_LINK_CODE = "VJ92-MNL5";

  @TempDir Path folder;

  @Test
  void itsCallsDoWhatTheySay() throws Exception {
    BufferedImage photo = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Files.write(folder.resolve("photo.jpg"), Pictures.bytes(photo, "jpg"));
    SandboxConfig config =
        SandboxConfig.in(folder.resolve("world")).withReceiptDelay(Duration.ZERO);
    try (HttpClient http = HttpClient.newHttpClient();
        SandboxServer server = SandboxServer.start(config)) {
      List<String> calls = calls();
      assertThat(calls).hasSizeGreaterThan(10);
      for (String call : calls) {
        make(call, http, server.port());
      }
      assertDone(new PhoneClient(http, server.port()));
    }
  }

  private static List<String> calls() throws Exception {
    return Files.readString(Path.of("README.md"))
        .lines()
        .filter(line -> line.startsWith("curl "))
        .toList();
  }

  private void make(String call, HttpClient http, int port) throws Exception {
    if (!call.contains("/scan") && !call.contains("/link-code")) {
      finish(call, start(call, port));
      return;
    }
    try (PageClient page = PageClient.open(http, port)) {
      Process linking = start(withCode(call, page), port);
      page.register();
      finish(call, linking);
    }
  }

  /** The call with the code that a page shows. */
  private String withCode(String call, PageClient page) throws Exception {
    if (call.contains("/link-code")) {
      return call.replace(ANY_LINK_CODE, linkCode(page));
    }
    String text = page.qrText(page.request("pairingRefs", o -> o), 0);
    Files.write(folder.resolve("qr.png"), Pictures.qrCode(text));
    return call.replace(ANY_QR_TEXT, text);
  }

  private static String linkCode(PageClient page) {
    String phone = SHOP.substring(SHOP.lastIndexOf('/') + 1);
    return page.request("linkCode", o -> o.put("phone", phone).put("publicKey", "a2V5"))
        .path("code")
        .asText();
  }

  private Process start(String call, int port) throws Exception {
    String address = "url=http://127.0.0.1:" + port + "/phones\n";
    String command = call.replaceFirst("\\s+#.*", "") + " --fail-with-body";
    return new ProcessBuilder("bash", "-e", "-c", address + command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static void finish(String call, Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(call).isTrue();
    assertThat(process.exitValue()).as("%s: %s", call, output).isZero();
  }

  private static void assertDone(PhoneClient phones) throws Exception {
    assertThat(phones.get(SHOP + "/devices")).hasSize(3);
    String conversation = phones.get(AWA + "/chats/237690000001/messages").toString();
    assertThat(conversation).contains("Bonsoir", "Voila");
    JsonNode chats = phones.get(SHOP + "/chats");
    assertThat(chats).hasSizeGreaterThan(1000);
    assertThat(chats.findValuesAsText("pinned")).contains("true");
    assertThat(phones.get("/phones/237690000003/blocked").path(0))
        .isEqualTo(phones.get(SHOP).path("lid"));
    assertThat(phones.get(SHOP + "/faults").path("deaf").asBoolean()).isTrue();
    assertThat(phones.get(SHOP + "/limits").at("/timelock/until").asLong()).isPositive();
  }
}
