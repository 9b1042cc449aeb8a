package io.griot.functions.api;

import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.command.Submission;
import io.griot.functions.docs.ApiDocs;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.media.Uploads;
import io.griot.functions.session.SessionAnswers;
import io.griot.functions.web.WebPages;
import java.util.Map;

/** The operations that the API answers itself, by {@code operationId}. */
public final class ApiOperations {
  private ApiOperations() {}

  public static Map<String, ApiOperation> table(
      SessionOperations sessions,
      WebhookSettings webhooks,
      EventOperations events,
      ReplayOperations replays,
      DeliveryOperations deliveries,
      SendingOperations sending,
      ParkingOperations parking,
      KeyOperations keys,
      CommandGateway gateway,
      Uploads uploads) {
    return Map.ofEntries(
        entry("ping", call -> pong()),
        entry("openApi", call -> ApiDocs.description(call.request())),
        entry("apiDocs", call -> ApiDocs.page(call.request())),
        entry("apiDocsAsset", call -> ApiDocs.asset(call.parameter("asset"), call.request())),
        entry("console", call -> WebPages.console(call.request())),
        entry("sessionStart", sessions::start),
        entry("sessionStartWith", sessions::start),
        entry("sessionStop", sessions::stop),
        entry("sessionRestart", sessions::restart),
        entry("sessionTerminate", sessions::terminate),
        entry("sessionTerminateInactive", sessions::terminateInactive),
        entry("sessionTerminateAll", sessions::terminateAll),
        entry("sessionStatus", sessions::status),
        entry("sessionQr", sessions::qr),
        entry("sessionQrImage", sessions::qrImage),
        entry("sessionGetSessions", call -> SessionAnswers.names(call.sessions())),
        entry("webhookGet", call -> webhooks.get(WebhookSettings.ofAll(call))),
        entry("webhookSet", call -> webhooks.set(WebhookSettings.ofAll(call), call)),
        entry("webhookDelete", call -> webhooks.delete(WebhookSettings.ofAll(call))),
        entry("webhookGetOfSession", call -> webhooks.get(webhooks.ofSession(call))),
        entry("webhookSetOfSession", call -> webhooks.set(webhooks.ofSession(call), call)),
        entry("webhookDeleteOfSession", call -> webhooks.delete(webhooks.ofSession(call))),
        entry("eventsGet", events::get),
        entry("webhookReplay", replays::replay),
        entry("webhookDeliveries", deliveries::list),
        entry("webhookTest", deliveries::test),
        entry("sessionSettingsGet", parking::get),
        entry("sessionSettingsSet", parking::set),
        entry("sendingGet", sending::get),
        entry("sendingSet", sending::set),
        entry("sendingReset", sending::reset),
        entry("accountKeyList", keys::list),
        entry("accountKeyIssue", keys::issue),
        entry("accountKeyRotate", keys::rotate),
        entry("accountKeyRevoke", keys::revoke),
        entry("commandGet", call -> command(gateway, call)),
        entry("mediaUpload", call -> uploads.place(call.caller().customer(), call.fields())));
  }

  private static Map.Entry<String, ApiOperation> entry(String id, ApiOperation operation) {
    return Map.entry(id, operation);
  }

  private static Reply pong() {
    return Reply.json(
        200, Json.MAPPER.createObjectNode().put("success", true).put("message", "pong"));
  }

  private static Reply command(CommandGateway gateway, ApiCall call) {
    String id = call.parameter("commandId");
    if (!CommandId.isValid(id)) {
      throw new ApiFailure(FailureCode.COMMAND_NOT_FOUND);
    }
    Submission submission =
        gateway
            .find(call.requester(), new CommandId(id), call::reaches)
            .orElseThrow(() -> new ApiFailure(FailureCode.COMMAND_NOT_FOUND));
    return switch (submission) {
      case Submission.Pending pending -> Reply.json(200, Replies.report(pending));
      case Submission.Ended(CommandId command, Outcome outcome) ->
          Replies.report(command, outcome, gateway.filed(command));
    };
  }
}
