package io.griot.functions.media;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.contract.MediaId;
import io.griot.contract.Names;
import io.griot.contract.UploadLimits;
import io.griot.functions.fairuse.UploadQuota;
import io.griot.functions.http.Reply;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * Gives customers places for their files, so many a day. Nothing else is stored for one: the file's
 * key has its customer and its id, and what was never uploaded is not there. Thread-safe.
 */
public final class Uploads {
  private final UploadLinks links;
  private final UploadQuota quota;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random must be unpredictable: who knows a file's id may not thereby know the next
   */
  public Uploads(
      UploadLinks links, UploadQuota quota, InstantSource clock, RandomGenerator random) {
    this.links = links;
    this.quota = quota;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A place for a file as these fields, which are valid, describe it.
   *
   * @throws io.griot.functions.http.ApiFailure {@code UPLOAD_QUOTA_EXCEEDED}
   */
  public Reply place(CustomerId customer, ObjectNode fields) {
    quota.take(customer);
    MediaId media = MediaId.random(random);
    String mimetype = fields.path("mimetype").asText();
    URI link =
        links.uploadLink(
            Names.mediaObject(customer, media),
            mimetype,
            fields.path("filesize").asLong(),
            UploadLimits.LINK_LIFETIME);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .put("mediaId", media.value())
            .put("url", link.toString())
            .put("method", "PUT");
    answer.putObject("headers").put("content-type", mimetype);
    return Reply.json(
        200,
        answer
            .put("uploadUntil", now.plus(UploadLimits.LINK_LIFETIME).toString())
            .put("usableUntil", now.plus(UploadLimits.USABLE).toString()));
  }
}
