package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The traits of an operation, by its {@code x-griot} and its path. */
record OperationKind(
    boolean session,
    boolean queued,
    boolean page,
    boolean needsPage,
    boolean needsConnection,
    boolean open,
    boolean operators,
    boolean unpaid,
    boolean body,
    boolean queried,
    boolean answersUnknownSession,
    boolean sends,
    boolean dryRun,
    List<String> own) {

  static OperationKind of(String path, ObjectNode operation, JsonNode document) {
    JsonNode griot = operation.path("x-griot");
    String runs = griot.path("runs").asText();
    List<String> own = new ArrayList<>();
    griot.path("errors").forEach(code -> own.add(code.asText()));
    return new OperationKind(
        path.contains("{sessionId}"),
        runs.equals("page") || runs.equals("screen"),
        runs.equals("page"),
        !griot.path("requires").asText().equals("none"),
        griot.path("requires").asText().equals("connected"),
        griot.path("open").asBoolean(),
        griot.has("audience"),
        griot.path("unpaid").asBoolean(),
        operation.has("requestBody"),
        isQueried(operation, document),
        griot.has("unknownSession") || own.contains("SESSION_EXISTS"),
        griot.path("sends").asBoolean(),
        griot.has("dryRun"),
        own);
  }

  private static boolean isQueried(ObjectNode operation, JsonNode document) {
    return operation
        .path("parameters")
        .valueStream()
        .map(said -> References.resolved(document, said))
        .anyMatch(parameter -> parameter.path("in").asText().equals("query"));
  }

  /** The codes of the failures that the operation can answer with, in the order of the checks. */
  List<String> failures() {
    List<String> codes = new ArrayList<>();
    addOfRequest(codes);
    addOfCaller(codes);
    addOfSession(codes);
    addOfPage(codes);
    codes.addAll(own);
    codes.add("INTERNAL");
    return codes;
  }

  private void addOfRequest(List<String> codes) {
    if (body) {
      codes.addAll(List.of("MALFORMED_JSON", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"));
    }
    if (body || queried || queued) { // a header can be malformed too
      codes.add("INVALID_FIELD");
    }
  }

  private void addOfCaller(List<String> codes) {
    if (!open && !operators) {
      codes.add("RATE_LIMIT_EXCEEDED");
    }
    if (!open && !operators && !unpaid) {
      codes.add("SUBSCRIPTION_SUSPENDED");
    }
    if (!open) {
      codes.addAll(List.of("INVALID_API_KEY", "KEY_OUT_OF_SCOPE", "OVERLOADED"));
    }
  }

  private void addOfSession(List<String> codes) {
    if (session) {
      codes.add("INVALID_SESSION_NAME");
    }
    if (session && !answersUnknownSession) {
      codes.add("SESSION_NOT_FOUND");
    }
    if (needsPage) {
      codes.add("SESSION_NOT_CONNECTED");
    }
    if (queued) {
      codes.addAll(
          List.of(
              "TOO_MANY_COMMANDS_WAITING", "IDEMPOTENCY_KEY_REUSED", "OUTCOME_UNKNOWN", "EXPIRED"));
    }
    if (needsConnection) {
      codes.add("SESSION_DOWN");
    }
  }

  private void addOfPage(List<String> codes) {
    if (page && body) {
      codes.add("MEDIA_TOO_SLOW");
    }
    if (page) {
      codes.addAll(
          List.of(
              "REFUSED_BY_WHATSAPP",
              "TOO_MANY_REQUESTS",
              "PAGE_FAILED",
              "UNAVAILABLE_IN_THIS_VERSION"));
    }
    if (sends) {
      codes.addAll(
          List.of(
              "RESTRICTED_NEW_CHATS",
              "NEW_CHAT_QUOTA_USED_UP",
              "CONTACT_BLOCKED",
              "NOT_ALLOWED_IN_GROUP",
              "MESSAGE_MALFORMED"));
    }
  }
}
