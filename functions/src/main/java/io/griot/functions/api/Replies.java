package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.functions.command.Submission;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.FiledAnswer;
import io.griot.functions.http.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Converts outcomes and failures into HTTP answers. */
public final class Replies {
  /** The retry delay for a session that was down for minutes: a host may have to start. */
  private static final Duration SESSION_BACK = Duration.ofSeconds(60);

  private Replies() {}

  /**
   * The answer to a command that ended.
   *
   * @param filed its answer, if that is an object in S3. An answer that is too large is a redirect
   *     to a link
   */
  public static Reply of(Outcome outcome, FiledAnswer filed) {
    return switch (outcome) {
      case Outcome.Succeeded(String answer, Duration pageTime) -> {
        Reply whole = Reply.json(200, answer);
        yield timed(whole.fits() ? whole : elsewhere(filed.link().get()), pageTime);
      }
      case Outcome.Filed(AnswerFile file, Duration pageTime) -> timed(file(file, filed), pageTime);
      case Outcome.Failed(FailureCode code, String detail) -> failure(code, text(code, detail));
    };
  }

  private static Reply file(AnswerFile file, FiledAnswer filed) {
    if (file.isJson() || !Reply.fitsAsBytes(file.bytes())) {
      return elsewhere(filed.link().get());
    }
    return filed
        .bytes()
        .get()
        .map(bytes -> Reply.file(file, bytes))
        .orElseGet(() -> failure(FailureCode.INTERNAL, FailureCode.INTERNAL.text()));
  }

  private static Reply timed(Reply reply, Duration pageTime) {
    return reply.with("Server-Timing", timing(pageTime));
  }

  private static Reply elsewhere(URI link) {
    ObjectNode body =
        Json.MAPPER.createObjectNode().put("success", true).put("answerUrl", link.toString());
    return Reply.json(303, body).with("Location", link.toString());
  }

  /**
   * The answer of {@code /commands/{commandId}} for a command that ended: its own answer, or the
   * link to a large one.
   */
  public static Reply report(CommandId command, Outcome outcome, FiledAnswer filed) {
    return switch (outcome) {
      case Outcome.Succeeded(String answer, Duration _) -> {
        ObjectNode report = status(command, "succeeded").put("answerStatus", 200);
        Reply whole =
            Reply.json(200, report.deepCopy().putRawValue("answer", new RawValue(answer)));
        yield whole.fits() ? whole : Reply.json(200, report.put("answerUrl", link(filed)));
      }
      case Outcome.Filed _ ->
          Reply.json(
              200,
              status(command, "succeeded").put("answerStatus", 200).put("answerUrl", link(filed)));
      case Outcome.Failed(FailureCode code, String detail) -> {
        ObjectNode report = status(command, "failed").put("answerStatus", code.httpStatus());
        yield Reply.json(200, report.set("answer", error(text(code, detail))));
      }
    };
  }

  private static String link(FiledAnswer filed) {
    return filed.link().get().toString();
  }

  public static Reply of(ApiFailure failure) {
    Reply reply = failure(failure.code(), failure.error());
    return failure
        .retryAfter()
        .map(wait -> reply.with("Retry-After", Long.toString(wholeSeconds(wait))))
        .orElse(reply);
  }

  private static long wholeSeconds(Duration time) {
    return time.plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** The answer to a command that has not ended: 202, with the location of its outcome. */
  public static Reply pending(Submission.Pending pending) {
    return Reply.json(202, report(pending)).with("Location", "/commands/" + pending.command());
  }

  /** The report of a command that has not ended. Times are rounded up to seconds. */
  public static ObjectNode report(Submission.Pending pending) {
    ObjectNode report = status(pending.command(), "pending");
    pending
        .held()
        .ifPresent(held -> {
          report.put("heldUntil", Math.ceilDiv(held.until().toEpochMilli(), 1000));
          report.put("heldBecause", held.because().text());
        });
    return report;
  }

  /** The common part of the reports of {@code /commands/{commandId}}. */
  private static ObjectNode status(CommandId command, String status) {
    return Json.MAPPER
        .createObjectNode()
        .put("success", true)
        .put("commandId", command.value())
        .put("status", status);
  }

  /**
   * The error text: the code's own text, which clients recognise, followed by the detail; only the
   * detail if it names a field.
   */
  private static String text(FailureCode code, String detail) {
    if (detail.isEmpty()) {
      return code.text();
    }
    return code == FailureCode.INVALID_FIELD ? detail : code.text() + ": " + detail;
  }

  private static ObjectNode error(String text) {
    return Json.MAPPER.createObjectNode().put("success", false).put("error", text);
  }

  private static Reply failure(FailureCode code, String text) {
    Reply reply = Reply.json(code.httpStatus(), error(text));
    return switch (code) {
      case OVERLOADED -> reply.with("Retry-After", "1");
      case SESSION_DOWN -> reply.with("Retry-After", Long.toString(SESSION_BACK.toSeconds()));
      default -> reply;
    };
  }

  private static String timing(Duration pageTime) {
    return String.format(Locale.ROOT, "page;dur=%.1f", pageTime.toNanos() / 1e6);
  }
}
