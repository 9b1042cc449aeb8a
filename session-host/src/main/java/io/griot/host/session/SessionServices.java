package io.griot.host.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.browser.Browsers;
import io.griot.host.command.CommandStore;
import io.griot.host.command.LargeAnswers;
import io.griot.host.command.LargeObjects;
import io.griot.host.command.OperationTraits;
import io.griot.host.command.SessionQueue;
import io.griot.host.command.Tally;
import io.griot.host.event.EventOutbox;
import io.griot.host.event.MediaEvents;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.LeaseTiming;
import io.griot.host.lease.Placement;
import io.griot.host.media.CommandMedia;
import io.griot.host.profile.CheckpointStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What all sessions of a host share.
 *
 * @param queues opens a session's queue
 * @param tally counts how commands go
 * @param operations what is known of an operation, by its id
 * @param media brings what a customer's requests carry to the page
 * @param answers brings what is large from the page to S3
 * @param events where sessions put what happens in them
 * @param mediaEvents brings the files of messages that came
 * @param pages the address of WhatsApp Web in each environment
 * @param profiles the folder of all sessions' profiles
 * @param longPoll how long a receive from a queue waits for a message
 * @param nanoTime the monotonic clock
 */
public record SessionServices(
    LeaseStore leases,
    Placement placement,
    CommandStore commands,
    Function<Generation, SessionQueue> queues,
    LargeObjects objects,
    CheckpointStore checkpoints,
    Browsers browsers,
    Tally tally,
    BridgeScript script,
    Function<String, Optional<OperationTraits>> operations,
    Function<CustomerId, CommandMedia> media,
    LargeAnswers answers,
    EventOutbox events,
    MediaEvents mediaEvents,
    Map<Environment, URI> pages,
    Path profiles,
    LeaseTiming leaseTiming,
    BrowserTiming browserTiming,
    Duration callDeadline,
    Duration longPoll,
    Clock clock,
    LongSupplier nanoTime) {
  public SessionServices {
    pages = Map.copyOf(pages);
  }
}
