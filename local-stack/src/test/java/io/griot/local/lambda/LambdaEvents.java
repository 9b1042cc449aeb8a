package io.griot.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.aws.LocalAws;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** The events with which AWS invokes functions, as JSON. */
final class LambdaEvents {
  private LambdaEvents() {}

  /** A request from API Gateway, payload format 2.0. */
  static String request(String key, String method, String path, String body) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    event.put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", path).put("rawQueryString", "");
    event
        .putObject("headers")
        .put("x-api-key", key)
        .put("content-type", "application/json")
        .put("x-forwarded-for", "192.0.2.1");
    ObjectNode context = event.putObject("requestContext");
    context.put("accountId", "000000000000").put("apiId", "jar").put("stage", "$default");
    context.put("requestId", "JKJaXmPLvHcESHA=").put("routeKey", "$default");
    context.put("time", "12/Mar/2026:19:03:58 +0000").put("timeEpoch", 1_773_342_238_000L);
    context
        .putObject("http")
        .put("method", method)
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "192.0.2.1")
        .put("userAgent", "agent");
    if (!body.isEmpty()) {
      event.put("body", body);
    }
    return event.put("isBase64Encoded", false).toString();
  }

  /** A request with a compressed body, as API Gateway passes it: base64. */
  static String compressed(String key, String path, String encoding, String base64) {
    ObjectNode event = Json.readObject(request(key, "POST", path, base64));
    event.withObjectProperty("headers").put("content-encoding", encoding);
    return event.put("isBase64Encoded", true).toString();
  }

  /** A batch that Lambda received from a queue. */
  static String batch(String queue, List<Message> messages) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode record = records.addObject();
      record.put("messageId", message.messageId());
      record.put("receiptHandle", message.receiptHandle());
      record.put("body", message.body());
      record.put("md5OfBody", message.md5OfBody());
      record.put("eventSource", "aws:sqs");
      record.put("eventSourceARN", "arn:aws:sqs:af-south-1:000000000000:" + queue);
      record.put("awsRegion", LocalAws.REGION.id());
      record.putObject("messageAttributes");
      ObjectNode attributes = record.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
    }
    return event.toString();
  }

  /** A schedule's call. */
  static String schedule() {
    return "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}";
  }
}
