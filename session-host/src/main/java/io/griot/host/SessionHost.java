package io.griot.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Operation;
import io.griot.dynamo.usage.DynamoUsageStore;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.browser.Browsers;
import io.griot.host.browser.HostLoad;
import io.griot.host.browser.OrphanProcesses;
import io.griot.host.browser.Spawner;
import io.griot.host.browser.StartLimiter;
import io.griot.host.browser.Watchdog;
import io.griot.host.command.CommandMetrics;
import io.griot.host.command.DynamoCommandStateStore;
import io.griot.host.command.DynamoHeldStore;
import io.griot.host.command.LargeAnswers;
import io.griot.host.command.ObjectStore;
import io.griot.host.command.S3ObjectStore;
import io.griot.host.command.SqsSessionQueue;
import io.griot.host.ecs.EcsAgent;
import io.griot.host.ecs.TaskProtection;
import io.griot.host.event.DynamoWebhookFilter;
import io.griot.host.event.EventLog;
import io.griot.host.event.EventOutbox;
import io.griot.host.event.MediaEvents;
import io.griot.host.event.SqsEventQueue;
import io.griot.host.lease.DynamoHostStore;
import io.griot.host.lease.DynamoLeaseStore;
import io.griot.host.lease.DynamoObservationStore;
import io.griot.host.lease.Heartbeat;
import io.griot.host.lease.HostBeat;
import io.griot.host.lease.HostRecord;
import io.griot.host.lease.HostStore;
import io.griot.host.lease.ServerTime;
import io.griot.host.media.FittingMedia;
import io.griot.host.media.MediaIntake;
import io.griot.host.profile.LeftProfiles;
import io.griot.host.profile.S3CheckpointStore;
import io.griot.host.session.HostSessions;
import io.griot.host.session.RunningSessions;
import io.griot.host.session.SessionMaker;
import io.griot.host.session.SessionMaker.Clocks;
import io.griot.host.session.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A session host. Started once and closed once. {@link #start} opens its parts from top to bottom,
 * and {@link #close} closes them in reverse order.
 */
public final class SessionHost implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionHost.class);
  private static final Duration ORPHANS_DEADLINE = Duration.ofSeconds(10);
  private static final Duration FIRST_CALLS_AGAIN = Duration.ofSeconds(1);
  private static final Duration BROWSER_STEP_DEADLINE = Duration.ofSeconds(30);

  /** The time after the start in which a host that gets sessions at once has got some. */
  private static final Duration WARM_UP_AFTER = Duration.ofSeconds(5);

  private enum State {
    NEW,
    STARTING,
    RUNNING,
    CLOSING,
    CLOSED
  }

  private final SessionHostConfig config;
  private final AwsCredentialsProvider credentials;
  private final Consumer<String> metricLines;
  private final Consumer<Throwable> onFailure;
  private final EcsAgent agent = new EcsAgent();
  private final AtomicReference<Runnable> onFatal = new AtomicReference<>(() -> {});
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final Closings closings = new Closings();

  /**
   * @param credentials for DynamoDB, SQS and S3
   * @param metricLines receives the host's {@link io.griot.contract.MetricLine}s
   * @param onFailure called when the host cannot go on, after its browsers were killed. Must end
   *     the process, or close this object from another thread
   */
  public SessionHost(
      SessionHostConfig config,
      AwsCredentialsProvider credentials,
      Consumer<String> metricLines,
      Consumer<Throwable> onFailure) {
    this.metricLines = metricLines;
    this.onFailure = onFailure;
    this.config = config;
    this.credentials = credentials;
  }

  /**
   * Starts the host. Returns when it has begun to take sessions.
   *
   * @throws IOException when another host uses the data folder, or the browser cannot be run; all
   *     parts are closed again
   */
  public void start() throws IOException, InterruptedException {
    move(State.NEW, State.STARTING);
    try {
      open();
    } catch (IOException | InterruptedException | RuntimeException e) {
      closings.closeAll();
      state.set(State.CLOSED);
      throw e;
    }
    move(State.STARTING, State.RUNNING);
  }

  private void open() throws IOException, InterruptedException {
    DataFolder folder = DataFolder.open(config.dataFolder());
    closings.push(folder::close);
    killOrphans(folder);
    DataFolder.Identity identity = folder.identity(config.hostName(), new SecureRandom());
    Clock clock = config.clock();
    LongSupplier nanoTime = System::nanoTime;
    ServerTime serverTime = new ServerTime(clock, nanoTime);
    HostAwsClients aws = HostAwsClients.of(config, credentials, serverTime);
    closings.push(aws::close);
    Watchdog watchdog = Watchdog.start(config.lease().holdable(), this::failed);
    closings.push(watchdog::stop);
    Spawner spawner = new Spawner();
    closings.push(spawner::close);
    CommandMetrics metrics = new CommandMetrics();
    Optional<HostBeat.Task> task = protectableTask();
    HostStore hosts = new DynamoHostStore(aws.dynamoDb(), config.names());
    FirstCalls first = new FirstCalls(FIRST_CALLS_AGAIN, nanoTime);
    // The answer's date sets the time before anything is written with it.
    List<HostRecord> _ = first.make(hosts::all);
    // The earlier process's browsers were killed above, so its sessions must not count as
    // connected.
    first.make(() -> identity.earlier().ifPresent(hosts::forgetProofs));
    Instant startedAt = serverTime.instant();
    AtomicReference<@Nullable HostSessions> held = new AtomicReference<>();
    Heartbeat heartbeat =
        new Heartbeat(
            new DynamoHostStore(aws.heartbeat(), config.names()),
            identity.id(),
            () -> beat(held.get(), serverTime.instant(), startedAt, task),
            config.lease(),
            nanoTime,
            watchdog,
            this::failed);
    Browsers browsers = browsers(spawner, watchdog, nanoTime);
    UsageMeter usage =
        new UsageMeter(new DynamoUsageStore(aws.dynamoDb(), config.names()), serverTime);
    UsageReport usages =
        new UsageReport(
            usage, () -> countTime(held.get()), config.usageInterval(), serverTime, this::failed);
    closings.push(usages::close); // closed after the sessions, whose ends it counts
    SessionMaker maker =
        maker(
            folder,
            spawner,
            browsers,
            heartbeat,
            aws,
            metrics,
            usage,
            new Clocks(clock, serverTime, nanoTime));
    // Other hosts find sessions that could not be given back when the heartbeat stands still.
    closings.push(() -> {
      HostSessions all = held.get();
      heartbeat.stop(all == null || all.hasGivenAllBack());
    });
    first.make(heartbeat::start);
    DynamoLeaseStore leases = new DynamoLeaseStore(aws.dynamoDb(), config.names());
    HostSessions sessions =
        new HostSessions(
            leases,
            hosts,
            heartbeat,
            new RunningSessions(
                config.slots(), maker, leases, usage::session, serverTime, nanoTime),
            config.look(),
            serverTime,
            nanoTime,
            this::failed);
    held.set(sessions);
    closings.push(sessions::close);
    onFatal.set(sessions::killAll);
    log.atInfo()
        .addKeyValue("hostId", identity.id())
        .addKeyValue("slots", config.slots())
        .log("host.started");
    sessions.start(identity.earlier());
    warmUp(browsers, folder, sessions, clock);
    usages.start();
    ProfileSweep sweep =
        new ProfileSweep(
            new LeftProfiles(folder.profiles(), leases, sessions::isRunning), this::failed);
    closings.push(sweep::close);
    sweep.start();
    protectTask(sessions);
    report(sessions, metrics, folder, clock);
  }

  private static void countTime(@Nullable HostSessions held) {
    if (held != null) {
      held.countTime();
    }
  }

  private static void killOrphans(DataFolder folder) {
    int orphans = OrphanProcesses.kill(folder.profiles(), ORPHANS_DEADLINE);
    if (orphans > 0) {
      log.atWarn().addKeyValue("processes", orphans).log("orphans.killed");
    }
  }

  private HostBeat beat(
      @Nullable HostSessions held, Instant now, Instant startedAt, Optional<HostBeat.Task> task) {
    return new HostBeat(
        config.lease().duration(),
        now,
        startedAt,
        config.slots(),
        held == null ? 0 : held.occupancy().sessions(),
        held == null || held.isClosed(),
        held == null ? Map.of() : held.proofs(),
        held == null ? Set.of() : held.quiet(),
        task);
  }

  private Browsers browsers(Spawner spawner, Watchdog watchdog, LongSupplier nanoTime)
      throws IOException, InterruptedException {
    return Browsers.of(
        spawner,
        watchdog,
        config.browser(),
        BROWSER_STEP_DEADLINE,
        new StartLimiter(
            config.parallelStarts(),
            new HostLoad(Runtime.getRuntime().availableProcessors(), nanoTime)));
  }

  private void warmUp(
      Browsers browsers, DataFolder folder, HostSessions sessions, InstantSource clock) {
    WarmUp warmUp =
        new WarmUp(
            browsers,
            BridgeScript.packaged(),
            folder.profiles().resolve("warm-up"),
            clock,
            WARM_UP_AFTER,
            () -> sessions.occupancy().sessions() == 0,
            this::failed);
    closings.push(warmUp::close);
    warmUp.start();
  }

  private SessionMaker maker(
      DataFolder folder,
      Spawner spawner,
      Browsers browsers,
      Heartbeat heartbeat,
      HostAwsClients aws,
      CommandMetrics metrics,
      UsageMeter usage,
      Clocks clocks)
      throws IOException, InterruptedException {
    Catalogue catalogue = Catalogue.load();
    Function<String, Optional<ObjectNode>> schemas =
        id -> catalogue.operation(id).flatMap(Operation::requestSchema);
    Path files = folder.media();
    MediaIntake intake =
        MediaIntake.of(schemas, files, config.mediaFromLoopback(), aws.s3(), config.bucket());
    closings.push(intake::close);
    ObjectStore objects = new S3ObjectStore(aws.s3(), config.bucket());
    SqsEventQueue queue = new SqsEventQueue(aws.sqs(), objects, config.names());
    EventOutbox events =
        new EventOutbox(
            queue,
            new DynamoWebhookFilter(aws.dynamoDb(), config.names(), clocks.nanoTime()),
            DynamoWebhookFilter.LEAST_INTERVAL,
            clocks.nanoTime(),
            metrics,
            this::failed);
    closings.push(events::close); // closed after the sessions, so that their last events are sent
    events.start();
    return new SessionMaker(
        new SessionMaker.Stores(
            new DynamoLeaseStore(aws.dynamoDb(), config.names()),
            new DynamoObservationStore(aws.dynamoDb(), config.names()),
            new DynamoCommandStateStore(aws.dynamoDb(), objects, clocks.server(), config.names()),
            new DynamoHeldStore(aws.dynamoDb(), config.names()),
            new S3CheckpointStore(aws.s3(), config.bucket()),
            objects,
            session ->
                new SqsSessionQueue(
                    aws.sqs(), config.names(), session, config.commandVisibility())),
        new SessionMaker.Pages(
            browsers, BridgeScript.packaged(), config.pages(), config.timing(), folder.profiles()),
        new SessionMaker.Commands(
            catalogue::operation,
            FittingMedia.of(intake::of, schemas, spawner, config.ffmpeg()),
            new LargeAnswers(objects, files),
            metrics,
            config.callDeadline(),
            config.longPoll(),
            new SecureRandom(),
            usage),
        new SessionMaker.Events(
            new EventLog(
                aws.dynamoDb(), objects::put, config.names(), clocks.server(), clocks.nanoTime()),
            config.eventRecovery(),
            queue::sendLogged,
            events,
            new MediaEvents(),
            heartbeat::hurry),
        clocks);
  }

  private Optional<HostBeat.Task> protectableTask() throws IOException, InterruptedException {
    if (config.taskMetadata().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(agent.task(config.taskMetadata().get()));
  }

  private void protectTask(HostSessions sessions) {
    if (config.taskAgent().isPresent()) {
      TaskProtection protection =
          new TaskProtection(
              agent,
              config.taskAgent().get(),
              () -> sessions.occupancy().sessions() > 0,
              this::failed);
      closings.push(protection::stop);
      protection.start();
    }
  }

  private void report(
      HostSessions sessions, CommandMetrics metrics, DataFolder folder, Clock clock) {
    HostReport report =
        new HostReport(
            config.names(),
            sessions::occupancy,
            metrics,
            new HostResources(Path.of("/"), config.dataFolder()),
            config.packagesOf(),
            folder.alive(),
            clock,
            metricLines);
    closings.push(report::close);
    report.start();
  }

  /**
   * A part that all sessions depend on failed for good. The browsers are killed first. Then the
   * owner of this host is told and ends the process.
   */
  private void failed(Throwable failure) {
    log.atError().setCause(failure).log("host.failed");
    onFatal.get().run();
    onFailure.accept(failure);
  }

  /**
   * Gives all sessions back and closes everything. Blocks for up to about 110 seconds when browsers
   * do not end, which is within Fargate's two minutes. Does nothing when the host is not running.
   */
  @Override
  public void close() {
    if (!state.compareAndSet(State.RUNNING, State.CLOSING)) {
      return;
    }
    closings.closeAll();
    state.set(State.CLOSED);
    log.atInfo().log("host.closed");
  }

  private void move(State from, State to) {
    if (!state.compareAndSet(from, to)) {
      throw new IllegalStateException("the session host is " + state.get() + ", not " + from);
    }
  }
}
