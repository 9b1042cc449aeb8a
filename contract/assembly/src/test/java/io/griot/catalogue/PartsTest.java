package io.griot.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Tests of the parts that are added to the document and reshaped in it. */
final class PartsTest {
  private static ObjectNode yaml(String text) throws IOException {
    return (ObjectNode) new YAMLMapper().readTree(text);
  }

  @Test
  void putsAUsernameBesideEachNumberOfAPerson() throws IOException {
    ObjectNode schema =
        yaml(
            """
            properties:
              phoneNumber: {$ref: '#/components/schemas/PhoneNumber'}
              fromNumber: {$ref: '#/components/schemas/PhoneNumber'}
              count: {type: integer}
            """);

    Usernames.complete(schema);

    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactly("phoneNumber", "username", "fromNumber", "fromUsername", "count");
  }

  @Test
  void writesAnEventAsADeliveryWithItsEnvelope() throws IOException {
    ObjectNode document = yaml("components: {schemas: {}}");
    JsonNode events =
        yaml(
            """
            headers: {Griot-Signature: {description: Of the body.}}
            responses: {'200': {description: Taken.}}
            events:
              message_create:
                summary: A message.
                data: {type: object}
            """);

    new EventCatalogue(document, events).add();

    JsonNode post = document.at("/webhooks/message_create/post");
    assertThat(post.path("operationId").asText()).isEqualTo("onMessageCreate");
    assertThat(post.at("/parameters/0/name").asText()).isEqualTo("Griot-Signature");
    JsonNode envelope = post.at("/requestBody/content/application~1json/schema");
    assertThat(envelope.path("required").valueStream().map(JsonNode::asText))
        .containsExactly("dataType", "data", "sessionId");
    assertThat(document.at("/components/schemas/EventName/enum/0").asText())
        .isEqualTo("message_create");
  }

  @Test
  void writesEachVariantWhole() throws IOException {
    ObjectNode document =
        yaml(
            """
            paths: {a: {$ref: '#/components/schemas/SendRequest'}}
            components:
              schemas:
                SendRequest:
                  required: [chatId]
                  properties: {chatId: {type: string}, type: {type: string}}
                  discriminator:
                    propertyName: type
                    mapping: {text: '#/components/schemas/ContentText'}
                ContentText:
                  required: [content]
                  properties: {content: {type: string}}
            """);

    Variants.complete(document);

    JsonNode schemas = document.at("/components/schemas");
    JsonNode whole = schemas.path("SendRequestText");
    assertThat(whole.path("required").valueStream().map(JsonNode::asText))
        .containsExactly("chatId", "content", "type");
    assertThat(whole.path("properties").fieldNames())
        .toIterable()
        .containsExactly("chatId", "type", "content");
    assertThat(schemas.at("/SendRequest/oneOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/SendRequestText");
    assertThat(schemas.has("ContentText")).isFalse();
  }
}
