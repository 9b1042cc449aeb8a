package io.griot.local.phones;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.browser.TestBrowser;
import io.griot.sandbox.SandboxConfig;
import io.griot.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A person with a mouse and two simulated phones. */
class PhonesPageIT {
  private static final String AWA = "237690000002";
  private static final String OTHER = "237690000003";

  @TempDir Path folder;

  private SandboxServer sandbox;
  private TestBrowser browser;

  @BeforeEach
  void openThePage() throws IOException {
    sandbox = SandboxServer.start(SandboxConfig.in(folder.resolve("sandbox")).withPort(0));
    browser = TestBrowser.open();
  }

  @AfterEach
  void closeThePage() throws IOException {
    browser.close();
    sandbox.close();
  }

  @Test
  void showsWhatOnePhoneWritesOnTheOtherWhichReactsToIt() {
    go(AWA + "/chat/" + OTHER + "@c.us");
    browser.find("form.composer textarea").sendKeys("Bonsoir", Keys.ENTER);
    assertThat(browser.text("li.message.mine .body")).isEqualTo("Bonsoir");
    assertThat(browser.findAll("#phones a.row")).hasSizeGreaterThan(3);

    go(OTHER + "/chat/" + AWA + "@c.us");
    assertThat(browser.find("#chats .list:not(.news) a.row")).isNotNull();
    assertThat(browser.text("li.message.theirs .body")).isEqualTo("Bonsoir");
    browser.click("li.message button[title=React]");
    browser.click("li.message .picker button");
    assertThat(browser.text("li.message .reactions")).isEqualTo("👍");

    go(AWA + "/chat/" + OTHER + "@c.us");
    assertThat(browser.text("li.message.mine .reactions")).isEqualTo("👍");
    assertThat(browser.find("li.message.mine .ticks.read")).isNotNull();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void keepsAHabitOfAPhone() {
    go(AWA + "/settings");
    assertThat(browser.find(".settings input[role=switch]").isSelected()).isTrue();

    browser.click(".settings input[role=switch]");
    browser.find("#phones .avatar.off");
    browser.refresh();

    assertThat(browser.find("#phones .avatar.off")).isNotNull();
    assertThat(browser.find(".settings input[role=switch]").isSelected()).isFalse();
    assertThat(browser.errors()).isEmpty();
  }

  private void go(String place) {
    browser.go("http://127.0.0.1:%d/phones/ui#/%s".formatted(sandbox.port(), place));
  }
}
