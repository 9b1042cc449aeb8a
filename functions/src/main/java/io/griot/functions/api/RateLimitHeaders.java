package io.griot.functions.api;

import io.griot.functions.fairuse.Bucket;
import io.griot.functions.fairuse.FairUse.Ruling;
import io.griot.functions.fairuse.FairUse.Rulings;
import io.griot.functions.http.Reply;
import java.util.stream.Collectors;

/**
 * The headers {@code RateLimit} and {@code RateLimit-Policy} of
 * draft-ietf-httpapi-ratelimit-headers: lists of named policies, with the quota {@code q} of a
 * window {@code w}, the remaining quota {@code r}, and the seconds {@code t} until there is more.
 */
final class RateLimitHeaders {
  private RateLimitHeaders() {}

  /** Adds the rate limit's headers to an answer. */
  static Reply on(Reply reply, Rulings rulings) {
    if (rulings.all().isEmpty()) {
      return reply;
    }
    String policies =
        rulings.all().stream().map(RateLimitHeaders::policy).collect(Collectors.joining(", "));
    String states =
        rulings.all().stream().map(RateLimitHeaders::state).collect(Collectors.joining(", "));
    return reply.with("RateLimit-Policy", policies).with("RateLimit", states);
  }

  private static String policy(Ruling ruling) {
    return "\"%s\";q=%d;w=%d"
        .formatted(ruling.policy().title(), ruling.verdict().limit(), Bucket.WINDOW.toSeconds());
  }

  private static String state(Ruling ruling) {
    long seconds = Math.ceilDiv(ruling.verdict().resetsIn().toMillis(), 1000);
    return "\"%s\";r=%d;t=%d"
        .formatted(ruling.policy().title(), ruling.verdict().remaining(), seconds);
  }
}
