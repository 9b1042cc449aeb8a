package io.griot.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.CustomerId;
import io.griot.contract.Operation;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.browser.Browsers;
import io.griot.host.browser.Spawner;
import io.griot.host.browser.Strays;
import io.griot.host.command.DynamoCommandStore;
import io.griot.host.command.LargeAnswers;
import io.griot.host.command.LargeObjects;
import io.griot.host.command.OperationTraits;
import io.griot.host.command.OperationTraits.Need;
import io.griot.host.command.S3LargeObjects;
import io.griot.host.command.SqsSessionQueue;
import io.griot.host.command.Tally;
import io.griot.host.event.DynamoWishes;
import io.griot.host.event.EventOutbox;
import io.griot.host.event.MediaEvents;
import io.griot.host.event.SqsEventQueue;
import io.griot.host.event.Wishes;
import io.griot.host.lease.DynamoLeaseStore;
import io.griot.host.lease.LeaseAges;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.LeaseTaker;
import io.griot.host.lease.SqsPlacement;
import io.griot.host.media.CommandMedia;
import io.griot.host.media.FittingMedia;
import io.griot.host.media.MediaIntake;
import io.griot.host.profile.S3CheckpointStore;
import io.griot.host.session.SessionServices;
import io.griot.host.session.SessionSlots;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A session host: started once, closed once. What it consists of is opened in {@link #start} from
 * top to bottom and closed in reverse.
 */
public final class SessionHost implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionHost.class);
  private static final Duration STRAYS_DEADLINE = Duration.ofSeconds(10);
  private static final Duration BROWSER_STEP_DEADLINE = Duration.ofSeconds(30);

  private enum State {
    NEW,
    STARTING,
    RUNNING,
    CLOSING,
    CLOSED
  }

  private interface Closing {
    void run() throws IOException, InterruptedException;
  }

  private final SessionHostConfig config;
  private final AwsCredentialsProvider credentials;
  private final Consumer<String> metricLines;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final Deque<Closing> closings = new ArrayDeque<>();

  /**
   * @param credentials for DynamoDB, SQS and S3
   * @param metricLines where the host's {@link io.griot.contract.MetricLine}s go
   */
  public SessionHost(
      SessionHostConfig config, AwsCredentialsProvider credentials, Consumer<String> metricLines) {
    this.metricLines = metricLines;
    this.config = config;
    this.credentials = credentials;
  }

  /**
   * Starts it; returns when it has begun to take sessions.
   *
   * @throws IOException when the data folder is another host's or the browser cannot be run; what
   *     had been opened is closed again
   */
  public void start() throws IOException, InterruptedException {
    move(State.NEW, State.STARTING);
    try {
      open();
    } catch (IOException | InterruptedException | RuntimeException e) {
      closeAll();
      state.set(State.CLOSED);
      throw e;
    }
    move(State.STARTING, State.RUNNING);
  }

  private void open() throws IOException, InterruptedException {
    DataFolder folder = DataFolder.open(config.dataFolder());
    closings.push(folder::close);
    int strays = Strays.kill(folder.profiles(), STRAYS_DEADLINE);
    if (strays > 0) {
      log.warn("killed {} processes of an earlier host", strays);
    }
    String hostId =
        config.hostId().isPresent() ? config.hostId().get() : folder.hostId(new SecureRandom());
    Spawner spawner = new Spawner();
    closings.push(spawner::close);
    Browsers browsers =
        Browsers.of(spawner, config.browser(), BROWSER_STEP_DEADLINE, config.parallelStarts());
    AwsClients aws = AwsClients.of(config, credentials);
    closings.push(aws::close);
    Catalogue catalogue = Catalogue.load();
    Function<String, Optional<ObjectNode>> schemas =
        id -> catalogue.operation(id).flatMap(Operation::requestSchema);
    Path files = folder.media();
    MediaIntake intake =
        MediaIntake.of(schemas, files, config.mediaFromLoopback(), aws.s3(), config.bucket());
    closings.push(intake::close);
    Function<CustomerId, CommandMedia> media =
        FittingMedia.of(intake::of, schemas, spawner, config.ffmpeg());
    SessionServices services = services(aws, folder, browsers, catalogue, media, files);
    LeaseTaker taker =
        new LeaseTaker(
            services.leases(),
            new LeaseAges(services.nanoTime()),
            hostId,
            config.lease().duration());
    SessionSlots slots = new SessionSlots(services, taker, config.slots());
    closings.push(slots::close);
    log.info("session host {} with {} slots", hostId, config.slots());
    slots.start(hostId);
    HostReport report =
        new HostReport(
            config.names(),
            slots::occupancy,
            services.tally(),
            folder.alive(),
            services.clock(),
            metricLines);
    closings.push(report::close);
    report.start();
  }

  private SessionServices services(
      AwsClients aws,
      DataFolder folder,
      Browsers browsers,
      Catalogue catalogue,
      Function<CustomerId, CommandMedia> media,
      Path files) {
    Tally tally = new Tally();
    LargeObjects objects = new S3LargeObjects(aws.s3(), config.bucket());
    Wishes wishes = new DynamoWishes(aws.dynamoDb(), config.names(), System::nanoTime);
    EventOutbox events =
        new EventOutbox(new SqsEventQueue(aws.sqs(), objects, config.names()), wishes, tally);
    closings.push(events::close); // after the sessions, whose last events it brings away
    events.start();
    LeaseStore leases = new DynamoLeaseStore(aws.dynamoDb(), config.names());
    Clock clock = Clock.systemUTC();
    return new SessionServices(
        leases,
        new SqsPlacement(aws.sqs(), config.names()),
        new DynamoCommandStore(aws.dynamoDb(), objects, clock, config.names()),
        session -> new SqsSessionQueue(aws.sqs(), config.names(), session),
        objects,
        new S3CheckpointStore(aws.s3(), config.bucket()),
        browsers,
        tally,
        BridgeScript.packaged(),
        operations(catalogue),
        media,
        new LargeAnswers(objects, files),
        events,
        new MediaEvents(wishes),
        config.pages(),
        folder.profiles(),
        config.lease(),
        config.timing(),
        config.callDeadline(),
        config.longPoll(),
        clock,
        System::nanoTime);
  }

  private static Function<String, Optional<OperationTraits>> operations(Catalogue catalogue) {
    return id -> catalogue.operation(id).map(SessionHost::traits);
  }

  private static OperationTraits traits(Operation operation) {
    Need need =
        switch (operation.requires()) {
          case NONE -> Need.NONE;
          case PAGE -> Need.PAGE;
          case CONNECTED -> Need.CONNECTED;
        };
    return new OperationTraits(
        operation.repeatable(), operation.runs() == Operation.Runs.HOST, need);
  }

  /**
   * Gives all sessions back and closes everything; takes up to about 110 seconds when browsers
   * resist, which is what Fargate allows. Does nothing when it is not running.
   */
  @Override
  public void close() {
    if (!state.compareAndSet(State.RUNNING, State.CLOSING)) {
      return;
    }
    closeAll();
    state.set(State.CLOSED);
    log.info("session host closed");
  }

  // One thing that resists does not keep the rest open; an interruption makes all of it hurry.
  private void closeAll() {
    boolean interrupted = false;
    while (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } catch (IOException | RuntimeException e) {
        log.warn("while closing", e);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void move(State from, State to) {
    if (!state.compareAndSet(from, to)) {
      throw new IllegalStateException("the session host is " + state.get() + ", not " + from);
    }
  }
}
