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
 * Gives customers upload addresses for files, up to a daily quota. Nothing else is stored for a
 * file: its key contains its customer and its id, and a file that was never uploaded does not
 * exist. Thread-safe.
 */
public final class Uploads {
  private final UploadLinks links;
  private final UploadQuota quota;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random must be unpredictable, so that an id does not reveal the next one
   */
  public Uploads(
      UploadLinks links, UploadQuota quota, InstantSource clock, RandomGenerator random) {
    this.links = links;
    this.quota = quota;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes an upload address for the file that these valid fields describe.
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
