package io.griot.functions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Environment;
import io.griot.publichttp.AddressRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRulesTest {
  private final WebhookRules rules = new WebhookRules(new AddressRules(false));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/whatsapp",
        "https://shop.example:8443/a?b=c",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/"
      })
  void letPublicAddressesPass(String url) {
    assertThat(rules.problem(url, Environment.LIVE)).isEmpty();
  }

  @Test
  void wantTlsForLiveSessionsOnly() {
    assertThat(rules.problem("http://shop.example/", Environment.LIVE))
        .contains("must be an https address");
    assertThat(rules.problem("http://shop.example/", Environment.TEST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST:9001/2018-06-01/runtime/invocation/next",
        "http://127.0.0.1:9001/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://[fd00:ec2::254]/"
      })
  void refuseWhatIsNotOnThePublicInternet(String url) {
    assertThat(rules.problem(url, Environment.TEST)).contains("is not on the public internet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:///nowhere",
        "https://a b/",
        "ftp://shop.example/",
        "https://user:word@shop.example/",
        "https://shop.example/#part",
        "shop.example"
      })
  void refuseWhatIsNoPlainAddress(String url) {
    assertThat(rules.problem(url, Environment.TEST)).isPresent();
  }

  @Test
  void allowLoopbackWhereTestsSaySo() {
    WebhookRules tests = new WebhookRules(new AddressRules(true));

    for (Environment environment : Environment.values()) {
      assertThat(tests.problem("http://127.0.0.1:8000/", environment)).isEmpty();
      assertThat(tests.problem("http://[::1]:8000/", environment)).isEmpty();
      assertThat(tests.problem("http://localhost:8000/", environment)).isEmpty();
    }
    assertThat(tests.problem("http://shop.example/", Environment.LIVE)).isPresent();
    assertThat(tests.problem("http://8.8.8.8/", Environment.LIVE)).isPresent();
    assertThat(tests.problem("http://10.0.0.1/", Environment.TEST)).isPresent();
  }
}
