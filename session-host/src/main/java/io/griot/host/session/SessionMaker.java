package io.griot.host.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Operation;
import io.griot.contract.Restriction;
import io.griot.contract.SessionId;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.Browsers;
import io.griot.host.command.Claims;
import io.griot.host.command.CommandConsumer;
import io.griot.host.command.CommandCounts;
import io.griot.host.command.CommandMetrics;
import io.griot.host.command.CommandReader;
import io.griot.host.command.CommandRunner;
import io.griot.host.command.CommandStateStore;
import io.griot.host.command.HeldCommands;
import io.griot.host.command.HeldRunner;
import io.griot.host.command.HeldStore;
import io.griot.host.command.LargeAnswers;
import io.griot.host.command.ObjectStore;
import io.griot.host.command.PageWork;
import io.griot.host.command.QueueAccess;
import io.griot.host.command.SessionGate;
import io.griot.host.command.SessionQueue;
import io.griot.host.command.SessionUsage;
import io.griot.host.command.UnfinishedCommands;
import io.griot.host.event.CatchUp;
import io.griot.host.event.EventLog;
import io.griot.host.event.EventOutbox;
import io.griot.host.event.MediaEvents;
import io.griot.host.event.SentEvents;
import io.griot.host.event.SessionEvents;
import io.griot.host.event.SessionLog;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseCheck;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.Observation;
import io.griot.host.lease.ObservationStore;
import io.griot.host.lease.Problem;
import io.griot.host.lease.SessionRecord;
import io.griot.host.lease.SessionRecorder;
import io.griot.host.media.CommandMedia;
import io.griot.host.profile.CheckpointStore;
import io.griot.host.profile.Profile;
import io.griot.host.profile.ProfileFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds the parts of a session; the only place that wires them. Thread-safe. */
public final class SessionMaker implements RunningSession.Maker {
  private static final Duration LEFT_DEADLINE = Duration.ofSeconds(30);

  private final Stores stores;
  private final Pages pages;
  private final Commands commands;
  private final Events events;
  private final Clocks clocks;

  /**
   * Stores and queues.
   *
   * @param queues opens a session's queue, and creates it if it does not exist
   */
  public record Stores(
      LeaseStore leases,
      ObservationStore observations,
      CommandStateStore commands,
      HeldStore held,
      CheckpointStore checkpoints,
      ObjectStore objects,
      Function<Generation, SessionQueue> queues) {}

  /**
   * The parts that run pages.
   *
   * @param addresses of WhatsApp Web in each environment
   * @param profiles the folder of all sessions' profiles
   */
  public record Pages(
      Browsers browsers,
      BridgeScript script,
      Map<Environment, URI> addresses,
      BrowserTiming timing,
      Path profiles) {
    public Pages {
      addresses = Map.copyOf(addresses);
    }
  }

  /**
   * The parts that run commands.
   *
   * @param operations the catalogue, by operation id
   * @param media copies a customer's media to disk
   * @param answers moves large answers from the page to S3
   * @param callDeadline the time that the page has for one command
   * @param longPoll the time that one receive waits for messages
   * @param random source of the claims' nonces
   * @param usage counts the commands of each customer
   */
  public record Commands(
      Function<String, Optional<Operation>> operations,
      Function<CustomerId, CommandMedia> media,
      LargeAnswers answers,
      CommandMetrics metrics,
      Duration callDeadline,
      Duration longPoll,
      RandomGenerator random,
      UsageMeter usage) {}

  /**
   * Receivers of page events.
   *
   * @param log opens sessions' logs
   * @param isRecovered whether what dies with a page or a host is found
   * @param logged the queue, for events of a session's log
   * @param outbox delivers them to customers
   * @param speaks runs when a page starts or resumes reporting. Readers ignore the session's state
   *     until its proof of life is stored, which happens with the heartbeat. Must not block
   */
  public record Events(
      EventLog log,
      boolean isRecovered,
      BiConsumer<SessionRecord, List<LoggedEvent>> logged,
      EventOutbox outbox,
      MediaEvents media,
      Runnable speaks) {}

  /**
   * The clocks.
   *
   * @param clock this host's clock, for times that only people read
   * @param server DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public record Clocks(Clock clock, InstantSource server, LongSupplier nanoTime) {}

  public SessionMaker(Stores stores, Pages pages, Commands commands, Events events, Clocks clocks) {
    this.stores = stores;
    this.pages = pages;
    this.commands = commands;
    this.events = events;
    this.clocks = clocks;
  }

  @Override
  public SessionParts make(SessionRecord session, Lease lease, SessionParts.Ends ends)
      throws IOException {
    SessionGate gate = new SessionGate();
    SessionRecorder recorder =
        new SessionRecorder(
            stores.leases(),
            stores.observations(),
            lease,
            session.generation(),
            session.linked(),
            clocks.server(),
            clocks.nanoTime(),
            ends::lost,
            ends::failed);
    Profile profile =
        new Profile(
            new ProfileFolder(pages.profiles(), session.generation()),
            stores.checkpoints(),
            stores.leases(),
            lease,
            session.generation());
    Observation before = stores.observations().read(session.generation()).orElse(Observation.NONE);
    AtomicReference<@Nullable BrowserKeeper> keeper = new AtomicReference<>();
    SessionQueue queue = stores.queues().apply(session.generation());
    CommandReader reader = new CommandReader(stores.objects(), session.id());
    LeaseCheck check = new LeaseCheck(lease, clocks.nanoTime());
    CommandRunner runner = runner(session, check, gate);
    HeldCommands held =
        new HeldCommands(
            session.generation(),
            stores.held(),
            new HeldRunner(session.generation(), stores.held(), reader, runner, check),
            gate,
            commands.operations(),
            clocks.server(),
            ends::failed);
    held.restrict(restrictedUntil(before.limits()));
    held.suspend(session.suspended());
    SessionEvents told = told(session, lease, profile, ends);
    PageStatusBoard status =
        new PageStatusBoard(
            PageStatus.none(
                before.problem().filter(problem -> staysWith(session, before, problem)),
                before.unavailable(),
                before.limits()),
            () -> new PageStatus.Moment(clocks.server().instant(), clocks.nanoTime().getAsLong()),
            listeners(session, before, keeper, held, gate, recorder, told));
    BrowserKeeper browser =
        new BrowserKeeper(
            session,
            check,
            new BrowserSetup(
                pages.browsers(), pages.script(), address(session.environment()), pages.timing()),
            profile,
            status,
            clocks.clock());
    keeper.set(browser);
    CommandConsumer consumer =
        new CommandConsumer(
            session.id(),
            new QueueAccess(queue, check, commands.longPoll()),
            new CommandConsumer.Execution(reader, runner, held),
            ends::failed);
    return new SessionParts(
        status,
        browser,
        gate,
        commands(consumer, held),
        recorder(session.id(), recorder),
        recorder::isLinked,
        checkpoint(profile),
        new Quiet(happenings(session.id(), consumer, held, told), clocks.nanoTime()),
        () -> {
          UnfinishedCommands left =
              new UnfinishedCommands(
                  queue, stores.commands(), stores.held(), session.generation(), clocks.nanoTime());
          try {
            int _ = left.end(LEFT_DEADLINE);
            queue.remove();
          } finally {
            // Nobody else can: the supervisor, which may have been here first, has no disk.
            profile.remove();
          }
          stores.leases().forgetEnded(session);
        });
  }

  private static SessionParts.Checkpoint checkpoint(Profile profile) {
    return new SessionParts.Checkpoint() {
      @Override
      public void take() throws IOException, InterruptedException {
        boolean _ = profile.checkpoint();
      }

      @Override
      public void dropLocal() throws IOException {
        profile.dropLocal();
      }
    };
  }

  private Quiet.Happenings happenings(
      SessionId session, CommandConsumer consumer, HeldCommands held, SessionEvents told) {
    return new Quiet.Happenings() {
      @Override
      public long count() {
        return consumer.received() + told.wanted();
      }

      @Override
      public boolean isAtWork() {
        return consumer.isAtWork()
            || held.isHolding()
            || told.isBringingFiles()
            || events.outbox().isWaiting(session);
      }
    };
  }

  /** Whether what an earlier host saw still stands: of a replaced connection, until a restart. */
  private static boolean staysWith(SessionRecord session, Observation before, Problem problem) {
    return problem == Problem.LOGGED_OUT
        || (problem == Problem.REPLACED && before.restarted() >= session.restarts());
  }

  private static SessionParts.Commands commands(CommandConsumer consumer, HeldCommands held) {
    return new SessionParts.Commands() {
      @Override
      public void suspend(boolean is) {
        held.suspend(is);
      }

      @Override
      public void start() {
        held.start();
        consumer.start();
      }

      // Both share one deadline.
      @Override
      public void stop(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        try {
          boolean _ = consumer.stop(deadline);
        } finally {
          Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
          boolean _ = held.stop(left);
        }
      }
    };
  }

  /**
   * Wraps the recorder as a part. Stopping it also hands over the last events, while the lease
   * lasts.
   */
  private SessionParts.Part recorder(SessionId session, SessionRecorder recorder) {
    return new SessionParts.Part() {
      @Override
      public void start() {
        recorder.start();
      }

      @Override
      public void stop(Duration deadline) throws InterruptedException {
        try {
          boolean _ = events.outbox().flush(session, deadline);
        } finally {
          recorder.stop(deadline);
        }
      }
    };
  }

  private CommandRunner runner(SessionRecord session, LeaseCheck lease, SessionGate gate) {
    return new CommandRunner(
        stores.commands(),
        new Claims(stores.commands(), lease.lease(), clocks.nanoTime(), commands.random()),
        gate,
        commands.operations(),
        new PageWork(
            gate,
            commands.media().apply(session.customer()),
            commands.answers(),
            commands.callDeadline(),
            lease,
            clocks.server()),
        lease,
        new CommandCounts(
            commands.metrics(),
            new SessionUsage(commands.usage(), session.customer(), session.environment())),
        clocks.server());
  }

  /**
   * The listeners of the page's status. The order counts: the pace of sends, then the commands'
   * gate; the tables that readers see, the browser, the heartbeat; customers' events last.
   */
  private List<PageStatusBoard.Listener> listeners(
      SessionRecord session,
      Observation before,
      AtomicReference<@Nullable BrowserKeeper> keeper,
      HeldCommands held,
      SessionGate gate,
      SessionRecorder recorder,
      SessionEvents told) {
    ObservedSession observed =
        new ObservedSession(session.linked(), before.downSince(), clocks.server(), recorder::see);
    return List.of(
        (change, old, now) -> {
          if (!now.limits().equals(old.limits())) {
            held.restrict(restrictedUntil(now.limits()));
          }
        },
        (change, old, now) -> {
          BrowserKeeper browser = keeper.get();
          if (now.phase() == PageStatus.Phase.NONE && now.isReplaced()) {
            gate.refuse();
          } else if (!now.isSpeaking() || browser == null || browser.bridge() == null) {
            gate.unset();
          } else if (Change.isFromThePage(change) || change instanceof Change.Replaced) {
            gate.set(browser.bridge(), now.standing());
          }
        },
        (change, old, now) -> {
          BrowserKeeper browser = keeper.get();
          observed.see(now, browser == null ? session.restarts() : browser.restarted());
        },
        (change, old, now) -> {
          BrowserKeeper browser = keeper.get();
          if (browser != null && now.said().usable() && !old.said().usable()) {
            browser.look(); // its first checkpoint may be due
          }
        },
        (change, old, now) -> {
          if (now.isSpeaking() && !old.isSpeaking()) {
            events.speaks().run();
          }
        },
        (change, old, now) -> {
          BrowserKeeper browser = keeper.get();
          told.changed(change, old, now, browser == null ? null : browser.bridge());
        });
  }

  private SessionEvents told(
      SessionRecord session, Lease lease, Profile profile, SessionParts.Ends ends) {
    ProfileFolder folder = new ProfileFolder(pages.profiles(), session.generation());
    SentEvents sent = new SentEvents(folder.userData());
    SessionLog log = events.log().of(session, lease);
    CatchUp catchUp = new CatchUp(session, log, sent, profile::isOlder, events.isRecovered());
    catchUp.begin(last -> events.logged().accept(session, last), ends::failed);
    return new SessionEvents(
        session,
        lease.token(),
        log,
        catchUp,
        events.outbox(),
        events.media(),
        sent,
        clocks.clock());
  }

  private Optional<Instant> restrictedUntil(Optional<ObjectNode> limits) {
    return limits
        .flatMap(known -> Restriction.of(known, clocks.server().instant()))
        .flatMap(Restriction::until);
  }

  private URI address(Environment environment) throws IOException {
    URI address = pages.addresses().get(environment);
    if (address == null) {
      throw new IOException("no page address for " + environment);
    }
    return address;
  }
}
