package io.griot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.NewerFormException;
import io.griot.functions.access.Authentication;
import io.griot.functions.access.Keys;
import io.griot.functions.access.LastUses;
import io.griot.functions.admin.AdminCustomers;
import io.griot.functions.admin.AdminFleet;
import io.griot.functions.admin.AdminKeys;
import io.griot.functions.admin.AdminLimits;
import io.griot.functions.admin.AdminOperations;
import io.griot.functions.admin.AdminUpkeep;
import io.griot.functions.admin.CustomerExport;
import io.griot.functions.api.Api;
import io.griot.functions.api.ApiOperation;
import io.griot.functions.api.ApiOperations;
import io.griot.functions.api.CommandAcceptance;
import io.griot.functions.api.DeliveryOperations;
import io.griot.functions.api.DryRunner;
import io.griot.functions.api.EventOperations;
import io.griot.functions.api.EventReplies;
import io.griot.functions.api.EventWait;
import io.griot.functions.api.KeyOperations;
import io.griot.functions.api.PairingOperations;
import io.griot.functions.api.ParkingOperations;
import io.griot.functions.api.ReachedLogs;
import io.griot.functions.api.ReplayOperations;
import io.griot.functions.api.Replies;
import io.griot.functions.api.SendingOperations;
import io.griot.functions.api.SessionOperations;
import io.griot.functions.api.WebhookSettings;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoAccountStore;
import io.griot.functions.aws.DynamoBacklogStore;
import io.griot.functions.aws.DynamoBucketStore;
import io.griot.functions.aws.DynamoCustomerRecordStore;
import io.griot.functions.aws.DynamoDailyCounter;
import io.griot.functions.aws.DynamoDeletionStore;
import io.griot.functions.aws.DynamoDeliveryStore;
import io.griot.functions.aws.DynamoEventLogStore;
import io.griot.functions.aws.DynamoHostStore;
import io.griot.functions.aws.DynamoKeyStore;
import io.griot.functions.aws.DynamoLedgerStore;
import io.griot.functions.aws.DynamoLimitsStore;
import io.griot.functions.aws.DynamoPairingLinkStore;
import io.griot.functions.aws.DynamoPaymentStore;
import io.griot.functions.aws.DynamoPlanStore;
import io.griot.functions.aws.DynamoSendingStore;
import io.griot.functions.aws.DynamoSessionStore;
import io.griot.functions.aws.DynamoSubmissionStore;
import io.griot.functions.aws.DynamoSupervisedSessionStore;
import io.griot.functions.aws.DynamoUsageLog;
import io.griot.functions.aws.DynamoWaitingStore;
import io.griot.functions.aws.DynamoWebhookStore;
import io.griot.functions.aws.LambdaAwsClients;
import io.griot.functions.aws.S3PayloadStore;
import io.griot.functions.aws.SqsDeadEvents;
import io.griot.functions.aws.SqsReplayQueue;
import io.griot.functions.aws.SqsSessionQueues;
import io.griot.functions.billing.BillingStep;
import io.griot.functions.command.AcceptanceStep;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.eventlog.EventReader;
import io.griot.functions.eventlog.Replays;
import io.griot.functions.fairuse.CommandBacklog;
import io.griot.functions.fairuse.CustomerLimits;
import io.griot.functions.fairuse.FairUse;
import io.griot.functions.fairuse.Limits;
import io.griot.functions.fairuse.LimitsStore;
import io.griot.functions.fairuse.RateLimits;
import io.griot.functions.fairuse.ReplayBudget;
import io.griot.functions.fairuse.UploadQuota;
import io.griot.functions.fairuse.WaitBudget;
import io.griot.functions.fairuse.WaitingRoom;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import io.griot.functions.media.Uploads;
import io.griot.functions.pairing.PairingLinks;
import io.griot.functions.pairing.PairingVisit;
import io.griot.functions.sending.SendingGovernor;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Patience;
import io.griot.functions.session.SessionAnswers;
import io.griot.functions.session.SessionChanges;
import io.griot.functions.session.SessionStart;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionWakes;
import io.griot.functions.supervision.SubscribedSessions;
import io.griot.functions.webhooks.TestDeliveries;
import io.griot.functions.webhooks.WebhookRules;
import io.griot.publichttp.AddressRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.crac.Core;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** The Lambda behind API Gateway (HTTP API, payload format 2.0), and its wiring. Thread-safe. */
public final class ApiHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);

  /**
   * The longest wait for an outcome. API Gateway gives up after 30 s: an outcome that is not there
   * after this wait becomes a 202.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  /** The time that the Lambda needs after the wait to answer before it is stopped. */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  private final LambdaAwsClients aws;
  private final Billing billing;
  private final TestDeliveries tests;
  private final Api api;
  private final Clock clock;

  /** A strong reference: Lambda's context holds registered resources only weakly. */
  private final Priming priming;

  /** Called by Lambda: reads the configuration from the environment. */
  public ApiHandler() {
    this(FunctionsConfig.fromEnvironment());
    Core.getGlobalContext().register(priming);
  }

  /** Creates a handler that reports no steps. */
  public ApiHandler(FunctionsConfig config) {
    this(config, step -> {});
  }

  /**
   * Creates a handler. Reads the catalogue while the AWS clients are made, because each takes a
   * good part of a cold start.
   *
   * @param steps is told each step of accepting a command when it is done; for tests, which have
   *     the process die there
   */
  public ApiHandler(FunctionsConfig config, Consumer<AcceptanceStep> steps) {
    this(config, config.clock(), steps, step -> {});
  }

  /**
   * @param clock used to compare with the end of the paid time
   * @param steps as above
   * @param billingSteps receives each step of taking a payment when it is done
   */
  public ApiHandler(
      FunctionsConfig config,
      Clock clock,
      Consumer<AcceptanceStep> steps,
      Consumer<BillingStep> billingSteps) {
    CompletableFuture<Catalogue> catalogue = CompletableFuture.supplyAsync(Catalogue::load);
    this.clock = clock;
    aws = new LambdaAwsClients("api", config.region(), config.endpoints());
    RandomGenerator random = new SecureRandom();
    DynamoHostStore hosts = new DynamoHostStore(aws.tables(), config.names(), clock);
    DynamoSessionStore sessions =
        new DynamoSessionStore(aws.tables(), config.names(), hosts, clock);
    SqsSessionQueues queues = new SqsSessionQueues(aws.queues(), config.names(), clock);
    S3PayloadStore objects = new S3PayloadStore(aws::objects, aws::presigner, config.bucket());
    DynamoPlanStore plans = new DynamoPlanStore(aws.tables(), config.names());
    CustomerLimits limits =
        new CustomerLimits(
            limits(config, new DynamoLimitsStore(aws.tables(), config.names(), plans)), clock);
    WaitingRoom places =
        new WaitingRoom(
            new DynamoWaitingStore(aws.tables(), config.names()), limits, clock, random);
    CommandGateway gateway =
        new CommandGateway(
            new DynamoSubmissionStore(aws.tables(), config.names(), clock),
            queues,
            objects,
            places,
            clock,
            random,
            steps);
    Evidence evidence = new Evidence(config.evidenceBound());
    CodeRequests codeRequests = new CodeRequests(sessions, clock);
    Patience patience = Patience.real(clock);
    Catalogue operations = catalogue.join();
    DynamoWebhookStore webhookStore = new DynamoWebhookStore(aws.tables(), config.names());
    WebhookSettings webhooks =
        new WebhookSettings(
            webhookStore,
            new WebhookRules(new AddressRules(config.webhooksToLoopback())),
            operations,
            random,
            clock);
    DynamoDailyCounter daily = new DynamoDailyCounter(aws.tables(), config.names());
    DynamoEventLogStore logs = new DynamoEventLogStore(aws.tables(), config.names());
    ReachedLogs reached = new ReachedLogs(logs);
    EventOperations events =
        new EventOperations(
            reached,
            webhookStore,
            new EventReader(logs, random),
            new EventReplies(objects),
            new EventWait(places, new WaitBudget(daily, limits, clock), patience),
            operations,
            clock);
    ReplayOperations replays =
        new ReplayOperations(
            reached,
            new Replays(logs, new SqsReplayQueue(aws.queues(), config.names())),
            new ReplayBudget(daily, limits, clock),
            () -> UUID.randomUUID().toString());
    tests = new TestDeliveries(new AddressRules(config.webhooksToLoopback()), clock);
    DeliveryOperations deliveries =
        new DeliveryOperations(
            new DynamoDeliveryStore(aws.tables(), config.names()),
            logs,
            webhookStore,
            tests,
            clock,
            () -> UUID.randomUUID().toString());
    DynamoSendingStore sendings = new DynamoSendingStore(aws.tables(), config.names());
    SendingGovernor governor = new SendingGovernor(sendings, config.pace(), clock);
    SessionStart start = new SessionStart(sessions, queues, hosts, evidence, patience, clock);
    SessionChanges changes = new SessionChanges(sessions, hosts, patience, clock);
    SessionOperations lives =
        new SessionOperations(
            start,
            webhooks,
            changes,
            new SessionAnswers(evidence, operations),
            codeRequests,
            evidence,
            plans,
            places,
            clock);
    DynamoSupervisedSessionStore supervised =
        new DynamoSupervisedSessionStore(aws.tables(), config.names(), sessions, clock);
    SubscribedSessions subscribed =
        new SubscribedSessions(
            new DynamoAccountStore(aws.tables(), config.names()),
            sessions,
            supervised,
            hosts,
            clock);
    billing = new Billing(config, aws, clock, random, subscribed::follow, billingSteps);
    DynamoAccessStore access = new DynamoAccessStore(aws.tables(), config.names());
    RateLimits rates =
        new RateLimits(new DynamoBucketStore(aws.tables(), config.names(), clock), clock);
    PairingOperations pairing =
        new PairingOperations(
            new PairingLinks(
                new DynamoPairingLinkStore(aws.tables(), config.names()),
                sessions,
                evidence,
                rates,
                clock,
                random),
            new PairingVisit(
                start, changes, codeRequests, evidence, access, plans, gateway, operations, clock),
            config.billing().publicUrl());
    Keys keys = new Keys(new DynamoKeyStore(aws.tables(), config.names()), random, clock);
    DynamoCustomerRecordStore records = new DynamoCustomerRecordStore(aws.tables(), config.names());
    AdminCustomers customers =
        new AdminCustomers(
            records,
            new DynamoDeletionStore(aws.tables(), config.names()),
            plans,
            keys,
            subscribed::follow,
            clock);
    CommandAcceptance commands =
        new CommandAcceptance(
            operations,
            evidence,
            codeRequests,
            governor,
            new CommandBacklog(
                new DynamoBacklogStore(aws.tables(), config.names(), sessions), limits, clock),
            new SessionWakes(sessions, hosts, patience, clock),
            gateway,
            steps);
    api =
        new Api(
            operations,
            new Authentication(
                access, new LastUses(access, Thread::startVirtualThread, clock), clock),
            sessions,
            together(
                List.of(
                    ApiOperations.table(
                        lives,
                        webhooks,
                        events,
                        replays,
                        deliveries,
                        new SendingOperations(governor),
                        new ParkingOperations(changes),
                        new KeyOperations(keys, clock),
                        gateway,
                        new Uploads(objects, new UploadQuota(daily, limits, clock), clock, random)),
                    AdminOperations.table(
                        customers,
                        new AdminLimits(records, customers, plans, clock),
                        new AdminKeys(keys, customers, clock)),
                    new AdminFleet(supervised, sessions, changes, evidence, customers, clock)
                        .table(),
                    upkeep(config, customers, keys, sessions, evidence, objects, random).table(),
                    billing.operations(),
                    pairing.table())),
            new FairUse(rates, limits, clock),
            commands,
            new DryRunner(operations, evidence, governor, commands));
    priming = new Priming(api, aws);
  }

  private AdminUpkeep upkeep(
      FunctionsConfig config,
      AdminCustomers customers,
      Keys keys,
      SessionStore sessions,
      Evidence evidence,
      PayloadStore objects,
      RandomGenerator random) {
    DynamoWebhookStore webhooks = new DynamoWebhookStore(aws.tables(), config.names());
    return new AdminUpkeep(
        customers,
        new SqsDeadEvents(aws.queues(), config.names(), clock),
        webhooks,
        new CustomerExport(
            keys,
            sessions,
            webhooks,
            new DynamoLedgerStore(aws.tables(), config.names()),
            new DynamoPaymentStore(aws.tables(), config.names()),
            new DynamoUsageLog(aws.tables(), config.names()),
            evidence,
            clock),
        objects,
        random,
        clock);
  }

  /**
   * The stored limits, or none where fair use is off: tests send more requests per minute than
   * customers may.
   */
  private static LimitsStore limits(FunctionsConfig config, LimitsStore stored) {
    LimitsStore limits = config.fairUse() ? stored : customer -> Limits.NONE;
    return customer -> limits.of(customer).withAtMostWaiting(config.mostWaiting());
  }

  private static Map<String, ApiOperation> together(List<Map<String, ApiOperation>> tables) {
    Map<String, ApiOperation> all = new HashMap<>();
    tables.forEach(all::putAll);
    return all;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    Reply reply = reply(event, context);
    boolean head = event.getRequestContext().getHttp().getMethod().equals("HEAD");
    return (head ? reply.withoutBody() : reply).toEvent();
  }

  @Override
  public void close() {
    billing.close();
    tests.close();
    aws.close();
  }

  /**
   * Answers every request, whatever happens inside, and logs failures. This is the outermost
   * method.
   */
  private Reply reply(APIGatewayV2HTTPEvent event, Context context) {
    MDC.put("requestId", context.getAwsRequestId());
    try {
      return api.answer(Request.of(event, deadline(context)));
    } catch (ApiFailure failure) {
      return Replies.of(failure);
    } catch (SdkException e) {
      log.atError().setCause(e).log("request.aws_failed");
      return Replies.of(new ApiFailure(passing(e) ? FailureCode.OVERLOADED : FailureCode.INTERNAL));
    } catch (NewerFormException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("request.refused");
      return Replies.of(new ApiFailure(FailureCode.OVERLOADED));
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("request.failed");
      return Replies.of(new ApiFailure(FailureCode.INTERNAL));
    } finally {
      MDC.clear(); // the next request on this thread is another
    }
  }

  private Instant deadline(Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    Duration wait = remaining.compareTo(LONGEST_WAIT) < 0 ? remaining : LONGEST_WAIT;
    return clock.instant().plus(wait);
  }

  /** Whether a repeated request may succeed: AWS was slow, busy or unreachable. */
  private static boolean passing(SdkException e) {
    return e instanceof SdkClientException
        || e.retryable()
        || (e instanceof SdkServiceException service
            && (service.isThrottlingException() || service.statusCode() >= 500));
  }
}
