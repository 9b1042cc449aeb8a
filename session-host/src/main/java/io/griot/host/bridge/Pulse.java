package io.griot.host.bridge;

import java.time.Instant;
import java.util.Optional;

/**
 * The page's answer to a request for a sign of life.
 *
 * @param lastEventAt when WhatsApp last sent the page anything, on the page's clock, which is the
 *     host's
 * @param storageFails whether the page can store nothing any more. Only another browser helps
 */
public record Pulse(PageState state, Optional<Instant> lastEventAt, boolean storageFails) {}
