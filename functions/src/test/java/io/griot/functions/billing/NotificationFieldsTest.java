package io.griot.functions.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.functions.http.Request;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationFieldsTest {
  @Test
  void readsBothKindsOfFormsAndJson() {
    String form = "cpm_trans_id=griot1&cpm_amount=10000&cpm_designation=Griot+standard&x=";
    String multipart =
        """
        --b42
        Content-Disposition: form-data; name="cpm_trans_id"

        griot1
        --b42
        Content-Disposition: form-data; name="cpm_amount"

        10000
        --b42
        Content-Disposition: form-data; name="cpm_designation"

        Griot standard
        --b42
        Content-Disposition: form-data; name="x"


        --b42--
        """
            .replace("\n", "\r\n");
    String json =
        "{\"cpm_trans_id\":\"griot1\",\"cpm_amount\":\"10000\","
            + "\"cpm_designation\":\"Griot standard\",\"x\":\"\"}";

    ObjectNode expected = read("application/json", json);

    assertThat(expected).hasSize(4);
    assertThat(read("application/x-www-form-urlencoded", form)).isEqualTo(expected);
    assertThat(read("multipart/form-data; boundary=b42", multipart)).isEqualTo(expected);
    assertThat(read("multipart/form-data; boundary=\"b42\"", multipart)).isEqualTo(expected);
  }

  @Test
  void readsNestedFields() {
    ObjectNode fields =
        read(
            "application/x-www-form-urlencoded",
            "data%5Bhash%5D=ab&data%5Binvoice%5D%5Btoken%5D=t1&data%5Binvoice%5D%5Bitems%5D%5Bitem_0%5D%5Bname%5D=x");

    assertThat(fields.at("/data/hash").asText()).isEqualTo("ab");
    assertThat(fields.at("/data/invoice/token").asText()).isEqualTo("t1");
  }

  private static ObjectNode read(String type, String body) {
    return NotificationFields.of(
        new Request(
            "POST",
            "/billing/payments/cinetpay",
            "",
            Map.of("content-type", type),
            body.getBytes(UTF_8),
            Instant.MAX));
  }
}
