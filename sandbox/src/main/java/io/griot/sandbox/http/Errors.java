package io.griot.sandbox.http;

import io.griot.sandbox.world.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts exceptions into HTTP answers, for all routes. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /** Maps all exceptions of the routes. */
  public static void configure(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class,
        (e, context) -> answer(context, e.getStatus(), String.valueOf(e.getMessage())));
    routes.exception(
        Refusal.class,
        (e, context) -> answer(context, status(e.reason()).getCode(), e.reason().wire()));
    routes.exception(
        IllegalArgumentException.class,
        (e, context) -> answer(context, 422, String.valueOf(e.getMessage())));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.atError()
              .addKeyValue("path", context.endpoint().path)
              .setCause(e)
              .log("request.failed");
          answer(context, 500, "internal error");
        });
  }

  private static void answer(Context context, int status, String error) {
    context.status(status).json(new ApiError(error));
  }

  private static HttpStatus status(Refusal.Reason reason) {
    return switch (reason) {
      case NOT_ON_WHATSAPP,
          NO_SUCH_CHAT,
          NO_SUCH_GROUP,
          NO_SUCH_CHANNEL,
          INVITE_NOT_VALID,
          NO_SUCH_MESSAGE,
          NO_SUCH_LABEL,
          NO_SUCH_ORDER,
          DEVICE_REMOVED ->
          HttpStatus.NOT_FOUND;
      case ACCOUNT_EXISTS,
          CHANGED_MEANWHILE,
          TOO_MANY_DEVICES,
          TOO_MANY_LABELS,
          STILL_A_PARTICIPANT,
          PAIRING_CODE_NOT_VALID,
          PASSKEY_REQUIRED,
          PAGE_DID_NOT_ANSWER ->
          HttpStatus.CONFLICT;
      case NOT_A_PARTICIPANT,
          NOT_AN_ADMIN,
          NOT_A_BUSINESS,
          BAD_SIGNATURE,
          REACHOUT_TIMELOCKED,
          NEW_CHATS_CAPPED ->
          HttpStatus.FORBIDDEN;
      case BAD_MESSAGE_ID, TOO_LONG, NOT_A_PAIRING_CODE, NOT_A_POLL, NO_SUCH_OPTION ->
          HttpStatus.UNPROCESSABLE_CONTENT;
      case RATE_OVERLIMIT -> HttpStatus.TOO_MANY_REQUESTS;
    };
  }
}
